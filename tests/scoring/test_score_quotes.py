"""The scores of quotations count what they say."""

from __future__ import annotations

import math
from typing import Any

from workbook.scoring.quotes import match, overlap, score_quotes


def _row(
    start: int, end: int, kind: str = "direct", source: tuple[int, int] | None = (0, 4), **more: Any
) -> dict[str, Any]:
    begin, stop = source or (None, None)
    return {
        "article_id": 1,
        "start": start,
        "end": end,
        "quote_type": kind,
        "source_start": begin,
        "source_end": stop,
        **more,
    }


def test_overlap_is_shared_over_whole() -> None:
    assert overlap(_row(0, 10), _row(5, 20)) == 5 / 20
    assert overlap(_row(0, 10), _row(10, 20)) == 0


def test_each_quotation_is_matched_once_and_best_first() -> None:
    pairs = match([_row(0, 10), _row(0, 9)], [_row(0, 9)], 0.3)
    assert [(found["end"], value) for found, _, value in pairs] == [(9, 1.0)]


def test_other_articles_never_match() -> None:
    assert match([_row(0, 10)], [_row(0, 10) | {"article_id": 2}], 0.3) == []


def test_scores() -> None:
    found = [_row(0, 10, cue_class="said"), _row(20, 30, "indirect", (90, 94)), _row(50, 55)]
    gold = [_row(0, 20, cue_class="said"), _row(20, 30, "indirect"), _row(50, 55, "scare", None)]
    scores = score_quotes(found, gold)
    assert (scores["direct+mixed P@0.3"], scores["direct+mixed R@0.3"], scores["direct+mixed F1@0.8"]) == (
        0.5,
        1.0,
        0.0,
    )
    assert scores["indirect F1@0.8"] == 1.0
    assert (scores["speaker"], scores["n speaker"]) == (0.5, 2)
    assert (scores["cue_class"], scores["n cue_class"]) == (1.0, 1)
    assert (scores["scare"], scores["n scare"]) == (0.0, 1)
    assert math.isnan(scores["actor"])
