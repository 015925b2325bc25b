"""How alike two points are, and what differs between them, from the features of their rows."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbook.language.plans.figures import same_figure
from workbook.lexicons import read_lexicon

Matrix = NDArray[np.float64]
Sparse: TypeAlias = Any  # a csr_array of SciPy, which states no types
Row = dict[str, Any]

WEIGHTS = {"terms": 0.35, "context": 0.15, "families": 0.30, "topics": 0.25, "actors": 0.05, "figures": 0.05}
TOLD = {"terms": 0.30, "context": 0.10, "families": 0.35, "topics": 0.40, "actors": 0.05, "figures": 0.05}
ORDER = 0.05
NEW = 0.11  # share of the split point that only this part tells
RELATED = 0.6  # worth of a word of the same family, beside that of the same word
NEW_FAMILIES = 2  # of words, that a part and the split point have beside the first part
COVERED = 0.51  # share of a part's words that the split point has
_STEM = 6  # letters kept of a lemma: 'territory' and 'territorial', 'monitor' and 'monitoring' are one
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][\w]{2,}")
_COORDINATED = re.compile(r"\b([^\W\d_]{3,}),? (?:and|or) (?=([^\W\d_]{3,}))")
_EXPLICIT = ("may", "shall", "negative")
MUCH = 2  # terms that only one side has
NEW_SHARE = 2 / 3  # of a report's terms that its plan's text does not have


class Points:
    """Terms, topics, actors and figures of all points as rows of matrices."""

    def __init__(self, provisions: pd.DataFrame) -> None:
        self.rows: list[Row] = [{str(name): row[name] for name in row} for row in provisions.to_dict("records")]
        terms = [[str(term)[:_STEM] for term in row["terms"]] for row in self.rows]
        above = [_LETTERS.findall("" if pd.isna(row["context"]) else row["context"].lower()) for row in self.rows]
        context = [own + [word[:_STEM] for word in words] for own, words in zip(terms, above, strict=True)]
        self.stems = [set(own) for own in terms]
        every = list(range(len(self.rows)))
        texts = [place for place in every if not self.rows[place]["as_reported"]] or every
        self.terms, rarity = _tf_idf(terms, texts)
        families = [[name for term in row["terms"] for name in word_families().get(term, ())] for row in self.rows]
        self.families = _tf_idf(families, texts)[0]
        self.families_of = [set(words.tolist()) for words in _columns(self.families)]
        self.present = [{word: rarity[word] ** 2 for word in words.tolist()} for words in _columns(self.terms)]
        self.context = _tf_idf(context, texts)[0]
        self.told = _matrix([{topic: 1 / rank for rank, topic in enumerate(row["topics"], 1)} for row in self.rows])
        self.topics = _unit(self.told)
        self.actors = _unit(_matrix([dict.fromkeys(row["actors"], 1.0) for row in self.rows]))
        self.place = _places(self.rows)
        self.figures = _unit(_matrix([dict.fromkeys(map(same_figure, row["figures"]), 1.0) for row in self.rows]))
        self._has = {name: np.diff(getattr(self, name).indptr) > 0 for name in WEIGHTS}

    def similarity(self, left_points: Sequence[int], right_points: Sequence[int], *, told: bool = False) -> Matrix:
        """Return how alike each left and right point are, 0 to 1; what is told is in other words."""
        left, right = list(left_points), list(right_points)
        total, weight = np.zeros((len(left), len(right))), np.zeros((len(left), len(right)))
        for name, worth in (TOLD if told else WEIGHTS).items():
            matrix, has = getattr(self, name), self._has[name]
            ours, theirs = matrix[left], matrix[right]
            known = np.ones(total.shape)
            if name in ("actors", "figures"):  # silence on both sides says nothing
                known = np.maximum.outer(has[left], has[right]).astype(float)
            elif told and name in ("topics", "families"):  # what the text has beside is no matter
                known = np.broadcast_to(has[right], total.shape).astype(float)
                ours, theirs = self.told[left] if name == "topics" else ours.sign(), theirs.power(2)
            elif name in ("topics", "families"):  # silence on one side says half
                known = np.add.outer(has[left] / 2, has[right] / 2)
            total += worth * known * (ours @ theirs.T).toarray()
            weight += worth * known
        apart = np.abs(np.subtract.outer(self.place[left], self.place[right]))
        return np.asarray(total / weight + (0 if told else ORDER) * (1 - apart))  # articles keep no order

    def is_part(self, more: int, first: int, whole: int) -> bool:
        """Say whether ``more`` is part of ``whole`` and tells something of it that ``first`` does not."""
        new = self.families_of[whole] & self.families_of[more] - self.families_of[first]
        return len(new) >= NEW_FAMILIES or (self.is_new(more, first, whole) and self.covers(whole, more) >= COVERED)

    def covers(self, whole: int, part: int) -> float:
        """Return how much of the words of ``part`` the other has, or has a word of the same family for."""
        ours, theirs = self.stems[part], self.stems[whole]
        near = [stem for stem in ours - theirs if related(stem, theirs)]
        return (len(ours & theirs) + RELATED * len(near)) / max(len(ours), 1)

    def is_new(self, more: int, first: int, whole: int) -> bool:
        """Say whether ``more`` shares with ``whole`` what ``first`` does not: only then is the whole split."""
        present = self.present[whole]
        shared = sum(
            present[word] for word in present if word in self.present[more] and word not in self.present[first]
        )
        return bool(shared >= NEW * sum(present.values()) > 0)


@cache
def word_families(letters: int | None = None) -> dict[str, list[str]]:
    """Return the families of each word, or of what it starts with: 'repair' and 'rebuild' are of one."""
    found: dict[str, list[str]] = {}
    table = read_lexicon("word-families")
    for family, words in zip(table["family"], table["words"], strict=True):
        for stem in {word[:letters] for word in words.split()}:
            found.setdefault(stem, []).append(family)
    return found


def related(stem: str, others: set[str]) -> bool:
    """Say whether a word is of the same family as one of the others."""
    names = word_families(_STEM)
    return any(not {*names.get(stem, ())}.isdisjoint(names.get(other, ())) for other in others)


def _places(rows: list[Row]) -> Matrix:
    """Return how far down its plan each point stands, from 0 to 1."""
    plans = pd.Series([f"{row['plan_id']} {row['article_id']}" for row in rows])
    counts = plans.groupby(plans).transform("size").to_numpy()
    return plans.groupby(plans).cumcount().to_numpy() / np.maximum(counts - 1, 1)


def _tf_idf(documents: list[list[str]], texts: Sequence[int]) -> tuple[Sparse, Matrix]:
    """Return the weighed words of each document, and how rare each word is in the plans' own texts."""
    counts = _matrix([{word: 1 + math.log(n) for word, n in Counter(words).items()} for words in documents])
    held = np.bincount(counts[texts].indices, minlength=counts.shape[1])
    rarity = np.log((1 + len(texts)) / (1 + held)) + 1
    counts.data *= rarity[counts.indices]
    return _unit(counts), rarity


