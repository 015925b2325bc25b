"""Sentences as slots: a token each, and the words in quotation marks as one slot.

Nothing inside the marks breaks a sentence. The parse is read from lists, faster to ask than spaCy's tokens.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from workbook.language.pipeline import Parsed, without_headings
from workbook.language.speech.quotation_marks import Quoted, quoted
from workbook.language.speech.reporting_words import forms

if TYPE_CHECKING:
    from spacy.tokens import Doc

SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer", "csubj"}
FINITE = {"VBD", "VBZ", "VBP", "MD"}
_LONGEST = 200  # slots; what is longer is no sentence, and is cut so that no rule looks at it as a whole


class View:
    """The parse of an article as lists, one entry a token, and the outermost pairs of quotation marks.

    ``heads`` are numbers of tokens (a root is its own), ``edges`` the first token and one past the last of what hangs
    on a token, ``quote_of`` the pair of marks that it stands in, or -1; ``begins`` says where sentences begin. Marks
    inside a name (Hernán "El Zarco" Quiñones) count as letters.
    """

    def __init__(self, parsed: Parsed, names: Collection[tuple[int, int]] = ()) -> None:
        doc = parsed.doc
        self.text = parsed.text
        columns = doc.to_array(["IDX", "LENGTH", "ORTH", "LOWER", "TAG", "DEP", "HEAD", "SENT_START"]).astype("int64").T
        starts, lengths, words, lower, tags, deps, heads, begins = columns
        self.starts: list[int] = starts.tolist()
        self.ends: list[int] = (starts + lengths).tolist()
        self.words, self.lower, self.tags, self.deps = (_strings(doc, ids) for ids in (words, lower, tags, deps))
        self.heads: list[int] = (heads + np.arange(len(heads))).tolist()
        self.begins: list[bool] = (begins == 1).tolist()
        self.children: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head != i:
                self.children[head].append(i)
        self.edges = _edges(self.heads, self.children)
        inside = {at for start, end in names for at in range(start + 1, end)}  # marks of a nickname in a name
        self.marks = [mark for mark in quoted(without_headings(parsed)) if mark.start not in inside]
        begins = [mark.start for mark in self.marks]
        held = (bisect_right(begins, end - 1) - 1 for end in self.ends)
        self.quote_of = [
            at if at >= 0 and start < self.marks[at].end else -1 for at, start in zip(held, self.starts, strict=True)
        ]

    def child(self, i: int, *deps: str) -> int | None:
        """Return the first token that hangs on token ``i`` by one of these relations."""
        return next((c for c in self.children[i] if self.deps[c] in deps), None)

    def case(self, i: int) -> str:
        """Return the preposition of token ``i``, or nothing."""
        at = self.child(i, "case")
        return self.lower[at] if at is not None else ""


def _strings(doc: Doc, ids: np.ndarray[Any, Any]) -> list[str]:
    known: dict[int, str] = {}
    for key in set(ids.tolist()):
        known[key] = doc.vocab.strings[key % (1 << 64)] if key else ""
    return [known[key] for key in ids.tolist()]


def _edges(heads: list[int], children: list[list[int]]) -> list[tuple[int, int]]:
    """Return for each token the first token of what hangs on it and one past the last."""
    order = [i for i, head in enumerate(heads) if head == i]
    for i in order:  # grows as it is read: each head comes before what hangs on it
        order.extend(children[i])
    first, last = list(range(len(heads))), [i + 1 for i in range(len(heads))]
    for i in reversed(order):
        head = heads[i]
        first[head] = min(first[head], first[i])
        last[head] = max(last[head], last[i])
    return list(zip(first, last, strict=True))


class Sentence:
    """A sentence; a slot is a token's number, or ``-1 - number`` of a pair of marks."""

    def __init__(self, seen: View, slots: list[int]) -> None:
        self.seen, self.slots = seen, slots
        self.place = {slot: at for at, slot in enumerate(slots)}

    def __len__(self) -> int:
        return len(self.slots)

    def _is_token(self, at: int) -> bool:
        return 0 <= at < len(self.slots) and self.slots[at] >= 0

    def is_quote(self, at: int) -> bool:
        """Say whether a slot holds words in marks."""
        return 0 <= at < len(self.slots) and self.slots[at] < 0

    def word(self, at: int) -> str:
        """Return the word in small letters, or nothing for words in marks and beyond the ends."""
        return self.seen.lower[self.slots[at]] if self._is_token(at) else ""

    def tag(self, at: int) -> str:
        """Return the tag, or nothing for words in marks and beyond the ends."""
        return self.seen.tags[self.slots[at]] if self._is_token(at) else ""

    def mark(self, at: int) -> Quoted:
        """Return the pair of marks at a slot."""
        return self.seen.marks[-1 - self.slots[at]]

    def last(self, at: int) -> str:
        """Return the last character inside the marks at a slot."""
        return self.seen.text[self.mark(at).inner_end - 1]

    def quotes(self, start: int, end: int) -> set[int]:
        """Return the numbers of the pairs of marks between two slots."""
        return {-1 - slot for slot in self.slots[start:end] if slot < 0}

    def skip(self, at: int, words: str) -> int:
        """Return the next slot that holds none of these marks of punctuation."""
        while self.word(at) and self.word(at) in words:
            at += 1
        return at

    def trimmed(self, start: int, end: int) -> int:
        """Return the end without punctuation before it."""
        while end > start and self.word(end - 1).strip(".,;:!?–—-") == "" and not self.is_quote(end - 1):
            end -= 1
        return end


def sentences(seen: View) -> Iterator[Sentence]:
    """Yield the sentences; none ends inside quotation marks, nor between them and their "he said"."""
    slots: list[int] = []
    for i, word in enumerate(seen.words):
        number = seen.quote_of[i]
        if number >= 0 and slots and slots[-1] == -1 - number:
            continue
        line_break = word.isspace() and "\n" in word and not _is_cue_below(seen, slots, i)
        if slots and (line_break or len(slots) >= _LONGEST or (not word.isspace() and _ends(seen, slots[-1], i))):
            yield Sentence(seen, slots)
            slots = []
        if not word.isspace():
            slots.append(i if number < 0 else -1 - number)
    if slots:
        yield Sentence(seen, slots)


def _is_cue_below(seen: View, slots: list[int], i: int) -> bool:
    """Say whether the line below words in marks goes on with who says them: "“It holds.” / said Ann Lee"."""
    return bool(slots) and slots[-1] < 0 and seen.lower[i + 1 : i + 2] == ["said"] == seen.words[i + 1 : i + 2]


def _ends(seen: View, last: int, i: int) -> bool:
    """Say whether a sentence whose last slot is ``last`` ends before token ``i``."""
    capital = seen.words[i][0].isupper() or seen.quote_of[i] >= 0
    if last >= 0:
        if seen.words[last] == "X." and seen.lower[last - 1] == "on":  # a post there
            return True
        if seen.words[last] == "." and seen.words[last - 1] == "No" and seen.tags[i] == "CD":  # "the No. 1 employer"
            return False
        return seen.begins[i] and not (seen.words[last] in ":," and (not capital or seen.quote_of[i] >= 0))
    end = seen.text[seen.marks[-1 - last].inner_end - 1]
    if end not in "?!":
        return end in ".…" and capital
    tags = range(i, min(i + 12, len(seen.words)))  # "…?" Smith asked
    return capital and not any(seen.tags[k].startswith("VB") and seen.lower[k] in forms() for k in tags)
