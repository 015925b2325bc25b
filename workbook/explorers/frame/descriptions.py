"""What a view says to its frame in plain data: filters, forms, the picture, what a click asks for, documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np


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


def one_of(label: str, options: Sequence[Any]) -> Filter:
    """Return a choice of one option, with its name before it; the first is its idle value."""
    first = options[0]
    return Filter(label, "one", first[1] if isinstance(first, tuple) else first, options, caption=label)


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
        words: The button's words for a row, where they change; none hide it.
    """

    label: str
    fields: Callable[[Row], Fields]
    entry: Callable[[str, dict[str, Any]], dict[str, Any]]
    needs_row: bool = True
    words: Callable[[Row], str] | None = None


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
        fixed: Pixels of the drawing, from its top, that stand still while the rest scrolls; an axis over it does too.
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
    fixed: int = 0


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
