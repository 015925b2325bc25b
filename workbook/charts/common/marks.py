"""Marks placed in pixels: land, areas, lines, points and words, and the chart that they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from workbook.charts.common.text_width import width_of

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
class PlacedChart:
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


def labels_apart(labels: Sequence[dict[str, Any]], taken: Sequence[Box], width: float) -> list[dict[str, Any]]:
    """Return the labels, first come first placed, that overlap none before, no mark and no edge.

    A label is what :meth:`Marks.words` takes and ``gap``: pixels to either side of ``x`` that its mark takes.
    """
    kept = []
    boxes = np.array([*taken, *[(0.0, 0.0, 0.0, 0.0)] * len(labels)]).reshape(-1, 4)
    n = len(taken)
    for label in labels:
        x, y, gap, long = label["x"], label["y"], label["gap"], width_of(label["text"])
        over, under = (("center", x - long / 2, y + way * (gap + 6)) for way in (-1, 1))
        for align, left, middle in (("left", x + gap, y), ("right", x - gap - long, y), over, under):
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
