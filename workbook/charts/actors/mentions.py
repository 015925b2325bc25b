"""Who is mentioned: how often by name and otherwise, in which article, section and week."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from workbook.charts.common.bars import LINE, CrossTable, Style, stacked_bars
from workbook.charts.common.in_words import counted, day_number, when
from workbook.charts.common.marks import ROW, Marks, PlacedChart
from workbook.charts.common.provenance import Filters, Rows, labels_of, table_of
from workbook.charts.common.text_width import clip
from workbook.charts.common.vega_lite import chart_of
from workbook.errors import WorkbookError

FORMS = {
    "name": Style("by name", alpha=0.95),
    "metonym": Style("a city for its government", alpha=0.6),
    "demonym": Style("as in “Russian”", alpha=0.35),
    "nominal": Style("as in “allies of …”", alpha=0.2),
}
BY = {"actor": "in all", "article": "by article", "section": "by section", "week": "by week"}
NO_DATE, NO_SIDE = "no date", "no side known"
MOST_ROWS, MOST_COLUMNS = 40, 14
NARROW = 480  # pixels; below, numbers are said without words


def prepare(source: Any) -> pd.DataFrame:
    """Return the mentions with all that is shown of them; repeated words are categories, which are counted fast.

    Args:
        source: A corpus, or a mapping with mentions, actors, articles, sentences and sections (tables by name).

    Returns:
        The table ``mentions`` with the columns actor, side (in words), entity_type of the actor, article (its label),
        published, week (its Monday), section, in the order of articles and places.
    """
    mentions, actors, articles = (table_of(source, name) for name in ("mentions", "actors", "articles"))
    day = pd.to_datetime(articles["published"], errors="coerce")
    week = (day - pd.to_timedelta(day.dt.day_of_week, unit="D")).dt.strftime("%Y-%m-%d")
    of_actor = {"actor": actors["name"], "side": actors["side"].fillna(NO_SIDE), "entity_type": actors["entity_type"]}
    labels = articles["article_id"].map(labels_of(articles))
    of_article = {"article": labels, "published": articles["published"], "week": week}
    who, where = (
        pd.Index(known).get_indexer(mentions[known.name]) for known in (actors["actor_id"], articles["article_id"])
    )
    rows, who, where = mentions[who >= 0], who[who >= 0], where[who >= 0]
    return rows.assign(
        actor_id=pd.Categorical.from_codes(who, actors["actor_id"]),
        article_id=pd.Categorical.from_codes(where, articles["article_id"]),
        form=pd.Categorical(rows["form"], [*FORMS]),
        section=_sections(source, rows),
        **{name: column.astype("category").array.take(who) for name, column in of_actor.items()},
        **{name: column.astype("category").array.take(where) for name, column in of_article.items()},
    ).reset_index(drop=True)


def _sections(source: Any, rows: pd.DataFrame) -> pd.Categorical:
    """Return the heading over each mention; what stands in a heading itself is told apart."""
    sentences, sections = table_of(source, "sentences"), table_of(source, "sections")
    called = sections["heading"].fillna(sections["kind"].map({"lead": "(the lead)", "bullets": "(a list)"}))
    heading = called.set_axis(sections["section_id"]).reindex(sentences["section_id"]).fillna("(no heading)")
    at = pd.Index(sentences["sentence_id"]).get_indexer(rows["sentence_id"])
    return pd.Categorical(np.append(heading.to_numpy(dtype=object), "(in a heading)")[at])


def codes_of(rows: pd.DataFrame, column: str) -> np.ndarray[Any, Any]:
    """Return the number of each row's category."""
    return rows[column].cat.codes.to_numpy(dtype="int64")


def ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """Return who is mentioned, the most often first.

    Has actor_id (index), actor, side, entity_type, n, named, share and articles (their number). ``share`` is the
    actor's part of an article's mentions, averaged over all articles of ``rows``: each weighs the same, however much
    its outlet writes.
    """
    who, where = codes_of(rows, "actor_id"), codes_of(rows, "article_id")
    n, texts = np.bincount(who), np.bincount(where)
    met, first = np.flatnonzero(n), np.zeros(len(n), dtype="int64")
    first[who[::-1]] = np.arange(len(rows))[::-1]
    weight = 1.0 / texts[where] / max(np.count_nonzero(texts), 1)
    pairs = np.unique(who * max(len(texts), 1) + where) // max(len(texts), 1)
    counts = {"n": n, "share": np.bincount(who, weight), "articles": np.bincount(pairs, minlength=len(n)),
              "named": np.bincount(who, codes_of(rows, "form") == 0).astype(int)}  # fmt: skip
    about = rows.iloc[first[met]][["actor_id", "actor", "side", "entity_type"]].astype("str").set_index("actor_id")
    found = about.assign(**{name: column[met] for name, column in counts.items()})
    return found.sort_values(["n", "actor"], ascending=[False, True], kind="stable")


def lay_out_mentions(
    rows: pd.DataFrame, by: str, width: int, most: int = MOST_ROWS, order: pd.DataFrame | None = None
) -> PlacedChart:
    """Place who is mentioned; see :func:`mentions`. ``order`` is what :func:`ranked` says of ``rows``, if known.

    Raises:
        WorkbookError: ``by`` is not one of ``BY``.
    """
    if by not in BY:
        raise WorkbookError(f"mentions are not counted by {by!r}", wanted=f"one of {', '.join(BY)}")
    order = ranked(rows) if order is None else order
    shown, all_ = order.head(most), counted(len(order), "actor")
    few = f"the {len(shown)} most mentioned of {all_}" if len(shown) < len(order) else all_
    marks, number = Marks(), shown.index.get_indexer(rows["actor_id"].cat.categories)
    placed = (_bars if by == "actor" else _cells)(marks, rows, shown, number[codes_of(rows, "actor_id")], by, width)
    made, height, said, how = placed
    said = [counted(len(rows), "mention"), few, *said]
    return PlacedChart(f"Who is mentioned, {how}", said, height, marks.rows, rows, made.behind)


def _bars(
    marks: Marks, rows: pd.DataFrame, shown: pd.DataFrame, down: Any, _: str, width: int
) -> tuple[CrossTable, int, list[str], str]:
    """A row for each actor: counts told apart by form, and beside them the share."""
    made = CrossTable(rows, shown.index.tolist(), [*FORMS], down, codes_of(rows, "form"))
    left, right, top = min(190, width * 0.3) + 8, width * 0.72, 20
    marks.words(left, 10, "mentions", ink="quiet")
    marks.words(right, 10, "average share" + " in an article" * (width >= NARROW), ink="quiet")
    told = [
        f"{n:,}" + f", {f'{named:,}' if named else 'none'} by name" * (named < n and width >= NARROW)
        for n, named in zip(shown["n"], shown["named"], strict=True)
    ]
    names = shown["actor"].tolist()
    stacked_bars(marks, made, names, [*FORMS.values()], told, left, right - (110 if width >= NARROW else 45), top)
    unit = (width - right - 52) / max(shown["share"].max() if len(shown) else 1, 1e-9)
    for at, (name, share, n) in enumerate(zip(names, shown["share"], shown["n"], strict=True)):
        y, end, mark = top + (at + 0.5) * LINE, right + share * unit, made.mark(at)
        tip = f"{name}: {share:.1%} of an article's mentions on average, each article weighing the same"
        marks.area(mark, (right, y - 4, end, y + 4), int(n), tip, g=4, alpha=0.75)
        marks.words(end + 5, y, f"{share:.1%}", mark, int(n), tip, ink="quiet")
    said = ["right: each article weighs the same", "solid: by name; paler: metonyms, demonyms and the like"]
    return made, top + len(shown) * LINE + 6, said, BY["actor"]


