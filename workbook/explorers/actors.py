"""The actor explorer: who is mentioned, with whom, where; and whether two names are one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts.actors import co_mentions, mentions, places, with_whom
from workbook.charts.actors.card import Card, actor_card
from workbook.charts.common.in_words import counted
from workbook.charts.common.marks import Marks, PlacedChart
from workbook.charts.common.vega_lite import chart_of, widget_specifications
from workbook.errors import WorkbookError
from workbook.explorers import actor_table
from workbook.explorers.actor_corrections import ASKED, corrections_on, decided_on_card, decisions_on, doubts, others_of
from workbook.explorers.frame.descriptions import Click, Correction, Decisions, Filter, Picture, Row, one_of, several
from workbook.explorers.frame.search import haystack, holds_all, names_of
from workbook.explorers.frame.typed_dates import PERIOD_HINT, days_of
from workbook.explorers.frame.view import View

VIEWS = ("Mentions", "With whom", "Network", "Map", "Card")
OF_VIEW = {"by": ("Mentions",), "unit": ("With whom", "Network")}
OF_ROWS = {"articles": "article_id", "types": "entity_type", "sides": "side"}  # filters by a column's values
CARD_SAID = ("choose an actor in the table", "each link leads to its passage")


class ActorView(View):
    """Who and what the articles name: counts, company, places, cards."""

    name: ClassVar[str] = "actors"
    table: ClassVar[str] = "mentions"
    key: ClassVar[str] = "mention_id"
    tables: ClassVar[Sequence[str]] = ("actors", "mentions")
    asks: ClassVar[str] = ASKED
    noun = "mention"

    actor = ""  # whose card is open
    _drawn = PlacedChart("", [], 0, Marks().rows, pd.DataFrame(), lambda _: pd.DataFrame())
    _table = pd.DataFrame()  # what the table lists
    _card = Card("", {})

    def load(self, corpus: Any) -> None:
        self.corpus = corpus
        self._told = mentions.prepare(corpus)
        self._positions = pd.Index(self._told["mention_id"])
        self._actors = corpus.actors.set_index("actor_id", drop=False)
        self._order = mentions.ranked(self._told)
        self._groups = co_mentions.side_groups(self._order[self._order["entity_type"] != "place"])
        self._kept: dict[Any, Any] = {}
        self._laid_out: tuple[Any, ...] = ()
        self._places: dict[str, dict[str, tuple[float, float]]] = self.__dict__.get("_places", {})

    def _once(self, key: Any, make: Callable[[], Any]) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def filters(self) -> dict[str, Filter]:
        """Return the filters; view, breakdown and unit are no filters of rows."""
        told = self._told
        articles = told.drop_duplicates("article_id")
        labels = zip(articles["article"], articles["article_id"], strict=True)
        words = "Name, or words of the sentence…"

        return {
            "view": Filter("View", "tabs", VIEWS[0], VIEWS),
            "articles": several("Articles", sorted(labels)),
            "types": several("Types", sorted(told["entity_type"].unique())),
            "sides": several("Sides", sorted(told["side"].unique())),
            "by": one_of("Count", [(words, by) for by, words in mentions.BY.items()]),
            "unit": one_of("In one", list(co_mentions.UNITS)),
            "text": Filter("Words", "words", "", hint=words, width="210px"),
            "period": Filter("Period", "line", "", hint=PERIOD_HINT, width="220px", caption="Published"),
        }

    def source(self) -> pd.DataFrame:
        return self._told

    def masks(self) -> dict[str, np.ndarray[Any, Any]]:
        held = {name: self._told[column].isin for name, column in OF_ROWS.items()}
        return self.passing({**held, "text": self._with_words, "period": self._published})

    def _with_words(self, words: str) -> np.ndarray[Any, Any]:
        """Return which mentions stand in a sentence with these words, or name an actor so called."""
        sentences = self.corpus.sentences
        texts = self._once("said", lambda: haystack(sentences["text"]))
        at = self._once("at", lambda: pd.Index(sentences["sentence_id"]).get_indexer(self._told["sentence_id"]))
        holds = np.append(holds_all(texts, words), False)
        names = self._once("names", lambda: haystack(pd.Series(names_of(self.corpus.actors), dtype=object)))
        return holds[at] | self._told["actor_id"].isin(names.index[holds_all(names, words)]).to_numpy()

    def _published(self, words: str) -> np.ndarray[Any, Any]:
        if not words.strip():
            return np.ones(len(self._told), dtype=bool)
        first, last = days_of(words)
        published, codes = self._told["published"].cat.categories, mentions.codes_of(self._told, "published")
        inside = (published >= first) & (published <= last)
        return np.append(inside, False)[codes]  # no date is -1, the last

    @property
    def _view(self) -> str:
        return str(self.chosen["view"])

    def _lay_out(self, rows: pd.DataFrame, width: int) -> PlacedChart:
        value = self.chosen
        if self._view == "Map":
            spots = self._once("spots", lambda: places.spots_of(self._told, self.corpus.folder))
            return places.lay_out_places(rows, spots, width, self._ranked)
        if self._view == "Mentions":
            return mentions.lay_out_mentions(rows, value["by"], width, order=self._ranked)
        unit = value["unit"]
        found = self._once(("passages", unit), lambda: co_mentions.passages(self.corpus, self._told, unit))
        if self._view == "With whom":
            return with_whom.lay_out_matrix(rows, found, unit, width, self._groups, self._ranked)
        if unit not in self._places:
            self._places[unit] = with_whom.places_of_all(self._told, found)
        return with_whom.lay_out_network(rows, found, unit, width, self._groups, self._ranked, self._places[unit])

    def hidden_filters(self) -> set[str]:
        return {name for name, views in OF_VIEW.items() if self._view not in views}

    def picture(self, rows: pd.DataFrame, at: np.ndarray[Any, Any], width: int) -> Picture:
        is_card = self._view == "Card"
        self._ranked = mentions.ranked(rows)
        nothing = PlacedChart("", CARD_SAID, 20, Marks().rows, rows, lambda _: rows[:0])
        laid_out = (self._view, width, *(self.chosen[name] for name in OF_VIEW), at.tobytes())
        if is_card or laid_out != self._laid_out:  # a click changes nothing that is laid out
            self._drawn = nothing if is_card else self._lay_out(rows, width)
        self._laid_out, drawn = laid_out, self._drawn
        if self.opened and not len(drawn.behind(self.opened)):
            self.opened = ""
        title = self._open_card() if is_card else drawn.title
        page = self._card.html or "<p></p>" if is_card else ""
        return Picture(
            widget_specifications(), drawn.data(), {"picked": self.opened}, drawn.height, title, drawn.said, at, page
        )

    def chart(self, rows: pd.DataFrame, *, theme: str, width: int, filters: Mapping[str, Any]) -> alt.LayerChart:
        if self._view == "Card":
            raise WorkbookError("a card is no chart", advice="choose another view to save its chart")
        self._ranked = mentions.ranked(rows)
        drawn = self._lay_out(rows, width)
        total = len(self._told)
        return chart_of(drawn, self.corpus, theme=theme, width=width, total=total, filters=filters, picked=self.opened)

    def _open_card(self) -> str:
        """Make the card of the actor that was looked at last, else the most mentioned; return the title."""
        rows = self._drawn.rows
        if self.actor not in self._ranked.index:
            self.actor = str(next(iter(self._ranked.index), ""))
        self._card = Card("", {})
        if self.actor:
            others = others_of(self.doubts(), self._actors, self.actor)
            self._card = actor_card(self.corpus, rows, self.actor, perhaps=others)
        return f"What is told of {self._actors.at[self.actor, 'name']}" if self.actor else "Nobody is mentioned"

    def clicked(self, mark: str) -> Click:
        """Show the rows that a mark counts; a second click shows the actors again."""
        self.opened = "" if mark == self.opened else mark
        self.selected = None
        return Click(redraw=True, select_first=bool(self.opened))

    def _lists_a_mark(self) -> bool:
        return bool(self.opened) and self._view != "Card"

    def opened_words(self) -> str:
        return f"{self._drawn.tip(self.opened)} ✕ show all actors" if self._lists_a_mark() else ""

    def listed_rows(self, listed: np.ndarray[Any, Any]) -> tuple[list[str], Callable[[int, int], pd.DataFrame]]:
        """Return the mentions or passages behind the mark that is opened, else the actors."""
        self._table = self._behind() if self._lists_a_mark() else self._met().rename_axis("row_id").reset_index()
        return self._table["row_id"].tolist(), lambda first, last: self._table.iloc[first:last]

    @property
    def columns(self) -> Sequence[Any]:
        if "mention_id" in self._table:
            return actor_table.MENTIONS
        return actor_table.PASSAGES if "passage_id" in self._table else actor_table.ACTORS

    def _met(self) -> pd.DataFrame:
        """Return the actors that the chart counts."""
        return self._ranked[self._ranked.index.isin(self._drawn.rows["actor_id"].unique())]

    def _behind(self) -> pd.DataFrame:
        picked = self._drawn.behind(self.opened)
        return picked.assign(row_id=picked["passage_id" if "passage_id" in picked else "mention_id"])

    def counted_words(self, n_listed: int, n_all: int) -> str:
        return f"{len(self._drawn.rows):,} of {counted(n_all, 'mention')} counted"

    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        if "articles" in rows:
            return actor_table.actor_cells(rows, self._actors["role"])
        texts = self._once("texts", lambda: self.corpus.articles.set_index("article_id")["text"].to_dict())
        labels = self._once("labels", lambda: self._told.drop_duplicates("article_id").set_index("article_id"))
        return actor_table.mention_cells(rows, labels, texts)

    def row(self, row_id: str | None) -> Row:
        """Return a mention, a passage, what a card leads to, or an actor's first mention."""
        if self._view == "Card" and row_id in self._card.rows:
            return self._card.rows[row_id]
        if row_id in self._positions:
            return self._told.iloc[self._positions.get_loc(row_id)]
        is_passage = "passage_id" in self._table
        for rows in (self._table,) if is_passage else (self._drawn.rows, self._told):
            if len(found := rows[rows["row_id" if is_passage else "actor_id"] == row_id]):
                return found.iloc[0]
        return None

    def about(self) -> list[str]:
        """Return the actors that the selected row is about; corrections are made of them."""
        if "&" in self.opened and self._view in ("With whom", "Network"):
            return [one for one in self.opened.split("&") if one in self._actors.index]
        row = self.row(self.selected)
        one = self.actor if row is None or "actor_id" not in row else row["actor_id"]
        return [one] if one in self._actors.index else []

    def details(self, row: Row) -> str:
        """Return who the row is about: name, type, side, role, mentions."""
        counts = self._order["n"].reindex(self._actors.index, fill_value=0)
        return "".join(actor_table.introduced(self._actors.loc[one], int(counts[one])) for one in self.about())

    def keeps(self, row_id: str) -> bool:
        """What a card leads to stays open beside it."""
        return self._view == "Card" and row_id in self._card.rows

    def asked(self, mark: str) -> dict[str, Any] | None:
        """Return what the card's links decide."""
        return decided_on_card(self._actors["name"], self.actor, mark)

    def subject(self, row_id: str) -> tuple[str, str] | None:
        """Return the actor or the mention; a passage that names two is neither."""
        if row_id in self._actors.index:
            return "actors", row_id
        return ("mentions", row_id) if row_id in self._positions else None

    def selecting(self, row_id: str | None) -> bool:
        """In the card's view an actor's row opens its card."""
        if row_id in self._actors.index:
            self.actor = str(row_id)
        return self._view == "Card" and row_id == self.actor

    def state(self) -> dict[str, Any]:
        return {"picked": self.opened, "actor": self.actor}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.opened, self.actor = str(state.get("picked", "")), str(state.get("actor", ""))

    def corrections(self) -> list[Correction]:
        return corrections_on(self)

    def after(self, row_id: str) -> str | None:
        """After a merge go on with the one that it went into."""
        merged = {one.row_id: one.value for one in self.corpus.ledger.active if one.action == "merge"}
        into = merged.get(row_id)
        return into if into in self._actors.index else None

    def decisions(self) -> Decisions:
        return decisions_on(self.corpus, self.doubts())

    def doubts(self) -> pd.DataFrame:
        """Return the pairs of names that wait for a decision; see :mod:`workbook.explorers.actor_corrections`."""
        return self._once(("doubts", len(self.corpus.ledger)), lambda: doubts(self.corpus))
