"""Candidates: spans of an article's words that may be names, from lists, the recogniser and how names are written.

Which of them stand is decided in :mod:`workbook.language.names.mentions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbook.language.names.gazetteer import Name, gazetteer, given_names, words
from workbook.language.names.page import Page, Span, can_begin, is_body, span_of
from workbook.language.names.recognised import recognised
from workbook.language.names.titled import given, nicknamed, titled

_LINKS = frozenset(("of", "and", "for", "&", "de", "du", "la", "des", "del"))
# The number of a model, which makes the name of its maker that of a thing: "an Airbus | A320", "five Boeing | 737s".
_MODEL = re.compile(r" (?:[A-Z]{1,2}-?)?\d{3}(?:s|[A-Z]?(?:-\d+)?)\b")
_BODIES = ("Council", "Assembly", "Committee", "Commission")
_LONGEST = 16  # words of a run of capitals


def candidates(page: Page) -> Iterator[Span]:
    """Yield every span that may be a name, of which many overlap."""
    for first, last, name in gazetteer().find(page.words, page.text):
        end = page.words[last - 1].end
        if _has_wing(last, name, page):
            yield span_of(first, last + 1, "organization", "acronym", page)
        elif _is_half(first, last, name, page):
            yield span_of(first - 2, last, "organization", "organization", page)
        elif page.text[end : end + 2].strip()[:1] not in ("$", "£", "€") and not _is_word(first, last, name, page):
            yield Span(first, last, name)
    yield from titled(page)
    yield from nicknamed(page)
    yield from recognised(page)
    at = 0
    while at < len(page.words):
        end = at + 1
        if page.capital(at) and page.token(at) is not None:  # a heading's capitals tell nothing
            end = _run_end(at, page)
            yield from _shaped(at, end, page)
        at = end


def _has_wing(last: int, name: Name, page: Page) -> bool:
    """Say whether the letters of a body go on with those of its wing: SPLM-IO, no US-EU."""
    if name.entity_type != "organization" or page.gap(last) != "-" or not page.words[last - 1].text.isupper():
        return False
    wing = page.words[last]
    return wing.text.isupper() and gazetteer().get([wing]) is None


def _is_half(first: int, last: int, name: Name, page: Page) -> bool:
    """Tell "its Peace and | Security Council", another body than the listed one, from "Kenya and the Union"."""
    if name.entity_type != "organization" or first < 3 or page.words[first - 1].text != "and":
        return False
    if page.words[last - 1].text not in _BODIES:
        return False  # "the Quartet and United Nations"
    begins = page.words[first - 3].text.casefold() in ("the", "its", "s", "a", "their", "our")
    one_name = page.capital(first - 2) and page.joins(first) and page.joins(first - 1)
    return begins and one_name and gazetteer().get([page.words[first - 2]]) is None


def _is_word(first: int, last: int, name: Name, page: Page) -> bool:
    """Say whether a town's name at the head of a sentence is a word there: "Simmering tensions followed"."""
    token = page.token(first)
    if last > first + 1 or name.rule not in ("city", "subdivision") or token is None or not token.is_sent_start:
        return False
    return token.pos_ in ("VERB", "ADJ", "ADV") or (token.text.endswith("ing") and token.nbor().is_lower)


def _run_end(at: int, page: Page) -> int:
    """Return where a run of capitals ends, small words between them ("of", "of the") included."""
    end = at + 1
    while end < min(len(page.words), at + _LONGEST) and page.joins(end) and not _is_owner(end, page):
        after = end
        if page.words[end].text in _LINKS:
            after += 1 + (end + 1 < len(page.words) and page.words[end + 1].text == "the")
        if not page.capital(after) or (after > end and not page.joins(after)):
            break
        end = after + 1
    return end


def _is_owner(at: int, page: Page) -> bool:
    """Say whether "of" leads to the person whose a body is: "the Democratic Party | of Masoud Barzani"."""
    if page.words[at].text != "of" or at + 2 >= len(page.words) or page.words[at + 1].key not in given_names():
        return False
    return page.capital(at + 2) and page.gap(at + 2) == " " and not is_body(at + 2, page)


def _shaped(first: int, last: int, page: Page) -> Iterator[Span]:
    """Yield what a run of capitals names by its last word, its first before "of", or a given name."""
    while first < last - 1 and not can_begin(first, last, page):
        first += 1
    start = first
    for at in range(first, last):
        word, after = page.words[at], page.words[at + 1].text if at + 1 < last else None
        while start < at and not can_begin(start, at + 1, page):
            start += 1
        if word.key in words("organization_starts") and after in ("of", "for"):
            yield span_of(start, last, "organization", "shape", page)
            return
        named = start < at and not page.titles.issuperset(range(start, at))  # "Gov. Hill" is no hill
        if named and (after is None or after in _LINKS) and is_body(at, page):
            kind = "organization" if word.text in words("organization_heads") else "place"
            yield span_of(start, at + 1, kind, "shape", page)
            first = at + 1
        if word.text in _LINKS:
            start = at + 1
    yield from given(first, last, page)


def is_maker(span: Span, page: Page) -> bool:
    """Say whether a company's name is only part of its product's."""
    return span.name.rule == "organization" and _MODEL.match(page.text, page.words[span.last - 1].end) is not None
