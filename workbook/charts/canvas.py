"""One drawing for charts that are laid out before they are drawn: land, areas, lines, points and words, in pixels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from textwrap import wrap
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts.provenance import provenance
from workbook.charts.theme import FONT, Theme, theme_named
from workbook.charts.words import width_of, wrapped

ROW = 22  # pixels of a row
LOOKS: dict[str, dict[str, Any]] = {  # columns of each data set, beside id, total, tip and where it stands
    "land": {"type": "Feature", "geometry": None},
    "areas": {"g": 0, "alpha": 0.9, "edge": ""},
    "lines": {"size": 1, "alpha": 0.6},
    "points": {"size": 40, "g": 0, "alpha": 1},
    "labels": {"text": "", "align": "left", "angle": 0, "ink": "ink", "halo": False},
}
Box = tuple[float, float, float, float]  # left, top, right, bottom


class Marks:
    """Rows of the data sets, as they are placed: ``mark`` names what a click opens, ``total`` how many rows that are.

    Of ``looks``, g is the number of a colour, edge nothing, solid or dashed, ink a colour of the theme (ink, quiet or
    ground), and a halo parts words from what they cover; a point's size is in square pixels.
    """

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in LOOKS}

    def _put(self, name: str, at: Sequence[float], mark: str, total: int, tip: str, looks: dict[str, Any]) -> None:
        place = dict(zip(("x", "y", "x2", "y2"), at, strict=False))
        self.rows[name].append({"id": mark, **place, "total": total, "tip": tip, **LOOKS[name], **looks})

    def area(self, mark: str, box: Box, total: int, tip: str, **looks: Any) -> None:
        """Place a rectangle."""
        self._put("areas", box, mark, total, tip, looks)

    def line(self, box: Box, mark: str = "", total: int = 0, tip: str = "", **looks: Any) -> None:
        """Place a line from the first to the second corner."""
        self._put("lines", box, mark, total, tip, looks)

    def point(self, x: float, y: float, tip: str, mark: str = "", total: int = 0, **looks: Any) -> None:
        """Place a disc."""
        self._put("points", (x, y), mark, total, tip, looks)

    def words(self, x: float, y: float, text: str, mark: str = "", total: int = 0, tip: str = "", **looks: Any) -> None:
        """Place words."""
        self._put("labels", (x, y), mark, total, tip or text, {"text": text, **looks})

    def legend(self, groups: Sequence[str], width: int) -> float:
        """Say what the colours mean, with the letters that say the same; return where the next row begins."""
        x, y = 6.0, 8.0
        for g, group in enumerate(groups):
            long = width_of(group) + 26
            if x + long > width and x > 6:
                x, y = 6.0, y + 16
            self.point(x, y, group, size=70, g=g)
            self.words(x + 9, y, group)
            x += long
        return y + 12 if groups else 0.0


@dataclass(frozen=True)
class Drawn:
    """A chart laid out: what is drawn, what is said above it, and the rows behind each mark.

    Attributes:
        title: The question or the finding.
        said: What is shown, what is left out and how to read the marks.
        height: Pixels.
        marks: Rows by data set, as :class:`Marks` has them; or frames, for another drawing.
        among: The rows of which the chart counts some.
        behind: From the ``id`` of a mark to its rows; their number is the number that the mark shows.
        signals: Values for the drawing's parameters.
        listed: Labels of those that it counts; nothing where that is all.
    """

    title: str
    said: Sequence[str]
    height: int
    marks: Mapping[str, Any]
    among: pd.DataFrame
    behind: Callable[[str], pd.DataFrame]
    signals: Mapping[str, Any] = field(default_factory=dict)
    listed: Any = None

    @property
    def labels(self) -> np.ndarray[Any, Any]:
        """Labels of the rows that the chart counts."""
        return self.among.index.to_numpy() if self.listed is None else np.asarray(self.listed)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows that the chart counts; taken when they are asked for, because that takes longer than counting."""
        return self.among if self.listed is None else self.among.loc[self.listed]

    @property
    def counts(self) -> dict[str, int]:
        """The number that each mark shows."""
        return {one["id"]: one["total"] for rows in self.marks.values() for one in rows if one.get("id")}

    def tip(self, mark: str) -> str:
        """Return what a mark says of itself."""
        return next((one["tip"] for rows in self.marks.values() for one in rows if one.get("id") == mark), "")

    def data(self) -> dict[str, Any]:
        """Return the columns of every data set: lists, or a frame."""
        return {
            name: rows
            if isinstance(rows, pd.DataFrame)
            else {key: [row[key] for row in rows] for key in (rows[0] if rows else ())}
            for name, rows in self.marks.items()
        }


