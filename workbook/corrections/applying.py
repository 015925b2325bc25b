"""What the ledger's entries do to finished tables; the machine's tables stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from workbook import tables
from workbook.corrections.actors import Actors
from workbook.corrections.ledger import Entry
from workbook.corrections.plans import ACTIONS, Pairs
from workbook.errors import WorkbookError
from workbook.language.time.periods import bounds, edtf, granularity

# Columns an analyst may set; "date" is written as EDTF and sets the days and the granularity with it.
SETTABLE = {
    "events": ("date", "headline", "status", "kind", "place"),
    "actors": ("name", "entity_type", "country", "side", "role"),
    "mentions": ("actor_id", "form"),
    "quotes": ("actor_id", "cue_class", "quote_type", "topics"),
    "provisions": ("topics", "modality", "plan_id"),
    "plans": ("title", "responds_to", "wording"),
    "alignments": ("relation",),
    "positions": ("stance", "topic"),
}


def apply(
    machine: Mapping[str, pd.DataFrame], entries: Iterable[Entry], *, folder: Path | None = None
) -> tuple[dict[str, pd.DataFrame], list[Any]]:
    """Return the tables that the entries change, corrected, and rows for ``problems``.

    Args:
        machine: Every table as the machine made it.
        entries: The active entries, oldest first; a later one wins.
        folder: The analyst's folder, whose lexicons give actors their sides.

    Returns:
        The changed tables by name (always with ``notes``), and a row for each entry that found no row
        or could not be applied: it is reported and kept, never dropped.
    """
    run = _Applying(machine, folder)
    for entry in entries:
        try:
            run.one(entry)
        except WorkbookError as error:
            run.problems.append(_problem(entry, str(error)))
    return run.finished(), run.problems


class _Applying:
    def __init__(self, machine: Mapping[str, pd.DataFrame], folder: Path | None) -> None:
        self.machine = machine
        self.changed: dict[str, pd.DataFrame] = {}
        self.rejected: dict[str, list[int]] = {}
        self.added: dict[str, list[dict[str, Any]]] = {"notes": []}
        self.actors = Actors(machine, folder)
        self.problems: list[dict[str, Any]] = []
        self.pairs: Pairs | None = None
        self._index: dict[str, dict[str, int]] = {}

    def one(self, entry: Entry) -> None:
        if entry.table in ("articles", "residue"):  # inputs of the build
            if entry.article_id not in set(self.machine["articles"]["article_id"]):
                raise _gone(entry)
            return None
        if entry.table not in tables.contract():
            raise WorkbookError(f"there is no table {entry.table!r}", wanted=f"one of {', '.join(SETTABLE)}")
        if (entry.action, entry.table) in ACTIONS:
            self.pairs = self.pairs or Pairs(self.machine)
            return self.pairs.apply(entry)
        if entry.action in ("merge", "split") and entry.table != "actors":
            raise WorkbookError(f"rows of {entry.table} cannot be joined or split", wanted="actors")
        return getattr(self, f"_{entry.action}")(entry)

    def _set(self, entry: Entry) -> None:
        if entry.field not in SETTABLE.get(entry.table, ()):
            wanted = ", ".join(SETTABLE.get(entry.table, ()))
            raise WorkbookError(f"{entry.table}.{entry.field} cannot be set", wanted=wanted)
        if entry.table == "actors":
            self._allowed(entry, str(entry.field), entry.value)
            return self.actors.describe(entry.row_id, str(entry.field), entry.value)
        position = self._position(entry)
        table = self._table(entry.table)
        values = read_date(str(entry.value)) if entry.field == "date" else {str(entry.field): entry.value}
        for column, value in values.items():
            self._allowed(entry, column, value)
            cells = table[column].astype(object).tolist()  # a list in a cell cannot be set in place
            cells[position] = value
            table[column] = pd.Series(cells, index=table.index, dtype=table[column].dtype)
        if "origin" in table.columns:
            table.loc[position, "origin"] = "analyst"
        if entry.table == "mentions":
            self.actors.moved = True
        return None

    @staticmethod
    def _allowed(entry: Entry, column: str, value: Any) -> None:
        allowed = next(f.allowed for f in tables.contract()[entry.table].fields if f.name == column)
        if allowed and value not in allowed:
            raise WorkbookError(f"{column} cannot be {value!r}", wanted=f"one of {', '.join(allowed)}")

    def _reject(self, entry: Entry) -> None:
        if entry.table == "actors":
            return self.actors.reject(entry.row_id)
        self.actors.moved |= entry.table == "mentions"
        self.rejected.setdefault(entry.table, []).append(self._position(entry))
        return None

    def _accept(self, entry: Entry) -> None:
        """The analyst looked at a row of the machine and holds it for right."""
        self._table(entry.table).loc[self._position(entry), "origin"] = "analyst"

    def _add(self, entry: Entry) -> None:
        row = dict(entry.value or {})
        if "date" in row:
            row.update(read_date(str(row.pop("date"))))
        key = str(tables.contract()[entry.table].key)
        self.added.setdefault(entry.table, []).append({**row, key: entry.row_id})

    def _note(self, entry: Entry) -> None:
        self.added["notes"].append(
            {"note_id": entry.entry_id, "of_table": entry.table, "of_id": entry.row_id, "note": str(entry.value),
             "at": entry.at, "who": entry.who}
        )  # fmt: skip

    def _merge(self, entry: Entry) -> None:
        self.actors.merge(entry.row_id, str(entry.value))

    def _split(self, entry: Entry) -> None:
        self.actors.split(entry.row_id, str(entry.field), str(entry.value), f"x{entry.entry_id}")

    def _apart(self, entry: Entry) -> None:
        """Two rows stay two; only the list of doubts asks for it."""

    def _table(self, name: str) -> pd.DataFrame:
        if name not in self.changed:
            self.changed[name] = self.machine[name].copy()
        return self.changed[name]

    def _position(self, entry: Entry) -> int:
        """Return the row that an entry is about: by its identifier, else by its words in its article."""
        if entry.table not in self._index:
            key = tables.contract()[entry.table].key
            keys: list[Any] = self.machine[entry.table][key].tolist() if key else []
            self._index[entry.table] = {str(row_id): position for position, row_id in enumerate(keys)}
        position = self._index[entry.table].get(entry.row_id)
        if position is None:
            position = self._by_words(entry)
        if position is None:
            raise _gone(entry)
        return position

    def _by_words(self, entry: Entry) -> int | None:
        """Return the row of the same article that shares most words' characters with the corrected one."""
        table, articles = self.machine[entry.table], self.machine["articles"]
        text = articles.loc[articles["article_id"] == entry.article_id, "text"]
        if not entry.words or text.empty or "start" not in table.columns:
            return None
        start = str(text.iloc[0]).find(entry.words)
        rows = table[(table["article_id"] == entry.article_id) & table["start"].notna()]
        if start < 0 or rows.empty:
            return None
        first, last = rows["start"].clip(lower=start), rows["end"].clip(upper=start + len(entry.words))
        shared = (last - first) / (rows["end"] - rows["start"]).clip(lower=len(entry.words))
        if shared.max() < 0.5:  # the half of the longer one
            return None
        return int(rows.index.to_numpy()[shared.to_numpy(dtype=float).argmax()])

    def finished(self) -> dict[str, pd.DataFrame]:
        """Return the changed tables, rejected rows gone and added ones at their end; actors as they now add up."""
        for name, rows in self.added.items():
            made = tables.make(name, rows)
            before = self._table(name) if name in self.machine else tables.empty(name)
            self.changed[name] = pd.concat([before, made], ignore_index=True) if len(before) else made
        for name, positions in self.rejected.items():
            self.changed[name] = self._table(name).drop(index=positions)
        if self.pairs:
            now = {name: self._table(name) for name in ("plans", "provisions", "alignments")}
            points = now["provisions"][~now["provisions"]["provision_id"].isin(self.pairs.gone)]
            self.changed["provisions"] = points.reset_index(drop=True)
            self.changed["alignments"] = self.pairs.table(now["plans"], self.changed["provisions"], now["alignments"])
        self.changed.update(self.actors.finished({**self.machine, **self.changed}))
        return {name: tables.check(name, table) for name, table in self.changed.items()}


