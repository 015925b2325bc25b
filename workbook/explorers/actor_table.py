"""The table of the actor explorer: actors with their counts, or the mentions or passages behind a mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbook.charts.actors.mentions import NO_SIDE
from workbook.charts.common.in_words import counted
from workbook.explorers.frame.forms import headed

ACTORS = [("who", 28), ("type", 12), ("side", 17), ("role", 23), ("mentions", 10), ("articles", 10)]
MENTIONS = [("words", 16), ("as", 11), ("who", 19), ("told by", 18), ("passage", 36)]
PASSAGES = [("told by", 20), ("published", 12), ("passage", 68)]


def actor_cells(rows: pd.DataFrame, roles: pd.Series[str]) -> list[list[str]]:
    """Return the words of rows of :func:`~workbook.charts.actors.mentions.ranked`."""
    side, role = rows["side"].replace(NO_SIDE, "–"), roles.reindex(rows["row_id"]).fillna("–")
    counts = [rows[column].map("{:,}".format) for column in ("n", "articles")]
    return _in_rows([rows["actor"], rows["entity_type"], side, role, *counts])


def mention_cells(rows: pd.DataFrame, told: pd.DataFrame, texts: Mapping[str, str]) -> list[list[str]]:
    """Return the words of mentions, or of passages (with passage_id); ``told`` has article and published by article."""
    label, day = (told[column].astype(object).reindex(rows["article_id"]) for column in ("article", "published"))
    spans = list(zip(rows["article_id"], rows["start"].astype(int), rows["end"].astype(int), strict=True))
    if "passage_id" in rows:
        return _in_rows([label, day.fillna("no date"), [texts[a][start:end] for a, start, end in spans]])
    around = [_around(texts[a], start, end) for a, start, end in spans]
    return _in_rows([rows["text"], rows["form"], rows["actor"], label, around])


def _around(text: str, start: int, end: int) -> str:
    """Return some words to either side, of the same line."""
    return text[max(text.rfind("\n", 0, start) + 1, start - 60) : end + 90].split("\n")[0]


def _in_rows(columns: list[Any]) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in zip(*columns, strict=True)]


def introduced(actor: pd.Series[Any], n: int) -> str:
    """Return who an actor is, with ``n`` mentions: name, type, role, side, other names; as escaped HTML."""
    facts = [actor["entity_type"], *(str(actor[column]) for column in ("role", "side") if pd.notna(actor[column]))]
    facts += [counted(n, "mention"), f"{int(actor['n_mentions']):,} by name"]
    facts += ["also " + ", ".join(actor["aliases"])] * bool(len(actor["aliases"]))
    facts += ["corrected by the analyst"] * (actor["origin"] == "analyst")
    return headed(actor["name"], *facts)
