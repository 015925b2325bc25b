"""Points of several plans matched by meaning: an optimal assignment, then splits and merges, then groups.

Method: docs/methods/plans.md. A point's number is never looked at.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbook import tables

Matrix = NDArray[np.float64]

WEIGHTS = {"terms": 0.40, "contained": 0.10, "context": 0.15, "topics": 0.25, "actors": 0.05, "figures": 0.05}
PAIR = 0.34  # a pair must be as alike as this
MORE = 0.42  # a second counterpart, of a point that is split or merged
OTHER_SUBJECT = 0.75  # two points without a topic in common
ORDER = 0.05
FAMILY = 0.10
BETTER = 0.10  # so much more alike makes a point part of a split instead of a pair of its own
NEW = 0.10  # share of the split point that only this part tells
CLOSING = 0.22  # two points that a third plan's point links
_STEM = 6  # letters kept of a lemma: 'territory' and 'territorial', 'monitor' and 'monitoring' are one
_DIGITS = re.compile(r"\d[\d,.]*\d|\d")


def align(provisions: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """Return the ``alignments`` of every two plans.

    Args:
        provisions: The table; points of plans' own texts are aligned with each other, what articles
            report of a plan with that plan's own text.
        plans: The table; its order by date tells left from right, ``responds_to`` tells removed from
            not mentioned.

    Returns:
        One row for each pair of points, and one for each point that has no counterpart.
    """
    if provisions.empty:
        return tables.empty("alignments")
    points = _Points(provisions)
    linked = {
        (left, right): _link(points, left.points, right.points)
        for left, right in _compared(_versions(provisions, plans), plans)
    }
    _close(linked, points)
    groups = _groups(linked, provisions["provision_id"].tolist())
    answers = dict(zip(plans["plan_id"], plans["responds_to"], strict=True))
    rows: list[dict[str, Any]] = []
    for (left, right), pairs in linked.items():
        answered = answers.get(right.plan) == left.plan and not right.article
        rows.extend(_rows(pairs, left, right, points, groups, answered=answered))
    return tables.make("alignments", rows)


@dataclass(frozen=True)
class _Version:
    """A plan's own text, or what one article reports of a plan: its points as rows of ``provisions``."""

    plan: str
    article: str
    points: tuple[int, ...]

    @property
    def name(self) -> str:
        return f"{self.plan} {self.article}"


def _versions(provisions: pd.DataFrame, plans: pd.DataFrame) -> list[_Version]:
    """Return the plans' own texts by date, then what each article reports of a plan."""
    order = plans.sort_values(["earliest", "plan_id"], na_position="last")["plan_id"]
    place = {plan: number for number, plan in enumerate(order)}
    found: dict[tuple[str, str], list[int]] = {}
    for row, (plan, article) in enumerate(zip(provisions["plan_id"], provisions["article_id"].fillna(""), strict=True)):
        found.setdefault((plan, article), []).append(row)
    versions = [_Version(plan, article, tuple(rows)) for (plan, article), rows in found.items()]
    return sorted(versions, key=lambda version: (version.article, place.get(version.plan, len(place))))


def _compared(versions: Sequence[_Version], plans: pd.DataFrame) -> Iterator[tuple[_Version, _Version]]:
    """Yield the versions that are compared, the answered or earlier one at the left."""
    answers = dict(zip(plans["plan_id"], plans["responds_to"], strict=True))
    for left, right in combinations(versions, 2):
        if right.article and left.plan != right.plan:
            continue  # reports are read against the plan that they report
        turned = answers.get(left.plan) == right.plan and left.plan != right.plan
        yield (right, left) if turned else (left, right)


_Linked = dict[tuple[_Version, _Version], dict[tuple[int, int], float]]


