"""Who said what: statements by speaker and over time, terms in quotation marks, words in their context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts import bars, events
from workbook.charts.bars import Drawn
from workbook.charts.drawing import Kinds
from workbook.charts.drawing import drawing as line_of_time
from workbook.charts.layout import lay_out, place
from workbook.charts.periods import UNITS
from workbook.charts.provenance import provenance
from workbook.charts.statements import FILL, PRINTED, grouped, groups_of, labels_of, once, prepare
from workbook.charts.terms import by_article as by_article
from workbook.charts.terms import terms as terms
from workbook.charts.words import counted, when, wrapped

Rows = Any  # a table, identifiers, or nothing
SPOKEN = Kinds(
    {
        f"{kind}{day}": "circle" if not day else "triangle-left"
        for kind in ("direct", "mixed", "indirect")
        for day in ("", " by")
    },
    hollow=("indirect", "indirect by"),
    pale=("mixed", "mixed by"),
    tips={"headline": "words", "full": "when", "who": "speaker", "how": "how", "article": "article"},
    noun="statements",
)
BARS_SAID = ("full bars: all in quotation marks", "pale: partly", "hollow, dashed: reported without marks")


def by_speaker(told: pd.DataFrame, groups: Sequence[str], width: int) -> Drawn:
    """Count statements: a line for each speaker, coloured by the class of the verb, filled by the marks."""
    rows = told[told["quote_type"] != "scare"]
    lines = pd.DataFrame(
        {
            "id": rows["quote_id"],
            "line": rows["speaker"],
            "name": rows["who"],
            "group": grouped(rows["verb"], groups),
            "fill": rows["quote_type"].map(FILL),
            "how": rows["how"],
        }
    )
    known = rows["known"]
    said = [f"{counted(len(rows), 'statement')} of {counted(rows['speaker'][known].nunique(), 'known actor')}"]
    said[0] += f" and {(~known).sum():,} of others, as printed" if (~known).any() else ""
    said += BARS_SAID
    return Drawn(
        **bars.stacked(lines, groups, width),
        title="Who speaks, and how it is reported",
        said=said,
        shown=rows["quote_id"].to_list(),
    )


def over_time(told: pd.DataFrame, groups: Sequence[str], width: int, window: tuple[int, int]) -> Drawn:
    """Place statements on a line of time: few in rows, more in lanes, many counted."""
    rows = told[told["quote_type"] != "scare"]
    several = len(rows["speaker"].unique()) > 1
    spoken = rows["who"] + ": " + rows["words"] if several else rows["words"]
    group = grouped(rows["verb"], groups)
    made = lay_out(
        rows.assign(
            event_id=rows["quote_id"],
            headline=spoken,
            group=group,
            tag=group.str[1],
            support=0,
            granularity="",
            status=rows["quote_type"] + np.where(rows["basis"] == "published", " by", ""),
        ),
        list(groups),
        window=window,
        width=width,
    )
    about = rows.set_index("quote_id")
    marks = made.marks.assign(how=made.marks["id"].map(about["verb"]) + ", " + made.marks["id"].map(about["how"]))
    marks["when"] = [
        f"{PRINTED}{day}" if day and kind.endswith(" by") and side != "above" else day
        for day, kind, side in zip(marks["when"], marks["status"], marks["side"], strict=True)
    ]
    opens = {one: [one] for one in marks["id"]} | _days(rows, made)
    out, total = made.left_out, len(rows)
    said = [
        counted(len(made.shown), "statement")
        if len(made.shown) == total
        else f"{len(made.shown):,} of {counted(total, 'statement')}"
    ]
    said += [
        f"{out[name]:,} {words}"
        for name, words in (
            ("earlier", f"earlier, from {made.since}"),
            ("later", f"later, to {made.until}"),
            ("vaguer", "with a vaguer date"),
            ("undated", "without a date"),
        )
        if out[name]
    ]
    said += (
        [f"counted by {made.unit}"]
        if made.form == "counts"
        else ["full mark: all in quotation marks", "pale: partly", "hollow and dashed: reported"]
    )
    said += ["triangle: day of publication, said then or before"] * bool(
        (rows["basis"] == "published").any() and made.form != "counts"
    )
    title = (
        f"{'Who said what' if several or rows.empty else 'What ' + rows['who'].iloc[0] + ' said'}, {when(*made.window)}"
    )
    return Drawn(
        {"marks": marks, "bars": made.bars, "levels": made.levels},
        int(made.height),
        title,
        said,
        rows.loc[made.listed, "quote_id"].to_list(),
        opens,
        made.signals,
    )


def _days(rows: pd.DataFrame, made: Any) -> dict[str, list[str]]:
    """Return the statements that each count of days opens."""
    if not len(made.bars):
        return {}
    fine = rows["last"] - rows["first"] < UNITS[made.unit]
    inside = rows[(place(rows, made.window) == "inside") & fine]
    middle = np.floor((inside["first"] + inside["last"]) / 2)
    days = [(one, *map(int, one.split(":")[1:])) for one in made.bars["id"].unique()]
    return {one: inside.loc[middle.between(a, b), "quote_id"].to_list() for one, a, b in days}


def spec_of(
    view: str, groups: Sequence[str], theme: str, width: int, signals: Mapping[str, Any] | None = None
) -> alt.LayerChart:
    """Return the drawing of a view (speakers, time, terms, words), without its data."""
    if view == "time":
        signals = signals or {"x0": 0, "x1": 1, "ticks": [], "tick_unit": "day"}
        return line_of_time(list(groups), theme, width, signals, SPOKEN)
    tips = {
        "speakers": {"name": "speaker", "group": "verb", "how": "how"},
        "terms": {"name": "term", "group": "article"},
    }
    return bars.drawing(groups, theme, width, tips.get(view, {"name": "article", "group": "word"}))


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
    groups = groups_of(told["verb"])
    return _finished("speakers", source, by_speaker(chosen, groups, width), told, groups, theme, width, filters)


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

    A statement has the day that the text gives it, else that of the article, which looks another way.

    Args:
        source: As in :func:`quotes_by_speaker`.
        rows: Such as the statements of one actor.
        repeats: As there.
        window: First and last day (ISO); ``all``; or nothing: the days between which most statements lie.
        theme: As there.
        width: Pixels.
        filters: As there.
    """
    told, chosen = _statements(source, rows, repeats)
    groups = groups_of(told["verb"])
    drawn = over_time(chosen, groups, width, events.period(chosen, window))
    return _finished("time", source, drawn, told, groups, theme, width, filters)


