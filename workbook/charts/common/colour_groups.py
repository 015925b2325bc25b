"""What the colours of a chart mean: the most frequent values, each with a letter that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

LETTERS = "abcdefgh"


def groups_of(values: pd.Series[Any]) -> list[str]:
    """Return what the colours mean, with letters: the four most frequent values, the others as one."""
    counts = values.value_counts()
    names = list(counts.index) if len(counts) <= 5 else [*counts.index[:4], "others"]
    return [f"({letter}) {name}" for letter, name in zip(LETTERS, names, strict=False)]


def grouped(values: pd.Series[Any], groups: Sequence[str]) -> pd.Series[Any]:
    """Return the group of each value."""
    known, rest = {group[4:]: group for group in groups}, groups[-1] if groups else ""
    codes, names = pd.factorize(values)
    return pd.Series(np.array([*(known.get(name, rest) for name in names), rest], dtype=object)[codes], values.index)
