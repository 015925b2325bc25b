"""Plan texts as points: front matter or a title for who and when, then numbered points and sub-points.

Works on the decoded text of a plan, or on what a reader took out of a file; offsets count in that text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workbook.reading.days import to_day
from workbook.reading.encodings import visible
from workbook.reading.markdown import front_matter
from workbook.reading.numbering import Level, find_mark, is_deleted, is_heading, is_same
from workbook.reading.plan_lines import is_closing, lines_of

_BY = re.compile(r"\bby (?:the )?([A-Z][^,.;()\d]*(?:, [A-Z][^,.;()\d]*)*)")
_POINTS = re.compile(r"\b(\d{1,3})[ -]points?\b", re.IGNORECASE)
_FIELD = re.compile(
    r"(title|plan|proposers?|proposed by|date|responds to|wording|source|sources|note):[ \t]*(.+)", re.IGNORECASE
)
# "**1.** Guns fall silent", "_Article 2_", but not the bullet of "* Roads open"
_BOLD = re.compile(r"[*_]{1,3}(?=[^\s*_])")
# "**Self-rule.** The four towns elect a council.": what the point is about
_LEAD = re.compile(r"\*{2,3}([^*\n]{2,60}?)[.:]?\*{2,3}[.:]?\s+(?=\S)")
# "have agreed as follows", "declares the following."
_ANNOUNCES = re.compile(r"\b(?:as follows|the following)[.:]?$", re.IGNORECASE)
MAX_WORDS, MAX_NAMES = 1_000, 50  # characters of what a plan says of itself, and proposers or sources that it names
_WORDINGS = ("verbatim", "translation", "paraphrase")
# A line with no more words and no end mark is a heading between two points, or the title of an "Article 3"; one with
# fewer than these is a title where an empty line follows.
_HEADING_WORDS, _TITLE_WORDS = 8, 12


@dataclass
class _Point:
    number: str | None
    start: int
    end: int
    context: str
    rule: str
    depth: int
    is_open: bool = True  # still waits for its first words


@dataclass
class _Reading:
    """Where the reading of one plan stands."""

    levels: list[Level] = field(default_factory=list)
    points: list[_Point] = field(default_factory=list)
    heading: str = ""
    is_apart: bool = True  # an empty line stands before
    is_headed: bool = False  # no point stands under the heading yet
    is_closed: bool = False  # signatures have begun
    preamble: list[tuple[int, str, bool]] = field(default_factory=list)  # place, line, whether it stands apart


def read_plan(text: str, name: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Read one plan text.

    Args:
        text: The decoded file, or a reader's text; bullets may be written '• '.
        name: The file's name without its ending; the plan's identifier where the text gives none.

    Returns:
        A row of ``plans`` and rows of ``provisions`` without identifiers and features. ``start`` and
        ``end`` count in ``text``; the number stands outside them. ``context`` holds the words that a
        point stands under: the lead of its parent point, or a heading.
    """
    front, block = front_matter(text)
    reading = _Reading()
    for start, line in lines_of(text, len(block)):
        _read_line(reading, text, start, line)
    points = reading.points or _paragraphs(reading.preamble)
    plan = _plan(text, name, front, reading, points[0].start if points else len(text))
    rows = [_row(text, plan["plan_id"], point, parent) for point, parent in _with_parents(points)]
    rows = [row for row in rows if row["text"] and not is_deleted(row["text"])]
    tops = sum(1 for point in points if point.depth == 0)
    plan["n_points"] = plan["n_points"] or tops or None
    return plan, rows


