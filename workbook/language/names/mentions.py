"""Mentions: which passages of an article name a person, body, country, group or place.

Of the candidates, each name is decided once for the whole article and looked up in all of it, headings too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from workbook.cleaning.published import date_lines
from workbook.language.names.beside import told
from workbook.language.names.bodies import bodies_in_full, ends_in_family, shortened
from workbook.language.names.candidates import candidates, is_maker
from workbook.language.names.countries import by_surroundings
from workbook.language.names.gazetteer import (
    TYPES,
    Name,
    Phrases,
    actor_id,
    capitals,
    fold,
    titles,
    words,
)
from workbook.language.names.page import Page, Span, page_of
from workbook.language.names.people import called_otherwise, named_in_full, short_forms, surnames
from workbook.language.names.spelling import name_words
from workbook.language.pipeline import Parsed
from workbook.lexicons import read_yaml

if TYPE_CHECKING:
    from spacy.tokens import Token

# How well a proposal is founded, by its rule; 1 for the others.
_WEIGHTS = {
    "country": 6, "acronym": 5, "government-body": 5, "bloc": 5, "title": 5, "organization": 4,
    "thing": 4, "shape": 3, "place": 3, "part": 3, "speaks": 3, "given-name": 2,
}  # fmt: skip
_LOCATING = ("in", "In", "at", "from", "to", "near", "of")
_GUESSED = ("recognised", "shape")
_OFFICIAL = ("country", "government-body", "bloc", "capital", "demonym")  # actors, though they publish what is told
_BEHIND_AGENCY = re.compile(r"\) ?[-–—]")  # in a dateline
_AND = re.compile(r",? and |, |; ")
_AROUND_OUTLET = re.compile(r"^(?:by |the |www\.)|\.(?:com|org|net|co\.\w+|news)$")

Keys = tuple[str, ...]


def find_mentions(parsed: Parsed) -> list[dict[str, Any]]:
    """Return the mentions of actors and places in one article, in order of the text, as rows of the table ``mentions``.

    Name is the fullest form that the article uses. A nominal ("Kyiv's allies") holds the mention of the name in it.
    """
    page = page_of(parsed)
    proposed = _settled([*candidates(page)], page)
    decided = _decided(proposed, page) | shortened(proposed, page)
    spans = _settled([*proposed, *_again(decided, page)], page)
    spans = [span._replace(name=decided.get(page.keys(*span[:2]), span.name)) for span in spans]
    spans = list(by_surroundings(spans, page))
    spans = [_as_government(span, page) for span in named_in_full(spans, page)]
    spans = list(bodies_in_full(spans, page))
    others = called_otherwise(spans, page)
    spans = [span._replace(name=others.get(span.name.name, span.name)) for span in spans]
    own = {_letters(name) for names in parsed.own_names for name in _AND.split(names)} - {""}
    own |= _outlets(spans, page)
    spans = [span for span in spans if not own or _letters(span.name.name) not in own or _is_official(span.name)]
    named = (span for span in spans if span.name.entity_type in TYPES and not is_maker(span, page))
    found = [*named, *_groups(spans, page)]
    return [_row(span, page) for span in sorted(found, key=lambda span: (span.first, -span.last))]


def _letters(name: str) -> str:
    """Return what a name is compared by with an article's outlet and author: "www.lagospost.com" is The Lagos Post."""
    plain = _AROUND_OUTLET.sub("", fold(name).casefold().strip())
    return "".join(letter for letter in plain if letter.isalnum())


def _outlets(spans: list[Span], page: Page) -> set[str]:
    """Return the letters of who publishes: the body beside the day at the head, the agency of a dateline.

    "12 September 2024 | Nile Courier"; "GENEVA (Reuters) -".
    """
    heads = [line.span() for line in date_lines(page.text)]
    found = set()
    for span in spans:
        at, end = page.words[span.first].start, page.words[span.last - 1].end
        beside_day = span.name.entity_type == "organization" and any(first <= at < last for first, last in heads)
        if beside_day or (page.text[at - 1 : at] == "(" and _BEHIND_AGENCY.match(page.text, end)):
            found.add(_letters(span.name.name))
    return found


def _is_official(name: Name) -> bool:
    """Say whether a body is an actor though it publishes the article: a government, the United Nations."""
    return name.rule in _OFFICIAL and name.name not in words("outlets")


