"""PDF and Word files. The days in their properties are those of the file, never of publication."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from workbook.errors import ReadError
from workbook.reading.paragraphs import join_lines
from workbook.reading.source import Note, Source

# A long report with pictures unpacks to less than 100 MB; XML needs about ten times its size in memory.
MAX_UNPACKED = 200_000_000
MAX_PAGES = 2_000
MAX_PARAGRAPHS = 20_000
MAX_ELEMENTS = 2_000_000  # of an Office file's XML: each needs 200 bytes; a long report has a tenth
BEGINNING = 2_000  # characters in which a title or a byline is printed
AGAIN = "fetch or save the file again"


def read_pdf(data: bytes) -> list[Source]:
    """Return the pages' words, lines joined to paragraphs, with where each page starts.

    A page starts a paragraph of its own unless the page before ends inside a sentence. The title and
    author in the properties count only where the first page prints them; the days there never do.

    Raises:
        ReadError: The file is encrypted, has no words (a scan), or has too many pages.
    """
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        wanted, advice = "a PDF without a password", "open it and print it to a new PDF"
        raise ReadError("the PDF is encrypted", wanted=wanted, advice=advice)
    if len(reader.pages) > MAX_PAGES:
        raise ReadError(f"{len(reader.pages)} pages", wanted=f"at most {MAX_PAGES}", advice="split the file")
    pages = [join_lines((page.extract_text() or "").split("\n")) for page in reader.pages]
    if not any(pages):
        raise ReadError("the PDF has pictures of pages, no words", advice="run text recognition (OCR) on it first")
    text, starts = _bound(pages)
    notes = []
    if b"%%EOF" not in data[-2048:]:
        notes.append(Note("the end of the PDF is missing; pages may be lost", AGAIN))
    if empty := [str(number) for number, page in enumerate(pages, 1) if not page]:
        notes.append(Note(f"pages without words: {', '.join(empty[:20])}", "if they are scans, run text recognition"))
    stated: Any = reader.metadata or {}
    title, author = _printed(stated.get("/Title"), pages[0]), _printed(stated.get("/Author"), pages[0])
    language = str(reader.root_object.get("/Lang") or "")
    return [Source("", "pdf", "", text, title, author, language=language, pages=starts, notes=tuple(notes))]


def _bound(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    text, starts = "", []
    for page in pages:
        flows = text[-1:].isalnum() or text.endswith((",", ";"))
        text += "" if not text else " " if flows and page[:1].islower() else "\n\n"
        starts.append(len(text))
        text += page
    return text, tuple(starts)


def _printed(value: object, page: str) -> str | None:
    """Return a property only if the page's beginning prints it, and it is more than one word.

    Most are left over from a template or another file, and "News" or "Admin" stands on many pages by chance.
    """
    words = " ".join(str(value or "").split())
    printed = re.search(rf"\b{re.escape(words)}\b", " ".join(page[:BEGINNING].split()), re.IGNORECASE)
    return words if " " in words and printed else None


def read_docx(data: bytes) -> list[Source]:
    """Return paragraphs, headings, list items with a bullet, and tables in reading order.

    The title is a paragraph of the style "Title", or the property of that name if the document's beginning prints it.

    Raises:
        ReadError: The file is damaged, too large when unpacked, or defines XML entities.
    """
    check_zip(data, MAX_ELEMENTS)
    from docx import Document

    document = Document(io.BytesIO(data))
    styles = {style.style_id: str(style.name) for style in document.styles}
    paragraphs = document.element.body.xpath(".//w:p[not(ancestor::w:p)]")
    if len(paragraphs) > MAX_PARAGRAPHS:
        found, wanted = f"{len(paragraphs):,} paragraphs", f"at most {MAX_PARAGRAPHS:,}"
        raise ReadError(found, wanted=wanted, advice="split the file")
    texts, title = [], None
    for element in paragraphs:
        words = _words(element)
        style = styles.get(element.style or "", "")
        title = title or (words if style == "Title" and words else None)
        listed = style.startswith("List") or (element.pPr is not None and element.pPr.numPr is not None)
        texts.append(f"• {words}" if listed and words and not words.startswith("•") else words)
    text = "\n\n".join(words for words in texts if words)
    title = title or _printed(document.core_properties.title, text)
    return [Source("", "docx", "", text, title=title, language=document.core_properties.language)]


def _words(paragraph: Any) -> str:
    """Return a paragraph's words with links and insertions, which python-docx leaves out in part."""
    twice = {piece for part in paragraph.iter("{*}Fallback") for piece in part.iter()}  # what older programs show
    text = []
    for piece in paragraph.iter("{*}t", "{*}br", "{*}tab"):
        if piece not in twice and piece.prefix == "w":
            text.append((piece.text or "") if piece.tag.endswith("}t") else "\n" if piece.tag.endswith("}br") else "\t")
    return join_lines("".join(text).split("\n"))


def check_zip(data: bytes, most_tags: int | None = None) -> None:
    """Look into an Office file before a library unpacks it.

    Raises:
        ReadError: It is damaged, protected, unpacks to more than :data:`MAX_UNPACKED` bytes, has a
            DTD, which Office files never have, or a part of more than ``most_tags`` tags.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise ReadError(
                    f"the file unpacks to more than {MAX_UNPACKED // 1_000_000} MB, as a zip bomb does",
                    wanted="an article",
                    advice="if you trust it, save its text as .txt",
                )
            if any(entry.flag_bits & 1 for entry in entries):
                raise ReadError("the file is encrypted", advice="save a copy without a password")
            for entry in entries:
                content = archive.read(entry)  # no more than the directory says; what is longer fails its check sum
                if most_tags and content.count(b"<") > most_tags:
                    found = f"{entry.filename} in the file has more than {most_tags:,} tags"
                    raise ReadError(found, wanted="an article", advice="save its text as .txt")
                # without zero bytes, so that UTF-16 hides nothing
                if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in content.replace(b"\0", b""):
                    found = f"{entry.filename} in the file has a DTD; XML entities are not read"
                    raise ReadError(found, advice="open it in a word processor and save it again")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise ReadError(f"the file is damaged or cut short ({error})", advice=AGAIN) from error
