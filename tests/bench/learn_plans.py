"""Learns how much each sign weighs, from annotated reports, and writes ``workbook/lexicons/plan-weights.yaml``.

``python -m tests.bench.learn_plans`` prints what cross-validation by report finds before it writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from workbook.cleaning import clean
from workbook.language import load_model
from workbook.language.names.mentions import find_mentions
from workbook.language.pipeline import Parsed, Unparsed, parse
from workbook.language.plans import candidates
from workbook.language.plans.plan_mentions import Article
from workbook.language.plans.plan_names import find_plans
from workbook.language.time.dates import find_dates
from workbook.reading import read_file

GOLD = Path(__file__).parents[1] / "gold"
FOLDERS = ("a", "b", "blind", "last")
WEIGHTS = Path(candidates.__file__).parents[2] / "lexicons" / "plan-weights.yaml"
LONG_ARTICLE = 2.0  # there are two among many short reports
MEANING = "near "  # begins the names of the signs that the sentence encoder gives
STRENGTH = 1.0  # of the regularisation, as scikit-learn's C
_MARK = re.compile(r"\{([A-Z])\||<([^|<>]+)\|([^|<>]+)\|(\w+)\||[}>]")


@dataclass
class Report:
    """An annotated report: points as start, end and plan; positions as rows of its gold."""

    name: str
    text: str
    date: str
    points: list[tuple[int, int, str]] = field(default_factory=list)
    positions: list[dict[str, Any]] = field(default_factory=list)
    counts: float = 1.0  # how much its candidates count in learning
    layout: dict[str, Any] = field(default_factory=dict)


def reports() -> Iterator[Report]:
    """Yield all reports to learn from."""
    for folder in FOLDERS:
        for gold in yaml.safe_load((GOLD / "reports" / folder / "gold.yaml").read_text("utf-8")):
            yield _read(GOLD / "reports" / folder / gold["file"], gold)
    for number, gold in enumerate(yaml.safe_load((GOLD / "reports" / "own.yaml").read_text("utf-8"))["reports"]):
        yield _unmarked(f"own/{number}", gold)
    seeds = yaml.safe_load((GOLD / "seeds.yaml").read_text("utf-8"))
    for number, path in enumerate(sorted((GOLD.parents[1] / "data/articles").glob("*.txt"))):
        points = [point for point in seeds["plan_points"] if point["doc"] == number]
        report = _read(path, {"date": None, "points": points, "positions": []})
        report.counts = LONG_ARTICLE
        yield report
    for name in ("reported", "reported-two-plans"):
        for gold in yaml.safe_load((GOLD / f"{name}.yaml").read_text("utf-8"))["reports"]:
            points = [{"text": words, "plan": plan} for words, _, plan in gold["points"]]
            yield _report(
                f"{name}/{gold['id']}", gold["text"], {"date": "2025-06-01", "points": points, "positions": []}
            )


def _read(path: Path, gold: dict[str, Any]) -> Report:
    cleaned = clean(read_file(path, path.name).sources[0])
    report = _report(path.name, cleaned.text, {**gold, "date": gold["date"] or cleaned.published})
    report.layout = {"sections": cleaned.sections, "headings": cleaned.headings}
    return report


def _report(name: str, text: str, gold: dict[str, Any]) -> Report:
    spans = [(text.find(point["text"]), point) for point in gold["points"]]
    points = [(start, start + len(point["text"]), point["plan"]) for start, point in spans if start >= 0]
    return Report(name, text, gold["date"], points, gold["positions"])


def _unmarked(name: str, gold: dict[str, Any]) -> Report:
    """Read a text whose points and positions are marked in it."""
    report, opened, last = Report(name, "", gold["date"]), [], 0
    for mark in _MARK.finditer(gold["text"]):
        report.text += gold["text"][last : mark.start()]
        last = mark.end()
        if mark.group() not in ("}", ">"):
            opened.append((len(report.text), mark))
            continue
        start, begin = opened.pop()
        if begin[1]:
            report.points.append((start, len(report.text), begin[1]))
        else:
            target, _, part = begin[3].partition(":")
            report.positions.append({"holder": begin[2], "target": target, "part": part or None, "stance": begin[4],
                                     "text": report.text[start:]})  # fmt: skip
    report.text += gold["text"][last:]
    return report


def parsed_reports(found: list[Report]) -> Iterator[Parsed]:
    """Yield the reports parsed, in order."""
    return parse(load_model(), (Unparsed(report.name, report.text, report.date, **report.layout) for report in found))


def is_point(candidate: candidates.Candidate, points: list[tuple[int, int, str]]) -> bool:
    """Say whether most of a candidate is a point, or points, of the gold."""
    inside = {
        place for start, end, _ in points for place in range(max(start, candidate.start), min(end, candidate.end))
    }
    return len(inside) >= 0.6 * (candidate.end - candidate.start)


def main() -> None:
    """Learn, say what cross-validation finds, and write the weights."""
    found = list(reports())
    signs, labels, groups, counts = [], [], [], []
    for number, (report, parsed) in enumerate(zip(found, parsed_reports(found), strict=True)):
        article = Article(parsed, find_mentions(parsed), find_dates(parsed))
        mentions, _ = find_plans(article)
        for candidate in candidates.find_candidates(article, mentions, least=0.0):
            signs.append(candidate.signs)
            labels.append(is_point(candidate, report.points))
            groups.append(number)
            counts.append(report.counts)
    cheap = [{name: value for name, value in one.items() if not name.startswith(MEANING)} for one in signs]
    known = [np.array(each) for each in (labels, groups, counts)]
    learned = {"before meaning": learn(cheap, *known), "points": learn(signs, *known)}
    WEIGHTS.write_text(_page(learned), "utf-8")


def learn(
    signs: list[dict[str, float]], labels: np.ndarray, groups: np.ndarray, counts: np.ndarray
) -> dict[str, float]:
    """Return the weights of the signs; print what each report's rows get from the others' weights."""
    vectorizer = DictVectorizer(sparse=False)
    table = vectorizer.fit_transform(signs)
    chances = np.zeros(len(labels))
    for group in set(groups):
        rest = groups != group
        chances[~rest] = _model().fit(table[rest], labels[rest], counts[rest]).predict_proba(table[~rest])[:, 1]
    taken = chances >= 0.5
    print(f"{len(labels)} candidates, {labels.sum()} true; taken {taken.sum()}, of them true {(taken & labels).sum()}")
    model = _model().fit(table, labels, counts)
    weights = dict(zip(vectorizer.feature_names_, model.coef_[0], strict=True))
    ordered = sorted(weights, key=lambda name: -weights[name])
    return {"(start)": float(model.intercept_[0]), **{name: float(weights[name]) for name in ordered}}


def _model() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=3000)


def _page(learned: dict[str, dict[str, float]]) -> str:
    lines = [
        "# How much each sign speaks for a row (above 0) or against it: a logistic regression over annotated reports.",
        "# Written by python -m tests.bench.learn_plans; what the signs are: workbook/language/plans/signs.py.",
        "source: learned from the reports in tests/gold/reports",
    ]
    for kind, weights in learned.items():
        lines += [f"{kind}:", *(f"  {name!r}: {weight:.2f}" for name, weight in weights.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
