"""Where each event of a timeline stands: period, rows or lanes or counts, labels. Numbers only, nothing is drawn here.

Everything is placed in pixels before drawing, so that labels and events of one day do not overlap. Days are
counted from 1970; an event of a day stands in its middle, an interval from its first midnight to its last.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from workbook.charts.periods import UNITS, ticks_of, units_of
from workbook.charts.words import clip, iso_day, when, width_of

MOST_ROWS, MOST_MARKS, MOST_LANES, MOST_NAMED = 40, 500, 48, 60
ROW, LANE, STACKED, TALL = 22, 13, 34, 240  # pixels: a row, a lane, a row with its words above it, a chart of counts
NARROW = 480  # pixels; below, words stand above their mark
MS = 86_400_000
BELOW = ("planned", "proposed", "denied")  # what did not happen is counted downwards
MARKS = ["id", "x", "x2", "at", "y", "group", "g", "status", "form", "when", "label", "side"]
MARKS += ["headline", "full", "who", "article"]  # for the tooltip
BARS = ["id", "x", "x2", "y", "y2", "group", "below", "n", "total", "full"]


@dataclass(frozen=True)
class Layout:
    """A timeline ready to be drawn.

    Attributes:
        form: ``rows``, ``lanes``, ``counts`` or ``nothing``.
        signals: Ends of the time axis (milliseconds), its ticks and their format.
        height: Pixels.
        shown: Identifiers of the events drawn or counted.
        left_out: How many are not, by reason.
        window: First and last day.
        listed: Positions of all events of the period; where bars count, vaguer ones are only listed.
        since: First day of what lies before the period, in words.
        until: Last day of what lies after it, in words.
        unit: What a bar counts.
        marks: An event each, with its place.
        bars: A part of a count each.
        levels: Lines of the counts' scale.
    """

    form: str
    signals: dict[str, Any]
    height: int
    shown: list[str]
    left_out: dict[str, int]
    window: tuple[int, int]
    listed: np.ndarray[Any, Any]
    since: str = ""
    until: str = ""
    unit: str = ""
    marks: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=MARKS))
    bars: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=BARS))
    levels: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["y", "label"]))


@dataclass
class _Canvas:
    """The time axis in pixels."""

    window: tuple[int, int]
    width: int
    left: int
    right: int
    per_day: float = field(init=False)

    def __post_init__(self) -> None:
        self.per_day = max(self.width - self.left - self.right, 40) / (self.window[1] + 1 - self.window[0])

    def px(self, day: Any) -> Any:
        """Return pixels for a moment in days."""
        return self.left + (day - self.window[0]) * self.per_day

    def moment(self, px: Any) -> Any:
        """Return full ISO instants for pixels."""
        days = self.window[0] + (np.asarray(px, dtype=float) - self.left) / self.per_day
        return np.datetime_as_string((days * MS).astype("datetime64[ms]"), unit="s", timezone="UTC")

    def signals(self) -> dict[str, Any]:
        ends = [self.window[0] - self.left / self.per_day, self.window[1] + 1 + self.right / self.per_day]
        ticks, unit = ticks_of(*self.window, self.width)
        return {"x0": ends[0] * MS, "x1": ends[1] * MS, "ticks": [int(day) * MS for day in ticks], "tick_unit": unit}


def place(rows: pd.DataFrame, window: tuple[int, int]) -> np.ndarray[Any, Any]:
    """Return where each event lies: ``inside``, ``earlier``, ``later``, ``vaguer`` or ``undated``.

    An event lies where its middle lies, so that it is counted once; one whose days are fewer known
    than the period is long is vaguer.
    """
    first, last = rows["first"].to_numpy(), rows["last"].to_numpy()
    middle, vague = np.floor((first + last) / 2), last - first > window[1] - window[0]
    overlaps = (first <= window[1]) & (last >= window[0])
    tests = [np.isnan(first), overlaps & vague, middle < window[0], middle > window[1]]
    return np.select(tests, ["undated", "vaguer", "earlier", "later"], "inside")


def lay_out(
    rows: pd.DataFrame, groups: list[str], *, window: tuple[int, int], width: int, most: int | None = None
) -> Layout:
    """Place the events of ``rows`` (see :func:`workbook.charts.events.prepare`) on a chart.

    Args:
        rows: Events to show, by position in the order of their days; columns ``group``, ``first``, ``last``,
            ``support`` and the words of each.
        groups: What the colours mean, in order.
        window: First and last day, from 1970.
        width: Pixels.
        most: Draw only so many, the best supported first.
    """
    where = place(rows, window)
    inside = rows[where == "inside"]
    left_out = {reason: int((where == reason).sum()) for reason in ("earlier", "later", "vaguer", "undated")}
    if most and len(inside) > most:
        left_out["less well supported"] = len(inside) - most
        inside = inside.loc[inside["support"].nlargest(most, keep="first").index].sort_index()
    about: dict[str, Any] = {
        "since": _ends(rows.loc[where == "earlier", "first"].min()),
        "until": _ends(rows.loc[where == "later", "last"].max()),
        "window": window, "left_out": left_out, "listed": inside.index.to_numpy(),
        "shown": inside["event_id"].tolist(),
    }  # fmt: skip
    if len(inside) <= MOST_ROWS:
        return _rows(inside, groups, _canvas(window, width, inside), about)
    lanes = _lanes(inside, groups, _Canvas(window, width, 14, 14), about) if len(inside) <= MOST_MARKS else None
    return lanes or _counts(inside, groups, _Canvas(window, width, 36, 8), about)


def _ends(day: float) -> str:
    return "" if pd.isna(day) else when(int(day), int(day)).rsplit(" ", 1)[1]


def _canvas(window: tuple[int, int], width: int, inside: pd.DataFrame) -> _Canvas:
    if width < NARROW:
        return _Canvas(window, width, 8, 8)
    widest = max((width_of(text) for text in inside["when"]), default=0)
    aside = int(min(widest, 110)) + 18
    return _Canvas(window, width, aside, aside)


def _base(inside: pd.DataFrame, groups: list[str], canvas: _Canvas) -> pd.DataFrame:
    """Return the marks without their labels and rows."""
    number = {group: at for at, group in enumerate(groups)}
    day = inside["first"] == inside["last"]
    x, x2 = canvas.px(inside["first"]).clip(0), canvas.px(inside["last"] + 1).clip(upper=canvas.width)
    x2 = x2.where(x2 - x >= 6, x + 6)
    one_year = len(inside) > 0 and iso_day(inside["first"].min())[:4] == iso_day(inside["last"].max())[:4]
    short = [
        when(int(a), int(b), unit or "", year=not one_year)
        for a, b, unit in zip(inside["first"], inside["last"], inside["granularity"], strict=True)
    ]
    return pd.DataFrame(
        {
            "id": inside["event_id"], "px": x, "px2": x2, "mid": canvas.px((inside["first"] + inside["last"] + 1) / 2),
            "group": inside["group"], "g": inside["group"].map(number).astype(int), "status": inside["status"],
            "form": np.where(day, "day", "interval"), "when": short, "headline": inside["headline"].str.slice(0, 300),
            "full": inside["when"], "who": inside["who"], "article": inside["article"], "support": inside["support"],
            "tag": inside["tag"],
        }
    )  # fmt: skip


def _ends_of(marks: pd.DataFrame) -> tuple[pd.Series[float], pd.Series[float]]:
    """Return the pixels at which a mark begins and ends."""
    day = marks["form"] == "day"
    return marks["px"].where(~day, marks["mid"] - 6), marks["px2"].where(~day, marks["mid"] + 6)


def _labelled(marks: pd.DataFrame, canvas: _Canvas, room: float | None = None) -> pd.DataFrame:
    """Put each label beside its mark, on the side with room for it; clip it where neither has."""
    begin, end = (side.to_numpy() for side in _ends_of(marks))
    wide = np.array([width_of(text) + 20 for text in marks["headline"]])
    dates = np.array([width_of(text) + 10 for text in marks["when"]])
    right, left = canvas.width - end - 8, begin - 8
    to_right = (wide <= right) | (right >= left) | (room is not None)
    space = np.where(to_right, right, np.where(dates <= canvas.width - end, left, left - dates))
    limit = np.minimum(space, room or np.inf)
    tags = [f" ({tag})" if tag else "" for tag in marks["tag"]]
    labels = [
        clip(text, max(free - width_of(tag), 24)) + tag
        for text, tag, free in zip(marks["headline"], tags, limit, strict=True)
    ]
    return marks.assign(label=labels, side=np.where(to_right, "right", "left"))


def _finished(marks: pd.DataFrame, canvas: _Canvas) -> pd.DataFrame:
    moments = {name: canvas.moment(marks[px]) for name, px in (("x", "px"), ("x2", "px2"), ("at", "mid"))}
    return marks.assign(**moments)[MARKS].reset_index(drop=True)


def _rows(inside: pd.DataFrame, groups: list[str], canvas: _Canvas, about: dict[str, Any]) -> Layout:
    marks, stacked = _base(inside, groups, canvas), canvas.width < NARROW
    step = STACKED if stacked else ROW
    if stacked:
        texts = marks["when"] + " · " + marks["headline"]
        tags = [f" ({tag})" if tag else "" for tag in marks["tag"]]
        labels = [clip(text, canvas.width - width_of(tag)) + tag for text, tag in zip(texts, tags, strict=True)]
        marks = marks.assign(label=labels, side="above")
    else:
        marks = _labelled(marks, canvas)
    y = np.arange(len(marks)) * step + (26 if stacked else step / 2) + 2
    form, height = "rows" if len(marks) else "nothing", max(len(marks) * step + 4, 60)
    return Layout(form, canvas.signals(), height, marks=_finished(marks.assign(y=y), canvas), **about)


def _lanes(inside: pd.DataFrame, groups: list[str], canvas: _Canvas, about: dict[str, Any]) -> Layout | None:
    """Pack marks into lanes, each in the first that is free; None where that takes too many."""
    plain = _base(inside, groups, canvas).assign(when="")
    labelled = _labelled(plain, canvas, room=190)["label"]
    rank = plain["support"].rank(method="first", ascending=False)
    begin, bare_end = _ends_of(plain)
    for named in (MOST_NAMED, 30, 12, 0):
        label = labelled.where(rank <= named, plain["tag"])
        end = bare_end + [width_of(text) + 12 for text in label]
        over = end > canvas.width + 14  # a label that would leave the chart: its words are in the tooltip
        label, end = label.where(~over, plain["tag"]), end.where(~over, bare_end + 18)
        if numbers := _packed(begin, end):
            break
    else:
        return None
    marks = plain.assign(label=label, side="right")
    y = np.asarray(numbers) * LANE + LANE / 2 + 4
    height = max((max(numbers) + 1) * LANE + 8, 60)
    return Layout("lanes", canvas.signals(), height, marks=_finished(marks.assign(y=y), canvas), **about)


def _packed(begin: pd.Series[float], end: pd.Series[float]) -> list[int]:
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


def _counts(inside: pd.DataFrame, groups: list[str], canvas: _Canvas, about: dict[str, Any]) -> Layout:
    span = canvas.window[1] - canvas.window[0] + 1
    unit = next(name for name, days in UNITS.items() if span / days <= canvas.width / 5 or name == "year")
    exact = (inside["last"] - inside["first"] < UNITS[unit]).to_numpy()
    vaguer = about["left_out"]["vaguer"] + int((~exact).sum())
    inside = inside[exact]
    middle = (inside["first"].to_numpy() + inside["last"].to_numpy()) // 2
    low, known = int(canvas.window[0]) - UNITS["year"], pd.Index(groups)
    # one number for the unit, the direction and the colour: one sort counts them all
    side = (units_of(middle.astype("int64"), unit)[0] - low) * 2 + inside["status"].isin(BELOW).to_numpy()
    key, n = np.unique(side * len(groups) + known.get_indexer(inside["group"]), return_counts=True)
    side, g = key // len(groups), key % len(groups)
    below, (first, last) = side % 2 == 1, units_of(side // 2 + low, unit)
    bars = pd.DataFrame({"group": known.to_numpy()[g], "below": below, "n": n})
    top = bars["n"].groupby(side).cumsum().to_numpy()
    up, down = (int(top[below == one].max(initial=0)) for one in (False, True))
    scale = (TALL - 30) / max(up + down, 1)
    zero, sign = 20 + up * scale, np.where(below, 1, -1)
    px, px2 = canvas.px(first), canvas.px(last + 1)
    gap = np.where(px2 - px > 4, 1, 0)
    spans = list(zip(first.tolist(), last.tolist(), strict=True))
    bars = bars.assign(
        id=[f"days:{a}:{b}" for a, b in spans], full=[when(a, b, "day") for a, b in spans],
        x=canvas.moment(px + gap), x2=canvas.moment(np.minimum(px2 - gap, canvas.width)),
        y=np.round(zero + sign * (top - n) * scale, 1), y2=np.round(zero + sign * top * scale, 1),
        total=bars["n"].groupby(first).transform("sum"),
    )[BARS]  # fmt: skip
    about = {**about, "left_out": {**about["left_out"], "vaguer": vaguer}, "shown": inside["event_id"].tolist()}
    levels = _levels(up, down, zero, scale)
    return Layout("counts", canvas.signals(), TALL, bars=bars, levels=levels, unit=unit, **about)


def _levels(up: int, down: int, zero: float, scale: float) -> pd.DataFrame:
    """Return the scale of the counts: lines at round numbers, upwards and downwards from nothing."""
    top = max(up, down, 1)
    step = next(s * 10**e for e in range(12) for s in (1, 2, 5) if top / (s * 10**e) <= 4)
    values = [*range(-(down // step) * step, 0, step), *range(0, up + 1, step)]
    return pd.DataFrame([{"y": zero - value * scale, "label": f"{abs(value):,}"} for value in values])
