"""Exports of press databases and feeds: many articles in one file, columns mapped by name."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from workbook.errors import ReadError
from workbook.reading.columns import field_of, rank_of, wanted
from workbook.reading.days import day_order, to_day
from workbook.reading.documents import check_zip
from workbook.reading.encodings import decode
from workbook.reading.source import METADATA, Note, Source, titled

HEADER_WITHIN = 20  # databases write their own name, the search and the day over the header
FIELD_LIMIT = 1 << 28  # the csv module refuses a field over 131,072 characters; length is judged per article
TEXTS = {"text", "lead", "summary"}
SAVE_TABLE = "open it in a spreadsheet and save it again"
CUT = re.compile(r"(?:…|\.\.\.)\s*\[\+?\d+ char(?:acter)?s\]\s*$")
Row = tuple[int, dict[str, Any]]


class Refusal(Note):
    """A row or several that were not loaded, beside others of the file that were."""


def read_csv(data: bytes) -> list[Source | Note]:
    """Return an article a row, rows numbered as in a spreadsheet; the delimiter is the one that gives known columns."""
    text, notes = decode(data)
    before = csv.field_size_limit(FIELD_LIMIT)
    try:
        starts = {mark: list(islice(_records(text, mark), HEADER_WITHIN)) for mark in ",;\t|"}
        delimiter = max(starts, key=lambda mark: max(map(_known, starts[mark]), default=0))
        table = list(enumerate(_records(text, delimiter), 1))
    except csv.Error as error:
        raise ReadError(f"the table breaks off: {error}", advice=SAVE_TABLE) from error
    finally:
        csv.field_size_limit(before)
    return [*notes, *_articles("csv", *_under_header(table))]


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def read_xlsx(data: bytes) -> list[Source | Note]:
    """Return an article a row of the first sheet that has a column of text; formulas give their saved values."""
    check_zip(data)
    from openpyxl import load_workbook

    refused: ReadError | None = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and drawings, which are not read
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # a stated size of a million columns is not believed
            rows = ((at, row) for at, row in enumerate(sheet.iter_rows(values_only=True), 1) if any(row))
            try:
                return _articles("xlsx", *_under_header(list(rows)))
            except ReadError as error:
                refused = refused or error
    raise refused or ReadError("the workbook has no sheets", advice="export it again")


def read_json(data: bytes) -> list[Source | Note]:
    """Return an article an object: one a line (jsonl), a list of them, or the one list inside an answer of an API."""
    text, notes = decode(data)
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return [*notes, *_articles("jsonl", *_json_lines(text))]
    if isinstance(whole, dict):
        lists = [value for value in whole.values() if isinstance(value, list)]
        whole = lists[0] if len(lists) == 1 else [whole]
    objects = whole if isinstance(whole, list) else []
    found = [(at, _flat(item)) for at, item in enumerate(objects, 1) if isinstance(item, dict)]
    return [*notes, *_articles("jsonl", found)]


def read_feed(data: bytes) -> list[Source | Note]:
    """Return an article an entry of an RSS or Atom file: its content, else its summary with a note.

    ``updated`` is not taken for the day of publication.

    Raises:
        ReadError: The file defines XML entities, or is no feed.
    """
    import feedparser

    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise ReadError("the feed defines XML entities, which are not read", advice="fetch the feed again")
    feed = feedparser.parse(io.BytesIO(data))  # a stream: bytes that look like an address would be fetched
    if not feed.version and not feed.entries:
        raise ReadError("the file is XML but no RSS or Atom feed", wanted="a feed", advice="save the pages themselves")
    rows = []
    for at, entry in enumerate(feed.entries, 1):
        content = next((part.get("value") for part in entry.get("content", ()) if part.get("value")), None)
        publisher = entry.get("source", {}).get("title") or feed.feed.get("title")
        days = entry.get("published") if "published" in entry else None
        row = {"text": content, "summary": entry.get("summary"), "title": entry.get("title"), "published": days}
        more = {"url": entry.get("link"), "id": entry.get("id"), "author": entry.get("author"), "publisher": publisher}
        rows.append((at, {**row, **more, "language": feed.feed.get("language")}))
    return _articles("feed", rows)


def _json_lines(text: str) -> tuple[list[Row], list[Note]]:
    rows: list[Row] = []
    broken = []
    for at, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except (ValueError, RecursionError):
            item = None
        if isinstance(item, dict):
            rows.append((at, _flat(item)))
        else:
            broken.append(at)
    notes = [_refused("no JSON object", broken, "export the file again, one object a line")] if broken else []
    return rows, notes


def _flat(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object with the keys of objects inside it as ``outer inner``, one level deep."""
    flat: dict[str, Any] = {}
    for key, value in item.items():
        if isinstance(value, dict):
            flat |= {f"{key} {inner}": kept for inner, kept in value.items()}
        else:
            flat[key] = value
    return flat


