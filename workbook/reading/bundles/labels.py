"""What databases write before what they say of an article, in the languages of their pages: "Byline: Ann Lee"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from workbook.lexicons import read_lexicon

LONGEST = 50  # characters of a label
# "12 of 50 DOCUMENTS", "1 of 1 DOCUMENT", "Document 1 of 3", "Dokument 1 von 146"
COUNTED = re.compile(
    r"\s*(?:\d{1,5} (?:of|von|de|sur) (\d{1,5}) DO[CK]UMENT[A-Z]{0,2}"
    r"|(?i:Do[ck]ument[oe]?) \d{1,5} (?:of|von|de|sur) (\d{1,5}))\s*"
)
COUNT = re.compile(r"\s*([\d,.]{1,9})\s+(?:words|Wörter|mots|palabras|parole)\s*", re.IGNORECASE)


@lru_cache(maxsize=1)
def lowered(text: str) -> str:
    """Return a text in small letters; each family looks for its words in it, which is faster than line by line."""
    return text.lower()


@cache
def labels(database: str, place: str) -> Mapping[str, str]:
    """Return the labels that a database writes in one place, in small letters, and the field that each is for."""
    table = read_lexicon("database-labels")
    rows = table[(table["database"] == database) & (table["place"] == place)]
    return dict(zip(rows["label"], rows["field"], strict=True))


def labelled(line: str, known: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the field that "Byline: Ann Lee" is for, and its value, which may stand on the next line."""
    name, colon, value = line.partition(":")
    if not colon or len(name) > LONGEST or (value and not value[0].isspace()):
        return None
    field = known.get(" ".join(name.split()).lower())
    return (field, " ".join(value.split())) if field else None


def values(lines: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Return what fields say; a value goes on up to a blank line or the next label, and the first one counts."""
    found: dict[str, str] = {}
    field, words = "", ""
    for line in [*lines, ""]:
        label = labelled(line, known)
        if (label or (words and not line.strip())) and field:
            found[field] = found.get(field) or words
            field = ""
        if label:
            field, words = label
        elif field:
            words = f"{words} {' '.join(line.split())}".strip()
    return found


def count_in(words: str) -> int | None:
    """Return the number in "1,112 words"; None in any other text."""
    match = COUNT.fullmatch(words)
    return int(re.sub(r"\D", "", match[1])) if match else None


def stated_count(line: str) -> int:
    """Return how many documents "Document 1 of 3" says that there are; 0 where it says nothing."""
    match = COUNTED.fullmatch(line)
    return int(match[1] or match[2]) if match else 0
