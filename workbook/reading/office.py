"""RTF and OpenDocument texts: the paragraphs, headings and list items, as of a Word file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from workbook.errors import ReadError
from workbook.reading.documents import AGAIN, check_zip
from workbook.reading.source import Source

TEXT_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
PARAGRAPHS = (f"{TEXT_NAMES}p", f"{TEXT_NAMES}h")
BLANKS = {f"{TEXT_NAMES}tab": "\t", f"{TEXT_NAMES}line-break": "\n"}
# Comments of readers, words that a change took out, and the marks of notes.
NO_TEXT = (f"{OFFICE_NAMES}annotation", f"{TEXT_NAMES}tracked-changes", f"{TEXT_NAMES}note-citation")
MOST_BLANKS = 100
CELL = re.compile(r"\\(?:nest)?cell\b")


def read_rtf(data: bytes) -> list[Source]:
    """Return the paragraphs of an RTF file; cells of a row stand apart by a tab, addresses of links are left out."""
    from striprtf.striprtf import rtf_to_text

    # A link's address is renamed to a part that striprtf skips: its own pattern for links is slow on long lines.
    marked = CELL.sub(r"\\tab", data.decode("latin-1").replace("\\fldinst", "\\datafield"))
    lines = rtf_to_text(marked, errors="replace").replace("\xad", "").split("\n")
    return [Source("", "rtf", "", "\n\n".join(line.strip() for line in lines if line.strip()))]


def read_odt(data: bytes) -> list[Source]:
    """Return the paragraphs of an OpenDocument text; the title is the paragraph of the style "Title".

    Raises:
        ReadError: The file is damaged, too large when unpacked, or defines XML entities.
    """
    from defusedxml.ElementTree import fromstring

    check_zip(data)
    try:
        root: Any = fromstring(zipfile.ZipFile(io.BytesIO(data)).read("content.xml"))
    except KeyError as error:
        raise ReadError("the file has no text in it", wanted="a text document", advice=AGAIN) from error
    titles = {"Title"} | {
        style.get(f"{STYLE_NAMES}name")
        for style in root.iter(f"{STYLE_NAMES}style")
        if style.get(f"{STYLE_NAMES}parent-style-name") == "Title"
    }
    body = root.find(f"{OFFICE_NAMES}body/{OFFICE_NAMES}text")
    found = list(_paragraphs(body, "")) if body is not None else []
    title = next((words for words, style in found if style in titles), None)
    return [Source("", "odt", "", "\n\n".join(words for words, _ in found), title=title)]


def _paragraphs(element: Any, bullet: str) -> Iterator[tuple[str, str]]:
    """Yield the words of each paragraph and the name of its style; of a list item the first has a bullet."""
    for inner in element:
        if inner.tag in NO_TEXT:
            continue
        if inner.tag in PARAGRAPHS:
            words = " ".join(_words(inner).split(" ")).strip()
            if words:
                yield bullet + words, inner.get(f"{TEXT_NAMES}style-name", "")
                bullet = ""
            for note in inner.iter(f"{TEXT_NAMES}note-body"):
                yield from _paragraphs(note, "")
        else:
            yield from _paragraphs(inner, "• " if inner.tag == f"{TEXT_NAMES}list-item" else bullet)


def _words(paragraph: Any) -> str:
    text = paragraph.text or ""
    for inner in paragraph:
        if inner.tag == f"{TEXT_NAMES}s":
            text += " " * min(int(inner.get(f"{TEXT_NAMES}c", 1)), MOST_BLANKS)
        elif inner.tag in BLANKS:
            text += BLANKS[inner.tag]
        elif inner.tag not in (*NO_TEXT, *PARAGRAPHS, f"{TEXT_NAMES}note"):
            text += _words(inner)
        text += inner.tail or ""
    return text
