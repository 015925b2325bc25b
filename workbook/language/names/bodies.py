"""Bodies by a part of their name: "the Commission" is the only commission that the article names; and no bodies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from workbook.language.names.gazetteer import Name, gazetteer, words, words_of
from workbook.language.names.page import Page, Span

_MOST_WORDS = 3  # of a person whom the recogniser took for something else


def bodies_in_full(spans: Sequence[Span], page: Page) -> Iterator[Span]:
    """Yield the spans, in order, bodies' under the longer name of the only one in the article that may be meant."""
    bodies = {span.name: page.keys(*span[:2]) for span in spans if span.name.entity_type == "organization"}
    for span in spans:
        short = bodies.get(span.name)
        if short is not None and _is_part(short):
            longer = {name for name, keys in bodies.items() if _may_be(short, keys)}
            if len(longer) == 1:
                span = span._replace(name=longer.pop()._replace(rule=span.name.rule, form=span.name.form))
        yield span


def _is_part(keys: Sequence[str]) -> bool:
    """Say whether a body's name may be a part of another's: on no list, and no letters."""
    known: Name | None = gazetteer().get(words_of(" ".join(keys)))
    return known is None and not any(key.isupper() for key in keys)


def _may_be(short: Sequence[str], long: Sequence[str]) -> bool:
    """Say whether a name is a longer one's before "of", its last word, or all of it but a country in front."""
    extra = len(long) - len(short)
    if extra < 1 or short[-1] not in words("organization_heads") or any(key.isupper() and len(key) > 1 for key in long):
        return False
    if tuple(long[: len(short)]) == tuple(short):
        return long[len(short)] in ("of", "for", "on")
    known = gazetteer().get(words_of(" ".join(long[:extra])))
    of_country = known is not None and known.entity_type == "country"
    return tuple(long[extra:]) == tuple(short) and (len(short) == 1 or of_country)


def shortened(spans: list[Span], page: Page) -> dict[tuple[str, ...], Name]:
    """Return bodies by the letters behind them in brackets, of whatever language: Free Aceh Movement (GAM)."""
    found = {}
    for first, last, name in spans:
        if name.entity_type != "organization" or last - first < 2 or last >= len(page.words) or page.gap(last) != " (":
            continue
        short = page.words[last]
        is_closed = page.text[short.end : short.end + 1] == ")"
        if is_closed and short.text.isupper() and 2 <= len(short.text) <= 8 and not gazetteer().get([short]):
            found[page.keys(last, last + 1)] = name
    return found


def ends_in_family(
    keys: tuple[str, ...], counter: Counter[Name], alone: dict[str, Counter[Name]], full: dict[tuple[str, ...], Name]
) -> bool:
    """Say whether what the recogniser took for a body or a place ends in the family name of somebody in the article.

    Mahesh Thapa is a person where "Thapa said so" stands, or Devi Thapa is named.
    """
    family = keys[-1]
    guessed = all(name.rule == "recognised" and name.entity_type in ("organization", "place") for name in counter)
    if not guessed or not 2 <= len(keys) <= _MOST_WORDS or not all(key.istitle() for key in keys):
        return False
    if not words("organization_heads").isdisjoint(keys) or family in words("place_heads"):
        return False
    if any(gazetteer().get(words_of(key)) for key in keys):
        return False
    told = alone[family].most_common(1)[0][0].entity_type == "person" if family in alone else False
    return told or (family.casefold(),) in full
