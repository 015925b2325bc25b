"""Actors: one row for everybody and everything that the articles of a corpus name, however it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations, product
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from rapidfuzz.distance import JaroWinkler

from workbook.language.names import actor_id, fold, words
from workbook.language.spelling import keys_of
from workbook.lexicons import read_lexicon
from workbook.tables import make

_ALIKE = 0.9


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
    names = mentions.drop_duplicates("actor_id").set_index("actor_id")
    joined = _Groups(names.index)
    _join_listed(names, joined, folder)
    _join_people(names[names["entity_type"] == "person"], joined, folder)
    _join_bodies(names[names["entity_type"] == "organization"], mentions, joined)
    groups = pd.Series(joined.roots())
    best = _best_names(mentions, groups)
    mapping = {old: best["actor_id"][root] for old, root in groups.items()}
    counted, given = (table.assign(actor_id=table["actor_id"].map(mapping)) for table in (mentions, roles))
    names = best.set_index("actor_id")[["name", "entity_type"]]
    return Resolution(summarise(counted, given, names, folder=folder), mapping)


class _Groups:
    """Which identifiers are one actor (disjoint sets)."""

    def __init__(self, items: Iterable[str]) -> None:
        self._of = {item: item for item in items}

    def root(self, item: str) -> str:
        while self._of[item] != item:
            self._of[item] = item = self._of[self._of[item]]
        return item

    def join(self, left: str, right: str) -> None:
        self._of[self.root(right)] = self.root(left)

    def roots(self) -> dict[str, str]:
        return {item: self.root(item) for item in self._of}


def _join_listed(names: pd.DataFrame, joined: _Groups, folder: Path | None) -> None:
    lexicon = read_lexicon("actor-aliases", folder)
    for alias, name, kind in zip(lexicon["alias"], lexicon["name"], lexicon["entity_type"], strict=True):
        left, right = actor_id(kind, name), actor_id(kind, alias)
        if left in names.index and right in names.index:
            joined.join(left, right)
    same_target: dict[str, str] = {}
    for alias, name, kind in zip(lexicon["alias"], lexicon["name"], lexicon["entity_type"], strict=True):
        found = actor_id(kind, alias)
        if found in names.index:
            joined.join(same_target.setdefault(name, found), found)


def _join_people(people: pd.DataFrame, joined: _Groups, folder: Path | None) -> None:
    """Join spellings of one full name, then parts of a name with the only full name that has them."""
    apart = _apart(folder)
    parts = {key: _name_words(name) for key, name in people["name"].items()}
    blocks: dict[str, list[str]] = defaultdict(list)
    for key, name in parts.items():
        if len(name) > 1:
            for family in keys_of(name[-1], family=True):
                blocks[family].append(key)
    for block in blocks.values():
        for left, right in combinations(block, 2):
            if frozenset((people["name"][left], people["name"][right])) not in apart and _same_person(
                parts[left], parts[right]
            ):
                joined.join(left, right)
    for key, name in parts.items():
        if len(name) == 1:
            full = {joined.root(k) for family in keys_of(name[0], family=True) for k in blocks.get(family, ())}
            if len(full) == 1:
                joined.join(full.pop(), key)


def _apart(folder: Path | None) -> set[frozenset[str]]:
    lexicon = read_lexicon("actors-not-the-same", folder)
    return {frozenset(pair) for pair in zip(lexicon["left"], lexicon["right"], strict=True)}


def _name_words(name: str) -> list[str]:
    """Return the words of a person's name that tell persons apart: no particles, no Jr."""
    skip = words("particles") | words("suffixes")
    found = [word for word in name.replace("-", " ").split() if word not in skip]
    return found or name.split()


def _same_person(left: list[str], right: list[str]) -> bool:
    """Say whether two full names with one family name are one: the given names agree, and middle ones do not differ."""
    if not keys_of(left[0], family=False) & keys_of(right[0], family=False):
        return False
    middle = [
        [word.strip(".")[:1].casefold() if len(word.strip(".")) == 1 else word for word in name[1:-1]]
        for name in (left, right)
    ]
    if not middle[0] or not middle[1]:
        return True
    if len(middle[0]) != len(middle[1]):
        return False
    return all(
        one[:1].casefold() == two[:1].casefold()
        if 1 in (len(one), len(two))
        else bool(keys_of(one, family=False) & keys_of(two, family=False))
        for one, two in zip(*middle, strict=True)
    )


def _join_bodies(bodies: pd.DataFrame, mentions: pd.DataFrame, joined: _Groups) -> None:
    """Join acronyms with the name some article explains them by, and equal names but for "the" and case."""
    plain: dict[str, str] = {}
    for key, name in bodies["name"].items():
        joined.join(plain.setdefault(_plain(name), str(key)), str(key))
    known = mentions[mentions["actor_id"].isin(bodies.index) & mentions["text"].str.isupper()]
    explained = known[known["text"] != known["name"]].groupby("text")["actor_id"].unique()
    for key, name in bodies["name"].items():
        if name in explained.index and len({joined.root(k) for k in explained[name]}) == 1:
            joined.join(explained[name][0], str(key))
    longer: dict[str, set[str]] = defaultdict(set)
    for key, name in bodies["name"].items():
        if " of " in name:
            longer[_plain(name.rsplit(" of ", 1)[0])].add(joined.root(str(key)))
    for name, key in plain.items():
        if " " in name and len(full := longer.get(name, set()) - {joined.root(key)}) == 1:
            joined.join(full.pop(), key)


