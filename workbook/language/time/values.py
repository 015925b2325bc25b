"""Values of time expressions: each reading of the grammar turns a match into a TIMEX3 type and value.

Conventions: TimeML 1.2.1 as used in TempEval-3.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from workbook.language.time import periods
from workbook.language.time.anchors import (
    AMOUNTS,
    DAYS,
    MONTHS,
    Anchor,
    Anchors,
    Value,
    a_date,
    around,
    four_digits,
    nearest,
    of_weekday,
    shift_of,
    shifted,
    year_of,
)
from workbook.language.time.grammar import Timex
from workbook.language.time.within import WITHIN, weekday


def resolve(timex: Timex, anchors: Anchors) -> Value | None:
    """Return type, value and basis of a match; None where the words are no time expression after all."""
    if timex.reading.endswith("_REF"):
        return Value("DATE", timex.reading, "none")
    return _READINGS[timex.reading](timex, anchors)


def _calendar(timex: Timex, anchors: Anchors, number: int | None = None) -> Value | None:
    """Read a month, perhaps with day and year."""
    month = int(timex.get(*MONTHS))
    if number is None and timex.rule in ("month-day", "day-month", "day-month-year"):
        number = int(timex.get(*DAYS))
    if periods.day(2000, month, number or 1) is None:
        return None
    year, basis = year_of(timex, anchors)
    if "year" in timex.parts:  # "10-Apr-15"
        year, basis = four_digits(int(timex.parts["year"][0].value)), "explicit"
    if year is None:
        from_today = anchors.published and timex.rule == "month" and timex.has("LAST", "NEXT")  # "last November"
        now, basis = anchors.today if from_today else anchors.usual
        if now is None:
            return a_date(f"XXXX-{month:02}" + (f"-{number:02}" if number else ""))
        year = now.year
        if basis == "published":
            now = now if number else now.replace(day=1)
            year = nearest(around(year, month, number or 1), now, anchors.tense, timex.get("LAST", "NEXT") or 0).year
    only = periods.day(year, month, number or 1)
    if only is None:
        return Value("DATE", None, "none", ambiguous=True)  # 29 February 2025: the calendar has no such day
    if (
        number
        and basis != "explicit"
        and timex.has("WEEKDAY", "SHORTDAY")
        and timex.rule not in ("day-list", "day-range")
    ):
        only = of_weekday(only, int(timex.get("WEEKDAY", "SHORTDAY")), anchors.published)
    return a_date(only if number else periods.unit_of(only, "M"), basis)


def _range(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "November 23–24" or "23–24 November": two days with a stroke between."""
    value = _day_list(timex, anchors)
    first, _, second = (value.value if value and value.value else "").partition("/")
    return value if first < second else None


