"""How a timeline is drawn: the Vega-Lite specification without its data, for a picture or for a live widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import altair as alt

from workbook.charts.common.text_width import width_of
from workbook.charts.common.theme import Theme, fading, theme_named
from workbook.charts.common.vega_lite import transparent

STATUS = {
    "happened": "happened",
    "announced": "announced",
    "planned": "planned, not happened",
    "proposed": "proposed, not happened",
    "cancelled": "cancelled, did not take place",
    "denied": "denied",
}
SHAPES = {
    "happened": "circle",
    "announced": "triangle-right",
    "planned": "circle",
    "proposed": "diamond",
    "cancelled": "M-1,-1L1,1M-0.9,0.9L0.9,0.9L0.9,-0.9L-0.9,-0.9Z",  # a box struck through
    "denied": "M-1,-1L1,1M1,-1L-1,1",
}
CHOSEN = "datum.id == selected"
BEGIN = "(datum.form == 'day' ? scale('x', datum.at) : scale('x', datum.x)) - 11"
END = "(datum.form == 'day' ? scale('x', datum.at) : scale('x', datum.x2)) + 11"
NEW_YEAR = "datum.index == 0 || utcmonth(datum.value) == 0 && utcdate(datum.value) < 8"
TICKS = (
    f"utcFormat(datum.value, tick_unit == 'year' ? '%Y' : tick_unit == 'month' ? ({NEW_YEAR} ? '%b %Y' : '%b')"
    f" : ({NEW_YEAR} ? '%-d %b %Y' : '%-d %b'))"
)


@dataclass(frozen=True, eq=False)
class StatusStyles:
    """What ``status`` may hold: the shape of each, which are hollow or pale, what stands under the mouse."""

    shapes: Mapping[str, str]
    hollow: tuple[str, ...]
    tips: Mapping[str, str]
    pale: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()  # are drawn on a bar, too
    noun: str = "events"
    is_hollow: str = field(init=False)
    is_pale: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_hollow", f"indexof({list(self.hollow)}, datum.status) >= 0")
        object.__setattr__(self, "is_pale", f"indexof({list(self.pale)}, datum.status) >= 0")


EVENT_STYLES = StatusStyles(
    SHAPES,
    ("planned", "proposed", "cancelled", "denied"),
    {"headline": "what", "full": "when", "who": "who", "status": "status", "article": "told by"},
    signs=("announced", "proposed", "cancelled", "denied"),
)


def timeline_specification(
    groups: list[str], theme: str, width: int, signals: Mapping[str, Any], kinds: StatusStyles = EVENT_STYLES
) -> alt.LayerChart:
    """Return the chart without its data sets ``marks``, ``bars`` and ``levels``, of which two may be empty.

    Args:
        groups: What the colours mean.
        theme: The theme's name.
        width: Pixels.
        signals: ``x0``, ``x1``, ``ticks`` and ``tick_unit`` of a :class:`~workbook.charts.layout.Layout`.
        kinds: What ``status`` holds and how each looks.
    """
    look = theme_named(theme)
    colours = look.colours_of(groups)
    fades, pales = ([fading(colour, strength) for colour in colours] for strength in (0.45, 0.12))
    params = {**signals, "selected": "", "fades": fades, "pales": pales}
    chart = alt.layer(*_counts(groups, look, width, kinds), *_events(groups, look, width, kinds))
    chart = chart.add_params(*(alt.param(name, value=value) for name, value in params.items()))
    return chart.properties(width=width, height=100, config=look.config())


@cache
def widget_timeline(groups: tuple[str, ...], width: int, kinds: StatusStyles = EVENT_STYLES) -> dict[str, Any]:
    """Return the specification for a widget, by the ground that it stands on."""
    ticks = {"x0": 0, "x1": 1, "ticks": [], "tick_unit": "day"}
    charts = {theme: timeline_specification([*groups], theme, width, ticks, kinds) for theme in ("light", "dark")}
    return {theme: transparent(chart.to_dict(validate=False)) for theme, chart in charts.items()}


def _x(field: str) -> alt.X:
    axis = alt.Axis(
        orient="top", title=None, grid=True, values=alt.ExprRef("ticks"), labelFlush=32, labelExpr=TICKS
    )  # fmt: skip
    scale = alt.Scale(type="utc", domainMin=alt.ExprRef("x0"), domainMax=alt.ExprRef("x1"), nice=False)
    return alt.X(f"{field}:T", scale=scale, axis=axis)


def _y() -> alt.Y:
    """Pixels from the top: where a mark stands is decided before drawing."""
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef("height"), reverse=True, nice=False, zero=False)
    return alt.Y("y:Q", scale=scale, axis=None, stack=None)


def _colours(groups: list[str], look: Theme, width: int) -> dict[str, Any]:
    scale = alt.Scale(domain=groups, range=look.colours_of(groups))
    in_a_line = max(1, int(width / (max(map(width_of, groups), default=0) + 40)))
    legend = alt.Legend(columns=in_a_line, labelLimit=width - 40) if len(groups) > 1 else None
    return {
        "color": alt.Color("group:N", scale=scale, legend=legend),
        "stroke": alt.Stroke("group:N", scale=scale, legend=None),
    }


def _counts(groups: list[str], look: Theme, width: int, kinds: StatusStyles) -> list[alt.Chart]:
    bars, levels = (alt.Chart(alt.NamedData(name)) for name in ("bars", "levels"))
    told = {"full": "when", "total": f"{kinds.noun} in all", "n": "of them here", "group": "colour"}
    tooltip = [
        alt.Tooltip(name, type="quantitative" if name in ("n", "total") else "nominal", title=said)
        for name, said in told.items()
    ]
    return [
        levels.mark_rule(color=look.line).encode(y=_y()),
        levels.mark_text(align="left", baseline="bottom", dy=-2, x=0, color=look.quiet).encode(y=_y(), text="label:N"),
        bars.mark_bar(
            strokeWidth=alt.ExprRef("datum.below ? 1 : 0"),
            fillOpacity=alt.ExprRef("datum.below ? 0.15 : 0.9"),
            cursor="pointer",
            description=alt.ExprRef("datum.full + ': ' + datum.n"),
        ).encode(x=_x("x"), x2="x2:T", y=_y(), y2="y2:Q", tooltip=tooltip, **_colours(groups, look, width)),
    ]


def _events(groups: list[str], look: Theme, width: int, kinds: StatusStyles) -> list[alt.Chart]:
    marks = alt.Chart(alt.NamedData("marks"))
    colours = _colours(groups, look, width)
    told = {"y": _y(), "tooltip": [alt.Tooltip(f"{name}:N", title=said) for name, said in kinds.tips.items()]}
    shape = alt.Shape("status:N", scale=alt.Scale(domain=[*kinds.shapes], range=[*kinds.shapes.values()]), legend=None)
    hollow = kinds.is_hollow
    dashed = alt.ExprRef(
        f"datum.status == 'proposed' ? [1, 3] : {hollow} && indexof(['denied', 'cancelled'], datum.status) < 0"
        " ? [3, 2] : [1, 0]"
    )
    bold = alt.ExprRef(f"{CHOSEN} ? 'bold' : 'normal'")
    intervals = marks.transform_filter("datum.form == 'interval'").mark_bar(
        orient="horizontal", height=9, cornerRadius=4, cursor="pointer", strokeWidth=1.5, strokeDash=dashed,
        fill=alt.ExprRef(f"({hollow} || {kinds.is_pale} ? pales : fades)[datum.g]"),
        strokeOpacity=alt.ExprRef(f"{hollow} || {CHOSEN} ? 1 : 0"),
        # Vega-Lite's own description names the second day in the time zone of the machine.
        description=alt.ExprRef("datum.label + ', ' + datum.when + ', ' + datum.status"),
    ).encode(x=_x("x"), x2="x2:T", stroke=colours["stroke"], **told)  # fmt: skip
    halo = marks.transform_filter(f"datum.form == 'day' && {CHOSEN}").mark_point(
        size=260, strokeWidth=2, filled=False, stroke=look.ink, opacity=1
    ).encode(x=_x("at"), y=_y())  # fmt: skip
    # on a bar the sign of its status stands in the middle: what is only proposed does not look planned
    has_sign = f"datum.form == 'day' || indexof({list(kinds.signs)}, datum.status) >= 0"
    points = marks.transform_filter(has_sign).mark_point(
        filled=True, size=80, opacity=1, cursor="pointer", strokeDash=dashed,
        strokeWidth=alt.ExprRef("datum.status == 'denied' ? 2.5 : 1.5"),
        fillOpacity=alt.ExprRef(f"{hollow} ? 0 : {kinds.is_pale} ? 0.3 : 1"),
    ).encode(x=_x("at"), shape=shape, **colours, **told)  # fmt: skip
    dates = marks.transform_filter("datum.when && datum.side != 'above'").mark_text(
        baseline="middle", cursor="pointer", color=look.quiet,
        align=alt.ExprRef("datum.side == 'left' ? 'left' : 'right'"),
        x=alt.ExprRef(f"datum.side == 'left' ? {END} : {BEGIN}"),
    ).encode(text="when:N", **told)  # fmt: skip
    labels = marks.mark_text(
        baseline="middle", cursor="pointer", color=look.ink, fontWeight=bold,
        align=alt.ExprRef("datum.side == 'left' ? 'right' : 'left'"),
        x=alt.ExprRef(f"datum.side == 'above' ? 0 : datum.side == 'left' ? {BEGIN} : {END}"),
        dy=alt.ExprRef("datum.side == 'above' ? -15 : 0"),
    ).encode(text="label:N", **told)  # fmt: skip
    return [intervals, halo, points, dates, labels]
