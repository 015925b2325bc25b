"""Words of a clause as phrases: the verb that is shown, a noun with what names it, ends that do not dangle."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import pairwise
from typing import TYPE_CHECKING

from workbook.language import verbs
from workbook.language.events.clauses import PAUSE, Clause
from workbook.language.events.subjects import is_participle

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST = 12  # tokens of a noun with what names it
_DANGLING = frozenset({"ADP", "CCONJ", "SCONJ", "DET"})
_NAMING = frozenset({"compound", "amod", "nummod", "flat", "nmod:poss", "nmod:desc", "det", "conj", "cc"})
_OF_TIME = frozenset({"after", "before", "since", "until"})
_DEEPEST = 3  # steps from a noun behind "of" up to the one that it belongs to
_LINE = 7  # tokens in which a dateline ends
HYPHENS = frozenset("-‐‑")
_AFTER = re.compile(
    r"^\w+ (?:day|week|month|year|hour|minute)s? (?:after|before) (?=(?:the|an?|[A-Z]\w+) )"
)  # what is timed
_TRIM = " ,;:–—-.\n\t"


def shown(clause: Clause) -> Token:
    """Return the predicate whose clause is shown: of a participle beside a verb, that verb's."""
    top, head = clause.top, clause.head
    if any(word.lower_ in ("who", "whose", "which") for word in top.doc[top.i : head.i]):
        return top
    if head.dep_ == "acl" and head.tag_ in ("VBN", "VBD") and top == head.head and is_participle(head):
        return head if top.pos_ in ("NOUN", "PROPN") else top  # "a truce agreed on Friday": the truce [was] agreed
    for _ in range(4):
        helpers = verbs.helpers_of(top)
        beside = top.dep_ in ("advcl", "xcomp", "obl") and not helpers and top.tag_ in ("VBG", "VB", "VBN", "TO")
        stays = top.head == top or verbs.mistaken_subject(top) is not None or verbs.subject_of(top) is not None
        if not beside or stays or not (verbs.is_predicate(top) and verbs.is_predicate(top.head)):
            break
        top = top.head
    return top


def near(noun: Token) -> str:
    """Return a noun with all that names it, in its own words."""
    below = [child for child in verbs.children(noun) if child.dep_ in _NAMING]
    first = min([noun.i, *(child.left_edge.i for child in below)])
    last = max([noun.i, *(child.right_edge.i for child in below)])
    for child in verbs.children(noun):
        clause = next((one for one in verbs.children(child) if one.dep_ == "acl:relcl"), None)
        end = clause.left_edge.i - 1 if clause is not None else child.right_edge.i  # "the mayor of Lima, who left"
        if child.dep_ == "nmod" and child.left_edge.i == last + 1 and end - first < 9:
            last = end
    if any(token.is_punct and token.text not in "-–'’" for token in noun.doc[first : last + 1]):
        last = noun.i
    last = word_end(noun.doc[last])
    while first < noun.i and noun.doc[first].ent_type_ == "DATE":
        first += 1
    return noun.doc[first : last + 1].text if last - first <= _LONGEST else noun.text


def count(doc: Doc, kept: list[int]) -> int:
    """Return how many words some tokens are, as they are written."""
    before: Token | None = None
    words = 0
    for token in map(doc.__getitem__, kept):
        joined = before is not None and before.i + 1 == token.i and not before.whitespace_
        words += token.text[0].isalnum() and not joined
        before = token
    return words


def with_commas(doc: Doc, first: int, last: int) -> range:
    """Return a range of tokens with the commas or dashes around it."""
    before = first > 0 and doc[first - 1].text in PAUSE
    after = last < len(doc) and doc[last].text in PAUSE
    return range(first - before, last + (after and (before or doc[first].text in PAUSE)))


def word_end(token: Token) -> int:
    """Return the last token of a word written with hyphens: "Montana" of "Crans-Montana"."""
    doc, last = token.doc, token.i
    while (
        last + 2 < len(doc)
        and doc[last + 1].text in HYPHENS
        and not (doc[last].whitespace_ or doc[last + 1].whitespace_)
    ):
        last += 2
    return last


def whole_words(doc: Doc, kept: list[int], times: Container[int]) -> list[int]:
    """Return the tokens with the rest of the words that were cut at a hyphen.

    Where the parse begins a clause inside a word, "to end the A-B | war failed", they begin with the sentence,
    or behind what leads into it.
    """
    first = kept[0]
    if first > 1 and doc[first - 1].text in HYPHENS and not (doc[first - 1].whitespace_ or doc[first - 2].whitespace_):
        start = doc[first].sent.start
        if doc[start].tag_ == "IN":  # "In a turn that few had foreseen, efforts to end the A-B war failed"
            start = next((i + 1 for i in range(start, first) if doc[i].text == ","), start)
        kept = [i for i in range(start, first) if i not in times and not doc[i].is_space] + kept
    loose = {
        i for i in kept if doc[i].text in HYPHENS and i != kept[0] and i - 1 not in kept and not doc[i - 1].whitespace_
    }
    kept = [i for i in kept if i not in loose and i - 1 not in loose]  # "-Montana", whose "Crans" is gone
    added = {i for at in kept for i in range(at, word_end(doc[at]) + 1)}
    return sorted(added.union(kept))


