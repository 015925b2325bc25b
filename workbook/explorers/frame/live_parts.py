"""The parts that draw in the page: chart, passage, table. One that does not answer is said, and made anew."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from workbook.explorers.frame.controls import button, row_of
from workbook.explorers.frame.corrections import follow
from workbook.explorers.frame.descriptions import Picture
from workbook.explorers.frame.live_chart import LiveChart
from workbook.explorers.frame.page_parts import Keys, Passage, RowTable


class LiveParts:
    """Chart, passage and table, each in its place, and the line that offers to draw them again.

    A notebook that loads under load may lose one of them: its place stays empty, and no error reaches Python. Each
    answers when it stands in the page; until all have, a line says which are missing. Its style shows it only after a
    few seconds, so that nobody sees it where all is well.
    """

    def __init__(self, explorer: Any) -> None:
        self._explorer = explorer
        self.chart_place, self.passage_place, self.table_place = row_of([], "wb-plot"), row_of([]), row_of([])
        self.keys_place = widgets.Box()
        self._missing = widgets.HTML()
        again = button("Draw again", explorer.guard(lambda _: self.draw_again()))
        self.waiting = row_of([self._missing, again], "wb-waiting")
        self._make()

    def _make(self) -> None:
        explorer, view = self._explorer, self._explorer.view
        self._silent = {"chart", "passage", "table"}
        self.keys = Keys({"undo": explorer.undo, "escape": lambda: explorer.parts.escape()}, name=view.name)
        self.keys_place.children = (self.keys,)
        self.chart = LiveChart(layout={"width": "100%"})
        self.chart.observe(explorer.guard(lambda change: explorer.clicked(str(change.new["id"]))), "picked")
        self.chart.observe(explorer.refresh, "room")
        self.page, self.passage = Passage(layout={"display": "none", "width": "100%"}), Passage()
        for one in (self.page, self.passage):
            one.observe(explorer.guard(lambda change: follow(explorer, str(change.new["id"]))), "picked")
        self.table = RowTable(view.columns, lambda at: explorer.select(explorer._ids[at]), label=f"{view.noun}s shown")
        for name, one in (("chart", self.chart), ("passage", self.passage), ("table", self.table)):
            one.on_msg(lambda _widget, message, _buffers, name=name: self._heard(name, message))
        self.chart_place.children = (self.chart, self.page)
        self.passage_place.children, self.table_place.children = (self.passage,), (self.table,)
        self._tell_missing()

    def _heard(self, name: str, message: Any) -> None:
        if failed := message.get("failed"):
            self._explorer.say(f"The {name} could not be drawn.", details=str(failed))
            self._silent.add(name)
        elif name in self._silent:
            self._silent.discard(name)
        else:
            return
        self._tell_missing()

    def _tell_missing(self) -> None:
        missing = " and ".join(sorted(self._silent))
        self._missing.value = f"<span role='status'>Not drawn yet: {missing}. The notebook may be busy.</span>"
        self.waiting.layout.display = "" if self._silent else "none"

    def draw_again(self) -> None:
        """Make chart, passage and table anew, with what they show now."""
        self._make()
        self._explorer._read = ""
        self._explorer.refresh()

    def show_picture(self, picture: Picture, selected: str | None, width: int) -> None:
        """Show a chart, or a page in its place."""
        self.chart.layout.display, self.page.layout.display = ("none", "") if picture.page else ("", "none")
        self.page.value, self.page.selected = picture.page, selected or ""
        self.chart.show(
            picture.data, specs=picture.specs, signals={**picture.signals, "selected": selected or ""},
            height=picture.height, width=width, fixed=picture.fixed,
            description=f"{picture.title}. {'; '.join(picture.said)}",
        )  # fmt: skip
