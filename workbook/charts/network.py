"""Who appears with whom: passages that name two actors, as a matrix in which blocs show, and as a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from scipy.sparse import csr_array, triu

from workbook.charts.actors import legend_of, prepare, ranked
from workbook.charts.canvas import Drawn, apart, area, chart_of, words_at
from workbook.charts.events import LETTERS
from workbook.charts.provenance import table_of
from workbook.charts.words import clip, counted, width_of
from workbook.errors import WorkbookError

IN_MATRIX, IN_NETWORK, TIES, NAMED = 28, 200, 3, 40
UNITS = ("sentence", "paragraph")
ROUNDS = 120  # of the layout: more move nothing that can be seen


def passages(source: Any, told: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return the sentence or paragraph of each mention.

    Args:
        source: A corpus, or a mapping with the tables ``articles`` and ``sentences``.
        told: Mentions, as :func:`workbook.charts.actors.prepare` returns them.
        unit: ``sentence`` or ``paragraph``.

    Returns:
        passage_id, article_id, start, end, actor_id, with the index of ``told``.

    Raises:
        WorkbookError: ``unit`` is not one of ``UNITS``.
    """
    if unit not in UNITS:
        raise WorkbookError(f"actors are not counted together by {unit!r}", wanted=f"one of {', '.join(UNITS)}")
    articles = table_of(source, "articles")
    start, end = _lines(told, dict(zip(articles["article_id"], articles["text"], strict=True)))
    if unit == "sentence":
        sentences = table_of(source, "sentences").set_index("sentence_id")
        found = told["sentence_id"].isin(sentences.index).to_numpy()
        known = sentences.loc[told.loc[found, "sentence_id"], ["start", "end"]].to_numpy(dtype="int64")
        start[found], end[found] = known[:, 0], known[:, 1]
    made = told[["article_id", "actor_id"]].assign(start=start, end=end)
    return made.assign(passage_id=made["article_id"] + ":" + made["start"].astype(str) + "-" + made["end"].astype(str))