def _without_lost_clause(doc: Doc, kept: list[int]) -> list[int]:
    """Return the words without "as Russian forces", where the verb that follows was not kept."""
    cut = kept[-1] + 1 < len(doc) and doc[kept[-1] + 1].pos_ in ("AUX", "VERB")
    for at, i in enumerate(kept):
        joins = doc[i].lower_ in ("as", "while") and (cut or doc[i].dep_ == "mark")
        if at and joins and not any(verbs.is_predicate(doc[later]) for later in kept[at + 1 :]):
            return kept[:at]
    return kept


def ended(doc: Doc, kept: list[int]) -> list[int]:
    """Return the words without prepositions and the like at the end, whose noun is gone."""
    kept = _without_lost_clause(doc, kept)
    while len(kept) > 1:
        token = doc[kept[-1]]
        stranded = token.pos_ in _DANGLING and token.tag_ != "RP" and token.dep_ not in ("compound:prt", "advmod")
        planned = verbs.is_cue(token, "planned")
        if planned and token.dep_ != "acl":
            break  # "two flights are due"
        joins = token.dep_ in ("mark", "cc", "case") and token.tag_ != "POS"
        begun = token.tag_ in ("VBN", "VBG") and verbs.subject_of(token) is None
        bare = begun and len(kept) > 2 and doc[kept[-2]].text == ","  # ", compared"
        lone = token.pos_ in ("ADJ", "NUM") and token.head.i not in kept and len(kept) > 3  # ", the highest"
        if not (planned or bare or lone or stranded or joins or (token.is_punct and token.text not in "%)]")):
            break
        kept = kept[:-1]
    return kept


def without_dateline(doc: Doc, kept: list[int]) -> list[int]:
    """Return the words without "KARROW -" or "OHRID/BELGRADE, 4 May -" that opens their sentence."""
    sent = doc[kept[0]].sent
    for token in sent[: _LINE + 1]:
        if token.i > sent.start and token.text in PAUSE - {","} | {"-"} and token.nbor(-1).whitespace_:
            return [i for i in kept if i > token.i] or kept
        if token.pos_ != "PROPN" and not (token.is_punct or token.is_space or token.is_upper or token.like_num):
            break
    return kept


def without_times(doc: Doc, kept: list[int], times: Container[int]) -> list[int]:
    """Return the words without dates and "and" between two of them."""
    return [i for i in kept if i not in times and not (doc[i].dep_ == "cc" and i - 1 in times and i + 1 in times)]


def needs_its_text(token: Token) -> bool:
    """Tell an address, "there" and "here", and what goes on behind a semicolon: such words do not stand alone."""
    return token.like_url or token.text == ";" or (token.lower_ in ("there", "here") and token.dep_ == "advmod")


def tidy(words: str) -> str:
    """Return words without quotation marks, spare commas and spaces, beginning with a capital letter."""
    words = re.sub(r"\(\s*\)|[“”\"«»]|(?<!\d)\s*[—–]\s*(?!\d)", " ", words)
    words = re.sub(r"\s+([,;:.’)])", r"\1", re.sub(r"\s+", " ", words)).strip(_TRIM)
    words = re.sub(r"\bthat, (?=\w)", "that ", words)  # "that in 1997, she …", without its date
    words = re.sub(r",(?=[,;:.])|^(?:who|which|that|where|when|and|but) ", "", words)
    if "," not in words:
        words = _AFTER.sub("", words)
    at = 1 if words[:1] == "[" else 0
    return words[:at] + words[at : at + 1].upper() + words[at + 1 :]


def without_what_leads_in(top: Token, kept: list[int]) -> list[int]:
    """Return the tokens without what the parser put into the subject: "Following a fall, the index …"."""
    subject = verbs.subject_of(top)
    if subject is None or subject.i > top.i:
        return kept
    while kept and kept[0] < subject.i:
        token = top.doc[kept[0]]
        leads = token.tag_ in ("VBG", "IN", "RB") or token.is_punct
        alleging = token.tag_ == "VBG" and verbs.is_cue(token, "statement")
        if not leads or (not alleging and token.dep_ in ("amod", "compound", "advmod", "det", "nummod")):
            break
        if token.i + 1 < len(top.doc) and token.nbor().lower_ in ("least", "most"):
            break  # "at least 26 people"
        kept = kept[1:]
    return kept


def until_its_time(top: Token, kept: list[int]) -> list[int]:
    """Return the words before a time that was taken out with its "after": "resume talks | six years after he left"."""
    for place, (before, after) in enumerate(pairwise(kept), 1):
        between = {top.doc[i].lower_ for i in range(before + 1, after)}
        goes_on = top.doc[after].text == "," or top.doc[after].tag_ == "VBG"  # ", killing four"
        if after > top.i and between & _OF_TIME and not goes_on:
            return kept[:place]
    return kept


def owner_of(token: Token) -> Token:
    """Return the noun that "whose" stands for: the one before it, which parsers often miss."""
    before = (token.doc[i] for i in range(token.i - 1, max(-1, token.i - 4), -1))
    owner = next((one for one in before if one.pos_ in ("NOUN", "PROPN")), token.head.head)
    for _ in range(_DEEPEST):
        if not any(child.dep_ == "case" and child.lower_ == "of" for child in verbs.children(owner)):
            break
        owner = owner.head  # "the ministry of defence, whose"
    return owner


def wants_more(top: Token) -> bool:
    """Tell a verb that says little without its object: "the allies agreed", "he did"."""
    passive = any(child.dep_ == "aux:pass" for child in verbs.children(top))
    said = verbs.is_cue(top, "statement") or verbs.is_cue(top, "telling") or verbs.is_cue(top, "transitive")
    return not passive and verbs.is_predicate(top) and said
