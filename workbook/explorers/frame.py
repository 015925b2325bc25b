"""The frame of every explorer: controls, chart, evidence with corrections, table of the same rows, honest footer.

An explorer says what its rows are, which filters there are, how the chart is made and which corrections
its rows take; the frame keeps one selection over chart and table, the state, the ledger and the errors.
"""

from __future__ import annotations

import functools
import io
import json
import tempfile
import traceback
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, ClassVar

import altair as alt
import ipywidgets as W
import numpy as np
import pandas as pd

from workbook.charts.words import counted
from workbook.errors import WorkbookError
from workbook.explorers import views
from workbook.explorers.live import Download, Grid, LiveChart

EMPTY: tuple[Any, ...] = ("", None, [], ())
PRESETS = {"Report column": (340, "print"), "Full page": (680, "print"), "Slide": (960, "light"), "Dark slide": (960, "dark")}  # fmt: skip


@dataclass(frozen=True)
class Filter:
    """One control that sets rows aside.

    Attributes:
        label: Its name, for the button and the messages.
        widget: Its value is plain data, or a tuple of it.
        inline: It stands in the row of controls; otherwise behind a button.
        idle: Its value while it sets nothing aside.
    """

    label: str
    widget: Any
    inline: bool = False
    idle: Any = None

    @property
    def active(self) -> bool:
        """Whether it sets rows aside."""
        value = self.widget.value
        return value != self.idle and not (self.idle is None and value in EMPTY)

    @property
    def said(self) -> list[str]:
        """Its value in the words of its options."""
        value = self.widget.value
        if not isinstance(self.widget, W.SelectMultiple):
            return [str(value)]
        options = [one if isinstance(one, tuple) else (str(one), one) for one in self.widget.options]
        return [label for label, known in options if known in value]

    def drop(self) -> None:
        """Let everything pass."""
        self.widget.value = (
            () if isinstance(self.widget, W.SelectMultiple) else self.idle if self.idle is not None else ""
        )


@dataclass(frozen=True)
class Action:
    """A correction that the analyst can make of a row.

    Attributes:
        label: The button's words.
        fields: Makes the form's widgets, filled from the row; keys are given to ``entry``.
        entry: From the row's identifier and the form's values to the arguments of ``ledger.record``.
        needs_row: Whether a row must be selected.
    """

    label: str
    fields: Callable[[pd.Series[Any] | None], dict[str, Any]]
    entry: Callable[[str, dict[str, Any]], dict[str, Any]]
    needs_row: bool = True


@dataclass(frozen=True)
class Picture:
    """What the chart shows now: data and signals for the specification, and the words above it."""

    specs: dict[str, Any]
    data: Mapping[str, pd.DataFrame]
    signals: dict[str, Any]
    height: int
    title: str
    said: Sequence[str]
    shown: int


def guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    """Show what goes wrong in a callback in the explorer; a notebook would swallow it."""

    @functools.wraps(method)
    def call(self: Any, *given: Any, **more: Any) -> Any:
        try:
            return method(self, *given, **more)
        except WorkbookError as error:
            self.say(str(error))
        except Exception as error:  # a callback has no caller: what is not shown here is shown nowhere
            self.say(f"That did not work: {error}", details=traceback.format_exc())
        return None

    return call


