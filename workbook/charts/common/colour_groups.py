"""What the colours of a chart mean: the most frequent values, the others as one; sides have a letter as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

MOST_HUES = 4
LETTERS = "abcdefgh"


def groups_of(values: pd.Series[Any], *, lettered: bool = False) -> list[str]:
    """Return what the colours mean: the four most frequent values, the others as one where there are more than five.

    Letters are for sides alone, so that a letter means the same in every chart.
    """
    counts = values.value_counts()
    names = list(counts.index)
    if len(names) > MOST_HUES + 1:
        names = [*names[:MOST_HUES], f"{len(names) - MOST_HUES} others"]
    return with_letters(names) if lettered else names


def with_letters(names: Sequence[str]) -> list[str]:
    """Return the names with a letter before each."""
    return [f"({letter}) {name}" for letter, name in zip(LETTERS, names, strict=False)]


def letter_of(group: str) -> str:
    """Return the letter of a group; empty where it has none."""
    return group[1] if group[:1] == "(" and group[2:4] == ") " else ""


def grouped(values: pd.Series[Any], groups: Sequence[str]) -> pd.Series[Any]:
    """Return the group of each value; what has none of its own is of the last."""
    known = {group[4:] if letter_of(group) else group: group for group in groups}
    rest = groups[-1] if groups else ""
    codes, names = pd.factorize(values)
    return pd.Series(np.array([*(known.get(name, rest) for name in names), rest], dtype=object)[codes], values.index)
