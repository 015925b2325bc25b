"""Chronologies: lines that begin with a day, "• 17 March: …", "22:25 – …", "1 May (planned): …".

An entry tells what happened on its day, in the present tense too; the days go on from one entry to the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from workbook.cleaning.published import date_lines, exact_days, head_lines, labelled_days, last_past

if TYPE_CHECKING:
    from workbook.language.pipeline import Parsed

Row = dict[str, Any]
_OFF = 3  # days
_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"[\s•*·▪‣–-]{0,12}")
_JOINS = re.compile(
    r"\s?[,–—-]?\s?(?:to |and |at |around |about )?"
)  # between the dates of one head: "13-15 March", "4 May, 06:00"
_HOUR = re.compile(r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?")
_REST = re.compile(
    r"(?:,? (?:at |about )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?)?(?: ?\((?P<mark>[^()\n]{1,40})\))?\s?[:–—-]\s"
)
_AHEAD = re.compile(r"\b(?:planned|due|expected|scheduled|to come|provisional)\b", re.IGNORECASE)
# "Statement No. 41, Friday, 17 March 2023", "communiqué of 13 February 2024", at the end of a line
_DOCUMENT = re.compile(
    r"\b(?:statement|communiqu[eé]|press release|report|bulletin|declaration|transcript|broadcast|circular|notice)"
    r"(?: (?:no\.?|number|nr\.?)? ?\d{1,5}(?:/\d{1,4})?)?,? (?:(?:of|dated|issued on|on) )?"
    r"(?:[a-z]{3,6}day,? )?(?P<date>[\w. ]{3,16},? \d{4})(?:,? (?:at )?\d{1,2}[:.]\d\d)?\.?$",
    re.IGNORECASE,
)
_LONGEST_HEAD = 120  # characters of a line that names a document and its day


class Entry(NamedTuple):
    """One line of a chronology."""

    date: int  # the row of dates that heads it, or headed the entry before a bare hour
    start: int  # characters of what it tells
    end: int
    ahead: bool  # marked as planned


def entries_of(text: str, dates: Sequence[Row]) -> list[Entry]:
    """Return the entries of the chronologies of an article, in order."""
    begins = {row["start"]: index for index, row in enumerate(dates)}
    found: list[Entry] = []
    sure = False  # a bullet or a colon; "30 November – In a …" alone is a dateline
    for line in _LINE.finditer(text):
        bullet = _BULLET.match(text, line.start())
        at = bullet.end() if bullet else line.start()
        index = begins.get(at)
        hour = _HOUR.match(text, at) if index is None or dates[index].get("rule") == "clock" else None
        if hour and found:
            index, at = found[-1].date, hour.end()
        elif index is None:
            continue
        else:
            at = _end_of_head(text, dates, index)
        rest = _REST.match(text, at)
        if rest and rest.end() < line.end():
            sure = sure or bool(bullet and bullet.group().strip()) or ":" in rest.group()
            found.append(Entry(index, rest.end(), line.end(), bool(_AHEAD.search(rest["mark"] or ""))))
    return found if sure or len(found) > 1 else []


def _end_of_head(text: str, dates: Sequence[Row], index: int) -> int:
    end = int(dates[index]["end"])
    for row in dates[index + 1 :]:
        if not _JOINS.fullmatch(text, end, row["start"]):
            break
        end = row["end"]
    return end


def go_on(text: str, dates: list[Row]) -> None:
    """Give a bare "Friday:" the first Friday from the day of the entry before."""
    before: date | None = None
    for entry in entries_of(text, dates):
        row = dates[entry.date]
        weekday = row.get("rule") == "weekday" and row["earliest"] is not None and row["earliest"] == row["latest"]
        if weekday and before is not None:
            own = date.fromisoformat(row["earliest"])
            _move(row, before + timedelta(days=(own.weekday() - before.weekday()) % 7))
        exact = row["earliest"] is not None and row["granularity"] in ("day", "time", "interval")
        before = date.fromisoformat(row["latest"]) if exact else None


def _move(row: Row, day: date) -> None:
    row["timex_value"] = day.isoformat() + row["timex_value"][len("2025-11-23") :]
    row.update(dict.fromkeys(("earliest", "latest", "edtf"), day.isoformat()), basis="context")


def updated_on(text: str) -> str | None:
    """Return the day on which the head of a page says that it was updated."""
    told = (one for line in head_lines(text) for one in labelled_days(line.group()))
    return next((day for label, day in told if label == "changed"), None)


def as_issued(parsed: Parsed) -> Parsed:
    """Return an article without a day of publication as one of the day that its head bears, where it bears one."""
    day = None if parsed.published else _issued_on(parsed.text)
    return replace(parsed, published=day) if day else parsed


def _issued_on(text: str) -> str | None:
    """Return the day that a statement or report bears in its head, unless it tells of later ones."""
    for line in head_lines(text):
        named = _DOCUMENT.search(line.group().strip()[:_LONGEST_HEAD])
        days = exact_days(named["date"]) if named else []
        if days:
            return days[0] if (last_past(text) or "") <= days[0] else None
    return None


def printed_on(text: str, published: str) -> str:
    """Return the day that a date line prints, which "yesterday" counts from; a record may be some days off."""
    printed = (day for line in date_lines(text) for day in exact_days(line.group()))
    day = next(printed, published)
    off = abs((date.fromisoformat(day) - date.fromisoformat(published)).days)
    return day if off <= _OFF else published
