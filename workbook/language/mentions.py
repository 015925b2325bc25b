"""Mentions: which passages of an article name a person, body, country, group or place.

The recogniser of the pipeline and the name lists of :mod:`workbook.language.names` each propose
spans; titles, the shape of names and acronyms that the text explains propose more. Then each name
is decided once for the whole article and looked up in all of it, headings too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from workbook.language.candidates import candidates
from workbook.language.metonyms import stands_for_government
from workbook.language.names import Name, Phrases, actor_id, capitals, fold, gazetteer, titles, words
from workbook.language.page import Page, Span
from workbook.language.pipeline import Parsed

_WEIGHTS = {
    "country": 6,
    "acronym": 5,
    "government-body": 5,
    "bloc": 5,
    "title": 5,
    "shape": 3,
    "place": 3,
    "part": 3,
    "given-name": 2,
    "organization": 4,
}


def find_mentions(parsed: Parsed) -> list[dict[str, Any]]:
    """Find the mentions of actors and places in one article.

    Returns:
        Rows in order of the text: start, end, text, entity_type (person, organization, country,
        group, place), form (name, metonym, demonym, nominal), name (the fullest form that the
        article uses), actor_id, country (None where the list of names gives none) and rule. A
        nominal ("Kyiv's allies") holds the mention of the name in it as a row of its own.
    """
    page = Page(parsed)
    if not page.words:
        return []
    proposed = _settled([*candidates(page)], page)
    decided = _decided(proposed, page)
    spans = _settled([*proposed, *_again(decided, page)], page)
    named = _canonical([span._replace(name=decided.get(_keys(span, page), span.name)) for span in spans], page)
    rows = [_row(span, page) for span in _with_metonyms(named, page) if span.name.entity_type in _TYPES]
    rows += _groups(named, page)
    return sorted(rows, key=_position)


def _with_metonyms(spans: list[Span], page: Page) -> Iterator[Span]:
    """Yield the spans, capitals as governments where they are; a capital listed beside one is one too."""
    cities = [_government(span, page) for span in spans]
    meant = [
        bool(city) and stands_for_government(page.doc, page.token(span.first), page.token(span.last - 1))
        for span, city in zip(spans, cities, strict=True)
    ]
    pairs = [(at, at + 1) for at in range(len(spans) - 1) if _listed(spans[at], spans[at + 1], page)]
    for left, right in pairs:
        meant[right] = meant[right] or (meant[left] and bool(cities[right]))
    for left, right in reversed(pairs):
        meant[left] = meant[left] or (meant[right] and bool(cities[left]))
    for span, city, is_meant in zip(spans, cities, meant, strict=True):
        kind = "organization" if city == "European Union" else "country"
        country = None if kind == "organization" else city
        yield span._replace(name=Name(str(city), kind, country, "capital", "metonym")) if is_meant else span


def _listed(left: Span, right: Span, page: Page) -> bool:
    between = page.text[page.words[left.last - 1].end : page.words[right.first].start]
    return between in (", ", " and ", ", and ")


def _government(span: Span, page: Page) -> str | None:
    return capitals().get(fold(page.surface(span.first, span.last))) if span.name.entity_type == "place" else None


_TYPES = frozenset(("person", "organization", "country", "group", "place"))


def _position(row: dict[str, Any]) -> tuple[int, int]:
    return row["start"], -row["end"]


def _row(span: Span, page: Page) -> dict[str, Any]:
    name = span.name
    start, end = page.words[span.first].start, page.words[span.last - 1].end
    return {
        "start": start,
        "end": end,
        "text": page.text[start:end],
        "entity_type": name.entity_type,
        "form": name.form,
        "name": name.name,
        "actor_id": actor_id(name.entity_type, name.name),
        "country": name.country,
        "rule": name.rule,
    }


# ------------------------------------------------------------------ one decision for each name


def _settled(spans: list[Span], page: Page) -> list[Span]:
    """Return spans of which no two overlap: the longer wins, then the better founded one."""
    best: list[Span] = []
    taken = bytearray(len(page.words))
    titled = {span.first: span.last for span in spans if span.name.rule == "title"}
    hits = {(s.first, s.last) for s in spans if s.name.rule not in ("recognised", "shape", "acronym")}
    for span in sorted(spans, key=_strength):
        if any(taken[span.first : span.last]) or _is_list(span, hits, page) or _holds_title(span, titled, page):
            continue
        taken[span.first : span.last] = b"\x01" * (span.last - span.first)
        best.append(span)
    return sorted(best)


def _holds_title(span: Span, titled: dict[int, int], page: Page) -> bool:
    """Say whether a recognised span runs over a title and a name ("EU Envoy Ann Lee"), or into a title."""
    if span.name.rule not in ("recognised", "shape"):
        return False
    if any(at in titled for at in range(span.first + 1, span.last)):
        return True
    title = titles().at(page.words, page.text, span.last) if page.joins(span.last) else None
    if title is None or title[0] not in titled:
        return False
    if span.name.entity_type == "person":
        return True
    known = gazetteer().at(page.words, page.text, span.first)
    return known is not None and known[0] < span.last and known[1].rule in ("bloc", "country", "demonym")


def _strength(span: Span) -> tuple[int, int, int]:
    return span.first - span.last, -_WEIGHTS.get(span.name.rule, 1), span.first


def _is_list(span: Span, hits: set[tuple[int, int]], page: Page) -> bool:
    """Say whether a recognised span is only known names in a row, such as "Russia Ukraine"."""
    if span.name.rule not in ("recognised", "shape") or (span.first, span.last) in hits:
        return False
    at = span.first
    while at < span.last:
        ends = _ends(at, hits)
        if not ends:
            return span.name.entity_type == "event" and page.words[span.last - 1].key not in words("agreements")
        at = ends
    return True


def _ends(at: int, hits: set[tuple[int, int]]) -> int:
    return next((at + n for n in (4, 3, 2, 1) if (at, at + n) in hits), 0)


def _decided(spans: list[Span], page: Page) -> dict[tuple[str, ...], Name]:
    """Return what each name of the article stands for: what most of its mentions, well founded ones first, say."""
    votes: dict[tuple[str, ...], Counter[Name]] = defaultdict(Counter)
    full: dict[str, Name] = {}
    for span in spans:
        keys = _keys(span, page)
        votes[keys][span.name] += _WEIGHTS.get(span.name.rule, 1)
        if span.name.entity_type == "person" and len(keys) > 1:
            full[keys[-1]] = span.name
        if span.name.entity_type == "organization" and keys[-1] in words("company_ends") and len(keys) > 1:
            votes[keys[:-1]][span.name._replace(rule="part")] += _WEIGHTS["part"]
    for (key, *rest), counter in votes.items():
        if not rest and key in full and not any(n.rule == "country" for n in counter):
            counter[full[key]._replace(rule="part", name=key)] += _WEIGHTS["part"]
    return {keys: counter.most_common(1)[0][0] for keys, counter in votes.items()}


def _again(decided: dict[tuple[str, ...], Name], page: Page) -> Iterator[Span]:
    """Yield every other place where a name of the article stands, headings included."""
    phrases = Phrases()
    for keys, name in decided.items():
        if name.entity_type in _TYPES and (len(keys) > 1 or len(keys[0]) > 2):
            phrases.add(" ".join(keys), name)
    for keys, name in decided.items():
        if name.entity_type == "person" and len(keys) > 1:
            for part in _parts(keys):
                phrases.add(" ".join(part), name._replace(rule="surname"))
    for first, last, name in phrases.find(page.words, page.text):
        if (page.capital(first) or page.capital(last - 1)) and not (last - first == 1 and _is_word(first, page)):
            yield Span(first, last, name)


def _parts(keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the parts of a full name that stand for it alone: the last words, a family name that comes first."""
    last = len(keys) - (keys[-1] in words("suffixes") and len(keys) > 2)
    for first in range(1, last):
        part = keys[first:last]
        if len(part) < 3 or part[0] in words("particles"):
            yield part
            yield (part[0].capitalize(), *part[1:])
    if keys[0] in words("family_first") and len(keys) < 4:
        yield keys[:1]


