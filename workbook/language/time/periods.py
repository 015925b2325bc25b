"""Days, granularity and EDTF of TIMEX3 values: plain arithmetic on the calendar.

A value names a whole unit ("2025-11", "2025-W48", "199" for the 1990s); a modifier narrows it to a
third. Weeks are ISO weeks; seasons are those of the north, winter beginning in December.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # the month each begins in
_MONTHS = {"M": 1, "Q": 3, "H": 6, "S": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
_DAYS = {"D": 1, "T": 1, "W": 7, "FN": 14, "WE": 7, "NI": 1}
_NAMES = {
    "T": "time", "D": "day", "WE": "weekend", "W": "week", "M": "month", "Q": "quarter", "S": "season", "H": "interval",
    "Y": "year", "DE": "decade", "CE": "century",
}  # fmt: skip
_VALUE = re.compile(
    r"(?P<year>\d{2,4})(?:-W(?P<week>\d\d)(?P<weekend>-WE)?|-(?P<part>Q[1-4]|H[12]|SP|SU|FA|WI)"
    r"|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?P<time>T\S*)?)?)?"
)


def day(year: int, month: int, number: int = 1) -> date | None:
    """Return the day, or None where the calendar has no such day."""
    in_range = 1 <= year <= 9999 and 1 <= month <= 12
    return date(year, month, number) if in_range and 1 <= number <= monthrange(year, month)[1] else None


def shifted(anchor: date, unit: str, n: int) -> date | None:
    """Return the day ``n`` units after ``anchor``; the last of the month where its number is missing there."""
    if unit in _MONTHS:
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + n * _MONTHS[unit], 12)
        if not 2 <= year <= 9990:
            return None
        return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))
    days = anchor.toordinal() + n * _DAYS.get(unit, 0)
    return date.fromordinal(days) if 730 < days < date(9990, 1, 1).toordinal() else None


def unit_of(anchor: date, unit: str) -> str:
    """Return the TIMEX3 value of the week, month, quarter, year … that holds the day."""
    year, week, _ = anchor.isocalendar()
    forms = {
        "W": f"{year:04}-W{week:02}", "WE": f"{year:04}-W{week:02}-WE",
        "M": f"{anchor.year:04}-{anchor.month:02}", "Q": f"{anchor.year:04}-Q{(anchor.month + 2) // 3}",
        "H": f"{anchor.year:04}-H{(anchor.month + 5) // 6}", "Y": f"{anchor.year:04}",
        "DE": f"{anchor.year // 10:03}", "CE": f"{anchor.year // 100:02}",
    }  # fmt: skip
    return forms.get(unit, anchor.isoformat())


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
    first, unit = _read(value)
    following = first and shifted(first, unit, 1)
    if not (first and following):
        return None
    last = following - timedelta(6 if unit == "WE" else 1)  # the next weekend begins a week later
    return _third(first, last, mod) if mod in ("START", "MID", "END") else (first, last)


def _read(value: str) -> tuple[date | None, str]:
    """Return the first day and the unit of a value; no day where the calendar has none, no unit where it is no date."""
    match = _VALUE.fullmatch(value)
    if not match:
        return None, ""
    year = int(match["year"].ljust(4, "0"))
    if match["week"]:
        known = year > 0 and 1 <= int(match["week"]) <= date(year, 12, 28).isocalendar().week
        monday = date.fromisocalendar(year, int(match["week"]), 1) if known else None
        return (monday and monday + timedelta(5), "WE") if match["weekend"] else (monday, "W")
    if match["day"]:
        return day(year, int(match["month"]), int(match["day"])), "T" if match["time"] else "D"
    if match["month"]:
        return day(year, int(match["month"])), "M"
    if part := match["part"]:  # "Q3", "H1", "SU"
        unit = part[0] if part[1].isdigit() else "S"
        return day(year, _SEASONS[part] if unit == "S" else 1 + _MONTHS[unit] * (int(part[1]) - 1)), unit
    return day(year, 1), {2: "CE", 3: "DE"}.get(len(match["year"]), "Y")


def _third(first: date, last: date, mod: str) -> tuple[date, date]:
    """Narrow to a third: of a month the 1st, 11th and 21st on; a year has four months, a decade four years first."""
    length = (last - first).days + 1
    if length <= 2:
        return first, last
    third = 10 if 28 <= length <= 31 else length // 3
    cuts = first + timedelta(third), first + timedelta(20 if third == 10 else length - third)
    if 365 <= length <= 366:
        cuts = date(first.year, 5, 1), date(first.year, 9, 1)
    elif length > 3650:
        tenth = (last.year - first.year + 1) // 10
        cuts = date(first.year + 4 * tenth, 1, 1), date(first.year + 7 * tenth, 1, 1)
    left, right = {"START": (first, cuts[0]), "MID": cuts, "END": (cuts[1], last + timedelta(1))}[mod]
    return left, right - timedelta(1)


def granularity(value: str) -> str | None:
    """Return the unit that a value names, as in the column ``granularity``."""
    return "interval" if "/" in value else _NAMES.get(_read(value)[1])


def edtf(value: str, *, approximate: bool = False) -> str | None:
    """Return the value as EDTF (ISO 8601-2:2019); None where it is no date."""
    days = bounds(value)
    if days is None:
        return None
    first, unit = _read(value)
    text = value.split("T")[0]
    if first is None or unit in ("W", "WE", "H"):
        text = "/".join(each.isoformat() for each in days)
    elif unit == "S":
        text = f"{first:%Y}-{20 + first.month // 3}"
    elif unit == "Q":
        text = f"{first:%Y}-{33 + first.month // 3}"
    elif unit in ("DE", "CE"):
        text = value.ljust(4, "X")
    return text.replace("/", "~/") + "~" if approximate else text
