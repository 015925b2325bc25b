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

EXAMPLES = "23 Nov 2025, Nov 2025, 21 Oct – 7 Dec 2025, or 2025-11-23"
PERIOD_HINT = "21 Oct – 7 Dec 2025"  # as much as a field shows; an error names more
THIRDS = {"early": "START", "start": "START", "mid": "MID", "late": "END", "end": "END"}
# 23/11/2025, 3.4.25
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})")
# 2025-11-23, 2025-11, 2025-11-21/2025-11-30
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?~?(?:/\d{4}(?:-\d\d(?:-\d\d)?)?)?")
# between two days: "1–7 Dec", "21 Oct – 7 Dec", "21 Oct to 7 Dec", "1-7 Dec"
_BETWEEN = re.compile(r"\s*(?:–|—|/|-|\bto\b|\buntil\b)\s*")
_TOKEN = re.compile(r"\d+|[a-z]+")


class _Parts(NamedTuple):
    """What is written of a day; nothing where it is left out."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    third: str = ""


def iso_of(words: str) -> str:
    """Return a day or period as ISO writes it: 2025-11-23, 2025-11, 2025 or first/last; nothing for nothing.

    Raises:
        WorkbookError: It is no day, or could be two.
    """
    text = " ".join(words.casefold().replace(",", " ").replace(".", " ").split())
    if not text:
        return ""
    if _ISO.fullmatch(words.strip()):
        days = bounds(words.strip().rstrip("~"))
        if days is None or days[0] > days[1]:
            raise _no_day(words)
        return words.strip()
    if numbers := _NUMBERS.fullmatch(words.strip()):
        raise _ask_back(words.strip(), *map(int, numbers.groups()))
    ends = [_parts(one, words) for one in _BETWEEN.split(re.sub(r"\bmid[- ]", "mid ", text))]
    if len(ends) > 2:
        raise _no_day(words)
    first, last = _completed(ends[0], ends[-1])
    return _written(first, last, words)


def days_of(words: str) -> tuple[str, str]:
    """Return the first and the last day of a period as it is typed.

    Raises:
        WorkbookError: It is no day, or could be two.
    """
    days = bounds(iso_of(words).rstrip("~"))
    if days is None:
        raise _no_day(words)
    return days[0].isoformat(), days[1].isoformat()


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


def _parts(text: str, words: str) -> _Parts:
    found: dict[str, int] = {}
    third = ""
    for token in _TOKEN.findall(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text)):
        months = [n for n, name in enumerate(MONTHS, 1) if len(token) > 2 and token.startswith(name.casefold())]
        if token in THIRDS:
            third = token
        elif months and calendar.month_name[months[0]].casefold().startswith(token):
            found["month"] = months[0]
        elif token == "sept":
            found["month"] = 9
        elif len(token) == 4 and token.isdigit():
            found["year"] = int(token)
        elif token.isdigit() and 1 <= int(token) <= 31 and "day" not in found:
            found["day"] = int(token)
        else:
            raise _no_day(words)
    return _Parts(**found, third=third)


def _completed(first: _Parts, last: _Parts) -> tuple[_Parts, _Parts]:
    """Return both ends, each with the month and the year that only the other names."""
    month, year = last.month or first.month, last.year or first.year
    only_day = first.day is not None and first.month is None
    first = first._replace(year=first.year or year, month=first.month or (month if only_day else None))
    return first, last._replace(year=year, month=last.month or (month if last.day else None))


def _written(first: _Parts, last: _Parts, words: str) -> str:
    if first.year is None or last.year is None:
        raise WorkbookError(f"“{words}” has no year", wanted=f"a day with its year, such as {EXAMPLES}")
    earliest, latest = _days(first), _days(last)
    if earliest is None or latest is None:
        raise _no_day(words)
    if earliest[0] > latest[1]:
        raise WorkbookError(f"“{words}” ends before it begins", wanted=f"the earlier day first, such as {EXAMPLES}")
    if first == last and not first.third:  # a unit of its own keeps its name: a month is no interval of days
        return _unit(first)
    return f"{earliest[0].isoformat()}/{latest[1].isoformat()}"


def _unit(parts: _Parts) -> str:
    numbers = (parts.year, "04"), (parts.month, "02"), (parts.day, "02")
    return "-".join(format(number, width) for number, width in numbers if number is not None)


def _days(parts: _Parts) -> tuple[date, date] | None:
    """Return the first and last day; None where the calendar has none, or a third or a day is of no month."""
    if parts.month is None and (parts.day or parts.third):
        return None
    return bounds(_unit(parts), THIRDS.get(parts.third))


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
    return period_to_show(rows, {"": None, "all": "all"}[typed] if typed in ("", "all") else days_of(typed))
