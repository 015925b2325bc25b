"""What happened when: events on a line of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from workbook.charts.common.colour_groups import LETTERS
from workbook.charts.common.in_words import counted, day_number, iso_day, when
from workbook.charts.common.periods import period_to_show
from workbook.charts.common.provenance import labels_of, provenance, table_of
from workbook.charts.common.text_width import wrapped
from workbook.charts.events.timeline_layout import ASIDE, TimelineLayout, lay_out_timeline
from workbook.charts.events.timeline_vega_lite import SHAPES, timeline_specification
from workbook.errors import WorkbookError

COLOURS = {"article": "article", "side": "side", "status": "status"}
WORDS = ["event_id", "headline", "when", "granularity", "status", "who", "article", "group", "tag"]
LAID_OUT = [*WORDS, "first", "last", "support", "aside"]
RECENT = 90  # days before the newest article in which the last articles were published
FEW = 12  # events that are too few to say where a view opens
TEXTS = dict.fromkeys(WORDS, object)  # taken row by row, plain objects are several times faster than Arrow's


def support(events: pd.DataFrame) -> pd.Series[int]:
    """Return how well each event is supported, for showing the best first.

    The analyst's own come first, then exact days, then what is stated as happened, then events that
    name actors, then actions before plans and statements.
    """
    exact = events["earliest"].notna() & (events["earliest"] == events["latest"])
    named = pd.Series([len(ids) > 0 for ids in events["actor_ids"].to_list()], index=events.index, dtype=bool)
    tests = (events["origin"] == "analyst", exact, events["status"] == "happened", named, events["kind"] == "action")
    return sum((test.astype(int) * 2**weight for weight, test in enumerate(reversed(tests))), start=exact * 0)


def prepare(source: Any) -> pd.DataFrame:
    """Return the events with all that a timeline shows of them, in the order of their days.

    Args:
        source: A corpus, or a mapping with the tables ``events``, ``articles`` and ``actors``.

    Returns:
        The table ``events`` with the columns first, last (days since 1970, empty without a date), when,
        who, article, side (in words), support, aside (listed, not drawn: told more fully in another row, or not to
        be read alone) and opens (the first view is of their days).
    """
    events, articles, actors = (table_of(source, name) for name in ("events", "articles", "actors"))
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    sides = dict(zip(actors["actor_id"], actors["side"].astype(object), strict=True))
    ids = events["actor_ids"].to_list()
    first, last = day_number(events["earliest"]), day_number(events["latest"])
    first, last = first.fillna(last), last.fillna(first)
    spans = zip(first, last, events["granularity"].astype(object), strict=True)
    told = events.assign(
        first=first,
        last=last,
        when=["no date" if a != a else when(int(a), int(b), u if isinstance(u, str) else "") for a, b, u in spans],
        granularity=events["granularity"].astype(object).where(events["granularity"].notna(), ""),
        who=pd.Series([", ".join(names[one] for one in some if one in names) for some in ids], dtype="str"),
        side=pd.Series([_side([sides.get(one) for one in some]) for some in ids], dtype="str"),
        article=events["article_id"].map(labels_of(articles)).fillna("added by the analyst"),
        support=support(events),
        aside=events["repeats"].notna() | (events["needs_context"] & (events["origin"] != "analyst")),
    )
    told["opens"] = _opens(told, articles)
    return told.sort_values(
        ["first", "last", "support"], ascending=[True, True, False], kind="stable", ignore_index=True
    )


def _opens(told: pd.DataFrame, articles: pd.DataFrame) -> pd.Series[bool]:
    """Tell what happened on an exact day by the last articles; by all, or nothing, where that is too little."""
    exact = (told["status"] == "happened") & (told["first"] == told["last"]) & ~told["aside"]
    published = told["article_id"].map(articles.set_index("article_id")["published"])
    days = day_number(published)
    recent = exact & (days >= days.max() - RECENT) & (told["first"] <= days.max())
    chosen = recent if recent.sum() >= FEW else exact
    return chosen if chosen.sum() >= FEW else chosen & False


def _side(sides: Sequence[object]) -> str:
    known = sorted({side for side in sides if isinstance(side, str)})
    return known[0] if len(known) == 1 else "several sides" if known else "no side known"


def colour_groups(told: pd.DataFrame, color: str) -> list[str]:
    """Return what the colours mean: the four most frequent values, and "others" where there are more than five.

    Raises:
        WorkbookError: ``color`` is none of article, side, status.
    """
    if color not in COLOURS:
        raise WorkbookError(f"a timeline has no colours for {color!r}", wanted=f"one of {', '.join(COLOURS)}")
    if color == "status":
        return [status for status in SHAPES if (told["status"] == status).any()]
    counts = told[COLOURS[color]].value_counts()
    names = list(counts.index) if len(counts) <= 5 else [*counts.index[:4], f"{len(counts) - 4} others"]
    return [f"({letter}) {name}" for letter, name in zip(LETTERS, names, strict=False)]


def grouped(told: pd.DataFrame, color: str, groups: list[str]) -> pd.DataFrame:
    """Return what is laid out of ``told``, with ``group``, a colour's meaning, and ``tag``, the letter for it."""
    if color == "status":
        return told.assign(group=told["status"], tag="")[LAID_OUT].astype(TEXTS)
    known = {group[4:]: group for group in groups}
    group = told[COLOURS[color]].map(known).fillna(groups[-1] if groups else "")
    return told.assign(group=group, tag=group.str[1])[LAID_OUT].astype(TEXTS)


