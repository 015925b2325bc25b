"""Whom a text has in mind at a place: who was named or spoke shortly before, subjects before objects.

The weights follow Lappin and Leass (1994): a subject counts more than an object, what is part of another noun phrase
less, and each sentence takes a share away.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from workbook.language.speech.persons import pattern
from workbook.language.speech.tokens import SUBJECTS, View

Row = Mapping[str, Any]

REACH = 1500  # characters that a pronoun or a role looks back
_MOST = 60  # mentions looked at for one pronoun
_FADES = 0.6  # what is left of a weight after each sentence
_MORE = 0.25  # share of its weight that each further mention adds
_MAIN, _SUBJECT, _OBJECT, _PART, _OTHER, _QUOTED = 4.0, 3.0, 2.0, 0.8, 1.5, 0.3
_WITHIN_NAME = ("appos", "flat", "compound", "list", "nmod:desc")  # from a name up to the noun it is said of
_PARTS = ("nmod", "nmod:poss", "acl", "acl:relcl")
_CLAUSES = ("ROOT", "root", "parataxis", "conj")


class Candidate(NamedTuple):
    """Somebody a pronoun may mean: an actor by a mention, or somebody unnamed (no mention)."""

    mention: Row | None
    weight: float
    words: str


class Scene:
    """An article's mentions with their place in the sentences."""

    def __init__(self, seen: View, mentions: Sequence[Row]) -> None:
        self.seen, self.mentions = seen, mentions
        self._starts = [mention["start"] for mention in mentions]
        tokens = zip(seen.begins, seen.quote_of, seen.words, strict=True)
        begins = (begins and mark < 0 and not word.isspace() for begins, mark, word in tokens)
        self._sentence = list(accumulate(map(int, begins)))

    def before(self, position: int) -> list[Row]:
        """Return the mentions within reach before a place, in the order of the text."""
        first, last = bisect_left(self._starts, position - REACH), bisect_left(self._starts, position)
        return [one for one in self.mentions[max(first, last - _MOST) : last] if one["end"] <= position]

    def within(self, start: int, end: int) -> list[Row]:
        """Return the mentions inside a passage."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [one for one in self.mentions[first:last] if one["end"] <= end]

    def sentences_between(self, position: int, later: int) -> int:
        """Return how many sentences begin between two places."""
        first, last = (min(bisect_right(self.seen.starts, at), len(self._sentence)) - 1 for at in (position, later))
        return self._sentence[max(last, 0)] - self._sentence[max(first, 0)]

    def weight(self, start: int, end: int, position: int) -> float:
        """Return how much a passage before a place is in mind there."""
        at = self._head(start, end)
        if at is None:
            return _OTHER * _FADES ** self.sentences_between(start, position)  # in a heading
        role = _QUOTED if self.seen.quote_of[at] >= 0 else self._role(at)
        return role * _FADES ** self.sentences_between(start, position)

    def _head(self, start: int, end: int) -> int | None:
        """Return the token on which a passage's words hang, led up to the noun that a name explains."""
        seen = self.seen
        first, last = bisect_left(seen.starts, start), bisect_left(seen.starts, end)
        at = next((i for i in range(first, last) if not first <= seen.heads[i] < last), None)
        if at is None and first < last:
            at = next((i for i in range(first, last) if seen.heads[i] == i), None)
        for _ in range(4):
            if at is None or seen.deps[at] not in _WITHIN_NAME:
                break
            at = seen.heads[at]
        return at

    def _role(self, at: int) -> float:
        seen, dep = self.seen, self.seen.deps[at]
        for _ in range(4):
            if dep != "conj":
                break
            at = seen.heads[at]
            dep = seen.deps[at]
        if dep in SUBJECTS:
            return _MAIN if seen.deps[seen.heads[at]] in _CLAUSES else _SUBJECT
        if dep in ("obj", "iobj"):
            return _OBJECT
        return _PART if dep in _PARTS else _OTHER

    def unnamed(self, position: int, tags: tuple[str, ...], *, persons: bool | None) -> Iterator[tuple[int, int]]:
        """Yield the tokens of subjects before a place that no mention names: "a farmer", "strategists"."""
        seen, nouns = self.seen, pattern("roles")
        last = bisect_left(seen.starts, position)
        first = bisect_left(seen.starts, position - REACH // 2)
        for i in range(first, last):
            if seen.deps[i] not in SUBJECTS or seen.tags[i] not in tags or seen.quote_of[i] >= 0:
                continue
            begin, end = max(seen.edges[i][0], i - 12), min(seen.edges[i][1], i + 12, last)
            named = self.within(seen.starts[begin], seen.ends[end - 1]) if begin < end else []
            if persons:  # "A shopkeeper in Uvira, near Congo, …" is nobody who is named
                named = [one for one in named if one["entity_type"] == "person"]
            beside = begin > 1 and seen.words[begin - 1] == ","  # "Omar Saleh, a colonel"
            if not named and not beside and persons in (None, bool(nouns.fullmatch(seen.words[i]))):
                yield begin, i + 1


def ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return one candidate for each actor, or unnamed speaker, with its mentions' weights together, the best first."""
    summed: dict[Any, list[Candidate]] = defaultdict(list)
    for one in candidates:
        summed[one.mention["actor_id"] if one.mention else one.words].append(one)
    together = [_together(some) for some in summed.values()]
    return sorted(together, key=lambda one: -one.weight)


def _together(mentions: list[Candidate]) -> Candidate:
    """Return the candidate of the strongest mention; each other one adds a little."""
    best = max(mentions, key=lambda one: one.weight)
    return best._replace(weight=best.weight + _MORE * (sum(one.weight for one in mentions) - best.weight))
