"""What the analyst decided of disagreements: which of two rows is taken, and what is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from workbook.corrections import Entry

FACTS = {"date": ("earliest", "latest"), "status": ("status",)}  # of a happening, by the kind of disagreement


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
        for column in FACTS.get(conflict.kind, ()):
            chosen.loc[happening_of[conflict.settled], column] = known.loc[conflict.settled, column]
    return chosen
