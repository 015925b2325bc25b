"""Quotations: what is said, who says it, and the word that says so.

In:  a parsed article; its mentions and dates, if they are known.
Out: rows of the table ``quotes`` without identifiers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbook.language.cues import Cue
from workbook.language.indirect import Attribution, attributions, is_name, is_statement
from workbook.language.slots import Sentence, View, sentences, view
from workbook.language.pipeline import Parsed
from workbook.language.quotemarks import Quoted

Row = dict[str, Any]


def find_quotes(parsed: Parsed, mentions: Sequence[Row] = (), dates: Sequence[Row] = ()) -> list[Row]:
    """Find the quotations of an article, direct, mixed and indirect, and the labels in marks.

    Args:
        parsed: The article.
        mentions: Rows with start, end, actor_id, entity_type; they fill ``actor_id``.
        dates: Rows with start, end, earliest, latest; they date the statements.

    Returns:
        Rows with the columns of ``quotes`` except the identifiers, in the order of the text.
    """
    seen = view(parsed)
    rows: list[Row] = []
    taken: set[int] = set()
    for unit in sentences(seen):
        for found in attributions(unit):
            row = _row(seen, unit, found)
            if row is None:
                continue
            rows.append(row)
            taken.update(-1 - unit.slots[k] for k in range(found.start, found.end) if unit.slots[k] < 0 and not is_name(seen, seen.marks[-1 - unit.slots[k]]))
    rows.extend(_unattributed(seen, rows, taken))
    rows.sort(key=lambda row: (row["start"], row["end"]))
    return rows


def _row(seen: View, unit: Sentence, found: Attribution) -> Row | None:
    slots = unit.slots[found.start : found.end]
    first, last = slots[0], slots[-1]
    if len(slots) == 1 and first < 0:
        mark = seen.marks[-1 - first]
        start, end, quote_type = mark.inner_start, mark.inner_end, "direct"
        if not {"label"}.isdisjoint(found.cue.word.frames):
            quote_type = "mixed"
    else:
        start = seen.starts[first] if first >= 0 else seen.marks[-1 - first].start
        end = seen.ends[last] if last >= 0 else seen.marks[-1 - last].end
        marked = [k for k in range(found.start, found.end) if unit.slots[k] < 0 and not is_name(seen, seen.marks[-1 - unit.slots[k]])]
        quote_type = "mixed" if marked else "indirect"
        if quote_type == "indirect" and "quoted" in found.cue.word.frames:
            return None
    return row(seen, start, end, quote_type, found.cue, f"{found.cue.word.kind}-{found.rule}")


def row(seen: View, start: int, end: int, quote_type: str, cue: Cue | None, rule: str) -> Row:
    """Return one row of ``quotes``."""
    source = cue.source if cue else None
    source_start, source_end = (seen.starts[source[0]], seen.ends[source[1] - 1]) if source else (None, None)
    cue_start, cue_end = (seen.starts[cue.start], seen.ends[cue.end - 1]) if cue and cue.start >= 0 else (None, None)
    return {
        "start": start,
        "end": end,
        "content": seen.text[start:end],
        "source": seen.text[source_start:source_end] if source else None,
        "source_start": source_start,
        "source_end": source_end,
        "actor_id": None,
        "cue": seen.text[cue_start:cue_end] if cue_start is not None else None,
        "cue_start": cue_start,
        "cue_end": cue_end,
        "cue_class": cue.word.cue_class if cue and cue_start is not None else None,
        "quote_type": quote_type,
        "earliest": None,
        "latest": None,
        "topics": [],
        "origin": "machine",
        "rule": rule,
    }


def _unattributed(seen: View, rows: list[Row], taken: set[int]) -> list[Row]:
    """Return rows for the marks that no cue explains: more of the last speaker's words, or a label."""
    found: list[Row] = []
    by_start = sorted(rows, key=lambda row: row["start"])
    at = 0
    last: Row | None = None
    for number, mark in enumerate(seen.marks):
        while at < len(by_start) and by_start[at]["start"] < mark.start:
            if last is None or by_start[at]["start"] >= last["end"]:
                last = by_start[at]
            at += 1
        if number in taken:
            continue
        new = row(seen, mark.inner_start, mark.inner_end, "scare", None, "label")
        if (is_statement(seen, mark) and _stands_alone(seen, mark)) or mark.carried:
            new["quote_type"], new["rule"] = "direct", "continued"
            if last is not None:
                for key in ("source", "source_start", "source_end", "cue", "cue_start", "cue_end", "cue_class"):
                    new[key] = last[key]
            last = new
        found.append(new)
    return found


def _stands_alone(seen: View, mark: Quoted) -> bool:
    """Say whether the marks begin a sentence or follow a colon or comma, and hold no name."""
    before = seen.text[max(0, mark.start - 40) : mark.start].rstrip(" ")
    return (not before or before[-1] in "\n.?!:,—–”\"»)") and not is_name(seen, mark)
