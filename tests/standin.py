"""Corpora made by hand for tests of charts and explorers: the gold events, and any number of made-up ones."""

from __future__ import annotations

import html
import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from workbook import tables

ROOT = Path(__file__).parents[1]
STATUSES = ["happened"] * 8 + ["announced", "planned", "planned", "proposed", "denied"]
NAMES = ["Amina Sow", "Пётр Ильич Заславский", "Republic of Ostrava", "Río Claro Front", "Мар'яна Коваль", "UN envoy"]
VERBS = ["meets", "signs", "rejects", "hosts", "shells", "welcomes", "demands", "publishes"]
THINGS = [
    "a ceasefire line",
    "the draft of the framework agreement on the northern corridor",
    "talks",
    "прекращение огня",
]


@dataclass
class Entry:
    action: str
    table: str
    row_id: str
    field: str | None = None
    value: Any = None
    why: str = ""
    article_id: str | None = None
    words: str | None = None
    entry_id: str = ""

    def describe(self) -> str:
        return f"{self.action} {self.field or ''} of “{self.words}” → {self.value} ({self.why})"


class Ledger:
    """Corrections in a file, one JSON object a line, as the real ledger keeps them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "corrections.jsonl"

    @property
    def active(self) -> list[Entry]:
        lines = self.path.read_text("utf-8").splitlines() if self.path.exists() else []
        entries = [Entry(**json.loads(line)) for line in lines]
        undone = {entry.row_id for entry in entries if entry.action == "undo"}
        return [entry for entry in entries if entry.action != "undo" and entry.entry_id not in undone]

    def record(self, action: str, table: str, row_id: str, **more: Any) -> Entry:
        number = len(self.path.read_text("utf-8").splitlines()) if self.path.exists() else 0
        entry = Entry(action, table, row_id, **more, entry_id=f"n{number}")
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry.__dict__, ensure_ascii=False) + "\n")
        return entry

    def undo(self, entry_id: str | None = None) -> Entry | None:
        found = [entry for entry in self.active if entry_id in (None, entry.entry_id)]
        if not found:
            return None
        self.record("undo", found[-1].table, found[-1].entry_id)
        return found[-1]

    def __len__(self) -> int:
        return len(self.active)


@dataclass
class Evidence:
    html: str

    def _repr_html_(self) -> str:
        return self.html


@dataclass
class StandIn:
    """A corpus with the members that explorers use."""

    folder: Path
    machine: dict[str, pd.DataFrame]
    model: str = "news_small 0.1.0"
    fingerprint: str = "4e1f09c2"
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.ledger = Ledger(self.folder)
        self.reload()

    def __getattr__(self, name: str) -> pd.DataFrame:
        if not name.startswith("_") and name in self.__dict__.get("tables", {}):
            return self.tables[name]
        raise AttributeError(name)

    def reload(self) -> StandIn:
        events, problems, added = self.machine["events"].copy(), [], []
        for entry in self.ledger.active:
            at = events["event_id"] == entry.row_id
            try:
                value = (
                    {entry.field: entry.value}
                    if entry.action == "set"
                    else dict(entry.value)
                    if entry.action == "add"
                    else {}
                )
                if "date" in value:
                    value["earliest"], value["latest"] = _days(value.pop("date"))
            except ValueError as error:
                problems.append(
                    {
                        "path": "corrections.jsonl",
                        "stage": "corrections",
                        "severity": "noted",
                        "reason": str(error),
                        "advice": "",
                    }
                )
                continue
            if entry.action == "set":
                for column, new in value.items():
                    events.loc[at, column] = new
                events.loc[at, "origin"] = "analyst"
            elif entry.action == "reject":
                events = events[~at]
            elif entry.action == "add":
                added.append({**value, "event_id": entry.row_id})
        events = pd.concat([events, tables.make("events", added)], ignore_index=True) if added else events
        self.tables = {
            **self.machine,
            "events": tables.check("events", events),
            "happenings": alone(events),
            "problems": tables.make("problems", problems),
        }
        return self

    def refusal(self, **given: Any) -> str:
        value = given.get("value")
        words = value.get("date") if isinstance(value, dict) else value if given.get("field") == "date" else None
        try:
            _days(words or "2025")
        except ValueError as error:
            return str(error)
        return ""

    def label(self, article_id: str) -> str:
        numbers = {key: at for at, key in enumerate(self.articles["article_id"], 1)}
        at = numbers[article_id]
        return f"{self.articles['publisher'].iloc[at - 1]} ({at})"

    def evidence(self, row: Any, table: str | None = None) -> Evidence:
        if isinstance(row, str):
            row = self.events.set_index("event_id", drop=False).loc[row]
        text = self.articles.set_index("article_id")["text"].get(row["article_id"], "")
        start, end = int(row["start"]), int(row["end"])
        before, words, after = text[max(0, start - 160) : start], text[start:end], text[end : end + 160]
        body = f"… {html.escape(before)}<mark>{html.escape(words)}</mark>{html.escape(after)} …"
        return Evidence(f"<blockquote class='wb-passage'>{body}</blockquote>")


def alone(events: pd.DataFrame) -> pd.DataFrame:
    """Happenings that one article tells each."""
    own = events[["headline", "earliest", "latest", "status"]].astype(object).where(lambda known: known.notna(), None)
    rows = own.assign(
        happening_id="h" + events["event_id"], event_ids=[[one] for one in events["event_id"]], n_articles=1,
        n_sources=1, agreement="single",
    )  # fmt: skip
    return tables.make("happenings", rows.to_dict("records"))


def _article(number: int, text: str, title: str, publisher: str, published: str | None = None) -> dict[str, Any]:
    return {
        "article_id": f"a{number}",
        "path": f"{number}.txt",
        "format": "txt",
        "title": title,
        "publisher": publisher,
        "published": published,
        "published_basis": "metadata" if published else "missing",
        "language": "en",
        "n_words": len(text.split()),
        "text": text,
        "sha256": f"{number:064x}",
        "model": "news_small 0.1.0",
    }


def gold(folder: Path) -> StandIn:
    """The 27 events of the two sample articles, as an analyst annotated them; one more without a date."""
    seeds = yaml.safe_load((ROOT / "tests/gold/seeds.yaml").read_text("utf-8"))
    texts = [(ROOT / "data/articles" / document["doc"]).read_text("utf-8") for document in seeds["documents"]]
    articles = [
        _article(
            n, text, seeds["documents"][n]["title"], ["globaltalk", "wartracker"][n], "2025-11-30" if n == 0 else None
        )
        for n, text in enumerate(texts)
    ]
    names = sorted({name for event in seeds["events"] for name in event.get("actors", [])})
    sides = {"Russia": "Russia", "Vladimir Putin": "Russia", "Ukraine": "Ukraine", "Volodymyr Zelenskyy": "Ukraine"}
    actors = [
        _actor(n, name, sides.get(name, "United States" if "Trump" in name or "United" in name else None))
        for n, name in enumerate(names)
    ]
    events = []
    for n, event in enumerate(seeds["events"]):
        earliest, latest = _days(event["date"])
        start = texts[event["doc"]].index(event["text"])
        events.append(
            {
                "event_id": f"e{n:03}",
                "article_id": f"a{event['doc']}",
                "start": start,
                "end": start + len(event["text"]),
                "headline": event["text"],
                "kind": "action",
                "earliest": earliest,
                "latest": latest,
                "granularity": {4: "year", 7: "month", 10: "day"}.get(
                    len(event["date"]),
                    "month"
                    if ("1/" in event["date"] and "0-21" in event["date"]) or "1-21" in event["date"]
                    else "interval",
                ),
                "status": "planned" if event.get("planned") else "happened",
                "place": event.get("place"),
                "actor_ids": [f"p{names.index(name)}" for name in event.get("actors", [])],
                "origin": "machine",
                "rule": "gold",
            }
        )
    events.append(
        {
            **events[0],
            "event_id": "e900",
            "headline": "Talks stretched into the early hours",
            "earliest": None,
            "latest": None,
            "granularity": None,
        }
    )
    return _standin(folder, articles, actors, events)


def made_up(
    folder: Path, n: int, *, days: int = 400, one_day: bool = False, articles: int = 7, seed: int = 5
) -> StandIn:
    """``n`` made-up events over ``days``, or all on one day, with long and Cyrillic names and hostile words."""
    rng = random.Random(seed)
    texts = [
        _article(
            a,
            "She said <script>alert(1)</script> that talks go on. " * 20,
            f"Title {a}",
            f"Outlet {'ABCDEFGHIJ'[a % 10]} of the Northern Region",
        )
        for a in range(articles)
    ]
    actors = [_actor(p, name, [None, "Blue side", "Red side"][p % 3]) for p, name in enumerate(NAMES)]
    events = []
    for number in range(n):
        day = date(2025, 3, 10) - timedelta(days=0 if one_day else int(days * rng.random() ** 2))
        length = 0 if one_day or rng.random() < 0.8 else rng.choice([6, 9, 29])
        who = rng.sample(range(len(NAMES)), rng.choice([0, 1, 1, 2]))
        words = f"{NAMES[who[0]] if who else 'Somebody'} {rng.choice(VERBS)} {rng.choice(THINGS)} <b>no {number}</b>"
        events.append(
            {
                "event_id": f"e{number:05}",
                "article_id": f"a{rng.randrange(articles)}",
                "start": 0,
                "end": 40,
                "headline": words,
                "kind": rng.choice(["action", "action", "statement", "plan"]),
                "earliest": day.isoformat(),
                "latest": (day + timedelta(days=length)).isoformat(),
                "granularity": "interval" if length else "day",
                "status": rng.choice(STATUSES),
                "actor_ids": [f"p{one}" for one in who],
                "origin": "machine",
                "rule": "made-up",
            }
        )
    return _standin(folder, texts, actors, events)


def _actor(number: int, name: str, side: str | None) -> dict[str, Any]:
    return {
        "actor_id": f"p{number}",
        "name": name,
        "entity_type": "person",
        "side": side,
        "n_mentions": 1,
        "n_articles": 1,
        "origin": "machine",
    }


def _days(written: str) -> tuple[str, str]:
    if "/" in written:
        first, last = written.split("/")
        return first, last
    period = pd.Period(written)
    return period.start_time.date().isoformat(), period.end_time.date().isoformat()


def _standin(folder: Path, articles: list[Any], actors: list[Any], events: list[Any]) -> StandIn:
    made = {
        "articles": tables.make("articles", articles),
        "actors": tables.make("actors", actors),
        "events": tables.make("events", events),
    }
    return StandIn(folder, {**made, "dates": tables.empty("dates"), "sentences": tables.empty("sentences")})
