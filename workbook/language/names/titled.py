"""Persons by what stands before or inside a name: a title, a given name, a nickname in marks."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.language.names.gazetteer import capitals, fold, gazetteer, given_names, titles, words
from workbook.language.names.page import Page, Span, is_body, span_of

_UNDER = ("Deputy", "Vice", "Assistant", "Acting", "Former", "Principal")  # before an office with its field
_LONGEST_PERSON = 7
_MARKS = {'"': '"', "“": "”", "'": "'", "‘": "’", "«": "»"}
_LONGEST_NICKNAME = 3
_LEADING = ("the", "a", "an", "his", "her", "its", "their")  # words that an office set off by commas begins with
_OF_A_LAW = ("the", "The", "a", "this", "new", "proposed", "under")


def titled(page: Page) -> Iterator[Span]:
    """Yield the persons whose names follow titles."""
    for at in sorted(at + 1 for at in page.titles if at + 1 not in page.titles and page.joins(at + 1)):
        end = plain_end(at, page) if page.shouts(at) else person_end(at, page)
        if end > at and not _is_field(at, end, page) and _may_be_titled(at, end, page):
            yield span_of(at, end, "person", "title", page)


def _is_field(at: int, end: int, page: Page) -> bool:
    """Say whether capitals behind a title are an office's field: "Deputy | Foreign | Minister", "Executive | Board"."""
    if page.words[at - 1].text in _UNDER and end in page.titles and page.joins(end):
        return True
    if any(within in page.titles for within in range(at, end - 1)):
        return True
    noun = page.words[end - 1].key in words("no_family_names") or is_body(end - 1, page)
    return noun and page.words[at].key not in given_names()


def _may_be_titled(at: int, end: int, page: Page) -> bool:
    """Say whether a known name behind a title may be a person's: "Secretary Austin", not "Ambassador London"."""
    known = gazetteer().at(page.words, page.text, at)
    title = titles().get(page.words[at - 1 : at])
    if known is None or (title is not None and title.rule == "courtesy"):
        return True
    if known[1].entity_type != "place":
        return False
    town = known[0] == end and fold(known[1].name) not in capitals() and known[1].rule in ("city", "subdivision")
    return known[0] < end or (town and page.gap(at) == " " and page.capital(at - 1))


def person_end(at: int, page: Page) -> int:
    """Return where the name of a person that begins at a word ends."""
    end = at
    while end < min(len(page.words), at + _LONGEST_PERSON) and (end == at or page.joins(end)):
        word = page.words[end]
        second = end > at and (page.gap(end) == "-" or page.spaced(end)) and word.text.isalpha()
        plain = page.capital(end) and (word.key not in words("not_names") or _is_month_name(at, end, page))
        if not (plain or second or _is_particle(end, page)):
            break
        end += 1
    return end


def plain_end(at: int, page: Page) -> int:
    """Return where a name ends in a line of capitals: a known given name, initials and one more word, or nowhere."""
    if page.words[at].key not in given_names():
        return at
    end = at + 1
    while end < len(page.words) and page.joins(end) and len(page.words[end].text.strip(".")) == 1:
        end += 1
    return end + 1 if end < len(page.words) and page.joins(end) and page.capital(end) else at


def _is_particle(at: int, page: Page) -> bool:
    """Say whether a word is a small one inside a name, with a capital behind it: "de la | Hoz"."""
    for after in range(at, min(len(page.words) - 1, at + 3)):
        if page.words[after].text not in words("particles") or page.gap(after) == "'":
            return False
        if page.capital(after + 1) and page.joins(after + 1):
            return True
    return False


def _is_month_name(first: int, at: int, page: Page) -> bool:
    """Say whether a month is a family name: Theresa May, Bradley T. August, Judge May."""
    before = page.words[at - 1]
    named = at > first and (before.key in given_names() or before.text.endswith("."))
    named = named or (at == first and at - 1 in page.titles and page.capital(at - 1) and page.gap(at) in (" ", ". "))
    return named and page.words[at].key in words("months") and not page.text[page.words[at].end :][1:2].isdigit()


def given(first: int, last: int, page: Page) -> Iterator[Span]:
    """Yield the person that a run of capitals names: by a given name or an initial, behind what is no name."""
    behind_office = first > 1 and page.words[first - 1].text in ("of", "the") and {first - 2, first - 3} & page.titles
    for at in range(first, last):
        word, end = page.words[at], person_end(at, page)
        initial = word.text.endswith(".") and len(word.text) == 2 and not page.asks(at)
        begins = word.key in given_names() or initial
        hyphen = page.gap(at + 2) == "-" or (at + 2 < len(page.words) and page.spaced(at + 2))
        begins = begins or (word.key in words("family_first") and hyphen)
        begins = begins or _is_place_given(at, end, page)
        if end - at > 1 and begins and not is_body(end - 1, page):
            yield span_of(at, end, noun_kind(at, end, page) or "person", "given-name", page)
            return
        if not gazetteer().get(page.words[at : at + 1]) and not behind_office:
            return


