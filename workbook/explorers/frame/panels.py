"""What opens under the controls: a filter's list, saved views, the export, rows set aside, the ledger."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from workbook.charts.common.in_words import counted
from workbook.explorers.frame import saved_views
from workbook.explorers.frame.controls import WIDE, button, field_widget, quiet, row_of
from workbook.explorers.frame.corrections import decide, effect_of
from workbook.explorers.frame.descriptions import Document
from workbook.explorers.frame.page_parts import Download
from workbook.reports.export import Saved, save_chart

PRESETS = {"Report column": (340, "print"), "Full page": (680, "print"), "Slide": (960, "light")}
EXPORTS = Path("exports")


def views_panel(explorer: Any) -> list[Any]:
    """Return what saves and opens views."""
    name = widgets.Text(placeholder="name of this view")
    known = widgets.Dropdown(options=saved_views.names(explorer.corpus.folder, explorer.view.name))
    keep = explorer.guard(lambda _: explorer.save_view(name.value), at="panel")
    show = explorer.guard(lambda _: explorer.open_view(known.value), at="panel")
    rows = [row_of([name, button("Save this view", keep, primary=True)])]
    return rows + [row_of([known, button("Open", show)])] * bool(known.options)


def export_panel(explorer: Any) -> list[Any]:
    """Return what saves the chart with its rows and caption."""
    name = widgets.Text(explorer.view.name, description="Name")
    preset = widgets.Dropdown(options=list(PRESETS), description="For a")
    dark = widgets.Checkbox(value=False, description="dark", indent=False, layout={"width": "70px"})

    def saved(folder: Path) -> list[Any]:
        width, theme = PRESETS[preset.value]
        chart = explorer.chart(theme="dark" if dark.value else theme, width=width)
        return list(save_chart(chart, name.value or explorer.view.name, folder=folder, preset=preset.value))

    chart = saving(explorer, [name, preset, dark], saved, (f"Save to {EXPORTS}/", "Download"))
    return chart + document_part(explorer, explorer.view.document())


def document_part(explorer: Any, document: Document | None) -> list[Any]:
    """Return what saves a document beside the chart: fields, and where it is saved."""
    if document is None:
        return []
    fields = {name: field_widget(one) for name, one in document.fields.items()}
    for widget in fields.values():
        widget.layout.width, widget.style.description_width = "210px", "56px"

    def saved(folder: Path) -> list[Any]:
        return [document.save({name: widget.value for name, widget in fields.items()}, folder)]

    words = f"Save {document.label}", f"Get {document.label}"
    return saving(explorer, [*fields.values()], saved, words, as_is=True)


def saving(
    explorer: Any,
    fields: list[Any],
    saved: Callable[[Path], list[Any]],
    words: tuple[str, str],
    *,
    as_is: bool = False,
) -> list[Any]:
    """Return fields, a button that saves into a folder, one by which the browser does, and place for the links.

    The browser is given a document as it is, and the files of a chart in a zip.
    """
    links = widgets.HTML()

    def keep(_: Any) -> None:
        links.value = Saved(tuple(map(Path, saved(EXPORTS)))).links

    def given() -> tuple[str, str, bytes]:
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(one) for one in saved(Path(folder))]
            if as_is:
                return paths[0].name, "application/octet-stream", paths[0].read_bytes()
            held = io.BytesIO()
            with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
                for path in paths:
                    file.write(path, path.name)
            return f"{paths[0].stem}.zip", "application/zip", held.getvalue()

    keeping = button(words[0], explorer.guard(keep, at="panel"), primary=True)
    return [row_of([*fields, keeping, Download(explorer.guard(given, at="panel"), label=words[1])]), links]


def undrawn_panel(explorer: Any) -> list[Any]:
    """Return the rows that the chart cannot show, to be chosen."""
    what, rows = explorer.undrawn()
    choice = widgets.Select(options=rows, value=None, rows=min(8, len(rows) + 1), layout=WIDE)
    choice.observe(lambda change: explorer.select(change.new), "value")
    return [
        quiet(f"{counted(len(rows), explorer.view.noun)} {escape(what)}; choose one to read and correct it."),
        choice,
    ]


def decisions_panel(explorer: Any) -> list[Any]:
    """Return the questions that wait; choosing one shows its row."""
    waiting = explorer.view.decisions()
    if not waiting.options:
        return [quiet(waiting.none)]
    options = list(waiting.options)
    choice = widgets.Select(options=options, rows=min(8, len(options) + 1), layout=WIDE)
    choice.observe(explorer.guard(lambda change: explorer.select(waiting.row_of(change.new))), "value")

    def keep(answer: Any) -> None:
        decide(explorer, answer(choice.value))
        explorer.parts.reopen()

    buttons = [
        button(words, explorer.guard(lambda _, answer=answer: keep(answer), at="panel"))
        for words, answer in waiting.answers.items()
    ]
    return [quiet(waiting.head), choice, row_of(buttons)]


def ledger_panel(explorer: Any) -> list[Any]:
    """Return the active corrections, the latest first, each to be undone."""
    active = explorer.corpus.ledger.active[::-1]
    entries = [(effect_of(entry, explorer.corpus)[:200], entry.entry_id) for entry in active]
    if not entries:
        return [quiet("No corrections yet. They are kept beside the articles and hold at every load.")]
    choice = widgets.Select(options=entries, rows=min(8, len(entries) + 1), layout=WIDE)
    taking_back = explorer.guard(lambda _: explorer.undo(choice.value), at="panel")
    head = "Of all explorers and notebooks over this folder, the latest first"
    return [quiet(head), choice, button("Undo the chosen one", taking_back)]


PANELS = {"Views": views_panel, "Export": export_panel, "aside": undrawn_panel, "ledger": ledger_panel}
