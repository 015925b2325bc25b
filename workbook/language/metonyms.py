"""Metonymy: whether the name of a capital stands for its government."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from workbook.language.names import words
from workbook.lexicons import read_yaml

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def stands_for_government(doc: Doc, first: Token | None, last: Token | None) -> bool:
    """Say whether a capital is named for its government, by its grammar and the words it belongs to.

    The subject of a verb of saying or deciding, the object of one of pressing, the owner of a plan
    or position, a party to talks. Everywhere else it is the city.
    """
    if first is None or last is None:
        return False
    token = _head(first, last)
    if token.dep_ == "conj":
        token = token.head
    tests = (_is_subject, _is_object, _is_owner, _is_party)
    return any(test(token) for test in tests)


def _head(first: Token, last: Token) -> Token:
    return next((t for t in first.doc[first.i : last.i + 1] if not first.i <= t.head.i <= last.i), last)


def _is_subject(token: Token) -> bool:
    by = any(child.lower_ == "by" for child in token.children)
    if token.dep_ in ("nsubj", "nsubj:pass"):
        return token.head.lemma_.lower() in words("government_verbs")
    if by and token.dep_ in ("obl", "obl:agent", "nmod"):
        return token.head.lemma_.lower() in words("government_verbs")
    if any(child.dep_ == "case" for child in token.children):
        return False
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    return after.tag_ in ("VBD", "VBZ") and after.lemma_.lower() in words("government_verbs")


def _is_object(token: Token) -> bool:
    before = token.nbor(-1) if token.i else token
    if before.lemma_.lower() in words("government_objects") and before.pos_ == "VERB":
        return True
    return token.dep_ in ("obj", "iobj", "nsubj:pass") and token.head.lemma_.lower() in words("government_objects")


def _is_owner(token: Token) -> bool:
    possessive = token.dep_ == "nmod:poss" or any(child.tag_ == "POS" for child in token.children)
    return possessive and bool({token.head.lower_, token.head.lemma_.lower()} & words("government_nouns"))


def _is_party(token: Token) -> bool:
    if token.dep_ not in ("nmod", "obl"):
        return False
    relations = _relations()
    case = next((child.lower_ for child in token.children if child.dep_ == "case"), "")
    return case in relations and token.head.lemma_.lower() in relations[case]


@cache
def _relations() -> dict[str, frozenset[str]]:
    return {case: frozenset(heads) for case, heads in read_yaml("name-words")["government_relations"].items()}
