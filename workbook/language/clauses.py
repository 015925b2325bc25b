"""The clause that a time expression dates: its predicate and its edges."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbook.language.status import children, cues, is_cue, is_infinitive, is_past, is_predicate, lefts, own_status, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Row = dict[str, Any]
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NEAR = 25  # tokens between a date and its verb, where the parse does not tell
STEPS = 12  # how far from a date its clause is looked for
LONGEST = 120  # tokens of a clause
WORDS = 15  # of a headline
_OTHER_CLAUSE = frozenset({"advcl", "parataxis", "conj", "discourse", "advcl:relcl", "cc", "mark", "punct", "vocative"})
_OUTSIDE_NOUN = frozenset({"conj", "cc", "case", "punct", "parataxis", "mark", "cop", "aux", "nsubj"})
_ATTRIBUTE = frozenset({"of", "from", "since", "to", "until", "for"})  # of a thing: "the constitution of 1991"
_LOST = frozenset({"acl", "conj", "appos"})  # how the parser hangs a verb on its own subject
_ADDED = frozenset({"IN", "WDT", "WP", "WRB", "VBG", "VBN", "TO", "RB"})  # begin what is added after a comma
# Verbs whose object has a day of its own: "announced talks on Friday".
_ABOUT = ("statement", "announced", "planned", "planned-below", "proposed", "proposed-below", "denied-below")
PAUSE = frozenset({",", "–", "—", "--"})
_ON = frozenset({"on", "in", "at", "since", "by", "late", "early", "earlier"})


@dataclass(frozen=True)
class Clause:
    """A clause: the predicate or noun that is dated, the one whose words are shown, the date's index.

    ``span`` stands where the words themselves, not the parse, say where the clause is (bullets).
    """

    head: Token
    top: Token
    date: int | None
    rule: str
    span: tuple[int, int] | None = None


def dated(span: Span, index: int) -> Clause | None:
    """Return the clause that a time expression hangs on, or None where it dates a thing or nothing."""
    if (verb := _said_before(span)) is not None:
        return _verbal(verb, index)
    token, due = span.root, _due_before(span)
    for step in range(STEPS):
        above = token.head
        if above == token or above.is_space:
            verb = token if step and is_predicate(token) else _verb_near(span)
            return _verbal(verb, index, due) if verb is not None else None
        if is_predicate(above):
            return _verbal(above, index, due or _infinitive_before(span, above))
        fronted = not step and _is_loose(span)
        if above.pos_ in ("NOUN", "PROPN") and not fronted and (noun := _event_noun(token, above)) is not None:
            return _nominal(noun, index, token.i < noun.i, due)
        if not (step or fronted) and above.pos_ in ("NOUN", "PROPN", "NUM") and _is_attribute(token, above):
            return None
        token = above
    return None


def _said_before(span: Span) -> Token | None:
    """Return "said" before "on Friday", whatever comes after it and the parser hung the day on."""
    doc, at = span.doc, span.start - 1
    at -= at > 0 and doc[at].pos_ == "ADP"
    return doc[at] if at >= 0 and doc[at].tag_ in FINITE and is_cue(doc[at], "statement") else None


def _verb_near(span: Span) -> Token | None:
    """Return the finite verb before a date, or after it, where the parse gives none."""
    doc = span.doc
    for step in (-1, 1):
        i = span.start - 1 if step < 0 else span.end
        while 0 <= i < len(doc) and abs(i - span.start) < NEAR and not (step > 0 and doc[i].is_sent_start):
            if doc[i].tag_ in ("VBD", "VBZ", "VBP"):
                return doc[i] if doc[i].pos_ == "VERB" or doc[i].dep_ == "ROOT" else doc[i].head
            if step < 0 and doc[i].is_sent_start:
                break
            i += step
    return None


def _event_noun(token: Token, above: Token) -> Token | None:
    """Return the event that a date dates: the noun just before "in May" rather than one farther off."""
    first = token.left_edge.i
    if first and token.i > above.i:
        near = token.doc[first - 1]
        if near.pos_ == "NOUN" and is_cue(near, "event"):
            above = near
    return above if is_cue(above, "event") else None


def _is_attribute(token: Token, above: Token) -> bool:
    """Tell "a 2018 report" and "the constitution of 1991" from a date that the parser hung too low."""
    return token.i < above.i or any(child.dep_ == "case" and child.lower_ in _ATTRIBUTE for child in lefts(token))


def _is_loose(span: Span) -> bool:
    """Tell a date that dates the whole clause: "On Sunday …", "Sunday, …", "… on Sunday amid …"."""
    doc, first = span.doc, span.start
    after = doc[span.end].lower_ if span.end < len(doc) else ""
    if after in cues()["known"]:
        return True
    begins = first - (first > 0 and doc[first - 1].lower_ in _ON)
    return bool(doc[begins].is_sent_start) and (begins < first or after == ",")


def _due_before(span: Span) -> Token | None:
    """Return "due" in "due on Friday", "scheduled" in "scheduled for May"."""
    doc, first = span.doc, span.start
    if first < 2 or doc[first - 1].pos_ not in ("ADP", "SCONJ"):
        return None
    word = doc[first - 2]
    return word if word.pos_ != "NOUN" and is_cue(word, "planned") else None


def _infinitive_before(span: Span, verb: Token) -> Token | None:
    """Return "free" in "rejected a proposal to free hostages by Saturday", where the day hangs on "rejected"."""
    doc, first = span.doc, span.start
    if first and doc[first - 1].lower_ in ("by", "before", "within"):
        for i in range(first - 1, verb.i + 1, -1):
            if doc[i - 1].tag_ == "TO":
                return doc[i]
    return None


def _verbal(head: Token, index: int, status: Token | None = None) -> Clause:
    """Climb from the verb that a date hangs on to the one whose words tell the event.

    ``status`` is the word whose status counts, where it is another one.
    """
    top = head
    for _ in range(STEPS):
        above = top.head
        if top.dep_ in ("acl", "advcl") and is_cue(top, "speaking") and (teller := _teller(above)) is not None:
            head = top = teller
        elif top.dep_ == "acl" and top.tag_ == "VB" and above.dep_ in ("obj", "nsubj", "nsubj:pass"):
            top = above.head  # "ordered the fleet to leave"
        elif top.dep_ == "xcomp" or (top.dep_ in ("advcl", "obl") and is_infinitive(top) and subject_of(top) is None):
            top = above  # "returned to work", "flew out to meet"
        elif (
            top.dep_ in _LOST and subject_of(top) is None and (top.dep_ == "acl" or _is_noun(above))
        ):
            top = above
        else:
            break
    return Clause(status or head, top, index, "date-clause")


def _teller(above: Token) -> Token | None:
    """Return "said" for "speaking on Friday" in "the minister, speaking on Friday, said"."""
    return next((verb for verb in (above, above.head) if verb.pos_ == "VERB" and is_cue(verb, "statement")), None)


def _is_noun(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON") and not is_predicate(token)


def _nominal(noun: Token, index: int, before: bool, due: Token | None) -> Clause | None:
    """Choose between "the attack on Friday" and the clause it stands in."""
    verb = noun.head
    if verb != noun and is_predicate(verb) and verb.pos_ == "VERB":
        subject = noun.dep_ in ("nsubj", "nsubj:pass") and noun.right_edge.i - noun.left_edge.i < WORDS
        acted = noun.dep_ == "obj" and not before and not any(is_cue(verb, kind) for kind in _ABOUT)
        if (subject and (is_past(verb) or is_cue(verb, "planned"))) or (acted and own_status(verb) == "past"):
            return _verbal(verb, index)
    known = before and any(child.lower_ in ("the", "this", "that") for child in lefts(noun))
    return None if known else Clause(due or noun, noun, index, "date-noun")


def edges(clause: Clause, times: Container[int]) -> tuple[int, int]:
    """Return the first token of a clause and the one after its last."""
    if clause.span:
        return clause.span
    top, head = clause.top, clause.head
    left_out = _OUTSIDE_NOUN if clause.rule == "date-noun" or not is_predicate(top) else _OTHER_CLAUSE
    first, last = top.i, top.i
    for child in children(top):
        around = child.left_edge.i <= head.i <= child.right_edge.i
        if around or child.dep_ not in left_out:
            first, last = min(first, child.left_edge.i), max(last, child.right_edge.i)
    first, last = max(first, top.i - LONGEST), min(last, top.i + LONGEST) + 1
    doc = top.doc
    last = _before_addition(doc, max(top.i, head.i) + 1, last, times)
    while first < top.i and (doc[first].is_space or doc[first].is_punct or doc[first].dep_ in ("cc",)):
        first += 1
    while last > top.i + 1 and (doc[last - 1].is_space or (doc[last - 1].is_punct and doc[last - 1].text not in "%)”")):
        last -= 1
    return first, last


def _before_addition(doc: Doc, first: int, last: int, times: Container[int]) -> int:
    """Return where a clause ends without what a comma adds behind its date."""
    for i in range(first, last - 1):
        if doc[i].text in PAUSE and doc[i + 1].tag_ in _ADDED and not any(j in times for j in range(i, last)):
            return i
    return last
