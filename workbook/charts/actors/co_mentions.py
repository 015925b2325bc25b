"""Who stands in one passage with whom: counts, the order in which blocs show, places in a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from workbook.charts.actors.mentions import NO_SIDE, codes_of, ranked
from workbook.charts.common.colour_groups import with_letters
from workbook.charts.common.provenance import table_of
from workbook.errors import WorkbookError

TIES = {60: 3, 120: 2}  # drawn of each actor, up to so many actors; above, one
UNITS = ("sentence", "paragraph")
ROUNDS = 120  # of the layout: more move nothing that can be seen


def passages(source: Any, told: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return the sentence or paragraph of each mention that :func:`workbook.charts.actors.mentions.prepare` returned.

    Returns:
        passage (a number), article_id, start, end, actor_id, with the index of ``told``.

    Raises:
        WorkbookError: ``unit`` is not one of ``UNITS``.
    """
    if unit not in UNITS:
        raise WorkbookError(f"actors are not counted together by {unit!r}", wanted=f"one of {', '.join(UNITS)}")
    articles = table_of(source, "articles")
    start, end = _lines(told, dict(zip(articles["article_id"], articles["text"], strict=True)))
    if unit == "sentence":
        sentences = table_of(source, "sentences")
        at = pd.Index(sentences["sentence_id"]).get_indexer(told["sentence_id"])
        spans = sentences[["start", "end"]].to_numpy(dtype="int64")
        start[at >= 0], end[at >= 0] = spans[at[at >= 0]].T
    spots = codes_of(told, "article_id") * (int(start.max(initial=0)) + 1) + start
    number = np.unique(spots, return_inverse=True)[1]
    return told[["article_id", "actor_id"]].assign(passage=number, start=start, end=end)


