"""What is said: the clauses and words in marks that a reporting word attributes.

The terms are those of PARC 3.0 (Pareti, LREC 2016): a cue, a source, a content.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbook.language.speech.assertion import has_no_speaker, is_said
from workbook.language.speech.content_end import UNITS, content_end
from workbook.language.speech.content_start import is_statement, opening
from workbook.language.speech.cues import Cue, cues, is_passive
from workbook.language.speech.edges import DIVIDERS
from workbook.language.speech.reporting_words import days, forms
from workbook.language.speech.speakers import is_inverted, marks_before, source
from workbook.language.speech.tokens import FINITE, SUBJECTS, Sentence, View

Slots = tuple[int, int]


class Attribution(NamedTuple):
    """The slots of a content, half open, its cue with the source, and the rule that found it."""

    start: int
    end: int
    cue: Cue
    rule: str


def attributions(sentence: Sentence) -> Iterator[Attribution]:
    """Yield what the cues of a sentence attribute, in the order of the cues."""
    before: Slots | None = None  # who spoke last in this sentence
    inside = 0  # the slot behind the contents found
    for cue in cues(sentence):
        inner = sentence.seen.tags[cue.start] == "VB" or cue.word.cue_class in ("agreed", "promised")
        if ("weak" in cue.word.frames or inner) and sentence.place[cue.start] < inside:
            continue  # a thought or a plan inside what somebody says is no statement of its own
        if is_passive(sentence.seen, cue) and sentence.place[cue.start] < inside and source(sentence, cue) is None:
            continue
        cue.source = before = _of_sentence(sentence, cue, before, inside)
        first, after = _extent(sentence, cue)
        if behind := _interrupts(sentence, cue, first, after):
            if any(sentence.tag(at)[:2] in ("NN", "PR") for at in range(first)):  # not "However, he said, …"
                yield Attribution(0, first - 1, cue, "verb-around")
            yield Attribution(behind, content_end(sentence, cue, behind), cue, "verb-around")
            inside = len(sentence)
            continue
        right = _right(sentence, cue, after)
        left = _left(sentence, cue, first, has_right=right is not None)
        if left and not (cue.word.kind == "phrase" and cue.source is None):
            yield Attribution(*left, cue, f"{cue.word.kind}-before")
            if cue.word.kind == "verb" and (rest := _rest(sentence, cue, after)):
                yield Attribution(*rest, cue, "verb-before")
        elif right and right[0] < right[1] and is_said(sentence, cue):
            yield Attribution(*right, cue, f"{cue.word.kind}-after")
            inside = max(inside, right[1])


def _interrupts(sentence: Sentence, cue: Cue, first: int, after: int) -> int | None:
    """Return where a clause goes on that a cue interrupts: "The truce, he said on Monday, | will hold"."""
    said = cue.word.kind == "verb" and "clause" in cue.word.frames and sentence.seen.tags[cue.start] in FINITE
    if not said or cue.source is None or first < 2 or sentence.word(first - 1) != ",":
        return None
    if any(sentence.is_quote(at) or sentence.tag(at) in FINITE for at in range(first)):
        return None
    end = next((at for at in range(after, min(after + 6, len(sentence))) if sentence.word(at) == ","), after)
    addressee = "addressee" in cue.word.frames and sentence.tag(after)[:2] in ("NN", "PR", "DT")
    beside = after == end or addressee or sentence.tag(after) in ("IN", "RB") or sentence.word(after) in days()
    behind = range(end + 1, len(sentence))
    goes_on = any(sentence.tag(at) in FINITE for at in behind) and sentence.tag(end + 1) not in ("VBG", "CC", "IN")
    told = any(sentence.tag(at) in FINITE for at in range(after, end)) or sentence.word(after) == "that"
    return end + 1 if sentence.word(end) == "," and beside and goes_on and not told else None


def _of_sentence(sentence: Sentence, cue: Cue, before: Slots | None, inside: int) -> Slots | None:
    """Return the source, or who spoke before in the sentence where none is found or it is part of what was said."""
    spoken, place = source(sentence, cue), sentence.place
    participle = sentence.seen.lower[cue.start].endswith("ing")  # "…, and warning that" tagged as a noun
    if (cue.word.kind == "noun" and not participle) or ("weak" in cue.word.frames and is_passive(sentence.seen, cue)):
        return spoken
    quoted = spoken is not None and place.get(spoken[0], inside) < inside <= place[cue.start]
    return before if before and (spoken is None or quoted) else spoken


def _extent(sentence: Sentence, cue: Cue) -> Slots:
    """Return the slots between which cue and source stand."""
    place = sentence.place
    first, after = place[cue.start], place.get(cue.end - 1, place[cue.start]) + 1
    if cue.source is not None and cue.source[0] < cue.start:
        first = min(first, place.get(cue.source[0], first))
    elif cue.source is not None and sentence.seen.deps[cue.start] != "advcl":  # "While accepting that …, X left"
        after = max(after, place.get(cue.source[1] - 1, 0) + 1)
    return first, after


def _right(sentence: Sentence, cue: Cue, after: int) -> Slots | None:
    """Return the slots of a content that follows its cue."""
    start = opening(sentence, cue, after)
    if start is None:
        return None
    start = sentence.skip(start, ",:")
    if sentence.word(start + 1) in UNITS and sentence.word(start + 2) in ("after", "before"):
        return None  # "…, the mayor said Tuesday, four days after the vote was lost"
    return (start, content_end(sentence, cue, start)) if start < len(sentence) else None


def _left(sentence: Sentence, cue: Cue, first: int, *, has_right: bool) -> Slots | None:
    """Return the slots of a content that stands before its cue and source, or around them."""
    kind = cue.word.kind
    if kind == "adverb":
        return _around(sentence, cue)
    participle = kind == "verb" and sentence.seen.tags[cue.start] == "VBG"
    participle = participle and sentence.seen.lower[cue.start - 1] != "as"  # “…,” X was quoted as saying
    if first < 1 or kind in ("noun", "adjective") or participle or (kind == "phrase" and has_right):
        return None
    if sentence.word(sentence.place[cue.start] - 1) == "as":  # “…,” the paper quoted X as saying
        first = next((k + 1 for k in range(first - 1, -1, -1) if sentence.is_quote(k)), first)
    called = sentence.word(first - 1) == "as" and cue.word.rest == ("it",)  # “a gamble”, as she put it
    first -= called
    at, comma = first - 1, sentence.word(first - 1) in DIVIDERS
    while sentence.word(at) in DIVIDERS:
        at -= 1
    if sentence.is_quote(at):
        whole = called or sentence.word(at - 1) == ":" or is_statement(sentence.seen, sentence.mark(at))
        leading = sentence.tag(0) == "VBG" and sentence.word(0) in forms()  # "Citing “rain”, X closed the road"
        if not whole and (leading or "quoted" in cue.word.frames):  # "If X says “yes”, the mine opens"
            return None
        begun = (k + 1 for k in range(at - 1, 0, -1) if sentence.word(k) == ":")
        start = at if whole else next(begun, 0)
        return (start, at + 1) if marks_before(sentence, first) is not None else None
    finite = any(sentence.tag(k) in FINITE for k in range(at + 1))
    if kind == "phrase" and sentence.tag(at) in FINITE and sentence.word(at) in forms():  # "X said, according to"
        return None
    if kind == "verb" and (has_right or not comma or not finite or not _is_parenthesis(sentence.seen, cue)):
        return None
    return 0, at + 1 if finite else sentence.trimmed(0, len(sentence))


def _rest(sentence: Sentence, cue: Cue, after: int) -> Slots | None:
    """Return what goes on behind who says it: "…, he said, provided that …", "…, he said, but it was “thin”"."""
    start = after + 1
    condition = sentence.word(start) == "provided" and sentence.word(start + 1) == "that"
    goes_on = sentence.word(start) in ("but", "and") and sentence.word(start + 1) not in ("he", "she", "they")
    if sentence.word(after) != "," or not (condition or goes_on):
        return None
    end = content_end(sentence, cue, start)
    verbs = [at for at in range(start, end) if sentence.tag(at) in FINITE]
    marked = any(sentence.is_quote(at) for at in range(start, end))
    reports = bool(verbs) and (sentence.word(verbs[0]) in forms() or verbs[0] == start + 1)
    return (start, end) if condition or (marked and verbs and not reports) else None


def _around(sentence: Sentence, cue: Cue) -> Slots:
    """Return the clause that an adverb like "reportedly" stands in."""
    seen, at = sentence.seen, sentence.place[cue.start]
    subject = seen.child(seen.heads[cue.start], *SUBJECTS)
    start = sentence.place.get(seen.edges[subject][0], at) if subject is not None else at
    return start, content_end(sentence, cue, start)


def _is_parenthesis(seen: View, cue: Cue) -> bool:
    """Say whether a verb can stand behind what it reports: "…, officials said"."""
    finite = seen.tags[cue.start] in FINITE or seen.lower[cue.start - 1] in ("has", "have", "had")
    free = finite and not has_no_speaker(seen, cue) and not cue.word.frames.isdisjoint(("clause", "weak"))
    return free and (seen.child(cue.start, "obj") is None or is_inverted(seen, cue.start))
