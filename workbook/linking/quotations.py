"""The same quotation in several articles: found once, counted once, and shown where the words differ.

Candidates share their speaker and three words in a row, or all words, with the first telling;
see docs/decisions/0058-same-quotation.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from rapidfuzz.distance import Indel

from workbook.lexicons import read_yaml

LEAST = 4  # words; fewer are nobody's in particular: "we will see"
SHORT = 8  # words; below, every word of weight must be the same: "we support it" is not "we reject it"
LIGHT = 3  # letters of a word without weight, at most
ALIKE, WHOLE = 0.8, 0.75  # share of equal words in order; the shorter one's share of the longer one
MOST_WORDS = 400  # a longer quotation is compared by its beginning
MOST_BLOCKS, MOST_KNOWN, MOST_TRIED = 8, 20, 5  # rarest shared words looked at; first tellings kept for each; compared
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_NOT = frozenset({"not", "no", "never", "neither", "nor", "none", "nothing", "nobody", "cannot", "without"})


class _Said(NamedTuple):
    """What is compared of a quotation: its words, how many of them deny, and the numbers among them."""

    words: tuple[str, ...]
    denials: int
    numbers: tuple[str, ...]

    def blocks(self) -> Iterator[Hashable]:
        """Yield what another telling must share one of."""
        yield self.words
        yield from zip(self.words, self.words[1:], self.words[2:], strict=False)
        if len(self.words) < SHORT:
            yield self.weighty()

    def weighty(self) -> frozenset[str]:
        return frozenset(word for word in self.words if len(word) > LIGHT)

    def same(self, other: _Said) -> bool:
        few, many = sorted((len(self.words), len(other.words)))
        if few < WHOLE * many or self[1:] != other[1:]:
            return False
        if self.words == other.words:
            return True
        if few < SHORT and self.weighty() != other.weighty():
            return False
        return bool(Indel.normalized_similarity(self.words, other.words) >= ALIKE)


def whole_statements(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each statement: its first piece, with the content of all of them; and the terms in marks.

    "“A,” she said, “B.”" is two rows of ``quotes`` and one statement, "A, B.".
    """
    key = quotes["statement_id"].astype(object).fillna(quotes["quote_id"])
    later = key.duplicated()
    if not later.any():
        return quotes.reset_index(drop=True)
    pieces = key.duplicated(keep=False)
    joined = quotes.loc[pieces, "content"].groupby(key[pieces]).agg(" ".join)
    whole = quotes[~later].copy()
    whole["content"] = key[~later].map(joined).fillna(whole["content"]).astype(quotes["content"].dtype)
    return whole.reset_index(drop=True)


