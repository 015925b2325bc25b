"""Who said what: statements by speaker and over time, terms in quotation marks, words in their context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts import events
from workbook.charts.bars import LINE, Style, stacked
from workbook.charts.canvas import Crossed, Drawn, Marks, chart_of
from workbook.charts.drawing import Kinds
from workbook.charts.drawing import drawing as line_of_time
from workbook.charts.layout import lay_out, place
from workbook.charts.periods import UNITS
from workbook.charts.provenance import labels_of, table_of
from workbook.charts.statements import PRINTED, TYPES, grouped, groups_of, once, prepare
from workbook.charts.words import counted, when, width_of

Rows = Any  # a table, identifiers, or nothing
MOST_LINES = 30
REST = "\0rest"  # the line of all that have none of their own
SPOKEN = Kinds(
    {f"{kind}{day}": "triangle-left" if day else "circle" for kind in [*TYPES][:3] for day in ("", " by")},
    hollow=("indirect", "indirect by"),
    pale=("mixed", "mixed by"),
    tips={"headline": "words", "full": "when", "who": "speaker", "how": "how", "article": "article"},
    noun="statements",
)
FILLS = {"direct": (1.0, ""), "mixed": (0.3, "solid"), "indirect": (0.0, "dashed")}  # opacity and edge


def _bars(
    rows: pd.DataFrame, line: Any, name: Any, group: pd.Series[Any], groups: Sequence[str], width: int,
    title: str, said: Sequence[str], kinds: Mapping[str, str],
) -> Drawn:  # fmt: skip
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
        Style(", ".join(filter(None, (meant[4:], kinds[kind]))), g, *FILLS[kind], meant if len(groups) > 1 else "")
        for g, meant in enumerate(groups)
        for kind in known
    ]
    columns = [f"{meant}|{kind}" for meant in groups for kind in known]
    made, marks = Crossed(rows, lines, columns, down, across), Marks()
    top = marks.legend(groups, width) if len(groups) > 1 else 0
    left = min(max(map(width_of, names), default=0) + 14, 0.36 * width)
    told = [f"{total:,}" for total in made.per_line]
    stacked(marks, made, names, styles, told, left, width - 52, top, rest=len(keys) > n)
    return Drawn(title, said, int(top + max(n * LINE, 60)), marks.rows, rows, made.behind)


def by_speaker(rows: pd.DataFrame, groups: Sequence[str], width: int) -> Drawn:
    """Count statements: a line for each speaker, coloured by the class of the verb, filled by the marks."""
    known = rows["known"].to_numpy(dtype=bool)
    others = f" and {(~known).sum():,} of others, as printed" * bool((~known).any())
    who = counted(rows["speaker"][known].nunique(), "known actor")
    said = [f"{counted(len(rows), 'statement')} of {who}{others}", "full bars: all in quotation marks", "pale: partly",
            "hollow, dashed: reported without marks"]  # fmt: skip
    title, kinds = "Who speaks, and how it is reported", {kind: TYPES[kind] for kind in FILLS}
    return _bars(rows, rows["speaker"], rows["who"], rows["verb"], groups, width, title, said, kinds)


def terms(rows: pd.DataFrame, groups: Sequence[str], width: int) -> Drawn:
    """Count terms in quotation marks, which are nobody's statements: a line for each term, coloured by article."""
    plain = rows["content"].str.casefold().str.replace(r"[\W_]+", " ", regex=True).str.strip()
    printed = f"{counted(plain.nunique(), 'term')}, printed {counted(len(rows), 'time')}"
    said = [printed, "names and words held at a distance", "not statements"]
    title = "Which terms stand in quotation marks, and who prints them"
    return _bars(rows, plain, rows["words"], rows["article"], groups, width, title, said, {"direct": ""})


def by_article(places: pd.DataFrame, groups: Sequence[str], width: int) -> Drawn:
    """Count the places of ``keywords_in_context`` and article: a line for each article, coloured by the word."""
    articles = counted(places["article"].nunique(), "article")
    said = [f"{counted(len(places), 'place')} in {articles}", "headings included"]
    words, article = places["keyword"].str.casefold(), places["article"]
    return _bars(places, article, article, words, groups, width, "Where the words stand", said, {"direct": ""})


def over_time(rows: pd.DataFrame, groups: Sequence[str], width: int, window: tuple[int, int]) -> Drawn:
    """Place statements on a line of time: few in rows, more in lanes, many counted."""
    several = len(rows["speaker"].unique()) > 1
    group = grouped(rows["verb"], groups)
    tag = group.map({one: one[1] for one in groups})
    kept = rows[["first", "last", "when", "who", "article"]].assign(
        event_id=rows["quote_id"], headline=rows["spoken" if several else "words"], group=group, tag=tag,
        support=0, granularity="", status=rows["mark"],
    )  # fmt: skip
    made = lay_out(kept, list(groups), window=window, width=width)
    marks = made.marks
    about = rows.loc[made.listed[: len(marks)], ["verb", "how"]]
    marks["how"] = (about["verb"] + ", " + about["how"]).to_numpy() if len(about) else ""
    marks["when"] = [
        f"{PRINTED}{day}" if day and kind.endswith(" by") and side != "above" else day
        for day, kind, side in zip(marks["when"], marks["status"], marks["side"], strict=True)
    ]

    def behind(mark: str) -> pd.DataFrame:
        if not mark.startswith("days:"):
            return rows[rows["quote_id"] == mark]
        fine = (rows["last"] - rows["first"] < UNITS[made.unit or "year"]) & (place(rows, made.window) == "inside")
        return rows[fine & np.floor((rows["first"] + rows["last"]) / 2).between(*map(int, mark.split(":")[1:]))]

    who = "Who said what" if several or rows.empty else f"What {rows['who'].iloc[0]} said"
    frames = {"marks": marks, "bars": made.bars, "levels": made.levels}
    title, said = f"{who}, {when(*made.window)}", _said(rows, made)
    return Drawn(title, said, int(made.height), frames, rows, behind, made.signals, made.listed)


