"""What an explorer's frame is handed: a view, and the plain descriptions in which it says what to show.

A view answers one question about a corpus. It knows tables and charts but no widget: the frame makes the controls that
it describes, tells it what is chosen in them, and draws what it returns. So a view is tried in a test as it stands:

    view = TimelineView()
    view.load(corpus)
    view.choose(text="Geneva")
    view.masks()
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Protocol

import altair as alt
import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Filter:
    """One control of a view.

    Attributes:
        label: Its name, for the button and the messages.
        kind: ``words`` (typed; redrawn as one types), ``line`` (typed; redrawn on Enter), ``one`` of the options,
            ``several`` of them, ``steps`` (a slider), ``switch`` or ``tabs``.
        idle: Its value while it sets nothing aside.
        options: What can be chosen: values, or pairs of words and value.
        hint: Stands in an empty field.
        caption: Stands before the control.
        width: Of the control, as in CSS.
        inline: It stands in the row of controls; otherwise behind a button.
        in_caption: An export's caption tells its value.
        on_top: It stands in a row of its own over the others.
    """

    label: str
    kind: str
    idle: Any = ()
    options: Sequence[Any] = ()
    hint: str = ""
    width: str = ""
    caption: str = ""
    inline: bool = True
    in_caption: bool = True
    on_top: bool = False


def several(label: str, options: Sequence[Any]) -> Filter:
    """Return a filter of which any number of options is chosen, behind a button."""
    return Filter(label, "several", (), options, inline=False)


@dataclass(frozen=True)
class Field:
    """One field of a form: a ``line``, a ``text``, ``one`` of the options, ``suggest``, a ``list`` or a ``tick``."""

    label: str
    kind: str = "line"
    value: Any = ""
    options: Sequence[Any] = ()
    hint: str = ""


Fields = dict[str, Field]
Row = Any  # a row of a table, as pandas gives it; nothing where none is selected


@dataclass(frozen=True)
class Correction:
    """A correction that an analyst can make.

    Attributes:
        label: The button's words.
        fields: Makes the form's fields, filled from the selected row.
        entry: From the selected row's identifier and the form's values to the arguments of ``ledger.record``.
        needs_row: A row must be selected.
    """

    label: str
    fields: Callable[[Row], Fields]
    entry: Callable[[str, dict[str, Any]], dict[str, Any]]
    needs_row: bool = True


@dataclass(frozen=True)
class Picture:
    """What stands in the chart's place, and the words above it.

    Attributes:
        specs: Specifications for the ``light`` and the ``dark`` ground.
        data: The rows of each named data set: a frame, or lists by column.
        signals: Values of the specification's parameters.
        height: Pixels.
        title: The question or the finding.
        said: What is shown, what is left out, how to read it.
        listed: Positions in the source of the rows that are drawn or counted: those of the table.
        page: Escaped HTML that stands instead of a chart.
        period: The first and last day that are shown, counted from 1970.
    """

    specs: dict[str, Any]
    data: Mapping[str, Any]
    signals: dict[str, Any]
    height: int
    title: str
    said: Sequence[str]
    listed: np.ndarray[Any, Any]
    page: str = ""
    period: tuple[int, int] | None = None


@dataclass(frozen=True)
class Click:
    """What a click on a mark asks for: another row, other filters, or that chart and table be made anew."""

    select: str | None = None
    filters: Mapping[str, Any] = field(default_factory=dict)
    redraw: bool = False
    select_first: bool = False


@dataclass(frozen=True)
class RangeBar:
    """A bar under the chart that moves the period.

    Attributes:
        filter: The name of the filter that holds the period in words.
        spans: First and last day (from 1970) of each step.
        words: What each step is called.
        buttons: Other periods, by their words.
    """

    filter: str
    spans: Sequence[tuple[int, int]]
    words: Sequence[str]
    buttons: Mapping[str, str]


@dataclass(frozen=True)
class Decisions:
    """Questions that wait for an analyst: each shows a row when it is chosen and has the same answers.

    Attributes:
        head: What stands over it.
        options: Words and value of each question.
        row_of: From a question's value to the identifier of the row that is shown.
        answers: By the answer's words, from a question's value to the arguments of ``ledger.record``.
        none: What is said where nothing waits.
    """

    head: str
    options: Sequence[tuple[str, Any]]
    row_of: Callable[[Any], str]
    answers: Mapping[str, Callable[[Any], dict[str, Any]]]
    none: str


@dataclass(frozen=True)
class Document:
    """A document that a view can save beside its chart: ``save`` is given the fields' values and a folder."""

    label: str
    fields: Fields
    save: Callable[[dict[str, Any], Path], Path]


class View(Protocol):
    """What an explorer shows; what has a body here may be left as it is.

    Attributes:
        name: Under which saved views are kept.
        table: The table whose rows it shows, for evidence and corrections.
        key: The column of identifiers in :meth:`source`.
        opens_counts: A click on a count lists its rows, and a button lists all again.
        asks: The button that opens :meth:`decisions`; empty where nothing is asked.
        chosen: The value of each filter, as :meth:`choose` left it.
        idle: The value of each filter while it sets nothing aside.
        selected: The identifier of the selected row.
    """

    name: ClassVar[str]
    table: ClassVar[str]
    key: ClassVar[str]
    opens_counts: ClassVar[bool] = False
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

    def passing(self, tests: Mapping[str, Callable[[Any], Any]]) -> dict[str, np.ndarray[Any, Any]]:
        """Return the masks of :meth:`masks`: each active filter's test, given the filter's value."""
        active = {name: value for name, value in self.chosen.items() if name in tests and name in self.active()}
        return {name: np.asarray(tests[name](value), dtype=bool) for name, value in active.items()}

    def listed_rows(self, listed: np.ndarray[Any, Any]) -> tuple[list[str], Callable[[int, int], pd.DataFrame]]:
        """Return the identifiers of the table's rows, and what gives the rows from one number to another."""
        source = self.source()
        return source[self.key].to_numpy(dtype=object)[listed].tolist(), lambda a, b: source.iloc[listed[a:b]]

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

    def neighbours(self, row: Row) -> dict[str, str | None]:
        """Return the buttons that lead from a row to others: words, and the identifier where there is one."""
        return {}

    def range_bar(self) -> RangeBar | None:
        """Return the bar that moves the period."""
        return None

    def note(self) -> str:
        """Return what stands under the chart, as escaped HTML."""
        return ""

    def decisions(self) -> Decisions:
        """Return questions that wait for an analyst."""
        return Decisions("", (), str, {}, "Nothing waits for a decision.")

    def document(self) -> Document | None:
        """Return a document that can be saved beside the chart."""
        return None
