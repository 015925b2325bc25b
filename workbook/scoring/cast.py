"""Score who is who, on whose side and who says what, over a whole small corpus annotated by hand.

A corpus is a folder with ``articles/*.txt`` and ``gold.yaml``: ``actors`` (id, name, type, country, office),
``not_persons`` (words that name no person), and by article ``mentions`` (a quote that stands once, the name in it, the
actor), ``statements`` (content, source, actor, kind) and ``no_statements`` (words that state nothing).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import yaml

from workbook import tables
from workbook.language.names.gazetteer import fold, gazetteer, words_of
from workbook.lexicons import read_lexicon
from workbook.scoring.gold import analyse_corpus
from workbook.scoring.mentions import b_cubed
from workbook.scoring.quotes import match

Row = dict[str, Any]
_FOUND = 0.5  # of the joint length of two contents
_OF_AN_OFFICE = frozenset(("of", "the", "for", "to", "in", "and", "on", "a", "former"))


class Fault(NamedTuple):
    """One thing that differs from the annotation: its kind, the article if it has one, and both readings."""

    kind: str
    article: str
    wanted: str
    found: str


class Cast:
    """One annotated corpus and what the workbook makes of it."""

    def __init__(self, folder: Path, model: str | None = None) -> None:
        self.gold: dict[str, Any] = yaml.safe_load((folder / "gold.yaml").read_text("utf-8"))
        self.texts = {path.name: path.read_text("utf-8") for path in sorted((folder / "articles").glob("*.txt"))}
        documents = [{"doc_id": name, "text": text} for name, text in self.texts.items()]
        self.found, actors = analyse_corpus(documents, model)
        self.actors = {row["actor_id"]: row for row in tables.rows(actors)}
        self.wanted = {row["id"]: row for row in self.gold["actors"]}
        lexicon = read_lexicon("sides")
        self.sides = dict(zip(lexicon["name"], lexicon["side"], strict=True))
        self.pairs = list(self._pairs())

    def _pairs(self) -> Iterator[tuple[str, Row, Row | None]]:
        """Yield each annotated mention: its article, the mention with start and end, and ours that overlaps it most."""
        for name, text in self.texts.items():
            ours = [row for row in self.found[name]["mentions"] if row["form"] != "nominal"]
            for mention in self.gold["mentions"].get(name) or ():
                start = text.index(mention["quote"]) + mention["quote"].index(mention["name"])
                gold = {**mention, "start": start, "end": start + len(mention["name"])}
                yield name, gold, max(ours, key=lambda row: _shared(row, gold), default=None)

    def scores(self) -> dict[str, float]:
        """Return what :func:`score_cast` does."""
        faults = Counter(fault.kind for fault in self.faults())
        statements = sum(len(rows or ()) for rows in self.gold["statements"].values())
        persons = {
            (name, gold["start"], gold["end"]): (self._actor_of(name, gold, ours), gold["actor"])
            for name, gold, ours in self.pairs
            if self.wanted[gold["actor"]]["type"] == "person"
        }
        scores: dict[str, float] = {
            f"persons_{key.removeprefix('links_')}": value for key, value in b_cubed(persons).items()
        }
        scores["n_persons"] = len(persons)
        scores |= {kind: faults[kind] for kind in ("country_wrong", "country_missing", "office", "side_wrong")}
        scores |= {"not_persons": faults["not_person"], "n_statements": statements}
        scores["statements_found"] = statements - faults["statement_missing"]
        scores["statements_actor"] = scores["statements_found"] - faults["statement_actor"]
        return scores | {"statements_extra": faults["statement_extra"], "no_statements": faults["no_statement"]}

    def faults(self) -> Iterator[Fault]:
        """Yield everything that differs from the annotation."""
        yield from self._split_or_joined()
        yield from self._of_countries()
        yield from self._of_actors()
        yield from self._not_persons()
        yield from self._of_statements()

    def _actor_of(self, name: str, gold: Row, ours: Row | None) -> str:
        """Return the actor of a mention of ours, or one of its own where nothing or no person was found."""
        if ours is None or not _shared(ours, gold) or self.actors[ours["actor_id"]]["entity_type"] != "person":
            return f"{name}:{gold['start']}"
        return str(ours["actor_id"])

    def _majority(self) -> dict[str, Row]:
        """Return for each annotated actor the actor of ours that most of its mentions have."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for _, gold, ours in self.pairs:
            if ours is not None and _shared(ours, gold):
                votes[gold["actor"]][ours["actor_id"]] += 1
        return {key: self.actors[counts.most_common(1)[0][0]] for key, counts in votes.items()}

    def _split_or_joined(self) -> Iterator[Fault]:
        best = self._majority()
        for name, gold, ours in self.pairs:
            wanted = self.wanted[gold["actor"]]
            if wanted["type"] != "person":
                continue
            mine = self.actors.get(self._actor_of(name, gold, ours))
            if mine is None:
                found = f"{ours['text']} <{ours['entity_type']}>" if ours and _shared(ours, gold) else ""
                yield Fault("mention_missing", name, gold["quote"], found)
            elif mine is not best[gold["actor"]] or not _one_name(mine["name"], wanted["name"]):
                yield Fault("person", name, f"{gold['quote']} = {wanted['name']}", mine["name"])

    def _of_countries(self) -> Iterator[Fault]:
        """Yield mentions of countries that we take for another country."""
        for name, gold, ours in self.pairs:
            wanted = self.wanted[gold["actor"]]
            if wanted["type"] == "country" and ours is not None and _shared(ours, gold):
                mine = self.actors[ours["actor_id"]]
                if mine["entity_type"] == "country" and _country(mine["name"]) != _country(wanted["name"]):
                    yield Fault("country_wrong", name, f"{gold['quote']} = {wanted['name']}", mine["name"])

    def _of_actors(self) -> Iterator[Fault]:
        for key, mine in self._majority().items():
            wanted = self.wanted[key]
            if wanted["type"] == "country":
                continue
            given, right = _country(mine["country"]), _country(wanted["country"])
            own = mine["side"] if mine["side"] not in (mine["country"], self.sides.get(mine["country"])) else None
            if given and given != right:
                yield Fault("country_wrong", "", f"{wanted['name']} = {wanted['country']}", str(mine["country"]))
            elif right and not given and wanted["type"] == "person":
                yield Fault("country_missing", "", f"{wanted['name']} = {wanted['country']}", "")
            if (
                own
                and own != self.sides.get(mine["name"])
                and _country(own) != right
                and own not in self._sides_in(f"{wanted['office']} {wanted['name']}")
            ):
                yield Fault("side_wrong", "", f"{wanted['name']}, {wanted['office']}, {wanted['country']}", own)
            if wanted["office"] and wanted["type"] == "person" and not _same_office(wanted["office"], mine["role"]):
                yield Fault("office", "", f"{wanted['name']}, {wanted['office']}", str(mine["role"]))

    def _sides_in(self, words: str) -> set[str]:
        """Return the sides of the bodies and countries that words name."""
        known = {name.name for _, _, name in gazetteer().find(words_of(words), words)}
        return known | {self.sides[name] for name in known if name in self.sides}

    def _not_persons(self) -> Iterator[Fault]:
        for name, text in self.texts.items():
            annotated = [gold for article, gold, _ in self.pairs if article == name]
            persons = [row for row in self.found[name]["mentions"] if self._is_person(row)]
            persons = [row for row in persons if not any(_shared(row, gold) for gold in annotated)]
            for words in self.gold["not_persons"]:
                for at in re.finditer(re.escape(words), text):
                    spans = {"start": at.start(), "end": at.end()}
                    for row in (row for row in persons if _shared(row, spans)):
                        yield Fault("not_person", name, words, self.actors[row["actor_id"]]["name"])

    def _is_person(self, row: Row) -> bool:
        return bool(self.actors[row["actor_id"]]["entity_type"] == "person")

    def _of_statements(self) -> Iterator[Fault]:
        best = {key: row["actor_id"] for key, row in self._majority().items()}
        for name, text in self.texts.items():
            ours: list[Mapping[str, Any]] = [row for row in self.found[name]["quotes"] if row["quote_type"] != "scare"]
            gold: list[Mapping[str, Any]] = [
                row | {"article_id": name} for row in _placed(text, self.gold["statements"].get(name) or ())
            ]
            pairs = match(ours, gold, _FOUND)
            told = {id(theirs): mine for mine, theirs, _ in pairs}
            for row in gold:
                mine = told.get(id(row))
                if mine is None and row["piece"] == 0:
                    yield Fault("statement_missing", name, f"{row['source']}: {row['content']}", "")
                elif mine is not None and row["piece"] == 0 and mine["actor_id"] != best.get(row["actor"]):
                    found = self.actors.get(mine["actor_id"] or "", {}).get("name")
                    yield Fault(
                        "statement_actor", name, f"{row['source']} ({row['actor']}): {row['content']}", str(found)
                    )
            matched = {id(mine) for mine, _, _ in pairs}
            for row in ours:
                if id(row) not in matched and not any(_shared(row, one) for one in gold):
                    yield Fault("statement_extra", name, "", f"{row['source']}: {row['content']}")
            for words in self.gold["no_statements"].get(name) or ():
                at = text.index(words)
                spans = {"start": at, "end": at + len(words)}
                if any(_shared(row, spans) for row in ours):
                    yield Fault("no_statement", name, words, "")


