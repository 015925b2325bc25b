"""Days, granularity and EDTF of TIMEX3 values: plain arithmetic on the calendar.

A value names a whole unit ("2025-11", "2025-W48", "199" for the 1990s); a modifier narrows it to a
third. Weeks are ISO weeks; seasons are those of the north, winter beginning in December.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_EDTF_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_MONTHS = {"M": 1, "Q": 3, "H": 6, "S": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
_DAYS = {"D": 1, "W": 7, "FN": 14, "WE": 7, "NI": 1}
_VALUE = re.compile(
    r"(?P<year>\d{4})-W(?P<week>\d\d)(?P<weekend>-WE)?|(?P<y>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d)(?P<time>T\S*)?)?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?|(?P<decade>\d{3})|(?P<century>\d\d)"
)


def day(year: int, month: int, number: int = 1) -> date | None:
    """Return the day, or None where the calendar has no such day."""
    in_range = 1 <= year <= 9999 and 1 <= month <= 12
    return date(year, month, number) if in_range and 1 <= number <= monthrange(year, month)[1] else None


def shifted(anchor: date, unit: str, n: int) -> date | None:
    """Return the day ``n`` units after ``anchor``; the last of the month where its number is missing there."""
    if unit in _MONTHS:
        months = anchor.year * 12 + anchor.month - 1 + n * _MONTHS[unit]
        year, month = divmod(months, 12)
        if not 2 <= year <= 9990:
            return None
        return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))
    days = anchor.toordinal() + n * _DAYS.get(unit, 0)
    return date.fromordinal(days) if 730 < days < date(9990, 1, 1).toordinal() else None


def unit_of(anchor: date, unit: str) -> str:
    """Return the TIMEX3 value of the week, month, quarter, year … that holds the day."""
    year, week, _ = anchor.isocalendar()
    return {
        "W": f"{year:04}-W{week:02}",
        "WE": f"{year:04}-W{week:02}-WE",
        "M": f"{anchor.year:04}-{anchor.month:02}",
        "Q": f"{anchor.year:04}-Q{(anchor.month + 2) // 3}",
        "H": f"{anchor.year:04}-H{(anchor.month + 5) // 6}",
        "Y": f"{anchor.year:04}",
        "DE": f"{anchor.year // 10:03}",
        "CE": f"{anchor.year // 100:02}",
    }.get(unit, anchor.isoformat())


def nth_weekday(first: date, weekday: int, nth: int) -> date:
    """Return the nth such weekday of the month that begins with ``first``, or its last where it has fewer."""
    number = 1 + (weekday - first.isoweekday()) % 7
    last = monthrange(first.year, first.month)[1]
    return first.replace(day=min(number + 7 * (nth - 1), number + (last - number) // 7 * 7))


def feast(code: str, year: int) -> date | None:
    """Return the day of a feast: "12-25", "11-W4-4" (fourth Thursday), "E+1" or "O+0" (Easter), "H10-01" (Islamic).

    Islamic months begin by the arithmetic calendar, a day more or less from the sighted moon.
    """
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

    if not code:
        return None
    if code[0] in "EO":
        method = EASTER_WESTERN if code[0] == "E" else EASTER_ORTHODOX
        return shifted(easter(year, method), "D", int(code[1:])) if 1583 <= year <= 4099 else None
    if code[0] == "H":
        month, _, number = code[1:].partition("-")
        hijri = (year - 622) * 33 // 32
        starts = (_islamic(hijri + n, int(month), int(number or 1)) for n in range(3))
        return next((only for only in starts if only.year == year), None)
    if "W" in code:
        return nth_weekday(date(year, int(code[:2]), 1), int(code[6]), int(code[4]))
    return day(year, int(code[:2]), int(code[3:]))


def _islamic(year: int, month: int, number: int) -> date:
    days = number + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(days + 227014)


def bounds(value: str, mod: str | None = None) -> tuple[date, date] | None:
    """Return the first and the last day that ``value`` covers; None where it names no days."""
    if "/" in value:
        left, right = (bounds(part) for part in value.split("/", 1))
        return (left[0], right[1]) if left and right else None
    match = _VALUE.fullmatch(value)
    whole = _whole(match) if match else None
    return _third(*whole, mod) if whole and mod in ("START", "MID", "END") else whole


def _whole(match: re.Match[str]) -> tuple[date, date] | None:
    if match["week"]:
        if not 1 <= int(match["week"]) <= date(int(match["year"]), 12, 28).isocalendar().week:
            return None
        monday = date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
        return monday + timedelta(5 if match["weekend"] else 0), monday + timedelta(6)
    if match["day"]:
        only = day(int(match["y"]), int(match["month"]), int(match["day"]))
        return (only, only) if only else None
    first, unit = _first(match)
    following = first and shifted(first, unit, 1)
    return (first, following - timedelta(1)) if first and following else None


def _first(match: re.Match[str]) -> tuple[date | None, str]:
    if match["century"]:
        return day(int(match["century"]) * 100, 1), "CE"
    if match["decade"]:
        return day(int(match["decade"]) * 10, 1), "DE"
    year = int(match["y"])
    if match["month"]:
        return day(year, int(match["month"])), "M"
    if match["quarter"]:
        return day(year, 3 * int(match["quarter"]) - 2), "Q"
    if match["half"]:
        return day(year, 6 * int(match["half"]) - 5), "H"
    if match["season"]:
        return day(year, _SEASONS[match["season"]]), "S"
    return day(year, 1), "Y"


def _third(first: date, last: date, mod: str) -> tuple[date, date]:
    """Narrow to a third: of a month the 1st, 11th and 21st on; of a year four months."""
    length = (last - first).days + 1
    if length <= 2:
        return first, last
    cuts = [first + timedelta(length // 3), first + timedelta(length - length // 3)]
    if 28 <= length <= 31:
        cuts = [first + timedelta(10), first + timedelta(20)]
    elif 365 <= length <= 366:
        cuts = [date(first.year, 5, 1), date(first.year, 9, 1)]
    start, middle, end = (first, cuts[0]), (cuts[0], cuts[1]), (cuts[1], last + timedelta(1))
    left, right = {"START": start, "MID": middle, "END": end}[mod]
    return left, right - timedelta(1)


def granularity(value: str) -> str | None:
    """Return the unit that a value names, as in the column ``granularity``."""
    if "/" in value:
        return "interval"
    match = _VALUE.fullmatch(value)
    if not match:
        return None
    if match["weekend"]:
        return "weekend"
    names = ("time", "day", "month", "week", "quarter", "season", "decade", "century")
    name = next((name for name in names if match[name]), "year")
    return "interval" if match["half"] else name


def edtf(value: str, *, approximate: bool = False) -> str | None:
    """Return the value as EDTF (ISO 8601-2:2019); None where it is no date."""
    days = bounds(value)
    match = _VALUE.fullmatch(value)
    if days is None:
        return None
    if match is None or match["week"] or match["half"]:
        text = "/".join(each.isoformat() for each in days)
    elif match["season"]:
        text = f"{match['y']}-{_EDTF_SEASONS[match['season']]}"
    elif match["quarter"]:
        text = f"{match['y']}-{32 + int(match['quarter'])}"
    elif match["decade"] or match["century"]:
        text = value.ljust(4, "X")
    else:
        text = value.split("T")[0]
    return text.replace("/", "~/") + "~" if approximate else text