def _matrix(rows: list[dict[str, float]]) -> Sparse:
    """Return a row of values for each point, sparse: a point has ten of the ten thousand words of all."""
    from scipy.sparse import csr_array

    names = {name: place for place, name in enumerate(sorted({name for row in rows for name in row}))}
    cells = [(names[name], value) for row in rows for name, value in sorted(row.items())]
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.array([column for column, _ in cells], dtype=np.int64)
    values = np.array([value for _, value in cells], dtype=np.float64)
    return csr_array((values, columns, ends), shape=(len(rows), max(len(names), 1)))


def _columns(matrix: Sparse) -> list[NDArray[np.int64]]:
    """Return the columns that each row has a value in."""
    return np.split(matrix.indices, matrix.indptr[1:-1])


def _unit(matrix: Sparse) -> Sparse:
    made = matrix.copy()
    lengths = np.sqrt(np.asarray(matrix.power(2).sum(axis=1))).ravel()
    made.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(matrix.indptr))
    return made


def changes(left: Row, right: Row) -> list[str]:
    """Return what differs between two rows of ``provisions``: figure, condition, modality, actor, scope; else wording.

    A report is in other words, and shorter than what it reports: only what it adds or gives otherwise is a change.
    """
    ours, theirs = set(left["actors"]), set(right["actors"])
    figures = [set(map(same_figure, row["figures"])) for row in (left, right)]
    if right["as_reported"]:
        kept = [one for one in left["conditions"] if not _unmatched([one], right["conditions"])]
        terms = _terms(right) - _terms(left)
        found = {
            "figure": not figures[1] <= figures[0],
            "condition": _unmatched(kept, right["conditions"]),
            "modality": right["modality"] in _EXPLICIT and _binding(left) != _binding(right),
            "actor": bool(ours) and not theirs <= ours,
            "scope": len(terms) > MUCH and len(terms) > NEW_SHARE * len(_terms(right)),
        }
    else:
        found = {
            "figure": figures[0] != figures[1],
            "condition": _unmatched(left["conditions"], right["conditions"]),
            "modality": _binding(left) != _binding(right)
            and "conditional" not in (left["modality"], right["modality"]),
            "actor": any(name not in left["text"] or name not in right["text"] for name in ours ^ theirs),
            "scope": _is_other_scope(left, right),
        }
    labels = [label for label, is_so in found.items() if is_so]
    reworded = not right["as_reported"] and _stems(left["text"]) != _stems(right["text"])
    return labels or (["wording"] if reworded else [])


