"""What cleaning returns for one article."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbook.cleaning.offsets import OffsetMap
from workbook.reading.source import Note


@dataclass(frozen=True)
class Section:
    """A heading and what it covers; ``start`` is the heading's first character where there is one.

    Attributes:
        kind: heading, run-in, bullets or lead.
        body: Where the covered text begins; equal to ``start`` where there is no heading.
    """

    kind: str
    level: int
    heading: str | None
    start: int
    body: int
    end: int


@dataclass(frozen=True)
class Residue:
    """A passage of the source text that was set aside."""

    raw_start: int
    raw_end: int
    text: str
    kind: str
    rule: str


@dataclass(frozen=True)
class Cleaned:
    """One article's cleaned text: title, headings and body, a line each.

    Attributes:
        text: Joined by single line breaks; every line is a title, a heading, a paragraph or a bullet.
        headings: Spans of the lines (or, for run-in headings, of the words) that are no sentences:
            title and headings.
    """

    text: str
    offsets: OffsetMap
    title: str | None
    kicker: str | None
    author: str | None
    published: str | None
    published_basis: str
    published_earliest: str | None
    sections: tuple[Section, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    residue: tuple[Residue, ...] = ()
    notes: tuple[Note, ...] = field(default=())
