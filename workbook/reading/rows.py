"""Rows as articles: columns found by name, cells mended, and what several rows lack told once for all of them."""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from workbook.errors import ReadError
from workbook.reading.days import days_of
from workbook.reading.encodings import is_nothing, repaired
from workbook.reading.names import author, given_names_first
from workbook.reading.source import METADATA, Note, Source, field_of, rank_of, titled, wanted
from workbook.reading.stubs import CUT_OFF, SHORT

TEXTS = {"text", "lead", "summary"}
TAG = re.compile(r"</?(?:p|div|br|a|b|i|li|ul|ol|h\d|strong|em|span|img|blockquote|figure)\b[^<>]*>")
# "… [+1843 chars]"
CHARS = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars?\]\s*$")
MAX_ROWS = 20_000  # of a file; ten times what a press database exports at once
FULL_CELL = 32_767  # characters; a spreadsheet keeps no more in a cell, and cuts the rest off
TOLD = {
    "empty": ("no text", "export them with their full text, or leave them out"),
    "summary": ("only a lead or summary, not the whole text", "save the articles themselves"),
    "stub": ("not the whole text: it is cut off", "save the articles themselves"),
    "full": (f"a cell is full ({FULL_CELL:,} characters): what was longer is cut off", "export it as csv or json"),
    "unclear": (
        "the day of publication cannot be read for sure",
        "write the days as 2025-11-23 in the table, or set them in the workbook",
    ),
}
Row = tuple[int, Mapping[str, Any]]


class Refusal(Note):
    """A row or several that were not loaded, beside others of the file that were."""


def articles_of(format_: str, rows: Sequence[Row], names: Iterable[str] = ()) -> list[Source | Note]:
    """Return the rows as articles.

    Args:
        format_: What the file was read as.
        rows: A number and the cells by the names of their columns.
        names: The columns of a table whose rows may all lack some of them.

    Raises:
        ReadError: No column holds text, or there are no rows, or too many.
    """
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
    doubts: dict[str, list[int]] = defaultdict(list)
    days = days_of([row.get("published", "") for _, row in given])
    sources = [_source(format_, at, row, day, doubts) for (at, row), day in zip(given, days, strict=True)]
    if {"Item Type", "Abstract Note"} & set(columns):  # a library's program wrote it, which puts the surname first
        sources = [source and replace(source, author=given_names_first(source.author)) for source in sources]
    for (at, row), day, source in zip(given, days, sources, strict=True):
        if source and row.get("published") and not day:
            doubts["unclear"].append(at)
    return [*(source for source in sources if source), *_told(doubts)]


def _told(doubts: Mapping[str, list[int]]) -> list[Note]:
    """Return a note for each kind of doubt, with the rows that it is about."""
    notes: list[Note] = []
    for kind, rows in doubts.items():
        reason, advice = TOLD.get(kind, (kind, "compare with the article itself"))
        notes.append((Refusal if kind == "empty" else Note)(f"{in_rows(rows)}: {reason}", advice))
    return sorted(notes, key=lambda note: not isinstance(note, Refusal))


def _fields(row: Mapping[str, Any], known: list[str]) -> dict[str, str]:
    """Return what the row gives for each field: of several columns the one that the lexicon has first."""
    fields = {}
    for name in reversed(known):
        field = str(field_of(name))
        cell = _cell(row.get(name), "\n\n" if field in TEXTS else ", ")
        if cell and not is_nothing(cell):
            fields[field] = cell
    return fields


def _cell(value: Any, between: str = ", ") -> str:
    """Return a cell as text; of a list its parts or their names; of a message with bold words its runs."""
    if isinstance(value, list):
        if any(isinstance(part, dict) and "text" in part for part in value):
            return "".join(str(part.get("text", "") if isinstance(part, dict) else part) for part in value).strip()
        parts = [part.get("name") if isinstance(part, dict) else part for part in value]
        return between.join(str(part).strip() for part in parts if isinstance(part, str | int))
    return str(value).strip() if isinstance(value, str | int | float | date) and not isinstance(value, bool) else ""


def _source(
    format_: str, at: int, row: Mapping[str, str], day: str | None, doubts: dict[str, list[int]]
) -> Source | None:
    """Return a row as an article: title, lead and text, the summary only where there is no text."""
    done: dict[str, None] = {}
    lead, text = _words(row.get("lead", ""), done), _words(row.get("text", ""), done)
    words = text or lead or _words(row.get("summary", ""), done)
    if not words:
        doubts["empty"].append(at)
        return None
    if text and lead not in text:
        words = f"{lead}\n\n{text}"
    if not text:
        doubts["summary"].append(at)
    elif CUT_OFF.search(text[-80:]) or (len(text) < SHORT and text.endswith(("…", "..."))):
        doubts["stub"].append(at)
        words = CHARS.sub(" …", words)
    if len(row.get("text", "")) >= FULL_CELL and format_ == "xlsx":
        doubts["full"].append(at)
    rest: dict[str, Any] = {name: _line(row.get(name), done) for name in METADATA}
    for kind in done:
        doubts[kind].append(at)
    rest["author"] = author(_listed(rest["author"]))
    title = _without_outlet(rest.pop("title"), rest["publisher"])
    sha256 = hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()
    text = titled(title, words)
    return Source("", format_, sha256, text, title=title, row=at, published=day, **rest)


def _words(part: str, done: dict[str, None]) -> str:
    """Return a cell's text: tags become paragraphs, entities and double encoding are mended and told in ``done``."""
    if not part:
        return ""
    if "\\n" in part and "\n" not in part:  # line breaks that a program wrote out
        part = part.replace("\\r", "").replace("\\n", "\n")
    has_tags = bool(TAG.search(part))
    text, how = ("", ()) if has_tags else repaired(part)
    if has_tags or TAG.search(text):
        from workbook.reading.pages import fragment_text

        text, again = repaired(fragment_text(text or part))
        how += again
    done |= dict.fromkeys(how)
    return text.strip()


def _line(value: str | None, done: dict[str, None]) -> str | None:
    return _words(value, done) if value else None


def _listed(value: str | None) -> str | None:
    """Return the parts of a list that was written into a cell as code: ``['Ann Lee', 'Jo Roe']``."""
    if not value or value[0] not in "[({" or value[-1] not in "])}":
        return value
    try:
        parts = [ast.literal_eval(part) for part in ast.parse(value[:2_000], mode="eval").body.elts]  # type: ignore[attr-defined]
    except (AttributeError, ValueError, SyntaxError, MemoryError, RecursionError):
        return value.strip("[](){}").replace("'", "").replace('"', "")
    return _cell(parts)


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """Return a title without the outlet that a search engine wrote behind it: "Talks resume - The Post"."""
    for stroke in (" - ", " | ", " – ", " — "):
        if title and outlet and title.casefold().endswith(f"{stroke}{outlet}".casefold()):
            return title[: -len(stroke) - len(outlet)].strip() or title
    return title


def in_rows(rows: list[int]) -> str:
    """Return the numbers of rows in words, at most eight of them."""
    more = f" and {len(rows) - 8:,} more" if len(rows) > 8 else ""
    return f"{'row' if len(rows) == 1 else 'rows'} {', '.join(map(str, rows[:8]))}{more}"
