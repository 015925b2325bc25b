"""The quote explorer: who said what, in which words, and where a position changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import altair as alt
import numpy as np
import pandas as pd

from workbook.analysis.keywords import keywords_in_context
from workbook.charts.common.colour_groups import groups_of
from workbook.charts.common.in_words import day_number
from workbook.charts.common.marks import PlacedChart
from workbook.charts.common.provenance import labels_of
from workbook.charts.common.vega_lite import chart_of, widget_specifications
from workbook.charts.events.timeline_vega_lite import timeline_specification, widget_timeline
from workbook.charts.quotes import counts, over_time, statements
from workbook.explorers.frame.descriptions import Click, Correction, Filter, Picture, Row, several
from workbook.explorers.frame.search import haystack, holds_all, names_of, passages_of, words_of
from workbook.explorers.frame.typed_dates import PERIOD_HINT, period_of
from workbook.explorers.frame.view import View
from workbook.explorers.quote_passages import (
    cells_of,
    corrections_on,
    details_of,
    parts,
    speakers_of,
    within,
)

VIEWS = {"Speakers": "speakers", "Over time": "time", "Terms in quotation marks": "terms", "Words in context": "words"}
NOUNS = {"speakers": "statement", "time": "statement", "terms": "term", "words": "place"}
COLUMNS: dict[str, Any] = {
    "statements": [("when", 14), ("who", 18), ("verb", 10), ("words", 38), ("article", 20)],
    "terms": [("when", 16), ("term", 44), ("article", 40)],
    "words": [("", 39, "right"), ("words", 12), ("", 32), ("article", 17)],
}
ASK = "Type words into the box, several with commas between them; or choose speakers, for their mentions."


class QuoteView(View):
    """Who said what: by speaker, in the order of days, terms in quotation marks, words in their context."""

    name: ClassVar[str] = "quotes"
    table: ClassVar[str] = "quotes"
    key: ClassVar[str] = "quote_id"
    view = "speakers"
    _all = ""

    def load(self, corpus: Any) -> None:
        self.corpus = corpus
        found = statements.prepare(corpus)
        term = found["quote_type"] == "scare"
        self._said, self._terms = found[~term].reset_index(drop=True), found[term].reset_index(drop=True)
        self._texts: dict[int, pd.Series[str]] = {}
        self._groups = {
            "speakers": groups_of(self._said["verb"]),
            "terms": groups_of(self._terms["article"]),
        }
        self._groups["time"] = self._groups["speakers"]
        self._asked: tuple[Any, pd.DataFrame] = (None, pd.DataFrame())
        self._laid_out: tuple[Any, ...] = ()

    def filters(self) -> dict[str, Filter]:
        """Return the filters; the words are what is sought in "Words in context"."""
        labels = labels_of(self.corpus.articles)
        used = set(self._said["article_id"]) | set(self._terms["article_id"])
        topics = pd.Series([one for some in self._said["topics"].to_list() for one in some], dtype="str").value_counts()
        types = [(words, kind) for kind, words in statements.TYPES.items() if kind != "scare"]
        found = {
            "view": Filter("View", "tabs", "speakers", [*VIEWS.items()], in_caption=False, on_top=True),
            "text": Filter("Words", "line", "", hint="Search words…", width="190px"),
            "speakers": several("Speakers", speakers_of(self._said)),
            "verbs": several("Verbs", list(self._said["verb"].value_counts().index)),
            "types": several("Marks", types),
            "articles": several("Articles", sorted((labels[one], one) for one in used)),
            "topics": several("Topics", [(f"{one} ({n:,})", one) for one, n in topics.items()]),
            "period": Filter("Period", "line", "", hint=PERIOD_HINT, width="190px", caption="Period"),
            "once": Filter("Repeats", "switch", True, width="150px", caption="same words once"),
        }
        return found if len(topics) else {name: one for name, one in found.items() if name != "topics"}

    # ------------------------------------------------------------------ views
    def choose(self, **values: Any) -> None:
        """Take the filters' values; another view begins with no count opened."""
        super().choose(**values)
        if self.chosen["view"] != self.view:
            self.view, self.opened = self.chosen["view"], ""

    @property
    def noun(self) -> str:
        return NOUNS[self.view]

    @property
    def columns(self) -> Sequence[Any]:
        return COLUMNS.get(self.view, COLUMNS["statements"])

    def state(self) -> dict[str, Any]:
        return {"opened": self.opened}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.opened = str(state.get("opened", ""))

    def source(self) -> pd.DataFrame:
        if self.view == "words":
            return self._places()
        return self._terms if self.view == "terms" else self._said

    def _places(self) -> pd.DataFrame:
        """Return where the words sought stand; without words, where the chosen speakers are mentioned."""
        words = self.chosen["text"].strip()
        wanted = tuple(parts(words) if words else self.chosen["speakers"])
        if self._asked[0] != wanted:
            places = keywords_in_context(self.corpus, [one for one in wanted if not one.startswith("as printed: ")])
            days = self.corpus.articles.set_index("article_id")["published"]
            day = day_number(places["article_id"].map(days))
            article = places["article_id"].map(labels_of(self.corpus.articles))
            self._asked = (wanted, places.assign(quote_id=places["keyword_id"], first=day, last=day, article=article))
        return self._asked[1]

    def masks(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return which rows pass each active filter; "same words once" looks at what the others let pass."""
        rows = self.source()
        tests: dict[str, Any] = {
            "articles": lambda some: rows["article_id"].isin(some),
            "period": lambda words: within(rows, words),
        }
        if self.view != "words":
            texts = self._searched(rows)
            tests["text"] = lambda words: np.logical_or.reduce([holds_all(texts, one) for one in parts(words)])
        if self.view in ("speakers", "time"):
            tests |= {
                "speakers": lambda some: rows["speaker"].isin(some),
                "verbs": lambda some: rows["verb"].isin(some),
                "types": lambda some: rows["quote_type"].isin(some),
                "topics": lambda some: [not set(some).isdisjoint(ones) for ones in rows["topics"].to_list()],
            }
        masks = self.passing(tests)
        if self.view in ("speakers", "time") and self.chosen["once"]:
            passing = np.logical_and.reduce([np.ones(len(rows), dtype=bool), *masks.values()])
            masks["once"] = ~passing
            masks["once"][passing] = statements.once(rows.loc[passing, ["group_id"]])
        return masks

    def hidden_filters(self) -> set[str]:
        """Terms and words are nobody's statements; for words the speakers are whose mentions are sought."""
        if self.view in ("speakers", "time"):
            return set()
        return {"verbs", "types", "topics", "once"} | ({"speakers"} if self.view == "terms" else set())

    def _searched(self, rows: pd.DataFrame) -> pd.Series[str]:
        """Return what is searched of each row: who, under all names, words, verb, sentence, article."""
        if id(rows) not in self._texts:
            names = names_of(self.corpus.actors)
            who = rows["who"] + " " + rows["actor_id"].map(names).fillna("").astype(object)
            passages = passages_of(rows, self.corpus.sentences)
            self._texts[id(rows)] = haystack(who, rows["content"], rows["cue"], passages, rows["article"])
        return self._texts[id(rows)]

    def sought(self) -> list[str]:
        """Return the words that were typed, those between commas apart."""
        return [word for one in parts(self.chosen["text"]) for word in words_of(one)]

    def subject(self, row_id: str) -> tuple[str, str] | None:
        """Return the statement; a place of words is found anew each time."""
        return None if self.view == "words" else super().subject(row_id)

    def _drawn(self, rows: pd.DataFrame, width: int) -> tuple[PlacedChart, list[str]]:
        """Return the view's chart of these rows and what its colours mean."""
        if self.view == "words":
            groups = groups_of(self.source()["keyword"].str.casefold())
            return counts.by_article(rows, groups, width), groups
        groups = self._groups[self.view]
        if self.view == "time":
            return over_time.over_time(rows, groups, width, period_of(rows, self.chosen["period"])), groups
        return (counts.terms if self.view == "terms" else counts.by_speaker)(rows, groups, width), groups

    def picture(self, rows: pd.DataFrame, at: np.ndarray[Any, Any], width: int) -> Picture:
        """Count or place the rows; the table shows those of the mark that is opened, or all."""
        laid_out = (self.view, width, self.chosen["period"], self._asked[0], at.tobytes())
        if laid_out != self._laid_out:  # a click changes nothing that is laid out
            self._made, self._colours = self._drawn(rows, width)
        self._laid_out, made, groups = laid_out, self._made, self._colours
        listed = made.behind(self.opened).index.to_numpy() if self.opened else made.labels
        if not len(listed):
            self.opened, listed = "", made.labels
        self._all = f"Table: the {len(listed):,} of the chosen mark – show all {len(made.labels):,}"
        signals = {**made.signals} if self.view == "time" else {"picked": self.opened}
        specs, said = (
            widget_timeline(tuple(groups), width, over_time.STATEMENT_STYLES)
            if self.view == "time"
            else widget_specifications(),
            self._subtitle(made, len(rows)),
        )
        return Picture(specs, made.data(), signals, made.height, made.title, said, listed)

    def _subtitle(self, made: PlacedChart, n: int) -> list[str]:
        if self.view == "words" and self.source().empty:
            return [ASK]
        aside = len(self.source()) - n
        once = self.chosen["once"] and self.view in ("speakers", "time")
        why = "set aside by filters or repeated" if once else "set aside by filters"
        return [*made.said] + [f"{aside:,} {why}"] * bool(aside)

    def clicked(self, mark: str) -> Click:
        """Select a statement; a count lists the rows that it counts, a second click lists all again."""
        rows = self._made.behind(mark)
        if rows[self.key].tolist() == [mark]:
            return Click(select=mark)
        self.opened = "" if self.opened == mark else mark
        if self.opened and self.selected not in set(rows[self.key]):
            self.selected = next(iter(rows[self.key]), None)
        return Click(redraw=True)

    def opened_words(self) -> str:
        return self._all if self.opened else ""

    def chart(self, rows: pd.DataFrame, *, theme: str, width: int, filters: Mapping[str, Any]) -> alt.LayerChart:
        drawn, groups = self._drawn(rows, width)
        base = None
        if self.view == "time":
            base = timeline_specification(groups, theme, width, drawn.signals, over_time.STATEMENT_STYLES)
        table = "sentences" if self.view == "words" else "quotes"
        return chart_of(
            drawn, self.corpus, theme=theme, width=width, total=len(self.source()), base=base, table=table,
            picked=self.opened, filters=filters,
        )  # fmt: skip

    # ------------------------------------------------------------------ table and evidence
    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        return cells_of(self.view, rows)

    def details(self, row: Row) -> str:
        return details_of(self.view, self._said, row)

    def can_correct(self) -> bool:
        """Return whether rows are statements or terms; places of words are found anew each time."""
        return self.view != "words"

    def undrawn(self, rows: pd.DataFrame, at: np.ndarray[Any, Any]) -> tuple[str, list[tuple[str, str]]]:
        """Return the statements of which neither text nor article gives a day."""
        undated = rows[rows["first"].isna()] if self.view != "words" else self._said.head(0)
        return "without a date", list(zip(undated["spoken"].str.slice(0, 160), undated["quote_id"], strict=True))

    def corrections(self) -> list[Correction]:
        return corrections_on(self.corpus.actors)
