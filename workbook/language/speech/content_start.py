"""Where a content begins: at "that", a colon, marks, a clause, "to", "as", "of"."""

from __future__ import annotations

from bisect import bisect_left

from workbook.language.speech.cues import Cue, is_about_thing, is_cue, is_passive
from workbook.language.speech.quotation_marks import Quoted
from workbook.language.speech.reporting_words import days, forms
from workbook.language.speech.tokens import FINITE, Sentence, View

_LOOK = 30  # slots between a cue and what opens its content
_BARE = {"said", "claimed", "warned", "agreed", "denied", "promised"}  # classes that take a clause without "that"
_BESIDE_DAY, _PARTS = {"on", "late", "early", "earlier"}, {"morning", "afternoon", "evening", "night"}
_SUBORDINATORS = {"when", "after", "before", "while", "because", "since", "as", "until", "if", "unless"}
_KNOWN_AS = {("known", "as"), ("-", "called"), ("so", "called")}
# Before "that": what for, or what is done, not what is said.
_PURPOSES = {
    "so", "order", "provided", "condition", "ensure", "ensuring", "guarantee", "guaranteeing", "see", "seeing", "sure",
}  # fmt: skip
_EACH_OTHER = {("each", "other"), ("one", "another")}
_SOME = {"dozens", "scores", "hundreds", "thousands", "tens", "millions"}  # "said dozens more had been burned"
_RELATIVE = {"that", "which", "who"}  # "which, according to X, …"
_NAMING = {"named", "called", "titled", "entitled", "dubbed", "nicknamed", "codenamed", "termed"}


def opening(sentence: Sentence, cue: Cue, after: int) -> int | None:
    """Return the slot where the content behind a reporting word begins, or None; ``after`` is the first slot behind."""
    if cue.word.kind == "noun":
        clause = sentence.seen.child(cue.start, "acl:relcl")  # a promise that nobody kept
        relative = clause is not None and sentence.seen.tags[clause] in FINITE
        return None if relative else sentence.place[cue.end] + 1
    if cue.word.kind == "adjective":
        return after + (sentence.word(after) == "that")
    if cue.word.kind == "phrase":
        return _after_phrase(sentence, cue, after)
    if (sentence.word(after), sentence.word(after + 1)) in _EACH_OTHER:
        return None  # what each says is not told
    return after if _calls(sentence, cue, after) else _after_verb(sentence, cue, after)


def _calls(sentence: Sentence, cue: Cue, after: int) -> bool:
    """Say whether something is called by words in marks: "dismissed reports that the port was shut as “lies”"."""
    names = "label" in cue.word.frames or cue.word.cue_class == "denied"
    if not names or is_passive(sentence.seen, cue):
        return False
    return any(sentence.word(at) == "as" and sentence.is_quote(at + 1) for at in range(after + 1, after + _LOOK))


def _after_verb(sentence: Sentence, cue: Cue, after: int) -> int | None:
    frames, passive = cue.word.frames, is_passive(sentence.seen, cue)
    subject = sentence.seen.child(cue.start, "nsubj:pass")
    if passive and (frames & {"label", "quoted"} or (subject is not None and sentence.seen.lower[subject] == "what")):
        return None  # "What is agreed: …"
    after = _behind_day(sentence, after)
    stopped = False  # behind a comma, only "that", a colon and marks can open the content
    for at in range(after, min(after + _LOOK, len(sentence))):
        if sentence.is_quote(at) and not _is_inside(sentence, cue, at):
            return _at_marks(sentence, cue, after, at)
        wish = sentence.word(at) == ":" and cue.word.cue_class == "agreed" and not sentence.is_quote(at + 1)
        if wish or (at == after and sentence.word(at) == ";"):  # "accepts it with one wish: …"
            return None
        if sentence.word(at) == ":" or _is_that(sentence, cue, after, at):
            return at + 1
        if sentence.word(at) == "," or (sentence.tag(at) == "CC" and sentence.word(at) != "both"):
            stopped = stopped or sentence.word(at) != "," or not _is_aside(sentence, cue, after)
        elif (start := _opens_here(sentence, cue, after, at, stopped=stopped, passive=passive)) is not None:
            return start
        elif _is_clause_verb(sentence, cue, after, at, stopped=stopped):
            return _clause_start(sentence, cue, after, at)
        elif _is_barrier(sentence, cue, after, at):
            return None
        stopped = stopped or (sentence.word(at) == "to" and sentence.tag(at + 1) == "VB")  # "urged action to see that"
    return None