class Explorer(W.VBox):
    """What all explorers share.

    Args:
        corpus: A corpus.
        state: What :attr:`state` gave; ``{}`` for a fresh view; nothing for the view as it was left.
        save: Saves a chart: ``save(chart, name, folder=…, preset=…)`` returns the paths of the files.
    """

    name: ClassVar[str]
    table: ClassVar[str]
    key: ClassVar[str]
    noun: ClassVar[str]
    columns: ClassVar[Sequence[tuple[str, int]]]
    save_chart: ClassVar[Callable[..., Any] | None] = None

    def __init__(self, corpus: Any, state: Mapping[str, Any] | None = None, *, save: Callable[..., Any] | None = None) -> None:  # fmt: skip
        self.corpus, self.save = corpus, save or type(self).save_chart
        self.rows = pd.DataFrame()
        self.selected: str | None = None
        self._quiet, self._opened = True, ""
        self.load()
        self.filters = self.make_filters()
        self.actions = self.make_actions()
        self._build()
        super().__init__(self._children())
        self.add_class("wb-explorer")
        self._quiet = False
        self._start(state)

    def _start(self, state: Mapping[str, Any] | None) -> None:
        """Open the view as it was left; one that cannot be opened costs the view, not the explorer."""
        try:
            self.state = views.read(self.corpus.folder, f".last-{self.name}") if state is None else state
        except WorkbookError as error:
            self.state = {}
            self.say(str(error))

    # ------------------------------------------------------------------ what an explorer gives
    def load(self) -> None:
        """Take the tables from the corpus, at the start and after each correction."""
        raise NotImplementedError

    def make_filters(self) -> dict[str, Filter]:
        """Return the filters by the name that they have in the state."""
        raise NotImplementedError

    def make_actions(self) -> list[Action]:
        """Return the corrections."""
        raise NotImplementedError

    def source(self) -> pd.DataFrame:
        """Return all rows, in the order of the table."""
        raise NotImplementedError

    def masks(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return which rows of :meth:`source` each active filter lets pass."""
        raise NotImplementedError

    def picture(self, rows: pd.DataFrame) -> Picture:
        """Return the chart of the rows."""
        raise NotImplementedError

    def listed(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return those of the filtered rows that the table shows; called after :meth:`picture`."""
        raise NotImplementedError

    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        """Return the texts of the table."""
        raise NotImplementedError

    def details(self, row: pd.Series[Any]) -> str:
        """Return what stands over the passage, as escaped HTML."""
        raise NotImplementedError

    def chart(self, *, theme: str = "light", width: int = 860) -> alt.TopLevelMixin:
        """Return the chart as it stands, for a report."""
        raise NotImplementedError

    def aside(self) -> tuple[str, list[tuple[str, str]]]:
        """Return what rows the chart cannot show are called, and those rows: words and identifier."""
        return "", []

    def under(self) -> list[Any]:
        """Return widgets that stand under the chart."""
        return []

    def in_place(self) -> list[Any]:
        """Return the widgets in the chart's place, of which one is shown at a time."""
        return [self._plot]

    def trays(self) -> dict[str, Callable[[], list[Any]]]:
        """Return more buttons by their label, with what each opens."""
        return {}

    def picked(self, mark: str) -> None:
        """Answer a click on a mark; marks that are no rows are the explorer's own."""
        self.select(mark)

    # ------------------------------------------------------------------ state
    @property
    def state(self) -> dict[str, Any]:
        """The view as plain data: filters and selection. Setting it restores the view."""
        filters = {name: _plain(one.widget.value) for name, one in self.filters.items() if one.active}
        return {"explorer": self.name, "filters": filters, "selected": self.selected}

    @state.setter
    def state(self, state: Mapping[str, Any]) -> None:
        if state.get("explorer", self.name) != self.name:
            raise WorkbookError(
                f"this view is of another explorer ({state['explorer']})", wanted=f"a view of {self.name}"
            )
        lost, wanted = [], state.get("filters", {})
        self._quiet = True
        for name, one in self.filters.items():
            one.drop()
            if name in wanted and not _restore(one.widget, wanted[name]):
                lost.append(one.label)
        self._quiet = False
        self.selected = state.get("selected")
        self.refresh()
        if lost:
            self.say(f"Part of the saved view is no longer in the corpus: {', '.join(lost)}.")

    @guarded
    def refresh(self, *_: Any) -> None:
        """Filter, draw, list: the chart first, because it is what is looked at."""
        if self._quiet:
            return
        masks = self.masks()
        rows = self.source()
        self.rows = rows[np.logical_and.reduce(list(masks.values()))] if masks else rows
        made = self.picture(self.rows)
        self._plot.show(
            made.data, specs=made.specs, signals={**made.signals, "selected": self.selected or ""}, height=made.height,
            width=self.width, description=f"{made.title}. {'; '.join(made.said)}",
        )  # fmt: skip
        self._head.value = (
            f"<div class='wb-head'><h3>{escape(made.title)}</h3><p>{escape(' · '.join(made.said))}</p></div>"
        )
        self._listed = self.listed(self.rows)
        self._ids = self._listed[self.key].tolist()
        self._grid.fill(len(self._ids), lambda a, b: self.cells(self._listed.iloc[a:b]), self._at())
        self._nothing(masks, rows, made.shown)
        self._evidence()
        self._footer(made.shown)
        self._remember()

    def _at(self) -> int:
        return self._ids.index(self.selected) if self.selected in self._ids else -1

    @property
    def width(self) -> int:
        """Pixels that the browser has for the chart."""
        return int(self._plot.room) - 14  # what the drawing keeps free around itself

    def _remember(self) -> None:
        views.write(self.corpus.folder, f".last-{self.name}", self.state)

    # ------------------------------------------------------------------ selection
    @guarded
    def select(self, row_id: str | None) -> None:
        """Select a row in chart and table and show its passage."""
        self.selected = row_id
        self._plot.mark(row_id or "")
        self._grid.at = self._at()
        self._evidence()
        self._remember()

    def _step(self, by: int) -> None:
        if self._ids:
            at = self._at()
            self.select(self._ids[max(0, min(len(self._ids) - 1, at + by if at >= 0 else 0))])

    def row(self, row_id: str | None) -> pd.Series[Any] | None:
        """Return a row of :meth:`source`, or None."""
        found = self.source()[self.source()[self.key] == row_id]
        return found.iloc[0] if len(found) else None

    def _evidence(self) -> None:
        row, at = self.row(self.selected), self._at()
        self._close_form()
        self._where.value = f"<span class='wb-quiet'>{at + 1:,} of {len(self._ids):,}</span>" if at >= 0 else ""
        for button, action in zip(self._buttons, self.actions, strict=True):
            button.disabled = action.needs_row and row is None
        if row is None:
            self._passage.value = f"<p class='wb-quiet'>Choose a mark, or a row of the table, to read where it is told. Arrow keys walk through the table.</p>"  # fmt: skip
            return
        passage = "" if pd.isna(row.get("article_id")) else self.corpus.evidence(row, self.table).html
        self._passage.value = self.details(row) + passage + self._notes()

    def _notes(self) -> str:
        notes = [
            entry for entry in self.corpus.ledger.active if entry.action == "note" and entry.row_id == self.selected
        ]
        return "".join(f"<p class='wb-quiet'><b>Note:</b> {escape(str(note.value))}</p>" for note in notes)

    # ------------------------------------------------------------------ corrections
    def _open_form(self, action: Action) -> None:
        fields = action.fields(self.row(self.selected) if action.needs_row else None)
        why = W.Text(placeholder="why (kept with the correction)", description="Why")
        keep, cancel = _button("Save", primary=True), _button("Cancel")
        keep.on_click(
            lambda _: self._correct(action, {name: widget.value for name, widget in fields.items()}, why.value)
        )
        cancel.on_click(lambda _: self._close_form())
        for widget in (*fields.values(), why):
            widget.layout.width = "98%"
        self._form.children = [*fields.values(), why, W.HBox([keep, cancel])]
        self._form.layout.display = ""

    def _close_form(self) -> None:
        self._form.children, self._form.layout.display = (), "none"

    @guarded
    def _correct(self, action: Action, values: dict[str, Any], why: str) -> None:
        row = self.row(self.selected) if action.needs_row else None
        given = {
            "table": self.table,
            "row_id": self.selected or "",
            "why": why,
            **action.entry(self.selected or "", values),
        }
        if row is not None and pd.notna(row.get("article_id")):
            text = self.corpus.articles.loc[self.corpus.articles["article_id"] == row["article_id"], "text"].iloc[0]
            passage = {"article_id": row["article_id"], "words": text[int(row["start"]) : int(row["end"])]}
            given = {**passage, **given}
        before = self._refusals()
        entry = self.corpus.ledger.record(**given)
        self._reload()
        if refused := [reason for reason in self._refusals() if reason not in before]:
            self.corpus.ledger.undo(entry.entry_id)
            self._reload()
            raise WorkbookError(refused[0])
        self.selected = given["row_id"] if self.row(given["row_id"]) is not None else self._neighbour(given["row_id"])
        self.refresh()
        self.say(f"Kept: {entry.describe()}.", good=True)

    def _neighbour(self, row_id: str) -> str | None:
        """Return the row that follows a rejected one, to go on from there."""
        at = self._ids.index(row_id) if row_id in self._ids else 0
        return next((one for one in (*self._ids[at + 1 :], *self._ids[:at][::-1]) if self.row(one) is not None), None)

    def _refusals(self) -> list[str]:
        problems = self.corpus.problems
        return problems.loc[problems["stage"] == "corrections", "reason"].tolist()

    def _reload(self) -> None:
        self.corpus.reload()
        self.load()

    @guarded
    def _undo(self, entry_id: str | None = None) -> None:
        undone = self.corpus.ledger.undo(entry_id)
        if undone is None:
            return self.say("There is nothing to undo.", good=True)
        self._reload()
        self.refresh()
        if self._opened:
            self._open(self._opened)
        return self.say(f"Undone: {undone.describe()}.", good=True)

    # ------------------------------------------------------------------ messages
    def say(self, words: str, *, good: bool = False, details: str = "") -> None:
        """Show a message above the chart until the next one; no words clear it."""
        more = f"<details><summary>Details for whoever mends it</summary><pre>{escape(details)}</pre></details>"
        kind = "wb-alert wb-good" if good else "wb-alert"
        self._alert.value = (
            f"<div class='{kind}' role='status'>{escape(words)}{more if details else ''}</div>" if words else ""
        )

    def _nothing(self, masks: dict[str, np.ndarray[Any, Any]], rows: pd.DataFrame, shown: int) -> None:
        """Say which filter leaves nothing, and offer to drop it."""
        self.say("")
        self._drops.children = ()
        if shown or not len(rows):
            return
        self.say(f"No {self.noun} passes all filters.", good=True)
        for name, one in self.filters.items():
            others = [mask for other, mask in masks.items() if other != name]
            n = int(np.logical_and.reduce(others).sum()) if others else len(rows)
            if one.active and n:
                button = _button(f"Drop “{one.label}”" + (f": {counted(n, self.noun)}" if name in masks else ""))
                button.on_click(lambda _, one=one: one.drop())
                self._drops.children = (*self._drops.children, button)

    # ------------------------------------------------------------------ parts
    def _build(self) -> None:
        self._alert, self._head, self._passage, self._where = (W.HTML() for _ in range(4))
        self._drops, self._tray = _row([]), W.VBox(layout={"display": "none"})
        self._tray.add_class("wb-tray")
        self._plot = LiveChart()
        self._plot.observe(guarded_on(self, lambda change: self.picked(str(change.new["id"]))), "picked")
        self._plot.observe(self.refresh, "room")
        self._grid = Grid(self.columns, lambda at: self.select(self._ids[at]), label=f"{self.noun}s shown")
        self._form = W.VBox(layout={"display": "none"})
        self._buttons = [_button(action.label) for action in self.actions]
        for button, action in zip(self._buttons, self.actions, strict=True):
            button.on_click(guarded_on(self, functools.partial(lambda action, _: self._open_form(action), action)))
        self._foot = _row([], "wb-foot")
        self._trays = {
            **{one.label: functools.partial(self._filter_tray, one) for one in self.filters.values() if not one.inline},
            **self.trays(), "Views": self._views_tray, "Export": self._export_tray, "aside": self._aside_tray, "ledger": self._ledger_tray,
        }  # fmt: skip
        self._toggles = {label: _button(label) for label in self._trays}
        for label, button in self._toggles.items():
            button.on_click(guarded_on(self, functools.partial(lambda label, _: self._toggle(label), label)))
        for one in self.filters.values():
            one.widget.observe(self.refresh, "value")

    def _children(self) -> list[Any]:
        inline = [one.widget for one in self.filters.values() if one.inline]
        behind = [self._toggles[one.label] for one in self.filters.values() if not one.inline]
        undo = _button("↶ Undo")
        undo.tooltip = "take back the latest correction"
        undo.on_click(lambda _: self._undo())
        more = [self._toggles[label] for label in self.trays()]
        controls = _row([*inline[:1], *behind, *inline[1:], *more, self._toggles["Views"], undo, self._toggles["Export"]])
        back, on = _button("← previous"), _button("next →")
        back.on_click(lambda _: self._step(-1))
        on.on_click(lambda _: self._step(1))
        side = W.VBox([_row([back, on, self._where, *self._buttons]), self._form, self._passage])
        plot, under = W.Box(self.in_place()), self.under()
        self._plot.layout.width = "100%"
        side.add_class("wb-side")
        plot.add_class("wb-plot")
        left = W.VBox([plot, _row(under)] if under else [plot])
        left.add_class("wb-left")
        return [self._alert, controls, self._tray, self._head, self._drops, _row([left, side], "wb-body"), self._grid, self._foot]  # fmt: skip

    def _footer(self, shown: int) -> None:
        what, rows = self.aside()
        n = len(self.corpus.ledger)
        self._toggles["aside"].description = f"{len(rows):,} {what} ▸ show"
        self._toggles["ledger"].description = f"{counted(n, 'correction')} active ▸ show"
        for one in self.filters.values():
            if not one.inline:
                self._toggles[one.label].description = f"{one.label} {_few(one)} ▾"
        facts = f"{shown:,} of {counted(len(self.source()), self.noun)} shown"
        origin = f"{escape(self.corpus.model)} · corpus {escape(str(self.corpus.fingerprint))}"
        self._foot.children = [
            W.HTML(facts), *([self._toggles["aside"]] if rows else []), self._toggles["ledger"], W.HTML(origin)
        ]  # fmt: skip

    # ------------------------------------------------------------------ trays
    def _toggle(self, label: str) -> None:
        self._opened = "" if self._opened == label else label
        if self._opened:
            self._open(label)
        self._tray.layout.display = "" if self._opened else "none"

    def _open(self, label: str) -> None:
        self._tray.children = self._trays[label]()

    def _filter_tray(self, one: Filter) -> list[Any]:
        everything = _button(f"{one.label}: all")
        everything.on_click(lambda _: one.drop())
        hint = (
            "Several: Ctrl or Shift with a click or the arrow keys." if isinstance(one.widget, W.SelectMultiple) else ""
        )
        return [one.widget, W.HBox([everything, W.HTML(f"<span class='wb-quiet'>{hint}</span>")])]

    def _views_tray(self) -> list[Any]:
        name = W.Text(placeholder="name of this view")
        known = W.Dropdown(options=views.names(self.corpus.folder, self.name))
        keep, load = _button("Save this view", primary=True), _button("Open")
        keep.on_click(guarded_on(self, lambda _: self._save_view(name.value)))
        load.on_click(guarded_on(self, lambda _: self._load_view(known.value)))
        return [_row([name, keep]), _row([known, load])] if known.options else [_row([name, keep])]

    def _save_view(self, name: str) -> None:
        path = views.write(self.corpus.folder, name, self.state)
        self._open("Views")
        self.say(f"Saved as {path.name}; it can be given to others as a file.", good=True)

    def _load_view(self, name: str) -> None:
        self.state = views.read(self.corpus.folder, name)
        self.say(f"Opened “{name}”.", good=True)

    def _export_tray(self) -> list[Any]:
        if self.save is None:
            return [W.HTML("Charts are saved with <code>save_chart(explorer.chart(), name)</code>.")]
        name, preset = W.Text(self.name, description="Name"), W.Dropdown(options=list(PRESETS), description="For a")
        links, keep = W.HTML(), _button("Save to exports/", primary=True)

        def saved(folder: Path) -> list[Path]:
            width, theme = PRESETS[preset.value]
            made = self.save(
                self.chart(theme=theme, width=width), name.value or self.name, folder=folder, preset=preset.value
            )  # type: ignore[misc]
            return [Path(path) for path in made]

        def keep_files(_: Any) -> None:
            found = saved(Path("exports"))
            links.value = "Saved: " + ", ".join(f"<a href='{escape(p.as_posix())}' target='_blank'>{escape(p.name)}</a>" for p in found)  # fmt: skip

        keep.on_click(guarded_on(self, keep_files))
        download = Download(guarded_on(self, lambda: _zipped(name.value or self.name, saved)), label="Download")
        return [_row([name, preset, keep, download]), links]

    def _aside_tray(self) -> list[Any]:
        what, rows = self.aside()
        choice = W.Select(options=rows, value=None, rows=min(8, len(rows) + 1), layout={"width": "98%"})
        choice.observe(guarded_on(self, lambda change: self.select(change.new)), "value")
        return [
            W.HTML(f"<b>{counted(len(rows), self.noun)} {escape(what)}</b>; choose one to read and correct it."),
            choice,
        ]

    def _ledger_tray(self) -> list[Any]:
        entries = [(entry.describe()[:200], entry.entry_id) for entry in self.corpus.ledger.active][::-1]
        if not entries:
            return [W.HTML("No corrections yet. Those you make are kept beside the articles and hold at every load.")]
        choice = W.Select(options=entries, rows=min(8, len(entries) + 1), layout={"width": "98%"})
        back = _button("Undo the chosen one")
        back.on_click(lambda _: self._undo(choice.value))
        return [W.HTML("<b>Corrections, the latest first</b>"), choice, back]


def guarded_on(explorer: Explorer, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``function`` with its errors shown in ``explorer``."""
    return functools.partial(guarded(lambda _self, *given: function(*given)), explorer)


def _button(label: str, *, primary: bool = False) -> W.Button:
    return W.Button(description=label, button_style="primary" if primary else "", layout={"width": "auto"})


def _row(children: Sequence[Any], css: str = "wb-row") -> W.Box:
    box = W.Box(children)
    box.add_class(css)
    return box


def _few(one: Filter) -> str:
    if not one.active:
        return "all"
    return one.said[0][:24] if len(one.said) == 1 else f"{len(one.said)} of {len(one.widget.options)}"


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _restore(widget: Any, value: Any) -> bool:
    """Set a widget's value as far as it still can be; return whether all of it could."""
    if not isinstance(widget, W.SelectMultiple):
        widget.value = value
        return True
    options = {one[1] if isinstance(one, tuple) else one for one in widget.options}
    known = [one for one in value if one in options]
    widget.value = tuple(known)
    return len(known) == len(value)


def _zipped(name: str, saved: Callable[[Path], list[Path]]) -> tuple[str, str, bytes]:
    held = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for path in saved(Path(folder)):
            file.write(path, path.name)
    return f"{name}.zip", "application/zip", held.getvalue()
