"""The tables of a corpus against their contract, and every passage against its article."""

from __future__ import annotations

import pandas as pd

from workbook import tables
from workbook.corpus import Corpus
from workbook.errors import TableError

_WORDS = {"sentences": "text", "dates": "text", "mentions": "text", "quotes": "content", "provisions": "text"}


def check_corpus(corpus: Corpus) -> list[str]:
    """Return what is wrong, a sentence each: columns, types, values, passages that are not in their article."""
    faults = []
    for name, table in corpus.tables.items():
        try:
            tables.check(name, table)
        except TableError as error:
            faults.append(str(error))
    texts = dict(zip(corpus.articles["article_id"], corpus.articles["text"], strict=True))
    for name, column in _WORDS.items():
        faults += _astray(name, corpus.tables[name], column, texts)
    return faults


def _astray(name: str, table: pd.DataFrame, column: str, texts: dict[str, str]) -> list[str]:
    rows = tables.rows(table[table["article_id"].notna()])
    wrong = [row for row in rows if texts.get(row["article_id"], "")[row["start"] : row["end"]] != row[column]]
    if not wrong:
        return []
    return [f"{name}: {len(wrong)} rows whose {column} is not what stands at start and end, the first at {wrong[0]['start']} in {wrong[0]['article_id']}"]