def _known(cells: Iterable[Any]) -> int:
    return len({field_of(str(cell or "")) for cell in cells} - {None})


def _under_header(table: Sequence[tuple[int, Sequence[Any]]]) -> tuple[list[Row], list[Note]]:
    """Return the rows under the header, by its names: of the first rows the one with most known names."""
    place = max(range(min(HEADER_WITHIN, len(table))), key=lambda at: _known(table[at][1]), default=0)
    names = [str(cell or "") for cell in table[place][1]] if table else []
    if not {field_of(name) for name in names} & TEXTS:
        raise _no_text(filter(None, names))
    rows = [(at, cells) for at, cells in table[place + 1 :] if any(cells)]
    notes = []
    if wide := [at for at, cells in rows if any(cells[len(names) :])]:
        notes.append(Note(f"{_rows(wide)}: more cells than the header has columns; these are left out", SAVE_TABLE))
    return [(at, dict(zip(names, cells, strict=False))) for at, cells in rows], notes


def _no_text(found: Iterable[str]) -> ReadError:
    names = ", ".join(list(found)[:40]) or "none"
    return ReadError(
        f"no column of text; the columns are {names}",
        wanted=f"one of {wanted()}",
        advice="name the column of the words text",
    )


def _articles(format_: str, rows: list[Row], notes: Iterable[Note] = ()) -> list[Source | Note]:
    """Return the rows as articles; what several rows lack is one note for all of them."""
    columns = sorted({name for _, row in rows for name in row}, key=str)
    known = sorted((name for name in columns if field_of(name)), key=rank_of)
    if not {field_of(name) for name in known} & TEXTS:
        raise _no_text(map(str, columns))
    given = [(at, _fields(row, known)) for at, row in rows]
    order = day_order(row.get("published", "") for _, row in given)
    found: list[Source | Note] = [*notes]
    empty, unclear = [], []
    for at, row in given:
        if not (text := _text(row)):
            empty.append(at)
            continue
        published = to_day(row.get("published"), order)
        if row.get("published") and not published:
            unclear.append(at)
        found.append(_source(format_, at, row, text, published))
    if empty:
        found.append(_refused("no text", empty, "export them with their full text, or leave them out"))
    if unclear:
        advice = "write the days as 2025-11-23 in the table, or set them in the workbook"
        found.append(Note(f"{_rows(unclear)}: the day of publication cannot be read for sure", advice))
    return found


def _fields(row: Mapping[str, Any], known: list[str]) -> dict[str, str]:
    """Return what the row gives for each field: of several columns the one that the lexicon has first."""
    cells = [(field_of(name) or "", _cell(row.get(name))) for name in reversed(known)]
    return {field: cell for field, cell in cells if cell}


def _source(format_: str, at: int, row: Mapping[str, str], text: str, published: str | None) -> Source:
    own = json.dumps(row, sort_keys=True, ensure_ascii=True)
    rest: dict[str, Any] = {key: row.get(key) for key in METADATA}
    notes = []
    if not row.get("text"):
        notes.append(Note("only a lead or summary, not the whole text", "save the article itself"))
    elif CUT.search(text):
        notes.append(Note("the database cut the text short", "save the article itself"))
    sha256 = hashlib.sha256(own.encode()).hexdigest()
    return Source("", format_, sha256, text, row=at, published=published, notes=tuple(notes), **rest)


def _text(row: Mapping[str, str]) -> str:
    """Return title, lead and text; the summary only where there is no text."""
    parts = (
        [row.get("lead", ""), row.get("text", "")] if row.get("text") else [row.get("lead") or row.get("summary", "")]
    )
    words = [_words(part) for part in parts]
    if len(words) == 2 and words[0] in words[1]:
        words = words[1:]
    text = "\n\n".join(filter(None, words))
    return titled(row.get("title"), text) if text else ""


def _words(part: str) -> str:
    if not re.search(r"</?(?:p|div|br|a|b|li|h\d|strong|em|span|img)\b[^<>]*>", part):
        return part.strip()
    from workbook.reading.pages import fragment_text

    return fragment_text(part)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value if isinstance(part, str | int))
    return "" if value is None or isinstance(value, dict | bool) else str(value).strip()


def _refused(what: str, rows: list[int], advice: str) -> Note:
    return Refusal(f"{_rows(rows)}: {what}", advice)


def _rows(rows: list[int]) -> str:
    more = f" and {len(rows) - 8:,} more" if len(rows) > 8 else ""
    return f"{'row' if len(rows) == 1 else 'rows'} {', '.join(map(str, rows[:8]))}{more}"
