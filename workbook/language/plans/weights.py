"""Signs weighed: a logistic regression whose weights are a lexicon that can be read and edited.

Among the signs is how near in meaning a stretch of text is to each of some made-up sentences: obligations, things
granted, answers, news and wishes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp

import numpy as np

from workbook.lexicons import read_yaml
from workbook.meaning import Vectors
from workbook.meaning.encoder import Floats

_TELLING = 3  # signs that a rule names
_SCALE = 2.0  # cosines lie close together; other signs count 1


def weigh(kind: str, signs: Mapping[str, float]) -> tuple[float, str]:
    """Return how likely signs make a row, from 0 to 1, and the signs that spoke most for it as its rule.

    Args:
        kind: A part of ``lexicons/plan-weights.yaml``.
        signs: The signs with their strength; those without a weight count nothing.
    """
    weights = _weights(kind)
    parts = {sign: weights.get(sign, 0.0) * strength for sign, strength in signs.items()}
    total = weights["(start)"] + sum(parts.values())
    telling = sorted((sign for sign in parts if parts[sign] > 0), key=lambda sign: -parts[sign])
    names = dict.fromkeys(prototypes().get(sign, sign) for sign in telling)
    return 1 / (1 + exp(-total)), "; ".join(list(names)[:_TELLING]) or "weighed"


@cache
def _weights(kind: str) -> dict[str, float]:
    return {str(sign): float(weight) for sign, weight in read_yaml("plan-weights")[kind].items()}


@cache
def prototypes() -> dict[str, str]:
    """Return the group of each sentence of ``lexicons/plan-prototypes.yaml``."""
    groups = read_yaml("plan-prototypes")
    return {sentence: name for name in groups if name != "source" for sentence in groups[name]}


def meaning_signs(texts: Sequence[str]) -> list[dict[str, float]]:
    """Return, for each text, how near in meaning it is to each sentence of the prototypes: -2 to 2."""
    if not texts:
        return []
    near = _SCALE * Vectors().of(texts) @ _prototype_vectors().T
    return [dict(zip(prototypes(), map(float, row), strict=True)) for row in near]


@cache
def _prototype_vectors() -> Floats:
    return np.asarray(Vectors().of(list(prototypes())))
