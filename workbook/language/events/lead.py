"""What the first sentences tell without a date of their own.

A reporting verb does not hide what it reports: "the ministry said on Tuesday it had shut the port".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date as day
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from workbook.language import verbs
from workbook.language.events.clauses import Clause, edges
from workbook.language.events.days import DAYS, interval, last_day
from workbook.language.pipeline import sentences

if TYPE_CHECKING:
    from spacy.tokens import Token

    from workbook.language.pipeline import Parsed

Row = dict[str, Any]
LEAD_SENTENCES = 3
_BELOW = frozenset({"conj", "ccomp", "advcl", "parataxis"})
_LONG = re.compile(r"P[\d.X]+(?:Y|M|W|DE|CE)")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VB", "MD"})


def lead_clauses(
    parsed: Parsed, found: Mapping[int, Clause], dates: list[Row], times: Mapping[int, int]
) -> Iterator[Clause]:
    """Yield the past clauses of the lead, each with the date in it that no other clause has, or without one."""
    heads = list(_lead(parsed))
    used = {clause.date for clause in found.values()}
    for head in heads:
        if head.dep_ == "ccomp" and head.head.i in found and verbs.is_cue(head.head, "denied"):
            continue  # "denied on Monday that …" tells it
        clause = Clause(head, head, None, "lead", told=_told_on(head, found))
        inside = sorted({times[i] for i in range(*edges(clause, times)) if i in times})
        if head.sent == heads[0].sent:  # the news itself, also where another clause in it has a date
            inside = [index for index in inside if index not in used]
        known = [index for index in inside if dates[index]["earliest"] and dates[index].get("rule") != "holiday"]
        if not known:
            yield clause
        elif len(known) == 1 and dates[known[0]]["granularity"] in ("day", "time") and head.sent == heads[0].sent:
            yield Clause(head, head, known[0], "date-clause")  # "won Sunday's run-off"


def _told_on(head: Token, found: Mapping[int, Clause]) -> int | None:
    """Return the date on which it was said or came about: of "said on Tuesday" above, "when a bus sank on Friday"."""
    for above in (head.head, head.head.head):
        if above.i in found and above != head and verbs.is_cue(above, "telling"):
            return found[above.i].date
    when = (child for child in verbs.children(head) if child.i in found and child.left_edge.lower_ == "when")
    return next((found[child.i].date for child in when), None)


def _lead(parsed: Parsed) -> Iterator[Token]:
    """Yield the past predicates of the first sentences of the first paragraph, after a line of a name or a date."""
    first = 0
    told = (one for one in sentences(parsed) if verbs.subject_of(one.root) or any(word.tag_ in _FINITE for word in one))
    for number, sent in enumerate(told):
        if number >= LEAD_SENTENCES or (number and "\n" in parsed.text[first : sent.start_char]):
            return
        first = sent.start_char
        yield from filter(_is_news, _news_of(sent.root))


def _news_of(root: Token) -> Iterator[Token]:
    yield root
    for child in verbs.children(root):
        since = any(mark.lower_ in ("since", "when") for mark in verbs.lefts(child))
        if child.dep_ in _BELOW and verbs.subject_of(child) and not since:
            yield child


def _is_news(token: Token) -> bool:
    past = verbs.is_predicate(token) and verbs.own_status(token) == "past"
    told = token.pos_ in ("VERB", "AUX", "NOUN") or verbs.is_cue(token, "happens")  # "injured" may be an adjective
    bare = (token.tag_ == "VBN" or token.dep_ != "ROOT") and not verbs.helpers_of(token)
    named = bare and verbs.is_cue(token, "naming")  # "a group called Dawn", "also known as Dawn"
    return past and told and not named and not verbs.is_cue(token, "statement")


def _is_long(text: str, date: Row) -> bool:
    """Tell "for twelve years", which is no news of one day."""
    long = _LONG.fullmatch(date["timex_value"] or "") is not None
    return long and text[max(0, date["start"] - len("for ")) : date["start"]] == "for "


def day_of_lead(parsed: Parsed, clause: Clause, dates: list[Row], rows: list[Row]) -> Row:
    """Return the day told before in the lead, else that of publication, or for the simple past also the one before.

    What had happened when somebody told of it on a day is not later than that day.
    """
    head = clause.head
    if clause.told is not None and dates[clause.told]["latest"]:
        had = any(child.lower_ == "had" for child in verbs.helpers_of(head))
        told = dates[clause.told]
        return interval(None if had else told["earliest"], told["latest"])
    told_before = last_day(rows)
    if told_before is not None and told_before["status"] == "happened":
        return {key: told_before[key] for key in DAYS}
    if not parsed.published:
        return {}
    first, last = clause.top.left_edge.idx, clause.top.right_edge.idx
    if any(first < date["start"] < last and _is_long(parsed.text, date) for date in dates):
        return interval(None, parsed.published)
    subject = verbs.subject_of(head)
    if verbs.is_perfect(head) and subject is not None and verbs.is_cue(subject, "spell"):
        return interval(None, parsed.published)  # "three rounds of talks have …"
    before = day.fromisoformat(parsed.published) - timedelta(days=not verbs.is_perfect(head))
    return interval(before.isoformat(), parsed.published)
