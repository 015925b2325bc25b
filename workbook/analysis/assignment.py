"""The best assignment of the points of two texts, and which pairs stand around two points."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Pairs: TypeAlias = set[tuple[int, int]]

AROUND, NEAR = 0.4, 3  # worth of standing where all points around are pairs; how far around, as a standard deviation


def best(similarity: Matrix, least: float) -> dict[int, int]:
    """Return the optimal assignment as far as it pairs what is as alike as ``least``."""
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(similarity, maximize=True)
    return {i: j for i, j in zip(rows.tolist(), columns.tolist(), strict=True) if similarity[i, j] >= least}


def around(firm: dict[int, int], shape: tuple[int, ...]) -> Matrix:
    """Return which share of the points around two points are pairs: an answer keeps the order of what it answers."""
    from scipy.ndimage import gaussian_filter

    pairs = np.zeros(shape)
    pairs[list(firm), list(firm.values())] = 2 * NEAR * np.pi**0.5  # along a diagonal of pairs the filter then gives 1
    return np.asarray(gaussian_filter(pairs, NEAR, mode="constant"))
