"""The frame of every explorer: controls, chart, evidence, corrections, table; one selection, state and ledger."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import ipywidgets as widgets
import numpy as np
import pandas as pd

from workbook.charts.common.in_words import counted
from workbook.errors import WorkbookError
from workbook.explorers.frame import corrections, panels, saved_views
from workbook.explorers.frame.controls import Action, Picture, alert, button, column, guarded, offers, row_of
from workbook.explorers.frame.live_chart import LiveChart
from workbook.explorers.frame.passage import Passage
from workbook.explorers.frame.row_table import RowTable
from workbook.explorers.frame.view import Given
from workbook.reports import save_chart

MARGIN = 14  # pixels that the drawing keeps free around itself
HINT = "Choose a mark, or a row of the table, to read where it is told. Arrow keys walk through the table."


class Explorer(Given):
    """What all explorers share; what each gives is in :class:`~workbook.explorers.frame.view.Given`.

    Args:
        corpus: A corpus.
        state: What :attr:`state` gave; ``{}`` for a fresh view; nothing for the view as it was left.
        save: Instead of :func:`workbook.reports.save_chart`; called with chart, name, folder and preset.
    """

    def __init__(
        self, corpus: Any, state: Mapping[str, Any] | None = None, *, save: Callable[..., Any] | None = None
    ) -> None:
        self.corpus, self.save = corpus, save or save_chart
        self.selected: str | None = None
        self._adopt()
        self.filters, self.actions = self.make_filters(), self.make_actions()
        self._held, self._opened = False, ""
        self._make_parts()
        super().__init__(self._arranged())
        self.add_class("wb-explorer").add_class(f"wb-{self.name}")
        try:
            self.state = saved_views.read(corpus.folder, f".last-{self.name}") if state is None else state
        except WorkbookError as error:  # a view that cannot be opened costs the view, not the explorer
            self.state = {}
            self.say(str(error))

    def in_place(self) -> list[Any]:
        """Return the widgets in the chart's place, of which one is shown at a time."""
        return [self._plot]

    def tabled(self, listed: np.ndarray[Any, Any]) -> tuple[list[str], Callable[[int, int], pd.DataFrame]]:
        """Return the identifiers of the table's rows, and what gives the rows from one number to another."""
        return self._keys[listed].tolist(), lambda first, last: self.source().iloc[listed[first:last]]

    def picked(self, mark: str) -> None:
        """Answer a click on a mark; marks that are no rows are the explorer's own."""
        self.select(mark)

    @property
    def state(self) -> dict[str, Any]:
        """The view as plain data: filters and selection. Setting it restores the view."""
        filters = {name: one.value for name, one in self.filters.items() if one.active}
        return {"explorer": self.name, "filters": filters, "selected": self.selected}

    @state.setter
    def state(self, state: Mapping[str, Any]) -> None:
        if (other := state.get("explorer", self.name)) != self.name:
            raise WorkbookError(f"this view is of another explorer ({other})", wanted=f"a view of {self.name}")
        lost, wanted = [], state.get("filters", {})
        self._held = True
        for name, one in self.filters.items():
            one.drop()
            if name in wanted and not one.restore(wanted[name]):
                lost.append(one.label)
        self._held = False
        self.selected = state.get("selected")
        self.refresh()
        if lost:
            self.say(f"Part of the saved view is no longer in the corpus: {', '.join(lost)}.")

    def save_view(self, name: str) -> None:
        """Keep the view under a name, as a file that can be given to others."""
        path = saved_views.write(self.corpus.folder, name, self.state)
        self.reopen()
        self.say(f"Saved as {path.name}; it can be given to others as a file.", good=True)

    def open_view(self, name: str) -> None:
        """Restore a view that was kept."""
        self.state = saved_views.read(self.corpus.folder, name)
        self.say(f"Opened “{name}”.", good=True)

    @guarded
    def refresh(self, *_: Any) -> None:
        """Filter, draw, list: the chart first, because it is what is looked at."""
        if self._held:
            return
        masks = self.masks()
        everything = np.ones(len(self._keys), dtype=bool)
        self._passing = np.flatnonzero(np.logical_and.reduce([everything, *masks.values()]))
        whole = self.source()
        self._rows = whole if len(self._passing) == len(whole) else whole.iloc[self._passing]
        made = self.picture(self._passing)
        self._plot.show(
            made.data, specs=made.specs, signals={**made.signals, "selected": self.selected or ""},
            height=made.height, width=self.width, description=f"{made.title}. {'; '.join(made.said)}",
        )  # fmt: skip
        self._listed = made.listed
        self._ids, rows = self.tabled(made.listed)
        self.say("")
        self._plot.after(self.guard(lambda: self._tell(made, masks, rows)))

    def _tell(self, made: Picture, masks: Mapping[str, np.ndarray[Any, Any]], rows: Callable[..., Any]) -> None:
        """Bring words, table, passage and footer up to the chart."""
        said = escape(" · ".join(made.said))
        self._head.value = f"<div class='wb-head'><h3>{escape(made.title)}</h3><p>{said}</p></div>"
        self._grid.fill(len(self._ids), lambda first, last: self.cells(rows(first, last)), self._at())
        if not self._ids and len(self._keys):
            self.say(f"No {self.noun} passes all filters.", good=True)
        self._drops.children = () if self._ids else offers(self.filters, masks, len(self._keys), self.noun)
        self._evidence()
        self._footer()
        saved_views.write(self.corpus.folder, f".last-{self.name}", self.state)

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that pass the filters."""
        return self._rows

    @property
    def listed(self) -> pd.DataFrame:
        """The rows of the table: those that the chart draws or counts."""
        return self.source().iloc[self._listed]

    @property
    def width(self) -> int:
        """Pixels for the chart in the browser."""
        return int(self._plot.room) - MARGIN

    def say(self, words: str, *, good: bool = False, details: str = "") -> None:
        """Show a message above the chart until the next one; no words clear it."""
        self._alert.value = alert(words, good=good, details=details) if words else ""

    def guard(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a callback whose errors are shown here."""
        return functools.partial(guarded(lambda _self, *given: function(*given)), self)

    @guarded
    def select(self, row_id: str | None) -> None:
        """Select a row in chart and table and show its passage."""
        self._plot.finish()
        self.selected = row_id
        self._evidence()
        self._plot.mark(row_id or "")
        self._grid.at = self._at()
        saved_views.write(self.corpus.folder, f".last-{self.name}", self.state)

    def step(self, by: int) -> None:
        """Select the row so many further on."""
        if self._ids:
            at = self._at()
            self.select(self._ids[max(0, min(len(self._ids) - 1, at + by if at >= 0 else 0))])

    def row(self, row_id: str | None) -> pd.Series[Any] | None:
        """Return a row of :meth:`source`, or None."""
        at = self._positions.get(row_id or "")
        return None if at is None else self.source().iloc[at]

    def _at(self) -> int:
        return self._ids.index(self.selected) if self.selected in self._ids else -1

    def _evidence(self) -> None:
        row, at = self.row(self.selected), self._at()
        self._close_form()
        self._where.value = f"<span class='wb-quiet'>{at + 1:,} of {len(self._ids):,}</span>" if at >= 0 else ""
        for made, action in zip(self._corrections, self.actions, strict=True):
            made.disabled = action.needs_row and row is None
        if row is None:
            self._passage.value, self._read = f"<p class='wb-quiet'>{HINT}</p>", None
            return
        if self._read == self.selected:
            return
        self._read = self.selected
        passage = "" if pd.isna(row.get("article_id")) else self.corpus.evidence(row, self.table).html
        notes = [one.value for one in self.corpus.ledger.active if (one.action, one.row_id) == ("note", self.selected)]
        noted = "".join(f"<p class='wb-quiet'><b>Note:</b> {escape(str(note))}</p>" for note in notes)
        self._passage.value = self.details(row) + passage + noted

    def _open_form(self, action: Action, _: Any = None) -> None:
        self._form.children, self._form.layout.display = corrections.form(self, action, self._close_form), ""

    def _close_form(self) -> None:
        self._form.children, self._form.layout.display = (), "none"

    @guarded
    def correct(self, action: Action, values: dict[str, Any], why: str = "") -> None:
        """Write a correction to the ledger and show what it does; one that cannot be applied is taken back."""
        entry = corrections.kept(self, action, values, why)
        self.selected = self._this_or_next(entry.row_id)
        self.refresh()
        self.say(f"Kept: {entry.describe()}.", good=True)

    def _this_or_next(self, row_id: str) -> str | None:
        """Return what is selected after a correction of a row: it, or the next where it was rejected."""
        at = self._ids.index(row_id) if row_id in self._ids else 0
        order = (row_id, *self._ids[at + 1 :], *self._ids[:at][::-1])
        return next((one for one in order if self.row(one) is not None), None)

    def reload(self) -> None:
        """Read the corpus anew, with the ledger as it is now."""
        self.corpus.reload()
        self._adopt()

    def _adopt(self) -> None:
        self._made_of = f"{escape(self.corpus.model)} · corpus {escape(str(self.corpus.fingerprint))}"
        self.load()
        self._number()

    def _number(self) -> None:
        """Number the rows of :meth:`source`, which may have become another."""
        self._keys = self.source()[self.key].to_numpy(dtype=object)
        self._positions = {key: at for at, key in enumerate(self._keys)}
        self._read = None  # whose passage is shown

    @guarded
    def undo(self, entry_id: str | None = None) -> None:
        """Take back a correction, by default the latest."""
        undone = self.corpus.ledger.undo(entry_id)
        if undone is not None:
            self.reload()
            self.refresh()
            self.reopen()
        self.say(f"Undone: {undone.describe()}." if undone else "There is nothing to undo.", good=True)

    def _make_parts(self) -> None:
        self._alert, self._head, self._where, self._shown, self._origin = (widgets.HTML() for _ in range(5))
        self._passage = Passage()
        self._drops, self._form, self._tray = row_of([]), column([]), column([], "wb-tray")
        self._form.layout.display = self._tray.layout.display = "none"
        self._plot = LiveChart(layout={"width": "100%"})
        self._plot.observe(self.guard(lambda change: self.picked(str(change.new["id"]))), "picked")
        self._plot.observe(self.refresh, "room")
        self._grid = RowTable(self.columns, lambda at: self.select(self._ids[at]), label=f"{self.noun}s shown")
        self._corrections = [
            button(action.label, self.guard(functools.partial(self._open_form, action))) for action in self.actions
        ]
        behind = [one for one in self.filters.values() if not one.inline]
        self._trays: dict[str, Callable[..., list[Any]]] = {
            **{one.label: functools.partial(panels.filter_tray, one=one) for one in behind},
            **self.more_trays(),
            **panels.TRAYS,
        }
        self._toggles = {
            label: button(label, self.guard(lambda _, label=label: self._toggle(label))) for label in self._trays
        }
        for one in self.filters.values():
            one.widget.observe(self.refresh, "value")

    def _arranged(self) -> list[Any]:
        """Return the parts in the order in which the eye and the Tab key meet them."""
        inline = [one.widget for one in self.filters.values() if one.inline]
        behind = [self._toggles[one.label] for one in self.filters.values() if not one.inline]
        behind += [self._toggles[label] for label in self.more_trays()]
        controls = [*inline[:1], *behind, *inline[1:], self._toggles["Views"]]
        controls += [button("↶ Undo", lambda _: self.undo()), self._toggles["Export"]]
        steps = [button("← previous", lambda _: self.step(-1)), button("next →", lambda _: self.step(1))]
        over = [row_of([*steps, self._where, *self._corrections]), *([row_of(more)] if (more := self.beside()) else [])]
        side = column([*over, self._form, self._passage], "wb-side")
        under = self.under()
        left = column([row_of(self.in_place(), "wb-plot"), *([row_of(under)] if under else [])], "wb-left")
        foot = row_of([self._shown, self._toggles["aside"], self._toggles["ledger"], self._origin], "wb-foot")
        body = row_of([left, side], "wb-body")
        return [self._alert, row_of(controls), self._tray, self._head, self._drops, body, self._grid, foot]

    def _footer(self) -> None:
        what, rows = self.aside()
        self._toggles["aside"].description = f"{len(rows):,} {what} ▸ show"
        self._toggles["ledger"].description = f"{counted(len(self.corpus.ledger), 'correction')} active ▸ show"
        for one in self.filters.values():
            if not one.inline:
                self._toggles[one.label].description = f"{one.label} {one.short} ▾"
        self._toggles["aside"].layout.display = "" if rows else "none"
        self._origin.value = self._made_of
        self._shown.value = f"{len(self._ids):,} of {counted(len(self._keys), self.noun)} shown"

    def _toggle(self, label: str) -> None:
        self._opened = "" if self._opened == label else label
        self._tray.layout.display = "" if self._opened else "none"
        self.reopen()

    def reopen(self) -> None:
        """Fill the open tray anew."""
        if self._opened:
            self._tray.children = self._trays[self._opened](self)
