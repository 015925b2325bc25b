"""The charts of a brief, drawn for the page: none is longer than its page, each part has its own head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pandas as pd

from workbook import explorers
from workbook.brief.choice import Choice
from workbook.charts import position_grid, timeline
from workbook.charts.common.in_words import counted, when
from workbook.charts.common.periods import period_to_show
from workbook.charts.events.happenings import SOURCES, prepare
from workbook.charts.plans.positions import STANCES
from workbook.errors import WorkbookError
from workbook.explorers.frame import saved_views
from workbook.reports.export import render

PAGE_WIDTH = 660  # pixels of a chart that is legible at 100 % on A4
TALLEST, HEAD = 1.35, 70  # height of a picture over its width; pixels of title and legend over the drawing
ON_A_PAGE, MOST_PAGES = 34, 4  # rows of a timeline, and pages that it may fill
ACTORS_ON_A_PAGE, FEW = 16, 3  # fewer events beyond the busiest days stand in the table only
EXPLORERS = {
    "timeline": explorers.TimelineExplorer, "actors": explorers.ActorExplorer, "quotes": explorers.QuoteExplorer,
    "plans": explorers.PlanExplorer, "sources": explorers.SourceExplorer, "corpus": explorers.CorpusExplorer,
}  # fmt: skip
IN_PARTS = ("timeline", "plans", "sources")  # explorers whose charts have a line for each row: they can be parted
# id="gradient_3", and what points to it: url(#gradient_3), href="#gradient_3"
_ID = re.compile(r'\bid="([^"<>]+)"')
_REFERENCE = re.compile(r'(\bid="|url\(#|href="#)([^"<>)]+)(["\)])')


@dataclass(frozen=True)
class Picture:
    """A chart for the page: what is seen in it, said once; and the drawing."""

    alt: str
    caption: str
    svg: str
    png: bytes


def pictures_of(corpus: Any, choice: Choice) -> dict[str, list[Picture]]:
    """Return the pictures of each chosen section, numbered in the order in which they stand.

    Raises:
        WorkbookError: There is no saved view of a name that is chosen.
    """
    makers = {"chronology": _timelines, "positions": _positions, "views": _views}
    made: dict[str, list[Picture]] = {name: [] for name in choice.sections}
    number = 1
    for section in choice.sections:
        if section not in makers:
            continue
        for finding, chart in makers[section](corpus, choice):
            made[section].append(_picture(chart, finding, number))
            number += 1
    return made


def _timelines(corpus: Any, _: Choice) -> Iterator[tuple[str, Any]]:
    """Yield what is dated, the days between which most events lie apart from those before and after, a page each."""
    known = prepare(corpus)
    drawn = known[known["first"].notna() & ~known["aside"]]
    first, last = period_to_show(known, None)
    inside = (drawn["first"] >= first) & (drawn["first"] <= last)
    outside = [some for some in (drawn[drawn["first"] < first], drawn[drawn["first"] > last]) if len(some) >= FEW]
    times = sorted([drawn[inside], *outside], key=_begins)
    parts = [some.iloc[at : at + ON_A_PAGE] for some in times for at in range(0, len(some), ON_A_PAGE)]
    look: dict[str, Any] = {"theme": "print", "width": PAGE_WIDTH, "color": "sources"}
    if len(parts) > MOST_PAGES + 2:
        yield _of_events(drawn), timeline(corpus, most=ON_A_PAGE, **look)
        return
    for part in parts:
        own = corpus.happenings["happening_id"].isin(part["happening_id"])
        yield _of_events(part), timeline(_with(corpus, happenings=corpus.happenings[own]), window="all", **look)


def _begins(rows: pd.DataFrame) -> float:
    return float(rows["first"].min())


def _with(corpus: Any, **tables: pd.DataFrame) -> Any:
    """Return a corpus of which some tables have other rows, so that a chart of a part says nothing of the rest."""
    return SimpleNamespace(fingerprint=corpus.fingerprint, model=corpus.model, **{**corpus.tables, **tables})


def _of_events(rows: pd.DataFrame) -> str:
    """Return what a timeline shows: how many events, in which time, and how well they are supported."""
    sources = rows["sources"].value_counts()
    words = {"agree": "told by several independent sources", "differ": "on which sources differ"}
    told = [f"{sources[SOURCES[key]]} {said}" for key, said in words.items() if SOURCES[key] in sources]
    planned = int(rows["status"].isin(["planned", "announced", "proposed"]).sum())
    told += [f"{planned} only planned, announced or proposed"] if planned else []
    days = when(int(rows["first"].min()), int(rows["last"].max()))
    return ", ".join([counted(len(rows), "event"), days, *told]) + "."


def _positions(corpus: Any, _: Choice) -> Iterator[tuple[str, Any]]:
    """Yield the grid of who stands where, so many actors a page, those with most passages first."""
    told = corpus.positions
    actors = told["actor_id"].value_counts().index
    for at in range(0, len(actors), ACTORS_ON_A_PAGE):
        rows = told[told["actor_id"].isin(actors[at : at + ACTORS_ON_A_PAGE])]
        stances = rows["stance"].value_counts()
        words = [f"{STANCES[one][1]} {n:,}" for one, n in stances.items() if one in STANCES]
        finding = (
            f"{counted(rows['actor_id'].nunique(), 'actor')}, {counted(len(rows), 'passage')}: {', '.join(words)}."
        )
        yield finding, position_grid(_with(corpus, positions=rows), theme="print", width=PAGE_WIDTH)


def _views(corpus: Any, choice: Choice) -> Iterator[tuple[str, Any]]:
    """Yield the chart of each chosen view as its explorer would save it."""
    for name in choice.views:
        state = saved_views.read(corpus.folder, name)
        if state.get("explorer") not in EXPLORERS:
            raise WorkbookError(f"there is no saved view “{name}”", advice="save it in an explorer under Views")
        explorer = EXPLORERS[state["explorer"]](corpus, state)
        for chart in _on_pages(explorer):
            yield f"“{name}”: {chart.to_dict()['usermeta']['workbook']['title']}.", chart


def _on_pages(explorer: Any, rows: pd.DataFrame | None = None) -> Iterator[Any]:
    """Yield the chart of an explorer: whole, wider where it is too tall, or its rows in halves until each fits."""
    rows = explorer.rows if rows is None else rows
    chart = explorer.chart(theme="print", width=PAGE_WIDTH, rows=rows)
    pages = chart.to_dict()["height"] / (PAGE_WIDTH * TALLEST - HEAD)
    if pages <= 1 or len(rows) < 2:
        yield chart
    elif explorer.view.name in IN_PARTS:
        half = len(rows) // 2
        yield from _on_pages(explorer, rows.iloc[:half])
        yield from _on_pages(explorer, rows.iloc[half:])
    else:
        yield explorer.chart(theme="print", width=round(PAGE_WIDTH * pages), rows=rows)


def _picture(chart: Any, finding: str, number: int) -> Picture:
    svg = render(chart, "svg").decode()
    svg = _with_own_ids(svg[svg.index("<svg") :], f"figure-{number}")
    return Picture(finding, f"Figure {number}: {finding}", svg, render(chart, "png", dpi=300))


def _with_own_ids(svg: str, name: str) -> str:
    """Return an SVG whose identifiers hang on its name alone: the drawing library counts on from picture to picture."""
    known: dict[str, str] = {}
    for found in _ID.finditer(svg):
        known.setdefault(found[1], f"{name}-{len(known)}")
    return _REFERENCE.sub(lambda found: f"{found[1]}{known.get(found[2], found[2])}{found[3]}", svg)
