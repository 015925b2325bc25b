"""Values of time expressions: what the words say, read against the day of publication or a date before.

Conventions: TimeML 1.2.1 as used in TempEval-3. "last week", "Friday", "two days ago" count from
the publication; "two days later", "the following year", "that day" from the last date in the text.
What has no anchor stays without a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workbook.language import periods
from workbook.language.timex import Timex, Word

_NUMBERS = frozenset({"ONE", "TEN", "DAYNO", "NUMBER", "YEAR", "ANDHALF", "VAGUE", "HALF", "A"})
_SHIFTS = ("LAST", "NEXT", "THIS", "PAST", "PREVIOUS", "COMING", "FOLLOWING", "CURRENT")
_LATER = ("SOONER", "BEFORE", "AFTER", "ON")
_MONTHS = ("MONTH", "SHORTMONTH")
_DAYS = ("DAYNO", "NTH", "ORDINAL")
_UNITS = ("UNIT", "UNITS", "WEEKEND", "LENGTHWORD")
_SMALLER = {"ML": (1000, "Y"), "CE": (100, "Y"), "DE": (10, "Y"), "Y": (12, "M"), "FN": (2, "W"), "TH": (60, "TM")}
_Anchor = tuple[date | None, str]  # a day and its basis


@dataclass
class Anchors:
    """What a value may be read against.

    Attributes:
        published: Day of publication, if known.
        floor: Where that is not known, a day before which it cannot have been.
        last: Value of the last date in the text, if any.
        near: That date is of an earlier year, is written out in full and stands close before.
        tense: Of the clause around the expression: past, since, present, future or None.
    """

    published: date | None
    floor: date | None = None
    last: str = ""
    near: bool = False
    tense: str | None = None

    @property
    def today(self) -> _Anchor:
        """The day of publication."""
        return self.published, "published"

    @property
    def context(self) -> _Anchor:
        """The first day of the last date in the text."""
        days = periods.bounds(self.last)
        return (days[0], "context") if days else (None, "none")

    @property
    def usual(self) -> _Anchor:
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


def resolve(timex: Timex, anchors: Anchors) -> Value | None:
    """Return type, value and basis of a match; None where the words are no time expression after all."""
    if timex.reading.endswith("_REF"):
        return Value("DATE", timex.reading, "none")
    return _READINGS[timex.reading](timex, anchors)


def _date(value: str | date | None, basis: str = "explicit", part: str | None = None) -> Value:
    """Return a date, or with a part of its day a time; without a value it has no basis."""
    text = value.isoformat() if isinstance(value, date) else value
    if part:
        return Value("TIME", f"{text or 'XXXX-XX-XX'}T{part}", basis if text else "none")
    return Value("DATE", text, basis if text and "XX" not in text else "none")


def _number(words: tuple[Word, ...]) -> float | str | None:
    """Return the number that the words tell: 2.5, or "X" for several; of "two to three" the second."""
    total: float | None = None
    kinds = ["", *(word.kind for word in words), ""]
    for word, before, following in zip(words, kinds, kinds[2:], strict=False):
        if word.value == "X":
            return "X"
        if word.kind in ("TO", "DASH") and before != "TEN" and following in _NUMBERS - {"ANDHALF"}:
            total = None
        elif word.kind in _NUMBERS:
            total = (total or 0) + float(word.value)
        elif word.kind == "HUNDRED":
            total = (total or 1) * float(word.value)
    return total


def _amount(timex: Timex) -> float | str:
    """Return how many units: "X" where only the plural tells, one where nothing does."""
    return _number(timex.words) or ("X" if timex.has("UNITS") else 1.0)


def _length(number: float | str, unit: str) -> str:
    """Return the TIMEX3 value of so many units: P2.5Y, PXD, PT30M."""
    if isinstance(number, float):
        if unit in ("FN", "ML") or (number % 1 and unit in ("DE", "CE", "TH")):
            factor, unit = _SMALLER[unit]
            number *= factor
        number = f"{number:g}" if number < 1e6 else f"{number:.0f}"
    return f"PT{number}{unit[1:]}" if unit[0] == "T" else f"P{number}{unit}"


def _shift_of(timex: Timex) -> int:
    kinds = _SHIFTS if timex.has(*_SHIFTS) else () if timex.has("THAT") else _LATER  # "later that day" is that day
    return int(timex.get(*kinds) or 0)


def _shifted(anchor: _Anchor, unit: str, n: int) -> Value:
    """Return the unit that lies ``n`` units from the one that holds the day."""
    now, basis = anchor
    only = periods.shifted(now, unit, n) if now else None
    return _date(periods.unit_of(only, "W" if unit == "FN" else unit) if only else None, basis)


def _year_of(timex: Timex, anchors: Anchors) -> int | None:
    """Return the year that is written out, in two digits or four, or by "last year", "of that year"."""
    if (year := timex.get("YEAR", "SHORTYEAR")) is not None:
        return _four_digits(int(year))
    if "laterly" in timex.parts:  # "March to June 2019"
        return int(timex.parts["laterly"][0].value) - (timex.get(*_MONTHS) > timex.parts["later"][0].value)
    if any(word.kind == "UNIT" and word.value == "Y" for word in timex.words):
        now, _ = anchors.context if timex.has("THAT") else anchors.today
        return now.year + _shift_of(timex) if now else None
    return None


def _four_digits(year: int) -> int:
    return year if year > 99 else year + (2000 if year <= 40 else 1900)


def _basis(timex: Timex) -> str:
    """Return the basis of a year that :func:`_year_of` gives."""
    return "explicit" if timex.has("YEAR", "SHORTYEAR") or "laterly" in timex.parts else "published"


def _nearest(days: list[date | None], now: date, tense: str | None, shift: int = 0) -> date:
    """Return the day nearest to ``now``, on the side of ``shift``; distance against the tense counts several times."""
    past, future = {"past": (1, 6), "since": (1, 1000), "future": (6, 1), "present": (1.5, 1)}.get(tense or "", (1, 2))
    known = [day for day in days if day and ((day - now).days * shift > 0 or not shift)]
    return min(known, key=lambda day: (day - now).days * future if day > now else (now - day).days * past)


def _calendar(timex: Timex, anchors: Anchors, number: int | None = None) -> Value | None:
    """Read a month, perhaps with day and year."""
    month = int(timex.get(*_MONTHS))
    if number is None and timex.rule in ("month-day", "day-month"):
        number = int(timex.get(*_DAYS))
    if periods.day(2000, month, number or 1) is None:
        return None
    year, basis = _year_of(timex, anchors), _basis(timex)
    if year is None:
        now, basis = anchors.usual
        if now is None:
            return _date(f"XXXX-{month:02}" + (f"-{number:02}" if number else ""))
        year = now.year
        if basis == "published":
            days = [periods.day(year + n, month, number or 1) for n in (-1, 0, 1)]
            now = now if number else now.replace(day=1)
            year = _nearest(days, now, anchors.tense, timex.get("LAST", "NEXT") or 0).year
    only = periods.day(year, month, number or 1)
    return _date(only if number else periods.unit_of(only, "M"), basis) if only else None


def _range(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "November 23–24" or "23–24 November": two days with a stroke between."""
    ends = [int(timex.parts[part][0].value) for part in "abcd" if part in timex.parts]
    first, second = (_calendar(timex, anchors, end) for end in ends)
    if not (first and second and first.value and second.value) or ends[0] >= ends[1]:
        return None
    return replace(first, value=f"{first.value}/{second.value}")


