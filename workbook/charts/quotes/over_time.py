"""Statements in the order of their days, on the same line of time as events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from workbook.charts.common.colour_groups import grouped
from workbook.charts.common.in_words import counted, when
from workbook.charts.common.marks import PlacedChart
from workbook.charts.common.periods import UNITS
from workbook.charts.events.timeline_layout import lay_out_timeline, position_in_period
from workbook.charts.events.timeline_vega_lite import StatusStyles
from workbook.charts.quotes.statements import PRINTED, TYPES

STATEMENT_STYLES = StatusStyles(
    {f"{kind}{day}": "triangle-left" if day else "circle" for kind in [*TYPES][:3] for day in ("", " by")},
    hollow=("indirect", "indirect by"),
    pale=("mixed", "mixed by"),
    tips={"headline": "words", "full": "when", "who": "speaker", "how": "how", "article": "article"},
    noun="statements",
)


def over_time(rows: pd.DataFrame, groups: Sequence[str], width: int, window: tuple[int, int]) -> PlacedChart:
    """Place statements on a line of time: few in rows, more in lanes, many counted."""
    several = len(rows["speaker"].unique()) > 1
    group = grouped(rows["verb"], groups)
    kept = rows[["first", "last", "when", "who", "article"]].assign(
        event_id=rows["quote_id"], headline=rows["spoken" if several else "words"], group=group, tag=group,
        support=0, granularity="", status=rows["mark"], aside=False,
    )  # fmt: skip
    made = lay_out_timeline(kept, list(groups), window=window, width=width)
    marks = made.marks
    about = rows.loc[made.listed[: len(marks)], ["verb", "how"]]
    marks["how"] = (about["verb"] + ", " + about["how"]).to_numpy() if len(about) else ""
    marks["when"] = [
        f"{PRINTED}{day}" if day and kind.endswith(" by") and side != "above" else day
        for day, kind, side in zip(marks["when"], marks["status"], marks["side"], strict=True)
    ]

    def behind(mark: str) -> pd.DataFrame:
        if not mark.startswith("days:"):
            return rows[rows["quote_id"] == mark]
        fine = (rows["last"] - rows["first"] < UNITS[made.unit or "year"]) & (
            position_in_period(rows, made.window) == "inside"
        )
        return rows[fine & np.floor((rows["first"] + rows["last"]) / 2).between(*map(int, mark.split(":")[1:]))]

    who = "Who said what" if several or rows.empty else f"What {rows['who'].iloc[0]} said"
    frames = {"marks": marks, "bars": made.bars, "levels": made.levels}
    title, said = f"{who}, {when(*made.window)}", _said(rows, made)
    return PlacedChart(title, said, int(made.height), frames, rows, behind, made.signals, made.listed)


def _said(rows: pd.DataFrame, made: Any) -> list[str]:
    """Return what is shown over time, what is left out, and how to read the marks."""
    whole = len(made.shown) == len(rows)
    said = [f"{len(made.shown):,} of " * (not whole) + counted(len(rows), "statement")]
    reasons = {"earlier": f"earlier, from {made.since}", "later": f"later, to {made.until}",
               "vaguer": "with a vaguer date", "undated": "without a date"}  # fmt: skip
    said += [f"{made.left_out[name]:,} {words}" for name, words in reasons.items() if made.left_out[name]]
    if made.form == "counts":
        return [*said, f"counted by {made.unit}"]
    printed = ["triangle: day of publication, said then or before"] * bool((rows["basis"] == "published").any())
    return [*said, "full mark: all in quotation marks", "pale: partly", "hollow and dashed: reported", *printed]
