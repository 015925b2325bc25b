"""Who appears with whom: passages that name two actors, as a matrix in which blocs show, and as a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from scipy.sparse import csr_array, triu

from workbook.charts.actors import prepare
from workbook.charts.canvas import Drawn, apart, area, chart_of, legend_of, words_at
from workbook.charts.together import (
    TIES,
    Together,
    passages,
    places_of_nodes,
    seriated,
    strongest,
    together,
    with_newcomers,
)
from workbook.charts.words import clip, counted, width_of
from workbook.errors import WorkbookError

IN_MATRIX, IN_NETWORK, NAMED = 28, 200, 40


def lay_out_matrix(
    rows: pd.DataFrame, found: pd.DataFrame, unit: str, width: int, groups: list[str] | None = None
) -> Drawn:
    """Place the matrix of who stands in one passage with whom; see :func:`with_whom`."""
    room = min(170.0, width * 0.3)
    most = max(4, min(IN_MATRIX, int((width - room) / 22)))
    made = together(rows, found, most, groups)
    order = seriated(made)
    actors, counts = made.actors.iloc[order], made.counts[np.ix_(order, order)]
    step = min(38.0, (width - room - 70) / max(len(actors), 1))
    legend = legend_of(made.groups, width)
    top = max((point["y"] for point in legend["points"]), default=0) + 116
    peak = max(int(counts.max(initial=0)), 1)
    marks: dict[str, list[dict[str, Any]]] = {"areas": [], "lines": [], **legend}
    ids, names, shown = actors.index.tolist(), actors["actor"].tolist(), {}
    for r, actor in enumerate(actors.itertuples()):
        name, at = str(actor.actor), (r + 0.5) * step
        marks["points"].append(
            {"id": "", "x": room - 5, "y": top + at, "size": 40, "g": actor.g, "alpha": 1, "tip": actor.side}
        )
        marks["labels"] += [
            words_at(
                room - 14,
                top + at,
                f"{clip(name, room - 40)} ({actor.tag})",
                align="right",
                tip=f"{name}, {actor.side}",
            ),
            words_at(room + 4 + at, top - 8, clip(name, 118), angle=-60, tip=f"{name}, {actor.side}"),
        ]
        for c in np.flatnonzero(counts[r]):
            n, mark = int(counts[r, c]), "&".join(sorted((ids[r], ids[c])))
            tip = f"{name} and {names[c]}: {counted(n, unit)}"
            x = room + 4 + c * step
            shown[mark] = n
            marks["areas"].append(
                area(
                    mark,
                    x + 0.5,
                    x + step - 0.5,
                    top + r * step + 0.5,
                    top + (r + 1) * step - 0.5,
                    alpha=0.08 + 0.42 * (n / peak) ** 0.5,
                    tip=tip,
                )
            )
            if width_of(f"{n:,}") < step - 2 and step >= 14:
                marks["labels"].append(words_at(x + step / 2, top + at, f"{n:,}", align="center", mark=mark, tip=tip))
    left, right, bottom = room + 4, room + 4 + len(actors) * step, top + len(actors) * step
    for cut in (np.flatnonzero(np.diff(actors["g"].to_numpy())) + 1) * step:
        ends = ((left, top + cut, right, top + cut), (left + cut, top, left + cut, bottom))
        marks["lines"] += [
            {"id": "", "x": x, "y": y, "x2": x2, "y2": y2, "width": 1, "alpha": 0.6, "tip": ""} for x, y, x2, y2 in ends
        ]
    left_out = rows.loc[rows["entity_type"] != "place", "actor_id"].nunique() - len(actors)
    said = [
        f"number: {unit}s that name both",
        f"{counted(len(actors), 'actor')} with most ties",
        *([f"{left_out:,} others left out"] if left_out else []),
        "lines part the sides; within a side neighbours share passages",
        "places are on the map",
    ]
    return _drawn(f"Who appears with whom in a {unit}", said, int(bottom + 8), marks, rows, made, shown)


def _drawn(
    title: str,
    said: list[str],
    height: int,
    marks: Mapping[str, Any],
    rows: pd.DataFrame,
    made: Together,
    shown: Mapping[str, int],
) -> Drawn:
    def behind(mark: str) -> pd.DataFrame:
        left, _, right = mark.partition("&")
        return made.shared(left, right) if right else rows[rows["actor_id"] == left]

    counted_rows = rows[rows["actor_id"].isin(made.actors.index)]
    return Drawn(title, said, height, marks, "mentions", counted_rows, behind, shown)


def places_of_all(told: pd.DataFrame, found: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Return where everybody stands in the network of all mentions; see :func:`lay_out_network`."""
    return places_of_nodes(together(told, found, IN_NETWORK))