def _row(span: Span, page: Page) -> dict[str, Any]:
    start, end = page.words[span.first].start, page.words[span.last - 1].end
    row = {"start": start, "end": end, "text": page.text[start:end], **span.name._asdict()}
    if span.name.entity_type != "person":
        return row | {"actor_id": actor_id(span.name.entity_type, span.name.name)}
    alone = "" if len(name_words(span.name.name)) > 1 else page.article_id  # of which person, the corpus tells
    beside = told(span, page)
    gender = None if alone and beside.is_guess else beside.sex
    return row | {"gender": gender, "actor_id": actor_id("person", f"{span.name.name} {alone}".strip())}


# ------------------------------------------------------------------ one decision for each name


def _settled(spans: list[Span], page: Page) -> list[Span]:
    """Return spans of which no two overlap: the longer wins, then the better founded one."""
    titled = {span.first for span in spans if span.name.rule == "title"}
    known = {span.first: span for span in spans if span.name.rule not in (*_GUESSED, "acronym")}
    best: list[Span] = []
    taken = bytearray(len(page.words))
    for span in sorted(spans, key=lambda span: (span.first - span.last, -_WEIGHTS.get(span.name.rule, 1), span.first)):
        lead = known.get(span.first, span)
        listed = lead.last < span.last and lead.last in known  # known names in a row: "Russia Ukraine"
        listed = listed and not (span.name.rule == "shape" and lead.name.entity_type == "place")  # Sulu Liberation Army
        wrong = span.name.rule in _GUESSED and (listed or _runs_over_title(span, titled, page))
        if not wrong and not any(taken[span.first : span.last]):
            taken[span.first : span.last] = b"\x01" * (span.last - span.first)
            best.append(span)
    return sorted(best)


def _runs_over_title(span: Span, titled: set[int], page: Page) -> bool:
    """Say whether a span runs over a title and a name ("EU Envoy Ann Lee"), or a person into the title before one."""
    end = span.last
    while end in page.titles and page.joins(end):  # not "Ann Lee: Mr Sow"
        end += 1
    inside = any(at in titled for at in range(span.first + 1, span.last))
    return inside or (end in titled and span.name.entity_type == "person")


def _decided(spans: list[Span], page: Page) -> dict[Keys, Name]:
    """Return what each name of the article stands for: what most of its mentions, well founded ones first, say."""
    votes: dict[Keys, Counter[Name]] = defaultdict(Counter)
    full: dict[Keys, Name] = {}  # who has a family name
    first: dict[Keys, Name] = {}  # who has a first word of a name
    bare: Counter[str] = Counter()  # what every mention behind no preposition of place would say for a person
    for span in spans:
        keys, name = page.keys(*span[:2]), span.name
        votes[keys][name] += _WEIGHTS.get(name.rule, 1)
        if name.entity_type == "place" and len(keys) == 1 and page.words[span.first - 1].text not in _LOCATING:
            bare[keys[0]] += _WEIGHTS.get(name.rule, 1)
        if name.entity_type == "person" and len(keys) > 1:
            full |= {_small(part): name for part in (*surnames(keys), keys[-1:])}
            first.setdefault(_small(keys[:1]), name)
        if name.entity_type == "organization" and keys[-1] in words("company_ends") and len(keys) > 1:
            votes[keys[:-1]][name._replace(rule="part")] += _WEIGHTS["part"]
    for keys in page.nicknames:
        votes[keys][Name(" ".join(keys), "person", None, "nickname")] += _WEIGHTS["title"]
    families = {keys[0]: counter for keys, counter in votes.items() if len(keys) == 1}
    for keys, counter in votes.items():
        if ends_in_family(keys, counter, families, full):
            counter[Name(" ".join(keys), "person", None, "part")] += 2 * sum(counter.values())
        person = full.get(_small(keys)) or (first.get(_small(keys)) if _is_guessed(keys, counter) else None)
        _add_persons_part(keys, counter, person, bare)
    return {keys: counter.most_common(1)[0][0] for keys, counter in votes.items()}


def _small(keys: Keys) -> Keys:
    return tuple(key.casefold() for key in keys)


def _is_guessed(keys: Keys, counter: Counter[Name]) -> bool:
    """Say whether only the recogniser takes a word for a body or a place; Savannah may be both in one article."""
    town = keys[0] in words("place_given_names")
    return not town and all(
        name.rule == "recognised" and name.entity_type in ("organization", "place") for name in counter
    )


def _add_persons_part(keys: Keys, counter: Counter[Name], person: Name | None, bare: Counter[str]) -> None:
    """Add the vote that a name is the family name of somebody whom the article names in full."""
    if person is None or any(name.rule == "country" for name in counter):
        return
    listed = any(name.entity_type == "place" and name.rule not in _GUESSED for name in counter)
    a_place = listed and len(keys) == 1 and not bare[keys[0]]
    if not a_place:
        weight = _WEIGHTS["part"] + bare[keys[0]]
        counter[person._replace(rule="part", name=" ".join(keys))] += weight


