"""Days as an analyst types them: as they are printed, or as ISO writes them.

Read: ``23 Nov 2025``, ``November 23, 2025``, ``late Nov 2025``, ``1–7 Dec 2025``, ``21 Oct – 7 Dec 2025``,
``Nov 2025``, ``2025``, ``2025-11-23``, ``2025-11``, ``2025-11-21/2025-11-30``.
Asked back: ``03/04/2025``, whose day and month may stand either way, and ``24 Nov``, which has no year.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

import pandas as pd

from workbook.charts.common.in_words import MONTHS
from workbook.charts.common.periods import period_to_show
from workbook.errors import WorkbookError
from workbook.language.time.periods import bounds
from workbook.reading.days import month_named

EXAMPLES = "23 Nov 2025, Nov 2025, 21 Oct – 7 Dec 2025, or 2025-11-23"
PERIOD_HINT = "21 Oct – 7 Dec 2025"  # as much as a field shows; an error names more
THIRDS = {"early": "START", "start": "START", "mid": "MID", "late": "END", "end": "END"}
# 23/11/2025, 3.4.25
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})")
# 2025-11-23, 2025-11, 2025-11-21/2025-11-30
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?~?(?:/\d{4}(?:-\d\d(?:-\d\d)?)?)?")
# between two days: "1–7 Dec", "21 Oct – 7 Dec", "21 Oct to 7 Dec", "1-7 Dec"
_BETWEEN = re.compile(r"\s*(?:–|—|/|-|\bto\b|\buntil\b)\s*")
# "late nov 2025", "23 november 2025", "november 23 2025", "7 dec", "21"
_DAY = re.compile(
    rf"(?:(?P<third>{'|'.join(THIRDS)}) )?(?:(?P<day>\d{{1,2}})(?: |$))?(?:(?P<month>[^\W\d_]{{3,}})(?: |$))?"
    r"(?:(?P<behind>\d{1,2})(?: |$))?(?P<year>\d{4})?"
)


class _Day(NamedTuple):
    """What is written of a day, or of a month or year; nothing where it is left out."""

    day: int | None
    month: int | None
    year: int | None
    third: str | None

    @property
    def unit(self) -> str:
        """What is written, as ISO writes it."""
        numbers = (self.year, "04"), (self.month, "02"), (self.day, "02")
        return "-".join(format(number, width) for number, width in numbers if number is not None)


def iso_of(words: str) -> str:
    """Return a day or period as ISO writes it: 2025-11-23, 2025-11, 2025 or first/last; nothing for nothing.

    Raises:
        WorkbookError: It is no day, or could be two.
    """
    stated = words.strip()
    if numbers := _NUMBERS.fullmatch(stated):
        raise _ask_back(stated, *map(int, numbers.groups()))
    iso = stated if not stated or _ISO.fullmatch(stated) else _read(stated)
    if iso:
        days_in(iso, words)
    return iso


def days_in(iso: str, words: str) -> tuple[date, date]:
    """Return the first and the last day of what :func:`iso_of` read from the words."""
    days = bounds(iso.rstrip("~"))
    if days is None:
        raise _no_day(words)
    if days[0] > days[1]:
        raise WorkbookError(f"“{words}” ends before it begins", wanted=f"the earlier day first, such as {EXAMPLES}")
    return days


def days_of(words: str) -> tuple[str, str]:
    """Return the first and the last day of a period as it is typed.

    Raises:
        WorkbookError: It is no day, or could be two.
    """
    first, last = days_in(iso_of(words), words)
    return first.isoformat(), last.isoformat()


def single_day(words: str) -> str:
    """Return one day as ISO writes it; nothing for nothing.

    Raises:
        WorkbookError: It is no day, more than one, or could be two.
    """
    if not words.strip():
        return ""
    first, last = days_of(words)
    if first != last:
        raise WorkbookError(f"“{words}” is more than one day", wanted="a day like 30 Nov 2025")
    return first


def _read(words: str) -> str:
    """Return what is written in words as ISO writes it; each end has the month or year that only the other names."""
    plain = re.sub(r"[,.]|(?<=\d)(?:st|nd|rd|th)\b", " ", words.casefold()).replace("mid-", "mid ")
    ends = [_day(end, words) for end in _BETWEEN.split(" ".join(plain.split()))]
    if len(ends) > 2:
        raise _no_day(words)
    first, last = ends[0], ends[-1]
    year, month = last.year or first.year, last.month or first.month
    if year is None:
        raise WorkbookError(f"“{words}” has no year", wanted=f"a day with its year, such as {EXAMPLES}")
    first, last = (
        one._replace(year=one.year or year, month=one.month or (month if one.day else None)) for one in (first, last)
    )
    spans = [bounds(one.unit, THIRDS.get(one.third or "")) for one in (first, last)]
    if any(one.day and not one.month for one in (first, last)) or not spans[0] or not spans[1]:
        raise _no_day(words)
    if first == last and not first.third:  # a unit of its own keeps its name: a month is no interval of days
        return first.unit
    return f"{spans[0][0].isoformat()}/{spans[1][1].isoformat()}"


def _day(text: str, words: str) -> _Day:
    found = _DAY.fullmatch(text)
    if not found or (found["day"] and found["behind"]) or (found["month"] and not month_named(found["month"])):
        raise _no_day(words)
    day, year = found["day"] or found["behind"], found["year"]
    month = month_named(found["month"]) if found["month"] else None
    return _Day(int(day) if day else None, month, int(year) if year else None, found["third"])


def _no_day(words: str) -> WorkbookError:
    return WorkbookError(f"“{words}” is no day or period that can be read", wanted=EXAMPLES)


def _ask_back(words: str, first: int, second: int, year: int) -> WorkbookError:
    year += 2000 if year < 100 else 0
    readings = []
    for day, month in dict.fromkeys(((first, second), (second, first))):
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            readings.append(f"{day} {MONTHS[month - 1]} {year}")
    if not readings:
        return _no_day(words)
    return WorkbookError(f"“{words}”: is {' or '.join(readings)} meant?", advice="write the month as a word")


def period_of(rows: pd.DataFrame, words: str) -> tuple[int, int]:
    """Return the first and last day of a period as it is typed; without one, the days between which most rows lie."""
    typed = words.strip()
    return period_to_show(rows, typed if typed == "all" else days_of(typed) if typed else None)
