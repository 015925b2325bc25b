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
    case = next((child for child in token.children if child.dep_ == "case"), None)
    if case is not None:
        heads = (token.head, case.nbor(-1)) if case.i else (token.head,)
        return case.lower_ == "by" and any(_decides(head) for head in heads)
    if token.dep_ in ("nsubj", "nsubj:pass"):
        return _decides(token.head)
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    return _decides(after) and (after.tag_ in ("VBD", "VBZ") or bool(token.is_sent_start))


def _decides(verb: Token) -> bool:
    return verb.lemma_.lower() in words("government_verbs")


def _is_object(token: Token) -> bool:
    before = token.nbor(-1) if token.i else token
    if before.lemma_.lower() in words("government_objects") and before.pos_ == "VERB":
        return True
    return token.dep_ in ("obj", "iobj", "nsubj:pass") and token.head.lemma_.lower() in words("government_objects")


def _is_owner(token: Token) -> bool:
    possessive = token.dep_ == "nmod:poss" or any(child.tag_ == "POS" for child in token.children)
    return possessive and bool({token.head.lower_, token.head.lemma_.lower()} & words("government_nouns"))


def _is_party(token: Token) -> bool:
    case = next((child for child in token.children if child.dep_ == "case"), None)
    if token.dep_ not in ("nmod", "obl") or case is None:
        return False
    heads = (token.head, case.nbor(-1)) if case.i else (token.head,)
    return any(head.lemma_.lower() in _relations().get(case.lower_, ()) for head in heads)


@cache
def _relations() -> dict[str, frozenset[str]]:
    return {case: frozenset(heads) for case, heads in read_yaml("name-words")["government_relations"].items()}
