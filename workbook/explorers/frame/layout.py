"""Where an explorer's parts stand: controls, panel, words, chart and passage, table, footer."""

from __future__ import annotations

import functools
from html import escape
from textwrap import shorten
from typing import Any

import ipywidgets as widgets

from workbook.charts.common.in_words import counted
from workbook.explorers.frame import corrections, panels
from workbook.explorers.frame.controls import Control, PeriodBar, alert, button, column, row_of
from workbook.explorers.frame.corrections import effect_of
from workbook.explorers.frame.descriptions import Correction, Picture, Row
from workbook.explorers.frame.live_parts import LiveParts

UNDER, LOWEST = 70, 300  # pixels of the rows under a chart, and of the passage at least; few marks leave no void
BLANK = 20  # a picture that is no higher is none: a page stands in its place


class Parts(LiveParts):
    """The widgets of an explorer; what they show comes from it and from its view."""

    def __init__(self, explorer: Any) -> None:
        super().__init__(explorer)
        view = explorer.view
        self._opened = ""
        self.alert, self.passage_alert, self.panel_alert = (widgets.HTML() for _ in range(3))
        self._alerts = {"top": self.alert, "passage": self.passage_alert, "panel": self.panel_alert}
        self.head, self._where, self._shown, self._origin = (widgets.HTML() for _ in range(4))
        self.drops, self.form, self.panel = row_of([]), column([]), column([], "wb-tray")
        self.form.layout.display = self.panel.layout.display = "none"
        self.filters = {name: Control(about) for name, about in view.filters().items()}
        self.corrections = view.corrections()
        self._buttons = [
            button(one.label, explorer.guard(functools.partial(self.open_form, one), at="passage"))
            for one in self.corrections
        ]
        self._star = button("☆", lambda _: explorer.star())
        self._star.tooltip = "Star this row: for yourself, and for the brief"
        self.undo = button("↶ Undo", lambda _: explorer.undo())
        self._last = button("↺ Open the last view", explorer.guard(lambda _: explorer.open_last()))
        about = view.range_bar()
        self.bar = PeriodBar(about, self.filters[about.filter]) if about else None
        self._all = button("", explorer.guard(lambda _: explorer.clicked(view.opened)))
        behind = [one for one in self.filters.values() if not one.inline]
        waiting = {view.asks: panels.decisions_panel} if view.asks else {}
        self.panels: dict[str, Any] = {
            **{one.label: lambda _, one=one: [one.widget] for one in behind},
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
        controls = [*inline[:1], *behind, *inline[1:], self.toggles["Views"], self._last, self.undo]
        controls += [self.toggles["Export"]]
        step = self._explorer.step
        steps = [button("←", lambda _: step(-1)), button("→", lambda _: step(1))]
        for made, words in zip(steps, ("The row before", "The next row"), strict=True):
            made.tooltip = words
        self._over = row_of([*steps, self._where, self._star, *self._buttons])
        side = column([column([self._over, self.passage_alert, self.form], "wb-over"), self.passage_place], "wb-side")
        under = [*(self.bar.widgets if self.bar else []), self._all, widgets.HTML(view.note())]
        left = column([self.chart_place, row_of(under)], "wb-left")
        foot = row_of([self._shown, self.toggles["aside"], self.toggles["ledger"], self._origin], "wb-foot")
        self._body = row_of([left, side], "wb-body")
        tray = column([self.panel, self.panel_alert])
        top = [self.keys_place, self.alert, self.waiting, *tabs, row_of(controls, "wb-row wb-controls")]
        return [*top, tray, self.head, self.drops, self._body, self.table_place, foot]

    # ------------------------------------------------------------------ what is shown
    def draw(self, picture: Picture, selected: str | None, width: int) -> None:
        """Show a picture: a chart, or a page in its place."""
        view = self._explorer.view
        hidden = view.hidden_filters()
        for name, one in self.filters.items():
            shown = one.widget if one.inline else self.toggles[one.label]
            shown.layout.display = "none" if name in hidden else ""
        self.show_picture(picture, selected, width)
        tall = max(picture.height + UNDER, LOWEST)
        self._body.layout.max_height = f"{tall}px" if picture.height > BLANK else ""
        self._all.description = view.opened_words()
        self._all.layout.display = "" if view.opened_words() else "none"
        if self.bar and picture.period:
            self.bar.follow(picture.period)

    def title(self, picture: Picture) -> None:
        """Show the question over the chart, and what is shown, left out, and how to read it."""
        said = escape(" · ".join(picture.said))
        self.head.value = f"<div class='wb-head'><h3>{escape(picture.title)}</h3><p title='{said}'>{said}</p></div>"
        self.keys.sought = self._explorer.view.sought()

    def about_row(self, row: Row, where: str, star: Any) -> None:
        """Bring the buttons over the passage up to the selected row; ``star`` is its entry, None or False."""
        view = self._explorer.view
        self.close_form()
        self._where.value = f"<span class='wb-quiet'>{where}</span>" if where else ""
        self._star.description, self._star.disabled = "★" if star else "☆", star is False or row is None
        for made, correction in zip(self._buttons, self.corrections, strict=True):
            made.disabled = correction.needs_row and row is None
            made.description = correction.words(row) if correction.words else correction.label
            made.layout.display = "" if view.can_correct() and made.description else "none"

    def footer(self, n_listed: int, n_all: int) -> None:
        """Bring the footer and the buttons' words up to what is shown."""
        explorer, view, corpus = self._explorer, self._explorer.view, self._explorer.corpus
        what, rows = explorer.undrawn()
        active = corpus.ledger.active
        n = len([entry for entry in active if entry.action != "star"])
        self.toggles["aside"].description = f"{len(rows):,} {what} ▸ show"
        self.toggles["ledger"].description = f"{counted(n, 'correction')} active ▸ show"
        for one in self.filters.values():
            if not one.inline:
                self.toggles[one.label].description = f"{one.label} {one.short} ▾"
        self.toggles["aside"].layout.display = "" if rows else "none"
        self._origin.value = f"{escape(corpus.model)} · corpus {escape(str(corpus.fingerprint))}"
        words = view.counted_words(n_listed, n_all)
        self._shown.value = words or f"{n_listed:,} of {counted(n_all, view.noun)} shown"
        latest = corrections.latest(explorer)
        words = effect_of(latest, corpus) if latest else ""
        self.undo.disabled, self.undo.tooltip = not latest, f"Take back: {words}" if latest else "Nothing to take back"
        self.undo.description = f"↶ Undo: {shorten(words, 20, placeholder=' …')}" if latest else "↶ Undo"

    def say(self, words: str, place: str, *, good: bool, details: str) -> None:
        """Show a message ``top``, in the ``panel`` or over the ``passage``; the others are cleared."""
        for name, one in self._alerts.items():
            one.value = alert(words, good=good, details=details) if words and name == place else ""

    def restore(self, wanted: dict[str, Any]) -> list[str]:
        """Set the filters as a saved view has them; return the labels of those that no longer can be."""
        lost = []
        for name, one in self.filters.items():
            one.drop()
            if name in wanted and not one.restore(wanted[name]):
                lost.append(one.label)
        return lost

    def offer_last(self, there_is: bool) -> None:
        """Offer the view in which the explorer was left."""
        self._last.layout.display = "" if there_is else "none"

    # ------------------------------------------------------------------ what opens and closes
    def open_form(self, correction: Correction, _: Any = None) -> None:
        """Open the form of a correction over the passage, in the place of the buttons."""
        children = corrections.form(self._explorer, correction, self.close_form)
        self._show_form(True)
        self.form.children = children  # last: the page gives them the focus that the hidden button had

    def close_form(self) -> None:
        """Close the form."""
        self.form.children = ()
        self._show_form(False)

    def _show_form(self, is_open: bool) -> None:
        self.form.layout.display = "" if is_open else "none"
        self._over.layout.display = "none" if is_open else ""

    def toggle(self, label: str) -> None:
        """Open a panel under the controls, or close it."""
        self._opened = "" if self._opened == label else label
        self.panel.layout.display = "" if self._opened else "none"
        self.panel_alert.value = ""
        self.reopen()

    def reopen(self) -> None:
        """Fill the open panel anew."""
        if self._opened:
            self.panel.children = self.panels[self._opened](self._explorer)

    def escape(self) -> None:
        """Close what is open: the form, else the panel, else the count that is listed, else the passage."""
        if self.form.children:
            self.close_form()
        elif self._opened:
            self.toggle(self._opened)
        elif self._explorer.view.opened:
            self._explorer.clicked(self._explorer.view.opened)
        else:
            self._explorer.select(None)
        self._explorer.say("")
