"""Aligning two plans of 500 points each, beside TF-IDF with an optimal assignment and nothing else."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pandas as pd
from scipy.optimize import linear_sum_assignment
from sklearn.feature_extraction.text import TfidfVectorizer

from workbook import tables
from workbook.analysis.alignment import align
from workbook.language import describe_points, load_model
from workbook.reading.plans import read_plan

PLANS = Path(__file__).parents[2] / "data/plans"
WORDS = (
    "border",
    "customs",
    "harbour",
    "railway",
    "schools",
    "pensions",
    "forests",
    "archives",
    "roads",
    "water",
    "mines",
)


def run(*, soak: bool = False) -> list[str]:
    rows = ["| points | align, s | TF-IDF alone, s | ratio |", "|---|---|---|---|"]
    for number in (100, 500, 1000) if soak else (100, 500):
        provisions, plans = _plans(number)
        ours = _seconds(lambda: align(provisions, plans))
        bare = _seconds(lambda: _baseline(provisions))
        rows.append(f"| 2 × {number} | {ours:.2f} | {bare:.2f} | {ours / bare:.1f} |")
    return rows


def _plans(number: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    draw = random.Random(0)
    points = [
        p["text"] for path in sorted(PLANS.glob("*.md")) for p in read_plan(path.read_text("utf-8"), path.stem)[1]
    ]
    rows, plans = [], []
    for name in ("one", "two"):
        for n in range(number):
            words = (
                f"{draw.choice(points)} This concerns {draw.choice(WORDS)} and {draw.choice(WORDS)} in district {n}."
            )
            rows.append({"provision_id": f"{name}{n}", "plan_id": name, "number": str(n + 1), "start": 0, "end": len(words),
                         "text": words, "as_reported": False, "origin": "machine", "rule": "bench"})  # fmt: skip
        plans.append({"plan_id": name, "title": name, "wording": "verbatim", "text": "", "origin": "machine",
                      "responds_to": "one" if name == "two" else None})  # fmt: skip
    return tables.make("provisions", describe_points(load_model(), rows)), tables.make("plans", plans)


def _baseline(provisions: pd.DataFrame) -> None:
    terms = [" ".join(some) for some in provisions["terms"]]
    weights = TfidfVectorizer().fit_transform(terms)
    half = len(provisions) // 2
    linear_sum_assignment(-(weights[:half] @ weights[half:].T).toarray())


def _seconds(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
