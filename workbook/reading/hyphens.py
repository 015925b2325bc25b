"""Hyphens at the ends of lines: those of a broken word go, those of a compound stay."""

from __future__ import annotations

import re
from collections.abc import Set

from workbook.meaning.vocabulary import is_word

AT_END = re.compile(r"(\w+)[-\xad‐]$")
PART = re.compile(r"\w+(?:['’]s\b)?")


def is_broken(line: str, after: str, words: Set[str]) -> bool:
    """Say whether the hyphen at the end of ``line`` only breaks the word that goes on in ``after``.

    What stands elsewhere in the text decides: the word in one piece, or with its hyphen. Else two words are
    a compound where both are words and their whole is none ("no-fly", "ex-president"); names, numbers and
    what goes on with a capital are never broken words.

    Args:
        line: The line that ends with the hyphen.
        after: The line under it.
        words: The words of the text in small letters, compounds with their hyphens.
    """
    left, right = AT_END.search(line), PART.match(after)
    if not left or not right or not right[0][0].islower() or left[1][-1].isdigit():
        return False
    first, second = left[1].lower(), right[0].lower()
    if not words.isdisjoint(_forms(first + second)):
        return True
    if f"{first}-{second}" in words:
        return False
    return is_word(first + second) or not (is_word(first) and is_word(second))


def _forms(word: str) -> tuple[str, ...]:
    bare = word.removesuffix("'s").removesuffix("’s")
    return bare, f"{bare}s", bare.removesuffix("s")