def score_cast(folder: Path, model: str | None = None) -> dict[str, float]:
    """Score the workbook on one annotated corpus.

    Returns:
        persons_precision, persons_recall, persons_f1 (B-cubed over the annotated mentions of persons; one that is not
        found is an actor of its own) and n_persons; counts of actors and mentions of countries with a wrong country,
        of persons whose country or office is missing, of sides that neither country nor office gives; ``not_persons``
        (mentions taken for a person in words that name none); of n_statements how many are found and how many of
        those have the right actor (none where there is none), statements_extra, and no_statements taken for some.
    """
    return Cast(folder, model).scores()


def cast_faults(folder: Path, model: str | None = None) -> pd.DataFrame:
    """Return what differs from the annotation: columns kind, article, wanted, found."""
    return pd.DataFrame(list(Cast(folder, model).faults()), columns=list(Fault._fields))


def _shared(left: Mapping[str, Any], right: Mapping[str, Any]) -> int:
    return max(0, min(left["end"], right["end"]) - max(left["start"], right["start"]))


def _placed(text: str, statements: Any) -> Iterator[Row]:
    """Yield the pieces of statements with their place; what is said once is looked for behind the one before."""
    at = 0
    for statement in statements:
        contents = statement["content"] if isinstance(statement["content"], list) else [statement["content"]]
        for piece, content in enumerate(contents):
            at = text.index(content, at)
            place = {"start": at, "end": at + len(content), "piece": piece, "content": content}
            yield {**statement, **place, "quote_type": statement["kind"]}


def _country(name: str | None) -> str | None:
    """Return a country by one name, a body by its own."""
    known = gazetteer().get(words_of(name)) if name else None
    return known.name if known else name


def _one_name(left: str, right: str) -> bool:
    """Say whether two names share a word but for marks; spellings differ, so one letter more or less counts."""
    one, two = ({fold(word).casefold()[:3] for word in re.findall(r"\w+", name)} for name in (left, right))
    return bool(one & two)


def _same_office(office: str, role: str | None) -> bool:
    """Say whether a role gives half of the words of an office."""
    wanted = {word.casefold() for word in re.findall(r"\w+", office)} - _OF_AN_OFFICE
    given = {word.casefold() for word in re.findall(r"\w+", role or "")}
    return 2 * len(wanted & given) >= len(wanted)
