"""Countries by their surroundings: Congo, Korea and Georgia by the article; Lebanon, Pennsylvania is no country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from workbook.language.names.gazetteer import Name, Phrases, country_names
from workbook.language.names.page import Page, Span
from workbook.lexicons import read_lexicon, read_yaml

_BOTH = "*"
_STATES = "United States"  # of America, whose states are places


def by_surroundings(spans: Sequence[Span], page: Page) -> Iterator[Span]:
    """Yield the spans with ambiguous names of countries as the article means them, in order."""
    for number, span in enumerate(spans):
        if span.name.entity_type not in ("country", "place"):
            yield span
            continue
        before = spans[number - 1] if number else None
        after = spans[number + 1] if number + 1 < len(spans) else None
        in_state = (after and _is_in_state(span, after, page)) or (before and _is_in_state(before, span, page))
        yield _of_the_states(span, page) if in_state else _decided(span, page)


def _decided(span: Span, page: Page) -> Span:
    name = page.surface(*span[:2])
    if name not in _plain(""):
        return span
    return span._replace(name=_meaning(name, span, page))


def _is_in_state(town: Span, state: Span, page: Page) -> bool:
    """Say whether a town is set in a state of the US behind it: "Moscow, Idaho", but no list "Russia, Georgia and"."""
    if page.gap(state.first) != ", " or state.first != town.last or state.name.rule not in ("subdivision", "country"):
        return False
    name = page.surface(*state[:2])
    if name in read_yaml("name-words")["states_and_more"]:
        return town.name.entity_type == "place" and town.name.country == _STATES
    return state.name.rule == "subdivision" and state.name.country == _STATES and town.name.form == "name"


def _of_the_states(span: Span, page: Page) -> Span:
    name = page.surface(*span[:2])
    if name == "Georgia":
        return span._replace(name=_named("Georgia (US state)", "place", span.name))
    if span.name.country == _STATES:
        return span
    return span._replace(name=Name(f"{name} (US)", "place", _STATES, "subdivision"))


def _meaning(name: str, span: Span, page: Page) -> Name:
    """Return what a name means in an article: what its cues tell, nothing certain where they tell of two."""
    if name not in page.cues:
        page.cues[name] = {cue.name for _, _, cue in _cues()[name].find(page.words, page.text)}
    told = page.cues[name]
    means = next(iter(told)) if len(told) == 1 else _plain(_BOTH if told else "").get(name) or _plain("")[name]
    return _named(means, "country" if means in country_names().values() else "place", span.name)


def _named(means: str, kind: str, known: Name) -> Name:
    country = means if kind == "country" else _STATES if means.endswith("(US state)") else None
    form = known.form if kind == "country" else "name"
    return known._replace(name=means, entity_type=kind, country=country, form=form)


@cache
def _plain(cues: str) -> dict[str, str]:
    """Return what each ambiguous name means where nothing tells, or with "*" where cues tell of more than one."""
    lexicon = read_lexicon("ambiguous-countries")
    plain = lexicon[lexicon["cues"] == cues]
    return dict(zip(plain["name"], plain["means"], strict=True))


@cache
def _cues() -> dict[str, Phrases]:
    """Return for each ambiguous name the words beside it that tell, with what they tell."""
    lexicon = read_lexicon("ambiguous-countries")
    found: dict[str, Phrases] = {name: Phrases() for name in lexicon["name"]}
    for name, means, kind, cues in zip(*(lexicon[key] for key in ("name", "means", "type", "cues")), strict=True):
        for cue in (cue for cue in cues.split("; ") if cue not in ("", _BOTH)):
            found[name].add(cue, Name(means, kind, None, "cue"))
    return found
