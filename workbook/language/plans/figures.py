"""The figures of a point as values: what is measured or counted, how much, and in which unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from workbook.lexicons import read_yaml

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_RATIO = re.compile(r"\d+ ?[:/-] ?\d+")
_MONEY = re.compile(r"[$€£]|\b(?:dollar|euro|pound|franc|peso|shilling|dinar|pula|birr)s?\b", re.IGNORECASE)
_SCALES = {"hundred": 100, "thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
_METRES = {"metre": 1, "meter": 1, "m": 1, "km": 1e3, "kilometre": 1e3, "kilometer": 1e3, "mile": 1609}
_SHARES = {"half": 50, "third": 33, "two thirds": 67, "quarter": 25, "three quarters": 75, "fifth": 20, "tenth": 10}


_MEASURES = frozenset(("money", "share", "days", "metres", "ratio"))


class Value(NamedTuple):
    """A figure as a value: ``kind`` is money, share, days, metres, ratio or the thing that is counted."""

    kind: str
    amount: float
    printed: str


def value_of(figure: str) -> Value:
    """Return the value of a figure as ``figures_of`` prints it: "six months" is 180 days, "a third" a share of 33."""
    lower = figure.lower().strip()
    words = re.findall(r"[a-z]+", lower)
    singular = [word.removesuffix("s") for word in words]
    if _RATIO.search(lower):
        first, second = map(float, re.findall(r"\d+", lower)[:2])
        return Value("ratio", first + second / 1000, figure)
    fraction = re.sub(r"^(?:an? |one )| of$", "", lower.replace("-", " "))
    if fraction in _SHARES:
        return Value("share", float(_SHARES[fraction]), figure)
    number = _NUMBER.search(lower)
    named = next((word for word in words if word in number_words()), "")
    amount = float(number.group().replace(",", "")) if number else float(number_words().get(named, 0))
    for word in words:
        amount *= _SCALES.get(word, 1)
    if _MONEY.search(figure):
        return Value("money", amount, figure)
    if "%" in lower or "percent" in words or "per cent" in lower:
        return Value("share", amount, figure)
    for kind, units in (("days", _DAYS), ("metres", _METRES)):
        unit = next((word for word in singular if word in units and not (word == "m" and number is None)), None)
        if unit:
            return Value(kind, amount * units[unit], figure)
    counted = [word for word in singular if word not in _SCALES and word not in number_words()]
    return Value(" ".join(counted), amount, figure)


@cache
def number_words() -> dict[str, int]:
    """Return the numbers in words, with their values."""
    names = read_yaml("provision-words")["number_words"]
    return dict(zip(names, [*range(1, 16), *range(20, 100, 10), 100, 100], strict=True))


def same_figure(figure: str) -> str:
    """Return what is equal for equal figures: amount, and what is measured; things that are counted have any name."""
    value = value_of(figure)
    return f"{value.amount} {value.kind if value.kind in _MEASURES else ''}" if value.amount else figure.lower()


def changed_figures(base: Sequence[str], figures: Sequence[str]) -> list[tuple[Value, Value]]:
    """Return which figure took the place of which: those of one kind whose amounts differ, in order.

    A number alone may stand for one with a unit ("600,000 personnel → 800,000").
    """
    sides = [{same_figure(figure): value_of(figure) for figure in some} for some in (base, figures)]
    gone, new = ([value for key, value in side.items() if key not in other] for side, other in (sides, sides[::-1]))
    pairs = []
    for kind in dict.fromkeys(value.kind for value in gone):
        left, right = ([value for value in some if value.kind == kind] for some in (gone, new))
        if len(left) == len(right) and (len(left) == 1 or kind in _MEASURES):
            pairs += list(zip(left, right, strict=True))
    is_plain = len(gone) == len(new) == 1 and not {gone[0].kind, new[0].kind} & _MEASURES
    return list(zip(gone, new, strict=True)) if is_plain else pairs
