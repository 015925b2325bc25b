"""Widgets for what a view describes: filters, fields of forms, buttons, rows and columns, messages."""

from __future__ import annotations

import contextlib
import functools
import traceback
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets as widgets
import numpy as np
from traitlets import TraitError

from workbook.charts.common.in_words import counted, iso_day
from workbook.errors import WorkbookError
from workbook.explorers.frame.descriptions import Field, Filter, RangeBar
from workbook.explorers.frame.page_parts import ChoiceList, pairs

WIDE = {"width": "98%"}


class Control:
    """A filter of a view and the widget in which it is chosen."""

    def __init__(self, about: Filter) -> None:
        self.about, self.label, self.inline, self.idle = about, about.label, about.inline, about.idle
        self.widget = filter_widget(about)

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
        if self.about.kind != "several":
            return [str(self.widget.value)]
        return [label for label, known in self.widget.options if known in self.widget.value]

    @property
    def short(self) -> str:
        """Its value for a button."""
        if not self.active:
            return "all"
        few = self.said
        return few[0][:24] if len(few) == 1 else f"{len(few)} of {len(self.widget.options)}"

    def drop(self, *_: Any) -> None:
        """Let everything pass."""
        self.widget.value = self.idle

    def restore(self, value: Any) -> bool:
        """Set a saved value as far as it still can be; return whether all of it could."""
        if self.about.kind != "several":
            with contextlib.suppress(TraitError):  # an option of an older workbook
                self.widget.value = value
            return bool(self.widget.value == value)
        known = [one for _, one in self.widget.options if one in value]
        self.widget.value = tuple(known)
        return len(known) == len(value)

    def renew(self, about: Filter) -> None:
        """Take the options anew, because a correction may have changed them; what is chosen stays, where it can."""
        if about.kind == "several" and pairs(about.options) != self.widget.options:
            chosen = self.value
            self.about, self.widget.options = about, pairs(about.options)
            self.restore(chosen)


def filter_widget(about: Filter) -> Any:
    """Return the widget in which a filter is chosen."""
    if about.kind == "several":
        return ChoiceList(about.options, label=about.label)
    if about.kind == "tabs":
        return widgets.ToggleButtons(options=about.options, value=about.idle, style={"button_width": "auto"})
    layout, style = {"width": about.width or "auto"}, {"description_width": "auto"}
    given: dict[str, Any] = {"value": about.idle, "description": about.caption, "layout": layout, "style": style}
    if about.kind == "one":
        return widgets.Dropdown(options=about.options, **given)
    if about.kind == "steps":
        return widgets.SelectionSlider(options=about.options, continuous_update=False, **given)
    if about.kind == "switch":
        return widgets.Checkbox(indent=False, **given)
    return widgets.Text(placeholder=about.hint, continuous_update=about.kind == "words", **given)


def field_widget(about: Field) -> Any:
    """Return the widget of a field of a form."""
    label: dict[str, Any] = {"description": about.label, "style": {"description_width": "auto"}}
    if about.kind == "tick":
        return widgets.Checkbox(value=about.value, **label)
    if about.kind == "one":
        return widgets.Dropdown(options=about.options, value=about.value, **label)
    if about.kind == "list":
        return widgets.Select(options=about.options, rows=min(5, len(about.options) + 1), **label)
    if about.kind == "suggest":
        return widgets.Combobox(value=about.value, options=about.options, placeholder=about.hint, **label)
    kind = widgets.Textarea if about.kind == "text" else widgets.Text
    return kind(about.value, placeholder=about.hint, **label)


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


def button(words: str, does: Callable[[Any], Any] | None = None, *, primary: bool = False) -> widgets.Button:
    """Return a button as wide as its words."""
    made = widgets.Button(description=words, button_style="primary" if primary else "", layout={"width": "auto"})
    if does:
        made.on_click(does)
    return made


def row_of(children: Sequence[Any], css: str = "wb-row") -> widgets.Box:
    """Return widgets beside each other, in more lines where there is no room."""
    box = widgets.Box(list(children))
    for one in css.split():
        box.add_class(one)
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
    controls: Mapping[str, Control], masks: Mapping[str, np.ndarray[Any, Any]], n: int, noun: str
) -> list[widgets.Button]:
    """Return buttons that drop the filters without which something passes; ``n`` rows pass where none is set."""
    buttons = []
    for name, one in controls.items():
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


class PeriodBar:
    """The widgets of a :class:`~workbook.explorers.frame.descriptions.RangeBar`."""

    def __init__(self, about: RangeBar, period: Control) -> None:
        self._about, self._period, self._following = about, period, False
        self._starts = np.array([first for first, _ in about.spans])
        steps = [(words, n) for n, words in enumerate(about.words)]
        self.bar = widgets.SelectionRangeSlider(options=steps, index=(0, len(steps) - 1), continuous_update=False)
        self.bar.layout.flex = "1 1 300px"
        self.bar.observe(self._moved, "index")

    @property
    def widgets(self) -> list[Any]:
        """The bar, and buttons for other periods."""
        others = [button(words, functools.partial(self._set, period)) for words, period in self._about.buttons.items()]
        return [self.bar, *others]

    def _set(self, period: str, _: Any) -> None:
        self._period.restore(period)

    def _moved(self, change: Any) -> None:
        first, last = change.new
        if not self._following:
            self._period.widget.value = f"{iso_day(self._about.spans[first][0])}/{iso_day(self._about.spans[last][1])}"

    def follow(self, period: tuple[int, int]) -> None:
        """Show a period that was set elsewhere."""
        found = np.searchsorted(self._starts, period, side="right") - 1
        ends = tuple(np.clip(found, 0, len(self._starts) - 1).tolist())
        self._following = True
        self.bar.index = ends
        self._following = False
