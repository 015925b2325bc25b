"""Quotations with all that charts and explorers show of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from workbook.analysis.wording import printed_speaker, same_quotations
from workbook.charts import events
from workbook.charts.provenance import table_of
from workbook.charts.words import day_number, when

TYPES = {
    "direct": "all in quotation marks",
    "mixed": "partly in quotation marks",
    "indirect": "reported, no marks",
    "scare": "a term in quotation marks",
}
FILL = {"direct": "full", "mixed": "pale", "indirect": "hollow", "scare": "full"}
NOBODY, NO_VERB, OTHER = "nobody is named", "no verb", "another verb"
PRINTED = "publ. "  # before a day that is the article's, not the statement's


def prepare(source: Any) -> pd.DataFrame:
    """Return the quotations with all that is shown of them, in the order of their days.

    Args:
        source: A corpus, or a mapping with the tables ``quotes``, ``articles`` and ``actors``.

    Returns:
        The table ``quotes`` with first, last (days since 1970), basis (``said``: the text gives the day,
        ``published``: the article's day, ``none``), when, speaker (a key), who (its words), known (an actor),
        verb, how, article, words, varies (told elsewhere in
        other words), and what :func:`~workbook.analysis.wording.same_quotations` tells.
    """
    quotes, articles, actors = (table_of(source, name) for name in ("quotes", "articles", "actors"))
    told = quotes.merge(same_quotations(quotes, articles), on="quote_id", how="left", validate="1:1")
    first, last = day_number(told["earliest"]), day_number(told["latest"])
    given = first.notna() | last.notna()
    printed = day_number(told["article_id"].map(articles.set_index("article_id")["published"]))
    first, last = first.fillna(last).fillna(printed), last.fillna(first).fillna(printed)
    basis = np.select([given, printed.notna()], ["said", "published"], "none")
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    who = [_who(*one, names) for one in zip(told["actor_id"], told["source"], strict=True)]
    told = told.assign(
        first=first,
        last=last,
        basis=basis,
        speaker=[key for key, _ in who],
        who=[words for _, words in who],
        when=[_when(*one) for one in zip(first, last, basis, strict=True)],
        verb=told["cue_class"].astype(object).where(told["cue_class"].notna(), NO_VERB).replace("other", OTHER),
        how=told["quote_type"].map(TYPES),
        article=told["article_id"].map(labels_of(source)),
        known=[key in names for key, _ in who],
        words=[_shown(*one) for one in zip(told["content"], told["quote_type"], strict=True)],
    )
    told = told.astype(dict.fromkeys(("speaker", "who", "when", "verb", "how", "article", "words"), "str"))
    told["varies"] = told.groupby("group_id")["differs"].transform("any")
    return told.sort_values(["first", "last", "article", "start"], kind="stable", ignore_index=True)


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


def groups_of(values: pd.Series[Any]) -> list[str]:
    """Return what the colours mean, with letters: the four most frequent values, the others as one."""
    counts = values.value_counts()
    names = list(counts.index) if len(counts) <= 5 else [*counts.index[:4], "others"]
    return [f"({letter}) {name}" for letter, name in zip(events.LETTERS, names, strict=False)]


def grouped(values: pd.Series[Any], groups: Sequence[str]) -> pd.Series[Any]:
    """Return the group of each value."""
    return values.map({group[4:]: group for group in groups}).fillna(groups[-1] if groups else "")


def labels_of(source: Any) -> dict[str, str]:
    """Return the short name of each article."""
    articles = table_of(source, "articles")
    label = getattr(source, "label", None)
    return {one: label(one) for one in articles["article_id"]} if label else events._labels(articles)