def _binding(row: Row) -> str:
    return "shall" if row["modality"] == "statement" else str(row["modality"])


def _terms(row: Row) -> set[str]:
    return {str(term)[:_STEM] for term in row["terms"]}


def _unmatched(left: Sequence[str], right: Sequence[str]) -> bool:
    """Say whether one side has a condition of which the other has less than half the words."""
    ours, theirs = ([_stems(condition) for condition in side] for side in (left, right))
    return any(
        all(len(one & other) * 2 < len(one) for other in across)
        for side, across in ((ours, theirs), (theirs, ours))
        for one in side
    )


def _stems(text: str) -> set[str]:
    return {word[:_STEM].lower() for word in re.findall(r"\w{3,}", text)}


def _is_other_scope(left: Row, right: Row) -> bool:
    """Say whether one side covers clearly more, names something else, or is about something else."""
    names = [name for row in (left, right) for name in _CAPITAL.findall(row["text"])]
    skipped = _stems(" ".join([*left["conditions"], *right["conditions"], *names]))
    ours, theirs = (_terms(row) - skipped for row in (left, right))
    few, many = sorted((ours - theirs, theirs - ours), key=len)
    lacking = sorted(sum(not related(stem, side) for stem in some) for some, side in ((few, many), (many, few)))
    covers_more = (lacking[1] > MUCH and lacking[1] > 2 * lacking[0]) or (not few and len(many) > 1)
    is_other = len(ours & theirs) * 2 < min(len(ours), len(theirs)) and set(left["topics"]) != set(right["topics"])
    listed = _listed_beside(left, right) or _listed_beside(right, left)
    return covers_more or is_other or listed or _names_more(left, right) or _names_more(right, left)


def _listed_beside(row: Row, other: Row) -> bool:
    """Say whether 'this and that' of a point are one that the other has, and one that it has no word for."""
    terms = {str(term)[:3]: str(term)[:_STEM] for term in row["terms"]}
    starts = {word[:5] for word in _LETTERS.findall(other["text"].lower())}
    for pair in _COORDINATED.findall(row["text"].lower()):
        has = [word[:5] in starts for word in pair]
        lacks = terms.get(pair[has[0]][:3])
        if has[0] != has[1] and lacks and not related(lacks, _terms(other)):
            return True
    return False


def _names_more(row: Row, other: Row) -> bool:
    """Say whether a point has a name, but of actors, that the other has neither itself nor one of its family."""
    words = [word.lower() for one in (row, other) for name in one["actors"] for word in _LETTERS.findall(name)]
    words += [word.lower() for word in _CAPITAL.findall(other["text"])]
    starts, stems = {word[:4] for word in words}, {word[:_STEM] for word in words}
    names = (word.lower() for word in _CAPITAL.findall(row["text"]))
    return any(name[:4] not in starts and not related(name[:_STEM], stems) for name in names)
