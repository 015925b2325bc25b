"""The two sample articles: their events by day and sentence, and none that is only planned told as happened."""

from __future__ import annotations

import calendar
import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml

import workbook as wb

ROOT = Path(__file__).parents[2]
SEEDS = yaml.safe_load((ROOT / "tests" / "gold" / "seeds.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> wb.Corpus:
    """The corpus as a user gets it: loaded and cleaned from the files."""
    folder = tmp_path_factory.mktemp("articles")
    for document in SEEDS["documents"]:
        shutil.copy(ROOT / "data" / "articles" / document["doc"], folder)
    return wb.load(folder, progress=False)


def _days(date: str) -> tuple[str, str]:
    """Return first and last day of "2025", "2025-06", "2025-06-03" or a range of these."""
    first, last = (date.split("/") * 2)[:2]
    last += "-12" if len(last) == 4 else ""
    if len(last) == 7:
        last += f"-{calendar.monthrange(int(last[:4]), int(last[5:]))[1]}"
    return (first + "-01-01")[:10] if len(first) == 4 else (first + "-01")[:10], last


def _gold(corpus: wb.Corpus) -> dict[tuple[str, str, str], bool]:
    """Return sentence, first and last day of each event of the gold, and whether it is planned."""
    articles = corpus.articles.set_index("path")
    found = {}
    for event in SEEDS["events"]:
        article = articles.loc[SEEDS["documents"][event["doc"]]["doc"]]
        at = article["text"].index(event["text"])
        told = corpus.sentences[corpus.sentences["article_id"] == article["article_id"]]
        sentence = told[(told["start"] <= at) & (told["end"] > at)]["sentence_id"].iloc[0]
        found[(sentence, *_days(event["date"]))] = event.get("planned", False)
    return found


def _told(corpus: wb.Corpus) -> pd.DataFrame:
    return corpus.events.dropna(subset=["earliest", "latest"])


def test_events_by_day_and_sentence(corpus: wb.Corpus) -> None:
    gold = set(_gold(corpus))
    found = set(_told(corpus)[["sentence_id", "earliest", "latest"]].astype(str).itertuples(index=False, name=None))
    right = len(gold & found)
    assert 2 * right / (len(gold) + len(found)) >= 0.9, (right, gold - found, found - gold)


def test_nothing_planned_is_told_as_happened(corpus: wb.Corpus) -> None:
    planned = {key for key, is_planned in _gold(corpus).items() if is_planned}
    rows = _told(corpus).set_index(["sentence_id", "earliest", "latest"])["status"]
    assert planned
    assert all(status not in ("happened", "announced") for key in planned for status in rows.loc[[key]])
