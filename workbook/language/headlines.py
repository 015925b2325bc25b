"""A clause in few of its own words: what a chart shows."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TYPE_CHECKING

from workbook.language.clauses import PAUSE, WORDS, Clause, edges
from workbook.language.status import children, is_predicate, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TRIM = " ,;:–—-.\n\t"
_FEWEST = 4  # a clause of fewer words without its date keeps the date
_DROPPED = frozenset({"appos", "acl", "acl:relcl", "advcl", "parataxis", "discourse", "advcl:relcl"})
_NEAR = frozenset({"compound", "amod", "nummod", "flat", "nmod:poss", "det"})
_OPENS = frozenset({"ADP", "CCONJ", "SCONJ", "PUNCT"})  # the headline may end before one of these


def headline(clause: Clause, times: Container[int]) -> str:
    """Return a clause in few of its own words, without its date.

    Args:
        clause: The clause.
        times: Tokens of time expressions, with the prepositions before them.
    """
    first, last = edges(clause, times)
    doc, subject = clause.top.doc, subject_of(clause.top)
    out: set[int] = set()
    for token in doc[first:last]:
        if _is_aside(token, clause):
            out.update(_with_commas(doc, max(first, token.left_edge.i), min(last, token.right_edge.i + 1)))
        if token.tag_ in ("WP", "WDT") and token.head == clause.top:
            out.add(token.i)
    if subject is not None and subject.i < clause.top.i:
        out.update(range(first, subject.left_edge.i))
    own = [i for i in range(first, last) if i not in out or i in (clause.head.i, clause.top.i)]
    undated = [i for i in own if i not in times]
    lead = _subject(clause)
    maimed = clause.rule == "date-clause" and len(undated) + len(lead.split()) < _FEWEST
    kept = own if maimed else undated
    return _tidy(lead + " " + _text(doc, _cut(doc, kept, clause.head.i, WORDS - len(lead.split()))))


def _is_aside(token: Token, clause: Clause) -> bool:
    """Tell what a headline can do without: appositions, relative clauses, participles in commas."""
    if (
        token.left_edge.i <= clause.head.i <= token.right_edge.i
        or token.left_edge.i <= clause.top.i <= token.right_edge.i
    ):
        return False
    before = token.left_edge if token.left_edge.is_punct else token.doc[max(0, token.left_edge.i - 1)]
    if token.dep_ == "acl" or (token.dep_ == "acl:relcl" and token.head == clause.top):
        return before.is_punct
    return token.dep_ in _DROPPED and token.left_edge.tag_ != "TO" and not (clause.span and token.dep_ == "parataxis")


def _with_commas(doc: Doc, first: int, last: int) -> range:
    """Return a range of tokens with the commas or dashes around it."""
    first -= first > 0 and doc[first - 1].text in PAUSE
    last += last < len(doc) and doc[last].text in PAUSE
    return range(first, last)


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


def _cut(doc: Doc, kept: list[int], head: int, most: int) -> list[int]:
    """Return the first words, to the last place within ``most`` where a new phrase begins behind the predicate."""
    words = best = 0
    for n, i in enumerate(kept):
        if n and i > head and doc[i].text in (":", ";"):
            return kept[:n]
        if n and i > head and (doc[i].pos_ in _OPENS or doc[i].tag_ == "TO"):
            best = n
        words += not doc[i].is_punct
        if words > most:
            return kept[: best or n]
    return kept


def _text(doc: Doc, kept: list[int]) -> str:
    return "".join(doc[i].text + (" " if doc[i].whitespace_ or i + 1 not in kept else "") for i in kept)


def _tidy(words: str) -> str:
    words = re.sub(r"\(\s*\)|[“”\"«»]|(?<!\d)\s*[—–]\s*(?!\d)", " ", words)
    words = re.sub(r"\s+([,;:.’)])", r"\1", re.sub(r"\s+", " ", words)).strip(_TRIM)
    words = re.sub(r",(?=[,;:.])|^(?:who|which|that|and|but) ", "", words)
    return words[:1].upper() + words[1:]
