"""The axis of a timeline: from days (counted from 1970) to pixels and to moments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from workbook.charts.common.periods import ticks_of

MS = 86_400_000


@dataclass(frozen=True)
class TimeAxis:
    """A period on so many pixels, of which some stay free at the left and at the right."""

    window: tuple[int, int]
    width: int
    left: int
    right: int

    @property
    def per_day(self) -> float:
        """Pixels of a day."""
        return max(self.width - self.left - self.right, 40) / (self.window[1] + 1 - self.window[0])

    def px(self, day: Any) -> Any:
        """Return pixels for a moment in days."""
        return self.left + (day - self.window[0]) * self.per_day

    def moments(self, px: Any) -> list[int]:
        """Return milliseconds since 1970 (UTC) for pixels."""
        moments: list[int] = np.rint((self.window[0] + (px - self.left) / self.per_day) * MS).astype("int64").tolist()
        return moments

    def signals(self) -> dict[str, Any]:
        """Return what the drawing needs of the axis: its ends and ticks in milliseconds, and the ticks' unit."""
        x0, x1 = self.moments(np.array([0, self.width]))
        ticks, unit = ticks_of(*self.window, self.width)
        # the name of a day stands at its noon, where its marks stand; that of a month or year where it begins
        shift = MS // 2 if unit == "day" else 0
        within = [day for day in ticks if unit != "day" or day <= self.window[1]]
        return {"x0": x0, "x1": x1, "ticks": [int(day) * MS + shift for day in within], "tick_unit": unit}
