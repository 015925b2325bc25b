"""The days of an event: of its date, bounded by "since", "until", "by" and the day of publication.

Also which tokens of an article are time expressions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook.language import verbs

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from workbook.language.events.clauses import Clause
    from workbook.language.pipeline import Parsed

Row = dict[str, Any]
DAYS = ("earliest", "latest", "edtf", "granularity")
UNTIL = ("until", "till")
_LEADS_IN = frozenset({"about", "around", "as", "just", "only", "shortly", "early", "earlier", "late", "later", "soon"})
VAGUE = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")


def word_before(parsed: Parsed, clause: Clause, date: Row) -> str:
    """Return the word before the date of a clause, small."""
    words = parsed.text[max(0, date["start"] - 8) : date["start"]].split() if clause.date is not None else []
    return words[-1].lower() if words else ""


def last_day(rows: list[Row]) -> Row | None:
    """Return the last event told, but for what had been before, where it has an exact day."""
    row = next((row for row in reversed(rows) if not row["past"]), None)
    return row if row is not None and row["granularity"] in ("day", "time") else None


def days_of(parsed: Parsed, clause: Clause, date: Row, status: str) -> Row:
    """Return the days of an event: of its date, bounded by "since", "until" and the day of publication."""
    when = {key: date.get(key) for key in DAYS}
    earliest, latest, today = when["earliest"], when["latest"], parsed.published
    before = word_before(parsed, clause, date)
    if clause.rule == "beside" or (clause.rule == "date-noun" and before not in UNTIL):
        before = ""  # "until 9 March, when shells fell", "since the truce of 2003"
    hour = date.get("timex_type") == "TIME"
    ahead = today is not None and latest is not None and latest > today
    if before in ("by", "before", "through") and ahead:
        earliest = today
    elif before == "by" and (status != "happened" and not today):
        earliest = None
    elif before in UNTIL and status == "happened" and verbs.own_status(clause.head) == "denied":
        pass  # "did not move until Thursday": it moved on that day
    elif (
        before in UNTIL
        or (before == "before" and not hour)
        or (before == "by" and status == "happened" and earliest == latest and not hour)
    ):
        earliest = earliest if ahead or status == "planned" else None
    elif before == "since" and today and earliest and earliest < today:
        latest = today
    if status == "happened" and today and earliest and latest and earliest <= today < latest:
        latest = today
    known = when["edtf"] and (earliest, latest) == (when["earliest"], when["latest"])
    return when if known or not latest else interval(earliest, latest)


def interval(earliest: str | None, latest: str | None) -> Row:
    """Return the days between two, of which one may not be known."""
    one = earliest == latest
    edtf = earliest if one else f"{earliest or '..'}/{latest or '..'}"
    return {"earliest": earliest, "latest": latest, "edtf": edtf, "granularity": "day" if one else "interval"}


def time_tokens(parsed: Parsed, dates: list[Row]) -> dict[int, int]:
    """Return the tokens of time expressions and of "on", "the" before them, with the row's index."""
    found: dict[int, int] = {}
    for index, date in enumerate(dates):
        if (span := span_of(parsed, date)) is None or date["timex_type"] not in ("DATE", "TIME"):
            continue
        if date["timex_value"] in VAGUE or (date.get("rule") != "day-range" and _is_of_part(parsed, span)):
            continue  # "the current fleet", "for the most of the day"
        first, above = span.start, span.root.head
        led = first > 0 and parsed.doc[first - 1].pos_ == "ADP"
        of_noun = not led and above.i in range(span.end, span.end + 3) and above.pos_ != "VERB"  # "in a June statement"
        while first and not of_noun and _leads_in(parsed.doc[first - 1]):
            first -= 1
        last = span.end + (span.end < len(parsed.doc) and parsed.doc[span.end].tag_ == "POS")
        found.update(dict.fromkeys(range(first, last), index))
    return found


def _is_of_part(parsed: Parsed, span: Span) -> bool:
    """Tell a date that is not told of the clause but of a word in it: "most of the day", "this year-to-date"."""
    above, after = span.root.head, parsed.doc[span.end] if span.end < len(parsed.doc) else None
    if span.start > 0 and parsed.doc[span.start - 1].lower_ == "into":
        return True  # "went on well into the night"
    if span.root.dep_ == "obj":
        return True  # "to end the day lower"
    of_noun = span.root.dep_ == "nmod" and span.start > 0 and parsed.doc[span.start - 1].lower_ == "of"
    part = of_noun and above.lower_ in ("most", "much", "rest", "part", "all", "half", "course")
    return part or (after is not None and after.text == "-" and not span[-1].whitespace_)


def _leads_in(token: Token) -> bool:
    """Tell "on", "the", "as early as" and "not later than" before a date, not "out" of "walk out on Monday"."""
    if token.lower_ in ("not", "no") and token.nbor().lower_ in ("later", "earlier"):
        return True
    return token.dep_ == "det" or (token.tag_ in ("IN", "TO") and token.dep_ != "mark") or token.lower_ in _LEADS_IN


def span_of(parsed: Parsed, row: Row) -> Span | None:
    """Return a date in the parse; None in a heading, which is not parsed."""
    span = parsed.doc.char_span(row["start"], row["end"], alignment_mode="expand")
    return None if span is None or span[0].is_space else span
