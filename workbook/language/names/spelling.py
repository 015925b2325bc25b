"""Spelling of names: forms that are equal where only transliteration or habit differs.

A word's keys drop what spellings of one name from another script differ in: accents, doubled letters, y/i/j, kh/h …
Two words agree if they share a key; the given name must agree by itself, so that relatives stay apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from workbook.language.names.gazetteer import fold, words
from workbook.lexicons import read_yaml

_RULES = [
    (re.compile(pattern), by)
    for pattern, by in (
        ("sch|sh", "s"), ("tch|ch|cz|c(?=[ei])", "ts"), ("kh|gh(?=[aeiou])|h(?=[^aeiou])", "h"), ("dh|th", "d"),
        ("ph", "f"), ("ck|c|k", "k"), ("x", "ks"), ("w", "v"), ("zh|j(?=[aeou])", "z"), ("ou|oo|ue", "u"),
        ("ae|ai|ay|ei|ey|ee|iy|yi|yy|ii|ij|y|j|ie", "i"), ("oe", "o"), ("tz|ts", "ts"), ("'", ""),
    )
]  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_SHORT = 4


@cache
def _given() -> dict[str, str]:
    return {name: group[0] for group in read_yaml("name-words")["given_names"] for name in group}


@cache
def keys_of(word: str, *, family: bool) -> frozenset[str]:
    """Return the forms that a word of a name is compared by; q is both k and g, a last vowel of the family goes."""
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


def blocks_of(families: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the identifiers whose family names may be one, by what those are compared by."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for key, family in families.items():
        for spelling in keys_of(family, family=True):
            blocks[spelling].append(key)
    return blocks


def name_words(name: str) -> list[str]:
    """Return the words of a person's name that tell persons apart, without particles; Jr stands first."""
    found = [word for word in name.replace("-", " ").split() if word not in words("particles")] or name.split()
    return found if found[-1] not in words("suffixes") or len(found) == 1 else [found[-1] + found[0], *found[1:-1]]


def same_person(left: list[str], right: list[str]) -> bool:
    """Say whether two full names with one family name are one: given names agree, middle names do not differ."""
    if not keys_of(left[0], family=False) & keys_of(right[0], family=False):
        return False
    one, two = left[1:-1], right[1:-1]
    return not one or not two or (len(one) == len(two) and all(map(_same_middle, one, two)))


def _same_middle(left: str, right: str) -> bool:
    if 1 in (len(left.strip(".")), len(right.strip("."))):
        return left[0].casefold() == right[0].casefold()
    return bool(keys_of(left, family=False) & keys_of(right, family=False))
