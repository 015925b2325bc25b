"""The actor explorer: who is mentioned, with whom, where; and whether two names are one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any, ClassVar

import altair as alt
import anywidget
import ipywidgets as widgets
import numpy as np
import pandas as pd
import traitlets

from workbook.charts import actors as charts
from workbook.charts import maps, network
from workbook.charts import together as company
from workbook.charts.canvas import Drawn, chart_of, drawing
from workbook.charts.card import Card, actor_card
from workbook.charts.words import counted
from workbook.corrections.applying import read_date
from workbook.errors import WorkbookError
from workbook.explorers.forms import actions_on
from workbook.explorers.frame import Explorer
from workbook.explorers.live import HERE
from workbook.explorers.parts import Action, Filter, Picture, button, quiet, row_of
from workbook.language.actors import suspicious_aliases

VIEWS = ("Mentions", "With whom", "Network", "Map", "Card")
OF_VIEW = {"by": ("Mentions",), "unit": ("With whom", "Network"), "extent": ("Map",)}
ACTORS = [("who", 28), ("type", 12), ("side", 17), ("role", 23), ("mentions", 10), ("articles", 10)]
MENTIONS = [("words", 16), ("as", 11), ("who", 19), ("told by", 18), ("passage", 36)]
PASSAGES = [("told by", 20), ("published", 12), ("passage", 68)]
ASKED = "Same or not?"


class CardView(anywidget.AnyWidget):
    """An actor's card; ``picked`` is the identifier of the link that was clicked last, and the number of clicks."""

    _esm = HERE / "card.js"
    html = traitlets.Unicode("").tag(sync=True)
    picked = traitlets.Dict().tag(sync=True)


