"""Lines "Title: …", "Date: …", "Source: …" over a plain text: what the text says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from workbook.reading.days import agreed
from workbook.reading.source import LONGEST, METADATA, Source, field_of, titled

KEYED = re.compile(r"[ \t*#]{0,4}(?P<name>[^\W\d_][\w -]{1,30}?)[ \t*]{0,4}:[ \t*]{0,4}(?P<value>\S.{0,400})?\s*")
MOST = 20  # lines of a head


@dataclass
class KeyedHead:
    """What lines "key: value" under each other say.

    Attributes:
        said: The values by field, as they stand there.
        end: The line after the last of them.
        title: The line of the title.
        label: "Text:" in front of the first words of the text, which stand on the line ``end``.
    """

    said: dict[str, list[str]] = field(default_factory=dict)
    end: int = 0
    title: int | None = None
    label: str = ""


def keyed_head(lines: Sequence[str], start: int) -> KeyedHead:
    """Return what the lines "key: value" from ``start`` on say, by keys of ``lexicons/export-columns.csv``."""
    head = KeyedHead(end=start)
    for at in range(start, min(len(lines), start + MOST)):
        if not lines[at].strip() and _goes_on(lines[at + 1 : at + 2]):
            continue
        match = KEYED.fullmatch(lines[at])
        if not match:
            break
        name = field_of(match["name"]) if len(match["name"]) < LONGEST else None
        if name in ("text", "lead"):
            head.label, head.end = lines[at][: match.start("value")] if match["value"] else lines[at], at
            break
        if name and (value := (match["value"] or "").strip(" \t*")):
            head.said.setdefault(name, []).append(value)
        if name == "title" and head.title is None:
            head.title = at
        head.end = at + 1
    return head


def _goes_on(after: Sequence[str]) -> bool:
    """Say whether a known key stands under a blank line, as in what services make of a page for programs."""
    match = KEYED.fullmatch(after[0]) if after else None
    return bool(match and field_of(match["name"]))


def read_head(source: Source) -> Source:
    """Return a text without the lines over it that say what it is, and with what they say.

    They are a head with a title and one more field, or two others, over a blank line or a line "Text:". A title
    without a key may stand over them, as in pages that note programs write.
    """
    if source.format not in ("txt", "md", "docx", "odt", "rtf") or source.row:
        return source
    text = source.text.lstrip()
    lines = text.split("\n", MOST)
    start = 0 if KEYED.fullmatch(lines[0]) else next((at for at in (1, 2) if "".join(lines[at : at + 1]).strip()), 0)
    if ":" not in "".join(lines[start : start + 1]):
        return source
    head = keyed_head(lines, start)
    is_over = bool(head.label) or (head.end < len(lines) and not lines[head.end].strip())
    if len(head.said) < 2 or not is_over:
        return source
    stated: dict[str, Any] = {name: ", ".join(head.said[name]) for name in METADATA if name in head.said}
    published, doubts = agreed(head.said.get("published", ()))
    rest = "\n".join(lines[head.end :])[len(head.label) :].lstrip("\r\n" if head.label or start else "")
    if start:
        stated.setdefault("title", lines[0].strip())
    return replace(
        source, text=titled(stated.get("title"), rest), published=published, notes=(*source.notes, *doubts), **stated
    )
