"""Whom the words of a source name: a person, or the body that somebody speaks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from workbook.language.names.gazetteer import words
from workbook.language.speech.persons import pattern
from workbook.lexicons import read_yaml

Row = Mapping[str, Any]

_BEHIND_OF = re.compile(r"\b(?:of|for|from|to|by|with|in|at|near|against|about)\s+(?:the\s+)?$", re.I)
_OWNS = re.compile(r"['’]s?\s")
_WRITTEN_BY = re.compile(r"\b(?:by|from|of)\s+(?:the\s+)?$")
_PASSED_ON = re.compile(r"\b(?:seen|obtained|reviewed|viewed|carried|cited|quoted|read)\s+by\s+(?:the\s+)?$")
# "the US | state of Maryland", "Ethiopia | 's northern region of Tigray"
_OF_PART = re.compile(r"(?:['’]s)?(?:\s[\w-]+)??\s(\w+)\sof\b")
_WHILE = re.compile(
    r",\s(?!speaking|representing|heading|leading)\w+ing\b"
)  # "the commission, meeting at the UN's offices"
_AND = re.compile(r"(?:, (?:the )?[A-Z][\w -]{1,40})*,? and (?:the )?[A-Z].*", re.S)
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.I)
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|that|know\w*|speaking|close)\b")  # not the WHO
_ANONYMOUS = re.compile(r"(?:an?|one|another|some|two|three|several|many)\s(?!\w*\s?(?:spokes|statement))", re.I)


def named(text: str, start: int, end: int, inside: Sequence[Row]) -> Row | None:
    """Return the mention that a source is about: a person, or the organization somebody speaks for.

    "The mother of hostage Nir Levi", "a source who knows Mr Levi" and "Mr Levi's lawyer" are not Mr Levi.
    """
    for one in inside:
        if one["entity_type"] == "person" and not _is_part(text, start, end, one):
            return one
    others = [
        one
        for one in inside
        if one["entity_type"] not in ("person", "place")
        and not _is_of_part(text, end, one)
        and not _WHILE.search(text, start, one["start"])
    ]
    others.sort(key=lambda one: (one["entity_type"] != "organization", one["start"]))
    length = len(_ARTICLE.sub("", text[start:end], count=1))
    first = min(others, key=lambda one: one["start"], default=None)
    for one in others:
        if 2 * (one["end"] - one["start"]) >= length or _is_body(text, start, end, one):
            several = first is not None and _leads(text, start, end, first)
            return first if several else one  # "Ukraine and the United States"
    if (written := _of_document(text, start, end, inside)) is not None:
        return written
    voice = pattern("voices").search(text, start, end) and not _ANONYMOUS.match(text, start, end)
    return others[0] if others and voice else None


def _leads(text: str, start: int, end: int, one: Row) -> bool:
    """Say whether a name is the first of several that a source is: "(the) Kenya and Uganda", "X, Y and Z"."""
    begins = not _ARTICLE.sub("", text[start : one["start"]])
    return begins and _AND.fullmatch(text, one["end"], end) is not None


def _is_of_part(text: str, end: int, one: Row) -> bool:
    """Say whether a country is named for a part of it: "the attorney general of the US state of Maryland"."""
    part = _OF_PART.match(text, one["end"], end)
    return part is not None and part[1] in words("place_nouns")


def _of_document(text: str, start: int, end: int, inside: Sequence[Row]) -> Row | None:
    """Return whose "report", "letter" or "analysis" a source is: "a report by ESPN", "PC World's recent analysis"."""
    written = pattern("documents").search(text, start, end)
    if written is None:
        return None
    for one in inside:
        before, after = text[start : one["start"]], text[one["end"] : end]
        if (_WRITTEN_BY.search(before) and not _PASSED_ON.search(before)) or re.match(r"['’]s?\s", after):
            return one if one["entity_type"] in ("person", "organization", "country") else None
    return None


def _is_part(text: str, start: int, end: int, one: Row) -> bool:
    """Say whether a person is named only to say who somebody else is."""
    before = text[start : one["start"]]
    if _OWNS.match(text, one["end"], end) or _of_office().match(text, one["end"], end):
        return True
    since = before.rpartition(",")[2]  # "the head of the agency, John Smith"
    if _RELATIVE.search(before) or _BEHIND_OF.search(before):
        return True
    return _of_titled().search(since) is not None


@cache
def _of_office() -> re.Pattern[str]:
    """Return what finds somebody's office behind the name, with who holds it: "Zelenskyy | advisor Mykhailo P."."""
    return re.compile(rf"\s(?:\w+\s)?(?:{'|'.join(read_yaml('speakers')['roles'])})(?:\s+[A-Z]|$)")


@cache
def _of_titled() -> re.Pattern[str]:
    """Return what finds a preposition with a title behind it: "of hostage …", "for President …"; not "of State …"."""
    lexicon = read_yaml("speakers")
    nouns = "|".join(sorted((*lexicon["roles"], *lexicon["kin"]), key=len, reverse=True))
    prepositions = "of|for|from|to|by|with|near|against|about"
    # behind a field with a capital, "Mr" begins the name: "Undersecretary for Education Mr …"
    behind = rf"(?:(?:(?!and )[\w’'-]+\s+){{0,3}}(?i:{nouns})|(?:[a-z’'-]+\s+){{0,3}}(?i:mr|mrs|ms|dr))"
    return re.compile(rf"\b(?i:{prepositions})\s+{behind}\.?\s*$")


def _is_body(text: str, start: int, end: int, one: Row) -> bool:
    """Say whether a body's name is what a source names: "the magazine X", "X (Y)", "the X news agency"."""
    if one["entity_type"] != "organization" or _BEHIND_OF.search(text, start, one["start"]):
        return False
    after = text[one["end"] : end]
    return re.match(r"\W*$|\s?[(,–—]", after) is not None or pattern("media").search(after) is not None
