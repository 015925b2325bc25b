"""Small parts of the page, each with a script of its own: a passage, the keyboard, a list to tick, a download."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

HERE = Path(__file__).parent


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