def _year_range(timex: Timex, anchors: Anchors) -> Value | None:
    first, second = timex.parts["a"][0].value, int(timex.parts["b"][0].value)
    second += first // 100 * 100 if second < 100 else 0
    return _date(f"{first}/{second}") if first < second <= first + 200 else None


def _iso(timex: Timex, anchors: Anchors) -> Value | None:
    text = timex.words[0].value
    return Value("TIME" if "T" in text else "DATE", text) if "1" <= text[0] <= "2" and periods.bounds(text) else None


def _numeric(timex: Timex, anchors: Anchors) -> Value | None:
    """Read 7/8/07 and 23.11.2025: both orders where both are days; with full stops the day comes first."""
    left, right, year = (int(part) for part in re.split(r"[/.]", timex.words[0].value))
    orders = [(right, left)] if "." in timex.words[0].value else [(left, right), (right, left)]
    days = list(dict.fromkeys(only for order in orders if (only := periods.day(_four_digits(year), *order))))
    if not days or not 1500 < days[0].year < 2200:
        return None
    return Value("DATE", days[0].isoformat(), days=(min(days), max(days)), ambiguous=len(days) > 1)


def _decade(timex: Timex, anchors: Anchors) -> Value | None:
    digits = re.sub(r"\D", "", timex.get("DECADES") or f"{timex.get('DECADE')}0")
    return _date(f"{_four_digits(int(digits)) // 10}")


