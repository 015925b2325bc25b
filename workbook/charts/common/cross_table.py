"""Rows counted by two of their properties; every number leads back to the rows it counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd


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
