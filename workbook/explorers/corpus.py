"""The corpus explorer: which articles there are, what was set aside of them, what could not be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, ClassVar

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts.common.vega_lite import widget_specifications
from workbook.charts.corpus import articles
from workbook.errors import WorkbookError
from workbook.explorers.frame.descriptions import Click, Correction, Field, Fields, Filter, Picture, Row, several
from workbook.explorers.frame.forms import headed, setting
from workbook.explorers.frame.search import haystack, holds_all
from workbook.explorers.frame.typed_dates import single_day
from workbook.explorers.frame.view import View

DATES = dict(
    zip(("with a day of publication", "with an earliest day only", "without any"), articles.DATED, strict=True)
)


DAY = "30 Nov 2025, or empty for not known"


class CorpusView(View):
    """Articles with their words and what was set aside of them."""

    name: ClassVar[str] = "corpus"
    table: ClassVar[str] = "articles"
    key: ClassVar[str] = "article_id"
    tables: ClassVar[Sequence[str]] = ("articles", "residue")
    noun = "article"
    columns: Sequence[Any] = (
        ("published", 14), ("title", 42), ("outlet", 12), ("words", 7), ("set aside", 8), ("file", 17),
    )  # fmt: skip

    def load(self, corpus: Any) -> None:
        self.corpus = corpus
        self._told = articles.prepare(corpus)
        self._texts: pd.Series[str] | None = None

    def filters(self) -> dict[str, Filter]:
        outlets = sorted(self._told["publisher"].dropna().unique())
        filters = {
            "text": Filter("Words", "words", "", hint="Search words…", width="170px"),
            "dated": several("Dates", list(DATES)),
            "formats": several("Formats", sorted(self._told["format"].unique())),
        }
        return filters | ({"outlets": several("Outlets", outlets)} if outlets else {})

    def source(self) -> pd.DataFrame:
        return self._told

    def masks(self) -> dict[str, np.ndarray[Any, Any]]:
        return self.passing(
            {
                "text": lambda words: holds_all(self._searched(), words),
                "dated": lambda some: self._told["dated"].isin([DATES[one] for one in some]),
                "formats": self._told["format"].isin,
                "outlets": self._told["publisher"].isin,
            }
        )

    def _searched(self) -> pd.Series[str]:
        """Return what is searched of each article: title, outlet, text."""
        if self._texts is None:
            self._texts = haystack(self._told["name"], self._told["publisher"], self._told["text"])
        return self._texts

    def picture(self, rows: pd.DataFrame, at: np.ndarray[Any, Any], width: int) -> Picture:
        """Return the chart of the articles; the table lists those of the month that was clicked, or all."""
        drawn = articles.lay_out_articles(rows, len(self._told), width)
        listed = drawn.behind(self.opened).index.to_numpy() if self.opened else at
        signals = {"picked": self.opened}
        return Picture(widget_specifications(), drawn.data(), signals, drawn.height, drawn.title, drawn.said, listed)

    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        outlet = rows["publisher"].fillna("–")
        numbers = ([f"{n:,}" for n in rows[column]] for column in ("n_words", "passages"))
        return [list(cells) for cells in zip(rows["when"], rows["name"], outlet, *numbers, rows["path"], strict=True)]

    def details(self, row: Row) -> str:
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
            headed(row["name"], *facts)
            + _list("Outline", headings)
            + _list("Set aside (not counted, not searched)", passages)
            + _list("Doubts", [escape(str(doubt)) for doubt in doubts])
        )

    def chart(self, rows: pd.DataFrame, *, theme: str, width: int, filters: Mapping[str, Any]) -> alt.LayerChart:
        return articles.articles(self.corpus, rows=rows, theme=theme, width=width)

    def note(self) -> str:
        """Return the list of files that could not be read."""
        problems = self.corpus.problems
        refused = problems[problems["severity"] == "refused"]
        if refused.empty:
            return "<span class='wb-quiet'>Every file could be read.</span>"
        lines = [
            f"<li><b>{escape(path)}</b>: {escape(reason)} – <i>{escape(advice)}</i></li>"
            for path, reason, advice in refused[["path", "reason", "advice"]].to_numpy().tolist()
        ]
        return f"<b>Could not be read ({len(lines):,})</b><ul>{''.join(lines[:200])}</ul>"

    def clicked(self, mark: str) -> Click:
        """Select an article, or list those of a month."""
        if not mark.startswith(articles.MONTH):
            return Click(select=mark)
        self.opened = "" if self.opened == mark else mark
        return Click(redraw=True)

    def corrections(self) -> list[Correction]:
        return [
            setting("Set date", "published", lambda known: Field("Published", value=known or "", hint=DAY), single_day),
            setting("Set outlet", "publisher", lambda known: Field("Outlet", value=known or "")),
            Correction("Restore a passage", self._residue_form, self._restored),
        ]

    def _residue_form(self, row: Row) -> Fields:
        residue = self.corpus.residue
        aside = residue[residue["article_id"] == (None if row is None else row["article_id"])]
        found = aside[["kind", "text", "residue_id"]].to_numpy().tolist()
        options = [(f"{kind}: {text[:120]}", residue_id) for kind, text, residue_id in found]
        return {"passage": Field("Passage", "list", options=options)}

    def _restored(self, _: str, values: dict[str, Any]) -> dict[str, Any]:
        if not values["passage"]:
            raise WorkbookError("nothing was set aside of this article, or no passage is chosen")
        text = self.corpus.row(values["passage"], "residue")["text"]
        return {"action": "restore", "table": "residue", "row_id": values["passage"], "words": text}


def _list(title: str, lines: list[str]) -> str:
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f"<p class='wb-quiet'><b>{title}</b></p><ul>{items}</ul>" if lines else ""