def _is_inside(sentence: Sentence, cue: Cue, at: int) -> bool:
    """Say whether marks hold a nickname or a term inside a noun phrase: said Ahod "Al Haj" Ebrahim had gone."""
    inside = sentence.tag(at - 1) in ("NNP", "DT", "JJ") and sentence.tag(at + 1) in ("NNP", "NN", "NNS")
    return inside and "label" not in cue.word.frames and is_term(sentence, at)


def _behind_day(sentence: Sentence, after: int) -> int:
    """Return the slot behind the day beside a cue: "said late on Friday …"."""
    at = after
    while sentence.word(at) in _BESIDE_DAY:
        at += 1
    if sentence.word(at) not in days() or sentence.tag(at + 1) == "POS":
        return after
    return at + 1 + (sentence.word(at + 1) in _PARTS)


def _is_that(sentence: Sentence, cue: Cue, after: int, at: int) -> bool:
    """Say whether a slot holds the "that" of the content; a thought has it near by."""
    relative = sentence.tag(at) == "WDT" and not sentence.is_quote(at + 1)
    far = at > after + 3 and (relative or "weak" in cue.word.frames)
    opens = sentence.word(at) == "that" and bool(cue.word.frames & {"clause", "weak"})
    if sentence.seen.deps[sentence.slots[at]] != "mark":
        opens = opens and sentence.tag(at + 1) not in {*FINITE, "RP"}  # "ruled that out"
    return opens and not far and not is_about_thing(sentence.seen, cue)


def _is_clause_verb(sentence: Sentence, cue: Cue, after: int, at: int, *, stopped: bool) -> bool:
    """Say whether a verb is that of a clause without "that": by the parse, or behind nothing but its subject."""
    seen, verb = sentence.seen, sentence.slots[at]
    if _is_purpose(sentence, at) or _is_named_so(sentence, after, at):
        return False
    # A participle that hangs on a noun and has an object is a past tense that was tagged wrong.
    past = seen.tags[verb] == "VBN" and seen.deps[verb].startswith("acl") and seen.child(verb, "obj") is not None
    if not (past or seen.tags[verb] in FINITE | {"VB"}) or not cue.word.frames & {"clause", "weak"}:
        return False
    if sentence.word(after) in _SUBORDINATORS and cue.word.cue_class == "said":  # "as she said when it fell, …"
        return False
    bare = cue.word.cue_class in _BARE and seen.tags[cue.start] in FINITE | {"VBG"} and not stopped
    bare = bare and not _is_condition(seen, verb) and not _is_before_that(seen, cue, verb)
    infinitive = seen.tags[verb] == "VB" and seen.lower[verb - 1] == "to"
    return bare or (not infinitive and _governs(seen, cue, verb))


def _is_purpose(sentence: Sentence, at: int) -> bool:
    """Say whether a word and "that" behind it tell what for: "so that", "to ensure that"."""
    return sentence.word(at + 1) == "that" and sentence.word(at) in _PURPOSES


def _is_named_so(sentence: Sentence, after: int, at: int) -> bool:
    """Say whether a verb only names something: "outlined a plan for what he called a “new deal”"."""
    return any(sentence.word(k) == "what" and sentence.tag(k - 1) == "IN" for k in range(after + 1, at))


def _is_condition(seen: View, verb: int) -> bool:
    """Say whether a verb is that of a condition or a time: "We accept it if they accept it"."""
    return any(seen.lower[c] in _SUBORDINATORS for c in seen.children[verb] if seen.deps[c] == "mark")


def _is_before_that(seen: View, cue: Cue, verb: int) -> bool:
    """Say whether a verb stands before the content's "that": "told me, where two telephones rang, that …"."""
    clause = seen.child(cue.start, "ccomp")
    that = seen.child(clause, "mark") if clause is not None else None
    return that is not None and verb < that and seen.lower[that] == "that"


