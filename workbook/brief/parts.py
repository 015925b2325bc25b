"""What a brief is made of: sentences with footnotes, tables and sections; and days in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from workbook.charts.common.in_words import EPOCH, when


@dataclass(frozen=True)
class Sentence:
    """One sentence and the numbers of its footnotes."""

    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table: heads, rows of sentences, and how wide its columns are; equal where nothing is said."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]
    widths: tuple[float, ...] = ()  # centimetres


@dataclass(frozen=True)
class Section:
    """A section: a title, the author's own note, sentences, tables, and the name of its picture."""

    name: str
    title: str
    note: str = ""
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[Table, ...] = ()
    picture: str = ""


def day_in_words(day: str) -> str:
    """Return an ISO day as charts print it: 23 Nov 2025."""
    return days_in_words(day, day)


def days_in_words(earliest: Any, latest: Any) -> str:
    """Return an interval as charts print it; what is vague stays vague."""
    known = [date.fromisoformat(day).toordinal() - EPOCH for day in (earliest, latest) if is_given(day)]
    if not known:
        return "no day"
    words = when(known[0], known[-1])
    if len(known) == 2:
        return words
    return f"from {words}" if is_given(earliest) else f"until {words}"


def is_given(value: Any) -> bool:
    """Return whether a cell holds something."""
    return value is not None and not pd.isna(value) and value != ""
