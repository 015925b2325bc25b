"""The same quotation in several articles: found once, counted once, and shown where the words differ.

Candidates share their speaker and three words in a row, or all words, with the first telling;
see docs/decisions/0058-same-quotation.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator
from typing import NamedTuple

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
    words: tuple[str, ...]
    speaker: str
    denials: int
    numbers: tuple[str, ...]

    def blocks(self) -> Iterator[Hashable]:
        """Yield what another telling must share one of."""
        yield self.words
        if self.speaker:
            yield from (
                (self.speaker, *three) for three in zip(self.words, self.words[1:], self.words[2:], strict=False)
            )
            if len(self.words) < SHORT:
                yield self.speaker, self.weighty()

    def weighty(self) -> frozenset[str]:
        return frozenset(word for word in self.words if len(word) > LIGHT)

    def same(self, other: _Said) -> bool:
        few, many = sorted((len(self.words), len(other.words)))
        if few < WHOLE * many or self[2:] != other[2:] or not self._may_be(other):
            return False
        if self.words == other.words:
            return True
        if few < SHORT and self.weighty() != other.weighty():
            return False
        return bool(Indel.normalized_similarity(self.words, other.words) >= ALIKE)

    def _may_be(self, other: _Said) -> bool:
        """Whether one person can have said both; where nobody is named, only a long and exact repetition."""
        if self.speaker and other.speaker:
            return self.speaker == other.speaker
        return self.words == other.words and len(self.words) >= SHORT


def same_quotations(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Tell which rows are the same quotation of the same speaker.

    Args:
        quotes: The table ``quotes``.
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
    day = quotes["article_id"].map(about["published"].astype(object)).fillna("9999")
    order = pd.DataFrame(
        {"day": day, "path": quotes["article_id"].map(about["path"].astype(object)), "start": quotes["start"]}
    )
    said = [
        _said(*row)
        for row in zip(quotes["content"], quotes["actor_id"], quotes["source"], quotes["quote_type"], strict=True)
    ]
    first = _first_tellings(
        said, order.reset_index(drop=True).sort_values(["day", "path", "start"], kind="stable").index
    )
    ids = quotes["quote_id"].to_list()
    made = pd.DataFrame(
        {
            "quote_id": ids,
            "group_id": [ids[at] for at in first],
            "is_first": [at == own for own, at in enumerate(first)],
            "differs": [said[at].words != one.words for one, at in zip(said, first, strict=True)],
        }
    ).astype({"quote_id": "str", "group_id": "str", "is_first": bool, "differs": bool})
    places = pd.DataFrame(
        {"article": quotes["article_id"].to_numpy(), "source": quotes["article_id"].map(source).to_numpy()}
    )
    counts = places.groupby(made["group_id"]).nunique()
    numbers = {f"n_{name}s": made["group_id"].map(counts[name]).astype("int64") for name in ("article", "source")}
    return made.assign(**numbers)


def _said(content: str, actor_id: object, source: object, kind: str) -> _Said:
    words = tuple(_WORD.findall(content.casefold().replace("’", "'")))[:MOST_WORDS] if kind != "scare" else ()
    denials = sum(word in _NOT or word.endswith("n't") for word in words)
    speaker = actor_id if isinstance(actor_id, str) else printed_speaker(source)
    return _Said(words, speaker, denials, tuple(word for word in words if word[0].isdigit()))


def printed_speaker(source: object) -> str:
    """Return the words that name a speaker, without an article; nothing for a pronoun: it names nobody."""
    lexicon = read_yaml("speakers")
    words = " ".join(source.casefold().split()) if isinstance(source, str) else ""
    words = re.sub(r"^(?:the|an?) ", "", words)
    return "" if words in {*lexicon["persons"], *lexicon["groups"], *lexicon["things"]} else words


def _first_tellings(said: list[_Said], order: pd.Index[int]) -> list[int]:
    """Return, for each quotation, the place of the first telling that it repeats, or its own."""
    blocks = [list(dict.fromkeys(one.blocks())) if len(one.words) >= LEAST else [] for one in said]
    number = Counter(block for some in blocks for block in some)
    known: dict[Hashable, list[int]] = {}
    first = list(range(len(said)))
    for own in order:
        rare = sorted((block for block in blocks[own] if number[block] > 1), key=number.__getitem__)[:MOST_BLOCKS]
        near = Counter(at for block in rare for at in known.get(block, ()))
        found = next((at for at, _ in near.most_common(MOST_TRIED) if said[own].same(said[at])), None)
        if found is not None:
            first[own] = found
            continue
        for block in rare:
            tellings = known.setdefault(block, [])
            if len(tellings) < MOST_KNOWN:
                tellings.append(own)
    return first
