"""Values of days and weeks named by their place in another time: "the 17th", "the last five days of May".

Also of anniversaries: "a year ago today", "on this day in 1963".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from workbook.language.time import periods
from workbook.language.time.anchors import (
    DAYS,
    MONTHS,
    UNITS,
    Anchor,
    Anchors,
    Value,
    a_date,
    number_of,
    shift_of,
    shifted,
    year_of,
)
from workbook.language.time.grammar import Timex

_PRONOUNS = frozenset({"they", "he", "she", "it", "we", "i", "both"})
_NEXT_MONTH = 15  # days back from which "the 2nd" after "28 June" is of the month that follows


def _nth_day(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "the 15th of next month", and "the 17th": of the month that is told of, else the nearest in the tense."""
    number = int(timex.get(*DAYS))
    if timex.get("UNIT") is not None:
        now, basis = anchors.context if timex.has("THAT", "FOLLOWING", "PREVIOUS") else anchors.today
        only = periods.shifted(now.replace(day=1), "M", shift_of(timex)) if now else None
        owned = timex.after is not None and timex.after.value in ("'", "’")  # "the second of the month's rallies"
        known = timex.get("UNIT") == "M" and not owned
        return a_date(only and periods.day(only.year, only.month, number), basis) if known else None
    told = anchors.context if len(anchors.last) >= len("2025-11") and not anchors.apart else (None, "none")
    now, basis = anchors.today if anchors.published and (anchors.tense == "future" or not told[0]) else told
    if now is None or not 1 <= number <= 31:
        return a_date(None) if 1 <= number <= 31 else None
    days = [_in_month(now, months, number) for months in (-1, 0, 1)]
    if basis == "context":
        late = days[1] is None or (now - days[1]).days > _NEXT_MONTH
        return a_date(days[2] if late else days[1], basis)
    ahead = anchors.tense in ("future", "present")
    known_days = [day for day in days if day and (day >= now if ahead else day <= now)]
    return a_date(min(known_days, key=lambda day: abs((day - now).days)) if known_days else None, basis)


def _in_month(now: date, months: int, number: int) -> date | None:
    first = periods.shifted(now.replace(day=1), "M", months)
    return periods.day(first.year, first.month, number) if first else None


