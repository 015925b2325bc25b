"""Whether a clause tells what happened, or what was planned, proposed, announced or denied.

A clause carries its own signs (tense, modal verb, negation, mark) and stands below others ("is
expected to", "called for", "denied that"). The nearest sign that is not plain past decides; what
lies after the day of publication never happened. The idea of reading factuality from a chain of
governing predicates is that of FactBank (Saurí & Pustejovsky 2009); words: ``event-cues.csv``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from workbook.lexicons import read_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

MOST = 60  # words that hang on one; keeps the work linear on text that is not prose
STEPS = 8  # how far up the signs are looked for
_FUTURE = frozenset({"will", "wo", "'ll", "’ll", "shall"})
_WOULD = frozenset({"would", "'d", "’d"})
_MAYBE = frozenset({"may", "might", "could", "can", "should", "must", "ought", "ca"})
_NOT = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "none", "nothing", "nobody"})
_ADJECTIVES = frozenset({"amod", "mark", "advmod", "aux"})
# Through these a clause's truth hangs on the word above; across others it does not.
_HANGS = frozenset(
    {"xcomp", "ccomp", "csubj", "csubj:pass", "csubj:outer", "parataxis", "conj", "obj", "nsubj:pass", "compound"}
)


def children(token: Token) -> list[Token]:
    """Return the words that hang on a token; none where they are too many for a sentence of prose."""
    return list(token.children) if token.n_lefts + token.n_rights <= MOST else []


def lefts(token: Token) -> list[Token]:
    """Return the words that hang on a token and stand before it."""
    return [child for child in children(token) if child.i < token.i]


def rights(token: Token) -> list[Token]:
    """Return the words that hang on a token and stand after it."""
    return [child for child in children(token) if child.i > token.i]


@cache
def cues() -> dict[str, frozenset[str]]:
    """Return the words of each class of ``event-cues.csv``."""
    table = read_lexicon("event-cues")
    return {str(name): frozenset(rows["word"]) for name, rows in table.groupby("class")}


def is_cue(token: Token, kind: str) -> bool:
    """Tell whether a token is of a class; "call for" is a verb of its own."""
    words = cues()[kind]
    lemma = token.lemma_.lower()
    if lemma == "deny" and any(child.dep_ == "aux:pass" for child in lefts(token)):
        return False  # "was denied entry": somebody refused it
    if lemma == "call":
        return f"call{'-for' * _calls_for(token)}" in words
    return lemma in words or token.lower_ in words


def _calls_for(token: Token) -> bool:
    if token.pos_ != "VERB":
        return True
    return any(child.lower_ in ("for", "on", "upon") for part in rights(token) for child in (part, *lefts(part)))


def is_past(head: Token) -> bool:
    """Tell whether a predicate stands in a past or perfect tense."""
    tags = {child.tag_ for child in children(head) if child.dep_.startswith(("aux", "cop"))}
    if tags & {"VBD"}:
        return True
    if tags & {"VBZ", "VBP"}:
        return any(child.lemma_ == "have" and child.dep_ == "aux" for child in children(head))
    return head.tag_ == "VBD" or (head.tag_ == "VBN" and not tags)


def own_status(head: Token) -> str:
    """Return what a predicate's own words say of it: a status, "would", "past", or "" for nothing."""
    words = {child.lower_: child for child in children(head)}
    perfect = "have" in words or "'ve" in words
    helpers = {word for word, child in words.items() if child.dep_.startswith(("aux", "cop"))}
    if _is_condition(head):
        return "proposed"
    if helpers & _MAYBE:
        return "past" if perfect and helpers & {"may", "might", "must"} else "proposed"
    if helpers & _WOULD:
        return "proposed" if perfect else "would"
    if helpers & _FUTURE or _is_to(head) or ("going" in words and "to" in words):
        return "planned"
    if any(is_cue(child, "planned") and child.dep_ in _ADJECTIVES for child in children(head)) and not is_past(head):
        return "planned"
    if _is_negated(head):
        return "denied"
    return "past" if perfect or is_past(head) else ""


