"""The lines of a printed page in reading order: words by their places, columns by the white between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

import numpy as np

from workbook.meaning.vocabulary import is_word

GUTTER = 8  # points; words in justified lines stand less apart, columns more
COLUMN_ROWS = 3  # fewer rows beside each other are no columns
PROSE = 15  # characters of a row, on the average; a column of a table has fewer
LARGE = 1.8  # times the usual size: an initial over several lines
INDENT = 0.8  # of the size: where a line is set in as far, a paragraph begins
OTHER_SIZE = 0.15  # of the size: a heading, not prose
APART = 1.35  # times the usual distance of lines: a paragraph begins
HYPHENS = "\x02\ufffe"  # what PDFium calls a hyphen at a line's end


@dataclass(frozen=True)
class Word:
    """A word and its box in points, y from the bottom of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


@dataclass(frozen=True)
class Row:
    """Words on one line from the left to the right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def bottom(self) -> float:
        """The lowest point of its first word."""
        return self.words[0].bottom

    @property
    def size(self) -> float:
        """The usual size of its letters."""
        return median(word.size for word in self.words)


def words_of(page: Any) -> list[Word]:
    """Return the words of a page of pypdfium2, in the order of the file."""
    from pypdfium2 import raw

    text = page.get_textpage()
    words: list[Word] = []
    letters: list[str] = []
    box = before = (0.0, 0.0, 0.0, 0.0)
    size = 0.0
    for sign, at in _signs(text):
        place = text.get_charbox(at, loose=True) if sign else box
        is_ligature = place == before  # one drawn sign that stands for two letters: "fi"
        if letters and not (sign and (is_ligature or _goes_on(box, place))):
            words.append(Word("".join(letters), box[0], box[2], box[1], box[3], size))
            letters = []
        if sign and not letters:
            box, size = place, float(raw.FPDFText_GetFontSize(text, at))
        if sign:
            letters.append(sign)
            before = place
            box = (box[0], box[1], max(box[2], place[2]), box[3])
    text.close()
    return _with_initials([word for word in words if word.top > word.bottom])


def _signs(text: Any) -> Iterator[tuple[str, int]]:
    """Yield the signs of a page with their numbers; "" for white space and for the end."""
    from pypdfium2 import raw

    for at in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, at))
        if sign in HYPHENS:
            sign = "-" if raw.FPDFText_IsHyphen(text, at) == 1 or sign == HYPHENS[0] else ""
        yield ("" if sign.isspace() or raw.FPDFText_IsGenerated(text, at) == 1 else sign), at
    yield "", -1


def _goes_on(box: tuple[float, ...], place: tuple[float, ...]) -> bool:
    height = box[3] - box[1]
    return abs(place[1] - box[1]) < 0.3 * height and -0.3 * height < place[0] - box[2] < 0.3 * height


def _with_initials(words: list[Word]) -> list[Word]:
    """Return the words with a large initial put before the word beside its top."""
    usual = median(word.size for word in words) if words else 0
    for initial in [
        word for word in words if len(word.text) <= 2 and word.size >= LARGE * usual and word.text[-1].isupper()
    ]:
        near = [
            word
            for word in words
            if word is not initial
            and initial.bottom < word.bottom < initial.top
            and 0 <= word.left - initial.right + usual < 3 * usual
        ]
        if not near:
            continue
        first = max(near, key=lambda word: (word.bottom, -word.left))
        whole = initial.text + first.text
        apart = initial.text in ("A", "I") and is_word(first.text) and not is_word(whole)
        words[words.index(first)] = replace(first, text=f"{initial.text} {first.text}" if apart else whole)
        words.remove(initial)
    return words


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Return the rows of words that stand beside each other, from the top of the page."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -(word.top + word.bottom)):
        middle = (word.top + word.bottom) / 2
        if rows and rows[-1][0].bottom < middle < rows[-1][0].top:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [Row(tuple(sorted(row, key=lambda word: word.left))) for row in rows]


def blocks_of(rows: list[Row]) -> list[list[list[Row]]]:
    """Return the rows in reading order: blocks from the top, of each its columns from the left, of each its rows."""
    found = _columns(rows)
    if not found:
        return [[rows]] if rows else []
    start, end, gutter = found
    usual = median(row.size for row in rows[start:end])
    while 0 < start < end and rows[start].size == rows[start - 1].size != usual:
        start += 1  # the short last line of a heading over the columns
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in rows[start:end]:
        for side, is_right in zip(sides, (False, True), strict=True):
            if part := tuple(word for word in row.words if (word.left > gutter) == is_right):
                side.append(Row(part))
    columns = [column for side in sides for block in blocks_of(side) for column in block]
    return [*blocks_of(rows[:start]), columns, *blocks_of(rows[end:])]


def _columns(rows: list[Row]) -> tuple[int, int, float] | None:
    """Return first row, end and gutter of the most rows with a white stripe between words on both sides; else None."""
    if len(rows) < COLUMN_ROWS:
        return None
    width = int(max(word.right for row in rows for word in row.words)) + GUTTER
    white = np.ones((len(rows), width), bool)
    for at, row in enumerate(rows):
        for word in row.words:
            white[at, max(int(word.left) - GUTTER // 2, 0) : int(word.right) + GUTTER // 2] = False
    letters = np.zeros((2, len(rows), width))  # of each row, those left and right of each place
    for at, row in enumerate(rows):
        for word in row.words:
            letters[0, at, int(word.right) :] += len(word.text)
            letters[1, at, : max(int(word.left), 0)] += len(word.text)
    best: tuple[int, int, int, float] = (0, 0, 0, 0.0)
    for start, end, place in _runs(white, letters):
        best = max(best, (end - start, start, end, place))
    return (best[1], best[2], best[3]) if best[0] else None


def _runs(white: Any, letters: Any) -> Iterator[tuple[int, int, float]]:
    """Yield first row, end and middle of the stripes that stay white over rows of prose on both sides."""
    n_rows, width = white.shape
    start = np.zeros(width, int)
    for at in range(n_rows + 1):
        ends = ~white[at] if at < n_rows else np.ones(width, bool)
        done = np.flatnonzero(ends & (at - start >= COLUMN_ROWS))
        for length in np.unique(at - start[done]):
            places = done[at - start[done] == length]
            good = [place for place in places if _is_prose(letters[:, at - length : at, place])]
            if good:
                yield at - int(length), at, float(median(good))
        start[ends] = at + 1


def _is_prose(letters: Any) -> bool:
    """Say whether both sides of a stripe are columns of prose: enough rows, and rows long enough."""
    filled = letters > 0
    counts = filled.sum(axis=1)
    return bool((counts >= COLUMN_ROWS).all() and (letters.sum(axis=1) >= PROSE * counts).all())


def lines_of(columns: list[list[Row]]) -> list[str]:
    """Return the lines of columns that run on; an empty one where white, another size or an indent begins a part."""
    lines: list[str] = []
    before: Row | None = None
    for column in columns:
        steps = [above.bottom - row.bottom for above, row in pairwise(column)]
        left = median(row.left for row in column)
        for at, row in enumerate(column):
            white = at > 0 and steps[at - 1] > APART * _usual(column, steps, row.size)
            if before and (
                white or abs(row.size - before.size) > OTHER_SIZE * row.size or _is_set_in(column, at, left)
            ):
                lines.append("")
            lines.append(row.text)
            before = row
    return lines


def _usual(column: list[Row], steps: list[float], size: float) -> float:
    """Return how far lines of one size stand apart inside a paragraph: less than those between short paragraphs."""
    same = sorted(
        step for step, (above, row) in zip(steps, pairwise(column), strict=True) if above.size == row.size == size
    )
    return same[min(1, len(same) - 1)] if same else median(steps)


def _is_set_in(column: list[Row], at: int, left: float) -> bool:
    """Say whether a line begins further right than those above and under it."""
    beside = [column[place] for place in (at - 1, at + 1) if 0 <= place < len(column)]
    return column[at].left - left > INDENT * column[at].size and all(row.left - left < 1 for row in beside)
