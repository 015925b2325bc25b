"""A day of publication: as formats write it, in a column, and the one that several statements give; or none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache

from workbook.reading.source import Note

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
# What the word before a date says that the day is: that of publication; of an update, a download, a database.
ISSUED = (
    r"(?:pub(?:lication)?|release|issue)[ -]?date|date (?:of publication|published|issued|posted)|first aired"
    r"|(?:re)?published|posted|issued|released"
)
CHANGED = (
    r"(?:earlier|previous) version\b.{0,60}\bpublished"
    r"|updated?|last (?:reviewed|checked|seen)|modified|amended|corrected|corrections?|edited|revised|clarified"
    r"|clarification|accessed|retrieved|downloaded|saved|printed|archived|captured?|crawled|fetched|viewed"
    r"|load[ -]date|database|indexed"
)
LABEL = re.compile(rf"(?i)\b(?:(?P<changed>{CHANGED})|(?P<issued>{ISSUED}))\b")
Stated = tuple[str | None, tuple[Note, ...]]
SAME = timedelta(minutes=10)  # the statements of one page about one moment differ by seconds
WEST, EAST = timedelta(hours=-12), timedelta(hours=14)  # the zones of the world
SET_IT = "set the day in the workbook, in notebook 01"


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
        return _day(match[3], month_named(match[2]), match[1])
    if match := MONTH_DAY.search(text) or YEAR_LAST.search(text):
        return _day(match[3], month_named(match[1]), match[2])
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
def month_named(word: str) -> int:
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


def label_before(before: str) -> str:
    """Return "issued" or "changed" where the last word of the kind before a date says what the date is; else ""."""
    found = list(LABEL.finditer(before))
    return str(found[-1].lastgroup) if found else ""


def agreed(stated: Iterable[object]) -> Stated:
    """Return the day that all readable statements give, and a note where they give several or none can be read.

    One moment written in two zones is one day: that of the outlet's own zone, which is not UTC. A plain
    day and a moment in UTC that falls on it somewhere on earth agree as well.
    """
    values = [value for value in stated if str(value or "").strip()]
    readable = {value: day for value in dict.fromkeys(map(str, values)) if (day := to_day(value))}
    days = sorted(set(readable.values()))
    if len(days) == 1:
        return days[0], ()
    if not days:
        doubts = (f"the day of publication cannot be read for sure: {str(value)[:60]}" for value in values[:1])
        return None, tuple(Note(doubt, SET_IT) for doubt in doubts)
    if day := _one_moment(readable):
        return day, ()
    return None, (Note(f"several days of publication are stated, none is taken: {', '.join(days[:6])}", SET_IT),)


def _one_moment(readable: dict[str, str]) -> str | None:
    """Return the day of statements that differ in their zone only."""
    moments = {value: moment for value in readable if (moment := _moment(value))}
    plain = {day for value, day in readable.items() if value not in moments}
    local = {readable[value] for value, moment in moments.items() if moment.utcoffset()}
    if not moments or len(plain | local) > 1 or max(moments.values()) - min(moments.values()) > SAME:
        return None
    if not (plain | local):
        return min(readable.values())
    day = (plain | local).pop()
    fits = ((moment + WEST).date() <= date.fromisoformat(day) <= (moment + EAST).date() for moment in moments.values())
    return day if all(fits) else None


def _moment(value: str) -> datetime | None:
    """Return the moment with its zone that an ISO 8601 or RFC 822 statement gives."""
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(value.strip())
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC) if ":" in value else None
    return None


SERIAL = re.compile(r"\s*([2-5]\d{4})(?:\.\d+)?\s*")  # 45984: days since 30 December 1899, as a spreadsheet counts
SPREADSHEET_ZERO = date(1899, 12, 30)
SHORT = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})\2(\d\d)(?!\d)")  # 11/23/25
SHORT_NAMED = re.compile(r"\s*(\d{1,2})[ .-]{1,2}([^\W\d_]{3,9})\.?[ -]'?(\d\d)(?!\d)")  # 23-Nov-25
ORDERS = {"dmy": "%d/%m/%y", "mdy": "%m/%d/%y", "ymd": "%y/%m/%d"}


def days_of(values: Sequence[str]) -> list[str | None]:
    """Return an ISO day for each value of one column; None where it is empty or can be read in two ways.

    A column of five figures is one of serial numbers. Numbers with two for the year are read in the order that
    makes days of all of them, if only one does.
    """
    stated = [value for value in values if value.strip()]
    if stated and all(SERIAL.fullmatch(value) for value in stated):
        return [_serial(value) for value in values]
    order = day_order(values)
    short = [name for name in ORDERS if all(_fits(value, name) for value in stated)]
    return [to_day(value, order) or _named(value) or _short(value, short) for value in values]


def _serial(value: str) -> str | None:
    match = SERIAL.fullmatch(value)
    return (SPREADSHEET_ZERO + timedelta(days=int(match[1]))).isoformat() if match else None


def _fits(value: str, order: str) -> bool:
    """Say whether numbers can be read in an order; with strokes or points between, nobody writes the year first."""
    match = SHORT.match(value)
    return not match or (bool(_short(value, [order])) and (order != "ymd" or match[2] == "-"))


def _short(value: str, orders: Sequence[str]) -> str | None:
    """Return the day of numbers whose order is known."""
    match = SHORT.match(value)
    if not match or len(orders) != 1:
        return None
    with suppress(ValueError):
        return (
            datetime.strptime("/".join(match.group(1, 3, 4)), ORDERS[orders[0]]).replace(tzinfo=UTC).date().isoformat()
        )
    return None


def _named(value: str) -> str | None:
    match = SHORT_NAMED.match(value)
    return (
        to_day(f"{match[1]} {match[2]} {datetime.strptime(match[3], '%y').replace(tzinfo=UTC).year}") if match else None
    )
