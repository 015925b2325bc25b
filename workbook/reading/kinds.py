"""What a file is: by its content where that is sure, else by the ending of its name; what is not read gets advice."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from functools import cache
from io import BytesIO

from workbook.errors import ReadError
from workbook.lexicons import read_lexicon
from workbook.reading.documents import AGAIN
from workbook.reading.source import Note

SHEET = "open it in a spreadsheet and save it as .xlsx or .csv"
UNPACK = "unpack it and put the files into the folder"
# What a zip archive is, by a part that it has or by how the parts' names begin.
ZIPPED = (("word/", "docx"), ("xl/workbook.xml", "xlsx"), ("xl/worksheets", "xlsx"), ("META-INF/container.xml", "epub"))
ZIPPED_REFUSED = {
    "xl/workbook.bin": ("a binary Excel file", SHEET),
    "ppt/": ("a presentation", "save its text as .txt"),
    "Index/": ("a file of Pages, Numbers or Keynote", "open it in the program and export it as Word or .csv"),
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
MAILBOX = re.compile(rb"From [^\r\n]{3,200}\r?\n[A-Za-z][\w-]{1,60}:")
SAVED_BY = (b"snapshot-content-location:", b"from: <saved by ")
SAVED = re.compile(rb"(?m)^(?:" + b"|".join(SAVED_BY) + rb")")
REFERENCES = re.compile(rb"ty  ?- ?[a-z]{3,5}\s")


def kind_of(data: bytes, ending: str) -> tuple[str, tuple[Note, ...]]:
    """Return what to read the bytes as, and a note where that is not what the name says.

    Raises:
        ReadError: The file is empty, or of a kind that is not read.
    """
    if not data:
        raise ReadError("the file is empty", wanted="an article", advice=AGAIN)
    named, found = _kinds().get(ending), _by_content(data, ending)
    if named == "html" and b"<" not in data:
        found = "txt"
    if found and found != named and not (found == "html" and named in ("eml", "md")):
        if ending == "gz":
            return found, ()
        told = f"the name ends in {ending or 'nothing'}: read as {found} by its content"
        return found, (Note(told, "rename the file"),)
    if named:
        return named, ()
    if not ending:
        return "txt", (Note("the name has no ending: read as plain text", "rename the file to .txt"),)
    known = ", ".join(f".{name}" for name in _kinds())
    advice = _advice(ending) or "open it in its own program and save its text as .txt, .docx or .html"
    raise ReadError(f"files that end in .{ending} are not read", wanted=f"one of {known}", advice=advice)


@cache
def _kinds() -> dict[str, str]:
    """Return what a file is read as, by the ending of its name."""
    table = read_lexicon("file-kinds")
    return {ending: kind for ending, kind in zip(table["ending"], table["kind"], strict=True) if kind}


def _advice(ending: str) -> str:
    """Return what works for a file that is not read; nothing where the ending is not known."""
    table = read_lexicon("file-kinds")
    return "".join(table.loc[table["ending"] == ending, "advice"])


def _by_content(data: bytes, ending: str) -> str | None:
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    for start, kind in ((b"%pdf-", "pdf"), (b"{\\rtf", "rtf"), (b"warc/", "warc")):
        if head.startswith(start):
            return kind
    if data.startswith(OLD_OFFICE):
        found = "an old Office file or mail, or one with a password"
        advice = "take off its password, or open it in its program and save it as .docx, .xlsx or .eml"
        raise ReadError(found, wanted=".docx, .xlsx or .eml", advice=_advice(ending) or advice)
    if data.startswith((b"PK\x03\x04", b"\x1f\x8b")):
        return _in_zip(data) if data.startswith(b"PK") else _in_gzip(data)
    if MAILBOX.match(data) and ending not in ("eml", "txt"):
        return "mbox"
    if any(words in head for words in SAVED_BY) and SAVED.search(head):
        return "mhtml"
    if re.match(rb"(?:<\?xml[^<>]*>\s*)?(?:<!--[^<>]*-->\s*)?(?:<!doctype html|<html)", head):
        return "html"
    if b"<en-export" in head:
        return "enex"
    if REFERENCES.match(head):
        return "ris"
    return "feed" if re.match(rb"(?:<\?xml.*?)?<(?:rss|feed|rdf:rdf)\b", head, re.DOTALL) else None


def _in_zip(data: bytes) -> str | None:
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        names = archive.namelist()
        kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError, zlib.error, EOFError):
        return None
    if b"opendocument.text" in kind or b"epub" in kind:
        return "epub" if b"epub" in kind else "odt"
    for start, (found, advice) in ZIPPED_REFUSED.items():
        if any(name.startswith(start) for name in names):
            raise ReadError(found, wanted="articles", advice=advice)
    for start, found in ZIPPED:
        if any(name.startswith(start) for name in names):
            return found
    advice = SHEET if b"spreadsheet" in kind else UNPACK
    raise ReadError("a zip archive, no Office file", wanted="articles", advice=advice)


def _in_gzip(data: bytes) -> str:
    try:
        start = gzip.GzipFile(fileobj=BytesIO(data)).read(8)
    except (OSError, EOFError, zlib.error):
        start = b""
    if start.startswith(b"WARC/"):
        return "warc"
    raise ReadError("a compressed file", wanted="articles", advice=UNPACK)
