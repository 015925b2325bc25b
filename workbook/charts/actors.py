"""Who is mentioned: how often by name and otherwise, in which article, section and week."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts.canvas import ROW, Drawn, area, chart_of, words_at
from workbook.charts.provenance import table_of
from workbook.charts.words import clip, counted
from workbook.errors import WorkbookError

FORMS = {
    "name": "by name",
    "metonym": "a city for its government",
    "demonym": "as in “Russian”",
    "nominal": "as in “allies of …”",
}
BY = {"actor": "in all", "article": "by article", "section": "by section", "week": "by week"}
MOST_ROWS, MOST_COLUMNS = 40, 14
ALPHAS = dict(zip(FORMS, (0.95, 0.6, 0.35, 0.2), strict=True))


def prepare(source: Any) -> pd.DataFrame:
    """Return the mentions with all that is shown of them.

    Args:
        source: A corpus, or a mapping with mentions, actors, articles, sentences and sections (tables by name).

    Returns:
        The table ``mentions`` with the columns actor, side (in words), entity_type of the actor, article (its label),
        published, week (its Monday), section, in the order of articles and places.
    """
    mentions, actors, articles = (table_of(source, name) for name in ("mentions", "actors", "articles"))
    known = actors.set_index("actor_id")
    label = getattr(source, "label", None)
    labels = {
        one: label(one) if label else f"{title} ({n})"
        for n, (one, title) in enumerate(
            zip(articles["article_id"], articles["title"].fillna("untitled"), strict=True), 1
        )
    }
    published = mentions["article_id"].map(articles.set_index("article_id")["published"])
    day = pd.to_datetime(published, errors="coerce")
    week = (day - pd.to_timedelta(day.dt.day_of_week, unit="D")).dt.strftime("%Y-%m-%d")
    rows = mentions[mentions["actor_id"].isin(known.index)]
    return rows.assign(
        actor=rows["actor_id"].map(known["name"]),
        side=rows["actor_id"].map(known["side"]).fillna("no side known"),
        entity_type=rows["actor_id"].map(known["entity_type"]),
        article=rows["article_id"].map(labels),
        published=published,
        week=week.fillna("no date"),
        section=_sections(source, rows),
    ).reset_index(drop=True)


def _sections(source: Any, rows: pd.DataFrame) -> pd.Series[str]:
    """Return the heading over each mention; what stands in a heading itself is told apart."""
    sentences, sections = table_of(source, "sentences"), table_of(source, "sections")
    called = sections["heading"].fillna(sections["kind"].map({"lead": "(the lead)", "bullets": "(a list)"}))
    heading = sentences["section_id"].map(dict(zip(sections["section_id"], called, strict=True))).fillna("(no heading)")
    return rows["sentence_id"].map(dict(zip(sentences["sentence_id"], heading, strict=True))).fillna("(in a heading)")


def ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """Return who is mentioned, the most frequent first: actor_id (index), actor, side, entity_type, n, named, share.

    ``share`` is the actor's part of an article's mentions, averaged over all articles of ``rows``: each weighs the
    same, however much its outlet writes.
    """
    ids, actors = pd.factorize(rows["actor_id"])
    texts, articles = pd.factorize(rows["article_id"])
    weight = 1.0 / np.bincount(texts, minlength=len(articles))[texts] / max(len(articles), 1)
    first = rows.drop_duplicates("actor_id").set_index("actor_id")[["actor", "side", "entity_type"]]
    found = first.assign(
        n=np.bincount(ids, minlength=len(actors)),
        named=np.bincount(ids, weights=(rows["form"] == "name").to_numpy(dtype=float), minlength=len(actors)).astype(
            int
        ),
        share=np.bincount(ids, weights=weight, minlength=len(actors)),
    )
    return found.sort_values(["n", "actor"], ascending=[False, True], kind="stable")


def lay_out_mentions(rows: pd.DataFrame, by: str, width: int, most: int = MOST_ROWS) -> Drawn:
    """Place who is mentioned; see :func:`mentions`.

    Raises:
        WorkbookError: ``by`` is not one of ``BY``.
    """
    if by not in BY:
        raise WorkbookError(f"mentions are not counted by {by!r}", wanted=f"one of {', '.join(BY)}")
    order = ranked(rows)
    shown = order.head(most)
    said = [
        counted(len(rows), "mention"),
        f"the {len(shown)} most mentioned of {counted(len(order), 'actor')}"
        if len(shown) < len(order)
        else counted(len(order), "actor"),
    ]
    made = _bars(rows, shown, width) if by == "actor" else _cells(rows, shown, by, width)
    return Drawn(
        f"Who is mentioned, {BY[by]}",
        [*said, *made.said],
        made.height,
        made.marks,
        "mentions",
        rows,
        made.behind,
        made.counts,
    )


def _bars(rows: pd.DataFrame, shown: pd.DataFrame, width: int) -> Drawn:
    """A row for each actor: counts told apart by form, and beside them the share."""
    table = pd.crosstab(rows["actor_id"], rows["form"]).reindex(index=shown.index, columns=list(FORMS), fill_value=0)
    room = min(190, width * 0.3)
    left, right = room + 8, width * 0.72
    unit = (right - left - 95) / max(shown["n"].max() if len(shown) else 1, 1)
    share = (width - right - 52) / max(shown["share"].max() if len(shown) else 1, 1e-9)
    marks: dict[str, list[dict[str, Any]]] = {
        "areas": [],
        "labels": [
            words_at(left, 10, "mentions", quiet=True),
            words_at(right, 10, "average share in an article", quiet=True),
        ],
    }
    counts: dict[str, int] = {}
    for at, actor in enumerate(shown.itertuples(), 1):
        y, x, who = at * ROW + 10, left, f"{actor.actor}"
        parts = [(form, int(table.at[actor.Index, form])) for form in FORMS if table.at[actor.Index, form]]
        counts[actor.Index] = int(actor.n)
        for form, n in parts:
            mark = f"{actor.Index}|{form}"
            counts[mark] = n
            marks["areas"].append(
                area(mark, x, x + n * unit, y - 7, y + 7, alpha=ALPHAS[form], tip=f"{who}: {n:,} {FORMS[form]}")
            )
            x += n * unit
        told = f"{actor.n:,}" + f", {f'{actor.named:,}' if actor.named else 'none'} by name" * (actor.named < actor.n)
        full = f"{who}: {', '.join(f'{n:,} {FORMS[form]}' for form, n in parts)}"
        marks["labels"] += [
            words_at(
                room,
                y,
                clip(who, room),
                mark=actor.Index,
                align="right",
                tip=f"{who}: {counted(int(actor.n), 'mention')}",
            ),
            words_at(x + 5, y, clip(told, right - x - 10), mark=actor.Index, quiet=True, tip=full),
            words_at(right + actor.share * share + 5, y, f"{actor.share:.1%}", mark=actor.Index, quiet=True),
        ]
        marks["areas"].append(
            area(
                actor.Index,
                right,
                right + actor.share * share,
                y - 4,
                y + 4,
                g=4,
                alpha=0.75,
                tip=f"{who}: {actor.share:.1%} of an article's mentions on average, each article weighing the same",
            )
        )

    def behind(mark: str) -> pd.DataFrame:
        who, _, form = mark.partition("|")
        found = rows["actor_id"] == who
        return rows[found & (rows["form"] == form)] if form else rows[found]

    said = ["right: each article weighs the same", "solid: by name; paler: metonyms, demonyms and the like"]
    return Drawn("", said, (len(shown) + 1) * ROW + 4, marks, "mentions", rows, behind, counts)


def _cells(rows: pd.DataFrame, shown: pd.DataFrame, by: str, width: int) -> Drawn:
    """A row for each actor, a column for each article, section or week; number: mentions, tint: share of the column."""
    column, order, unit = _columns(rows, by, max(3, min(MOST_COLUMNS, int((width - 150) / 38))))
    room = min(170, width * 0.3)
    high = 20 if by == "week" else 88
    step = (width - room - 8 - (0 if by == "week" else 60)) / max(len(order), 1)
    step = min(step, 90)
    table = pd.crosstab(rows["actor_id"], column)
    sums = table.sum()
    marks: dict[str, list[dict[str, Any]]] = {"areas": [], "labels": []}
    counts: dict[str, int] = {}
    for c, name in enumerate(order):
        x = room + 8 + (c + 0.5) * step
        short = clip(name, step - 4 if by == "week" else 118)
        tip = f"{name}: {sums[name]:,} mentions"
        marks["labels"].append(
            words_at(
                x,
                high - 10,
                short,
                align="center" if by == "week" else "left",
                angle=0 if by == "week" else -40,
                quiet=True,
                mark=f"|{name}",
                tip=tip,
            )
        )
        counts[f"|{name}"] = int(sums[name])
    most = max((table.loc[shown.index, order] / sums[order]).to_numpy().max(initial=0), 1e-9)
    for r, actor in enumerate(shown.itertuples()):
        y = high + (r + 0.5) * ROW
        counts[actor.Index] = int(actor.n)
        marks["labels"].append(
            words_at(
                room,
                y,
                clip(f"{actor.actor} {actor.n:,}", room),
                align="right",
                mark=actor.Index,
                tip=f"{actor.actor}: {counted(int(actor.n), 'mention')}",
            )
        )
        for c, name in enumerate(order):
            n = int(table.at[actor.Index, name])
            if not n:
                continue
            x, mark, part = room + 8 + c * step, f"{actor.Index}|{name}", n / sums[name]
            tip = f"{actor.actor}, {name}: {n:,} of {sums[name]:,} mentions there ({part:.1%})"
            counts[mark] = n
            marks["areas"].append(
                area(mark, x + 1, x + step - 1, y - 10, y + 10, alpha=0.06 + 0.44 * part / most, tip=tip)
            )
            marks["labels"].append(words_at(x + step / 2, y, f"{n:,}", align="center", mark=mark, tip=tip))

    def behind(mark: str) -> pd.DataFrame:
        who, _, name = mark.partition("|")
        keep = np.ones(len(rows), dtype=bool)
        if who:
            keep &= (rows["actor_id"] == who).to_numpy()
        if name:
            keep &= (column == name).to_numpy()
        return rows[keep]

    said = [f"number: mentions; tint: share of all mentions in that {unit}, so that long ones do not win by length"]
    return Drawn("", said, high + len(shown) * ROW + 6, marks, "mentions", rows, behind, counts)


def _columns(rows: pd.DataFrame, by: str, most: int) -> tuple[pd.Series[str], list[str], str]:
    """Return the column of each mention, the columns in order, and what one is called; the rest are together."""
    if by != "week":
        sizes = (
            rows[by]
            .value_counts()
            .rename_axis("name")
            .reset_index(name="n")
            .sort_values(["n", "name"], ascending=[False, True])
        )
        kept = sizes["name"].head(most if len(sizes) <= most else most - 1).tolist()
        others = f"{len(sizes) - len(kept):,} others"
        return rows[by].where(rows[by].isin(kept), others), [*kept, *([others] if len(sizes) > len(kept) else [])], by
    dated = rows["week"]
    for length, unit in ((10, "week"), (7, "month"), (4, "year")):
        dates = dated.where(
            dated == "no date", (rows["week"] if unit == "week" else rows["published"]).str.slice(0, length)
        )
        if dates.nunique() <= most or unit == "year":
            break
    return dates, sorted(dates.dropna().unique()), unit


def mentions(
    source: Any,
    *,
    by: str = "actor",
    rows: pd.DataFrame | None = None,
    theme: str = "light",
    width: int = 860,
    most: int = MOST_ROWS,
    filters: Mapping[str, Any] | None = None,
) -> alt.LayerChart:
    """Draw who is mentioned: counts beside shares, because one outlet writes more than another.

    Args:
        source: A corpus, or a mapping with mentions, actors, articles, sentences and sections (tables by name).
        by: ``actor`` for bars with names, metonyms and demonyms told apart; ``article``, ``section`` or ``week`` for a
            table of counts, tinted by their share of the column.
        rows: Count only these mentions.
        theme: ``light``, ``dark`` or ``print``.
        width: Pixels.
        most: Show so many actors, the most mentioned first.
        filters: What ``rows`` was chosen by, kept in the chart for its caption.

    Raises:
        WorkbookError: A choice is not known.
    """
    told = prepare(source)
    chosen = told if rows is None else told[told["mention_id"].isin(rows["mention_id"])]
    drawn = lay_out_mentions(chosen, by, width, most)
    return chart_of(drawn, source, theme=theme, width=width, total=len(told), filters=filters)
