"""The timeline explorer: what happened when, and who says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts.common.in_words import iso_day, when
from workbook.charts.common.periods import period_to_show
from workbook.charts.common.provenance import labels_of
from workbook.charts.events import happenings, timeline
from workbook.charts.events.timeline_layout import MOST_ROWS, lay_out_timeline, position_in_period
from workbook.charts.events.timeline_vega_lite import STATUS, widget_timeline
from workbook.explorers.frame.descriptions import Click, Correction, Filter, Picture, RangeBar, Row, several
from workbook.explorers.frame.forms import headed
from workbook.explorers.frame.search import haystack, holds_all, names_of, passages_of
from workbook.explorers.frame.typed_dates import PERIOD_HINT, period_of
from workbook.explorers.frame.view import View
from workbook.explorers.happening_corrections import HappeningCorrections

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
    """Happenings on a line of time: one mark each, opened to all who tell it."""

    name: ClassVar[str] = "timeline"
    table: ClassVar[str] = "events"
    key: ClassVar[str] = "event_id"
    noun = "event"
    _vaguer = np.array([], dtype=int)
    columns: Sequence[Any] = (("when", 13), ("what", 39), ("who", 20), ("status", 11), ("told by", 17))

    def load(self, corpus: Any) -> None:
        self.corpus = corpus
        self.happenings = happenings.prepare(corpus)
        self.tellings = happenings.tellings(corpus).set_index("event_id", drop=False)
        self._texts: pd.Series[str] | None = None
        self._undated = self.happenings["first"].isna().to_numpy()
        ids = self.happenings["actor_ids"].explode()
        positions = ids.groupby(ids).indices
        self._actors = {actor: ids.index.to_numpy()[at] for actor, at in positions.items()}
        self._numbers = np.arange(len(self.happenings))
        self._hidden = set(self.tellings.index) - set(self.happenings["event_id"])
        self._dense = period_to_show(self.happenings, None)
        self._painted: dict[Any, Any] = {}

    def filters(self) -> dict[str, Filter]:
        """Return the filters; the period and the number shown are no filters of rows but of the view."""
        actors, events = self.corpus.actors, self.happenings
        frequent = sorted(((one, len(at)) for one, at in self._actors.items()), key=lambda found: -found[1])
        names = actors.set_index("actor_id")["name"]
        people = [(f"{names[one]} ({n})", one) for one, n in frequent if one in names.index]
        labels = labels_of(self.corpus.articles)
        articles = sorted((labels[one], one) for one in events["article_ids"].explode().dropna().unique())
        states = [status for status in STATUS if (events["status"] == status).any()]
        return {
            "text": Filter("Words", "words", "", hint="Search words…", width="150px"),
            "actors": several("Actors", people),
            "status": several("Status", states),
            "articles": several("Articles", articles),
            "sources": several("Sources", list(happenings.SOURCES.values())),
            "kinds": several("Kinds", list(KINDS)),
            "units": several("Dates given as", list(UNITS)),
            "most": Filter("Shown", "steps", "all", MOST, width="150px", caption="At most"),
            "color": Filter("Colour", "one", "sources", list(timeline.COLOURS), width="160px", caption="Colour by"),
            "period": Filter("Period", "line", "", hint=PERIOD_HINT, width="190px", caption="Period"),
        }

    def source(self) -> pd.DataFrame:
        return self.happenings

    def masks(self) -> dict[str, np.ndarray[Any, Any]]:
        events = self.happenings
        tests: dict[str, Callable[[Any], Any]] = {
            "text": lambda words: holds_all(self._searched(), words),
            "actors": lambda ids: np.isin(self._numbers, np.concatenate([self._actors[one] for one in ids])),
            "status": events["status"].isin,
            "articles": lambda some: [not set(some).isdisjoint(ids) for ids in events["article_ids"]],
            "sources": events["sources"].isin,
            "kinds": lambda some: events["kind"].isin([KINDS[one] for one in some]),
            "units": lambda some: events["granularity"].isin([unit for one in some for unit in UNITS[one]]),
        }
        return self.passing(tests)

    def _searched(self) -> pd.Series[str]:
        """Return what is searched of each telling: headline, who (under all names), where, and its sentence."""
        if self._texts is None:
            events, names = self.tellings, names_of(self.corpus.actors)
            who = [" ".join(names.get(one, "") for one in some) for some in events["actor_ids"].to_list()]
            passages = passages_of(events, self.corpus.sentences)
            texts = haystack(events["headline"], pd.Series(who, events.index), events["place"], passages)
            each = self.happenings["event_ids"].explode()
            self._texts = texts.reindex(each).groupby(each.index.to_numpy()).agg(" ".join)
        return self._texts

    # ------------------------------------------------------------------ the chart
    def picture(self, rows: pd.DataFrame, at: np.ndarray[Any, Any], width: int) -> Picture:
        """Place the happenings and say what is shown."""
        groups, painted = self._paint()
        layout = lay_out_timeline(painted, groups, window=self._window(), width=width, most=self._most(), at=at)
        is_vaguer = position_in_period(self.happenings, layout.window) == "vaguer"
        self._vaguer = np.setdiff1d(np.flatnonzero(is_vaguer), layout.listed)
        title, subtitle = timeline.question(layout), timeline.subtitle(layout, len(at), len(self.happenings))
        return Picture(
            widget_timeline(tuple(groups), width), layout.data, layout.signals, int(layout.height), title,
            subtitle, layout.listed, period=layout.window,
        )  # fmt: skip

    def chart(self, rows: pd.DataFrame, *, theme: str, width: int, filters: Mapping[str, Any]) -> alt.LayerChart:
        first, last = (iso_day(day) for day in self._window())
        return timeline.timeline(
            self.corpus, rows=rows, color=self.chosen["color"], window=(first, last), theme=theme, width=width,
            most=self._most(), filters=filters,
        )  # fmt: skip

    def _most(self) -> int | None:
        chosen = self.chosen["most"]
        return None if chosen == "all" else int(chosen)

    def _window(self) -> tuple[int, int]:
        return period_of(self.happenings, self.chosen["period"]) if self.chosen["period"].strip() else self._dense

    def _paint(self) -> tuple[list[str], pd.DataFrame]:
        """Return what the colours mean, and all happenings with theirs, so that filters change none."""
        color = self.chosen["color"]
        if color not in self._painted:
            groups = timeline.colour_groups(self.happenings, color)
            self._painted[color] = (groups, timeline.grouped(self.happenings, color, groups))
        return self._painted[color]

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
        dates = period_to_show(self.happenings, "all")
        days = np.arange(min(dates[0], self._dense[0]), max(dates[1], self._dense[1]) + 1)
        first = last = days
        if days.size > DAYS_IN_BAR:
            months = np.unique(days.astype("datetime64[D]").astype("datetime64[M]"))
            first, last = ((months + n).astype("datetime64[D]").astype(int) - n for n in (0, 1))
        spans = list(zip(first.tolist(), last.tolist(), strict=True))
        return RangeBar("period", spans, [when(*span) for span in spans], {"All dates": "all", "Busiest days": ""})

    # ------------------------------------------------------------------ table and passage
    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        shown = rows[["when", "headline", "who", "status", "article"]].astype(object)
        return shown.where(shown != "", "–").to_numpy().tolist()

    def details(self, row: Row) -> str:
        """Return the happening in words: when, whether it happened, who, where, and how many tell it."""
        place = row["place"] if pd.notna(row["place"]) else ""
        origin = "corrected or added by the analyst" if row["origin"] == "analyst" else ""
        differ = "≠ the sources differ" if row["agreement"] == "differ" else ""
        facts = filter(None, (row["when"], STATUS[row["status"]], place, row["who"], row["article"], differ, origin))
        return headed(row["headline"], *facts)

    def passages(self, row: Row) -> str:
        """Return every telling of the happening: the one that its headline is from, then the others."""
        others = [one for one in row["event_ids"] if one != row["event_id"]]
        each = [self.tellings.loc[one] for one in (row["event_id"], *others)]
        return "".join(self.corpus.evidence(one, "events").html for one in each if pd.notna(one["article_id"]))

    def row(self, row_id: str | None) -> Row:
        """Return a telling that stands in the table under another one of its happening."""
        return self.tellings.loc[row_id] if row_id in self._hidden else None

    def after(self, row_id: str) -> str | None:
        """After a correction of a telling go on with its happening."""
        return next((one for one, ids in zip(self.happenings["event_id"], self.happenings["event_ids"], strict=True)
                     if row_id in ids), None)  # fmt: skip

    def undrawn(self, rows: pd.DataFrame, at: np.ndarray[Any, Any]) -> tuple[str, list[tuple[str, str]]]:
        """Return the filtered events that have no date."""
        undated = self.happenings.iloc[at[self._undated[at]]]
        vaguer = self.happenings.loc[self._vaguer[np.isin(self._vaguer, at)]]
        what = "without a date" if vaguer.empty else "without a date, or with one vaguer than the period"
        rows = pd.concat([undated, vaguer])
        columns = (rows[name].tolist() for name in ("headline", "when", "event_id"))
        return what, [
            (f"{headline[:160]} ({when_})", event_id) for headline, when_, event_id in zip(*columns, strict=True)
        ]

    def corrections(self) -> list[Correction]:
        return HappeningCorrections(self).all()
