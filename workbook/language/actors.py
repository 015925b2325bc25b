"""Actors: one row for everybody and everything that the articles of a corpus name, however it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from workbook.language.names import actor_id, fold, titles, words, words_of
from workbook.language.spelling import keys_of
from workbook.lexicons import read_lexicon, read_yaml
from workbook.tables import empty, make

if TYPE_CHECKING:
    from scipy.cluster.hierarchy import DisjointSet

_ALIKE = 0.92  # Jaro-Winkler of two names that an analyst should look at
_TOGETHER = 0.5  # the score of two that stand in one article is cut to this part
_BLOCK = 2  # letters that the family names of two spellings share
_OFFICES = 6  # of one person, those given most


class Resolution(NamedTuple):
    """The actors of a corpus, and for each identifier of a mention the actor it became."""

    actors: pd.DataFrame
    mapping: dict[str, str]


def resolve_actors(mentions: pd.DataFrame, roles: pd.DataFrame, *, folder: Path | None = None) -> Resolution:
    """Resolve the names of all articles to actors.

    Args:
        mentions: Rows of :func:`workbook.language.mentions.find_mentions` with ``article_id``:
            columns article_id, text, entity_type, form, name, country, actor_id.
        roles: Rows of :func:`workbook.language.roles.find_roles`: actor_id, role, country, latest.
        folder: The analyst's folder, whose lexicons add to aliases and sides.

    Returns:
        The table ``actors`` and the mapping from each actor_id of the mentions to the actor's.
        Two full names with different given names are never one actor.
    """
    if mentions.empty:
        return Resolution(empty("actors"), {})
    from scipy.cluster.hierarchy import DisjointSet

    names = mentions.drop_duplicates("actor_id").set_index("actor_id")
    joined = DisjointSet(names.index)
    _join_listed(names, joined, folder)
    _join_people(names.loc[names["entity_type"] == "person", "name"], joined, folder)
    _join_bodies(names.loc[names["entity_type"] == "organization", "name"], mentions, joined)
    groups = {str(key): joined[key] for key in names.index}
    best = _best_names(mentions, groups)
    mapping = {old: str(best["actor_id"][root]) for old, root in groups.items()}
    roles = roles.reindex(columns=["actor_id", "role", "country", "latest"])
    counted, given = (table.assign(actor_id=table["actor_id"].map(mapping)) for table in (mentions, roles))
    return Resolution(summarise(counted, given, best.set_index("actor_id"), folder=folder), mapping)


def _join_listed(names: pd.DataFrame, joined: DisjointSet, folder: Path | None) -> None:
    """Join what the lexicon calls one actor; the name itself need not be used by any article."""
    lexicon = read_lexicon("actor-aliases", folder)
    first: dict[str, str] = {}
    for alias, name, kind in zip(lexicon["alias"], lexicon["name"], lexicon["entity_type"], strict=True):
        for found in (actor_id(kind, name), actor_id(kind, alias)):
            if found in names.index:
                joined.merge(first.setdefault(name, found), found)


def _join_people(people: pd.Series[str], joined: DisjointSet, folder: Path | None) -> None:
    """Join spellings of one full name, then a family name alone with the only full name that has it."""
    lexicon = read_lexicon("actors-not-the-same", folder)
    apart = {frozenset(pair) for pair in zip(lexicon["left"], lexicon["right"], strict=True)}
    called = {str(key): name for key, name in people.items()}
    parts = {key: _name_words(name) for key, name in called.items()}
    full = {key: name for key, name in parts.items() if len(name) > 1}
    blocks = _blocks({key: name[-1] for key, name in full.items()})
    for block in blocks.values():
        pairs = (pair for pair in combinations(block, 2) if frozenset(called[one] for one in pair) not in apart)
        _join_spellings([pair for pair in pairs if _same_person(parts[pair[0]], parts[pair[1]])], parts, joined)
    leading = _blocks({key: name[0] for key, name in full.items() if name[0] in words("family_first")})
    for key in parts.keys() - full.keys():
        families = keys_of(parts[key][0], family=True)
        found = {joined[one] for family in families for one in (*blocks[family], *leading[family])}
        if len(found) == 1:
            joined.merge(found.pop(), key)


def _blocks(families: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the identifiers whose family names may be one, by what those are compared by."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for key, family in families.items():
        for spelling in keys_of(family, family=True):
            blocks[spelling].append(key)
    return blocks


def _join_spellings(pairs: Iterable[tuple[str, str]], parts: Mapping[str, list[str]], joined: DisjointSet) -> None:
    """Join pairs of full names; one without a middle name only where a single person has the rest."""
    fits: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        short, full = sorted(pair, key=lambda key: len(parts[key]) > 2)
        if (len(parts[short]) > 2) == (len(parts[full]) > 2):
            joined.merge(short, full)
        else:
            fits[short].add(full)
    for short, found in fits.items():
        if len({joined[full] for full in found}) == 1:
            joined.merge(found.pop(), short)


def _name_words(name: str) -> list[str]:
    """Return the words of a person's name that tell persons apart, without particles; Jr stands first."""
    found = [word for word in name.replace("-", " ").split() if word not in words("particles")] or name.split()
    return found if found[-1] not in words("suffixes") or len(found) == 1 else [found[-1] + found[0], *found[1:-1]]


