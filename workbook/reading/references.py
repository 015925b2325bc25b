"""What reference managers and notebooks export: RIS, and Evernote's notes."""

from __future__ import annotations

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
