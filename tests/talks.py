"""Corpora of made-up statements for tests and measurements: the real ledger and evidence, tables made by hand."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from workbook import tables
from workbook.corpus.corpus import Corpus
from workbook.corpus.loading import Loaded

NAMES = [
    "Amina Sow",
    "Пётр Ильич Заславский",
    "Río Claro Front",
    "Ministry of <b>Ports</b>",
    "Jorge Valdés",
    "Ok-ja Kim",
]
VERBS = {
    "said": "said",
    "insisted": "claimed",
    "denied": "denied",
    "urged": "asked",
    "warned": "warned",
    "pledged": "promised",
    "described": "other",
}
TYPES = ["direct"] * 4 + ["mixed"] * 2 + ["indirect"] * 3
THINGS = [
    "the northern corridor",
    "a ceasefire",
    "прекращение огня",
    "the fishing rights",
    "<script>alert(1)</script>",
    "prisoners",
]
TAILS = ["before winter", "without delay", "in the presence of observers", "if both banks agree", "whatever it costs"]


def spoken(folder: Path, n: int, *, articles: int = 6, people: int = 6, seed: int = 3) -> Corpus:
    """``n`` statements, repeated now and then in other words; a term in marks in each tenth; every sixth article undated."""
    rng = random.Random(seed)
    texts, quotes, known = [""] * articles, [], []
    names = [NAMES[p] if p < len(NAMES) else f"Delegate {p}" for p in range(people)]
    for number in range(n):
        article = number * articles // n
        who = rng.randrange(people + 1)
        speaker = names[who] if who < people else rng.choice(["a resident", "He", "two officials"])
        cue = rng.choice([*VERBS])
        words = _words(rng, number)
        if known and rng.random() < 0.2:
            who, speaker, words = rng.choice(known)
        elif who < people:
            known = [*known[-50:], (who, speaker, words)]
        words = words.replace("accept", "welcome") if rng.random() < 0.3 else words
        kind = "scare" if number % 10 == 9 else rng.choice(TYPES)
        quotes.append(
            _told(texts, article, speaker, cue, words if kind != "scare" else rng.choice(THINGS), kind, names, rng)
        )
    made = {
        "articles": [_article(at, text) for at, text in enumerate(texts)],
        "sources": [
            {"article_id": f"a{at}", "source_text": text, "offsets": [0, 0, len(text)], "pages": []}
            for at, text in enumerate(texts)
        ],
        "actors": [
            {
                "actor_id": f"p{p}",
                "name": name,
                "entity_type": "person",
                "n_mentions": 1,
                "n_articles": 1,
                "aliases": [],
                "origin": "machine",
            }
            for p, name in enumerate(names)
        ],
        "quotes": [{**row, "quote_id": f"q{at:05}"} for at, row in enumerate(quotes)],
    }
    machine = {name: tables.make(name, made.get(name, [])) for name in tables.contract()}
    folder.mkdir(parents=True, exist_ok=True)
    return Corpus(Loaded(folder, machine, tables.empty("changes"), saved=True))


def _words(rng: random.Random, number: int) -> str:
    return f"We will {rng.choice(['never ', '', ''])}accept a draft on {rng.choice(THINGS)} in round {number} {rng.choice(TAILS)}"


def _told(
    texts: list[str], article: int, speaker: str, cue: str, words: str, kind: str, names: list[str], rng: random.Random
) -> dict[str, Any]:
    begin = len(texts[article])
    head = f"{speaker} {cue}: “"
    start = begin + len(head)
    texts[article] += f"{head}{words}”. "
    at = {
        "source": speaker,
        "source_start": begin,
        "source_end": begin + len(speaker),
        "cue": cue,
        "cue_start": begin + len(speaker) + 1,
        "cue_end": begin + len(speaker) + 1 + len(cue),
        "cue_class": VERBS[cue],
        "actor_id": f"p{names.index(speaker)}" if speaker in names else None,
    }
    day = f"2024-0{rng.randrange(1, 7)}-{rng.randrange(1, 28):02}" if rng.random() < 0.5 else None
    return {
        "article_id": f"a{article}",
        "start": start,
        "end": start + len(words),
        "content": words,
        "quote_type": kind,
        "earliest": day,
        "latest": day,
        "topics": [],
        "origin": "machine",
        "rule": "made-up",
        **(at if kind != "scare" else {}),
    }


def _article(at: int, text: str) -> dict[str, Any]:
    day = None if at % 6 == 5 else f"2024-0{1 + at % 6}-{1 + at % 28:02}"
    return {
        "article_id": f"a{at}",
        "path": f"{at}.txt",
        "format": "txt",
        "title": f"Round {at}",
        "publisher": f"Outlet {'ABCDE'[at % 5]}",
        "published": day,
        "published_basis": "metadata" if day else "missing",
        "n_words": len(text.split()),
        "text": text,
        "sha256": f"{at:064x}",
        "model": "m 0",
    }