def _is_barrier(sentence: Sentence, cue: Cue, after: int, at: int) -> bool:
    """Say whether what follows belongs to another verb, or tells what for: "so that …"."""
    if sentence.tag(at) in FINITE and "of" not in cue.word.frames:
        return not _is_before_that(sentence.seen, cue, sentence.slots[at])
    if sentence.tag(at) == "WDT" or _agrees_to_thing(sentence, cue, at):
        return True
    # "told the paper in a statement that …", "noted with concern that …"
    inside = sentence.seen.case(sentence.slots[at]) in (("in",) if cue.word.cue_class == "agreed" else ("in", "with"))
    return _is_purpose(sentence, at) or (at > after and not inside and is_cue(sentence.seen, sentence.slots[at]))


def _agrees_to_thing(sentence: Sentence, cue: Cue, at: int) -> bool:
    """Say whether somebody agrees to a thing, not that something is so: "agreed to a deal that …"."""
    if not sentence.seen.lower[cue.start].startswith("agree") or sentence.word(at) not in ("to", "on", "upon"):
        return False
    return sentence.word(at + 1) not in days() and sentence.tag(at + 1)[:2] in ("DT", "PR", "NN", "JJ")


def _after_phrase(sentence: Sentence, cue: Cue, after: int) -> int | None:
    """Return where the content of "according to X, …" begins, if the phrase opens a clause."""
    at = sentence.place[cue.start]
    opens = all(sentence.tag(k) in ("CC", "RB", "IN", ",") for k in range(at))
    before = at - 1 - (sentence.word(at - 1) == ",")
    if not opens and sentence.tag(at - 1) != "CC" and sentence.word(before) not in _RELATIVE:
        return None
    start = sentence.skip(after, ",")
    if sentence.tag(start) == "VBG":  # "according to Reuters, citing two officials, …"
        return next((k + 1 for k in range(start, min(start + 15, len(sentence))) if sentence.word(k) == ","), start)
    return start


def _opens_here(sentence: Sentence, cue: Cue, after: int, at: int, *, stopped: bool, passive: bool) -> int | None:
    """Return where a content begins that is no clause: "to …", "it as …", "of …", "doing …"."""
    word, frames, slot = sentence.word(at), cue.word.frames, sentence.slots[at]
    if word == "to" and not stopped and sentence.tag(at + 1)[:2] in ("VB", "RB"):
        unnamed = sentence.word(at + 2) in ("named", "identified", "quoted", "withheld")
        begin = at - (at > after and sentence.word(at - 1) in ("not", "never"))  # "warned rebels not to cross"
        if sentence.word(after) == "for" and "infinitive" in frames:  # "asked for | both votes to be held"
            return after + 1
        if unnamed or not _takes_infinitive(frames, begin == after, passive):
            return None
        return after if "whom" in frames else begin
    if word == "as" and "label" in frames:
        return at + 1 if at == after else after
    gerund = sentence.seen.deps[slot] == "xcomp" or (sentence.tag(at) == "VBG" and cue.word.cue_class != "said")
    if at == after and word.endswith("ing") and "clause" in frames and gerund and not passive:
        return at  # "denied bombing …"
    if word in ("of", "for") and "of" in frames and (at > after or passive):
        return at + 1 if at == after else after
    return None


def _takes_infinitive(frames: frozenset[str], next_to: bool, passive: bool) -> bool:
    if "infinitive" in frames:
        return not next_to or passive
    return next_to and ("self" in frames or (passive and "passive" in frames))


def _is_aside(sentence: Sentence, cue: Cue, after: int) -> bool:
    """Say whether an addressee or a place stands behind the cue: "told the paper, …", "said in a letter, …"."""
    return "addressee" in cue.word.frames or sentence.tag(after) in ("IN", "TO")


def _governs(seen: View, cue: Cue, verb: int) -> bool:
    """Say whether the parse hangs a verb under the cue as its clause, or as a subjunctive ("demanded he leave")."""
    for _ in range(4):
        if seen.heads[verb] == cue.start:
            subjunctive = seen.deps[verb] == "xcomp" and seen.tags[verb] == "VB" and seen.tags[verb - 1] != "TO"
            beside = seen.deps[verb] == "parataxis" and seen.lower[verb] not in forms()  # "…, officials said"
            return seen.deps[verb] == "ccomp" or beside or subjunctive
        verb = seen.heads[verb]
    return False


