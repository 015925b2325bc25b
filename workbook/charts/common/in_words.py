"""Days and texts in an analyst's words, and how much room they take."""

from __future__ import annotations

import calendar
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PART_OF_MONTH = {(1, 10): "early ", (11, 20): "mid-", (21, None): "late "}
EPOCH = date(1970, 1, 1).toordinal()
DISAGREEMENTS = {"date": "day", "number": "figure", "participant": "who took part", "speaker": "who said it",
                 "status": "whether it happened", "wording": "wording"}  # fmt: skip
RELATIONS = {
    "contradicts": "they contradict each other",
    "updates": "the later one knows more",
    "refines": "one is more exact",
}


def day_number(days: pd.Series[str]) -> pd.Series[float]:
    """Return ISO days as days since 1970, empty where there is none."""
    moments = pd.to_datetime(days, errors="coerce", format="ISO8601").to_numpy().astype("datetime64[D]")
    return pd.Series(np.where(np.isnat(moments), np.nan, moments.astype("int64")), index=days.index)


def iso_day(day: float) -> str:
    """Return days since 1970 as an ISO day."""
    return date.fromordinal(int(day) + EPOCH).isoformat()


@cache
def when(first: int, last: int, granularity: str = "", *, year: bool = True) -> str:
    """Return an interval of days (since 1970) as one writes it: ``23 Nov 2025``, ``late Oct 2025``, ``1–7 Dec``.

    Args:
        first: The first day.
        last: The last day.
        granularity: The unit that the article names; a third of a month is "late" only where that unit is the month.
        year: Whether to name the year.
    """
    a, b = date.fromordinal(first + EPOCH), date.fromordinal(last + EPOCH)
    of_year = f" {a.year}" if year else ""
    if a == b:
        return f"{a.day} {MONTHS[a.month - 1]}{of_year}"
    end_of_month = calendar.monthrange(b.year, b.month)[1]
    if a.day == 1 and b.day == end_of_month:
        return _months(a, b, of_year)
    if a.year != b.year:
        return f"{when(first, first)} – {when(last, last)}"
    if a.month != b.month:
        return f"{when(first, first, year=False)} – {b.day} {MONTHS[b.month - 1]}{of_year}"
    part = PART_OF_MONTH.get((a.day, None if b.day == end_of_month else b.day))
    if part and granularity in ("month", ""):
        return f"{part}{MONTHS[a.month - 1]}{of_year}"
    return f"{a.day}–{b.day} {MONTHS[a.month - 1]}{of_year}"


def interval_in_words(first: float, last: float, granularity: str = "") -> str:
    """Return what :func:`when` does, "by 30 Nov 2025" where the first day is not known, "no date" without any."""
    known = [int(day) for day in (first, last) if not np.isnan(day)]
    if len(known) == 2:
        return when(*known, granularity)
    return f"{'by' if np.isnan(first) else 'from'} {when(*known, *known)}" if known else "no date"


def days_in_words(earliest: Any, latest: Any) -> str:
    """Return the interval between two ISO days as :func:`interval_in_words` does; either may be missing."""
    return interval_in_words(*day_number(pd.Series([earliest, latest], dtype="str")))


def _months(a: date, b: date, of_year: str) -> str:
    if (a.month, b.month) == (1, 12):
        return str(a.year) if a.year == b.year else f"{a.year}–{b.year}"
    if a.year != b.year:
        return f"{MONTHS[a.month - 1]} {a.year} – {MONTHS[b.month - 1]} {b.year}"
    months = MONTHS[a.month - 1] if a.month == b.month else f"{MONTHS[a.month - 1]}–{MONTHS[b.month - 1]}"
    return f"{months}{of_year}"


def counted(n: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: ``1 event``, ``1,200 events``."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"
