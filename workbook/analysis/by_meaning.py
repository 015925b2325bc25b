"""Points of two texts that the sentence encoder pairs after their words have had their turn; such pairs are less sure.

The cuts were settled on twenty-one comparisons of plans; docs/methods/plans.md tells how, and what each step is worth.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbook.analysis.assignment import AROUND, Pairs, around, best
from workbook.analysis.nearness import Matrix, nearness, without_repeated
from workbook.meaning import Vectors

WORDS_IN_MEANING = 0.3  # share of the likeness in words that is added to nearness in meaning
CONFIRMED = 0.25  # a pair by words is borne out by meaning from here on
ALIKE_ANYWAY = 0.6  # a pair so alike in words needs no bearing out
SAME_LANGUAGE = 0.4  # share of the shorter plan's points in such pairs, from which on words decide alone
NEAR_IN_MEANING = 0.14  # a pair by meaning of plans in other words
NEAR_IN_SAME_LANGUAGE = 0.24  # of plans that share their words: what is left was mostly left out on purpose
MUCH_NEARER = 0.2  # so much nearer, its place counted too, a point that is left takes the counterpart of another
IN_ITS_PLACE = 0.02  # worth of standing among pairs, beside meaning
PART = 0.05  # a part by meaning is as near as this to the whole
NEARER_TOGETHER = 0.05  # and with the part beside it so much nearer the whole than that part alone


def paired_by_meaning(
    texts: tuple[Sequence[str], Sequence[str]], similarity: Matrix, found: Pairs, vectors: Vectors, *, has_order: bool
) -> tuple[Pairs, Pairs]:
    """Return the pairs by words that meaning bears out, and the pairs by meaning of what is left alone.

    Two texts that share their words need no bearing out; in others a pair may share its actors and nothing else.

    Args:
        texts: The points of both, as printed.
        similarity: How alike they are in words.
        found: The pairs by words.
        vectors: Gives the meaning of points, and keeps it.
        has_order: Whether one text answers the other, and so keeps its order.
    """
    score = nearness(*texts, vectors) + WORDS_IN_MEANING * similarity
    kept = {pair for pair in found if score[pair] >= CONFIRMED or similarity[pair] >= ALIKE_ANYWAY}
    least = NEAR_IN_MEANING
    if len(kept) >= SAME_LANGUAGE * min(score.shape):
        least = NEAR_IN_SAME_LANGUAGE
        kept = found - _outdone(score, similarity, found) if has_order else found
    alone = score + IN_ITS_PLACE * around(dict(kept), score.shape) if has_order else score.copy()
    alone[[i for i, _ in kept]] = -1
    alone[:, [j for _, j in kept]] = -1
    near = set(best(alone, least).items())
    if has_order:
        ours, theirs = map(without_repeated, texts)
        pairs = kept | near
        near |= _parts(score, pairs, ours, theirs, vectors)
        near |= {(i, j) for j, i in _parts(score.T, {(j, i) for i, j in pairs}, theirs, ours, vectors)}
    return kept, near


def _outdone(score: Matrix, similarity: Matrix, found: Pairs) -> Pairs:
    """Return the pairs by words one of whose points is much nearer to one that is left alone."""
    placed = score + AROUND * around(dict(found), score.shape)
    placed[score < NEAR_IN_SAME_LANGUAGE] = -1
    of_ours, of_theirs = placed.copy(), placed.copy()
    of_ours[:, [j for _, j in found]] = -1
    of_theirs[[i for i, _ in found]] = -1
    held = score + AROUND * around(dict(found), score.shape)
    return {
        (i, j)
        for i, j in found
        if similarity[i, j] < ALIKE_ANYWAY and max(of_ours[i].max(), of_theirs[:, j].max()) >= held[i, j] + MUCH_NEARER
    }


def _parts(score: Matrix, pairs: Pairs, ours: Sequence[str], theirs: Sequence[str], vectors: Vectors) -> Pairs:
    """Return what of ours is left alone and is part of a point of theirs, as the one just before or after it is.

    Nothing else of theirs is nearer to it, and both parts in one are nearer to the whole than the first alone.
    """
    held = {i for i, _ in pairs}
    tried = [
        (part, first, whole)
        for first, whole in sorted(pairs)
        for part in (first - 1, first + 1)
        if 0 <= part < len(ours) and part not in held and score[part, whole] >= PART and score[part].argmax() == whole
    ]
    joined = vectors.of([" ".join(ours[at] for at in sorted((part, first))) for part, first, _ in tried])
    alone = vectors.of([ours[first] for _, first, _ in tried])
    wholes = vectors.of([theirs[whole] for _, _, whole in tried])
    nearer = ((joined - alone) * wholes).sum(1)
    return {(part, whole) for (part, _, whole), gain in zip(tried, nearer, strict=True) if gain >= NEARER_TOGETHER}