class _Points:
    """Terms, topics, actors and figures of all points as rows of matrices."""

    def __init__(self, provisions: pd.DataFrame) -> None:
        self.rows = provisions.to_dict("records")
        terms = [[str(term)[:_STEM] for term in row["terms"]] for row in self.rows]
        context = [
            [word[:_STEM].lower() for word in re.findall(r"[^\W\d_]{3,}", str(row["context"] or ""))]
            for row in self.rows
        ]
        self.terms, rarity = _tf_idf(terms)
        self.present = (self.terms > 0) * rarity**2
        self.context = _tf_idf([own + above for own, above in zip(terms, context, strict=True)])[0]
        self.topics = _vectors(
            [{topic: 1 / (rank + 1) for rank, topic in enumerate(row["topics"])} for row in self.rows]
        )
        self.actors = _vectors([dict.fromkeys(row["actors"], 1.0) for row in self.rows])
        self.place = _places(self.rows)
        self.parent = _parents(self.rows)
        self.figures = _vectors([dict.fromkeys(map(_amount, row["figures"]), 1.0) for row in self.rows])

    def similarity(self, left_points: Sequence[int], right_points: Sequence[int]) -> Matrix:
        """Return how alike each left and right point are, 0 to 1."""
        left, right = list(left_points), list(right_points)
        shared = (self.present[left] > 0).astype(float) @ self.present[right].T
        least = np.minimum.outer(self.present[left].sum(1), self.present[right].sum(1))
        parts = {
            name: getattr(self, name)[left] @ getattr(self, name)[right].T for name in WEIGHTS if name != "contained"
        }
        parts["contained"] = shared / np.maximum(least, 1e-9)
        total = np.zeros(shared.shape)
        weight = np.zeros(shared.shape)
        for name, worth in WEIGHTS.items():
            known = np.ones(shared.shape)
            if name in ("actors", "figures"):  # silence on both sides says nothing
                has = getattr(self, name).any(1)
                known = np.maximum.outer(has[left], has[right]).astype(float)
            total += worth * parts[name] * known
            weight += worth * known
        alike = total / weight * np.where(parts["topics"] > 0, 1.0, OTHER_SUBJECT)
        alike += ORDER * (1 - np.abs(np.subtract.outer(self.place[left], self.place[right])))
        return self._by_family(alike, left, right)

    def _by_family(self, alike: Matrix, left: list[int], right: list[int]) -> Matrix:
        """Let a point's sub-points speak for it, as its lead already speaks for them."""
        above_left, above_right = ([self.parent[point] for point in points] for points in (left, right))
        result = alike.copy()
        for i, one in enumerate(left):
            below = [row for row, parent in enumerate(above_left) if parent == one]
            for j, other in enumerate(right):
                under = [column for column, parent in enumerate(above_right) if parent == other]
                if below and under:
                    children = alike[np.ix_(below, under)]
                    result[i, j] += FAMILY * (children.max(1).mean() + children.max(0).mean()) / 2
                elif below or under:
                    result[i, j] -= FAMILY / 4
        return result

    def is_new(self, more: int, first: int, whole: int) -> bool:
        """Say whether ``more`` shares with ``whole`` what ``first`` does not: only then is the whole split."""
        shared = self.present[whole] * (self.present[more] > 0) * (self.present[first] == 0)
        return bool(shared.sum() >= NEW * self.present[whole].sum() > 0)


def _places(rows: list[dict[str, Any]]) -> Matrix:
    """Return how far down its plan each point stands, from 0 to 1."""
    plans = pd.Series([f"{row['plan_id']} {row['article_id']}" for row in rows])
    counts = plans.groupby(plans).transform("size").to_numpy()
    return plans.groupby(plans).cumcount().to_numpy() / np.maximum(counts - 1, 1)


def _parents(rows: list[dict[str, Any]]) -> list[int | None]:
    """Return the row of the point that each sub-point stands under: the last whose words end its context."""
    parents: list[int | None] = []
    leads: dict[str, list[tuple[str, int]]] = {}
    for number, row in enumerate(rows):
        seen = leads.setdefault(f"{row['plan_id']} {row['article_id']}", [])
        context = "" if row["as_reported"] or pd.isna(row["context"]) else str(row["context"])
        parents.append(
            next((place for words, place in reversed(seen[-40:]) if words and context.endswith(words)), None)
        )
        seen.append((" ".join(str(row["text"]).split()).rstrip(":."), number))
    return parents


def _tf_idf(documents: list[list[str]]) -> tuple[Matrix, Matrix]:
    vocabulary = {word: place for place, word in enumerate(sorted({word for words in documents for word in words}))}
    counts = np.zeros((len(documents), max(len(vocabulary), 1)))
    for row, words in enumerate(documents):
        for word in words:
            counts[row, vocabulary[word]] += 1
    rarity = np.log((1 + len(documents)) / (1 + (counts > 0).sum(0))) + 1
    return _unit(np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0) * rarity), rarity


def _vectors(rows: list[dict[str, float]]) -> Matrix:
    names = {name: place for place, name in enumerate(sorted({name for row in rows for name in row}))}
    matrix = np.zeros((len(rows), max(len(names), 1)))
    for number, row in enumerate(rows):
        for name, value in row.items():
            matrix[number, names[name]] = value
    return _unit(matrix)


def _unit(matrix: Matrix) -> Matrix:
    return matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)


def _amount(figure: str) -> str:
    found = [number.replace(",", "") for number in _DIGITS.findall(figure)]
    return "-".join(found) or figure.lower()


def _link(points: _Points, left: Sequence[int], right: Sequence[int]) -> dict[tuple[int, int], float]:
    """Return the pairs: the best assignment as a whole, then second counterparts of split and merged points."""
    from scipy.optimize import linear_sum_assignment

    similarity = points.similarity(left, right)
    rows, columns = linear_sum_assignment(-np.where(similarity >= PAIR, similarity, 0))
    chosen = {(i, j) for i, j in zip(rows.tolist(), columns.tolist(), strict=True) if similarity[i, j] >= PAIR}
    first_left, first_right = dict(chosen), {j: i for i, j in chosen}
    for i, j in sorted((i, int(similarity[i].argmax())) for i in range(len(left))):
        if _is_more(similarity, i, j, first_left.get(i)) and j in first_right:
            if points.is_new(left[i], left[first_right[j]], right[j]):
                chosen = {pair for pair in chosen if pair[0] != i} | {(i, j)}
    for i, j in sorted((int(similarity[:, j].argmax()), j) for j in range(len(right))):
        if _is_more(similarity.T, j, i, first_right.get(j)) and i in first_left:
            if points.is_new(right[j], right[first_left[i]], left[i]):
                chosen = {pair for pair in chosen if pair[1] != j} | {(i, j)}
    return {(left[i], right[j]): float(similarity[i, j]) for i, j in sorted(chosen)}