def _weekday(timex: Timex, anchors: Anchors) -> Value | None:
    number, part = int(timex.get("WEEKDAY")), timex.get("PART")
    some = timex.before is not None and timex.before.kind == "A"  # "on a Monday", but not "at a Monday meeting"
    some = some and (timex.after is None or timex.after.kind != "WORD")
    back_to = anchors.last and timex.has("FOLLOWING", "PREVIOUS", "THAT")
    now, basis = anchors.context if back_to or not anchors.published else anchors.today
    if some or now is None or (basis == "context" and len(anchors.last) < 10):
        value = _date(f"XXXX-WXX-{number}", part=part)
        return replace(value, basis="none")
    back, ahead = (now.isoweekday() - number) % 7, (number - now.isoweekday()) % 7
    days = -back
    if timex.has("UNIT"):  # "Friday of last week"
        days = number - now.isoweekday() + 7 * _shift_of(timex)
    elif timex.has("LAST", "PAST", "PREVIOUS"):
        days = -(back or 7)
    elif timex.has("NEXT", "FOLLOWING"):
        days = ahead or 7
    elif timex.has("COMING") or anchors.tense in ("future", "present") or (timex.has("THIS") and not anchors.tense):
        days = ahead
    return _date(periods.shifted(now, "D", days), basis, part)


def _day_of(timex: Timex, anchors: Anchors) -> Value | None:
    """Return the day of a time of day: named beside it, or the last day, or that of publication."""
    words = timex.words
    if timex.has("TODAY", "TONIGHT"):
        return _today(replace(timex, words=tuple(word for word in words if word.kind != "PART")), anchors)
    if timex.has(*_MONTHS):
        place = next(place for place, word in enumerate(words) if word.kind in _MONTHS)
        days = [word for word in (*words[place + 1 :], *reversed(words[:place])) if word.kind in _DAYS]
        return _calendar(timex, anchors, int(days[0].value)) if days else None
    if timex.has("WEEKDAY"):
        return _weekday(replace(timex, words=tuple(word for word in words if word.kind == "WEEKDAY")), anchors)
    return _date(*(anchors.context if len(anchors.last) >= 10 else anchors.today))


