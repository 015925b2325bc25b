"""PDF files: the words in reading order. The days in their properties are those of the file, never of publication."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, takewhile
from statistics import median
from typing import Any

from workbook.errors import ReadError
from workbook.reading.documents import AGAIN, printed
from workbook.reading.layout import Row, blocks_of, lines_of, rows_of, words_of
from workbook.reading.paragraphs import join_lines
from workbook.reading.source import Note, Source

MAX_PAGES = 2_000
PASSWORD = 4  # PDFium's number of this error
EDGE, MARGIN = 3, 0.12  # rows, and part of the page's height, at top and bottom, where heads and feet may stand
DIGITS = re.compile(r"\d+")
# "12", "– 12 –", "Page 1 of 3", "1/2"
NUMBER = re.compile(r"[–—-]?\s?(?:page )?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?\s?[–—-]?", re.IGNORECASE)
# What browsers print: "28/11/2025, 09:14  Envoys meet | Harbour Post", "https://harbour.example/envoys  1/2",
# "Envoys meet  https://harbour.example/envoys", "1 of 2  11/28/25, 9:14 AM"
CLOCK = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[AP]M)?"
STAMP = re.compile(rf"{CLOCK}\b.*|\d{{1,4}} of \d{{1,4}} {CLOCK}|.*\b(?:https?|file)://\S+(?: \d{{1,4}}/\d{{1,4}})?")
LARGER, TITLE_WORDS = 1.25, range(4, 31)  # times the usual size of the first page's letters; words of a title
ADDRESS = re.compile(r"https?://[^\s…]+(?![^\s]*…)")


def read_pdf(data: bytes) -> list[Source]:
    """Return the pages' words, column by column, lines joined to paragraphs, with where each page starts.

    What is printed on the edge of every page is left out with a note: running heads, page numbers, and the
    day, title and address of a browser's print. A page starts a paragraph of its own unless the page before
    ends inside a sentence. The title and author in the properties count only where the first page prints them; else
    the title is what the first page prints in the largest letters.

    Raises:
        ReadError: The file is encrypted or damaged, has no words (a scan), or has too many pages.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        raise _unreadable(error) from error
    with document:
        if len(document) > MAX_PAGES:
            raise ReadError(f"{len(document)} pages", wanted=f"at most {MAX_PAGES}", advice="split the file")
        rows = [rows_of(words_of(page)) for page in document]
        heights = [page.get_height() for page in document]
        stated, language = document.get_metadata_dict(), _language(document)
    edges = _edges(rows, heights)
    pages = [_page([row for row in page if row not in edges[at]]) for at, page in enumerate(rows)]
    if not any(pages):
        raise ReadError("the PDF has pictures of pages, no words", advice="run text recognition (OCR) on it first")
    text, starts = _bound(pages)
    title = printed(stated.get("Title"), pages[0]) or _largest([row for row in rows[0] if row not in edges[0]])
    author = printed(stated.get("Author"), pages[0])
    left_out = [row.text for page in edges for row in page]
    url = next((match[0] for line in left_out if (match := ADDRESS.search(line))), None)
    notes = tuple(_notes(data, pages, left_out))
    return [Source("", "pdf", "", text, title, author, url=url, language=language, pages=starts, notes=notes)]


def _unreadable(error: Any) -> ReadError:
    if error.err_code == PASSWORD:
        wanted, advice = "a PDF without a password", "open it and print it to a new PDF"
        return ReadError("the PDF is encrypted", wanted=wanted, advice=advice)
    return ReadError(f"the PDF is damaged ({error})", advice=AGAIN)


def _language(document: Any) -> str:
    from pypdfium2 import raw

    size = raw.FPDFCatalog_GetLanguage(document, None, 0)
    buffer = (raw.c_ushort * max(size, 1))()
    raw.FPDFCatalog_GetLanguage(document, buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", "ignore").strip("\0")


def _edges(pages: list[list[Row]], heights: list[float]) -> list[dict[Row, None]]:
    """Return of each page the rows on its edges that stand on other pages too, or that are a number or a print's stamp.

    A title that goes on as a running head is larger on its own page, and stays there.
    """
    near = [_near(page, height) for page, height in zip(pages, heights, strict=True)]
    times = Counter(key for top, bottom in near for key in {_key(row) for row in (*top, *bottom)})

    def is_edge(row: Row) -> bool:
        return times[_key(row)] > 1 or bool(NUMBER.fullmatch(row.text) or STAMP.fullmatch(row.text))

    return [dict.fromkeys([*takewhile(is_edge, top), *takewhile(is_edge, bottom)]) for top, bottom in near]


def _near(page: list[Row], height: float) -> tuple[list[Row], list[Row]]:
    """Return the rows near a page's top and bottom, each from its edge inwards."""
    top = [row for row in page[:EDGE] if row.bottom > (1 - MARGIN) * height]
    return top, [row for row in page[: -EDGE - 1 : -1] if row.bottom < MARGIN * height]


def _key(row: Row) -> tuple[str, int, int]:
    return DIGITS.sub("#", row.text), round(row.size), round(row.bottom)


def _largest(rows: list[Row]) -> str | None:
    """Return the words in the largest letters of a page, if those are larger than the usual and enough for a title."""
    usual = median(row.size for row in rows for _ in row.words) if rows else 0.0
    runs = [(size, " ".join(row.text for row in run)) for size, run in groupby(rows, lambda row: round(row.size))]
    large = [(size, words) for size, words in runs if size >= LARGER * usual and len(words.split()) in TITLE_WORDS]
    return max(large, default=(0, None), key=lambda run: run[0])[1]


def _page(rows: list[Row]) -> str:
    """Return a page's paragraphs: those of each block's columns together, since they run from one to the next."""
    blocks = (join_lines(lines_of(columns)) for columns in blocks_of(rows))
    return "\n\n".join(block for block in blocks if block)


def _bound(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    text, starts = "", []
    for page in pages:
        flows = text[-1:].isalnum() or text.endswith((",", ";"))
        text += "" if not text else " " if flows and page[:1].islower() else "\n\n"
        starts.append(len(text))
        text += page
    return text, tuple(starts)


def _notes(data: bytes, pages: list[str], left_out: list[str]) -> Iterator[Note]:
    if b"%%EOF" not in data[-2048:]:
        yield Note("the end of the PDF is missing; pages may be lost", AGAIN)
    if empty := [str(number) for number, page in enumerate(pages, 1) if not page]:
        yield Note(f"pages without words: {', '.join(empty[:20])}", "if they are scans, run text recognition")
    if said := dict.fromkeys(line for line in left_out if not NUMBER.fullmatch(line)):
        shown = "; ".join(f"“{line[:80]}”" for line in list(said)[:3])
        yield Note(f"running heads and feet are left out: {shown}", "compare with the file if words are missing")
