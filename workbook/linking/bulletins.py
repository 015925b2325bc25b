"""Issues of one bulletin: the same frame, filled with another day, place and other figures, tells other news."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

MOST = 300  # sentences of an article that are compared
ALIKE = 0.4  # of the words of two sentences that fill the same place of a frame
MANY_FIGURES = 3  # changed on another day, with no sentence more or less
SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n+")
WORD = re.compile(r"\w+(?:[.,:/-]\d+)*")
_UNITS = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
NUMBERS = {word: str(number) for number, word in enumerate(_UNITS.split())} | {
    "none": "0", "zero": "0", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70",
    "eighty": "80", "ninety": "90", "hundred": "100", "dozen": "12", "dozens": "12s",
    "hundreds": "100s", "thousands": "1000s",
}  # fmt: skip
Change = tuple[Sequence[str], Sequence[str]]


def is_other_issue(one: str, other: str, *, on_other_day: bool) -> bool:
    """Say whether two texts that share most of their words are two issues of one bulletin.

    They are if one sentence differs in a figure and in a name, weekday or month, each in its place; or if
    they are of two days, and differ in nothing but several figures. A copy that was cut or edited, or an
    update that adds sentences and changes a figure here and there, is none.

    Args:
        one: A text with its capitals.
        other: The text that repeats it.
        on_other_day: Whether the two were published on two days.
    """
    figures, are_paired = 0, True
    for left, right in _differing(_sentences(one), _sentences(other)):
        if not left or not right:
            are_paired = False
            continue
        changes = _changes(left, right)
        changed = [change for change in changes if any(map(_is_figure, (*change[0], *change[1])))]
        names = [change for change in changes if change not in changed and any(map(_is_name, (*change[0], *change[1])))]
        if changed and (names or any(any(map(_is_name, (*change[0], *change[1]))) for change in changed)):
            return True
        figures += len(changed)
        are_paired &= len(changed) == len(changes)
    return on_other_day and are_paired and figures >= MANY_FIGURES


def _sentences(text: str) -> list[tuple[str, ...]]:
    pieces = (tuple(WORD.findall(piece)) for piece in SENTENCE.split(text))
    return [piece for piece in pieces if piece][:MOST]


def _differing(
    one: list[tuple[str, ...]], other: list[tuple[str, ...]]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield the sentences that differ, each beside the one in its place; beside nothing if that is quite another."""
    for kind, a, b, c, d in SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for at in range(max(b - a, d - c)):
            left, right = one[a + at : min(a + at + 1, b)], other[c + at : min(c + at + 1, d)]
            if (
                left
                and right
                and SequenceMatcher(a=_plain(left[0]), b=_plain(right[0]), autojunk=False).ratio() >= ALIKE
            ):
                yield left[0], right[0]
            else:
                yield from ((piece, ()) for piece in (*left, *right))


def _plain(words: Sequence[str]) -> list[str]:
    """Return words without capitals, numbers as figures: "Twelve" and "12" are one."""
    return [NUMBERS.get(word.casefold(), word.casefold()) for word in words]


def _changes(left: Sequence[str], right: Sequence[str]) -> list[Change]:
    """Return the runs of words that stand in each other's place, without the first word's capital."""
    matcher = SequenceMatcher(a=_plain(left), b=_plain(right), autojunk=False)
    ones, others = [left[0].lower(), *left[1:]], [right[0].lower(), *right[1:]]
    return [(ones[a:b], others[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind == "replace"]


def _is_figure(word: str) -> bool:
    return word[0].isdigit() or word.casefold() in NUMBERS


def _is_name(word: str) -> bool:
    return word[0].isupper() and word.casefold() not in NUMBERS