def _that_month(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "that December", "the following March": of the year that is told of."""
    month, (now, basis) = int(timex.get(*MONTHS)), anchors.context
    if now is None:
        return a_date(f"XXXX-{month:02}")
    year = now.year
    if timex.has("FOLLOWING", "NEXT"):
        year += month <= now.month
    elif timex.has("PREVIOUS"):
        year -= month >= now.month
    return a_date(f"{year:04}-{month:02}", basis)


def _part_of_period(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "the first two weeks of October 2023", "the last three months of 2023": so many units from one end."""
    days, basis = _whole(timex, anchors)
    unit = timex.get("UNITS")
    number = number_of(timex.words[: next(at for at, word in enumerate(timex.words) if word.kind == "UNITS")])
    if days is None or not isinstance(number, float) or unit[0] == "T":
        return None
    first, last = days
    if timex.has("LAST") or timex.get("ORDINAL") == 9:
        edge = periods.shifted(last + timedelta(1), unit, -int(number))
        first = max(first, edge) if edge else first
    else:
        edge = periods.shifted(first, unit, int(number))
        last = min(last, edge - timedelta(1)) if edge else last
    return Value("DATE", f"{first}/{last}", basis)


def _whole(timex: Timex, anchors: Anchors) -> tuple[tuple[date, date] | None, str]:
    year, basis = year_of(timex, anchors)
    month = timex.get(*MONTHS)
    if year is None and month is not None:
        now, basis = anchors.usual
        year = now.year if now else None
    if year is None:
        now, basis = anchors.today
        value = shifted((now, basis), timex.get("UNIT"), shift_of(timex)).value if timex.has("UNIT") else None
    else:
        value = f"{year:04}-{month:02}" if month else f"{year:04}"
    return (periods.bounds(value) if value else None), basis


def _anniversary(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "a year ago today", "this week in 1995"; of "ten years ago on Monday" the year."""
    now, basis = anchors.today
    if timex.rule == "anniversary" and timex.has("YEAR"):
        year, unit = int(timex.get("YEAR")), timex.get("UNIT")
        day = periods.day(year, now.month, now.day) if now and unit == "D" else None
        return a_date(day or f"{year:04}", "published" if day else "explicit")
    number, unit = number_of(timex.words) or 1.0, timex.get(*UNITS)
    if isinstance(number, str) or unit[0] == "T" or number % 1:
        return a_date("PAST_REF", "none")
    ago = periods.shifted(now, unit, -int(number)) if now else None
    if timex.has("WEEKDAY", "SHORTDAY"):
        return a_date(ago and periods.unit_of(ago, "Y"), basis)
    words = [word.value for word in timex.words if word.kind in ("UNIT", "WEEKEND")]
    near = words[-1] if timex.has("THIS") else "D"
    return a_date(ago and periods.unit_of(ago, near), basis)


def _week_around(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "the week after next", "the week before Christmas" (the seven days before it)."""
    sign, unit, anchor = int(timex.get("BEFORE", "AFTER")), timex.get("UNIT"), anchors.today
    if timex.has("LAST", "NEXT"):
        return shifted(anchor, unit, 2 * sign) if sign == int(timex.get("LAST", "NEXT")) else None
    return _beside_feast(timex, anchors.usual, sign, unit)


def _beside_feast(timex: Timex, anchor: Anchor, sign: int, unit: str) -> Value | None:
    now, basis = anchor
    code: Any = timex.get("HOLIDAY")
    feast = periods.feast(code, now.year) if now and len(code) != len("2001-09-11") else None
    edge = periods.shifted(feast, unit, sign) if feast else None
    if feast is None or edge is None:
        return a_date(None)
    if unit == "D":
        return a_date(edge, basis)
    days = (edge, feast - timedelta(1)) if sign < 0 else (feast + timedelta(1), edge)
    return Value("DATE", f"{days[0]}/{days[1]}", basis)


def weekday(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "Friday", "last Friday", "Friday of last week", "on the Friday", which is of the week told of."""
    number, part = int(timex.get("WEEKDAY")), timex.get("PART")
    part = "NI" if timex.has("TONIGHT") else part  # "overnight on Friday"
    some = timex.before is not None and timex.before.kind == "A"  # "on a Monday", but not "at a Monday meeting"
    some = some and (timex.after is None or timex.after.kind != "WORD")
    back_to = anchors.last and timex.has("FOLLOWING", "PREVIOUS", "THAT")
    told = timex.before is not None and timex.before.kind == "THE" and len(timex.words) == 1 + (part is not None)
    told = told and (timex.after is None or timex.after.kind != "WORD" or timex.after.value.lower() in _PRONOUNS)
    day, _ = anchors.context
    if told and day is not None and len(anchors.last) >= 10 and not anchors.apart:
        return a_date(
            periods.shifted(day, "D", (number - day.isoweekday()) % 7), "context", part
        )  # of the week told of
    now, basis = (None, "none") if told else anchors.context if back_to else anchors.today
    if some or now is None or (basis == "context" and len(anchors.last) < 10):
        value = a_date(f"XXXX-WXX-{number}", part=part)
        return replace(value, basis="none")
    back, ahead = (now.isoweekday() - number) % 7, (number - now.isoweekday()) % 7
    days = -back
    if timex.has("UNIT"):  # "Friday of last week"
        days = number - now.isoweekday() + 7 * shift_of(timex)
    elif timex.has("LAST", "PAST", "PREVIOUS"):
        days = -(back or 7)
    elif timex.has("NEXT", "FOLLOWING"):
        days = ahead or 7
    elif timex.has("COMING") or anchors.tense in ("future", "present") or (timex.has("THIS") and not anchors.tense):
        days = ahead
    return a_date(periods.shifted(now, "D", days), basis, part)


WITHIN = (_nth_day, _that_month, _part_of_period, _anniversary, _week_around)  # readings
