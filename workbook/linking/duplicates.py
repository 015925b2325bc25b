"""The same story in several articles: exact and near duplicates, and the original that each repeats."""

from __future__ import annotations

import re
import zlib
from typing import Any

import numpy as np
import pandas as pd

from workbook.linking.bulletins import is_other_issue

Shingles = np.ndarray[tuple[int], np.dtype[np.uint32]]
WORDS = 4  # in a shingle: three are shared by chance, five are lost with every edited word
BANDS, ROWS = 64, 3  # proposes 98 % of the pairs that share 0.4 of their shingles, 82 % at 0.3, 6 % at 0.1
CONTAINED = 0.6  # of the shorter article's shingles stand in the longer one
ALIKE = 0.25  # of all shingles of both; a long round-up that takes in a short brief is another article
FEWEST = 30  # shingles: below that ("for subscribers only") only equal texts are duplicates


def find_duplicates(articles: pd.DataFrame) -> pd.Series[str]:
    """Return, for each article, the article that it repeats; empty where it repeats none.

    Texts equal in their words are exact duplicates. Near duplicates are proposed by MinHash with
    locality-sensitive hashing (datasketch) and accepted when :data:`CONTAINED` of the shorter one's
    four-word shingles stand in the longer one and :data:`ALIKE` of all are shared, unless the two are issues
    of one bulletin. The original is the first by day, then by path; articles without a day come after
    those with one. A duplicate points to an original, never to another duplicate; two originals that a
    later article joins stay apart, so that a round-up cannot make one source of two.

    Args:
        articles: The columns article_id, text, published (ISO day or empty) and path.

    Returns:
        ``duplicate_of``, text, with the index of ``articles``.
    """
    ordered = articles.sort_values(["published", "path", "article_id"], na_position="last", kind="stable")
    days = ordered["published"].fillna("").astype("str")
    ids = list(ordered["article_id"])
    original = _originals(list(ordered["text"]), list(days))
    found = [None if first == at else ids[first] for at, first in enumerate(original)]
    return pd.Series(found, ordered.index, dtype="str", name="duplicate_of").reindex(articles.index)


def _originals(texts: list[str], days: list[str]) -> list[int]:
    """Return, for each article in order, the place of its original: its own where it repeats none."""
    from datasketch import MinHashLSH

    index = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    permutations: Any = None
    first: dict[tuple[str, ...], int] = {}
    shingles: dict[int, Shingles] = {}
    original: list[int] = []
    for at, text in enumerate(texts):
        words = re.findall(r"\w+", text.casefold())
        equal = first.setdefault(tuple(words), at) if words else at
        original.append(at if equal == at else original[equal])
        if equal != at or len(own := _shingles(words)) < FEWEST:
            continue
        signature = _signature(own, permutations)
        permutations = signature.permutations  # the same for all, and slow to make
        shingles[at] = own
        repeated = (
            before
            for before in sorted(index.query(signature))
            if _repeats(own, shingles[before])
            and not is_other_issue(texts[before], text, on_other_day=days[before] != days[at])
        )
        original[at] = original[next(repeated, at)]
        index.insert(at, signature)
    return original


def _signature(shingles: Shingles, permutations: Any) -> Any:
    from datasketch import MinHash

    signature = MinHash(num_perm=BANDS * ROWS, hashfunc=int, scheme="affine32", permutations=permutations)
    signature.update_batch(shingles.tolist())
    return signature


def _shingles(words: list[str]) -> Shingles:
    """Return the sorted hashes of all runs of :data:`WORDS` words; the same on every machine and run."""
    codes = np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in words], dtype=np.uint64)
    count = max(len(codes) - WORDS + 1, 0)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(WORDS):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + codes[place : place + count]
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def _repeats(one: Shingles, other: Shingles) -> bool:
    shared = np.intersect1d(one, other, assume_unique=True).size
    return shared >= CONTAINED * min(one.size, other.size) and shared >= ALIKE * (one.size + other.size - shared)