def timeline(
    source: Any,
    *,
    rows: pd.DataFrame | Sequence[str] | None = None,
    color: str = "article",
    window: tuple[str, str] | str | None = None,
    theme: str = "light",
    width: int = 860,
    most: int | None = None,
    title: str | None = None,
    filters: Mapping[str, Any] | None = None,
) -> alt.LayerChart:
    """Draw events on a line of time.

    Up to 40 events have a row each, up to 500 stand in lanes, more are counted; the subtitle says which,
    what is left out and how to read the marks. Nothing planned, proposed, cancelled or denied looks as if it happened.

    Args:
        source: A corpus, or a mapping with the tables ``events``, ``articles`` and ``actors``.
        rows: Show only these events (rows of the table ``events`` or their identifiers).
        color: What colours mean: ``article``, ``side`` or ``status``.
        window: First and last day (ISO); ``all``; or nothing: the days between which most events lie.
        theme: ``light``, ``dark`` or ``print``.
        width: Pixels; under 480 the words stand above their mark.
        most: Show so many at most, the best supported first.
        title: Instead of "What happened when".
        filters: What ``rows`` was chosen by, kept in the chart for its caption.

    Raises:
        WorkbookError: A choice is not known.
    """
    told = prepare(source)
    groups = colour_groups(told, color)
    wanted = rows["event_id"] if isinstance(rows, pd.DataFrame) else rows
    chosen = told if wanted is None else told[told["event_id"].isin(wanted)]
    days = period_to_show(told if rows is None else chosen, window)
    layout = lay_out_timeline(grouped(chosen, color, groups), groups, window=days, width=width, most=most)
    said = subtitle(layout, len(chosen), len(told))
    head = alt.TitleParams(title or question(layout), subtitle=wrapped(said, width))
    spec = timeline_specification(groups, theme, width, layout.signals)
    chart = spec.properties(
        title=head,
        height=layout.height,
        description=f"{head['text']}. {'; '.join(said)}.",
        datasets={name: pd.DataFrame(columns).to_dict("records") for name, columns in layout.data.items()},
    )
    shown = chosen.set_index("event_id", drop=False).loc[layout.shown]
    meta = provenance(source, "events", shown, title=head["text"], said=said, filters=filters, total=len(told))
    left_out = {reason: n for reason, n in layout.left_out.items() if n}
    return chart.properties(
        usermeta={"workbook": {**meta, "left_out": left_out, "window": [iso_day(day) for day in layout.window]}}
    )


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
        "lanes": f"the {sum(len(label) > 1 for label in layout.data['marks']['label'])} best supported are named",
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
    return parts + _legend(layout.data["marks"])


def _legend(marks: Mapping[str, list[Any]]) -> list[str]:
    """Return how to read the marks that are there."""
    status = set(marks["status"])
    proposed = "hollow diamond: proposed" + ("" if "planned" in status else ", not happened")
    words = {
        "pale bar: no exact day is given": "interval" in marks["form"],
        "triangle: announced": "announced" in status,
        "hollow and dashed: planned, not happened": "planned" in status,
        proposed: "proposed" in status,
        "box struck through: cancelled, did not take place": "cancelled" in status,
        "×: denied": "denied" in status,
    }
    return [said for said, there in words.items() if there]
