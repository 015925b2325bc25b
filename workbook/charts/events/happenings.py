"""Happenings with all that a timeline shows of them: when, who, who tells it, and whether the sources agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from workbook.charts.common.in_words import day_number, interval_in_words
from workbook.charts.common.provenance import labels_of, table_of

RECENT = 90  # days before the newest article in which the last articles were published
FEW = 12  # events that are too few to say where a view opens
SOURCES = {
    "single": "one source only",
    "agree": "several sources agree",
    "unclear": "several sources, other days",
    "differ": "sources differ",
}
BY_HAND = "added by the analyst"
LONGEST_LIST = 3  # outlets that are named behind "told by"


def support(events: pd.DataFrame) -> pd.Series[int]:
    """Return how well each event is supported, for showing the best first.

    The analyst's own come first, then what several independent sources tell, then exact days, then what is stated as
    happened, then events that name actors, then actions before plans and statements.
    """
    exact = events["earliest"].notna() & (events["earliest"] == events["latest"])
    named = pd.Series([len(ids) > 0 for ids in events["actor_ids"].to_list()], index=events.index, dtype=bool)
    several = events["n_sources"] > 1 if "n_sources" in events else exact & False
    happened, action = events["status"] == "happened", events["kind"] == "action"
    tests = (events["origin"] == "analyst", several, exact, happened, named, action)
    return sum((test.astype(int) * 2**weight for weight, test in enumerate(reversed(tests))), start=exact * 0)


def tellings(source: Any) -> pd.DataFrame:
    """Return the events, each as one article tells it, with who takes part, in words, and on which side they are.

    Args:
        source: A corpus, or a mapping with the tables ``events``, ``articles`` and ``actors``.

    Returns:
        The table ``events`` with the columns when, who, side and article (in words), and support.
    """
    events, articles, actors = (table_of(source, name) for name in ("events", "articles", "actors"))
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    sides = dict(zip(actors["actor_id"], actors["side"].astype(object), strict=True))
    events = events.reset_index(drop=True)
    dated = _dated(events)
    ids = events["actor_ids"].to_list()
    return dated.assign(
        who=pd.Series([", ".join(names[one] for one in some if one in names) for some in ids], dtype="str"),
        side=pd.Series([_side(sides.get(one) for one in some) for some in ids], dtype="str"),
        article=events["article_id"].map(labels_of(articles)).fillna(BY_HAND),
        support=support(events),
    )


def prepare(source: Any) -> pd.DataFrame:
    """Return the happenings with all that a timeline shows of them, in the order of their days.

    Args:
        source: A corpus, or a mapping with the tables ``happenings``, ``events``, ``articles`` and ``actors``.

    Returns:
        One row for each happening: the columns of the telling that its headline is taken from (``event_id``,
        ``article_id``, ``start``, ``end`` …), the happening's own headline, days and status, ``event_ids`` and
        ``article_ids`` of all who tell it, first and last (days since 1970, empty without a date), when, who, side,
        article (who tells it, in words), sources (one of ``SOURCES``), support, aside (listed, not drawn: it cannot be
        read alone) and opens (the first view is of their days).
    """
    events = tellings(source)
    each = _joined(table_of(source, "happenings"), events)
    shown = each.drop_duplicates("happening_id").set_index("happening_id", drop=False)
    several = each[each["happening_id"].duplicated(keep=False)]
    for column, joined in (("who", _names), ("side", _side), ("actor_ids", _together), ("aside", all)):
        shown[column] = _of_all(several, shown[column], column, joined)
    shown["aside"] = shown["aside"].astype(bool)
    for column in ("event_id", "article_id", "article"):  # each telling's own, as a list
        own = shown[column].map(lambda one: [one] if isinstance(one, str) else [])
        shown[f"{column}s"] = _of_all(several, own, column, _unique)
    told_by = zip(shown["articles"], shown["n_sources"], strict=True)
    shown["article"] = [told_by_words(names, n_sources) for names, n_sources in told_by]
    shown["sources"] = shown["agreement"].map(SOURCES).astype(object)
    shown["support"] = support(shown)
    shown = _dated(shown.reset_index(drop=True))
    shown["opens"] = _opens(shown, table_of(source, "articles"))
    order = ["first", "last", "support"]
    return shown.sort_values(order, ascending=[True, True, False], kind="stable", ignore_index=True)


def _of_all(several: pd.DataFrame, own: pd.Series[Any], column: str, joined: Callable[[Any], Any]) -> pd.Series[Any]:
    """Return what all tellings of each happening say in a column; where there is but one, its ``own``."""
    known = {key: joined(values.to_list()) for key, values in several.groupby("happening_id")[column]}
    each = zip(own.index, own.to_list(), strict=True)
    return pd.Series([known.get(key, value) for key, value in each], index=own.index, dtype=object)


def _joined(happenings: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return each happening with its tellings, that of its headline first, with the happening's own values."""
    own = ["headline", "earliest", "latest", "status"]
    about = ["happening_id", "event_ids", "n_articles", "n_sources", "agreement"]
    happenings = happenings[[*about, *own]].rename(columns={name: f"own_{name}" for name in own})
    each = happenings.explode("event_ids").rename(columns={"event_ids": "event_id"})
    each["event_id"] = each["event_id"].astype(object)
    each = each.merge(events.astype({"event_id": object}), on="event_id")
    each["fits"] = (each["own_headline"] == each["headline"]) & (each["own_status"] == each["status"])
    each["same_days"] = each["own_earliest"].eq(each["earliest"]) & each["own_latest"].eq(each["latest"])
    each["aside"] = each["needs_context"] & (each["origin"] != "analyst")
    each = each.sort_values(["fits", "same_days", "support"], ascending=False, kind="stable")
    units = (
        each[each["same_days"].fillna(False)].drop_duplicates("happening_id").set_index("happening_id")["granularity"]
    )
    each["granularity"] = each["happening_id"].map(units).astype(object)
    return each.assign(**{name: each[f"own_{name}"] for name in own}).drop(columns=[f"own_{name}" for name in own])


