"""People: whom a part of a name means in one article ("Sarafyan", "Mrs Brown", "the elder Bush").

What tells are title, pronoun and kinship, which may speak of a man or a woman, and the office; then who was named last,
but for somebody who is only named beside a relative. Whom nothing tells is left to the corpus (``linking.actors``).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

from rapidfuzz.distance import JaroWinkler

from workbook.language.names.beside import WOMAN, told
from workbook.language.names.gazetteer import Name, gazetteer, given_names, words, words_of
from workbook.language.names.page import Page, Span
from workbook.language.names.spelling import is_longer, is_turned, keys_of, name_words, same_person

_MISPRINTED, _ALIKE = 5, 0.91  # letters of a family name and Jaro-Winkler's likeness under which nothing is a misprint
_OFTEN = 3  # times as often as another: the article is about this one

_SHORT = 4  # letters: a first word up to this is no name alone
_KNOWN_AS = re.compile(
    r",? (?:(?:the|an?) [a-z][a-z -]{2,40} )?"
    r"(?:(?:once|also|better|formerly|previously|widely) )?(?:known as|a\.?k\.?a\.?|alias) (?:the )?"
)
_ENDS = re.compile(r"[.!?]\s+[“\"]?[A-Z]|\n")  # of a sentence


@dataclass
class Person:
    """Somebody whom an article names in full: the names, where, and what is told beside them."""

    names: list[list[str]]
    spans: list[Span] = field(default_factory=list)
    sexes: Counter[str] = field(default_factory=Counter)
    offices: set[str] = field(default_factory=set)
    kin: str | None = None  # the word by which a relative is introduced: "his wife, Ann Lee"
    n: int = 0

    @property
    def sex(self) -> str | None:
        """What most of the words beside the names tell."""
        return self.sexes.most_common(1)[0][0] if self.sexes else None


def named_in_full(spans: Sequence[Span], page: Page) -> Iterator[Span]:
    """Yield the spans, in order, persons' under the fullest name that the article gives; alone if none is meant."""
    several = [span for span in spans if span.name.entity_type == "person" and span.last - span.first > 1]
    parts = {key for span in several for part in surnames(_keys_of(span, page)) for key in _keys(part) if len(part) > 1}
    parts |= {key for span in several if len(keys := _keys_of(span, page)) > 2 for key in _keys(keys[:2])}
    parts |= {key for nickname in page.nicknames for key in _keys(nickname)}
    full = [span for span in several if parts.isdisjoint(_keys(_keys_of(span, page)))]
    people = list(_people(full, page))
    known = _Parts(people, page)
    mine = {span[:2]: person for person in people for span in person.spans}
    for span in spans:
        if span.name.entity_type == "person":
            person = mine.get(span[:2]) or known.meant(span, page)
            if person is not None:
                person.n += 1
                span = span._replace(name=span.name._replace(name=_called(person, span, page)))
            else:
                span = span._replace(name=span.name._replace(name=page.called(*span[:2])))
        yield span


def _called(person: Person, span: Span, page: Page) -> str:
    """Return the name of a person that stands nearest before a span, or there."""
    before = [one for one in person.spans if one.first <= span.first] or person.spans[:1]
    own = span if span[:2] in {one[:2] for one in person.spans} else before[-1]
    return page.called(*own[:2])


def _people(full: Sequence[Span], page: Page) -> Iterator[Person]:
    """Yield who is named in full, spellings of one name together."""
    people: list[Person] = []
    by_name: dict[tuple[str, ...], Person] = {}
    for span in full:
        parts = name_words(page.called(*span[:2]))
        person = by_name.get(tuple(parts)) or next((one for one in people if _is_same(parts, one)), None)
        if person is None:
            person = Person([])
            people.append(person)
        if tuple(parts) not in by_name:
            by_name[tuple(parts)] = person
            person.names.append(parts)
        person.spans.append(span)
    for person in people:
        for span in person.spans:
            beside = told(span, page)
            person.sexes.update([beside.sex] if beside.sex else [])
            person.offices |= beside.offices
        person.kin = told(person.spans[0], page).kin
    yield from people


