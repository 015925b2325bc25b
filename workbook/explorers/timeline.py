"""The timeline explorer: what happened when, and who says so."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any, ClassVar

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts.common.in_words import iso_day, when
from workbook.charts.common.periods import period_to_show
from workbook.charts.common.vega_lite import transparent
from workbook.charts.events import timeline
from workbook.charts.events.timeline_layout import MOST_ROWS, lay_out_timeline, position_in_period
from workbook.charts.events.timeline_vega_lite import timeline_specification
from workbook.errors import WorkbookError
from workbook.explorers.frame.descriptions import (
    Click,
    Correction,
    Field,
    Fields,
    Filter,
    Picture,
    RangeBar,
    Row,
    several,
)
from workbook.explorers.frame.explorer import Explorer
from workbook.explorers.frame.search import haystack, holds_all, names_of, passages_of
from workbook.explorers.frame.typed_dates import EXAMPLES, PERIOD_HINT, days_of, iso_of
from workbook.explorers.frame.view import View

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
DAYS_IN_BAR = 5 * 366  # a longer range bar moves by months
MOST = [10, 20, MOST_ROWS, 100, 200, 500, "all"]


class TimelineView(View):
    """Events on a line of time."""

    name: ClassVar[str] = "timeline"
    table: ClassVar[str] = "events"
    key: ClassVar[str] = "event_id"
    noun = "event"
    _vaguer = np.array([], dtype=int)
    columns: Sequence[Any] = (("when", 13), ("what", 39), ("who", 20), ("status", 11), ("told by", 17))

    def load(self, corpus: Any) -> None:
        """Take the events from the corpus and put all that is searched into one text."""
        self.corpus = corpus
        self._events = timeline.prepare(corpus)
        self._texts: pd.Series[str] | None = None
        self._undated = self._events["first"].isna().to_numpy()
        ids = self._events["actor_ids"].explode()
        positions = ids.groupby(ids).indices
        self._actors = {actor: ids.index.to_numpy()[at] for actor, at in positions.items()}
        self._numbers = np.arange(len(self._events))
        self._dense = period_to_show(self._events, None)
        self._painted: dict[Any, Any] = {}

    def filters(self) -> dict[str, Filter]:
        """Return the filters; the period and the number shown are no filters of rows but of the view."""
        actors, events = self.corpus.actors, self._events
        frequent = sorted(((one, len(at)) for one, at in self._actors.items()), key=lambda found: -found[1])
        names = actors.set_index("actor_id")["name"]
        people = [(f"{names[one]} ({n})", one) for one, n in frequent if one in names.index]
        labels = zip(events["article_id"], events["article"], strict=True)
        articles = sorted({(name, one) for one, name in labels if pd.notna(one)})
        states = [status for status in STATUS if (events["status"] == status).any()]
        return {
            "text": Filter("Words", "words", "", hint="Search words…", width="150px"),
            "actors": several("Actors", people),
            "status": several("Status", states),
            "articles": several("Articles", articles),
            "kinds": several("Kinds", list(KINDS)),
            "units": several("Dates given as", list(UNITS)),
            "most": Filter("Shown", "steps", "all", MOST, width="190px", caption="At most"),
            "color": Filter("Colour", "one", "article", list(timeline.COLOURS), width="160px", caption="Colour by"),
            "period": Filter("Period", "line", "", hint=PERIOD_HINT, width="190px", caption="Period"),
        }

    def source(self) -> pd.DataFrame:
        """Return all events."""
        return self._events

    def masks(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return which events pass each active filter."""
        events = self._events
        tests: dict[str, Callable[[Any], Any]] = {
            "text": lambda words: holds_all(self._searched(), words),
            "actors": lambda ids: np.isin(self._numbers, np.concatenate([self._actors[one] for one in ids])),
            "status": events["status"].isin,
            "articles": events["article_id"].isin,
            "kinds": lambda some: events["kind"].isin([KINDS[one] for one in some]),
            "units": lambda some: events["granularity"].isin([unit for one in some for unit in UNITS[one]]),
        }
        return self.passing(tests)

    def _searched(self) -> pd.Series[str]:
        """Return what is searched of each event: headline, who (under all names), where, and its sentence."""
        if self._texts is None:
            events, names = self._events, names_of(self.corpus.actors)
            who = [" ".join(names.get(one, "") for one in some) for some in events["actor_ids"].to_list()]
            passages = passages_of(events, self.corpus.sentences)
            self._texts = haystack(events["headline"], pd.Series(who, events.index), events["place"], passages)
        return self._texts

    # ------------------------------------------------------------------ the chart
    def picture(self, rows: pd.DataFrame, at: np.ndarray[Any, Any], width: int) -> Picture:
        """Place the events and say what is shown."""
        groups, painted = self._paint()
        layout = lay_out_timeline(painted, groups, window=self._window(), width=width, most=self._most(), at=at)
        is_vaguer = position_in_period(self._events, layout.window) == "vaguer"
        self._vaguer = np.setdiff1d(np.flatnonzero(is_vaguer), layout.listed)
        subtitle = timeline.subtitle(layout, len(at), len(self._events))
        return Picture(
            self._specs(groups, width), layout.data, layout.signals, int(layout.height), timeline.question(layout),
            subtitle, layout.listed, period=layout.window,
        )  # fmt: skip

    def chart(self, rows: pd.DataFrame, *, theme: str, width: int, filters: Mapping[str, Any]) -> alt.LayerChart:
        """Return the chart as it stands, for a report."""
        first, last = (iso_day(day) for day in self._window())
        return timeline.timeline(
            self.corpus, rows=rows, color=self.chosen["color"], window=(first, last), theme=theme, width=width,
            most=self._most(), filters=filters,
        )  # fmt: skip

    def _most(self) -> int | None:
        chosen = self.chosen["most"]
        return None if chosen == "all" else int(chosen)

    def _window(self) -> tuple[int, int]:
        words = self.chosen["period"].strip()
        if not words:
            return self._dense
        if words == "all":
            return period_to_show(self._events, "all")
        return period_to_show(self._events, days_of(words))

    def _paint(self) -> tuple[list[str], pd.DataFrame]:
        """Return what the colours mean, and the events with theirs: over all events, so that filters change none."""
        color = self.chosen["color"]
        if color not in self._painted:
            groups = timeline.colour_groups(self._events, color)
            self._painted[color] = (groups, timeline.grouped(self._events, color, groups))
        return self._painted[color]

    def _specs(self, groups: list[str], width: int) -> dict[str, Any]:
        key = (tuple(groups), width)
        if key not in self._painted:
            ticks = {"x0": 0, "x1": 1, "ticks": [], "tick_unit": "day"}
            self._painted[key] = {
                theme: transparent(timeline_specification(groups, theme, width, ticks).to_dict())
                for theme in ("light", "dark")
            }
        return self._painted[key]

    def clicked(self, mark: str) -> Click:
        """Select an event; a count opens its days, and where they are open already its best supported events."""
        if not mark.startswith("days:"):
            return Click(select=mark)
        first, last = (int(day) for day in mark.split(":")[1:])
        if (first, last) == self._window():
            return Click(filters={"most": MOST_ROWS})
        return Click(filters={"period": f"{iso_day(first)}/{iso_day(last)}"})

    def range_bar(self) -> RangeBar:
        """Return the bar that moves the period: by days, or by months where it is long."""
        dates = period_to_show(self._events, "all")
        days = np.arange(min(dates[0], self._dense[0]), max(dates[1], self._dense[1]) + 1)
        first = last = days
        if days.size > DAYS_IN_BAR:
            months = np.unique(days.astype("datetime64[D]").astype("datetime64[M]"))
            first, last = ((months + n).astype("datetime64[D]").astype(int) - n for n in (0, 1))
        spans = list(zip(first.tolist(), last.tolist(), strict=True))
        return RangeBar("period", spans, [when(*span) for span in spans], {"All dates": "all", "Busiest days": ""})

    # ------------------------------------------------------------------ table and passage
    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        """Return the table's words."""
        shown = rows[["when", "headline", "who", "status", "article"]].astype(object)
        return shown.where(shown != "", "–").to_numpy().tolist()

    def details(self, row: Row) -> str:
        """Return the event in words: when, whether it happened, who, where."""
        place = row["place"] if pd.notna(row["place"]) else ""
        origin = "corrected or added by the analyst" if row["origin"] == "analyst" else ""
        facts = filter(None, (row["when"], STATUS[row["status"]], place, row["who"], row["article"], origin))
        return f"<h4>{escape(row['headline'])}</h4><p class='wb-quiet'>{escape(' · '.join(facts))}</p>"

    def undrawn(self, rows: pd.DataFrame, at: np.ndarray[Any, Any]) -> tuple[str, list[tuple[str, str]]]:
        """Return the filtered events that have no date."""
        undated = self._events.iloc[at[self._undated[at]]]
        vaguer = self._events.loc[self._vaguer[np.isin(self._vaguer, at)]]
        what = "without a date" if vaguer.empty else "without a date, or with one vaguer than the period"
        rows = pd.concat([undated, vaguer])
        columns = (rows[name].tolist() for name in ("headline", "when", "event_id"))
        return what, [
            (f"{headline[:160]} ({when_})", event_id) for headline, when_, event_id in zip(*columns, strict=True)
        ]

    # ------------------------------------------------------------------ corrections
    def corrections(self) -> list[Correction]:
        """Return what an analyst may correct of an event."""

        def setting(column: str) -> Any:
            return lambda _, values: {"action": "set", "field": column, "value": _filled(values, column)}

        def date(_: str, values: dict[str, Any]) -> dict[str, Any]:
            return {"action": "set", "field": "date", "value": iso_of(_filled(values, "date"))}

        def note(_: str, values: dict[str, Any]) -> dict[str, Any]:
            return {"action": "note", "value": _filled(values, "note")}

        return [
            Correction("Fix date", lambda row: _form(row, "date"), date),
            Correction("Fix headline", lambda row: _form(row, "headline"), setting("headline")),
            Correction("Change status", lambda row: _form(row, "status"), setting("status")),
            Correction("Reject", lambda _: {}, lambda _, __: {"action": "reject"}),
            Correction("Add note", lambda _: {"note": Field("Note", "text")}, note),
            Correction("Add event", _event_form, self._added, needs_row=False),
        ]

    def _added(self, selected: str, values: dict[str, Any]) -> dict[str, Any]:
        """Return the entry of an event made by hand: of its own, or told in the passage that is open."""
        row = {"kind": "action", "origin": "analyst", "rule": "analyst", "status": values["status"]}
        row |= {"headline": _filled(values, "headline"), "date": iso_of(_filled(values, "date"))}
        open_passage = self._events[(self._events["event_id"] == selected) & self._events["article_id"].notna()]
        if values["here"] and len(open_passage):
            event = open_passage.iloc[0]
            row |= {"article_id": event["article_id"], "start": int(event["start"]), "end": int(event["end"])}
        return {"action": "add", "row_id": f"x{uuid.uuid4().hex[:12]}", "value": row, "words": row["headline"]}


