"""The two sample articles: actors' names and aliases, exact counts of the persons, metonyms and places."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SEEDS = yaml.safe_load((ROOT / "tests" / "gold" / "seeds.yaml").read_text("utf-8"))
PERSONS = [actor for actor in SEEDS["actors"] if actor["type"] == "person"]


@pytest.fixture(scope="module")
def tables(samples) -> dict[str, Any]:
    texts = samples.articles.set_index("path")["text"]
    return {
        "texts": [texts[document["doc"]] for document in SEEDS["documents"]],
        "mentions": samples.mentions,
        "actors": samples.actors,
    }


def test_names_and_aliases_of_actors(tables) -> None:
    """At least 0.95 F1 over (actor, name used); "U.S. Mission" and names marked optional count neither way."""
    aside = {"X", "Twitter", "U.S. Mission"}
    gold = {(actor["name"], alias) for actor in SEEDS["actors"] for alias in actor["aliases"]}
    actors = tables["actors"]
    some = actors[actors["entity_type"].isin(("person", "organization", "country"))].set_index("name")
    others = {"Switzerland", "Taiwan", "China"}  # listed with the places
    found = {
        (name, alias)
        for name, aliases, n in zip(some.index, some["aliases"], some["n_mentions"], strict=True)
        for alias in [name, *aliases]
        if n and name not in others
    }
    used = {alias for text in tables["texts"] for _, alias in found | gold if re.search(rf"\b{re.escape(alias)}", text)}
    found = {pair for pair in found if pair[1] in used and pair[1] not in aside}
    gold = {pair for pair in gold if pair[1] not in aside}
    f1 = 2 * len(found & gold) / (len(found) + len(gold))
    assert f1 >= 0.95, sorted(found ^ gold)


@pytest.mark.parametrize("person", PERSONS, ids=[actor["name"] for actor in PERSONS])
def test_persons(tables, person: dict[str, Any]) -> None:
    """Every mention of the twelve is counted, none twice, with the role and side that the articles give."""
    actors = tables["actors"].set_index("name")
    surname = person["name"].split()[-1]
    said = sum(len(re.findall(rf"\b{surname}\b", text)) for text in tables["texts"])
    assert actors.loc[person["name"], "n_mentions"] == said
    assert actors.loc[person["name"], "side"] == person["side"]
    if person["name"] != "Kaja Kallas":  # two articles, two titles, one of them without a date
        assert actors.loc[person["name"], "role"] == person["role"]


def test_metonyms(tables) -> None:
    mentions = tables["mentions"]
    meant = mentions[mentions["form"] == "metonym"]
    for gold in SEEDS["metonyms"]:
        at = tables["texts"][gold["doc"]].index(gold["context"]) + gold["context"].index(gold["text"])
        row = meant[(meant["start"] == at) & (meant["text"] == gold["text"])]
        assert row["name"].tolist() == [gold["actor"]]


def test_places(tables) -> None:
    named = tables["mentions"][tables["mentions"]["entity_type"].isin(("place", "country"))]
    missing = set(SEEDS["places"]) - set(named["text"])
    assert missing == set()
