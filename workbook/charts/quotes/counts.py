"""Who said what: statements counted by speaker, terms in quotation marks, words in their context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts.common.bars import LINE, CrossTable, Style, stacked_bars
from workbook.charts.common.colour_groups import grouped, groups_of
from workbook.charts.common.in_words import counted
from workbook.charts.common.marks import Marks, PlacedChart
from workbook.charts.common.provenance import Filters
from workbook.charts.common.text_width import width_of
from workbook.charts.common.vega_lite import chart_of
from workbook.charts.quotes.statements import TYPES, QuoteRows, statements_to_show

MOST_LINES = 30
REST = "\0rest"  # the line of all that have none of their own
FILLS = {"direct": (1.0, ""), "mixed": (0.3, "solid"), "indirect": (0.0, "dashed")}  # opacity and edge


def _bars(
    rows: pd.DataFrame, line: Any, name: Any, group: pd.Series[Any], groups: Sequence[str], width: int,
    title: str, said: Sequence[str], kinds: Mapping[str, str],
) -> PlacedChart:  # fmt: skip
    """Count rows by line, coloured by group and filled by kind (of ``quote_type``; in words); the rest share a line."""
    down, keys = pd.factorize(np.asarray(line, dtype=object))
    order = np.argsort(-np.bincount(down, minlength=len(keys)), kind="stable")
    first = pd.Series(np.asarray(name, dtype=object)).groupby(down).first().to_numpy()
    rank, n = np.argsort(order, kind="stable"), min(len(keys), MOST_LINES)
    lines, names, down = keys[order][:n].tolist(), first[order][:n].tolist(), np.minimum(rank[down], n - 1)
    if len(keys) > n:
        lines[-1], names[-1] = REST, f"{len(keys) - n + 1:,} others"
    known = [*kinds]
    across = pd.Index(groups).get_indexer(grouped(group, groups)) * len(known)
    across += pd.Index(known).get_indexer(rows["quote_type"]) if len(known) > 1 else 0
    styles = [
        Style(", ".join(filter(None, (meant, kinds[kind]))), g, *FILLS[kind], meant if len(groups) > 1 else "")
        for g, meant in enumerate(groups)
        for kind in known
    ]
    columns = [f"{meant}|{kind}" for meant in groups for kind in known]
    made, marks = CrossTable(rows, lines, columns, down, across), Marks()
    top = marks.legend(groups, width) if len(groups) > 1 else 0
    left = min(max(map(width_of, names), default=0) + 14, 0.36 * width)
    told = [f"{total:,}" for total in made.per_line]
    stacked_bars(marks, made, names, styles, told, left, width - 52, top, rest=len(keys) > n)
    return PlacedChart(title, said, int(top + max(n * LINE, 60)), marks.rows, rows, made.behind)


def by_speaker(rows: pd.DataFrame, groups: Sequence[str], width: int) -> PlacedChart:
    """Count statements: a line for each speaker, coloured by the class of the verb, filled by the marks."""
    known = rows["known"].to_numpy(dtype=bool)
    others = f" and {(~known).sum():,} of others, as printed" * bool((~known).any())
    who = counted(rows["speaker"][known].nunique(), "known actor")
    said = [f"{counted(len(rows), 'statement')} of {who}{others}", "full bars: all in quotation marks", "pale: partly",
            "hollow, dashed: reported without marks"]  # fmt: skip
    title, kinds = "Who speaks, and how it is reported", {kind: TYPES[kind] for kind in FILLS}
    return _bars(rows, rows["speaker"], rows["who"], rows["verb"], groups, width, title, said, kinds)


def terms(rows: pd.DataFrame, groups: Sequence[str], width: int) -> PlacedChart:
    """Count terms in quotation marks, which are nobody's statements: a line for each term, coloured by article."""
    plain = rows["content"].str.casefold().str.replace(r"[\W_]+", " ", regex=True).str.strip()
    printed = f"{counted(plain.nunique(), 'term')}, printed {counted(len(rows), 'time')}"
    said = [printed, "names and words held at a distance", "not statements"]
    title = "Which terms stand in quotation marks, and who prints them"
    return _bars(rows, plain, rows["words"], rows["article"], groups, width, title, said, {"direct": ""})


def by_article(places: pd.DataFrame, groups: Sequence[str], width: int) -> PlacedChart:
    """Count the places of ``keywords_in_context`` and article: a line for each article, coloured by the word."""
    articles = counted(places["article"].nunique(), "article")
    said = [f"{counted(len(places), 'place')} in {articles}", "headings included"]
    words, article = places["keyword"].str.casefold(), places["article"]
    return _bars(places, article, article, words, groups, width, "Where the words stand", said, {"direct": ""})


def quotes_by_speaker(
    source: Any, *, rows: QuoteRows = None, repeats: bool = False, theme: str = "light", width: int = 820,
    filters: Filters = None,
) -> alt.LayerChart:  # fmt: skip
    """Draw how many statements each speaker makes, by the class of the verb and by what stands in marks.

    Args:
        source: A corpus, or a mapping with the tables ``quotes``, ``articles`` and ``actors``.
        rows: Show only these (rows of ``quotes`` or their identifiers).
        repeats: Count the same quotation in each article that prints it; otherwise once.
        theme: ``light``, ``dark`` or ``print``.
        width: Pixels.
        filters: What ``rows`` was chosen by, kept in the chart for its caption.
    """
    told, chosen = statements_to_show(source, rows, repeats)
    drawn = by_speaker(chosen, groups_of(told["verb"]), width)
    return chart_of(drawn, source, theme=theme, width=width, total=len(told), table="quotes", filters=filters)
