"""Roles: what an article calls a person, before the name or after it, and for which country.

A role stands in one clause with the name, never over a full stop. Its country is the owner of the office: "Georgia's
economy minister", "the president of Mali", "Armenian defence ministry spokesman"; never the place ("envoy to Mali").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from workbook.language.names.gazetteer import Name, capitals, fold, gazetteer, titles, words, words_of
from workbook.language.names.page import Page, page_of
from workbook.language.pipeline import Parsed
from workbook.lexicons import read_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOST_WORDS = 14  # of a role
_MOST_STEPS = 6  # from a name up the sentence to its team
_NEAR = 8  # words behind a name among which its title stands
_INSIDE = frozenset(("ADJ", "NOUN", "PROPN", "DET", "NUM", "PART", "X"))  # kinds of words of a role
_BEFORE_OWNER = frozenset(("of", "for", "from"))
_OTHER_LINKS = frozenset(("in", "to", "on", "at", "and", "&"))
_ARTICLES = frozenset(("the", "a", "an", "The", "A", "An"))
_POSSESSIVES = frozenset(("his", "her", "its", "their", "our", "my"))
_FORMER = frozenset(("former", "ex", "then", "late", "ousted", "deposed"))
_HEADING_LINKS = frozenset(("between", "with", "from", "by", "as", "after", "against", "call", "meeting", "statement"))
_ENDING = frozenset(("with", "until", "since", "without"))  # what tells more than the role: "a lawyer with a bad hip"
_GAPS = (" ", "-", "'", "’")


class Role(NamedTuple):
    """A role as printed, words ``[start, end)``, and the country or body whose office it is."""

    start: int
    end: int
    country: str | None


def find_roles(parsed: Parsed, mentions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the roles that one article gives to the persons among its mentions, as rows of the table ``roles``.

    The role is as printed, without a country in front; the country may be a bloc or body with a side of its own.
    """
    page = page_of(parsed)
    spans = [
        (mention, bisect_left(page.starts, mention["start"]), bisect_left(page.starts, mention["end"]))
        for mention in mentions
        if mention["entity_type"] == "person"
    ]
    people = {at for _, first, last in spans for at in range(first, last)}
    rows = []
    for mention, first, last in spans:
        for role in (*_before(first, last, people, page), *_after(last, people, page)):
            row = {"actor_id": mention["actor_id"], "role": page.surface(role.start, role.end)}
            row |= {"country": role.country or _country_of_team(page.token(first))}
            row |= {"start": page.words[role.start].start, "end": page.words[role.end - 1].end}
            rows.append(row | dict.fromkeys(("earliest", "latest"), parsed.published))
    return rows


# ------------------------------------------------------------------ before a name


def _before(person: int, last: int, people: set[int], page: Page) -> Iterator[Role]:
    """Yield the role in front of a name: "Kenyan President X", "Georgia's economy minister, X,"."""
    apposed = page.gap(person) == ", " and page.text[page.words[last - 1].end :][:1] in (",", ".", ";", "”", '"')
    abbreviated = page.gap(person) == ". " and page.words[person - 1].key in words("abbreviations")
    if not (page.gap(person) == " " or apposed or abbreviated):
        return
    begin = person - 1
    while begin > max(0, person - _MOST_WORDS) and _goes_on(begin, apposed, people, page):
        begin -= 1
    begin = next((at for at in range(max(0, begin - 3), begin) if _reaches(at, begin, page)), begin)
    found = _offices(begin, person, page)
    head = _until_link(begin, person, page) if apposed else person
    found = [(first, end) for first, end in found if end <= head]
    if not found and page.gap(begin) == ", " and page.titles.issuperset(range(begin, person)):
        yield from _before(begin, last, people, page)  # "Kenya's defence minister, Dr X,"
    named = _courtesy_start(begin, person, page)
    if not found or (not apposed and found[-1][1] != named):
        return
    start, country = _owner(begin, found[-1][0], page)
    is_ones = page.words[begin].text in _ARTICLES or page.words[begin - 1].text.lower() in _POSSESSIVES
    if apposed and start == begin and not is_ones and page.capital(begin):
        return  # "Prime Minister, X" is a list; "his Kenyan counterpart, X" is not
    while page.words[start].text in _ARTICLES | {"and"} or page.words[start].key == "s":
        start += 1
    start, own = _led(start, found[-1][0], page)
    yield Role(start, named, country or own or _owner_behind(found[-1][1], named, page))
    if page.gap(start) == ", " and not apposed:  # "the junta's chief negotiator, General X,"
        yield from _before(start, last, people, page)


