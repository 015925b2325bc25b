"""Time expressions → rows of ``dates``: the grammar's matches that the parse does not speak against, with values."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from workbook.language.pipeline import Parsed, datelines
from workbook.language.time import periods
from workbook.language.time.anchors import Anchors, Value
from workbook.language.time.chronicles import as_issued, go_on, printed_on, updated_on
from workbook.language.time.grammar import Timex, find_timexes
from workbook.language.time.standing import stands
from workbook.language.time.stories import Story, is_history
from workbook.language.time.tense import is_caption, tense_in_heading, tense_of
from workbook.language.time.values import resolve

if TYPE_CHECKING:
    from spacy.tokens import Span

# "10 a.m.", "0800 GMT", "14:00 CET", "about 21:14 local time"; not "4 p.m. on Dec. 3"
_BARE_HOUR = re.compile(
    r"(?:(?:about|around|by|at|nearly|roughly) )?(?:[\d:.]+|[a-z]+(?= o['’]clock)) ?(?:o['’]clock)?"
    r"(?:[ap]\.?m\.?)?(?: ?(?:[A-Z]{3,4}|[A-Za-z]+ time|hrs|hours))?",
    re.IGNORECASE,
)
_JOINED = re.compile(r",? ?(?:and |or )?(?:on |in )?")  # "on Monday, Tuesday and on Friday"
_BESIDE = re.compile(r"[\s(),–—-]{1,4}(?:on |of |to |in )?")  # between an hour and its day
_LINE = 400  # characters before a date in which the beginning of its line is looked for
_TO = ("-", "–", "—", "to", "through", "until", "till")


def find_dates(parsed: Parsed) -> list[dict[str, Any]]:
    """Return the time expressions of an article with their values, in the order of the text.

    The first date of a range ("from 2014 to 2022", "November 23–24") keeps its own value and
    carries the days of the whole range, with granularity "interval".
    """
    parsed = as_issued(parsed)
    updated = None if parsed.published else updated_on(parsed.text)
    published = parsed.published and printed_on(parsed.text, parsed.published)
    anchors = Anchors(_day(published), _day(updated or parsed.published_earliest))
    rows: list[dict[str, Any]] = []
    reached = 0
    heads = [] if parsed.published else [*datelines(parsed.text).items()]
    analysed = parsed.doc.has_annotation("DEP")
    timexes = [*find_timexes(parsed.text)]
    story = Story(parsed.text, bool(parsed.published or updated), is_history(timexes, anchors.published))
    for timex in timexes:
        start, end = timex.words[0].start, timex.words[-1].end
        if start < reached:
            continue
        cue = _word_before(parsed.text, start)
        span = parsed.doc.char_span(start, end, alignment_mode="expand")
        if not analysed or (span is not None and not span.text.strip()):
            span = None  # in a heading, which is not parsed
        line = parsed.text[max(0, start - _LINE) : start].rpartition("\n")[2]
        if not (rows and _JOINED.fullmatch(parsed.text, reached, start)):  # else of the tense of the one before
            anchors.tense = tense_of(span) if span is not None else tense_in_heading(line)
        if anchors.tense == "present" and is_caption(line):
            anchors.tense = "past"
        anchors.yearless = anchors.yearless or any(first <= start < last for first, last in heads)
        anchors.story, lent = story.value, story.lends(start, anchors.tense, span)
        anchors.told = bool(lent)
        anchors.apart = "\n" in parsed.text[reached:start]
        if not stands(timex, span, cue, anchors.tense) or (value := _value_of(timex, anchors, story)) is None:
            continue
        found = [_row(*piece, anchors, parsed.text) for piece in _pieces(timex, value)]
        cut = timex.rule in ("day-range", "year-range") or (timex.rule == "day-list" and cue == "between")
        left = found[0] if cut else rows[-1] if rows else None
        if left and (cut or _links(left, found[-1], parsed.text)):
            _roll_over(left, found[-1])
        if left and _is_range(left, found[-1], parsed.text, elliptic=cut):
            left["latest"], left["granularity"] = found[-1]["latest"], "interval"
            left["edtf"] = f"{left['edtf']}/{found[-1]['edtf']}"
        rows.extend(found)
        reached = end
        aside = parsed.text[start - 1 : start] == "("  # "at noon on 1 February (9 a.m. on 31 January in Lima)"
        if not (aside or _names_a_thing(span) or _looks_back(parsed.text, found[-1], rows[: -len(found)])):
            _remember(found[-1], anchors)
        story.follow(found[-1], anchors.tense, span)
    _give_hours_their_day(rows, parsed.text)
    go_on(parsed.text, rows)
    return rows


def _value_of(timex: Timex, anchors: Anchors, story: Story) -> Value | None:
    """Return the value of a match, whose year is lent by what is told before unless that leads back."""
    value = resolve(timex, anchors)
    if value and value.value and anchors.told and story.runs_back(periods.bounds(value.value)):
        anchors.told = False
        return resolve(timex, anchors)
    return value


def _give_hours_their_day(rows: list[dict[str, Any]], text: str) -> None:
    """Give an hour the day named behind it: "at 10 a.m. (0800 GMT) on Wednesday, Nov. 26"."""
    for row, following in zip(reversed(rows[:-1]), reversed(rows[1:]), strict=True):
        bare = _is_bare_hour(row) and not _is_bare_hour(following)
        beside = _BESIDE.fullmatch(text, row["end"], following["start"])
        if bare and beside and following["granularity"] in ("day", "time") and following["earliest"]:
            row.update({key: following[key] for key in ("earliest", "latest", "edtf", "basis")})
            row["timex_value"] = f"{following['earliest']}T{row['timex_value'].partition('T')[2]}"
            row["granularity"], row["rule"] = "time", "clock-on-day"


def _names_a_thing(span: Span | None) -> bool:
    """Tell the day of "the 27 November accord", from which "the following day" does not count."""
    if span is None or not span.start or span.doc[span.start - 1].dep_ != "det":
        return False
    return all(span.end <= token.head.i < span.end + 3 for token in span if not span.start <= token.head.i < span.end)


def _looks_back(text: str, row: dict[str, Any], before: list[dict[str, Any]]) -> bool:
    """Tell "fired on the camp on 3 May, after the murder of the preceding day": "the same day" is 3 May."""
    if row["basis"] != "context" or not before or before[-1]["granularity"] not in ("day", "time"):
        return False
    last = before[-1]
    back = bool(row["earliest"] and last["earliest"] and row["earliest"] < last["earliest"])
    return back and not re.search(r"[.!?;\n]", text[last["end"] : row["start"]])


def _is_bare_hour(row: dict[str, Any]) -> bool:
    return row["rule"] == "clock" and _BARE_HOUR.fullmatch(row["text"]) is not None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and "1" <= text[0] <= "2" else None


def _word_before(text: str, start: int) -> str:
    words = text[max(0, start - 12) : start].split()
    return words[-1].lower() if words else ""


def _row(timex: Timex, value: Value, anchors: Anchors, text: str) -> dict[str, Any]:
    start, end = timex.words[0].start, timex.words[-1].end
    mod = timex.get("EDGE", "REST") or timex.get("EARLY", "APPROX")
    approximate = mod is not None or _word_before(text, start) in ("about", "around", "circa", "roughly")
    dated = value.value if value.kind in ("DATE", "TIME") else None
    days = value.days or (periods.bounds(dated, mod) if dated else None)
    now = anchors.published
    if days and now and timex.has("SOONER") and timex.has("THIS", "TODAY") and days[0] <= now <= days[1]:
        days = (days[0], now) if timex.get("SOONER") < 0 else (now, days[1])  # "earlier this month"
    return {
        "start": start, "end": end, "text": text[start:end], "rule": timex.rule, "basis": value.basis,
        "timex_type": value.kind, "timex_value": value.value, "timex_mod": mod,
        "edtf": periods.edtf(dated, approximate=approximate) if dated else None,
        "earliest": days[0].isoformat() if days else None, "latest": days[1].isoformat() if days else None,
        "granularity": periods.granularity(dated) if dated else None,
        "is_approximate": approximate, "is_ambiguous": value.ambiguous,
    }  # fmt: skip


def _remember(row: dict[str, Any], anchors: Anchors) -> None:
    """Keep a resolved date as the anchor of what follows; a month or year still ahead is none.

    After "days earlier" nothing is known.
    """
    if row["rule"] == "later" and row["earliest"] is None:
        anchors.last = ""
    ahead = anchors.tense == "future" and len(row["timex_value"] or "") < 8
    if row["earliest"] and row["timex_type"] in ("DATE", "TIME") and not (ahead and anchors.last):
        anchors.last = row["timex_value"]
        if row["granularity"] in ("day", "time"):
            anchors.day = row["timex_value"]


def _pieces(timex: Timex, value: Value) -> list[tuple[Timex, Value]]:
    """Cut "November 23–24" and "3, 5 and 7 November" into their dates."""
    items = [words for part, words in sorted(timex.parts.items()) if len(part) == 1]
    if len(items) < 2 or value.value is None:
        return [(timex, value)]
    first, last = timex.words.index(items[0][-1]) + 1, timex.words.index(items[-1][0])
    words = [timex.words[:first], *items[1:-1], timex.words[last:]]
    values = value.value.split("/")
    return [(replace(timex, words=part), replace(value, value=each)) for part, each in zip(words, values, strict=True)]


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _links(left: dict[str, Any], right: dict[str, Any], text: str) -> str:
    """Return the word that may join two dates to a range: "to", a stroke, "and" of "between … and"; else nothing."""
    link = text[left["end"] : right["start"]][:12].strip(" ,").lower().removesuffix(" the")
    between = link == "and" and _word_before(text, left["start"]) == "between"
    return link if link in _TO or between else ""


def _roll_over(left: dict[str, Any], right: dict[str, Any]) -> None:
    """Give the end of a range over New Year its year: "Dec 30–Jan 2", "from 24 December to 2 January"."""
    known = left["earliest"] and right["earliest"] and len(right["timex_value"]) == len("2025-01-02")
    if known and right["basis"] != "explicit" and right["earliest"] < left["earliest"]:
        year = int(right["earliest"][:4]) + 1
        value = f"{year:04}{right['earliest'][4:]}"
        right.update(earliest=value, latest=value, edtf=value, timex_value=value)


def _is_range(left: dict[str, Any], right: dict[str, Any], text: str, *, elliptic: bool) -> bool:
    """Say whether two dates are the ends of a range: "from … to", "between … and", a stroke."""
    if not left["edtf"] or not right["edtf"] or left["earliest"] >= right["earliest"]:
        return False
    link, cue = _links(left, right, text), _word_before(text, left["start"])
    if text[left["end"] : right["start"]] == " and " and not link:
        alike = left["granularity"] == right["granularity"] in ("month", "year")
        return alike and _day_after(left["latest"]) == right["earliest"]  # "in July and August"
    joined = link == "and" or link in "-–—" or cue in ("from", "in", "on", "during", "the")
    return bool(link) and (elliptic or joined)
