"""Disagreements on who said something, and in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pandas as pd
from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import partial_ratio

from workbook.linking.tellings import independent_sources, stems_of
from workbook.meaning import Vectors

LEAST = 5  # words of a quotation that is compared
SAME_WORDS = 0.9  # alike as letters: the same quotation
CONTAINED = 95  # of 100: one is a part of the other
SAME_MEANING = 0.52  # cosine of two printings of one quotation in other words
NEARLY_SAME = 0.78  # where they share less than half of their words
_RARE = 8  # statements; a stem that more of them have brings none together


def spoken_conflicts(tables: Mapping[str, pd.DataFrame], vectors: Vectors) -> Iterator[dict[str, Any]]:
    """Yield rows of ``conflicts`` of kinds speaker and wording, from direct quotations of independent sources."""
    articles, names = tables["articles"], dict(zip(tables["actors"]["actor_id"], tables["actors"]["name"], strict=True))
    source = independent_sources(articles)
    quotes = tables["quotes"]
    told = quotes[(quotes["quote_type"] == "direct") & quotes["actor_id"].notna()]
    rows = [row for row in told.astype(object).to_dict("records") if len(row["content"].split()) >= LEAST]
    seen = set()
    for one, other in sorted(_candidates(rows)):
        left, right = rows[one], rows[other]
        sides = frozenset((source[row["article_id"]], row["actor_id"], _plain(row["content"])) for row in (left, right))
        if source[left["article_id"]] == source[right["article_id"]] or sides in seen:
            continue
        seen.add(sides)
        alike = Indel.normalized_similarity(_plain(left["content"]), _plain(right["content"]))
        if left["actor_id"] != right["actor_id"]:
            if alike >= SAME_WORDS:
                speakers = [names.get(row["actor_id"], "somebody") for row in (left, right)]
                yield _row("speaker", left, right, f"One gives the words to {speakers[0]}, the other to {speakers[1]}.")
        elif alike < SAME_WORDS and _is_reworded(left["content"], right["content"], vectors):
            said = f"The words of {names.get(left['actor_id'], 'the speaker')} are printed in two ways."
            yield _row("wording", left, right, said)


def _candidates(rows: list[dict[str, Any]]) -> set[tuple[int, int]]:
    """Return the pairs of quotations that share a rare word, or a speaker who says little."""
    by_stem: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for stem in {*stems_of(row["content"]), row["actor_id"]}:
            by_stem[stem].append(number)
    return {pair for places in by_stem.values() if len(places) <= _RARE for pair in combinations(places, 2)}


def _is_reworded(one: str, other: str, vectors: Vectors) -> bool:
    """Tell two printings of one remark from a part of it, and from two remarks on one subject."""
    shared = stems_of(one) & stems_of(other)
    few = min(len(stems_of(one)), len(stems_of(other)))
    if few == 0 or partial_ratio(_plain(one), _plain(other)) >= CONTAINED:
        return False
    left, right = vectors.of([one, other])
    return bool(left @ right >= (SAME_MEANING if len(shared) * 2 >= few else NEARLY_SAME))


def _plain(content: str) -> str:
    return " ".join("".join(letter for letter in content.lower() if letter.isalnum() or letter == " ").split())


def _row(kind: str, left: dict[str, Any], right: dict[str, Any], explanation: str) -> dict[str, Any]:
    return {
        "kind": kind, "relation": "contradicts", "left_table": "quotes", "left_id": left["quote_id"],
        "right_table": "quotes", "right_id": right["quote_id"], "explanation": explanation,
    }  # fmt: skip
