"""From a correction's form to its entry in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from textwrap import shorten
from typing import Any

import ipywidgets as widgets
import pandas as pd

from workbook.charts.common.in_words import DISAGREEMENTS, days_in_words
from workbook.errors import WorkbookError
from workbook.explorers.frame.controls import button, field_widget, row_of
from workbook.explorers.frame.descriptions import Correction
from workbook.language.time.periods import bounds


def form(explorer: Any, correction: Correction, close: Callable[[], None]) -> list[Any]:
    """Return the widgets that ask for what a correction needs."""
    row = explorer.row(explorer.selected) if correction.needs_row else None
    fields = {name: field_widget(one) for name, one in correction.fields(row).items()}
    why = widgets.Text(placeholder="kept with the correction", description="Why")

    def keep(_: Any) -> None:
        explorer.correct(correction, {name: widget.value for name, widget in fields.items()}, why.value)

    for widget in (*fields.values(), why):
        widget.layout.width = "98%"
    buttons = row_of(
        [button("Save", explorer.guard(keep, at="passage"), primary=True), button("Cancel", lambda _: close())]
    )
    return [*fields.values(), why, buttons]


def record(explorer: Any, correction: Correction, values: dict[str, Any], why: str) -> Any:
    """Write a correction to the ledger, read the corpus anew and return the entry.

    Raises:
        WorkbookError: It cannot be applied; nothing was written.
    """
    corpus, selected = explorer.corpus, explorer.selected or ""
    given = {"table": explorer.view.table, "row_id": selected, "why": why, **correction.entry(selected, values)}
    row = explorer.row(given["row_id"]) if correction.needs_row else None
    row = explorer.row(explorer.selected) if row is None and correction.needs_row else row
    if row is not None and (place := place_of(corpus, row)):
        given = {**given, "article_id": place["article_id"], "words": given.get("words") or place.get("words")}
    if refused := corpus.refusal(**given):
        raise WorkbookError(refused)
    entry = corpus.ledger.record(**given)
    explorer.reload()
    return entry


def follow(explorer: Any, mark: str) -> None:
    """Do what a link of a page stands for: it decides something, or leads to a row."""
    if entry := explorer.view.asked(mark):
        decide(explorer, entry)
    else:
        explorer.select(mark)


def decide(explorer: Any, entry: dict[str, Any]) -> None:
    """Keep a correction that needs no form."""
    explorer.correct(Correction("", lambda _: {}, lambda _, __: entry, needs_row=False), {})


def with_signs(explorer: Any, cells: list[list[str]], row_ids: list[str]) -> list[list[str]]:
    """Return the texts of rows of the table, with a star and a pen where the analyst left one, in the widest column."""
    signs = {"star": "★", "note": "✎"}
    left: dict[tuple[str, str], str] = {}
    for entry in explorer.corpus.ledger.active:
        sign, key = signs.get(entry.action, ""), (entry.table, entry.row_id)
        if sign and sign not in left.get(key, ""):
            left[key] = left.get(key, "") + sign
    if not left:
        return cells
    widths = [share for _, share, *_ in explorer.view.columns]
    widest = widths.index(max(widths))
    marks = [left.get(explorer.view.subject(row_id) or ("", ""), "") for row_id in row_ids]
    return [
        [f"{mark} {cell}" if mark and at == widest else cell for at, cell in enumerate(row)]
        for row, mark in zip(cells, marks, strict=True)
    ]


def this_or_next(explorer: Any, row_id: str) -> str | None:
    """Return what is selected after a correction of a row: it, or the next where it was rejected."""
    ids = explorer._ids
    at = ids.index(row_id) if row_id in ids else 0
    order = (row_id, *ids[at + 1 :], *ids[:at][::-1])
    return next((one for one in order if explorer.row(one) is not None), None)


def notes_on(explorer: Any) -> str:
    """Return the analyst's notes on the selected row, as escaped HTML."""
    active = explorer.corpus.ledger.active
    notes = [one.value for one in active if (one.action, one.row_id) == ("note", explorer.selected)]
    return "".join(f"<p class='wb-quiet'><b>Note:</b> {escape(str(note))}</p>" for note in notes)