def _part(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "midnight on Dec. 31", "in the morning"; "at night" is no night of its own."""
    night = timex.get("PART") == "NI" and len(timex.words) == 1
    value = _date(None) if night else _day_of(timex, anchors)
    return _date(value.value and value.value.split("T")[0], value.basis, timex.get("PART")) if value else None


def _clock(timex: Timex, anchors: Anchors) -> Value | None:
    text = str(timex.get("CLOCK") or timex.get("ONE", "DAYNO", "NUMBER", "YEAR"))
    hour, minute = (int(part) for part in (*re.split(r"[:.]", text), "0")[:2])
    if hour > 24 or not timex.has("CLOCK"):
        hour, minute = divmod(hour, 100) if hour > 24 else (hour, 0)
    if half := (timex.get("AMPM") or "").lower():
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    value = _day_of(timex, anchors)
    if value is None or hour > 24 or minute > 59 or ("." in text and not timex.has("AMPM", "ZONE")):
        return None
    zone = "Z" if timex.get("ZONE") == "Z" else ""
    return _date(value.value and value.value.split("T")[0], value.basis, f"{hour:02}:{minute:02}{zone}")


def _today(timex: Timex, anchors: Anchors) -> Value | None:
    if anchors.published is None:
        return _date("PRESENT_REF" if timex.get("TODAY") == 0 else None, "none")
    only = periods.shifted(anchors.published, "D", int(timex.get("TODAY") or 0))
    return _date(only, "published", "NI" if timex.has("TONIGHT") else timex.get("PART"))


def _shift(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "last week", "this year", "this morning", "the following month"."""
    return _unit(timex, anchors, anchors.context if timex.has("PREVIOUS", "FOLLOWING") else anchors.today)


def _context(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "that day", "the next year", "the week before", and "the day", which is often that of publication."""
    anchor, day_known = anchors.context, len(anchors.last) >= 10
    if (timex.rule == "the-unit" and anchors.published and not day_known) or (timex.has("PART") and not anchor[0]):
        anchor = anchors.today
    elif (timex.get("UNIT") == "D" and not day_known) or (timex.after and timex.after.kind in ("BEFORE", "AFTER")):
        anchor = None, "none"  # "the day after the vote"
    return _unit(timex, anchors, anchor)


def _edge(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "the end of the year", "year-end"."""
    unit = timex.get("UNIT", "WEEKEND")
    return _shifted(anchors.usual, unit, 0) if unit[0] != "T" else None


def _unit(timex: Timex, anchors: Anchors, anchor: _Anchor) -> Value | None:
    unit, n, (now, basis) = timex.get("UNIT", "WEEKEND"), _shift_of(timex), anchor
    if timex.has("PART"):
        return _date(periods.shifted(now, "D", n) if now else None, basis, timex.get("PART"))
    if timex.has("SEASON"):
        return _date(f"{now.year + n}-{timex.get('SEASON')}" if now else None, basis)
    if unit == "WE" and n == 0 and now and now.isoweekday() < 5 and anchors.tense != "future":
        n = -1 if timex.has("THE") or anchors.tense == "past" else 0
    return _shifted(anchor, unit, n) if unit[0] != "T" else None


def _ago(timex: Timex, anchors: Anchors) -> Value | None:
    return _counted(timex, anchors.today, 1 if timex.has("FROMNOW") else -1)


def _later(timex: Timex, anchors: Anchors) -> Value | None:
    anchor, sign, unit = anchors.context, _shift_of(timex), timex.get(*_UNITS)
    if anchor[0] is None and sign < 0 and unit == "Y":
        anchor = anchors.today  # "a year earlier", beside a company's results
    elif len(anchors.last) < {"D": 10, "W": 8, "M": 7, "Q": 7}.get(unit, 0):
        anchor = None, "none"
    return _counted(timex, anchor, sign)


def _counted(timex: Timex, anchor: _Anchor, sign: int) -> Value | None:
    unit, number = timex.get(*_UNITS), "X" if timex.words[0].kind == "UNITS" else _amount(timex)
    if isinstance(number, str) or (unit[0] == "T" and unit != "TH"):
        return _date("PAST_REF" if sign < 0 else "FUTURE_REF", "none")
    if unit == "TH":
        number, unit = number // 24, "D"
    elif unit in ("DE", "CE") or number % 1:
        factor, unit = _SMALLER.get(unit, (1, unit))
        number *= factor
    return _shifted(anchor, unit, int(number) * sign)


def _period(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "the past week", "the last two years"; "recent months" name no length."""
    number, unit, now = _number(timex.words), timex.get(*_UNITS), anchors.published
    if number is None and timex.has("RECENT", "COMING") and timex.has("UNITS"):
        return _date("PAST_REF" if timex.has("RECENT") else "FUTURE_REF", "none")
    value = Value("DURATION", _length(number := _amount(timex), unit))
    counted = isinstance(number, float) and unit[0] != "T" and timex.has("LAST", "PAST", "NEXT", "COMING")
    if counted and now and (far := periods.shifted(now, unit, int(number) * _shift_of(timex))):
        value.days, value.basis = (min(far, now), max(far, now)), "published"
    return value


def _duration(timex: Timex, anchors: Anchors) -> Value | None:
    unit = timex.get(*_UNITS)
    part = timex.has("A") or (timex.after is not None and timex.after.kind == "OF")
    if unit == "Q" and part and not timex.has("FILLER", "DASH"):
        return None  # "a quarter of the workforce"
    return Value("DURATION", _length(_amount(timex), unit))


def _set(timex: Timex, anchors: Anchors) -> Value | None:
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
    return Value("SET", _length(1.0 if timex.has("TIMES") else _number(timex.words) or other, timex.get(*_UNITS)))


def _quarter(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "the third quarter", "Q3 2009", "the first half of last year", and "the 19th century"."""
    unit, nth, half = timex.get("UNIT"), timex.get("ORDINAL", "NTH"), timex.has("HALF")
    number = int(timex.get("QUARTERNO")[1]) if timex.has("QUARTERNO") else 4 if nth in (None, 9) else int(nth)
    if unit == "CE" and nth:
        return _date(f"{number - 1:02}") if 1 < number < 30 else None
    named = timex.has("QUARTERNO") or (unit in (None, "Y") if half else unit == "Q")
    if not named or not 1 <= number <= (2 if half else 4):
        return None
    value = f"H{number}" if half else f"Q{number}"
    year, basis = _year_of(timex, anchors), _basis(timex)
    if year is None:
        now, basis = anchors.usual
        if now is None:
            return _date(f"XXXX-{value}")
        ends: list[date | None] = [date(now.year + n, 3 * number, 28) for n in (-1, 0, 1)]
        year = now.year if half else _nearest(ends, now, anchors.tense or "past").year
    return _date(f"{year:04}-{value}", basis)


def _nth_in_month(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "the last week of March", "the second Tuesday of June"."""
    month = _calendar(timex, anchors)
    days = periods.bounds(month.value) if month and month.value else None
    if month is None or days is None or timex.get("UNIT") not in (None, "W"):
        return None
    weekday = timex.get("WEEKDAY") or 4  # a week belongs to the month of its Thursday
    only = periods.nth_weekday(days[0], weekday, int(timex.get("ORDINAL", "NTH") or 9))
    return _date(only if timex.has("WEEKDAY") else periods.unit_of(only, "W"), month.basis)


def _season(timex: Timex, anchors: Anchors) -> Value | None:
    season, year = timex.get("SEASON"), _year_of(timex, anchors)
    now, basis = anchors.usual
    if year is not None or now is None:
        return _date(f"{year or 'XXXX'}-{season}", _basis(timex))
    shift, tense = timex.get("LAST", "NEXT", "COMING") or 0, "present" if timex.has("THIS") else anchors.tense
    days = [periods.bounds(f"{now.year + n:04}-{season}") for n in (-2, -1, 0, 1)]
    begun = now - timedelta(80 if shift < 0 else 0)  # last winter is not the one that has just begun
    return _date(f"{_nearest([day and day[0] for day in days], begun, tense, shift):%Y}-{season}", basis)


def _holiday(timex: Timex, anchors: Anchors) -> Value | None:
    code = timex.get("HOLIDAY") if timex.has("HOLIDAY") else "2001-09-11"
    if len(code) == 10:
        return _date(code)
    year, (now, basis) = _year_of(timex, anchors), anchors.usual
    years = [year] if year else [now.year + n for n in (-1, 0, 1)] if now else []
    days = [only for each in years if (only := periods.feast(code, each))]
    if not days:
        return _date(None)
    shift = 0 if year else timex.get("LAST", "NEXT") or 0
    only = _nearest(list(days), now or days[0], anchors.tense, shift)
    value = _date(only, "explicit" if timex.has("YEAR", "SHORTYEAR") else basis, timex.get("PART"))
    if code[0] == "H":  # by the moon: a day more or less; Ramadan is a month
        value.days = only - timedelta(1), only + timedelta(30 if code == "H09" else 1)
    return value


def _fiscal(timex: Timex, anchors: Anchors) -> Value | None:
    digits = re.sub(r"\D", "", str(timex.get("FISCAL")))
    year = int(digits) % 100 + 2000 if digits else _year_of(timex, anchors)
    return _date(f"FY{year:04}") if year else None


def _year(timex: Timex, anchors: Anchors) -> Value | None:
    return _date(f"{_year_of(timex, anchors):04}")


def _ancient(timex: Timex, anchors: Anchors) -> Value | None:
    return _date(f"BC{int(timex.words[0].value):04}")


_READINGS: dict[str, Callable[[Timex, Anchors], Value | None]] = {
    reading.__name__[1:]: reading
    for reading in (
        _iso, _numeric, _calendar, _range, _year_range, _year, _ancient, _decade, _weekday, _part, _clock, _today,
        _shift, _context, _edge, _ago, _later, _period, _duration, _set, _quarter, _nth_in_month, _season,
        _holiday, _fiscal,
    )
}  # fmt: skip
