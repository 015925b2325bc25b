"""An article's words, with what the rules of names look at: keys, titles, tokens, gaps."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from workbook.language.names.gazetteer import Name, Word, joined, titles, words, words_of
from workbook.language.pipeline import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token


_SYLLABLE = 6  # letters of one, at most
_FEW = 5  # words under which a line is no title
_NICKNAME = re.compile(r" [\"“‘'«][^\"”»]{2,30}?[\"”’'»] ")
# The words of a line that may have a capital.
_LETTERS = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(("ADP", "SCONJ", "ADV", "CCONJ", "DET", "PRON", "AUX", "PART"))


class Span(NamedTuple):
    """A proposed name: words ``[first, last)`` of the article."""

    first: int
    last: int
    name: Name


class Page:
    """An article's words, with what is needed to look at them; ``titles`` are the words that belong to one."""

    def __init__(self, parsed: Parsed) -> None:
        self.text = parsed.text
        self.article_id = parsed.article_id
        self.doc = parsed.doc
        self.words: list[Word] = words_of(parsed.text)
        self.starts = [word.start for word in self.words]
        self.shouted = list(_title_lines(parsed.text))
        self.titles = {at for first, last, _ in titles().find(self.words, self.text) for at in range(first, last)}
        self.nicknames: dict[tuple[str, ...], int] = {}  # and a word of who has it
        self.cues: dict[str, set[str]] = {}  # what an article's cues tell of an ambiguous country
        self.told: dict[tuple[int, int], Any] = {}  # what stands beside a name, see people
        self.tokens: dict[int, Token] = {token.idx: token for token in parsed.doc if not token.is_space}

    def surface(self, first: int, last: int) -> str:
        """Return the words as printed."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def called(self, first: int, last: int) -> str:
        """Return a name as printed but for a nickname in marks: Hernán "El Zarco" Quiñones."""
        return _NICKNAME.sub(" ", self.surface(first, last)).replace(" - ", "-")

    def keys(self, first: int, last: int) -> tuple[str, ...]:
        """Return the forms by which the words are looked up."""
        return tuple(word.key for word in self.words[first:last])

    def token(self, at: int) -> Token | None:
        """Return the token that begins with a word, None in headings."""
        return self.tokens.get(self.words[at].start)

    def joins(self, at: int) -> bool:
        """Say whether a word goes on with the one before it; a stop is only passed after St. and the like."""
        if not 0 < at < len(self.words) or not (joined(self.words, self.text, at) or self.spaced(at)):
            return False
        if self.words[at - 1].text == "X." and self.words[at - 2].text == "on":  # "a post on X. General Sow denied it"
            return False
        if self.gap(at) == ". ":
            return self.words[at - 1].key in words("abbreviations")
        token = self.token(at)
        return token is None or not token.is_sent_start

    def spaced(self, at: int) -> bool:
        """Say whether a hyphen set apart by spaces joins a name's last syllable: Kim Jong - un."""
        first = self.words[at - 2].key if at > 1 else ""
        return self.gap(at) == " - " and first in words("family_first") and len(self.words[at].text) < _SYLLABLE

    def gap(self, at: int) -> str:
        """Return what stands between a word and the one before it, nothing at the edges of the text."""
        return self.text[self.words[at - 1].end : self.words[at].start] if 0 < at < len(self.words) else ""

    def asks(self, at: int) -> bool:
        """Say whether a word is the label of a question or answer, no initial: "Q. Colonel, …"."""
        word = self.words[at]
        return word.text in ("Q.", "A.") and self.text[max(0, word.start - 1) : word.start] in ("", "\n")

    def phrase_end(self, first: int, most: int) -> int:
        """Return where the words end that go on from a word with only spaces, hyphens and apostrophes between."""
        end = first + 1
        while end < min(len(self.words), first + most) and self.gap(end) in (" ", "-", "'", "’"):
            end += 1
        return end

    def shouts(self, at: int) -> bool:
        """Say whether a word stands in a line with a capital at every word, which tell nothing then."""
        start = self.words[at].start
        line = bisect_right(self.shouted, (start, len(self.text))) - 1
        return line >= 0 and start < self.shouted[line][1]

    def capital(self, at: int) -> bool:
        """Say whether a word has a capital."""
        return at < len(self.words) and self.words[at].text[0].isupper()


def _title_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines are whose words all begin with a capital, but for small words."""
    for line in re.finditer(r"[^\n]+", text):
        found = [
            word for word in _LETTERS.findall(line[0]) if word.casefold() not in words("small_words") and len(word) > 1
        ]
        if len(found) >= _FEW and all(word[0].isupper() for word in found):
            yield line.start(), line.end()


def span_of(first: int, last: int, kind: str, rule: str, page: Page) -> Span:
    """Return a proposal for words as printed."""
    return Span(first, last, Name(page.surface(first, last), kind, None, rule))


def is_body(at: int, page: Page) -> bool:
    """Say whether a word is the last one of names of bodies or places: Council, River."""
    return page.words[at].key in words("organization_heads") | words("place_heads")


def can_begin(first: int, last: int, page: Page) -> bool:
    """Say whether a name can begin with a word: no "the", no small word at the head of a sentence."""
    text, token = page.words[first].text, page.token(first)
    if text in ("The", "the", "A", "An", "s") or page.asks(first):
        return False
    if token is not None and token.is_sent_start and last > first + 1 and token.pos_ in _SMALL:
        return False
    return text[0].isdigit() or text in words("particles") or any(c.isupper() for c in text)


@lru_cache(maxsize=1)
def page_of(parsed: Parsed) -> Page:
    """Return the page of an article; the last one is kept, for mentions and roles ask for the same."""
    return Page(parsed)
