"""The tables of a corpus, of which those that join several articles are made when they are first asked for."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterable, Mapping

import pandas as pd

from workbook.corrections import Entry
from workbook.linking.conflicts import find_conflicts
from workbook.linking.happenings import find_happenings, with_agreement
from workbook.meaning import Vectors

LINKED = ("happenings", "conflicts")  # made when first asked for: a load needs neither, and no encoder
FACTS = {"date": ("earliest", "latest"), "status": ("status",)}  # of a happening, by the kind of disagreement


class Tables(UserDict[str, pd.DataFrame]):
    """Tables by name; ``happenings`` and ``conflicts`` follow the events as they are corrected.

    Args:
        tables: All other tables, as corrected.
        entries: The active corrections; ``merge`` and ``apart`` of events say what is one happening, ``choose`` which
            of two rows is taken.
        vectors: Gives the meaning of headlines and quotations, and keeps it.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame], entries: Iterable[Entry], vectors: Vectors) -> None:
        super().__init__(tables)
        self._entries = [entry for entry in entries if entry.table in ("events", "quotes", "conflicts")]
        self._vectors = vectors
        self._is_linked = False

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name in LINKED and not self._is_linked:
            self._link()
        return super().__getitem__(name)

    def _link(self) -> None:
        joined, separate = (
            {
                frozenset((entry.row_id, str(entry.value)))
                for entry in self._entries
                if (entry.action, entry.table) == (action, "events")
            }
            for action in ("merge", "apart")
        )
        found = find_happenings(self.data, self._vectors, joined=joined, separate=separate)
        conflicts = settled(find_conflicts(self.data, found, self._vectors), found, self._entries)
        agreed = with_agreement(found, conflicts[conflicts["settled"].isna()])
        self.data["happenings"] = with_choices(agreed, conflicts, self.data["events"])
        self.data["conflicts"] = conflicts
        self._is_linked = True
        self._vectors.save()


def settled(conflicts: pd.DataFrame, happenings: pd.DataFrame, entries: Iterable[Entry]) -> pd.DataFrame:
    """Return the conflicts without those that the analyst rejected, each with the row that the analyst took.

    A choice of an event holds for its whole happening: of three articles the third may be compared next time.

    Args:
        conflicts: The table, as found.
        happenings: The table, which says what is told together.
        entries: The active corrections, oldest first; a later one wins.
    """
    happening_of = {event: row.happening_id for row in happenings.itertuples() for event in row.event_ids}
    rejected = {entry.row_id for entry in entries if (entry.action, entry.table) == ("reject", "conflicts")}
    taken: dict[tuple[str, frozenset[str]], str] = {}
    for entry in entries:
        if entry.action == "choose":
            taken[_matter(str(entry.field), (entry.row_id, str(entry.value)), happening_of)] = entry.row_id
    kept = conflicts[~conflicts["conflict_id"].isin(rejected)].reset_index(drop=True)
    sides = zip(kept["kind"], kept["left_id"], kept["right_id"], strict=True)
    choices = [taken.get(_matter(kind, (left, right), happening_of)) for kind, left, right in sides]
    return kept.assign(settled=pd.Series(choices, index=kept.index, dtype=kept["settled"].dtype))


def _matter(kind: str, rows: tuple[str, str], happening_of: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """Return what two rows disagree on: of two events, a fact of their happening."""
    return kind, frozenset(happening_of.get(row_id, row_id) for row_id in rows)


def with_choices(happenings: pd.DataFrame, conflicts: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return the happenings with the days and the status that the analyst took where tellings differ."""
    happening_of = {
        event: at for at, ids in zip(happenings.index, happenings["event_ids"], strict=True) for event in ids
    }
    known = events.set_index("event_id")
    chosen = happenings.copy()
    for conflict in conflicts[conflicts["settled"].isin(happening_of)].itertuples():
        at = happening_of[conflict.settled]
        for column in FACTS.get(conflict.kind, ()):
            chosen.loc[at, column] = known.loc[conflict.settled, column]
        if chosen.loc[at, "agreement"] == "unclear":
            chosen.loc[at, "agreement"] = "agree"
    return chosen
