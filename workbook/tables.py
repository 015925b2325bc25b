"""The contract of every table: one description of each column, from ``tables.yaml``.

Each function that returns a table returns it through :func:`make` or :func:`check`, so that its
columns, their order, their types and their allowed values are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import yaml

from workbook.errors import TableError

DTYPES: dict[str, Any] = {
    "text": "str",
    "date": "str",
    "int": "Int64",
    "float": "Float64",
    "bool": "bool",
    "list": pd.ArrowDtype(pa.list_(pa.string())),
    "ints": pd.ArrowDtype(pa.list_(pa.int64())),
}
ISO_DAY = r"\d{4}-\d\d-\d\d"


@dataclass(frozen=True)
class Field:
    """One column: its kind, meaning, what empty means (None: never empty), its closed list of values."""

    name: str
    kind: str
    meaning: str
    empty: str | None = None
    allowed: tuple[str, ...] = ()

    @property
    def dtype(self) -> Any:
        """The pandas type of the column."""
        return DTYPES[self.kind]


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its fields in order, its key and what it cannot tell."""

    name: str
    row: str
    fields: tuple[Field, ...]
    key: str | None = None
    cautions: tuple[str, ...] = ()

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return [field.name for field in self.fields]


@cache
def contract() -> dict[str, Table]:
    """Return every table by its name."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    described = yaml.load((Path(__file__).parent / "tables.yaml").read_text("utf-8"), loader)
    made = {}
    for name, spec in described["tables"].items():
        columns = [next(iter(one.items())) if isinstance(one, dict) else (one, {}) for one in spec["columns"]]
        fields = tuple(_field(column, {**described["fields"][column], **changed}) for column, changed in columns)
        made[name] = Table(name, spec["row"], fields, spec.get("key"), tuple(spec.get("cautions", ())))
    return made


def _field(name: str, spec: Mapping[str, Any]) -> Field:
    return Field(name, spec["kind"], spec["meaning"], spec.get("empty"), tuple(spec.get("allowed", ())))


def empty(name: str) -> pd.DataFrame:
    """Return the table without rows, with every column in its type."""
    return pd.DataFrame({field.name: pd.Series([], dtype=field.dtype) for field in contract()[name].fields})


def make(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the table made of ``rows``; a column that a row does not give is empty there."""
    records = list(rows)
    if not records:
        return empty(name)
    columns = contract()[name].columns
    if strange := sorted(set().union(*records) - set(columns)):
        raise TableError(f"rows for the table {name!r} give {strange}", wanted=f"only {columns}")
    return check(name, pd.DataFrame({field.name: _series(records, field) for field in contract()[name].fields}))


def _series(records: list[Mapping[str, Any]], field: Field) -> pd.Series[Any]:
    values = [record.get(field.name) for record in records]
    if field.kind in ("list", "ints"):
        values = [[] if value is None else list(value) for value in values]
    return pd.Series(values, dtype=field.dtype)


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as plain dictionaries: None where a cell is empty, lists as Python lists."""
    plain = {}
    for name in frame.columns:
        column = frame[name]
        is_list = isinstance(column.dtype, pd.ArrowDtype)
        values = column.to_numpy(dtype=object) if is_list else column.astype(object).where(column.notna(), None)
        plain[str(name)] = [list(value) for value in values] if is_list else list(values)
    return [dict(zip(plain, values, strict=True)) for values in zip(*plain.values(), strict=True)]


def check(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return ``frame`` with its columns in order and in their types, or say what breaks the contract.

    Raises:
        TableError: Columns are missing or unknown, a value is empty or outside its closed list,
            or a key stands twice. The error lists every fault at once.
    """
    table = contract()[name]
    have, want = set(frame.columns), set(table.columns)
    faults = [f"lacks {sorted(want - have)}"] * bool(want - have) + [f"has {sorted(have - want)} too"] * bool(
        have - want
    )
    if not faults:
        frame = cast(name, frame)
        faults = [fault for field in table.fields for fault in _value_faults(frame[field.name], field)]
        if table.key and (twice := frame[table.key][frame[table.key].duplicated()]).size:
            faults.append(f"{table.key} stands twice: {twice.iloc[0]!r} and {twice.size - 1} more")
    if faults:
        advice = f"each column is described in docs/tables.md#{name}"
        raise TableError(f"the table {name!r} " + "; ".join(faults), advice=advice)
    return frame


def cast(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table that was checked when it was written, with its columns in order and in their types."""
    table = contract()[name]
    return frame[table.columns].astype({field.name: field.dtype for field in table.fields}).reset_index(drop=True)


def _value_faults(column: pd.Series[Any], field: Field) -> list[str]:
    faults = []
    filled = column.dropna()
    if field.empty is None and len(filled) < len(column):
        faults.append(f"{field.name} is empty in {len(column) - len(filled)} rows")
    if field.allowed and (wrong := filled[~filled.isin(field.allowed)]).size:
        faults.append(f"{field.name} holds {wrong.iloc[0]!r}, not one of {list(field.allowed)}")
    if field.kind == "date" and (wrong := filled[~filled.str.fullmatch(ISO_DAY)]).size:
        faults.append(f"{field.name} holds {wrong.iloc[0]!r}, not a day like 2025-11-23")
    return faults


def describe() -> str:
    """Return the page ``docs/tables.md``."""
    parts = [
        "# The tables\n",
        "Made from `workbook/tables.yaml` by `workbook tables`; a test fails when this page is out of date.\n",
    ]
    for table in contract().values():
        key = f" Key: `{table.key}`." if table.key else ""
        parts.append(f"## {table.name}\n\nOne row: {table.row}.{key}\n")
        lines = ["| column | type | empty? | meaning |", "|---|---|---|---|"]
        for field in table.fields:
            allowed = f" One of: {', '.join(field.allowed)}." if field.allowed else ""
            lines.append(f"| `{field.name}` | {field.kind} | {field.empty or 'never'} | {field.meaning}{allowed} |")
        parts.append("\n".join(lines) + "\n")
        if table.cautions:
            parts.append("\n".join(f"- {caution}" for caution in table.cautions) + "\n")
    return "\n".join(parts)
