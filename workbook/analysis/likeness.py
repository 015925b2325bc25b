"""How alike two points are, and what differs between them, from the features of their rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Row = dict[str, Any]

WEIGHTS = {"terms": 0.40, "contained": 0.10, "context": 0.15, "topics": 0.25, "actors": 0.05, "figures": 0.05}
OTHER_SUBJECT = 0.75  # two points without a topic in common
ORDER = 0.05
FAMILY = 0.10
NEW = 0.14  # share of the split point that only this part tells
_STEM = 6  # letters kept of a lemma: 'territory' and 'territorial', 'monitor' and 'monitoring' are one
_DIGITS = re.compile(r"\d[\d,.]*\d|\d")


class Points:
    """Terms, topics, actors and figures of all points as rows of matrices."""

    def __init__(self, provisions: pd.DataFrame) -> None:
        self.rows: list[Row] = [
            {str(key): value for key, value in row.items()} for row in provisions.to_dict("records")
        ]
        terms = [[str(term)[:_STEM] for term in row["terms"]] for row in self.rows]
        context = [
            [
                word[:_STEM].lower()
                for word in re.findall(r"[^\W\d_]{3,}", "" if pd.isna(row["context"]) else row["context"])
            ]
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
        below, under = self.children(left), self.children(right)
        leads = [
            [place in families for place in range(len(points))] for points, families in ((left, below), (right, under))
        ]
        result = alike - FAMILY / 4 * np.logical_xor.outer(*leads)
        for one, rows in below.items():
            for other, columns in under.items():
                children = alike[np.ix_(rows, columns)]
                result[one, other] += FAMILY * (children.max(1).mean() + children.max(0).mean()) / 2
        return result

    def children(self, points: Sequence[int]) -> dict[int, list[int]]:
        """Return by the place of each lead among ``points`` the places of its sub-points."""
        places = {point: place for place, point in enumerate(points)}
        found: dict[int, list[int]] = {}
        for place, point in enumerate(points):
            parent = self.parent[point]
            if parent in places:
                found.setdefault(places[parent], []).append(place)
        return found

    def is_new(self, more: int, first: int, whole: int) -> bool:
        """Say whether ``more`` shares with ``whole`` what ``first`` does not: only then is the whole split."""
        shared = self.present[whole] * (self.present[more] > 0) * (self.present[first] == 0)
        return bool(shared.sum() >= NEW * self.present[whole].sum() > 0)


def _places(rows: list[Row]) -> Matrix:
    """Return how far down its plan each point stands, from 0 to 1."""
    plans = pd.Series([f"{row['plan_id']} {row['article_id']}" for row in rows])
    counts = plans.groupby(plans).transform("size").to_numpy()
    return plans.groupby(plans).cumcount().to_numpy() / np.maximum(counts - 1, 1)


def _parents(rows: list[Row]) -> list[int | None]:
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


def changes(left: Row, right: Row) -> list[str]:
    """Return what differs between two points: figure, modality, condition, actor, scope.

    A report is shorter than what it reports: only what it adds or gives otherwise is a change.

    Args:
        left: A row of ``provisions``.
        right: The other.
    """
    ours, theirs = set(left["actors"]), set(right["actors"])
    figures = [set(map(_amount, row["figures"])) for row in (left, right)]
    if right["as_reported"]:  # what a report leaves out is no change
        left_conditions = [one for one in left["conditions"] if not _unmatched([one], right["conditions"])]
        return [
            label
            for label, is_so in (
                ("figure", not figures[1] <= figures[0]),
                ("condition", _unmatched(left_conditions, right["conditions"])),
                ("actor", bool(ours) and not theirs <= ours),
            )
            if is_so
        ]
    found = {
        "figure": figures[0] != figures[1],
        "modality": _binding(left) != _binding(right) and "conditional" not in (left["modality"], right["modality"]),
        "condition": _unmatched(left["conditions"], right["conditions"]),
        "actor": ours != theirs,
        "scope": _is_other_scope(left, right),
    }
    return [label for label, is_so in found.items() if is_so]


def _binding(row: Row) -> str:
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


def _is_other_scope(left: Row, right: Row) -> bool:
    """Say whether one side covers clearly more, or something else."""
    skipped = _stems(" ".join([*left["conditions"], *right["conditions"]]))
    ours, theirs = ({term[:_STEM] for term in row["terms"]} - skipped for row in (left, right))
    return max(len(ours - theirs), len(theirs - ours)) > 2 or len(ours & theirs) * 2 < min(len(ours), len(theirs))
