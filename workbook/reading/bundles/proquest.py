"""Texts of ProQuest: lines of "____" between the articles, "Full text:", and a field a line after it.

"Publication date" is the article's day; "Last updated" and "Publication info" are the database's.
"""

from __future__ import annotations

import re
from itertools import islice

from workbook.reading.bundles.parts import Bundle, Part, author, values
from workbook.reading.days import to_day

LINE = re.compile(r"\s*_{20,}\s*")
COUNT = re.compile(r"\s*Document \d{1,5} of (\d{1,5})\s*", re.IGNORECASE)
NAMES = (
    r"abstract(?: \(summary\))?|author|authors|links|subject|business indexing term|location|people|title|"
    r"pages?|section|company / organization|identifier / keyword|classification|publication title|"
    r"publication info|publication year|publication date|publication subject|first page|last page|"
    r"number of pages|year|publisher|place of publication|country of publication|issn|e-issn|source type|"
    r"language of publication|language|full text|document type|document feature|proquest document id|"
    r"document url|copyright|last updated|database|volume|issue|edition|column|dateline|illustration|credit|"
    r"source|supplement|alternate title|journal subject|source attribution|dek|publication frequency|"
    r"accession number|doi|correspondence author|product name|ethnic newswatch.{0,30}|proquest id|"
    r"contact us at|caption|references|table of contents|terms and conditions|editor|notes"
)
FIELD = re.compile(rf"\s*(?P<name>{NAMES}) ?:(?:\s+(?P<value>\S.*)|\s*$)", re.IGNORECASE)
FULL = re.compile(r"\s*full text ?:[ \t]*", re.IGNORECASE)
ABSTRACT = re.compile(r"\s*abstract(?: \(summary\))? ?:[ \t]*", re.IGNORECASE)
SURE = re.compile(r"(?im)^\s*(?:proquest document id|publication title|database|document url) ?:")
MARKED = re.compile(r"(?im)^\s*(?:full text|abstract(?: \(summary\))?) ?:")
NOTHING = re.compile(r"(?:none available|not available|none|n/a)?\.?", re.IGNORECASE)


def read(text: str) -> Bundle | None:
    """Return the articles of a text that ProQuest wrote; None for any other text."""
    lower = text.lower()  # found faster than the patterns
    if "full text" not in lower and "abstract" not in lower:
        return None
    if not MARKED.search(text) or not SURE.search(text):
        return None
    lines = text.split("\n")
    chunks: list[list[str]] = [[]]
    for line in lines:
        if LINE.fullmatch(line) or (COUNT.fullmatch(line) and any(map(FULL.match, chunks[-1]))):
            chunks.append([])
        chunks[-1].append(line)
    counts = [match for line in lines if (match := COUNT.fullmatch(line))]
    whole = [chunk for chunk in chunks if _is_article(chunk)]
    if not whole:
        return None
    aside = [line for chunk in chunks if not _is_article(chunk) for line in chunk]
    return Bundle("ProQuest", [_article(chunk) for chunk in whole], aside, int(counts[0][1]) if counts else 0)


def _is_article(chunk: list[str]) -> bool:
    fields = {match["name"].lower() for line in chunk if (match := FIELD.match(line))}
    return len(fields) >= 3 and (any(map(FULL.match, chunk)) or any(map(ABSTRACT.match, chunk)))


def _article(chunk: list[str]) -> Part:
    said = values(chunk, FIELD)
    first, end = _span(chunk, FULL)
    is_summary = bool(NOTHING.fullmatch(FULL.sub("", " ".join(chunk[first:end])).strip()))
    mark = ABSTRACT if is_summary else FULL
    first, end = _span(chunk, mark)
    over = [
        at
        for at in range(first)
        if chunk[at].strip() and not COUNT.fullmatch(chunk[at]) and not LINE.fullmatch(chunk[at])
    ]
    title = over[:1] if over and not FIELD.match(chunk[over[0]]) else []
    label = "".join(mark.findall(chunk[first])[:1]) if first < len(chunk) else ""
    text = chunk[first:end]
    kept = [*(chunk[at] for at in title), *(line.removeprefix(label) for line in text[:1]), *text[1:]]
    aside = [line for at, line in enumerate(chunk[:first]) if at not in title] + [label, *chunk[end:]]
    if not title and said.get("title"):
        kept.insert(0, said["title"])
        aside = [line for line in aside if not re.match(r"\s*title ?:", line, re.IGNORECASE)] + ["Title:"]
    outlet = re.split(r" ?[;(]", said.get("publication title", ""))[0].strip()
    return Part(
        kept, aside, min(1, len(title) + ("title" in said)), to_day(said.get("publication date")), outlet or None,
        author(said.get("author") or said.get("authors")), said.get("document url"), said.get("proquest document id"),
        is_summary=is_summary,
    )  # fmt: skip


def _span(chunk: list[str], mark: re.Pattern[str]) -> tuple[int, int]:
    """Return where the lines of a mark's text begin and end."""
    first = next((at for at, line in enumerate(chunk) if mark.match(line)), len(chunk))
    return first, next((at for at in range(first + 1, len(chunk)) if _is_over(chunk, at)), len(chunk))


def _is_over(chunk: list[str], at: int) -> bool:
    """Say whether the text has ended: a field stands here, and the next line with words, if any, is one too."""
    after = list(islice((chunk[place] for place in range(at, len(chunk)) if chunk[place].strip()), 2))
    return bool(chunk[at].strip() and after and all(map(FIELD.match, after)))