def _is_same(parts: list[str], person: Person) -> bool:
    return any(
        (len(parts) > 1 and len(other) > 1 and bool(keys_of(parts[-1], family=True) & keys_of(other[-1], family=True))
         and same_person(parts, other))
        or is_longer(parts, other) or is_longer(other, parts) or is_turned(parts, other)
        for other in person.names
    )  # fmt: skip


class _Parts:
    """Who may be meant by a part of a name: a family name first, then the first of two, then a given name."""

    def __init__(self, people: Sequence[Person], page: Page) -> None:
        self._people = people
        self._levels: tuple[dict[str, list[Person]], ...] = (defaultdict(list), defaultdict(list), defaultdict(list))
        self._first: dict[str, int] = {}
        for person in people:
            for level, part in (found for span in person.spans for found in _parts(_keys_of(span, page))):
                for key in _keys(part):
                    if person not in self._levels[level][key]:
                        self._levels[level][key].append(person)

        for nickname, at in page.nicknames.items():
            before = [(one.first, person) for person in people for one in person.spans if one.first <= at]
            before = [pair for pair in before if not _ENDS.search(page.surface(pair[0], at + 1))]
            if before:
                for key in _keys(nickname):
                    self._levels[0][key] = [max(before, key=itemgetter(0))[1]]

    def meant(self, span: Span, page: Page) -> Person | None:
        """Return who is meant by a part of a name, None where what stands beside it speaks against everybody."""
        part = page.keys(*span[:2])
        people = next((level[key] for level in self._levels for key in _keys(part) if key in level), None)
        people = self._misprinted(part) if people is None else people
        beside = told(span, page)
        known, several = people, len(people) > 1
        if beside.sex:  # of men it is seldom told
            told_so = [one for one in people if one.sex == beside.sex] if beside.sex == WOMAN else []
            people = told_so or [one for one in people if one.sex in (None, beside.sex)]
        people = people or (known if beside.is_guess else [])
        if beside.is_civil:
            people = [one for one in people if not one.offices & words("ranks")] or people
        if beside.age:
            told_so = [one for one in people if _age(one) == beside.age]
            return _nearest(told_so or [one for one in people if _age(one) != -beside.age], span)
        same = [one for one in people if beside.offices & one.offices]
        if same or not people:
            return _nearest(same, span)
        heads = beside.offices & words("heads_of_state")
        if (several and heads) or (beside.offices and beside.offices <= words("military_ranks")):
            return None  # "President Trump", where only Melania and Ivanka Trump are named in full; "General Lee"
        alone = [one for one in people if not one.kin or beside.sex]
        if beside.offices:
            alone = [one for one in alone if not one.offices or _may_change(beside.offices, one.offices)]
        elif not alone and not self._is_known_before(part, people, span):
            alone = people
        return _nearest(alone, span)

    def _misprinted(self, part: Sequence[str]) -> list[Person]:
        """Return the one person whose family name a slip of the pen divides from this: Mauer, of Ann Maurer."""
        if len(part) > 1 or len(part[0]) < _MISPRINTED or part[0] in given_names():
            return []
        family = part[0].casefold()
        alike = [one for one in self._people if JaroWinkler.similarity(family, one.names[0][-1].casefold()) > _ALIKE]
        return alike if len(alike) == 1 else []

    def _is_known_before(self, part: Sequence[str], people: Sequence[Person], span: Span) -> bool:
        """Say whether the article uses a family name before it names anybody in full who has it."""
        first = self._first.setdefault(min(_keys(part)), span.first)
        return first < min(one.spans[0].first for one in people)


def _may_change(offices: set[str], others: set[str]) -> bool:
    """Say whether who is called one thing may be called the other: neither is the head of a state, or both."""
    heads = words("heads_of_state")
    return bool(offices & heads) == bool(others & heads)