def _same_person(left: list[str], right: list[str]) -> bool:
    """Say whether two full names with one family name are one: given names agree, middle names do not differ."""
    if not keys_of(left[0], family=False) & keys_of(right[0], family=False):
        return False
    one, two = left[1:-1], right[1:-1]
    return not one or not two or (len(one) == len(two) and all(map(_same_middle, one, two)))


def _same_middle(left: str, right: str) -> bool:
    if 1 in (len(left.strip(".")), len(right.strip("."))):
        return left[0].casefold() == right[0].casefold()
    return bool(keys_of(left, family=False) & keys_of(right, family=False))


def _join_bodies(bodies: pd.Series[str], mentions: pd.DataFrame, joined: DisjointSet) -> None:
    """Join equal names but for habit; a short form with the only name that an article explains or completes it by."""
    plain = {str(key): _plain(name) for key, name in bodies.items()}
    first: dict[str, str] = {}
    for key, name in plain.items():
        joined.merge(first.setdefault(name, key), key)
    longer: dict[str, set[str]] = defaultdict(set)
    for key, name in plain.items():  # "Office of the President" and "… of Ukraine"
        if " of " in name:
            longer[name.rsplit(" of ", 1)[0]].add(key)
    acronyms = mentions[mentions["actor_id"].isin(bodies.index) & mentions["text"].str.isupper()]
    for short, key in zip(acronyms["text"], acronyms["actor_id"], strict=True):
        longer[_plain(short)].add(key)
    for key, name in plain.items():
        found = {joined[one] for one in longer[name]} - {joined[key]}
        if len(found) == 1:
            joined.merge(found.pop(), key)


def _plain(name: str) -> str:
    """Return a body's name without what habit varies: case, accents, British spelling, "the", "Inc."."""
    kept = [word.key for word in words_of(name)]
    while len(kept) > 1 and kept[-1] in words("company_ends"):
        kept.pop()
    spelled = read_yaml("name-words")["american_spelling"]
    plain = [spelled.get(word.casefold(), word.casefold()) for word in kept]
    return " ".join(word for word in plain if word not in ("the", "and", "s")).replace("united states", "us")


def _best_names(mentions: pd.DataFrame, groups: Mapping[str, str]) -> pd.DataFrame:
    """Return for each group its actor_id, name and type: a listed name, a full one, the most used."""
    used = mentions.groupby(["actor_id", "name", "entity_type"], as_index=False).size()
    used["group"] = used["actor_id"].map(groups)
    used["listed"] = used["name"].isin(set(read_lexicon("actor-aliases")["name"]))
    used["full"] = used["name"].str.contains(" ") & used["entity_type"].isin(("person", "organization"))
    order = ["group", "listed", "full", "size", "name"]
    return used.sort_values(order).drop_duplicates("group", keep="last").set_index("group")


