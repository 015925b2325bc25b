"""How near a stretch of text is in meaning to made-up obligations, answers, news and wishes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from workbook.lexicons import read_yaml
from workbook.meaning import Vectors
from workbook.meaning.encoder import Floats

_NEAREST = 2  # of a group's sentences, whose mean counts
_SCALE = 3.0  # cosines lie close together; other signs count 1


def meaning_signs(texts: Sequence[str]) -> Iterable[dict[str, float]]:
    """Return, for each text, how near it is to each group of ``lexicons/plan-prototypes.yaml``: 0 to 3."""
    groups = _prototypes()
    vectors = Vectors().of(texts)
    near = {name: np.sort(vectors @ group.T, axis=1)[:, -_NEAREST:].mean(axis=1) for name, group in groups.items()}
    for place in range(len(texts)):
        yield {name: float(_SCALE * values[place]) for name, values in near.items()}


@cache
def _prototypes() -> dict[str, Floats]:
    groups = read_yaml("plan-prototypes")
    return {name: Vectors().of(groups[name]) for name in groups if name != "source"}
