"""Bytes to source text and metadata: what lies in a folder, and each file as the articles in it.

``find_files`` lists, ``read_file`` reads one file and never raises for what is in it. Each refusal and
each doubt is a row for the table ``problems``.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from logging.handlers import BufferingHandler
from pathlib import Path
from typing import Any, NamedTuple

from workbook.errors import ReadError
from workbook.lexicons import read_lexicon
from workbook.reading import archives, bundles, documents, exports, markdown, pdf, plain, references
from workbook.reading.bundles import web
from workbook.reading.encodings import ENTITY, decode, is_nothing, is_twice, repaired, visible
from workbook.reading.folder import FoundFile, Problem, bytes_of, find_files, row, why
from workbook.reading.heads import read_head
from workbook.reading.kinds import kind_of
from workbook.reading.rows import Refusal
from workbook.reading.source import METADATA, Note, Source
from workbook.reading.stubs import doubts_about

__all__ = [
    "FoundFile", "Note", "Problem", "Reading", "Source", "bytes_of", "decode", "find_files", "read_bytes", "read_file",
    "refused",
]  # fmt: skip
READERS: dict[str, Callable[[bytes], Any]] = {
    "txt": plain.read_text,
    "md": markdown.read_markdown,
    "eml": web.read_mail,
    "html": web.read_page,
    "pdf": pdf.read_pdf,
    "docx": documents.read_docx,
    "csv": exports.read_csv,
    "xlsx": exports.read_xlsx,
    "jsonl": exports.read_json,
    "feed": references.read_feed,
    "rtf": documents.read_rtf,
    "odt": documents.read_odt,
    "epub": archives.read_epub,
    "mbox": archives.read_mbox,
    "mhtml": archives.read_mhtml,
    "warc": archives.read_warc,
    "ris": references.read_ris,
    "enex": references.read_enex,
}
TOLD_BY_ROW = ("csv", "xlsx", "jsonl", "feed", "ris")  # their readers say which rows are not whole
LIBRARIES = ("trafilatura", "htmldate", "charset_normalizer")  # what they say is told in problems
MAX_TEXT = 5_000_000  # characters of an article, before anything is done to it
MAX_PIECES = 75_000  # words and signs of an article, a book of 200 pages: they take less than 20 seconds
PIECE = re.compile(r"\w+|\n|([^\w\s])\1*")  # "talks", "----"; a line costs as much as a word


class Reading(NamedTuple):
    """What one file gave: its articles, and its refusals and doubts (the sources' own too) as rows for ``problems``."""

    sources: list[Source]
    problems: list[Problem]


def read_file(path: Path, relative: str) -> Reading:
    """Return the articles of one file; whatever is wrong with it is among the problems.

    Args:
        path: The file.
        relative: What the tables call it: its path from the loaded folder.
    """
    try:
        data = bytes_of(path)
    except ReadError as error:
        return Reading([], [refused(relative, error)])
    except OSError as error:
        return Reading([], [row(relative, "refused", *why(error))])
    return read_bytes(data, relative)


def read_bytes(data: bytes, relative: str) -> Reading:
    """Return the articles in the bytes of one file; see :func:`read_file`."""
    try:
        kind, doubts = kind_of(data, Path(relative).suffix[1:].lower())
        with _quiet() as heard:
            parts: list[Source | Note] = [*doubts, *bundles.take_apart(READERS[kind](data))]
    except ReadError as error:
        return Reading([], [refused(relative, error)])
    except Exception as error:  # what broken bytes make a library raise is no closed list; it is named in the reason
        reason = f"damaged: the reader gave up ({type(error).__name__}: {str(error)[:200]})"
        return Reading([], [row(relative, "refused", reason, documents.AGAIN)])
    if heard:
        parts.append(Note(f"not in order: {'; '.join(heard[:3])[:200]}", "compare with the file in its own program"))
    return _reading(relative, hashlib.sha256(data).hexdigest(), parts)


@contextmanager
def _quiet() -> Iterator[list[str]]:
    """Collect the libraries' warnings in the list that is given, each once; nothing is printed."""
    messages: list[str] = []
    handler = BufferingHandler(10_000)
    handler.setLevel(logging.WARNING)
    loggers = [logging.getLogger(name) for name in LIBRARIES]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield messages
    finally:
        messages += dict.fromkeys(record.getMessage() for record in handler.buffer)
        for logger, propagate in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.propagate = propagate


def _reading(relative: str, sha256: str, parts: Sequence[Source | Note]) -> Reading:
    reading = Reading([], [])
    for part in parts:
        if isinstance(part, Note):
            severity = "refused" if isinstance(part, Refusal) else "noted"
            reading.problems.append(row(relative, severity, part.reason, part.advice))
            continue
        where = f"row {part.row}: " if part.row else ""
        try:
            source = _finished(replace(read_head(part), path=relative, sha256=part.sha256 or sha256))
        except ReadError as error:
            reading.problems.append(refused(relative, error, where))
            continue
        reading.sources.append(source)
        reading.problems.extend(row(relative, "noted", where + note.reason, note.advice) for note in source.notes)
    return reading


def _finished(source: Source) -> Source:
    """Return the article with visible characters, tidy metadata, and notes on what these changes were."""
    if len(source.text) > MAX_TEXT:
        raise _too_large(f"an article of {len(source.text):,} characters", f"{MAX_TEXT:,} characters")
    if len(source.text) > MAX_PIECES and (pieces := sum(1 for _ in PIECE.finditer(source.text))) > MAX_PIECES:
        raise _too_large(f"an article of {pieces:,} words, signs and lines", f"{MAX_PIECES:,} words, signs and lines")
    text, notes = visible(source.text)
    if source.format not in TOLD_BY_ROW and (ENTITY.search(text) or is_twice(text)):
        text, done = repaired(text)
        notes += tuple(Note(what, "compare with the file") for what in done)
    if not re.search(r"[^\W_]", text):
        raise ReadError("the file is empty" if not text.strip() else "no words", wanted="text", advice=documents.AGAIN)
    if not _looks_english(text):
        advice = "the workbook reads English; leave the article out or load a translation"
        notes += (Note("the text does not look English", advice),)
    if source.format not in TOLD_BY_ROW:
        notes += tuple(doubts_about(text))
    tidy: dict[str, Any] = {name: _tidy(getattr(source, name)) for name in METADATA}
    if re.match(r"https?://", tidy["publisher"] or ""):  # an address is no outlet
        tidy["url"], tidy["publisher"] = tidy["url"] or tidy["publisher"], None
    tidy["language"] = re.split("[-_]", tidy["language"] or "")[0].lower() or None
    return replace(source, text=text, notes=tuple(dict.fromkeys((*source.notes, *notes))), **tidy)


def _tidy(value: str | None) -> str | None:
    """Return a value on one line; what programs write for none, such as "Unknown", is none."""
    words = " ".join(visible(str(value))[0].split()) if value else ""
    return None if is_nothing(words) else words


def _looks_english(text: str) -> bool:
    """Tell by the share of English function words: 15 to 25 % in news, under 2 % in other languages."""
    words = text[:1_500].lower().split()
    n_words = sum(map(str.isalpha, words))
    return n_words < 40 or sum(map(_english().__contains__, words)) > 0.04 * n_words


@cache
def _english() -> frozenset[str]:
    return frozenset(read_lexicon("english-words")["word"])


def _too_large(found: str, limit: str) -> ReadError:
    return ReadError(found, wanted=f"at most {limit}", advice="split it into one file an article")


def refused(relative: str, error: ReadError, where: str = "") -> Problem:
    """Return the row for ``problems`` of what could not be read."""
    wanted = f"; wanted: {error.wanted}" if error.wanted else ""
    return row(relative, "refused", f"{where}{error.found}{wanted}", error.advice or documents.AGAIN)
