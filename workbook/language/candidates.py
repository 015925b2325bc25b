"""Candidates: spans of an article that may be names, from the recogniser and from how names are written.

Titles before a name, the last or first word of a body's name, given names, acronyms that the text
explains. Which of them stand is decided in :mod:`workbook.language.mentions`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from workbook.language.names import Name, Word, gazetteer, given_names, titles, words
from workbook.language.page import Page, Span

_LABELS = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "EVENT": "event",
}
_LINKS = frozenset(("of", "and", "for", "&", "de", "du", "la", "des", "del"))
_SMALL = frozenset(("ADP", "SCONJ", "ADV", "CCONJ", "DET", "PRON", "AUX", "PART"))
_LONGEST = 16  # words of a run of capitals


def candidates(page: Page) -> Iterator[Span]:
    """Yield every span that may be a name, of which many overlap."""
    for first, last, name in gazetteer().find(page.words, page.text):
        end = page.words[last - 1].end
        if page.text[end : end + 2].strip()[:1] not in ("$", "£", "€"):
            yield Span(first, last, name)
    yield from _titled(page)
    yield from _recognised(page)
    yield from _shaped(page)
    yield from _defined(page)


def _titled(page: Page) -> Iterator[Span]:
    """Yield the names after titles: "Foreign Minister" and the capitals that follow."""
    for last in _title_ends(page):
        end = _name_end(last, page)
        if end == last or page.words[last].key in words("not_names") or _is_body(page.words[end - 1].key):
            continue
        if page.token(last) is None:  # a heading's capitals tell nothing
            continue
        listed = gazetteer().at(page.words, page.text, last)
        if listed and (listed[0] >= end or listed[1].entity_type != "place"):
            continue
        yield Span(last, end, Name(page.surface(last, end), "person", None, "title"))


def _title_ends(page: Page) -> Iterator[int]:
    """Yield the words that follow a title, or the last of several titles in a row; note all words of titles."""
    for first, last, _ in titles().find(page.words, page.text):
        page.titles.update(range(first, last))
    for last in sorted(at + 1 for at in page.titles if at + 1 not in page.titles and at + 1 < len(page.words)):
        stop = page.gap(last) == ". " and page.words[last - 1].key in words("abbreviations")
        if page.gap(last) == " " or stop:
            yield last


def _recognised(page: Page) -> Iterator[Span]:
    """Yield what the pipeline recognises, without titles, articles and stray words at the edges."""
    for ent in page.doc.ents:
        if ent.label_ not in _LABELS and ent.label_ != "EVENT":
            continue
        first, last = bisect_left(page.starts, ent.start_char), bisect_left(page.starts, ent.end_char)
        kind = _LABELS.get(ent.label_, "event")
        if last <= first or "\n" in ent.text:
            continue
        kind = _kind_by_shape(kind, first, last, page)
        for start, end in _without_and(*_trimmed(first, last, kind, page), page):
            if end > start and _is_name(start, end, page):
                yield Span(start, end, Name(page.surface(start, end), kind, None, "recognised"))


def _kind_by_shape(kind: str, first: int, last: int, page: Page) -> str:
    """Return the type that the recogniser gives, or the one that the form of the words rules in."""
    end = page.words[last - 1]
    if end.key in words("agreements") and last > first + 1:
        return "event"
    if kind == "person" and (_is_body(end.key) or (last > first + 1 and _is_title(last - 1, page))):
        return "organization"
    before = page.words[first - 1].text if page.gap(first) == " " else ""
    if kind in ("person", "place") and before in words("organization_nouns"):
        return "organization"
    if kind == "organization" and _person_of(first, last, page) and not _is_body(end.key):
        return "person"
    if kind == "place" and last == first + 1 and end.text.isupper() and len(end.text) > 2:
        return "organization" if end.text.isalpha() else "event"
    return kind


def _person_of(first: int, last: int, page: Page) -> bool:
    """Say whether a span is a body's person: "DAB's Ann Lee"."""
    return any(page.words[at].key == "s" and page.words[at + 1].key in given_names() for at in range(first, last - 1))


def _without_and(first: int, last: int, page: Page) -> list[tuple[int, int]]:
    """Return a recognised span, or its two parts where what "and" joins is a name known by itself."""
    for at in range(first + 1, last - 1):
        if page.words[at].text == "and" and (
            gazetteer().get(page.words[first:at]) or gazetteer().get(page.words[at + 1 : last])
        ):
            return [(first, at), (at + 1, last)]
    return [(first, last)]


