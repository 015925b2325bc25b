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
BEGINNING = 2_000  # characters in which a title or a byline is printed
BLOCK = 1 << 20
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
        raise ReadError(
            "the PDF is encrypted", wanted="a PDF without a password", advice="open it and print it to a new PDF"
        )
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
    properties: Any = reader.metadata or {}
    stated: dict[str, Any] = {key: _printed(properties.get(f"/{key.title()}"), pages[0]) for key in ("title", "author")}
    language = reader.root_object.get("/Lang")
    return [Source("", "pdf", "", text, pages=starts, notes=tuple(notes), language=str(language or ""), **stated)]


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
    check_zip(data)
    from docx import Document

    document = Document(io.BytesIO(data))
    texts, title = [], None
    for element in document.element.body.iterchildren():
        for paragraph in _paragraphs(element, document):
            words = _words(paragraph)
            style = str(paragraph.style.name if paragraph.style is not None else "")
            title = title or (words if style == "Title" and words else None)
            listed = style.startswith("List") or bool(paragraph._p.xpath("./w:pPr/w:numPr"))
            texts.append(f"• {words}" if listed and words and not words.startswith("•") else words)
    text = "\n\n".join(words for words in texts if words)
    title = title or _printed(document.core_properties.title, text)
    return [Source("", "docx", "", text, title=title, language=document.core_properties.language)]


def _paragraphs(element: Any, document: Any) -> list[Any]:
    from docx.text.paragraph import Paragraph

    return [Paragraph(found, document) for found in element.xpath("self::w:p | self::w:tbl//w:p | self::w:sdt//w:p")]


def _words(paragraph: Any) -> str:
    """Return a paragraph's words with links and insertions, which ``Paragraph.text`` leaves out in part."""
    pieces = paragraph._p.xpath(
        ".//*[self::w:t or self::w:br or self::w:tab][not(ancestor::*[local-name()='Fallback'])]"
    )
    text = "".join(
        piece.text or "" if piece.tag.endswith("}t") else "\n\t"[piece.tag.endswith("}tab")] for piece in pieces
    )
    return join_lines(text.split("\n"))


def check_zip(data: bytes) -> None:
    """Unpack an Office file into nothing, counting, before a library does.

    Raises:
        ReadError: It is damaged, protected, unpacks to more than :data:`MAX_UNPACKED` bytes (as its
            directory says or in fact), or has a DTD, which Office files never have.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise ReadError(f"the file is damaged or cut short ({error})", advice=AGAIN) from error
    with archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise _bomb()
        if any(entry.flag_bits & 1 for entry in entries):
            raise ReadError("the file is encrypted", advice="save a copy without a password")
        left = MAX_UNPACKED
        for entry in entries:
            left = _unpack(archive, entry, left)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    tail = b""
    try:
        with archive.open(entry) as stream:
            while block := stream.read(BLOCK):
                left -= len(block)
                if left < 0:
                    raise _bomb()
                # without zero bytes, so that UTF-16 hides nothing
                if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in (tail + block).replace(b"\0", b""):
                    raise ReadError(
                        f"{entry.filename} in the file has a DTD; XML entities are not read",
                        advice="open it in a word processor and save it again",
                    )
                tail = block[-32:]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise ReadError(f"{entry.filename} in the file is damaged ({error})", advice=AGAIN) from error
    return left


def _bomb() -> ReadError:
    return ReadError(
        f"the file unpacks to more than {MAX_UNPACKED // 1_000_000} MB, as a zip bomb does",
        wanted="an article",
        advice="if you trust it, save its text as .txt",
    )