def _read_line(reading: _Reading, text: str, start: int, line: str) -> None:
    bare = line.lstrip()
    indent = len(line) - len(bare)
    at = start + indent
    is_apart, reading.is_apart = reading.is_apart, not bare
    if not bare or set(bare) <= set("-*_=—– "):
        return
    headed = is_heading(bare)
    if is_deleted(bare) or (reading.points and re.match(r"[(_*]*(?:Sources?|Notes?)\b[^a-z]*:", bare)):
        return
    bold = _BOLD.match(bare)
    skip = bold.end() if bold else 0
    mark = find_mark(reading.levels, bare[skip:], indent) if not headed else None
    reading.is_closed = _closes(reading, bare, mark, is_apart=is_apart)
    if reading.is_closed:
        return
    if mark:
        style, label, value, length = mark
        _open_point(reading, Level(style, indent, label, value), at + skip + length, start + len(line))
    elif headed or (reading.points and (is_apart or bare.isupper()) and _heads(bare, text, reading.points[-1])):
        reading.heading, reading.is_headed = bare.strip("#*_ "), True
        reading.levels.clear()
        if not reading.points:
            reading.preamble.append((at, bare, is_apart))
    elif reading.points and reading.is_headed and bare.endswith((".", ";")):
        reading.points.append(_Point(None, at, start + len(line), reading.heading, "paragraph", 0, is_open=False))
        reading.is_headed = False
    elif reading.points and reading.is_headed:
        reading.heading = f"{reading.heading} {bare}"
    elif reading.points:
        _continue_point(reading.points[-1], text, at, start + len(line), is_apart=is_apart)
    else:
        reading.preamble.append((at, bare, is_apart))


def _closes(reading: _Reading, line: str, mark: tuple[str, str, int, int] | None, *, is_apart: bool) -> bool:
    """Say whether a line is one of signatures: "A. Sow" signs too, "Article 3" goes on."""
    if reading.is_closed:
        return not mark or mark[0].startswith(("A", "a"))
    return not mark and bool(reading.points) and is_apart and is_closing(line)


def _heads(line: str, text: str, point: _Point) -> bool:
    """Say whether a short line without an end mark, after a point that has one, begins a new part."""
    is_short = len(line.split()) <= _HEADING_WORDS and line[-1] not in ".;:,!?" and not line[0].islower()
    return is_short and text[max(point.start, point.end - 9) : point.end].rstrip("*_ \r\n").endswith((".", ";"))


def _open_point(reading: _Reading, level: Level, start: int, end: int) -> None:
    levels, reading.is_headed = reading.levels, False
    while levels and not is_same(levels[-1], level) and any(is_same(other, level) for other in levels[:-1]):
        levels.pop()
    if levels and is_same(levels[-1], level):
        levels.pop()
    elif level.style == "number1" and not any(other.style == "named" for other in levels):
        levels[:] = [
            other for other in levels[:1] if other.style.startswith("A")
        ]  # "A. Security: 1. Guns fall silent."
    levels.append(level)
    labels = [other.label.strip(".") for other in levels if other.label]
    number = level.label if "." in level.label or not level.label else ".".join(labels)
    reading.points.append(
        _Point(
            number or None, start, end, reading.heading, level.style, len(levels) - 1, is_open=level.style == "named"
        )
    )


def _continue_point(point: _Point, text: str, start: int, end: int, *, is_apart: bool) -> None:
    if point.is_open:
        own = text[point.start : point.end].strip()
        is_short = len(own.split()) < (_TITLE_WORDS if is_apart else _HEADING_WORDS)
        if not own or (is_short and own[-1] not in ".;:," and not text[start].islower()):
            point.context = f"{point.context} {own}".strip(" .*_")  # the title of an article, then its words
            point.start = start
        point.is_open = not own
    point.end = end


def _with_parents(points: list[_Point]) -> Iterator[tuple[_Point, _Point | None]]:
    above: list[_Point] = []
    for point in points:
        while above and above[-1].depth >= point.depth:
            above.pop()
        yield point, (above[-1] if above else None)
        above.append(point)


def _row(text: str, plan_id: str, point: _Point, parent: _Point | None) -> dict[str, Any]:
    start, end = point.start, max(point.start, point.end)
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_"):
        end -= 1
    context = f"{parent.context} {text[parent.start : parent.end].strip()}" if parent else point.context
    context = f"{context} {lead[1]}" if lead else context
    return {
        "plan_id": plan_id,
        "number": point.number,
        "start": start,
        "end": end,
        "text": text[start:end],
        "context": " ".join(context.split()).rstrip(":.") or None,
        "as_reported": False,
        "origin": "machine",
        "rule": f"plan-{point.rule.rstrip('123().')}",
    }


