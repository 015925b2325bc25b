"""Word, RTF and OpenDocument texts. The days in their properties are those of the file, never of publication."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from workbook.errors import ReadError
from workbook.reading.paragraphs import join_lines
from workbook.reading.source import LONGEST, Source, field_of
from workbook.reading.word_numbers import WordNumbers

# A long report with pictures unpacks to less than 100 MB; XML needs about ten times its size in memory.
MAX_UNPACKED = 200_000_000
MAX_PARAGRAPHS = 20_000
MAX_ELEMENTS = 2_000_000  # of an Office file's XML: each needs 200 bytes; a long report has a tenth
NEW_PAGE = ".//w:br[@w:type='page'] | ./w:pPr/w:pageBreakBefore"
SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
BEGINNING = 2_000  # characters in which a title or a byline is printed
AGAIN = "fetch or save the file again"


def printed(value: object, page: str) -> str | None:
    """Return a property only if the page's beginning prints it, and it is more than one word.

    Most are left over from a template or another file, and "News" or "Admin" stands on many pages by chance.
    """
    words = " ".join(str(value or "").split())
    printed = re.search(rf"\b{re.escape(words)}\b", " ".join(page[:BEGINNING].split()), re.IGNORECASE)
    return words if " " in words and printed else None


def read_docx(data: bytes) -> list[Source]:
    """Return paragraphs, headings, list items with a bullet or Word's number, and tables in reading order.

    The title is a paragraph of the style "Title", or the property of that name if the document's beginning prints it.

    Raises:
        ReadError: The file is damaged, too large when unpacked, or defines XML entities.
    """
    check_zip(data, MAX_ELEMENTS)
    from docx import Document

    document = Document(io.BytesIO(data))
    styles = {style.style_id: str(style.name) for style in document.styles}
    keys = _take_keys(document.element.body)
    paragraphs = document.element.body.xpath(".//w:p[not(ancestor::w:p)]")
    if len(paragraphs) > MAX_PARAGRAPHS:
        found, wanted = f"{len(paragraphs):,} paragraphs", f"at most {MAX_PARAGRAPHS:,}"
        raise ReadError(found, wanted=wanted, advice="split the file")
    texts, title = [], None
    numbers = WordNumbers(document)
    for element in paragraphs:
        words, number = _words(element), numbers.next(element)
        style = styles.get(element.style or "", "")
        title = title or (words if style == "Title" and words else None)
        if style in ("Title", "Heading 1") or element.xpath(NEW_PAGE):
            texts.append("\f")  # where another article may begin; it stands in no text
        listed = style.startswith("List") or (element.pPr is not None and element.pPr.numPr is not None)
        mark = number or ("•" if listed else "")
        words = f"{mark} {words}" if mark and words and not words.startswith(mark) else words
        texts.append(f"{keys.get(element, '')}{words}")
    text = "\n\n".join(words for words in texts if words)
    title = title or printed(document.core_properties.title, text)
    return [Source("", "docx", "", text, title=title, language=document.core_properties.language)]


def _take_keys(body: Any) -> dict[Any, str]:
    """Take "Source", "Date" … out of the first cells of a clipping's table; return them by the value's paragraph."""
    keys = {}
    for row in body.xpath(".//w:tr[count(w:tc) = 2]"):
        key, value = row.xpath("./w:tc")
        name = " ".join(map(_words, key.xpath(".//w:p"))).strip(" :")
        if 0 < len(name) < LONGEST and field_of(name) and (paragraphs := value.xpath(".//w:p")):
            keys[paragraphs[0]] = f"{name}: "
            row.remove(key)
    return keys


def _words(paragraph: Any) -> str:
    """Return a paragraph's words with links and insertions, which python-docx leaves out in part."""
    twice = {piece for part in paragraph.iter("{*}Fallback") for piece in part.iter()}  # what older programs show
    text = []
    for piece in paragraph.iter("{*}t", *(f"{{*}}{name}" for name in SIGNS)):
        if piece not in twice and piece.prefix == "w":
            name = piece.tag.rpartition("}")[2]
            text.append((piece.text or "") if name == "t" else SIGNS[name])
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
            words = " ".join(_odt_words(inner).split(" ")).strip()
            if words:
                yield bullet + words, inner.get(f"{TEXT_NAMES}style-name", "")
                bullet = ""
            for note in inner.iter(f"{TEXT_NAMES}note-body"):
                yield from _paragraphs(note, "")
        else:
            yield from _paragraphs(inner, "• " if inner.tag == f"{TEXT_NAMES}list-item" else bullet)


def _odt_words(paragraph: Any) -> str:
    text = paragraph.text or ""
    for inner in paragraph:
        if inner.tag == f"{TEXT_NAMES}s":
            text += " " * min(int(inner.get(f"{TEXT_NAMES}c", 1)), MOST_BLANKS)
        elif inner.tag in BLANKS:
            text += BLANKS[inner.tag]
        elif inner.tag not in (*NO_TEXT, *PARAGRAPHS, f"{TEXT_NAMES}note"):
            text += _odt_words(inner)
        text += inner.tail or ""
    return text
