"""Which rows are pieces of one statement: "“A,” she said, “B. C.”", and a speech over paragraphs."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from workbook.language.speech.tokens import View

Row = dict[str, Any]


def number_statements(seen: View, rows: list[Row]) -> None:
    """Give each row under ``statement`` the number of the row that begins its statement; None for labels in marks.

    Rows have one statement if one attribution holds for both and the article says nothing of its own between them.
    """
    last: dict[Any, int] = {}  # the last piece, by the place of the source
    for number, row in enumerate(rows):
        if row["quote_type"] == "scare":
            row["statement"] = None
            continue
        before = last.get(row["source_start"])
        joined = before is not None and _is_one(seen, rows[before], row)
        row["statement"] = rows[before]["statement"] if joined and before is not None else number
        last[row["source_start"]] = number


def _is_one(seen: View, piece: Row, row: Row) -> bool:
    """Say whether two rows with one source are pieces of one statement."""
    one_cue = row["cue_start"] == piece["cue_start"] or row["rule"] == "continued"
    return one_cue and row["start"] >= piece["end"] and not _tells_between(seen, piece, row)


def _tells_between(seen: View, piece: Row, row: Row) -> bool:
    """Say whether a sentence of the article's own begins between two pieces, behind who says them."""
    ends = (piece["end"], row["source_end"], row["cue_end"])
    said = max(end for end in ends if end is not None and end <= row["start"])
    first, last = bisect_left(seen.starts, said), bisect_left(seen.starts, row["start"])
    return any(seen.begins[i] and seen.quote_of[i] < 0 and seen.words[i][0].isalnum() for i in range(first, last))
