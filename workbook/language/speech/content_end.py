"""Where a content ends: with its clause, before what somebody else says or what the article tells."""

from __future__ import annotations

from workbook.language.speech.cues import Cue
from workbook.language.speech.edges import DIVIDERS
from workbook.language.speech.reporting_words import forms
from workbook.language.speech.tokens import FINITE, SUBJECTS, Sentence

UNITS = {"hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "minutes"}
_GIVING = {"name", "give", "provide"}  # who does not do so does not say
_NEAR = 6  # slots in which a new clause has its verb
_WIDEST = 14  # slots of "as its ambassador to Kenya, Ann Lee, put it"


def content_end(sentence: Sentence, cue: Cue, start: int) -> int:
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
    if joined and comma and _is_new_clause(sentence, cue, start, at):
        return True
    goes_on = sentence.tag(at) == "VB" or (sentence.word(at) == "to" and sentence.tag(at + 1) == "VB")
    leads_in = sentence.tag(start) == "VBN" and not any(sentence.tag(k) in FINITE for k in range(start, at))
    if goes_on or leads_in or sentence.word(at) in ("", "including", "that"):
        return False
    if any(sentence.word(k) in UNITS and sentence.word(k + 1) in ("after", "before") for k in range(at, at + 4)):
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


def _is_new_clause(sentence: Sentence, cue: Cue, start: int, at: int) -> bool:
    """Say whether a clause follows what somebody was asked to do: "urged both to “stop”, and the envoy laughed"."""
    if "infinitive" not in cue.word.frames or any(sentence.tag(k) in FINITE for k in range(start, at)):
        return False
    return sentence.tag(at)[:2] in ("DT", "NN", "PR") and any(sentence.tag(k) in FINITE for k in range(at, at + _NEAR))


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
