"""What explorers are made of: filters, corrections, pictures, and callbacks whose errors are shown."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets as widgets
import numpy as np
import pandas as pd

from workbook.charts.common.in_words import counted
from workbook.errors import WorkbookError


@dataclass(frozen=True)
class Filter:
    """One control of the view."""

    label: str  # its name, for the button and the messages
    widget: Any  # its value is plain data, or a tuple of it
    idle: Any = ()  # its value while it sets nothing aside
    inline: bool = False  # it stands in the row of controls; otherwise behind a button

    @property
    def active(self) -> bool:
        """Whether it says anything."""
        return self.widget.value != self.idle

    @property
    def value(self) -> Any:
        """Its value as plain data."""
        return list(self.widget.value) if isinstance(self.widget.value, tuple) else self.widget.value

    @property
    def said(self) -> list[str]:
        """Its value in the words of its options."""
        if not isinstance(self.widget, widgets.SelectMultiple):
            return [str(self.widget.value)]
        return [label for label, known in self._options() if known in self.widget.value]

    @property
    def short(self) -> str:
        """Its value for a button."""
        few = self.said
        return "all" if not self.active else few[0][:24] if len(few) == 1 else f"{len(few)} of {len(self._options())}"

    def _options(self) -> list[tuple[str, Any]]:
        return [one if isinstance(one, tuple) else (str(one), one) for one in self.widget.options]

    def drop(self, *_: Any) -> None:
        """Let everything pass."""
        self.widget.value = self.idle

    def restore(self, value: Any) -> bool:
        """Set a saved value as far as it still can be; return whether all of it could."""
        if not isinstance(self.widget, widgets.SelectMultiple):
            self.widget.value = value
            return True
        known = [one for _, one in self._options() if one in value]
        self.widget.value = tuple(known)
        return len(known) == len(value)


@dataclass(frozen=True)
class Action:
    """A correction that the analyst can make."""

    label: str  # the button's words
    fields: Callable[[pd.Series[Any] | None], dict[str, Any]]  # makes the form's widgets, filled from the row
    # from the selected row's identifier and the form's values to the arguments of ``ledger.record``
    entry: Callable[[str, dict[str, Any]], dict[str, Any]]
    needs_row: bool = True  # a row must be selected


@dataclass(frozen=True)
class Picture:
    """What the chart shows now: data and signals for the specifications, and the words above it."""

    specs: dict[str, Any]  # for the light and the dark ground
    data: Mapping[str, Any]  # rows of each named data set: a frame, or lists by column
    signals: dict[str, Any]  # values of the specification's parameters
    height: int  # pixels
    title: str
    said: Sequence[str]  # what is shown, what is left out, how to read it
    listed: np.ndarray[Any, Any]  # positions in the source of the rows that are drawn or counted: the table's


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


def several(options: list[Any]) -> widgets.SelectMultiple:
    """Return a list of which any number is chosen."""
    rows = min(8, max(len(options), 2))
    return widgets.SelectMultiple(options=options, rows=rows, layout={"width": "min(480px, 98%)"})


def button(words: str, does: Callable[[Any], Any] | None = None, *, primary: bool = False) -> widgets.Button:
    """Return a button as wide as its words."""
    made = widgets.Button(description=words, button_style="primary" if primary else "", layout={"width": "auto"})
    if does:
        made.on_click(does)
    return made


def row_of(children: Sequence[Any], css: str = "wb-row") -> widgets.Box:
    """Return widgets beside each other, in more lines where there is no room."""
    box = widgets.Box(list(children))
    box.add_class(css)
    return box


def column(children: Sequence[Any], css: str = "wb-column") -> widgets.VBox:
    """Return widgets under each other."""
    box = widgets.VBox(list(children))
    box.add_class(css)
    return box


def quiet(words: str) -> widgets.HTML:
    """Return secondary text; the caller escapes what is not its own."""
    return widgets.HTML(f"<span class='wb-quiet'>{words}</span>")


def offers(
    filters: Mapping[str, Filter], masks: Mapping[str, np.ndarray[Any, Any]], n: int, noun: str
) -> list[widgets.Button]:
    """Return buttons that drop the filters without which something passes; ``n`` rows pass where none is set."""
    buttons = []
    for name, one in filters.items():
        others = [mask for other, mask in masks.items() if other != name]
        left = int(np.logical_and.reduce(others).sum()) if others else n
        if one.active and left:
            count = f": {counted(left, noun)}" if name in masks else ""
            buttons.append(button(f"Drop “{one.label}”{count}", one.drop))
    return buttons


def alert(words: str, *, good: bool, details: str) -> str:
    """Return a message as escaped HTML."""
    more = f"<details><summary>Details for whoever mends it</summary><pre>{escape(details)}</pre></details>"
    kind = "wb-alert wb-good" if good else "wb-alert"
    return f"<div class='{kind}' role='status'>{escape(words)}{more if details else ''}</div>"