def _filled(values: dict[str, Any], what: str) -> str:
    if not values[what].strip():
        raise WorkbookError(f"a {what} is needed")  # said beside the form, which stays open
    return str(values[what].strip())


def _form(row: Row, *columns: str) -> Fields:
    """Return the fields for these columns, filled from the row."""
    known: Any = {"headline": "", "status": "happened", "earliest": None} if row is None else row
    days = "" if pd.isna(known["earliest"]) else known["when"]
    states = [(words, status) for status, words in STATUS.items()]
    fields = {
        "headline": Field("Headline", "text", known["headline"]),
        "date": Field("Date", value=days, hint=EXAMPLES),
        "status": Field("Status", "one", known["status"], states),
    }
    return {column: fields[column] for column in columns}


def _event_form(_: Row) -> Fields:
    here = Field("told in the passage shown above", "tick", value=False)
    return {**_form(None, "headline", "date", "status"), "here": here}


def TimelineExplorer(  # noqa: N802  typed by analysts as the explorer that it makes
    corpus: Any, state: Mapping[str, Any] | None = None, *, save: Callable[..., Any] | None = None
) -> Explorer:
    """Explore the events of a corpus: filter, read the passages, correct, save the chart.

    Args:
        corpus: A corpus.
        state: What ``explorer.state`` gave; ``{}`` for a fresh view; nothing for the view as it was left.
        save: Saves a chart; see :class:`~workbook.explorers.frame.explorer.Explorer`.
    """
    return Explorer(TimelineView(), corpus, state, save=save)
