"""What happened when: events on a line of time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import altair as alt
import pandas as pd

from workbook.charts.common import colour_groups as colours
from workbook.charts.common.colour_groups import groups_of
from workbook.charts.common.in_words import counted, iso_day, when
from workbook.charts.common.periods import period_to_show
from workbook.charts.common.provenance import Filters, provenance, table_of
from workbook.charts.common.text_width import wrapped
from workbook.charts.events.happenings import SOURCES, prepare
from workbook.charts.events.timeline_layout import ASIDE, TimelineLayout, lay_out_timeline
from workbook.charts.events.timeline_vega_lite import SHAPES, timeline_specification
from workbook.errors import WorkbookError

COLOURS = ("sources", "side", "status")
WORDS = ["event_id", "headline", "when", "granularity", "status", "who", "article", "group", "tag"]
LAID_OUT = [*WORDS, "first", "last", "support", "aside"]
TEXTS = dict.fromkeys(WORDS, object)  # taken row by row, plain objects are several times faster than Arrow's
AGAINST = ("told by this source alone", "told by this source and others", "not told by this source")


def colour_groups(happenings: pd.DataFrame, color: str) -> list[str]:
    """Return what the colours mean; of sides the four most frequent have one.

    Raises:
        WorkbookError: ``color`` is none of sources, side, status.
    """
    if color not in COLOURS:
        raise WorkbookError(f"a timeline has no colours for {color!r}", wanted=f"one of {', '.join(COLOURS)}")
    if color == "side":
        return groups_of(happenings["side"], lettered=True)
    known = SHAPES if color == "status" else SOURCES.values()
    return [value for value in known if (happenings[color] == value).any()]


def grouped(happenings: pd.DataFrame, color: str, groups: list[str]) -> pd.DataFrame:
    """Return what is laid out of the happenings.

    Added are ``group``, a colour's meaning, and ``tag``, which stands behind a headline: the letter of a side, the
    number of independent sources where it is more than one, and ≠ where they differ.
    """
    group = colours.grouped(happenings[color], groups)
    letters = group.map(colours.letter_of) if color == "side" else [""] * len(group)
    rows = zip(letters, happenings["n_sources"], happenings["agreement"], strict=True)
    return laid_out(happenings, group, [_tag(*row) for row in rows])


def laid_out(happenings: pd.DataFrame, group: pd.Series[Any], tags: Sequence[str]) -> pd.DataFrame:
    """Return the columns that are laid out, as plain objects."""
    return happenings.assign(group=group, tag=tags)[LAID_OUT].astype(TEXTS)


def _tag(letter: str, n_sources: int, agreement: str) -> str:
    number = f"≠ {n_sources}" if agreement == "differ" else str(n_sources) if n_sources > 1 else ""
    return " · ".join(filter(None, (letter, number)))


def against_the_rest(happenings: pd.DataFrame, articles: Collection[str]) -> tuple[list[str], pd.DataFrame]:
    """Return what colours mean where one source is held against the others, and what is laid out.

    Args:
        happenings: As :func:`workbook.charts.events.happenings.prepare` returns them.
        articles: The articles of the source, copies of one text all together.
    """
    own = set(articles)
    shares = [(len(own.intersection(some)), len(own.union(some)) > len(own)) for some in happenings["article_ids"]]
    number = [2 if not told else 1 if by_others else 0 for told, by_others in shares]
    group = pd.Series([AGAINST[one] for one in number], index=happenings.index, dtype=object)
    tags = [_tag("", *row) for row in zip(happenings["n_sources"], happenings["agreement"], strict=True)]
    return [*AGAINST], laid_out(happenings, group, tags)


def timeline(
    source: Any, *, rows: pd.DataFrame | Sequence[str] | None = None, color: str = "sources",
    window: tuple[str, str] | str | None = None, theme: str = "light", width: int = 820, most: int | None = None,
    filters: Filters = None,
) -> alt.LayerChart:  # fmt: skip
    """Draw happenings on a line of time: one mark for each, however many articles tell it.

    Up to 40 have a row each, up to 500 stand in lanes, more are counted; the subtitle says which,
    what is left out and how to read the marks. Nothing planned, proposed, cancelled or denied looks as if it happened.

    Args:
        source: A corpus, or a mapping with the tables ``happenings``, ``events``, ``articles`` and ``actors``.
        rows: Show only the happenings of these events (rows of the table ``events`` or their identifiers).
        color: What colours mean: ``sources`` (one, several that agree, or differ), ``side`` or ``status``.
        window: First and last day (ISO); ``all``; or nothing: the days between which most events lie.
        theme: ``light``, ``dark`` or ``print``.
        width: Pixels; under 480 the words stand above their mark.
        most: Show so many at most, the best supported first.
        filters: What ``rows`` was chosen by, kept in the chart for its caption.

    Raises:
        WorkbookError: A choice is not known.
    """
    happenings = prepare(source)
    groups = colour_groups(happenings, color)
    chosen = of_events(happenings, rows)
    days = period_to_show(happenings if rows is None else chosen, window)
    layout = lay_out_timeline(grouped(chosen, color, groups), groups, window=days, width=width, most=most)
    words = subtitle(layout, len(chosen), len(happenings))
    head, total = question(layout), len(happenings)
    chart: alt.LayerChart = timeline_specification(groups, theme, width, layout.signals).properties(
        title=alt.TitleParams(head, subtitle=wrapped(words, width)),
        height=layout.height,
        description=f"{head}. {'; '.join(words)}.",
        datasets={name: pd.DataFrame(columns).to_dict("records") for name, columns in layout.data.items()},
        usermeta={"workbook": _about(source, chosen, layout, title=head, said=words, filters=filters, total=total)},
    )
    return chart


def of_events(happenings: pd.DataFrame, rows: pd.DataFrame | Sequence[str] | None) -> pd.DataFrame:
    """Return the happenings that one of these events tells; all of them where nothing is given."""
    if rows is None:
        return happenings
    wanted = set(rows["event_id"] if isinstance(rows, pd.DataFrame) else rows)
    return happenings[[not wanted.isdisjoint(ids) for ids in happenings["event_ids"]]]


def _about(source: Any, happenings: pd.DataFrame, layout: TimelineLayout, **said: Any) -> dict[str, Any]:
    """Return what an export of a timeline must carry: a row for each telling, with the number of its sources."""
    shown = happenings.set_index("event_id").loc[layout.shown].reset_index(drop=True)
    about = ["happening_id", "n_sources", "agreement"]
    each = shown[[*about, "event_ids"]].explode("event_ids").rename(columns={"event_ids": "event_id"})
    rows = each.merge(table_of(source, "events"), on="event_id", how="left")
    left_out = {reason: n for reason, n in layout.left_out.items() if n}
    period = [iso_day(day) for day in layout.window]
    kept = provenance(source, "events", rows, more=about, **said)
    return {**kept, "shown": len(shown), "left_out": left_out, "window": period}


def question(layout: TimelineLayout) -> str:
    """Return the chart's title."""
    if not layout.shown and not any(layout.left_out.values()):
        return "No events"
    return f"What happened when, {when(*layout.window)}"