class ActorExplorer(Explorer):
    """Explore who and what the articles name: counts, company, places, cards; correct names and roles.

    Args:
        corpus: A corpus.
        state: What :attr:`state` gave; ``{}`` for a fresh view; nothing for the view as it was left.
        save: Saves a chart; see :class:`~workbook.explorers.frame.Explorer`.
    """

    name: ClassVar[str] = "actors"
    table: ClassVar[str] = "mentions"
    key: ClassVar[str] = "row_id"
    noun: ClassVar[str] = "mention"
    columns: ClassVar[list[tuple[str, int]]] = ACTORS

    mark = ""  # what is picked in the chart
    actor = ""  # whose card is open
    _drawn = Drawn("", [], 0, {}, "mentions", pd.DataFrame(), lambda _: pd.DataFrame())
    _table = pd.DataFrame()
    _card = Card("", {})

    def load(self) -> None:
        """Take the mentions from the corpus and what is needed to filter and count them."""
        told = charts.prepare(self.corpus)
        self._told = told.assign(row_id=told["mention_id"])
        self._actors = self.corpus.actors.set_index("actor_id", drop=False)
        self._order = charts.ranked(self._told)
        self._groups = company.side_groups(self._order[self._order["entity_type"] != "place"])
        sentences = self.corpus.sentences
        self._sentence = pd.Index(sentences["sentence_id"]).get_indexer(self._told["sentence_id"].fillna(""))
        self._said = sentences["text"].str.casefold()
        self._kept: dict[Any, Any] = {}

    def _once(self, key: Any, make: Callable[[], Any]) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    # ------------------------------------------------------------------ filters
    def make_filters(self) -> dict[str, Filter]:
        """Return the filters; view, breakdown, unit and extent are no filters of rows."""
        told = self._told
        articles = told[["article", "article_id"]].drop_duplicates().itertuples(index=False, name=None)

        def choice(label: str, options: Any) -> Filter:
            words = widgets.Dropdown(
                options=options, description=label, layout={"width": "auto"}, style={"description_width": "auto"}
            )
            return Filter(label, words, words.value, inline=True)

        return {
            "view": Filter(
                "View", widgets.ToggleButtons(options=VIEWS, style={"button_width": "auto"}), VIEWS[0], inline=True
            ),
            "articles": Filter("Articles", _several(sorted(articles))),
            "types": Filter("Types", _several(sorted(told["entity_type"].unique()))),
            "sides": Filter("Sides", _several(sorted(told["side"].unique()))),
            "by": choice("Count", [(words, by) for by, words in charts.BY.items()]),
            "unit": choice("In one", list(company.UNITS)),
            "extent": choice("Map", list(maps.EXTENTS)),
            "text": Filter(
                "Words",
                widgets.Text(placeholder="Name, or words of the sentence…", layout={"width": "210px"}),
                "",
                inline=True,
            ),
            "period": Filter(
                "Period",
                widgets.Text(
                    placeholder="published: 2025-11, or 2025-11-01/2025-11-30",
                    continuous_update=False,
                    layout={"width": "270px"},
                ),
                "",
                inline=True,
            ),
        }

    def source(self) -> pd.DataFrame:
        """Return all mentions."""
        return self._told

    def masks(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return which mentions pass each active filter."""
        chosen = {name: one.widget.value for name, one in self.filters.items() if one.active}
        tests: dict[str, Callable[[Any], np.ndarray[Any, Any]]] = {
            "articles": lambda some: self._told["article_id"].isin(some).to_numpy(),
            "types": lambda some: self._told["entity_type"].isin(some).to_numpy(),
            "sides": lambda some: self._told["side"].isin(some).to_numpy(),
            "text": self._with_words,
            "period": self._published,
        }
        return {name: test(chosen[name]) for name, test in tests.items() if name in chosen}

    def _with_words(self, words: str) -> np.ndarray[Any, Any]:
        """Return which mentions stand in a sentence with these words, or name an actor so called."""
        wanted = words.strip().casefold()
        sentences = np.append(self._said.str.contains(wanted, regex=False).to_numpy(dtype=bool), False)
        names = self._order["actor"].str.casefold().str.contains(wanted, regex=False)
        return sentences[self._sentence] | self._told["actor_id"].isin(names.index[names]).to_numpy()

    def _published(self, words: str) -> np.ndarray[Any, Any]:
        days = read_date(words)
        if not days["earliest"]:
            return np.ones(len(self._told), dtype=bool)
        return (
            self._told["published"].between(days["earliest"], days["latest"]).fillna(value=False).to_numpy(dtype=bool)
        )

    @property
    def _view(self) -> str:
        return str(self.filters["view"].widget.value)

    # ------------------------------------------------------------------ chart
    def _lay_out(self, rows: pd.DataFrame, width: int) -> Drawn:
        value = {name: self.filters[name].widget.value for name in OF_VIEW}
        if self._view == "Map":
            spots = self._once("spots", lambda: maps.spots_of(self._told, self.corpus.folder))
            return maps.lay_out_places(rows, spots, value["extent"], width)
        if self._view == "Mentions":
            return charts.lay_out_mentions(rows, value["by"], width)
        unit = value["unit"]
        found = self._once(("passages", unit), lambda: company.passages(self.corpus, self._told, unit))
        if self._view == "With whom":
            return network.lay_out_matrix(rows, found, unit, width, self._groups)
        where = self._once(
            ("where", unit), lambda: company.places_of_nodes(company.together(self._told, found, network.IN_NETWORK))
        )
        return network.lay_out_network(rows, found, unit, width, self._groups, where)

    def picture(self, at: np.ndarray[Any, Any]) -> Picture:
        """Lay out the view that is chosen."""
        rows = self._told.iloc[at]
        for name, views in OF_VIEW.items():
            self.filters[name].widget.layout.display = "" if self._view in views else "none"
        is_card = self._view == "Card"
        self._plot.layout.display, self._place.layout.display = ("none", "") if is_card else ("", "none")
        self._drawn = (
            Drawn("", [], 20, {}, "mentions", rows, lambda _: rows[:0]) if is_card else self._lay_out(rows, self.width)
        )
        if self.mark and not len(self._drawn.behind(self.mark)):
            self.mark = ""
        specs = self._once("specs", lambda: {theme: _transparent(drawing(theme, 860)) for theme in ("light", "dark")})
        title, said = (
            (self._show_card(), ["choose an actor in the table", "each link leads to its passage"])
            if is_card
            else (self._drawn.title, self._drawn.said)
        )
        return Picture(specs, self._drawn.data(), {"picked": self.mark}, self._drawn.height, title, said, at)

    def chart(self, *, theme: str = "light", width: int = 860) -> alt.LayerChart:
        """Return the chart as it stands, for a report.

        Raises:
            WorkbookError: The view is a card.
        """
        filters = {one.label: one.said for one in self.filters.values() if one.active}
        if self._view == "Card":
            raise WorkbookError("a card is no chart", advice="choose another view to save its chart")
        return chart_of(
            self._lay_out(self.rows, width),
            self.corpus,
            theme=theme,
            width=width,
            total=len(self._told),
            filters=filters,
            picked=self.mark,
        )

    def in_place(self) -> list[Any]:
        """Return the chart and the card."""
        self._place = CardView(layout={"display": "none", "width": "100%"})
        self._place.observe(self.guard(lambda change: self.select(str(change.new["id"]))), "picked")
        return [self._plot, self._place]

    def _show_card(self) -> str:
        """Fill the card with the actor that was looked at last, else the most mentioned; return the title."""
        ranked = charts.ranked(self.rows) if self.actor not in set(self.rows["actor_id"]) else None
        if ranked is not None:
            self.actor = str(ranked.index[0]) if len(ranked) else ""
        self._card = actor_card(self.corpus, self.rows, self.actor) if self.actor else Card("", {})
        self._place.html = self._card.html
        return f"What is told of {self._actors.at[self.actor, 'name']}" if self.actor else "Nobody is mentioned"

    def under(self) -> list[Any]:
        """Return what the table shows, and the button that shows the actors again."""
        self._only = button("", self.guard(lambda _: self._pick("")))
        return [self._only]

    # ------------------------------------------------------------------ table and evidence
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
        self._table = self._behind() if self.mark and self._view != "Card" else self._counted()
        self._only.layout.display = "" if self.mark and self._view != "Card" else "none"
        return self._table["row_id"].tolist(), lambda first, last: self._table.iloc[first:last]

    def _counted(self) -> pd.DataFrame:
        self._grid.columns = [list(one) for one in ACTORS]
        rows = self._drawn.rows
        told = rows.drop_duplicates(["actor_id", "article_id"])["actor_id"].value_counts()
        order = charts.ranked(rows)
        return order.assign(row_id=order.index, articles=told.reindex(order.index))

    def _behind(self) -> pd.DataFrame:
        marks = (one for name in ("labels", "areas", "lines", "points") for one in self._drawn.marks.get(name, []))
        tip = next((one["tip"] for one in marks if one["id"] == self.mark), "")
        self._only.description = f"{tip} ✕ show all actors"
        picked = self._drawn.behind(self.mark)
        are_passages = "passage_id" in picked
        self._grid.columns = [list(one) for one in (PASSAGES if are_passages else MENTIONS)]
        return picked.assign(row_id=picked["passage_id"]) if are_passages else picked

    def _footer(self) -> None:
        super()._footer()
        self._shown.value = f"{len(self._drawn.rows):,} of {counted(len(self._told), 'mention')} counted"

    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        """Return the table's words."""
        if "articles" in rows:
            role = self._actors["role"].reindex(rows["row_id"])
            columns = [
                rows["actor"],
                rows["entity_type"],
                rows["side"].replace("no side known", "–"),
                role.fillna("–"),
                rows["n"].map("{:,}".format),
                rows["articles"].map("{:,}".format),
            ]
        else:
            told = self._once("labels", lambda: self._told.drop_duplicates("article_id").set_index("article_id"))
            label, day = (rows["article_id"].map(told[column]) for column in ("article", "published"))
            words = [self._passage_of(row) for row in rows.itertuples()]
            columns = (
                [label, day.fillna("no date"), words]
                if "passage_id" in rows
                else [rows["text"], rows["form"], rows["actor"], label, words]
            )
        return [[str(cell) for cell in row] for row in zip(*columns, strict=True)]

    def _passage_of(self, row: Any) -> str:
        text = self._once("texts", lambda: self.corpus.articles.set_index("article_id")["text"].to_dict())[
            row.article_id
        ]
        start, end = int(row.start), int(row.end)
        return (
            text[start:end]
            if "passage_id" in row._fields
            else text[max(text.rfind("\n", 0, start) + 1, start - 60) : end + 90].split("\n")[0]
        )

    def row(self, row_id: str | None) -> pd.Series[Any] | None:
        """Return a mention, a passage, what a card leads to, or an actor's first mention."""
        if self._view == "Card" and row_id in self._card.rows:
            return self._card.rows[row_id]
        found = self._told[(self._told["row_id"] == row_id) | (self._told["actor_id"] == row_id)]
        if found.empty and "passage_id" in self._table:
            found = self._table[self._table["row_id"] == row_id]
        shown = found[found.index.isin(self._drawn.rows.index)]
        return None if found.empty else found.iloc[0] if shown.empty else shown.iloc[0]

    def about(self) -> list[str]:
        """Return the actors that the selected row is about; corrections are made of them."""
        if "&" in self.mark and self._view in ("With whom", "Network"):
            return [one for one in self.mark.split("&") if one in self._actors.index]
        row = self.row(self.selected)
        one = self.actor if row is None or "actor_id" not in row else row["actor_id"]
        return [one] if one in self._actors.index else []

    def details(self, row: pd.Series[Any]) -> str:
        """Return who the row is about: name, type, side, role, mentions."""
        return "".join(self._introduced(one) for one in self.about())

    def _introduced(self, actor_id: str) -> str:
        actor = self._actors.loc[actor_id]
        facts = [actor["entity_type"], *(str(actor[column]) for column in ("role", "side") if pd.notna(actor[column]))]
        facts += [
            counted(int(self._order["n"].get(actor_id, 0)), "mention"),
            f"{int(actor['n_mentions']):,} by name",
            *(["also " + ", ".join(actor["aliases"])] if len(actor["aliases"]) else []),
        ]
        facts += ["corrected by the analyst"] * (actor["origin"] == "analyst")
        return f"<h4>{escape(actor['name'])}</h4><p class='wb-quiet'>{escape(' · '.join(facts))}</p>"

    def select(self, row_id: str | None) -> None:
        """Select a row; in the card's view an actor's row opens its card."""
        if row_id in self._actors.index:
            self.actor = str(row_id)
        super().select(row_id)
        if self._view == "Card" and row_id == self.actor:
            self.refresh()

    # ------------------------------------------------------------------ state
    @property
    def state(self) -> dict[str, Any]:
        """The view as plain data: filters, what is picked, whose card is open, selection."""
        return {**super().state, "picked": self.mark, "actor": self.actor}

    @state.setter
    def state(self, state: Mapping[str, Any]) -> None:
        self.mark, self.actor = str(state.get("picked", "")), str(state.get("actor", ""))
        Explorer.state.fset(self, state)  # type: ignore[attr-defined]

    # ------------------------------------------------------------------ corrections
    def make_actions(self) -> list[Action]:
        """Return what an analyst may correct of an actor or a mention."""
        return actions_on(self)

    def _this_or_next(self, row_id: str) -> str | None:
        """After a merge go on with the one that it went into."""
        into = next(
            (
                entry.value
                for entry in self.corpus.ledger.active[::-1]
                if entry.action == "merge" and entry.row_id == row_id
            ),
            None,
        )
        return into if into in self._actors.index else super()._this_or_next(row_id)

    def more_trays(self) -> dict[str, Callable[[Any], list[Any]]]:
        """Return the list of names that may be one."""
        return {ASKED: lambda _: self._doubts_tray()}

    def doubts(self) -> pd.DataFrame:
        """Return the pairs that wait for a decision: left and right (actor_id), reason, score; best guesses first."""
        found = self._once("doubts", lambda: suspicious_aliases(self.corpus.actors, self.corpus.mentions))
        decided = {
            frozenset((one.row_id, str(one.value))) for one in self.corpus.ledger.active if one.action == "apart"
        }
        return found[[frozenset(pair) not in decided for pair in zip(found["left"], found["right"], strict=True)]]

    def _doubts_tray(self) -> list[Any]:
        name, n = self._actors["name"], self._actors["n_mentions"]
        columns = (self.doubts()[column] for column in ("left", "right", "reason"))
        pairs = [
            (f"{name[less]} ({n[less]:,})  –  {name[more]} ({n[more]:,}):  {reason}", (less, more))
            for more, less, reason in zip(*columns, strict=True)
        ]
        if not pairs:
            return [quiet("No names wait for a decision.")]
        choice = widgets.Select(options=pairs, rows=min(8, len(pairs) + 1), layout={"width": "98%"})
        choice.observe(self.guard(lambda change: change.new and self.select(change.new[0])), "value")
        buttons = [
            button(label, self.guard(lambda _, action=action: self._decide(*choice.value, action)))
            for label, action in (("The same: merge", "merge"), ("Not the same", "apart"))
        ]
        head = (
            f"{counted(len(pairs), 'pair')} to decide, best guesses first; choose one to read where the first is named."
        )
        return [quiet(head), choice, row_of(buttons)]

    def _decide(self, one: str, other: str, action: str) -> None:
        name = self._actors["name"]
        entry = {
            "action": action,
            "table": "actors",
            "row_id": one,
            "value": other,
            "field": name[other],
            "words": name[one],
        }
        self.correct(Action("", lambda _: {}, lambda _, __: entry, needs_row=False), {}, "")
        if self._opened == ASKED:
            self._open(ASKED)


def _several(options: list[Any]) -> widgets.SelectMultiple:
    return widgets.SelectMultiple(
        options=options, rows=min(8, max(len(options), 2)), layout={"width": "min(480px, 98%)"}
    )


def _transparent(chart: alt.LayerChart) -> dict[str, Any]:
    spec: dict[str, Any] = chart.to_dict()
    spec["config"]["background"] = "transparent"
    return spec
