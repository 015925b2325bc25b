"""Texts of ProQuest: lines of "____" between the articles, "Full text:", and a field a line before and after it.

"Publication date" is the article's day; "Last updated" and "Publication info" are the database's.
"""

from __future__ import annotations

import re
from itertools import islice

from workbook.reading.bundles.labels import labelled, labels, lowered, stated_count, values
from workbook.reading.bundles.parts import Bundle, Part
from workbook.reading.days import to_day
from workbook.reading.encodings import is_nothing
from workbook.reading.names import author, given_names_first

LINE = re.compile(r"\s*([_=-])\1{19,}\s*")
MARKS = ("publica", "publika", "proquest", "document url")  # one of them stands in each sure label
SURE = {"publisher", "source_id", "url"}  # fields of which a text that is no export has none


def read(text: str) -> Bundle | None:
    """Return the articles of a text that ProQuest wrote; None for any other text."""
    if not any(mark in lowered(text) for mark in MARKS):
        return None
    lines = text.split("\n")
    if not {label[0] for line in lines if (label := _label(line))} & SURE:
        return None
    chunks: list[list[str]] = [[]]
    for line in lines:
        if LINE.fullmatch(line) or (stated_count(line) and _has(chunks[-1], "text")):
            chunks.append([])
        chunks[-1].append(line)
    whole = [chunk for chunk in chunks if _is_article(chunk)]
    if not whole:
        return None
    aside = [line for chunk in chunks if not _is_article(chunk) for line in chunk]
    stated = next((count for line in lines if (count := stated_count(line))), 0)
    return Bundle("ProQuest", [_article(chunk) for chunk in whole], aside, stated)


def _label(line: str) -> tuple[str, str] | None:
    """Return field and value of a line "Subject: Truces", or the field of a heading "FULL TEXT"."""
    alone = labels("proquest", "line").get(line.strip().lower())
    return (alone, "") if alone else labelled(line, labels("proquest", "field"))


def _has(chunk: list[str], field: str) -> bool:
    return any((label := _label(line)) and label[0] == field for line in chunk)


def _is_article(chunk: list[str]) -> bool:
    n_labels = sum(_label(line) is not None for line in chunk)
    return n_labels >= 3 and (_has(chunk, "text") or _has(chunk, "summary"))


def _article(chunk: list[str]) -> Part:
    said = values(chunk, labels("proquest", "field"))
    first, end = _span(chunk, "text")
    is_summary = is_nothing(_without_label(chunk, first, end))
    if is_summary:
        first, end = _span(chunk, "summary")
    over = [
        at for at in range(first) if chunk[at].strip() and not stated_count(chunk[at]) and not LINE.match(chunk[at])
    ]
    title = over[:1] if over and not _label(chunk[over[0]]) else []
    text = _without_label(chunk, first, end).split("\n")
    label = chunk[first][: len(chunk[first]) - len(text[0])] if first < len(chunk) else ""
    kept = [chunk[at] for at in title] + text
    aside = [line for at, line in enumerate(chunk[:first]) if at not in title] + [label, *chunk[end:]]
    if not title and (stated := said.get("title")):
        at = next(at for at, line in enumerate(aside) if (found := _label(line)) and found[0] == "title")
        kept.insert(0, stated)
        aside[at] = aside[at].removesuffix(stated)
    return Part(
        kept,
        aside,
        int(bool(title or said.get("title"))),
        to_day(said.get("published")),
        re.split(r" ?[;(]", said.get("publisher", ""))[0].strip() or None,
        author(given_names_first(said.get("author"))),
        said.get("url"),
        said.get("source_id"),
        is_summary=is_summary,
    )


def _without_label(chunk: list[str], first: int, end: int) -> str:
    """Return the lines of a text without the label in front of it."""
    text = "\n".join(chunk[first:end])
    label = labelled(chunk[first], labels("proquest", "field")) if first < len(chunk) else None
    if label:
        return text.partition(":")[2].lstrip(" \t\xa0")
    return text.partition("\n")[2]  # the heading alone on its line


def _span(chunk: list[str], field: str) -> tuple[int, int]:
    """Return where the lines of a field's text begin and end."""
    first = next((at for at, line in enumerate(chunk) if (label := _label(line)) and label[0] == field), len(chunk))
    return first, next((at for at in range(first + 1, len(chunk)) if _is_over(chunk, at)), len(chunk))


def _is_over(chunk: list[str], at: int) -> bool:
    """Say whether the text has ended: a field stands here, and the next line with words, if any, is one too.

    The value of a field may stand on a line of its own under it.
    """
    label = _label(chunk[at])
    if not label:
        return False
    after = list(islice((line for line in chunk[at + 1 :] if line.strip()), 2))
    return not after or _label(after[0]) is not None or (not label[1] and _label(after[-1]) is not None)
