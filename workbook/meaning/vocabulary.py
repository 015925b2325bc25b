"""The words that the encoder knows as wholes: some 23,000 common English words and names, in small letters."""

from __future__ import annotations

from functools import cache

import numpy as np

from workbook.meaning.encoder import WEIGHTS

_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ly", ""),
    ("er", ""), ("ers", ""), ("ness", ""), ("able", ""), ("ation", "e"), ("ations", "e"),
)  # fmt: skip
_SHORT = frozenset([
    "am", "an", "as", "at", "be", "by", "co", "do", "ex", "go", "he", "if", "in", "is", "it", "me", "my", "no", "of",
    "on", "or", "so", "to", "un", "up", "us", "we",
])  # fmt: skip


@cache
def _vocabulary() -> frozenset[str]:
    with np.load(WEIGHTS) as stored:
        return frozenset(stored["vocab"].tobytes().decode("utf-8").split("\n"))


def is_word(word: str) -> bool:
    """Say whether a word, or the word that it is a form of, is a common one; bits of one or two letters rarely are."""
    lower = word.lower().removesuffix("'s").removesuffix("’s")
    if lower in _vocabulary():
        return len(lower) > 2 or lower in _SHORT
    return any(
        lower.endswith(ending) and len(lower) - len(ending) > 3 and lower[: -len(ending)] + instead in _vocabulary()
        for ending, instead in _ENDINGS
    )
