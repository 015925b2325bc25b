"""The keyboard of an explorer: keys stay in it, Esc closes, Ctrl-Z takes back; and the words sought are marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

HERE = Path(__file__).parent


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