def _nearest(people: Sequence[Person], span: Span) -> Person | None:
    """Return who was named last before a span, but whom the article names much more often instead."""
    if not people:
        return None
    before = [one for one in people if one.spans[0].first < span.first] or list(people)
    last = max(before, key=lambda one: max((at.first for at in one.spans if at.first < span.first), default=-1))
    most = max(before, key=lambda one: one.n)
    return most if most.n >= _OFTEN * max(last.n, 1) else last


def _age(person: Person) -> int:
    """Return 1 for who is told to be an elder relative, -1 for a younger one."""
    if person.kin is None:
        return 1
    return -1 if person.kin in words("younger_kin") else 1 if person.kin in words("elder_kin") else 0


def _keys(part: Sequence[str]) -> frozenset[str]:
    """Return what a part of a name is compared by: one word by its spellings, several as they are."""
    return keys_of(part[0], family=True) if len(part) == 1 else frozenset((" ".join(part).casefold(),))


def _keys_of(span: Span, page: Page) -> tuple[str, ...]:
    """Return the words of a name; a hyphen before the last one of a name with the family first makes them one."""
    keys = tuple(word.key for word in words_of(page.called(*span[:2])))
    if len(keys) > 2 and keys[0] in words("family_first") and page.gap(span.last - 1) in ("-", " - "):
        return (*keys[:-2], f"{keys[-2]}-{keys[-1]}")
    return keys


def _parts(keys: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the parts of a full name that stand for it alone, with how well they do: 0 best."""
    yield from ((0, part) for part in family_parts(keys))
    yield from ((1, part) for part in first_families(keys))
    yield 2, keys[:1]
    if len(keys) > 2:
        yield 2, keys[:2]


def surnames(keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the parts of a full name that are its family's."""
    yield from family_parts(keys)
    yield from first_families(keys)


def family_parts(keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the last words of a full name without Jr., and a family name that stands first."""
    last = _end(keys)
    for first in range(1, last):
        part = keys[first:last]
        if (len(part) < 3 or part[0].casefold() in words("particles")) and "-" not in part[-1]:
            yield part
            if last < len(keys):
                yield (*part, keys[-1])
    if keys[0] in words("family_first") and len(keys) < 4:
        yield keys[:1]


def first_families(keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield what may be the first of two family names, without and with its particles: (De la) Hoz Pardo."""
    for at in range(1, _end(keys) - 1):
        small = {keys[at], keys[at].casefold()} & words("particles")
        if len(keys[at]) > 2 and not small and keys[at] not in given_names():
            begin = at
            while begin > 1 and keys[begin - 1].casefold() in words("particles"):
                begin -= 1
            yield keys[at : at + 1]
            if begin < at:
                yield keys[begin : at + 1]


def _end(keys: tuple[str, ...]) -> int:
    return len(keys) - (keys[-1] in words("suffixes") and len(keys) > 2)


def short_forms(keys: tuple[str, ...], name: Name) -> Iterator[Sequence[str]]:
    """Yield what a person may be called alone: family names, or an only name (Romlah, of Romlah Saeyeh)."""
    for part in surnames(keys):
        yield part
        yield part[0].capitalize(), *part[1:]
    known = keys[0] in given_names() | words("not_names") | words("place_given_names")
    known = known or len(keys[0]) <= _SHORT or gazetteer().get(words_of(keys[0])) is not None
    if name.rule in ("title", "recognised") and not known:
        yield keys[:1]


def called_otherwise(spans: list[Span], page: Page) -> dict[str, Name]:
    """Return those who go by a second name, by that: "Rodrigo Londoño, once known as Timochenko"."""
    found = {}
    for one, other in pairwise(spans):
        between = page.text[page.words[one.last - 1].end : page.words[other.first].start]
        guess = one.name.entity_type == "person" and other.name.rule == "recognised"
        same_kind = one.name.entity_type == other.name.entity_type or guess
        if same_kind and one.name.entity_type in ("person", "organization") and _KNOWN_AS.fullmatch(between):
            found[other.name.name] = one.name
    return found
