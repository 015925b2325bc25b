"""Metonymy: whether the name of a capital stands for its government."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.language.names import words
from workbook.lexicons import read_yaml

if TYPE_CHECKING:
    from spacy.tokens import Token


def stands_for_government(first: Token | None, last: Token | None) -> bool:
    """Say whether a capital is named for its government, by its grammar and the words it belongs to.

    The subject of a verb of saying or deciding, the object of one of pressing, the owner of a plan, a party to talks.
    """
    if first is None or last is None:
        return False
    token = next((t for t in first.doc[first.i : last.i + 1] if not first.i <= t.head.i <= last.i), last)
    token = token.head if token.dep_ == "conj" else token
    case = next((child for child in token.children if child.dep_ == "case"), None)
    if case is not None and _is_party(token, case):
        return True
    return (case is None and _is_subject(token)) or _is_object(token) or _is_owner(token)


def _any_in(meaning: str, *tokens: Token) -> bool:
    return any(token.lemma_.lower() in words(meaning) for token in tokens)


def _is_party(token: Token, case: Token) -> bool:
    """Say whether it is "by" whom something is done, or with, against, between, from whom."""
    heads = (token.head, case.nbor(-1)) if case.i else (token.head,)
    if case.lower_ == "by":
        return _any_in("government_verbs", *heads)
    relations = read_yaml("name-words")["government_relations"].get(case.lower_, ())
    return token.dep_ in ("nmod", "obl") and any(head.lemma_.lower() in relations for head in heads)


def _is_subject(token: Token) -> bool:
    if token.dep_ in ("nsubj", "nsubj:pass"):
        return _any_in("government_verbs", token.head)
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    return _any_in("government_verbs", after) and (after.tag_ in ("VBD", "VBZ") or bool(token.is_sent_start))


def _is_object(token: Token) -> bool:
    before = token.nbor(-1) if token.i else token
    if before.pos_ == "VERB" and _any_in("government_objects", before):
        return True
    return token.dep_ in ("obj", "iobj", "nsubj:pass") and _any_in("government_objects", token.head)


def _is_owner(token: Token) -> bool:
    possessive = token.dep_ == "nmod:poss" or any(child.tag_ == "POS" for child in token.children)
    return possessive and bool({token.head.lower_, token.head.lemma_.lower()} & words("government_nouns"))