def _courtesy_start(begin: int, person: int, page: Page) -> int:
    """Return where "Dr" or "Ms" in front of a name begins, or the name: "Finance Minister | Dr Ann Lee"."""
    found = titles().find(page.words[begin:person], page.text)
    courtesy = (first for first, last, name in found if name.rule == "courtesy" and begin + last == person)
    return begin + next(courtesy, person - begin)


def _reaches(at: int, begin: int, page: Page) -> bool:
    """Say whether a known name goes on over a word: "United | Nations Secretary-General"."""
    known = gazetteer().at(page.words, page.text, at, page.joins)
    return known is not None and known[0] > begin


def _goes_on(at: int, apposed: bool, people: set[int], page: Page) -> bool:
    """Say whether the word in front of a word belongs to the same role."""
    word = page.words[at - 1].text
    if word == "X.":  # "wrote on X. General Sow denied it"
        return False
    abbreviated = page.gap(at) == ". " and page.words[at - 1].key in words("abbreviations")  # "army chief Lt. Gen."
    if (page.gap(at) not in _GAPS and not abbreviated) or at - 1 in people or page.asks(at - 1):
        return False
    if word in _BEFORE_OWNER | _OTHER_LINKS:
        return apposed or (word in ("of", "for", "and") and at - 2 in page.titles)
    return _inside(at - 1, page) and page.words[at].text not in _ARTICLES


def _inside(at: int, page: Page) -> bool:
    token = page.token(at)
    if page.words[at].key == "s" or at in page.titles:
        return True
    if token is None:  # in a heading, where "Call Between Secretary Lee and X" has capitals too
        return page.capital(at) and page.words[at].text.casefold() not in _HEADING_LINKS
    return token.pos_ in _INSIDE


def _offices(begin: int, end: int, page: Page) -> list[tuple[int, int]]:
    """Return where titles that are offices begin and end among words."""
    found = titles().find(page.words[begin:end], page.text)
    return [(begin + first, begin + last) for first, last, name in found if name.rule != "courtesy"]


def _until_link(begin: int, end: int, page: Page) -> int:
    """Return where the first "of", "in" … stands among words that is no part of a title."""
    inside = {at for first, last in _offices(begin, end, page) for at in range(first, last)}
    links = (at for at in range(begin, end) if page.words[at].text in _BEFORE_OWNER | _OTHER_LINKS - {"and", "&"})
    return next((at for at in links if at not in inside), end)


def _owner(begin: int, head: int, page: Page) -> tuple[int, str | None]:
    """Return where a role begins behind its possessor, and whose it is: "Georgia's | economy minister"."""
    marks = [at for at in range(begin + 1, head) if page.words[at].key == "s" and page.gap(at) in ("'", "’")]
    if not marks:
        return begin, None
    return marks[-1] + 1, _country_ending(marks[-1], begin, page)


def _led(start: int, head: int, page: Page) -> tuple[int, str | None]:
    """Return where a role begins without a country in front, and the first country or body in it before the title."""
    lead = start + (page.words[start].text.casefold() in _FORMER)
    known = gazetteer().at(page.words, page.text, lead)
    if known and page.gap(known[0]) == "-":  # "a US-based analyst"
        return start, None
    if known and known[0] <= head:
        body = known[1].country is None and known[0] == head  # "NATO | Secretary General"
        plain = (known[1].entity_type == "country" or body) and lead == start
        return (known[0] if plain else start), _side(known[1])
    inside = [name for _, _, name in gazetteer().find(page.words[start:head], page.text)]
    return start, next((side for name in inside if (side := _side(name))), None)


