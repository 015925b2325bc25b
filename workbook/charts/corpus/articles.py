"""What is in the corpus: articles on a line of time, with their words and what was set aside of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts.common.in_words import counted, day_number, when
from workbook.charts.common.provenance import provenance, table_of
from workbook.charts.common.text_width import clip
from workbook.charts.common.theme import theme_named

MOST_ROWS = 40  # articles with a bar each; above, words are counted by month
ROW = 20
DATED = ("day of publication stated", "not before the day shown", "no date")
COLUMNS = ["id", "label", "words", "aside", "when", "dated", "y"]


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


def marks(told: pd.DataFrame, width: int) -> pd.DataFrame:
    """Return a row for each bar: an article each while there are few, else a month each."""
    if len(told) > MOST_ROWS:
        sums = told.groupby(months(told).rename("when")).agg(
            words=("n_words", "sum"), aside=("aside", "sum"), n=("article_id", "size")
        )
        made = sums.reset_index().assign(id=lambda t: "month:" + t["when"], dated=DATED[0])
        made["label"] = [counted(int(n), "article") for n in made["n"]]
    else:
        made = told.assign(id=told["article_id"], words=told["n_words"])
        made["label"] = [clip(str(name), width * 0.45) for name in told["name"]]
    made = made.assign(y=np.arange(len(made)) * ROW + ROW / 2)
    return made[COLUMNS].assign(words=made["words"].astype(int))


def months(told: pd.DataFrame) -> pd.Series[str]:
    """Return the month of each article's day, as 2025-11, or "no date"."""
    return pd.to_datetime(told["day"], unit="D", errors="coerce").dt.strftime("%Y-%m").fillna("no date")


def articles_specification(theme: str, width: int, signals: Mapping[str, Any]) -> alt.LayerChart:
    """Return the chart without its data (``marks``), which a widget may push; ``most`` is the longest bar."""
    look = theme_named(theme)
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef("most"), nice=False)
    down = alt.Scale(domainMin=0, domainMax=alt.ExprRef("height"), reverse=True, nice=False)
    y = alt.Y("y:Q", axis=None, scale=down)
    axis = alt.Axis(orient="top", title="words", grid=True, tickCount=5, format=",d")
    colours = alt.Scale(domain=list(DATED), range=look.colours(3))
    legend = alt.Legend(symbolType="square", labelLimit=width)
    named = {"label:N": "article", "when:N": "published", "words:Q": "words", "aside:Q": "words set aside"}
    tips = [alt.Tooltip(field, title=said) for field, said in named.items()]
    base = alt.Chart(alt.NamedData("marks")).encode(y=y, tooltip=tips)
    outline, weight = (alt.ExprRef(f"datum.id == selected ? {one}") for one in ("2 : 0", "'bold' : 'normal'"))
    x, colour = alt.X("words:Q", scale=scale, axis=axis), alt.Color("dated:N", scale=colours, legend=legend)
    bars = base.mark_bar(
        orient="horizontal", height=9, cursor="pointer", stroke=look.ink, strokeWidth=outline, x=0
    ).encode(x2=alt.value(0), x=x, color=colour)  # fmt: skip
    said = base.transform_calculate(said="datum.when + '  ' + datum.label").mark_text(
        align="left", baseline="middle", cursor="pointer", fontWeight=weight, color=look.ink,
        x=alt.ExprRef("scale('x', datum.words) + 6"),
    ).encode(text="said:N")  # fmt: skip
    chart = alt.layer(bars, said).add_params(*(alt.param(name, value=value) for name, value in signals.items()))
    return chart.properties(width=width, height=signals["tall"], config=look.config())


def signals_of(made: pd.DataFrame) -> dict[str, Any]:
    """Return the chart's parameters: the longest bar leaves room for words behind it."""
    longest = int(made["words"].max()) if len(made) else 1
    return {"most": max(longest, 1) * 2.2, "tall": max(len(made), 1) * ROW, "selected": ""}


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


def articles(
    source: Any, *, theme: str = "light", width: int = 860, rows: pd.DataFrame | None = None
) -> alt.LayerChart:
    """Draw the articles of a corpus with their words.

    Args:
        source: A corpus, or a mapping with the tables ``articles`` and ``residue``.
        theme: ``light``, ``dark`` or ``print``.
        width: Pixels.
        rows: Rows of :func:`prepare` to show instead of all.
    """
    everything = prepare(source)
    told = everything if rows is None else rows
    made = marks(told, width)
    said, head = subtitle(told, len(everything)), title(told)
    look = theme_named(theme)
    chart = articles_specification(theme, width, signals_of(made)).properties(
        title=alt.TitleParams(head, subtitle=" · ".join(said)), description=f"{head}. {'; '.join(said)}.",
        datasets={"marks": made.to_dict("records")},
    )  # fmt: skip
    meta = provenance(source, "articles", told, title=head, said=said, total=len(everything))
    return chart.properties(usermeta={"workbook": meta}, background=look.ground)
