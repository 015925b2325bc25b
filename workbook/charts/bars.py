"""Counts as stacked bars, a line for each thing counted; every bar and every number opens the rows it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts.theme import theme_named
from workbook.charts.words import clip, width_of

MOST_LINES, LINE, WIDEST = 30, 26, 90  # lines; pixels of one, and of a count of one at most
REST = "\0rest"  # the line of all that have none of their own
FILLS = {"": 1.0, "full": 1.0, "pale": 0.3, "hollow": 0.0}


@dataclass(frozen=True)
class Drawn:
    """A chart ready to be drawn, and the rows that a click on each of its marks opens."""

    data: Mapping[str, pd.DataFrame]
    height: int
    title: str
    said: list[str]
    shown: list[str]
    opens: Mapping[str, list[str]]
    signals: Mapping[str, Any] = field(default_factory=dict)


def stacked(rows: pd.DataFrame, groups: Sequence[str], width: int, most: int = MOST_LINES) -> dict[str, Any]:
    """Place the counts of ``rows``.

    Args:
        rows: Columns id, line (what is counted), name (its words), group (the colour's meaning, of ``groups``)
            and fill (of ``FILLS``, which says another thing than the colour); the words of the fill in ``how``.
        groups: The colours' meanings in order, as "(a) said".
        width: Pixels.
        most: Lines; the rest share one.

    Returns:
        data (``marks`` and ``lines``), height and opens, of a :class:`Drawn`.
    """
    totals = rows["line"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    if len(totals) > most:
        rest = rows["line"].isin(totals.index[most - 1 :])
        name = f"{len(totals) - most + 1:,} others"
        rows = rows.assign(line=rows["line"].mask(rest, REST), name=rows["name"].mask(rest, name))
        totals = pd.concat([totals[: most - 1], pd.Series({REST: int(rest.sum())})])
    place = {line: n for n, line in enumerate(totals.index)}
    names = dict(zip(rows["line"], rows["name"], strict=True))
    left = min(max((width_of(one) for one in names.values()), default=0) + 14, 0.36 * width)
    scale = min((width - left - 52) / max(totals.max() if len(totals) else 1, 1), WIDEST)
    number = {group: at for at, group in enumerate(groups)}
    fills = {fill: at for at, fill in enumerate(FILLS)}
    parts = rows.groupby(["line", "group", "fill", "how"], sort=False)["id"].agg(list).reset_index(name="ids")
    parts = parts.assign(
        n=parts["ids"].map(len).astype("int64"),
        at=parts["line"].map(place).astype("int64"),
        g=parts["group"].map(number).astype("int64"),
        f=parts["fill"].map(fills).astype("int64"),
        id=parts["line"] + "|" + parts["group"] + "|" + parts["fill"],
    ).sort_values(["at", "g", "f"], ignore_index=True)
    end = left + parts.groupby("at")["n"].cumsum() * scale
    wide = parts["n"] * scale
    marks = parts.assign(
        x=end - wide,
        x2=end,
        y=parts["at"] * LINE + LINE / 2,
        total=parts["n"],
        name=parts["line"].map(names),
        opacity=parts["fill"].map(FILLS),
        label=[_inside(*row) if len(groups) > 1 else "" for row in zip(parts["group"], parts["n"], wide, strict=True)],
    )
    lines = pd.DataFrame(
        {
            "id": ["line|" + line for line in totals.index],
            "total": totals.to_numpy(dtype="int64"),
            "name": [names[line] for line in totals.index],
            "label": [clip(names[line], left - 10) for line in totals.index],
            "number": [f"{n:,}" for n in totals],
            "x": left - 6,
            "x2": left + totals.to_numpy() * scale + 6,
            "y": np.arange(len(totals)) * LINE + LINE / 2,
        }
    )
    opens = dict(zip(parts["id"], parts["ids"], strict=True))
    opens |= {
        f"line|{line}": ids
        for line, ids in parts.groupby("line", sort=False)["ids"]
        .agg(lambda some: [one for ids in some for one in ids])
        .items()
    }
    return {
        "data": {"marks": marks.drop(columns=["ids", "at", "line", "f"]), "lines": lines},
        "height": max(len(totals) * LINE, 60),
        "opens": opens,
    }


def _inside(group: str, n: int, wide: float) -> str:
    """Return what a bar's part says of itself, as far as it fits: its meaning and number, or the letter."""
    letter, _, word = group.partition(") ")
    tries = (f"{word} {n:,}", f"{letter[1:]} {n:,}", letter[1:])
    return next((text for text in tries if width_of(text) + 6 <= wide), "")


def drawing(groups: Sequence[str], theme: str, width: int, tips: Mapping[str, str]) -> alt.LayerChart:
    """Return the chart of :func:`stacked` without its data; ``opened`` is the mark whose rows are listed."""
    look = theme_named(theme)
    scale = alt.Scale(domain=list(groups), range=look.colours(len(groups)))
    across = alt.Scale(domainMin=0, domainMax=alt.ExprRef("width"), nice=False, zero=False)
    down = alt.Scale(domainMin=0, domainMax=alt.ExprRef("height"), reverse=True, nice=False, zero=False)
    x, y = alt.X("x:Q", scale=across, axis=None), alt.Y("y:Q", scale=down, axis=None, stack=None)
    per_line = max(1, int(width / (max(map(width_of, groups), default=0) + 40)))
    legend = alt.Legend(columns=per_line, labelLimit=width - 40, symbolType="square") if len(groups) > 1 else None
    marks, lines = (alt.Chart(alt.NamedData(name)) for name in ("marks", "lines"))
    tooltip = [alt.Tooltip(f"{name}:N", title=said) for name, said in tips.items()]
    tooltip.append(alt.Tooltip("n:Q", title="number", format=","))
    bars = marks.mark_bar(
        orient="horizontal",
        height=LINE - 8,
        cursor="pointer",
        strokeWidth=1.2,
        fillOpacity=alt.ExprRef("datum.opacity"),
        strokeDash=alt.ExprRef("datum.fill == 'hollow' ? [3, 2] : [1, 0]"),
    ).encode(
        x=x,
        x2="x2:Q",
        y=y,
        color=alt.Color("group:N", scale=scale, legend=legend),
        stroke=alt.Stroke("group:N", scale=scale, legend=None),
        tooltip=tooltip,
    )
    halo = (
        marks.transform_filter("datum.id == opened")
        .mark_bar(orient="horizontal", height=LINE - 3, filled=False, stroke=look.ink, strokeWidth=2)
        .encode(x=x, x2="x2:Q", y=y)
    )
    words = marks.mark_text(
        align="left",
        dx=4,
        cursor="pointer",
        fontSize=10,
        color=alt.ExprRef(f"datum.opacity == 1 ? '{look.ground}' : '{look.ink}'"),
    ).encode(x=x, y=y, text="label:N", tooltip=tooltip)
    heavy = alt.ExprRef("datum.id == opened ? 'bold' : 'normal'")
    all_of = [alt.Tooltip("name:N", title="who or what"), alt.Tooltip("total:Q", title="number", format=",")]
    names = lines.mark_text(align="right", color=look.ink, cursor="pointer", fontWeight=heavy).encode(
        x=x, y=y, text="label:N", tooltip=all_of
    )
    numbers = lines.mark_text(align="left", color=look.quiet, cursor="pointer", fontWeight=heavy).encode(
        x="x2:Q", y=y, text="number:N", tooltip=all_of
    )
    params = (alt.param(name="opened", value=""), alt.param(name="selected", value=""))
    chart = alt.layer(bars, halo, words, names, numbers).add_params(*params)
    return chart.properties(width=width, height=300, config=look.config())
