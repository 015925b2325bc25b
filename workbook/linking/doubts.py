"""Doubts about actors: names that may be one actor, and actors that may be two persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from workbook.language.names.gazetteer import fold, titles, words_of
from workbook.language.names.spelling import blocks_of, keys_of, name_words

Doubt = tuple[str, str, str, float]

_ALIKE = 0.92  # Jaro-Winkler of two names that an analyst should look at
_TOGETHER = 0.5  # the score of two that stand in one article is cut to this part
_BLOCK = 2  # letters that the family names of two spellings share
_OFFICES = 6  # of one person, those given most


def suspicious_aliases(actors: pd.DataFrame, mentions: pd.DataFrame, roles: pd.DataFrame) -> pd.DataFrame:
    """Return what an analyst should decide, best guesses first: pairs that may be one actor, actors that may be two.

    Two actors named in one article are less likely one; two roles are doubted that no article gives together.
    Columns left, right (actor_id; the right one is named less; the same for one that may be two), reason and score.
    """
    some = actors[actors["entity_type"].isin(("person", "organization", "place"))]
    known = [*some.sort_values("n_mentions", ascending=False).itertuples(index=False)]
    rows = [*_of_two_types(known), *_of_one_family(known), *_spelled_alike(known)]
    found = pd.DataFrame(rows, columns=["left", "right", "reason", "score"]).drop_duplicates(["left", "right"])
    where = mentions.groupby("actor_id")["article_id"].agg(set)
    together = [bool(where[one] & where[two]) for one, two in zip(found["left"], found["right"], strict=True)]
    found["score"] = found["score"].astype(float).mask(pd.Series(together, dtype=bool), found["score"] * _TOGETHER)
    people = {one.actor_id for one in known if one.entity_type == "person"}
    two = _of_two_roles(roles[roles["actor_id"].isin(people)], mentions)
    found = pd.concat([found, pd.DataFrame(two, columns=found.columns)])
    return found.sort_values(["score", "left", "right"], ascending=[False, True, True], ignore_index=True)


def _of_two_types(known: list[Any]) -> Iterator[Doubt]:
    first: dict[str, Any] = {}
    for actor in known:
        if first.setdefault(actor.name, actor) is not actor:
            yield first[actor.name].actor_id, actor.actor_id, "one name, two types?", 0.95


def _of_one_family(known: list[Any]) -> Iterator[Doubt]:
    """Yield each bare family name with those who have it; who is named most is the best guess."""
    people = {actor.actor_id: actor for actor in known if actor.entity_type == "person"}
    names = {key: name_words(str(actor.name)) for key, actor in people.items()}
    blocks = blocks_of({key: words[-1] for key, words in names.items() if len(words) > 1})
    for key, (family, *more) in names.items():
        one = people[key]
        found = {} if more else {other: people[other] for by in keys_of(family, family=True) for other in blocks[by]}
        whole = sum(other.n_mentions for other in found.values()) or 1
        for other in found.values():
            left, right = sorted((one, other), key=lambda actor: -int(actor.n_mentions))
            reason, score = "a family name that more than one person has", 0.9 * other.n_mentions / whole
            yield left.actor_id, right.actor_id, reason, score


def _spelled_alike(known: list[Any]) -> Iterator[Doubt]:
    blocks: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for actor in known:
        if actor.entity_type != "place":
            for key in {key[:_BLOCK] for key in keys_of(name_words(str(actor.name))[-1], family=True)}:
                blocks[actor.entity_type, key].append(actor)
    for block in blocks.values():
        names = [fold(actor.name).casefold() for actor in block]
        scores = cdist(names, names, scorer=JaroWinkler.similarity, score_cutoff=_ALIKE)
        for left, right in zip(*np.nonzero(np.triu(scores, 1)), strict=True):
            if names[left] != names[right]:
                one, two = block[left].actor_id, block[right].actor_id
                yield one, two, "two spellings, one actor?", float(scores[left, right])


def _of_two_roles(roles: pd.DataFrame, mentions: pd.DataFrame) -> Iterator[Doubt]:
    """Yield each person with the two offices that go together worst, if no article gives both."""
    held: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for role in roles.dropna(subset="role").itertuples(index=False):
        if office := _office(role.role):
            held[role.actor_id][office].append(role)
    full = mentions[mentions["text"].str.contains(" ")].groupby("actor_id")["article_id"].agg(set)
    for actor, offices in held.items():
        named = full.get(actor, set())
        often = sorted(offices, key=lambda office: -len(offices[office]))[:_OFFICES]
        doubts = [
            (_worse(offices[one], offices[two], named), offices[one][0].role, offices[two][0].role)
            for one, two in combinations(often, 2)
            if not set(one.split()) & set(two.split())
        ]
        score, role, other = max(doubts, default=(0.0, "", ""))
        if score:
            yield actor, actor, f"two roles, one person? {role} / {other}", score


def _worse(one: list[Any], two: list[Any], named: set[str]) -> float:
    """Return how doubtful it is that one person has both offices.

    The offices are of two countries, or an article gives one to a surname without the full name; 0 for neither,
    and where one article gives both. One after the other, they are doubted less.
    """
    articles, others = ({role.article_id for role in roles} for roles in (one, two))
    if articles & others:
        return 0.0
    here, there = ({role.country for role in roles if pd.notna(role.country)} for roles in (one, two))
    elsewhere, bare = bool(here and there and not here & there), not articles | others <= named
    days = [sorted(str(role.latest) for role in roles if pd.notna(role.latest)) for roles in (one, two)]
    apart = all(days) and (days[0][-1] < days[1][0] or days[1][-1] < days[0][0])
    return (0.4 + 0.3 * elsewhere + 0.25 * bare - 0.2 * apart) * (elsewhere or bare)


def _office(role: str) -> str | None:
    """Return the office that a role names, without "former" and without deputy or vice in front."""
    found = words_of(role)
    if not found or found[0].text.casefold() in ("former", "ex", "then"):
        return None
    offices = (name.name.casefold() for _, _, name in titles().find(found, role) if name.rule == "office")
    return next(offices, None)
