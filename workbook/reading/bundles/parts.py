"""What taking a bundle apart gives: articles, what belongs to them without being text, and what belongs to none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from workbook.reading.source import Note, Source

LITTLE = 0.5  # of the words that the database counts: with fewer the text is not whole
WRAPPED = 100  # characters; a line in a text broken by a program is no longer
PAGE = re.compile(r"(?:page )?\d{1,4} (?:of|/) \d{1,4}", re.IGNORECASE)


@dataclass
class Part:
    """One article of a bundle. Each line of the file goes to ``lines`` or ``aside``, and none to both.

    Attributes:
        lines: Of the text as the file breaks them; the title's lines, of which there are ``n_title``, come first.
        aside: Fields, copyright and the like; what they say of the article stands in the fields below.
    """

    lines: list[str]
    aside: list[str]
    n_title: int = 0
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    source_id: str | None = None
    n_words: int | None = None
    is_summary: bool = False

    @property
    def title(self) -> str | None:
        """The title's lines as one."""
        return " ".join(" ".join(self.lines[: self.n_title]).split()) or None

    @property
    def text(self) -> str:
        """The title and the paragraphs, a blank line between them."""
        return "\n\n".join([*filter(None, [self.title]), *paragraphs(self.lines[self.n_title :])])

    def doubts(self) -> Iterator[Note]:
        """Yield a note if the text is a summary or much shorter than the database says."""
        if self.is_summary:
            yield Note("only a lead or summary, not the whole text", "export the full text")
        count = len(self.text.split())
        if self.n_words and count < LITTLE * self.n_words:
            yield Note(f"not the whole text: {count} of {self.n_words} words", "export the full text")


def part_of(lines: Sequence[str], title: Sequence[int], body: Sequence[int], **said: Any) -> Part:
    """Return the article whose title and text stand at these places of the lines; all other lines are set aside."""
    taken = {*title, *body}
    aside = [line for at, line in enumerate(lines) if at not in taken]
    return Part([lines[at] for at in (*title, *body)], aside, len(title), **said)


@dataclass
class Bundle:
    """What one file of a database holds.

    Attributes:
        kind: Whose file it is, in words for a note.
        aside: Lines that belong to no article: cover, index, search.
        n_stated: How many articles the file says that it holds; 0 where it does not say.
    """

    kind: str
    parts: list[Part]
    aside: list[str] = field(default_factory=list)
    n_stated: int = 0

    def count_aside(self) -> int:
        """Return how many lines with words stand in no article."""
        every = [self.aside, *(part.aside for part in self.parts)]
        return sum(bool(re.search(r"\w", line)) for lines in every for line in lines)


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Return lines as paragraphs: broken at blank lines, and at every line where no program wrapped them."""
    if max(map(len, lines), default=0) > WRAPPED or not any(map(_runs_on, lines, lines[1:])):
        return [" ".join(line.split()) for line in lines if line.strip()]
    return [
        " ".join(" ".join(part).split()) for is_text, part in groupby(lines, lambda line: bool(line.strip())) if is_text
    ]


def _runs_on(line: str, after: str) -> bool:
    return len(line.strip()) > WRAPPED // 2 and line.strip()[-1] not in '.!?:"”’' and after.strip()[:1].islower()


def digest(*parts: str) -> str:
    """Return the SHA-256 of an article that is not a file: of its words and what is said of it."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def articles(bundle: Bundle, whole: Source) -> list[Source | Note]:
    """Return the articles of a bundle as sources, and a note that says how many there are and what was set aside."""
    if len(bundle.parts) == 1:
        return [_source(bundle.parts[0], whole, None), *_told(bundle)]
    return [*(_source(part, whole, at) for at, part in enumerate(bundle.parts, 1)), *_told(bundle)]


def _source(part: Part, whole: Source, row: int | None) -> Source:
    said: dict[str, Any] = {
        "title": part.title, "author": part.author, "publisher": part.publisher, "url": part.url,
        "published": part.published, "source_id": part.source_id,
    }  # fmt: skip
    sha256 = digest(part.text, *map(str, said.values()))
    return replace(whole, text=part.text, sha256=sha256, row=row, pages=(), notes=tuple(part.doubts()), **said)


def _told(bundle: Bundle) -> list[Note]:
    count, aside = len(bundle.parts), bundle.count_aside()
    lines = f"{aside} lines of cover, fields and copyright are left out" if aside else "no line is left out"
    if bundle.n_stated and bundle.n_stated != count:
        reason = f"the file says that it holds {bundle.n_stated} articles; {count} were found ({bundle.kind})"
        return [Note(reason, "compare with the database and export what is missing again")]
    if count == 1:
        advice = "nothing; title, day and outlet are taken from them"
        return [Note(f"one article with the fields of {bundle.kind}: {lines}", advice)]
    reason = f"{count} articles in one file ({bundle.kind}), taken apart: {lines}"
    return [Note(reason, "nothing; each is an article of its own")]
