"""Titles and headings that stand in running text, found by the way English sets titles in capitals.

A heading glued between sentences is a run of capitalised words (with small words such as "of") that begins where a
sentence may begin and stops where a word begins a sentence of its own: a capitalised "In" or "The" that a title would
have written small, or a word that the article writes small elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, cached_property

from workbook.lexicons import read_lexicon

_SENTENCE = re.compile(r"[.!?…:](?<![A-Z]\.[A-Z]\.)[\"”’')\]]*(?= [\"“‘(]?[A-Z0-9])")
_NOUN = re.compile(r"(?:tion|ment|ity|ness|ance|ence|ism|ship|ies|ing|ers|ees|als|ions|ments|isms|tees|ures|ages)s?$")
_WINDOW = 260
_SENTENCE_LENGTH = 8  # shorter ones are labels and initials
_OPENING = "\"“‘'("
_CLOSING = "\"”’'),:;?!…"
_DASHES = ("&", "–", "—", "-", "|")


@cache
def words_of(name: str) -> frozenset[str]:
    """Return a class of the lexicon ``title-words``."""
    table = read_lexicon("title-words")
    return frozenset(table.loc[table["class"] == name, "word"])


@cache
def _titled() -> re.Pattern[str]:
    """Return what a glued heading in capitals may begin with."""
    alone, small = "|".join(words_of("alone")), "|".join(words_of("small"))
    titled = rf"[{_OPENING}]*(?:(?i:{alone})\b|[A-Z0-9]\S*(?<![.!;…]) (?:[A-Z0-9&–—|\"“‘'(-]|(?:{small})\b))"
    return re.compile(titled)


@cache
def _capitals() -> re.Pattern[str]:
    """Return what finds the capital of a word that may begin a sentence, behind a word without a stop."""
    begin = "|".join(sorted(word.capitalize() for word in words_of("starter") | words_of("preposition")))
    return re.compile(rf" (?=[A-Z][a-z])(?<=[^\W_] )(?:{begin})(?= )")


@dataclass(frozen=True)
class Prose:
    """A text, and what is looked up in the whole of it."""

    text: str

    @cached_property
    def words(self) -> frozenset[str]:
        """The words as printed: one that stands among them in small letters is common."""
        return frozenset(self.text.split())

    @cached_property
    def _unannounced(self) -> list[int]:
        return [found.start() for found in _capitals().finditer(self.text)]

    def _cuts(self, start: int, stop: int) -> list[int]:
        """Return how many words stand between ``start`` and each capital that begins a sentence unannounced."""
        first, after = bisect_right(self._unannounced, start), bisect_left(self._unannounced, stop)
        return [self.text.count(" ", start, place) + 1 for place in self._unannounced[first:after]]

    def heading_end(self, start: int, end: int, *, opening: bool = False) -> int:
        """Return where the heading that begins at ``start`` ends, or ``start`` if there is none.

        Args:
            start: A place where a sentence may begin.
            end: End of the paragraph.
            opening: Whether this is the beginning of the article, where a title is to be expected.
        """
        stop = min(end, start + _WINDOW)
        titled, cuts = _titled().match(self.text, start), self._cuts(start, stop)
        if self.text[start] in "([" or not (titled or cuts):
            return start
        run = _run(self.text[start:stop])
        best, place = 0, _sentence_case_end(run, cuts, self.words, opening=opening) if cuts else 0
        for cut in range(1, min(len(run.bare), 18, len(run.tokens) - 1) + 1) if titled else ():
            if _may_cut(run, cut):
                sentence = _sentence_score(run, cut, self.words)
                score = sentence and _heading_score(run, cut, self.words) + sentence + (2 if opening else 0)
                if score >= max(best, 6):
                    best, place = score, cut
        return start + len(" ".join(run.tokens[:place])) if place else start

    def run_in_end(self, start: int, end: int) -> int:
        """Return the place of the colon that ends a run-in heading at ``start``, or ``start`` if there is none.

        "Security Guarantees: The mission would …" is one; the name of a speaker or of an outlet is not.
        """
        colon = self.text.find(": ", start, min(end, start + 90))
        if colon < 0 or not self.text[colon + 2 : colon + 3].isupper() or colon == start:
            return start
        if self.text[start:colon].lower().replace("’", "'") in words_of("run-in"):
            return colon
        run = _run(self.text[start : colon + 1])
        bare = [word for word in run.bare if word.lower() not in words_of("small")]
        if len(run.bare) != len(run.tokens) or len(run.tokens) > 8 or not bare:
            return start
        if not (words_of("person-title") | words_of("label")).isdisjoint(word.lower() for word in bare):
            return start
        return colon if 2 * sum(_is_common(word, self.words) for word in bare) >= len(bare) else start


def starts(text: str, start: int, end: int) -> list[int]:
    """Return the places in ``text[start:end]`` where a sentence, or a glued heading, may begin."""
    places = [start]
    for match in _SENTENCE.finditer(text, start, end):
        if match.end() - places[-1] >= _SENTENCE_LENGTH:
            places.append(match.end() + 1)
    return places


@dataclass(frozen=True)
class _Run:
    """Capitalised words from one place on, and what follows them."""

    tokens: list[str]
    bare: list[str]  # the run's own, without quotation marks and stops


def _run(window: str) -> _Run:
    tokens = window.split(" ", 28)[:28]
    small, bare = words_of("small"), []
    for token in tokens:
        word = token.strip(_OPENING + _CLOSING)
        if not (word[:1].isupper() or word[:1].isdigit() or word in small or token in _DASHES):
            break
        bare.append(word)
        if token[-1:] in ".!;…":
            break
    return _Run(tokens, bare)


def _is_common(word: str, words: frozenset[str]) -> bool:
    """Return whether a capitalised word is one that would be small in a sentence."""
    lower = word.lower()
    if lower in words_of("heading") or _NOUN.search(lower):
        return True
    return len(lower) > 2 and lower.isalpha() and (lower in words or lower.removesuffix("s") in words)


def _sentence_case_end(run: _Run, cuts: list[int], words: frozenset[str], *, opening: bool) -> int:
    """Return how many tokens a heading in small letters has: up to a capital that begins a sentence unannounced."""
    for cut in cuts:
        if not 2 <= cut < min(len(run.tokens) - 1, 20 if opening else 9):
            continue
        if any(token[-1:] in (".", "!", ";") for token in run.tokens[1:cut]):
            return 0
        begins = run.tokens[cut].lower() in words_of("preposition") or run.tokens[cut + 1][:1].islower()
        if begins and run.tokens[cut - 1] not in words_of("small") and _sentence_score(run, cut, words) == 4:
            return cut
    return 0


def _may_cut(run: _Run, cut: int) -> bool:
    """Return whether a heading may end before token ``cut`` and a sentence begin there."""
    following = run.tokens[cut]
    if not following.lstrip(_OPENING)[:1].isupper() or following[0] == "(" or not run.bare[cut - 1]:
        return False
    return run.tokens[cut - 1][-1] not in ",:;.…-–—&" and run.bare[cut - 1].lower() not in words_of("small")


def _sentence_score(run: _Run, cut: int, words: frozenset[str]) -> int:
    """Return how surely token ``cut`` begins a sentence."""
    word, rest = run.tokens[cut].strip(_OPENING + _CLOSING), [token for token in run.tokens[cut + 1 : cut + 7] if token]
    first, small_next = word.lower(), bool(rest) and rest[0][0].islower()
    if first not in words_of("starter") and not small_next:
        return 0
    if first in words_of("starter") and rest:
        comma = next((i for i, token in enumerate(rest) if token.endswith(",")), len(rest))
        if small_next or any(token[0].islower() for token in rest[comma + 1 :]):
            return 4
        return 2 if first in {"the", "a", "an"} and any(token[0].islower() for token in rest) else 0
    alone = not any(token[:1].isupper() for token in run.bare[cut + 1 :])
    noun = _is_common(word, words) and rest[0] in words_of("small") and rest[0] != "of"
    body = first in words_of("body-name") or first in words_of("person-title")
    return int(small_next and not body and (alone or noun))


def _heading_score(run: _Run, cut: int, words: frozenset[str]) -> int:
    """Return how much the first ``cut`` tokens look like a heading, and not like a name."""
    tokens = run.tokens[:cut]
    bare = [word for word in run.bare[:cut] if word.lower() not in words_of("small")]
    if not bare:
        return -9
    lower = [word.lower() for word in bare]
    if cut == 1:
        return 3 if lower[0] in words_of("alone") else -9
    common = sum(_is_common(word, words) for word in bare)
    score = min(common, 2) + (common == len(bare)) + (len(bare) >= 3)
    announced = tokens[-1][-1] == "?" or any(token.endswith((":", "?")) or token in "–—" for token in tokens[:-1])
    score += 3 * announced
    score += min(sum(word in words_of("heading") for word in lower), 2)
    score += any(token in words_of("small") and token != "of" for token in tokens[1:])
    score -= any(word in words_of("body-name") for word in lower)
    score -= 3 * (lower[0] in words_of("preposition") and ":" not in "".join(tokens))
    return score
