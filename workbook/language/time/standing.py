"""Whether the parse and the names around a match of the grammar let it be a time expression."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from workbook.language.time.grammar import Timex
from workbook.lexicons import read_lexicon, read_words

if TYPE_CHECKING:
    from spacy.tokens import Span

_TITLE = re.compile(r"(?:Mrs?|Ms|Miss|Dr|Prof|Sir|Dame|Lord|Lady|Judge)\.?")


def stands(timex: Timex, span: Span | None, cue: str, tense: str | None) -> bool:
    """Say whether tags and names let a match be a time expression."""
    if timex.rule in ("nth-day", "day-list"):
        return _days_stand(timex, span)
    if span is not None and (_has_clause(timex, span) or _is_person(timex, span)):
        return False
    cued, single = cue in read_words("time-words", "cues"), all(word.kind == "THE" for word in timex.words[:-1])
    if timex.rule == "year":
        return _year_stands(timex, span, cued, cue)
    if timex.rule == "future":
        return tense != "past" or timex.get("FUTUREWORD") != 0
    if span is None and timex.rule == "season":
        return cued or not single  # in a heading "markets fall"
    if span is None or not single:
        return True
    return _word_stands(timex, span, cue)


def _word_stands(timex: Timex, span: Span, cue: str) -> bool:
    """Tell a single word that is a time from a name or another word: "May", "fall", "overnight"."""
    cued = cue in read_words("time-words", "cues")
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
    if len(timex.words) == 1 and cue in read_words("time-words", "numbered"):
        return False  # "Resolution 1973", "closed at 2015"
    if cued or len(timex.words) > 1:
        return True
    if span is None or not 1700 <= year <= 2059:
        return 1900 <= year <= 2059
    left, right = (span.doc[i] if 0 <= i < len(span.doc) else None for i in (span.end - 2, span.end))
    described = left is None or left.pos_ in ("DET", "PRON", "ADJ", "PART")
    if right is not None and right.tag_ == "NNS":
        return described and year % 1000 != 0
    return described or year >= 1900 or left is None or left.pos_ not in ("NOUN", "PROPN", "NUM", "SYM")


def _days_stand(timex: Timex, span: Span | None) -> bool:
    """Tell "on the 17th" from "on the 5th floor", "November 3 and 5" from "November 3 and 5 people"."""
    if timex.rule == "day-list" and timex.words[-1].kind not in ("DAYNO", "NTH"):
        return True  # "3 and 5 November"
    if span is None or span.end >= len(span.doc):
        return True
    return (
        span.doc[span.end].pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "SYM")
        or span.doc[span.end].is_sent_start is True
    )


def _has_clause(timex: Timex, span: Span) -> bool:
    """Tell "the day the deal was announced", told by a clause of its own."""
    if timex.rule != "the-unit":
        return False
    root = span.root
    beside = (
        root.head.dep_ == "advcl" and root.head.i >= span.end and span.doc[span.end].pos_ in ("DET", "PRON", "PROPN")
    )
    return beside or any(child.dep_.startswith("acl") and child.i >= span.end for child in root.children)


@cache
def _given_names() -> frozenset[str]:
    return frozenset(read_lexicon("given-names")["name"]) - {"May", "June", "April", "August"}


def _is_person(timex: Timex, span: Span) -> bool:
    """Tell "Theresa May", "Ms. June Park", "Friday Osanebi" from months and days."""
    if len(timex.words) > 1 or timex.rule not in ("month", "weekday"):
        return False
    doc, first = span.doc, span.start
    before = doc[first - 1] if first and not span[0].is_sent_start else None
    if before is not None and (
        _TITLE.fullmatch(before.text) or (before.text == "." and first > 1 and _TITLE.fullmatch(doc[first - 2].text))
    ):
        return True
    if before is not None and timex.rule == "month" and before.text in _given_names():
        return True
    after = doc[span.end] if span.end < len(doc) else None
    if after is None or after.pos_ != "PROPN" or not after.is_title or span[0].is_sent_start is not True:
        return False
    return span.root.dep_ in ("compound", "flat", "nsubj") and after.dep_ in ("nsubj", "flat", "appos", "vocative")