def same_quotations(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Tell which rows are the same quotation of the same speaker.

    Args:
        quotes: The table ``quotes``, or its statements as :func:`whole_statements` returns them.
        articles: The table ``articles``.

    Returns:
        A row for each quotation, in their order: quote_id; group_id, the quote_id of the first telling (by day
        of publication, then by path); is_first; differs, whether its words are others than the first's;
        n_articles that print the group; n_sources, those articles with near-duplicates counted once.
        Half a quotation, another speaker's same words, a denial of them and other numbers are not the same;
        terms in quotation marks stand alone.
    """
    about = articles.drop_duplicates("article_id").set_index("article_id")
    source = about["duplicate_of"].astype(object).where(about["duplicate_of"].notna(), about.index.to_series())
    at = about.index.get_indexer(quotes["article_id"])
    day, path, sources = (
        column.to_numpy(dtype=object)[at] for column in (about["published"].fillna("9999"), about["path"], source)
    )
    order = np.lexsort((quotes["start"].to_numpy(dtype="int64"), path.astype(str), day.astype(str)))
    content, kinds, who, names = (
        quotes[name].to_numpy(dtype=object).tolist() for name in ("content", "quote_type", "actor_id", "source")
    )
    said = [_said(words if kind != "scare" else "") for words, kind in zip(content, kinds, strict=True)]
    pairs = zip(who, names, strict=True)
    speakers = [actor if isinstance(actor, str) else printed_speaker(name) for actor, name in pairs]
    first = _first_tellings(said, speakers, order)
    ids = quotes["quote_id"].to_numpy(dtype=object)
    made = pd.DataFrame(
        {
            "quote_id": ids,
            "group_id": ids[first],
            "is_first": first == np.arange(len(ids)),
            "differs": np.array([said[at].words != one.words for one, at in zip(said, first, strict=True)], dtype=bool),
        }
    ).astype({"quote_id": "str", "group_id": "str"})
    for name, places in (("n_articles", at), ("n_sources", pd.factorize(sources)[0])):
        different = pd.DataFrame({"group": first, "place": places}).drop_duplicates()
        made[name] = np.bincount(different["group"], minlength=len(ids))[first]
    return made


@lru_cache(maxsize=1 << 16)  # a correction asks again for all but one
def _said(content: str) -> _Said:
    words = tuple(_WORD.findall(content.casefold().replace("’", "'")))[:MOST_WORDS]
    denials = sum(word in _NOT or word.endswith("n't") for word in words)
    return _Said(words, denials, tuple(word for word in words if word[0].isdigit()))


@lru_cache(maxsize=1 << 14)
def printed_speaker(source: object) -> str:
    """Return the words that name a speaker, without an article; nothing for a pronoun: it names nobody."""
    words = " ".join(source.casefold().split()) if isinstance(source, str) else ""
    words = re.sub(r"^(?:the|an?) ", "", words)
    return "" if words in _pronouns() else words


@cache
def _pronouns() -> frozenset[str]:
    lexicon = read_yaml("speakers")
    return frozenset(word for kind in ("persons", "groups", "things") for word in lexicon[kind])


def _first_tellings(said: list[_Said], speakers: list[str], order: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return, for each quotation, the place of the first telling that it repeats, or its own."""
    first = np.arange(len(said))
    told = [own for own in order.tolist() if len(said[own].words) >= LEAST]
    of_speaker: dict[str, list[int]] = {}
    for own in told:
        of_speaker.setdefault(speakers[own], []).append(own)
    nobody = of_speaker.pop("", [])
    for places in of_speaker.values():
        repeated = _repeated(tuple(said[own] for own in places))
        first[places] = np.array(places)[list(repeated)]
    # where nobody is named, a long and exact repetition counts: of the first who is named, if there is one
    known: dict[tuple[str, ...], int] = {}
    for own in (*(one for places in of_speaker.values() for one in places), *nobody):
        if len(said[own].words) >= SHORT:
            at = known.setdefault(said[own].words, int(first[own]))
            first[own] = first[own] if speakers[own] else at
    when = np.argsort(order)  # one whom nobody named may have been first of all
    earliest = pd.Series(when).groupby(first).transform("min").to_numpy()
    return order[earliest] if len(order) else first


@lru_cache(maxsize=1 << 12)
def _repeated(said: tuple[_Said, ...]) -> tuple[int, ...]:
    """Return, for each of one speaker's quotations in order, the place of the first telling that it repeats."""
    blocks = [list(dict.fromkeys(one.blocks())) for one in said]
    number = Counter(block for some in blocks for block in some)
    known: dict[Hashable, list[int]] = {}
    first = list(range(len(said)))
    for own, some in enumerate(blocks):
        rare = sorted((block for block in some if number[block] > 1), key=number.__getitem__)[:MOST_BLOCKS]
        near = Counter(at for block in rare for at in known.get(block, ()))
        found = next((at for at, _ in near.most_common(MOST_TRIED) if said[own].same(said[at])), None)
        if found is not None:
            first[own] = found
            continue
        for block in rare:
            tellings = known.setdefault(block, [])
            if len(tellings) < MOST_KNOWN:
                tellings.append(own)
    return tuple(first)