def _owner_behind(end: int, until: int, page: Page) -> str | None:
    """Return whose office it is by the words behind the title: "president of (the Republic of) Mali"."""
    at = end
    while at < until and page.words[at].text not in _BEFORE_OWNER:
        if page.words[at].text in _OTHER_LINKS:
            return None
        at += 1
    if at < until and page.words[at].text == "for" and page.words[end - 1].key.casefold() in words("sent_out"):
        return None  # "the UN's special representative for Libya" is not Libya's
    at += 1
    while at < until and page.words[at].text in _ARTICLES:
        at += 1
    if at >= until:
        return None
    found = gazetteer().find(page.words[at:until], page.text)
    near = next(((first, name) for first, last, name in found if page.gap(at + last) != "-"), None)
    if near is None or any(page.words[at + back].text in _OTHER_LINKS | {"for"} for back in range(near[0])):
        return None
    return _side(near[1])


def _country_ending(end: int, begin: int, page: Page) -> str | None:
    """Return the country or bloc whose name ends at a word, or stands in front of a body's name there."""
    names = (gazetteer().get(page.words[start:end]) for start in range(max(begin, end - 4), end))
    last = next((side for name in names if name and (side := _side(name) or capitals().get(fold(name.name)))), None)
    if last or end <= begin:
        return last
    known = gazetteer().at(page.words, page.text, begin)
    return _side(known[1]) if known and known[0] <= end else None


def _side(name: Name) -> str | None:
    if name.country and name.entity_type != "place":
        return name.country
    return name.name if name.name in _sides() else None


@cache
def _sides() -> frozenset[str]:
    return frozenset(read_lexicon("sides")["name"]) | frozenset(read_lexicon("blocs")["canonical"])


# ------------------------------------------------------------------ behind a name


def _after(last: int, people: set[int], page: Page) -> Iterator[Role]:
    """Yield the role behind a name: ", the EU's foreign policy chief,", ", a former foreign minister of Togo,"."""
    if last >= len(page.words) or page.gap(last) != ", " or page.words[last].text == "and":
        return
    start = last
    end = start
    while end < min(len(page.words), start + _MOST_WORDS) and (end == start or page.gap(end) in _GAPS):
        kind = _pos(end, page)
        compound = page.gap(end) == "-"  # "the junta-backed party", "a Geneva-based analyst"
        verb = kind in (None, "AUX") or (kind == "VERB" and not page.capital(end) and not compound)
        verb = verb or (kind == "PRON" and page.words[end].text != "who")
        verb = verb and end + 1 not in page.titles  # ", outgoing prime minister"
        if page.words[end].text in _ENDING:
            break
        if end in people or (page.words[end].key != "s" and verb and end not in page.titles):
            break
        end += 1
    found = _offices(start, min(end, start + _NEAR), page)
    found = [office for office in found if office[0] < _until_link(start, end, page)]
    if not found or end in people:  # ", President X": the title is the next one's
        return
    begin, country = _owner(start, found[0][0], page)
    if not country:
        begin = max((at + 1 for at in range(start, found[0][0]) if page.words[at].text in _ARTICLES), default=start)
        while page.words[begin].text in ("who", "then", "now"):
            begin += 1
        begin, country = _led(begin, found[0][0], page)
    else:
        begin = begin if _is_country(start, begin, page) else start + (page.words[start].text in _ARTICLES)
    while end > begin and page.words[end - 1].text.islower() and _pos(end - 1, page) not in ("NOUN", "PROPN", "ADJ"):
        end -= 1
    if begin < end:
        yield Role(begin, end, country or _owner_behind(found[0][1], end, page))


def _is_country(start: int, begin: int, page: Page) -> bool:
    """Say whether a possessor is a plain country, whose name is no part of the role."""
    start += page.words[start].text in _ARTICLES
    name = gazetteer().get(page.words[start : begin - 1])
    return name is not None and name.entity_type == "country"


def _pos(at: int, page: Page) -> str | None:
    token = page.token(at)
    return token.pos_ if token is not None else None


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