def _paragraphs(lines: list[tuple[int, str, bool]]) -> list[_Point]:
    """Take each paragraph of a text without any numbering for a point; a short line over others is their heading."""
    points: list[_Point] = []
    heading = ""
    for number, (start, line, is_apart) in enumerate(lines):
        is_title = number == 0 and len(lines) > 1 and line[-1] not in ".;"
        short = len(line.split()) <= _HEADING_WORDS and line[-1] not in ".;:,!?"
        followed = number + 1 < len(lines) and len(lines[number + 1][1].split()) > len(line.split())
        if is_heading(line) or is_title or (short and is_apart and followed) or _announces(line):
            heading = line.strip("#*_ ") if not (is_title or _announces(line)) else heading
        elif _FIELD.match(line) or is_closing(line):
            continue
        elif points and not is_apart and points[-1].context == heading:
            points[-1].end = start + len(line)
        else:
            points.append(_Point(None, start, start + len(line), heading, "paragraph", 0))
    return points


def _announces(line: str) -> bool:
    """Say whether a line only leads to the points: "We, the ministers, …, declare the following:"."""
    return line.endswith(":") or bool(_ANNOUNCES.search(line))


def _plan(text: str, name: str, front: dict[str, Any], reading: _Reading, first: int) -> dict[str, Any]:
    fields = {str(key).lower().replace("_", " "): value for key, value in front.items()}
    prose = []
    for start, printed, _apart in reading.preamble:
        line = printed.strip("#*_ ") if is_heading(printed) else printed
        if found := _FIELD.match(line):
            fields.setdefault(found[1].lower(), found[2].strip())
        elif start < first:
            prose.append(line)
    head = " ".join(prose)[:600]
    title = (_said(fields, "title", "plan") or (prose[0] if prose else name)).strip("*_ ") or name
    proposers = _first(fields, "proposers", "proposer", "proposed by")
    day, wording = to_day(fields.get("date")) or to_day(head), _said(fields, "wording").lower()
    said = _POINTS.search(title)
    points = _said(fields, "n points") or (said[1] if said else "")
    return {
        "plan_id": _said(fields, "plan id") or name,
        "title": title,
        "proposers": _names(proposers) if proposers else _proposers(head),
        "earliest": day,
        "latest": day,
        "n_points": int(points) if re.fullmatch(r"[0-9]{1,4}", points) else None,
        "responds_to": _said(fields, "responds to") or None,
        "wording": wording if wording in _WORDINGS else "verbatim",
        "text": text,
        "sources": _names(_first(fields, "sources", "source") or [], ";"),
        "aliases": _names(_first(fields, "aliases") or []),
        "origin": "machine",
    }


def _first(fields: dict[str, Any], *names: str) -> Any:
    """Return the words, or the list of words, that the first of these names gives; no mapping is either."""
    for name in names:
        value = fields.get(name)
        words = [_plain(one) for one in value[:MAX_NAMES]] if isinstance(value, list) else _plain(value)
        if words:
            return words
    return None


def _plain(value: Any) -> str:
    return visible(str(value)[:MAX_WORDS])[0].strip() if isinstance(value, str | int | float | date) else ""


def _said(fields: dict[str, Any], *names: str) -> str:
    """Return what the first of these names gives, as one line."""
    words = _first(fields, *names) or ""
    return ", ".join(filter(None, words)) if isinstance(words, list) else words


def _names(value: Any, between: str = ",| and |;") -> list[str]:
    parts = value if isinstance(value, list) else re.split(between, value)
    return [part.strip() for part in parts if part.strip()]


def _proposers(head: str) -> list[str]:
    found = _BY.search(head)
    return [re.split(r" (?:on|in|at|to)\b", name)[0].removeprefix("the ") for name in _names(found[1])] if found else []