def _is_condition(head: Token) -> bool:
    """Tell "if …", "without …" and "had the vote been held, …"."""
    for child in lefts(head):
        if child.dep_ in ("mark", "case") and child.lower_ in cues()["condition"]:
            return True
        inverted = child.dep_ == "aux" and child.text == "Had"
        if inverted and any(other.dep_.startswith("nsubj") and other.i > child.i for other in lefts(head)):
            return True
    return False


def _is_to(head: Token) -> bool:
    """Tell "are to meet" from "went to meet"."""
    to = any(child.lower_ == "to" and child.tag_ == "TO" for child in children(head))
    return to and any(child.lemma_ == "be" and child.tag_ in ("VBZ", "VBP", "VBD") for child in lefts(head))


def _is_negated(head: Token) -> bool:
    for child in children(head):
        if child.lower_ in _NOT and child.dep_ in ("advmod", "det", "nsubj", "obj", "nsubj:pass", "neg"):
            return True
        if child.dep_ in ("nsubj", "nsubj:pass") and any(part.lower_ in ("no", "neither") for part in lefts(child)):
            return True
    return False


def status_of(head: Token, date: dict[str, Any] | None, today: str | None, *, chronicle: bool = False) -> str:
    """Return the status of the clause (or nominal event) whose head is given.

    Args:
        head: The predicate, or the noun of a nominal event.
        date: The row of the time expression it hangs on, if it has one.
        today: ISO day of publication, or the day before which it cannot have been published.
        chronicle: The clause is an entry of a list of days, where the present tense tells the past.
    """
    first, last = (date or {}).get("earliest"), (date or {}).get("latest")
    ahead = bool(today and first and first > today)
    runs_on = bool(today and last and last > today)
    same_day = bool(today and first == today == last)
    found = _sign(head)
    if found == "would":
        found = "planned" if first and date and date["timex_type"] != "DURATION" else "proposed"
    if found in ("planned", "proposed", "denied"):
        return found
    if found == "announced":
        return "planned" if ahead else "announced"
    if ahead:
        return "planned"
    open_ended = same_day and head.tag_ in ("VBZ", "VBP", "VBG", "VB")
    if not chronicle and found == "" and (open_ended or runs_on):
        return "planned"
    return "happened"


def _sign(head: Token) -> str:
    """Return the first sign that decides, from the head upwards."""
    sign = own_status(head)
    for kind in ("planned", "proposed", "denied", "announced"):
        if is_cue(head, kind) and (head.pos_ != "NOUN" or kind == "proposed"):
            return sign if sign in ("planned", "proposed") else kind
    if sign not in ("", "past"):
        return sign
    below = head
    for _ in range(STEPS):
        above = below.head
        if above == below or not _depends(below, above):
            break
        if below.dep_ != "conj":
            if found := _governed(below, above):
                return found
            if (other := own_status(above)) in ("planned", "proposed", "would") and below.dep_ != "parataxis":
                return other
        below = above
    return sign


def _depends(below: Token, above: Token) -> bool:
    if below.dep_ == "acl":
        return below.tag_ in ("VB", "NN") or (above.dep_ == "obj" and is_cue(above.head, "planned"))
    if below.dep_ in _HANGS:
        return True
    if below.dep_ in ("nmod", "obl", "advcl"):
        case = {child.lower_ for child in lefts(below) if child.dep_ in ("case", "mark")}
        return bool(case) and not case & cues()["known"]
    return below.dep_ == "nsubj" and (is_cue(above, "planned") or is_cue(above, "proposed"))


def _governed(below: Token, above: Token) -> str:
    """Return the status that the word above gives to what stands below it."""
    if below.dep_ in ("ccomp", "parataxis") and own_status(below) == "past":
        return "denied" if is_cue(above, "denied") else ""
    for kind in ("planned", "proposed", "denied"):
        if is_cue(above, kind):
            return kind
    infinitive = below.tag_ == "VB" or any(child.tag_ == "TO" for child in lefts(below))
    foreseen = infinitive or below.pos_ in ("NOUN", "PROPN")
    signs = ("denied-below", "proposed-below", "planned-below") if foreseen else ("denied-below",)
    return next((sign.removesuffix("-below") for sign in signs if is_cue(above, sign)), "")
