"""The actor explorer: who is mentioned, with whom, where; and whether two names are one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import altair as alt
import ipywidgets as widgets
import numpy as np
import pandas as pd

from workbook.charts.actors import co_mentions, mentions, places, with_whom
from workbook.charts.actors.card import Card, actor_card
from workbook.charts.common.in_words import counted
from workbook.charts.common.marks import Marks, PlacedChart
from workbook.charts.common.vega_lite import chart_of, widget_specifications
from workbook.corrections.applying import read_date
from workbook.errors import WorkbookError
from workbook.explorers import actor_table
from workbook.explorers.actor_corrections import actions_on
from workbook.explorers.actor_doubts import ASKED, doubts, doubts_tray
from workbook.explorers.frame.controls import Action, Filter, Picture, button, several
from workbook.explorers.frame.explorer import Explorer
from workbook.explorers.frame.passage import Passage

VIEWS = ("Mentions", "With whom", "Network", "Map", "Card")
OF_VIEW = {"by": ("Mentions",), "unit": ("With whom", "Network"), "extent": ("Map",)}
OF_ROWS = {"articles": "article_id", "types": "entity_type", "sides": "side"}  # filters by a column's values
CARD_SAID = ("choose an actor in the table", "each link leads to its passage")


class ActorExplorer(Explorer):
    """Explore who and what the articles name: counts, company, places, cards; correct names and roles.

    Args:
        corpus: A corpus.
        state: What :attr:`state` gave; ``{}`` for a fresh view; nothing for the view as it was left.
        save: Saves a chart; see :class:`~workbook.explorers.frame.explorer.Explorer`.
    """

    name: ClassVar[str] = "actors"
    table: ClassVar[str] = "mentions"
    key: ClassVar[str] = "mention_id"
    noun = "mention"
    columns: ClassVar[list[tuple[str, int]]] = actor_table.ACTORS

    mark = ""  # what is picked in the chart
    actor = ""  # whose card is open
    _drawn = PlacedChart("", [], 0, Marks().rows, pd.DataFrame(), lambda _: pd.DataFrame())
    _table = pd.DataFrame()
    _card = Card("", {})

    def load(self) -> None:
        """Take the mentions from the corpus and what is needed to filter and count them."""
        self._told = mentions.prepare(self.corpus)
        self._actors = self.corpus.actors.set_index("actor_id", drop=False)
        self._order = mentions.ranked(self._told)
        self._groups = co_mentions.side_groups(self._order[self._order["entity_type"] != "place"])
        self._kept: dict[Any, Any] = {}
        self._chosen: tuple[Any, ...] = ()
        self._places: dict[str, dict[str, tuple[float, float]]] = getattr(self, "_places", {})

    def _once(self, key: Any, make: Callable[[], Any]) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def make_filters(self) -> dict[str, Filter]:
        """Return the filters; view, breakdown, unit and extent are no filters of rows."""
        told = self._told
        articles = told.drop_duplicates("article_id")
        labels = zip(articles["article"], articles["article_id"], strict=True)

        def choice(label: str, options: Any) -> Filter:
            words = widgets.Dropdown(options=options, description=label, layout={"width": "auto"})
            words.style.description_width = "auto"
            return Filter(label, words, words.value, inline=True)

        view = widgets.ToggleButtons(options=VIEWS, style={"button_width": "auto"})
        words = widgets.Text(placeholder="Name, or words of the sentence…", layout={"width": "210px"})
        period = widgets.Text(placeholder="published: 2025-11, or 2025-11-01/2025-11-30", layout={"width": "270px"})
        period.continuous_update = False
        return {
            "view": Filter("View", view, VIEWS[0], inline=True),
            "articles": Filter("Articles", several(sorted(labels))),
            "types": Filter("Types", several(sorted(told["entity_type"].unique()))),
            "sides": Filter("Sides", several(sorted(told["side"].unique()))),
            "by": choice("Count", [(words, by) for by, words in mentions.BY.items()]),
            "unit": choice("In one", list(co_mentions.UNITS)),
            "extent": choice("Map", list(places.EXTENTS)),
            "text": Filter("Words", words, "", inline=True),
            "period": Filter("Period", period, "", inline=True),
        }

    def source(self) -> pd.DataFrame:
        """Return all mentions."""
        return self._told

    def masks(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return which mentions pass each active filter."""
        held = {name: self._told[column].isin for name, column in OF_ROWS.items()}
        return self.tested({**held, "text": self._with_words, "period": self._published})

    def _with_words(self, words: str) -> np.ndarray[Any, Any]:
        """Return which mentions stand in a sentence with these words, or name an actor so called."""
        wanted, sentences = words.strip().casefold(), self.corpus.sentences
        said = self._once("said", lambda: sentences["text"].str.casefold())
        at = self._once("at", lambda: pd.Index(sentences["sentence_id"]).get_indexer(self._told["sentence_id"]))
        holds = np.append(said.str.contains(wanted, regex=False).to_numpy(dtype=bool), False)
        names = self._order["actor"].str.casefold().str.contains(wanted, regex=False)
        return holds[at] | self._told["actor_id"].isin(names.index[names]).to_numpy()

    def _published(self, words: str) -> np.ndarray[Any, Any]:
        days, codes = read_date(words), mentions.codes_of(self._told, "published")
        if not days["earliest"]:
            return np.ones(len(self._told), dtype=bool)
        published = self._told["published"].cat.categories
        inside = (published >= days["earliest"]) & (published <= days["latest"])
        return np.append(inside, False)[codes]  # no date is -1, the last

    @property
    def _view(self) -> str:
        return str(self.filters["view"].widget.value)

    def _lay_out(self, rows: pd.DataFrame, width: int) -> PlacedChart:
        value = {name: self.filters[name].widget.value for name in OF_VIEW}
        if self._view == "Map":
            spots = self._once("spots", lambda: places.spots_of(self._told, self.corpus.folder))
            return places.lay_out_places(rows, spots, value["extent"], width, self._ranked)
        if self._view == "Mentions":
            return mentions.lay_out_mentions(rows, value["by"], width, order=self._ranked)
        unit = value["unit"]
        found = self._once(("passages", unit), lambda: co_mentions.passages(self.corpus, self._told, unit))
        if self._view == "With whom":
            return with_whom.lay_out_matrix(rows, found, unit, width, self._groups, self._ranked)
        if unit not in self._places:
            self._places[unit] = with_whom.places_of_all(self._told, found)
        return with_whom.lay_out_network(rows, found, unit, width, self._groups, self._ranked, self._places[unit])

    def picture(self, at: np.ndarray[Any, Any]) -> Picture:
        """Lay out the view that is chosen."""
        rows, is_card = self.rows, self._view == "Card"
        for name, views in OF_VIEW.items():
            self.filters[name].widget.layout.display = "" if self._view in views else "none"
        self._plot.layout.display, self._place.layout.display = ("none", "") if is_card else ("", "none")
        self._ranked = mentions.ranked(rows)
        nothing = PlacedChart("", CARD_SAID, 20, Marks().rows, rows, lambda _: rows[:0])
        chosen = (self._view, self.width, *(self.filters[name].widget.value for name in OF_VIEW), at.tobytes())
        if is_card or chosen != self._chosen:  # a click changes nothing that is laid out
            self._drawn = nothing if is_card else self._lay_out(rows, self.width)
        self._chosen, drawn = chosen, self._drawn
        if self.mark and not len(drawn.behind(self.mark)):
            self.mark = ""
        title = self._show_card() if is_card else drawn.title
        return Picture(
            widget_specifications(), drawn.data(), {"picked": self.mark}, drawn.height, title, drawn.said, at
        )

    def chart(self, *, theme: str = "light", width: int = 860) -> alt.LayerChart:
        """Return the chart as it stands, for a report.

        Raises:
            WorkbookError: The view is a card.
        """
        filters = {one.label: one.said for one in self.filters.values() if one.active}
        if self._view == "Card":
            raise WorkbookError("a card is no chart", advice="choose another view to save its chart")
        drawn = self._lay_out(self.rows, width)
        return chart_of(
            drawn, self.corpus, theme=theme, width=width, total=len(self._told), filters=filters, picked=self.mark
        )

    def in_place(self) -> list[Any]:
        """Return the chart and the card."""
        self._place = Passage(layout={"display": "none", "width": "100%"})
        self._place.observe(self.guard(lambda change: self.select(str(change.new["id"]))), "picked")
        return [self._plot, self._place]

    def _show_card(self) -> str:
        """Fill the card with the actor that was looked at last, else the most mentioned; return the title."""
        rows = self._drawn.rows
        if self.actor not in self._ranked.index:
            self.actor = str(next(iter(self._ranked.index), ""))
        self._card = actor_card(self.corpus, rows, self.actor) if self.actor else Card("", {})
        self._place.value = self._card.html
        return f"What is told of {self._actors.at[self.actor, 'name']}" if self.actor else "Nobody is mentioned"

    def under(self) -> list[Any]:
        """Return what the table shows, and the button that shows the actors again."""
        self._only = button("", self.guard(lambda _: self._pick("")))
        return [self._only]

    def picked(self, mark: str) -> None:
        """Show the rows that a mark counts; a second click shows the actors again."""
        self._pick("" if mark == self.mark else mark)

    def _pick(self, mark: str) -> None:
        self.mark, self.selected = mark, None
        self.refresh()
        if mark and self._ids:
            self.select(self._ids[0])

    def tabled(self, listed: np.ndarray[Any, Any]) -> tuple[list[str], Callable[[int, int], pd.DataFrame]]:
        """Return the mentions or passages behind the mark that is picked, else the actors."""
        is_picked = bool(self.mark) and self._view != "Card"
        self._table = self._behind() if is_picked else self._met().rename_axis("row_id").reset_index()
        self._grid.columns = [list(one) for one in actor_table.columns_of(self._table)]
        self._only.layout.display = "" if is_picked else "none"
        return self._table["row_id"].tolist(), lambda first, last: self._table.iloc[first:last]

    def _met(self) -> pd.DataFrame:
        """Return the actors that the chart counts."""
        return self._ranked[self._ranked.index.isin(self._drawn.rows["actor_id"].unique())]

    def _behind(self) -> pd.DataFrame:
        self._only.description = f"{self._drawn.tip(self.mark)} ✕ show all actors"
        picked = self._drawn.behind(self.mark)
        return picked.assign(row_id=picked["passage_id" if "passage_id" in picked else "mention_id"])

    def _footer(self) -> None:
        super()._footer()
        self._shown.value = f"{len(self._drawn.rows):,} of {counted(len(self._told), 'mention')} counted"

    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        """Return the table's words."""
        if "articles" in rows:
            return actor_table.actor_cells(rows, self._actors["role"])
        texts = self._once("texts", lambda: self.corpus.articles.set_index("article_id")["text"].to_dict())
        labels = self._once("labels", lambda: self._told.drop_duplicates("article_id").set_index("article_id"))
        return actor_table.mention_cells(rows, labels, texts)

    def row(self, row_id: str | None) -> pd.Series[Any] | None:
        """Return a mention, a passage, what a card leads to, or an actor's first mention."""
        if self._view == "Card" and row_id in self._card.rows:
            return self._card.rows[row_id]
        if row_id in self._positions:
            return self._told.iloc[self._positions[row_id]]
        is_passage = "passage_id" in self._table
        for rows in (self._table,) if is_passage else (self._drawn.rows, self._told):
            if len(found := rows[rows["row_id" if is_passage else "actor_id"] == row_id]):
                return found.iloc[0]
        return None

    def about(self) -> list[str]:
        """Return the actors that the selected row is about; corrections are made of them."""
        if "&" in self.mark and self._view in ("With whom", "Network"):
            return [one for one in self.mark.split("&") if one in self._actors.index]
        row = self.row(self.selected)
        one = self.actor if row is None or "actor_id" not in row else row["actor_id"]
        return [one] if one in self._actors.index else []

    def details(self, row: pd.Series[Any]) -> str:
        """Return who the row is about: name, type, side, role, mentions."""
        counts = self._order["n"].reindex(self._actors.index, fill_value=0)
        return "".join(actor_table.introduced(self._actors.loc[one], int(counts[one])) for one in self.about())

    def select(self, row_id: str | None) -> None:
        """Select a row; in the card's view an actor's row opens its card."""
        if row_id in self._actors.index:
            self.actor = str(row_id)
        super().select(row_id)
        if self._view == "Card" and row_id == self.actor:
            self.refresh()

    @property
    def state(self) -> dict[str, Any]:
        """The view as plain data: filters, what is picked, whose card is open, selection."""
        return {**super().state, "picked": self.mark, "actor": self.actor}

    @state.setter
    def state(self, state: Mapping[str, Any]) -> None:
        self.mark, self.actor = str(state.get("picked", "")), str(state.get("actor", ""))
        Explorer.state.fset(self, state)  # type: ignore[attr-defined]

    def make_actions(self) -> list[Action]:
        """Return what an analyst may correct of an actor or a mention."""
        return actions_on(self)

    def _this_or_next(self, row_id: str) -> str | None:
        """After a merge go on with the one that it went into."""
        merged = {one.row_id: one.value for one in self.corpus.ledger.active if one.action == "merge"}
        into = merged.get(row_id)
        return into if into in self._actors.index else super()._this_or_next(row_id)

    def more_trays(self) -> dict[str, Callable[[Any], list[Any]]]:
        """Return the list of names that may be one."""
        return {ASKED: doubts_tray}

    def doubts(self) -> pd.DataFrame:
        """Return the pairs of names that wait for a decision; see :func:`workbook.explorers.actor_doubts.doubts`."""
        return self._once(("doubts", len(self.corpus.ledger)), lambda: doubts(self.corpus))
