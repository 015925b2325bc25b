"""The lines of a plan's text as its points stand in them: rows of tables, several points on a line, closing words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from workbook.lexicons import read_lexicon
from workbook.reading.numbering import ordinals

# "| 1 | All fire stops. |" and the line "|---|:--:|" below the head of a table
_TABLE_ROW = re.compile(r"[ \t]*\|(.*)\|[ \t]*")
_TABLE_RULE = re.compile(r"[ \t]*\|[-:| \t]+\|[ \t]*")
# "1. Fire stops. 2. Roads open.", "a) Fire stops; b) roads open."
_NUMBERS = re.compile(r"(?:^\s*|(?<=[ .;!?\])]))(\d{1,2})[.)] (?=[^\W\d_])")
_LETTERS = re.compile(r"(?:^\s*|(?<=[.:;] ))\(?([a-z])\) (?=[^\W\d_])")
_LAST = ("finally", "lastly")
_FEWEST = 2  # marks in order that count points


def lines_of(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text and where they begin; what stands on one line but is several points comes apart.

    Of a table the cells of a row are one line, blanks for the bars, so that places stay; its head is left out.
    """
    lines = text[start:].split("\n")
    for number, line in enumerate(lines):
        bare = line.rstrip("\r\t ")
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if _TABLE_RULE.fullmatch(bare) or (_TABLE_ROW.fullmatch(bare) and _TABLE_RULE.fullmatch(following.rstrip())):
            yield start, ""
        elif _TABLE_ROW.fullmatch(bare):
            yield start, _row_of_table(bare)
        else:
            yield from _apart(start, bare)
        start += len(line) + 1


def _row_of_table(line: str) -> str:
    """Return a row of a table as a point: "| 3 | Roads open. |" is "  3.  Roads open.", each character in its place."""
    spaced = line.replace("|", " ").rstrip()
    return re.sub(r"^(\s*\d{1,3}) (?= *\S)", r"\1.", spaced)


def _apart(start: int, line: str) -> Iterator[tuple[int, str]]:
    """Yield the points of a line that counts several, and what each of them counts with letters."""
    pieces = [(start, line)]
    for marks in (_NUMBERS, _LETTERS, _ordinal_marks()):
        pieces = [(at + begin, piece[begin:end]) for at, piece in pieces for begin, end in _counted(marks, piece)]
    for at, piece in pieces:
        yield at, piece.rstrip()


def _counted(marks: re.Pattern[str], line: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a line before and behind marks that count without a gap; numbers begin the line."""
    begins: list[int] = []
    last = 0
    for found in marks.finditer(line):
        order = _order(found[1])
        is_first = found.start() == 0 if marks is _NUMBERS else order == 1
        if (not begins and is_first) or (begins and (order == last + 1 or found[1].lower() in _LAST)):
            begins.append(found.start())
            last = order
    yield from pairwise([0, *begins[begins[:1] == [0] :], len(line)] if len(begins) >= _FEWEST else [0, len(line)])


def _order(mark: str) -> int:
    if mark.isdigit():
        return int(mark)
    return ord(mark) - ord("a") + 1 if len(mark) == 1 else ordinals()[mark.lower()]


@cache
def _ordinal_marks() -> re.Pattern[str]:
    return re.compile(rf"(?:^\s*|(?<=[.:;] ))({'|'.join(ordinals())})[,:] (?=\S)", re.IGNORECASE)


@cache
def _closing() -> re.Pattern[str]:
    table = read_lexicon("plan-words")
    words = "|".join(re.escape(word) for word in table.loc[table["kind"] == "closing", "word"])
    return re.compile(rf"[*_]{{0,3}}(?:{words})\b", re.IGNORECASE)


def is_closing(line: str) -> bool:
    """Say whether a line closes a plan: "Done at Geneva, 3 May 2024", "Signed by …", "For the Government: A. Bell"."""
    return bool(_closing().match(line))
