"""Signs weighed: a logistic regression whose weights are a lexicon that can be read and edited."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import exp

from workbook.lexicons import read_yaml

_TELLING = 3  # signs that a rule names


def weigh(kind: str, signs: Mapping[str, float]) -> tuple[float, str]:
    """Return how likely signs make a row, from 0 to 1, and the signs that spoke most for it as its rule.

    Args:
        kind: A part of ``lexicons/plan-weights.yaml``: ``points``, or ``before meaning`` for signs that cost little.
        signs: The signs with their strength; those without a weight count nothing.
    """
    weights = _weights(kind)
    parts = {sign: weights.get(sign, 0.0) * strength for sign, strength in signs.items()}
    total = weights["(start)"] + sum(parts.values())
    telling = sorted((sign for sign in parts if parts[sign] > 0), key=lambda sign: -parts[sign])
    return 1 / (1 + exp(-total)), "; ".join(telling[:_TELLING]) or "weighed"


@cache
def _weights(kind: str) -> dict[str, float]:
    return {str(sign): float(weight) for sign, weight in read_yaml("plan-weights")[kind].items()}
