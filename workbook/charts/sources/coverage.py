"""Which events, statements, actors and plan points each source tells, and which it omits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts.common.in_words import counted, day_number, interval_in_words
from workbook.charts.common.marks import Marks, PlacedChart
from workbook.charts.common.provenance import Filters, Rows, labels_of, table_of
from workbook.charts.common.text_width import clip, width_of
from workbook.charts.common.vega_lite import chart_of
from workbook.charts.events import happenings
from workbook.charts.quotes import statements
from workbook.errors import WorkbookError

MOST_LINES, MOST_SOURCES = 120, 12
LINE, NARROWEST, LONGEST_NAME = 22, 34, 130  # pixels
TELLS, DIFFERS = 0, 1  # hues: several agree is blue, those that differ are red, wherever sources are shown
LINKS = ["item_id", "words", "first", "last", "article_id", "row_id"]
RIGHT = 70  # pixels that the last source's name leans over


def sources_of(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the independent sources, the earliest first: copies of one text are one.

    Columns source_id (the first article), name, article_ids, day (since 1970, empty where none is known).
    """
    labels = labels_of(articles)
    source_id = articles["duplicate_of"].fillna(articles["article_id"])
    days = day_number(articles["published"].fillna(articles["published_earliest"]))
    found = pd.DataFrame({"source_id": source_id, "article_id": articles["article_id"], "day": days})
    by_source = found.groupby("source_id", sort=False)
    sources = by_source.agg(article_ids=("article_id", list), day=("day", "min")).reset_index()
    copies = [len(some) - 1 for some in sources["article_ids"]]
    names = [labels.get(one, one) for one in sources["source_id"]]
    rest = [f" and {counted(n, 'copy', 'copies')}" if n else "" for n in copies]
    sources["name"] = [f"{name}{more}" for name, more in zip(names, rest, strict=True)]
    return sources.sort_values("day", kind="stable", na_position="last", ignore_index=True)


def items(source: Any, of: str) -> pd.DataFrame:
    """Return the things that sources tell or omit, in the order of their days.

    Args:
        source: A corpus, or a mapping of its tables.
        of: One of ``OF``.

    Returns:
        item_id, words, when, first (day since 1970), table, row_ids (a row of the table for each telling),
        article_ids (of each), n_sources, sources (one of the words of ``SOURCES``), differ (articles that
        contradict each other on it).

    Raises:
        WorkbookError: ``of`` is not known.
    """
    if of not in OF:
        raise WorkbookError(f"sources cannot be compared by {of!r}", wanted=f"one of {', '.join(OF)}")
    table, find = OF[of]
    found = find(source)
    sources = sources_of(table_of(source, "articles"))[["source_id", "article_ids"]].explode("article_ids")
    source_of = dict(zip(sources["article_ids"], sources["source_id"], strict=True))
    found = found[found["article_id"].isin(source_of)]
    each = found.assign(source_id=found["article_id"].map(source_of)).groupby("item_id", sort=False)
    told = each.agg(
        words=("words", "first"), first=("first", "min"), last=("last", "min"), n_sources=("source_id", "nunique"),
        row_ids=("row_id", list), article_ids=("article_id", list),
    ).reset_index()  # fmt: skip
    differing = _differing(source, table)
    told["differ"] = [[a for a, row in zip(*pair, strict=True) if row in differing]
                      for pair in zip(told["article_ids"], told["row_ids"], strict=True)]  # fmt: skip
    state = np.select([told["differ"].map(len) > 0, told["n_sources"] > 1], ["differ", "agree"], "single")
    told["sources"] = pd.Series(state, index=told.index).map(happenings.SOURCES).astype(object)
    days = zip(told["first"], told["last"], strict=True)
    told["when"] = [interval_in_words(first, last) for first, last in days]
    return told.assign(table=table).sort_values("first", kind="stable", na_position="last", ignore_index=True)


def _differing(source: Any, table: str) -> set[str]:
    """Return the rows that contradict another one, as far as the analyst has not settled it."""
    conflicts = table_of(source, "conflicts")
    open_ones = conflicts[(conflicts["relation"] == "contradicts") & conflicts["settled"].isna()]
    sides = [open_ones.loc[open_ones[f"{side}_table"] == table, f"{side}_id"] for side in ("left", "right")]
    return {*sides[0], *sides[1]}


def _events(source: Any) -> pd.DataFrame:
    each = happenings.prepare(source)[["event_id", "headline", "first", "last", "event_ids"]].explode("event_ids")
    each = each.rename(columns={"event_id": "item_id", "headline": "words", "event_ids": "row_id"})
    article_of = table_of(source, "events").set_index("event_id")["article_id"]
    return each.assign(article_id=each["row_id"].map(article_of))[LINKS]


def _statements(source: Any) -> pd.DataFrame:
    rows = statements.prepare(source)
    rows = rows[rows["quote_type"] != "scare"]
    first = rows.drop_duplicates("group_id").set_index("group_id")
    item = rows["group_id"].map(first["quote_id"])
    words = rows["group_id"].map(first["spoken"])
    return rows.assign(item_id=item, words=words, row_id=rows["quote_id"])[LINKS]


def _actors(source: Any) -> pd.DataFrame:
    mentions, articles = table_of(source, "mentions"), table_of(source, "articles")
    rows = mentions[mentions["entity_type"] != "place"].drop_duplicates(["actor_id", "article_id"])
    day = rows["article_id"].map(articles.set_index("article_id")["published"])
    names = table_of(source, "actors").set_index("actor_id")["name"]
    words = rows["actor_id"].map(names)
    day = day_number(day)
    return rows.assign(
        item_id=rows["actor_id"], words=words, first=day, last=day, row_id=rows["mention_id"]
    )[LINKS]  # fmt: skip