def is_open(explorer: Any, row_id: str | None) -> bool:
    """Return whether a row may stay open: what the filters set aside is not left open to be corrected."""
    if row_id is None or row_id in explorer._ids or explorer.view.keeps(row_id):
        return True
    return row_id in [waiting for _, waiting in explorer.undrawn()[1]]


def latest(explorer: Any) -> Any:
    """Return the latest correction of the explorer's own kind, or None."""
    kinds = explorer.view.tables or (explorer.view.table,)
    own = [entry for entry in explorer.corpus.ledger.active if entry.table in kinds]
    return own[-1] if own else None


def star_of(explorer: Any) -> Any:
    """Return the star on the selected row: its entry, None where there is none, False where none can be."""
    subject = explorer.selected and explorer.view.subject(explorer.selected)
    if not subject:
        return False
    stars = [one for one in explorer.corpus.ledger.active if (one.action, one.table, one.row_id) == ("star", *subject)]
    return stars[-1] if stars else None


def toggle_star(explorer: Any) -> None:
    """Set a star on the selected row, or take it off; tables stay as they are."""
    star, row = star_of(explorer), explorer.row(explorer.selected)
    if star is False or row is None:
        raise WorkbookError("no row is chosen that can be starred", advice="choose a row of the table")
    if star:
        explorer.corpus.ledger.undo(star.entry_id)
        return
    table, row_id = explorer.view.subject(explorer.selected)
    explorer.corpus.ledger.record("star", table, row_id, **place_of(explorer.corpus, row))


def place_of(corpus: Any, row: Any) -> dict[str, Any]:
    """Return the article and the words of a row, by which the ledger finds it again."""
    if pd.isna(row.get("article_id")):
        return {}
    place = {"article_id": row["article_id"]}
    if pd.notna(row.get("title")):
        place["words"] = row["title"]
    if pd.notna(row.get("start")):
        text = corpus.articles.set_index("article_id")["text"][row["article_id"]]
        place["words"] = text[int(row["start"]) : int(row["end"])]
    return place


COLUMNS = {
    "date": "date", "headline": "headline", "status": "status", "kind": "kind", "place": "place", "name": "name",
    "entity_type": "type", "country": "country", "side": "side", "role": "role", "actor_id": "speaker",
    "form": "way of naming", "cue_class": "class of the verb", "quote_type": "quotation marks", "topics": "topics",
    "modality": "obligation", "published": "day of publication", "publisher": "outlet", "title": "title",
    "stance": "stance", "topic": "topic", "plan_id": "plan",
}  # fmt: skip
MARKS = {"direct": "all", "mixed": "part", "indirect": "none", "scare": "a term"}


def effect_of(entry: Any, corpus: Any) -> str:
    """Return what a correction does, in words."""
    if entry.action == "choose":
        kind = DISAGREEMENTS.get(entry.field, entry.field)
        return f"taken from “{shorten(entry.words or '', 80, placeholder=' …')}”: {kind}"
    if entry.action != "set" or entry.field not in COLUMNS:
        return str(entry.describe())
    what = f" of “{shorten(entry.words, 80, placeholder=' …')}”" if entry.words else ""
    why = f" ({entry.why})" if entry.why else ""
    return f"{COLUMNS[entry.field]}{what} is now {_value(entry, corpus)}{why}"


def _value(entry: Any, corpus: Any) -> str:
    value = entry.value
    if value in (None, ""):
        return "not known"
    if entry.field in ("actor_id", "plan_id"):
        table, key, name = (
            ("actors", "actor_id", "name") if entry.field == "actor_id" else ("plans", "plan_id", "title")
        )
        names = dict(zip(getattr(corpus, table)[key], getattr(corpus, table)[name], strict=True))
        return str(names.get(value, "somebody who is no longer in the corpus"))
    if entry.field in ("date", "published") and (days := bounds(str(value).rstrip("~"))):
        return days_in_words(*(day.isoformat() for day in days))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return MARKS.get(value, str(value)) if entry.field == "quote_type" else str(value)