def _is_name(first: int, last: int, page: Page) -> bool:
    word, token = page.words[first], page.token(first)
    if last > first + 1:
        return page.words[last - 1].text not in _LINKS and not all(at in page.titles for at in range(first, last))
    if first in page.titles:
        return False
    if token is None or (token.pos_ != "PROPN" and (token.is_sent_start or token.pos_ not in ("NOUN", "ADJ", "X"))):
        return False
    return word.key not in words("not_names") and len(word.key) > 1 and not word.text.isdigit()


def _trimmed(first: int, last: int, kind: str, page: Page) -> tuple[int, int]:
    """Return a recognised span without what is not the name: "the", titles, a possessor before a person."""
    while last > first and _cannot_end(last - 1, kind, page):
        last -= 1
    if kind == "person":
        first = _person_start(first, last, page)
        ends = last < len(page.words) and page.gap(last) == "-" and page.words[last].text.islower()
        return first, last + ends
    while first < last and not _can_begin(first, last, page):
        first += 1
    return first, last - (kind == "organization" and last > first + 1 and _is_title(last - 1, page))


def _cannot_end(at: int, kind: str, page: Page) -> bool:
    word = page.words[at]
    return word.key == "s" or (word.text.islower() and kind == "person" and page.gap(at) != "-")


def _person_start(first: int, last: int, page: Page) -> int:
    """Return where the name of a person begins: behind possessors, titles and the names of countries."""
    for at in range(last - 2, first - 1, -1):
        if page.words[at].key == "s" or at in page.titles:
            first = at + 1
            break
    while first < last and not _can_begin(first, last, page):
        first += 1
    country = gazetteer().at(page.words, page.text, first) if first < last else None
    if country and country[0] < last and country[1].entity_type == "country" and page.gap(country[0]) == " ":
        return country[0]
    return first


def _can_begin(first: int, last: int, page: Page) -> bool:
    """Say whether a name can begin with a word: no "the", no small word at the head of a sentence."""
    text, token = page.words[first].text, page.token(first)
    if page.words[first].key in ("The", "the", "A", "An", "s"):
        return False
    if token is not None and token.is_sent_start and last > first + 1 and token.pos_ in _SMALL:
        return False
    return any(c.isupper() for c in text) or text[0].isdigit() or text in words("particles")


def _is_title(at: int, page: Page) -> bool:
    title = titles().get(page.words[at : at + 1])
    return title is not None and not _is_body(page.words[at].key) and title.rule != "courtesy"


def _name_end(at: int, page: Page) -> int:
    """Return where the name of a person that begins at a word ends."""
    end = at
    while end < min(len(page.words), at + 7) and (end == at or (page.joins(end) and _continues(end, page))):
        if end == at and not page.capital(at):
            return at
        end += 1
        last = page.words[end - 1].text
        if last.isupper() and len(last) > 3:
            break
    return end


def _continues(at: int, page: Page) -> bool:
    """Say whether a word belongs to the name of a person that the words before it begin."""
    word = page.words[at]
    if page.capital(at) and word.key != "s":
        return word.key not in words("not_names")
    if word.text in words("particles") and page.capital(at + 1) and page.gap(at) != "'":
        return True
    return page.gap(at) == "-" and word.text.isalpha()


def _is_body(word: str) -> bool:
    return any(word in words(heads) for heads in ("organization_heads", "place_heads", "building_heads"))


def _shaped(page: Page) -> Iterator[Span]:
    """Yield runs of capitals whose last or first word tells what they name."""
    at = 0
    while at < len(page.words):
        if not page.capital(at) or page.token(at) is None:  # a heading's capitals tell nothing
            at += 1
            continue
        end = _run_end(at, page)
        yield from _shape(at, end, page)
        at = max(end, at + 1)


def _run_end(at: int, page: Page) -> int:
    """Return where a run of capitals ends, small words between them included."""
    end = at + 1
    while end < min(len(page.words), at + _LONGEST) and page.joins(end):
        if page.words[end].key in words("calendar"):
            break
        if page.capital(end) and page.words[end].key != "s":
            end += 1
        elif (links := _links(end, page)) and page.capital(end + links) and page.joins(end + links):
            end += links + 1
        else:
            break
    return end