class Crossed:
    """Rows counted by line and column, and the rows behind each number.

    ``down`` and ``across`` are the number of each row's line and column, -1 for none.

    Attributes:
        table: Lines by columns.
        per_line: All rows of each line.
        per_column: All rows of each column.
    """

    def __init__(
        self, rows: pd.DataFrame, lines: Sequence[str], columns: Sequence[str], down: Any, across: Any
    ) -> None:
        self.rows, self.lines, self.columns, self.down, self.across = rows, lines, columns, down, across
        inside = (down >= 0) & (across >= 0)
        flat = np.bincount(down[inside] * len(columns) + across[inside], minlength=len(lines) * len(columns))
        self.table = flat.reshape(len(lines), len(columns))
        self.per_line = np.bincount(down[down >= 0], minlength=len(lines)).tolist()
        self.per_column = np.bincount(across[across >= 0], minlength=len(columns)).tolist()
        self._spots: dict[str, tuple[int, int]] = {}

    def mark(self, line: int = -1, column: int = -1) -> str:
        """Return the mark of a number: of a line, of a column, or of both."""
        parts = [self.lines[line] if line >= 0 else "", *([self.columns[column]] if column >= 0 else [])]
        self._spots[name := "|".join(parts)] = (line, column)
        return name

    def behind(self, mark: str) -> pd.DataFrame:
        """Return the rows that a mark counts."""
        if mark not in self._spots:
            return self.rows[:0]
        line, column = self._spots[mark]
        return self.rows[((self.down == line) | (line < 0)) & ((self.across == column) | (column < 0))]


def layer(name: str, kind: str, encoding: dict[str, Any], fixed: dict[str, Any], **live: str) -> dict[str, Any]:
    """Return a layer of a data set whose rows stand where x and y say, in pixels; ``live`` are Vega expressions."""
    ends: dict[str, dict[str, Any]] = {
        "x": {"domainMax": {"expr": "width"}},
        "y": {"domainMax": {"expr": "height"}, "reverse": True},
    }
    places = {
        axis: {"field": axis, "type": "quantitative", "axis": None,
               "scale": {"domainMin": 0, "nice": False, "zero": False, **scale}}
        for axis, scale in ends.items()
    }  # fmt: skip
    mark = {"type": kind, **fixed, **{key: {"expr": value} for key, value in live.items()}}
    return {"data": {"name": name}, "mark": mark, "encoding": {**places, **encoding}}


def layered(layers: Sequence[dict[str, Any]], look: Theme, width: int, height: int, **params: Any) -> dict[str, Any]:
    """Return the specification of layers with parameters."""
    values = [{"name": name, "value": value} for name, value in {"selected": "", **params}.items()]
    size = {"width": width, "height": height}
    return {"$schema": alt.SCHEMA_URL, "params": values, "layer": [*layers], **size, "config": look.config()}


