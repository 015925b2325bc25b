"""What an explorer gives to the frame: its rows, filters, chart, words and corrections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import altair as alt
import ipywidgets as widgets
import numpy as np
import pandas as pd

from workbook.explorers import correcting
from workbook.explorers.parts import Action, Filter, Picture


class Given(widgets.VBox):
    """What an explorer says of itself.

    Attributes:
        name: Under which its views are kept.
        table: The table whose rows it shows.
        key: That table's column of identifiers.
        noun: What one row is called.
        columns: Titles of the table and their shares of the width, in per cent.
    """

    name: ClassVar[str]
    table: ClassVar[str]
    key: ClassVar[str]
    noun: str
    columns: ClassVar[Sequence[tuple[str, int]]]

    def load(self) -> None:
        """Take the tables from the corpus, at the start and after each correction."""
        raise NotImplementedError

    def make_filters(self) -> dict[str, Filter]:
        """Return the filters by the name that they have in the state."""
        raise NotImplementedError

    def make_actions(self) -> list[Action]:
        """Return the corrections."""
        raise NotImplementedError

    def source(self) -> pd.DataFrame:
        """Return all rows, in the order of the table, numbered from 0."""
        raise NotImplementedError

    def masks(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return which rows of :meth:`source` each active filter lets pass."""
        raise NotImplementedError

    def picture(self, at: np.ndarray[Any, Any]) -> Picture:
        """Return the chart of the rows at these positions."""
        raise NotImplementedError

    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        """Return the texts of the table."""
        raise NotImplementedError

    def details(self, row: pd.Series[Any]) -> str:
        """Return what stands over the passage, as escaped HTML."""
        raise NotImplementedError

    def chart(self, *, theme: str = "light", width: int = 860) -> alt.TopLevelMixin:
        """Return the chart as it stands, for a report."""
        raise NotImplementedError

    def aside(self) -> tuple[str, list[tuple[str, str]]]:
        """Return what rows the chart cannot show are called, and those rows: words and identifier."""
        return "", []

    def under(self) -> list[Any]:
        """Return widgets that stand under the chart."""
        return []

    def more_trays(self) -> dict[str, Callable[[Any], list[Any]]]:
        """Return more buttons by their label, with what each opens."""
        return {}

    def more_exports(self) -> list[Any]:
        """Return widgets that stand under the export of the chart."""
        return []

    def beside(self) -> list[Any]:
        """Return widgets that stand over the passage."""
        return []

    def _this_or_next(self, row_id: str) -> str | None:
        """Return what is selected after a correction of a row."""
        return correcting.this_or_next(self, row_id)
