"""A publication day as formats write it, or none where the writing allows two readings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache, lru_cache

# 2025-11-23, 20251123, 20251123101500
ISO = re.compile(r"[\s']*(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)(?!\d(?!\d{5}(?!\d)))")
DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er)?\.?[\s-](?:of |de )?([^\W\d_]{3,12})\.?,?[\s-](?:de )?(\d{4})\b")
MONTH_DAY = re.compile(r"\b([^\W\d_]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
# "Sun Nov 23 10:00:00 +0000 2025"
YEAR_LAST = re.compile(r"\b([^\W\d_]{3,12}) (\d{1,2}) \d\d:\d\d:\d\d (?:[A-Z]{3,4} |[+-]\d{4} )?(\d{4})\b")
NUMBERS = re.compile(r"[\s']*(\d{1,2})[/.-] ?(\d{1,2})[/.-] ?(\d{4})(?!\d)")
UNIX = re.compile(r"\s*(1\d{9})(?:\d{3})?(?:\.\d+)?\s*$")  # 1742645028: seconds since 1970, or thousandths of them
FIRST_YEAR = 1900
LANGUAGES = ("en", "fr", "de", "es")


def to_day(value: object, order: str = "") -> str | None:
    """Return ``value`` as an ISO day, in the time zone it is written in, or None.

    ISO 8601, RFC 822, ``20251123``, seconds since 1970 (in UTC), and days with a month's name in English,
    French, German or Spanish are read. ``3/4/2025`` needs ``order``, "dmy" or "mdy", unless one number is over twelve.
    """
    text = str(value)[:100] if value else ""
    if match := UNIX.match(text):
        return datetime.fromtimestamp(int(match[1]), UTC).date().isoformat()
    if match := ISO.match(text):
        return _day(*match.groups())
    if match := DAY_MONTH.search(text):
        return _day(match[3], _month(match[2]), match[1])
    if match := MONTH_DAY.search(text) or YEAR_LAST.search(text):
        return _day(match[3], _month(match[1]), match[2])
    if match := NUMBERS.match(text):
        first, second = int(match[1]), int(match[2])
        dotted = "." in match[0]  # nobody puts the month first with points
        order = "dmy" if first > 12 or dotted else "mdy" if second > 12 else order
        return {"dmy": _day(match[3], second, first), "mdy": _day(match[3], first, second)}.get(order)
    return None


def is_day(line: str, most: int = 60) -> bool:
    """Say whether a short line begins with a full date: "November 23, 2025 Sunday", "Sonntag, 23. November 2025"."""
    words = " ".join(line.split())
    first, _, rest = words.partition(" ")
    words = rest if first.rstrip(",.").lower() in _weekdays() else words
    return len(words) <= most and any(pattern.match(words) for pattern in (DAY_MONTH, MONTH_DAY, ISO))


def day_order(values: Iterable[object]) -> str:
    """Return "dmy" or "mdy" if the numeric days of one column prove one of them and none the other; else ""."""
    pairs = [(int(match[1]), int(match[2])) for value in values if (match := NUMBERS.match(str(value)))]
    proven = {"dmy" for first, _ in pairs if first > 12} | {"mdy" for _, second in pairs if second > 12}
    return proven.pop() if len(proven) == 1 else ""


def _day(year: str, month: str | int, day: str | int) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year >= FIRST_YEAR else None


@lru_cache(maxsize=1_000)
def _month(word: str) -> int:
    """Return the month whose name begins with ``word``; 0 if none or several do."""
    found = {number for name, number in _months() if name.startswith(word.lower())}
    return found.pop() if len(found) == 1 else 0


@cache
def _weekdays() -> frozenset[str]:
    from babel.dates import get_day_names

    names = (get_day_names(width, locale=code) for code in LANGUAGES for width in ("wide", "abbreviated"))
    return frozenset(name.lower().rstrip(".") for days in names for name in days.values())


@cache
def _months() -> list[tuple[str, int]]:
    from babel.dates import get_month_names

    return [(name.lower(), n) for code in LANGUAGES for n, name in get_month_names(locale=code).items()]