def _again(decided: dict[Keys, Name], page: Page) -> Iterator[Span]:
    """Yield every other place where a name of the article stands, headings included."""
    phrases = Phrases()
    for keys, name in decided.items():
        long = len(keys) > 1 or len(keys[0]) > 2 or (name.entity_type == "organization" and keys[0].isupper())
        if name.entity_type in TYPES and long:
            phrases.add(" ".join(keys), name)
    for keys, name in decided.items():
        if name.entity_type == "person" and len(keys) > 1:
            for called in short_forms(keys, name):
                phrases.add(" ".join(called), name._replace(rule="surname"))
    for nickname in page.nicknames:
        phrases.add(" ".join(nickname), Name(" ".join(nickname), "person", None, "nickname"))
    for first, last, name in phrases.find(page.words, page.text, page.joins):
        title = titles().at(page.words, page.text, first)  # "Tan Sri" is none of the Tan family
        if (page.capital(first) or page.capital(last - 1)) and (title is None or title[0] <= last):
            yield Span(first, last, name)


# ------------------------------------------------------------------ governments and groups


def _as_government(span: Span, page: Page) -> Span:
    """Return the span, as the government where it is a capital that stands for one."""
    city = capitals().get(fold(page.surface(*span[:2]))) if span.name.entity_type == "place" else None
    if city is None or not _stands_for_government(page.token(span.first), page.token(span.last - 1)):
        return span
    if city == "European Union":
        return span._replace(name=Name(city, "organization", None, "capital", "metonym"))
    return span._replace(name=Name(city, "country", city, "capital", "metonym"))


def _stands_for_government(first: Token | None, last: Token | None) -> bool:
    """Say whether a capital stands for its government: who decides, is pressed, owns a plan, is a party to talks."""
    if first is None or last is None:
        return False
    token = next((t for t in first.doc[first.i : last.i + 1] if not first.i <= t.head.i <= last.i), last)
    token = token.head if token.dep_ == "conj" else token
    case = next((child for child in token.children if child.dep_ == "case"), None)
    if case is not None and _is_party(token, case):
        return True
    return (case is None and _is_subject(token)) or _is_object(token) or _is_owner(token)


def _any_in(meaning: str, *tokens: Token) -> bool:
    return any(token.lemma_.lower() in words(meaning) for token in tokens)


def _is_party(token: Token, case: Token) -> bool:
    """Say whether it is "by" whom something is done, or with, against, between, from whom."""
    heads = (token.head, case.nbor(-1)) if case.i else (token.head,)
    if case.lower_ == "by":
        return _any_in("government_verbs", *heads)
    relations = read_yaml("name-words")["government_relations"].get(case.lower_, ())
    return token.dep_ in ("nmod", "obl") and any(head.lemma_.lower() in relations for head in heads)


def _is_subject(token: Token) -> bool:
    if token.dep_ in ("nsubj", "nsubj:pass"):
        return _any_in("government_verbs", token.head)
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    return _any_in("government_verbs", after) and (after.tag_ in ("VBD", "VBZ") or bool(token.is_sent_start))


def _is_object(token: Token) -> bool:
    before = token.nbor(-1) if token.i else token
    if before.pos_ == "VERB" and _any_in("government_objects", before):
        return True
    return token.dep_ in ("obj", "iobj", "nsubj:pass") and _any_in("government_objects", token.head)


def _is_owner(token: Token) -> bool:
    possessive = token.dep_ == "nmod:poss" or any(child.tag_ == "POS" for child in token.children)
    return possessive and bool({token.head.lower_, token.head.lemma_.lower()} & words("government_nouns"))


def _groups(spans: list[Span], page: Page) -> Iterator[Span]:
    """Yield the groups that a name and a noun name together: "Kyiv's allies"; "ELN rebels" are the ELN."""
    ending = {span.last: span for span in spans}
    for at in range(1, len(page.words)):
        if page.words[at].text not in words("group_heads") or page.gap(at) != " ":
            continue
        last = at - (page.words[at - 1].key == "s")
        if last in ending or page.words[last - 1].text in words("group_adjectives"):
            first, _, name = ending.get(last, Span(last - 1, last, Name("", "group", None, "")))
            if name.entity_type != "organization" or page.words[at].text not in words("member_heads") or last < at:
                name = Name(page.surface(first, at + 1), "group", None, "")
            yield Span(first, at + 1, name._replace(rule="group", form="nominal"))
