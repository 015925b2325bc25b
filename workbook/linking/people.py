"""One person, many spellings: full names that are one, and whom a family name alone means in an article.

A family name alone is whom the article itself names in full (``language.names.people``). Where it names nobody so,
it is the person of the corpus whose office or gender fits; of several, the one whom the articles name much more often.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from workbook.language.names.gazetteer import fold, given_names, words
from workbook.language.names.people import first_families
from workbook.language.names.spelling import blocks_of, is_longer, is_turned, keys_of, name_words, same_person
from workbook.lexicons import read_lexicon

if TYPE_CHECKING:
    from scipy.cluster.hierarchy import DisjointSet

_IN_MARKS = re.compile(r"[\"“‘'«]([^\"”»]{2,30}?)[\"”’'»] ")  # Hernán "El Zarco" Quiñones
MORE = 2  # times as many mentions as the next person of the family: a family name alone is this one


class Facts(NamedTuple):
    """What mentions and roles tell of a name: its articles, how often it stands, offices, countries, gender."""

    articles: Mapping[str, set[str]]
    counts: Mapping[str, int]
    offices: Mapping[str, set[str]]
    countries: Mapping[str, set[str]]
    genders: Mapping[str, Counter[str]]
    nicknames: Mapping[str, set[str]]

    @classmethod
    def of(cls, mentions: pd.DataFrame, roles: pd.DataFrame) -> Facts:
        """Return the facts by the identifier of the name."""
        given = roles.reindex(columns=["actor_id", "role", "country"])
        genders: dict[str, Counter[str]] = defaultdict(Counter)
        if "gender" in mentions:
            told = mentions.dropna(subset="gender")
            for key, gender in zip(told["actor_id"], told["gender"], strict=True):
                genders[key][gender] += 1
        return cls(
            mentions.groupby("actor_id")["article_id"].agg(set).to_dict(),
            mentions["actor_id"].value_counts().to_dict(),
            _sets(given, "role"),
            _sets(given, "country"),
            genders,
            _nicknames(mentions),
        )


def _nicknames(mentions: pd.DataFrame) -> dict[str, set[str]]:
    """Return who is named in full and called by words that are no part of the name, by these."""
    found: dict[str, set[str]] = defaultdict(set)
    people = mentions[(mentions["entity_type"] == "person") & mentions["name"].str.contains(" ")]
    for text, name, key in set(zip(people["text"], people["name"], people["actor_id"], strict=True)):
        inside = _IN_MARKS.search(text)
        nickname = inside[1] if inside else text
        if not {*fold(nickname).casefold().split()} & {*fold(name).casefold().split()}:
            found[fold(nickname).casefold()].add(key)
    return found


def _sets(table: pd.DataFrame, column: str) -> dict[str, set[str]]:
    known = table.dropna(subset=column)
    return known.assign(value=known[column].astype(str).str.casefold()).groupby("actor_id")["value"].agg(set).to_dict()


class People:
    """The persons of a corpus while their names are joined."""

    def __init__(self, names: Mapping[str, str], facts: Facts, joined: DisjointSet, folder: Path | None) -> None:
        lexicon = read_lexicon("actors-not-the-same", folder)
        self._apart = {frozenset(pair) for pair in zip(lexicon["left"], lexicon["right"], strict=True)}
        self._names = names
        self._facts = facts
        self._joined = joined
        self._words = {key: name_words(name) for key, name in names.items()}

    def join(self) -> None:
        """Join spellings of one full name, then names alone with whom they mean, then what is left of one name."""
        self._join_spellings()
        self._join_longer()
        full = {key: found for key, found in self._words.items() if len(found) > 1}
        for key, name in self._names.items():
            called = self._facts.nicknames.get(fold(name).casefold(), set())
            if len({self._joined[one] for one in called}) == 1:
                self._joined.merge(next(iter(called)), key)
        alone = self._words.keys() - full.keys()
        families = self._by_family(full)
        left = [key for key in sorted(alone) if not self._is_joined(key) and not self._join_alone(key, families)]
        self._join_same(left)

    def _is_joined(self, key: str) -> bool:
        return self._joined.subset_size(key) > 1

    # -------------------------------------------------------------- full names

    def _pairs(self, block: Iterable[str]) -> Iterator[tuple[str, str]]:
        for left, right in combinations(block, 2):
            if frozenset((self._names[left], self._names[right])) not in self._apart:
                yield left, right

    def _join_spellings(self) -> None:
        """Join names with one family name; one without a middle name only where a single person has the rest."""
        parts = {key: found for key, found in self._words.items() if len(found) > 1}
        fits: dict[str, set[str]] = defaultdict(set)
        for block in blocks_of({key: found[-1] for key, found in parts.items()}).values():
            for pair in self._pairs(block):
                if not same_person(parts[pair[0]], parts[pair[1]]):
                    continue
                short, full = sorted(pair, key=lambda key: _fullness(parts[key]))
                if _fullness(parts[short]) == _fullness(parts[full]):
                    self._joined.merge(short, full)
                else:
                    fits[short].add(full)
        turned: dict[frozenset[str], list[str]] = defaultdict(list)
        for key, found in parts.items():
            turned[frozenset(fold(word).casefold() for word in found)].append(key)
        for block in turned.values():
            for left, right in self._pairs(block):
                if is_turned(parts[left], parts[right]):
                    self._joined.merge(left, right)
        self._join_single(fits)

    def _join_longer(self) -> None:
        """Join a name with the single one that adds a second family name, or given names before the family's."""
        starts: dict[str, list[str]] = defaultdict(list)
        ends: dict[str, list[str]] = defaultdict(list)
        for key, found in self._words.items():
            if len(found) > 1:
                starts[fold(found[0]).casefold()].append(key)
                ends[" ".join(fold(word).casefold() for word in found[-2:])].append(key)
        fits: dict[str, set[str]] = defaultdict(set)
        for block in starts.values():
            for left, right in self._pairs(block):
                short, long = sorted((left, right), key=lambda key: len(self._words[key]))
                if self._words[short][-1] not in given_names() and is_longer(self._words[short], self._words[long]):
                    fits[short].add(long)
        for block in ends.values():
            for left, right in self._pairs(block):
                short, long = sorted((left, right), key=lambda key: len(self._words[key]))
                if len(self._words[short]) == 2 < len(self._words[long]):
                    fits[short].add(long)
        self._join_single(fits)

    def _join_single(self, fits: Mapping[str, set[str]]) -> None:
        for short, found in fits.items():
            if len({self._joined[full] for full in found} - {self._joined[short]}) == 1:
                self._joined.merge(next(iter(found)), short)

    # -------------------------------------------------------------- a family name alone

    def _by_family(self, full: Mapping[str, list[str]]) -> tuple[dict[str, list[str]], ...]:
        """Return who has a family name, by what it is compared by; who has it as the first of two; as an only name.

        An only name is the first of two that is no given name we list: Endriartono, of Endriartono Sutarto.
        """
        turned = {key for key, found in full.items() if found[0] in words("family_first") and "-" in self._names[key]}
        last = blocks_of({key: found[-1] for key, found in full.items() if key not in turned})
        first = {
            key: found[0] for key, found in full.items() if found[0] in words("family_first") or found[0][:3] == "Abu"
        }
        for family, keys in blocks_of(first).items():
            last[family] = [*last.get(family, ()), *keys]
        inner: dict[str, list[str]] = defaultdict(list)
        for key, found in full.items():
            for part in first_families(tuple(found)):
                for family in keys_of(part[-1], family=True):
                    inner[family].append(key)
        only = {key: found[0] for key, found in full.items() if fold(found[0]) not in given_names()}
        return last, inner, blocks_of(only)

    def _join_alone(self, key: str, families: tuple[Mapping[str, list[str]], ...]) -> bool:
        """Join a family name alone with whom it means; say whether there is such a one."""
        spellings = keys_of(self._words[key][0], family=True)
        for level in families:
            groups: dict[str, list[str]] = defaultdict(list)
            for spelling in spellings:
                for other in level.get(spelling, ()):
                    groups[self._joined[other]].append(other)
            if groups:
                person = self._meant(key, groups)
                if person is not None:
                    self._joined.merge(person, key)
                return person is not None
        return False

    def _meant(self, key: str, groups: Mapping[str, list[str]]) -> str | None:
        """Return whom a family name alone means: of those whom nothing speaks against, the fitting or leading one."""
        members = {root: list(self._joined.subset(root)) for root in groups}
        refused = self._facts.articles.get(key, set()) if len(self._facts.articles.get(key, ())) == 1 else set()
        left = {
            root
            for root, keys in members.items()
            if not refused & self._articles(groups[root]) and self._may_be(key, keys)
        }
        offices = self._facts.offices.get(key, set())
        fitting = {root for root in left if offices & self._all(self._facts.offices, members[root])} or left
        ranked = sorted(fitting, key=lambda root: (-self._n(members[root]), root))
        if len(ranked) > 1 and self._n(members[ranked[0]]) < MORE * self._n(members[ranked[1]]):
            return None
        return ranked[0] if ranked else None

    def _may_be(self, key: str, keys: Iterable[str]) -> bool:
        """Say whether neither gender nor country, nor the office of a head of state, speaks against it."""
        keys = list(keys)
        gender, theirs = self._gender([key]), self._gender(keys)
        if gender and theirs and gender != theirs:
            return False
        countries, others = self._facts.countries.get(key, set()), self._all(self._facts.countries, keys)
        return not (countries and others and not countries & others)

    def _join_same(self, left: Iterable[str]) -> None:
        """Join equal names alone that nobody in full explains, where neither gender nor country speaks against it."""
        blocks: dict[str, list[str]] = defaultdict(list)
        for key in left:
            blocks[fold(self._names[key]).casefold()].append(key)
        for block in blocks.values():
            for key in block[1:]:
                fitting = next(
                    (one for one in block if one != key and self._may_be(key, self._joined.subset(one))), None
                )
                if fitting is not None:
                    self._joined.merge(fitting, key)

    def _all(self, facts: Mapping[str, set[str]], keys: Iterable[str]) -> set[str]:
        return set().union(*(facts.get(key, set()) for key in keys))

    def _articles(self, keys: Iterable[str]) -> set[str]:
        return self._all(self._facts.articles, keys)

    def _n(self, keys: Iterable[str]) -> int:
        return sum(self._facts.counts.get(key, 0) for key in keys)

    def _gender(self, keys: Iterable[str]) -> str | None:
        told = sum((self._facts.genders.get(key, Counter()) for key in keys), Counter())
        return told.most_common(1)[0][0] if told else None


def _fullness(found: list[str]) -> tuple[bool, bool]:
    """Order names of one person: with an initial for the given name, without a middle name, with one."""
    return len(found[0].strip(".")) > 1, len(found) > 2
