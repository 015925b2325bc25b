"""What is in the corpus: articles on a line of time, with their words and what was set aside of them."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts.common.in_words import counted, day_number, when
from workbook.charts.common.marks import Marks, PlacedChart
from workbook.charts.common.provenance import Rows, table_of
from workbook.charts.common.text_width import clip
from workbook.charts.common.vega_lite import chart_of

MOST_ROWS = 40  # articles with a bar each; above, words are counted by month
ROW = 20
MONTH = "month:"  # before the name of a month, in its mark
DATED = ("day of publication stated", "not before the day shown", "no date")


def prepare(source: Any) -> pd.DataFrame:
    """Return the articles with what a reader asks first.

    Args:
        source: A corpus, or a mapping with the tables ``articles`` and ``residue``.

    Returns:
        The table ``articles``, by day, with the columns when, day (days since 1970), dated (one of
        ``DATED``), name, aside (words set aside), passages (their number).
    """
    articles, residue = table_of(source, "articles"), table_of(source, "residue")
    words = pd.Series([len(text.split()) for text in residue["text"].tolist()], index=residue.index, dtype="int64")
    aside = words.groupby(residue["article_id"]).agg(["sum", "size"])
    day = day_number(articles["published"].fillna(articles["published_earliest"]))
    stated, bounded = articles["published"].notna(), articles["published_earliest"].notna()
    told = articles.assign(
        day=day,
        dated=np.select([stated, bounded], DATED[:2], DATED[2]),
        when=["no date" if np.isnan(d) else when(int(d), int(d)) if s else f"after {when(int(d), int(d))}"
              for d, s in zip(day, stated, strict=True)],
        name=articles["title"].fillna(articles["path"]),
        aside=articles["article_id"].map(aside["sum"]).fillna(0).astype(int),
        passages=articles["article_id"].map(aside["size"]).fillna(0).astype(int),
    )  # fmt: skip
    return told.sort_values(["day", "path"], kind="stable", na_position="last", ignore_index=True)


def lay_out_articles(rows: pd.DataFrame, total: int, width: int) -> PlacedChart:
    """Place a bar for each article while there are few, else for each month: its words, coloured by its day's basis.

    ``rows`` are of :func:`prepare`; ``total`` is the number of articles before filters.
    """
    lines = rows.assign(mark=rows["article_id"], label=rows["name"], words=rows["n_words"], n=1)
    if len(rows) > MOST_ROWS:
        lines = _by_month(rows)
    marks = Marks()
    top, left = marks.legend(DATED, width), round(width * 0.5)
    longest = max([1, *lines["words"]])
    for at, line in enumerate(lines.itertuples()):
        y, end = top + (at + 0.5) * ROW, left + line.words / longest * (width - left - 80)
        named = f"{line.when}  {line.label}"
        tip = f"{named}: {line.words:,} words, {line.aside:,} more set aside"
        marks.words(left - 6, y, clip(named, left - 10), line.mark, line.n, tip, align="right")
        marks.area(line.mark, (left, y - 5, end, y + 5), line.n, tip, g=DATED.index(line.dated))
        marks.words(end + 6, y, f"{line.words:,} words", line.mark, line.n, tip, ink="quiet")

    def behind(mark: str) -> pd.DataFrame:
        return rows[(rows["article_id"] == mark) | (months(rows) == mark.removeprefix(MONTH))]

    height = int(top + max(len(lines), 1) * ROW + 4)
    return PlacedChart(title(rows), subtitle(rows, total), height, marks.rows, rows, behind)


def _by_month(rows: pd.DataFrame) -> pd.DataFrame:
    by = rows.groupby(months(rows).rename("when"))
    sums = by.agg(words=("n_words", "sum"), aside=("aside", "sum"), n=("article_id", "size")).reset_index()
    label = [counted(int(n), "article") for n in sums["n"]]
    return sums.assign(mark=MONTH + sums["when"], label=label, dated=DATED[0])


def months(told: pd.DataFrame) -> pd.Series[str]:
    """Return the month of each article's day, as 2025-11, or "no date"."""
    return pd.to_datetime(told["day"], unit="D", errors="coerce").dt.strftime("%Y-%m").fillna("no date")


def title(told: pd.DataFrame) -> str:
    """Return the chart's title."""
    days = told["day"].dropna()
    period = f", {when(int(days.min()), int(days.max()))}" if len(days) else ""
    return f"What is in the corpus: {counted(len(told), 'article')}{period}"


def subtitle(told: pd.DataFrame, total: int) -> list[str]:
    """Return what is shown and how to read it, in parts."""
    undated, copies = int((told["dated"] != DATED[0]).sum()), int(told["duplicate_of"].notna().sum())
    parts = [f"{int(told['n_words'].sum()):,} words in all", f"{int(told['aside'].sum()):,} more set aside"]
    parts += [f"{undated:,} without a day of publication"] if undated else []
    parts += [f"{counted(copies, 'near copy')} of another"] if copies else []
    parts += [f"{total - len(told):,} set aside by filters"] if total > len(told) else []
    return [*parts, "by month" if len(told) > MOST_ROWS else "one bar an article"]


def articles(source: Any, *, theme: str = "light", width: int = 820, rows: Rows = None) -> alt.LayerChart:
    """Draw the articles of a corpus with their words.

    Args:
        source: A corpus, or a mapping with the tables ``articles`` and ``residue``.
        theme: ``light``, ``dark`` or ``print``.
        width: Pixels.
        rows: Rows of :func:`prepare` to show instead of all.
    """
    everything = prepare(source)
    total = len(everything)
    drawn = lay_out_articles(everything if rows is None else rows, total, width)
    return chart_of(drawn, source, theme=theme, width=width, total=total, table="articles")
