"""Exports of press databases: many articles in one file, columns mapped by name."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from workbook.errors import ReadError
from workbook.reading.days import day_order, to_day
from workbook.reading.documents import check_zip
from workbook.reading.encodings import decode
from workbook.reading.source import METADATA, Note, Source, field_of, rank_of, titled, wanted

MAX_ROWS = 20_000  # of a file; ten times what a press database exports at once
MAX_COLUMNS = 256  # a sheet may state sixteen thousand, nearly all of them empty
HEADER_WITHIN = 20  # databases write their own name, the search and the day over the header
FIELD_LIMIT = 1 << 28  # the csv module refuses a field over 131,072 characters; length is judged per article
TEXTS = {"text", "lead", "summary"}
SAVE_TABLE = "open it in a spreadsheet and save it again"
TAG = re.compile(r"</?(?:p|div|br|a|b|li|h\d|strong|em|span|img)\b[^<>]*>")
Row = tuple[int, Mapping[str, Any]]


class Refusal(Note):
    """A row or several that were not loaded, beside others of the file that were."""


def read_csv(data: bytes) -> list[Source | Note]:
    """Return an article a row, rows numbered as in a spreadsheet; the delimiter is the one that gives known columns."""
    text, notes = decode(data)
    before = csv.field_size_limit(FIELD_LIMIT)
    try:
        starts = {mark: _records(text, mark, HEADER_WITHIN) for mark in ",;\t|"}
        delimiter = max(starts, key=lambda mark: max(map(_known, starts[mark]), default=0))
        table = _records(text, delimiter, HEADER_WITHIN + MAX_ROWS + 1)
    except csv.Error as error:
        raise ReadError(f"the table breaks off: {error}", advice=SAVE_TABLE) from error
    finally:
        csv.field_size_limit(before)
    return [*notes, *_under_header("csv", table)]


def _records(text: str, delimiter: str, most: int) -> list[list[str]]:
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [record for record, _ in zip(records, range(most), strict=False)]


def read_xlsx(data: bytes) -> list[Source | Note]:
    """Return an article a row of the first sheet that has a column of text; formulas give their saved values."""
    check_zip(data)
    from openpyxl import load_workbook

    refused: ReadError | None = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and drawings, which are not read
        for sheet in load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets:
            sheet.reset_dimensions()  # a stated size of a million columns is not believed
            try:
                return _of_sheet(sheet)
            except ReadError as error:
                refused = refused or error
    raise refused or ReadError("the workbook has no sheets", advice="export it again")


def _of_sheet(sheet: Any) -> list[Source | Note]:
    """Return the rows of a sheet as articles; rows are cut behind their last cell, since one cell far out pads all."""
    most = HEADER_WITHIN + MAX_ROWS + 1
    table: list[Sequence[Any]] = []
    for cells in sheet.iter_rows(max_row=most, max_col=MAX_COLUMNS + 1, values_only=True):
        filled = [at for at, cell in enumerate(cells, 1) if cell is not None]
        table.append(cells[: filled[-1] if filled else 0])
    far = [at for at, cells in enumerate(table, 1) if len(cells) > MAX_COLUMNS]
    found = _under_header("xlsx", [cells[:MAX_COLUMNS] for cells in table])
    if far:
        found.append(Note(f"{_rows(far)}: cells after the {MAX_COLUMNS}th column are left out", SAVE_TABLE))
    return found


def read_json(data: bytes) -> list[Source | Note]:
    """Return an article an object: one a line (jsonl), a list of them, or the one list inside an answer of an API."""
    text, notes = decode(data)
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        items = [(at, _loaded(line)) for at, line in enumerate(text.split("\n"), 1) if line.strip()]
    else:
        lists = [value for value in whole.values() if isinstance(value, list)] if isinstance(whole, dict) else []
        items = list(enumerate(whole if isinstance(whole, list) else lists[0] if len(lists) == 1 else [whole], 1))
    found: list[Source | Note] = [*notes]
    if broken := [at for at, item in items if not isinstance(item, dict)]:
        found.append(Refusal(f"{_rows(broken)}: no JSON object", "export the file again, one object a line"))
    return found + articles_of("jsonl", [(at, _flat(item)) for at, item in items if isinstance(item, dict)])


def _loaded(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _flat(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object with the keys of objects inside it as ``outer inner``, one level deep."""
    flat: dict[str, Any] = {}
    for key, value in item.items():
        flat |= {f"{key} {inner}": kept for inner, kept in value.items()} if isinstance(value, dict) else {key: value}
    return flat


