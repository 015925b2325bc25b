"""Spelling of names: forms that are equal where only transliteration or habit differs.

A word's keys drop what spellings of one name from another script differ in: accents, doubled letters, y/i/j, kh/h …
Two words agree if they share a key; the given name must agree by itself, so that relatives stay apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from workbook.language.names.gazetteer import fold, given_names, words
from workbook.lexicons import read_yaml

_RULES = [
    (re.compile(pattern), by)
    for pattern, by in (
        ("sch|sh", "s"), ("tch|ch|cz|c(?=[ei])", "ts"), ("kh|gh(?=[aeiou])|h(?=[^aeiou])", "h"), ("dh|th|dj", "d"),
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
            key = pattern.sub(by, pattern.sub(by, key))  # "Tayeb" is "Tieb" only then "Tib", as "Tayyib" is
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


# Of a name, the parts that belong together: "Abd al-Rahman", "Abdul Rahman", "Abu Walid".
_COMPOUND = re.compile(r"\b(Abd|Abdul|Abdel|Abdal|Abu|Abou)[ -](?:(?:[ae]l|ul|ur|ar)-?[ -]?)?(?=[A-Z])", re.I)
_SERVANT = re.compile(r"\bAbd(?:[uea]l)?(?=[A-Z])|\bAbd[uea]l(?=[a-z]{4})")  # AbdRahman, Abdelrahman, no Abdullah
_INITIALS = re.compile(r"(?<=\.)(?=[A-Z]\.)|(?<=\b[A-Z])(?=[A-Z]\b)")  # J.D. is J. D., and so is JD


def name_words(name: str) -> list[str]:
    """Return the words of a person's name that tell persons apart, without particles; Jr stands first."""
    joined = _SERVANT.sub("Abdul", _COMPOUND.sub(r"\1", _INITIALS.sub(" ", name)))
    found = [word for word in joined.replace("-", " ").split() if word not in words("particles")] or joined.split()
    if len(found) < 2 or found[-1] not in words("suffixes"):
        return found
    if found[-1].rstrip(".").title() in _GENERATIONS:
        return [found[-1].rstrip(".").title() + found[0], *found[1:-1]]
    king = len(found) == 2 and found[0] in given_names()  # Charles III
    return found if king else found[:-1]  # Robert Mueller III, Mueller III


_GENERATIONS = ("Jr", "Sr")


def same_person(left: list[str], right: list[str]) -> bool:
    """Say whether two full names with one family name are one: given names agree, middle names do not differ."""
    if not _same_given(left, right):
        return False
    one, two = left[1:-1], right[1:-1]
    return not one or not two or (len(one) == len(two) and all(map(_same_middle, one, two)))


def _same_given(left: list[str], right: list[str]) -> bool:
    """Say whether first names agree, or one is an initial of the other's."""
    if 1 in (len(left[0].strip(".")), len(right[0].strip("."))):
        return _same_middle(left[0], right[0])
    return bool(keys_of(left[0], family=False) & keys_of(right[0], family=False))


def _same_middle(left: str, right: str) -> bool:
    if 1 in (len(left.strip(".")), len(right.strip("."))):
        return left[0].casefold() == right[0].casefold()
    return bool(keys_of(left, family=False) & keys_of(right, family=False))


def is_turned(left: list[str], right: list[str]) -> bool:
    """Say whether one name has the family first and the other last: Han Dong-woo and Dong-woo Han, Sato Kenji.

    Where both words are given names (James Thomas), nothing tells that they are turned.
    """
    if len(left) != len(right) or not 2 <= len(left) <= 3 or {*map(_plain, left)} != {*map(_plain, right)}:
        return False
    if [*map(_plain, left)] != [*map(_plain, [*right[1:], right[0]])]:
        left, right = right, left
    turned = [*map(_plain, left)] == [*map(_plain, [*right[1:], right[0]])]  # right has the family first
    both_given = {left[0], right[0]} <= given_names()
    return turned and (len(left) == 3 or right[0] in words("family_first") or not both_given)


def _plain(word: str) -> str:
    return fold(word).casefold()


def is_longer(short: list[str], long: list[str]) -> bool:
    """Say whether a name with two family names is another one's with one: María José Ortega (Ruiz)."""
    if not 2 <= len(short) < len(long) or len(long) - len(short) > 2:
        return False
    return all(map(_same_middle, short, long)) and len(long[len(short)].strip(".")) > 1
