"""Learns how much each sign weighs, from annotated reports, and writes ``workbook/lexicons/plan-weights.yaml``.

``python -m tests.bench.learn_plans`` prints what cross-validation by report finds before it writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
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
from workbook.language.plans.provisions import TAKEN
from workbook.language.plans.weights import prototypes
from workbook.language.time.dates import find_dates
from workbook.reading import read_file

GOLD = Path(__file__).parents[1] / "gold"
FOLDERS = ("a", "b", "blind", "last")
WEIGHTS = Path(candidates.__file__).parents[2] / "lexicons" / "plan-weights.yaml"
LONG_ARTICLE = 2.5  # there are two among many short reports
AROUND = ("points stand beside it", "points in the paragraph")
STRENGTH = 2.0  # of the regularisation, as scikit-learn's C
_MOST, _WHOLE = 0.6, 0.4  # of a candidate that is the gold's
_SHARE = 0.3  # of a point, or of the row, that both have in common
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
    is_scored: bool = False


def reports() -> Iterator[Report]:
    """Yield all reports to learn from."""
    for folder in FOLDERS:
        for gold in yaml.safe_load((GOLD / "reports" / folder / "gold.yaml").read_text("utf-8")):
            report = _read(GOLD / "reports" / folder / gold["file"], gold)
            report.is_scored = True
            yield report
    for name in ("own", "second", "fresh", "final", "newsrooms"):
        marked = yaml.safe_load((GOLD / "reports" / f"{name}.yaml").read_text("utf-8"))["reports"]
        yield from (_unmarked(f"{name}/{number}", gold) for number, gold in enumerate(marked))
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
    """Say whether most of a candidate is a point, or points, of the gold, or it holds a whole one with a remark."""
    inside = {
        place for start, end, _ in points for place in range(max(start, candidate.start), min(end, candidate.end))
    }
    is_whole = any(candidate.start <= start and end <= candidate.end for start, end, _ in points)
    return len(inside) >= (_WHOLE if is_whole else _MOST) * (candidate.end - candidate.start)


@dataclass
class Example:
    """A candidate of a report, and what it is learned with."""

    candidate: candidates.Candidate
    report: int
    is_point: bool
    counts: float


def main() -> None:
    """Learn, say what cross-validation finds, and write the weights."""
    found = list(reports())
    articles, examples = [], []
    for number, (report, parsed) in enumerate(zip(found, parsed_reports(found), strict=True)):
        article = Article(parsed, find_mentions(parsed), find_dates(parsed))
        articles.append(article)
        mentions, _ = find_plans(article)
        examples += [
            Example(candidate, number, is_point(candidate, report.points), report.counts)
            for candidate in candidates.find_candidates(article, mentions, least=0.0)
        ]
    learned = {}
    learned["before meaning"], chances = learn(examples, lambda sign: sign in AROUND or sign in prototypes())
    hopeful = [one for one, chance in zip(examples, chances, strict=True) if chance >= candidates.HOPELESS]
    learned["by itself"], chances = learn(hopeful, lambda sign: sign in AROUND)
    for one in examples:
        one.candidate.chance = 0.0
    for one, chance in zip(hopeful, chances, strict=True):
        one.candidate.chance = float(chance)
    for number, article in enumerate(articles):
        candidates.look_around(article, [one.candidate for one in examples if one.report == number])
    learned["points"], chances = learn(hopeful, lambda sign: False)
    taken = [
        one
        for one, chance in zip(hopeful, chances, strict=True)
        if chance >= TAKEN and not candidates.is_of_something_else(one.candidate, found[one.report].text)
    ]
    print(f"{len(examples)} candidates, {len(hopeful)} with a chance, taken {len(taken)}")
    short = [number for number, report in enumerate(found) if report.counts == 1 and report.is_scored]
    print("reports:", tally(found, taken, short))
    print("sample articles:", tally(found, taken, [n for n, report in enumerate(found) if report.counts > 1]))
    WEIGHTS.write_text(_page(learned), "utf-8")


def tally(found: list[Report], taken: list[Example], numbers: list[int]) -> str:
    """Say how many points of some reports are found, and how many rows are false."""
    wanted = right = 0
    for number in numbers:
        rows = [one.candidate for one in taken if one.report == number and one.is_point]
        for start, end, _ in found[number].points:
            wanted += 1
            right += any(
                min(end, row.end) - max(start, row.start) >= _SHARE * min(end - start, row.end - row.start)
                for row in rows
            )
    rows = [one for one in taken if one.report in numbers]
    return f"{right} of {wanted} points, {sum(not one.is_point for one in rows)} of {len(rows)} rows false"


def learn(examples: list[Example], is_left_out: Callable[[str], bool]) -> tuple[dict[str, float], np.ndarray]:
    """Return the weights of the signs, and what each report's candidates get from the others' weights."""
    vectorizer = DictVectorizer(sparse=False)
    table = vectorizer.fit_transform(
        {sign: strength for sign, strength in one.candidate.signs.items() if not is_left_out(sign)} for one in examples
    )
    labels = np.array([one.is_point for one in examples])
    groups = np.array([one.report for one in examples])
    counts = np.array([one.counts for one in examples])
    chances = np.zeros(len(labels))
    for group in set(groups):
        rest = groups != group
        chances[~rest] = _model().fit(table[rest], labels[rest], counts[rest]).predict_proba(table[~rest])[:, 1]
    model = _model().fit(table, labels, counts)
    weights = dict(zip(vectorizer.feature_names_, map(float, model.coef_[0]), strict=True))
    ordered = sorted(weights, key=lambda name: -weights[name])
    return {"(start)": float(model.intercept_[0]), **{name: weights[name] for name in ordered}}, chances


def _model() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=5000)


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