def _said(rows: pd.DataFrame, made: Any) -> list[str]:
    """Return what is shown over time, what is left out, and how to read the marks."""
    whole = len(made.shown) == len(rows)
    said = [f"{len(made.shown):,} of " * (not whole) + counted(len(rows), "statement")]
    reasons = {"earlier": f"earlier, from {made.since}", "later": f"later, to {made.until}",
               "vaguer": "with a vaguer date", "undated": "without a date"}  # fmt: skip
    said += [f"{made.left_out[name]:,} {words}" for name, words in reasons.items() if made.left_out[name]]
    if made.form == "counts":
        return [*said, f"counted by {made.unit}"]
    printed = ["triangle: day of publication, said then or before"] * bool((rows["basis"] == "published").any())
    return [*said, "full mark: all in quotation marks", "pale: partly", "hollow and dashed: reported", *printed]


def time_spec(
    groups: Sequence[str], theme: str, width: int, signals: Mapping[str, Any] | None = None
) -> alt.LayerChart:
    """Return the drawing of :func:`over_time` without its data."""
    ticks = {"x0": 0, "x1": 1, "ticks": [], "tick_unit": "day"}
    return line_of_time(list(groups), theme, width, signals or ticks, SPOKEN)


def quotes_by_speaker(
    source: Any,
    *,
    rows: Rows = None,
    repeats: bool = False,
    theme: str = "light",
    width: int = 860,
    filters: Mapping[str, Any] | None = None,
) -> alt.LayerChart:
    """Draw how many statements each speaker makes, by the class of the verb and by what stands in marks.

    Args:
        source: A corpus, or a mapping with the tables ``quotes``, ``articles`` and ``actors``.
        rows: Show only these (rows of ``quotes`` or their identifiers).
        repeats: Count the same quotation in each article that prints it; otherwise once.
        theme: ``light``, ``dark`` or ``print``.
        width: Pixels.
        filters: What ``rows`` was chosen by, kept in the chart for its caption.
    """
    told, chosen = _statements(source, rows, repeats)
    drawn = by_speaker(chosen, groups_of(told["verb"]), width)
    return chart_of(drawn, source, theme=theme, width=width, total=len(told), table="quotes", filters=filters)


def quotes_over_time(
    source: Any,
    *,
    rows: Rows = None,
    repeats: bool = False,
    window: tuple[str, str] | str | None = None,
    theme: str = "light",
    width: int = 860,
    filters: Mapping[str, Any] | None = None,
) -> alt.LayerChart:
    """Draw statements in the order of their days, so that a change of position is seen.

    A statement has the day that the text gives it, else that of the article, which looks another way. What is asked
    is the same as in :func:`quotes_by_speaker`; ``window`` is the first and last day (ISO), ``all``, or nothing: the
    days between which most statements lie.
    """
    told, chosen = _statements(source, rows, repeats)
    groups = groups_of(told["verb"])
    drawn = over_time(chosen, groups, width, events.period(chosen, window))
    base, total = time_spec(groups, theme, width, drawn.signals), len(told)
    return chart_of(drawn, source, theme=theme, width=width, total=total, table="quotes", filters=filters, base=base)


def terms_in_marks(
    source: Any, *, rows: Rows = None, theme: str = "light", width: int = 860, filters: Mapping[str, Any] | None = None
) -> alt.LayerChart:
    """Draw how often each term stands in quotation marks and who prints it; see :func:`quotes_by_speaker`."""
    told = prepare(source)
    told = told[told["quote_type"] == "scare"]
    drawn = terms(_chosen(told, rows), groups_of(told["article"]), width)
    return chart_of(drawn, source, theme=theme, width=width, total=len(told), table="quotes", filters=filters)


def keywords_by_article(
    source: Any,
    places: pd.DataFrame,
    *,
    theme: str = "light",
    width: int = 860,
    filters: Mapping[str, Any] | None = None,
) -> alt.LayerChart:
    """Draw how often the words of ``keywords_in_context`` stand in each article; see :func:`quotes_by_speaker`."""
    places = places.assign(article=places["article_id"].map(labels_of(table_of(source, "articles"))))
    drawn = by_article(places, groups_of(places["keyword"].str.casefold()), width)
    return chart_of(drawn, source, theme=theme, width=width, total=len(places), table="sentences", filters=filters)


def _chosen(told: pd.DataFrame, rows: Rows) -> pd.DataFrame:
    ids = rows["quote_id"] if isinstance(rows, pd.DataFrame) else rows
    return told if rows is None else told[told["quote_id"].isin(ids)]


def _statements(source: Any, rows: Rows, repeats: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return all statements, and those to be shown."""
    told = prepare(source)
    told = told[told["quote_type"] != "scare"]
    chosen = _chosen(told, rows)
    return told, chosen if repeats else chosen[once(chosen)]