def _known(cells: Iterable[Any]) -> int:
    return len({field_of(str(cell or "")) for cell in cells} - {None})


def _under_header(format_: str, table: Sequence[Sequence[Any]]) -> list[Source | Note]:
    """Return the rows under the header as articles: of the first rows it is the one with most known names."""
    place = max(range(min(HEADER_WITHIN, len(table))), key=lambda at: _known(table[at]), default=0)
    names = [str(cell or "") for cell in table[place]] if table else []
    rows = [(at, cells) for at, cells in enumerate(table[place + 1 :], place + 2) if any(cells)]
    found = articles_of(format_, [(at, dict(zip(names, cells, strict=False))) for at, cells in rows], names)
    if wide := [at for at, cells in rows if any(cells[len(names) :])]:
        found.append(Note(f"{_rows(wide)}: more cells than the header has columns; these are left out", SAVE_TABLE))
    return found


def articles_of(format_: str, rows: Sequence[Row], names: Iterable[str] = ()) -> list[Source | Note]:
    """Return the rows as articles; what several rows lack is one note for all of them."""
    if not rows:
        raise ReadError("the table has no rows", wanted="a row an article", advice="export it again, with its articles")
    if len(rows) > MAX_ROWS:
        raise ReadError(f"more than {MAX_ROWS:,} rows", wanted=f"at most {MAX_ROWS:,}", advice="export it in parts")
    columns = dict.fromkeys([*names, *(name for _, row in rows for name in row)])
    known = sorted((name for name in columns if field_of(name)), key=rank_of)
    if not {field_of(name) for name in known} & TEXTS:
        found = ", ".join([name for name in columns if name][:40]) or "none"
        advice = "name the column of the words text"
        raise ReadError(f"no column of text; the columns are {found}", wanted=f"one of {wanted()}", advice=advice)
    given = [(at, _fields(row, known)) for at, row in rows]
    order = day_order(row.get("published", "") for _, row in given)
    sources = {at: _source(format_, at, row, order) for at, row in given}
    articles: list[Source | Note] = [source for source in sources.values() if source]
    if empty := [at for at, source in sources.items() if not source]:
        articles.append(Refusal(f"{_rows(empty)}: no text", "export them with their full text, or leave them out"))
    stated = [(at, row["published"]) for at, row in given if sources[at] and "published" in row]
    if unclear := [at for at, day in stated if not to_day(day, order)]:
        advice = "write the days as 2025-11-23 in the table, or set them in the workbook"
        articles.append(Note(f"{_rows(unclear)}: the day of publication cannot be read for sure", advice))
    return articles


def _fields(row: Mapping[str, Any], known: list[str]) -> dict[str, str]:
    """Return what the row gives for each field: of several columns the one that the lexicon has first."""
    fields = {}
    for name in reversed(known):
        value = row.get(name)
        if isinstance(value, list):
            value = ", ".join(str(part) for part in value if isinstance(part, str | int))
        if isinstance(value, str | int | float | date) and (cell := str(value).strip()):
            fields[str(field_of(name))] = cell
    return fields


def _source(format_: str, at: int, row: Mapping[str, str], order: str) -> Source | None:
    """Return a row as an article: title, lead and text, the summary only where there is no text."""
    lead, text = _words(row.get("lead", "")), _words(row.get("text", ""))
    words = text or lead or _words(row.get("summary", ""))
    if not words:
        return None
    if text and lead not in text:
        words = f"{lead}\n\n{text}"
    notes = () if text else (Note("only a lead or summary, not the whole text", "save the article itself"),)
    sha256 = hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()
    rest: dict[str, Any] = {name: row.get(name) for name in METADATA}
    day = to_day(row.get("published"), order)
    return Source("", format_, sha256, titled(row.get("title"), words), row=at, published=day, notes=notes, **rest)


def _words(part: str) -> str:
    if not TAG.search(part):
        return part.strip()
    from workbook.reading.pages import fragment_text

    return fragment_text(part)


def _rows(rows: list[int]) -> str:
    more = f" and {len(rows) - 8:,} more" if len(rows) > 8 else ""
    return f"{'row' if len(rows) == 1 else 'rows'} {', '.join(map(str, rows[:8]))}{more}"
