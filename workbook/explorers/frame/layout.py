"""Where an explorer's parts stand: controls, panel, words, chart and passage, table, footer."""

from __future__ import annotations

import functools
from html import escape
from typing import Any

import ipywidgets as widgets

from workbook.charts.common.in_words import counted
from workbook.explorers.frame import corrections, panels
from workbook.explorers.frame.controls import Control, button, column, row_of
from workbook.explorers.frame.descriptions import Correction, Picture, Row
from workbook.explorers.frame.live_chart import LiveChart
from workbook.explorers.frame.passage import Passage
from workbook.explorers.frame.range_bar import PeriodBar
from workbook.explorers.frame.row_table import RowTable


class Parts:
    """The widgets of an explorer; what they show comes from it and from its view."""

    def __init__(self, explorer: Any) -> None:
        self._explorer, view = explorer, explorer.view
        self._opened = ""
        self.alert, self.head, self._where, self._shown, self._origin = (widgets.HTML() for _ in range(5))
        self.passage = Passage()
        self.drops, self.form, self.panel = row_of([]), column([]), column([], "wb-tray")
        self.form.layout.display = self.panel.layout.display = "none"
        self.chart = LiveChart(layout={"width": "100%"})
        self.chart.observe(explorer.guard(lambda change: explorer.clicked(str(change.new["id"]))), "picked")
        self.chart.observe(explorer.refresh, "room")
        self.page = Passage(layout={"display": "none", "width": "100%"})
        self.page.observe(explorer.guard(lambda change: explorer.select(str(change.new["id"]))), "picked")
        self.table = RowTable(view.columns, lambda at: explorer.select(explorer._ids[at]), label=f"{view.noun}s shown")
        self.filters = {name: Control(about) for name, about in view.filters().items()}
        self.corrections = view.corrections()
        self._buttons = [
            button(one.label, explorer.guard(functools.partial(self.open_form, one))) for one in self.corrections
        ]
        about = view.range_bar()
        self.bar = PeriodBar(about, self.filters[about.filter]) if about else None
        self._all = button("", explorer.guard(lambda _: explorer.clicked(view.opened)))
        self._neighbours = [button(words) for words in view.neighbours(None)]
        for one in self._neighbours:
            one.on_click(explorer.guard(self._go))
        behind = [one for one in self.filters.values() if not one.inline]
        waiting = {view.asks: panels.decisions_panel} if view.asks else {}
        self.panels: dict[str, Any] = {
            **{one.label: functools.partial(panels.filter_panel, one=one) for one in behind},
            **waiting,
            **panels.PANELS,
        }
        self.toggles = {
            label: button(label, explorer.guard(lambda _, label=label: self.toggle(label))) for label in self.panels
        }
        for one in self.filters.values():
            one.widget.observe(explorer.refresh, "value")

    def arranged(self) -> list[Any]:
        """Return the parts in the order in which the eye and the Tab key meet them."""
        view = self._explorer.view
        tabs = [one.widget for one in self.filters.values() if one.about.on_top]
        inline = [one.widget for one in self.filters.values() if one.inline and not one.about.on_top]
        behind = [self.toggles[one.label] for one in self.filters.values() if not one.inline]
        if view.asks:
            behind.append(self.toggles[view.asks])
        controls = [*inline[:1], *behind, *inline[1:], self.toggles["Views"]]
        controls += [button("↶ Undo", lambda _: self._explorer.undo()), self.toggles["Export"]]
        step = self._explorer.step
        steps = [button("← previous", lambda _: step(-1)), button("next →", lambda _: step(1))]
        over = [row_of([*steps, self._where, *self._buttons])]
        over += [row_of(self._neighbours)] if self._neighbours else []
        side = column([*over, self.form, self.passage], "wb-side")
        under = self._under()
        left = column([row_of([self.chart, self.page], "wb-plot"), *([row_of(under)] if under else [])], "wb-left")
        foot = row_of([self._shown, self.toggles["aside"], self.toggles["ledger"], self._origin], "wb-foot")
        body = row_of([left, side], "wb-body")
        return [self.alert, *tabs, row_of(controls), self.panel, self.head, self.drops, body, self.table, foot]

    def _under(self) -> list[Any]:
        view, note = self._explorer.view, self._explorer.view.note()
        bar = self.bar.widgets if self.bar else []
        return [*bar, *([self._all] if view.opens_counts else []), *([widgets.HTML(note)] if note else [])]

    def draw(self, picture: Picture, selected: str | None, width: int) -> None:
        """Show a picture: a chart, or a page in its place."""
        view = self._explorer.view
        hidden = view.hidden_filters()
        for name, one in self.filters.items():
            one.widget.layout.display = "none" if name in hidden else ""
        self.chart.layout.display, self.page.layout.display = ("none", "") if picture.page else ("", "none")
        self.page.value = picture.page
        self.chart.show(
            picture.data, specs=picture.specs, signals={**picture.signals, "selected": selected or ""},
            height=picture.height, width=width, description=f"{picture.title}. {'; '.join(picture.said)}",
        )  # fmt: skip
        self._all.description = view.opened_words()
        self._all.layout.display = "" if view.opened_words() else "none"
        if self.bar and picture.period:
            self.bar.follow(picture.period)

    def about_row(self, row: Row, where: str) -> None:
        """Bring the buttons over the passage up to the selected row."""
        view = self._explorer.view
        self.close_form()
        self._where.value = f"<span class='wb-quiet'>{where}</span>" if where else ""
        for made, correction in zip(self._buttons, self.corrections, strict=True):
            made.disabled = correction.needs_row and row is None
            made.layout.display = "" if view.can_correct() else "none"
        self._targets = view.neighbours(row)
        for made in self._neighbours:
            made.layout.display = "" if made.description in self._targets else "none"
            made.disabled = not self._targets.get(made.description)

    def _go(self, pressed: Any) -> None:
        self._explorer.select(self._targets[pressed.description])

    def open_form(self, correction: Correction, _: Any = None) -> None:
        """Open the form of a correction over the passage."""
        self.form.children = corrections.form(self._explorer, correction, self.close_form)
        self.form.layout.display = ""

    def close_form(self) -> None:
        """Close the form."""
        self.form.children, self.form.layout.display = (), "none"

    def footer(self, n_listed: int, n_all: int) -> None:
        """Bring the footer and the buttons' words up to what is shown."""
        explorer, view = self._explorer, self._explorer.view
        what, rows = explorer.undrawn()
        self.toggles["aside"].description = f"{len(rows):,} {what} ▸ show"
        self.toggles["ledger"].description = f"{counted(len(explorer.corpus.ledger), 'correction')} active ▸ show"
        for one in self.filters.values():
            if not one.inline:
                self.toggles[one.label].description = f"{one.label} {one.short} ▾"
        self.toggles["aside"].layout.display = "" if rows else "none"
        corpus = explorer.corpus
        self._origin.value = f"{escape(corpus.model)} · corpus {escape(str(corpus.fingerprint))}"
        words = view.counted_words(n_listed, n_all)
        self._shown.value = words or f"{n_listed:,} of {counted(n_all, view.noun)} shown"

    def toggle(self, label: str) -> None:
        """Open a panel under the controls, or close it."""
        self._opened = "" if self._opened == label else label
        self.panel.layout.display = "" if self._opened else "none"
        self.reopen()

    def reopen(self) -> None:
        """Fill the open panel anew."""
        if self._opened:
            self.panel.children = self.panels[self._opened](self._explorer)
