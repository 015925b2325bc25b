"""Plan texts printed in two columns, made one: the left column first, then the right."""

from __future__ import annotations

import re

_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_MARK = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]|[A-Z])[.)]|[•*–-]|Article \w+\b|Point \w+\b)[ .:]")
_FEWEST = 3  # lines that have something in both columns
_MOST = 60  # places at which a column may begin
_SHARE = 0.5  # of the lines from the first of them to the last


def one_column(text: str) -> str:
    """Return a text with its left column before its right; one that is not printed in two comes back as it is.

    Both columns must begin points of their own ("1." and "4."), so a table or signatures side by side stay.
    """
    lines = text.split("\n")
    places = {found.end() for line in lines for found in _GAP.finditer(line)}
    place = max(sorted(places)[:_MOST], key=lambda at: sum(_has_both(line, at) for line in lines), default=0)
    both = [number for number, line in enumerate(lines) if _has_both(line, place)]
    if len(both) < _FEWEST:
        return text
    first, last = both[0], both[-1] + 1
    if len(both) < _SHARE * sum(bool(line.strip()) for line in lines[first:last]):
        return text
    while last < len(lines) and lines[last].strip():  # the longer column goes on
        last += 1
    left = [line[:place].rstrip() for line in lines[first:last]]
    right = [line[place:].rstrip() for line in lines[first:last]]
    if not (any(map(_MARK.match, left)) and any(map(_MARK.match, right))):
        return text
    return "\n".join([*lines[:first], *left, "", *right, *lines[last:]])


def _has_both(line: str, place: int) -> bool:
    """Say whether a line has words on both sides of a place, and blanks before it."""
    return place > 0 and line[place - 2 : place] == "  " and bool(line[:place].strip() and line[place:].strip())
