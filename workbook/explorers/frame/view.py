"""What an explorer gives to the frame: its rows, filters, chart, words and corrections."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import altair as alt
import ipywidgets as widgets
import numpy as np
import pandas as pd

from workbook.explorers.frame.controls import Action, Filter, Picture


class Given(widgets.VBox):
    """What an explorer says of itself; what has a body here may be left as it is."""

    name: ClassVar[str]  # under which its views are kept
    table: ClassVar[str]  # whose rows it shows
    key: ClassVar[str]  # that table's column of identifiers
    noun: str  # what one row is called
    columns: ClassVar[Sequence[tuple[str, int]]]  # the table's titles and their shares of the width, in per cent
    filters: dict[str, Filter]
    load: Callable[[], None]  # take the tables from the corpus, at the start and after each correction
    make_filters: Callable[[], dict[str, Filter]]  # by the name that they have in the state
    make_actions: Callable[[], list[Action]]  # the corrections
    source: Callable[[], pd.DataFrame]  # all rows, in the order of the table, numbered from 0
    masks: Callable[[], dict[str, np.ndarray[Any, Any]]]  # which rows of the source each active filter lets pass
    picture: Callable[[np.ndarray[Any, Any]], Picture]  # the chart of the rows at these positions
    cells: Callable[[pd.DataFrame], list[list[str]]]  # the texts of the table
    details: Callable[[pd.Series[Any]], str]  # what stands over the passage, as escaped HTML
    chart: Callable[..., alt.TopLevelMixin]  # the chart as it stands, for a report, in a ``theme`` and ``width``

    def tested(self, tests: Mapping[str, Callable[[Any], Any]]) -> dict[str, np.ndarray[Any, Any]]:
        """Return the masks of :attr:`masks`: each active filter's test, given the filter's value."""
        active = {name: one.widget.value for name, one in self.filters.items() if one.active and name in tests}
        return {name: np.asarray(tests[name](value), dtype=bool) for name, value in active.items()}

    def aside(self) -> tuple[str, list[tuple[str, str]]]:
        """Return what rows the chart cannot show are called, and those rows: words and identifier."""
        return "", []

    def under(self) -> list[Any]:
        """Return widgets that stand under the chart."""
        return []

    def more_exports(self) -> list[Any]:
        """Return widgets that stand under the export of the chart."""
        return []

    def beside(self) -> list[Any]:
        """Return widgets that stand over the passage."""
        return []

    def more_trays(self) -> dict[str, Callable[[Any], list[Any]]]:
        """Return more buttons by their label, with what each opens."""
        return {}
