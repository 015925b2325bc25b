"""A passage to read, scrolled to the words that are marked."""

from __future__ import annotations

from pathlib import Path

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
