"""RSS, RDF and Atom files: an article an entry."""

from __future__ import annotations

import io
from typing import Any

from workbook.errors import ReadError
from workbook.reading.rows import articles_of
from workbook.reading.source import Note, Source

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