def terms_in_marks(
    source: Any, *, rows: Rows = None, theme: str = "light", width: int = 860, filters: Mapping[str, Any] | None = None
) -> alt.LayerChart:
    """Draw how often each term stands in quotation marks and who prints it; see :func:`quotes_by_speaker`."""
    told = prepare(source)
    told = told[told["quote_type"] == "scare"]
    groups = groups_of(told["article"])
    return _finished("terms", source, terms(_chosen(told, rows), groups, width), told, groups, theme, width, filters)


def keywords_by_article(
    source: Any,
    places: pd.DataFrame,
    *,
    theme: str = "light",
    width: int = 860,
    filters: Mapping[str, Any] | None = None,
) -> alt.LayerChart:
    """Draw how often the words of ``keywords_in_context`` stand in each article; see :func:`quotes_by_speaker`."""
    label = labels_of(source)
    places = places.assign(article=places["article_id"].map(label))
    groups = groups_of(places["keyword"].str.casefold())
    return _finished("words", source, by_article(places, groups, width), places, groups, theme, width, filters)


def _chosen(told: pd.DataFrame, rows: Rows) -> pd.DataFrame:
    return (
        told
        if rows is None
        else told[told["quote_id"].isin(rows["quote_id"] if isinstance(rows, pd.DataFrame) else rows)]
    )


def _statements(source: Any, rows: Rows, repeats: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return all statements, and those to be shown."""
    told = prepare(source)
    told = told[told["quote_type"] != "scare"]
    chosen = _chosen(told, rows)
    return told, chosen if repeats else chosen[once(chosen)]


def _finished(
    view: str,
    source: Any,
    drawn: Drawn,
    told: pd.DataFrame,
    groups: Sequence[str],
    theme: str,
    width: int,
    filters: Mapping[str, Any] | None,
) -> alt.LayerChart:
    """Return the chart with its data, its title and what its export must carry."""
    table, key = ("sentences", "keyword_id") if view == "words" else ("quotes", "quote_id")
    about = provenance(
        source,
        table,
        told[told[key].isin(drawn.shown)],
        title=drawn.title,
        said=drawn.said,
        filters=filters,
        total=len(told),
    )
    return spec_of(view, groups, theme, width, drawn.signals).properties(
        title=alt.TitleParams(wrap(drawn.title, int(width / 8.6)), subtitle=wrapped(drawn.said, width)),
        height=drawn.height,
        description=f"{drawn.title}. {'; '.join(drawn.said)}.",
        datasets={name: frame.to_dict("records") for name, frame in drawn.data.items()},
        usermeta={"workbook": {"chart": f"quotes-{view}", **about}},
    )
