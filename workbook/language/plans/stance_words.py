"""The words that take a side, found as lemmas: "say no to", "give … blessing", "not … comment"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from workbook.lexicons import read_lexicon, read_yaml
from workbook.meaning import Vectors
from workbook.meaning.encoder import Floats

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_MARGIN = 0.04  # by which a description is nearer to one side than to the next
_QUOTED = re.compile(r"[“\"]([^“”\"\n]{3,200})")
_GAP = 6  # tokens that "…" stands for
_MOST = 40  # dependents of a verb that are looked at
_HANGS = ("cop", "aux", "aux:pass", "case", "det", "mark", "advmod", "obj", "obl", "amod", "nmod", "fixed")
_CLIMB = 3
_ENDING = re.compile(r"(?:ed|ing|s)$")
_INFLECTED = frozenset(("VB", "VBD", "VBN", "VBG", "VBZ", "JJ"))
_BARE = frozenset(("sign", "initial", "accept", "agree", "reject", "refuse"))
_STOPS = frozenset((";", ":", "—", "–", "."))


class Cue(NamedTuple):
    """Words that take a side: from ``first`` to ``last``, and the verb or predicate that they hang on."""

    first: int
    last: int
    verb: int
    stance: str
    words: str
    is_verb: bool  # one verb, not a set phrase


@cache
def stance_words(kind: str) -> dict[str, str]:
    """Return the words of one kind of ``lexicons/stance-words.csv`` with their stance."""
    table = read_lexicon("stance-words")
    chosen = table[table["kind"] == kind]
    return dict(zip(chosen["word"], chosen["stance"], strict=True))


@cache
def pattern_of(kind: str) -> re.Pattern[str]:
    """Return what finds the words of one kind in plain text; '*' is the rest of a word."""
    listed = sorted(stance_words(kind), key=len, reverse=True)
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in listed)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@cache
def _by_first_word() -> dict[str, list[tuple[list[str], str, bool]]]:
    found: dict[str, list[tuple[list[str], str, bool]]] = defaultdict(list)
    for kind in ("verb", "side", "wish"):
        for phrase, stance in stance_words(kind).items():
            words = phrase.replace(",", " ,").split()
            found[words[0]].append((words, stance, kind != "side"))
    for phrases in found.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return dict(found)


def described(text: str, predicate: str) -> str | None:
    """Return the side of what a plan is called: by set words, else by what is nearest in meaning to the description.

    Args:
        text: The clause; what stands in quotation marks is the description.
        predicate: The description where nothing stands in quotation marks.
    """
    if found := pattern_of("phrase").search(text):
        return stance_words("phrase")[found.group().lower()]
    quoted = _QUOTED.search(text)
    description = (quoted[1] if quoted else predicate).strip(" ,.")
    if not description:
        return None
    groups = _descriptions()
    near = _description_vectors() @ Vectors().of([description])[0]
    best = {stance: max(map(float, near[rows])) for stance, rows in groups.items()}
    first, second = sorted(best, key=lambda stance: -best[stance])[:2]
    return first if first != "unclear" and best[first] - best[second] >= _MARGIN else None


@cache
def _descriptions() -> dict[str, slice]:
    """Return which rows of the vectors are descriptions of each side."""
    lists = {stance: texts for stance, texts in read_yaml("plan-descriptions").items() if stance != "source"}
    ends = list(accumulate(len(texts) for texts in lists.values()))
    return {stance: slice(end - len(lists[stance]), end) for stance, end in zip(lists, ends, strict=True)}


@cache
def _description_vectors() -> Floats:
    lists = read_yaml("plan-descriptions")
    return np.asarray(Vectors().of([text for stance in _descriptions() for text in lists[stance]]))


def find_cues(sent: Span) -> Iterator[Cue]:
    """Yield the words of a sentence that take a side, of those that overlap the longest."""
    place = sent.start
    while place < sent.end:
        cue = _cue_at(sent.doc, place, sent.end)
        if cue is not None:
            yield cue
        place = cue.last + 1 if cue is not None and not cue.is_verb else place + 1


def _cue_at(doc: Doc, place: int, end: int) -> Cue | None:
    first = doc[place]
    for spelling in dict.fromkeys((first.lower_, *_lemmas(first))):
        for words, stance, is_verb in _by_first_word().get(spelling, ()):
            last = _match(doc, place, end, words)
            if last is None or (len(words) == 1 and not _is_verb(first)):
                continue
            return Cue(place, last, _predicate(first).i, stance, " ".join(words), is_verb)
    return None


def _match(doc: Doc, place: int, end: int, words: list[str]) -> int | None:
    """Return the last token of a phrase that begins at a place."""
    is_gap = False
    for word in words:
        if word == "…":
            is_gap = True
            continue
        stop = min(place + (_GAP if is_gap else 1), end)
        while place < stop and not _is_word(doc[place], word):
            if doc[place].text in _STOPS:
                return None
            place += 1
        if place >= stop:
            return None
        place, is_gap = place + 1, False
    return place - 1


def _is_word(token: Token, word: str) -> bool:
    return word == token.lower_ or word in _lemmas(token)


def is_without_object(cue: Cue, doc: Doc) -> bool:
    """Say whether a verb of signing stands by itself: "would sign if …", "cannot accept"; the plan needs no name."""
    following = doc[cue.last + 1 : cue.last + 2]
    ends = not following or following[0].pos_ in ("PUNCT", "CCONJ", "SCONJ", "ADV", "SPACE")
    return cue.words in _BARE and doc[cue.first].tag_ == "VB" and ends


def is_stance_verb(token: Token) -> bool:
    """Say whether a token is a verb that takes a side."""
    return any(lemma in stance_words("verb") for lemma in _lemmas(token))


def _lemmas(token: Token) -> tuple[str, ...]:
    """Return what a token's lemma may be; some come as 'rejecte', 'salut' or 'vouched'."""
    lemma, lower = token.lemma_.lower(), token.lower_
    stem = _ENDING.sub("", lower) if token.tag_ in _INFLECTED else lemma
    return lemma, lemma.removesuffix("e"), stem, f"{stem}e", stance_words("form").get(lower, lemma)


def _is_verb(token: Token) -> bool:
    beside = token.doc[max(token.i - 1, 0) : token.i + 2]
    is_after_name = token.tag_ == "NNS" and (
        beside[0].text[0].isupper() or beside[-1].tag_ in ("DT", "PRP", "PRP$")
    )  # "Chad backs drafts", "its union backs the draft"
    return is_after_name or bool(token.tag_.startswith("VB"))


def _predicate(token: Token) -> Token:
    """Return the verb, noun or adjective that says something of the subject: "is [against] it", "gave its blessing"."""
    for _ in range(_CLIMB):
        is_own = any(child.dep_.startswith("nsubj") for child in islice(token.children, _MOST))
        if is_own or token.dep_ not in _HANGS or (token.tag_.startswith("VB") and token.dep_[:3] not in ("cop", "aux")):
            break
        token = token.head
    return token