def _clause_start(sentence: Sentence, cue: Cue, after: int, verb_at: int) -> int:
    """Return where a clause without "that" begins: after addressee, day and phrases of place."""
    seen, clause, start = sentence.seen, sentence.slots[verb_at], after
    if seen.deps[clause] in ("aux", "cop", "aux:pass"):
        clause = seen.heads[clause]
    if seen.deps[clause].startswith("acl"):  # "said the men he saw had left"; not "told the men they had …"
        while cue.start < seen.heads[clause] != clause and seen.heads[seen.heads[clause]] > cue.start:
            clause = seen.heads[clause]
    edge = seen.edges[clause][0]
    if sentence.word(after) in _SOME and sentence.word(after + 1) == "more":
        return after
    for at in range(after, verb_at):
        if sentence.slots[at] >= edge > cue.start:
            return at if any(sentence.tag(k)[:2] in ("NN", "PR") for k in range(after, at)) else after
        if sentence.word(at) == "," and _is_aside(sentence, cue, after):
            start = at + 1
    return start


def _at_marks(sentence: Sentence, cue: Cue, after: int, at: int) -> int | None:
    """Return where the content begins of which the marks at a slot are the first sign, if they are one."""
    frames, mark = cue.word.frames, sentence.mark(at)
    if at == after or sentence.word(at - 1) in (",", ":", "that"):
        return None if "weak" in frames or (is_term(sentence, at) and "label" not in frames) else at
    if sentence.word(at - 1) == "to" and frames & {"infinitive", "self"}:
        first = bisect_left(sentence.seen.starts, mark.inner_start)
        verb = sentence.seen.tags[first]
        if verb == "NN" and sentence.seen.tags[first + 1] in ("DT", "PRP$"):  # urged them to “silence the guns”
            verb = "VB"
        begin = after if "whom" in frames else at - 1
        return begin if verb.startswith("VB") else None
    if frames & {"label", "of"}:
        return after
    if is_statement(sentence.seen, mark):
        return at
    if "weak" in frames or is_term(sentence, at) or _is_title(sentence, at):
        return None
    if "addressee" in frames:
        return _behind_addressee(sentence, after, at)
    return after if at - after <= 3 else None


def _is_title(sentence: Sentence, at: int) -> bool:
    """Say whether marks behind "its own" or "the" hold the title of a text: published its own “Vision for Exit”."""
    mark, text = sentence.mark(at), sentence.seen.text
    titled = all(word[0].isupper() or len(word) < 4 for word in text[mark.inner_start : mark.inner_end].split())
    return titled and sentence.tag(at - 1) in ("DT", "PRP$", "JJ")


def _behind_addressee(sentence: Sentence, after: int, at: int) -> int:
    """Return where the second noun phrase begins: told reporters | the man "…"."""
    noun = False
    for k in range(after, at):
        if noun and sentence.tag(k) in ("DT", "PRP", "PRP$", "EX"):
            return k
        noun = noun or sentence.tag(k).startswith("NN") or sentence.tag(k) == "PRP"
    return at


def is_statement(seen: View, mark: Quoted) -> bool:
    """Say whether words in marks are a statement by themselves, not a part of one."""
    text = seen.text[mark.inner_start : mark.inner_end]
    length = text.count(" ") + 1
    least = 2 if text[-1] in ".!?" else 3 if text[-1] in ",…—-])" else 6
    return (text[0].isupper() or text[0] in "…[.") and length >= least


def is_name(seen: View, mark: Quoted) -> bool:
    """Say whether the marks hold a name: the … called "…"."""
    i = bisect_left(seen.starts, mark.start) - 1
    called = seen.lower[i] in _NAMING and seen.tags[i] not in FINITE
    return i > 0 and (called or tuple(seen.lower[i - 1 : i + 1]) in _KNOWN_AS)


def is_term(sentence: Sentence, at: int) -> bool:
    """Say whether the marks at a slot hold a name, a nickname, or a word or two before a noun: the "…" group."""
    mark = sentence.mark(at)
    short = sentence.seen.text.count(" ", mark.inner_start, mark.inner_end) < 3
    return is_name(sentence.seen, mark) or (short and sentence.tag(at + 1) in ("NN", "NNS", "NNP"))
