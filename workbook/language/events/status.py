"""Whether an event happened, or was planned, proposed, announced, denied or cancelled.

The signs are those of :mod:`workbook.language.verbs`; what lies after the day of publication never happened. What had
been planned for a day and did not take place is ``cancelled``, with the day it was meant for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook.language import verbs
from workbook.language.events.subjects import described_by

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from workbook.language.events.clauses import Clause

_STEPS = 6
_SUBJECTS = ("nsubj", "csubj")
_FELL_THROUGH = frozenset({"through", "apart"})
_OTHERWISE = frozenset({"but", "instead"})
_NEAR = 14  # tokens between "had been due", its day and what came of it
_BE = ("was", "were")
_WAS = ("had", *_BE)
_AWAY = frozenset({"off", "back", "forward"})  # "put off", "pushed back", "brought forward"
_TOWARDS = frozenset({"to", "until", "till"})


def status_of(head: Token, date: dict[str, Any], today: str | None, *, chronicle: bool = False) -> str:
    """Return the status of an event by its head and date; in a ``chronicle`` the present tells the past."""
    first, last = date.get("earliest"), date.get("latest")
    ahead = bool(today and first and first > today)
    found = verbs.sign_of(head) if described_by(head) is None else verbs.own_status(head)
    if not found and head.dep_ == "acl" and head.tag_ == "VBN" and verbs.is_infinitive(head):
        return "planned"  # "a statement to be read out today"
    if found == "would":
        found = "planned" if first and date["timex_type"] != "DURATION" else "proposed"
    if found in ("planned", "proposed", "denied"):
        return found
    if found == "announced":
        return "planned" if ahead else "announced"
    same_day = (
        bool(today) and first == last == today and head.tag_ in ("VBZ", "VBP", "VBG", "VB") and not verbs.is_past(head)
    )
    runs_on = bool(today and last and last > today)
    open_ended = not chronicle and found == "" and (same_day or runs_on)
    return "planned" if ahead or open_ended else "happened"


def outcome(head: Token, span: Span) -> str | None:
    """Return what became of something planned for the day of ``span``: a status, or None where it is not told.

    "A strike planned for Friday was called off", "the talks were to have opened on Monday but did not" are cancelled;
    in "was put off from Monday to Friday" the first day is, and for the second day it is planned.
    """
    verb = _main_verb(head)
    if verbs.is_cue(verb, "moved") and verbs.own_status(verb) == "past":
        return _moved(verb, span)
    if _is_called_off(head):
        return "cancelled"
    before = span.start < verb.i
    if before and _is_off(verb) and (verb != head or _dates_subject(span, verb) or _is_appointed(span)):
        return "cancelled"
    return _after_plan(span)


def shown_from(clause: Clause, status: str) -> Token:
    """Return the predicate that tells the status and must be shown: "denied that …", "was called off"."""
    head, top = clause.head, clause.top
    if status == "cancelled":
        return head.head.head if _is_called_off(head) else _main_verb(head)
    if status == "happened" and top.dep_ == "ccomp" and verbs.is_cue(top.head, "claims"):
        return top.head  # "she claims that she was held there in 1997"
    if status not in ("denied", "proposed") or verbs.own_status(head) == status:
        return top
    token = top
    for _ in range(_STEPS):
        above = token.head
        if above == token or token.dep_ not in ("ccomp", "xcomp", "obj", "nmod", "acl", "advcl", "nsubj:pass"):
            break
        if verbs.is_cue(above, status) or verbs.is_cue(above, f"{status}-below"):
            return above if verbs.is_predicate(above) else top
        token = above
    return top


def _moved(verb: Token, span: Span) -> str | None:
    case = _case_of(span)
    if span.start > verb.i:
        return "planned" if case in _TOWARDS else "cancelled" if case == "from" else None
    particles = {child.lower_ for child in verbs.children(verb) if child.dep_ == "compound:prt"}
    put_off = verbs.is_cue(verb, "put-off") or particles & _AWAY or _is_appointed(span)
    return "cancelled" if put_off and _dates_subject(span, verb) else None


def _is_appointed(span: Span) -> bool:
    """Tell "elections scheduled for 18 December were moved to April"."""
    return any(verbs.is_cue(word, "planned") for word in span.doc[max(span.sent.start, span.start - 2) : span.start])


def _case_of(span: Span) -> str:
    at = span.start - 1
    while at > 0 and span.doc[at].dep_ == "det":
        at -= 1
    return str(span.doc[at].lower_) if at >= 0 else ""


def _main_verb(head: Token) -> Token:
    """Return the verb that tells what became of it: of "a strike planned for Friday was averted" the last."""
    token = head
    for _ in range(_STEPS):
        if token.dep_.startswith(_SUBJECTS) and verbs.is_predicate(token.head):
            return token.head
        if token.head == token or (
            verbs.is_predicate(token) and token.dep_ not in ("acl", "acl:relcl", "amod", "xcomp", "appos")
        ):
            break
        token = token.head
    return head


def _is_called_off(plan: Token) -> bool:
    """Tell "planned" of "the envoy cancelled a visit planned for Friday", "scrapped the vote that was due in May"."""
    what = plan.head
    verb = what.head
    off = (
        verbs.is_cue(verb, "cancelled")
        or verbs.is_cue(verb, "put-off")
        or any(child.lower_ == "off" for child in verbs.children(verb))
    )
    named = plan.dep_.startswith("acl") and verbs.is_cue(plan, "planned") and what.dep_ == "obj"
    return named and off and verbs.own_status(verb) == "past"


def _dates_subject(span: Span, verb: Token) -> bool:
    """Tell "a raid on Friday was called off", where the day belongs to the raid, from "On Friday it was called off"."""
    subject = verbs.subject_of(verb)
    return subject is not None and subject.left_edge.i < span.start < verb.i


def _is_off(verb: Token) -> bool:
    """Tell "was called off", "has been scrapped", "fell through", "did not take place"."""
    told = verbs.own_status(verb) == "past"
    particles = {child.lower_ for child in verbs.children(verb)}
    if verbs.is_cue(verb, "cancelled") or (verb.lemma_ == "call" and "off" in particles):
        return told and any(child.dep_ == "aux:pass" for child in verbs.children(verb))
    if verb.lemma_ == "fall" and particles & _FELL_THROUGH:
        return told
    held = verbs.is_cue(verb, "unheld") or (verb.lemma_ == "take" and "place" in particles) or verb.lemma_ == "hold"
    return held and verbs.own_status(verb) == "denied" and verbs.is_past(verb)


def _after_plan(span: Span) -> str | None:
    """Return the outcome of "had been due on Friday but …" and "was due on Friday and passed", whatever was parsed.

    The parser often takes "due on Friday" for the predicate, so the words are read in their order.
    """
    plan, doc = _past_plan(span), span.doc
    if plan is None and _is_appointed(span):
        following = doc[span.end : min(span.sent.end, span.end + _NEAR)]
        return "cancelled" if any(word.pos_ == "VERB" and _is_off(word) for word in following) else None
    if plan is None:
        return None
    if plan.lower_ in _BE and any(word.lower_ == "have" for word in doc[plan.i + 1 : plan.i + 3]):
        return "cancelled"  # "was to have met today"
    for word in doc[span.end : span.end + _NEAR]:
        if word.is_sent_start or word.text == ";":
            return None
        negated = word.lower_ in verbs.cues()["not"]
        moved = verbs.is_cue(word, "moved") and verbs.own_status(word) == "past"
        if word.lower_ in _OTHERWISE or negated or (word.pos_ == "VERB" and (_is_off(word) or moved)):
            return "cancelled"
        if word.lower_ == "and" and plan.lower_ != "had":
            following = (token for token in doc[word.i + 1 :] if token.pos_ != "ADV")
            return "happened" if next(following, word).tag_ == "VBD" else None
    return None


def _past_plan(span: Span) -> Token | None:
    """Return "had" of "had been due to sign on", "was" of "was set for", "were" of "were to have opened on"."""
    doc = span.doc
    for at in range(span.start - 1, max(span.start - _NEAR, span.sent.start), -1):
        word = doc[at]
        if word.lower_ in (";", ",", "but", "will"):
            return None
        was_to = word.lower_ == "to" and doc[at - 1].lower_ in _BE  # "was to open in May but …"
        to_be = was_to or (word.lower_ == "to" and at + 1 < len(doc) and doc[at + 1].lower_ in ("have", "be"))
        if to_be or word.lower_ == "set" or verbs.is_cue(word, "due-on"):
            helpers = [token for token in doc[max(0, at - 3) : at] if token.lower_ in _WAS]
            return helpers[0] if helpers else None
    return None


def is_unreal(head: Token) -> bool:
    """Tell what did not come about: "if the dam had burst", "it would have burst", "the dam almost burst"."""
    helpers = {child.lower_ for child in verbs.helpers_of(head)}
    would = helpers & (verbs.cues()["would"] | verbs.cues()["due"] | {"could"}) and helpers & {"have", "'ve", "’ve"}
    nearly = any(child.lower_ in verbs.cues()["nearly"] for child in verbs.children(head) if child.dep_ == "advmod")
    return (
        bool(would)
        or (nearly and verbs.is_past(head))
        or (verbs.is_condition(head) and "had" in {w.lower_ for w in verbs.lefts(head)})
    )


def is_bet(head: Token) -> bool:
    """Tell odds from events: "put the chances at one in three", "see an even chance that the camp will close"."""
    hangs = head.dep_ in ("acl", "ccomp", "nmod", "obj", "acl:relcl", "compound")
    above = [head.head, head.head.head] if hangs else []
    named = [child for child in verbs.children(head) if child.dep_ in ("obj", "nsubj", "iobj", "nsubj:pass")]
    near = head.doc[max(0, head.i - 5) : head.i] if head.pos_ == "NOUN" else []
    return any(word.lower_ in verbs.cues()["odds"] for word in (head, *named, *above, *near))
