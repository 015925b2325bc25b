"""A chart in the page that is redrawn in place when Python sends other rows."""

from __future__ import annotations

import asyncio
import functools
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets as t

from workbook.reports.user_cache import kept

HERE = Path(__file__).parent


VEGA_LITE = "6.4"


PATIENCE = 0.6  # seconds


@cache
def vega_bundle() -> str:
    """Return Vega, Vega-Lite and ``live_chart.js`` as one module that asks no network; vl-convert carries them."""
    import vl_convert

    snippet = (HERE / "live_chart.js").read_text("utf-8")
    make = functools.partial(vl_convert.javascript_bundle, snippet, vl_version=VEGA_LITE)
    return kept("live-chart.js", f"{VEGA_LITE} {snippet}", make)


class LiveChart(anywidget.AnyWidget):
    """A Vega-Lite chart whose rows and signals Python replaces without drawing it anew.

    Attributes:
        specs: The specification for the light and the dark ground; data by name, without values.
        data: The rows of each named data set, as columns.
        rows: The same as JSON: one text passes the layers between Python and page at no cost.
        signals: Values of the specification's parameters.
        picked: The ``id`` of the mark that was clicked last, and the number of clicks.
        room: The width that the browser has for the chart.
        fixed: Pixels of the drawing, from its top, that stand still while the rest scrolls.
        seq: Which drawing this is; the page's element carries it when it is drawn.
    """

    _esm = "export default {render(){}}"
    specs = t.Dict().tag(sync=True)
    rows = t.Unicode("{}").tag(sync=True)
    signals = t.Dict().tag(sync=True)
    width = t.Int(860).tag(sync=True)
    height = t.Int(300).tag(sync=True)
    description = t.Unicode("").tag(sync=True)
    picked = t.Dict().tag(sync=True)
    room = t.Int(860).tag(sync=True)
    seq = t.Int(0).tag(sync=True)
    fixed = t.Int(0).tag(sync=True)

    def __init__(self, **given: Any) -> None:
        LiveChart._esm = vega_bundle()
        super().__init__(**given)
        self.data: dict[str, dict[str, list[Any]]] = {}
        self._waiting: Callable[[], Any] | None = None
        self._patience: asyncio.TimerHandle | None = None
        self._answers = False  # whether a browser has ever drawn this
        self.on_msg(self._told)

    def show(self, data: Mapping[str, Any], **given: Any) -> None:
        """Draw these columns of each named data set (a frame, or lists) with these traits, in one message."""
        with self.hold_sync():
            for name, value in given.items():
                setattr(self, name, value)
            self.data = {
                name: columns.to_dict("list") if isinstance(columns, pd.DataFrame) else dict(columns)
                for name, columns in data.items()
            }
            self.rows = json.dumps(self.data, ensure_ascii=False, allow_nan=False)
            self.seq += 1

    def after(self, then: Callable[[], Any]) -> None:
        """Call when the browser has drawn, so that nothing stands between a click and its marks.

        At once where no browser ever drew this chart, and after a while where its page was closed.
        """
        self._waiting = then
        if not self._answers:
            self.finish()
        elif not self._patience:
            self._patience = asyncio.get_running_loop().call_later(PATIENCE, self.finish)

    def finish(self) -> None:
        """Do now what waits for the drawing."""
        if self._patience:
            self._patience.cancel()
        then, self._waiting, self._patience = self._waiting, None, None
        if then:
            then()

    def _told(self, _widget: Any, message: Any, _buffers: Any) -> None:
        self._answers = self._answers or "drawn" in message
        if message.get("drawn") == self.seq:
            self.finish()

    def mark(self, row_id: str) -> None:
        """Select a mark: the rows stay as they are."""
        with self.hold_sync():
            self.signals = {**self.signals, "selected": row_id}
            self.seq += 1
