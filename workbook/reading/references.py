"""Files of entries: RSS, RDF and Atom, RIS references, Evernote's notes."""

from __future__ import annotations

import io
import re
from typing import Any

from workbook.errors import ReadError
from workbook.reading.documents import AGAIN
from workbook.reading.encodings import decode
from workbook.reading.names import given_names_first
from workbook.reading.rows import articles_of
from workbook.reading.source import Note, Source

# The names that rispy gives RIS tags, and those of tables for the same.
FIELDS = {
    "title": "title", "primary_title": "title", "translated_title": "title",
    "secondary_title": "publication", "journal_name": "publication", "alternate_title3": "publication",
    "publisher": "publisher",
    "abstract": "abstract", "notes_abstract": "abstract", "notes": "full text",
    "date": "date", "publication_year": "date", "year": "date",
    "language": "language",
    "accession_number": "accession number", "id": "id",
}  # fmt: skip
NOTE_WORDS = 60  # a note of fewer words is a remark of the analyst's, not the article


def read_ris(data: bytes) -> list[Source | Note]:
    """Return an article a reference; most hold an abstract only, which is said. "DA" is the day, never the access."""
    import rispy

    text, notes = decode(data)
    try:
        references = rispy.loads(text.replace("\r\n", "\n").lstrip("\ufeff"))
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise ReadError(
            f"the references break off ({error})", wanted="an RIS file", advice="export it again"
        ) from error
    rows = [(at, _reference(reference)) for at, reference in enumerate(references, 1)]
    if not rows:
        raise ReadError("no reference in the file", wanted="an RIS file", advice="export it again")
    return [*notes, *articles_of("ris", rows)]


def _reference(reference: dict[str, Any]) -> dict[str, str]:
    row: dict[str, str] = {}
    for name, column in FIELDS.items():
        value = reference.get(name)
        words = "\n\n".join(map(str, value)) if isinstance(value, list) else str(value or "")
        if words.strip() and (column != "full text" or len(words.split()) >= NOTE_WORDS):
            row.setdefault(column, words.strip())
    people = reference.get("authors") or reference.get("first_authors") or []
    row["author"] = given_names_first("; ".join(people)) or ""
    row["url"] = next(iter(reference.get("urls") or [reference.get("url") or ""]), "")
    return row


def read_enex(data: bytes) -> list[Source | Note]:
    """Return an article a note of Evernote's; the days of the notes are those of the clipping and are not taken.

    Raises:
        ReadError: The file is no export of Evernote's, or defines XML entities.
    """
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root: Any = fromstring(data)
    except ParseError as error:
        raise ReadError(f"the notes are damaged or cut short ({error})", advice=AGAIN) from error
    rows = []
    for at, note in enumerate(root.iter("note"), 1):
        body = re.sub(r"<\?xml[^<>]*>|<!DOCTYPE[^<>]*>|</?en-note[^<>]*>", "", note.findtext("content") or "")
        said = {"title": note.findtext("title"), "url": note.findtext("note-attributes/source-url")}
        rows.append((at, said | {"text": f"<div>{body}</div>" if body.strip() else ""}))
    if not rows:
        raise ReadError("no note in the file", wanted="an export of Evernote's", advice="export the notes again")
    return articles_of("enex", rows)


MAX_TAGS = 200_000  # of 20,000 entries
DC_DATE = "./*[local-name() = 'date' and contains(namespace-uri(), '/dc/')]"


def read_feed(data: bytes) -> list[Source | Note]:
    """Return an article an entry of an RSS, RDF or Atom file: its content, else its summary with a note.

    ``updated`` is not taken for the day of publication, ``dc:date`` of an RSS entry is.

    Raises:
        ReadError: The file defines XML entities, or is no feed.
    """
    import feedparser

    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise ReadError("the feed defines XML entities, which are not read", advice="fetch the feed again")
    if data.count(b"<") > MAX_TAGS:
        raise ReadError(f"a feed of more than {MAX_TAGS:,} tags", wanted="a feed", advice="split it into several files")
    feed = feedparser.parse(io.BytesIO(data))  # a stream: bytes that look like an address would be fetched
    if not feed.version and not feed.entries:
        raise ReadError("the file is XML but no RSS or Atom feed", wanted="a feed", advice="save the pages themselves")
    dates = _dc_dates(data, len(feed.entries))
    rows = []
    for at, entry in enumerate(feed.entries, 1):
        row = {name: entry.get(name) for name in ("title", "summary", "author", "link", "id")}
        row["text"] = next((part.get("value") for part in entry.get("content", ()) if part.get("value")), None)
        stated = entry.get("published") if "published" in entry else None  # get would give the update
        row["published"] = stated or dates.get(at)
        row["publisher"] = entry.get("source", {}).get("title") or feed.feed.get("title")
        rows.append((at, row | {"language": feed.feed.get("language")}))
    return articles_of("feed", rows)


def _dc_dates(data: bytes, entries: int) -> dict[int, str]:
    """Return the Dublin Core dates of an RSS file by entry; feedparser gives them as updates, as it gives Atom's."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root: Any = etree.fromstring(data, parser)
    items = root.xpath(".//*[local-name() = 'item']") if root is not None else []
    if len(items) != entries:
        return {}
    found = ((at, item.xpath(DC_DATE)) for at, item in enumerate(items, 1))
    return {at: dates[0].text for at, dates in found if dates and dates[0].text}
