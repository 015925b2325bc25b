"""Time expressions scored as in TempEval-3 (task A)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

Row = dict[str, Any]
Rows = pd.DataFrame | Iterable[Mapping[str, Any]]


@dataclass
class DateCounts:
    """Counts of one document or many; add them up before :meth:`scores`."""

    found: int = 0
    gold: int = 0
    strict: int = 0
    relaxed: int = 0
    valued: int = 0
    value: int = 0
    typed: int = 0
    type: int = 0

    def __add__(self, other: DateCounts) -> DateCounts:
        """Pool the counts of two documents."""
        return DateCounts(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    def scores(self) -> dict[str, float]:
        """Return precision, recall and F1 of the spans, and F1 of values and types.

        Value F1 is relaxed F1 times the share of matched expressions whose value is right, as in
        TempEval-3; expressions whose gold gives no value count in the spans only.
        """
        relaxed = _f1(self.relaxed, self.found, self.gold)
        return {
            "strict_p": _share(self.strict, self.found),
            "strict_r": _share(self.strict, self.gold),
            "strict_f1": _f1(self.strict, self.found, self.gold),
            "relaxed_p": _share(self.relaxed, self.found),
            "relaxed_r": _share(self.relaxed, self.gold),
            "relaxed_f1": relaxed,
            "value_accuracy": _share(self.value, self.valued),
            "value_f1": relaxed * _share(self.value, self.valued),
            "type_f1": relaxed * _share(self.type, self.typed),
            "n_found": self.found,
            "n_gold": self.gold,
        }


def count_dates(found: Rows, gold: Rows, scored_until: int | None = None, *, definite: bool = False) -> DateCounts:
    """Return the counts of one document.

    Args:
        found: Rows with start, end, timex_type, timex_value.
        gold: The same columns; a missing type or value is not scored.
        scored_until: Rows that end behind this character count neither way.
        definite: Gold rows whose value is "?", what is found there, and what is found elsewhere
            without days or a counted length, count neither way; a value may be the two days
            ("2025-11-21/2025-11-30").
    """
    left, right = _rows(found, scored_until), _rows(gold, scored_until)
    if definite:
        left, right = _definite(left, right)
    pairs = match_spans(left, right)
    counts = DateCounts(found=len(left), gold=len(right), relaxed=len(pairs))
    for one, other in pairs:
        counts.strict += (one["start"], one["end"]) == (other["start"], other["end"])
        if other.get("timex_value"):
            counts.valued += 1
            days = f"{one.get('earliest')}/{one.get('latest')}" if definite else None
            counts.value += other["timex_value"] in (one.get("timex_value"), days)
        if other.get("timex_type"):
            counts.typed += 1
            counts.type += one.get("timex_type") == other["timex_type"]
    return counts


def score_dates(found: Rows, gold: Rows, scored_until: int | None = None) -> dict[str, float]:
    """Return the scores of one document; see :meth:`DateCounts.scores`."""
    return count_dates(found, gold, scored_until).scores()


def match_spans(left: list[Row], right: list[Row]) -> list[tuple[Row, Row]]:
    """Pair overlapping rows, each at most once: equal spans first, then in order."""
    by_span = {(row["start"], row["end"]): row for row in left}
    pairs = [(by_span[key], row) for row in right if (key := (row["start"], row["end"])) in by_span]
    taken = {id(row) for pair in pairs for row in pair}
    free = [row for row in left if id(row) not in taken]
    for row in right:
        if id(row) in taken:
            continue
        hit = next((one for one in free if one["start"] < row["end"] and row["start"] < one["end"]), None)
        if hit is not None:
            pairs.append((hit, row))
            free.remove(hit)
    return pairs


def _definite(left: list[Row], right: list[Row]) -> tuple[list[Row], list[Row]]:
    vague = {id(one) for one, other in match_spans(left, right) if other["timex_value"] == "?"}
    left = [row for row in left if id(row) not in vague and (row.get("earliest") or _counted(row["timex_value"]))]
    return left, [row for row in right if row["timex_value"] != "?"]


def _counted(value: str | None) -> bool:
    return value is not None and value.startswith("P") and any(letter.isdigit() for letter in value)


def _rows(rows: Rows, scored_until: int | None) -> list[Row]:
    records = rows.to_dict("records") if isinstance(rows, pd.DataFrame) else rows
    listed = [{**row, "timex_value": _text(row.get("timex_value"))} for row in records]
    return sorted(
        (row for row in listed if not scored_until or row["end"] <= scored_until), key=lambda row: row["start"]
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(hits: int, found: int, gold: int) -> float:
    return 2 * hits / (found + gold) if found + gold else 0.0
