"""Scores of time expressions on gold, with floors that only rise."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from workbook.language.pipeline import Parsed
from workbook.language.time.dates import find_dates
from workbook.scoring.dates import count_dates, scores

GOLD = Path(__file__).parents[2] / "gold"
ARTICLES = Path(__file__).parents[3] / "data" / "articles"
FLOORS: dict[str, Any] = json.loads((GOLD / "floors-dates.json").read_text("utf-8"))["dates"]
SENTENCES: list[dict[str, Any]] = yaml.safe_load((GOLD / "dates.yaml").read_text("utf-8"))
PUBLISHED = ("2025-11-30", None)  # the first article has a dateline, the second none


def _spans(text: str, dates: list[list[Any]]) -> list[dict[str, Any]]:
    rows, start = [], 0
    for words, kind, value in dates:
        start = text.index(words, start)
        rows.append({"start": start, "end": start + len(words), "timex_type": kind, "timex_value": value})
        start += len(words)
    return rows


def test_sentences_of_many_conflicts(parsed: Callable[..., Parsed]) -> None:
    """TempEval-3 scores on the sentences written for this project."""
    counts: Counter[str] = Counter()
    for entry in SENTENCES:
        rows = find_dates(parsed(entry["text"], entry.get("published")))
        counts += count_dates(rows, _spans(entry["text"], entry["dates"]))
    scored = scores(counts)
    for name, floor in FLOORS["sentences"].items():
        assert scored[name] >= floor, (name, scored)


def test_the_two_articles(parsed: Callable[..., Parsed]) -> None:
    """Value F1 on dates with a definite value; those marked "?" count neither way."""
    counts: Counter[str] = Counter()
    gold = yaml.safe_load((GOLD / "seeds.yaml").read_text("utf-8"))["dates"]
    for number, path in enumerate(sorted(ARTICLES.glob("*.txt"))):
        text = path.read_text("utf-8")
        rows = find_dates(parsed(text, PUBLISHED[number]))
        marked = []
        for entry in (entry for entry in gold if entry["doc"] == number):
            start = text.index(entry["context"]) + entry["context"].index(entry["text"])
            marked.append({"start": start, "end": start + len(entry["text"]), "timex_value": entry["value"]})
        counts += count_dates(rows, marked, definite=True)
    assert counts["gold"] > 30
    assert scores(counts)["value_f1"] >= FLOORS["articles"]["value_f1"]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param([(0, 4, "2024")], (1.0, 1.0, 1.0), id="right"),
        pytest.param([(0, 3, "2024")], (0.0, 1.0, 1.0), id="overlap"),
        pytest.param([(0, 4, "2023")], (1.0, 1.0, 0.0), id="wrong-value"),
        pytest.param([(5, 9, "2024")], (0.0, 0.0, 0.0), id="elsewhere"),
        pytest.param([(0, 4, "2024"), (2, 9, "2024")], (2 / 3, 2 / 3, 2 / 3), id="each-gold-once"),
    ],
)
def test_scores_are_those_of_tempeval(found: list[tuple[int, int, str]], expected: tuple[float, float, float]) -> None:
    rows = [{"start": start, "end": end, "timex_type": "DATE", "timex_value": value} for start, end, value in found]
    gold = [{"start": 0, "end": 4, "timex_type": "DATE", "timex_value": "2024"}]
    scored = scores(count_dates(rows, gold))
    assert (scored["strict_f1"], scored["relaxed_f1"], scored["value_f1"]) == pytest.approx(expected)