def drawing(theme: str, width: int, height: int = 400, picked: str = "") -> dict[str, Any]:
    """Return the specification without its data (the keys of ``LOOKS``), which a widget may push."""
    look = theme_named(theme)
    ours, ends = "datum.id != '' && datum.id == picked", {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    seen = {"tooltip": "datum.tip", "cursor": "datum.id ? 'pointer' : 'default'"}
    land = {"type": "geoshape", "fill": look.line, "stroke": None, "clip": True, "tooltip": None}
    words = {"text": {"field": "text", "type": "nominal"}}
    letters = {"font": FONT, "fontSize": 11, "baseline": "middle"}
    halo = {**letters, "stroke": look.ground, "strokeWidth": 3, "strokeJoin": "round", "fillOpacity": 0}
    turned = {"align": "datum.align", "angle": "datum.angle", "fontWeight": f"{ours} ? 'bold' : 'normal'", **seen}
    layers = [
        {"data": {"name": "land"}, "mark": land, "projection": {"type": "identity", "scale": 1, "translate": [0, 0]}},
        layer("areas", "rect", ends, {}, fill="hues[datum.g]", fillOpacity="datum.alpha",
              stroke=f"{ours} ? '{look.ink}' : hues[datum.g]", strokeWidth=f"{ours} ? 2 : datum.edge ? 1.2 : 0",
              strokeDash="datum.edge == 'dashed' ? [3, 2] : [1, 0]", **seen),
        layer("lines", "rule", ends, {}, stroke=f"{ours} ? '{look.ink}' : '{look.quiet}'", strokeWidth="datum.size",
              strokeOpacity=f"{ours} ? 1 : datum.alpha", **seen),
        layer("points", "point", {}, {"filled": True, "opacity": 1}, size="datum.size", fill="hues[datum.g]",
              fillOpacity="datum.alpha", stroke=f"{ours} ? '{look.ink}' : '{look.ground}'",
              strokeWidth=f"{ours} ? 2.5 : 1", **seen),
        {**layer("labels", "text", words, halo, **turned), "transform": [{"filter": "datum.halo"}]},
        layer("labels", "text", words, letters, **turned, fill="inks[datum.ink]"),
    ]  # fmt: skip
    inks = {"ink": look.ink, "quiet": look.quiet, "ground": look.ground}
    return layered(layers, look, width, height, picked=picked, hues=look.colours(5), inks=inks)


def transparent(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a specification for a ground that is there already."""
    return {**spec, "config": {**spec["config"], "background": "transparent"}}


@cache
def live() -> dict[str, Any]:
    """Return the specification for a widget, by the ground that it stands on."""
    return {theme: transparent(drawing(theme, 860)) for theme in ("light", "dark")}


def chart_of(
    drawn: Drawn, source: Any, *, theme: str, width: int, total: int, table: str = "mentions",
    filters: Mapping[str, Any] | None = None, picked: str = "", base: alt.LayerChart | None = None,
) -> alt.LayerChart:  # fmt: skip
    """Return what is laid out as a chart with its data and what its export must carry.

    ``total`` are the rows before ``filters``; ``table`` is the one whose rows are counted, ``picked`` the chosen mark
    and ``base`` the drawing, where it is another than this module's.
    """
    chart = base or alt.LayerChart.from_dict(drawing(theme, width, drawn.height, picked))
    told = drawn.rows.astype(dict.fromkeys(drawn.rows.select_dtypes("category"), "str"))
    about = provenance(source, table, told, title=drawn.title, said=drawn.said, filters=filters, total=total)
    made: alt.LayerChart = chart.properties(
        title=alt.TitleParams(wrap(drawn.title, int(width / 8.6)), subtitle=wrapped(drawn.said, width)),
        height=drawn.height,
        description=f"{drawn.title}. {'; '.join(drawn.said)}.",
        datasets={
            name: rows.to_dict("records") if isinstance(rows, pd.DataFrame) else rows
            for name, rows in drawn.marks.items()
        },
        usermeta={"workbook": about},
    )
    return made


def apart(labels: Sequence[dict[str, Any]], taken: Sequence[Box], width: float) -> list[dict[str, Any]]:
    """Return the labels, first come first placed, that overlap none before, no mark and no edge.

    A label is what :meth:`Marks.words` takes and ``gap``: pixels to either side of ``x`` that its mark takes.
    """
    kept = []
    boxes = np.array([*taken, *[(0.0, 0.0, 0.0, 0.0)] * len(labels)]).reshape(-1, 4)
    n = len(taken)
    for label in labels:
        x, y, gap, long = label["x"], label["y"], label["gap"], width_of(label["text"])
        sides = {"left": (x + gap, y), "right": (x - gap - long, y), "center": (x - long / 2, y - gap - 6)}
        for align, (left, middle) in sides.items():
            box = (left, middle - 7, left + long, middle + 7)
            met = (boxes[:n, :2] < box[2:]).all(axis=1) & (boxes[:n, 2:] > box[:2]).all(axis=1)
            if box[0] >= 0 and box[2] <= width and not met.any():
                at = {"left": left, "right": left + long, "center": x}[align]
                kept.append({key: one for key, one in label.items() if key != "gap"})
                kept[-1] |= {"x": at, "y": middle, "align": align, "halo": True}
                boxes[n] = box
                n += 1
                break
    return kept
