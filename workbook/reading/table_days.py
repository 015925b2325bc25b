"""Days of publication in a column: what one cell leaves open, the others may prove."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from workbook.reading.days import day_order, to_day

SERIAL = re.compile(r"\s*(\d{5})(?:\.\d+)?\s*")  # 45984: days since 30 December 1899, as a spreadsheet counts them
SPREADSHEET_ZERO, FIRST_SERIAL, LAST_SERIAL = date(1899, 12, 30), 20_000, 60_000
SHORT = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})\2(\d\d)(?!\d)")  # 11/23/25
SHORT_NAMED = re.compile(r"\s*(\d{1,2})[ .-]{1,2}([^\W\d_]{3,9})\.?[ -]'?(\d\d)(?!\d)")  # 23-Nov-25
CENTURY = 69  # as in POSIX: 69 is 1969, 68 is 2068


def days_of(values: Sequence[str]) -> list[str | None]:
    """Return an ISO day for each value of one column; None where it is empty or can be read in two ways.

    A column of five figures is one of serial numbers. Numbers with two for the year are read in the order that
    makes days of all of them, if only one does.
    """
    stated = [value for value in values if value.strip()]
    if stated and all(_serial(value) for value in stated):
        return [_serial(value) for value in values]
    order, short = day_order(values), _short_order(stated)
    return [to_day(value, order) or _named(value) or _short(value, short) for value in values]


def _serial(value: str) -> str | None:
    match = SERIAL.fullmatch(value)
    if not match or not FIRST_SERIAL <= int(match[1]) <= LAST_SERIAL:
        return None
    return (SPREADSHEET_ZERO + timedelta(days=int(match[1]))).isoformat()


def _short_order(values: Sequence[str]) -> str:
    orders = []
    for order in ("dmy", "mdy", "ymd"):
        matches = [match for value in values if (match := SHORT.match(value))]
        # with strokes or points between, nobody writes the year first
        if all(_short(match[0], order) and (order != "ymd" or match[2] == "-") for match in matches):
            orders.append(order)
    return orders[0] if len(orders) == 1 else ""


def _short(value: str, order: str) -> str | None:
    if not order or not (match := SHORT.match(value)):
        return None
    parts = dict(zip(order, (match[1], match[3], match[4]), strict=True))
    return _day(parts["y"], parts["m"], parts["d"])


def _named(value: str) -> str | None:
    match = SHORT_NAMED.match(value)
    return to_day(f"{match[1]} {match[2]} {_year(match[3])}") if match else None


def _day(year: str, month: str, day: str) -> str | None:
    return to_day(f"{_year(year)}-{int(month):02}-{int(day):02}")


def _year(two: str) -> int:
    return (1900 if int(two) >= CENTURY else 2000) + int(two)
