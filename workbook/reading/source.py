"""What every reader returns: one article's source text and what its format says about it, under names of many kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import combining, normalize

from workbook.lexicons import read_lexicon

LONGEST = 80  # characters; a cell with more is no name
# Words around the one that names a column: "news_title", "Date (UTC)", "title.rendered", "extracted text".
QUALIFIERS = {
    "article", "news", "story", "full", "whole", "main", "original", "extracted", "clean", "rendered", "utc", "gmt",
    "local", "doc", "item", "post", "markdown",
}  # fmt: skip
METADATA = ("title", "author", "publisher", "url", "language", "source_id")


@dataclass(frozen=True)
class Note:
    """A doubt about a file or passage, for the ``problems`` table; the file is used all the same."""

    reason: str
    advice: str


def titled(title: str | None, text: str) -> str:
    """Return ``text`` with the title as its first line, unless one of its first lines is or begins with the title."""
    wanted = " ".join((title or "").split())
    lines = [" ".join(line.split()).casefold() for line in text[:2_000].split("\n")[:9]]
    if not wanted or any(line.startswith(wanted.casefold()) for line in lines):
        return text
    return f"{wanted}\n\n{text}"


@dataclass(frozen=True)
class Source:
    """One article as its file gives it.

    Attributes:
        path: The file, relative to the loaded folder.
        sha256: Of the article's own bytes: the file, or the row or entry of an export or feed.
        text: What the reader took out, never changed afterwards. A title that the format gives
            apart from the text stands as its first line.
        pages: Starts of the pages in ``text``; empty where the format has none.
        row: Row or entry in the file, from 1; None where the file holds one article.
        published: ISO day from the format's own metadata about publication; None if it has none.
    """

    path: str
    format: str
    sha256: str
    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    source_id: str | None = None
    row: int | None = None
    pages: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def article_id(self) -> str:
        """The identifier: from the content, so that a renamed or moved file keeps it."""
        return f"a{self.sha256[:12]}"


def field_of(name: str) -> str | None:
    """Return the field that a column, key or meta name stands for, from ``lexicons/export-columns.csv``."""
    found = _found(name) if 0 < len(name) < LONGEST else None
    return found[1] if found else None


def rank_of(name: str) -> float:
    """Return the place of a name in the list: of two columns for one field the earlier is the better."""
    found = _found(name)
    return found[0] if found else float("inf")


@lru_cache(maxsize=5_000)
def _found(name: str) -> tuple[float, str] | None:
    """Return place and field of a name, or of what is left of it without words that say nothing: "news_title"."""
    plain = plain_name(name)
    if plain in _names():
        return _names()[plain]
    words = plain.split()
    while len(words) > 1 and (words[0] in QUALIFIERS or words[-1] in QUALIFIERS):
        words = words[1:] if words[0] in QUALIFIERS else words[:-1]
        if (found := _names().get(" ".join(words))) and found[1] != "source_id":
            return found[0] + 0.5, found[1]
    return None


def plain_name(name: str) -> str:
    """Return a name in small letters without accents: ``publishedAt`` and ``Published_at`` are "published at"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    if not spaced.isascii():
        spaced = "".join(sign for sign in normalize("NFKD", spaced) if not combining(sign))
    return " ".join(re.findall(r"\w+", spaced.replace("_", " ").lower()))


def wanted() -> str:
    """Return the names of text columns, for errors."""
    return ", ".join(name for name, (_, field) in _names().items() if field == "text")


@cache
def _names() -> dict[str, tuple[float, str]]:
    table = read_lexicon("export-columns")
    pairs = zip(map(plain_name, table["column"]), table["field"], strict=True)
    return {name: (rank, field) for rank, (name, field) in enumerate(pairs)}
