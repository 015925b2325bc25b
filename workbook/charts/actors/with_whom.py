"""Who appears with whom: passages that name two actors, as a matrix in which blocs show, and as a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts.actors.co_mentions import (
    CoMentions,
    co_mentions,
    passages,
    places_of_nodes,
    seriated,
    strongest,
    ties_of,
    with_newcomers,
)
from workbook.charts.actors.mentions import chosen_of
from workbook.charts.common.in_words import counted
from workbook.charts.common.marks import Marks, PlacedChart, labels_apart
from workbook.charts.common.provenance import Filters, Rows
from workbook.charts.common.text_width import clip, width_of
from workbook.charts.common.vega_lite import chart_of
from workbook.errors import WorkbookError

IN_MATRIX, IN_NETWORK, NAMED, CLEAR = 28, 200, 40, 8  # of the network's names so many; discs that no name covers


def lay_out_matrix(
    rows: pd.DataFrame, found: pd.DataFrame, unit: str, width: int, groups: list[str] | None = None,
    order: pd.DataFrame | None = None,
) -> PlacedChart:  # fmt: skip
    """Place the matrix of who stands in one passage with whom; see :func:`with_whom`."""
    room = min(170.0, width * 0.3)
    made = co_mentions(rows, found, max(4, min(IN_MATRIX, int((width - room) / 22))), groups, order)
    blocs = seriated(made)
    actors, counts = made.actors.iloc[blocs], made.counts[np.ix_(blocs, blocs)]
    ids, names, marks = actors.index.tolist(), actors["actor"].tolist(), Marks()
    step = min(38.0, (width - room - 70) / max(len(actors), 1))
    left, top = room + 4, marks.legend(made.groups, width) + 104
    for r, (name, side, g, tag) in enumerate(
        zip(names, actors["side"], actors["g"].tolist(), actors["tag"], strict=True)
    ):
        at, tip = (r + 0.5) * step, f"{name}, {side}"
        marks.point(room - 5, top + at, tip, g=g)
        marks.words(room - 14, top + at, f"{clip(name, room - 40)} ({tag})", tip=tip, align="right")
        marks.words(left + at, top - 8, clip(name, 118), tip=tip, angle=-60)
    tint = 0.08 + 0.42 * np.sqrt(counts / max(counts.max(initial=0), 1))
    for r, c in np.argwhere(counts).tolist():
        n, mark, x = int(counts[r, c]), _pair(ids[r], ids[c]), left + c * step
        tip = f"{names[r]} and {names[c]}: {counted(n, unit)}"
        box = (x + 0.5, top + r * step + 0.5, x + step - 0.5, top + (r + 1) * step - 0.5)
        marks.area(mark, box, n, tip, alpha=float(tint[r, c]))
        if width_of(f"{n:,}") < step - 2 and step >= 14:
            marks.words(x + step / 2, top + (r + 0.5) * step, f"{n:,}", mark, n, tip, align="center")
    end = len(actors) * step
    for cut in (np.flatnonzero(np.diff(actors["g"].to_numpy())) + 1) * step:
        marks.line((left, top + cut, left + end, top + cut))
        marks.line((left + cut, top, left + cut, top + end))
    said = [f"number: {unit}s that name both", f"{counted(len(actors), 'actor')} with most ties",
            *_left_out(made), "lines part the sides; within a side neighbours share passages"]  # fmt: skip
    return _drawn(unit, said, int(top + end + 8), marks, rows, made)


def _pair(one: str, other: str) -> str:
    return "&".join(sorted((one, other)))


def _left_out(made: CoMentions, who: str = "others") -> list[str]:
    return [f"{made.left_out:,} {who} left out"] * (made.left_out > 0)


def _drawn(
    unit: str, said: Sequence[str], height: int, marks: Marks, rows: pd.DataFrame, made: CoMentions
) -> PlacedChart:
    def behind(mark: str) -> pd.DataFrame:
        left, _, right = mark.partition("&")
        return made.shared(left, right) if right else rows[rows["actor_id"] == left]

    title = f"Who appears with whom in a {unit}"
    counted_rows = rows[rows["actor_id"].isin(made.actors.index)]
    return PlacedChart(title, [*said, "places are on the map"], height, marks.rows, counted_rows, behind)


def places_of_all(told: pd.DataFrame, found: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Return where everybody stands in the network of all mentions; see :func:`lay_out_network`."""
    return places_of_nodes(co_mentions(told, found, IN_NETWORK))


