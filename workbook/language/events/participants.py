"""Who acts or is acted on in a clause, and where it happens: not every name that stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook.language import verbs
from workbook.lexicons import read_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from workbook.language.events.clauses import Clause

Row = dict[str, Any]
_STEPS = 10
_TOWARDS = frozenset({"by", "with", "to", "against", "between", "among", "from", "alongside", "for"})
_OF = frozenset({"of", "between", "with", "by", "against", "from", "and", "among"})
_WHERE = frozenset({"in", "at", "near", "outside", "inside", "off", "around"})
_WAYS = frozenset({"to", "from", "into", "on", "over", "across"})  # of a town: "flew to Ankara"
_ASIDE = frozenset({"acl:relcl", "advcl", "advcl:relcl", "parataxis", "acl", "ccomp"})


def where_and_who(doc: Doc, clause: Clause, inside: list[Row]) -> Row:
    """Return the place of an event and the actors who take part, of the mentions ``inside`` its passage."""
    place: Row | None = None
    actors = []
    for row in inside:
        span = doc.char_span(row["start"], row["end"], alignment_mode="expand")
        if span is None:
            continue
        named_place = row["entity_type"] in ("place", "country") and row.get("form", "name") == "name"
        if named_place and place is None and _is_where(span.root, clause, row["entity_type"]):
            place = row
        elif row["entity_type"] != "place" and (_is_subject_of_entry(span, clause) or _takes_part(span.root, clause)):
            actors.append(row["actor_id"])
    return {"place": place["text"] if place else None, "actor_ids": list(dict.fromkeys(filter(None, actors)))}


def _is_subject_of_entry(span: Span, clause: Clause) -> bool:
    """Tell who stands before the verb of a chronology's entry, which the parser may take for a title."""
    return clause.span is not None and clause.span[0] <= span.start < clause.head.i


def _case(token: Token) -> str:
    return next((child.lower_ for child in verbs.lefts(token) if child.dep_ == "case"), "")


def _is_where(token: Token, clause: Clause, kind: str) -> bool:
    """Tell "signed in Doha", "miners in Bolivia struck", "flew to Ankara"; not "money for the war in Gaza"."""
    for _ in range(_STEPS):
        if token.dep_ not in ("flat", "compound", "appos", "conj"):
            break
        token = token.head
    above, case = token.head, _case(token)
    if token.dep_ == "obl" and verbs.is_predicate(above):
        return (case in _WHERE or (case in _WAYS and kind == "place")) and _belongs(above, clause)
    of_part = above.dep_ in ("nsubj", "nsubj:pass", "obj") and above.head in (clause.top, clause.head)
    return token.dep_ in ("obl", "nmod") and case in _WHERE and (of_part or above in (clause.top, clause.head))


def _belongs(token: Token, clause: Clause) -> bool:
    """Tell a word of the clause itself from one of a clause inside it."""
    for _ in range(_STEPS):
        if token in (clause.top, clause.head) or token.head == token:
            return True
        if token.dep_ in _ASIDE:
            return False
        token = token.head
    return False


def _takes_part(token: Token, clause: Clause) -> bool:
    for _ in range(_STEPS):
        if token in (clause.top, clause.head) or token.head == token:
            return True
        case, above = _case(token), token.head
        if token.dep_ == "obl":
            return case in _TOWARDS and _belongs(above, clause)
        if token.dep_ in _ASIDE or (token.dep_ == "nmod" and case not in _OF):
            return False
        if token.dep_ in ("compound", "amod", "nmod:poss") and not _acts(above):
            return False
        token = above
    return False


def _acts(noun: Token) -> bool:
    """Tell "troops" of "Chadian troops", "invasion" of "Russia's invasion", from "plan" of "the Trump plan"."""
    if noun.pos_ == "PROPN" or verbs.is_cue(noun, "bodies") or verbs.is_cue(noun, "event"):
        return True
    return noun.lemma_.lower() in read_words("speakers", "roles") | read_words("speakers", "voices")
