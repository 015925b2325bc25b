"""Time expressions → rows of ``dates``: the grammar's matches that the parse does not speak against, with values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from workbook.language.pipeline import Parsed, datelines
from workbook.language.time import periods
from workbook.language.time.anchors import Anchors, Value
from workbook.language.time.grammar import Timex, find_timexes
from workbook.language.time.tense import tense_of
from workbook.language.time.values import resolve
from workbook.lexicons import read_words

if TYPE_CHECKING:
    from spacy.tokens import Span

_TO = ("-", "–", "—", "to", "through", "until", "till")
_NEAR = 200  # characters after which a full date no longer lends its year to a month without one


def find_dates(parsed: Parsed) -> list[dict[str, Any]]:
    """Return the time expressions of an article with their values, in the order of the text.

    The first date of a range ("from 2014 to 2022", "November 23–24") keeps its own value and
    carries the days of the whole range, with granularity "interval".
    """
    anchors = Anchors(_day(parsed.published), _day(parsed.published_earliest))
    rows: list[dict[str, Any]] = []
    reached = 0
    heads = [] if parsed.published else [*datelines(parsed.text).items()]
    analysed = parsed.doc.has_annotation("DEP")
    for timex in find_timexes(parsed.text):
        start, end = timex.words[0].start, timex.words[-1].end
        if start < reached:
            continue
        cue = _word_before(parsed.text, start)
        span = parsed.doc.char_span(start, end, alignment_mode="expand")
        if not analysed or (span is not None and not span.text.strip()):
            span = None  # in a heading, which is not parsed
        anchors.tense = tense_of(span) if span is not None else None
        anchors.yearless = anchors.yearless or any(first <= start < last for first, last in heads)
        anchors.near = anchors.near and start - reached < _NEAR
        anchors.apart = "\n" in parsed.text[reached:start]
        if not _stands(timex, span, cue, anchors.tense) or (value := resolve(timex, anchors)) is None:
            continue
        found = [_row(*piece, anchors, parsed.text) for piece in _pieces(timex, value)]
        left = found[0] if len(found) == 2 else rows[-1] if rows else None
        if left and _is_range(left, found[-1], parsed.text, elliptic=len(found) == 2):
            left["latest"], left["granularity"] = found[-1]["latest"], "interval"
            left["edtf"] = f"{left['edtf']}/{found[-1]['edtf']}"
        rows.extend(found)
        reached = end
        _remember(found[-1], anchors)
    return rows


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and "1" <= text[0] <= "2" else None


def _word_before(text: str, start: int) -> str:
    return text[max(0, start - 12) : start].rstrip().rpartition(" ")[2].lower()


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
    """Keep a resolved date as the anchor of what follows; a month or year still ahead is none."""
    ahead = anchors.tense == "future" and len(row["timex_value"] or "") < 8
    if row["earliest"] and row["timex_type"] in ("DATE", "TIME") and not (ahead and anchors.last):
        anchors.last = row["timex_value"]
        older = anchors.published is not None and row["latest"] < f"{anchors.published:%Y}"
        anchors.near = older and row["basis"] == "explicit" and len(anchors.last) >= 7


def _pieces(timex: Timex, value: Value) -> list[tuple[Timex, Value]]:
    """Cut "November 23–24" into its two dates."""
    second = timex.parts.get("b") or timex.parts.get("d")
    if not second or value.value is None:
        return [(timex, value)]
    cut = timex.words.index(second[0])
    words = timex.words[: cut - 1], timex.words[cut:]
    return [
        (replace(timex, words=part), replace(value, value=each))
        for part, each in zip(words, value.value.split("/"), strict=True)
    ]


def _is_range(left: dict[str, Any], right: dict[str, Any], text: str, *, elliptic: bool) -> bool:
    """Say whether two dates are the ends of a range: "from … to", "between … and", a stroke."""
    if not left["edtf"] or not right["edtf"] or left["earliest"] >= right["earliest"]:
        return False
    link = text[left["end"] : right["start"]][:12].strip(" ,").lower().removesuffix(" the")
    cue = _word_before(text, left["start"])
    if link == "and":
        return cue == "between"
    return link in _TO and (elliptic or cue in ("from", "in", "on", "during", "the") or link in "-–—")


def _stands(timex: Timex, span: Span | None, cue: str, tense: str | None) -> bool:
    """Say whether tags and names let a match be a time expression."""
    cued, single = cue in read_words("time-words", "cues"), all(word.kind == "THE" for word in timex.words[:-1])
    if timex.rule == "year":
        return _year_stands(timex, span, cued, cue)
    if timex.rule == "future":
        return tense != "past" or timex.get("FUTUREWORD") != 0
    if span is None and timex.rule == "season":
        return cued or not single  # in a heading "markets fall"
    if span is None or not single:
        return True
    token, after = span[-1], span.doc[span.end] if span.end < len(span.doc) else None
    if timex.rule == "month":  # May, March and August are words and names too
        return cued or (token.ent_type_ not in ("PERSON", "ORG", "GPE") and token.tag_.startswith(("NN", "CD")))
    if timex.rule == "season":
        falls = token.lower_ in ("fall", "spring")  # "the fall of the city"
        named = token.tag_ == "NN" and (cued or cue == "the") and (after is None or after.lower_ not in ("of", "in"))
        return named if falls else token.dep_ != "compound"
    if token.lower_ == "overnight":
        return after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ")
    if timex.rule == "holiday" and after is not None and after.is_title:
        return False  # "the Good Friday Agreement"
    return token.ent_type_ != "PERSON"


def _year_stands(timex: Timex, span: Span | None, cued: bool, cue: str) -> bool:
    """Tell years from counts, models and shares: "in 1870", "the 2016 accord", not "2000 soldiers"."""
    year, before, after = timex.get("YEAR"), timex.before, timex.after
    if year is None:
        return cued or cue in ("the", "spring", "summer", "fall", "winter")
    priced = before is not None and before.kind in ("MONEY", "NUMBER") and before.end == timex.words[0].start
    if priced or (after is not None and (after.kind in ("HUNDRED", "NUMBER") or after.value in ("%", "°"))):
        return False
    if cued or len(timex.words) > 1:
        return True
    if span is None or not 1700 <= year <= 2059:
        return 1900 <= year <= 2059
    left, right = (span.doc[i] if 0 <= i < len(span.doc) else None for i in (span.end - 2, span.end))
    described = left is None or left.pos_ in ("DET", "PRON", "ADJ", "PART")
    if right is not None and right.tag_ == "NNS":
        return described and year % 1000 != 0
    return described or year >= 1900 or left is None or left.pos_ not in ("NOUN", "PROPN", "NUM", "SYM")
