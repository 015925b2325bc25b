"""A corpus of three invented plans and one article about them, made without a parser."""

from __future__ import annotations

from pathlib import Path

from workbook import tables
from workbook.analysis.alignment import align
from workbook.corpus import Corpus
from workbook.corpus.loading import Loaded

ARTICLE = (
    "The river accord would put limits on the army.\nIt also promises a satellite.\n"
    "The northern council rejects the accord. Later the northern council welcomes the accord."
)
PLANS = [
    ("accord", "River accord", "2031-03-01", None, "paraphrase"),
    ("answer", "Council's answer", "2031-03-09", "accord", "paraphrase"),
    ("older", "Older formula", "2027-01-01", None, "verbatim"),
]
POINTS = [  # plan, number, text, topics, terms, figures, conditions
    (
        "accord",
        "1",
        "The army is limited to 600,000 soldiers.",
        ["military-limits"],
        "army limit soldier",
        ["600,000 soldiers"],
        [],
    ),
    ("accord", "2", "Elections are held in 100 days.", ["elections"], "election hold day", ["100 days"], []),
    ("accord", "3", "Both sides receive a full amnesty.", ["amnesty-and-justice"], "side receive full amnesty", [], []),
    ("accord", "4", "All prisoners are exchanged.", ["prisoners"], "prisoner exchange", [], []),
    (
        "answer",
        "1",
        "The army is limited to 800,000 soldiers in peacetime.",
        ["military-limits"],
        "army limit soldier peacetime",
        ["800,000 soldiers"],
        ["in peacetime"],
    ),
    ("answer", "2", "Elections are held in 100 days.", ["elections"], "election hold day", ["100 days"], []),
    ("answer", "3", "A fund rebuilds the harbour.", ["reconstruction"], "fund rebuild harbour", [], []),
    ("answer", "4", "All prisoners are exchanged.", ["prisoners"], "prisoner exchange", [], []),
    ("older", "a", "The prisoners are exchanged at once.", ["prisoners"], "prisoner exchange", [], ["at once"]),
    ("older", "b", "The lake is cleaned.", ["environment"], "lake clean", [], []),
]
TOLD = [
    ("limits on the army", ["military-limits"], "army limit"),
    ("promises a satellite", ["monitoring"], "promise satellite"),
]
STANCES = [
    ("The northern council rejects the accord", "oppose", "2031-03-02"),
    ("the northern council welcomes the accord", "support", "2031-03-08"),
]


def corpus(folder: Path, unsure: str = "") -> Corpus:
    """Return the corpus; its ledger is in ``folder``. Pairs of the point ``unsure`` are found by meaning only."""
    folder.mkdir(parents=True, exist_ok=True)
    machine = {name: tables.empty(name) for name in tables.contract()}
    machine["articles"] = tables.make(
        "articles",
        [
            {
                "article_id": "a1",
                "path": "1.txt",
                "format": "txt",
                "title": "An accord",
                "published_basis": "missing",
                "language": "en",
                "n_words": 30,
                "text": ARTICLE,
                "sha256": "0" * 64,
                "model": "none",
            }
        ],
    )
    flat = [0, 0, len(ARTICLE)]
    machine["sources"] = tables.make(
        "sources", [{"article_id": "a1", "source_text": ARTICLE, "offsets": flat, "pages": []}]
    )
    texts = {plan: "\n".join(point[2] for point in POINTS if point[0] == plan) for plan, *_ in PLANS}
    machine["plans"] = tables.make(
        "plans",
        [
            {
                "plan_id": plan,
                "title": title,
                "proposers": [],
                "earliest": day,
                "latest": day,
                "n_points": 4,
                "responds_to": to,
                "wording": wording,
                "text": texts[plan],
                "sources": ["an invented newspaper"],
                "aliases": [],
                "origin": "machine",
            }
            for plan, title, day, to, wording in PLANS
        ],
    )
    points = [
        _point(f"p-{plan}-{number}", plan, None, number, text, texts[plan], topics, terms, figures, conditions)
        for plan, number, text, topics, terms, figures, conditions in POINTS
    ]
    points += [
        _point(f"p-told-{n}", "accord", "a1", None, text, ARTICLE, topics, terms, [], [])
        for n, (text, topics, terms) in enumerate(TOLD)
    ]
    machine["provisions"] = tables.make("provisions", points)
    pairs = align(machine["provisions"], machine["plans"])
    is_unsure = (pairs["left_id"] == unsure) | (pairs["right_id"] == unsure)
    machine["alignments"] = pairs.assign(found_by=pairs["found_by"].mask(is_unsure.fillna(value=False), "meaning"))
    machine["actors"] = tables.make(
        "actors",
        [
            {
                "actor_id": "n1",
                "name": "Northern council",
                "entity_type": "group",
                "aliases": [],
                "n_mentions": 2,
                "n_articles": 1,
                "origin": "machine",
            }
        ],
    )
    machine["positions"] = tables.make(
        "positions",
        [
            {
                "position_id": f"o{n}",
                "article_id": "a1",
                "sentence_id": None,
                "start": ARTICLE.index(words),
                "end": ARTICLE.index(words) + len(words),
                "actor_id": "n1",
                "plan_id": "accord",
                "stance": stance,
                "earliest": day,
                "latest": day,
                "origin": "machine",
                "rule": "test",
            }
            for n, (words, stance, day) in enumerate(STANCES)
        ],
    )
    return Corpus(Loaded(folder, machine, tables.empty("changes"), saved=True))


def _point(name, plan, article, number, text, whole, topics, terms, figures, conditions):
    start = whole.index(text)
    return {
        "provision_id": name,
        "plan_id": plan,
        "article_id": article,
        "number": number,
        "start": start,
        "end": start + len(text),
        "text": text,
        "terms": terms.split(),
        "topics": topics,
        "actors": [],
        "modality": "statement",
        "conditions": conditions,
        "figures": figures,
        "as_reported": article is not None,
        "origin": "machine",
        "rule": "test",
    }