def _is_more(similarity: Matrix, one: int, best: int, first: int | None) -> bool:
    """Say whether ``one`` belongs to ``best`` as a second part: it has no counterpart, or a much poorer one."""
    held = 0.0 if first is None else similarity[one, first] + BETTER
    return best != first and bool(similarity[one, best] >= max(MORE, held))


def _close(linked: _Linked, points: _Points) -> None:
    """Pair two points that the same point of a third plan is paired with, when neither has a counterpart."""
    graph = nx.Graph(pair for pairs in linked.values() for pair in pairs)
    for (left, right), pairs in linked.items():
        free = set(right.points) - {other for _, other in pairs}
        for one in sorted(set(left.points) - {one for one, _ in pairs}):
            near = {far for third in graph.adj.get(one, ()) for far in graph.adj[third]} & free
            alike = {other: float(points.similarity([one], [other])[0, 0]) for other in sorted(near)}
            best = max(alike, key=alike.__getitem__, default=None)
            if best is not None and alike[best] >= CLOSING:
                pairs[one, best] = alike[best]
                free.discard(best)


def _groups(linked: _Linked, names: list[str]) -> dict[int, str]:
    """Return the group of each point: what is connected over all plans; the first point names it."""
    graph = nx.Graph(pair for pairs in linked.values() for pair in pairs)
    graph.add_nodes_from(range(len(names)))
    return {point: _hash("g", names[min(group)]) for group in nx.connected_components(graph) for point in group}


def _hash(prefix: str, *parts: str) -> str:
    return prefix + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def _rows(
    pairs: dict[tuple[int, int], float],
    left: _Version,
    right: _Version,
    points: _Points,
    groups: dict[int, str],
    *,
    answered: bool,
) -> Iterator[dict[str, Any]]:
    def row(
        one: int | None, other: int | None, relation: str, alike: float | None, labels: list[str]
    ) -> dict[str, Any]:
        left_id = None if one is None else points.rows[one]["provision_id"]
        right_id = None if other is None else points.rows[other]["provision_id"]
        return {
            "alignment_id": _hash("l", left_id or left.name, right_id or right.name),
            "group_id": groups[one if one is not None else other or 0],
            "left_id": left_id,
            "right_id": right_id,
            "relation": relation,
            "similarity": alike,
            "changes": labels,
            "origin": "machine",
        }

    for (one, other), alike in pairs.items():
        labels = changes(points.rows[one], points.rows[other])
        yield row(one, other, "changed" if labels else "same", alike, labels)
    gone, new = ("removed", "added") if answered else ("only-left", "only-right")
    for one in sorted(set(left.points) - {one for one, _ in pairs}):
        yield row(one, None, gone, None, [])
    for other in sorted(set(right.points) - {other for _, other in pairs}):
        yield row(None, other, new, None, [])


def changes(left: dict[str, Any], right: dict[str, Any]) -> list[str]:
    """Return what differs between two points: figure, modality, condition, actor, scope.

    Args:
        left: A row of ``provisions``.
        right: The other.
    """
    found = {
        "figure": set(map(_amount, left["figures"])) != set(map(_amount, right["figures"])),
        "modality": _binding(left) != _binding(right) and "conditional" not in (left["modality"], right["modality"]),
        "condition": _unmatched(left["conditions"], right["conditions"]),
        "actor": set(left["actors"]) != set(right["actors"]),
        "scope": _is_other_scope(left, right),
    }
    return [label for label, is_so in found.items() if is_so]


def _binding(row: dict[str, Any]) -> str:
    return "shall" if row["modality"] == "statement" else str(row["modality"])


def _unmatched(left: Sequence[str], right: Sequence[str]) -> bool:
    """Say whether one side has a condition of which the other has less than half the words."""
    ours, theirs = ([_stems(condition) for condition in side] for side in (left, right))
    return any(
        all(len(one & other) * 2 < len(one) for other in across)
        for side, across in ((ours, theirs), (theirs, ours))
        for one in side
    )


def _stems(text: str) -> set[str]:
    return {word[:_STEM].lower() for word in re.findall(r"\w{3,}", text)}


def _is_other_scope(left: dict[str, Any], right: dict[str, Any]) -> bool:
    """Say whether one side covers clearly more, or something else."""
    skipped = _stems(" ".join([*left["conditions"], *right["conditions"]]))
    ours, theirs = ({term[:_STEM] for term in row["terms"]} - skipped for row in (left, right))
    return max(len(ours - theirs), len(theirs - ours)) > 2 or len(ours & theirs) * 2 < min(len(ours), len(theirs))
