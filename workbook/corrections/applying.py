"""What the ledger's entries do to finished tables; the machine's tables stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from workbook import tables
from workbook.corrections.actors import Actors
from workbook.corrections.ledger import INPUTS, Entry
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
    entries = list(entries)
    run, refused = _run(machine, folder, entries)
    try:
        return run.finished(), refused
    except Exception:  # one that cannot stand in the tables: it is found by leaving out what cannot stand alone
        alone = {entry.entry_id: _alone(machine, folder, entry) for entry in entries}
        run, _ = _run(machine, folder, [entry for entry in entries if not alone[entry.entry_id]])
        return run.finished(), [_problem(entry, reason) for entry in entries if (reason := alone[entry.entry_id])]


def _run(
    machine: Mapping[str, pd.DataFrame], folder: Path | None, entries: Iterable[Entry]
) -> tuple[_Applying, list[dict[str, Any]]]:
    run = _Applying(machine, folder)
    refused = []
    for entry in entries:
        try:
            run.one(entry)
        except Exception as error:  # a line of the ledger costs itself, whatever it holds
            told = str(error) if isinstance(error, WorkbookError) else f"it cannot be applied ({type(error).__name__})"
            refused.append(_problem(entry, told))
    return run, refused


def _alone(machine: Mapping[str, pd.DataFrame], folder: Path | None, entry: Entry) -> str:
    """Return why an entry cannot stand in the tables; empty where it can."""
    run, refused = _run(machine, folder, [entry])
    try:
        run.finished()
    except Exception as error:
        return f"it cannot be applied ({type(error).__name__}: {str(error)[:200]})"
    return str(refused[0]["reason"]) if refused else ""


class _Applying:
    def __init__(self, machine: Mapping[str, pd.DataFrame], folder: Path | None) -> None:
        self.machine = machine
        self.changed: dict[str, pd.DataFrame] = {}
        self.rejected: dict[str, list[int]] = {}
        self.added: dict[str, list[dict[str, Any]]] = {"notes": []}
        self.actors = Actors(machine, folder)
        self.pairs: Pairs | None = None
        self._index: dict[str, dict[str, int]] = {}

    def one(self, entry: Entry) -> None:
        if (entry.action, entry.table) in (("set", "articles"), ("restore", "residue")):  # inputs of the build
            if entry.action == "set" and entry.field not in INPUTS:
                raise WorkbookError(f"articles.{entry.field} cannot be set", wanted=", ".join(INPUTS))
            if entry.article_id not in set(self.machine["articles"]["article_id"]):
                raise _gone(entry)
            return None
        if entry.table not in tables.contract():
            raise WorkbookError(f"there is no table {entry.table!r}", wanted=f"one of {', '.join(SETTABLE)}")
        if (entry.action, entry.table) in ACTIONS:
            self.pairs = self.pairs or Pairs(self.machine)
            return self.pairs.apply(entry)
        if entry.action == "choose" or (entry.action in ("merge", "apart") and entry.table == "events"):
            return self._both_known(entry)
        if (entry.action, entry.table) == ("reject", "conflicts"):  # they are found later, over corrected tables
            return None
        if entry.action in ("merge", "split") and entry.table != "actors":
            raise WorkbookError(f"rows of {entry.table} cannot be joined or split", wanted="actors or events")
        if entry.action in ("add", "accept", "reject", "restore") and entry.table not in SETTABLE:
            raise WorkbookError(f"{entry.action} is nothing that can be done to {entry.table}", advice="undo it")
        return getattr(self, f"_{entry.action}")(entry)

    def _set(self, entry: Entry) -> None:
        if entry.field not in SETTABLE.get(entry.table, ()):
            wanted = ", ".join(SETTABLE.get(entry.table, ()))
            raise WorkbookError(f"{entry.table}.{entry.field} cannot be set", wanted=wanted)
        if entry.table == "actors":
            self._allowed(entry, str(entry.field), entry.value)
            return self.actors.describe(entry.row_id, str(entry.field), entry.value)
        table = self._table(entry.table)
        positions = self._positions(entry, table)
        values = read_date(str(entry.value)) if entry.field == "date" else {str(entry.field): entry.value}
        for column, value in values.items():
            self._allowed(entry, column, value)
            cells = table[column].astype(object).tolist()  # a list in a cell cannot be set in place
            for position in positions:
                cells[position] = value
            table[column] = pd.Series(cells, index=table.index, dtype=table[column].dtype)
        if "origin" in table.columns:
            table.loc[positions, "origin"] = "analyst"
        if entry.table == "mentions":
            self.actors.moved = True
        return None

    def _positions(self, entry: Entry, table: pd.DataFrame) -> list[int]:
        """Return the rows that an entry is about: a statement is rejected, or given to somebody, whole."""
        position = self._position(entry)
        whole = entry.table == "quotes" and (entry.action == "reject" or entry.field == "actor_id")
        if not whole or pd.isna(table.at[position, "statement_id"]):
            return [position]
        return table.index[table["statement_id"] == table.at[position, "statement_id"]].to_list()

    def _allowed(self, entry: Entry, column: str, value: Any) -> None:
        field = next(one for one in tables.contract()[entry.table].fields if one.name == column)
        if field.allowed and value not in field.allowed:
            raise WorkbookError(f"{column} cannot be {value!r}", wanted=f"one of {', '.join(field.allowed)}")
        if value in (None, "") and field.empty is None:
            raise WorkbookError(f"{column} cannot be empty", wanted=field.meaning)
        if isinstance(value, list) != (field.kind == "list") and value is not None:
            raise WorkbookError(f"{column} cannot be {value!r}", wanted="words" if field.kind != "list" else "a list")
        if column == "actor_id" and value:
            self.actors.known(value)
        if column in ("plan_id", "responds_to") and value and value not in set(self.machine["plans"]["plan_id"]):
            raise WorkbookError(f"there is no plan {value!r}", wanted="the identifier of a plan")

    def _reject(self, entry: Entry) -> None:
        if entry.table == "actors":
            return self.actors.reject(entry.row_id)
        self.actors.moved |= entry.table == "mentions"
        self.rejected.setdefault(entry.table, []).extend(self._positions(entry, self.machine[entry.table]))
        return None

    def _accept(self, entry: Entry) -> None:
        """The analyst looked at a row of the machine and holds it for right."""
        if "origin" not in tables.contract()[entry.table].columns:
            raise WorkbookError(f"rows of {entry.table} cannot be accepted", wanted="a table with a column origin")
        self._table(entry.table).loc[self._position(entry), "origin"] = "analyst"

    def _add(self, entry: Entry) -> None:
        row = dict(entry.value or {})
        if "date" in row:
            row.update(read_date(str(row.pop("date"))))
        key = str(tables.contract()[entry.table].key)
        row[key] = entry.row_id
        before = self.added.setdefault(entry.table, [])
        if entry.row_id in self._places(entry.table) or entry.row_id in [one[key] for one in before]:
            raise WorkbookError(f"{entry.table} has a row {entry.row_id!r} already", advice="undo one of the two")
        blank = [one.name for one in tables.contract()[entry.table].fields if row.get(one.name) == "" and not one.empty]
        if blank:
            raise WorkbookError(f"{', '.join(blank)} of the added row is empty", wanted="words")
        tables.make(entry.table, [row])
        before.append(row)

    def _note(self, entry: Entry) -> None:
        self.added["notes"].append(
            {"note_id": entry.entry_id, "of_table": entry.table, "of_id": entry.row_id, "note": str(entry.value),
             "at": entry.at, "who": entry.who}
        )  # fmt: skip

    def _merge(self, entry: Entry) -> None:
        self.actors.merge(entry.row_id, str(entry.value))

    def _split(self, entry: Entry) -> None:
        self.actors.split(entry.row_id, str(entry.field), str(entry.value), f"x{entry.entry_id}")

    def _star(self, entry: Entry) -> None:
        """A star is for whoever reads and for the brief; tables stay as they are."""

    def _apart(self, entry: Entry) -> None:
        """Two rows stay two; only the list of doubts asks for it."""

    def _both_known(self, entry: Entry) -> None:
        """Two rows are of one happening or of two, or one of them is taken: happenings and conflicts are made by it."""
        if entry.table not in ("events", "quotes"):
            raise WorkbookError(f"rows of {entry.table} do not disagree", wanted="events or quotes")
        for row_id in (entry.row_id, str(entry.value)):
            if row_id not in self._places(entry.table):
                raise _gone(entry)

    def _table(self, name: str) -> pd.DataFrame:
        if name not in self.changed:
            self.changed[name] = self.machine[name].copy()
        return self.changed[name]

    def _position(self, entry: Entry) -> int:
        """Return the row that an entry is about: by its identifier, else by its words in its article."""
        position = self._places(entry.table).get(entry.row_id)
        if position is None:
            position = self._by_words(entry)
        if position is None:
            raise _gone(entry)
        return position

    def _places(self, name: str) -> dict[str, int]:
        if name not in self._index:
            key = tables.contract()[name].key
            keys: list[Any] = self.machine[name][key].tolist() if key and name in self.machine else []
            self._index[name] = {str(row_id): position for position, row_id in enumerate(keys)}
        return self._index[name]

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
