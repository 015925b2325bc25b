"""Search as it is typed: several words in any order, without regard to accents, case and hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

_APART = re.compile(r"[\W_]+")
# "peace plan" Geneva: a phrase in quotation marks, and a word
_WORD = re.compile(r"[\"“”]([^\"“”]+)[\"“”]|(\S+)")


def plain(text: str) -> str:
    """Return a text's words as they are compared: small letters, no accents, one space between words."""
    if not text.isascii():
        text = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return _APART.sub(" ", text.casefold()).strip()


def words_of(query: str) -> list[str]:
    """Return what is sought: words, and phrases that stand in quotation marks."""
    found = [plain(phrase or word) for phrase, word in _WORD.findall(query)]
    return [word for one in found for word in ([one] if one else [])]


def haystack(*columns: pd.Series[Any]) -> pd.Series[str]:
    """Return one searchable text for each row of these columns."""
    lines = zip(*(column.astype(object).where(column.notna(), "") for column in columns), strict=True)
    return pd.Series([plain(" ".join(map(str, line))) for line in lines], index=columns[0].index, dtype=object)


def holds_all(texts: pd.Series[str], query: str) -> np.ndarray[Any, Any]:
    """Return which texts of :func:`haystack` hold every word of the query, in any order."""
    holds = np.ones(len(texts), dtype=bool)
    for word in words_of(query):
        holds &= texts.str.contains(word, regex=False).to_numpy(dtype=bool)
    return holds


def passages_of(rows: pd.DataFrame, sentences: pd.DataFrame) -> pd.Series[str]:
    """Return the sentence in which each row stands; empty where it stands in none."""
    texts = dict(zip(sentences["sentence_id"], sentences["text"], strict=True))
    ids: Sequence[Any] = rows["sentence_id"].astype(object).tolist() if "sentence_id" in rows else [None] * len(rows)
    return pd.Series([texts.get(one, "") for one in ids], index=rows.index, dtype=object)


def names_of(actors: pd.DataFrame) -> dict[str, str]:
    """Return all names of each actor, to be searched."""
    columns = (actors[name] for name in ("actor_id", "name", "aliases"))
    return {
        key: " ".join([name, *([] if aliases is None else aliases)])
        for key, name, aliases in zip(*columns, strict=True)
    }
