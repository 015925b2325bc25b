"""A table of any length in the page, with one selected row, walked by the arrow keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

HERE = Path(__file__).parent
ROWS_SENT = 120


class RowTable(anywidget.AnyWidget):
    """A table of any length with one selected row: arrow keys, Page Up and Down, Home, End, Enter, a click.

    Attributes:
        columns: Titles and their shares of the width, in per cent.
        page: The rows around those in sight, the number of the first and of all.
        at: The selected row's number, from 0; -1 for none.
        label: What the table holds, for a screen reader.
    """

    _esm = HERE / "row_table.js"
    columns = t.List().tag(sync=True)
    page = t.Dict({"first": 0, "n": 0, "rows": []}).tag(sync=True)
    at = t.Int(-1).tag(sync=True)
    label = t.Unicode("").tag(sync=True)

    def __init__(self, columns: Sequence[tuple[str, int]], chosen: Callable[[int], None], **given: Any) -> None:
        self._n = 0
        self._cells: Callable[[int, int], list[list[str]]] = lambda _first, _last: []
        super().__init__(columns=[list(column) for column in columns], **given)
        self._chosen = chosen
        self.on_msg(self._asked)

    def fill(self, n: int, cells: Callable[[int, int], list[list[str]]], at: int = -1) -> None:
        """Show ``n`` rows, of which ``cells(first, last)`` gives the texts, half open; select the row ``at``."""
        self._n, self._cells = n, cells
        with self.hold_sync():
            self.at = at
            self._send_from(max(0, at - ROWS_SENT // 2))

    def _send_from(self, first: int) -> None:
        first = max(0, min(first, self._n - ROWS_SENT))
        self.page = {"first": first, "n": self._n, "rows": self._cells(first, min(self._n, first + ROWS_SENT))}

    def _asked(self, _widget: Any, message: Any, _buffers: Any) -> None:
        if "ask" in message:
            self._send_from(int(message["ask"]) - ROWS_SENT // 3)
        elif "go" in message and 0 <= int(message["go"]) < self._n:
            self._chosen(int(message["go"]))
