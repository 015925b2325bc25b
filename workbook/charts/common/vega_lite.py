"""The Vega-Lite specification that draws marks placed in pixels, for a picture or for a live widget."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from workbook.charts.common.marks import PlacedChart
from workbook.charts.common.provenance import Filters, provenance
from workbook.charts.common.text_width import wrapped
from workbook.charts.common.theme import FONT, Theme, theme_named


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


def specification(theme: str, width: int, height: int = 400, picked: str = "") -> dict[str, Any]:
    """Return the specification without its data (the keys of ``LOOKS``), which a widget may push."""
    look = theme_named(theme)
    ours, ends = (
        "datum.id != '' && (datum.id == picked || datum.id == selected)",
        {"x2": {"field": "x2"}, "y2": {"field": "y2"}},
    )
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
def widget_specifications() -> dict[str, Any]:
    """Return the specification for a widget, by the ground that it stands on."""
    return {theme: transparent(specification(theme, 860)) for theme in ("light", "dark")}


def chart_of(
    drawn: PlacedChart, source: Any, *, theme: str, width: int, total: int, table: str = "mentions",
    filters: Filters = None, picked: str = "", base: alt.LayerChart | None = None,
    exported: pd.DataFrame | None = None,
) -> alt.LayerChart:  # fmt: skip
    """Return what is laid out as a chart with its data and what its export must carry.

    ``total`` are the rows before ``filters``; ``table`` is the one whose rows are counted, ``picked`` the chosen mark
    and ``base`` the drawing, where it is another than this module's; ``exported`` are the rows of the table, where
    the chart counts others.
    """
    chart = base or alt.LayerChart.from_dict(specification(theme, width, drawn.height, picked))
    rows = drawn.rows if exported is None else exported
    rows = rows.astype(dict.fromkeys(rows.select_dtypes("category"), "str"))
    more = [name for name in ("n_sources",) if name in rows]
    about = provenance(source, table, rows, title=drawn.title, said=drawn.said, filters=filters, total=total, more=more)
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