def _points(source: Any) -> pd.DataFrame:
    """Return the points of plans that articles report; those that say the same as one point of a plan are one."""
    points, pairs = table_of(source, "provisions"), table_of(source, "alignments")
    group: dict[str, str] = {}
    for side in ("left_id", "right_id"):
        group |= dict(zip(pairs[side].dropna(), pairs.loc[pairs[side].notna(), "group_id"], strict=True))
    own = points[points["article_id"].isna()]
    name_of = dict(zip(own["provision_id"].map(group).fillna(""), own["text"], strict=True))
    rows = points[points["article_id"].notna()]
    item = rows["provision_id"].map(group).fillna(rows["provision_id"])
    words = item.map(name_of).fillna(rows["text"])
    published = table_of(source, "articles").set_index("article_id")["published"]
    day = day_number(rows["article_id"].map(published))
    return rows.assign(item_id=item, words=words, first=day, last=day, row_id=rows["provision_id"])[LINKS]


OF = {
    "events": ("events", _events),
    "statements": ("quotes", _statements),
    "actors": ("mentions", _actors),
    "plan points": ("provisions", _points),
}


def head_height(names: Sequence[str]) -> int:
    """Return the pixels that the leaning names of the sources take over the lines."""
    return round(10 + max((min(width_of(name), LONGEST_NAME) for name in names), default=0) * 0.62)


def lay_out_coverage(rows: pd.DataFrame, articles: pd.DataFrame, of: str, width: int) -> PlacedChart:
    """Place a line for each item and a column for each source; where there are many, those told by most."""
    sources = sources_of(articles)
    columns = sources.head(MOST_SOURCES)
    order = rows["n_sources"].rank(method="first", ascending=False)
    lines = rows[order <= MOST_LINES]
    left, marks = round(width * 0.5), Marks()
    step = max((width - left - RIGHT) / max(len(columns), 1), NARROWEST)
    top = head_height(columns["name"].tolist())
    for at, name in enumerate(columns["name"].tolist()):
        marks.words(left + (at + 0.4) * step, top - 8, clip(name, LONGEST_NAME), tip=name, angle=-38)
    own = [set(some) for some in columns["article_ids"]]
    published = dict(zip(articles["article_id"], articles["published"].fillna("no date"), strict=True))
    for line, item in enumerate(lines.itertuples()):
        y, words = top + (line + 0.5) * LINE, " ".join(str(item.words).split())
        day = f"{item.when}  " if item.when != "no date" else ""
        tip = f"{day}{words} – {item.sources}"
        marks.line((left, y, left + len(columns) * step, y), alpha=0.15)
        marks.words(left - 8, y, clip(f"{day}{words}", left - 12), item.item_id, item.n_sources, tip, align="right")
        for at, articles_of_source in enumerate(own):
            x, told = left + (at + 0.5) * step, articles_of_source.intersection(item.article_ids)
            if not told:
                continue
            differs = bool(articles_of_source.intersection(item.differ))
            since = min(published[one] for one in told)
            here = f"{columns['name'].iloc[at]} tells it, published {since}{': ≠ others' if differs else ''}"
            alone = item.n_sources == 1
            marks.point(x, y, here, item.item_id, item.n_sources, size=110, g=DIFFERS if differs else TELLS,
                        alpha=0.45 if alone else 1)  # fmt: skip
            if differs:
                marks.words(x, y, "≠", item.item_id, item.n_sources, here, align="center", ink="ground")
    left_out = [f"{len(rows) - len(lines):,} told by fewer are in the table only"] * (len(lines) < len(rows))
    left_out += [f"{len(sources) - len(columns)} later sources left out"] * (len(columns) < len(sources))
    single = int((rows["n_sources"] == 1).sum())
    subtitle = [counted(len(rows), of.removesuffix("s")), f"{single:,} told by one source only (pale)",
             "≠: sources contradict each other", "empty: the source does not tell it", *left_out]  # fmt: skip
    height = int(top + max(len(lines), 1) * LINE + 6)
    title = f"Which {of} each source tells"
    return PlacedChart(title, subtitle, height, marks.rows, rows, lambda mark: rows[rows["item_id"] == mark])


def coverage(
    source: Any, of: str = "events", *, rows: Rows = None, theme: str = "light", width: int = 820,
    filters: Filters = None,
) -> alt.LayerChart:  # fmt: skip
    """Draw which events, statements, actors or plan points each independent source tells.

    Args:
        source: A corpus, or a mapping of its tables.
        of: ``events``, ``statements``, ``actors`` or ``plan points``.
        rows: Rows of :func:`items` to show instead of all.
        theme: ``light``, ``dark`` or ``print``.
        width: Pixels.
        filters: What ``rows`` was chosen by, kept in the chart for its caption.

    Raises:
        WorkbookError: A choice is not known.
    """
    everything = items(source, of)
    chosen = everything if rows is None else rows
    drawn = lay_out_coverage(chosen, table_of(source, "articles"), of, width)
    told = told_rows(source, chosen)
    return chart_of(
        drawn, source, theme=theme, width=width, total=len(everything), table=OF[of][0], filters=filters, exported=told
    )


def told_rows(source: Any, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the tables behind items, each with the number of independent sources that tell it."""
    each = rows[["table", "row_ids", "n_sources", "sources"]].explode("row_ids")
    found = []
    for table, some in each.groupby("table"):
        known = table_of(source, str(table))
        found.append(some.merge(known, left_on="row_ids", right_on=known.columns[0], how="left"))
    return pd.concat(found) if found else pd.DataFrame()
