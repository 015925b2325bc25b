"""Points of several plans matched by meaning: an optimal assignment, then splits and merges, then groups.

First points are paired by their words, topics, actors and figures; what then stays alone on both sides is paired by
the sentence encoder, and such pairs are less sure (``found_by`` is "meaning"). Method: docs/methods/plans.md. A point's
number is never looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from workbook import tables
from workbook.analysis.assignment import AROUND, Pairs, around, best
from workbook.analysis.by_meaning import paired_by_meaning
from workbook.analysis.likeness import Matrix, Points, changes
from workbook.analysis.versions import Version, compared, ranked
from workbook.meaning import Vectors

PAIR = 0.33  # a pair must be as alike as this
MORE = 0.39  # a second counterpart, of a point that is split or merged
MUCH_BETTER = 0.3  # so much more alike, and more of it covered, takes the place of the first
TOLD = 0.27  # a report, which is in other words, and the point that it tells

Pair = tuple[int, int]
Linked = dict[tuple[Version, Version], dict[Pair, float]]


def align(provisions: pd.DataFrame, plans: pd.DataFrame, vectors: Vectors | None = None) -> pd.DataFrame:
    """Return the ``alignments`` of every two plans: a row for each pair, and for each point without counterpart.

    Args:
        provisions: The table; points of plans' own texts are aligned with each other, what articles
            report of a plan with that plan's own text, or, where there is none, with what the reports
            before told of it.
        plans: The table; its order by date tells left from right, ``responds_to`` tells removed from
            not mentioned.
        vectors: Gives the meaning of points, and keeps it; made when first needed.
    """
    if provisions.empty:
        return tables.empty("alignments")
    points, vectors = Points(provisions), vectors or Vectors()
    linked: Linked = {}
    by_meaning: Pairs = set()
    told: dict[Version, list[int]] = {}  # of a plan without a text: the points that its reports told first
    for left, right in compared(plans, provisions):
        base = replace(left, points=tuple(told.setdefault(left, []))) if left.article_id else left
        similarity, found, near = _link(points, base, right, vectors)
        numbered = {(i, j): (base.points[i], right.points[j]) for i, j in sorted(found | near)}
        linked[left, right] = {pair: float(similarity[at]) for at, pair in numbered.items()}
        by_meaning |= {numbered[at] for at in near}
        if left.article_id and not right.deletes:
            told[left] += [one for one in right.points if one not in {other for _, other in numbered.values()}]
    groups = groups_of(linked, plans)
    for pairs in linked.values():  # two points that stand for different points of the main text are no pair
        for one, other in [pair for pair in pairs if groups[pair[0]].isdisjoint(groups[pair[1]])]:
            del pairs[one, other]
    names = provisions["provision_id"].tolist()
    return tables.make("alignments", judged(linked, groups, points, names, plans, by_meaning))


def linked_by(pairs: Iterable[Iterable[str]], plans: pd.DataFrame, provisions: pd.DataFrame) -> Linked:
    """Return pairs of points, given by their names, by the two texts that they compare."""
    at = {name: row for row, name in enumerate(provisions["provision_id"])}
    linked: Linked = {pair: {} for pair in compared(plans, provisions)}
    text_of = {point: version for _, version in linked for point in version.points}
    text_of |= {point: left for left, _ in linked if not left.article_id for point in left.points}
    first = {left.plan_id: left for left, _ in linked if left.article_id}  # stands for all reports of its plan
    for one, other in (sorted(at[name] for name in pair) for pair in map(set, pairs) if pair <= at.keys()):
        for a, b in ((one, other), (other, one)):
            left, right = text_of.get(a), text_of.get(b)
            if left and right and left.article_id and a < b:
                left = first.get(left.plan_id, left)
            if left and right and (found := linked.get((left, right))) is not None:
                found[a, b] = 1.0
    return {key: dict(sorted(found.items())) for key, found in linked.items()}


def _link(points: Points, left: Version, right: Version, vectors: Vectors) -> tuple[Matrix, Pairs, Pairs]:
    """Return how alike two texts' points are, the pairs by words, and the pairs by meaning."""
    similarity = points.similarity(left.points, right.points, told=bool(right.article_id))
    if not left.points:
        return similarity, set(), set()
    if right.article_id:  # a report tells the likest point; several may tell one
        return (
            similarity,
            {(i, j) for j, i in enumerate(similarity.argmax(0).tolist()) if similarity[i, j] >= TOLD},
            set(),
        )
    found = _assigned(points, left, right, similarity)
    ours, theirs = ([points.rows[point]["text"] for point in version.points] for version in (left, right))
    if len({i for i, _ in found}) == len(ours) or len({j for _, j in found}) == len(theirs):
        return similarity, found, set()  # nobody is left to be paired by meaning
    has_order = _has_order(left, right)
    return similarity, *paired_by_meaning((ours, theirs), similarity, found, vectors, has_order=has_order)


def _has_order(left: Version, right: Version) -> bool:
    """Say whether one text may answer the other and keep its order: a plan of another year does not."""
    return left.day[:4] == right.day[:4]


