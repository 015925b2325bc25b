"""Files that hold whole pages or mails: MHTML, WARC, MBOX and EPUB. Their own days are those of the saving."""

from __future__ import annotations

import gzip
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from html import escape
from typing import Any
from urllib.parse import unquote

from workbook.errors import ReadError
from workbook.reading.bundles import web
from workbook.reading.bundles.parts import digest
from workbook.reading.documents import AGAIN, check_zip
from workbook.reading.encodings import decode
from workbook.reading.plain import part_text
from workbook.reading.rows import Refusal
from workbook.reading.source import Note, Source, titled

MAX_MAILS = 20_000
MAX_UNPACKED = 500_000_000  # bytes of a packed archive
MAX_RECORD = 50_000_000  # bytes of one page, unpacked
HEAD = re.compile(rb"<head\b[^>]{0,1000}>", re.IGNORECASE)
ADDRESSED = re.compile(rb"rel=[\"']?canonical|property=[\"']?og:url", re.IGNORECASE)
ENVELOPE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\r\n]{3,200}\r?\n(?=[A-Za-z][\w-]{1,60}:)")
QUOTED_FROM = re.compile(rb"(?m)^>(?=>*From )")
CHAPTER, LONGEST_TITLE = 100, 200  # words of a part of a book; characters of its title
PERIODICAL = re.compile(r"periodical|magazine|newspaper", re.IGNORECASE)


