"""Disagreements as cards: both passages beside each other, the words that differ marked; and what may be decided."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from html import escape
from typing import Any

import pandas as pd

from workbook.charts.common.in_words import DISAGREEMENTS, RELATIONS, days_in_words
from workbook.charts.common.provenance import labels_of
from workbook.explorers.frame.descriptions import Correction, Row
from workbook.explorers.frame.forms import note

SIDES = ("left", "right")
MOST_CARDS = 200
CONTEXT = 110  # characters around the words of a card
# One says at least four people (killed), the other seven persons.   →   at least four people | seven persons
_BOTH = re.compile(r"[Oo]ne says ([^(,]+?)(?: \([^)]*\))?, the other ([^(]+?)(?: \([^)]*\))?\.$")
_TOKEN = re.compile(r"\w+(?:['’]\w+)?")


@dataclass(frozen=True)
class Side:
    """One of two rows that disagree: its row, who tells it, and its passage with the words that differ marked."""

    row_id: str
    table: str
    row: Any
    source: str
    evidence: Any

    def value(self, kind: str) -> str:
        """Return what this side says, in a few words: its day, or whose words are meant."""
        if kind == "date":
            return days_in_words(self.row["earliest"], self.row["latest"])
        return f"what {self.source} says"


def sides_of(corpus: Any, conflict: Any) -> tuple[Side, Side]:
    """Return both sides of a row of ``conflicts``."""
    labels = labels_of(corpus.articles)
    rows = [corpus.row(conflict[f"{side}_id"], conflict[f"{side}_table"]) for side in SIDES]
    passages = [corpus.evidence(row, conflict[f"{side}_table"]) for side, row in zip(SIDES, rows, strict=True)]
    marked = marked_where_they_differ(conflict["kind"], conflict["explanation"], *passages)
    left, right = (
        Side(
            conflict[f"{side}_id"], conflict[f"{side}_table"], row, labels.get(row["article_id"], "the analyst"), shown
        )
        for side, row, shown in zip(SIDES, rows, marked, strict=True)
    )
    return left, right


def marked_where_they_differ(kind: str, explanation: str, left: Any, right: Any) -> tuple[Any, Any]:
    """Return both passages with the words marked that make the difference: the day, the figure, the speaker, a word."""
    sides = (left, right)
    spans: list[list[tuple[int, int]]] = [[], []]
    if kind in ("date", "speaker"):
        own = "date" if kind == "date" else "speaker"
        spans = [[(start, end) for start, end, what in side.marks if what == own] for side in sides]
    elif kind == "number" and (found := _BOTH.search(explanation)):
        spans = [_spans(side, words) for side, words in zip(sides, found.groups(), strict=True)]
    if not any(spans):
        spans = [*_other_words(left.words, right.words)]
    return _marked(left, spans[0]), _marked(right, spans[1])


def _spans(side: Any, words: str) -> list[tuple[int, int]]:
    at = f"{side.before}{side.words}{side.after}".find(words)
    return [] if at < 0 else [(at - len(side.before), at - len(side.before) + len(words))]


def _other_words(left: str, right: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the words of each that the other does not have in the same place."""
    ours, theirs = ([*_TOKEN.finditer(text)] for text in (left, right))
    before, after = ([token[0].casefold() for token in tokens] for tokens in (ours, theirs))
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    spans: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for change, a, b, c, d in changes:
        if change != "equal":
            spans[0].extend((ours[at].start(), ours[at].end()) for at in range(a, b))
            spans[1].extend((theirs[at].start(), theirs[at].end()) for at in range(c, d))
    return spans


def _marked(side: Any, spans: list[tuple[int, int]]) -> Any:
    others = [mark for mark in side.marks if not any(a < mark[1] and mark[0] < b for a, b in spans)]
    return replace(side, marks=(*others, *((start, end, "differs") for start, end in spans)))


def cards(corpus: Any, conflicts: pd.DataFrame) -> str:
    """Return the disagreements as cards, escaped; a click on one selects it."""
    shown = [_card(corpus, conflict) for _, conflict in conflicts.head(MOST_CARDS).iterrows()]
    more = len(conflicts) - len(shown)
    rest = f"<p class='wb-quiet'>{more:,} more are in the table.</p>" if more > 0 else ""
    return f"<div class='wb-conflicts'>{''.join(shown)}{rest}</div>"


def _card(corpus: Any, conflict: Any) -> str:
    left, right = sides_of(corpus, conflict)
    passages = "".join(
        f"<div><b>{escape(side.source)}</b>{' ✓ taken' if conflict['settled'] == side.row_id else ''}"
        f"<p>{side.evidence.quoted(CONTEXT)}</p></div>"
        for side in (left, right)
    )
    head = f"<b>{escape(conflict['explanation'])}</b> <span class='wb-quiet'>{escape(state_of(conflict))}</span>"
    row_id = escape(conflict["conflict_id"])
    return f"<div class='wb-conflict' data-id='{row_id}'>{head}<div class='wb-two'>{passages}</div></div>"


def state_of(conflict: Any) -> str:
    """Return the kind of a disagreement and what is known of it, in words."""
    state = "settled by the analyst" if pd.notna(conflict["settled"]) else RELATIONS[conflict["relation"]]
    return f"{DISAGREEMENTS[conflict['kind']]} · {state}"


class ConflictCorrections:
    """What an analyst may decide of a disagreement: which side is taken, that it is none, that there are two events.

    Args:
        view: It gives ``sides(conflict_id)`` and ``conflict(conflict_id)``.
    """

    def __init__(self, view: Any) -> None:
        self._view = view

    def all(self) -> list[Correction]:
        """Return the corrections; their buttons name what is taken."""
        return [
            self._taking(0),
            self._taking(1),
            Correction("Both can be right", lambda _: {}, self._no_conflict, words=_of_conflict("Both can be right")),
            Correction("Two events", lambda _: {}, self._two_events, words=self._two_words),
            note(),
        ]

    def _taking(self, number: int) -> Correction:
        def words(row: Row) -> str:
            if not is_conflict(row) or pd.notna(row["settled"]):
                return ""
            return f"Take {self._view.sides(row['conflict_id'])[number].value(row['kind'])}"

        def entry(selected: str, _: Mapping[str, Any]) -> dict[str, Any]:
            sides, conflict = self._view.sides(selected), self._view.conflict(selected)
            taken, other = sides[number], sides[1 - number]
            return {
                "action": "choose", "table": taken.table, "row_id": taken.row_id, "value": other.row_id,
                "field": conflict["kind"], "words": taken.evidence.words, "article_id": taken.row["article_id"],
            }  # fmt: skip

        return Correction(f"Take {SIDES[number]}", lambda _: {}, entry, words=words)

    def _no_conflict(self, selected: str, _: Mapping[str, Any]) -> dict[str, Any]:
        return {"action": "reject", "table": "conflicts", "words": self._view.conflict(selected)["explanation"]}

    def _two_words(self, row: Row) -> str:
        return "Two events" if is_conflict(row) and row["left_table"] == "events" else ""

    def _two_events(self, selected: str, _: Mapping[str, Any]) -> dict[str, Any]:
        left, right = self._view.sides(selected)
        words = left.row["headline"], right.row["headline"]
        return {"action": "apart", "table": "events", "row_id": left.row_id, "value": right.row_id, "words": words[0],
                "field": words[1]}  # fmt: skip


def is_conflict(row: Row) -> bool:
    """Return whether a row of the view is a disagreement."""
    return row is not None and "conflict_id" in row


def _of_conflict(words: str) -> Any:
    return lambda row: words if is_conflict(row) else ""
