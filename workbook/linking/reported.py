"""Disagreements on the figures of one plan: two articles that tell the same point with other numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import shorten
from typing import Any

import pandas as pd

from workbook.linking.figures import Figure, counted_once, figures_of
from workbook.linking.tellings import independent_sources

LONGEST = 90  # characters of a point that names a disagreement


def reported_conflicts(tables: Mapping[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """Yield rows of ``conflicts`` of kind number, from points of one plan that independent sources tell.

    Points that only their meaning joined are left out: two points on one subject may well have two numbers.
    """
    points = tables["provisions"].astype(object).set_index("provision_id")
    titles = dict(zip(tables["plans"]["plan_id"], tables["plans"]["title"], strict=True))
    source = independent_sources(tables["articles"])
    seen = set()
    for pair in tables["alignments"].itertuples():
        if pair.found_by != "words" or not {pair.left_id, pair.right_id} <= set(points.index):
            continue
        left, right = points.loc[pair.left_id], points.loc[pair.right_id]
        if not (left["as_reported"] and right["as_reported"]) or left["plan_id"] != right["plan_id"]:
            continue
        if source[left["article_id"]] == source[right["article_id"]]:
            continue
        for ours, theirs in _unlike(left["text"], right["text"]):
            matter = (left["plan_id"], ours.measure, frozenset((ours.value, theirs.value)))
            if matter in seen:
                continue
            seen.add(matter)
            relation = "refines" if ours.agrees(theirs) else "contradicts"
            yield {
                "kind": "number", "relation": relation, "left_table": "provisions", "left_id": pair.left_id,
                "right_table": "provisions", "right_id": pair.right_id,
                "explanation": f"One says {ours.text}, the other {theirs.text}.",
                "of": f"{titles.get(left['plan_id'], 'a plan')}: {shorten(left['text'], LONGEST, placeholder=' …')}",
            }  # fmt: skip


def _unlike(ours: str, theirs: str) -> Iterator[tuple[Figure, Figure]]:
    """Yield the figures of two points that count the same, once in each, and differ."""
    known = _by_measure(theirs)
    for measure, figure in _by_measure(ours).items():
        if measure in known and known[measure].value != figure.value:
            yield figure, known[measure]


def _by_measure(text: str) -> dict[str, Figure]:
    return {figure.measure: figure for figure in counted_once(figures_of(text, with_times=True))}
