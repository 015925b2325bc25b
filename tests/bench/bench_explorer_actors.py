"""The actor explorer at 1,000 articles and 60,000 mentions: from a filter's change to the drawn marks in a real browser.

Each view is opened (what it computes once a load) and then filtered by side; a mark is clicked, until its passage has
changed. Python's own time is processor time of one filter without a browser, and its ratio that to counting
the mentions of each actor and form with pandas alone, in the same run.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.bench_explorer import CHOOSE, CLICKS, WATCH
from tests.browser import lab as tools
from tests.standin_actors import many
from workbook.explorers import ActorExplorer
from workbook.explorers.actors import VIEWS

SIZE = {"articles": 1_000, "mentions": 60_000, "actors": 1_200}
HEAD = [
    "| view | opened, ms | filter → drawn, median (max) ms | → table, ms | click → passage, ms | Python's own, ms | / bare count |",
    "|---|---|---|---|---|---|---|",
]
SETUP = f"""from pathlib import Path
from tests.standin_actors import many
from workbook.explorers import ActorExplorer
explorer = ActorExplorer(many(Path('actors'), **{SIZE}), state={{}})
explorer"""


def run(*, soak: bool = False) -> list[str]:
    del soak  # one size
    with tempfile.TemporaryDirectory() as folder:
        corpus = many(Path(folder), **SIZE)
        bare = median(seconds(lambda: corpus.mentions.groupby(["actor_id", "form"]).size()) for _ in range(5))
        own = _own(ActorExplorer(corpus, state={}))
    seen = in_browser(SETUP, {**dict.fromkeys(VIEWS[:-1], "Sides"), "Map": "Articles"}) | {
        "Card": "– | no chart | – | –"
    }
    rows = [f"| {view} | {seen[view]} | {own[view] * 1e3:.0f} | {own[view] / bare:.1f} |" for view in VIEWS]
    return [*HEAD, *rows]


def _own(explorer: Any) -> dict[str, float]:
    """Return the processor time of a filter in each view."""
    sides = explorer.filters["sides"].widget
    times = {}
    for view in VIEWS:
        explorer.filters["view"].widget.value = view
        chosen = [*sides.options, ()]
        times[view] = median(
            seconds(lambda some=some: setattr(sides, "value", (some,) if some else ())) for some in chosen
        )
    return times


def seconds(call: Callable[[], Any]) -> float:
    """Return the processor time of a call."""
    started = time.process_time()
    call()
    return time.process_time() - started


def in_browser(setup: str, lists: Mapping[str, str]) -> dict[str, str]:
    """Return four cells of the table for each view (opened, drawn, table, passage), filtered by the list given for it."""
    if not tools.chromium():
        return dict.fromkeys(lists, "no browser | – | – | –")
    with tempfile.TemporaryDirectory() as folder, tools.browser() as browser:
        lab = tools.Lab(Path(folder))
        try:
            page, _ = tools.page_of(browser, lab, height=1_200)
            notebook = tools.Notebook(page, lab).open(lab.notebook("n.ipynb", setup))
            notebook.run_all()
            explorer = notebook.explorer()
            explorer.settled()
            return {view: _measured(page, explorer, view, button) for view, button in lists.items()}
        finally:
            lab.stop()


def _measured(page: Any, explorer: Any, view: str, button: str) -> str:
    before, started = explorer.drawn(), time.perf_counter()
    if explorer.box.locator(f"button.mod-active:text-is('{view}')").count() == 0:
        explorer.box.get_by_role("button", name=view, exact=True).click()
        explorer.drawn(after=before)
    opened = (time.perf_counter() - started) * 1e3
    if view == "Words in context":
        explorer.box.get_by_placeholder("Search words").fill("corridor")
        explorer.box.get_by_placeholder("Search words").press("Enter")
    explorer.settled()
    tray = explorer.box.get_by_role("button", name=re.compile(f"^{button} .*▾"))
    tray.click()
    explorer.box.locator(".wb-choice-list").wait_for()
    options = explorer.box.locator(".wb-choice-list input").count()
    times = []
    for option in [*(turn % options for turn in range(CLICKS)), -1]:  # at last none is chosen: all are shown again
        one = page.evaluate(CHOOSE, [".wb-explorer", option, "live"])
        times.append(one if isinstance(one, dict) else {"drawn": one})
        page.wait_for_timeout(400)
    tray.click()
    explorer.settled()
    drawn, tables = [one["drawn"] for one in times], [one["table"] for one in times if "table" in one]
    table = f"{median(tables):.0f}" if tables else "–"
    picks = []
    for mark in [one for one in explorer.marks() if one["seen"]][:4]:
        page.evaluate(WATCH)
        page.mouse.click(mark["x"], mark["y"])
        picks += filter(None, [page.evaluate("() => window.seen")])
        page.wait_for_timeout(300)
    pick = f"{median(picks):.0f}" if picks else "–"
    return f"{opened:.0f} | {median(drawn):.0f} ({max(drawn):.0f}) | {table} | {pick}"
