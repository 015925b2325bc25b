"""Where each event of a timeline stands: period, rows or lanes or counts, labels. Numbers only, nothing is drawn here.

Everything is placed in pixels before drawing, so that labels and events of one day do not overlap. Days are
counted from 1970; an event of a day stands in its middle, an interval from its first midnight to its last.
Plain arrays and lists: on a few hundred marks a data frame costs more than the drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from workbook.charts.common.in_words import iso_day, when
from workbook.charts.common.periods import UNITS, TimeAxis, units_of
from workbook.charts.common.text_width import clip, width_of

MOST_ROWS, MOST_MARKS, MOST_LANES, MOST_NAMED = 40, 500, 48, 60
ROW, LANE, STACKED, TALL = 22, 13, 34, 240  # pixels: a row, a lane, a row with its words above it, a chart of counts
NARROW = 480  # pixels; below, words stand above their mark
BELOW = ("planned", "proposed", "cancelled", "denied")  # what did not happen is counted downwards
ASIDE = "that only the passage makes clear"  # such events are listed and not drawn
PLACES = ("undated", "vaguer", "earlier", "later", "inside")
MARKS = "id x x2 at y group g status form when label side headline full who article tag"
BARS = "id x x2 y y2 group below n total full"
Columns = dict[str, list[Any]]
NOTHING: dict[str, Columns] = {
    name: {column: [] for column in columns.split()}
    for name, columns in (("marks", MARKS), ("bars", BARS), ("levels", "y label"))
}


@dataclass(frozen=True)
class TimelineLayout:
    """A timeline ready to be drawn."""

    form: str  # rows, lanes, counts or nothing
    signals: dict[str, Any]  # ends of the time axis (milliseconds), its ticks and their format
    height: int  # pixels
    data: dict[str, Columns]  # marks (an event each), or bars (a part of a count each) and levels (their scale)
    shown: list[str]  # identifiers of the events drawn or counted
    left_out: dict[str, int]  # how many are not, by reason
    window: tuple[int, int]  # first and last day
    listed: np.ndarray[Any, Any]  # labels of the rows of the period; where bars count, vaguer ones are only listed
    since: str = ""  # first year of what lies before the period
    until: str = ""  # last year of what lies after it
    unit: str = ""  # what a bar counts
    named: int = 0  # marks in lanes that have a headline

    marks = property(lambda self: pd.DataFrame(self.data["marks"]).astype({"id": "str"}))
    bars = property(lambda self: pd.DataFrame(self.data["bars"]))
    levels = property(lambda self: pd.DataFrame(self.data["levels"]))


def _placed(first: Any, last: Any, window: tuple[int, int]) -> np.ndarray[Any, Any]:
    """Return the number in ``PLACES`` of each event.

    An event lies where its middle lies, so that it is counted once; one whose days are fewer known
    than the period is long is vaguer.
    """
    middle = np.floor((first + last) / 2)
    vague = (last - first > window[1] - window[0]) & (first <= window[1]) & (last >= window[0])
    return np.select([np.isnan(first), vague, middle < window[0], middle > window[1]], [0, 1, 2, 3], 4)


def position_in_period(rows: pd.DataFrame, window: tuple[int, int]) -> np.ndarray[Any, Any]:
    """Return where each event lies: ``inside``, ``earlier``, ``later``, ``vaguer`` or ``undated``."""
    return np.array(PLACES)[_placed(rows["first"].to_numpy(), rows["last"].to_numpy(), window)]


def lay_out_timeline(
    rows: pd.DataFrame, groups: list[str], *, window: tuple[int, int], width: int, most: int | None = None,
    at: Any = None,
) -> TimelineLayout:  # fmt: skip
    """Place the events of ``rows`` (see :func:`workbook.charts.events.timeline.prepare`) on a chart.

    Args:
        rows: Events in the order of their days; columns event_id, ``group``, ``tag``, ``first``, ``last``,
            ``support``, ``aside`` (only listed) where there is one, and the words of each.
        groups: What the colours mean, in order.
        window: First and last day, from 1970.
        width: Pixels.
        most: Draw only so many, the best supported first.
        at: Positions of the events to show; by default all.
    """
    at = np.arange(len(rows)) if at is None else at
    first, last = (rows[name].to_numpy()[at] for name in ("first", "last"))
    where = _placed(first, last, window)
    n = np.bincount(where, minlength=len(PLACES)).tolist()
    listed = inside = at[where == 4]
    if "aside" in rows:
        inside = inside[~rows["aside"].to_numpy()[inside]]
    left_out = dict(zip(("earlier", "later", "vaguer", "undated"), (n[2], n[3], n[1], n[0]), strict=True))
    if len(listed) > len(inside):
        left_out[ASIDE] = len(listed) - len(inside)
    if most and len(inside) > most:
        left_out["less well supported"] = len(inside) - most
        best = np.argsort(-rows["support"].to_numpy()[inside], kind="stable")[:most]
        inside = inside[np.sort(best)]
    about: dict[str, Any] = {
        "since": _year(first[where == 2].min()) if n[2] else "",
        "until": _year(last[where == 3].max()) if n[3] else "",
        "window": window, "left_out": left_out, "listed": rows.index.to_numpy()[inside if most else listed],
        "shown": _words(rows, "event_id", inside).tolist(),
    }  # fmt: skip
    if len(inside) <= MOST_ROWS:
        return _rows(_Marks(rows, inside, groups), window, width, about)
    few = len(inside) <= MOST_MARKS
    lanes = _lanes(_Marks(rows, inside, groups), TimeAxis(window, width, 14, 14), about) if few else None
    return lanes or _counts(rows, inside, groups, TimeAxis(window, width, 36, 8), about)


def _year(day: float) -> str:
    return iso_day(day)[:4]


def _words(rows: pd.DataFrame, name: str, at: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return rows[name].to_numpy(dtype=object)[at]


class _Marks:
    """What is known of the events before they have a place."""

    def __init__(self, rows: pd.DataFrame, at: np.ndarray[Any, Any], groups: list[str]) -> None:
        self.first, self.last = (rows[name].to_numpy()[at] for name in ("first", "last"))
        self.support = rows["support"].to_numpy()[at]
        words = {name: _words(rows, name, at).tolist() for name in ("headline", "group", "tag", "granularity")}
        one_year = len(at) > 0 and _year(self.first.min()) == _year(self.last.max())
        self.dates = [
            when(int(a), int(b), unit or "", year=not one_year)
            for a, b, unit in zip(self.first, self.last, words["granularity"], strict=True)
        ]
        self.headlines = [text[:300] for text in words["headline"]]
        self.tags = [f" ({tag})" if tag else "" for tag in words["tag"]]
        self.letters = words["tag"]
        number = {group: n for n, group in enumerate(groups)}
        same = {"id": "event_id", "status": "status", "full": "when", "who": "who", "article": "article", "tag": "tag"}
        self.columns: Columns = {name: _words(rows, of, at).tolist() for name, of in same.items()}
        self.columns |= {"headline": self.headlines, "when": self.dates, "group": words["group"]}
        self.columns["g"] = [number[group] for group in words["group"]]

    def on(self, axis: TimeAxis) -> None:
        """Take a place on the time axis: where each mark begins and ends, in pixels."""
        day, mid = self.first == self.last, axis.px((self.first + self.last + 1) / 2)
        x, x2 = np.maximum(axis.px(self.first), 0), np.minimum(axis.px(self.last + 1), axis.width)
        x2 = np.maximum(x2, x + 6)
        self.columns["form"] = np.where(day, "day", "interval").tolist()
        self.columns |= {name: axis.moments(px) for name, px in (("x", x), ("x2", x2), ("at", mid))}
        self.begin, self.end = np.where(day, mid - 6, x), np.where(day, mid + 6, x2)

    def laid_out(
        self, form: str, axis: TimeAxis, y: Any, labels: list[str], side: list[str], height: int, about: dict[str, Any]
    ) -> TimelineLayout:
        marks = {**self.columns, "y": np.asarray(y, dtype=float).tolist(), "label": labels, "side": side}
        return TimelineLayout(form, axis.signals(), height, {**NOTHING, "marks": marks}, **about)


def _rows(marks: _Marks, window: tuple[int, int], width: int, about: dict[str, Any]) -> TimelineLayout:
    n, stacked = len(marks.tags), width < NARROW
    widest = max(map(width_of, marks.columns["full"]), default=0)
    aside = 8 if stacked else int(min(widest, 110)) + 18
    axis = TimeAxis(window, width, aside, aside)
    marks.on(axis)
    if stacked:
        texts = map(" · ".join, zip(marks.dates, marks.headlines, strict=True))
        labels = _clipped(texts, marks.tags, [width] * n)
        step, top, side = STACKED, 28, ["above"] * n
    else:
        labels, side = _beside(marks, axis)
        step, top = ROW, ROW // 2 + 2
    height = max(n * step + 4, 60)
    return marks.laid_out("rows" if n else "nothing", axis, np.arange(n) * step + top, labels, side, height, about)


def _beside(marks: _Marks, axis: TimeAxis) -> tuple[list[str], list[str]]:
    """Return each label and the side of the mark on which it has room; it is clipped where neither has."""
    right, left = axis.width - marks.end - 8, marks.begin - 8
    wide, dates = (np.array([width_of(text) for text in texts]) for texts in (marks.headlines, marks.dates))
    to_right = (wide + 20 <= right) | (right >= left)
    room = np.where(to_right, right, np.where(dates + 10 <= right + 8, left, left - dates - 10))
    return _clipped(marks.headlines, marks.tags, room.tolist()), np.where(to_right, "right", "left").tolist()


def _clipped(texts: Any, tags: list[str], room: Sequence[float]) -> list[str]:
    return [clip(text, max(free - width_of(tag), 24)) + tag for text, tag, free in zip(texts, tags, room, strict=True)]


def _lanes(marks: _Marks, axis: TimeAxis, about: dict[str, Any]) -> TimelineLayout | None:
    """Pack marks into lanes, each in the first that is free; None where that takes too many."""
    marks.on(axis)
    marks.columns["when"] = [""] * len(marks.tags)
    right = axis.width - marks.end - 8
    best = np.argsort(-marks.support, kind="stable")[:MOST_NAMED].tolist()
    headlines, tags = [marks.headlines[at] for at in best], [marks.tags[at] for at in best]
    labels = dict(zip(best, _clipped(headlines, tags, np.minimum(right[best], 190).tolist()), strict=True))
    ends, tagged = marks.end.tolist(), [12 + width_of(letter) for letter in marks.letters]
    for most in (MOST_NAMED, 30, 12, 0):
        label, end, named = list(marks.letters), [a + b for a, b in zip(ends, tagged, strict=True)], 0
        for at in best[:most]:
            until = ends[at] + 12 + width_of(labels[at])
            if until <= axis.width + 14:  # a label that would leave the chart: its words are in the tooltip
                label[at], end[at], named = labels[at], until, named + 1
        if numbers := _packed(marks.begin.tolist(), end):
            height = max((max(numbers) + 1) * LANE + 8, 60)
            y = np.array(numbers) * LANE + LANE / 2 + 4
            about = {**about, "named": named}
            return marks.laid_out("lanes", axis, y, label, ["right"] * len(marks.tags), height, about)
    return None


def _packed(begin: list[float], end: list[float]) -> list[int]:
    """Return the lane of each mark, the first that is free there; nothing where that takes too many lanes."""
    free: list[float] = []
    numbers = []
    for at, until in zip(begin, end, strict=True):
        lane = next((n for n, since in enumerate(free) if since <= at), len(free))
        if lane == MOST_LANES:
            return []
        free[lane : lane + 1] = [until]
        numbers.append(lane)
    return numbers


def _counts(
    rows: pd.DataFrame, inside: np.ndarray[Any, Any], groups: list[str], axis: TimeAxis, about: dict[str, Any]
) -> TimelineLayout:
    """Count by the finest unit whose bars are five pixels wide; what is known less exactly is only listed."""
    span = axis.window[1] - axis.window[0] + 1
    unit = next(name for name, days in UNITS.items() if span / days <= axis.width / 5 or name == "year")
    first, last = (rows[name].to_numpy()[inside] for name in ("first", "last"))
    exact = last - first < UNITS[unit]
    inside, middle = inside[exact], ((first + last) // 2)[exact].astype("int64")
    below, group = (
        np.isin(_words(rows, "status", inside), BELOW),
        pd.Index(groups).get_indexer(_words(rows, "group", inside)),
    )
    # one number for the unit, the direction and the colour: one sort counts them all
    low = int(axis.window[0]) - UNITS["year"]
    key, n = np.unique(((units_of(middle, unit)[0] - low) * 2 + below) * len(groups) + group, return_counts=True)
    side, g = np.divmod(key, len(groups))
    below, (first, last) = side % 2 == 1, units_of(side // 2 + low, unit)
    sums = n.cumsum()
    start, of = np.unique(side, return_index=True, return_inverse=True)[1:]
    top = sums - (sums - n)[start][of]
    up, down = (int(top[below == one].max(initial=0)) for one in (False, True))
    scale = (TALL - 30) / max(up + down, 1)
    zero, sign = 20 + up * scale, np.where(below, 1, -1)
    px, px2 = axis.px(first), axis.px(last + 1)
    gap = np.where(px2 - px > 4, 1, 0)
    spans = list(zip(first.tolist(), last.tolist(), strict=True))
    bars = {
        "id": [f"days:{a}:{b}" for a, b in spans], "full": [when(a, b, "day") for a, b in spans],
        "x": axis.moments(px + gap), "x2": axis.moments(np.minimum(px2 - gap, axis.width)),
        "y": np.round(zero + sign * (top - n) * scale, 1).tolist(),
        "y2": np.round(zero + sign * top * scale, 1).tolist(),
        "group": [groups[one] for one in g], "below": below.tolist(), "n": n.tolist(),
        "total": np.bincount(side // 2, weights=n)[side // 2].astype(int).tolist(),
    }  # fmt: skip
    vaguer = about["left_out"]["vaguer"] + int((~exact).sum())
    about = {**about, "left_out": {**about["left_out"], "vaguer": vaguer}}
    about["shown"] = _words(rows, "event_id", inside).tolist()
    data = {**NOTHING, "bars": bars, "levels": _levels(up, down, zero, scale)}
    return TimelineLayout("counts", axis.signals(), TALL, data, unit=unit, **about)


def _levels(up: int, down: int, zero: float, scale: float) -> Columns:
    """Return the scale of the counts: lines at round numbers, upwards and downwards from nothing."""
    top = max(up, down, 1)
    step = next(s * 10**e for e in range(12) for s in (1, 2, 5) if top / (s * 10**e) <= 4)
    values = [*range(-(down // step) * step, 0, step), *range(0, up + 1, step)]
    return {"y": [zero - value * scale for value in values], "label": [f"{abs(value):,}" for value in values]}
