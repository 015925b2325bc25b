"""Events against annotated ones: are they found, on the right days, with the right status."""

from __future__ import annotations

from typing import Any

from workbook.scoring.dates import containment, jaccard, match, precision_recall_f1

Row = dict[str, Any]
NOT_YET = ("planned", "proposed", "cancelled", "denied")
_NAMES = ("precision", "recall", "f1")


def score_events(found: list[list[Row]], gold: list[list[Row]]) -> dict[str, float]:
    """Score the events of several articles, given article by article in the same order.

    Annotated are clauses with a time and those of the lead; what a text tells besides (rule ``narrative``)
    counts where it meets an annotated event, and neither way where it does not.

    A found and a gold event are matched one to one, the greatest overlap first. Strictly they match
    where their spans share at least half of their joint length and both days are equal; relaxed,
    where one span holds half of the other and both days are equal.

    Returns:
        For each way (``strict_``, ``relaxed_``) and for spans alone (``span_``): precision, recall, f1;
        ``status``: share with the right status among the relaxed matches; ``drawn_as_happened``: gold
        events planned, proposed, cancelled or denied that overlap one found as happened; ``found`` and ``gold``: rows.
    """
    found = [[row for row in a if _is_annotated(row, b)] for a, b in zip(found, gold, strict=True)]
    rows = sum(map(len, found)), sum(map(len, gold))
    scores: dict[str, float] = {"found": rows[0], "gold": rows[1]}
    for way, measure, days in (("strict", jaccard, True), ("relaxed", containment, True), ("span", containment, False)):
        pairs = [pair for a, b in zip(found, gold, strict=True) for pair in match(a, b, measure, 0.5, days=days)]
        for name, value in zip(_NAMES, precision_recall_f1(len(pairs), *rows), strict=True):
            scores[f"{way}_{name}"] = value
        if way == "relaxed":
            scores["status"] = sum(a["status"] == b["status"] for a, b in pairs) / (len(pairs) or 1)
    scores["drawn_as_happened"] = sum(a["status"] == "happened" and b["status"] in NOT_YET for a, b in pairs)
    return scores


def _is_annotated(row: Row, gold: list[Row]) -> bool:
    meets = any(row["start"] < other["end"] and other["start"] < row["end"] for other in gold)
    return meets or row.get("rule") != "narrative"
