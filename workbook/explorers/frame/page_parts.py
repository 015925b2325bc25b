"""Parts of the page, each with a script of its own: passage, keyboard, a list to tick, a download, the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

HERE = Path(__file__).parent
ROWS_SENT = 120


class Passage(anywidget.AnyWidget):
    """Escaped HTML to read, scrolled to the words that are marked.

    ``picked`` is the identifier of the link that was clicked last, and the number of clicks; what has the
    identifier ``selected`` is shown to be so.
    """

    _esm = HERE / "passage.js"
    value = t.Unicode("").tag(sync=True)
    picked = t.Dict().tag(sync=True)
    selected = t.Unicode("").tag(sync=True)


class Keys(anywidget.AnyWidget):
    """Stands unseen in an explorer and listens to its keys.

    Attributes:
        sought: The words that are marked in table and passage, in small letters and without accents.
        name: Of the explorer, so that two of them mark their own.
    """

    _esm = HERE / "keys.js"
    _css = HERE / "style.css"
    sought = t.List().tag(sync=True)
    name = t.Unicode("").tag(sync=True)

    def __init__(self, actions: Mapping[str, Callable[[], Any]], **given: Any) -> None:
        super().__init__(**given)
        self._actions = actions
        self.on_msg(self._pressed)

    def _pressed(self, _widget: Any, message: Any, _buffers: Any) -> None:
        if message.get("key") in self._actions:
            self._actions[message["key"]]()


class ChoiceList(anywidget.AnyWidget):
    """Options with a box each.

    Attributes:
        options: Words and value of each.
        value: The values that are ticked, in the order of the options.
        label: What is chosen, for a screen reader.
    """

    _esm = HERE / "choice_list.js"
    options = t.List().tag(sync=True)
    value = t.Tuple().tag(sync=True)
    label = t.Unicode("").tag(sync=True)

    def __init__(self, options: Sequence[Any], **given: Any) -> None:
        super().__init__(options=pairs(options), **given)

    @t.validate("value")  # type: ignore[untyped-decorator]
    def _known(self, proposal: Any) -> tuple[Any, ...]:
        wanted = list(proposal["value"])
        return tuple(value for _, value in self.options if value in wanted)


def pairs(options: Sequence[Any]) -> list[tuple[str, Any]]:
    """Return options as words and value."""
    return [one if isinstance(one, tuple) else (str(one), one) for one in options]


class Download(anywidget.AnyWidget):
    """A button that asks Python for a file (name, MIME type, bytes) and gives it to the browser to save."""

    _esm = HERE / "download.js"
    label = t.Unicode("Download").tag(sync=True)
    disabled = t.Bool(False).tag(sync=True)

    def __init__(self, make: Callable[[], tuple[str, str, bytes] | None], **given: Any) -> None:
        super().__init__(**given)
        self._make = make
        self.on_msg(self._asked)

    def _asked(self, _widget: Any, _message: Any, _buffers: Any) -> None:
        name, mime, data = self._make() or ("", "", b"")
        self.send({"name": name, "mime": mime}, [data])


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
