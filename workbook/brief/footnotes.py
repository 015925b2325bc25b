"""What a brief is made of: sentences, tables, sections; and footnotes, each of which leads to a passage."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from workbook.charts.common.provenance import labels_of


@dataclass(frozen=True)
class Sentence:
    """One sentence, the numbers of its footnotes, and whether it stands under the sentence that counts it."""

    text: str
    notes: tuple[int, ...] = ()
    under: bool = False


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


LONGEST = 260  # characters of a passage that a footnote quotes


@dataclass(frozen=True)
class Footnote:
    """One passage: where it stands, and its words."""

    number: int
    source: str  # article or plan, as the list of sources names it
    passage: str
    place: str  # file and characters


@dataclass
class Footnotes:
    """The footnotes of one brief; a passage that is used twice has one number."""

    corpus: Any
    _numbers: dict[tuple[str, str, int, int], int] = field(default_factory=dict)
    notes: list[Footnote] = field(default_factory=list)

    def __post_init__(self) -> None:
        articles = self.corpus.articles
        self._labels = labels_of(articles)
        self._article = {row["article_id"]: row for row in articles.astype(object).to_dict("records")}
        self._plan = {row["plan_id"]: row for row in self.corpus.plans.astype(object).to_dict("records")}

    def of(self, row: Any) -> int | None:
        """Return the number of the footnote for a row's passage; None where no passage stands behind it."""
        article_id, start, end = (row.get(name) for name in ("article_id", "start", "end"))
        if is_given(article_id) and is_given(start):
            return self._number("article", str(article_id), int(start), int(end))
        if is_given(row.get("plan_id")) and is_given(start):
            return self._number("plan", str(row["plan_id"]), int(start), int(end))
        return None

    def of_all(self, rows: Any) -> tuple[int, ...]:
        """Return the numbers of several rows, each once, in their order."""
        found = [number for row in rows if (number := self.of(row)) is not None]
        return tuple(dict.fromkeys(found))

    def source_of(self, row: Any) -> str:
        """Return what an analyst calls the article of a row."""
        return str(self._labels.get(str(row.get("article_id")), "an article"))

    def _number(self, kind: str, name: str, start: int, end: int) -> int:
        key = (kind, name, start, end)
        if key not in self._numbers:
            self._numbers[key] = len(self.notes) + 1
            self.notes.append(self._made(kind, name, start, end))
        return self._numbers[key]

    def _made(self, kind: str, name: str, start: int, end: int) -> Footnote:
        number = len(self.notes) + 1
        if kind == "plan":
            plan = self._plan[name]
            return Footnote(number, str(plan["title"]), _shortened(plan["text"][start:end]), "text of the plan")
        article = self._article[name]
        words = " ".join(str(article["text"])[start:end].split())
        place = f"{article['path']}, {start:,}–{end:,}"
        return Footnote(number, self._labels[name], _shortened(words), place)


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rpartition(" ")[0] + " …"
