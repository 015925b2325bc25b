"""Pairs of quotation marks: straight, curly, guillemets, single marks told apart from apostrophes.

A mark reaches beyond its own line only where the following lines say so: the first mark on one of
them closes (an opening mark there belongs to a pair of its own).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

_DOUBLE = re.compile("[\"“”„«»]|''|``")
_SINGLE = re.compile("['‘’‚‹›]")
_OPENERS = {"“", "„", "«", "``"}
_CLOSERS = {"”", "»", "''"}
_BEFORE_OPENING = " \t\u00a0\u200b([{—–-/:\"“„«'‘‚\n"
# Guillemets as German and Danish papers print them: »We will sign,« said Haddad.
_INWARD, _OUTWARD, _TURNED = re.compile(r"(?:^|\s)»\w"), re.compile(r"(?:^|\s)«\w"), str.maketrans("»«", "«»")
_LINES = 6  # how many lines a quotation may run on without a mark


@dataclass(frozen=True)
class Quoted:
    """One pair of marks."""

    start: int  # with the marks
    end: int
    inner_start: int  # without them
    inner_end: int
    closed: bool = True  # there is a closing mark
    carried: bool = False  # goes on with the open one of the paragraph before


def quoted(text: str) -> list[Quoted]:
    """Return the outermost pairs of quotation marks of a text, in order; linear in its length."""
    if _INWARD.search(text) and not _OUTWARD.search(text):
        text = text.translate(_TURNED)
    found: list[Quoted] = []
    position = waited = 0
    for line in text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        marks = list(_DOUBLE.finditer(text, start, end))
        last = found[-1] if found and not found[-1].closed else None
        if last and marks and waited < _LINES and _closes(text, marks[0]) and not _opens(text, marks[0]):
            mark = marks.pop(0)
            found[-1] = _quoted(text, last.start, last.inner_start, mark.start(), mark.end())
            start = mark.end()
        pairs = list(_doubles(text, marks, end))
        pairs = _merged(pairs, list(_singles(text, start, end, pairs)))
        if last and pairs and waited == 0 and not text[start : pairs[0].start].strip():
            pairs[0] = replace(pairs[0], carried=True)
        found.extend(pairs)
        waited = 0 if marks or (not line.strip() and waited == 0) else waited + 1
    return [pair for pair in found if pair.inner_start < pair.inner_end]


def _quoted(text: str, start: int, inner_start: int, inner_end: int, end: int) -> Quoted:
    inner = text[inner_start:inner_end]
    closed = inner_end < end
    inner_start += len(inner) - len(inner.lstrip())
    inner_end = inner_start + len(inner.strip())
    return Quoted(start, end if closed else inner_end, inner_start, inner_end, closed)


def _opens(text: str, mark: re.Match[str]) -> bool:
    if mark[0] in _OPENERS:
        return True
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return mark[0] == '"' and (before in _BEFORE_OPENING or before == ",") and bool(after.strip())


def _closes(text: str, mark: re.Match[str]) -> bool:
    if mark[0] in _CLOSERS:
        return True
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return mark[0] == '"' and bool(before.strip()) and (not after.isalnum() or before in ",.!?")  # "… sign,"he said


def _doubles(text: str, marks: list[re.Match[str]], end: int) -> Iterator[Quoted]:
    """Pair the double marks of one line; what stays open ends with the line or at the next opening."""
    opened: re.Match[str] | None = None
    for mark in marks:
        german = opened is not None and opened[0] == "„" and mark[0] == "“"
        opens = _opens(text, mark) and not german
        closes = german or _closes(text, mark)
        if opened is None:
            opened = mark if opens or (mark[0] == '"' and not text[mark.start() - 1 : mark.start()].strip()) else None
        elif closes and not (opens and mark[0] != '"'):
            yield _quoted(text, opened.start(), opened.end(), mark.start(), mark.end())
            opened = None
        elif mark[0] == '"':
            yield _quoted(text, opened.start(), opened.end(), mark.start(), mark.start() if opens else mark.end())
            opened = mark if opens else None
    if opened is not None:
        yield _quoted(text, opened.start(), opened.end(), end, end)


def _singles(text: str, start: int, end: int, doubles: list[Quoted]) -> Iterator[Quoted]:
    """Pair the single marks of one line that stand outside double ones.

    A closing mark and an apostrophe look alike: punctuation beside the mark decides, else the
    first mark at a word's end that is not a plural's possessive ("the workers' pay").
    """
    starts = [pair.start for pair in doubles]
    opened: int | None = None
    ends: int | None = None
    for mark in _SINGLE.finditer(text, start, end):
        at = mark.start()
        held = bisect_right(starts, at) - 1
        if held >= 0 and at < doubles[held].end:
            continue
        before, after = text[at - 1 : at] if at else "\n", text[at + 1 : at + 2]
        if before in _BEFORE_OPENING and after.isalpha() and mark[0] != "’":
            if opened is not None and ends is not None:
                yield _quoted(text, opened, opened + 1, ends, ends + 1)
            opened, ends = at, None
        elif opened is not None and before.strip() and not after.isalnum():
            if before in ",.?!…" or after in ",.;:?!)" or before != "s":
                yield _quoted(text, opened, opened + 1, at, at + 1)
                opened, ends = None, None
            else:
                ends = ends or at
    if opened is not None and ends is not None:
        yield _quoted(text, opened, opened + 1, ends, ends + 1)


def _merged(doubles: list[Quoted], singles: list[Quoted]) -> list[Quoted]:
    """Return both in order without those that stand inside a pair of the other kind."""
    pairs: list[Quoted] = []
    for pair in sorted(doubles + singles, key=lambda pair: (pair.start, -pair.end)):
        if not pairs or pair.start >= pairs[-1].end:
            pairs.append(pair)
    return pairs