def _plain(name: str) -> str:
    plain = (
        fold(name).casefold().replace(".", "").replace("organisation", "organization").replace("programme", "program")
    )
    return plain.removeprefix("the ").replace("defense", "defence").replace("labor", "labour").replace("-", " ")


def _best_names(mentions: pd.DataFrame, groups: pd.Series[str]) -> pd.DataFrame:
    """Return for each group its name: the most used of those with most words, and its type and identifier."""
    used = mentions.groupby(["actor_id", "name", "entity_type"], as_index=False).size()
    used["group"] = used["actor_id"].map(groups)
    used["length"] = used["name"].str.count(" ").clip(upper=1).where(used["entity_type"] == "person", 0)
    listed = set(read_lexicon("actor-aliases")["name"])
    used["listed"] = used["name"].isin(listed)
    used["country_like"] = used["name"].str.len().where(used["entity_type"] == "organization", 0)
    order = ["group", "listed", "length", "size", "country_like", "name"]
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
    actors["n_mentions"] = named.groupby("actor_id").size()
    actors["n_articles"] = named.groupby("actor_id")["article_id"].nunique()
    surfaces = named.drop_duplicates(["actor_id", "text"]).sort_values("text").groupby("actor_id")["text"].agg(list)
    actors["aliases"] = surfaces
    roles = roles.sort_values("latest", kind="stable", na_position="first")
    actors["role"] = roles.groupby("actor_id")["role"].last()
    said = roles.dropna(subset="country").groupby("actor_id")["country"].agg(_most_common)
    listed = mentions.dropna(subset="country").groupby("actor_id")["country"].agg(_most_common)
    actors["country"] = said.reindex(actors.index).fillna(listed.reindex(actors.index))
    actors["side"] = _sides(actors, folder)
    rows = actors.reset_index().to_dict("records")
    return make("actors", [_cleaned(row) for row in rows])


def _most_common(values: pd.Series[str]) -> str:
    return str(values.mode().iloc[0])


def _sides(actors: pd.DataFrame, folder: Path | None) -> pd.Series[str]:
    lexicon = read_lexicon("sides", folder).set_index("name")["side"]
    own = actors["name"].map(lexicon)
    of_country = actors["country"].map(lexicon).fillna(actors["country"])
    return own.fillna(of_country.where(actors["entity_type"] != "place"))


def _cleaned(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with None for empty values, counts of nothing as 0 and aliases without the name itself."""
    filled = {key: None if key != "aliases" and pd.isna(value) else value for key, value in row.items()}
    aliases = filled["aliases"] if isinstance(filled["aliases"], list) else []
    counts = {key: int(filled[key] or 0) for key in ("n_mentions", "n_articles")}
    return filled | counts | {"aliases": [a for a in aliases if a != row["name"]], "origin": "machine"}


def suspicious_aliases(actors: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return pairs of persons or bodies that may be one, best guesses first, for the analyst to decide.

    Args:
        actors: The table ``actors``.
        mentions: The table ``mentions``, for who is named in the same articles.

    Returns:
        Columns left and right (actor_id, the right one is the less named), reason, score (0 to 1).
    """
    rows: list[dict[str, Any]] = []
    for kind in ("person", "organization"):
        some = actors[actors["entity_type"] == kind]
        blocks: dict[str, list[Any]] = defaultdict(list)
        for actor in some.itertuples():
            for key in keys_of(_name_words(actor.name)[-1], family=True):
                blocks[key[:3]].append(actor)
        pairs = (pair for block in blocks.values() for pair in combinations(block, 2))
        rows += [row for left, right in pairs if (row := _doubt(left, right))]
    together = _together(mentions)
    for row in rows:
        row["score"] *= 0.5 if frozenset((row["left"], row["right"])) & together else 1.0
    found = pd.DataFrame(rows, columns=["left", "right", "reason", "score"]).drop_duplicates(["left", "right"])
    return found.sort_values("score", ascending=False, ignore_index=True)


def _together(mentions: pd.DataFrame) -> set[frozenset[str]]:
    return set()


def _doubt(left: Any, right: Any) -> dict[str, Any] | None:
    one, two = _name_words(left.name), _name_words(right.name)
    if left.n_mentions < right.n_mentions:
        left, right = right, left
    shared = any(a & b for a, b in product([keys_of(one[-1], family=True)], [keys_of(two[-1], family=True)]))
    score = JaroWinkler.similarity(fold(left.name).casefold(), fold(right.name).casefold())
    if 1 in (len(one), len(two)) and shared:
        reason = "a family name that fits more than one person"
    elif score >= _ALIKE:
        reason = "two spellings of one name?"
    else:
        return None
    return {"left": left.actor_id, "right": right.actor_id, "reason": reason, "score": score}
