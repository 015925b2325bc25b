"""The lines of a plan's text as its points stand in them: rows of tables, several points on a line, closing words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from workbook.lexicons import read_lexicon

# "| 1 | All fire stops. |" and the line "|---|:--:|" below the head of a table
_TABLE_ROW = re.compile(r"[ \t]*\|(.*)\|[ \t]*")
_TABLE_RULE = re.compile(r"[ \t]*\|[-:| \t]+\|[ \t]*")
# "1. Fire stops. 2. Roads open.": a number behind the end of a sentence
_INLINE = re.compile(r"(?<=[.;!?\]) ]) ?(\d{1,2})[.)] (?=[^\W\d_])")


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
    """Yield the points of a line that counts several of them, without a gap, from the number that it begins with."""
    first = re.match(r"\s*(\d{1,2})[.)] ", line)
    if not first:
        yield start, line
        return
    wanted, begins = int(first[1]) + 1, [0]
    for found in _INLINE.finditer(line, first.end()):
        if int(found[1]) == wanted:
            begins.append(found.start(1))
            wanted += 1
    ends = [*begins[1:], len(line)]
    for begin, end in zip(begins, ends, strict=True):
        yield start + begin, line[begin:end].rstrip()


@cache
def _closing() -> re.Pattern[str]:
    table = read_lexicon("plan-words")
    words = "|".join(re.escape(word) for word in table.loc[table["kind"] == "closing", "word"])
    return re.compile(rf"[*_]{{0,3}}(?:{words})\b", re.IGNORECASE)


def is_closing(line: str) -> bool:
    """Say whether a line closes a plan: "Done at Geneva, 3 May 2024", "Signed by …", "For the Government: A. Bell"."""
    return bool(_closing().match(line))
