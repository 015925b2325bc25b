"""Points of several plans matched by meaning: an optimal assignment, then splits and merges, then groups.

Method: docs/methods/plans.md. A point's number is never looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from workbook import tables
from workbook.analysis.likeness import Matrix, Points, changes

PAIR = 0.34  # a pair must be as alike as this
MORE = 0.38  # a second counterpart, of a point that is split or merged
BETTER = 0.10  # so much more alike makes a point part of a split instead of a pair of its own


def align(provisions: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """Return the ``alignments`` of every two plans.

    Args:
        provisions: The table; points of plans' own texts are aligned with each other, what articles
            report of a plan with that plan's own text, or with each other where there is none.
        plans: The table; its order by date tells left from right, ``responds_to`` tells removed from
            not mentioned.

    Returns:
        One row for each pair of points, and one for each point that has no counterpart.
    """
    if provisions.empty:
        return tables.empty("alignments")
    points = Points(provisions)
    linked = {
        (left, right): _link(points, left.points, right.points)
        for left, right in compared(versions(provisions, plans), plans)
    }
    return tables.make("alignments", judged(linked, points, provisions["provision_id"].tolist(), plans))


def judged(linked: Linked, points: Points, names: list[str], plans: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of ``alignments`` that say these pairs, with their groups and the points that have none."""
    groups = _groups(linked, names)
    answers = dict(zip(plans["plan_id"], plans["responds_to"], strict=True))
    rows: list[dict[str, Any]] = []
    for (left, right), pairs in linked.items():
        answered = answers.get(right.plan) == left.plan and not right.article
        rows.extend(_rows(pairs, left, right, points, groups, answered=answered))
    return rows


@dataclass(frozen=True)
class Version:
    """A plan's own text, or what one article reports of a plan: its points as rows of ``provisions``."""

    plan: str
    article: str
    points: tuple[int, ...]

    @property
    def name(self) -> str:
        """What the identifiers of missing points are made of."""
        return f"{self.plan} {self.article}"


def versions(provisions: pd.DataFrame, plans: pd.DataFrame) -> list[Version]:
    """Return the plans' own texts by date, then what each article reports of a plan."""
    order = plans.sort_values(["earliest", "plan_id"], na_position="last")["plan_id"]
    place = {plan: number for number, plan in enumerate(order)}
    found: dict[tuple[str, str], list[int]] = {}
    for row, (plan, article) in enumerate(zip(provisions["plan_id"], provisions["article_id"].fillna(""), strict=True)):
        found.setdefault((plan, article), []).append(row)
    versions = [Version(plan, article, tuple(rows)) for (plan, article), rows in found.items()]
    return sorted(versions, key=lambda version: (version.article, place.get(version.plan, len(place))))


def compared(versions: Sequence[Version], plans: pd.DataFrame) -> Iterator[tuple[Version, Version]]:
    """Yield the versions that are compared, the answered or earlier one at the left."""
    answers = dict(zip(plans["plan_id"], plans["responds_to"], strict=True))
    with_text = {version.plan for version in versions if not version.article}
    for left, right in combinations(versions, 2):
        if right.article and (left.plan != right.plan or (left.article and left.plan in with_text)):
            continue  # reports are read against the plan's text, and against each other where there is none
        turned = answers.get(left.plan) == right.plan and left.plan != right.plan
        yield (right, left) if turned else (left, right)


Linked = dict[tuple[Version, Version], dict[tuple[int, int], float]]


def _link(points: Points, left: Sequence[int], right: Sequence[int]) -> dict[tuple[int, int], float]:
    """Return the pairs: the best assignment as a whole, then second counterparts of split and merged points."""
    from scipy.optimize import linear_sum_assignment

    similarity = points.similarity(left, right)
    rows, columns = linear_sum_assignment(-np.where(similarity >= PAIR, similarity, 0))
    chosen = {(i, j) for i, j in zip(rows.tolist(), columns.tolist(), strict=True) if similarity[i, j] >= PAIR}
    first_left, first_right = dict(chosen), {j: i for i, j in chosen}
    for i, j in enumerate(similarity.argmax(1).tolist()):
        is_more = j in first_right and _is_more(similarity, i, j, first_left.get(i))
        if is_more and points.is_new(left[i], left[first_right[j]], right[j]):
            chosen = {pair for pair in chosen if pair[0] != i} | {(i, j)}
    for j, i in enumerate(similarity.argmax(0).tolist()):
        is_more = i in first_left and _is_more(similarity.T, j, i, first_right.get(j))
        if is_more and points.is_new(right[j], right[first_left[i]], left[i]):
            chosen = {pair for pair in chosen if pair[1] != j} | {(i, j)}
    return {(left[i], right[j]): float(similarity[i, j]) for i, j in sorted(chosen)}


def _is_more(similarity: Matrix, one: int, best: int, first: int | None) -> bool:
    """Say whether ``one`` belongs to ``best`` as a second part: it has no counterpart, or a much poorer one."""
    held = 0.0 if first is None else similarity[one, first] + BETTER
    return best != first and bool(similarity[one, best] >= max(MORE, held))


def _groups(linked: Linked, names: list[str]) -> dict[int, str]:
    """Return the group of each point: what is connected over all plans; the first point names it."""
    import networkx as nx

    graph = nx.Graph(pair for pairs in linked.values() for pair in pairs)
    graph.add_nodes_from(range(len(names)))
    return {point: _hash("g", names[min(group)]) for group in nx.connected_components(graph) for point in group}


def _hash(prefix: str, *parts: str) -> str:
    return prefix + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def _rows(
    pairs: dict[tuple[int, int], float],
    left: Version,
    right: Version,
    points: Points,
    groups: dict[int, str],
    *,
    answered: bool,
) -> Iterator[dict[str, Any]]:
    gone, new = ("removed", "added") if answered else ("only-left", "only-right")
    paired_left, paired_right = {one for one, _ in pairs}, {other for _, other in pairs}
    found: list[tuple[int | None, int | None]] = [
        *pairs,
        *((one, None) for one in sorted(set(left.points) - paired_left)),
        *((None, other) for other in sorted(set(right.points) - paired_right)),
    ]
    for one, other in found:
        labels, relation = [], new if one is None else gone
        if one is not None and other is not None:
            labels = changes(points.rows[one], points.rows[other])
            relation = "changed" if labels else "same"
        left_id = None if one is None else points.rows[one]["provision_id"]
        right_id = None if other is None else points.rows[other]["provision_id"]
        yield {
            "alignment_id": _hash("l", left_id or left.name, right_id or right.name),
            "group_id": groups[one if one is not None else other or 0],
            "left_id": left_id,
            "right_id": right_id,
            "relation": relation,
            "similarity": pairs.get((one, other)) if one is not None and other is not None else None,
            "changes": labels,
            "origin": "machine",
        }
