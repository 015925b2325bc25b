"""Time expressions → rows of ``dates``: the grammar's matches that the parse does not speak against, with values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from workbook.language import periods
from workbook.language.pipeline import Parsed
from workbook.language.resolve import Anchors, Value, resolve
from workbook.language.timex import Timex, find_timexes
from workbook.lexicons import read_yaml

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def find_dates(parsed: Parsed) -> list[dict[str, Any]]:
    """Find the time expressions of an article and their values.

    Returns:
        Rows of the table ``dates`` in the order of the text, without identifiers.
    """
    anchors = Anchors(date.fromisoformat(parsed.published) if parsed.published else None)
    rows: list[dict[str, Any]] = []
    reached = 0
    for timex in find_timexes(parsed.text):
        if timex.words[0].start < reached:
            continue
        span = parsed.doc.char_span(timex.words[0].start, timex.words[-1].end, alignment_mode="expand")
        if span is not None and not span.text.strip():
            span = None  # in a heading: no parse
        if not _is_time(timex, span, parsed.text):
            continue
        anchors.tense = _tense(timex, span, parsed.text)
        anchors.near = anchors.near and timex.words[0].start - reached < 200
        value = resolve(timex, anchors)
        if value is None:
            continue
        found = [_row(piece, part, anchors, parsed.text) for piece, part in _pieces(timex, value)]
        if len(found) == 2 or (rows and _is_range(rows[-1], found[0], parsed.text)):
            _join(found[0] if len(found) == 2 else rows[-1], found[-1], timex, parsed.text)
        rows.extend(found)
        reached = found[-1]["end"]
        _remember(found[-1], anchors)
    return rows


def _remember(row: dict[str, Any], anchors: Anchors) -> None:
    """Keep a resolved date as the anchor of what follows; a month or year still ahead is none."""
    vague = anchors.tense == "future" and len(row["timex_value"] or "") < 8
    if row["earliest"] and row["timex_type"] in ("DATE", "TIME") and not (vague and anchors.last):
        anchors.last = row["timex_value"]
        older = bool(anchors.published) and row["latest"] < f"{anchors.published:%Y}"
        anchors.near = row["basis"] == "explicit" and len(row["timex_value"]) >= 7 and older


def _pieces(timex: Timex, value: Value) -> list[tuple[Timex, Value]]:
    """Cut "November 23–24" into its two dates."""
    if "b" not in timex.parts or value.value is None:
        return [(timex, value)]
    cut = timex.words.index(timex.parts["b"][0])
    values = value.value.split("/")
    words = timex.words[: cut - 1], timex.words[cut:]
    return [
        (replace(timex, words=part), replace(value, value=each)) for part, each in zip(words, values, strict=True)
    ]


_THROUGH = {"to", "-", "–", "—", "through", "until", "till", "and"}


def _is_range(left: dict[str, Any], right: dict[str, Any], text: str) -> bool:
    """Say whether two dates are the ends of a range: "from … to", "between … and", a dash."""
    if left["granularity"] != right["granularity"] or not left["earliest"] or right["start"] - left["end"] > 9:
        return False
    cue = text[max(0, left["start"] - 12) : left["start"]].rstrip().rpartition(" ")[2].lower()
    between = text[left["end"] : right["start"]].strip().lower()
    return between in _THROUGH and (cue == "between" if between == "and" else cue == "from" or between in "-–—")


def _join(left: dict[str, Any], right: dict[str, Any], timex: Timex, text: str) -> None:
    """Give the first date of a range the days of the whole range; its value stays its own."""
    listed = text[left["end"] : right["start"]].strip().lower() in ("and", "or")
    if listed and timex.before is not None and text[timex.before.start : timex.before.end].lower() not in ("between", *_THROUGH):
        return
    if left["earliest"] <= right["latest"]:
        left["latest"], left["granularity"] = right["latest"], "interval"
        left["edtf"] = f"{left['edtf']}/{right['edtf']}"


def _row(timex: Timex, value: Value, anchors: Anchors, text: str) -> dict[str, Any]:
    start, end = timex.words[0].start, timex.words[-1].end
    mod = timex.get("EDGE", "REST") or timex.get("EARLY", "APPROX")
    approximate = mod is not None and mod != "EQUAL_OR_MORE"
    if timex.before is not None and timex.before.kind == "APPROX" and timex.before.value == "APPROX":
        approximate = True
    dated = value.kind in ("DATE", "TIME") and value.value is not None
    days = periods.bounds(value.value, mod) if dated and value.value else None
    if value.readings:
        days = value.readings[0], value.readings[-1]
    if value.since and value.until:
        days = value.since, value.until
    if days and timex.has("SOONER") and anchors.published and timex.has("THIS", "TODAY") and days[0] <= anchors.published <= days[1]:
        days = (days[0], anchors.published) if timex.get("SOONER") < 0 else (anchors.published, days[1])
    return {
        "start": start,
        "end": end,
        "text": text[start:end],
        "timex_type": value.kind,
        "timex_value": value.value,
        "timex_mod": mod,
        "edtf": periods.edtf(value.value, approximate=approximate) if dated and value.value else None,
        "earliest": days[0].isoformat() if days else None,
        "latest": days[1].isoformat() if days else None,
        "granularity": periods.granularity(value.value) if dated and value.value else None,
        "is_approximate": approximate,
        "is_ambiguous": bool(value.readings),
        "basis": value.basis,
        "rule": timex.rule,
    }


@cache
def _ahead() -> frozenset[str]:
    return frozenset(read_yaml("time-words")["ahead"])


def _tense(timex: Timex, span: Span | None, text: str) -> str | None:
    """Return whether the clause around an expression tells of the past or of what lies ahead."""
    if _before(text, timex) == "for" and timex.rule in ("month-day", "day-month", "weekday"):
        return "future"
    token = span.root if span is not None else None
    if span is not None and any(each.lower_ == "since" for each in span.doc[max(0, span.start - 3) : span.start]):
        return "since"
    for _ in range(8):
        if token is None:
            return None
        if token.pos_ in ("VERB", "AUX"):
            if (tense := _tense_of(token)) is not None:
                return tense
        token = token.head if token.head.i != token.i else None
    return None


def _tense_of(verb: Token) -> str | None:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop")]
    lowered = {child.lower_ for child in helpers}
    ahead = _ahead()
    if lowered & ahead or verb.lower_ in ahead or (verb.tag_ != "VBD" and any(child.tag_ == "TO" for child in verb.children)):
        return "future"
    if verb.tag_ == "VBD" or any(child.tag_ == "VBD" or child.lower_ in ("has", "have", "'ve", "’ve") for child in helpers):
        return "past"
    if verb.tag_ in ("VBP", "VBZ", "VB") or any(child.tag_ in ("VBP", "VBZ") for child in helpers):
        return "present"
    return None


def _is_time(timex: Timex, span: Span | None, text: str) -> bool:
    """Say whether the words around a match let it be a time expression."""
    check = _CHECKS.get(timex.rule)
    return check is None or check(timex, span, text)


def _year_stands(timex: Timex, span: Span | None, text: str) -> bool:
    year = timex.get("YEAR")
    if year is None:
        return _before(text, timex) in _YEAR_CUES | {"the", "spring", "summer", "fall", "winter"}
    if timex.before is not None and timex.before.kind in ("MONEY", "DASH", "NUMBER") and timex.before.end == timex.words[0].start:
        return timex.before.kind == "DASH"
    after = timex.after
    if after is not None and (after.kind in ("HUNDRED", "NUMBER") or text[after.start : after.end] in "%°"):
        return False
    if _before(text, timex) in _YEAR_CUES or timex.has("EARLY", "EDGE", "UNIT"):
        return True
    if span is None or not 1700 <= year <= 2059:
        return 1900 <= year <= 2059
    last = span[-1]
    left = last.nbor(-1) if last.i else None
    right = last.nbor(1) if last.i + 1 < len(last.doc) else None
    described = left is not None and left.pos_ in ("DET", "PRON", "ADJ", "PART")
    if left is not None and right is not None and left.pos_ == right.pos_ == "PROPN" and not timex.has("DOT"):
        return False  # "Russell 2000 Index"
    if right is not None and right.tag_ == "NNS":
        return described and year % 1000 != 0
    return described or year >= 1900 or left is None or left.pos_ not in ("NOUN", "PROPN", "NUM", "SYM")
    

_YEAR_CUES = frozenset({"in", "since", "of", "by", "from", "until", "till", "during", "before", "after", "to", "between", "year", "through"})


def _before(text: str, timex: Timex) -> str:
    return text[max(0, timex.words[0].start - 12) : timex.words[0].start].rstrip().rpartition(" ")[2].lower()


def _month_stands(timex: Timex, span: Span | None, text: str) -> bool:
    """"May" and "March" are often words or names."""
    word = timex.words[-1]
    surface = text[word.start : word.end]
    if surface.lower() not in ("may", "march", "august", "april", "june"):
        return True
    if span is None:
        return len(timex.words) > 1 or _before(text, timex) in _YEAR_CUES
    token = span[-1]
    if token.ent_type_ in ("PERSON", "ORG", "GPE") and not timex.words[:-1]:
        return _before(text, timex) in _MONTH_CUES
    return token.tag_ in ("NNP", "NNPS", "NN", "CD") or _before(text, timex) in _MONTH_CUES


_MONTH_CUES = _YEAR_CUES | {"last", "next", "this", "early", "late", "mid"}

def _season_stands(timex: Timex, span: Span | None, text: str) -> bool:
    """"fall" and "spring" are verbs and nouns of other meanings."""
    if timex.has("EARLY", "EDGE", "LAST", "NEXT", "THIS", "COMING", "YEAR", "SHORTYEAR", "UNIT"):
        return True
    surface = text[timex.words[-1].start : timex.words[-1].end].lower()
    if surface in ("fall", "spring"):
        after = text[timex.words[-1].end :][:4].split()
        noun = span is None or span[-1].tag_ in ("NN", "NNP")
        return noun and _before(text, timex) in _MONTH_CUES and not (after and after[0] in ("of", "in"))
    return span is None or span[-1].dep_ != "compound"


def _whole_unit_stands(timex: Timex, span: Span | None, text: str) -> bool:
    """"The Century Towers", "interview of the Month", "the minute it ended" are none."""
    unit = timex.words[-1]
    return text[unit.start].islower() and str(unit.value)[0] != "T" and (timex.after is None or timex.after.kind != "OF")


def _set_stands(timex: Timex, span: Span | None, text: str) -> bool:
    """"Weekly" with a capital is a paper; "per hour" is a speed."""
    word = timex.words[0]
    at_start = word.start == 0 or text[word.start - 1] in "\n" or text[max(0, word.start - 2)] in ".!?“\""
    return (text[word.start].islower() or at_start) and not (timex.has("PER") and timex.get("UNIT")[0] == "T")


def _later_stands(timex: Timex, span: Span | None, text: str) -> bool:
    """"Weeks earlier than planned" is a length."""
    return timex.after is None or text[timex.after.start : timex.after.end] != "than"


def _soon_stands(timex: Timex, span: Span | None, text: str) -> bool:
    """"They soon dropped it" tells of the past."""
    return timex.words[-1].end - timex.words[0].start > 9 or _tense(timex, span, text) != "past" and _before(text, timex) != "as"


def _duration_stands(timex: Timex, span: Span | None, text: str) -> bool:
    """"a quarter of" is a share."""
    if timex.has("A") and str(timex.get("UNIT"))[0] == "T" and _before(text, timex) in _SPEEDS:
        return False
    if timex.get("UNIT", "UNITS") != "Q" or timex.has("FILLER", "DASH"):
        return True
    return not timex.has("A") and (timex.after is None or timex.after.kind != "OF")


_SPEEDS = frozenset({"miles", "kilometers", "kilometres", "feet", "meters", "metres", "km", "knots"})


def _decade_stands(timex: Timex, span: Span | None, text: str) -> bool:
    """"In her 40s" is an age."""
    return timex.before is None or _before(text, timex) not in ("his", "her", "their", "my", "its", "our", "your")


def _part_stands(timex: Timex, span: Span | None, text: str) -> bool:
    """A bare "morning" counts behind a preposition."""
    return timex.has("WEEKDAY", "SHORTDAY", "TODAY") or _before(text, timex) in _PART_CUES


_PART_CUES = frozenset({"in", "at", "by", "before", "until", "till", "since", "around", "during", "about", "after", "from", "to"})


def _clock_stands(timex: Timex, span: Span | None, text: str) -> bool:
    """"9:25" alone may be a score or a verse."""
    return len(timex.words) > 1 or _before(text, timex) in _PART_CUES | {"between", "and", "\u2013"}


def _tonight_stands(timex: Timex, span: Span | None, text: str) -> bool:
    """Overnight talks may have been in any night."""
    if span is None or text[timex.words[-1].start].lower() != "o":
        return True
    return span[-1].i + 1 < len(span.doc) and span[-1].nbor(1).pos_ not in ("NOUN", "PROPN", "ADJ")


def _bare_units_stand(timex: Timex, span: Span | None, text: str) -> bool:
    return timex.after is None or timex.after.kind != "YEAR"


def _holiday_stands(timex: Timex, span: Span | None, text: str) -> bool:
    return span is None or span[0].ent_type_ != "PERSON"


_CHECKS = {"later": _later_stands, "decade": _decade_stands, "part-of-day": _part_stands, "clock": _clock_stands, "tonight": _tonight_stands, "bare-units": _bare_units_stand, "holiday": _holiday_stands, "the-unit": _whole_unit_stands, "set-word": _set_stands, "set": _set_stands, "future": _soon_stands, "season": _season_stands, "duration": _duration_stands, "year": _year_stands, "month": _month_stands}
