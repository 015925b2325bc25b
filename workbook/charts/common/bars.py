"""Counts by two properties, and bars of them: every bar and every number opens the rows that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from workbook.charts.common.marks import Marks
from workbook.charts.common.text_width import clip, width_of


class CrossTable:
    """Rows counted by line and column, and the rows behind each number.

    ``down`` and ``across`` are the number of each row's line and column, -1 for none.

    Attributes:
        table: Lines by columns.
        per_line: All rows of each line.
        per_column: All rows of each column.
    """

    def __init__(
        self, rows: pd.DataFrame, lines: Sequence[str], columns: Sequence[str], down: Any, across: Any
    ) -> None:
        self.rows, self.lines, self.columns, self.down, self.across = rows, lines, columns, down, across
        inside = (down >= 0) & (across >= 0)
        flat = np.bincount(down[inside] * len(columns) + across[inside], minlength=len(lines) * len(columns))
        self.table = flat.reshape(len(lines), len(columns))
        self.per_line = np.bincount(down[down >= 0], minlength=len(lines)).tolist()
        self.per_column = np.bincount(across[across >= 0], minlength=len(columns)).tolist()
        self._spots: dict[str, tuple[int, int]] = {}

    def mark(self, line: int = -1, column: int = -1) -> str:
        """Return the mark of a number: of a line, of a column, or of both."""
        parts = [self.lines[line] if line >= 0 else "", *([self.columns[column]] if column >= 0 else [])]
        self._spots[name := "|".join(parts)] = (line, column)
        return name

    def behind(self, mark: str) -> pd.DataFrame:
        """Return the rows that a mark counts."""
        if mark not in self._spots:
            return self.rows[:0]
        line, column = self._spots[mark]
        return self.rows[((self.down == line) | (line < 0)) & ((self.across == column) | (column < 0))]


LINE = 24  # pixels
WIDEST = 90  # pixels of a count of one, at most


class Style(NamedTuple):
    """How a column's part of a bar looks, and its meaning: ``inside``, if it is to be written into the bar."""

    words: str
    g: int = 0
    alpha: float = 1.0
    edge: str = ""
    inside: str = ""


def stacked_bars(
    marks: Marks, made: CrossTable, names: Sequence[str], styles: Sequence[Style], told: Sequence[str],
    left: float, right: float, top: float, rest: bool = False,
) -> None:  # fmt: skip
    """Place a bar for each line, of a part for each column, between two pixels; its name before, its number behind.

    ``styles`` say how each column looks, ``told`` the number of each line in words. With ``rest`` the last line is
    all that have none of their own: its bar would dwarf theirs, and only its number stands.
    """
    most = max(made.per_line[:-1] if rest else made.per_line, default=0)
    scale = min((right - left) / max(most, 1), WIDEST)
    for at, (name, total) in enumerate(zip(names, made.per_line, strict=True)):
        y, x, whole = top + (at + 0.5) * LINE, left, made.mark(at)
        tip = f"{name}: {total:,}"
        parts = () if rest and at == len(names) - 1 else made.table[at].nonzero()[0].tolist()
        for column in parts:
            n, style = int(made.table[at, column]), styles[column]
            x2, mark = x + n * scale, made.mark(at, column)
            said = f"{name}: {n:,} {style.words}"
            marks.area(mark, (x, y - 8, x2, y + 8), n, said, g=style.g, alpha=style.alpha, edge=style.edge)
            if text := _inside(style.inside, n, x2 - x):
                marks.words(x + 4, y, text, mark, n, said, ink="ground" if style.alpha == 1 else "ink")
            x = x2
        marks.words(left - 6, y, clip(name, left - 10), whole, total, tip, align="right")
        marks.words(x + 6, y, told[at], whole, total, tip, ink="quiet")


def _inside(words: str, n: int, wide: float) -> str:
    """Return what a bar's part says of itself, as far as it fits: its meaning and number, its meaning, its number."""
    tries = (f"{words} {n:,}", words, f"{n:,}") if words else ()
    return next((text for text in tries if width_of(text) + 6 <= wide), "")