def _lines(mentions: pd.DataFrame, texts: Mapping[str, str]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return first and last character of the line of the article in which each mention stands."""
    at = mentions["start"].to_numpy(dtype="int64")
    start, end = np.zeros_like(at), np.zeros_like(at)
    for article, positions in mentions.groupby("article_id").indices.items():
        text = texts[article]
        breaks = np.flatnonzero(np.frombuffer(text.encode("utf-32-le"), dtype="uint32") == ord("\n"))
        line = np.searchsorted(breaks, at[positions])
        start[positions] = np.concatenate([[0], breaks + 1])[line]
        end[positions] = np.concatenate([breaks, [len(text)]])[line]
    return start, end


@dataclass(frozen=True)
class Together:
    """Who stands in the same passages.

    Attributes:
        actors: As :func:`workbook.charts.actors.ranked`, with the columns g (colour) and tag (its letter).
        groups: What the colours mean.
        counts: Passages that name both, actors by actors, nothing on the diagonal.
        passages: The passage of each mention, as :func:`passages` returns them.
    """

    actors: pd.DataFrame
    groups: list[str]
    counts: np.ndarray[Any, Any]
    passages: pd.DataFrame

    def shared(self, left: str, right: str) -> pd.DataFrame:
        """Return the passages that name both."""
        found = self.passages
        both = set(found.loc[found["actor_id"] == left, "passage_id"])
        return found[(found["actor_id"] == right) & found["passage_id"].isin(both)].drop_duplicates("passage_id")


def together(rows: pd.DataFrame, found: pd.DataFrame, most: int, groups: list[str] | None = None) -> Together:
    """Count who stands in the same passages.

    Args:
        rows: Mentions as :func:`workbook.charts.actors.prepare` returns them; places are left to the map.
        found: What :func:`passages` returned.
        most: So many actors, those that stand in most passages with others.
        groups: What the colours mean; by default the sides of ``rows``.
    """
    rows = rows[rows["entity_type"] != "place"]
    order = ranked(rows)
    kept = found.loc[rows.index]
    who = order.index.get_indexer(kept["actor_id"])
    where, names = pd.factorize(kept["passage_id"])
    held = csr_array((np.ones(len(kept), dtype="int32"), (where, who)), shape=(len(names), len(order)))
    held.data[:] = 1  # twice in one passage is once
    common = csr_array(held.T @ held)
    ties = np.asarray(common.sum(axis=0)).ravel() - common.diagonal()
    best = np.sort(np.lexsort((np.arange(len(order)), -ties))[:most])
    best = best[ties[best] > 0]
    counts = common[best][:, best].toarray() if len(best) else np.zeros((0, 0), dtype=int)
    np.fill_diagonal(counts, 0)
    tied = counts.sum(axis=0) > 0
    actors, counts = order.iloc[best[tied]], counts[np.ix_(tied, tied)]
    groups = groups or side_groups(order)
    g = [next((at for at, group in enumerate(groups) if group[4:] == side), len(groups) - 1) for side in actors["side"]]
    return Together(actors.assign(g=g, tag=[groups[one][1] for one in g]), groups, counts, kept)


def side_groups(order: pd.DataFrame) -> list[str]:
    """Return the four sides that are mentioned most, and "others", each with the letter that stands for it."""
    sides = order[order["side"] != "no side known"].groupby("side")["n"].sum().reset_index()
    names = sides.sort_values(["n", "side"], ascending=[False, True])["side"].tolist()
    shown = (
        [*names[:4], "others or no side known"] if len(names) > 4 or (order["side"] == "no side known").any() else names
    )
    return [f"({letter}) {name}" for letter, name in zip(LETTERS, shown, strict=False)]


def seriated(found: Together) -> list[int]:
    """Return the order in which blocs show: sides together, and within a side those next to each other who share passages.

    Average linkage over 1 − cosine with optimal leaf order (Bar-Joseph, Gifford and Jaakkola 2001), as in scipy.
    """
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
    from scipy.spatial.distance import squareform

    size = np.sqrt(np.maximum(found.counts.sum(axis=0), 1))
    apart_ = 1 - found.counts / np.outer(size, size)
    apart_ = np.clip((apart_ + apart_.T) / 2, 0, None)
    order: list[int] = []
    for g in sorted(set(found.actors["g"])):
        members = np.flatnonzero(found.actors["g"] == g)
        if len(members) > 2:
            between = apart_[np.ix_(members, members)].copy()
            np.fill_diagonal(between, 0)
            near = squareform(between, checks=False)
            members = members[leaves_list(optimal_leaf_ordering(linkage(near, "average"), near))]
        order += members.tolist()
    return order


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
    peak = max(counts.max(initial=0), 1)
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
    for at in np.flatnonzero(np.diff(actors["g"].to_numpy())) + 1:
        ends = (room + 4, room + 4 + len(actors) * step)
        marks["lines"] += [
            {
                "id": "",
                "x": ends[0],
                "x2": ends[1],
                "y": top + at * step,
                "y2": top + at * step,
                "width": 1,
                "alpha": 0.6,
                "tip": "",
            },
            {
                "id": "",
                "x": room + 4 + at * step,
                "x2": room + 4 + at * step,
                "y": top,
                "y2": top + len(actors) * step,
                "width": 1,
                "alpha": 0.6,
                "tip": "",
            },
        ]
    left_out = rows.loc[rows["entity_type"] != "place", "actor_id"].nunique() - len(actors)
    said = [
        f"number: {unit}s that name both",
        f"{counted(len(actors), 'actor')} with most ties",
        *([f"{left_out:,} others left out"] if left_out else []),
        "lines part the sides; within a side neighbours share passages",
        "places are on the map",
    ]
    return _drawn(
        f"Who appears with whom in a {unit}", said, int(top + len(actors) * step + 8), marks, rows, made, shown
    )


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


def places_of_nodes(made: Together) -> dict[str, tuple[float, float]]:
    """Return where each actor stands, 0 to 1: near those it shares passages with, the same at every call.

    A spring layout (Fruchterman and Reingold 1991, networkx) spread most of the way to even ranks, so that a dense
    middle can be read.
    """
    import networkx as nx

    graph = nx.from_numpy_array(np.sqrt(made.counts))
    if not len(graph):
        return {}
    found = nx.spring_layout(graph, k=2.2 / np.sqrt(len(graph)), iterations=ROUNDS, seed=7)
    at = np.array([found[node] for node in range(len(graph))])
    ranks = at.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(len(at) - 1, 1)
    low, high = at.min(axis=0), at.max(axis=0)
    spread = 0.3 * (at - low) / np.maximum(high - low, 1e-9) + 0.7 * ranks
    return {str(actor): (float(x), float(y)) for actor, (x, y) in zip(made.actors.index, spread, strict=True)}


def _with_newcomers(made: Together, where: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Return where each actor stands; those who have no place yet stand beside those they share passages with."""
    ids, known = made.actors.index.tolist(), np.array([one in where for one in made.actors.index], dtype=bool)
    spots = np.array([where.get(one, (0.5, 0.5)) for one in ids]).reshape(-1, 2)
    for turn, row in enumerate(np.flatnonzero(~known)):
        weight = made.counts[row] * known
        middle = (weight @ spots / weight.sum()) if weight.sum() else np.array([0.5, 0.5])
        spots[row] = np.clip(middle + 0.07 * np.array([np.cos(2.4 * turn), np.sin(2.4 * turn)]), 0, 1)
    return {str(one): (float(x), float(y)) for one, (x, y) in zip(ids, spots, strict=True)}


def strongest(counts: np.ndarray[Any, Any], ties: int = TIES) -> list[tuple[int, int]]:
    """Return the pairs that are one of the strongest ties of either; equal ones by order."""
    kept = set()
    for row in range(len(counts)):
        best = np.lexsort((np.arange(len(counts)), -counts[row]))[:ties]
        kept |= {(min(row, int(other)), max(row, int(other))) for other in best if counts[row, other]}
    return sorted(kept)


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
        where: What :func:`places_of_nodes` returned for all mentions, so that filters move nobody.
    """
    made = together(rows, found, IN_NETWORK, groups)
    where = places_of_nodes(made) if where is None else _with_newcomers(made, where)
    legend = legend_of(made.groups, width)
    top, high = max((point["y"] for point in legend["points"]), default=0) + 24, 270 if len(where) < 60 else 460
    at = {actor: (30 + x * (width - 60), top + y * high) for actor, (x, y) in where.items()}
    ids, names, peak = made.actors.index.tolist(), made.actors["actor"].tolist(), max(made.counts.max(initial=0), 1)
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
        source: A corpus, or a mapping with the tables ``mentions``, ``actors``, ``articles``, ``sentences``, ``sections``.
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
