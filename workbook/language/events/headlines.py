"""A clause in few of its own words: what a chart shows."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TYPE_CHECKING

from workbook.language.events.clauses import PAUSE, WORDS, Clause, edges, first_of_two, is_of, setting_of
from workbook.language.speech.reporting_words import forms
from workbook.language.verbs import children, is_cue, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TRIM = " ,;:–—-.\n\t"
_FEWEST = 4  # a clause of fewer words without its date keeps the date
_DROPPED = frozenset({"appos", "acl", "acl:relcl", "advcl", "parataxis", "discourse", "advcl:relcl"})
SUBJECT = 8  # words of a subject that is shortened
_NEAR = frozenset({"compound", "amod", "nummod", "flat", "nmod:poss", "det"})
_BORROWS = frozenset({"conj", "advcl"})  # has its subject from the predicate above
_OPTIONAL = ("obl", "nmod", "advcl", "acl", "conj", "appos", "parataxis", "punct", "advmod")
_CORE = frozenset({"obj", "iobj", "xcomp", "ccomp", "compound:prt"})
_OPENS = frozenset({"ADP", "CCONJ", "SCONJ", "PUNCT"})  # begin what may be cut where the parse does not tell
_DANGLING = frozenset({"ADP", "CCONJ", "SCONJ", "DET", "PUNCT", "PART"})


def headline(clause: Clause, times: Container[int]) -> str:
    """Return a clause in few of its own words, without ``times``, the tokens of time expressions."""
    first, last = edges(clause, times)
    lead, top, doc, subject = _borrowed(clause), clause.top, clause.top.doc, subject_of(clause.top)
    out = {
        child.i for child in children(top) if child.tag_ in ("WP", "WDT") or (child.dep_, child.tag_) == ("mark", "IN")
    }
    whole = subject is None or _is_whole(subject)
    for token in [] if clause.rule == "date-noun" else doc[first if whole else top.i : last]:
        if _is_aside(token, clause):
            out.update(_with_commas(doc, max(first, token.left_edge.i), min(last, token.right_edge.i + 1)))
    if subject is not None and subject.i < top.i and not clause.span:  # without what stands before it
        edge = (first_of_two(top) or subject).left_edge
        if not whole:
            edge = next((doc[i + 1] for i in range(edge.i - 1, first, -1) if doc[i].text in PAUSE), doc[first])
        out.update(range(first, edge.i + (edge.dep_ == "case" and is_cue(edge, "known"))))  # "as mediators tried"
    own = [i for i in range(first, last) if i not in out or i in (clause.head.i, top.i)]
    undated = [i for i in own if i not in times]
    if subject is not None and whole and sum(i < top.i for i in undated) > WORDS - 5:
        lead, undated = _short(subject), [i for i in undated if i > subject.right_edge.i]
    bare = (
        subject is None and clause.head.dep_ == "acl" and undated[-1] == clause.head.i
    )  # "a strike planned for Friday"
    maimed = not clause.span and (bare or len(undated) + len(lead.split()) < _FEWEST)
    kept = _cut(doc, own if maimed else undated, clause, WORDS - len(lead.split()))
    return _tidy(
        lead + " " + "".join(doc[i].text + (" " if doc[i].whitespace_ or i + 1 not in kept else "") for i in kept)
    )


def _is_aside(token: Token, clause: Clause) -> bool:
    """Tell what a headline can do without: appositions, relative clauses, participles in commas."""
    edge = token.left_edge
    if any(edge.i <= part.i <= token.right_edge.i for part in (clause.head, clause.top)):
        return False
    if token.dep_ == "acl":
        return edge.is_punct or (edge.i > 0 and edge.nbor(-1).is_punct)
    said_in = is_cue(token, "statement") and setting_of(token) == clause.top  # "in a statement"
    dropped = said_in or token.dep_ in _DROPPED or (token.dep_ == "ccomp" and _antecedent(token) is not None)
    return dropped and edge.tag_ != "TO" and not is_of(token) and not (clause.span and token.dep_ == "parataxis")


def _with_commas(doc: Doc, first: int, last: int) -> range:
    """Return a range of tokens with the commas or dashes around it."""
    first -= first > 0 and doc[first - 1].text in PAUSE
    last += last < len(doc) and doc[last].text in PAUSE
    return range(first, last)


def _borrowed(clause: Clause) -> str:
    """Return the words for what stands outside the clause: for "who" or "which", the subject of a second verb."""
    node, subject = clause.top, subject_of(clause.top)
    if (noun := _antecedent(node)) is not None:
        return _short(noun)
    while subject is None and node.dep_ in _BORROWS:
        node = node.head
        subject = subject_of(node)
    return _short(subject) if subject is not None and node != clause.top and subject.i < clause.top.i else ""


def _is_whole(subject: Token) -> bool:
    """Tell a subject from the end of one: "conflict" of "talks on the Asia-Europe conflict"."""
    before = subject.doc[max(0, subject.left_edge.i - 1)]
    return before == subject.left_edge or (before.pos_ != "ADP" and (bool(before.whitespace_) or not before.is_punct))


def _antecedent(verb: Token) -> Token | None:
    """Return the noun that a clause beside it lacks: "four soldiers" of "freed four soldiers (whom) it had held"."""
    below, subject, edge = children(verb), subject_of(verb), verb.left_edge
    named = [child for child in below if child.tag_ in ("WP", "WDT", "WRB")]
    whole = named or any(child.dep_ in ("obj", "ccomp", "aux:pass", "mark") for child in below)
    if subject is not None and subject not in named and whole and all(word.dep_ != "obj" for word in named):
        return None
    if verb.dep_.endswith("relcl"):
        return verb.head
    before = edge.nbor(-1) if edge.i else edge
    beside = verb.dep_ == "ccomp" and before.dep_ in ("obj", "obl") and before.head == verb.head
    return before if beside and verb.head.lower_ not in forms() else None  # "told reporters it had left"


def _short(noun: Token) -> str:
    """Return a noun with its near words: "the oldest party", "Elon Musk", "the departure from France"."""
    near = [child for child in children(noun) if child.dep_ in _NEAR]
    first = min([noun.i, *(child.left_edge.i for child in near)])
    last = max([noun.i, *(child.right_edge.i for child in near)])
    for child in children(noun):
        if child.dep_ == "nmod" and child.left_edge.i == last + 1 and child.right_edge.i - first < SUBJECT:
            last = child.right_edge.i
    return noun.doc[first : last + 1].text if last - first < SUBJECT else noun.text


def _cut(doc: Doc, kept: list[int], clause: Clause, most: int) -> list[int]:
    """Return the first words, to the last place within ``most`` where what follows can be left out."""
    words = best = second = reach = 0
    core = max([clause.head.i, *(child.left_edge.i for child in children(clause.top) if child.dep_ in _CORE)])
    for n, i in enumerate(kept):
        if n and i > clause.head.i:
            if doc[i].text in (":", ";"):
                return _trimmed(doc, kept[:n])
            best = n if i > core and reach < i and _can_go(doc[i]) else best
            second = n if doc[i].pos_ in _OPENS or doc[i].tag_ == "TO" else second
        reach = max(reach, doc[i].head.i)
        words += doc[i].text[0].isalnum()
        if words > most:
            return _trimmed(doc, kept[: (best if 2 * best > most else second or best) or n])
    return _trimmed(doc, kept)


def _can_go(token: Token) -> bool:
    """Tell whether a phrase that begins with this token may be left out: not the object, not "of …"."""
    for _ in range(8):
        if token.head.i <= token.i or token.head.left_edge.i != token.left_edge.i:
            break
        token = token.head
    return token.dep_.startswith(_OPTIONAL) and token.left_edge.lower_ not in ("of", "than") and token.tag_ != "RP"


def _trimmed(doc: Doc, kept: list[int]) -> list[int]:
    """Return the words without prepositions and the like at the end, whose noun is gone."""
    while len(kept) > 1:
        token = doc[kept[-1]]
        joins = token.pos_ in ("CCONJ", "SCONJ") or token.dep_ in ("mark", "cc")
        waits = token.pos_ in _DANGLING or (token.pos_ == "ADV" and token.i < token.head.i)
        if not joins and not (waits and token.head.i not in kept):
            break
        kept = kept[:-1]
    return kept


def _tidy(words: str) -> str:
    words = re.sub(r"\(\s*\)|[“”\"«»]|(?<!\d)\s*[—–]\s*(?!\d)", " ", words)
    words = re.sub(r"\s+([,;:.’)])", r"\1", re.sub(r"\s+", " ", words)).strip(_TRIM)
    words = re.sub(r",(?=[,;:.])|^(?:who|which|that|where|when|and|but) ", "", words)
    return words[:1].upper() + words[1:]
