"""What time expressions are read against, and what their readings share: values, years, amounts.

"last week", "Friday", "two days ago" count from the publication; "two days later", "the following
year", "that day" from the last date in the text. What has no anchor stays without a value.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from workbook.language.time import periods
from workbook.language.time.grammar import Timex, Word

_SHIFTS = ("LAST", "NEXT", "THIS", "PAST", "PREVIOUS", "COMING", "FOLLOWING", "CURRENT")
_LATER = ("SOONER", "BEFORE", "AFTER", "ON")
MONTHS = ("MONTH", "SHORTMONTH")
DAYS = ("DAYNO", "NTH", "ORDINAL")
UNITS = ("UNIT", "UNITS", "WEEKEND", "LENGTHWORD")
_NUMBERS = frozenset({"ONE", "TEN", "DAYNO", "NUMBER", "YEAR", "ANDHALF", "VAGUE", "HALF", "A"})
_SMALLER = {"ML": (1000, "Y"), "CE": (100, "Y"), "DE": (10, "Y"), "Y": (12, "M"), "FN": (2, "W"), "TH": (60, "TM")}
Anchor = tuple[date | None, str]  # a day and its basis


@dataclass
class Anchors:
    """What a value may be read against."""

    published: date | None
    floor: date | None = None  # a day before which an undated article cannot have been published
    last: str = ""  # value of the last date in the text
    day: str = ""  # value of the last date in the text that is one day
    story: str = ""  # value of the last date whose year is that of what is told
    told: bool = False  # that year is also the one of dates without a year, not that of publication
    apart: bool = False  # the last date stands in another paragraph
    yearless: bool = False  # a dateline gives the day of publication without its year: no other date lends one
    tense: str | None = None  # of the clause around the expression: past, present or future

    @property
    def today(self) -> Anchor:
        """The day of publication."""
        return self.published, "published"

    @property
    def context(self) -> Anchor:
        """The first day of the last date in the text."""
        days = periods.bounds(self.last)
        return (days[0], "context") if days else (None, "none")

    @property
    def day_told(self) -> Anchor:
        """The last day in the text, else that of publication, as where what is past would have been ahead."""
        days = periods.bounds(self.day)
        ahead = days and self.published and self.tense == "past" and days[0] > self.published
        return (days[0], "context") if days and not ahead else self.today

    @property
    def told_of(self) -> Anchor:
        """The first day of the last date that lends its year: "that year" in "In 1998 … On 4 June of that year"."""
        days = periods.bounds(self.story)
        return (days[0], "context") if days else self.context

    @property
    def usual(self) -> Anchor:
        """The day that a date without a year is read against."""
        if self.published and not self.told:
            return self.today
        if self.yearless:
            return None, "none"
        if self.told:
            return self.told_of
        return (self.floor, "context") if self.floor else (None, "none")


@dataclass
class Value:
    """A TIMEX3 type and value with its basis."""

    kind: str
    value: str | None
    basis: str = "explicit"
    days: tuple[date, date] | None = None  # first and last, where the value alone does not tell them
    ambiguous: bool = False  # the writing allows two readings, and the days hold both


def a_date(value: str | date | None, basis: str = "explicit", part: str | None = None) -> Value:
    """Return a date, or with a part of its day a time; without a value it has no basis."""
    text = value.isoformat() if isinstance(value, date) else value
    if part:
        return Value("TIME", f"{text or 'XXXX-XX-XX'}T{part}", basis if text else "none")
    return Value("DATE", text, basis if text and "XX" not in text else "none")


def shift_of(timex: Timex) -> int:
    """Return -1, 0 or 1: last, this, next; before, after."""
    kinds = _SHIFTS if timex.has(*_SHIFTS) else () if timex.has("THAT") else _LATER  # "later that day" is that day
    return int(next((word.value for word in timex.words if word.kind in kinds and word.value), 0))


def shifted(anchor: Anchor, unit: str, n: int) -> Value:
    """Return the unit that lies ``n`` units from the one that holds the day."""
    now, basis = anchor
    only = periods.shifted(now, unit, n) if now else None
    return a_date(periods.unit_of(only, "W" if unit == "FN" else unit) if only else None, basis)


def year_of(timex: Timex, anchors: Anchors) -> tuple[int | None, str]:
    """Return the year that is written out, in two digits or four, or by "last year", "of that year", and its basis."""
    if (year := timex.get("YEAR", "SHORTYEAR")) is not None:
        return four_digits(int(year)), "explicit"
    if "laterly" in timex.parts:  # "March to June 2019"
        later, month = timex.parts["later"][0].value, timex.get(*MONTHS)
        return int(timex.parts["laterly"][0].value) - (month > later), "explicit"
    if any(word.kind == "UNIT" and word.value == "Y" for word in timex.words):
        now, basis = anchors.told_of if timex.has("THAT") else anchors.today
        return (now.year + shift_of(timex) if now else None), basis
    return None, "none"


def four_digits(year: int) -> int:
    """Return the year that two digits stand for: 40 is the last of this century."""
    return year if year > 99 else year + (2000 if year <= 40 else 1900)


def around(year: int, month: int, number: int) -> list[date | None]:
    """Return a day of the calendar in the years around one; of 29 February in the years within which it must be."""
    reach = 8 if (month, number) == (2, 29) else 1
    return [periods.day(year + n, month, number) for n in range(-reach, reach + 1)]


def nearest(days: list[date | None], now: date, tense: str | None, shift: int = 0) -> date:
    """Return the day nearest to ``now``, on the side of ``shift``; distance against the tense counts several times."""
    past, future = {"past": (1, 1000), "future": (6, 1), "present": (1.5, 1)}.get(tense or "", (1, 2))
    known = [day for day in days if day and ((day - now).days * shift > 0 or not shift)]
    return min(known, key=lambda day: (day - now).days * future if day > now else (now - day).days * past)


def of_weekday(day: date, weekday: int, published: date | None) -> date:
    """Return the day in the year near publication, or near its own, in which it is of the weekday told beside it."""
    years = [published.year] if published else []
    days = (only for year in (*years, day.year) for only in around(year, day.month, day.day))
    return next((only for only in (day, *days) if only and only.isoweekday() == weekday), day)


def number_of(words: tuple[Word, ...]) -> float | str | None:
    """Return the number that the words tell: 2.5, or "X" for several; of "two to three" the second."""
    total: float | None = None
    kinds = ["", *(word.kind for word in words), ""]
    for word, before, following in zip(words, kinds, kinds[2:], strict=False):
        if word.value == "X":
            return "X"
        if word.kind in ("TO", "AND", "DASH") and before != "TEN" and following in _NUMBERS - {"ANDHALF"}:
            total = None
        elif word.kind in _NUMBERS:
            total = (total or 0) + float(word.value)
        elif word.kind == "HUNDRED":
            total = (total or 1) * float(word.value)
    return total


def _amount(timex: Timex) -> float | str:
    """Return how many units: "X" where only the plural tells, one where nothing does."""
    return number_of(timex.words) or ("X" if timex.has("UNITS") else 1.0)


def _length(number: float | str, unit: str) -> str:
    """Return the TIMEX3 value of so many units: P2.5Y, PXD, PT30M."""
    if isinstance(number, float):
        if unit in ("FN", "ML") or (number % 1 and unit in ("DE", "CE", "TH")):
            factor, unit = _SMALLER[unit]
            number *= factor
        number = f"{number:g}" if number < 1e6 else f"{number:.0f}"
    return f"PT{number}{unit[1:]}" if unit[0] == "T" else f"P{number}{unit}"


def ago(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "two days ago", "a week from now"."""
    return _counted(timex, anchors.today, 1 if timex.has("FROMNOW") else -1)


