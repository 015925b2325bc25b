"""From a correction's form to its entry in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
import pandas as pd

from workbook.errors import WorkbookError
from workbook.explorers.frame.controls import button, field_widget, row_of
from workbook.explorers.frame.descriptions import Correction


def form(explorer: Any, correction: Correction, close: Callable[[], None]) -> list[Any]:
    """Return the widgets that ask for what a correction needs."""
    row = explorer.row(explorer.selected) if correction.needs_row else None
    fields = {name: field_widget(one) for name, one in correction.fields(row).items()}
    why = widgets.Text(placeholder="kept with the correction", description="Why")

    def keep(_: Any) -> None:
        explorer.correct(correction, {name: widget.value for name, widget in fields.items()}, why.value)

    for widget in (*fields.values(), why):
        widget.layout.width = "98%"
    buttons = row_of([button("Save", keep, primary=True), button("Cancel", lambda _: close())])
    return [*fields.values(), why, buttons]


def record(explorer: Any, correction: Correction, values: dict[str, Any], why: str) -> Any:
    """Write a correction to the ledger, read the corpus anew and return the entry.

    Raises:
        WorkbookError: It cannot be applied; it is taken back.
    """
    corpus, selected = explorer.corpus, explorer.selected or ""
    row = explorer.row(explorer.selected) if correction.needs_row else None
    given = {"table": explorer.view.table, "row_id": selected, "why": why, **correction.entry(selected, values)}
    if row is not None and pd.notna(row.get("article_id")):
        given["article_id"] = row["article_id"]
        if pd.notna(row.get("start")):
            text = corpus.articles.set_index("article_id")["text"][row["article_id"]]
            given.setdefault("words", text[int(row["start"]) : int(row["end"])])
    before = _refusals(corpus)
    entry = corpus.ledger.record(**given)
    explorer.reload()
    if refused := [reason for reason in _refusals(corpus) if reason not in before]:
        corpus.ledger.undo(entry.entry_id)
        explorer.reload()
        raise WorkbookError(refused[0])
    return entry


def _refusals(corpus: Any) -> list[str]:
    problems = corpus.problems
    reasons: list[str] = problems.loc[problems["stage"] == "corrections", "reason"].tolist()
    return reasons
