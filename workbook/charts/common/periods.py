"""Which days a chart of time shows, what its axis names and by which unit it counts. Days are counted from 1970."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from workbook.charts.common.in_words import day_number
from workbook.errors import WorkbookError

UNITS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}  # days, at most


def dense_period(
    first: pd.Series[float], last: pd.Series[float], opens: pd.Series[bool] | None = None
) -> tuple[int, int]:
    """Return the days between which most events lie, of those that ``opens`` marks where there are any.

    The shortest stretch that holds three events of five is taken and grown while the next event is
    nearer than a quarter of what is held, or a fortnight. Intervals longer than two months do not pull it.
    """
    if not len(first):
        return 0, 13
    short = (last - first) < 62
    if not short.any():
        return int(first.min()), int(last.max())
    order = np.argsort(first[short].to_numpy(), kind="stable")
    starts, ends = (days[short].to_numpy(dtype=float)[order] for days in (first, last))
    marked = np.ones(starts.size, dtype=bool) if opens is None else opens[short].to_numpy(dtype=bool)[order]
    counted, until = (starts[marked], ends[marked]) if marked.any() else (starts, ends)
    k = math.ceil(0.6 * counted.size)
    begin = int(np.argmin(counted[k - 1 :] - counted[: counted.size - k + 1]))
    low, high = counted[begin], until[begin : begin + k].max()
    while True:
        reach = max(14.0, 0.25 * (high - low))
        near = (ends >= low - reach) & (starts <= high + reach)
        longer = starts[near].min(), ends[near].max()
        if longer == (low, high):
            break
        low, high = longer
    spare = max(0, 13 - int(high - low))  # one day alone would be a dot in a void
    return int(low) - spare // 2, int(high) + spare - spare // 2


def units_of(days: np.ndarray[Any, Any], unit: str) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the first and the last day of the unit in which each day lies; weeks begin on Monday."""
    if unit in ("day", "week"):
        start = days if unit == "day" else (days + 3) // 7 * 7 - 3
        return start, start + UNITS[unit] - 1
    size = {"month": 1, "quarter": 3, "year": 12}[unit]
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype("int64") // size * size
    first, last = ((months + n).astype("datetime64[M]").astype("datetime64[D]").astype("int64") for n in (0, size))
    return first, last - 1


def ticks_of(first: int, last: int, width: int) -> tuple[list[float], str]:
    """Return the days that the axis names, and whether it names days, months or years."""
    room, days = max(width // 90, 2), np.arange(first, last + 2)
    for step in (1, 2):
        if days.size / step <= room:
            return days[::step].tolist(), "day"
    for step in (7, 14):
        mondays = days[(days + 3) % 7 == 0]
        if mondays.size <= room * (step // 7):
            return mondays[:: step // 7].tolist(), "day"
    months = np.unique(days.astype("datetime64[D]").astype("datetime64[M]"))
    starts = months.astype("datetime64[D]").astype(int)
    number = months.astype(int)
    for step in (1, 3, 6, 12, 24, 60, 120, 240, 600):
        chosen = starts[(number % step == 0) & (starts >= first)]
        if chosen.size <= room:
            return chosen.tolist(), "month" if step < 12 else "year"
    return [first], "year"


def period_to_show(told: pd.DataFrame, window: tuple[str, str] | str | None) -> tuple[int, int]:
    """Return the first and last day to show, counted from 1970.

    ``window`` is as :func:`workbook.charts.events.timeline.timeline` takes it; without one, the rows that a column
    ``opens`` marks choose where to begin.
    """
    dated = told.loc[told["first"].notna(), ["first", "last"]]
    if window is None or dated.empty:
        return dense_period(dated["first"], dated["last"], told["opens"].loc[dated.index] if "opens" in told else None)
    if window == "all":
        return int(dated["first"].min()), int(dated["last"].max())
    ends = day_number(pd.Series(list(window), dtype="str"))
    if isinstance(window, str) or len(ends) != 2 or ends.isna().any() or ends[0] > ends[1]:
        raise WorkbookError(f"the period {window!r} cannot be shown", wanted="two ISO days in order, 'all' or nothing")
    return int(ends[0]), int(ends[1])


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
