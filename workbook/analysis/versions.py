"""The texts that are compared: plans' own, and what each article reports of a plan; and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import pandas as pd


@dataclass(frozen=True)
class Version:
    """A plan's own text, or what one article tells of a plan; one column of the matrix."""

    plan_id: str
    article_id: str
    title: str
    day: str
    wording: str
    points: tuple[int, ...] = field(compare=False)  # places in ``provisions``
    deletes: bool = False  # only the points that an article says the plan leaves out

    @property
    def key(self) -> str:
        """Its name in identifiers and filters."""
        return f"{self.plan_id}:{self.article_id}"


def versions(plans: pd.DataFrame, provisions: pd.DataFrame) -> list[Version]:
    """Return the plans' own texts by date, then what each article tells, in the order of the articles."""
    points: dict[tuple[str, str], list[int]] = {}
    for at, key in enumerate(zip(provisions["plan_id"], provisions["article_id"].fillna(""), strict=True)):
        points.setdefault(key, []).append(at)
    known = plans.sort_values(["earliest", "plan_id"], na_position="last").set_index("plan_id").astype(object)
    order = {plan: at for at, plan in enumerate(known.index)}
    articles = {one: at for at, one in enumerate(dict.fromkeys(article for _, article in points))}
    found = (pair for pair in points if pair[0] in order)
    made = []
    for plan, article in sorted(found, key=lambda pair: (bool(pair[1]), order[pair[0]], articles[pair[1]])):
        row = known.loc[plan]
        day = row["earliest"] if pd.notna(row["earliest"]) else ""
        wording = "reported" if article else row["wording"]
        made.append(Version(plan, article, row["title"], day, wording, tuple(points[plan, article])))
    return made


def ranked(plans: pd.DataFrame, shown: Sequence[Version], reference: str | None = None) -> list[Version]:
    """Return the versions in the order in which others are gathered around them.

    The reference is first; then the text that most texts answer, those that answer one, and the earliest; reports last.
    """
    texts = {one.plan_id for one in shown if not one.article_id}
    answers = plans[plans["responds_to"].isin(texts)]
    answered, answering = Counter(answers["responds_to"]), set(answers["plan_id"])
    return sorted(
        shown,
        key=lambda one: (
            one.plan_id != reference, bool(one.article_id), -answered[one.plan_id], one.plan_id not in answering,
        ),
    )  # fmt: skip


def main_reference(plans: pd.DataFrame, shown: Sequence[Version], reference: str | None = None) -> Version | None:
    """Return the text that the others are compared with: the reference's, else the first by :func:`ranked`."""
    return next(iter(ranked(plans, shown, reference)), None)


def compared(plans: pd.DataFrame, provisions: pd.DataFrame) -> Iterator[tuple[Version, Version]]:
    """Yield the versions that are compared, the answered or earlier one at the left.

    Plans' texts are compared with each other, and reports with their plan's text. Where a plan has no text, a report is
    compared with all reports of the plan together, which stand at the left under the name of the first.
    """
    gone = (provisions["modality"] == "removed").to_numpy()
    every = [part for one in versions(plans, provisions) for part in _without_deleted(one, gone)]
    answers = dict(zip(plans["plan_id"], plans["responds_to"], strict=True))
    texts = {one.plan_id: one for one in every if not one.article_id}
    reports = [one for one in every if one.article_id]
    for left, right in combinations(texts.values(), 2):
        yield (right, left) if answers.get(left.plan_id) == right.plan_id else (left, right)
    together = _together(one for one in reports if one.plan_id not in texts and not one.deletes)
    for right in reports:
        told = right.plan_id
        if right.deletes and answers.get(told) in texts:  # it is the text that is answered that has the clause
            told = answers[told]
        base = texts.get(told) or together.get(told)
        if base:
            yield base, right


def _together(reports: Iterable[Version]) -> dict[str, Version]:
    """Return, for each plan, all that the reports tell of it."""
    points: dict[str, list[int]] = {}
    first: dict[str, Version] = {}
    for one in reports:
        first.setdefault(one.plan_id, one)
        points.setdefault(one.plan_id, []).extend(one.points)
    return {plan: replace(one, points=tuple(points[plan])) for plan, one in first.items()}


def _without_deleted(one: Version, gone: Sequence[bool]) -> Iterator[Version]:
    """Yield what an article tells of a plan, and apart from it what it says the plan leaves out."""
    for deletes in (False, True) if one.article_id else ():
        if some := tuple(point for point in one.points if gone[point] == deletes):
            yield replace(one, points=some, deletes=deletes)
    if not one.article_id:
        yield one
