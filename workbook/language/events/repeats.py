"""One event that an article tells twice: each further telling is led to the fuller one.

Two rows are one event where their days agree and their words do: most words of the shorter one are in the longer
("Shells hit a clinic" … "the shells that hit the clinic"), or both name the same kind of thing on one exact day.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from workbook.lexicons import read_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc

Row = dict[str, Any]
BEFORE = 60  # rows before one with which it is compared
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})
_EMPTY = frozenset({"be", "have", "do", "say", "take", "place", "begin", "start", "hold", "make"})
_ALIKE = 0.6  # share of the shorter telling's words that the longer has
_ALIKE_ON_A_DAY = 0.5  # where both are of one exact day


def find_repeats(rows: Sequence[Row], doc: Doc, times: frozenset[int]) -> list[int | None]:
    """Return, for each event of an article, the place of the fuller telling that it repeats, or None."""
    words = [_words(row, doc, times) for row in rows]
    fuller: list[int | None] = [None] * len(rows)
    for later in range(len(rows)):
        for earlier in range(max(0, later - BEFORE), later):
            if fuller[earlier] is None and _is_one(rows[earlier], rows[later], words[earlier], words[later]):
                if _fullness(rows[later], words[later]) > _fullness(rows[earlier], words[earlier]):
                    fuller[earlier] = later
                else:
                    fuller[later] = earlier
                    break
    return [_last(fuller, place) for place in range(len(rows))]


def _last(fuller: list[int | None], place: int) -> int | None:
    last = fuller[place]
    while last is not None and fuller[last] is not None:
        last = fuller[last]
    return last


def _fullness(row: Row, words: frozenset[str]) -> tuple[bool, bool, bool, int]:
    exact = row["earliest"] is not None and row["earliest"] == row["latest"]
    return exact, row["earliest"] is not None, not row["needs_context"], len(words)


def _words(row: Row, doc: Doc, times: frozenset[int]) -> frozenset[str]:
    span = doc.char_span(row["start"], row["end"], alignment_mode="expand")
    found = set()
    for token in span if span is not None else ():
        word = token.lemma_.lower()
        if token.pos_ in _CONTENT and token.i not in times and word not in _EMPTY and token.ent_type_ != "DATE":
            found.add(_families().get(word, word))
    return frozenset(found)


def _is_one(one: Row, other: Row, words: frozenset[str], others: frozenset[str]) -> bool:
    shorter = min(len(words), len(others))
    if one["status"] != other["status"] or not shorter or not _days_agree(one, other):
        return False
    shared = len(words & others)
    same_day = one["earliest"] is not None and one["earliest"] == one["latest"] == other["earliest"] == other["latest"]
    if shorter == 1:
        return same_day and shared == 1
    return shared >= 2 and shared / shorter >= (_ALIKE_ON_A_DAY if same_day else _ALIKE)


def _days_agree(one: Row, other: Row) -> bool:
    """Tell days of which one holds the other; a side that is not known holds all."""
    first, second = (one["earliest"] or "", one["latest"] or "9"), (other["earliest"] or "", other["latest"] or "9")
    return (first[0] <= second[0] and second[1] <= first[1]) or (second[0] <= first[0] and first[1] <= second[1])


@cache
def _families() -> dict[str, str]:
    """Return the family of each word that has one: "strike", "raid" and "shelling" are of the family "fight"."""
    table = read_lexicon("word-families")
    return {
        word: family for family, words in zip(table["family"], table["words"], strict=True) for word in words.split()
    }
