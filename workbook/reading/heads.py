"""Lines "Title: …", "Date: …", "Source: …" over a plain text: what the text says of itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from workbook.reading.published import agreed
from workbook.reading.source import LONGEST, METADATA, Source, field_of, titled

FIELD = re.compile(r"[ \t*#]{0,4}([A-Za-z][A-Za-z _-]{1,30}?)[ \t*]{0,4}:[ \t*]{0,4}(\S[^\r\n]{0,400})?\r?\n")
MOST = 20  # lines of a head


def read_head(source: Source) -> Source:
    """Return a plain text without the lines over it that say what it is, and with what they say."""
    if source.format != "txt" or source.row:
        return source
    found, rest = _head(source.text)
    if not found:
        return source
    stated: dict[str, Any] = {field: ", ".join(found[field]) for field in METADATA if field in found}
    published, doubts = agreed(found.get("published", ()))
    text = titled(stated.get("title"), rest)
    return replace(source, text=text, published=published, notes=(*source.notes, *doubts), **stated)


def _head(text: str) -> tuple[dict[str, list[str]], str]:
    """Return what the lines over a text say, by field, and the text without them.

    A head is a block of lines "key: value" at the beginning, a blank line under it, with a title and one
    more field, or two others of ``lexicons/export-columns.csv``; anything else is text.
    """
    found: dict[str, list[str]] = {}
    at = len(text) - len(text.lstrip())
    for _ in range(MOST):
        match = FIELD.match(text, at)
        if not match:
            break
        field = field_of(match[1]) if len(match[1]) < LONGEST else None
        if field and match[2]:
            found.setdefault(field, []).append(match[2].strip(" \t*"))
        at = match.end()
    rest = text[at:]
    is_head = len(found) > 1 and not found.keys() & {"text", "lead"} and re.match(r"[ \t]*\r?\n", rest)
    return (found, rest) if is_head else ({}, text)
