"""What an explorer's frame is handed: a view.

A view answers one question about a corpus. It knows tables and charts but no widget: the frame makes the controls that
it describes, tells it what is chosen in them, and draws what it returns. So a view is tried in a test as it stands:

    view = TimelineView()
    view.load(corpus)
    view.choose(text="Geneva")
    view.masks()
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar, Protocol

import altair as alt
import numpy as np
import pandas as pd

from workbook.explorers.frame.descriptions import Click, Correction, Decisions, Document, Filter, Picture, RangeBar, Row
from workbook.explorers.frame.search import words_of


class View(Protocol):
    """What an explorer shows; what has a body here may be left as it is.

    Attributes:
        name: Under which saved views are kept.
        table: The table whose rows it shows, for evidence and corrections.
        key: The column of identifiers in :meth:`source`.
        tables: The tables whose corrections are its own, for undoing; by default the one whose rows it shows.
        asks: The button that opens :meth:`decisions`; empty where nothing is asked.
        chosen: The value of each filter, as :meth:`choose` left it.
        idle: The value of each filter while it sets nothing aside.
        selected: The identifier of the selected row.
    """

    name: ClassVar[str]
    table: ClassVar[str]
    key: ClassVar[str]
    tables: ClassVar[Sequence[str]] = ()
    asks: ClassVar[str] = ""
    corpus: Any
    chosen: dict[str, Any]
    selected: str | None = None
    opened: str = ""
    idle: Mapping[str, Any] = MappingProxyType({})

    @property
    def noun(self) -> str:
        """What one row is called."""
        ...

    @property
    def columns(self) -> Sequence[Any]:
        """The titles of the table's columns and their shares of the width in per cent.

        A third part, ``right``, cuts long texts at the left.
        """
        ...

    def load(self, corpus: Any) -> None:
        """Take the tables from the corpus: at the start, and after each correction."""
        ...

    def filters(self) -> dict[str, Filter]:
        """Return the filters by the name that they have in a saved view."""
        ...

    def corrections(self) -> list[Correction]:
        """Return what an analyst may correct."""
        ...

    def source(self) -> pd.DataFrame:
        """Return all rows, in the order of the table, numbered from 0."""
        ...

    def masks(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return which rows of :meth:`source` each active filter lets pass."""
        ...

    def picture(self, rows: pd.DataFrame, at: np.ndarray[Any, Any], width: int) -> Picture:
        """Return the chart of the rows that pass, which stand at the positions ``at``, on so many pixels."""
        ...

    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        """Return the texts of rows of the table."""
        ...

    def details(self, row: Row) -> str:
        """Return what stands over the passage of a row, as escaped HTML."""
        ...

    def passages(self, row: Row) -> str:
        """Return the passage or passages of a row of the table, as escaped HTML."""
        return "" if pd.isna(row.get("article_id")) else str(self.corpus.evidence(row, self.table).html)

    def chart(self, rows: pd.DataFrame, *, theme: str, width: int, filters: Mapping[str, Any]) -> alt.TopLevelMixin:
        """Return the chart as it stands, for a report; ``filters`` are told in its caption."""
        ...

    # ------------------------------------------------------------------ what may be left as it is
    def choose(self, **values: Any) -> None:
        """Take the filters' values; those that are not given are idle."""
        if not self.idle:
            self.idle = {name: one.idle for name, one in self.filters().items()}
        self.chosen = {**self.idle, **values}

    def active(self) -> set[str]:
        """Return the names of the filters that are not idle."""
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in self.idle.items()}
        return {name for name, value in self.chosen.items() if value not in (plain[name], self.idle[name])}

    def takes_long(self) -> str:
        """Return what :meth:`masks` will take seconds for, in words that are shown meanwhile; mostly nothing."""
        return ""

    def passing(self, tests: Mapping[str, Callable[[Any], Any]]) -> dict[str, np.ndarray[Any, Any]]:
        """Return the masks of :meth:`masks`: each active filter's test, given the filter's value."""
        active = {name: value for name, value in self.chosen.items() if name in tests and name in self.active()}
        return {name: np.asarray(tests[name](value), dtype=bool) for name, value in active.items()}

    def listed_rows(self, listed: np.ndarray[Any, Any]) -> tuple[list[str], Callable[[int, int], pd.DataFrame]]:
        """Return the identifiers of the table's rows, and what gives the rows from one number to another."""
        source = self.source()
        return source[self.key].to_numpy(dtype=object)[listed].tolist(), lambda a, b: source.iloc[listed[a:b]]

    def sought(self) -> list[str]:
        """Return the words that were typed into the search, to be marked where they stand."""
        return words_of(str(self.chosen.get("text", "")))

    def keeps(self, row_id: str) -> bool:
        """Return whether a row that the table does not list stays open."""
        return False

    def subject(self, row_id: str) -> tuple[str, str] | None:
        """Return the table and the identifier that a star is set on, for a row of the table."""
        return self.table, row_id

    def clicked(self, mark: str) -> Click:
        """Answer a click on a mark."""
        return Click(select=mark)

    def selecting(self, row_id: str | None) -> bool:
        """Take note that a row is selected; return whether the chart must be drawn anew."""
        return False

    def row(self, row_id: str | None) -> Row:
        """Return a row that is none of :meth:`source`, or that stands for one of the table; else None."""
        return None

    def after(self, row_id: str) -> str | None:
        """Return what is selected after a correction of a row.

        None stands for the row itself, or the next one where it is gone.
        """
        return None

    def state(self) -> dict[str, Any]:
        """Return what a saved view keeps beside filters and selection."""
        return {}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take what :meth:`state` gave."""
        return

    def hidden_filters(self) -> set[str]:
        """Return the filters that mean nothing now."""
        return set()

    def can_correct(self) -> bool:
        """Return whether the rows that are shown can be corrected."""
        return True

    def undrawn(self, rows: pd.DataFrame, at: np.ndarray[Any, Any]) -> tuple[str, list[tuple[str, str]]]:
        """Return what the filtered rows without a place in the chart are called, and these: words and identifier."""
        return "", []

    def counted_words(self, n_listed: int, n_all: int) -> str:
        """Return how many rows are shown, for the footer; empty for the usual words."""
        return ""

    def opened_words(self) -> str:
        """Return the words of the button that lists all rows again."""
        return ""

    def range_bar(self) -> RangeBar | None:
        """Return the bar that moves the period."""
        return None

    def note(self) -> str:
        """Return what stands under the chart, as escaped HTML."""
        return ""

    def asked(self, mark: str) -> dict[str, Any] | None:
        """Return the correction that a link of a page asks for, as an entry of the ledger; None where it only leads."""
        return None

    def decisions(self) -> Decisions:
        """Return questions that wait for an analyst."""
        return Decisions("", (), str, {}, "Nothing waits for a decision.")

    def document(self) -> Document | None:
        """Return a document that can be saved beside the chart."""
        return None