def later(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "two days later", "a year earlier"."""
    anchor, sign, unit = anchors.context, shift_of(timex), timex.get(*UNITS)
    if anchor[0] is None and sign < 0 and unit == "Y":
        anchor = anchors.today  # "a year earlier", beside a company's results
    elif len(anchors.last) < {"D": 10, "W": 8, "M": 7, "Q": 7}.get(unit, 0):
        anchor = None, "none"
    return _counted(timex, anchor, sign)


def _counted(timex: Timex, anchor: Anchor, sign: int) -> Value | None:
    unit, number = timex.get(*UNITS), "X" if timex.words[0].kind == "UNITS" else _amount(timex)
    if isinstance(number, str) or (unit[0] == "T" and unit != "TH"):
        return a_date("PAST_REF" if sign < 0 else "FUTURE_REF", "none")
    if unit == "TH":
        number, unit = number // 24, "D"
    elif unit in ("DE", "CE") or number % 1:
        factor, unit = _SMALLER.get(unit, (1, unit))
        number *= factor
    return shifted(anchor, unit, int(number) * sign)


def period(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "the past week", "the last two years"; "recent months" name no _length."""
    number, unit, now = number_of(timex.words), timex.get(*UNITS), anchors.published
    if number is None and timex.has("RECENT", "COMING") and timex.has("UNITS"):
        return a_date("PAST_REF" if timex.has("RECENT") else "FUTURE_REF", "none")
    value = Value("DURATION", _length(number := _amount(timex), unit))
    counted = isinstance(number, float) and unit[0] != "T" and timex.has("LAST", "PAST", "NEXT", "COMING")
    if counted and now and (far := periods.shifted(now, unit, int(number) * shift_of(timex))):
        value.days, value.basis = (min(far, now), max(far, now)), "published"
    return value


def duration(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "72 hours", "a 30-day truce"."""
    unit = timex.get(*UNITS)
    part = timex.has("A") or (timex.after is not None and timex.after.kind == "OF")
    if unit == "Q" and part and not timex.has("FILLER", "DASH"):
        return None  # "a quarter of the workforce"
    value = Value("DURATION", _length(_amount(timex), unit))
    value.days = _time_allowed(timex, anchors)
    return value


def _time_allowed(timex: Timex, anchors: Anchors) -> tuple[date, date] | None:
    """Return the days of "must answer within 48 hours", from publication on; of "within 48 hours of the vote" none."""
    number, unit, today = _amount(timex), timex.get(*UNITS), anchors.published
    ahead = anchors.tense == "future" and timex.before is not None and timex.before.value == "WITHIN"
    counted = timex.after is not None and timex.after.kind in ("OF", "FROM", "AFTER", "BEFORE")
    if today is None or not ahead or counted or isinstance(number, str) or timex.has("THE"):
        return None
    if unit == "TH":
        number, unit = number / 24, "D"
    if unit == "D" and any(word.value == "WORKING" for word in timex.words):
        number = number * 7 / 5
    last = periods.shifted(today, unit, math.ceil(number))
    return (today, last) if last else None


def set_of(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "every Friday", "daily", "twice a month"."""
    if timex.has("SETWORD"):
        return Value("SET", timex.get("SETWORD"))
    part = f"T{timex.get('PART', 'PARTS')}" if timex.has("PART", "PARTS") else ""
    if (day := timex.get("WEEKDAY", "WEEKDAYS")) is not None:
        return Value("SET", f"XXXX-WXX-{day}{part}")
    if timex.has("MONTH"):
        return Value("SET", f"XXXX-{timex.get('MONTH'):02}")
    if timex.has("SEASON", "WEEKEND") or part:
        return Value("SET", "XXXX-WXX-WE" if timex.has("WEEKEND") else f"XXXX-{timex.get('SEASON') or 'XX-XX' + part}")
    other = 2.0 if timex.get("EVERY") == 2 else 1.0
    return Value("SET", _length(1.0 if timex.has("TIMES") else number_of(timex.words) or other, timex.get(*UNITS)))


AMOUNTS = (ago, later, period, duration, set_of)  # readings
