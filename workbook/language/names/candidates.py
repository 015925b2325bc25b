"""Candidates: spans of an article's words that may be names, from lists, the recogniser and how names are written.

Which of them stand is decided in :mod:`workbook.language.names.mentions`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from workbook.language.names.gazetteer import Name, gazetteer, given_names, words
from workbook.language.names.page import Page, Span

_LABELS = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place"}
_LINKS = frozenset(("of", "and", "for", "&", "de", "du", "la", "des", "del"))
_SMALL = frozenset(("ADP", "SCONJ", "ADV", "CCONJ", "DET", "PRON", "AUX", "PART"))
_HEADS = frozenset(("nsubj", "nsubj:pass", "obj", "obl", "conj", "root", "ROOT", "nmod"))
_DATELINE = re.compile(r"\) ?[-–—]")  # behind an agency
_UNDER = ("Deputy", "Vice", "Assistant", "Acting", "Former")  # before an office with its field
_BREAKS = ("\n", " · ")  # no name goes over these
_LONGEST = 16  # words of a run of capitals
_LONGEST_PERSON = 7


def candidates(page: Page) -> Iterator[Span]:
    """Yield every span that may be a name, of which many overlap."""
    for first, last, name in gazetteer().find(page.words, page.text):
        end = page.words[last - 1].end
        if page.text[end : end + 2].strip()[:1] not in ("$", "£", "€"):
            yield Span(first, last, name)
    yield from _titled(page)
    yield from _recognised(page)
    at = 0
    while at < len(page.words):
        end = at + 1
        if page.capital(at) and page.token(at) is not None:  # a heading's capitals tell nothing
            end = _run_end(at, page)
            yield from _shaped(at, end, page)
        at = end
    yield from _defined(page)


def _span(first: int, last: int, kind: str, rule: str, page: Page) -> Span:
    return Span(first, last, Name(page.surface(first, last), kind, None, rule))


def _titled(page: Page) -> Iterator[Span]:
    """Yield the persons whose names follow titles."""
    for at in sorted(at + 1 for at in page.titles if at + 1 not in page.titles and page.joins(at + 1)):
        end = _person_end(at, page)
        known = gazetteer().at(page.words, page.text, at)
        field = (
            page.words[at - 1].text in _UNDER and end in page.titles and page.joins(end)
        )  # "Deputy Foreign | Minister"
        if end > at and not field and (not known or (known[0] < end and known[1].entity_type == "place")):
            yield _span(at, end, "person", "title", page)


def _person_end(at: int, page: Page) -> int:
    """Return where the name of a person that begins at a word ends."""
    end = at
    while end < min(len(page.words), at + _LONGEST_PERSON) and (end == at or page.joins(end)):
        word = page.words[end]
        particle = word.text in words("particles") and page.capital(end + 1) and page.gap(end) != "'"
        second = end > at and page.gap(end) == "-" and word.text.isalpha()
        if not (particle or second or (page.capital(end) and word.key not in words("not_names"))):
            break
        end += 1
    return end


def _is_body(at: int, page: Page) -> bool:
    return page.words[at].key in words("organization_heads") | words("place_heads")


def _recognised(page: Page) -> Iterator[Span]:
    """Yield what the pipeline recognises, without titles, articles and stray words at the edges."""
    for ent in page.doc.ents:
        first, last = bisect_left(page.starts, ent.start_char), bisect_left(page.starts, ent.end_char)
        if ent.label_ not in _LABELS or any(mark in ent.text for mark in _BREAKS):
            continue
        kind = _kind(_LABELS[ent.label_], first, last, page)
        first, last = _trimmed(first, last, kind, page)
        if first < last and _is_name(first, last, page):
            kind = "thing" if _is_thing(kind, first, last, page) else kind
            yield _span(first, last, kind, "recognised", page)


def _kind(kind: str, first: int, last: int, page: Page) -> str:
    """Return the recogniser's type, but for a dateline's agency, for "FTU's Ann Lee" and for Al-Harith Mansour."""
    if page.gap(first).endswith("(") and _DATELINE.match(page.text, page.words[last - 1].end):
        return "organization"
    owned = (at + 1 for at in range(first, last - 1) if page.words[at].key == "s")
    named = any(page.words[at].key in given_names() for at in owned) or _is_al_name(first, last, page)
    return "person" if kind == "organization" and named else kind


def _is_al_name(first: int, last: int, page: Page) -> bool:
    """Tell Al-Harith Mansour from Al-Nusra, the Al-Ghaza Hotel, Al-Sadr Movement and Al-Masry Al-Youm."""
    if (
        page.words[first - 1].key in ("the", "The")
        or page.words[first].key not in ("Al", "El")
        or not 2 < last - first < 5
        or page.gap(first + 1) != "-"
    ):
        return False
    return not any(_is_body(at, page) or page.words[at].text in words("particles") for at in range(first + 1, last))


def _is_thing(kind: str, first: int, last: int, page: Page) -> bool:
    """Say whether what was recognised is no actor: with a number, or an article ("the Merkava", "a Mac")."""
    if kind != "organization" and any(c.isdigit() for c in page.surface(first, last)):
        return True
    articles = ("a", "an", "its", "the") if kind == "person" else ("a", "an", "its")
    token = page.token(last - 1)
    heads = token is None or token.dep_ in _HEADS
    return first > 0 and page.gap(first) == " " and page.words[first - 1].text.lower() in articles and heads


def _trimmed(first: int, last: int, kind: str, page: Page) -> tuple[int, int]:
    """Return a recognised span without what is not the name: "the", titles, a possessor before a person."""
    while last > first and page.words[last - 1].key == "s":
        last -= 1
    if kind == "person":
        ends = [at + 1 for at in range(first, last - 1) if page.words[at].key == "s" or at in page.titles]
        first = max(ends, default=first)
    while first < last and not _can_begin(first, last, page):
        first += 1
    while kind == "organization" and last > first + 1 and last - 1 in page.titles and not _is_body(last - 1, page):
        last -= 1
    return first, last


def _can_begin(first: int, last: int, page: Page) -> bool:
    """Say whether a name can begin with a word: no "the", no small word at the head of a sentence."""
    text, token = page.words[first].text, page.token(first)
    if text in ("The", "the", "A", "An", "s"):
        return False
    if token is not None and token.is_sent_start and last > first + 1 and token.pos_ in _SMALL:
        return False
    return text[0].isdigit() or text in words("particles") or any(c.isupper() for c in text)


def _is_name(first: int, last: int, page: Page) -> bool:
    if _is_office(first, last, page):
        return False
    if last > first + 1:
        return not page.titles.issuperset(range(first, last))
    word, token = page.words[first], page.token(first)
    if token is None or (token.pos_ != "PROPN" and (token.is_sent_start or token.pos_ not in ("NOUN", "ADJ", "X"))):
        return False
    return first not in page.titles and word.key not in words("not_names") and len(word.key) > 1


def _is_office(first: int, last: int, page: Page) -> bool:
    """Say whether words name an office or its field: "High Commissioner for Peace", "Minister for | Defence"."""
    begin = first - 1 - (first > 1 and page.words[first - 1].text == "the")
    for at in range(max(1, begin), last):
        if page.words[at].text in ("for", "on") and at - 1 in page.titles and page.capital(at - 1):
            token = page.token(at - 1)
            return token is None or not token.is_sent_start  # "Spokesman for …"
    return False


def _run_end(at: int, page: Page) -> int:
    """Return where a run of capitals ends, small words between them ("of", "of the") included."""
    end = at + 1
    while end < min(len(page.words), at + _LONGEST) and page.joins(end):
        after = end
        if page.words[end].text in _LINKS:
            after += 1 + (end + 1 < len(page.words) and page.words[end + 1].text == "the")
        if not page.capital(after) or (after > end and not page.joins(after)):
            break
        end = after + 1
    return end


def _shaped(first: int, last: int, page: Page) -> Iterator[Span]:
    """Yield what a run of capitals names by its last word, its first before "of", or a given name."""
    while first < last - 1 and not _can_begin(first, last, page):
        first += 1
    start = first
    for at in range(first, last):
        word, after = page.words[at], page.words[at + 1].text if at + 1 < last else None
        while start < at and not _can_begin(start, at + 1, page):
            start += 1
        if word.key in words("organization_starts") and after in ("of", "for"):
            yield _span(start, last, "organization", "shape", page)
            return
        if at > start and (after is None or after in _LINKS) and _is_body(at, page):
            kind = "organization" if word.text in words("organization_heads") else "place"
            yield _span(start, at + 1, kind, "shape", page)
            first = at + 1
        if word.text in _LINKS:
            start = at + 1
    yield from _given(first, last, page)


def _given(first: int, last: int, page: Page) -> Iterator[Span]:
    """Yield the person that a run of capitals names: by a given name or an initial, behind what is no name."""
    for at in range(first, last):
        word, end = page.words[at], _person_end(at, page)
        begins = word.key in given_names() or (word.text.endswith(".") and len(word.text) == 2)
        begins = begins or (word.key in words("family_first") and page.gap(at + 2) == "-")
        if end - at > 1 and begins and not _is_body(end - 1, page):
            yield _span(at, end, "person", "given-name", page)
            return
        if not gazetteer().get(page.words[at : at + 1]):
            return


def _defined(page: Page) -> Iterator[Span]:
    """Yield names that the text shortens in brackets, and the short forms: World Food Programme (WFP)."""
    for at in range(2, len(page.words)):
        short = page.words[at]
        closed = page.gap(at) == " (" and page.text[short.end : short.end + 1] == ")"
        if not closed or not short.text.isupper() or not 2 <= len(short.key) <= 8:
            continue
        first = _expansion(at, page)
        if first is not None:
            known = gazetteer().get(page.words[first:at])
            name = Name(known.name if known else page.surface(first, at), "organization", None, "acronym")
            yield Span(first, at, name)
            yield Span(at, at + 1, name)


def _expansion(at: int, page: Page) -> int | None:
    """Return where the words begin whose initials the acronym at a word is made of."""
    letters = list(page.words[at].text.replace(".", "").casefold())
    back = at
    while letters and back > max(0, at - 12):
        back -= 1
        word = page.words[back]
        if word.text[0].casefold() == letters[-1] and word.text not in _LINKS:
            letters.pop()
    return back if not letters and page.capital(back) and at - back > 1 else None