def told_by_words(names: Sequence[str], n_sources: int) -> str:
    """Return who tells something, in words: one source is said to be one."""
    if n_sources == 0:
        return BY_HAND
    listed = ", ".join(names[:LONGEST_LIST]) + (f" and {len(names) - LONGEST_LIST} more" if len(names) > 3 else "")
    if n_sources > 1:
        return f"{n_sources} independent sources: {listed}"
    return f"one source only: {listed}"


def _dated(rows: pd.DataFrame) -> pd.DataFrame:
    """Add first and last day as numbers, and when in words; of one known end ("by 30 Nov") no mark is drawn."""
    first, last = day_number(rows["earliest"]), day_number(rows["latest"])
    units = rows["granularity"].astype(object).where(rows["granularity"].notna(), "")
    words = [interval_in_words(*span) for span in zip(first, last, units, strict=True)]
    is_open = first.isna() | last.isna()
    return rows.assign(first=first.mask(is_open), last=last.mask(is_open), granularity=units, when=words)


def _opens(happenings: pd.DataFrame, articles: pd.DataFrame) -> pd.Series[bool]:
    """Tell what happened on an exact day by the last articles; by all, or nothing, where that is too little."""
    exact = (happenings["status"] == "happened") & (happenings["first"] == happenings["last"]) & ~happenings["aside"]
    published = happenings["article_id"].map(articles.set_index("article_id")["published"])
    days = day_number(published)
    recent = exact & (days >= days.max() - RECENT) & (happenings["first"] <= days.max())
    chosen = recent if recent.sum() >= FEW else exact
    return chosen if chosen.sum() >= FEW else chosen & False


NO_SIDE, SEVERAL_SIDES = "no side known", "several sides"


def _side(sides: Iterable[object]) -> str:
    known = sorted({side for side in sides if isinstance(side, str) and side != NO_SIDE})
    return known[0] if len(known) == 1 else SEVERAL_SIDES if known else NO_SIDE


def _names(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(name for some in names for name in some.split(", ") if name))


def _unique(values: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(one for one in values if isinstance(one, str)))


def _together(lists: Iterable[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(one for some in lists for one in some))
