"""Actors: one row for everybody and everything that the articles of a corpus name, however it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from workbook.language.names.gazetteer import TYPES, actor_id, country_names, fold, gazetteer, words, words_of
from workbook.language.names.spelling import name_words
from workbook.lexicons import read_lexicon, read_yaml
from workbook.linking.people import Facts, People
from workbook.tables import empty, make

if TYPE_CHECKING:
    from scipy.cluster.hierarchy import DisjointSet


_LETTERS = 4  # more in capitals are a label of a transcript: SPECIAL ENVOY, no CEO


class Resolution(NamedTuple):
    """The actors of a corpus, and for each identifier of a mention the actor it became."""

    actors: pd.DataFrame
    mapping: dict[str, str]


def resolve_actors(mentions: pd.DataFrame, roles: pd.DataFrame, *, folder: Path | None = None) -> Resolution:
    """Return the actors that the tables ``mentions`` and ``roles`` of all articles name.

    Two full names with different given names are never one actor. The lexicons of the analyst's folder add to
    aliases and sides.
    """
    if mentions.empty:
        return Resolution(empty("actors"), {})
    from scipy.cluster.hierarchy import DisjointSet

    names = mentions.drop_duplicates("actor_id").set_index("actor_id")
    joined = DisjointSet(names.index)
    listed = _join_listed(names, joined, folder)
    people = _people(names)
    People({str(key): name for key, name in people.items()}, Facts.of(mentions, roles), joined, folder).join()
    _join_bodies(names.loc[names["entity_type"] == "organization", "name"], mentions, joined)
    groups = {str(key): joined[key] for key in names.index}
    best = _best_names(mentions, groups)
    for key, (name, kind) in listed.items():
        best.loc[groups[key], ["name", "entity_type"]] = name, kind
    best["actor_id"] = _identifiers(best)
    mapping = {old: str(best["actor_id"][root]) for old, root in groups.items()}
    roles = roles.reindex(columns=["actor_id", "role", "country", "latest", "article_id", "start"])
    counted, given = (table.assign(actor_id=table["actor_id"].map(mapping)) for table in (mentions, roles))
    return Resolution(summarise(counted, given, best.set_index("actor_id"), folder=folder), mapping)


def _join_listed(names: pd.DataFrame, joined: DisjointSet, folder: Path | None) -> dict[str, tuple[str, str]]:
    """Join what the lexicon calls one actor; return its name and type by an actor_id: an analyst's win over a guess.

    A name that the package's list joins must be of the listed type.
    """
    lexicon = read_lexicon("actor-aliases", folder)
    own = ~lexicon["alias"].isin(read_lexicon("actor-aliases")["alias"])
    first: dict[str, str] = {}
    called: dict[str, tuple[str, str]] = {}
    for alias, name, kind, any_type in zip(
        *(lexicon[key] for key in ("alias", "name", "entity_type")), own, strict=True
    ):
        for guess in TYPES if any_type else (kind,):
            for found in (actor_id(guess, name), actor_id(guess, alias)):
                if found in names.index:
                    joined.merge(first.setdefault(name, found), found)
                    called[found] = name, kind
    return called


def _people(names: pd.DataFrame) -> pd.Series[str]:
    """Return the names of persons, and what was taken for a place or a body but is one's name elsewhere.

    A family name alone counts where it was taken for a place and is on no list.
    """
    people = names.loc[names["entity_type"] == "person", "name"]
    known = {fold(name).casefold() for name in people if len(name_words(name)) > 1}
    families = {parts[-1].casefold() for name in people if len(parts := name_words(name)) > 1}
    others = names[names["entity_type"].isin(("place", "organization")) & names["rule"].eq("recognised")]
    guessed = [
        fold(name).casefold() in known
        or (kind == "place" and len(parts := name_words(name)) == 1 and parts[0].casefold() in families)
        for name, kind in zip(others["name"], others["entity_type"], strict=True)
    ]
    unlisted = [gazetteer().get(words_of(name)) is None for name in others["name"]]
    return pd.concat([people, others.loc[[*map(all, zip(guessed, unlisted, strict=True))], "name"]])


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
    for key, name in bodies.items():  # GAO, and the Government Accountability Office
        longer[_initials(name)].add(str(key))
    acronyms = mentions[mentions["actor_id"].isin(bodies.index) & mentions["text"].str.isupper()]
    for short, key in zip(acronyms["text"], acronyms["actor_id"], strict=True):
        longer[_plain(short)].add(key)
    for key, name in plain.items():
        found = {joined[one] for one in longer[name] if name} - {joined[key]}
        if len(found) == 1:
            joined.merge(found.pop(), key)


def _initials(name: str) -> str:
    """Return the first letters of the capitalised words of a body's name, of three words or more."""
    letters = [word[0] for word in name.replace("-", " ").split() if word[0].isupper()]
    return "".join(letters).casefold() if len(letters) > 2 else ""


def _plain(name: str) -> str:
    """Return a body's name without what habit varies: case, accents, British spelling, "the", "Inc."."""
    kept = [word.key for word in words_of(name)]
    while len(kept) > 1 and kept[-1] in words("company_ends"):
        kept.pop()
    spelled = read_yaml("name-words")["american_spelling"]
    plain = [spelled.get(word.casefold(), word.casefold()) for word in kept]
    return " ".join(word for word in plain if word not in ("the", "and", "s")).replace("united states", "us")


