"""The frame of every explorer: controls, chart, passage, corrections, table; one selection, one state, one ledger."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, final

import ipywidgets as widgets
import numpy as np
import pandas as pd

from workbook.errors import WorkbookError
from workbook.explorers.frame import corrections, saved_views
from workbook.explorers.frame.controls import guarded, offers
from workbook.explorers.frame.corrections import effect_of
from workbook.explorers.frame.descriptions import Correction, Picture, Row
from workbook.explorers.frame.layout import Parts
from workbook.explorers.frame.view import View

MARGIN = 14  # pixels that the drawing keeps free around itself
HINT = "Choose a mark, or a row of the table, to read where it is told. Arrow keys walk through the table."


@final
class Explorer(widgets.VBox):
    """A view of a corpus in a notebook.

    Args:
        view: What is shown; see :class:`~workbook.explorers.frame.view.View`.
        corpus: A corpus.
        state: What :attr:`state` gave; by default a fresh view, which offers the one that was left last.
    """

    def __init__(self, view: View, corpus: Any, state: Mapping[str, Any] | None = None) -> None:
        self.view, self.corpus = view, corpus
        self._held, self._place = False, "top"
        self._first: dict[str, Any] | None = None  # the view before anything was done
        self._adopt()
        view.choose()
        self.parts = Parts(self)
        self.filters, self.actions = self.parts.filters, self.parts.corrections
        super().__init__(self.parts.arranged())
        self.add_class("wb-explorer").add_class(f"wb-{view.name}")
        broken, self.last = "", {}
        try:
            self.last = saved_views.read(corpus.folder, saved_views.LAST.format(view.name))
            self.state = state or {}
        except WorkbookError as error:  # a view that cannot be opened costs the view, not the explorer
            self.state, broken = {}, str(error)
        self._first = self.state
        self.parts.offer_last(state is None and bool(self.last.get("filters") or self.last.get("selected")))
        if broken:
            self.say(broken)

    # ------------------------------------------------------------------ state
    @property
    def selected(self) -> str | None:
        """The identifier of the selected row."""
        return self.view.selected

    @selected.setter
    def selected(self, row_id: str | None) -> None:
        self.view.selected = row_id

    @property
    def state(self) -> dict[str, Any]:
        """The view as plain data: filters and selection. Setting it restores the view."""
        filters = {name: one.value for name, one in self.filters.items() if one.active}
        return {"explorer": self.view.name, "filters": filters, "selected": self.selected, **self.view.state()}

    @state.setter
    def state(self, state: Mapping[str, Any]) -> None:
        if (other := state.get("explorer", self.view.name)) != self.view.name:
            raise WorkbookError(f"this view is of another explorer ({other})", wanted=f"a view of {self.view.name}")
        self._held = True
        lost = self.parts.restore(state.get("filters", {}))
        self._held = False
        self._choose()
        self.view.restore(state)
        self.selected = state.get("selected")
        self.refresh()
        if lost:
            self.say(f"Part of the saved view is no longer in the corpus: {', '.join(lost)}.")

    def save_view(self, name: str) -> None:
        """Keep the view under a name, as a file that can be given to others."""
        path = saved_views.write(self.corpus.folder, name, self.state)
        self.parts.reopen()
        self.say(f"Saved as {path.name}; it can be given to others as a file.", good=True)

    def open_view(self, name: str) -> None:
        """Restore a view that was kept."""
        self.state = saved_views.read(self.corpus.folder, name)
        self.say(f"Opened “{name}”.", good=True)

    def open_last(self) -> None:
        """Restore the view in which this explorer was left."""
        self.state = self.last
        self.parts.offer_last(False)

    def _choose(self) -> None:
        self.view.choose(**{name: one.value for name, one in self.filters.items()})

    def _keep_as_last(self) -> None:
        if self._first is not None and self.state != self._first:
            saved_views.write(self.corpus.folder, saved_views.LAST.format(self.view.name), self.state)

    # ------------------------------------------------------------------ from filters to what is shown
    @guarded
    def refresh(self, *_: Any) -> None:
        """Filter, draw, list: the chart first, because it is what is looked at."""
        if self._held:
            return
        self._choose()
        if slow := self.view.takes_long():
            self.say(slow, good=True)
        masks = self.view.masks()
        if self._source is not self.view.source():
            self._number()
        everything = np.ones(len(self._keys), dtype=bool)
        self._passing = passing = np.flatnonzero(np.logical_and.reduce([everything, *masks.values()]))
        self._rows = self._source if len(passing) == len(self._source) else self._source.iloc[passing]
        picture = self.view.picture(self._rows, passing, self.width)
        self._listed = picture.listed
        self._ids, rows = self.view.listed_rows(picture.listed)
        if not corrections.is_open(self, self.selected):
            self.selected = None
        self.parts.draw(picture, self.selected, self.width)
        self.say("")
        self.parts.chart.after(self.guard(lambda: self._tell(picture, masks, rows)))

    def _tell(self, picture: Picture, masks: Mapping[str, np.ndarray[Any, Any]], rows: Callable[..., Any]) -> None:
        """Bring words, table, passage and footer up to the chart."""
        parts, view = self.parts, self.view
        parts.title(picture)
        parts.table.columns = [list(one) for one in view.columns]
        self._cells = lambda a, b: corrections.with_signs(self, view.cells(rows(a, b)), self._ids[a:b])
        parts.table.fill(len(self._ids), self._cells, self._at())
        if not self._ids and len(self._keys):
            self.say(f"No {view.noun} passes all filters.", good=True)
        parts.drops.children = () if self._ids else offers(self.filters, masks, len(self._keys), view.noun)
        self._read_passage()
        parts.footer(len(self._ids), len(self._keys))
        self._keep_as_last()

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that pass the filters."""
        return self._rows

    @property
    def listed(self) -> pd.DataFrame:
        """The rows of the table: those that the chart draws or counts."""
        return self._source.iloc[self._listed]

    @property
    def width(self) -> int:
        """Pixels for the chart in the browser."""
        return int(self.parts.chart.room) - MARGIN

    def undrawn(self) -> tuple[str, list[tuple[str, str]]]:
        """Return what filtered rows without a place in the chart are called, and these: words and identifier."""
        return self.view.undrawn(self._rows, self._passing)

    def chart(self, *, theme: str = "light", width: int = 820, rows: pd.DataFrame | None = None) -> Any:
        """Return the chart as it stands, for a report; or of some of :attr:`rows`, for a page of it."""
        active = [one for one in self.filters.values() if one.active and one.about.in_caption]
        filters = {one.label: one.said for one in active}
        return self.view.chart(self._rows if rows is None else rows, theme=theme, width=width, filters=filters)

    def say(self, words: str, *, good: bool = False, details: str = "") -> None:
        """Show a message where the analyst acts, until the next one; no words clear it."""
        self.parts.say(words, self._place, good=good, details=details)

    def guard(self, function: Callable[..., Any], at: str = "top") -> Callable[..., Any]:
        """Return a callback whose messages are shown ``at`` the top, in the panel, or over the passage."""
        shown = functools.partial(guarded(lambda _self, *given: function(*given)), self)

        def call(*given: Any) -> Any:
            before, self._place = self._place, at
            try:
                return shown(*given)
            finally:
                self._place = before

        return call

    # ------------------------------------------------------------------ selection and passage
    @guarded
    def clicked(self, mark: str) -> None:
        """Do what a click on a mark asks for."""
        click = self.view.clicked(mark)
        for name, value in click.filters.items():
            self.filters[name].widget.value = value
        if click.redraw:
            self.refresh()
        if click.select is not None:
            self.select(click.select)
        elif click.select_first and self._ids:
            self.select(self._ids[0])

    @guarded
    def select(self, row_id: str | None) -> None:
        """Select a row in chart and table and show its passage."""
        self.parts.chart.finish()
        self.selected = row_id
        redraw = self.view.selecting(row_id)
        self._read_passage()
        self.parts.chart.mark(row_id or "")
        self.parts.page.selected = row_id or ""
        self.parts.table.at = self._at()
        self._keep_as_last()
        if redraw:
            self.refresh()

    def step(self, by: int) -> None:
        """Select the row so many further on."""
        if self._ids:
            at = self._at()
            self.select(self._ids[max(0, min(len(self._ids) - 1, at + by if at >= 0 else 0))])

    def row(self, row_id: str | None) -> Row:
        """Return a row of the view, or None."""
        row = self.view.row(row_id)
        at = self._positions.get(row_id or "")
        return row if row is not None or at is None else self._source.iloc[at]

    def _at(self) -> int:
        return self._ids.index(self.selected) if self.selected in self._ids else -1

    def _read_passage(self) -> None:
        row, at = self.row(self.selected), self._at()
        self.parts.about_row(row, f"{at + 1:,} of {len(self._ids):,}" if at >= 0 else "", corrections.star_of(self))
        if row is None:
            self.parts.passage.value, self._read = f"<p class='wb-quiet'>{HINT}</p>", ""
            return
        if self._read == self.selected:
            return
        self._read = self.selected or ""
        self.parts.passage.value = self.view.details(row) + self.view.passages(row) + corrections.notes_on(self)

    # ------------------------------------------------------------------ corrections
    @guarded
    def correct(self, correction: Correction, values: dict[str, Any], why: str = "") -> None:
        """Write a correction to the ledger and show what it does; one that cannot be applied is not written."""
        entry = corrections.record(self, correction, values, why)
        self.selected = self.view.after(entry.row_id) or corrections.this_or_next(self, self.selected or entry.row_id)
        self.refresh()
        self.say(f"Kept: {effect_of(entry, self.corpus).rstrip('.')}.", good=True)

    @guarded
    def star(self) -> None:
        """Set a star on the selected row, or take it off."""
        corrections.toggle_star(self)
        self._read_passage()
        self.parts.table.fill(len(self._ids), self._cells, self._at())
        self.parts.footer(len(self._ids), len(self._keys))

    def reload(self) -> None:
        """Read the corpus anew, with the ledger as it is now."""
        self.corpus.reload()
        self._adopt()
        self._held = True
        for name, about in self.view.filters().items():
            if name in self.filters:
                self.filters[name].renew(about)
        self._held = False

    def _adopt(self) -> None:
        self.view.load(self.corpus)
        self._number()

    def _number(self) -> None:
        """Number the rows of the view, which may have become others."""
        self._source = self.view.source()
        self._keys = self._source[self.view.key].to_numpy(dtype=object)
        self._positions = {key: at for at, key in enumerate(self._keys)}
        self._read = ""  # whose passage is shown

    @guarded
    def undo(self, entry_id: str | None = None) -> None:
        """Take back a correction: the one named, or the latest of this explorer's own kind."""
        latest = corrections.latest(self)
        undone = self.corpus.ledger.undo(entry_id or latest.entry_id) if entry_id or latest else None
        if undone is None:
            return self.say("There is nothing to undo in this explorer.", good=True)
        words = effect_of(undone, self.corpus)
        self.reload()
        self.refresh()
        self.parts.reopen()
        return self.say(f"Undone: {words}.", good=True)
