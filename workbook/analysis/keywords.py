"""Key words in context: each place where a word, or an actor, stands in the articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

COLUMNS = ["keyword_id", "article_id", "sentence_id", "start", "end", "left", "keyword", "right"]
_LIKE = str.maketrans("’‘ʼ‐‑–\n\t\u00a0\u202f", "'''---    ")  # one character for one: places stay
_SENTENCE_FREE = 1 << 40  # more than any article's length


def keywords_in_context(corpus: Any, words: str | Sequence[str], width: int = 60) -> pd.DataFrame:
    """Return each place where the words stand, or where an actor is mentioned, with what stands around it.

    Args:
        corpus: A corpus.
        words: A word or phrase, several separated by commas or as a list, in any case, whole words only;
            or an ``actor_id``, for the actor's mentions.
        width: Characters to each side.

    Returns:
        keyword_id, article_id, sentence_id (empty in a heading), start, end, left, keyword, right; in the
        order of the articles. Line breaks are shown as spaces.
    """
    wanted = [words] if isinstance(words, str) else list(words)
    actors = set(wanted) & set(corpus.actors["actor_id"])
    phrases = [" ".join(part.split()) for one in wanted if one not in actors for part in one.split(",")]
    texts = corpus.articles["text"].to_list()
    places = {(n, *span) for n, text in enumerate(texts) for span in _found(text, sorted(filter(None, phrases)))}
    places |= _mentions(corpus, actors)
    rows = pd.DataFrame(_longest(places), columns=["number", "start", "end"], dtype="int64")
    return _in_context(rows, corpus, texts, width)


def _found(text: str, phrases: Sequence[str]) -> Iterator[tuple[int, int]]:
    if not phrases:
        return
    plain = text.translate(_LIKE)
    low = plain.lower()
    if len(low) != len(plain):  # a capital that becomes two letters would move what follows
        low = "".join(one if len(one.lower()) != 1 else one.lower() for one in plain)
    for phrase in phrases:
        sought = phrase.translate(_LIKE).lower()
        at = low.find(sought)
        while at >= 0:
            end = at + len(sought)
            if not _is_word(low[at - 1 : at]) and not _is_word(low[end : end + 1]):
                yield at, end
            at = low.find(sought, end)


def _longest(places: set[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the places in order; what lies within a longer one is no place of its own."""
    kept: list[tuple[int, int, int]] = []
    for number, start, end in sorted(places, key=lambda one: (one[0], one[1], -one[2])):
        if not kept or kept[-1][0] != number or start >= kept[-1][2]:
            kept.append((number, start, end))
    return kept


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _mentions(corpus: Any, actors: set[str]) -> set[tuple[int, int, int]]:
    number = {article: n for n, article in enumerate(corpus.articles["article_id"])}
    rows = corpus.mentions[corpus.mentions["actor_id"].isin(actors)] if actors else corpus.mentions.head(0)
    return {
        (number[article], int(start), int(end))
        for article, start, end in zip(rows["article_id"], rows["start"], rows["end"], strict=True)
    }


def _in_context(rows: pd.DataFrame, corpus: Any, texts: list[str], width: int) -> pd.DataFrame:
    ids = corpus.articles["article_id"].to_list()
    spans = list(rows.itertuples(index=False, name=None))
    made = pd.DataFrame({
        "keyword_id": [f"{ids[n]}:{start}-{end}" for n, start, end in spans],
        "article_id": [ids[n] for n, _, _ in spans],
        "sentence_id": _sentences(rows, corpus.sentences, ids),
        "start": rows["start"],
        "end": rows["end"],
        "left": [" ".join(texts[n][max(0, start - width) : start].split("\n")) for n, start, _ in spans],
        "keyword": [texts[n][start:end] for n, start, end in spans],
        "right": [" ".join(texts[n][end : end + width].split("\n")) for n, _, end in spans],
    })  # fmt: skip
    return made[COLUMNS].astype({name: "str" for name in COLUMNS if name not in ("start", "end")})


def _sentences(rows: pd.DataFrame, sentences: pd.DataFrame, ids: list[str]) -> list[Any]:
    """Return the sentence in which each place lies: the last that begins before it and ends after it."""
    number = {article: n for n, article in enumerate(ids)}
    if sentences.empty:
        return [None] * len(rows)
    begin = sentences["article_id"].map(number).astype("int64") * _SENTENCE_FREE + sentences["start"].astype("int64")
    order = np.argsort(begin.to_numpy(), kind="stable")
    begins, last = begin.to_numpy()[order], sentences["end"].to_numpy(dtype="int64")[order]
    key = rows["number"].to_numpy() * _SENTENCE_FREE + rows["start"].to_numpy()
    at = np.searchsorted(begins, key, side="right") - 1
    inside = (
        (at >= 0) & (begins[at] // _SENTENCE_FREE == rows["number"].to_numpy()) & (last[at] > rows["start"].to_numpy())
    )
    names = sentences["sentence_id"].to_numpy(dtype=object)[order]
    return [names[n] if ok else None for n, ok in zip(at, inside, strict=True)]
