"""The two sample articles: their events by day and sentence, and none that is only planned told as happened."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import yaml

import workbook as wb
from tests.days import days

ROOT = Path(__file__).parents[3]
SEEDS = yaml.safe_load((ROOT / "tests" / "gold" / "seeds.yaml").read_text("utf-8"))


def _gold(corpus: wb.Corpus) -> dict[tuple[str, str, str], bool]:
    """Return sentence, first and last day of each event of the gold, and whether it is planned."""
    articles = corpus.articles.set_index("path")
    found = {}
    for event in SEEDS["events"]:
        article = articles.loc[SEEDS["documents"][event["doc"]]["doc"]]
        at = article["text"].index(event["text"])
        told = corpus.sentences[corpus.sentences["article_id"] == article["article_id"]]
        sentence = told[(told["start"] <= at) & (told["end"] > at)]["sentence_id"].iloc[0]
        found[(sentence, *days(event["date"]))] = event.get("planned", False)
    return found


def _told(corpus: wb.Corpus) -> pd.DataFrame:
    return corpus.events.dropna(subset=["earliest", "latest"])


def test_events_by_day_and_sentence(samples: wb.Corpus) -> None:
    gold = set(_gold(samples))
    found = set(_told(samples)[["sentence_id", "earliest", "latest"]].astype(str).itertuples(index=False, name=None))
    right = len(gold & found)
    assert 2 * right / (len(gold) + len(found)) >= 0.9, (right, gold - found, found - gold)


def test_nothing_planned_is_told_as_happened(samples: wb.Corpus) -> None:
    planned = {key for key, is_planned in _gold(samples).items() if is_planned}
    rows = _told(samples).set_index(["sentence_id", "earliest", "latest"])["status"]
    assert planned
    assert all(status not in ("happened", "announced") for key in planned for status in rows.loc[[key]])