def summarise(
    mentions: pd.DataFrame, roles: pd.DataFrame, names: pd.DataFrame, *, folder: Path | None = None
) -> pd.DataFrame:
    """Return the table ``actors``: what the mentions and roles of each add up to.

    Args:
        mentions: Columns actor_id, article_id, text, form, country.
        roles: Columns actor_id, role, country, latest.
        names: name and entity_type, by actor_id; a row for each actor.
        folder: The analyst's folder, whose lexicons add to the sides.
    """
    named = mentions[mentions["form"] == "name"]
    actors = names[["name", "entity_type"]].rename_axis("actor_id")
    counts = named.groupby("actor_id")["article_id"].agg(["size", "nunique"]).reindex(actors.index, fill_value=0)
    actors[["n_mentions", "n_articles"]] = counts.astype("int64")
    surfaces = named.drop_duplicates(["actor_id", "text"]).sort_values("text").groupby("actor_id")["text"].agg(list)
    roles = roles.sort_values("latest", kind="stable", na_position="first")
    actors["role"] = roles.groupby("actor_id")["role"].last()
    said, listed = (
        table.dropna(subset="country").groupby("actor_id")["country"].agg(_most_common) for table in (roles, mentions)
    )
    actors["country"] = pd.concat([listed, said]).astype("object").groupby(level=0).last()
    actors["side"] = _sides(actors, folder)
    rows = actors.astype("object").where(actors.notna(), None).reset_index().to_dict("records")
    for row in rows:
        aliases = surfaces.get(row["actor_id"], [])
        row |= {"aliases": [alias for alias in aliases if alias != row["name"]], "origin": "machine"}
    return make("actors", [{str(key): value for key, value in row.items()} for row in rows])


def _most_common(values: pd.Series[str]) -> str:
    return str(values.mode().iloc[0])


def _sides(actors: pd.DataFrame, folder: Path | None) -> pd.Series[str]:
    lexicon = read_lexicon("sides", folder).set_index("name")["side"]
    own = actors["name"].map(lexicon).astype("object")
    of_country = actors["country"].map(lexicon).astype("object").fillna(actors["country"])
    return own.fillna(of_country.where(actors["entity_type"] != "place"))


def suspicious_aliases(actors: pd.DataFrame, mentions: pd.DataFrame, roles: pd.DataFrame) -> pd.DataFrame:
    """Return what an analyst should decide, best guesses first: pairs that may be one actor, actors that may be two.

    Args:
        actors: The table ``actors``.
        mentions: The table ``mentions``: two actors named in one article are less likely one.
        roles: The table ``roles``: roles that no article gives together, of other countries or to a bare surname.

    Returns:
        Columns left, right (actor_id; the right one is named less; the same for one that may be two), reason
        and score (0 to 1).
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


Doubt = tuple[str, str, str, float]


def _of_two_types(known: list[Any]) -> Iterator[Doubt]:
    first: dict[str, Any] = {}
    for actor in known:
        if first.setdefault(actor.name, actor) is not actor:
            yield first[actor.name].actor_id, actor.actor_id, "one name, two types?", 0.95


def _of_one_family(known: list[Any]) -> Iterator[Doubt]:
    """Yield each bare family name with those who have it; who is named most is the best guess."""
    people = {actor.actor_id: actor for actor in known if actor.entity_type == "person"}
    names = {key: _name_words(str(actor.name)) for key, actor in people.items()}
    blocks = _blocks({key: words[-1] for key, words in names.items() if len(words) > 1})
    for key, (family, *more) in names.items():
        one = people[key]
        found = {} if more else {other: people[other] for by in keys_of(family, family=True) for other in blocks[by]}
        whole = sum(other.n_mentions for other in found.values()) or 1
        for other in found.values():
            left, right = sorted((one, other), key=_by_mentions)
            reason, score = "a family name that more than one person has", 0.9 * other.n_mentions / whole
            yield left.actor_id, right.actor_id, reason, score


def _by_mentions(actor: Any) -> int:
    return -int(actor.n_mentions)


def _spelled_alike(known: list[Any]) -> Iterator[Doubt]:
    blocks: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for actor in known:
        if actor.entity_type != "place":
            for key in {key[:_BLOCK] for key in keys_of(_name_words(str(actor.name))[-1], family=True)}:
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
