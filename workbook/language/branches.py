"""What hangs on a word: its children, helpers and subject, also where the parser lost it; classes of words.

Words: ``event-cues.csv``.
"""

from __future__ import annotations

from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from workbook.lexicons import read_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

MOST = 60  # words that hang on one; keeps the work linear on text that is not prose
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer", "expl"})


def children(token: Token) -> list[Token]:
    """Return the words that hang on a token; none where they are too many for a sentence of prose."""
    return list(token.children) if token.n_lefts + token.n_rights <= MOST else []


def lefts(token: Token) -> list[Token]:
    """Return the words that hang on a token and stand before it."""
    return list(token.lefts) if token.n_lefts + token.n_rights <= MOST else []


def helpers_of(token: Token) -> list[Token]:
    """Return the auxiliary verbs of a predicate: "has", "will", "was"."""
    return [child for child in children(token) if child.dep_.startswith(("aux", "cop"))]


@cache
def cues() -> dict[str, frozenset[str]]:
    """Return the words of each class of ``event-cues.csv``."""
    table = read_lexicon("event-cues")
    return {str(name): frozenset(rows["word"]) for name, rows in table.groupby("class")}


def is_cue(token: Token, kind: str) -> bool:
    """Tell whether a token is of a class; "call for" is a verb of its own, "was denied" and "was reported" are none."""
    lemma, words = token.lemma_.lower(), cues()[kind]
    if lemma in ("deny", "report") and any(child.dep_ == "aux:pass" for child in lefts(token)):
        return False
    if lemma == "call" and token.pos_ == "VERB" and token.i + 1 < len(token.doc):
        after = token.nbor().lower_
        return ("call-for" if after in ("for", "on", "upon") else "call-off" if after == "off" else lemma) in words
    return lemma in words or token.lower_ in words


def subject_of(token: Token) -> Token | None:
    """Return the subject of a predicate, or None where it has none of its own."""
    return next((child for child in children(token) if child.dep_ in SUBJECTS), None)


def is_infinitive(head: Token) -> bool:
    """Tell whether "to" stands before a verb."""
    return any(child.tag_ == "TO" for child in lefts(head))


def mistaken_subject(token: Token) -> Token | None:
    """Return the subject of a past tense tagged as a participle: "the dockers struck", "he, citing cost, cut it"."""
    if (noun := subject_before_aside(token)) is not None:
        return noun
    if token.tag_ not in ("VBN", "VBD") or token.dep_ not in ("acl", "conj", "advcl") or helpers_of(token):
        return None
    noun, aside = token.head, token.i > 0 and token.nbor(-1).text == ","
    inside = token.dep_ == "acl" and noun.dep_ == "nmod"  # "the first boat in more than a year sailed"
    while (aside or inside) and noun.dep_ in ("obj", "obl", "nmod", "advcl", "acl"):
        noun = noun.head
    time_first = noun.dep_ == "nsubj" and noun.head.dep_ == "ROOT" and any(w.dep_ == "case" for w in lefts(noun.head))
    if time_first and noun.head.i < noun.i < token.i:
        return noun  # "in the evening a crowd gathered"
    if noun.dep_ not in ("ROOT", "parataxis", "conj", "ccomp") or noun.pos_ not in ("NOUN", "PROPN", "NUM"):
        return None
    if noun.i > token.i or subject_of(noun) is not None:
        return None
    if token.dep_ == "acl" and token.head == noun:
        beside = {child.dep_ for child in children(noun) if noun.i < child.i < token.i}
        return noun if beside <= {"appos", "punct", "nmod", "flat"} or not _has_another_verb(noun, token) else None
    return noun if (aside or inside) and not _has_another_verb(noun, token) else None


def _has_another_verb(noun: Token, verb: Token) -> bool:
    """Tell whether the clause of a noun has a verb besides one, up to what is quoted."""
    ahead = noun.doc[noun.i + 1 : noun.i + MOST]
    clause = takewhile(lambda word: not word.is_sent_start and word.text not in (":", ";"), ahead)
    return any(word.tag_ in ("VBD", "VBZ", "VBP", "MD") and word != verb for word in clause)


def subject_before_aside(token: Token) -> Token | None:
    """Return "gunmen" of "(said that) gunmen, their faces covered, set it alight", whose parse lost it."""
    if token.i < 2 or token.nbor(-1).text != "," or token.lower_ not in cues()["unchanged"] or helpers_of(token):
        return None
    if token.tag_ not in ("VB", "VBD", "VBP") or subject_of(token) is not None or is_infinitive(token):
        return None
    noun = token.head.head if token.head.dep_ == "acl:relcl" else token.head
    noun = (subject_of(noun) or noun) if noun.tag_ == "JJ" else noun  # "the navy, tired of waiting, shut the strait"
    joined = token.dep_ == "parataxis" or (token.dep_ == "conj" and not any(one.dep_ == "cc" for one in lefts(token)))
    if joined and noun.pos_ in ("NOUN", "PROPN") and noun.i < token.i:
        return noun
    if token.dep_ != "ccomp":
        return None
    before = token.doc[max(token.sent.start, token.i - MOST) : token.i]
    that = next((word.i for word in reversed(list(before)) if word.lower_ == "that"), token.i)
    nouns = (
        word for word in token.doc[that + 1 : token.i] if word.pos_ in ("NOUN", "PROPN") and word.dep_ != "compound"
    )
    return next(nouns, None)
