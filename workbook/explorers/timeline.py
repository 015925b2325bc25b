"""The timeline explorer: what happened when, and who says so."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from html import escape
from typing import Any, ClassVar

import altair as alt
import ipywidgets as widgets
import numpy as np
import pandas as pd

from workbook.charts.common.in_words import iso_day, when
from workbook.charts.common.periods import period_to_show
from workbook.charts.events import timeline as charts
from workbook.charts.events.timeline_layout import MOST_ROWS, lay_out_timeline
from workbook.charts.events.timeline_vega_lite import timeline_specification
from workbook.errors import WorkbookError
from workbook.explorers.frame.controls import Action, Filter, Picture, button, several
from workbook.explorers.frame.explorer import Explorer

STATUS = {
    "happened": "happened",
    "announced": "announced",
    "planned": "planned, not happened",
    "proposed": "proposed, not happened",
    "cancelled": "cancelled, did not take place",
    "denied": "denied",
}
KINDS = {"actions": "action", "statements": "statement", "steps of a plan": "plan"}
UNITS = {
    "exact day": ("day", "time"),
    "week or so": ("weekend", "week"),
    "month": ("month",),
    "vaguer": ("quarter", "season", "year", "decade", "century"),
    "from … to …": ("interval",),
}
DATES = "2025-11-23, 2025-11, 2025 or 2025-11-21/2025-11-30"
DAYS_IN_BAR = 5 * 366  # a longer range bar moves by months
MOST = [10, 20, MOST_ROWS, 100, 200, 500, "all"]


class TimelineExplorer(Explorer):
    """Explore the events of a corpus: filter, read the passages, correct, save the chart.

    Args:
        corpus: A corpus.
        state: What :attr:`state` gave; ``{}`` for a fresh view; nothing for the view as it was left.
        save: Saves a chart; see :class:`~workbook.explorers.frame.explorer.Explorer`.
    """

    name: ClassVar[str] = "timeline"
    table: ClassVar[str] = "events"
    key: ClassVar[str] = "event_id"
    noun: str = "event"
    columns: ClassVar[list[tuple[str, int]]] = [
        ("when", 13), ("what", 39), ("who", 20), ("status", 11), ("told by", 17),
    ]  # fmt: skip

    def load(self) -> None:
        """Take the events from the corpus and put all that is searched into one text."""
        self._told = charts.prepare(self.corpus)
        said = self._told["headline"] + " " + self._told["who"] + " " + self._told["place"].fillna("")
        self._words = said.str.casefold()
        self._undated = self._told["first"].isna().to_numpy()
        ids = self._told["actor_ids"].explode()
        self._actors = ids.groupby(ids).indices
        self._actors = {one: ids.index.to_numpy()[at] for one, at in self._actors.items()}
        self._numbers = np.arange(len(self._told))
        self._dense = period_to_show(self._told, None)
        self._painted: dict[Any, Any] = {}

    def make_filters(self) -> dict[str, Filter]:
        """Return the filters; the period and the number shown are no filters of rows but of the view."""
        actors, told = self.corpus.actors, self._told
        frequent = sorted(((one, len(at)) for one, at in self._actors.items()), key=lambda found: -found[1])
        names = actors.set_index("actor_id")["name"]
        people = [(f"{names[one]} ({n})", one) for one, n in frequent if one in names.index]
        articles = [(name, one) for one, name in zip(told["article_id"], told["article"], strict=True) if pd.notna(one)]
        self._range = self._range_bar()
        show = widgets.SelectionSlider(options=MOST, value="all", description="Show", continuous_update=False)
        colour = widgets.Dropdown(options=list(charts.COLOURS), value="article", description="Colour by")
        period = widgets.Text(placeholder="dense period", description="Period", continuous_update=False)
        words = widgets.Text(placeholder="Search words…")
        for widget, width in ((words, 150), (show, 230), (colour, 160), (period, 235)):
            widget.layout.width, widget.style.description_width = f"{width}px", "auto"
        return {
            "text": Filter("Words", words, "", inline=True),
            "actors": Filter("Actors", several(people)),
            "status": Filter("Status", several([one for one in STATUS if (told["status"] == one).any()])),
            "articles": Filter("Articles", several(sorted(set(articles)))),
            "kinds": Filter("Kinds", several(list(KINDS))),
            "units": Filter("Dates given as", several(list(UNITS))),
            "most": Filter("Shown", show, "all", inline=True),
            "color": Filter("Colour", colour, "article", inline=True),
            "period": Filter("Period", period, "", inline=True),
        }

    def source(self) -> pd.DataFrame:
        """Return all events."""
        return self._told

    def masks(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return which events pass each active filter."""
        told = self._told
        tests: dict[str, Callable[[Any], Any]] = {
            "text": lambda words: self._words.str.contains(words.strip().casefold(), regex=False),
            "actors": lambda ids: np.isin(self._numbers, np.concatenate([self._actors[one] for one in ids])),
            "status": told["status"].isin,
            "articles": told["article_id"].isin,
            "kinds": lambda some: told["kind"].isin([KINDS[one] for one in some]),
            "units": lambda some: told["granularity"].isin([unit for one in some for unit in UNITS[one]]),
        }
        return self.tested(tests)

    def picture(self, at: np.ndarray[Any, Any]) -> Picture:
        """Place the events and say what is shown."""
        groups, painted = self._paint()
        made = lay_out_timeline(painted, groups, window=self._window(), width=self.width, most=self._most(), at=at)
        self._show_range(made.window)
        said = charts.subtitle(made, len(at), len(self._told))
        return Picture(
            self._specs(groups), made.data, made.signals, int(made.height), charts.question(made), said, made.listed
        )

    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        """Return the table's words."""
        shown = rows[["when", "headline", "who", "status", "article"]].astype(object)
        return shown.where(shown != "", "–").to_numpy().tolist()

    def details(self, row: pd.Series[Any]) -> str:
        """Return the event in words: when, whether it happened, who, where."""
        place = row["place"] if pd.notna(row["place"]) else ""
        origin = "corrected or added by the analyst" if row["origin"] == "analyst" else ""
        facts = filter(None, (row["when"], STATUS[row["status"]], place, row["who"], row["article"], origin))
        return f"<h4>{escape(row['headline'])}</h4><p class='wb-quiet'>{escape(' · '.join(facts))}</p>"

    def chart(self, *, theme: str = "light", width: int = 860) -> alt.LayerChart:
        """Return the chart as it stands, for a report."""
        filters = {one.label: one.said for one in self.filters.values() if one.active}
        first, last = (iso_day(day) for day in self._window())
        return charts.timeline(
            self.corpus, rows=self.rows, color=self.filters["color"].widget.value, window=(first, last),
            theme=theme, width=width, most=self._most(), filters=filters,
        )  # fmt: skip

    def _most(self) -> int | None:
        chosen = self.filters["most"].widget.value
        return None if chosen == "all" else int(chosen)

    def aside(self) -> tuple[str, list[tuple[str, str]]]:
        """Return the filtered events that have no date."""
        undated = self._told.iloc[self._passing[self._undated[self._passing]]]
        return "without a date", list(zip(undated["headline"].str.slice(0, 160), undated["event_id"], strict=True))

    def picked(self, mark: str) -> None:
        """Select an event; a count opens its days, and where they are open already its best supported events."""
        if not mark.startswith("days:"):
            return self.select(mark)
        first, last = (int(day) for day in mark.split(":")[1:])
        if (first, last) == self._window():
            self.filters["most"].widget.value = MOST_ROWS
        else:
            self.filters["period"].widget.value = f"{iso_day(first)}/{iso_day(last)}"
        return None

    # ------------------------------------------------------------------ the period
    def _window(self) -> tuple[int, int]:
        words = self.filters["period"].widget.value.strip()
        if not words:
            return self._dense
        if words == "all":
            return period_to_show(self._told, "all")
        first, _, last = words.partition("/")
        return period_to_show(self._told, (first, last or first))

    def _range_bar(self) -> widgets.SelectionRangeSlider:
        """Return the bar that moves the period: by days, or by months where it is long."""
        dates = period_to_show(self._told, "all")
        days = np.arange(min(dates[0], self._dense[0]), max(dates[1], self._dense[1]) + 1)
        first = last = days
        if days.size > DAYS_IN_BAR:
            months = np.unique(days.astype("datetime64[D]").astype("datetime64[M]"))
            first, last = ((months + n).astype("datetime64[D]").astype(int) - n for n in (0, 1))
        self._spans = list(zip(first.tolist(), last.tolist(), strict=True))
        self._starts = first
        labels = [(when(*span), n) for n, span in enumerate(self._spans)]
        bar = widgets.SelectionRangeSlider(options=labels, index=(0, len(labels) - 1), continuous_update=False)
        bar.layout.flex = "1 1 300px"
        bar.observe(self._ranged, "index")
        return bar

    def _ranged(self, change: Any) -> None:
        first, last = change.new
        words = f"{iso_day(self._spans[first][0])}/{iso_day(self._spans[last][1])}"
        if not self._following:
            self.filters["period"].widget.value = words

    _following = False

    def _show_range(self, window: tuple[int, int]) -> None:
        found = np.searchsorted(self._starts, window, side="right") - 1
        ends = tuple(np.clip(found, 0, len(self._starts) - 1).tolist())
        self._following = True
        self._range.index = ends
        self._following = False

    def under(self) -> list[Any]:
        """Return the range bar, which stands under the chart."""
        period = self.filters["period"]
        return [self._range, button("All dates", lambda _: period.restore("all")), button("Dense period", period.drop)]

    # ------------------------------------------------------------------ colours
    def _paint(self) -> tuple[list[str], pd.DataFrame]:
        """Return what the colours mean, and the events with theirs: over all events, so that filters change none."""
        color = self.filters["color"].widget.value
        if color not in self._painted:
            groups = charts.colour_groups(self._told, color)
            self._painted[color] = (groups, charts.grouped(self._told, color, groups))
        return self._painted[color]

    def _specs(self, groups: list[str]) -> dict[str, Any]:
        key = (tuple(groups), self.width)
        if key not in self._painted:
            ticks = {"x0": 0, "x1": 1, "ticks": [], "tick_unit": "day"}
            specs = {
                theme: timeline_specification(groups, theme, self.width, ticks).to_dict() for theme in ("light", "dark")
            }
            for spec in specs.values():
                spec["config"]["background"] = "transparent"
            self._painted[key] = specs
        return self._painted[key]

    # ------------------------------------------------------------------ corrections
    def make_actions(self) -> list[Action]:
        """Return what an analyst may correct of an event."""

        def setting(column: str) -> Any:
            return lambda _, values: {"action": "set", "field": column, "value": _filled(values, column)}

        def note(_: str, values: dict[str, Any]) -> dict[str, Any]:
            return {"action": "note", "value": _filled(values, "note")}

        return [
            Action("Fix date", lambda row: _form(row, "date"), setting("date")),
            Action("Fix headline", lambda row: _form(row, "headline"), setting("headline")),
            Action("Change status", lambda row: _form(row, "status"), setting("status")),
            Action("Reject", lambda _: {}, lambda _, __: {"action": "reject"}),
            Action("Add note", lambda _: {"note": widgets.Textarea(description="Note")}, note),
            Action("Add event", _event_form, self._added, needs_row=False),
        ]

    def _added(self, selected: str, values: dict[str, Any]) -> dict[str, Any]:
        """Return the entry of an event made by hand: of its own, or told in the passage that is open."""
        told = self.row(selected) if values["here"] else None
        row = {"kind": "action", "origin": "analyst", "rule": "analyst", "status": values["status"]}
        row |= {name: _filled(values, name) for name in ("headline", "date")}
        if told is not None and pd.notna(told["article_id"]):
            row |= {"article_id": told["article_id"], "start": int(told["start"]), "end": int(told["end"])}
        return {"action": "add", "row_id": f"x{uuid.uuid4().hex[:12]}", "value": row, "words": row["headline"]}


def _filled(values: dict[str, Any], what: str) -> str:
    if not values[what].strip():
        raise WorkbookError(f"a {what} is needed")
    return str(values[what].strip())


def _form(row: pd.Series[Any] | None, *columns: str) -> dict[str, Any]:
    """Return the fields for these columns, filled from the row."""
    known: Any = {"headline": "", "status": "happened", "earliest": None} if row is None else row
    days = "" if pd.isna(known["earliest"]) else "/".join(dict.fromkeys((known["earliest"], known["latest"])))
    states = [(words, status) for status, words in STATUS.items()]
    fields = {
        "headline": widgets.Textarea(known["headline"], description="Headline"),
        "date": widgets.Text(days, description="Date", placeholder=DATES),
        "status": widgets.Dropdown(options=states, value=known["status"], description="Status"),
    }
    return {column: fields[column] for column in columns}


def _event_form(_: pd.Series[Any] | None) -> dict[str, Any]:
    here = widgets.Checkbox(value=False, description="told in the passage shown above")
    return {**_form(None, "headline", "date", "status"), "here": here}