def _is_word(at: int, page: Page) -> bool:
    """Say whether a single capital is only a word at the head of its sentence."""
    token = page.token(at)
    return token is not None and token.pos_ not in ("PROPN", "NOUN", "ADJ") and token.is_stop


def _canonical(spans: list[Span], page: Page) -> list[Span]:
    """Return the spans with each person's fullest name: a part of a name is the nearest full name before it."""
    people: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    given: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    for span in spans:
        keys = _keys(span, page)
        if span.name.entity_type == "person" and " " in page.surface(span.first, span.last):
            full = (span.first, page.surface(span.first, span.last))
            for part in {tuple(word.casefold() for word in part) for part in _parts(keys)}:
                people[part].append(full)
            given[(keys[0].casefold(),)].append(full)
    return [_with_full_name(span, people, given, page) for span in spans]


def _keys(span: Span, page: Page) -> tuple[str, ...]:
    return tuple(word.key for word in page.words[span.first : span.last])


def _with_full_name(
    span: Span,
    people: dict[tuple[str, ...], list[tuple[int, str]]],
    given: dict[tuple[str, ...], list[tuple[int, str]]],
    page: Page,
) -> Span:
    if span.name.entity_type != "person":
        return span
    keys = tuple(word.casefold() for word in _keys(span, page))
    full = people.get(keys) or given.get(keys) or [(0, page.surface(span.first, span.last))]
    nearest = max(bisect_left(full, (span.first, "")) - 1, 0)
    return span._replace(name=span.name._replace(name=full[nearest][1]))


# ------------------------------------------------------------------ groups


def _groups(spans: Iterable[Span], page: Page) -> Iterator[dict[str, Any]]:
    """Yield the groups that a name and a noun name together: "Kyiv's allies", "Houthi rebels"."""
    starts = {span.last: span.first for span in spans}
    for at in range(1, len(page.words)):
        if page.words[at].text not in words("group_heads") or page.gap(at) != " ":
            continue
        last = at - (page.words[at - 1].key == "s")
        adjective = page.words[last - 1].text in words("group_adjectives")
        if last in starts or adjective:
            first = starts.get(last, last - 1)
            name = Name(page.surface(first, at + 1), "group", None, "group", "nominal")
            yield _row(Span(first, at + 1, name), page)
