"""From the cleaned text back to the source text, and identifiers that outlive better rules."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

_WORD = re.compile(r"\w+")


class OffsetMap:
    """Maps characters of the cleaned text to the source text.

    Args:
        runs: Triples (start in the cleaned text, start in the source text, length), in order of the
            cleaned text. Characters between runs (line breaks that cleaning put in) belong to the
            source character that follows. A run of length 0 says where the source signs end of which
            the character before it was composed.
    """

    def __init__(self, runs: Sequence[tuple[int, int, int]]) -> None:
        self.runs = list(runs)
        self._starts = [run[0] for run in self.runs]

    @classmethod
    def from_flat(cls, numbers: Sequence[int]) -> OffsetMap:
        """Return the map kept in the column ``sources.offsets``."""
        flat = list(numbers)
        return cls(list(zip(flat[::3], flat[1::3], flat[2::3], strict=True)))

    def flat(self) -> list[int]:
        """Return the runs as one list of numbers, for ``sources.offsets``."""
        return [number for run in self.runs for number in run]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source text that the cleaned span ``[start, end)`` was read from."""
        if not self.runs:
            return 0, 0
        first = self._one(start)
        if end <= start:
            return first, first
        after = bisect_left(self._starts, end)
        composed = after < len(self.runs) and self.runs[after][0] == end and self.runs[after][2] == 0
        return first, max(first, self.runs[after][1] if composed else self._one(end - 1) + 1)

    def _one(self, position: int) -> int:
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return self.runs[0][1]
        clean, raw, length = self.runs[index]
        if position < clean + length:
            return raw + position - clean
        if index + 1 < len(self.runs):
            return self.runs[index + 1][1]
        return raw + length - 1


class Identity:
    """Names rows of one article by its source, their words, and which of the equal words they are.

    The ordinal is counted in the source text, which no rule of cleaning changes: a passage restored
    or set aside renames no other row.
    """

    def __init__(self, article_id: str, source_text: str) -> None:
        self.article_id = article_id
        self._words = _WORD.findall(source_text)
        self._at = [match.start() for match in _WORD.finditer(source_text)]
        self._index: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self._words):
            self._index[word].append(number)
        self._found: dict[tuple[str, ...], list[int]] = {}
        self._given: Counter[str] = Counter()

    def name(self, prefix: str, text: str, raw_start: int, *more: str) -> str:
        """Return the identifier of a row.

        Args:
            prefix: A letter or two that tell the table.
            text: The row's words.
            raw_start: Where they begin in the source text.
            more: What else tells rows with the same words apart.
        """
        words = tuple(_WORD.findall(text))
        ordinal = bisect_left(self._occurrences(words), raw_start)
        key = "\x1f".join((self.article_id, " ".join(words) or text.strip(), str(ordinal), *more))
        found = f"{prefix}{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
        self._given[found] += 1
        return found if self._given[found] == 1 else f"{found}.{self._given[found]}"

    def _occurrences(self, words: tuple[str, ...]) -> list[int]:
        """Return where the words stand in the source text, by the rarest of them."""
        if words and words not in self._found:
            places = [self._index.get(word, []) for word in words]
            rarest = min(range(len(words)), key=lambda number: len(places[number]))
            firsts = [place - rarest for place in places[rarest] if place >= rarest]
            self._found[words] = [
                self._at[first] for first in firsts if tuple(self._words[first : first + len(words)]) == words
            ]
        return self._found.get(words, [])
