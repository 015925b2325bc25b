"""Actors: one row for everybody and everything that the articles of a corpus name, however it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from rapidfuzz.distance import JaroWinkler

from workbook.language.names import actor_id, fold, words
from workbook.language.spelling import keys_of
from workbook.lexicons import read_lexicon
from workbook.tables import empty, make

_ALIKE = 0.92  # Jaro-Winkler of two names that an analyst should look at
_TOGETHER = 0.5  # the score of two that stand in one article is cut to this part
_BLOCK, _MOST = 2, 300  # letters that candidates share, and how many of them are compared


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
    names = mentions.drop_duplicates("actor_id").set_index("actor_id")
    joined = _Groups(names.index)
    _join_listed(names, joined, folder)
    _join_people(names[names["entity_type"] == "person"], joined, folder)
    _join_bodies(names[names["entity_type"] == "organization"], mentions, joined)
    groups = joined.roots()
    best = _best_names(mentions, groups)
    mapping = {old: str(best["actor_id"][root]) for old, root in groups.items()}
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
    """Join what the lexicon calls one actor; the name itself need not be used by any article."""
    lexicon = read_lexicon("actor-aliases", folder)
    first: dict[str, str] = {}
    for alias, name, kind in zip(lexicon["alias"], lexicon["name"], lexicon["entity_type"], strict=True):
        for found in (actor_id(kind, name), actor_id(kind, alias)):
            if found in names.index:
                joined.join(first.setdefault(name, found), found)


def _join_people(people: pd.DataFrame, joined: _Groups, folder: Path | None) -> None:
    """Join spellings of one full name, then parts of a name with the only full name that has them."""
    apart = _apart(folder)
    parts = {str(key): _name_words(name) for key, name in people["name"].items()}
    blocks: dict[str, list[str]] = defaultdict(list)
    for key, name in parts.items():
        if len(name) > 1:
            for family in keys_of(name[-1], family=True):
                blocks[family].append(key)
    for block in blocks.values():
        _join_spellings(block, people["name"], parts, joined, apart)
    _join_lone_names(parts, blocks, joined)


def _join_lone_names(parts: Mapping[str, list[str]], blocks: dict[str, list[str]], joined: _Groups) -> None:
    """Join a family name alone with the only full name that ends with it, or begins with it where it stands first."""
    for key, name in parts.items():
        if len(name) > 1 and name[0] in words("family_first"):
            for family in keys_of(name[0], family=True):
                blocks[family].append(key)
    for key, name in parts.items():
        if len(name) == 1:
            full = {joined.root(k) for family in keys_of(name[0], family=True) for k in blocks.get(family, ())}
            if len(full) == 1:
                joined.join(full.pop(), key)


def _join_spellings(
    block: list[str],
    names: pd.Series[str],
    parts: Mapping[str, list[str]],
    joined: _Groups,
    apart: set[frozenset[str]],
) -> None:
    """Join the spellings of one full name; one without a middle name only where a single person has the rest."""
    fits: dict[str, set[str]] = defaultdict(set)
    for left, right in combinations(block, 2):
        if frozenset((names[left], names[right])) in apart or not _same_person(parts[left], parts[right]):
            continue
        if (len(parts[left]) > 2) == (len(parts[right]) > 2):
            joined.join(left, right)
        else:
            short, full = sorted((left, right), key=lambda key: len(parts[key]))
            fits[short].add(full)
    for short, found in fits.items():
        if len(roots := {joined.root(full) for full in found}) == 1:
            joined.join(roots.pop(), short)


def _apart(folder: Path | None) -> set[frozenset[str]]:
    lexicon = read_lexicon("actors-not-the-same", folder)
    return {frozenset(pair) for pair in zip(lexicon["left"], lexicon["right"], strict=True)}


def _name_words(name: str) -> list[str]:
    """Return the words of a person's name that tell persons apart, without particles; Jr stands first."""
    found = [word for word in name.replace("-", " ").split() if word not in words("particles")] or name.split()
    return found if found[-1] not in words("suffixes") or len(found) == 1 else [found[-1] + found[0], *found[1:-1]]


def _same_person(left: list[str], right: list[str]) -> bool:
    """Say whether two full names with one family name are one: given names agree, middle names do not differ."""
    if not keys_of(left[0], family=False) & keys_of(right[0], family=False):
        return False
    one, two = left[1:-1], right[1:-1]
    if not one or not two:
        return True
    return len(one) == len(two) and all(map(_same_middle, one, two))


def _same_middle(left: str, right: str) -> bool:
    if 1 in (len(left.strip(".")), len(right.strip("."))):
        return left[0].casefold() == right[0].casefold()
    return bool(keys_of(left, family=False) & keys_of(right, family=False))


def _join_bodies(bodies: pd.DataFrame, mentions: pd.DataFrame, joined: _Groups) -> None:
    """Join equal names but for "the", case and "Inc."; acronyms with the only name that articles explain them by."""
    plain: dict[str, str] = {}
    for key, name in bodies["name"].items():
        joined.join(plain.setdefault(_plain(name), str(key)), str(key))
    acronyms = mentions[mentions["actor_id"].isin(bodies.index) & mentions["text"].str.isupper()]
    explained = acronyms[acronyms["text"] != acronyms["name"]].groupby("text")["actor_id"].unique()
    longer: dict[str, set[str]] = defaultdict(set)  # "Office of the President" and "… of Ukraine"
    for key, name in bodies["name"].items():
        if " of " in name:
            longer[_plain(name.rsplit(" of ", 1)[0])].add(joined.root(str(key)))
    for key, name in bodies["name"].items():
        full = {joined.root(k) for k in explained.get(name, ())} or longer.get(_plain(name), set()) - {
            joined.root(str(key))
        }
        if len(full) == 1 and (name in explained.index or " " in name):
            joined.join(full.pop(), str(key))


