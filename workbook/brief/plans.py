"""The plans in a brief: what changed from one text to its answer, and what articles tell of plans without a text."""

from __future__ import annotations

from typing import Any

import pandas as pd

from workbook.analysis.matrix import cells
from workbook.brief.footnotes import Footnotes, Sentence, Table, is_given
from workbook.charts.common.in_words import counted
from workbook.reports.comparison import comparison


def plans_told(corpus: Any, footnotes: Footnotes) -> tuple[list[Sentence], list[Table]]:
    """Return a sentence for each plan, then a table for each two texts compared and each plan known from articles."""
    plans = corpus.plans
    texts = plans[plans["text"].notna()]
    pairs = texts[texts["responds_to"].isin(texts["plan_id"])]
    tables = [_compared(corpus, footnotes, row.responds_to, row.plan_id) for row in pairs.itertuples()]
    reported = plans[plans["text"].isna()]
    told = cells(corpus) if len(reported) else pd.DataFrame()
    for row in reported.itertuples():
        own = told[(told["plan_id"] == row.plan_id) & (told["text"] != "")]
        tables.append(_as_told(corpus, footnotes, row.title, own))
    return [Sentence(_plan_in_words(row)) for row in plans.itertuples()], tables


def _compared(corpus: Any, footnotes: Footnotes, left: str, right: str) -> Table:
    """Return what changed between two plans; points that say the same are counted."""
    compared = [row for _, some in comparison(corpus, left, right)["sections"] for row in some]
    changed = [row for row in compared if not row["says_same"]]
    rows = []
    for row in changed:
        after = "".join(words for change, words in row["right"] if change != "delete")
        what = ": ".join(filter(None, (row["state"], row["changes"])))
        texts = (row["left_number"], row["left"]), (row["right_number"], after)
        rows.append((Sentence(what), *(Sentence(" ".join(filter(None, text))) for text in texts)))
    same = len(compared) - len(changed)
    said = f"Of {counted(len(compared), 'point')}, {len(changed):,} changed; the same, or in other words: {same:,}."
    heads = ("What changed", *(corpus.row(one, "plans")["title"] for one in (left, right)))
    title = Sentence(said, footnotes.of_all([_whole_text(corpus, one) for one in (left, right)]))
    return Table(heads, tuple(rows), (2.8, 6.9, 6.9), title)


def _as_told(corpus: Any, footnotes: Footnotes, title: str, told: pd.DataFrame) -> Table:
    """Return the points that articles tell of a plan whose text is not at hand, each in its fullest words."""
    points = {row["provision_id"]: row for row in corpus.provisions.astype(object).to_dict("records")}
    conflicts = corpus.conflicts
    disputed = {*conflicts["left_id"], *conflicts["right_id"]}
    rows = []
    for _, some in told.groupby("group_id", sort=False):
        members = [one for names in some["points"] for one in names]
        notes = footnotes.of_all([points[one] for one in members])
        articles = counted(some["told_by"].nunique(), "article")
        differ = ", which differ" if disputed.intersection(members) else ""
        rows.append((Sentence(max(some["text"], key=len), notes), Sentence(articles + differ)))
    said = f"{title}: {counted(len(rows), 'point')}, as articles tell it; what they leave out is not known."
    return Table(("Point", "Told by"), tuple(rows), (14.0, 2.6), Sentence(said))


def _plan_in_words(plan: Any) -> str:
    """Say how many points a plan has, whether its text is at hand, and who put it forward."""
    points = counted(int(plan.n_points), "point") if is_given(plan.n_points) else "number of points not said"
    text = f"text at hand ({plan.wording})" if is_given(plan.text) else "known from articles only"
    owners = [one for one in plan.proposers if one.partition("'s ")[0] not in {*plan.proposers} - {one}]
    by = f", put forward by {' and '.join(owners)}" if owners else ""
    return f"{plan.title}: {points}, {text}{by}."


def _whole_text(corpus: Any, plan_id: str) -> dict[str, Any]:
    """Return a plan's text as a row with its place, for a footnote: from its first point on."""
    points = corpus.provisions
    first = points.loc[(points["plan_id"] == plan_id) & points["article_id"].isna(), "start"].min()
    return {"plan_id": plan_id, "start": int(first), "end": len(corpus.row(plan_id, "plans")["text"])}
