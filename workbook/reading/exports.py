"""Exports of press databases: many articles in one file, columns mapped by name."""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from workbook.errors import ReadError
from workbook.reading.documents import check_zip
from workbook.reading.encodings import decode
from workbook.reading.nested import items_of
from workbook.reading.rows import MAX_ROWS, Refusal, articles_of, in_rows
from workbook.reading.source import Note, Source, field_of

MAX_COLUMNS = 256  # a sheet may state sixteen thousand, nearly all of them empty
HEADER_WITHIN = 20  # databases write their own name, the search and the day over the header
FIELD_LIMIT = 1 << 28  # the csv module refuses a field over 131,072 characters; length is judged per article
Header = tuple[list[str], int]  # names of the columns, and the row under them
SAVE_TABLE = "open it in a spreadsheet and save it again"


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
    return [*notes, *_under_header("csv", table, *_header(table))]


def _records(text: str, delimiter: str, most: int) -> list[list[str]]:
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [record for record, _ in zip(records, range(most), strict=False)]


def read_xlsx(data: bytes) -> list[Source | Note]:
    """Return an article a row of each sheet that has a column of text; formulas give their saved values."""
    check_zip(data)
    from openpyxl import load_workbook

    found: list[Source | Note] = []
    named: list[str] = []
    refused: list[tuple[str, ReadError]] = []
    header: Header = ([], 0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and drawings, which are not read
        for sheet in load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets:
            sheet.reset_dimensions()  # a stated size of a million columns is not believed
            table = list(_cells(sheet))
            try:
                header = _header([cells[:MAX_COLUMNS] for cells in table], header)
                found += _under_header("xlsx", [cells[:MAX_COLUMNS] for cells in table], *header)
                named.append(sheet.title)
                if far := [at for at, cells in enumerate(table, 1) if len(cells) > MAX_COLUMNS]:
                    reason = f"{in_rows(far)}: cells after the {MAX_COLUMNS}th column are left out"
                    found.append(Note(reason, SAVE_TABLE))
            except ReadError as error:
                refused += [(sheet.title, error)] if any(map(any, table)) else []
    if not named:
        raise refused[0][1] if refused else ReadError("the workbook has no sheets", advice="export it again")
    if len(named) > 1:
        told = f"{len(named)} sheets with articles: {', '.join(named[:20])}; rows are counted in each"
        found.append(Note(told, "nothing; all of them were read"))
    return found + [Note(f"sheet {name!r} was left out: {error.found}", error.advice) for name, error in refused]


def _unescaped(cell: Any) -> Any:
    """Return a cell with ``_x000D_`` and its like as the characters they stand for; a return is a new line."""
    if not isinstance(cell, str) or "_x" not in cell:
        return cell
    from openpyxl.utils.escape import unescape

    return unescape(cell).replace("\r\n", "\n").replace("\r", "\n")


def _cells(sheet: Any) -> Iterator[list[Any]]:
    """Yield the rows of a sheet, cut behind their last cell, since one cell far out would pad them all."""
    most = HEADER_WITHIN + MAX_ROWS + 1
    for row in sheet.iter_rows(max_row=most, max_col=MAX_COLUMNS + 1, values_only=True):
        last = max((at for at, cell in enumerate(row, 1) if cell is not None), default=0)
        yield [_unescaped(cell) for cell in row[:last]]


def read_json(data: bytes) -> list[Source | Note]:
    """Return an article an object: one a line (jsonl), or those with text inside a list or an answer of an API."""
    text, notes = decode(data)
    try:
        items = list(enumerate(items_of(json.loads(text)), 1))
    except (ValueError, RecursionError):
        lines = [(at, _loaded(line)) for at, line in enumerate(text.split("\n"), 1) if line.strip()]
        items = [(at, item) for at, line in lines for item in items_of(line) or [line]]
        if len(items) > len(lines):  # an answer a line
            items = [(at, item) for at, (_, item) in enumerate(items, 1)]
    found: list[Source | Note] = [*notes]
    if broken := [at for at, item in items if not isinstance(item, dict)]:
        found.append(Refusal(f"{in_rows(broken)}: no JSON object", "export the file again, one object a line"))
    return found + articles_of("jsonl", [(at, item) for at, item in items if isinstance(item, dict)])


def _loaded(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _known(cells: Iterable[Any]) -> int:
    return len({field_of(str(cell or "")) for cell in cells} - {None})


def _header(table: Sequence[Sequence[Any]], before: Header = ([], 0)) -> Header:
    """Return the names of the columns and the row under them: of the first rows the one with most known names.

    A sheet that has none goes on with the rows of the one before, if it is as wide.
    """
    place = max(range(min(HEADER_WITHIN, len(table))), key=lambda at: _known(table[at]), default=0)
    if table and not _known(table[place]) and 1 < len(table[0]) == len(before[0]):
        return before[0], 0
    return [str(cell or "") for cell in table[place]] if table else [], place + 1


def _under_header(format_: str, table: Sequence[Sequence[Any]], names: list[str], first: int) -> list[Source | Note]:
    """Return the rows from ``first`` on as articles."""
    rows = [(at, cells) for at, cells in enumerate(table[first:], first + 1) if any(cells)]
    found = articles_of(format_, [(at, dict(zip(names, cells, strict=False))) for at, cells in rows], names)
    if wide := [at for at, cells in rows if any(cells[len(names) :])]:
        found.append(Note(f"{in_rows(wide)}: more cells than the header has columns; these are left out", SAVE_TABLE))
    return found
