"""What is said: the clauses and words in marks that a reporting word attributes.

The terms are those of PARC 3.0 (Pareti, LREC 2016): a cue, a source, a content.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbook.language.speech.assertion import has_no_speaker, is_said
from workbook.language.speech.content_start import is_statement, opening
from workbook.language.speech.cues import Cue, cues, is_passive
from workbook.language.speech.edges import DIVIDERS
from workbook.language.speech.reporting_words import days, forms
from workbook.language.speech.speakers import is_inverted, marks_before, source
from workbook.language.speech.tokens import FINITE, SUBJECTS, Sentence, View

Slots = tuple[int, int]

_GIVING = {"name", "give", "provide"}  # who does not do so does not say
_WIDEST = 14  # slots of "as its ambassador to Kenya, Ann Lee, put it"
_UNITS = {"hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "minutes"}


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
            yield Attribution(behind, _content_end(sentence, cue, behind), cue, "verb-around")
            inside = len(sentence)
            continue
        right = _right(sentence, cue, after)
        left = _left(sentence, cue, first, has_right=right is not None)
        if left and not (cue.word.kind == "phrase" and cue.source is None):
            yield Attribution(*left, cue, f"{cue.word.kind}-before")
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
    if sentence.word(start + 1) in _UNITS and sentence.word(start + 2) in ("after", "before"):
        return None  # "…, the mayor said Tuesday, four days after the vote was lost"
    return (start, _content_end(sentence, cue, start)) if start < len(sentence) else None


def _content_end(sentence: Sentence, cue: Cue, start: int) -> int:
    """Return the slot behind a content that begins at ``start``."""
    limit = _clause_limit(sentence, cue)
    if not 0 <= sentence.slots[start] < limit:
        limit = len(sentence.seen.words)
    for at in range(start, len(sentence)):
        if sentence.is_quote(at):
            comma = at > start and sentence.last(at) == ","
            dated = sentence.word(at + 1) in ("in", "on") and sentence.tag(at + 2) == "NNP"
            whole = sentence.last(at) in ".,!?…" or dated or sentence.word(at + 1) in ("", ".", ",", ";", "(")
            if (at == start and whole) or (comma and _breaks(sentence, cue, start, at)):
                return at + 1
        elif sentence.slots[at] >= limit or _ends_before(sentence, cue, start, at):
            return sentence.trimmed(start, at)
    return sentence.trimmed(start, len(sentence))


def _clause_limit(sentence: Sentence, cue: Cue) -> int:
    """Return the token that a content cannot reach: the end of the cue's own subordinate clause."""
    seen, i = sentence.seen, cue.start
    whole = seen.child(i, *SUBJECTS) is not None and seen.child(i, "mark") is None
    leading = seen.deps[i] == "advcl" and seen.heads[i] > i and not whole and seen.lower[i - 1] != "as"
    subject = seen.deps[i] in SUBJECTS and seen.tags[i] != "VBG"  # "left, warning …" was taken for one
    # "The letter stating that … was signed"
    within = seen.deps[i].startswith("acl") and (seen.deps[i] == "acl:relcl" or seen.deps[seen.heads[i]] in SUBJECTS)
    return seen.edges[i][1] if leading or subject or within else len(seen.words)


def _ends_before(sentence: Sentence, cue: Cue, start: int, at: int) -> bool:
    """Say whether a content ends before a semicolon, colon, comma or conjunction."""
    word = sentence.word(at)
    if word == ";" and _is_told_apart(sentence, at):
        return True
    if word in (":", ".") and sentence.is_quote(at + 1) and at > start + 1:
        return True
    return (word in DIVIDERS or sentence.tag(at) == "CC") and at > start and _breaks(sentence, cue, start, at)


def _is_told_apart(sentence: Sentence, at: int) -> bool:
    """Say whether a clause stands behind a semicolon, not one more thing of a list: "two pumps; tents; a clinic"."""
    until = next((k for k in range(at + 1, len(sentence)) if sentence.word(k) == ";"), len(sentence))
    return any(sentence.tag(k) in FINITE or sentence.is_quote(k) for k in range(at + 1, until))