def _is_place_given(at: int, end: int, page: Page) -> bool:
    """Say whether a place is a given name: "Sydney Carver lives in Sydney. Carver left", the family name alone."""
    family = page.words[end - 1]
    if end - at != 2 or page.gap(at + 1) != " " or page.words[at].key not in words("place_given_names"):
        return False
    if gazetteer().get([family]) or family.key in words("thing_heads") | words("group_heads"):
        return False
    alone = (other for other in range(1, len(page.words)) if page.words[other].text == family.text and other != end - 1)
    return any(not page.joins(other) or page.words[other - 1].key != page.words[at].key for other in alone)


def noun_kind(first: int, last: int, page: Page) -> str | None:
    """Return what the noun right beside a name calls it: "the patrol ship X", "the newspaper X", "X airport"."""
    nouns = words("thing_nouns"), words("outlet_nouns"), words("place_nouns")
    kinds = "thing", "organization", "place"
    before = page.words[first - 1].text if page.gap(first) == " " and page.gap(first - 1) != "-" else ""  # no in-law
    if before == "of" and page.words[first - 2].text in words("place_nouns"):  # "the resort of Salahaddin"
        before = page.words[first - 2].text
    after = page.words[last].text if page.gap(last) == " " else ""
    found = next((kind for kind, some in zip(kinds, nouns, strict=True) if before in some), None)
    if found is None and page.words[last - 1].key in words("thing_heads") and (last - first > 2 or before in _OF_A_LAW):
        return "thing"
    if after in words("body_nouns"):  # "the Fano militia", "the Vetëvendosje party"
        return found or "organization"
    return found or ("place" if after in ("airport", "airfield", "airbase") else None)


def nicknamed(page: Page) -> Iterator[Span]:
    """Yield persons with a nickname in marks inside the name, Hernán "El Zarco" Quiñones, and nicknames alone."""
    for at in range(1, len(page.words)):
        opening = page.text[page.words[at].start - 1]
        if opening not in _MARKS or not page.gap(at):
            continue
        end = at + 1
        while end < min(len(page.words), at + _LONGEST_NICKNAME) and page.joins(end):
            end += 1
        closed = page.text[page.words[end - 1].end :][:1] == _MARKS[opening] and page.capital(at)
        if not closed:
            continue
        first = _name_start(at, page) if page.gap(at) == f" {opening}" else at
        last = end
        if first < at and page.gap(end) == f"{_MARKS[opening]} " and page.capital(end):
            last = person_end(end, page)
        if first < at < end < last:
            page.nicknames[page.keys(at, end)] = first
            yield span_of(first, last, "person", "nickname", page)
        elif page.words[at - 1].text in words("alias_words"):
            page.nicknames[page.keys(at, end)] = at
            yield span_of(at, end, "person", "nickname", page)


def _name_start(at: int, page: Page) -> int:
    """Return where the given names in front of a nickname begin."""
    first = at
    while first > 0 and page.capital(first - 1) and first - 1 not in page.titles and (first == at or page.joins(first)):
        first -= 1
    return first


def apposed_title(first: int, last: int, page: Page) -> bool:
    """Say whether words are called by a title: ", the rebel commander …" behind, "the foreign minister, X," before."""
    for begin, end in _beside(first, last, page):
        links = (at for at in range(begin, end) if page.words[at].text in ("of", "in", "for", "to", "and", "who"))
        known = titles().find(page.words[begin : next(links, end)], page.text)
        offices = {name.name.casefold() for _, _, name in known if name.rule != "courtesy"}
        if offices - words("titles_of_things"):
            return True
    return False


def _beside(first: int, last: int, page: Page) -> Iterator[tuple[int, int]]:
    """Yield the words that are set off by a comma behind a name, and in front of it."""
    if page.gap(last) == ", ":
        behind = page.words[last].text
        if behind in (*_LEADING, "who", "then") or (last in page.titles and behind.islower()):
            yield last, page.phrase_end(last, _LONGEST_PERSON)
    closed = page.text[page.words[last - 1].end :][:1] in (",", ".")
    if page.gap(first) == ", " and closed:
        begin = first - 1
        while begin > max(0, first - 9) and page.gap(begin) in (" ", "-", "'", "’"):
            begin -= 1
        owned = any(page.words[at].key == "s" for at in range(begin, first))
        if owned or page.words[begin].text.casefold() in _LEADING:
            yield begin, first
