"""Scores of quotations against annotated ones.

The overlap of two contents is Jaccard's: the characters that both have, over the characters that
one of them has. Matching is one to one, the best overlap first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from workbook.language.names.gazetteer import fold

Quote = Mapping[str, Any]
GROUPS = {"direct+mixed": {"direct", "mixed"}, "indirect": {"indirect"}, "all": {"direct", "mixed", "indirect"}}


def score_quotes(found: Iterable[Quote], gold: Iterable[Quote]) -> dict[str, float]:
    """Return precision, recall and F1 of contents by type, and the accuracy of what was matched.

    Args:
        found: Rows of ``quotes``, with ``actor`` and ``aliases`` where the actor's names are known.
        gold: Annotated rows of the same form; ``actor_id`` or ``actor`` where an actor is known.

    Returns:
        ``"direct+mixed P@0.3"`` … for the groups direct+mixed, indirect and all, at overlaps 0.3 and 0.8;
        ``speaker`` (the spans overlap by half of the shorter one), ``actor`` (one of its names has the words of
        the gold's, or the other way round), ``cue_class`` (all among the matches at 0.3), ``scare`` (share of
        gold labels not given a speaker); each with its count in ``n …``. A share of nothing is nan.
    """
    found, gold = list(found), list(gold)
    scores: dict[str, float] = {}
    for name, types in GROUPS.items():
        ours = [row for row in found if row["quote_type"] in types]
        theirs = [row for row in gold if row["quote_type"] in types]
        for least in (0.3, 0.8):
            right = len(match(ours, theirs, least))
            scores[f"{name} P@{least}"] = _share(right, len(ours))
            scores[f"{name} R@{least}"] = _share(right, len(theirs))
            scores[f"{name} F1@{least}"] = _share(2 * right, len(ours) + len(theirs))
        scores[f"n {name}"] = len(theirs)
    statements = GROUPS["all"]
    pairs = match(
        [row for row in found if row["quote_type"] in statements],
        [row for row in gold if row["quote_type"] in statements],
        0.3,
    )
    for key, judge in (("speaker", _speaker), ("actor", _actor), ("cue_class", _cue_class)):
        verdicts = [verdict for ours, theirs, _ in pairs if (verdict := judge(ours, theirs)) is not None]
        scores[key], scores[f"n {key}"] = _share(sum(verdicts), len(verdicts)), len(verdicts)
    labels = [row for row in gold if row["quote_type"] == "scare"]
    spoken = [row for row in found if row["quote_type"] != "scare" and row.get("source_start") is not None]
    told = {id(theirs) for _, theirs, _ in match(spoken, labels, 0.5)}
    scores["scare"], scores["n scare"] = _share(len(labels) - len(told), len(labels)), len(labels)
    return scores


def match(found: list[Quote], gold: list[Quote], least: float) -> list[tuple[Quote, Quote, float]]:
    """Return the pairs (found, gold, overlap) whose contents overlap enough, one to one, best first."""
    by_document: dict[Any, list[tuple[int, Quote]]] = defaultdict(list)
    for number, row in enumerate(gold):
        by_document[_document(row)].append((number, row))
    pairs = [
        (value, i, j)
        for i, ours in enumerate(found)
        for j, theirs in by_document[_document(ours)]
        if (value := overlap(ours, theirs)) >= least and value
    ]
    used_found: set[int] = set()
    used_gold: set[int] = set()
    matched = []
    for value, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            matched.append((found[i], gold[j], value))
    return matched


def overlap(one: Quote, other: Quote) -> float:
    """Return Jaccard's overlap of two spans."""
    shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
    whole = max(one["end"], other["end"]) - min(one["start"], other["start"])
    return max(0.0, shared / whole) if whole else 0.0


def _document(row: Quote) -> Any:
    return row.get("article_id", row.get("doc_id"))


def _speaker(found: Quote, gold: Quote) -> bool | None:
    if gold.get("source_start") is None:
        return None
    if found.get("source_start") is None:
        return False
    shared = min(found["source_end"], gold["source_end"]) - max(found["source_start"], gold["source_start"])
    shorter = min(found["source_end"] - found["source_start"], gold["source_end"] - gold["source_start"])
    return bool(2 * shared >= shorter)


def _actor(found: Quote, gold: Quote) -> bool | None:
    wanted = gold.get("actor_id") or gold.get("actor")
    if wanted is None:
        return None
    words = _plain_words(wanted)
    names = [_plain_words(name) for name in (found.get("actor"), *found.get("aliases", ())) if name]
    return found.get("actor_id") == wanted or any(words <= ours or ours <= words for ours in names)


def _plain_words(name: str) -> set[str]:
    """Return the words of a name without accents, and with one spelling of -ise and -our."""
    return {word.replace("isation", "ization") for word in fold(name).casefold().split()}


def _cue_class(found: Quote, gold: Quote) -> bool | None:
    return None if gold.get("cue_class") is None else found.get("cue_class") == gold["cue_class"]


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")