def _best_names(mentions: pd.DataFrame, groups: Mapping[str, str]) -> pd.DataFrame:
    """Return for each group its actor_id, name and type: a full name, no label in capitals, the most used."""
    used = mentions.groupby(["actor_id", "name", "entity_type"], as_index=False).size()
    used["group"] = used["actor_id"].map(groups)
    used["full"] = used["name"].str.contains(" ") & used["entity_type"].isin(("person", "organization"))
    used["plain"] = ~used["name"].str.isupper() | (used["entity_type"] != "person")
    return (
        used.sort_values(["group", "full", "plain", "size", "name"])
        .drop_duplicates("group", keep="last")
        .set_index("group")
    )


def _identifiers(best: pd.DataFrame) -> list[str]:
    """Return the actors' identifiers, from type and name; of two with one name, the second has its own."""
    taken: dict[str, int] = {}
    found = []
    for name, kind in zip(best["name"], best["entity_type"], strict=True):
        plain = actor_id(kind, name)
        taken[plain] = taken.get(plain, 0) + 1
        found.append(plain if taken[plain] == 1 else actor_id(kind, f"{name} {taken[plain]}"))
    return found


def summarise(
    mentions: pd.DataFrame, roles: pd.DataFrame, names: pd.DataFrame, *, folder: Path | None = None
) -> pd.DataFrame:
    """Return the table ``actors``: what mentions and roles add up to; ``names`` has name and type by actor_id."""
    named = mentions[mentions["form"] == "name"]
    actors = names[["name", "entity_type"]].rename_axis("actor_id")
    counts = named.groupby("actor_id")["article_id"].agg(["size", "nunique"]).reindex(actors.index, fill_value=0)
    actors[["n_mentions", "n_articles"]] = counts.astype("int64")
    surfaces = named.drop_duplicates(["actor_id", "text"]).sort_values("text").groupby("actor_id")["text"].agg(list)
    roles = _latest_last(roles)
    actors["role"] = roles.dropna(subset="role").groupby("actor_id")["role"].agg(_role)
    of_roles = _most_told(roles, actors["entity_type"].eq("person"))
    actors["country"] = _most_told(mentions).where(actors["entity_type"].ne("person")).reindex(actors.index)
    actors["country"] = actors["country"].fillna(of_roles.where(of_roles.isin(country_names().values())))
    actors["side"] = _sides(actors.assign(owner=of_roles), folder)
    rows = [
        {"actor_id": key, **row}
        for key, row in actors.astype("object").where(actors.notna(), None).to_dict("index").items()
    ]
    for row in rows:
        aliases = [alias for alias in surfaces.get(row["actor_id"], ()) if alias != row["name"]]
        row |= {"aliases": aliases, "origin": "machine"}
    return make("actors", rows)


def _latest_last(roles: pd.DataFrame) -> pd.DataFrame:
    """Return the roles by day, the last one last; of an article the first one last, which is the fullest."""
    order = roles.assign(article=pd.factorize(roles["article_id"])[0], before=-roles["start"].astype("Float64"))
    return order.sort_values(["latest", "article", "before"], kind="stable", na_position="first")


def _most_told(table: pd.DataFrame, only: pd.Series[bool] | None = None) -> pd.Series[str]:
    """Return the country or body that most rows give to each actor; of two, the one that was given last."""
    known = table.dropna(subset="country")
    if only is not None:
        known = known[known["actor_id"].map(only).fillna(value=False).astype(bool)]
    return known.groupby("actor_id")["country"].agg(_most).astype("object")


def _most(values: pd.Series[str]) -> str:
    counts = values.value_counts()
    return next(value for value in reversed(list(values)) if counts[value] == counts.max())


def _role(roles: pd.Series[str]) -> str:
    """Return the latest role, no rank where there is an office, in its fuller form: Minister, Foreign Minister."""
    given = list(map(str, roles))
    current = [role for role in given if not role.casefold().startswith(("former", "ex-"))] or given
    offices = [role for role in current if role.casefold().rstrip(".") not in words("ranks")] or current
    told = {*offices[-1].casefold().split()}
    fuller = [role for role in offices if told < {*role.casefold().split()}]
    told_best = max(fuller, key=lambda role: (offices.count(role), -len(role)), default=offices[-1])
    return told_best.title() if told_best.isupper() and len(told_best) > _LETTERS else told_best


def _sides(actors: pd.DataFrame, folder: Path | None) -> pd.Series[str]:
    """Return the side of each actor: its own in the table of sides, else its body's or its country's."""
    lexicon = read_lexicon("sides", folder).drop_duplicates("name").set_index("name")["side"]
    own = actors["name"].map(lexicon).astype("object")
    body = actors["owner"].where(~actors["owner"].isin(country_names().values()))
    of_body = body.map(lexicon).astype("object")
    of_country = actors["country"].map(lexicon).astype("object").fillna(actors["country"])
    sides = own.fillna(of_body).fillna(of_country.where(actors["entity_type"] != "place"))
    return sides.where(actors["entity_type"] == "person", _with_blocs(sides, actors["n_mentions"], folder))


def _with_blocs(sides: pd.Series[str], n_mentions: pd.Series[int], folder: Path | None) -> pd.Series[str]:
    """Return the sides, those of a bloc's members as the bloc's where it is named more often than the member.

    So a government that takes part for itself keeps its own side, and one that is named in passing beside its bloc,
    as "Paris" is beside "the E3", stands with it; a person keeps the side of the own country.
    """
    bloc_of = read_lexicon("bloc-members", folder).drop_duplicates("name").set_index("name")["side"]
    counts = n_mentions.groupby(sides).sum()
    joins = {
        member: bloc
        for member, bloc in bloc_of.items()
        if member in counts.index and bloc in counts.index and counts[bloc] > counts[member]
    }
    return sides.replace(joins)
