"""Key words in context: each place where a word, or an actor, stands in the articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

COLUMNS = ["keyword_id", "article_id", "sentence_id", "start", "end", "left", "keyword", "right"]
_LIKE = str.maketrans("’‘ʼ‐‑–\n\t\u00a0\u202f", "'''---    ")  # one character for one: places stay
_WORD = re.compile(r"\w")


def keywords_in_context(corpus: Any, words: str | Sequence[str], width: int = 60) -> pd.DataFrame:
    """Return each place where the words stand, or where an actor is mentioned, with what stands around it.

    Args:
        corpus: A corpus.
        words: A word or phrase, several separated by commas or as a list, in any case, whole words only;
            or an ``actor_id``, for the actor's mentions.
        width: Characters to each side; a word that they would cut is left out.

    Returns:
        keyword_id, article_id, sentence_id (empty in a heading), start, end, left, keyword, right; in the
        order of the articles. Line breaks are shown as spaces.
    """
    wanted = [words] if isinstance(words, str) else list(words)
    actors = set(wanted) & set(corpus.actors["actor_id"])
    phrases = [" ".join(part.split()) for one in wanted if one not in actors for part in one.split(",")]
    sought = [phrase.translate(_LIKE).lower() for phrase in sorted(filter(None, phrases))]
    articles = corpus.articles[["article_id", "text"]]
    places = {(n, *span) for n, text in enumerate(articles["text"] if sought else ()) for span in _found(text, sought)}
    named = corpus.mentions[corpus.mentions["actor_id"].isin(actors)]
    number = pd.Index(articles["article_id"]).get_indexer(named["article_id"])
    places |= set(zip(number.tolist(), named["start"].tolist(), named["end"].tolist(), strict=True))
    rows = pd.DataFrame(_longest(places), columns=["number", "start", "end"], dtype="int64")
    return _in_context(rows, articles, corpus.sentences, width)


def _found(text: str, phrases: Sequence[str]) -> Iterator[tuple[int, int]]:
    plain = text.translate(_LIKE)
    low = plain.lower()
    if len(low) != len(plain):  # a capital that becomes two letters would move what follows
        low = "".join(one if len(one.lower()) != 1 else one.lower() for one in plain)
    for sought in phrases:
        at = low.find(sought)
        while at >= 0:
            end = at + len(sought)
            if not _WORD.match(low[at - 1 : at]) and not _WORD.match(low[end : end + 1]):
                yield at, end
            at = low.find(sought, end)


def _longest(places: set[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the places in order; what lies within a longer one is no place of its own."""
    kept: list[tuple[int, int, int]] = []
    for number, start, end in sorted(places, key=lambda one: (one[0], one[1], -one[2])):
        if not kept or kept[-1][0] != number or start >= kept[-1][2]:
            kept.append((number, start, end))
    return kept


def _whole(text: str, start: int, end: int) -> str:
    """Return the words of a span without those that its far end would cut."""
    while start and start < end and _WORD.match(text[start - 1]) and _WORD.match(text[start]):
        start += 1
    while end < len(text) and start < end and _WORD.match(text[end - 1]) and _WORD.match(text[end]):
        end -= 1
    return text[start:end]


def _in_context(rows: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame, width: int) -> pd.DataFrame:
    """Return the places with what stands around them and the sentence in which each lies."""
    texts = articles["text"].tolist()
    spans = [(texts[n], start, end) for n, start, end in rows.itertuples(index=False, name=None)]
    made = rows[["start", "end"]].assign(
        article_id=articles["article_id"].to_numpy(dtype=object)[rows["number"]],
        left=[_whole(text, max(0, start - width), start).replace("\n", " ") for text, start, _ in spans],
        keyword=[text[start:end] for text, start, end in spans],
        right=[_whole(text, end, end + width).replace("\n", " ") for text, _, end in spans],
    )
    made["article_id"] = made["article_id"].astype("str")
    made["keyword_id"] = made["article_id"] + ":" + made["start"].astype(str) + "-" + made["end"].astype(str)
    begun = sentences[["article_id", "start", "end", "sentence_id"]].astype({"start": "int64"})
    at = pd.merge_asof(
        made[["article_id", "start"]].sort_values("start", kind="stable").reset_index(),
        begun.rename(columns={"end": "until"}).sort_values("start", kind="stable"), on="start", by="article_id",
    ).set_index("index")  # fmt: skip
    made["sentence_id"] = at["sentence_id"].where((at["until"] > at["start"]).fillna(value=False))
    return made[COLUMNS].astype({name: "str" for name in COLUMNS if name not in ("start", "end")})