def _breaks(sentence: Sentence, cue: Cue, start: int, at: int) -> bool:
    """Say whether the words after a comma or conjunction no longer belong to the content that began at a slot."""
    seen = sentence.seen
    left = sentence.tag(at) == "CC" and sentence.tag(at + 1) in ("VBD", "VBN", "VBZ")
    called = "label" in cue.word.frames or cue.word.cue_class == "denied"
    if left and called and sentence.is_quote(at - 1):  # called it "…" and left
        return True
    comma = sentence.is_quote(at) or sentence.word(at) == "," or seen.tags[cue.start] == "VBG"
    at += 1
    if sentence.word(at) == "as" and _puts_it(sentence, at):
        return True
    joined = "CC" in (sentence.tag(at - 1), sentence.tag(at)) or sentence.word(at) == "while"
    at += sentence.word(at) == "while"
    while sentence.tag(at) in ("CC", "RB"):
        at += 1
    goes_on = sentence.tag(at) == "VB" or (sentence.word(at) == "to" and sentence.tag(at + 1) == "VB")
    leads_in = sentence.tag(start) == "VBN" and not any(sentence.tag(k) in FINITE for k in range(start, at))
    if goes_on or leads_in or sentence.word(at) in ("", "including", "that"):
        return False
    if any(sentence.word(k) in _UNITS and sentence.word(k + 1) in ("after", "before") for k in range(at, at + 4)):
        return comma  # "…, two days after his counterpart said"
    if comma and sentence.tag(at) in FINITE | {"VBN"} and _is_relative(sentence, cue):  # "X, who said so, left"
        return True
    reach = at + 8 if sentence.word(at) == "with" else at + 1
    words = (k for k in range(at, reach) if sentence.word(k) in forms())
    if comma and any(sentence.tag(k) == "VBG" or sentence.word(k + 1) == "that" for k in words):
        return True
    if "of" in cue.word.frames and sentence.tag(at) == "VBG":
        return False
    speaks = (joined or comma) and (_speaks_next(sentence, at, last=not joined) or _is_silent(sentence, at))
    return speaks or _is_elsewhere(sentence, cue, start, at)


def _puts_it(sentence: Sentence, at: int) -> bool:
    """Say whether "as" leads to who words something so: "…, as its ambassador, Ann Lee, put it"."""
    until = next((k for k in range(at, min(at + _WIDEST, len(sentence))) if sentence.tag(k) in FINITE), at)
    return sentence.word(until) in ("put", "puts", "phrased") and sentence.word(until + 1) == "it"


def _is_relative(sentence: Sentence, cue: Cue) -> bool:
    """Say whether a cue is the verb of "who", "which"."""
    at = sentence.place[cue.start]
    return any(sentence.word(k) in ("who", "which") and sentence.word(k - 1) == "," for k in range(at - 3, at))


def _is_elsewhere(sentence: Sentence, cue: Cue, start: int, at: int) -> bool:
    """Say whether the parse hangs a slot on something before the content, as a clause of its own."""
    seen, begin, node = sentence.seen, sentence.slots[start], sentence.slots[at]
    closed = "label" in cue.word.frames or sentence.word(start).endswith("ing")  # called it "…" and left
    for _ in range(12):
        if 0 <= begin <= node < sentence.slots[at]:
            return False
        if seen.heads[node] <= cue.start:
            if node == sentence.slots[at] and seen.tags[node] == "VBN":  # "a protocol, signed in May"
                return False
            left = closed and seen.deps[node] == "conj" and seen.tags[node].startswith("VB")
            return left or seen.deps[node] in ("advcl", "parataxis")
        node = seen.heads[node]
    return False


def _speaks_next(sentence: Sentence, at: int, *, last: bool) -> bool:
    """Say whether the next finite verb reports: "… while India said …", or the ``last``: "…, India said."."""
    if sentence.tag(at) in ("WDT", "WP", "WRB", "IN"):
        return False
    for k in range(at, at + 8):
        if sentence.tag(k) in FINITE or (k == at and sentence.tag(k) == "VBN"):
            if last and (k == at or sentence.word(k + 1) not in (".", "", "on", "in", "late", "earlier")):
                return False
            words = forms().get(sentence.word(k), ())
            return any("clause" in word.frames and not word.rest for word in words if word.kind == "verb")
        if sentence.word(k) in ("that", ",", ""):
            return False
    return False


def _is_silent(sentence: Sentence, at: int) -> bool:
    """Say whether a verb tells what was not said: "…, but did not say when", "… but declined to say"."""
    verb = at + 1
    if sentence.word(at) in ("declined", "refused"):
        return sentence.word(verb) == "to"
    while sentence.word(verb) in ("not", "n't", "n’t"):
        verb += 1
    return verb > at + 1 and (sentence.word(verb) in forms() or sentence.word(verb) in _GIVING)


def _left(sentence: Sentence, cue: Cue, first: int, *, has_right: bool) -> Slots | None:
    """Return the slots of a content that stands before its cue and source, or around them."""
    kind = cue.word.kind
    if kind == "adverb":
        return _around(sentence, cue)
    participle = kind == "verb" and sentence.seen.tags[cue.start] == "VBG"
    participle = participle and sentence.seen.lower[cue.start - 1] != "as"  # “…,” X was quoted as saying
    if first < 1 or kind == "noun" or participle or (kind == "phrase" and has_right):
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


def _around(sentence: Sentence, cue: Cue) -> Slots:
    """Return the clause that an adverb like "reportedly" stands in."""
    seen, at = sentence.seen, sentence.place[cue.start]
    subject = seen.child(seen.heads[cue.start], *SUBJECTS)
    start = sentence.place.get(seen.edges[subject][0], at) if subject is not None else at
    return start, _content_end(sentence, cue, start)


def _is_parenthesis(seen: View, cue: Cue) -> bool:
    """Say whether a verb can stand behind what it reports: "…, officials said"."""
    finite = seen.tags[cue.start] in FINITE or seen.lower[cue.start - 1] in ("has", "have", "had")
    free = finite and not has_no_speaker(seen, cue)
    return free and (seen.child(cue.start, "obj") is None or is_inverted(seen, cue.start))
