"""Several articles in one file: taken apart by what the file shows, not by its name.

A module a family: ``nexis``, ``factiva`` and ``proquest`` for the files of press databases, ``pasted`` for texts that
somebody put together, ``web`` for web pages and newsletters that hold more than one article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workbook.reading.bundles import factiva, nexis, pasted, proquest
from workbook.reading.bundles.parts import articles
from workbook.reading.source import Note, Source

FAMILIES = (proquest.read, nexis.read, factiva.read, pasted.read)
# What each database writes once an article, wherever a PDF's lines break; the words of each are looked for first.
MARKS = {
    "End of Document": re.compile("End of Document"),
    "Document ": re.compile(r"\bDocument [A-Z][A-Z0-9]{2,8}\d{8}[a-z0-9]{4,12}\b"),
    " DOCUMENTS": re.compile(r"\b\d+ of \d+ DOCUMENTS\b"),
    "ProQuest document ID": re.compile("ProQuest document ID"),
}
RULE = re.compile(r"\s*([=_#-])\1{4,}\s*")  # between two articles
MANY = 60  # words of what looks like an article
NEW_PAGE = re.compile(r"\n*\f\n*")  # as the reader of Word files marks it
TEXTS = ("txt", "docx", "pdf", "rtf", "odt", "eml", "md")  # formats in which people keep such files


def take_apart(parts: Sequence[Source | Note]) -> list[Source | Note]:
    """Return what a reader gave, with a file of several articles as one source an article, and notes on that."""
    sources = [part for part in parts if isinstance(part, Source)]
    if len(sources) != 1 or sources[0].format not in TEXTS:
        return list(parts)
    (whole,) = sources
    bundle = next((found for read in FAMILIES if (found := read(whole.text))), None)
    others = [part for part in parts if part is not whole]
    if bundle:
        return [*others, *whole.notes, *articles(bundle, whole)]
    doubt = _doubt(whole.text) or _parted(whole.text, whole.format == "eml")
    if whole.format == "docx":
        whole = replace(whole, text=NEW_PAGE.sub("\n\n", whole.text).strip("\n"))
    said = pasted.stated_above(whole.text)
    whole = replace(
        whole, publisher=whole.publisher or said.get("publisher"), author=whole.author or said.get("author")
    )
    return [*others, whole, *([doubt] if doubt else [])]


def _doubt(text: str) -> Note | None:
    """Return a note if a database's marks stand in the text more than once, where no family knew its lines."""
    most = max((len(mark.findall(text)) for words, mark in MARKS.items() if words in text), default=0)
    if most < 2:
        return None
    reason = f"looks like {most} articles of a press database in one file, whose lines are broken; read as one"
    return Note(reason, "export them as text, Word or HTML, or each article as a file of its own")


def _parted(text: str, is_mail: bool) -> Note | None:
    """Return a note if lines of signs part a text into what may be articles, without a day under each title.

    In a mail titles in capitals do as well.
    """
    if not is_mail and not any(5 * sign in text for sign in "=_#-"):
        return None
    pieces: list[list[str]] = [[]]
    for line in text.split("\n"):
        is_capitals = is_mail and line.isupper() and len(line.split()) >= pasted.KICKER
        if is_capitals or RULE.fullmatch(line):
            pieces.append([line] if is_capitals else [])
        elif line.strip():
            pieces[-1].append(line.strip())
    if len(pieces) < 2:
        return None
    most = MANY // 2 if is_mail else MANY
    titled = [
        piece
        for piece in pieces
        if len(piece) > 1 and pasted.is_title(piece[0]) and len(" ".join(piece).split()) > most
    ]
    if len(titled) < 2 or len(titled) < len(pieces) - 1:
        return None
    reason = f"looks like {len(titled)} articles in one file; read as one, for not each says its day under its title"
    return Note(reason, "save each as a file of its own, or write a line with outlet and day under each title")
