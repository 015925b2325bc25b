"""Events as tellings: what two events share that speaks for one happening, or against it."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbook.lexicons import function_words
from workbook.meaning import Vectors

# Log-odds of a logistic regression over the pairs of tellings of six annotated dossiers (docs/methods/happenings.md).
WEIGHTS = {
    "words": 0.5, "sentence": 6.1, "meaning": 5.5, "same_day": 1.5, "day_apart": -0.7, "others": -3.0, "vague": -1.3,
    "only_names": -0.8, "undated": -1.5, "same_article": -6.7, "plan": 2.0,
}  # fmt: skip  # "plan", "vague" and "only_names" by reason, with the dossiers in sight
BIAS = -3.6
CUT = -1.6  # log-odds from which on two groups of tellings are one happening, as a mean over their pairs
HOPE = 3.1  # what headlines may add: their vectors are dear, and of one event they seldom agree more
NEAR = 2  # days between two exact days that other signs may bridge
WEEK = 6  # days of an interval, less one
VAGUE = 31  # days of an interval from which on two tellings need a rare word in common
OPEN = 9999  # days of an interval that is open on a side
_STEM = 5  # letters: "attack", "attacked"; "shell", "shells"
_RARE = 12  # events; a stem that no more of them have joins tellings of any day, undated ones too
_ANY_DAY = -1
_COMMON = 60  # events; a stem that more of them have makes no pair
_SMALL = re.compile(r"(?<![^\W\d_])[a-z][^\W\d_]{2,}")
_WORD = re.compile(r"[^\W\d_]{3,}")


class Telling(NamedTuple):
    """What is compared of one event."""

    event_id: str
    article_id: str
    source: str  # its article, or the one that this repeats
    headline: str
    sentence: str
    earliest: int | None  # days, as ordinals
    latest: int | None
    actors: frozenset[str]
    persons: frozenset[str]  # of the actors
    bodies: frozenset[str]  # of the actors, without countries
    plans: frozenset[str]  # that the sentence speaks of
    is_plain: bool  # its own words give the day, and its headline can be read alone
    stems: frozenset[str]
    plain_stems: frozenset[str]  # of the words in small letters: no names
    sentence_stems: frozenset[str]

    @property
    def width(self) -> int:
        """Days of the interval; what is open on a side is as wide as can be."""
        if self.earliest is None or self.latest is None:
            return OPEN
        return self.latest - self.earliest

    def apart(self, other: Telling) -> int:
        """Return how many days lie between the two intervals; 0 where they overlap."""
        firsts = [day for day in (self.earliest, other.earliest) if day is not None]
        lasts = [day for day in (self.latest, other.latest) if day is not None]
        return max(0, max(firsts, default=0) - min(lasts, default=9_999_999))


def tellings_of(tables: Mapping[str, pd.DataFrame]) -> list[Telling]:
    """Return the events of a corpus that articles tell, in the order of the table."""
    articles = tables["articles"]
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    source = independent_sources(articles)
    sentences = dict(zip(tables["sentences"]["sentence_id"], tables["sentences"]["text"], strict=True))
    actors = tables["actors"]
    persons, bodies = (
        frozenset(actors.loc[actors["entity_type"] == kind, "actor_id"]) for kind in ("person", "organization")
    )
    named = tables["plan_mentions"].dropna(subset=["sentence_id"]).groupby("sentence_id")["plan_id"]
    plans = named.agg(frozenset).to_dict()
    told = tables["events"].dropna(subset=["article_id", "start"]).astype(object)
    words = {
        event.event_id: f"{event.headline} {text.get(event.article_id, '')[event.start : event.end]}"
        for event in told.itertuples()
    }
    return [
        Telling(
            event.event_id, event.article_id, source.get(event.article_id, event.article_id), event.headline,
            sentence := sentences.get(event.sentence_id, event.headline),
            _day(event.earliest), _day(event.latest), frozenset(event.actor_ids), persons.intersection(event.actor_ids),
            bodies.intersection(event.actor_ids),
            plans.get(event.sentence_id, frozenset()), isinstance(event.date_id, str) and not event.needs_context,
            stems_of(words[event.event_id]),
            stems_of(" ".join(_SMALL.findall(words[event.event_id].replace("-", "")))),
            stems_of(sentence),
        )
        for event in told.itertuples()
    ]  # fmt: skip


def independent_sources(articles: pd.DataFrame) -> dict[str, str]:
    """Return the source of each article: itself, or the article that it repeats."""
    repeated = zip(articles["article_id"], articles["duplicate_of"], strict=True)
    return {own: original if isinstance(original, str) else own for own, original in repeated}


def _day(value: object) -> int | None:
    return date.fromisoformat(value).toordinal() if isinstance(value, str) else None


def stems_of(text: str) -> frozenset[str]:
    """Return the content words of a text, cut so that their forms fall together; "counter-proposal" is one word."""
    return frozenset(
        word.lower()[:_STEM] for word in _WORD.findall(text.replace("-", "")) if word.lower() not in function_words()
    )


class Likeness:
    """Scores of pairs of tellings: the log-odds that both tell one happening."""

    def __init__(self, tellings: list[Telling], vectors: Vectors) -> None:
        self._tellings = tellings
        self._vectors = vectors
        count = Counter(stem for telling in tellings for stem in telling.stems | telling.sentence_stems)
        self._count = count
        self._sharpness = sharpness(tellings)
        self._rarity = {stem: (math.log((1 + len(tellings)) / (1 + n)) + 1) ** 2 for stem, n in count.items()}

    def pairs(self) -> dict[tuple[int, int], float]:
        """Return the score of each pair that may be one happening, by the places of its tellings.

        Only tellings that share a word or an actor, and whose days meet, are looked at; a headline is encoded only
        where its meaning can decide.
        """
        scores = {pair: self._in_words(*pair) for pair in sorted(self._candidates())}
        open_pairs = [pair for pair, score in scores.items() if score + HOPE > CUT]
        places = sorted({place for pair in open_pairs for place in pair})
        vectors = self._vectors.of([self._tellings[place].headline for place in places])
        row = {place: number for number, place in enumerate(places)}
        for one, other in open_pairs:
            scores[one, other] += WEIGHTS["meaning"] * _cosine(vectors[row[one]], vectors[row[other]])
        return scores

    def _candidates(self) -> set[tuple[int, int]]:
        blocks: dict[tuple[str, int], list[int]] = defaultdict(list)
        for place, telling in enumerate(self._tellings):
            for stem in telling.stems | telling.sentence_stems:
                if self._count[stem] <= _RARE:
                    blocks[stem, _ANY_DAY].append(place)
            for key in telling.stems | telling.actors:
                for period in _periods(telling):
                    blocks[key, period].append(place)
        found = {pair for places in blocks.values() if len(places) <= _COMMON for pair in combinations(places, 2)}
        return {(one, other) for one, other in found if self._can_be_one(self._tellings[one], self._tellings[other])}

    def _can_be_one(self, one: Telling, other: Telling) -> bool:
        if one.apart(other) > NEAR:
            return False
        return max(one.width, other.width) <= VAGUE or any(self._count[s] <= _RARE for s in one.stems & other.stems)

    def _in_words(self, one: int, other: int) -> float:
        """Return what words, days and actors say, without the headlines' meaning."""
        a, b = self._tellings[one], self._tellings[other]
        apart = a.apart(b)
        signs = {
            "words": self._shared(a.stems, b.stems),
            "sentence": self._shared(a.sentence_stems, b.sentence_stems),
            "same_day": a.width == b.width == 0 and not apart,
            "day_apart": apart > 0,
            "others": bool(a.persons and b.persons) and not a.persons & b.persons,
            "plan": max((self._sharpness[plan] for plan in a.plans & b.plans), default=0),
            "vague": max(a.width, b.width) > WEEK and a.width != b.width,
            "only_names": not a.plain_stems & b.plain_stems,
            "undated": a.earliest is None or b.earliest is None,
            "same_article": a.article_id == b.article_id,
        }
        return BIAS + sum(WEIGHTS[name] * float(sign) for name, sign in signs.items())

    def _shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return the cosine of two sets of stems, rare ones counting more."""
        shared = sum(self._rarity[stem] for stem in one & other)
        if not shared:
            return 0.0
        sizes = sum(self._rarity[stem] for stem in one) * sum(self._rarity[stem] for stem in other)
        return float(shared / math.sqrt(sizes))


def _periods(telling: Telling) -> range:
    """Return the fortnights that an interval touches; none for one that is long or open on a side."""
    if telling.width > VAGUE or telling.earliest is None or telling.latest is None:
        return range(0)
    return range((telling.earliest - NEAR) // 14, (telling.latest + NEAR) // 14 + 1)


def sharpness(tellings: Sequence[Telling]) -> dict[str, float]:
    """Return for each plan how well it tells a happening: by how many tellings of an article speak of it."""
    told = Counter(plan for telling in tellings for plan in telling.plans)
    articles = Counter(plan for plan, _ in {(plan, one.article_id) for one in tellings for plan in one.plans})
    return {plan: articles[plan] / told[plan] for plan in told}


def _cosine(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(one @ other)
