"""The tense that a time expression is read in: "on Friday" lies behind in "met on Friday", ahead in "will meet"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.language.verbs import STEPS, children, helpers_of, is_cue, is_past, is_predicate, own_status, sign_of

if TYPE_CHECKING:
    from spacy.tokens import Span

_PRESENT = frozenset({"VBZ", "VBP", "VB", "NN", "NNS"})  # "resumes" may be tagged as a noun, see ``verbs``


def tense_of(span: Span) -> str | None:
    """Return whether the clause around a date tells of "past", "present" or "future", or None."""
    doc, token = span.doc, span.root
    before = doc[max(0, span.start - 4) : span.start]
    if any(word.lower_ in ("since", "had") for word in before) and not _is_deadline(span):
        return "past"
    if _is_deadline(span) or any(word.tag_ in ("JJ", "VBN") and is_cue(word, "planned") for word in before[-2:]):
        return "future"  # "due on Friday"
    of_noun = span.end < len(doc) and doc[span.end].tag_ == "POS"  # "said Friday's talks would …"
    if any(word.tag_ == "VBD" and is_cue(word, "statement") and not of_noun for word in before[-2:]):
        return "past"  # "said on Friday it would leave"
    for step in range(STEPS):
        if any(child.dep_ == "cop" for child in children(token)) or (step and is_predicate(token)):
            break  # not the expression itself as a verb: "May" is often tagged so
        if step and sign_of(token) in ("planned", "proposed"):
            return "future"  # "announced a summit in July"
        if token.head == token:
            return None
        token = token.head
    until = is_until(span) and is_cue(token, "planned-below")
    past = is_past(token)
    sign = "past" if past and own_status(token) == "past" else sign_of(token)
    if until or is_cue(token, "planned") or sign in ("planned", "proposed", "would"):
        return "future"
    if past or sign in ("announced", "past"):
        return "past"
    now = {word.tag_ for word in (token, *helpers_of(token))}
    return "present" if sign != "denied" and now & _PRESENT else None


def is_until(span: Span) -> bool:
    """Tell a day up to which something goes on: "a truce until Friday"."""
    return span.start > 0 and span.doc[span.start - 1].lower_ in ("until", "till")


def _is_deadline(span: Span) -> bool:
    """Tell "gave the ministry until Friday" and "had until Friday", not "gave them shelter until Friday"."""
    verb = span.root.head
    if not is_until(span) or not is_cue(verb, "deadline"):
        return False
    given = [child for child in children(verb) if child.dep_ in ("obj", "iobj")]
    return len(given) == (verb.lemma_ != "have") and all(verb.i < child.i < span.start for child in given)
