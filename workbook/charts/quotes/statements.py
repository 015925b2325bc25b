"""Quotations with all that charts and explorers show of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from workbook.charts.common.in_words import day_number, when
from workbook.charts.common.provenance import labels_of, table_of
from workbook.linking.quotations import printed_speaker, same_quotations, whole_statements

TYPES = {
    "direct": "all in quotation marks",
    "mixed": "partly in quotation marks",
    "indirect": "reported, no marks",
    "scare": "a term in quotation marks",
}
NOBODY, NO_VERB, OTHER = "nobody is named", "no verb", "another verb"
PRINTED = "publ. "  # before a day that is the article's, not the statement's


def prepare(source: Any) -> pd.DataFrame:
    """Return the quotations with all that is shown of them, in the order of their days.

    Args:
        source: A corpus, or a mapping with the tables ``quotes``, ``articles`` and ``actors``.

    Returns:
        The statements of ``quotes``, pieces of one as one row,
        with first, last (days since 1970), basis (``said``: the text gives the day,
        ``published``: the article's day, ``none``), when, speaker (a key), who (its words), known (an actor),
        verb, how, article, words, spoken (with the speaker), mark (how it is drawn over time), varies (told
        elsewhere in other words), and what :func:`~workbook.linking.quotations.same_quotations` tells.
        Texts are plain objects, which are taken fast.
    """
    quotes, articles, actors = (table_of(source, name) for name in ("quotes", "articles", "actors"))
    quotes = whole_statements(quotes)
    texts = quotes.select_dtypes("str").columns
    told = quotes.astype(dict.fromkeys(texts, object)).join(same_quotations(quotes, articles).drop(columns="quote_id"))
    first, last, printed = (
        day_number(days)
        for days in (quotes["earliest"], quotes["latest"], _of_article(quotes, articles["published"], articles))
    )
    basis = np.select([first.notna() | last.notna(), printed.notna()], ["said", "published"], "none")
    first, last = first.fillna(last).fillna(printed), last.fillna(first).fillna(printed)
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    who = [_who(*one, names) for one in zip(told["actor_id"], told["source"], strict=True)]
    told = told.assign(
        first=first,
        last=last,
        basis=basis.astype(object),
        speaker=pd.Series([key for key, _ in who], dtype=object),
        who=pd.Series([words for _, words in who], dtype=object),
        when=pd.Series([_when(*one) for one in zip(first, last, basis, strict=True)], dtype=object),
        verb=told["cue_class"].where(told["cue_class"].notna(), NO_VERB).replace("other", OTHER),
        how=told["quote_type"].map(TYPES).astype(object),
        article=_of_article(quotes, pd.Series(labels_of(articles), dtype=object), articles),
        known=told["actor_id"].isin(names),
        words=pd.Series([_shown(*one) for one in zip(told["content"], told["quote_type"], strict=True)], dtype=object),
        varies=told.groupby("group_id")["differs"].transform("any"),
    )
    told = told.assign(
        spoken=told["who"] + ": " + told["words"],
        mark=told["quote_type"] + np.where(told["basis"] == "published", " by", "").astype(object),
    )
    told = told.sort_values(["article", "start"], kind="stable")
    by = ["first", "last", "is_first"]  # of one day the first telling goes before those that repeat it
    return told.sort_values(by, ascending=[True, True, False], kind="stable", ignore_index=True)


def _of_article(quotes: pd.DataFrame, values: pd.Series[Any], articles: pd.DataFrame) -> pd.Series[Any]:
    """Return what is known of the article of each row; ``values`` are in the order of ``articles``."""
    at = pd.Index(articles["article_id"]).get_indexer(quotes["article_id"])
    return pd.Series(values.to_numpy(dtype=object), dtype=object).reindex(at).set_axis(quotes.index)


def _who(actor_id: object, source: object, names: Mapping[str, str]) -> tuple[str, str]:
    if isinstance(actor_id, str) and actor_id in names:
        return actor_id, names[actor_id]
    printed = printed_speaker(source)
    return (f"as printed: {printed}", f"“{' '.join(str(source).split())}”") if printed else (NOBODY, NOBODY)


def _when(first: float, last: float, basis: str) -> str:
    if basis == "none":
        return "no date"
    return (PRINTED if basis == "published" else "") + when(int(first), int(last))


def _shown(content: str, kind: str) -> str:
    words = " ".join(content.split())
    return f"“{words.rstrip(',')}”" if kind in ("direct", "scare") else words


def once(told: pd.DataFrame) -> np.ndarray[Any, Any]:
    """Return which rows are left when the same quotation is counted once: its earliest telling among them."""
    return ~told["group_id"].duplicated().to_numpy()


QuoteRows = Any  # a table, identifiers, or nothing


def statements_to_show(source: Any, rows: QuoteRows, repeats: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return all statements, and those to be shown: of ``rows``, or all where it is nothing."""
    told = prepare(source)
    told = told[told["quote_type"] != "scare"]
    ids = rows["quote_id"] if isinstance(rows, pd.DataFrame) else rows
    chosen = told if rows is None else told[told["quote_id"].isin(ids)]
    return told, chosen if repeats else chosen[once(chosen)]
