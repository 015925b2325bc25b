"""Events: what an article says happened, was announced, planned, proposed or denied, and when.

A time expression dates the clause or the nominal event ("the invasion in 2022") that its words
hang on; a clause of the lead without one is dated by the sentence before it or by the day of
publication. One expression gives one event.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date as day
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from workbook.language.clauses import Clause, dated, edges
from workbook.language.headlines import headline
from workbook.language.pipeline import Parsed, sentences
from workbook.language.status import children, is_cue, is_past, is_predicate, own_status, status_of, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Row = dict[str, Any]
LEAD_SENTENCES = 3
LINE = 60  # characters before a date at the head of a line
_LEAD = frozenset({"conj", "ccomp", "advcl", "parataxis"})
_BULLET = re.compile(r"[\s•*·▪‣–-]{0,12}")
_COLON = re.compile(r"\s?[:–—-]\s")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VB", "MD"})
_BELOW = frozenset({"acl:relcl", "advcl", "acl", "amod", "ccomp", "xcomp", "aux", "aux:pass"})
_VAGUE = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")
_WITHIN = re.compile(r"\b(?:within|in) $", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between|in|on|during) (?:the )?$", re.IGNORECASE)
_TO = re.compile(r",? (?:to|until|till|through|and|[–-]) (?:the )?")
_CLOCK = re.compile(
    r"(?:(?:about|around|by|at) )?\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?(?: [a-z]+ time| [A-Z]{3,4})?\.?", re.I
)
_AT = re.compile(r"\b(?:in|at|near|outside|off|to|from|over|across|on) (?:the )?$", re.IGNORECASE)


def find_events(parsed: Parsed, dates: list[Row], mentions: list[Row], quotes: list[Row]) -> list[Row]:
    """Return the events of one article, in order of the text.

    Args:
        parsed: The article.
        dates: Its time expressions, as rows of ``dates``; ``date`` of a result is an index into it.
        mentions: Its mentions, as rows of ``mentions``, for actors and places.
        quotes: Its quotations: the cue of one makes its clause a statement.

    Returns:
        Rows with start, end, headline, kind, earliest, latest, edtf, granularity, status, place,
        actor_ids, date, origin, rule. What the article says of the future is never "happened".
    """
    today = parsed.published or parsed.published_earliest
    dates = _with_ranges(parsed.text, dates)
    cue_starts = {quote.get("cue_start") for quote in quotes} - {None}
    mentions = sorted(mentions, key=lambda row: row["start"])
    starts = [row["start"] for row in mentions]
    times = _time_tokens(parsed, dates)
    rows: list[Row] = []
    for clause in _clauses(parsed, dates, times):
        date = dates[clause.date] if clause.date is not None else _day_of_lead(parsed, clause.head, rows)
        if _is_clock(date) and rows and rows[-1]["granularity"] in ("day", "time"):
            date = date | {key: rows[-1][key] for key in ("earliest", "latest", "edtf")}
        status = status_of(clause.head, date, today, chronicle=clause.rule == "bullet")
        if not _counts(clause, date, status):
            continue
        first, last = edges(clause, times)
        start, end = parsed.doc[first].idx, parsed.doc[last - 1].idx + len(parsed.doc[last - 1])
        inside = mentions[bisect_left(starts, start) : bisect_right(starts, end)]
        rows.append(
            {"start": start, "end": end, "headline": headline(clause, times)}
            | {"kind": _kind(clause.head, status, cue_starts), "status": status}
            | _when(parsed, clause, date, status)
            | _where_and_who(parsed.text, inside)
            | {"date": clause.date, "origin": "machine", "rule": clause.rule}
        )
    return rows


def _with_ranges(text: str, dates: list[Row]) -> list[Row]:
    """Return the dates, the first of "from March to May 2003" with the days of both."""
    rows = [dict(date) for date in dates]
    for row, after in pairwise(rows):
        opened = _FROM.search(text[max(0, row["start"] - 12) : row["start"]])
        joined = _TO.fullmatch(text[row["end"] : after["start"]][:12])
        if opened and joined and row["earliest"] and after["latest"] and row["earliest"] < after["latest"]:
            row |= {"latest": after["latest"], "edtf": f"{row['edtf']}/{after['edtf']}", "granularity": "interval"}
    return rows


def _is_clock(date: Row) -> bool:
    """Tell a bare hour, whose day is that of what was told before."""
    return date.get("timex_type") == "TIME" and _CLOCK.fullmatch(date["text"]) is not None


def _time_tokens(parsed: Parsed, dates: list[Row]) -> dict[int, int]:
    """Return the tokens of time expressions and of the prepositions before them, with the row's index."""
    found: dict[int, int] = {}
    for index, date in enumerate(dates):
        if (span := _span(parsed, date)) is None or date["timex_type"] not in ("DATE", "TIME"):
            continue
        first = span.start
        while span.root.head.i not in range(span.end, span.end + 3) and first and _leads_in(parsed.doc[first - 1]):
            first -= 1
        last = span.end + (span.end < len(parsed.doc) and parsed.doc[span.end].tag_ == "POS")
        found.update(dict.fromkeys(range(first, last), index))
    return found