def _assigned(points: Points, left: Version, right: Version, similarity: Matrix) -> Pairs:
    """Return the best assignment as a whole, then further counterparts of split and merged points."""
    if _has_order(left, right):
        similarity = similarity + AROUND * around(best(similarity, PAIR), similarity.shape)
    firsts = best(similarity, PAIR)
    for _ in range(2):  # a point that turns out to be a part leaves its counterpart to another
        firsts, more = _with_parts(points, similarity, firsts, left.points, right.points)
        turned = {j: i for i, j in firsts.items()}
        turned, merged = _with_parts(points, similarity.T, turned, right.points, left.points)
        firsts = {i: j for j, i in turned.items()}
        found = {*firsts.items(), *more.items(), *((i, j) for j, i in merged.items())}
        alone = similarity.copy()
        alone[[i for i, _ in found]] = 0
        alone[:, [j for _, j in found]] = 0
        firsts |= best(alone, PAIR)
    return found | set(firsts.items())


def _with_parts(
    points: Points, similarity: Matrix, firsts: dict[int, int], ours: Sequence[int], theirs: Sequence[int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Return the first counterparts of ours, and of which point others, with none or a poorer one, are part too."""
    firsts, more = dict(firsts), {}
    partner = {j: i for i, j in firsts.items()}

    def worth(i: int, j: int) -> float:
        return float(similarity[i, j]) + points.covers(theirs[j], ours[i])

    for i, j in enumerate(similarity.argmax(1).tolist()):
        held = similarity[i, firsts[i]] if i in firsts else 0.0
        first = partner.get(j, i)
        is_more = first != i and similarity[i, j] >= max(MORE, held)
        if not (is_more and points.is_part(ours[i], ours[first], theirs[j])):
            continue
        partner.pop(firsts.pop(i, -1), None)
        if worth(i, j) > worth(first, j) + MUCH_BETTER and not points.is_part(ours[first], ours[i], theirs[j]):
            del firsts[first]  # it was paired for want of the better one
            firsts[i], partner[j] = j, i
        else:
            more[i] = j
    return firsts, more


def groups_of(linked: Linked, plans: pd.DataFrame, reference: str | None = None) -> dict[int, frozenset[int]]:
    """Return the groups of each point, named by the points of one text that the others are gathered around.

    That is the first by :func:`ranked`; a point that it does not have is gathered around the next text that has it.
    What stands for two points of that text stands in two groups; points of it with the same counterparts everywhere
    are one.
    """
    every = dict.fromkeys(version for pair in linked for version in pair)
    near: dict[int, dict[int, float]] = {}
    for pairs in linked.values():
        for (one, other), alike in pairs.items():
            near.setdefault(one, {})[other] = near.setdefault(other, {})[one] = alike
    groups: dict[int, frozenset[int]] = {}
    rank: dict[int, int] = {}  # of the text whose point something is gathered around
    for at, version in enumerate(ranked(plans, list(every), reference)):
        same: dict[frozenset[int], int] = {}
        for point in version.points:
            if point in groups:  # reports of one plan stand together, and then each for itself
                continue
            placed = {other: alike for other, alike in near.get(point, {}).items() if other in groups}
            first = min((rank[other] for other in placed if other in rank), default=None)
            if first is not None:
                groups[point] = frozenset().union(*(groups[other] for other in placed if rank.get(other) == first))
            elif placed:
                groups[point] = groups[max(placed, key=placed.__getitem__)]
            else:
                key = frozenset(near.get(point, ())) or frozenset({point})
                groups[point], rank[point] = frozenset({same.setdefault(key, point)}), at
    return groups


def judged(
    linked: Linked,
    groups: Mapping[int, frozenset[int]],
    points: Points,
    names: Sequence[str],
    plans: pd.DataFrame,
    by_meaning: Collection[Pair] = (),
) -> list[dict[str, Any]]:
    """Return the rows of ``alignments`` that say these pairs, with their groups and the points that have none."""
    answers = dict(zip(plans["plan_id"], plans["responds_to"], strict=True))
    rows: list[dict[str, Any]] = []
    for (left, right), pairs in linked.items():
        answered = answers.get(right.plan_id) == left.plan_id and not right.article_id
        is_told = bool(left.article_id)  # a report that says nothing of what others told says nothing
        alone_left = sorted({*left.points} - {one for one, _ in pairs}) if not (right.deletes or is_told) else ()
        alone_right = sorted({*right.points} - {other for _, other in pairs}) if left != right else ()
        for one, other in pairs:
            shared = groups[one] & groups[other] or groups[one]
            row = _row(names[one], names[other], names[min(shared)], "same")
            row["similarity"] = pairs[one, other]
            row["found_by"] = "meaning" if (one, other) in by_meaning else "words"
            row["changes"] = changes(points.rows[one], points.rows[other])
            if points.rows[other]["modality"] == "removed":
                row |= {"relation": "removed", "changes": []}
            elif set(row["changes"]) - {"wording"}:
                row["relation"] = "changed"
            rows.append(row)
        for one in alone_left:
            gone = "removed" if answered else "only-left"
            rows.append(_row(names[one], None, names[min(groups[one])], gone, f"{right.plan_id} {right.article_id}"))
        for other in alone_right:
            new = "added" if answered else "only-right"
            rows.append(_row(None, names[other], names[min(groups[other])], new, f"{left.plan_id} {left.article_id}"))
    return rows


def _row(left: str | None, right: str | None, group: str, relation: str, missing: str = "") -> dict[str, Any]:
    return {
        "alignment_id": _hash("l", left or missing, right or missing), "group_id": group_name(group),
        "left_id": left, "right_id": right, "relation": relation, "similarity": None, "found_by": None, "changes": [],
        "origin": "machine",
    }  # fmt: skip


def group_name(point: str) -> str:
    """Return the name of the group that is gathered around a point."""
    return _hash("g", point)


def _hash(prefix: str, *parts: str) -> str:
    return prefix + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
