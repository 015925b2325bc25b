"""Reference words as files: CSV with a ``source`` column, or YAML with a ``source`` key.

An analyst's own lines, in ``<folder>/lexicons/<same name>.csv``, are added to the package's and
win where their first column is the same.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from workbook.errors import LexiconError

HERE = Path(__file__).parent


def read_lexicon(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Return the word list ``name``: its own columns and ``source``, all text, empty as "".

    Args:
        name: File name without ending, such as ``"reporting-verbs"``.
        folder: The analyst's folder, whose ``lexicons/`` may add lines.

    Raises:
        LexiconError: A list is missing, has other columns, or a line gives no source.
    """
    lexicon = _read_csv(HERE / f"{name}.csv")
    own = folder / "lexicons" / f"{name}.csv" if folder else None
    if own is None or not own.exists():
        return lexicon.copy()
    added = _read_own(own, list(lexicon.columns))
    key = str(lexicon.columns[0])
    kept = lexicon[~lexicon[key].isin(added[key])]
    return pd.concat([kept, added], ignore_index=True)


@cache
def read_yaml(name: str) -> dict[str, Any]:
    """Return the YAML lexicon ``name``, which must hold a ``source``."""
    path = HERE / f"{name}.yaml"
    if not path.exists():
        raise LexiconError(f"no lexicon {name!r}", advice=f"look at the files in {HERE}")
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    if not data.get("source"):
        raise LexiconError(f"{path.name} gives no source", wanted="a key 'source' that says where the words are from")
    return data


@cache
def _read_csv(path: Path) -> pd.DataFrame:
    if not path.exists():
        names = ", ".join(sorted(p.stem for p in HERE.glob("*.csv")))
        raise LexiconError(f"no lexicon {path.stem!r}", wanted=f"one of {names}")
    table = pd.read_csv(path, dtype=str, keep_default_na=False, comment="#")
    if "source" not in table.columns or (table["source"].str.strip() == "").any():
        raise LexiconError(f"{path.name} has lines without a source", wanted="a column 'source' filled in every line")
    return table


def _read_own(path: Path, columns: list[str]) -> pd.DataFrame:
    table = pd.read_csv(path, dtype=str, keep_default_na=False, comment="#")
    if missing := [column for column in columns if column not in table.columns and column != "source"]:
        raise LexiconError(
            f"{path} has the columns {list(table.columns)}",
            wanted=f"the columns {columns}",
            advice=f"add {missing} to its first line",
        )
    if "source" not in table.columns:
        table["source"] = "analyst"
    table["source"] = table["source"].mask(table["source"].str.strip() == "", "analyst")
    return table[columns]
