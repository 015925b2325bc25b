"""What the quote explorer says of a statement, and what an analyst may correct of it."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import pandas as pd

from workbook import tables
from workbook.analysis.redline import redline_html
from workbook.charts.common.in_words import counted
from workbook.charts.quotes import statements
from workbook.explorers.frame.descriptions import Correction, Field
from workbook.explorers.frame.forms import headed, note, rejection, setting
from workbook.explorers.frame.typed_dates import period_of

MOST_TOLD, MOST_OPTIONS = 12, 400  # other tellings shown with their words; speakers to choose from
CLASSES = next(field.allowed for field in tables.contract()["quotes"].fields if field.name == "cue_class")
FOUND = {
    "pronoun": "“{}” in the text: the nearest who fits",
    "role": "“{}” in the text: who has that role",
    "document": "“{}” in the text: who wrote it",
}
DAYS = {"said": ": the day that the text gives", "published": ": said then or before", "none": ""}


def told_elsewhere(said: pd.DataFrame, row: pd.Series[Any]) -> str:
    """Return the other tellings of a quotation as HTML; words that differ are struck out or underlined."""
    others = said[(said["group_id"] == row["group_id"]) & (said["quote_id"] != row["quote_id"])]
    if others.empty:
        return ""
    told = f"Told {len(others) + 1:,} times, in {counted(row['n_articles'], 'article')}"
    how = f"of which {row['n_sources']:,} independent; there the struck words are missing and the underlined stand:"
    lines = []
    for _, other in others.head(MOST_TOLD).iterrows():
        same = other["content"] == row["content"]
        words = "the same words" if same else redline_html(row["content"], other["content"])
        lines.append(f"<li><b>{escape(other['article'])}</b>, {escape(other['when'])}: {words}</li>")
    return f"<div class='wb-told'><p>{told}, {how}</p><ul>{''.join(lines)}</ul></div>"


def corrections_on(actors: pd.DataFrame) -> list[Correction]:
    """Return what an analyst may correct of a statement."""
    known = actors[actors["entity_type"] != "place"]
    people = [("nobody known", ""), *sorted(zip(known["name"], known["actor_id"], strict=True))]
    verbs = [(statements.NO_VERB, ""), *((one, one) for one in CLASSES)]
    types = [(words, kind) for kind, words in statements.TYPES.items()]
    return [
        setting("Set speaker", "actor_id", lambda known: _one_of("Speaker", known, people)),
        setting("Set verb's class", "cue_class", lambda known: _one_of("Class", known, verbs)),
        setting("Set marks", "quote_type", lambda known: _one_of("Marks", known, types)),
        rejection(),
        note(),
    ]


def _one_of(label: str, known: Any, options: list[tuple[str, str]]) -> Field:
    return Field(label, "one", known if known in dict(options).values() else "", options)


def parts(words: str) -> list[str]:
    """Return the words and phrases that commas separate; one empty where there are none."""
    return [" ".join(one.split()) for one in words.casefold().split(",") if one.strip()] or [""]


def within(rows: pd.DataFrame, words: str) -> Any:
    """Return which rows lie in the period that the words name."""
    if words.strip() == "all":
        return np.ones(len(rows), dtype=bool)
    first, last = period_of(rows, words)
    return (rows["first"] <= last) & (rows["last"] >= first)


def cells_of(view: str, rows: pd.DataFrame) -> list[list[str]]:
    """Return the words of a view's table."""
    if view == "words":
        return rows[["left", "keyword", "right", "article"]].to_numpy().tolist()
    if view == "terms":
        return rows[["when", "words", "article"]].to_numpy().tolist()
    places = zip(rows["article"], rows["n_articles"], rows["varies"], strict=True)
    shown = rows[["when", "who", "cue", "words"]].astype(object)
    shown["article"] = [f"{name} · in {n:,} articles{' ≠' * differ}" if n > 1 else name for name, n, differ in places]
    return shown.where(shown.notna(), "–").to_numpy().tolist()


def speakers_of(said: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the speakers for a list to choose from, the most quoted first."""
    names = dict(zip(said["speaker"], said["who"], strict=True))
    counts = said["speaker"].value_counts()[:MOST_OPTIONS]
    return [(f"{names[one]} ({n:,})", one) for one, n in counts.items()]


def details_of(view: str, said: pd.DataFrame, row: Any) -> str:
    """Return who says it, when, how, and where else it is told in which words."""
    if view == "words":
        return headed(row["keyword"], row["article"])
    if view == "terms":
        return headed(row["words"], row["how"], row["article"])
    verb = f"“{row['cue']}” ({row['verb']})" if pd.notna(row["cue"]) else row["verb"]
    basis = FOUND.get(str(row["actor_basis"]))
    found = [basis.format(row["source"])] if basis else []
    corrected = ["corrected by the analyst"] * (row["origin"] == "analyst")
    facts = (row["when"] + DAYS[row["basis"]], verb, row["how"], row["article"], *found, *corrected)
    return headed(row["who"], *facts) + told_elsewhere(said, row)