def _links(at: int, page: Page) -> int:
    """Return how many small words join here: "of", "of the"."""
    if page.words[at].text not in _LINKS:
        return 0
    return 1 + (at + 1 < len(page.words) and page.words[at + 1].text == "the" and page.joins(at + 1))


def _shape(first: int, last: int, page: Page) -> Iterator[Span]:
    """Yield the organization or place that a run of capitals ends with, or begins with before "of"."""
    while first < last - 1 and not _can_begin(first, last, page):
        first += 1
    for at in range(first, last - 2):
        if page.words[at].key in words("organization_starts") and page.words[at + 1].text in ("of", "for"):
            start = at
            while start > first and page.words[start - 1].text not in _LINKS and page.capital(start - 1):
                start -= 1
            yield Span(start, last, Name(page.surface(start, last), "organization", None, "shape"))
            return
    start = first
    for at in range(first, last):
        if page.words[at].text in _LINKS:
            start = at + 1
        kind = _kind_of_head(page.words[at].text)
        if kind and at > start and (at + 1 == last or page.words[at + 1].text in _LINKS):
            while start < at and not _can_begin(start, at + 1, page):
                start += 1
            yield Span(start, at + 1, Name(page.surface(start, at + 1), kind, None, "shape"))
            first = at + 1
    yield from _people(first, last, page)


def _people(first: int, last: int, page: Page) -> Iterator[Span]:
    """Yield the person that a run of capitals names: by a given name, an initial, a role that follows."""
    for at in range(first, last):
        if at in page.titles:
            continue
        end = _name_end(at, page)
        if end - at > 1 and (rule := _looks_like_person(at, end, page)) and not _is_body(page.words[end - 1].key):
            yield Span(at, end, Name(page.surface(at, end), "person", None, rule))
            return
        if not gazetteer().get(page.words[at : at + 1]):
            return


def _looks_like_person(first: int, last: int, page: Page) -> str | None:
    word = page.words[first]
    if word.key in given_names() or (word.text.endswith(".") and len(word.text) == 2):
        return "given-name"
    if word.key in words("family_first") and last - first == 3 and page.gap(first + 2) == "-":
        return "family-name"
    named = gazetteer().at(page.words, page.text, first)
    in_title = any(at in page.titles for at in range(first, last))
    if not named and not in_title and last - first < 5 and any(titles().get([one]) for one in _apposition(last, page)):
        return "apposition"
    return None


def _kind_of_head(word: str) -> str | None:
    if word in words("organization_heads"):
        return "organization"
    return "place" if word in words("place_heads") else None


def _defined(page: Page) -> Iterator[Span]:
    """Yield names that the text shortens in brackets, and the short forms: World Food Programme (WFP)."""
    for at in range(2, len(page.words)):
        short = page.words[at]
        if page.gap(at) != " (" or not 2 <= len(short.key) <= 8 or page.text[short.end : short.end + 1] != ")":
            continue
        first = _expansion(at, page)
        if short.text.isupper() and first is not None:
            known = gazetteer().get(page.words[first:at])
            full = known.name if known else page.surface(first, at)
            yield Span(first, at, Name(full, "organization", None, "acronym"))
            yield Span(at, at + 1, Name(full, "organization", None, "acronym"))


def _expansion(at: int, page: Page) -> int | None:
    """Return where the words begin whose initials the acronym at a word is made of."""
    letters = list(page.words[at].text.replace(".", "").casefold())
    back = at
    while letters and back > max(0, at - 12) and (back == at or page.joins(back)):
        back -= 1
        word = page.words[back]
        if word.text[0].casefold() == letters[-1] and (page.capital(back) or word.text not in _LINKS):
            letters.pop()
        elif word.text not in _LINKS and not page.capital(back) and page.gap(back) != "-":
            return None
    return back if not letters and page.capital(back) and at - back > 1 else None


def _apposition(at: int, page: Page) -> list[Word]:
    """Return the words right behind a name and a comma, up to "of": ", a Norwegian energy company,"."""
    if at >= len(page.words) or page.gap(at) != ", ":
        return []
    end = at + 1
    while end < min(len(page.words), at + 6) and page.gap(end) in (" ", "-") and page.words[end].text != "of":
        end += 1
    return page.words[at:end]