def _leads_in(token: Token) -> bool:
    """Tell "on" and "the" before a date, not "out" of "walk out on Monday"."""
    return token.dep_ in ("det", "fixed") or token.tag_ in ("IN", "TO")


def _span(parsed: Parsed, row: Row) -> Span | None:
    span = parsed.doc.char_span(row["start"], row["end"], alignment_mode="expand")
    return None if span is None or span[0].is_space else span


def _clauses(parsed: Parsed, dates: list[Row], times: dict[int, int]) -> Iterator[Clause]:
    """Return dated clauses and those of the lead, in order, each predicate once."""
    found: dict[int, Clause] = {}
    for index, date in enumerate(dates):
        span = _span(parsed, date)
        if span is None or not _can_date(parsed.text, date) or _is_dateline(parsed, date):
            continue
        clause = _bullet(parsed, span, index) or dated(span, index)
        if clause is None:
            continue
        old = found.get(clause.top.i)
        if old is None or _fits_better(clause, dates[index], dates[old.date or 0]):
            found[clause.top.i] = clause
    for head in _lead(parsed):
        clause = Clause(head, head, None, "lead")
        if not any(dates[times[i]]["earliest"] for i in range(*edges(clause, times)) if i in times):
            found.setdefault(head.i, clause)
    yield from (found[i] for i in sorted(found))


def _can_date(text: str, date: Row) -> bool:
    if date["timex_type"] == "DURATION":
        return bool(date["earliest"] or _WITHIN.search(text[max(0, date["start"] - 8) : date["start"]]))
    return date["timex_type"] != "SET" and date.get("timex_value") not in _VAGUE


def _fits_better(clause: Clause, new: Row, old: Row) -> bool:
    """Tell whether a later date of a clause counts: a finer one, or "in May" after "the Ramadan pause"."""
    if clause.rule == "date-noun" and old["start"] < clause.head.idx < new["start"]:
        return bool(new["earliest"])
    return _fineness(new) > _fineness(old)


def _fineness(date: Row) -> int:
    """Order the dates of one clause: a day before a month, a month before nothing."""
    if _is_clock(date):
        return 1
    return {"interval": 4, "time": 4, "day": 4, "weekend": 3, "week": 3, "month": 2}.get(
        date["granularity"], bool(date["earliest"])
    )


def _is_dateline(parsed: Parsed, date: Row) -> bool:
    """Tell whether a date stands at the head of a paragraph as the day of publication."""
    before = _line_before(parsed.text, date["start"])
    after = parsed.text[date["end"] : date["end"] + 3]
    return (
        date["earliest"] == parsed.published == date["latest"]
        and len(before) < LINE
        and bool(re.match(r"\s?[–—-]\s|\s?\n|$", after))
    )


def _line_before(text: str, at: int) -> str:
    """Return what stands before a character in its line, or the nearest part of it."""
    return text[max(0, at - LINE) : at].rpartition("\n")[2]


def _bullet(parsed: Parsed, span: Span, index: int) -> Clause | None:
    """Return the first clause after "• November 19, 2025: …"."""
    if not _BULLET.fullmatch(_line_before(parsed.text, span.start_char)) or not _COLON.match(
        parsed.text, span.end_char
    ):
        return None
    doc = parsed.doc
    start = span.end + 1
    end = next((i for i in range(start + 1, len(doc)) if doc[i].is_sent_start or "\n" in doc[i].text), len(doc))
    end = next((i for i in range(start + 1, end - 1) if doc[i].text == "," and doc[i + 1].text.endswith("ing")), end)
    end -= end > start and doc[end - 1].is_punct
    if start >= end:
        return None
    head = next((t for t in doc[start:end] if t.tag_ in _FINITE and t.dep_ not in _BELOW), doc[start])
    return Clause(head, head, index, "bullet", (start, end))


