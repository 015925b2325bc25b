"""Names that metadata carry in press databases, pages and front matter, and the fields they mean."""

from __future__ import annotations

import re
from functools import cache

from workbook.lexicons import read_lexicon

LONGEST = 80  # characters; a cell with more is no name


def field_of(name: str) -> str | None:
    """Return the field that a column, key or meta name stands for, from ``lexicons/export-columns.csv``."""
    found = _names().get(plain_name(name)) if 0 < len(name) < LONGEST else None
    return found[1] if found else None


def rank_of(name: str) -> int:
    """Return the place of a name in the list: of two columns for one field the earlier is the better."""
    return _names()[plain_name(name)][0]


def plain_name(name: str) -> str:
    """Return a name in small letters with single spaces: ``publishedAt`` and ``Published_at`` are one."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.findall(r"\w+", spaced.replace("_", " ").lower().replace("é", "e")))


def wanted() -> str:
    """Return the names of text columns, for errors."""
    return ", ".join(name for name, (_, field) in _names().items() if field == "text")


@cache
def _names() -> dict[str, tuple[int, str]]:
    table = read_lexicon("export-columns")
    return {name: (rank, field) for rank, (name, field) in enumerate(zip(table["column"], table["field"], strict=True))}