def _lines(mentions: pd.DataFrame, texts: Mapping[str, str]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return first and last character of the line of the article in which each mention stands."""
    at = mentions["start"].to_numpy(dtype="int64")
    start, end = np.zeros_like(at), np.zeros_like(at)
    for article, positions in mentions.groupby("article_id", observed=True).indices.items():
        text = texts[str(article)]
        breaks = np.flatnonzero(np.frombuffer(text.encode("utf-32-le"), dtype="uint32") == ord("\n"))
        line = np.searchsorted(breaks, at[positions])
        start[positions] = np.concatenate([[0], breaks + 1])[line]
        end[positions] = np.concatenate([breaks, [len(text)]])[line]
    return start, end


@dataclass(frozen=True)
class CoMentions:
    """Who stands in the same passages.

    Attributes:
        actors: As :func:`workbook.charts.actors.mentions.ranked`, with the columns g (colour) and tag (its letter).
        groups: What the colours mean.
        counts: Passages that name both, actors by actors, nothing on the diagonal.
        found: The passage of each mention, as :func:`passages` returns them.
        at: Which of them are counted.
        left_out: How many others the mentions name.
    """

    actors: pd.DataFrame
    groups: list[str]
    counts: np.ndarray[Any, Any]
    found: pd.DataFrame
    at: np.ndarray[Any, Any]
    left_out: int

    def shared(self, left: str, right: str) -> pd.DataFrame:
        """Return the passages that name both, each with a ``passage_id``."""
        found = self.found.iloc[self.at]
        both = found.loc[found["actor_id"] == left, "passage"].unique()
        rows = found[(found["actor_id"] == right) & found["passage"].isin(both)].drop_duplicates("passage")
        places = zip(rows["article_id"], rows["start"], rows["end"], strict=True)
        return rows.assign(passage_id=[f"{article}:{start}-{end}" for article, start, end in places])


def co_mentions(
    rows: pd.DataFrame, found: pd.DataFrame, most: int, groups: list[str] | None = None,
    order: pd.DataFrame | None = None,
) -> CoMentions:  # fmt: skip
    """Count who stands in the same passages: the ``most`` actors that stand in most with others, without places.

    ``found`` is what :func:`passages` returned; ``groups`` are what the colours mean, by default the sides of
    ``rows``; ``order`` is what :func:`workbook.charts.actors.mentions.ranked` says of ``rows``, if known.
    """
    order = ranked(rows) if order is None else order
    order = order[order["entity_type"] != "place"]
    who = order.index.get_indexer(rows["actor_id"].cat.categories)[codes_of(rows, "actor_id")]
    at, who = found.index.get_indexer(rows.index)[who >= 0], who[who >= 0]
    where = found["passage"].to_numpy()[at]
    held = csr_array((np.ones(len(at), dtype="int32"), (where, who)), shape=(where.max(initial=0) + 1, len(order)))
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
    number = {group[4:]: at for at, group in enumerate(groups)}
    g = [number.get(side, len(groups) - 1) for side in actors["side"]]
    actors = actors.assign(g=g, tag=[groups[one][1] for one in g])
    return CoMentions(actors, groups, counts, found, at, len(order) - len(actors))


def side_groups(order: pd.DataFrame) -> list[str]:
    """Return the four sides that are mentioned most, and "others", each with the letter that stands for it."""
    known = order[order["side"] != NO_SIDE].groupby("side")["n"].sum().reset_index()
    names = known.sort_values(["n", "side"], ascending=[False, True])["side"].tolist()
    if len(names) > 4 or known["n"].sum() < order["n"].sum():
        names = [*names[:4], "others or no side known"]
    return with_letters(names)


def seriated(found: CoMentions) -> list[int]:
    """Return the order in which blocs show: sides together; within a side those who share passages are neighbours.

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


def places_of_nodes(made: CoMentions) -> dict[str, tuple[float, float]]:
    """Return where each actor stands, 0 to 1: near those it shares passages with, the same at every call.

    A spring layout (Fruchterman and Reingold 1991, networkx) spread most of the way to even ranks, so that a dense
    middle can be read.
    """
    import networkx as nx

    if not len(made.counts):
        return {}
    graph = nx.from_numpy_array(np.sqrt(made.counts))
    found = nx.spring_layout(graph, k=2.2 / np.sqrt(len(graph)), iterations=ROUNDS, seed=7)
    at = np.array([found[node] for node in range(len(graph))])
    ranks = at.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(len(at) - 1, 1)
    spread = 0.3 * (at - at.min(axis=0)) / np.maximum(np.ptp(at, axis=0), 1e-9) + 0.7 * ranks
    return dict(zip(made.actors.index, map(tuple, spread.tolist()), strict=True))


def with_newcomers(made: CoMentions, where: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Return where each actor stands; those who have no place yet stand beside those they share passages with."""
    known = made.actors.index.isin(where)
    spots = np.array([where.get(one, (0.5, 0.5)) for one in made.actors.index]).reshape(-1, 2)
    for turn, row in enumerate(np.flatnonzero(~known)):
        weight = made.counts[row] * known
        middle = (weight @ spots / weight.sum()) if weight.sum() else np.array([0.5, 0.5])
        spots[row] = np.clip(middle + 0.07 * np.array([np.cos(2.4 * turn), np.sin(2.4 * turn)]), 0, 1)
    return dict(zip(made.actors.index, map(tuple, spots.tolist()), strict=True))


def ties_of(actors: int) -> int:
    """Return how many ties of each actor are drawn: with many actors a few show more."""
    return next((ties for most, ties in TIES.items() if actors <= most), 1)


def strongest(counts: np.ndarray[Any, Any]) -> list[tuple[int, int]]:
    """Return the pairs that are one of the strongest ties of either; equal ones by order."""
    ties = ties_of(len(counts))
    best = np.argsort(-counts, axis=1, kind="stable")[:, :ties]
    rows = np.repeat(np.arange(len(counts)), best.shape[1])
    pairs = np.sort(np.column_stack([rows, best.ravel()])[counts[rows, best.ravel()] > 0], axis=1)
    return [(int(one), int(other)) for one, other in np.unique(pairs, axis=0)]