def read_mhtml(data: bytes) -> list[Source | Note]:
    """Return the article of a page that a browser saved as one file; its address is the one that was saved."""
    message = message_from_bytes(data, policy=policy.default)
    part = next(
        (part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    html, notes = part_text(part)
    if part is None or not html:
        raise ReadError("no page in the file", wanted="a web page saved as one file", advice=AGAIN)
    address = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
    return [*notes, *_pages(html.encode("utf-8", "replace"), address, "mhtml")]


def read_warc(data: bytes) -> list[Source | Note]:
    """Return the article of each page in a web archive; what is no page, and what was not found, is left out.

    The archive's days are those of the fetching; they are not taken.
    """
    from warcio.archiveiterator import ArchiveIterator

    found: list[Source | Note] = []
    others = at = 0
    for record in ArchiveIterator(io.BytesIO(_unpacked(data))):
        if record.rec_type not in ("response", "resource", "conversion"):
            continue
        at += 1
        kind = (record.http_headers or record.rec_headers).get_header("Content-Type", "") or ""
        status = record.http_headers.get_statuscode() if record.http_headers else "200"
        if status != "200" or not re.match(r"\s*(?:text/html|application/xhtml|text/plain)", kind):
            others += 1
            continue
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        try:
            found += _record(record.content_stream().read(MAX_RECORD), kind, address, at)
        except ReadError as error:
            found.append(Refusal(f"record {at} ({address[:200]}): {error.found}", error.advice))
    if others:
        found.append(Note(f"{others} records that are no page, or no longer there, were left out", "nothing"))
    if not any(isinstance(part, Source) for part in found):
        raise ReadError("no page in the archive", wanted="fetched web pages", advice="save the pages themselves")
    return found


def _unpacked(data: bytes) -> bytes:
    """Return an archive's bytes; one that was packed as a whole is no archive to the library."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    whole = gzip.GzipFile(fileobj=io.BytesIO(data)).read(MAX_UNPACKED + 1)
    if len(whole) > MAX_UNPACKED:
        wanted = f"at most {MAX_UNPACKED // 10**6} MB"
        raise ReadError("an archive that unpacks to more", wanted=wanted, advice="save the pages themselves")
    return whole


def _record(payload: bytes, kind: str, address: str, at: int) -> list[Source | Note]:
    charset = re.search(r"charset=[\"']?([\w-]{2,40})", kind)
    text, notes = decode(payload, charset[1] if charset else None)
    if "text/plain" in kind:
        return [Source("", "warc", digest(text), text, url=address, row=at, notes=notes)]
    pages = _pages(text.encode("utf-8", "replace"), address, "warc")
    return [replace(page, row=at) if isinstance(page, Source) else page for page in (*notes, *pages)]


def _pages(html: bytes, address: str, format_: str) -> list[Source | Note]:
    """Return the articles of a page that was saved from an address, which the page itself may not say."""
    if address.startswith("http") and not ADDRESSED.search(html):
        link = f'<link rel="canonical" href="{escape(address)}">'.encode("ascii", "xmlcharrefreplace")
        head = HEAD.search(html)
        at = head.end() if head else 0
        html = html[:at] + link + html[at:] if head else html
    parts = web.read_page(html)
    name = address if address.startswith("http") else None
    return [
        replace(part, format=format_, url=part.url or name, sha256=part.sha256 or digest(part.text, address))
        if isinstance(part, Source)
        else part
        for part in parts
    ]


def read_mbox(data: bytes) -> list[Source | Note]:
    """Return the article of each mail in a mailbox file, read as a mail alone is."""
    marks, count = list(ENVELOPE.finditer(data)), 0
    if not 0 < len(marks) <= MAX_MAILS:
        advice = "move what you need to a mailbox of its own and export that"
        raise ReadError(f"a mailbox of {len(marks):,} mails", wanted=f"1 to {MAX_MAILS:,}", advice=advice)
    ends = [*(match.start() for match in marks[1:]), len(data)]
    found: list[Source | Note] = []
    for number, (mark, end) in enumerate(zip(marks, ends, strict=True), 1):
        try:
            parts = web.read_mail(QUOTED_FROM.sub(b"", data[mark.end() : end].rstrip()))
        except ReadError as error:
            found.append(Refusal(f"mail {number}: {error.found}", error.advice))
            continue
        for part in parts:
            if isinstance(part, Source):
                count += 1
                part = replace(part, format="mbox", row=count, sha256=digest(part.text, part.title or ""))
            found.append(part)
    return found


def read_epub(data: bytes) -> list[Source | Note]:
    """Return a book as one article, or each part of a periodical as one.

    The book's day is that of its making, and is not taken.

    Raises:
        ReadError: The file is damaged or protected, or holds no text.
    """
    check_zip(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "META-INF/encryption.xml" in archive.namelist() and b".xhtml" in archive.read("META-INF/encryption.xml"):
            raise ReadError("the book is protected against copying", advice="save the article's text as .txt")
        package, folder = _package(archive)
        about = {
            name: " ".join(" ".join(package.xpath(f"//*[local-name() = '{name}']//text()")[:1]).split())
            for name in ("title", "creator", "language")
        }
        texts = [text for name in _spine(package, folder) if (text := _part(archive, name))]
    if not texts:
        raise ReadError("no text in the book", wanted="an EPUB with text", advice=AGAIN)
    long = [text for text in texts if len(text.split()) >= CHAPTER]
    made = Source("", "epub", "", "", language=about["language"])
    if PERIODICAL.search(" ".join(package.xpath("//*[local-name() = 'meta']/@content"))) and len(long) > 1:
        outlet, left = about["title"] or None, len(texts) - len(long)
        several: list[Source | Note] = []
        for at, text in enumerate(long, 1):
            first = text.split("\n")[0]
            title = first if len(first) < LONGEST_TITLE else None
            several.append(replace(made, text=text, title=title, publisher=outlet, row=at, sha256=digest(text)))
        told = f"{len(long)} articles of a periodical, taken apart; {left} short parts are left out"
        return [*several, Note(told, "nothing; each is an article of its own")]
    title = about["title"] if about["title"].casefold() in " ".join(texts).casefold() else None
    text = titled(title, "\n\n".join(texts))
    notes = [Note(f"a book of {len(long)} parts, read as one article", "save the parts as files of their own")]
    author = about["creator"] if about["creator"] and about["creator"] in text else None
    return [replace(made, text=text, title=title, author=author), *(notes if len(long) > 1 else [])]


def _package(archive: zipfile.ZipFile) -> tuple[Any, str]:
    try:
        container = _xml(archive.read("META-INF/container.xml"))
        name = container.xpath("string(//*[local-name() = 'rootfile']/@full-path)")
        return _xml(archive.read(name)), posixpath.dirname(name)
    except KeyError as error:
        raise ReadError("the book has no table of its parts", wanted="an EPUB", advice=AGAIN) from error


def _spine(package: Any, folder: str) -> Iterator[str]:
    """Yield the names of the book's parts in their order, without its contents."""
    items = {
        item.get("id"): item.get("href", "")
        for item in package.xpath("//*[local-name() = 'item']")
        if "nav" not in item.get("properties", "").split()
    }
    for reference in package.xpath("//*[local-name() = 'itemref']/@idref"):
        if reference in items:
            yield posixpath.normpath(posixpath.join(folder, unquote(items[reference])))


def _part(archive: zipfile.ZipFile, name: str) -> str:
    from workbook.reading.pages import fragment_text

    try:
        html = decode(archive.read(name))[0]
    except KeyError:
        return ""
    _, tag, body = html.partition("<body")
    return fragment_text(tag + body if tag else html)


def _xml(data: bytes) -> Any:
    from lxml.etree import XMLParser, XMLSyntaxError, fromstring

    try:
        return fromstring(data, XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except XMLSyntaxError as error:
        raise ReadError(f"the book's own description is damaged ({error})", advice=AGAIN) from error
