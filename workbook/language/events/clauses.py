"""The clause that a time expression dates: its predicate and its edges."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.language import verbs
from workbook.language.events.subjects import first_of_two, is_it_was
from workbook.language.time.tense import is_until

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

NEAR = 25  # tokens between a date and its verb, where the parse does not tell
STEPS = 12  # how far from a date its clause is looked for
LONGEST = 120  # tokens of a clause

PAUSE = frozenset({",", "–", "—", "--"})
_OUTSIDE = frozenset({"advcl", "parataxis", "conj", "discourse", "advcl:relcl", "cc", "mark", "punct", "vocative"})
_OUTSIDE_NOUN = frozenset({"conj", "cc", "case", "punct", "parataxis", "mark", "cop", "aux", "nsubj"})
_RELATIVE = frozenset({"acl", "acl:relcl", "advcl:relcl"})
_ADDED = frozenset({"IN", "WDT", "WP", "WRB", "VBG", "VBN", "TO", "RB"})  # begin what is added after a comma
_ON = frozenset({"on", "in", "at", "since", "by", "late", "early", "earlier"})
_CORE = frozenset({"obj", "iobj", "cop"})
_SETTING = frozenset({"in", "at", "during"})
_ABOUT = ("statement", "planned", "denied")  # verbs whose object has a day of its own: "condemned a raid on Friday"


@dataclass(frozen=True)
class Clause:
    """A clause that a date may hang on."""

    head: Token  # the predicate or noun that is dated
    top: Token  # the one whose words are shown
    date: int | None
    rule: str
    told: int | None = None  # the date on which somebody told of it
    span: tuple[int, int] | None = None  # where the words themselves, not the parse, tell it (chronologies)
    ahead: bool = False  # the words say that it is planned
    beside: int | None = None  # the predicate whose day it shares


CLOSES = 9  # words of "…, a spokesman for the ministry said.", at most


def dated(span: Span, index: int, *, ahead: bool) -> Clause | None:
    """Return the clause that a time expression hangs on, or None where it dates a thing or nothing.

    What is past cannot have happened on a day ``ahead``.
    """
    doc, token = span.doc, span.root
    led = span.start > 0 and doc[span.start - 1].pos_ in ("ADP", "SCONJ")
    before = doc[max(0, span.start - 1 - led)]  # the word before "on Friday"
    if not ahead and before.pos_ == "VERB" and verbs.is_past(before) and verbs.is_cue(before, "telling"):
        return _verbal(before, index)  # "said", whatever the parser hung the day on
    if is_until(span) and token.head.i > span.end and verbs.is_cue(before, "event"):
        return Clause(before, before, index, "date-noun")  # "the truce until Friday was broken"
    if _is_record(span):
        return None
    if not ahead and (thing := _thing_welcomed(span)) is not None:
        return Clause(thing, thing, index, "date-noun")
    if (main := _main_before(span)) is not None:
        return _verbal(main, index)
    of_noun = led and before.pos_ == "NOUN" and doc[span.start - 1].lower_ == "of"  # whatever it was hung on
    return _above(span, index, before if of_noun else None, ahead=ahead)


def _main_before(span: Span) -> Token | None:
    """Return "hit" of "shells hit Orlo, a town in the hills, on Monday, police said".

    None where the day stands in no commas of its own, or where more than those who tell it follows.
    """
    doc, sent = span.doc, span.sent
    begins = next((i for i in range(span.start, sent.start, -1) if doc[i - 1].text == ","), None)
    if begins is None or span.end >= len(doc) or doc[span.end].text != ",":
        return None
    if any(word.pos_ in ("VERB", "AUX", "CCONJ") for word in doc[begins : span.start]):
        return None
    after = doc[span.end + 1 : sent.end]
    said = [word for word in after if word.pos_ in ("VERB", "AUX")]
    if len(after) > CLOSES or len(said) != 1 or not (verbs.is_past(said[0]) and verbs.is_cue(said[0], "telling")):
        return None
    own = (word for word in doc[sent.start : begins] if verbs.is_predicate(word) and not word.dep_.startswith("aux"))
    main = [word for word in own if _RELATIVE.isdisjoint(one.dep_ for one in (word, *word.ancestors))]
    return main[-1] if main else None


def _is_record(span: Span) -> bool:
    """Tell "the worst clash since 2016"."""
    doc, first = span.doc, span.start
    near = doc[max(span.sent.start, first - 7) : first]
    record = any(word.tag_ in ("JJS", "RBS") or word.lower_ == "first" for word in near)
    return record and any(word.lower_ == "since" for word in near[-2:])


def _above(span: Span, index: int, noun_of: Token | None, *, ahead: bool) -> Clause | None:
    """Climb from a time expression to the clause or noun that it dates; ``noun_of`` stands before "of 2018"."""
    doc, token = span.doc, span.root
    led = span.start > 0 and doc[span.start - 1].pos_ in ("ADP", "SCONJ")
    before = doc[max(0, span.start - 1 - led)]
    for step in range(STEPS):
        above = noun_of if noun_of is not None and not step else token.head
        apart = any(word.text == ";" for word in doc[above.i : span.start])  # "left in 1981; they freed him in 1990"
        if above == token or above.is_space or apart:
            verb = token if step and verbs.is_predicate(token) else _verb_near(span)
            return _verbal(verb, index) if verb is not None and not is_it_was(verb, span) else None
        if not step and (told := _mistaken(span, above)) is not None:
            return _verbal(told, index)
        if verbs.is_predicate(above):
            return _verbal(_told_ahead(above) if ahead else above, index)
        if above.pos_ in ("NOUN", "PROPN", "NUM") and not (not step and _is_loose(span)):
            near = doc[max(0, token.left_edge.i - 1)]  # "a truce" of "moves like a truce in May", wherever it was hung
            noun = near if token.i > above.i and near.pos_ == "NOUN" and verbs.is_cue(near, "event") else above
            if verbs.is_cue(noun, "event"):
                if led and doc[span.start - 1].lower_ == "of" and verbs.is_perfect(noun.head):
                    return Clause(noun, noun, index, "date-noun")  # "the truce of 2003 has been broken since"
                due = before.pos_ != "NOUN" and verbs.is_cue(before, "planned")  # "the exchange, due on Friday"
                return _nominal(noun, index, token.i < noun.i, before if due else noun, ahead=ahead)
            bare = (len(span) == 1 and token.lower_.isdigit()) or (
                above.dep_ == "nsubj" and span[0].tag_ not in ("DT", "JJ", "CD")
            )
            named = token.i < above.i and (bare or above.dep_ == "obj")
            if not step and (named or any(child.lower_ == "of" for child in verbs.lefts(token))):
                return None  # "a 2018 report", "read a Sunday paper", "the constitution of 1991"
        token = above
    return None


def _told_ahead(verb: Token) -> Token:
    """Return "double" of "they estimated by 2050 prices would double": nobody has said anything on a day ahead."""
    told = verbs.is_past(verb) and verbs.is_cue(verb, "telling")
    return next((child for child in verbs.children(verb) if told and child.dep_ == "ccomp"), verb)


def _thing_welcomed(span: Span) -> Token | None:
    """Return "fire" of "the council deplores the fire at the hall on Friday": what is said now is of no past day."""
    verb = next((word for word in span.root.ancestors if word.tag_ in ("VBZ", "VBP", "VBD", "MD")), None)
    if verb is None or verb.tag_ not in ("VBZ", "VBP") or not verbs.is_cue(verb, "welcomes"):
        return None
    between = (word for word in span.doc[verb.i + 1 : span.start] if word.pos_ in ("NOUN", "PROPN"))
    return next((noun for noun in between if verbs.is_cue(noun, "event")), None)


def _mistaken(span: Span, above: Token) -> Token | None:
    """Return the verb of "in 1998 the dockers struck", and of "that autumn the leader was shot" parsed as a clause."""
    if span.root.pos_ in ("VERB", "AUX", "SCONJ"):
        if above.i < span.start and verbs.is_predicate(above):
            return above  # "before dawn on Tuesday"
        after = span.doc[span.end : span.end + NEAR]
        ends = next((word.i for word in after if word.text in (";", ".") or word.is_sent_start), span.end + NEAR)
        return next((word for word in after if word.i < ends and word.pos_ == "VERB" and verbs.is_past(word)), None)
    return next((child for child in verbs.children(above) if verbs.mistaken_subject(child) is not None), None)


def _verb_near(span: Span) -> Token | None:
    """Return the finite verb before a date, or after it, where the parse gives none."""
    doc = span.doc
    for step, i in ((-1, span.start - 1), (1, span.end)):
        while 0 <= i < len(doc) and abs(i - span.start) < NEAR and not (step > 0 and doc[i].is_sent_start):
            if step > 0 and doc[i].tag_ == "VBN" and verbs.mistaken_subject(doc[i]) is not None:
                return doc[i]  # "in the evening a crowd gathered"
            if doc[i].tag_ in ("VBD", "VBZ", "VBP") and verbs.is_predicate(doc[i]):
                return doc[i] if doc[i].pos_ == "VERB" or doc[i].dep_ == "ROOT" else doc[i].head
            i = -1 if step < 0 and doc[i].is_sent_start else i + step
    return None


def _is_loose(span: Span) -> bool:
    """Tell a date that dates the whole clause: "On Sunday …", "Sunday, …", "… on Sunday amid …"."""
    doc, first = span.doc, span.start
    after = doc[min(span.end, len(doc) - 1)]
    if first > 0 and doc[first - 1].text == "," == after.text:
        return True  # "two years after the invasion, today, he said"
    begins = first - (first > 0 and doc[first - 1].lower_ in _ON)
    return verbs.is_cue(after, "known") or (bool(doc[begins].is_sent_start) and (begins < first or after.text == ","))


def _verbal(head: Token, index: int) -> Clause:
    """Climb from the verb that a date hangs on to the one whose words tell the event."""
    top = head
    for _ in range(STEPS):
        above, own = top.head, verbs.subject_of(top)
        if top.dep_ == "acl" and (set_in := setting_of(above)) is not None:
            head = top = set_in  # "in a letter sent on Friday, they asked"
        elif top.dep_ == "acl" and top.tag_ == "VB" and above.dep_ in ("obj", "nsubj", "nsubj:pass"):
            top = above.head  # "ordered the fleet to leave"
        elif top.dep_ in ("acl", "advcl") and (teller := _teller(top)) is not None:
            head = top = teller
        elif top.dep_ == "acl:relcl" and above.lower_ == "what" and above.dep_ == "obj" and verbs.is_cue(top, "naming"):
            head = top = above.head  # "launched what it called an operation on Tuesday"
        elif verbs.is_complement(top) or (own is None and _belongs_above(top)):
            top = above  # "returned to work", "flew out to meet"
        else:
            break
    return Clause(head, top, index, "date-clause")


def _teller(verb: Token) -> Token | None:
    """Return "said" for "arriving" in "the minister said on arriving in Oslo on Friday"."""
    tellers = (one for one in (verb.head, verb.head.head) if one.pos_ == "VERB" and verbs.is_cue(one, "statement"))
    beside = verb.tag_ == "VBG" and (verb.i > verb.head.i or verbs.is_cue(verb, "speaking"))
    return next(tellers, None) if beside else None


def _belongs_above(verb: Token) -> bool:
    """Tell a verb without a subject that the word above it has: an infinitive, or hung on its own subject."""
    if verbs.mistaken_subject(verb) is not None:
        return False
    if verb.dep_ == "conj":
        return verb.head.pos_ in ("NOUN", "PROPN", "PRON") and not verbs.is_predicate(verb.head)
    return verb.dep_ == "acl" or (verb.dep_ in ("advcl", "obl") and verbs.is_infinitive(verb))


def _nominal(noun: Token, index: int, before: bool, telling: Token, *, ahead: bool) -> Clause | None:
    """Choose between "the attack on Friday" and the clause it stands in; the status is that of ``telling``."""
    words = {child.lower_ for child in verbs.lefts(noun)}
    if (verb := setting_of(noun)) is not None:
        return _verbal(verb, index)
    if noun.dep_ == "nmod" and "of" in words and verbs.is_cue(noun.head, "threatened"):
        return Clause(noun.head, noun.head, index, "date-noun")  # "threats of sanctions in May": May is of the threats
    thing = noun.head if "of" in words and words & {"a", "an"} else noun  # "gave them a draft of an accord on Friday"
    verb = thing.head
    if verb != noun and verbs.is_predicate(verb) and verb.pos_ == "VERB":
        subject = noun.dep_ in ("nsubj", "nsubj:pass")
        acted = (
            thing.dep_ == "obj" and not before and not ahead and not any(verbs.is_cue(verb, kind) for kind in _ABOUT)
        )
        if thing.dep_ in ("obj", "obl") and not before and verbs.is_infinitive(verb):
            return _verbal(verb, index)  # "threatened to leave the pact on 1 July"
        if (subject and (verbs.is_past(verb) or verbs.is_cue(verb, "planned"))) or (
            acted and verbs.own_status(verb) == "past"
        ):
            return _verbal(verb, index)
    known = before and words & {"the", "this", "that"}
    return None if known else Clause(telling, noun, index, "date-noun")


def setting_of(noun: Token) -> Token | None:
    """Return the verb that a noun tells the setting of: "at a summit on Friday, they agreed", "in a statement"."""
    verb = noun.head
    if noun.dep_ not in ("obl", "nmod") or not {child.lower_ for child in verbs.lefts(noun)} & _SETTING:
        return None
    verb = verb.head if noun.dep_ == "nmod" and verb.dep_ in verbs.SUBJECTS else verb
    return verb if verb.pos_ == "VERB" and verbs.is_predicate(verb) else None


def edges(clause: Clause, times: Mapping[int, int]) -> tuple[int, int]:
    """Return the first token of a clause and the one after its last."""
    if clause.span:
        return clause.span
    top, head, doc = clause.top, clause.head, clause.top.doc
    outside = _OUTSIDE if verbs.is_predicate(top) else _OUTSIDE_NOUN
    kept = [
        child
        for child in verbs.children(top)
        if child.dep_ not in outside or child.left_edge.i <= head.i <= child.right_edge.i or is_condition(child)
    ]
    kept += filter(None, [first_of_two(top)])
    first = max(top.i - LONGEST, min(top.i, *(child.left_edge.i for child in kept), top.i))
    last = 1 + min(top.i + LONGEST, max(top.i, *(child.right_edge.i for child in kept), top.i))
    last = _up_to_date(clause, last, times)
    core = [child.right_edge.i for child in verbs.children(top) if child.dep_ in _CORE]
    last = _before_addition(doc, max(top.i, head.i, *core) + 1, last, times)
    while first < top.i and (doc[first].is_space or doc[first].is_punct or doc[first].dep_ == "cc"):
        first += 1
    while last > top.i + 1 and (doc[last - 1].is_space or (doc[last - 1].is_punct and doc[last - 1].text not in "%)”")):
        last -= 1
    return first, last


def _up_to_date(clause: Clause, last: int, times: Mapping[int, int]) -> int:
    """Return the end of a clause with its date and what stands between, where the parser cut that off."""
    doc = clause.top.doc
    for i in range(last, min(last + NEAR, len(doc))):
        if times.get(i) == clause.date and clause.date is not None:
            return next((at for at in range(i, len(doc)) if times.get(at) != clause.date), len(doc))
        if i in times or doc[i].is_punct or doc[i].is_sent_start or doc[i].pos_ in ("VERB", "AUX", "SCONJ", "CCONJ"):
            break
    return last


def is_condition(token: Token) -> bool:
    """Tell "if …", "unless …", "until …", "without …", which belongs to a clause though it is one."""
    return any(child.dep_ in ("mark", "case") and verbs.is_cue(child, "condition") for child in verbs.lefts(token))


def _before_addition(doc: Doc, first: int, last: int, times: Container[int]) -> int:
    """Return where a clause ends without what a comma adds behind its date."""
    dated = max((i for i in range(first, last) if i in times), default=first - 1)
    added = (
        i
        for i in range(dated + 1, last - 1)
        if doc[i].text in PAUSE and doc[i + 1].tag_ in _ADDED and not verbs.is_cue(doc[i + 1], "condition")
    )
    return next(added, last)
