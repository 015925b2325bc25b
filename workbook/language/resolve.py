"""Values of time expressions: what the words say, read against the day of publication or a date before.

Conventions: TimeML 1.2.1 as used in TempEval-3. "last week", "Friday", "two days ago" count from
the publication; "two days later", "the following year", "that day" from the last date in the text.
What has no anchor stays without a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from workbook.language import periods
from workbook.language.timex import Timex, Word

_SIZE = {"T": 4, "D": 4, "WE": 4, "W": 3, "M": 2, "Q": 2, "H": 2, "Y": 1, "DE": 0, "CE": 0}


@dataclass
class Anchors:
    """What a value may be read against.

    Attributes:
        published: Day of publication, if known.
        last: Value of the last date in the text, if any.
        near: That date is written out in full and stands close before.
        tense: Of the clause around the expression: past, future or None.
    """

    published: date | None
    last: str | None = None
    near: bool = False
    tense: str | None = None

    @property
    def last_day(self) -> date | None:
        """The first day of the last date in the text."""
        days = periods.bounds(self.last) if self.last else None
        return days[0] if days else None


@dataclass
class Value:
    """A TIMEX3 type and value with its basis; ``readings`` are the days of other readings."""

    kind: str
    value: str | None
    basis: str = "explicit"
    readings: tuple[date, ...] = field(default=())
    since: date | None = None  # days bounded by publication: "earlier this month"
    until: date | None = None


def resolve(timex: Timex, anchors: Anchors) -> Value | None:
    """Return type, value and basis of a match; None where the words are no time expression after all."""
    return _RESOLVERS[timex.rule](timex, anchors)


_NUMBERS = frozenset({"ONE", "TEN", "DAYNO", "NUMBER", "YEAR", "ANDHALF", "VAGUE", "HALF"})


def number_of(words: tuple[Word, ...]) -> float | str | None:
    """Return the number that a run of words tells: 2.5, or "X" for several; None without one."""
    total: float | None = None
    halved = any(word.kind == "ANDHALF" for word in words)
    for place, word in enumerate(words):
        if word.kind == "VAGUE" and word.value == "X":
            return "X"
        if word.kind == "TO" or (word.kind == "DASH" and total and words[place - 1].kind != "TEN"):
            total = None if words[place + 1].kind in _NUMBERS else total  # "two to three": the longer
        if word.kind in _NUMBERS:
            total = (total or 0) + float(word.value)
        elif word.kind == "HUNDRED":
            total = (total or 1) * float(word.value)
        elif word.kind == "A" and total is None:
            total = 1.0
        elif word.kind in ("UNIT", "UNITS") and total is not None and not halved:
            break
    return total


def duration(number: float | str | None, unit: str) -> str:
    """Return the TIMEX3 value of so many units: P2.5Y, PXD, PT30M."""
    if isinstance(number, float) and unit in ("FN", "ML", "WE", "NI"):
        number, unit = number * {"FN": 2, "ML": 1000}.get(unit, 1), {"FN": "W", "ML": "Y", "NI": "D"}.get(unit, unit)
    if isinstance(number, float) and number % 1 and unit in ("DE", "CE", "TH"):
        number, unit = number * {"DE": 10, "CE": 100, "TH": 60}[unit], "TM" if unit == "TH" else "Y"
    amount = f"{number:g}" if isinstance(number, float) and number < 1e6 else str(number) if isinstance(number, str) else "X"
    return f"PT{amount}{unit[1:]}" if unit[0] == "T" else f"P{amount}{unit}"


def _year(timex: Timex, anchors: Anchors) -> int | None:
    """Return the year that is written out, in two digits or four, or by "last year"."""
    if (year := timex.get("YEAR")) is not None:
        return int(year)
    if (short := timex.get("SHORTYEAR")) is not None:
        now = anchors.published.year % 100 if anchors.published else 30
        return int(short) + (2000 if short <= now + 5 else 1900)
    if "laterly" in timex.parts:
        own = timex.get("MONTH", "SHORTMONTH")
        return int(timex.parts["laterly"][0].value) - (own > timex.parts["later"][0].value)
    if any(word.kind == "UNIT" and word.value == "Y" for word in timex.words):
        if timex.has("THAT"):
            return anchors.last_day.year if anchors.last_day else None
        if anchors.published and timex.has("LAST", "THIS", "NEXT"):
            return anchors.published.year + int(timex.get("LAST", "THIS", "NEXT"))
    return None


def _nearest(candidates: list[date], now: date, tense: str | None) -> date:
    """Return the candidate nearest to ``now``; days against the tense count several times."""
    past, future = {"past": (1, 6), "since": (1, 1000), "future": (6, 1), "present": (1.5, 1)}.get(tense or "", (1, 2))

    def _distance(day: date) -> float:
        days = (day - now).days
        return days * future if days > 0 else -days * past

    return min(candidates, key=_distance)


def _anchor(anchors: Anchors) -> tuple[date | None, str]:
    """Return the day that a date without a year is read against."""
    if anchors.published and not (anchors.near and anchors.tense == "past"):
        return anchors.published, "published"
    return anchors.last_day, "context" if anchors.last_day else "none"


def _calendar(timex: Timex, anchors: Anchors) -> Value | None:
    """Month, perhaps with day and year."""
    month = timex.get("MONTH", "SHORTMONTH")
    number = timex.get("DAYNO", "NTH", "ORDINAL") if timex.rule in ("month-day", "day-month", "week-of") else None
    year, basis = _year(timex, anchors), "explicit"
    if number and not periods.day(2000, month, number):
        return None
    if year is None or not (timex.has("YEAR", "SHORTYEAR") or timex.parts):
        now, basis = _anchor(anchors)
        if year is None and now is None:
            return Value("DATE", f"XXXX-{month:02}" + (f"-{number:02}" if number else ""), "none")
        year = year or _year_of(timex, month, number, anchors, now)
    only = periods.day(year, month, number or 1)
    if only is None:
        return None
    return Value("DATE", only.isoformat() if number else periods.unit_of(only, "M"), basis)


def _year_of(timex: Timex, month: int, number: int | None, anchors: Anchors, now: date | None) -> int:
    """Return the year of a month or day without one."""
    if now is None or now != anchors.published:
        return now.year if now else 0
    if shift := timex.get("LAST", "NEXT"):
        same = (month, number or 1) < (now.month, now.day) if shift < 0 else (month, number or 1) > (now.month, now.day)
        return now.year if same else now.year + int(shift)
    days = [periods.day(year, month, number or 1) for year in (now.year - 1, now.year, now.year + 1)]
    if not number:
        now = now.replace(day=1)
    return _nearest([day for day in days if day], now, anchors.tense).year


def _month(timex: Timex, anchors: Anchors) -> Value | None:
    return _calendar(timex, anchors)


def _range(timex: Timex, anchors: Anchors) -> Value | None:
    """"November 23–24": an interval of two days."""
    first = _calendar(_with_day(timex, "a"), anchors)
    second = _calendar(_with_day(timex, "b"), anchors)
    if not (first and second and first.value and second.value) or first.value >= second.value:
        return None
    return Value("DATE", f"{first.value}/{second.value}", first.basis)


def _with_day(timex: Timex, part: str) -> Timex:
    months = tuple(word for word in timex.words if word.kind in ("MONTH", "SHORTMONTH", "YEAR", "SHORTYEAR"))
    return Timex("month-day", timex.parts[part] + months, {}, timex.before, timex.after)


def _year_range(timex: Timex, anchors: Anchors) -> Value | None:
    first, second = timex.parts["a"][0].value, timex.parts["b"][0].value
    if second < 100:
        second += first // 100 * 100
    return Value("DATE", f"{first}/{int(second)}") if first < second <= first + 200 else None


def _iso(timex: Timex, anchors: Anchors) -> Value | None:
    text = timex.words[0].value
    return Value("TIME" if "T" in text else "DATE", text) if periods.bounds(text) else None


def _numeric(timex: Timex, anchors: Anchors) -> Value | None:
    """7/8/07, 23.11.2025: both orders where both are days; with full stops the day comes first."""
    left, right, year = (int(part) for part in re.split(r"[/.]", timex.words[0].value))
    if year < 100:
        year += 2000 if year <= 40 else 1900
    orders = [(left, right), (right, left)]
    if "." in timex.words[0].value:
        orders = [(right, left)]
    days = [only for month, number in orders if (only := periods.day(year, month, number))]
    if not days or not 1500 < year < 2200:
        return None
    return Value("DATE", days[0].isoformat(), readings=tuple(sorted(set(days))) if len(set(days)) > 1 else ())


def _plain_year(timex: Timex, anchors: Anchors) -> Value | None:
    return Value("DATE", f"{_year(timex, anchors):04}")


def _ancient(timex: Timex, anchors: Anchors) -> Value | None:
    return Value("DATE", f"BC{int(timex.words[0].value):04}")


def _decade(timex: Timex, anchors: Anchors) -> Value | None:
    if text := timex.get("DECADES"):
        digits = re.sub(r"\D", "", text)
        return Value("DATE", digits[:3] if len(digits) == 4 else f"{'20' if digits in ('00', '10') else '19'}{digits[0]}")
    return Value("DATE", f"19{timex.get('DECADE')}")


def _weekday(timex: Timex, anchors: Anchors) -> Value | None:
    number = int(timex.get("WEEKDAY"))
    part = timex.get("PART")
    only, basis = _weekday_day(timex, number, anchors)
    if only is None:
        value = f"XXXX-WXX-{number}"
    else:
        value = only.isoformat()
    return _with_part(Value("DATE", value, basis), part)


def _weekday_day(timex: Timex, number: int, anchors: Anchors) -> tuple[date | None, str]:
    now, basis = (anchors.published, "published") if anchors.published else _anchor(anchors)
    if timex.has("FOLLOWING", "PREVIOUS", "THAT") and anchors.last_day:
        now, basis = anchors.last_day, "context"
    if now is None or (basis == "context" and len(anchors.last or "") < 10):
        return None, "none"
    back = periods.shifted(now, "D", -((now.isoweekday() - number) % 7))
    if timex.has("UNIT"):
        shift = int(timex.get("LAST", "THIS", "NEXT") or 0)
        return periods.shifted(now, "D", number - now.isoweekday() + 7 * shift), basis
    if timex.has("LAST", "PAST", "PREVIOUS"):
        back = back if back != now else periods.shifted(now, "D", -7)
    elif (
        timex.has("NEXT", "COMING", "FOLLOWING")
        or anchors.tense in ("future", "present")
        or (timex.has("THIS") and anchors.tense != "past")
    ):
        ahead = (number - now.isoweekday()) % 7
        back = periods.shifted(now, "D", ahead or (7 if timex.has("NEXT", "FOLLOWING") else 0))
    return back, basis


def _with_part(value: Value, part: str | None) -> Value:
    """Add a part of the day: TMO, T12:00."""
    if part:
        value.kind, value.value = "TIME", f"{value.value}T{part}" if value.value else None
    return value


def _part_of_day(timex: Timex, anchors: Anchors) -> Value | None:
    """"Friday morning", "midnight on Dec. 31", "at night"."""
    value = _day_of(timex, anchors)
    if value is None:
        return None
    value.value = value.value and value.value.split("T")[0]
    return _with_part(value, timex.get("PART"))


def _day_of(timex: Timex, anchors: Anchors) -> Value | None:
    """Return the day of a time of day: named beside it, or the last day, or that of publication."""
    if timex.has("TODAY", "TONIGHT"):
        return _today(timex, anchors)
    if timex.has("MONTH", "SHORTMONTH"):
        own = [word for word in timex.words if word.kind in _DAY_KINDS]
        first = next(place for place, word in enumerate(own) if word.kind in ("MONTH", "SHORTMONTH"))
        if first + 1 == len(own) or own[first + 1].kind == "YEAR":  # "midnight on 31 December"
            first = max(0, first - 1)
        return _calendar(replace(timex, rule="month-day", words=tuple(own[first:])), anchors)
    if timex.has("WEEKDAY"):
        only = tuple(word for word in timex.words if word.kind == "WEEKDAY")
        return _weekday(replace(timex, words=only), anchors)
    now, basis = (anchors.last_day, "context") if len(anchors.last or "") >= 10 else (anchors.published, "published")
    return Value("DATE", now.isoformat() if now else "XXXX-XX-XX", basis if now else "none")


_DAY_KINDS = frozenset({"MONTH", "SHORTMONTH", "DAYNO", "NTH", "YEAR"})


def _clock(timex: Timex, anchors: Anchors) -> Value | None:
    text = str(timex.get("CLOCK") or timex.words[1 if timex.words[0].kind == "APPROX" else 0].value)
    hour, minute = (int(part) for part in (re.split(r"[:.]", text) + ["0"])[:2]) if re.search(r"[:.]\d\d", text) else (None, 0)
    if hour is None:
        digits = int(float(text))
        hour, minute = divmod(digits, 100) if digits > 24 else (digits, 0)
    half = (timex.get("AMPM") or "").lower()
    hour = hour % 12 + (12 if half.startswith("p") else 0) if half else hour
    if hour > 24 or minute > 59:
        return None
    if "." in text and not timex.has("AMPM", "ZONE"):
        return None
    value = _part_of_day(timex, anchors)
    if value is None:
        return None
    zone = "Z" if timex.get("ZONE") == "Z" else ""
    value.kind, value.value = "TIME", f"{(value.value or 'XXXX-XX-XX').split('T')[0]}T{hour:02}:{minute:02}{zone}"
    return value


def _today(timex: Timex, anchors: Anchors) -> Value | None:
    if anchors.published is None:
        return Value("DATE", "PRESENT_REF", "none") if timex.get("TODAY") == 0 else Value("DATE", None, "none")
    only = periods.shifted(anchors.published, "D", int(timex.get("TODAY") or 0))
    value = Value("DATE", only.isoformat() if only else None, "published")
    return _with_part(value, "NI" if timex.has("TONIGHT") else timex.get("PART"))


def _unit_shift(timex: Timex, anchors: Anchors) -> Value | None:
    """"last week", "this year", "next summer", "this morning", "last night"."""
    shift = int(timex.get("LAST", "NEXT", "THIS", "PREVIOUS", "COMING", "FOLLOWING", "CURRENT"))
    unit = timex.get("UNIT", "WEEKEND")
    now, basis = anchors.published, "published"
    if timex.has("PREVIOUS", "FOLLOWING"):
        now, basis = anchors.last_day, "context"
    if now is None:
        return Value("DATE", None, "none")
    if timex.has("PART"):
        only = periods.shifted(now, "D", shift)
        return _with_part(Value("DATE", only and only.isoformat(), basis), timex.get("PART"))
    if timex.has("SEASON"):
        return Value("DATE", f"{_season_year(timex.get('SEASON'), now, shift, anchors)}-{timex.get('SEASON')}", basis)
    if unit and unit[0] == "T":
        return Value("TIME", None, "none")
    if unit == "WE" and shift == 0 and anchors.tense != "future" and now.isoweekday() < 5:
        shift = -1 if timex.has("THE") or anchors.tense == "past" else 0
    return Value("DATE", _shift_value(now, unit, shift), basis)


def _shift_value(anchor: date, unit: str, n: int) -> str | None:
    only = periods.shifted(anchor, unit, n)
    return periods.unit_of(only, {"FN": "W"}.get(unit, unit)) if only else None


def _season_year(season: str, now: date, shift: int | None, anchors: Anchors) -> int:
    month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    firsts = [date(year, month, 1) for year in (now.year - 1, now.year, now.year + 1)]
    if season == "WI" and now.month <= 2 and not shift:
        return now.year - 1
    if shift is None:
        return _nearest(firsts, now, anchors.tense).year
    if shift == 0:
        return now.year
    if shift < 0:
        return max(first for first in firsts if (now - first).days > 80 or (now - first).days > 0 and shift < 0).year
    return min(first for first in firsts if first > now).year


def _season(timex: Timex, anchors: Anchors) -> Value | None:
    season = timex.get("SEASON")
    year = _year(timex, anchors)
    if year is not None:
        return Value("DATE", f"{year:04}-{season}", "explicit" if timex.has("YEAR", "SHORTYEAR") else "published")
    now, basis = _anchor(anchors)
    if now is None:
        return Value("DATE", f"XXXX-{season}", "none")
    shift = timex.get("LAST", "NEXT", "THIS", "COMING")
    return Value("DATE", f"{_season_year(season, now, shift, anchors)}-{season}", basis)


def _context_unit(timex: Timex, anchors: Anchors) -> Value | None:
    """"that day", "the following year", "the week before"."""
    shift = next((int(w.value) for w in timex.words if w.kind in ("FOLLOWING", "PREVIOUS", "NEXT", "BEFORE", "AFTER", "SOONER")), 0)
    if timex.has("WEEKDAY"):
        return _weekday(timex, anchors)
    now, basis = anchors.last_day, "context"
    if timex.rule == "the-unit" and anchors.published and len(anchors.last or "") < 10:
        now, basis = anchors.published, "published"
        anchors = Anchors(now, now.isoformat(), anchors.tense)
    if now is None:
        return Value("DATE", None, "none")
    if timex.has("PART"):
        only = periods.shifted(now, "D", shift)
        return _with_part(Value("DATE", only and only.isoformat(), basis), timex.get("PART"))
    if timex.has("SEASON"):
        return Value("DATE", f"{now.year + shift}-{timex.get('SEASON')}", basis)
    unit = timex.get("UNIT", "WEEKEND")
    if timex.after is not None and timex.after.kind in ("BEFORE", "AFTER"):
        return Value("DATE", None, "none")
    if unit[0] == "T" or (_SIZE.get(unit, 9) == 4 and len(anchors.last or "") < 8):
        return Value("DATE", None, "none")
    if unit == "WE" and shift == 0 and anchors.tense != "future" and now.isoweekday() < 5:
        shift = -1
    return Value("DATE", _shift_value(now, unit, shift), basis)


def _edge_unit(timex: Timex, anchors: Anchors) -> Value | None:
    """"the end of the year", "year-end"."""
    now, basis = _anchor(anchors)
    if timex.has("SEASON"):
        return _season(timex, anchors)
    if now is None:
        return Value("DATE", None, "none")
    unit = timex.get("UNIT", "WEEKEND")
    return Value("DATE", _shift_value(now, unit, 0), basis) if unit[0] != "T" else None


def _ago(timex: Timex, anchors: Anchors) -> Value | None:
    return _counted(timex, anchors, anchors.published, "published", 1 if timex.has("FROMNOW") else -1)


def _later(timex: Timex, anchors: Anchors) -> Value | None:
    return _counted(timex, anchors, anchors.last_day, "context", int(timex.get("SOONER", "BEFORE", "AFTER", "ON")))


def _counted(timex: Timex, anchors: Anchors, now: date | None, basis: str, sign: int) -> Value | None:
    unit = timex.get("UNIT", "UNITS", "WEEKEND")
    number = "X" if timex.words[0].kind == "UNITS" else number_of(timex.words) or 1.0
    if number == "X" or unit is None or unit[0] == "T":
        if unit and unit[0] == "T" and now is not None and isinstance(number, float):
            return Value("DATE", _hours(now, unit, number * sign), basis)
        return Value("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "none")
    if now is None and sign < 0 and unit == "Y":
        now, basis = anchors.published, "published"  # "a year earlier" beside a company's results
    if now is None or (basis == "context" and _SIZE.get(unit, 0) > _size_of(anchors.last)):
        return Value("DATE", None, "none")
    if isinstance(number, float) and number % 1:
        number, unit = {"Y": (number * 12, "M"), "DE": (number * 10, "Y"), "CE": (number * 100, "Y")}.get(unit, (number, unit))
    value = _shift_value(now, unit, int(float(number or 0)) * sign)
    if value and unit in ("DE", "CE"):
        value = _shift_value(now, "Y", int(float(number or 0)) * sign * {"DE": 10, "CE": 100}[unit])
    return Value("DATE", value, basis)


def _size_of(value: str | None) -> int:
    """Return how fine a value is, on the scale of ``_SIZE``."""
    return _SIZE.get((periods.granularity(value or "") or "day")[0].upper(), 4)


def _hours(now: date, unit: str, hours: float) -> str | None:
    days = int(hours / 24) if unit == "TH" else 0
    only = periods.shifted(now, "D", days)
    return only.isoformat() if only else None


def _period(timex: Timex, anchors: Anchors) -> Value | None:
    """"the past week", "the last two years", "recent months"."""
    number = number_of(timex.words)
    unit = timex.get("UNIT", "UNITS", "WEEKEND")
    if number is None and timex.has("RECENT"):
        return Value("DATE", "PAST_REF", "none")
    if number is None and timex.has("COMING") and timex.has("UNITS"):
        return Value("DATE", "FUTURE_REF", "none")
    if number is None:
        number = "X" if timex.has("UNITS") else 1.0
    value = Value("DURATION", duration(number, unit), "explicit")
    back = next((w.value for w in timex.words if w.kind in ("LAST", "PAST", "PREVIOUS", "NEXT", "COMING", "FOLLOWING")), 0)
    if isinstance(number, float) and anchors.published and unit[0] != "T" and not timex.has("PREVIOUS", "FOLLOWING"):
        far = periods.shifted(anchors.published, unit, int(number) * int(back))
        if far:
            value.since, value.until = sorted((far, anchors.published))
            value.basis = "published"
    return value


def _duration(timex: Timex, anchors: Anchors) -> Value | None:
    if timex.get("WEEKEND"):
        return None
    return Value("DURATION", duration(number_of(timex.words), timex.get("UNIT", "UNITS")))


def _bare_units(timex: Timex, anchors: Anchors) -> Value | None:
    if unit := timex.get("UNIT", "LENGTHWORD"):
        return Value("DURATION", duration(1.0, unit))
    return Value("DURATION", duration("X", timex.get("UNITS")))


def _set(timex: Timex, anchors: Anchors) -> Value | None:
    if (day := timex.get("WEEKDAY", "WEEKDAYS")) is not None:
        return Value("SET", f"XXXX-WXX-{day}" + (f"T{timex.get('PART')}" if timex.has("PART") else ""))
    if timex.has("MONTH"):
        return Value("SET", f"XXXX-{timex.get('MONTH'):02}")
    if timex.has("SEASON"):
        return Value("SET", f"XXXX-{timex.get('SEASON')}")
    if timex.has("PART"):
        return Value("SET", f"XXXX-XX-XXT{timex.get('PART')}")
    if timex.has("WEEKEND"):
        return Value("SET", "XXXX-WXX-WE")
    every = timex.get("EVERY")
    number = number_of(timex.words) if timex.has("EVERY") and not timex.has("TIMES") else None
    return Value("SET", duration(float(every) if every == 2 else number or 1.0, timex.get("UNIT", "UNITS")))


def _set_word(timex: Timex, anchors: Anchors) -> Value | None:
    return Value("SET", timex.get("SETWORD"))


def _quarter(timex: Timex, anchors: Anchors) -> Value | None:
    """"the third quarter", "Q3 2009", "the final quarter of last year"."""
    units = [word.value for word in timex.words if word.kind == "UNIT"]
    number = int(timex.get("QUARTERNO")[1]) if timex.has("QUARTERNO") else None
    if number is None:
        nth = timex.get("ORDINAL", "NTH")
        if units and units[0] == "CE" and nth:
            return Value("DATE", f"{int(nth) - 1:02}")
        if not units or units[0] != "Q":
            return None
        number = 4 if nth is None or nth == 9 else int(nth)
    year, basis = _year(timex, anchors), "explicit" if timex.has("YEAR", "SHORTYEAR") else "published"
    if not 1 <= number <= 4:
        return None
    if year is None:
        now, basis = _anchor(anchors)
        if now is None:
            return Value("DATE", f"XXXX-Q{number}", "none")
        ends = [date(y, 3 * number, 28) for y in (now.year - 1, now.year)] + [date(now.year + 1, 3 * number, 28)]
        year = _nearest(ends, now, anchors.tense or "past").year
    return Value("DATE", f"{year:04}-Q{number}", basis)


def _half(timex: Timex, anchors: Anchors) -> Value | None:
    number = int(timex.get("ORDINAL"))
    if number > 2 or timex.get("UNIT") not in (None, "Y"):
        return None
    now, basis = _anchor(anchors)
    year = _year(timex, anchors) or (now.year if now and timex.has("UNIT") else None)
    if year is None:
        return None
    return Value("DATE", f"{year:04}-H{number}", "explicit" if timex.has("YEAR", "SHORTYEAR") else basis)


def _nth_in_month(timex: Timex, anchors: Anchors) -> Value | None:
    """"the last week of March", "the second Tuesday of June"."""
    month = _calendar(timex, anchors)
    days = periods.bounds(month.value) if month and month.value else None
    nth = int(timex.get("ORDINAL", "NTH") or 9)
    if month is None or days is None or nth > 9 or timex.get("UNIT") not in (None, "W"):
        return None
    weekday = timex.get("WEEKDAY") or 4  # a week belongs to the month of its Thursday
    first = days[0].toordinal() + (weekday - days[0].isoweekday()) % 7
    found = min(first + 7 * (nth - 1), first + (days[1].toordinal() - first) // 7 * 7)
    only = date.fromordinal(found)
    return Value("DATE", only.isoformat() if timex.has("WEEKDAY") else periods.unit_of(only, "W"), month.basis)


def _week_of(timex: Timex, anchors: Anchors) -> Value | None:
    value = _calendar(timex, anchors)
    days = periods.bounds(value.value) if value and value.value else None
    return Value("DATE", periods.unit_of(days[0], "W"), value.basis) if value and days else value


def _holiday(timex: Timex, anchors: Anchors) -> Value | None:
    code = timex.get("HOLIDAY", "NAMED")
    if not code:
        return Value("DATE", None, "none")
    if len(code) == 10 or timex.has("NAMED"):
        return Value("DATE", "2001-09-11" if timex.has("NAMED") else code)
    now, basis = _anchor(anchors)
    year = _year(timex, anchors)
    if year is None and now is None:
        return Value("DATE", None, "none")
    if year is not None and timex.has("YEAR"):
        basis = "explicit"
    years = [year] if year else [now.year + n for n in (-1, 0, 1)] if now else []
    shift = timex.get("LAST", "NEXT")
    days = [only for y in years if (only := holiday(code, y))]
    if shift and now:
        days = [only for only in days if (only > now) == (shift > 0)] or days
        days = [min(days, key=lambda only: abs((only - now).days))] if days else []
    if not days:
        return Value("DATE", None, "none")
    only = days[0] if len(days) == 1 else _nearest(days, now or days[0], anchors.tense)
    value = only.isoformat() if code != "H09" else f"{only.isoformat()}/{periods.shifted(only, 'D', 29)}"
    return _with_part(Value("DATE", value, basis), timex.get("PART"))


def holiday(code: str, year: int) -> date | None:
    """Return the day of a feast: fixed "12-25", "11-W4-4" (fourth Thursday), Easter "E+1", Islamic "H10-01".

    Islamic months begin by the arithmetic calendar, a day more or less from the sighted moon.
    """
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

    if code[0] in "EO":
        method = EASTER_WESTERN if code[0] == "E" else EASTER_ORTHODOX
        return periods.shifted(easter(year, method), "D", int(code[1:])) if 1583 <= year <= 4099 else None
    if code[0] == "H":
        month, _, number = code[1:].partition("-")
        starts = (_islamic(hijri, int(month), int(number or 1)) for hijri in range((year - 622) * 33 // 32, (year - 622) * 33 // 32 + 3))
        return next((only for only in starts if only.year == year), None)
    if "W" in code:
        month, nth, weekday = int(code[:2]), int(code[4]), int(code[6])
        first = date(year, month, 1).toordinal()
        first += (weekday - date(year, month, 1).isoweekday()) % 7
        last = (periods.bounds(f"{year:04}-{month:02}") or (date.min, date.min))[1].toordinal()
        return date.fromordinal(min(first + 7 * (nth - 1), first + (last - first) // 7 * 7))
    return periods.day(year, int(code[:2]), int(code[3:]))


def _islamic(year: int, month: int, number: int) -> date:
    days = number + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(days + 227014)


def _fiscal(timex: Timex, anchors: Anchors) -> Value | None:
    text = str(timex.get("FISCAL"))
    digits = re.sub(r"\D", "", text)
    year = int(digits) + (2000 if len(digits) == 2 else 0) if digits else _year(timex, anchors)
    return Value("DATE", f"FY{year:04}", "explicit") if year else None


def _reference(value: str) -> Callable[[Timex, Anchors], Value]:
    return lambda timex, anchors: Value("DATE", value, "none")


_RESOLVERS: dict[str, Callable[[Timex, Anchors], Any]] = {
    "iso": _iso,
    "numeric": _numeric,
    "month-day": _calendar,
    "day-month": _calendar,
    "day-range": _range,
    "range-month": _range,
    "year-range": _year_range,
    "month-year": _calendar,
    "month": _calendar,
    "year": _plain_year,
    "ancient-year": _ancient,
    "decade": _decade,
    "weekday": _weekday,
    "part-of-day": _part_of_day,
    "clock": _clock,
    "today": _today,
    "tonight": _today,
    "unit-shift": _unit_shift,
    "context-unit": _context_unit,
    "edge-unit": _edge_unit,
    "rest": _edge_unit,
    "the-unit": _context_unit,
    "ago": _ago,
    "later": _later,
    "period": _period,
    "duration": _duration,
    "bare-units": _bare_units,
    "set": _set,
    "weekdays": _set,
    "set-word": _set_word,
    "quarter": _quarter,
    "half": _half,
    "nth-week": _nth_in_month,
    "nth-weekday": _nth_in_month,
    "week-of": _week_of,
    "season": _season,
    "holiday": _holiday,
    "fiscal": _fiscal,
    "present": _reference("PRESENT_REF"),
    "past": _reference("PAST_REF"),
    "future": _reference("FUTURE_REF"),
}
