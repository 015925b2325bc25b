"""Spelling of names: forms that are equal where only transliteration or habit differs.

Names from other scripts reach the press in many spellings. A word's keys drop what those spellings
differ in: accents, doubled letters, y/i/j and u/w/ou, kh/h, gh/g, dh/d, c/k/q, a final vowel of a
family name. Two words agree if they share a key; the given name must agree by itself, so that
relatives stay apart.
"""

from __future__ import annotations

import re
from functools import cache

from workbook.language.names import fold
from workbook.lexicons import read_yaml

_RULES = [
    (re.compile(pattern), by)
    for pattern, by in (
        (r"sch|sh", "s"),
        (r"tch|ch|cz|c(?=[ei])", "ts"),
        (r"kh|gh(?=[aeiou])|h(?=[^aeiou])", "h"),
        (r"dh|th", "d"),
        (r"ph", "f"),
        (r"ck|c|k", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"zh|j(?=[aeou])", "z"),
        (r"ou|oo|ue", "u"),
        (r"ae|ai|ay|ei|ey|ee|iy|yi|yy|ii|ij|y|j|ie", "i"),
        (r"oe", "o"),
        (r"tz|ts", "ts"),
        (r"'", ""),
    )
]
_DOUBLED = re.compile(r"(.)\1+")
_SHORT = 4


@cache
def _given() -> dict[str, str]:
    return {name: group[0] for group in read_yaml("name-words")["given_names"] for name in group}


@cache
def keys_of(word: str, *, family: bool) -> frozenset[str]:
    """Return the forms that a word of a name is compared by; q is read both as k and as g.

    Args:
        word: One word of the name.
        family: True for the last word, whose final vowel does not count.
    """
    plain = fold(word).casefold().replace(".", "")
    if not family and plain in _given():
        return frozenset((_given()[plain],))
    found = set()
    for reading in {plain.replace("q", "k"), plain.replace("q", "g").replace("gh", "g")}:
        key = reading
        for pattern, by in _RULES:
            key = pattern.sub(by, key)
        key = _DOUBLED.sub(r"\1", key)
        found.add(re.sub(r"[aeiou]$", "", key) if family and len(key) > _SHORT else key)
    return frozenset(found)
