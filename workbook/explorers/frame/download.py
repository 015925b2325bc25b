"""A button by which the browser saves a file that Python makes on the click."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

HERE = Path(__file__).parent


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
