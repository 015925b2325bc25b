"""One drawing for charts that are laid out before they are drawn: areas, lines, points and words, placed in pixels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import pandas as pd

from workbook.charts.provenance import provenance
from workbook.charts.theme import theme_named
from workbook.charts.words import width_of, wrapped

ROW = 22  # pixels of a row
COLUMNS = {
    "areas": ["id", "x", "x2", "y", "y2", "g", "alpha", "tip"],
    "lines": ["id", "x", "y", "x2", "y2", "width", "alpha", "tip"],
    "points": ["id", "x", "y", "size", "g", "alpha", "tip"],
    "labels": ["id", "x", "y", "text", "align", "angle", "quiet", "tip"],
    "land": ["type", "geometry"],
}


@dataclass(frozen=True)
class Drawn:
    """A chart laid out: what is drawn, what is said above it, and the rows behind each mark.

    Attributes:
        title: The question or the finding.
        said: What is shown, what is left out and how to read the marks.
        height: Pixels.
        marks: Rows by data set, with the columns of ``COLUMNS``; ``id`` names what a click opens.
        table: The table whose rows are counted.
        rows: The rows that the chart counts.
        behind: From the ``id`` of a mark to its rows; their number is the number that the mark shows.
        counts: The number that each mark shows.
    """

    title: str
    said: Sequence[str]
    height: int
    marks: Mapping[str, list[dict[str, Any]]]
    table: str
    rows: pd.DataFrame
    behind: Callable[[str], pd.DataFrame]
    counts: Mapping[str, int] = field(default_factory=dict)

    def data(self) -> dict[str, pd.DataFrame]:
        """Return every data set, empty ones with their columns."""
        return {name: pd.DataFrame(self.marks.get(name, []), columns=columns) for name, columns in COLUMNS.items()}


def drawing(theme: str, width: int, height: int = 400, *, picked: str = "") -> alt.LayerChart:
    """Return the chart without its data (the keys of ``COLUMNS``), which a widget may push.

    Args:
        theme: The theme's name.
        width: Pixels.
        height: Pixels.
        picked: The mark that is chosen.
    """
    look = theme_named(theme)
    x = alt.X("x:Q", scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef("width"), nice=False, zero=False), axis=None)
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef("height"), nice=False, zero=False, reverse=True),
        axis=None,
    )
    areas, lines, points, labels, land = (alt.Chart(alt.NamedData(name)) for name in COLUMNS)
    ours, tip = "datum.id != '' && datum.id == picked", alt.ExprRef("datum.tip")
    seen = {"tooltip": tip, "cursor": alt.ExprRef("datum.id ? 'pointer' : 'default'")}
    hue = alt.ExprRef("hues[datum.g]")
    layers = [
        land.mark_geoshape(fill=look.line, stroke=None, clip=True, tooltip=False).project(
            type="identity", scale=1, translate=[0, 0]
        ),
        areas.mark_rect(
            **seen,
            fill=hue,
            fillOpacity=alt.ExprRef("datum.alpha"),
            stroke=look.ink,
            strokeWidth=alt.ExprRef(f"{ours} ? 2 : 0"),
        ).encode(x=x, y=y, x2="x2:Q", y2="y2:Q"),
        lines.mark_rule(
            **seen,
            stroke=alt.ExprRef(f"{ours} ? '{look.ink}' : '{look.quiet}'"),
            strokeWidth=alt.ExprRef("datum.width"),
            strokeOpacity=alt.ExprRef(f"{ours} ? 1 : datum.alpha"),
        ).encode(x=x, y=y, x2="x2:Q", y2="y2:Q"),
        points.mark_point(
            **seen,
            filled=True,
            size=alt.ExprRef("datum.size"),
            fill=hue,
            fillOpacity=alt.ExprRef("datum.alpha"),
            opacity=1,
            stroke=alt.ExprRef(f"{ours} ? '{look.ink}' : '{look.ground}'"),
            strokeWidth=alt.ExprRef(f"{ours} ? 2.5 : 1"),
        ).encode(x=x, y=y),
        labels.mark_text(
            **seen,
            font="Arial, Liberation Sans, sans-serif",
            fontSize=11,
            baseline="middle",
            align=alt.ExprRef("datum.align"),
            angle=alt.ExprRef("datum.angle"),
            fill=alt.ExprRef(f"datum.quiet ? '{look.quiet}' : '{look.ink}'"),
            fontWeight=alt.ExprRef(f"{ours} ? 'bold' : 'normal'"),
        ).encode(x=x, y=y, text="text:N"),
    ]
    params = {"picked": picked, "selected": "", "hues": look.colours(5)}
    chart = alt.layer(*layers).add_params(*(alt.param(name, value=value) for name, value in params.items()))
    return chart.properties(width=width, height=height, config=look.config())


def chart_of(
    drawn: Drawn,
    source: Any,
    *,
    theme: str,
    width: int,
    total: int,
    filters: Mapping[str, Any] | None = None,
    picked: str = "",
) -> alt.LayerChart:
    """Return what is laid out as a chart with its data and what its export must carry."""
    about = provenance(
        source, drawn.table, drawn.rows, title=drawn.title, said=drawn.said, filters=filters, total=total
    )
    return drawing(theme, width, drawn.height, picked=picked).properties(
        title=alt.TitleParams(drawn.title, subtitle=wrapped(drawn.said, width)),
        description=f"{drawn.title}. {'; '.join(drawn.said)}.",
        datasets={name: frame.to_dict("records") for name, frame in drawn.data().items()},
        usermeta={"workbook": about},
    )


def words_at(
    x: float,
    y: float,
    text: str,
    *,
    mark: str = "",
    align: str = "left",
    angle: float = 0,
    quiet: bool = False,
    tip: str = "",
) -> dict[str, Any]:
    """Return a row of ``labels``."""
    return {
        "id": mark,
        "x": x,
        "y": y,
        "text": text,
        "align": align,
        "angle": angle,
        "quiet": quiet,
        "tip": tip or text,
    }


def area(
    mark: str, x: float, x2: float, y: float, y2: float, *, g: int = 0, alpha: float = 0.9, tip: str = ""
) -> dict[str, Any]:
    """Return a row of ``areas``."""
    return {"id": mark, "x": x, "x2": x2, "y": y, "y2": y2, "g": g, "alpha": alpha, "tip": tip}


def apart(
    labels: list[dict[str, Any]], taken: Sequence[tuple[float, float, float, float]], width: float
) -> list[dict[str, Any]]:
    """Return the labels, first come first placed, that overlap none before, no mark and no edge.

    Args:
        labels: Rows of ``labels``, the most important first, with the column ``gap``: pixels to either side of
            ``x`` that the mark itself takes.
        taken: Boxes (left, top, right, bottom) of the marks.
        width: Pixels of the chart.
    """
    kept, boxes = [], list(taken)
    for label in labels:
        gap, long = label["gap"], width_of(label["text"])
        for align, left in (("left", label["x"] + gap), ("right", label["x"] - gap - long)):
            box = (left, label["y"] - 7, left + long, label["y"] + 7)
            if box[0] >= 0 and box[2] <= width and not any(_meet(box, other) for other in boxes):
                at = left if align == "left" else left + long
                kept.append({**label, "x": at, "align": align})
                boxes.append(box)
                break
    return kept


def _meet(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def legend_of(groups: list[str], width: int, y: float = 8) -> dict[str, list[dict[str, Any]]]:
    """Return points and words that say what the colours mean, with the letters that say the same."""
    points, labels, x = [], [], 6.0
    for g, group in enumerate(groups):
        long = width_of(group) + 26
        if x + long > width and x > 6:
            x, y = 6.0, y + 16
        points.append({"id": "", "x": x, "y": y, "size": 70, "g": g, "alpha": 1, "tip": group})
        labels.append(words_at(x + 9, y, group))
        x += long
    return {"points": points, "labels": labels}
