"""The corpus explorer: which articles there are, what was set aside of them, what could not be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any, ClassVar

import altair as alt
import ipywidgets as widgets
import numpy as np
import pandas as pd

from workbook.charts.corpus import articles as charts
from workbook.errors import WorkbookError
from workbook.explorers.frame.controls import Action, Filter, Picture, several
from workbook.explorers.frame.explorer import Explorer

DATES = dict(zip(("with a day of publication", "with an earliest day only", "without any"), charts.DATED, strict=True))


class CorpusExplorer(Explorer):
    """Explore the articles of a corpus: their days, words, outline and what was set aside; date them, restore.

    Args:
        corpus: A corpus.
        state: What :attr:`state` gave; ``{}`` for a fresh view; nothing for the view as it was left.
    """

    name: ClassVar[str] = "corpus"
    table: ClassVar[str] = "articles"
    key: ClassVar[str] = "article_id"
    noun: str = "article"
    columns: ClassVar[list[tuple[str, int]]] = [
        ("published", 15), ("title", 45), ("outlet", 14), ("words", 8), ("set aside", 9), ("file", 9),
    ]  # fmt: skip

    def load(self) -> None:
        """Take the articles from the corpus."""
        self._told = charts.prepare(self.corpus)
        self._words = (self._told["name"] + " " + self._told["text"]).str.casefold()
        self._month = ""

    def make_filters(self) -> dict[str, Filter]:
        """Return the filters."""
        outlets = sorted(self._told["publisher"].dropna().unique())
        formats = sorted(self._told["format"].unique())
        made = {
            "text": Filter(
                "Words", widgets.Text(placeholder="Search words…", layout={"width": "170px"}), inline=True, idle=""
            ),
            "dated": Filter("Dates", several(list(DATES))),
            "formats": Filter("Formats", several(formats)),
        }
        return made | ({"outlets": Filter("Outlets", several(outlets))} if outlets else {})

    def source(self) -> pd.DataFrame:
        """Return all articles."""
        return self._told

    def masks(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return which articles pass each active filter."""
        return self.tested(
            {
                "text": lambda words: self._words.str.contains(words.strip().casefold(), regex=False),
                "dated": lambda some: self._told["dated"].isin([DATES[one] for one in some]),
                "formats": self._told["format"].isin,
                "outlets": self._told["publisher"].isin,
            }
        )

    def picture(self, at: np.ndarray[Any, Any]) -> Picture:
        """Return the chart of the articles; the table lists those of the month that was clicked, or all."""
        rows = self.rows
        made = charts.marks(rows, self.width)
        signals = charts.signals_of(made)
        specs = {
            theme: charts.articles_specification(theme, self.width, signals).to_dict() for theme in ("light", "dark")
        }
        for spec in specs.values():
            spec["config"]["background"] = "transparent"
        said = charts.subtitle(rows, len(self._told))
        listed = at[(charts.months(rows) == self._month).to_numpy()] if self._month else at
        return Picture(specs, {"marks": made}, signals, signals["tall"], charts.title(rows), said, listed)

    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        """Return the table's words."""
        outlet = rows["publisher"].fillna("–")
        numbers = ([f"{n:,}" for n in rows[column]] for column in ("n_words", "passages"))
        return [list(cells) for cells in zip(rows["when"], rows["name"], outlet, *numbers, rows["path"], strict=True)]

    def details(self, row: pd.Series[Any]) -> str:
        """Return the article's outline, what was set aside, and the doubts about its file."""
        sections, residue, problems = (self.corpus.tables[name] for name in ("sections", "residue", "problems"))
        outline = sections[(sections["article_id"] == row["article_id"]) & sections["heading"].notna()]
        aside = residue[residue["article_id"] == row["article_id"]]
        doubts = problems.loc[problems["path"] == row["path"], "reason"]
        facts = [row["when"], f"{row['n_words']:,} words", row["path"], f"date from: {row['published_basis']}"]
        facts += ["near copy of another article"] if pd.notna(row["duplicate_of"]) else []
        levels, kinds = outline[["level", "heading"]].to_numpy().tolist(), aside[["kind", "text"]].to_numpy().tolist()
        headings = [f"{'&emsp;' * (int(level) - 1)}{escape(str(heading))}" for level, heading in levels]
        passages = [f"<b>{escape(kind)}</b> {escape(text[:160])}" for kind, text in kinds]
        return (
            f"<h4>{escape(row['name'])}</h4><p class='wb-quiet'>{escape(' · '.join(facts))}</p>"
            + _list("Outline", headings)
            + _list("Set aside (not counted, not searched)", passages)
            + _list("Doubts", [escape(str(doubt)) for doubt in doubts])
        )

    def chart(self, *, theme: str = "light", width: int = 860) -> alt.LayerChart:
        """Return the chart as it stands, for a report."""
        return charts.articles(self.corpus, rows=self.rows, theme=theme, width=width)

    def under(self) -> list[Any]:
        """Return the list of files that could not be read."""
        problems = self.corpus.problems
        refused = problems[problems["severity"] == "refused"]
        if refused.empty:
            return [widgets.HTML("<span class='wb-quiet'>Every file could be read.</span>")]
        lines = [
            f"<li><b>{escape(path)}</b>: {escape(reason)} – <i>{escape(advice)}</i></li>"
            for path, reason, advice in refused[["path", "reason", "advice"]].to_numpy().tolist()
        ]
        return [widgets.HTML(f"<b>Could not be read ({len(lines):,})</b><ul>{''.join(lines[:200])}</ul>")]

    def picked(self, mark: str) -> None:
        """Select an article, or list those of a month."""
        if not mark.startswith("month:"):
            return self.select(mark)
        month = mark.partition(":")[2]
        self._month = "" if self._month == month else month
        return self.refresh()

    def make_actions(self) -> list[Action]:
        """Return what an analyst may correct of an article."""
        return [
            Action("Set date", _ask("day", "published", "Published", "2025-11-30, or empty for not known"),
                   lambda row_id, given: self._set(row_id, "published", _day(given["day"]))),
            Action("Set outlet", _ask("outlet", "publisher", "Outlet"),
                   lambda row_id, given: self._set(row_id, "publisher", given["outlet"].strip())),
            Action("Restore a passage", self._residue_form, self._restored),
        ]  # fmt: skip

    def _residue_form(self, row: pd.Series[Any] | None) -> dict[str, Any]:
        residue = self.corpus.residue
        aside = residue[residue["article_id"] == (None if row is None else row["article_id"])]
        found = aside[["kind", "text", "residue_id"]].to_numpy().tolist()
        options = [(f"{kind}: {text[:120]}", residue_id) for kind, text, residue_id in found]
        return {"passage": widgets.Select(options=options, rows=min(5, len(options) + 1), description="Passage")}

    def _restored(self, _: str, values: dict[str, Any]) -> dict[str, Any]:
        if not values["passage"]:
            raise WorkbookError("nothing was set aside of this article, or no passage is chosen")
        text = self.corpus.row(values["passage"], "residue")["text"]
        return {"action": "restore", "table": "residue", "row_id": values["passage"], "words": text}

    def _set(self, row_id: str, field: str, value: str) -> dict[str, Any]:
        title = self.corpus.row(row_id, "articles")["title"]
        return {"action": "set", "field": field, "value": value, "words": "" if pd.isna(title) else title}


def _ask(name: str, column: str, label: str, hint: str = "") -> Callable[[Any], dict[str, Any]]:
    """Return the form of one value, which begins with what is known."""

    def form(row: pd.Series[Any] | None) -> dict[str, Any]:
        known = "" if row is None or pd.isna(row[column]) else row[column]
        return {name: widgets.Text(known, description=label, placeholder=hint)}

    return form


def _day(words: str) -> str:
    try:
        return date.fromisoformat(words.strip()).isoformat() if words.strip() else ""
    except ValueError as error:
        raise WorkbookError(f"{words!r} is no day", wanted="a day like 2025-11-30, or nothing") from error


def _list(title: str, lines: list[str]) -> str:
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f"<p class='wb-quiet'><b>{title}</b></p><ul>{items}</ul>" if lines else ""
