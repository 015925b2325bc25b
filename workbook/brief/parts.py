"""What a brief is made of: sentences with footnotes, tables, pictures and sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Sentence:
    """One sentence and the numbers of its footnotes."""

    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table: heads, rows of sentences, how wide its columns are, and what stands over it."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]
    widths: tuple[float, ...]  # centimetres
    title: Sentence | None = None


@dataclass(frozen=True)
class Section:
    """A section: its name and title, the author's own note, sentences, and tables."""

    name: str
    title: str
    note: str = ""
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[Table, ...] = ()


def is_given(value: Any) -> bool:
    """Return whether a cell holds something."""
    return value is not None and not pd.isna(value) and value != ""
