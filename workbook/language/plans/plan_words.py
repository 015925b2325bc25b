"""The words of ``lexicons/plan-words.csv``: what plans are called, hold and are done to."""

from __future__ import annotations

import re
from functools import cache

from workbook.lexicons import read_lexicon


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of one kind."""
    table = read_lexicon("plan-words")
    return frozenset(table.loc[table["kind"] == kind, "word"])


@cache
def any_of(kind: str) -> str:
    """Return a pattern of the words of one kind, the longest first; '*' is the rest of a word."""
    ordered = sorted(words(kind), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\*", r"\w*") for word in ordered)
