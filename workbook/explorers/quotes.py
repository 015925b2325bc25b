"""The quote explorer: who said what, in which words, and where a position changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import altair as alt
import ipywidgets as widgets
import numpy as np
import pandas as pd

from workbook.analysis.keywords import keywords_in_context
from workbook.charts.common.colour_groups import groups_of
from workbook.charts.common.in_words import day_number
from workbook.charts.common.marks import PlacedChart
from workbook.charts.common.provenance import labels_of
from workbook.charts.common.vega_lite import chart_of, transparent, widget_specifications
from workbook.charts.quotes import counts, over_time, statements
from workbook.errors import WorkbookError
from workbook.explorers.frame.controls import Action, Filter, Picture, button, several
from workbook.explorers.frame.explorer import Explorer
from workbook.explorers.quote_passages import (
    cells_of,
    corrections,
    details_of,
    parts,
    period,
    speakers_of,
    told_in_order,
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


class QuoteExplorer(Explorer):
    """Explore who said what: speakers, an order in time, terms in quotation marks, words in their context.

    Args:
        corpus: A corpus.
        state: What :attr:`state` gave; ``{}`` for a fresh view; nothing for the view as it was left.
        save: Saves a chart; see :class:`~workbook.explorers.frame.explorer.Explorer`.
    """

    name: ClassVar[str] = "quotes"
    table: ClassVar[str] = "quotes"
    key = "quote_id"
    noun = "statement"
    columns: ClassVar[Any] = COLUMNS["statements"]
    view, opened = "speakers", ""
    _numbered: pd.DataFrame | None = None
    _specs: ClassVar[dict[Any, Any]] = {}

    def load(self) -> None:
        """Take the quotations from the corpus and put all that is searched into one text."""
        found = statements.prepare(self.corpus)
        term = found["quote_type"] == "scare"
        self._said, self._terms = found[~term].reset_index(drop=True), found[term].reset_index(drop=True)
        self._words = {
            id(one): (one["who"] + " " + one["content"] + " " + one["cue"].fillna("")).str.casefold()
            for one in (self._said, self._terms)
        }
        self._groups = {
            "speakers": groups_of(self._said["verb"]),
            "terms": groups_of(self._terms["article"]),
        }
        self._groups["time"] = self._groups["speakers"]
        self._asked: tuple[Any, pd.DataFrame] = (None, pd.DataFrame())
        self._laid_out: tuple[Any, ...] = ()
        if hasattr(self, "filters"):
            speakers, self._held = self.filters["speakers"], True
            chosen, speakers.widget.options = speakers.value, speakers_of(self._said)
            speakers.restore(chosen)
            self._held = False

    def make_filters(self) -> dict[str, Filter]:
        """Return the filters; the words are what is sought in "Words in context"."""
        labels = labels_of(self.corpus.articles)
        used = set(self._said["article_id"]) | set(self._terms["article_id"])
        topics = pd.Series([one for some in self._said["topics"].to_list() for one in some], dtype="str").value_counts()
        words = widgets.Text(placeholder="Search words…", continuous_update=False)
        days = widgets.Text(placeholder="2025-11-01/2025-11-30", description="Period", continuous_update=False)
        same = widgets.Checkbox(value=True, description="same words once", indent=False)
        for widget, width in ((words, 190), (days, 235), (same, 150)):
            widget.layout.width, widget.style.description_width = f"{width}px", "auto"
        self._tabs = widgets.ToggleButtons(options=VIEWS, style={"button_width": "auto"})
        self._tabs.observe(self.guard(lambda change: self.show(change.new)), "value")
        verbs = list(self._said["verb"].value_counts().index)
        types = [(words, kind) for kind, words in statements.TYPES.items() if kind != "scare"]
        found = {
            "text": Filter("Words", words, "", inline=True),
            "speakers": Filter("Speakers", several(speakers_of(self._said))),
            "verbs": Filter("Verbs", several(verbs)),
            "types": Filter("Marks", several(types)),
            "articles": Filter("Articles", several(sorted((labels[one], one) for one in used))),
            "topics": Filter("Topics", several([(f"{one} ({n:,})", one) for one, n in topics.items()])),
            "period": Filter("Period", days, "", inline=True),
            "once": Filter("Repeats", same, True, inline=True),
        }
        return found if len(topics) else {name: one for name, one in found.items() if name != "topics"}

    # ------------------------------------------------------------------ views
    def show(self, view: str) -> None:
        """Show another view: ``speakers``, ``time``, ``terms`` or ``words``."""
        if view not in NOUNS:
            raise WorkbookError(f"there is no view {view!r}", wanted=f"one of {', '.join(NOUNS)}")
        if view != self.view:
            self.view, self.noun, self.opened = view, NOUNS[view], ""
            self._grid.columns = [list(one) for one in COLUMNS.get(view, COLUMNS["statements"])]
            self._tabs.value = view
            self.refresh()

    @property
    def state(self) -> dict[str, Any]:
        """The view as plain data: which it is, filters, the count that is opened, selection."""
        return {**Explorer.state.fget(self), "view": self.view, "opened": self.opened}  # type: ignore[attr-defined]

    @state.setter
    def state(self, state: Mapping[str, Any]) -> None:
        held, self._held = self._held, True
        self.show(state.get("view", "speakers"))
        self._held, self.opened = held, state.get("opened", "")
        Explorer.state.fset(self, state)  # type: ignore[attr-defined]

    def source(self) -> pd.DataFrame:
        """Return all rows of the view."""
        if self.view == "words":
            return self._places()
        return self._terms if self.view == "terms" else self._said

    def _places(self) -> pd.DataFrame:
        """Return where the words sought stand; without words, where the chosen speakers are mentioned."""
        words = self.filters["text"].value.strip()
        wanted = tuple(parts(words) if words else self.filters["speakers"].value)
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
        if rows is not self._numbered:
            self._numbered = rows
            self._number()
        tests: dict[str, Any] = {
            "articles": lambda some: rows["article_id"].isin(some),
            "period": lambda words: within(rows, words),
        }
        if self.view != "words":
            sought = self._words[id(rows)]
            tests["text"] = lambda words: np.logical_or.reduce(
                [sought.str.contains(one, regex=False) for one in parts(words)]
            )
        if self.view in ("speakers", "time"):
            tests |= {
                "speakers": lambda some: rows["speaker"].isin(some),
                "verbs": lambda some: rows["verb"].isin(some),
                "types": lambda some: rows["quote_type"].isin(some),
                "topics": lambda some: [not set(some).isdisjoint(ones) for ones in rows["topics"].to_list()],
            }
        masks = self.tested(tests)
        if self.view in ("speakers", "time") and self.filters["once"].widget.value:
            passing = np.logical_and.reduce([np.ones(len(rows), dtype=bool), *masks.values()])
            masks["once"] = ~passing
            masks["once"][passing] = statements.once(rows.loc[passing, ["group_id"]])
        return masks

    def _drawn(self, rows: pd.DataFrame, width: int) -> tuple[PlacedChart, list[str]]:
        """Return the view's chart of these rows and what its colours mean."""
        if self.view == "words":
            groups = groups_of(self.source()["keyword"].str.casefold())
            return counts.by_article(rows, groups, width), groups
        groups = self._groups[self.view]
        if self.view == "time":
            return over_time.over_time(rows, groups, width, period(rows, self.filters["period"].value)), groups
        return (counts.terms if self.view == "terms" else counts.by_speaker)(rows, groups, width), groups

    def picture(self, at: np.ndarray[Any, Any]) -> Picture:
        """Count or place the rows; the table shows those of the mark that is opened, or all."""
        rows = self.rows
        laid_out = (self.view, self.width, self.filters["period"].value, self._asked[0], at.tobytes())
        if laid_out != self._laid_out:  # a click changes nothing that is laid out
            self._made, self._colours = self._drawn(rows, self.width)
        self._laid_out, made, groups = laid_out, self._made, self._colours
        listed = made.behind(self.opened).index.to_numpy() if self.opened else made.labels
        if not len(listed):
            self.opened, listed = "", made.labels
        self._all.description = f"Table: the {len(listed):,} of the chosen mark – show all {len(made.labels):,}"
        self._all.layout.display = "" if self.opened else "none"
        signals = {**made.signals} if self.view == "time" else {"picked": self.opened}
        specs, said = (
            self._time_specs(groups) if self.view == "time" else widget_specifications(),
            self._subtitle(made, len(rows)),
        )
        return Picture(specs, made.data(), signals, made.height, made.title, said, listed)

    def _subtitle(self, made: PlacedChart, n: int) -> list[str]:
        if self.view == "words" and self.source().empty:
            return [ASK]
        aside = len(self.source()) - n
        once = self.filters["once"].value and self.view in ("speakers", "time")
        why = "set aside by filters or repeated" if once else "set aside by filters"
        return [*made.said] + [f"{aside:,} {why}"] * bool(aside)

    def _time_specs(self, groups: list[str]) -> dict[str, Any]:
        key = (tuple(groups), self.width)
        if key not in self._specs:
            self._specs[key] = {
                theme: transparent(
                    over_time.statements_specification(groups, theme, self.width).to_dict(validate=False)
                )
                for theme in ("light", "dark")
            }
        return self._specs[key]

    def picked(self, mark: str) -> None:
        """Select a statement; a count lists the rows that it counts, a second click lists all again."""
        rows = self._made.behind(mark)
        if rows[self.key].tolist() == [mark]:
            return self.select(mark)
        self.opened = "" if self.opened == mark else mark
        if self.opened and self.selected not in set(rows[self.key]):
            self.selected = next(iter(rows[self.key]), None)
        return self.refresh()

    def chart(self, *, theme: str = "light", width: int = 860) -> alt.LayerChart:
        """Return the chart as it stands, for a report."""
        drawn, groups = self._drawn(self.rows, width)
        base = over_time.statements_specification(groups, theme, width, drawn.signals) if self.view == "time" else None
        return chart_of(
            drawn, self.corpus, theme=theme, width=width, total=len(self.source()), base=base,
            table="sentences" if self.view == "words" else "quotes", picked=self.opened,
            filters={one.label: one.said for one in self.filters.values() if one.active},
        )  # fmt: skip

    # ------------------------------------------------------------------ table and evidence
    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        """Return the table's words."""
        return cells_of(self.view, rows)

    def details(self, row: pd.Series[Any]) -> str:
        """Return who says it, when, how, and where else it is told in which words."""
        return details_of(self.view, self._said, row)

    def _evidence(self) -> None:
        super()._evidence()
        row = self.row(self.selected)
        of_quote = row is not None and self.view != "words"
        for made in self._corrections:
            made.layout.display = "none" if self.view == "words" else ""
        for made in (self._before, self._after):
            made.layout.display = "none" if self.view in ("words", "terms") else ""
        at, same = told_in_order(self._said, row) if of_quote and self.view != "terms" else (-1, [])
        self._before.disabled, self._after.disabled = at < 1, not 0 <= at < len(same) - 1

    def beside(self) -> list[Any]:
        """Return the buttons that follow one speaker from statement to statement."""

        def go(by: int) -> Any:
            def step(_: Any) -> None:
                at, same = told_in_order(self._said, self.row(self.selected))
                self.select(same[at + by])

            return self.guard(step)

        self._before, self._after = button("← same speaker, before", go(-1)), button("same speaker, after →", go(1))
        return [self._before, self._after]

    def under(self) -> list[Any]:
        """Return the button that says what the table lists, and lists all again."""
        self._all = button("", self.guard(lambda _: self.picked(self.opened)))
        return [self._all]

    def aside(self) -> tuple[str, list[tuple[str, str]]]:
        """Return the statements of which neither text nor article gives a day."""
        rows = self.rows[self.rows["first"].isna()] if self.view != "words" else self._said.head(0)
        return "without a date", list(zip(rows["spoken"].str.slice(0, 160), rows["quote_id"], strict=True))

    def _arranged(self) -> list[Any]:
        self.add_class("wb-quotes")
        alert, *parts = super()._arranged()
        return [alert, self._tabs, *parts]

    def make_actions(self) -> list[Action]:
        """Return what an analyst may correct of a statement."""
        return corrections(self.corpus.actors)
