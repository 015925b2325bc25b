"""What time expressions are read against, and what is shared by their readings: values, numbers, years.

"last week", "Friday", "two days ago" count from the publication; "two days later", "the following
year", "that day" from the last date in the text. What has no anchor stays without a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbook.language import periods
from workbook.language.timex import Timex

_SHIFTS = ("LAST", "NEXT", "THIS", "PAST", "PREVIOUS", "COMING", "FOLLOWING", "CURRENT")
_LATER = ("SOONER", "BEFORE", "AFTER", "ON")
MONTHS = ("MONTH", "SHORTMONTH")
DAYS = ("DAYNO", "NTH", "ORDINAL")
UNITS = ("UNIT", "UNITS", "WEEKEND", "LENGTHWORD")
Anchor = tuple[date | None, str]  # a day and its basis


@dataclass
class Anchors:
    """What a value may be read against.

    Attributes:
        published: Day of publication, if known.
        floor: Where that is not known, a day before which it cannot have been.
        last: Value of the last date in the text, if any.
        near: That date is of an earlier year, is written out in full and stands close before.
        tense: Of the clause around the expression: past, present, future or None.
    """

    published: date | None
    floor: date | None = None
    last: str = ""
    near: bool = False
    tense: str | None = None

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
    def usual(self) -> Anchor:
        """The day that a date without a year is read against."""
        if self.published and not (self.near and self.tense in ("past", None)):
            return self.today
        return (self.floor, "context") if not self.last and self.floor else self.context


@dataclass
class Value:
    """A TIMEX3 type and value with its basis.

    Attributes:
        days: First and last day where the value alone does not tell them.
        ambiguous: The writing allows two readings, and the days hold both.
    """

    kind: str
    value: str | None
    basis: str = "explicit"
    days: tuple[date, date] | None = None
    ambiguous: bool = False


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
        now, basis = anchors.context if timex.has("THAT") else anchors.today
        return (now.year + shift_of(timex) if now else None), basis
    return None, "none"


def four_digits(year: int) -> int:
    """Return the year that two digits stand for: 40 is the last of this century."""
    return year if year > 99 else year + (2000 if year <= 40 else 1900)


def nearest(days: list[date | None], now: date, tense: str | None, shift: int = 0) -> date:
    """Return the day nearest to ``now``, on the side of ``shift``; distance against the tense counts several times."""
    past, future = {"past": (1, 1000), "future": (6, 1), "present": (1.5, 1)}.get(tense or "", (1, 2))
    known = [day for day in days if day and ((day - now).days * shift > 0 or not shift)]
    return min(known, key=lambda day: (day - now).days * future if day > now else (now - day).days * past)
