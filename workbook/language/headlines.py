"""A clause in few of its own words: what a chart shows."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TYPE_CHECKING

from workbook.language.clauses import PAUSE, WORDS, Clause, edges, is_predicate, subject_of
from workbook.language.status import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TRIM = " ,;:–—-.\n\t"
_DROPPED = frozenset({"appos", "acl:relcl", "advcl", "parataxis", "discourse", "advcl:relcl"})
_NEAR = frozenset({"compound", "amod", "nummod", "flat", "nmod:poss", "det"})
_CUT = frozenset({"obl", "nmod", "advmod", "acl", "conj", "xcomp", "ccomp", "obl:agent", "obl:unmarked"})


def headline(clause: Clause, dropped: Container[int], names: Container[int]) -> str:
    """Return a clause in few of its own words, without its date.

    Args:
        clause: The clause.
        dropped: Tokens of time expressions, with the prepositions before them.
        names: First tokens of persons' names: a title before one is left out.
    """
    first, last = edges(clause, dropped)
    doc, subject = clause.top.doc, subject_of(clause.top)
    if subject is not None and subject.i < clause.top.i:
        first = max(first, subject.left_edge.i)
    out = {i for i in range(first, last) if i in dropped}
    for token in doc[first:last]:
        if _is_aside(token, clause):
            out.update(_with_commas(doc, max(first, token.left_edge.i), min(last, token.right_edge.i + 1)))
        if token.i in names:
            out.update(_title(token, first))
        if token.tag_ in ("WP", "WDT") and token.head == clause.top:
            out.add(token.i)
    lead = _subject(clause)
    kept = [i for i in range(first, last) if i not in out or i in (clause.head.i, clause.top.i)]
    words = _cut(doc, kept, clause, WORDS - len(lead.split()))
    if clause.top.i not in words and subject is not None:
        lead = _short(subject)
        words = _cut(doc, [i for i in kept if i > subject.right_edge.i], clause, WORDS - len(lead.split()))
    return _tidy(lead + " " + _text(doc, words))


def _is_aside(token: Token, clause: Clause) -> bool:
    """Tell what a headline can do without: appositions, relative clauses, participles in commas."""
    if token == clause.top or token == clause.head or token.left_edge.i <= clause.head.i <= token.right_edge.i:
        return False
    before = token.left_edge if token.left_edge.is_punct else token.doc[max(0, token.left_edge.i - 1)]
    if token.dep_ in ("acl", "acl:relcl") and (token.dep_ == "acl" or token.head == clause.top):
        return before.is_punct
    if clause.span and token.dep_ == "parataxis":
        return False
    return token.dep_ in _DROPPED and token.left_edge.tag_ != "TO"


def _with_commas(doc: Doc, first: int, last: int) -> range:
    """Return a range of tokens with the commas or dashes around it."""
    first -= first > 0 and doc[first - 1].text in PAUSE
    last += last < len(doc) and doc[last].text in PAUSE
    return range(first, last)


def _title(token: Token, first: int) -> list[int]:
    """Return the words before a person's name that say what he or she is: "US Secretary of State"."""
    doc, i = token.doc, token.i - 1
    while i >= first and token.i - i < 8 and doc[i].is_alpha and doc[i].pos_ in ("NOUN", "PROPN", "ADJ"):
        i -= 1
    joined = i >= first and (doc[i].tag_ in ("POS", "HYPH"))
    return [] if joined else list(range(i + 1, token.i))


def _subject(clause: Clause) -> str:
    """Return the words for a subject that stands outside the clause: of "who", of a second verb."""
    top, subject = clause.top, subject_of(clause.top)
    if top.dep_.endswith("relcl") and (subject is None or subject.tag_ in ("WP", "WDT")):
        return _short(top.head)
    if subject is None and top.dep_ == "conj" and is_predicate(top):
        other = subject_of(top.head)
        return _short(other) if other is not None else ""
    return ""


def _short(noun: Token) -> str:
    """Return a noun with its near words: "the oldest party", "Elon Musk"."""
    near = [child for child in children(noun) if child.dep_ in _NEAR]
    first = min([noun.i, *(child.left_edge.i for child in near)])
    last = max([noun.i, *(child.right_edge.i for child in near)])
    return noun.doc[first : last + 1].text if last - first < 8 else noun.text


def _cut(doc: Doc, kept: list[int], clause: Clause, most: int) -> list[int]:
    words = 0
    best = 0
    for n, i in enumerate(kept):
        token = doc[i]
        if n and words and i > clause.head.i and _opens(token, clause.head):
            best = n
        if n and i > clause.head.i and token.text in (":", ";"):
            return kept[:n]
        words += token.is_alpha or token.like_num
        if words > most:
            return kept[: best or n]
    return kept


def _opens(token: Token, head: Token) -> bool:
    """Tell whether a constituent begins here: the headline may end before it."""
    if token.is_punct:
        return True
    above = token
    for _ in range(4):
        if above.dep_ in _CUT and above.left_edge.i == token.i and above.i != head.i:
            return True
        above = above.head
    return token.dep_ == "cc"


def _text(doc: Doc, kept: list[int]) -> str:
    return "".join(doc[i].text + (" " if doc[i].whitespace_ or i + 1 not in kept else "") for i in kept)


def _tidy(words: str) -> str:
    words = re.sub(r"\(\s*\)|[“”\"«»]|(?<!\d)\s*[—–]\s*(?!\d)", " ", words)
    words = re.sub(r"\s+([,;:.’)])", r"\1", re.sub(r"\s+", " ", words)).strip(_TRIM)
    words = re.sub(r",(?=[,;:.])|^(?:who|which|that|and|but) ", "", words)
    return words[:1].upper() + words[1:]
