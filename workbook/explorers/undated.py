"""Articles without a day of publication, first of all that an analyst mends: the guesses, one click each."""

from __future__ import annotations

import functools
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from workbook.analysis.guessed_days import guess_days
from workbook.charts.common.in_words import counted, days_in_words
from workbook.errors import WorkbookError
from workbook.explorers.frame.controls import button, row_of
from workbook.explorers.frame.corrections import effect_of
from workbook.explorers.frame.typed_dates import single_day

MOST = 40  # articles listed at a time; those after them come up as these are dated
GUESSES = 4


class UndatedArticles(widgets.VBox):
    """List the articles without a day, with what speaks for which; a click keeps the day in the ledger.

    Args:
        corpus: A corpus.
    """

    def __init__(self, corpus: Any) -> None:
        self.corpus = corpus
        self._said = widgets.HTML()
        super().__init__()
        self._show()

    def set_day(self, article_id: str, day: str, *_: Any) -> None:
        """Keep a day of publication for an article, typed as one writes it; words that are no day are told."""
        try:
            day = single_day(day or "nothing")
        except WorkbookError as error:
            self._said.value = escape(str(error))
            return
        title = self.corpus.row(article_id, "articles")["title"]
        words = "" if pd.isna(title) else title
        entry = self.corpus.ledger.record(
            "set", "articles", article_id, article_id=article_id, field="published", value=day, words=words
        )
        self.corpus.reload()
        self._said.value = f"Kept: {escape(effect_of(entry, self.corpus))}."
        self._show()

    def undo(self, *_: Any) -> None:
        """Take back the day that was set last; corrections of other kinds stay."""
        own = [one for one in self.corpus.ledger.active if (one.table, one.field) == ("articles", "published")]
        entry = self.corpus.ledger.undo(own[-1].entry_id) if own else None
        self.corpus.reload()
        self._said.value = f"Taken back: {escape(effect_of(entry, self.corpus))}." if entry else "Nothing to take back."
        self._show()

    def _show(self) -> None:
        guesses = guess_days(self.corpus)
        undated = guesses.groupby("article_id", sort=False)
        head = f"<b>{counted(len(undated), 'article')} without a day of publication</b>"
        listed = [self._row(str(key), rows) for key, rows in list(undated)[:MOST]]
        self.children = [widgets.HTML(head), *listed, row_of([button("Undo", self.undo), self._said])]

    def _row(self, article_id: str, guesses: pd.DataFrame) -> widgets.VBox:
        first = guesses.iloc[0]
        name = first["path"] if pd.isna(first["title"]) else first["title"]
        head = widgets.HTML(f"{escape(str(name))} <span class='wb-quiet'>{escape(str(first['path']))}</span>")
        days = guesses[guesses["day"].notna()].head(GUESSES)
        named = [(day, days_in_words(day, day), why) for day, why in days[["day", "why"]].to_numpy().tolist()]
        clicks = [button(words, functools.partial(self.set_day, article_id, day)) for day, words, _ in named]
        reasons = "; ".join(f"{words}: {why}" for _, words, why in named)
        other = widgets.Text(placeholder="another day: 30 Nov 2025", layout={"width": "190px"})
        keep = button("Set", lambda _: self.set_day(article_id, other.value.strip()))
        why = widgets.HTML(f"<span class='wb-quiet'>{escape(reasons or str(first['why']))}</span>")
        return widgets.VBox([head, row_of([*clicks, other, keep]), why])
