"""Events: what an article says happened, was announced, planned, proposed or denied, and when.

A time expression dates the clause or noun ("the invasion in 2022") that its words hang on; a clause of the lead
without one is dated by the sentence before it or by the day of publication. One expression gives one event.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbook.language import verbs
from workbook.language.events.clauses import Clause, dated, edges
from workbook.language.events.days import DAYS, UNTIL, VAGUE, days_of, last_day, span_of, time_tokens, word_before
from workbook.language.events.entries import entry_clauses
from workbook.language.events.headlines import headline
from workbook.language.events.lead import day_of_lead, lead_clauses
from workbook.language.events.narrative import day_told, not_after, story_of, told_clauses, when_clauses
from workbook.language.events.participants import where_and_who
from workbook.language.events.references import References
from workbook.language.events.repeats import find_repeats
from workbook.language.events.status import is_bet, is_unreal, outcome, shown_from, status_of
from workbook.language.events.subjects import RELATIVE, participle_of
from workbook.language.pipeline import Parsed
from workbook.language.time.chronicles import as_issued, printed_on, updated_on
from workbook.language.time.tense import is_awaited

if TYPE_CHECKING:
    from spacy.tokens import Token

Row = dict[str, Any]
LINE = 60  # characters before a date at the head of a line
_TOWARDS = ("to", "until", "till")
_SIZES = {"interval": 4, "time": 4, "day": 4, "weekend": 3, "week": 3, "month": 2}  # the finest date of a clause counts
_WITHIN = re.compile(r"\b(?:within|in) $", re.IGNORECASE)
_LISTED = re.compile(r",? ?(?:and |or )?(?:in [A-Z][a-z]+ )?(?:on )?")
# "10 a.m.", "about 06:00 GMT", "noon", "the evening"; not "noon on Friday"
_CLOCK = re.compile(
    r"(?:noon|midday|midnight|dawn|dusk|the (?:morning|afternoon|evening))"
    r"|(?:(?:about|around|by|at) )?\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?(?: [a-z]+ time| [A-Z]{3,4})?\.?",
    re.IGNORECASE,
)


def find_events(parsed: Parsed, dates: list[Row], mentions: list[Row], quotes: list[Row]) -> list[Row]:
    """Return the events of one article, in order of the text; what is said of the future is never "happened".

    Mentions give actors and places, the cue of a quotation makes its clause a statement. The rows are those of the
    table ``events`` without identifiers; ``date`` is an index into the dates, ``repeats`` one into the events.
    """
    parsed = as_issued(parsed)
    finder = _Finder(parsed, dates, mentions, quotes)
    for clause in _clauses(parsed, dates, finder.times):
        finder.add(
            clause, dates[clause.date] if clause.date is not None else day_of_lead(parsed, clause, dates, finder.rows)
        )
    story = story_of(finder.rows)
    for clause in told_clauses(parsed, dict(finder.told), finder.tellings, quotes, list(finder.rows)):
        finder.add(clause, finder.day_beside(clause, story))
    rows = finder.rows
    for row, fuller in zip(rows, find_repeats(rows, parsed.doc, frozenset(finder.times)), strict=True):
        row["repeats"] = fuller
        del row["past"]
    return rows


class _Finder:
    """Makes the rows of one article, and keeps them in the order of the text."""

    def __init__(self, parsed: Parsed, dates: list[Row], mentions: list[Row], quotes: list[Row]) -> None:
        self.parsed, self.dates = parsed, dates
        self.times = time_tokens(parsed, dates)
        self.rows: list[Row] = []
        self.told: dict[int, Row] = {}  # by the token of the predicate
        self.tellings: dict[int, Row] = {}  # the dates of what is no event: "an official said late on Wednesday"
        self._cue_starts = {quote.get("cue_start") for quote in quotes} - {None}
        self._mentions = sorted(mentions, key=lambda row: row["start"])
        self._starts = [row["start"] for row in self._mentions]
        self._references = References(parsed.doc, mentions, quotes)
        self._page_day = printed_on(parsed.text, parsed.published) if parsed.published else updated_on(parsed.text)

    def add(self, clause: Clause, date: Row) -> None:
        """Add the row of a clause with its date, where it tells an event."""
        parsed, rows = self.parsed, self.rows
        if _is_bare_hour(date) and (told := last_day(rows)) is not None:
            date = date | {key: told[key] for key in DAYS[:3]}  # a bare hour is of the day told before
        past = verbs.own_status(clause.head) == "past"  # though told after the earliest day the article can be of
        today = self._page_day or (None if past else parsed.published_earliest)
        chronicle = clause.rule == "bullet"
        status = self._status(clause, date, today, chronicle=chronicle)
        if not _counts(clause, date, status, today, chronicle=chronicle):
            if verbs.is_cue(clause.head, "telling"):
                self.tellings[clause.head.i] = date
            return
        row = self._words(clause, status) | days_of(parsed, clause, date, status)
        row |= {"date": clause.date, "origin": "machine", "rule": clause.rule}
        row["past"] = clause.rule == "date-noun" or any(
            one.lower_ == "had" or verbs.is_had(one) for one in verbs.helpers_of(clause.head)
        )
        self.told[clause.head.i] = self.told[clause.top.i] = row
        insort(rows, row, key=lambda row: (row["start"], row["end"]))

    def day_beside(self, clause: Clause, story: Row | None) -> Row:
        """Return the days of a clause without a date: of the clause beside it, else of the story; ended by a telling.

        What names another past day inside ("the war, which began in 1988, ended") has none of either.
        """
        told = self.told.get(clause.beside) if clause.beside is not None else None
        if told is not None:
            date = self.dates[told["date"]] if told["date"] is not None else told
            when = date if date["earliest"] == told["earliest"] else told  # "since May, when …" is of May
        elif clause.beside is not None:
            when = self.tellings[clause.beside]
        else:
            when = not_after(self._day_of_telling(clause), day_told(self.parsed, clause, story))
        inside = [self.dates[self.times[i]] for i in range(*edges(clause, self.times)) if i in self.times]
        today = self.parsed.published or "9"
        apart = any(one["earliest"] and one["earliest"] <= today and not _overlap(one, when) for one in inside)
        return {} if apart else {key: when.get(key) for key in DAYS}

    def _day_of_telling(self, clause: Clause) -> Row | None:
        """Return the date on which somebody told of a clause, where the words above it give one."""
        head = clause.head
        beside = [child for child in verbs.children(head) if child.dep_ == "parataxis"]
        tellings = (self.tellings.get(verb.i) for verb in (head.head, head.head.head, *beside))
        return next((date for date in tellings if date), None)

    def _status(self, clause: Clause, date: Row, today: str | None, *, chronicle: bool) -> str:
        if clause.ahead:
            return "planned"
        status = status_of(clause.head, date, today, chronicle=chronicle)
        until = clause.head.pos_ in ("NOUN", "PROPN") and word_before(self.parsed, clause, date) in UNTIL
        if until and status == "happened" and (today is None or (date["latest"] or "") > today):
            return "planned"  # "a ceasefire until 3 August"
        span = span_of(self.parsed, date) if clause.date is not None else None
        if span is not None and status == "denied" and is_awaited(span):
            return "happened" if today is None or (date["latest"] or "") <= today else status
        if span is not None and status in ("happened", "planned", "announced", "denied"):
            return outcome(clause.head, span) or status
        return status

    def _words(self, clause: Clause, status: str) -> Row:
        """Return the passage of an event, its headline, who and where."""
        doc = self.parsed.doc
        first, last = edges(clause, self.times)
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        inside = self._mentions[bisect_left(self._starts, start) : bisect_right(self._starts, end)]
        shown = replace(clause, top=shown_from(clause, status)) if not clause.span else clause
        whole = status == "cancelled" or (status == "happened" and verbs.own_status(clause.head) == "denied")
        made = headline(shown, self.times, self._references, whole=whole and not clause.span)
        who = where_and_who(doc, clause, inside)
        who["actor_ids"] = list(dict.fromkeys([*made.actor_ids, *who["actor_ids"]]))
        told = {"start": start, "end": end, "headline": made.words, "needs_context": not made.alone}
        return told | who | {"kind": _kind(clause.head, status, self._cue_starts), "status": status}


def _clauses(parsed: Parsed, dates: list[Row], times: dict[int, int]) -> Iterator[Clause]:
    """Return dated clauses and those of the lead, in order, each predicate once."""
    entries = {clause.span: clause for clause in entry_clauses(parsed, dates) if clause.span}
    told = {i: clause for span, clause in entries.items() for i in range(*span)}
    headed = {clause.date for clause in entries.values()}
    found: dict[int, Clause] = {}
    others: list[Clause] = []  # the further days of "on Tuesday, Thursday and Saturday"
    for index, date in enumerate(dates):
        span = span_of(parsed, date)
        if span is None or index in headed or not _can_date(parsed.text, date) or _is_dateline(parsed, date):
            continue
        ahead = bool(date["earliest"] and parsed.published and date["earliest"] > parsed.published)
        clause = dated(span, index, ahead=ahead)
        if clause and clause.top.i in told:
            continue  # an entry of a chronology has the day that heads it
        old = found.get(clause.top.i) if clause else None
        moved = (
            clause is not None and verbs.is_cue(clause.head, "moved") and word_before(parsed, clause, date) in _TOWARDS
        ) and date["timex_type"] == "DATE"
        if clause and old is not None and (moved or _is_listed(parsed.text, dates, index)):
            others.append(clause)
        elif clause and (old is None or _fits_better(parsed.text, clause, date, dates[old.date or 0])):
            found[clause.top.i] = clause
            inside = participle_of(clause.head, dates[old.date]["start"]) if old and old.date is not None else None
            if inside is not None:
                found.setdefault(inside.i, Clause(inside, inside, old.date if old else None, "date-clause"))
    for clause in when_clauses(parsed, dates):
        old = found.get(clause.top.i)
        if old is None or _fineness(dates[clause.date or 0]) > _fineness(dates[old.date or 0]):
            found[clause.top.i] = clause
    for clause in [*lead_clauses(parsed, found, dates, times)]:
        found.setdefault(clause.top.i, clause)
    found = {i: clause for i, clause in found.items() if i not in told}
    further = [clause for clause in entries.values() if not any(i in found for i in range(*(clause.span or (0, 0))))]
    yield from sorted([*found.values(), *others, *further], key=lambda clause: (clause.top.i, clause.date or 0))


def _is_listed(text: str, dates: list[Row], index: int) -> bool:
    """Tell a further day of a list, which is a day of its own: "in Oslo on the 6th and in Nairobi on the 8th"."""
    one, before = dates[index], dates[index - 1] if index else None
    if before is None or one["granularity"] != "day" or before["granularity"] != "day":
        return False
    return _LISTED.fullmatch(text, before["end"], one["start"]) is not None


def _is_bare_hour(date: Row) -> bool:
    """Tell "at 10 a.m." and "by noon", which are of the day told before."""
    return date.get("rule") in ("clock", "part-of-day") and _CLOCK.fullmatch(date["text"]) is not None


def _can_date(text: str, date: Row) -> bool:
    named = date.get("rule") == "holiday" and date["basis"] == "explicit"
    if named and text[max(0, date["start"] - 4) : date["start"]].lower() == "the ":
        return False  # "the Oct. 7 attacks changed the region"
    if date["timex_type"] == "DURATION":
        return bool(date["earliest"] or _WITHIN.search(text[max(0, date["start"] - 8) : date["start"]]))
    return date["timex_type"] != "SET" and date.get("timex_value") not in VAGUE


def _fits_better(text: str, clause: Clause, new: Row, old: Row) -> bool:
    """Tell whether a later date of a clause counts: a finer one, or "in May" after "the Ramadan pause"."""
    if ";" in text[old["end"] : new["start"]]:
        return False
    if clause.rule == "date-noun" and old["start"] < clause.head.idx < new["start"]:
        return bool(new["earliest"])
    if clause.rule == "date-clause" and clause.head.idx < new["start"] and participle_of(clause.head, old["start"]):
        return True
    return _fineness(new) > _fineness(old)


def _is_dateline(parsed: Parsed, date: Row) -> bool:
    """Tell whether a date stands at the head of a paragraph as the day of publication."""
    if not date["earliest"] == parsed.published == date["latest"]:
        return False
    before = parsed.text[max(0, date["start"] - LINE) : date["start"]]
    heads_line = len(before) < LINE or "\n" in before
    return heads_line and bool(re.match(r"\s?[–—-]\s|\s?\n|$", parsed.text[date["end"] : date["end"] + 3]))


def _fineness(date: Row) -> int:
    return _SIZES.get(date["granularity"], bool(date["earliest"]))


def _counts(clause: Clause, date: Row, status: str, today: str | None, *, chronicle: bool) -> bool:
    """Tell an event, with days, or a happening, or foreseen within a time, from what was only said or is so."""
    head, first = clause.head, date.get("earliest")
    if is_unreal(head) or is_unreal(clause.top) or is_bet(head):
        return False
    if status == "happened" and ((verbs.is_cue(head, "telling") and not _orders(head)) or _only_names(head)):
        return False
    ahead = bool(first and today and first > today)
    if clause.rule == "date-clause" and not (ahead or chronicle) and _is_lasting(head, date, status):
        return False
    if clause.rule in ("beside", "narrative"):
        return True
    if clause.date is None or first or date.get("latest"):
        return bool(date.get("latest"))
    if date["timex_type"] == "DURATION":
        return status in ("planned", "proposed")
    some_day = (date.get("timex_value") or "").startswith("XXXX")  # "on Monday" in an article without a date
    return (status == "happened" and verbs.is_past(head)) or (some_day and status in ("planned", "cancelled"))


def _overlap(one: Row, other: Row) -> bool:
    return one["earliest"] <= (other.get("latest") or "9") and (other.get("earliest") or "") <= one["latest"]


def _only_names(head: Token) -> bool:
    """Tell "a print called Cowboys", and "did" that stands for another verb."""
    if head.lemma_ == "do" and head.pos_ in ("VERB", "AUX"):
        return not any(
            child.dep_ in ("obj", "ccomp", "nsubj:pass") and child.lower_ not in RELATIVE
            for child in verbs.children(head)
        )
    return head.dep_ == "acl" and head.tag_ == "VBN" and verbs.is_cue(head, "naming")


def _orders(head: Token) -> bool:
    """Tell "she was told to leave"."""
    return any(child.dep_ == "xcomp" and verbs.is_infinitive(child) for child in verbs.children(head))


def _is_lasting(head: Token, date: Row, status: str) -> bool:
    """Tell what is so in the present or was so for a year: "has two schools", "was an MP in 1998"."""
    long = _fineness(date) < _SIZES["month"] or (date["latest"] or "")[:4] > (date["earliest"] or "9")[:4]
    was = status == "happened" and head.pos_ != "VERB" and bool(date["earliest"]) and long
    had = status == "happened" and verbs.is_cue(head, "lasting")
    return was or had or (status in ("happened", "planned") and verbs.is_state(head))


def _kind(head: Token, status: str, cue_starts: set[Any]) -> str:
    if verbs.is_cue(head, "statement") or head.idx in cue_starts:
        return "statement"
    return "plan" if status == "proposed" else "action"