def subtitle(layout: TimelineLayout, chosen: int, total: int) -> list[str]:
    """Return what is shown, what is left out and how to read the marks, in parts."""
    out, shown = layout.left_out, len(layout.shown)
    how = {
        "counts": f"counted by {layout.unit}: upwards what happened or was announced, "
        "downwards (pale) what was planned, proposed, cancelled or denied",
        "lanes": f"the {layout.named} best supported are named",
    }  # fmt: skip
    parts = [f"{shown:,} of {counted(total, 'event')}" if shown < total else counted(total, "event")]
    parts += [how[layout.form]] if layout.form in how else []
    parts += [f"{out['earlier']:,} earlier, from {layout.since}"] if out["earlier"] else []
    parts += [f"{out['later']:,} later, to {layout.until}"] if out["later"] else []
    listed = ", in the table only" if len(layout.listed) > shown else ""
    parts += [f"{out['vaguer']:,} with a vaguer date{listed}"] if out["vaguer"] else []
    parts += [f"{out['undated']:,} without a date"] if out["undated"] else []
    parts += [f"{out[ASIDE]:,} {ASIDE}, in the table only"] if ASIDE in out else []
    parts += [f"{out['less well supported']:,} less well supported"] if "less well supported" in out else []
    parts += [f"{total - chosen:,} set aside by filters"] if total > chosen else []
    return parts + _legend(layout)


def _legend(layout: TimelineLayout) -> list[str]:
    """Return how to read the marks that are there."""
    marks = layout.data["marks"]
    status, tags = set(marks["status"]), set(marks["tag"])
    words = {
        "number in brackets: independent sources; none: one source only": any(tag[-1:].isdigit() for tag in tags),
        "≠: they differ": any("≠" in tag for tag in tags),
        "pale bar: no exact day is given": "interval" in marks["form"],
        "triangle: announced": "announced" in status,
        "hollow and dashed: planned, not happened": "planned" in status,
        "hollow diamond, dotted bar: proposed, not happened": "proposed" in status,
        "box struck through: cancelled, did not take place": "cancelled" in status,
        "×: denied": "denied" in status,
    }
    return [part for part, there in words.items() if there]