def _day_list(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "November 3, 5 and 7" or "3, 5 and 7 November": the days in order, with strokes between."""
    items = [words for part, words in sorted(timex.parts.items()) if len(part) == 1]
    numbers = [int(next(word.value for word in words if word.kind in DAYS)) for words in items]
    days = [_calendar(timex, anchors, number) for number in numbers]
    values = [day.value for day in days if day and day.value]
    if not days[0] or len(values) < len(items):
        return None
    return replace(days[0], value="/".join(values))


def _year_range(timex: Timex, anchors: Anchors) -> Value | None:
    first, second = timex.parts["a"][0].value, int(timex.parts["b"][0].value)
    second += first // 100 * 100 if second < 100 else 0
    return a_date(f"{first}/{second}") if first < second <= first + 200 else None


def _iso(timex: Timex, anchors: Anchors) -> Value | None:
    text = timex.words[0].value
    return Value("TIME" if "T" in text else "DATE", text) if "1" <= text[0] <= "2" and periods.bounds(text) else None


def _fiscal(timex: Timex, anchors: Anchors) -> Value | None:
    """Read FY2025 and FY26: whose year begins when is not said, so it has no days."""
    year = four_digits(int(re.sub(r"\D", "", timex.words[0].value)))
    return Value("DATE", f"FY{year}", "none")


def _numeric(timex: Timex, anchors: Anchors) -> Value | None:
    """Read 7/8/07, 23-11-2025 and 23.11.2025: both orders where both are days; with full stops the day comes first."""
    left, right, year = (int(part) for part in re.split(r"[/.-]", timex.words[0].value))
    orders = [(right, left)] if "." in timex.words[0].value else [(left, right), (right, left)]
    days = list(dict.fromkeys(only for order in orders if (only := periods.day(four_digits(year), *order))))
    if not days or not 1500 < days[0].year < 2200:
        return None
    return Value("DATE", days[0].isoformat(), days=(min(days), max(days)), ambiguous=len(days) > 1)


def _decade(timex: Timex, anchors: Anchors) -> Value | None:
    digits = re.sub(r"\D", "", timex.get("DECADES") or f"{timex.get('DECADE')}0")
    return a_date(f"{four_digits(int(digits)) // 10}")


def _day_of(timex: Timex, anchors: Anchors) -> Value | None:
    """Return the day of a time of day: named beside it, or the last day, or that of publication."""
    words = timex.words
    if timex.has("TODAY", "TONIGHT"):
        return _today(replace(timex, words=tuple(word for word in words if word.kind != "PART")), anchors)
    if timex.has(*MONTHS):
        place = next(place for place, word in enumerate(words) if word.kind in MONTHS)
        days = [word for word in (*words[place + 1 :], *reversed(words[:place])) if word.kind in DAYS]
        return _calendar(timex, anchors, int(days[0].value)) if days else None
    if timex.has("WEEKDAY"):
        return weekday(replace(timex, words=tuple(word for word in words if word.kind == "WEEKDAY")), anchors)
    day, basis = anchors.day_told
    if day and day == anchors.published and timex.get("PART") == "24:00" and anchors.tense == "past":
        day -= timedelta(1)  # "left shortly before midnight"
    return a_date(day, basis)


def _part(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "midnight on Dec. 31", "in the morning"; "at night", or "the night" in a new paragraph, is no known one."""
    if timex.has("TONIGHT"):
        return weekday(timex, anchors)
    night = timex.get("PART") == "NI" and len(timex.words) < 2 + (anchors.apart and timex.has("THE"))
    value = a_date(None) if night else _day_of(timex, anchors)
    return a_date(value.value and value.value.split("T")[0], value.basis, timex.get("PART")) if value else None


def _clock(timex: Timex, anchors: Anchors) -> Value | None:
    text = (timex.get("MILITARY") or "")[:4] or str(timex.get("CLOCK") or timex.get("ONE", "DAYNO", "NUMBER", "YEAR"))
    hour, minute = (int(part) for part in (*re.split(r"[:.]", text), "0")[:2])
    if timex.has("MILITARY") or hour > 24 or not timex.has("CLOCK"):
        hour, minute = divmod(hour, 100) if hour > 24 or timex.has("MILITARY") else (hour, 0)
    if half := (timex.get("AMPM") or "").lower():
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    value = _day_of(timex, anchors)
    if value is None or hour > 24 or minute > 59 or ("." in text and not timex.has("AMPM", "ZONE")):
        return None
    zone = "Z" if timex.get("ZONE") == "Z" else ""
    return a_date(value.value and value.value.split("T")[0], value.basis, f"{hour:02}:{minute:02}{zone}")


def _today(timex: Timex, anchors: Anchors) -> Value | None:
    if anchors.published is None:
        return a_date("PRESENT_REF" if timex.get("TODAY") == 0 else None, "none")
    only = periods.shifted(anchors.published, "D", int(timex.get("TODAY") or 0))
    return a_date(only, "published", "NI" if timex.has("TONIGHT") else timex.get("PART"))


def _shift(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "last week", "this year", "this morning", "the following month"."""
    return _unit(timex, anchors, anchors.context if timex.has("PREVIOUS", "FOLLOWING") else anchors.today)


_BACK = ("BEFORE", "AFTER", "PREVIOUS", "FOLLOWING", "THAT", "SOONER")


def _context(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "that day", "the next year", "the week before", and "the day", which is often that of publication."""
    anchor, day_known = anchors.context, len(anchors.last) >= 10
    weekend = timex.has("WEEKEND") and timex.has("THE") and not timex.has(*_BACK)
    if timex.after and timex.after.kind in ("BEFORE", "AFTER") and not timex.has("THAT"):
        anchor = None, "none"  # "the day after the vote"
    elif timex.rule == "the-unit" and timex.get("UNIT") == "D":
        anchor = anchors.day_told
    elif (timex.rule == "the-unit" and anchors.published and (weekend or not day_known)) or (
        timex.has("PART") and not anchor[0]
    ):
        anchor = anchors.today
    elif timex.get("UNIT") == "D" and not day_known:
        anchor = None, "none"
    return _unit(timex, anchors, anchor)


def _edge(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "the end of the year", "year-end"."""
    unit = timex.get("UNIT", "WEEKEND")
    return shifted(anchors.usual, unit, 0) if unit[0] != "T" else None


def _unit(timex: Timex, anchors: Anchors, anchor: Anchor) -> Value | None:
    unit, n, (now, basis) = timex.get("UNIT", "WEEKEND"), shift_of(timex), anchor
    if timex.has("PART"):
        return a_date(periods.shifted(now, "D", n) if now else None, basis, timex.get("PART"))
    if timex.has("SEASON"):
        return a_date(f"{now.year + n}-{timex.get('SEASON')}" if now else None, basis)
    if unit == "WE" and n == 0 and now and now.isoweekday() < 6 and anchors.tense != "future":
        n = -1 if anchors.tense == "past" or (timex.has("THE") and now.isoweekday() < 5) else 0
    return shifted(anchor, unit, n) if unit[0] != "T" else None


def _quarter(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "the third quarter", "Q3 2009", "the first half of last year", and "the 19th century"."""
    unit, nth, half = timex.get("UNIT"), timex.get("ORDINAL", "NTH"), timex.has("HALF")
    number = int(timex.get("QUARTERNO")[1]) if timex.has("QUARTERNO") else 4 if nth in (None, 9) else int(nth)
    if unit == "CE" and nth:
        return a_date(f"{number - 1:02}") if 1 < number < 30 else None
    named = timex.has("QUARTERNO") or (unit in (None, "Y") if half else unit == "Q")
    if not named or not 1 <= number <= (2 if half else 4):
        return None
    value = f"H{number}" if half else f"Q{number}"
    year, basis = year_of(timex, anchors)
    if year is None:
        now, basis = anchors.usual
        if now is None:
            return a_date(f"XXXX-{value}")
        ends: list[date | None] = [date(now.year + n, 3 * number, 28) for n in (-1, 0, 1)]
        year = now.year if half else nearest(ends, now, anchors.tense or "past").year
    return a_date(f"{year:04}-{value}", basis)


def _nth_in_month(timex: Timex, anchors: Anchors) -> Value | None:
    """Read "the last week of March", "the second Tuesday of June"."""
    month = _calendar(timex, anchors)
    days = periods.bounds(month.value) if month and month.value else None
    if month is None or days is None or timex.get("UNIT") not in (None, "W"):
        return None
    weekday = timex.get("WEEKDAY") or 4  # a week belongs to the month of its Thursday
    only = periods.nth_weekday(days[0], weekday, int(timex.get("ORDINAL", "NTH") or 9))
    return a_date(only if timex.has("WEEKDAY") else periods.unit_of(only, "W"), month.basis)


def _season(timex: Timex, anchors: Anchors) -> Value | None:
    season, (year, named), (now, basis) = timex.get("SEASON"), year_of(timex, anchors), anchors.usual
    if year is not None or now is None:
        return a_date(f"{year or 'XXXX'}-{season}", named)
    shift, tense = timex.get("LAST", "NEXT", "COMING") or 0, "present" if timex.has("THIS") else anchors.tense
    days = [periods.bounds(f"{now.year + n:04}-{season}") for n in (-2, -1, 0, 1)]
    begun = now - timedelta(80 if shift < 0 else 0)  # last winter is not the one that has just begun
    return a_date(f"{nearest([day and day[0] for day in days], begun, tense, shift):%Y}-{season}", basis)


def _holiday(timex: Timex, anchors: Anchors) -> Value | None:
    code = timex.get("HOLIDAY") if timex.has("HOLIDAY") else "2001-09-11"
    if len(code) == 10:
        return a_date(code)
    (year, named), (now, basis) = year_of(timex, anchors), anchors.usual
    years = [year] if year else [now.year + n for n in (-1, 0, 1)] if now else []
    days = [only for each in years if (only := periods.feast(code, each))]
    if not days:
        return a_date(None)
    shift = 0 if year else timex.get("LAST", "NEXT") or 0
    only = nearest(list(days), now or days[0], anchors.tense, shift)
    value = a_date(only, named if year else basis, timex.get("PART"))
    if code[0] == "H":  # by the moon: a day more or less; Ramadan is a month
        value.days = only - timedelta(1), only + timedelta(30 if code == "H09" else 1)
    return value


def _year(timex: Timex, anchors: Anchors) -> Value | None:
    return a_date(f"{year_of(timex, anchors)[0]:04}")


def _ancient(timex: Timex, anchors: Anchors) -> Value | None:
    return a_date(f"BC{int(timex.words[0].value):04}")


_READINGS: dict[str, Callable[[Timex, Anchors], Value | None]] = {
    reading.__name__.strip("_"): reading
    for reading in (
        *WITHIN, *AMOUNTS, _day_list, _fiscal, _iso, _numeric, _calendar, _range, _year_range, _year, _ancient, _decade,
        weekday, _part, _clock, _today, _shift, _context, _edge, _quarter, _nth_in_month, _season, _holiday,
    )
}  # fmt: skip
