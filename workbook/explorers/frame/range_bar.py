"""The bar under a chart of time that moves its period, and follows it."""

from __future__ import annotations

import functools
from typing import Any

import ipywidgets as widgets
import numpy as np

from workbook.charts.common.in_words import iso_day
from workbook.explorers.frame.controls import Control, button
from workbook.explorers.frame.descriptions import RangeBar


class PeriodBar:
    """The widgets of a :class:`~workbook.explorers.frame.descriptions.RangeBar`."""

    def __init__(self, about: RangeBar, period: Control) -> None:
        self._about, self._period, self._following = about, period, False
        self._starts = np.array([first for first, _ in about.spans])
        steps = [(words, n) for n, words in enumerate(about.words)]
        self.bar = widgets.SelectionRangeSlider(options=steps, index=(0, len(steps) - 1), continuous_update=False)
        self.bar.layout.flex = "1 1 300px"
        self.bar.observe(self._moved, "index")

    @property
    def widgets(self) -> list[Any]:
        """The bar, and buttons for other periods."""
        others = [button(words, functools.partial(self._set, period)) for words, period in self._about.buttons.items()]
        return [self.bar, *others]

    def _set(self, period: str, _: Any) -> None:
        self._period.restore(period)

    def _moved(self, change: Any) -> None:
        first, last = change.new
        if not self._following:
            self._period.widget.value = f"{iso_day(self._about.spans[first][0])}/{iso_day(self._about.spans[last][1])}"

    def follow(self, period: tuple[int, int]) -> None:
        """Show a period that was set elsewhere."""
        found = np.searchsorted(self._starts, period, side="right") - 1
        ends = tuple(np.clip(found, 0, len(self._starts) - 1).tolist())
        self._following = True
        self.bar.index = ends
        self._following = False
