"""Opening the quote explorer and each thing done in it, in the kernel, at 2,000 and 20,000 quotations of 1,000 articles.

Times depend on the machine; the ratio of the two sizes (ten times the rows) less so. What the browser adds to a
drawing is measured for the timeline: here at most a few hundred marks are drawn, whatever the size.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.talks import spoken
from workbook.analysis.wording import same_quotations
from workbook.explorers import QuoteExplorer

SIZES = (2_000, 20_000)


def run(*, soak: bool = False) -> list[str]:
    sizes = (*SIZES, 40_000) if soak else SIZES
    columns = [_measured(n) for n in sizes]
    head = [f"{n:,} quotations, ms" for n in sizes]
    rows = [
        f"| {name} | {' | '.join(f'{column[name]:,.0f}' for column in columns)} | {columns[1][name] / columns[0][name]:.1f} |"
        for name in columns[0]
    ]
    return [f"| what | {' | '.join(head)} | ratio |", "|---" * (len(head) + 2) + "|", *rows]


def _measured(n: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        corpus = spoken(Path(folder) / "talks", n, articles=1_000, people=300)
        made: list[QuoteExplorer] = []
        times = {
            "find the same quotations": _ms(lambda: same_quotations(corpus.quotes, corpus.articles)),
            "open": _ms(lambda: made.append(QuoteExplorer(corpus, state={}))),
        }
        explorer = made[0]

        def choose(name: str, value: Any) -> Callable[[], Any]:
            return lambda: setattr(explorer.filters[name].widget, "value", value)

        for view in ("time", "terms", "words", "speakers"):
            explorer.show(view)  # the drawings are made once a session
        steps: dict[str, Callable[[], Any]] = {
            "filter a speaker": choose("speakers", ("p1",)),
            "all speakers": choose("speakers", ()),
            "filter by words": choose("text", "corridor"),
            "all words": choose("text", ""),
            "click a bar": lambda: explorer.picked(explorer._plot.data["marks"]["id"][0]),
            "read a passage": lambda: explorer.select(explorer._ids[-1]),
            "over time": lambda: explorer.show("time"),
            "set a speaker": lambda: explorer.correct(explorer.actions[0], {"actor_id": "p3"}),
            "terms": lambda: explorer.show("terms"),
            "words in context, 400 places a 1,000": lambda: (
                explorer.show("words"),
                choose("text", "corridor, prisoners")(),
            ),
        }
        return times | {name: _ms(step) for name, step in steps.items()}


def _ms(step: Callable[[], Any]) -> float:
    started = time.perf_counter()
    step()
    return 1000 * (time.perf_counter() - started)
