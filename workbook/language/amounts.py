"""Amounts of time: the numbers of words, durations, sets, and days counted from an anchor."""

from __future__ import annotations

from workbook.language import periods
from workbook.language.anchors import UNITS, Anchor, Anchors, Value, a_date, shift_of, shifted
from workbook.language.timex import Timex, Word

_NUMBERS = frozenset({"ONE", "TEN", "DAYNO", "NUMBER", "YEAR", "ANDHALF", "VAGUE", "HALF", "A"})
_SMALLER = {"ML": (1000, "Y"), "CE": (100, "Y"), "DE": (10, "Y"), "Y": (12, "M"), "FN": (2, "W"), "TH": (60, "TM")}


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
    number, unit, now = _number(timex.words), timex.get(*UNITS), anchors.published
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
    return Value("DURATION", _length(_amount(timex), unit))


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
    return Value("SET", _length(1.0 if timex.has("TIMES") else _number(timex.words) or other, timex.get(*UNITS)))