def _plain(name: str) -> str:
    """Return a body's name without what habit varies: case, accents, British spelling, "the", "Inc."."""
    plain = [word.replace(".", "") for word in fold(name).replace("-", " ").replace(" & ", " and ").split()]
    kept = [word for word in plain[:-1] if word not in ("the", "The")] + plain[-1:]
    while len(kept) > 1 and kept[-1] in words("company_ends"):
        kept.pop()
    spelled = " ".join(kept).casefold()
    for american, british in (("organization", "organisation"), ("program", "programme"), ("defense", "defence")):
        spelled = spelled.replace(british, american)
    return spelled.replace("united states", "us").replace("labour", "labor").replace("'s", "").replace("’s", "")


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
    actors["n_mentions"] = named.groupby("actor_id").size()
    actors["n_articles"] = named.groupby("actor_id")["article_id"].nunique()
    surfaces = named.drop_duplicates(["actor_id", "text"]).sort_values("text").groupby("actor_id")["text"].agg(list)
    actors["aliases"] = surfaces
    roles = roles.reindex(columns=["actor_id", "role", "country", "latest"])
    roles = roles.sort_values("latest", kind="stable", na_position="first")
    actors["role"] = roles.groupby("actor_id")["role"].last()
    said = roles.dropna(subset="country").groupby("actor_id")["country"].agg(_most_common)
    listed = mentions.dropna(subset="country").groupby("actor_id")["country"].agg(_most_common)
    actors["country"] = pd.concat([listed, said]).astype("object").groupby(level=0).last()
    actors["side"] = _sides(actors, folder)
    return make(
        "actors", [_cleaned({str(k): v for k, v in row.items()}) for row in actors.reset_index().to_dict("records")]
    )


def _most_common(values: pd.Series[str]) -> str:
    return str(values.mode().iloc[0])


def _sides(actors: pd.DataFrame, folder: Path | None) -> pd.Series[str]:
    lexicon = read_lexicon("sides", folder).set_index("name")["side"]
    own = actors["name"].map(lexicon).astype("object")
    of_country = actors["country"].map(lexicon).astype("object").fillna(actors["country"])
    return own.fillna(of_country.where(actors["entity_type"] != "place"))


def _cleaned(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with None for empty values, counts of nothing as 0 and aliases without the name itself."""
    filled = {key: None if key != "aliases" and pd.isna(value) else value for key, value in row.items()}
    aliases = filled["aliases"] if isinstance(filled["aliases"], list) else []
    counts = {key: int(filled[key] or 0) for key in ("n_mentions", "n_articles")}
    return filled | counts | {"aliases": [a for a in aliases if a != row["name"]], "origin": "machine"}


def suspicious_aliases(actors: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return pairs of actors that may be one, best guesses first, for the analyst to decide.

    Args:
        actors: The table ``actors``.
        mentions: The table ``mentions``: two actors named in one article are less likely one.

    Returns:
        Columns left, right (actor_id; the right one is named less), reason, score (0 to 1).
    """
    some = actors[actors["entity_type"].isin(("person", "organization", "place"))]
    blocks: dict[str, list[Any]] = defaultdict(list)
    for actor in some.sort_values("n_mentions", ascending=False).itertuples():
        for key in {key[:_BLOCK] for key in keys_of(_name_words(str(actor.name))[-1], family=True)}:
            blocks[key].append(actor)
    pairs = (pair for block in blocks.values() for pair in combinations(block[:_MOST], 2))
    rows = [row for left, right in pairs if (row := _doubt(left, right))]
    found = pd.DataFrame(rows, columns=["left", "right", "reason", "score"]).drop_duplicates(["left", "right"])
    where = mentions.groupby("actor_id")["article_id"].agg(set)
    together = [bool(where[one] & where[two]) for one, two in zip(found["left"], found["right"], strict=True)]
    found["score"] = found["score"].astype(float).mask(pd.Series(together, dtype=bool), found["score"] * _TOGETHER)
    return found.sort_values(["score", "left", "right"], ascending=[False, True, True], ignore_index=True)


def _doubt(left: Any, right: Any) -> dict[str, Any] | None:
    one, two = _name_words(left.name), _name_words(right.name)
    score = JaroWinkler.similarity(fold(left.name).casefold(), fold(right.name).casefold())
    if left.entity_type != right.entity_type:
        reason = "one name, two types?" if left.name == right.name else ""
    elif (
        left.entity_type == "person"
        and 1 in (len(one), len(two))
        and keys_of(one[-1], family=True) & keys_of(two[-1], family=True)
    ):
        reason = "a family name that more than one person has"
    else:
        reason = "two spellings, one actor?" if score >= _ALIKE and left.entity_type != "place" else ""
    return {"left": left.actor_id, "right": right.actor_id, "reason": reason, "score": score} if reason else None