def _lead(parsed: Parsed) -> Iterator[Token]:
    """Yield the past predicates of the first sentences of the first paragraph."""
    first = 0
    told = (sent for sent in sentences(parsed) if any(token.tag_ in _FINITE for token in sent))  # no line of a date
    for number, sent in enumerate(told):
        if number >= LEAD_SENTENCES or (number and "\n" in parsed.text[first : sent.start_char]):
            return
        first = sent.start_char
        for token in (sent.root, *(child for child in children(sent.root) if child.dep_ in _LEAD)):
            told = token == sent.root or subject_of(token) is not None
            if told and is_predicate(token) and own_status(token) == "past" and not is_cue(token, "statement"):
                yield token


def _day_of_lead(parsed: Parsed, head: Token, rows: list[Row]) -> Row:
    """Return the day told before in the lead, else that of publication, or for the simple past also the one before."""
    if rows and rows[-1]["status"] == "happened" and rows[-1]["granularity"] in ("day", "time"):
        return {key: rows[-1][key] for key in ("earliest", "latest", "edtf", "granularity")}
    if not parsed.published:
        return {}
    perfect = any(child.lemma_ == "have" and child.dep_ == "aux" for child in children(head))
    before = day.fromisoformat(parsed.published) - timedelta(days=not perfect)
    return _interval(before.isoformat(), parsed.published)


def _when(parsed: Parsed, clause: Clause, date: Row, status: str) -> Row:
    """Return the days of an event: of its date, bounded by "since", "until" and the day of publication."""
    when = {key: date.get(key) for key in ("earliest", "latest", "edtf", "granularity")}
    earliest, latest, today = when["earliest"], when["latest"], parsed.published
    if clause.date is not None and clause.rule != "date-noun":
        word = parsed.text[max(0, date["start"] - 8) : date["start"]].split()[-1:]
        before = word[0].lower() if word else ""
        ahead = today is not None and latest is not None and latest > today
        if before in ("by", "before") and ahead:
            earliest = today
        elif (before in ("until", "till", "before") or (before == "by" and status == "happened")) and not ahead:
            earliest = None
        elif before == "since" and today and earliest and earliest < today:
            latest = today
    if status == "happened" and today and earliest and latest and earliest <= today < latest:
        latest = today
    if (earliest, latest) == (when["earliest"], when["latest"]):
        return when
    return _interval(earliest, latest)


def _interval(earliest: str | None, latest: str | None) -> Row:
    one = earliest == latest
    edtf = earliest if one else f"{earliest or '..'}/{latest or '..'}"
    return {"earliest": earliest, "latest": latest, "edtf": edtf, "granularity": "day" if one else "interval"}


def _counts(clause: Clause, date: Row, status: str) -> bool:
    """Tell whether a clause is an event: with days, or a real happening, or a step foreseen within a time.

    That something was said is a quotation; who announces, demands or denies does more than speak.
    """
    if clause.rule != "bullet" and status == "happened" and is_cue(clause.head, "telling"):
        return False
    if date.get("earliest") or date.get("latest"):
        return True
    if clause.date is None:
        return False
    if date["timex_type"] == "DURATION":
        return status in ("planned", "proposed")
    return status == "happened" and is_past(clause.head)


def _kind(head: Token, status: str, cue_starts: set[Any]) -> str:
    if is_cue(head, "statement") or head.idx in cue_starts:
        return "statement"
    return "plan" if status == "proposed" else "action"


def _where_and_who(text: str, inside: list[Row]) -> Row:
    named = (row for row in inside if row["entity_type"] in ("place", "country") and row.get("form", "name") == "name")
    places = [row for row in named if _AT.search(text[max(0, row["start"] - 12) : row["start"]])]
    actors = [row["actor_id"] for row in inside if row["entity_type"] != "place" and row not in places[:1]]
    return {"place": places[0]["text"] if places else None, "actor_ids": list(dict.fromkeys(filter(None, actors)))}
