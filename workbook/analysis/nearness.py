"""How near two texts' points are in meaning, where they share no words.

Points of one plan name the same actors again and again, and an encoder sees little else ("the assembly sets the
tax", "the assembly flies its flag"). So words that a plan repeats are left out, what all points of two plans have in
common is subtracted, and a pair counts by how much nearer it is than the pairs around it (CSLS, Conneau et al. 2018).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbook.lexicons import function_words
from workbook.meaning import Vectors

Matrix = NDArray[np.float64]

REPEATED = 0.15  # share of a plan's points that a word stands in, to be left out
NEIGHBOURS = 3  # over which the nearness of others is averaged
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"\s+")


def nearness(left: Sequence[str], right: Sequence[str], vectors: Vectors) -> Matrix:
    """Return how near each left and right point are, above what is near to them anyway; 0 is as near as others.

    Args:
        left: The points of one plan, as printed.
        right: The points of another plan.
        vectors: Gives their vectors, and keeps them.

    Returns:
        Shape (left, right), mostly between -0.5 and 0.5.
    """
    ours, theirs = vectors.of(without_repeated(left)), vectors.of(without_repeated(right))
    common = (ours.mean(0) + theirs.mean(0)) / 2
    cosines = _unit(ours - common) @ _unit(theirs - common).T
    around_ours = _mean_of_next(cosines)
    around_theirs = _mean_of_next(cosines.T)
    return np.asarray(cosines - np.add.outer(around_ours, around_theirs) / 2, dtype=float)


def without_repeated(points: Sequence[str]) -> list[str]:
    """Return the points without the words that many of them have; a point of nothing else stays as it is."""
    words = [{word.lower() for word in _WORD.findall(point)} for point in points]
    count = Counter(word for some in words for word in some - function_words())
    most = max(2, REPEATED * len(points))
    repeated = {word for word, number in count.items() if number >= most}
    shortened = [
        _GAP.sub(" ", _WORD.sub(lambda word: "" if word[0].lower() in repeated else word[0], point)).strip()
        for point in points
    ]
    return [
        short if {*map(str.lower, _WORD.findall(short))} - function_words() else point
        for short, point in zip(shortened, points, strict=True)
    ]


def _mean_of_next(cosines: Matrix) -> Matrix:
    """Return, for each row, the mean of its greatest values, but for the very greatest."""
    ordered = np.sort(cosines, axis=1)
    if ordered.shape[1] <= NEIGHBOURS:
        return np.asarray(ordered.mean(1))
    return np.asarray(ordered[:, -NEIGHBOURS - 1 : -1].mean(1))


def _unit(vectors: Matrix) -> Matrix:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
