"""The one day of publication that several statements give; where they disagree there is none, and it is said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from workbook.reading.days import to_day
from workbook.reading.source import Note

Stated = tuple[str | None, tuple[Note, ...]]
SAME = timedelta(minutes=10)  # the statements of one page about one moment differ by seconds
WEST, EAST = timedelta(hours=-12), timedelta(hours=14)  # the zones of the world
SET_IT = "set the day in the workbook, in notebook 01"


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