def _cells(
    marks: Marks, rows: pd.DataFrame, shown: pd.DataFrame, down: Any, by: str, width: int
) -> tuple[CrossTable, int, list[str], str]:
    """A row for each actor, a column for each article, section or week; number: mentions, tint: share of the column."""
    column, unit = _columns(rows, by, max(3, min(MOST_COLUMNS, int((width - 150) / 38))))
    order = column.categories.tolist()
    made = CrossTable(rows, shown.index.tolist(), order, down, column.codes.astype("int64"))
    room, turned = min(170, width * 0.3), by != "week"
    top, left = 88 if turned else 20, room + 8
    step = min((width - left - (60 if turned else 0)) / max(len(order), 1), 90)
    for c, (name, n) in enumerate(zip(order, made.per_column, strict=True)):
        called = name if turned else _date(name)
        marks.words(left + (c + 0.5) * step, top - 10, clip(called, 118 if turned else step - 4), made.mark(-1, c), n,
                    f"{name}: {n:,} mentions", align="left" if turned else "center", angle=-40 * turned,
                    ink="quiet")  # fmt: skip
    share = made.table / np.maximum(made.per_column, 1)
    tint = 0.06 + 0.44 * share / max(share.max(initial=0), 1e-9)
    for r, (name, total) in enumerate(zip(shown["actor"], made.per_line, strict=True)):
        y = top + (r + 0.5) * ROW
        tip = f"{name}: {counted(total, 'mention')}"
        marks.words(room, y, clip(f"{name} {total:,}", room), made.mark(r), total, tip, align="right")
        for c in made.table[r].nonzero()[0].tolist():
            n, x, mark = int(made.table[r, c]), left + c * step, made.mark(r, c)
            tip = f"{name}, {order[c]}: {n:,} of {made.per_column[c]:,} mentions there ({share[r, c]:.1%})"
            marks.area(mark, (x + 1, y - 10, x + step - 1, y + 10), n, tip, alpha=float(tint[r, c]))
            marks.words(x + step / 2, y, f"{n:,}", mark, n, tip, align="center")
    said = [f"number: mentions; tint: share of all mentions in that {unit}, so that long ones do not win by length"]
    return made, top + len(shown) * ROW + 6, said, f"by {unit}"


def _date(day: str) -> str:
    """Return the name of a column of days: of a week its Monday, without the year, which its tip has."""
    if day == NO_DATE or len(day) == 4:
        return day
    first = int(day_number(pd.Series([day])).iloc[0])
    return when(first, first, year=False) if len(day) == 10 else when(first, first).split(" ", 1)[1]


def _columns(rows: pd.DataFrame, by: str, most: int) -> tuple[pd.Categorical, str]:
    """Return the column of each mention, its categories in order, and what one is called; the rest are together."""
    if by != "week":
        sizes = rows[by].value_counts().reset_index()
        sizes = sizes[sizes["count"] > 0].sort_values(["count", by], ascending=[False, True])[by].tolist()
        kept = sizes[: most if len(sizes) <= most else most - 1]
        others = [f"{len(sizes) - len(kept):,} others"] * (len(sizes) > len(kept))
        known = {name: name for name in kept}
        names = [known.get(name, *others) for name in rows[by].cat.categories] if others else rows[by].cat.categories
        return pd.Categorical(np.array(names, dtype=object)[codes_of(rows, by)], [*kept, *others]), by
    for unit, column, length in (("week", "week", 10), ("month", "published", 7), ("year", "published", 4)):
        names = [*rows[column].cat.categories.str[:length], NO_DATE]  # no date is -1, the last
        dates = pd.Categorical(np.array(names, dtype=object)[codes_of(rows, column)])
        if len(dates.categories) <= most:
            return dates, unit
    return dates, "year"


def mentions(
    source: Any, *, by: str = "actor", rows: Rows = None, theme: str = "light", width: int = 820,
    most: int = MOST_ROWS, filters: Filters = None,
) -> alt.LayerChart:  # fmt: skip
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
    told, chosen = chosen_of(source, rows)
    drawn = lay_out_mentions(chosen, by, width, most)
    return chart_of(drawn, source, theme=theme, width=width, total=len(told), filters=filters)


def chosen_of(source: Any, rows: pd.DataFrame | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return all mentions, prepared, and those that are to be counted."""
    told = prepare(source)
    return told, told if rows is None else told[told["mention_id"].isin(rows["mention_id"])]
