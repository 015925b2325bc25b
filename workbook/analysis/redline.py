"""What changed between two texts, word by word: clauses are paired first, then words within a pair.

Words are compared with ``difflib``; see docs/decisions/0062-redline.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from html import escape

import numpy as np
from rapidfuzz import fuzz, process

_CLAUSE = re.compile(r"[^.;:\n]+(?:[.;:\n]+(?=\s|$)[^\S\n]*\n?[^\S\n]*|[.;:\n]|$)|[.;:\n]+\s*")
_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*\s*|[^\w\s]\s*|\s+")
_ALIKE = 45  # percent of its words, in any order, that a clause has in common with its pair
_PEPPER = 2  # fewer equal words between two changes are read with the changes

_MOST = 250_000  # pairs of clauses; longer texts are compared by words alone

Change = tuple[str, str]  # equal, delete or insert, and the words


def redline(left: str, right: str) -> list[Change]:
    """Return the changes from ``left`` to ``right``.

    Equal and deleted words together are exactly ``left``, equal and inserted words exactly ``right``,
    both with single spaces.
    For a point that is split or merged, give the joined texts.
    """
    ours, theirs = (_CLAUSE.findall(" ".join(text.split())) for text in (left, right))
    if len(ours) * len(theirs) > _MOST:
        ours, theirs = ["".join(ours)], ["".join(theirs)]
    changes: list[Change] = []
    done_left = done_right = 0
    for one, other in [*_paired(ours, theirs), (len(ours), len(theirs))]:
        changes += [("delete", clause) for clause in ours[done_left:one]]
        changes += [("insert", clause) for clause in theirs[done_right:other]]
        if one < len(ours) and other < len(theirs):
            changes += _without_pepper(_words(ours[one], theirs[other]))
        done_left, done_right = one + 1, other + 1
    return list(_joined(changes))


def redline_html(left: str, right: str) -> str:
    """Return the changes as HTML; deletions are struck out and insertions underlined, so that print shows them."""
    marks = {
        "equal": "{}",
        "delete": '<del style="text-decoration:line-through">{}</del>',
        "insert": '<ins style="text-decoration:underline">{}</ins>',
    }
    return "".join(marks[kind].format(escape(words)) for kind, words in spaced(redline(left, right)))


def spaced(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes with a blank between what is deleted and what stands in its place."""
    before = ""
    for kind, words in changes:
        if kind == "insert" and before and not before[-1].isspace():
            yield "equal", " "
        yield kind, words
        before = words if kind == "delete" else ""


def _paired(ours: list[str], theirs: list[str]) -> list[tuple[int, int]]:
    """Return the clauses that belong together, in order of both texts: the chain that has most in common."""
    if not ours or not theirs:
        return []
    alike = process.cdist(ours, theirs, scorer=fuzz.token_sort_ratio, dtype=np.float32)
    worth = np.where(alike >= _ALIKE, alike, 0)
    if len(ours) == len(theirs) == 1:
        worth[0, 0] = 100  # one clause each: compare the words whatever they are
    best = np.zeros((len(ours) + 1, len(theirs) + 1))
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            best[i, j] = max(best[i + 1, j], best[i, j + 1], best[i + 1, j + 1] + worth[i, j])
    pairs, i, j = [], 0, 0
    while i < len(ours) and j < len(theirs):
        if worth[i, j] and best[i, j] == best[i + 1, j + 1] + worth[i, j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i, j] == best[i + 1, j]:
            i += 1
        else:
            j += 1
    return pairs


def _words(left: str, right: str) -> Iterator[Change]:
    ours, theirs = _WORD.findall(left), _WORD.findall(right)
    plain = [word.rstrip() for word in ours]
    other_plain = [word.rstrip() for word in theirs]
    for kind, i, i_end, j, j_end in SequenceMatcher(None, plain, other_plain).get_opcodes():
        if kind == "equal":
            for one, other, word in zip(ours[i:i_end], theirs[j:j_end], plain[i:i_end], strict=True):
                yield "equal", one if one == other else word
                yield from [] if one == other else [("delete", one[len(word) :]), ("insert", other[len(word) :])]
            continue
        if i < i_end:
            yield "delete", "".join(ours[i:i_end])
        if j < j_end:
            yield "insert", "".join(theirs[j:j_end])


def _without_pepper(changes: Iterable[Change]) -> list[Change]:
    """Read short equal runs between changes as changed: 'a [b] c [d]' is harder to read than '[a b c d]'."""
    rows = [(kind, words) for kind, words in _joined(changes)]
    result: list[Change] = []
    for place, (kind, words) in enumerate(rows):
        inside = 0 < place < len(rows) - 1
        if kind == "equal" and inside and len(re.findall(r"\w+", words)) < _PEPPER and not re.search(r"\d", words):
            result += [("delete", words), ("insert", words)]
        else:
            result.append((kind, words))
    return result


def _joined(changes: Iterable[Change]) -> Iterator[Change]:
    """Put runs together: what is deleted before what is inserted, between two equal runs."""
    gone = new = same = ""
    for kind, words in [*changes, ("end", "")]:
        if kind in ("equal", "end") and (gone or new):
            yield from ((name, run) for name, run in (("equal", same), ("delete", gone), ("insert", new)) if run)
            gone = new = same = ""
        if kind == "equal":
            same += words
        elif kind == "delete":
            gone += words
        elif kind == "insert":
            new += words
    if same:
        yield "equal", same
