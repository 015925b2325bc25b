"""Events against annotated ones: are they found, on the right days, with the right status."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]
NOT_YET = ("planned", "proposed", "denied")


def score_events(found: list[list[Row]], gold: list[list[Row]]) -> dict[str, float]:
    """Score the events of several articles, given article by article in the same order.

    A found and a gold event are matched one to one, the greatest overlap first. Strictly they match
    where their spans share at least half of their joint length and both days are equal; relaxed,
    where one span holds half of the other and both days are equal.

    Returns:
        For each way (``strict_``, ``relaxed_``) and for spans alone (``span_``): precision, recall, f1;
        ``status``: share with the right status among the relaxed matches; ``drawn_as_happened``: gold
        events planned, proposed or denied that overlap one found as happened; ``found`` and ``gold``: rows.
    """
    scores: dict[str, float] = {"found": sum(map(len, found)), "gold": sum(map(len, gold))}
    ways = {"strict": (jaccard, True), "relaxed": (containment, True), "span": (containment, False)}
    for way, (measure, days) in ways.items():
        pairs = [pair for a, b in zip(found, gold, strict=True) for pair in match(a, b, measure, days=days)]
        scores |= {f"{way}_{name}": value for name, value in _prf(len(pairs), scores["found"], scores["gold"]).items()}
        if way == "relaxed":
            scores["status"] = sum(a["status"] == b["status"] for a, b in pairs) / len(pairs) if pairs else 0.0
        if way == "span":
            scores["drawn_as_happened"] = sum(a["status"] == "happened" and b["status"] in NOT_YET for a, b in pairs)
    return scores


def match(found: list[Row], gold: list[Row], measure: Any, *, days: bool) -> list[tuple[Row, Row]]:
    """Return pairs of a found and a gold event, each used once, the greatest overlap first."""
    pairs = [
        (measure(a, b), i, j)
        for i, a in enumerate(found)
        for j, b in enumerate(gold)
        if not days or (a["earliest"], a["latest"]) == (b["earliest"], b["latest"])
    ]
    used_found: set[int] = set()
    used_gold: set[int] = set()
    matched = []
    for overlap, i, j in sorted(pairs, reverse=True):
        if overlap >= 0.5 and i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            matched.append((found[i], gold[j]))
    return matched


def jaccard(a: Row, b: Row) -> float:
    """Return the shared length of two spans over their joint length."""
    shared = _shared(a, b)
    return shared / (a["end"] - a["start"] + b["end"] - b["start"] - shared)


def containment(a: Row, b: Row) -> float:
    """Return the shared length of two spans over the length of the shorter."""
    return _shared(a, b) / min(a["end"] - a["start"], b["end"] - b["start"])


def _shared(a: Row, b: Row) -> int:
    return max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _prf(right: int, found: float, gold: float) -> dict[str, float]:
    precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}
