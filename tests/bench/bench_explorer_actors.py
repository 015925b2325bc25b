"""The actor explorer at 1,000 articles and 60,000 mentions: from a filter's change to the new chart and table in the kernel.

Each view is opened once (what it computes once a load) and then filtered by side, ten times and more. The ratio is to
counting the mentions of each actor with pandas alone, in the same run: what no view can be faster than.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from tests.standin_actors import many
from workbook.explorers.actors import VIEWS, ActorExplorer

SIZES = {"usual": (100, 6_000, 300), "large": (1_000, 60_000, 1_200)}


def run(*, soak: bool = False) -> list[str]:
    rows = [
        "| mentions | view | opened once, ms | filter to drawn, ms | bare count, ms | ratio |",
        "|---|---|---|---|---|---|",
    ]
    for articles, mentions, actors in SIZES.values() if soak else [SIZES["large"]]:
        with tempfile.TemporaryDirectory() as folder:
            corpus = many(Path(folder), articles=articles, mentions=mentions, actors=actors)
            rows += _measure(corpus, mentions)
    return rows


def _measure(corpus: Any, mentions: int) -> list[str]:
    explorer = ActorExplorer(corpus, state={})
    sides = list(explorer.filters["sides"].widget.options)
    rows = []
    for view in VIEWS:
        opened = _seconds(lambda view=view: setattr(explorer.filters["view"].widget, "value", view))
        times = [
            _seconds(lambda side=side: setattr(explorer.filters["sides"].widget, "value", (side,)))
            for side in sides * 2
        ]
        explorer.filters["sides"].drop()
        bare = median(_seconds(lambda: corpus.mentions.groupby(["actor_id", "form"]).size()) for _ in range(5))
        rows.append(
            f"| {mentions:,} | {view} | {opened * 1e3:.0f} | {median(times) * 1e3:.0f} | {bare * 1e3:.0f} | {median(times) / bare:.1f} |"
        )
    return rows


def _seconds(call: Any) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
