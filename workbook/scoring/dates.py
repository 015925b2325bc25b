"""Time expressions scored as in TempEval-3 (task A)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

Row = dict[str, Any]
_TAKES = {"value": "timex_value", "type": "timex_type"}


def count_dates(found: list[Row], gold: list[Row], *, definite: bool = False) -> Counter[str]:
    """Return the counts of one document; add them up before :func:`scores`.

    Args:
        found: Rows with start, end, timex_type, timex_value.
        gold: The same columns; a missing type or value is not scored.
        definite: Gold rows whose value is "?", what is found there, and what is found elsewhere
            without days or a counted length, count neither way; a value may be the two days
            ("2025-11-21/2025-11-30").
    """
    if definite:
        vague = {id(one) for one, other in match(found, gold, jaccard, 0) if other["timex_value"] == "?"}
        found = [row for row in found if id(row) not in vague and (row.get("earliest") or _counted(row["timex_value"]))]
        gold = [row for row in gold if row["timex_value"] != "?"]
    pairs = match(found, gold, jaccard, 0)
    counts = Counter(found=len(found), gold=len(gold), relaxed=len(pairs))
    for one, other in pairs:
        counts["strict"] += (one["start"], one["end"]) == (other["start"], other["end"])
        for name, column in _TAKES.items():
            if other.get(column):
                days = f"{one.get('earliest')}/{one.get('latest')}" if definite else None
                counts[f"n_{name}"] += 1
                counts[name] += other[column] in (one.get(column), days)
    return counts


def _counted(value: str | None) -> bool:
    return value is not None and value.startswith("P") and any(letter.isdigit() for letter in value)


def scores(counts: Counter[str]) -> dict[str, float]:
    """Return precision, recall and F1 of the spans, and F1 of values and types.

    Value F1 is relaxed F1 times the share of matched expressions whose value is right, as in
    TempEval-3; expressions whose gold gives no value count in the spans only.
    """
    found, gold = counts["found"], counts["gold"]
    result: dict[str, float] = {}
    for way in ("strict", "relaxed"):
        measures = precision_recall_f1(counts[way], found, gold)
        result |= {f"{way}_{name}": value for name, value in zip(("p", "r", "f1"), measures, strict=True)}
    share = {name: counts[name] / (counts[f"n_{name}"] or 1) for name in _TAKES}
    result |= {"value_accuracy": share["value"]}
    result |= {f"{name}_f1": result["relaxed_f1"] * share[name] for name in _TAKES}
    return result | {"n_found": found, "n_gold": gold}


def precision_recall_f1(right: int, found: int, gold: int) -> tuple[float, float, float]:
    """Return the three, each 0 where there is nothing to divide by."""
    return right / (found or 1), right / (gold or 1), 2 * right / (found + gold or 1)


def match(
    found: list[Row], gold: list[Row], measure: Callable[[Row, Row], float], least: float, *, days: bool = False
) -> list[tuple[Row, Row]]:
    """Return pairs of a found and a gold row, each used once, the greatest overlap first.

    Args:
        found: Rows with start and end.
        gold: The same.
        measure: :func:`jaccard` or :func:`containment`.
        least: The overlap that is enough; any at all with 0.
        days: Only rows with the same days match.
    """
    pairs = [
        (overlap, -i, -j)
        for i, a in enumerate(found)
        for j, b in enumerate(gold)
        if a["start"] < b["end"] and b["start"] < a["end"] and (overlap := measure(a, b)) >= least
        if not days or (a["earliest"], a["latest"]) == (b["earliest"], b["latest"])
    ]
    matched: dict[int, int] = {}
    for _, i, j in sorted(pairs, reverse=True):
        if -i not in matched and -j not in matched.values():
            matched[-i] = -j
    return [(found[i], gold[j]) for i, j in matched.items()]


def jaccard(a: Row, b: Row) -> float:
    """Return the shared length of two spans over their joint length."""
    shared = _shared(a, b)
    return shared / (a["end"] - a["start"] + b["end"] - b["start"] - shared)


def containment(a: Row, b: Row) -> float:
    """Return the shared length of two spans over the length of the shorter."""
    return _shared(a, b) / min(a["end"] - a["start"], b["end"] - b["start"])


def _shared(a: Row, b: Row) -> int:
    return max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))
