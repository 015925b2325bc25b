"""The quote explorer at 20,000 quotations of 1,000 articles: from a filter's change to the drawn marks in a real browser.

Each view is opened and then filtered: statements by their marks, terms and the places of one word by article. Below,
processor time of what is done without a browser, at 2,000 and 20,000 quotations, and the ratio of the two.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.bench_explorer_actors import in_browser, seconds
from tests.talks import spoken
from workbook.explorers import QuoteExplorer
from workbook.linking.quotations import same_quotations

SIZES = (2_000, 20_000)
LISTS = {
    "Speakers": "Marks",
    "Over time": "Marks",
    "Terms in quotation marks": "Articles",
    "Words in context": "Articles",
}
SETUP = """from pathlib import Path
from tests.talks import spoken
from workbook.explorers import QuoteExplorer
explorer = QuoteExplorer(spoken(Path('talks'), 20_000, articles=1_000, people=300), state={})
explorer"""


def run(*, soak: bool = False) -> list[str]:
    columns = [_measured(n) for n in ((*SIZES, 40_000) if soak else SIZES)]
    head = [f"{n:,} quotations, ms" for n in (*SIZES, 40_000)[: len(columns)]]
    rows = [
        f"| {name} | {' | '.join(f'{column[name]:,.0f}' for column in columns)} | {columns[1][name] / columns[0][name]:.1f} |"
        for name in columns[0]
    ]
    seen = in_browser(SETUP, LISTS)
    return [
        "| view | opened, ms | filter → drawn, median (max) ms | → table, ms | click → passage, ms |",
        "|---|---|---|---|---|",
        *[f"| {view} | {cells} |" for view, cells in seen.items()],
        "",
        f"| what, Python's own time | {' | '.join(head)} | ratio |",
        "|---" * (len(head) + 2) + "|",
        *rows,
    ]


def _measured(n: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        corpus = spoken(Path(folder) / "talks", n, articles=1_000, people=300)
        made: list[QuoteExplorer] = []
        times = {
            "find the same quotations": seconds(lambda: same_quotations(corpus.quotes, corpus.articles)),
            "open": seconds(lambda: made.append(QuoteExplorer(corpus, state={}))),
        }
        explorer = made[0]

        def choose(name: str, value: Any) -> Callable[[], Any]:
            return lambda: setattr(explorer.filters[name].widget, "value", value)

        explorer.filters["view"].widget.value = "time"  # its drawing is made once a session
        explorer.filters["view"].widget.value = "speakers"
        steps: dict[str, Callable[[], Any]] = {
            "filter a speaker": choose("speakers", ("p1",)),
            "all speakers": choose("speakers", ()),
            "filter by words": choose("text", "corridor"),
            "all words": choose("text", ""),
            "click a bar": lambda: explorer.clicked(explorer.parts.chart.data["areas"]["id"][0]),
            "read a passage": lambda: explorer.select(explorer._ids[-1]),
            "over time": lambda: setattr(explorer.filters["view"].widget, "value", "time"),
            "set a speaker": lambda: explorer.correct(explorer.actions[0], {"actor_id": "p3"}),
            "undo": explorer.undo,
            "terms": lambda: setattr(explorer.filters["view"].widget, "value", "terms"),
            "words in context, 400 places a 1,000": lambda: (
                setattr(explorer.filters["view"].widget, "value", "words"),
                choose("text", "corridor, prisoners")(),
            ),
        }
        return {
            name: 1e3 * one for name, one in (times | {name: seconds(step) for name, step in steps.items()}).items()
        }
