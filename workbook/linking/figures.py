"""Figures of a sentence and what they count: "at least twelve people were killed" is 12 killed, or more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from workbook.lexicons import read_yaml

AROUND = 0.25  # by so large a share may "about 12" be off
_REACH = 6  # words behind a figure in which what it counts is named
TOLLS = ("killed", "wounded")
_NOUN = 3  # words behind a figure, of which the last may be the noun
_BACK = 4  # words before it: "killing at least four", "the toll reached seven"
# "1,960", "12.5", "twenty-three", and what ends a clause
_TOKEN = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?|[^\W\d_]+(?:['’-][^\W\d_]+)*|[.,;:()“”\"]")


class Figure(NamedTuple):
    """A number, how exact it is (exact, about, at_least, at_most), and what it counts."""

    value: float
    bound: str
    measure: str
    text: str

    def agrees(self, other: Figure) -> bool:
        """Say whether both may be true at one time."""
        if self.value == other.value:
            return True
        for one, two in ((self, other), (other, self)):
            if one.bound == "at_least" and two.value >= one.value:
                return True
            if one.bound == "at_most" and two.value <= one.value:
                return True
            if one.bound == "about" and abs(one.value - two.value) <= AROUND * one.value:
                return True
        return False


def figures_of(sentence: str, *, with_times: bool = False) -> list[Figure]:
    """Return the figures of a sentence that count something: no years, days, clock times or numbers of points.

    Args:
        sentence: The words.
        with_times: Whether how long something may last ("within 60 days") counts as well.
    """
    tokens = _TOKEN.findall(sentence)[:400]
    words = [token.lower() for token in tokens]
    found = []
    for start, end, value in _numbers(tokens):
        measure = _measure(words, start, end) or (_length(words, end) if with_times else "")
        bound, first = _bound(words, start)
        if measure and not set(words[max(0, first - 1) : first]) & set(_words()["part"]):
            found.append(Figure(value, bound, measure, " ".join(tokens[first : _end_of_noun(words, end, measure)])))
    return found


def _end_of_noun(words: Sequence[str], end: int, measure: str) -> int:
    """Return where "twelve lorry drivers" and "nine people" end, whose number ends at ``end``."""
    near = list(_clause(words[end : end + _NOUN]))
    if measure in near and measure not in TOLLS:
        return end + near.index(measure) + 1
    return end + (near[:1] not in ([], ["of"]))  # "nine" of our people


def counted_once(figures: Sequence[Figure]) -> Iterator[Figure]:
    """Yield the figures whose measure is counted once: of two it is not known which is which."""
    for figure in figures:
        if sum(other.measure == figure.measure for other in figures) == 1:
            yield figure


def _numbers(tokens: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Yield where each number begins and ends, and its value."""
    at = 0
    while at < len(tokens):
        end, value = _read(tokens, at)
        if value is not None:
            yield at, end, value
        at = max(end, at + 1)


def _read(tokens: Sequence[str], at: int) -> tuple[int, float | None]:
    """Read the number that begins at a token: "two dozen", "1.5 million", "twenty-three"; None where none does."""
    plain = _value(tokens[at])
    words = _words()
    if plain is None:
        is_one = tokens[at].lower() in ("a", "an", "one")
        following = tokens[at + 1].lower() if at + 1 < len(tokens) else ""
        return (at + 2, float(words["scales"][following])) if is_one and following in words["scales"] else (at, None)
    end = at + 1
    while end < len(tokens) and tokens[end].lower() in words["scales"]:
        plain *= words["scales"][tokens[end].lower()]
        end += 1
    return end, plain


def _value(token: str) -> float | None:
    if token[0].isdigit():
        number = token.replace(",", "")
        is_year = len(token) == 4 and token.isdigit() and token[:2] in ("19", "20")
        return None if is_year else float(number)
    tens, _, ones = token.lower().partition("-")
    small, ten = _words()["small"], _words()["tens"]
    if tens in ten and (not ones or ones in small):
        return float(20 + 10 * ten.index(tens) + (small.index(ones) if ones else 0))
    return float(small.index(tens)) if tens in small and not ones and tens != "one" else None


def _bound(words: Sequence[str], start: int) -> tuple[str, int]:
    """Return how exact the number at a place is, and where the words that say so begin."""
    for kind in ("at_least", "at_most", "about"):
        for phrase in _words()[kind]:
            size = len(phrase.split())
            if start >= size and " ".join(words[start - size : start]) == phrase:
                return kind, start - size
    return "exact", start


def _measure(words: Sequence[str], start: int, end: int) -> str:
    """Return what a number counts: killed, wounded, both, or the noun behind it; nothing for a time or an age."""
    behind = list(_clause(words[end : end + _REACH]))
    grown = words[max(0, start - 1) : start] == ["to"]  # "the toll rose to 31, rescuers said"
    if not (behind or grown) or (behind and behind[0] in _words()["no_measure"]):
        return ""
    before = list(_clause(words[max(0, start - _BACK) : start][::-1]))
    hit = {kind for kind in TOLLS if set(behind) & set(_words()[kind])}
    if not hit:
        hit = {kind for kind in TOLLS if set(before) & set(_words()[kind])}
    if hit:
        return " or ".join(sorted(hit))
    plural = _words()["people_without_s"]
    nouns = (word for word in behind[:_NOUN] if (len(word) > 3 and word.endswith("s")) or word in plural)
    return next(nouns, "")


def _length(words: Sequence[str], end: int) -> str:
    """Return the unit of time behind a number, in the plural."""
    unit = next(iter(words[end : end + 1]), "").removesuffix("s")
    return f"{unit}s" if unit in ("year", "month", "week", "day", "hour") else ""


def _clause(words: Sequence[str]) -> Iterator[str]:
    """Yield words up to the end of a clause or the next figure."""
    for word in words:
        if not word[0].isalpha() or _value(word) is not None:
            return
        yield word


@cache
def _words() -> dict[str, Any]:
    return read_yaml("figure-words")