def lay_out_network(
    rows: pd.DataFrame,
    found: pd.DataFrame,
    unit: str,
    width: int,
    groups: list[str] | None = None,
    where: Mapping[str, tuple[float, float]] | None = None,
) -> Drawn:
    """Place the network of who stands in one passage with whom; see :func:`with_whom`.

    Args:
        rows: Mentions as :func:`workbook.charts.actors.prepare` returns them.
        found: What :func:`workbook.charts.together.passages` returned.
        unit: ``sentence`` or ``paragraph``.
        width: Pixels.
        groups: What the colours mean.
        where: What :func:`places_of_all` returned, so that filters move nobody.
    """
    made = together(rows, found, IN_NETWORK, groups)
    where = places_of_nodes(made) if where is None else with_newcomers(made, where)
    legend = legend_of(made.groups, width)
    top, high = max((point["y"] for point in legend["points"]), default=0) + 24, 270 if len(where) < 60 else 460
    at = {actor: (30 + x * (width - 60), top + y * high) for actor, (x, y) in where.items()}
    ids, names, peak = (
        made.actors.index.tolist(),
        made.actors["actor"].tolist(),
        max(int(made.counts.max(initial=0)), 1),
    )
    marks: dict[str, list[dict[str, Any]]] = {"lines": [], "points": list(legend["points"])}
    shown: dict[str, int] = {}
    drawn = strongest(made.counts)
    for left, right in drawn:
        n, mark = int(made.counts[left, right]), "&".join(sorted((ids[left], ids[right])))
        (x, y), (x2, y2) = at[ids[left]], at[ids[right]]
        shown[mark] = n
        marks["lines"].append(
            {
                "id": mark,
                "x": x,
                "y": y,
                "x2": x2,
                "y2": y2,
                "width": 1 + 5 * (n / peak) ** 0.5,
                "alpha": 0.3,
                "tip": f"{names[left]} and {names[right]}: {counted(n, unit)}",
            }
        )
    sizes = 40 + 460 * (made.actors["n"] / max(made.actors["n"].max() if len(made.actors) else 1, 1))
    labels, boxes = [], []
    for actor, size in zip(made.actors.itertuples(), sizes, strict=True):
        x, y = at[actor.Index]
        shown[actor.Index] = int(actor.n)
        tip, half = f"{actor.actor}, {actor.side}: {counted(int(actor.n), 'mention')}", (size / np.pi) ** 0.5
        marks["points"].append(
            {"id": actor.Index, "x": x, "y": y, "size": size, "g": actor.g, "alpha": 0.95, "tip": tip}
        )
        boxes.append((x - half, y - half, x + half, y + half))
        labels.append(
            {
                **words_at(x, y, f"{clip(str(actor.actor), 150)} ({actor.tag})", mark=actor.Index, tip=tip),
                "gap": half + 3,
                "n": actor.n,
            }
        )
    named = apart(sorted(labels, key=lambda one: -one["n"])[:NAMED], boxes, width)
    marks["labels"] = [*legend["labels"], *named]
    pairs = triu(csr_array(made.counts)).nnz
    left_out = rows.loc[rows["entity_type"] != "place", "actor_id"].nunique() - len(ids)
    said = [
        counted(len(ids), "actor"),
        f"{len(drawn):,} of {counted(pairs, 'tie')} drawn: each actor's {TIES} strongest",
        "point: mentions; line: shared " + unit + "s",
        f"{len(named)} named, the others on hover and in the table",
        *([f"{left_out:,} that stand alone or beyond the first {IN_NETWORK} left out"] if left_out else []),
        "places are on the map",
    ]
    return _drawn(f"Who appears with whom in a {unit}", said, int(top + high + 20), marks, rows, made, shown)


def with_whom(
    source: Any,
    *,
    form: str = "matrix",
    unit: str = "sentence",
    rows: pd.DataFrame | None = None,
    theme: str = "light",
    width: int = 860,
    filters: Mapping[str, Any] | None = None,
) -> alt.LayerChart:
    """Draw who appears with whom.

    Args:
        source: A corpus, or a mapping with mentions, actors, articles, sentences and sections (tables by name).
        form: ``matrix`` or ``network``.
        unit: ``sentence`` or ``paragraph``.
        rows: Count only these mentions.
        theme: ``light``, ``dark`` or ``print``.
        width: Pixels.
        filters: What ``rows`` was chosen by, kept in the chart for its caption.

    Raises:
        WorkbookError: A choice is not known.
    """
    if form not in ("matrix", "network"):
        raise WorkbookError(f"{form!r} is no form of this chart", wanted="matrix or network")
    told = prepare(source)
    chosen = told if rows is None else told[told["mention_id"].isin(rows["mention_id"])]
    lay_out = lay_out_matrix if form == "matrix" else lay_out_network
    drawn = lay_out(chosen, passages(source, told, unit), unit, width)
    return chart_of(drawn, source, theme=theme, width=width, total=len(told), filters=filters)