def read_date(words: str) -> dict[str, Any]:
    """Return the columns of a date as an analyst writes it: 2025-11-24, 2025-11, 2025, or first/last; ~ for about.

    Raises:
        WorkbookError: It is none of these.
    """
    value = words.strip().rstrip("~").strip()
    days = bounds(value)
    if not value:
        return {"earliest": None, "latest": None, "edtf": None, "granularity": None}
    if days is None or days[0] > days[1]:
        wanted = "a day 2025-11-24, a month 2025-11, a year 2025, or 2025-11-23/2025-11-25"
        raise WorkbookError(f"{words!r} is no date", wanted=wanted)
    about = edtf(value, approximate=words.strip().endswith("~"))
    earliest, latest = (day.isoformat() for day in days)
    return {"earliest": earliest, "latest": latest, "edtf": about, "granularity": granularity(value)}


def _gone(entry: Entry) -> WorkbookError:
    advice = "the article changed or left the folder; undo the correction if it is no longer needed"
    return WorkbookError(f"the corrected passage is gone: {entry.describe()}", advice=advice)


def _problem(entry: Entry, reason: str) -> dict[str, Any]:
    return {"path": entry.article_id or entry.table, "stage": "corrections", "severity": "noted", "reason": reason,
            "advice": f"the correction of {entry.at} by {entry.who} is kept, not applied"}  # fmt: skip