def lay_out_network(
    rows: pd.DataFrame, found: pd.DataFrame, unit: str, width: int,
    groups: list[str] | None = None, order: pd.DataFrame | None = None,
    where: Mapping[str, tuple[float, float]] | None = None,
) -> PlacedChart:  # fmt: skip
    """Place the network; ``where`` is what :func:`places_of_all` returned, so that filters move nobody."""
    made = co_mentions(rows, found, IN_NETWORK, groups, order)
    where = places_of_nodes(made) if where is None else with_newcomers(made, where)
    actors, marks = made.actors, Marks()
    ids, names = actors.index.tolist(), actors["actor"].tolist()
    top, high = marks.legend(made.groups, width) + 12, 270 if len(where) < 60 else 370
    spots = [(30 + x * (width - 60), top + y * high) for x, y in (where[one] for one in actors.index)]
    drawn = strongest(made.counts)
    for left, right in drawn:
        n = int(made.counts[left, right])
        tip, size = f"{names[left]} and {names[right]}: {counted(n, unit)}", 1 + 4 * (n / made.counts.max()) ** 0.5
        marks.line((*spots[left], *spots[right]), _pair(ids[left], ids[right]), n, tip, size=size, alpha=0.3)
    sizes = (40 + 460 * actors["n"] / max(actors["n"].max() if len(actors) else 1, 1)).tolist()
    labels, boxes = [], []
    about = zip(actors.index, names, actors["side"], actors["g"].tolist(), actors["tag"], actors["n"], strict=True)
    for (mark, name, side, g, tag, n), (x, y), size in zip(about, spots, sizes, strict=True):
        half, tip = (size / np.pi) ** 0.5, f"{name}, {side}: {counted(int(n), 'mention')}"
        marks.point(x, y, tip, mark, int(n), size=size, g=g, alpha=0.95)
        boxes.append((x - half, y - half, x + half, y + half))
        labels.append({"x": x, "y": y, "text": f"{clip(name, 150)} ({tag})", "mark": mark, "total": int(n), "tip": tip,
                       "gap": half + 3})  # fmt: skip
    first = np.argsort(-actors["n"].to_numpy(), kind="stable")[:NAMED].tolist()
    named = labels_apart(
        [labels[at] for at in first], [(0, 0, width, top - 12), *(boxes[at] for at in first[:CLEAR])], width
    )
    for label in named:
        marks.words(**label)
    pairs = int(np.count_nonzero(np.triu(made.counts)))
    n_ties = ties_of(len(actors))
    strongest_of = f"{n_ties} strongest" if n_ties > 1 else "strongest"
    alone = f"that stand alone or beyond the first {IN_NETWORK}"
    ties = f"{len(drawn):,} of {counted(pairs, 'tie')} drawn: each actor's {strongest_of}"
    said = [counted(len(actors), "actor"), ties,
            f"point: mentions; line: shared {unit}s", f"{len(named)} named, the others on hover and in the table",
            *_left_out(made, alone)]  # fmt: skip
    return _drawn(unit, said, int(top + high + 20), marks, rows, made)


def with_whom(
    source: Any, *, form: str = "matrix", unit: str = "sentence", rows: Rows = None, theme: str = "light",
    width: int = 820, filters: Filters = None,
) -> alt.LayerChart:  # fmt: skip
    """Draw who appears with whom, as a ``matrix`` or a ``network``, in one ``sentence`` or ``paragraph``.

    The rest is asked as in :func:`~workbook.charts.mentions`.

    Raises:
        WorkbookError: A choice is not known.
    """
    if form not in ("matrix", "network"):
        raise WorkbookError(f"{form!r} is no form of this chart", wanted="matrix or network")
    told, chosen = chosen_of(source, rows)
    lay_out = lay_out_matrix if form == "matrix" else lay_out_network
    drawn = lay_out(chosen, passages(source, told, unit), unit, width)
    return chart_of(drawn, source, theme=theme, width=width, total=len(told), filters=filters)
