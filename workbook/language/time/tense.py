"""The tense that a time expression is read in: "on Friday" lies behind in "met on Friday", ahead in "will meet"."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from workbook.language.verbs import (
    STEPS,
    children,
    cues,
    helpers_of,
    is_cue,
    is_infinitive,
    is_past,
    is_perfect,
    is_predicate,
    lefts,
    own_status,
    sign_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_AT_FIRST = frozenset({"originally", "initially", "first", "previously", "once"})
NEAR = 14  # tokens behind "due on Friday" in which its outcome is looked for
_PRESENT = frozenset({"VBZ", "VBP", "VB", "NN", "NNS"})  # "resumes" may be tagged as a noun, see ``verbs``


_TOLD_AHEAD = re.compile(
    r"\b(?:to|will|would|set|due|planned|scheduled|ahead of|expected|before|could|may|next)\b", re.IGNORECASE
)
_CLAUSE_ENDS = re.compile(r"[,;:–—|]")


def tense_in_heading(words: str) -> str:
    """Return the tense of a heading, which is not parsed, by the words before its date: "talks to resume on Sunday"."""
    clause = _CLAUSE_ENDS.split(words)[-1]
    return "future" if _TOLD_AHEAD.search(clause) else "past"


# "Photo: Children leave the village on Sunday", "Caption: A girl waits"
_CAPTION = re.compile(
    r"\W{0,3}(?:file )?(?:photo|caption|picture|pictured|image|video|in pictures)\b[^:\n]{0,20}:", re.IGNORECASE
)


def is_caption(line: str) -> bool:
    """Tell the caption of a picture by the beginning of its line; it tells what is past in the present tense."""
    return _CAPTION.match(line) is not None


def tense_of(span: Span) -> str | None:
    """Return whether the clause around a date tells of "past", "present" or "future", or None."""
    if (told := _told_beside(span)) is not None:
        return told
    token = _root(span)
    first = span.start > 0 and span.doc[span.start - 1].is_sent_start  # "on Tuesday Orsel was declared …"
    for step in range(STEPS):
        if any(child.dep_ == "cop" for child in children(token)) or (step and is_predicate(token)):
            break  # not the expression itself as a verb: "May" is often tagged so
        if step and not (first and token.i >= span.end) and sign_of(token) in ("planned", "proposed"):
            return "future"  # "announced a summit in July"
        if token.head == token:
            return None
        token = token.head
    return _tense_of_verb(token, span)


def _root(span: Span) -> Token:
    """Return the word of a date that hangs on the nearest word: parsers take "20-23 February" apart."""
    inside = range(span.start, span.end)
    roots = [token for token in span if token.head.i not in inside] or [span.root]
    return min(roots, key=lambda token: abs(token.head.i - span.start))


def _told_beside(span: Span) -> str | None:
    """Return the tense that the words right before and behind a date tell."""
    doc, token = span.doc, span.root
    before = doc[max(0, span.start - 4) : span.start]
    summoned = before[-1:].text.lower() == "for" and any(
        word.pos_ == "VERB" and is_cue(word, "calls-for") for word in before
    )
    if summoned or _is_moved_to(span) or (token.dep_ == "obj" and token.head.lower_ == "set"):
        return "future"  # "was put off until next month", "set May 31st as the deadline"
    over = "since" in (words := [word.lower_ for word in before]) or "had" in words or _was_to_have(token)
    if over and not _is_deadline(span):
        return "either" if _appointed(before) else "past"  # "had been set for 13 June": before publication or after
    if _is_deadline(span):
        return "future"
    if is_awaited(span) or _is_broken_plan(span):
        return "past" if is_awaited(span) else "either"
    if appointed := _appointed(before[-2:]):
        if any(word in _AT_FIRST for word in words):
            return "either"  # "originally scheduled for 18 December", which may be over
        return "past" if _is_over(appointed, span) else "future"  # "due on Friday"
    if words[-1:] == ["by"] and {*words} & (cues()["will"] | cues()["would"]):
        return "future"  # "told us it would end by 3 May", wherever the day was hung
    after = doc[span.end] if span.end < len(doc) else None
    if after is not None and after.tag_ == "VBD" and after.pos_ == "VERB":
        return "past"  # "the council on Monday urged them to leave"
    of_noun = after is not None and after.tag_ == "POS"  # "said Friday's talks would …"
    if any(word.tag_ == "VBD" and is_cue(word, "statement") and not of_noun for word in before[-2:]):
        return "past"  # "said on Friday it would leave"
    return "past" if _ends_a_telling(span) else None


def _tense_of_verb(token: Token, span: Span) -> str | None:
    if is_cue(token, "welcomes"):
        return "past"  # "deplores the fire of 13 May"
    until = is_cue(token, "planned-below") and (is_until(span) or _is_of_what_follows(token, span))
    helpers = {word.lower_ for word in helpers_of(token)}
    if is_perfect(token) and helpers & (cues()["maybe"] | cues()["would"] | cues()["due"]):
        return "past"  # "should have begun on Saturday"
    past = is_past(token)
    sign = "past" if past and own_status(token) == "past" else sign_of(token)
    if until or is_cue(token, "planned") or sign in ("planned", "proposed", "would"):
        return "future"
    if past or sign in ("announced", "past"):
        return "past"
    now = {word.tag_ for word in (token, *helpers_of(token))}
    return "present" if sign != "denied" and now & _PRESENT else None


def _is_of_what_follows(verb: Token, span: Span) -> bool:
    """Tell the day by which "promised to leave by Christmas" foresees the leaving."""
    before = span.start > 0 and span.doc[span.start - 1].lower_ in ("by", "before")
    return before and any(child.dep_ == "xcomp" and child.i < span.start for child in children(verb))


def is_told_now(span: Span) -> bool:
    """Tell a clause in the present or future tense around a date: "must pass", "is expected to be signed"."""
    for token in takewhile(lambda word: word.dep_ != "advcl", span.root.ancestors):
        helpers = [token, *helpers_of(token)] if is_predicate(token) else []
        tags = {word.tag_ for word in helpers}
        if tags & {"VBD", "VBZ", "VBP", "MD"}:
            return "VBD" not in tags and not any(word.lower_ in cues()["would"] for word in helpers)
    return False


def _was_to_have(token: Token) -> bool:
    """Tell "were to have opened on Monday", "had been expected in Oslo on Monday"."""
    for _ in range(STEPS):
        if token == token.head:
            return False
        token = token.head
        helpers = {child.lower_ for child in helpers_of(token)}
        was = helpers & {"was", "were"}
        if is_predicate(token) and ("had" in helpers or (was and "have" in helpers) or (was and _fell_through(token))):
            return True
        if token.dep_ not in ("xcomp", "obl", "obj", "nmod", "nsubj"):
            return False
    return False


def _fell_through(verb: Token) -> bool:
    """Tell "was to be freed on Monday but was not let out"."""
    joined = [child for child in children(verb) if child.dep_ == "conj" and own_status(child) == "denied"]
    return is_infinitive(verb) and any(one.lower_ == "but" for child in joined for one in lefts(child))


def _is_moved_to(span: Span) -> bool:
    """Tell the day that something was moved to: "postponed from Monday to Friday", "put back to 5 September"."""
    doc, at = span.doc, span.start - 1 - (span.start > 1 and span.doc[span.start - 1].dep_ == "det")
    if at < 1 or doc[at].lower_ not in ("to", "until", "till"):
        return False
    near = [word for word in doc[max(0, at - 6) : at] if word.pos_ == "VERB"]
    return any(is_cue(word, "moved") and own_status(word) != "denied" for word in near)


def _appointed(words: Span) -> Token | None:
    """Return "due", "planned", "set" of "due on Friday", "planned for Friday", "set for Friday"."""
    return next(
        (
            word
            for word in words
            if word.tag_ in ("JJ", "VBN", "VBD", "VB")
            and (is_cue(word, "planned") or (word.lower_ == "set" and words[-1].lower_ == "for"))
        ),
        None,
    )


def _is_over(appointed: Token, span: Span) -> bool:
    """Tell that what was due has come out: "due on Wednesday and passed", "planned for Tuesday did not take place"."""
    if any(child.lower_ == "had" for child in children(appointed)):
        return True
    doc = span.doc
    for word in doc[span.end : span.end + NEAR]:
        if word.is_sent_start:
            return False
        if word.pos_ == "VERB" and is_past(word) and not is_perfect(word):
            put_off = is_cue(word, "cancelled") or is_cue(word, "moved") or word.lemma_ == "call"
            called_off = put_off and own_status(word) == "past"
            return not called_off and word.dep_ not in ("acl:relcl", "advcl", "ccomp")
    return False


def _ends_a_telling(span: Span) -> bool:
    """Tell "told the show on Thursday." and "a spokesman said late Monday": nothing but the day of the telling."""
    doc = span.doc
    if span.end < len(doc) and not (doc[span.end].is_punct or doc[span.end].is_sent_start):
        return False
    for word in reversed(doc[max(0, span.start - 8) : span.start]):
        if is_predicate(word) and (word.tag_ != "VB" or is_infinitive(word)):  # "show" may be tagged as a verb
            return word.tag_ == "VBD" and is_cue(word, "telling")
        if word.is_sent_start:
            return False
    return False


def is_until(span: Span) -> bool:
    """Tell a day up to which something goes on: "a truce until Friday"."""
    return span.start > 0 and span.doc[span.start - 1].lower_ in ("until", "till")


def is_awaited(span: Span) -> bool:
    """Tell "did not move until Thursday": it moved on that day."""
    verb = next((one for one in span.root.ancestors if is_predicate(one)), None)
    return (
        is_until(span) and verb is not None and verb.i < span.start and is_past(verb) and own_status(verb) == "denied"
    )


def _is_broken_plan(span: Span) -> bool:
    """Tell "was due to publish it in December, but the chairman fell ill": before publication or after."""
    doc, sent = span.doc, span.sent
    before = [word.lower_ for word in doc[max(sent.start, span.start - NEAR) : span.start]]
    was = next((at for at, word in enumerate(before) if word in ("was", "were")), None)
    foreseen = was is not None and ("to" in before[was:] or any(word in cues()["due-on"] for word in before[was:]))
    after = doc[span.end : min(sent.end, span.end + NEAR)]
    return foreseen and any(word.lower_ == "but" for word in after)


def _is_deadline(span: Span) -> bool:
    """Tell "gave the ministry until Friday" and "had until Friday", not "gave them shelter until Friday"."""
    verb = span.root.head
    if not is_until(span) or not is_cue(verb, "deadline"):
        return False
    given = [child for child in children(verb) if child.dep_ in ("obj", "iobj")]
    return len(given) == (verb.lemma_ != "have") and all(verb.i < child.i < span.start for child in given)
