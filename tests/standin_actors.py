"""A made-up corpus of any size with mentions, sections, quotes and events, behind the real ledger."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from workbook import tables
from workbook.corpus.corpus import Corpus
from workbook.corpus.loading import Loaded
from workbook.linking.actors import summarise

PLACES = ["Geneva", "Ostrava", "Kyiv", "Gulf of Aden", "Nowheretown", "Europe"]
SIDES = ["Blue side", "Red side", "Green side", "White side", "Grey side", "Black side", None]
FORMS = ["name"] * 7 + ["metonym", "demonym", "demonym", "nominal"]


def many(folder: Path, *, articles: int = 6, mentions: int = 240, actors: int = 30, seed: int = 3) -> Corpus:
    """Return a corpus in which every sentence names two or three actors; later ones are rarer; two spellings of one."""
    rng = random.Random(seed)
    kinds = ["person", "person", "organization", "country", "group"]
    people = [(f"Amina{n} Sow{n}", kinds[n % 5]) for n in range(actors)] + [
        ("Marta Novakova", "person"),
        ("Marta Novakowa", "person"),
    ]
    people += [(place, "place") for place in PLACES]
    weights = [1 / (n % actors + 2) for n in range(len(people))]
    made: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("articles", "sections", "sentences", "mentions", "quotes", "events", "roles", "sources")
    }
    per_article = mentions // articles
    for a in range(articles):
        _article(
            made,
            f"a{a:05}",
            per_article,
            people,
            weights,
            rng,
            None if a % 6 == 5 else date(2025, 1, 6) + timedelta(days=3 * a % 400),
        )
    machine = {
        name: tables.make(name, made[name]) if name in made else tables.empty(name) for name in tables.contract()
    }
    names = pd.DataFrame(
        people, columns=["name", "entity_type"], index=[f"n{n:05}" for n in range(len(people))], dtype="str"
    )
    found = summarise(machine["mentions"], machine["roles"], names[names.index.isin(machine["mentions"]["actor_id"])])
    sides = [SIDES[int(one[1:]) % len(SIDES)] for one in found["actor_id"]]
    machine["actors"] = tables.check("actors", found.assign(side=pd.Series(sides, dtype="str")))
    return Corpus(Loaded(folder, machine, tables.empty("changes"), saved=True))


def _article(
    made: dict[str, list[dict[str, Any]]],
    key: str,
    n: int,
    people: Any,
    weights: Any,
    rng: random.Random,
    day: date | None,
) -> None:
    text, at, count = f"Title of {key}", 0, 0
    section = f"c{key}"
    while count < n:
        start = len(text) + 1
        picked = list(dict.fromkeys(rng.choices(range(len(people)), weights, k=3)))[: min(3, n - count)]
        words, spans = "", []
        for one in picked:
            name = people[one][0]
            surface = name.split()[-1] if people[one][1] == "person" and rng.random() < 0.4 else name
            words += (" met " if words else "") + surface
            spans.append((one, len(words) - len(surface), surface))
        sentence = f"s{key}-{at}"
        text += ("\n" if at % 3 == 0 else " ") + words + " <b>yesterday</b>."
        made["sentences"].append(
            {
                "sentence_id": sentence,
                "article_id": key,
                "section_id": section,
                "start": start,
                "end": len(text),
                "text": text[start:],
            }
        )
        for one, offset, surface in spans:
            begin = start + offset
            made["mentions"].append(
                {
                    "mention_id": f"m{key}-{count}",
                    "article_id": key,
                    "sentence_id": sentence,
                    "start": begin,
                    "end": begin + len(surface),
                    "text": surface,
                    "entity_type": people[one][1],
                    "form": rng.choice(FORMS),
                    "name": people[one][0],
                    "actor_id": f"n{one:05}",
                    "rule": "made-up",
                }
            )
            count += 1
        if at % 10 == 0:
            first = spans[0]
            whole = {"article_id": key, "sentence_id": sentence, "start": start, "end": len(text)}
            made["quotes"].append(
                {
                    **whole,
                    "quote_id": f"q{key}-{at}",
                    "content": text[start:],
                    "source": first[2],
                    "source_start": start,
                    "source_end": start + len(first[2]),
                    "actor_id": f"n{first[0]:05}",
                    "quote_type": "indirect",
                    "topics": [],
                    "origin": "machine",
                    "rule": "made-up",
                }
            )
            made["events"].append(
                {
                    **whole,
                    "event_id": f"e{key}-{at}",
                    "headline": words,
                    "kind": "action",
                    "status": "happened",
                    "actor_ids": [f"n{one:05}" for one, _, _ in spans],
                    "origin": "machine",
                    "rule": "made-up",
                }
            )
            made["roles"].append(
                {
                    "actor_id": f"n{first[0]:05}",
                    "role": f"envoy {at % 4}",
                    "article_id": key,
                    "start": start,
                    "end": start + 3,
                    "earliest": None,
                    "latest": None,
                }
            )
        at += 1
    made["sections"].append(
        {
            "section_id": section,
            "article_id": key,
            "level": 1,
            "kind": "heading",
            "heading": f"Part {int(key[1:]) % 20}",
            "start": 0,
            "end": len(text),
        }
    )
    published = day.isoformat() if day else None
    made["sources"].append({"article_id": key, "source_text": text, "offsets": [0, 0, len(text)], "pages": []})
    made["articles"].append(
        {
            "article_id": key,
            "path": f"{key}.txt",
            "format": "txt",
            "title": f"Title of {key}",
            "published": published,
            "published_basis": "metadata" if day else "missing",
            "language": "en",
            "n_words": len(text.split()),
            "text": text,
            "sha256": key.rjust(64, "0"),
            "model": "news_small 0.1.0",
        }
    )
