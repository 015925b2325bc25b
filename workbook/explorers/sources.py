"""The source explorer: where sources disagree, what each tells and omits, and one source against the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts.common.in_words import DISAGREEMENTS
from workbook.charts.common.marks import Marks, PlacedChart
from workbook.charts.common.periods import period_to_show
from workbook.charts.common.vega_lite import widget_specifications
from workbook.charts.events import happenings, timeline
from workbook.charts.events.timeline_layout import lay_out_timeline
from workbook.charts.events.timeline_vega_lite import widget_timeline
from workbook.charts.sources import coverage
from workbook.explorers.conflict_cards import ConflictCorrections, Side, cards, is_conflict, sides_of, state_of
from workbook.explorers.frame.descriptions import Correction, Filter, Picture, Row, several
from workbook.explorers.frame.forms import headed
from workbook.explorers.frame.search import haystack, holds_all
from workbook.explorers.frame.view import View
from workbook.explorers.happening_corrections import HappeningCorrections

VIEWS = {"Where they disagree": "conflicts", "Who tells what": "coverage", "One source and the rest": "against"}
NOUNS = {"conflicts": "disagreement", "against": "event"}
COLUMNS: dict[str, Any] = {
    "conflicts": [("on", 12), ("what they say", 46), ("one", 16), ("the other", 16), ("state", 10)],
    "coverage": [("when", 14), ("what", 52), ("sources", 18), ("told by", 16)],
    "against": [("when", 14), ("what", 46), ("status", 12), ("told by", 28)],
}
OF_VIEW = {"kinds": "conflicts", "of": "coverage", "source": "against", "told": "coverage"}
CARD = 130  # pixels of a card, about
NO_CONFLICT = (
    "No two independent sources were found to contradict each other",
    "only what is told outright is compared: days, figures, speakers, wordings, whether it happened",
)


class SourceView(View):
    """Disagreements as cards, a matrix of what each source tells, and a source's own line of time."""

    name: ClassVar[str] = "sources"
    table: ClassVar[str] = "conflicts"
    key: ClassVar[str] = "row_id"
    tables: ClassVar[Sequence[str]] = ("conflicts", "events", "quotes")

    def load(self, corpus: Any) -> None:
        self.corpus = corpus
        self.happenings = happenings.prepare(corpus).assign(row_id=lambda rows: rows["event_id"])
        self.tellings = happenings.tellings(corpus).set_index("event_id", drop=False)
        self._conflicts = corpus.conflicts.assign(row_id=corpus.conflicts["conflict_id"])
        self._sources = coverage.sources_of(corpus.articles)
        self._first = self.idle["view"] if self.idle else "conflicts" if len(corpus.conflicts) else "coverage"
        self._sides: dict[str, tuple[Side, Side]] = {}
        self._items: dict[str, pd.DataFrame] = {}

    def filters(self) -> dict[str, Filter]:
        """Return the filters; view, what is compared and the source are no filters of rows."""
        names = list(zip(self._sources["name"], self._sources["source_id"], strict=True)) or [("no source", "")]
        kinds = [(words, kind) for kind, words in DISAGREEMENTS.items() if (self._conflicts["kind"] == kind).any()]
        return {
            "view": Filter("View", "tabs", self._first, [*VIEWS.items()], in_caption=False, on_top=True),
            "text": Filter("Words", "words", "", hint="Search words…", width="190px"),
            "kinds": several("On", kinds),
            "of": Filter("Compare", "one", "events", list(coverage.OF), caption="Compare"),
            "told": several("Sources", list(happenings.SOURCES.values())),
            "source": Filter("Source", "one", names[0][1], names, caption="Source", width="330px"),
        }

    @property
    def _view(self) -> str:
        return str(self.chosen["view"]) if self.idle else self._first  # its rows are numbered before anything is chosen

    @property
    def noun(self) -> str:
        return NOUNS.get(self._view) or str(self.chosen["of"]).removesuffix("s")

    @property
    def columns(self) -> Sequence[Any]:
        return COLUMNS[self._view]

    def hidden_filters(self) -> set[str]:
        return {name for name, view in OF_VIEW.items() if view != self._view}

    def source(self) -> pd.DataFrame:
        if self._view == "conflicts":
            return self._conflicts
        return self.happenings if self._view == "against" else self._things()

    def _things(self) -> pd.DataFrame:
        of = self.chosen["of"] if self.idle else "events"
        if of not in self._items:
            items = coverage.items(self.corpus, of)
            if of == "events":
                about = self.happenings[["event_id", "event_ids", "headline", "status", "article"]]
                items = items.merge(about, left_on="item_id", right_on="event_id")
            self._items[of] = items.assign(row_id=items["item_id"])
        return self._items[of]

    def masks(self) -> dict[str, np.ndarray[Any, Any]]:
        rows = self.source()
        tests: dict[str, Callable[[Any], Any]] = {"text": lambda words: holds_all(self._searched(rows), words)}
        if self._view == "conflicts":
            tests["kinds"] = rows["kind"].isin
        if self._view == "coverage":
            tests["told"] = rows["sources"].isin
        return self.passing(tests)

    def _searched(self, rows: pd.DataFrame) -> pd.Series[str]:
        if self._view != "conflicts":
            return haystack(rows["words" if self._view == "coverage" else "headline"])
        passages = [" ".join(side.evidence.words for side in self.sides(one)) for one in rows["row_id"]]
        return haystack(rows["explanation"], pd.Series(passages, rows.index, dtype=object))

    # ------------------------------------------------------------------ the picture
    def picture(self, rows: pd.DataFrame, at: np.ndarray[Any, Any], width: int) -> Picture:
        if self._view == "conflicts":
            return self._cards(rows, at)
        if self._view == "coverage":
            drawn = coverage.lay_out_coverage(rows, self.corpus.articles, self.chosen["of"], width)
            head = coverage.head_height(self._sources["name"].tolist())
            return Picture(
                widget_specifications(), drawn.data(), {}, drawn.height, drawn.title, drawn.said, at, fixed=head
            )
        groups, painted, name = self._painted()
        days = period_to_show(self.happenings, None)
        layout = lay_out_timeline(painted, groups, window=days, width=width, at=at)
        words = timeline.subtitle(layout, len(at), len(self.happenings))
        specs, title = widget_timeline(tuple(groups), width), f"What {name} tells, and what others tell"
        return Picture(specs, layout.data, layout.signals, int(layout.height), title, words, layout.listed)

    def _cards(self, rows: pd.DataFrame, at: np.ndarray[Any, Any]) -> Picture:
        disputed = rows[(rows["relation"] == "contradicts") & rows["settled"].isna()]
        title = f"Where the sources disagree: {len(disputed):,} open" if len(rows) else NO_CONFLICT[0]
        aside = len(rows) - len(disputed)
        words = ["marked: the words that differ", "choose a card to read both passages and to decide"]
        words += [f"{aside:,} more settled, more exact or later"] if aside else []
        words = words if len(rows) else [NO_CONFLICT[1]]
        nothing = PlacedChart("", (), 0, Marks().rows, rows, lambda _: rows[:0])
        page = cards(self.corpus, rows)
        return Picture(widget_specifications(), nothing.data(), {}, CARD * len(rows), title, words, at, page=page)

    def _painted(self) -> tuple[list[str], pd.DataFrame, str]:
        chosen = self._sources[self._sources["source_id"] == self.chosen["source"]]
        one = (self._sources if chosen.empty else chosen).iloc[0]
        return *timeline.against_the_rest(self.happenings, one["article_ids"]), one["name"]

    def chart(self, rows: pd.DataFrame, *, theme: str, width: int, filters: Mapping[str, Any]) -> alt.LayerChart:
        """Return the chart for a report; of disagreements, the matrix of the events that they are about."""
        more: dict[str, Any] = {"theme": theme, "width": width, "filters": filters}
        if self._view == "coverage":
            return coverage.coverage(self.corpus, self.chosen["of"], rows=rows, **more)
        if self._view == "against":
            return timeline.timeline(self.corpus, rows=rows, **more)
        items = coverage.items(self.corpus, "events")
        about = {*rows["left_id"], *rows["right_id"]}
        disputed = items[[not about.isdisjoint(ids) for ids in items["row_ids"]]]
        return coverage.coverage(self.corpus, "events", rows=disputed, **more)

    # ------------------------------------------------------------------ table and passages
    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        if self._view == "coverage":
            told_by = [f"{n} of {len(self._sources)}" for n in rows["n_sources"]]
            return [list(row) for row in zip(rows["when"], rows["words"], rows["sources"], told_by, strict=True)]
        if self._view == "against":
            return rows[["when", "headline", "status", "article"]].astype(object).to_numpy().tolist()
        pairs = [self.sides(one) for one in rows["row_id"]]
        state = ["settled" if pd.notna(one) else "open" for one in rows["settled"]]
        return [
            [DISAGREEMENTS[kind], words, left.source, right.source, one if relation == "contradicts" else relation]
            for kind, words, (left, right), one, relation in zip(
                rows["kind"], rows["explanation"], pairs, state, rows["relation"], strict=True
            )
        ]

    def sides(self, conflict_id: str) -> tuple[Side, Side]:
        """Return both sides of a disagreement."""
        if conflict_id not in self._sides:
            self._sides[conflict_id] = sides_of(self.corpus, self.conflict(conflict_id))
        return self._sides[conflict_id]

    def conflict(self, conflict_id: str) -> Any:
        """Return a disagreement by its identifier."""
        return self._conflicts[self._conflicts["conflict_id"] == conflict_id].iloc[0]

    def details(self, row: Row) -> str:
        """Return what a row is about: both sides in a sentence, an event, or an item."""
        if is_conflict(row):
            return headed(row["explanation"], state_of(row))
        if "headline" in row:
            return headed(row["headline"], row["when"], row["status"], row["article"])
        return headed(row["words"], row["when"], row["sources"])

    def passages(self, row: Row) -> str:
        """Return every passage that tells it; of a disagreement both, with the words that differ marked."""
        if is_conflict(row):
            return "".join(side.evidence.html for side in self.sides(row["conflict_id"]))
        if "headline" in row:
            ids, table = row["event_ids"], "events"
        else:
            ids, table = row["row_ids"], row["table"]
        rows = [self.corpus.row(one, table) for one in ids[:12]]
        return "".join(self.corpus.evidence(one, table).html for one in rows if pd.notna(one["article_id"]))

    def subject(self, row_id: str) -> tuple[str, str] | None:
        """Return the disagreement or the event; other items are starred in their own explorers."""
        if self._view == "conflicts":
            return "conflicts", row_id
        return ("events", row_id) if row_id in self.tellings.index else None

    def row(self, row_id: str | None) -> Row:
        """Return the telling of an event that is corrected."""
        is_listed = row_id in set(self.source()["row_id"])
        return None if is_listed or row_id not in self.tellings.index else self.tellings.loc[row_id]

    def corrections(self) -> list[Correction]:
        return [*ConflictCorrections(self).all(), *HappeningCorrections(self).of_identity()]
