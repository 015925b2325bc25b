"""The days of an event: of its date, bounded by "since", "until", "by" and the day of publication."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from workbook.language.verbs import is_perfect

if TYPE_CHECKING:
    from workbook.language.events.clauses import Clause
    from workbook.language.pipeline import Parsed

Row = dict[str, Any]
DAYS = ("earliest", "latest", "edtf", "granularity")
_SINCE = re.compile(r"\bsince (?:the|a|an|its|his|her|their) [^.,;:\n]*$")
_REACH = 70  # characters before a date
UNTIL = ("until", "till")


def word_before(parsed: Parsed, clause: Clause, date: Row) -> str:
    """Return the word before the date of a clause, small."""
    words = parsed.text[max(0, date["start"] - 8) : date["start"]].split() if clause.date is not None else []
    return words[-1].lower() if words else ""


def on_a_day(rows: list[Row]) -> bool:
    """Tell whether the last event told has an exact day."""
    return bool(rows) and rows[-1]["granularity"] in ("day", "time")


def days_of(parsed: Parsed, clause: Clause, date: Row, status: str) -> Row:
    """Return the days of an event: of its date, bounded by "since", "until" and the day of publication."""
    when = {key: date.get(key) for key in DAYS}
    earliest, latest, today = when["earliest"], when["latest"], parsed.published
    before = word_before(parsed, clause, date)
    before = before if clause.rule != "date-noun" or before in UNTIL else ""
    hour = date.get("timex_type") == "TIME"
    ahead = today is not None and latest is not None and latest > today
    if before in ("by", "before", "through") and ahead:
        earliest = today
    elif before == "by" and (status != "happened" and not today):
        earliest = None
    elif (
        before in UNTIL
        or (before == "before" and not hour)
        or (before == "by" and status == "happened" and earliest == latest and not hour)
    ):
        earliest = earliest if ahead or status == "planned" else None
    elif (before == "since" or _is_since(parsed, clause, date)) and today and earliest and earliest < today:
        latest = today
    if status == "happened" and today and earliest and latest and earliest <= today < latest:
        latest = today
    known = when["edtf"] and (earliest, latest) == (when["earliest"], when["latest"])
    return when if known or not latest else interval(earliest, latest)


def _is_since(parsed: Parsed, clause: Clause, date: Row) -> bool:
    """Tell "have grown since the raid in May"."""
    if clause.date is None or not is_perfect(clause.head):
        return False
    return _SINCE.search(parsed.text[max(0, date["start"] - _REACH) : date["start"]]) is not None


def interval(earliest: str | None, latest: str | None) -> Row:
    """Return the days between two, of which one may not be known."""
    one = earliest == latest
    edtf = earliest if one else f"{earliest or '..'}/{latest or '..'}"
    return {"earliest": earliest, "latest": latest, "edtf": edtf, "granularity": "day" if one else "interval"}
