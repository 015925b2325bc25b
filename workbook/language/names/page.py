"""An article's words, with what the rules of names look at: keys, titles, tokens, gaps."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from workbook.language.names.gazetteer import Name, Word, joined, titles, words, words_of
from workbook.language.pipeline import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token


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
        self.titles = {at for first, last, _ in titles().find(self.words, self.text) for at in range(first, last)}
        self.told: dict[tuple[int, int], Any] = {}  # what stands beside a name, see people
        self.tokens: dict[int, Token] = {token.idx: token for token in parsed.doc if not token.is_space}

    def surface(self, first: int, last: int) -> str:
        """Return the words as printed."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def keys(self, first: int, last: int) -> tuple[str, ...]:
        """Return the forms by which the words are looked up."""
        return tuple(word.key for word in self.words[first:last])

    def token(self, at: int) -> Token | None:
        """Return the token that begins with a word, None in headings."""
        return self.tokens.get(self.words[at].start)

    def joins(self, at: int) -> bool:
        """Say whether a word goes on with the one before it; a stop is only passed after St. and the like."""
        if not 0 < at < len(self.words) or not joined(self.words, self.text, at):
            return False
        token = self.token(at)
        if token is not None and token.is_sent_start:
            return False
        return self.gap(at) != ". " or self.words[at - 1].key in words("abbreviations")

    def gap(self, at: int) -> str:
        """Return what stands between a word and the one before it, nothing at the edges of the text."""
        return self.text[self.words[at - 1].end : self.words[at].start] if 0 < at < len(self.words) else ""

    def capital(self, at: int) -> bool:
        """Say whether a word has a capital."""
        return at < len(self.words) and self.words[at].text[0].isupper()


@lru_cache(maxsize=1)
def page_of(parsed: Parsed) -> Page:
    """Return the page of an article; the last one is kept, for mentions and roles ask for the same."""
    return Page(parsed)
