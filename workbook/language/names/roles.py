"""Roles: what an article calls a person, before the name or after it, and for which country."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from workbook.language.names.candidates import Page, page_of
from workbook.language.names.gazetteer import Name, gazetteer, titles, words, words_of
from workbook.language.pipeline import Parsed
from workbook.lexicons import read_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOST_WORDS = 14  # of a role behind a name
_MOST_STEPS = 6  # from a name up the sentence to its team


def find_roles(parsed: Parsed, mentions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the roles that one article gives to the persons among its mentions, as rows of the table ``roles``.

    The role is as printed, without a country in front; the country may be a bloc or body with a side of its own.
    """
    page = page_of(parsed)
    rows = []
    for mention in mentions:
        if mention["entity_type"] != "person":
            continue
        first, last = (bisect_left(page.starts, mention[edge]) for edge in ("start", "end"))
        for start, end, country in (*_before(first, page), *_after(last, page)):
            row = {"actor_id": mention["actor_id"], "role": page.surface(start, end)}
            row |= {"country": country or _country_of_team(page.token(first))}
            row |= {"start": page.words[start].start, "end": page.words[end - 1].end}
            rows.append(row | dict.fromkeys(("earliest", "latest"), parsed.published))
    return rows


def _before(person: int, page: Page) -> Iterator[tuple[int, int, str | None]]:
    """Yield the role in front of a name: words ``[start, end)`` and the country that comes before or after it."""
    start = _title_start(person, page)
    if start is None or page.gap(person) not in (" ", ", ", ". "):
        return
    if page.gap(person) == ", " and not (start and page.words[start - 1].key == "s"):
        return
    while start and _modifies(start, page):
        start -= 1
    lead = start + (page.words[start].text.casefold() in ("former", "ex", "then"))
    known = gazetteer().at(page.words, page.text, lead)
    country = _side(known[1]) if known and known[0] < person else None
    if known and known[0] < person and known[1].entity_type == "country" and lead == start:
        start = known[0]
    owned = start > 1 and page.words[start - 1].key == "s"
    yield start, person, country or _country_ending(start - owned, page)


def _title_start(end: int, page: Page) -> int | None:
    """Return where the title that ends at a word begins, the longest one; None for Mr and Dr."""
    for start in range(max(0, end - 4), end):
        title = titles().get(page.words[start:end])
        if title and all(page.joins(at) for at in range(start + 1, end)):
            return start if title.rule != "courtesy" else None
    return None


def _modifies(start: int, page: Page) -> bool:
    """Say whether the word in front of a role's first word belongs to the role."""
    owner = page.words[start - 1].key == "s"
    return page.gap(start) in (" ", "-") and not owner and _pos(start - 1, page) in ("ADJ", "NOUN", "PROPN")


def _pos(at: int, page: Page) -> str | None:
    token = page.token(at)
    return token.pos_ if token is not None else None


def _country_ending(end: int, page: Page) -> str | None:
    """Return the country or bloc whose name ends at a word."""
    names = (gazetteer().get(page.words[start:end]) for start in range(max(0, end - 3), end))
    return next((_side(name) for name in names if name), None)


def _side(name: Name) -> str | None:
    if name.country and name.entity_type != "place":
        return name.country
    return name.name if name.name in _sides() else None


@cache
def _sides() -> frozenset[str]:
    return frozenset(read_lexicon("sides")["name"])


def _after(last: int, page: Page) -> Iterator[tuple[int, int, str | None]]:
    """Yield the role behind a name: ", the EU's foreign policy chief,"."""
    if last >= len(page.words) or page.gap(last) != ", ":
        return
    start = last + (page.words[last].text in ("the", "a", "an", "who", "then"))
    end = start
    while end < min(len(page.words), start + _MOST_WORDS) and (end == start or page.gap(end) in (" ", "-", "'", "’")):
        if page.words[end].key != "s" and _pos(end, page) in (None, "VERB", "AUX", "PRON"):
            break
        end += 1
    if not _holds_title(start, end, page):
        return
    known = list(gazetteer().find(page.words[start:end], page.text))
    country = next((side for _, _, name in known if (side := _side(name))), None)
    if known and known[0][0] == 0 and known[0][2].entity_type == "country":
        start += known[0][1]
        start += start < end and page.words[start].key == "s"
    while end > start and page.words[end - 1].text.islower() and _pos(end - 1, page) not in ("NOUN", "PROPN", "ADJ"):
        end -= 1
    if start < end:
        yield start, end, country


def _holds_title(start: int, end: int, page: Page) -> bool:
    """Say whether a title stands in words that follow a name, before any "of"."""
    near = range(start, min(end, start + 6))
    until = next((at for at in near if page.words[at].text in ("of", "in", "for", "to", "and")), near.stop)
    return not page.titles.isdisjoint(range(start, until))


def _country_of_team(token: Token | None) -> str | None:
    """Return the country of the team a person is named in: "the American team, which included …", "under …"."""
    for _ in range(_MOST_STEPS):
        if token is None or token.head is token:
            return None
        under = any(child.lower_ == "under" for child in token.children)
        token = token.head
        subjects = [child for child in token.children if child.dep_ == "nsubj"] if token.lemma_ == "include" else []
        for noun in (token, *subjects):
            named = (gazetteer().get(words_of(child.text)) for child in noun.children)
            country = next((name.country for name in named if name and name.entity_type == "country"), None)
            if country and (under or noun.lower_ in words("team_nouns")):
                return country
    return None
