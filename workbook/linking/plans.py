"""One plan over all articles and plan texts, however it is named."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from workbook import tables
from workbook.language.plans.features import actors_in
from workbook.language.plans.plan_words import words

_DAYS = 14  # two counter-proposals to one plan within so many days are one
_ARTICLE = re.compile(r"(?:the|a|an|this|that|its|their|his|her)\s+", re.IGNORECASE)


@dataclass
class _Known:
    """A plan so far: from its text, from articles, or both."""

    row: dict[str, Any]
    about: set[str]
    proposers: set[str]
    names: Counter[str] = field(default_factory=Counter)
    articles: list[str] = field(default_factory=list)


def resolve_plans(plan_mentions: pd.DataFrame, plans: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Join the plans of all articles with each other and with the plans whose text is at hand.

    Args:
        plan_mentions: The table; ``plan_id`` is each article's own.
        plans: The plans whose text is at hand.

    Returns:
        The table ``plans`` with the reported ones, and the mapping from the articles' own plan_ids.
        Number of points, proposers, day and the plan answered decide; a number alone decides only
        between plans about the same actors.
    """
    known = [_of_text(row) for row in plans.to_dict("records")]
    mapping: dict[str, str] = {}
    found = [_of_article(group) for _, group in plan_mentions.groupby("plan_id", sort=False)]
    for told in sorted(found, key=_by_certainty):
        answers = told.row["responds_to"]
        told.row["responds_to"] = mapping.get(answers) if isinstance(answers, str) else None
        local, name = told.row["plan_id"], _name(told)
        best = max(known, key=lambda plan: _fit(told, plan), default=None)
        if best is None or _fit(told, best) <= 0:  # what has the same name is told by the same things
            best = next((plan for plan in known if plan.row["plan_id"] == name), None)
        if best is None:
            told.row["plan_id"] = name
            known.append(told)
        else:
            _join(best, told)
        mapping[local] = (best or told).row["plan_id"]
    return tables.make("plans", [_finished(plan) for plan in known]), mapping


def _of_text(row: Mapping[Any, Any]) -> _Known:
    lists = ("proposers", "sources", "aliases")
    kept: dict[str, Any] = {
        str(key): list(value) if key in lists else None if pd.isna(value) else value for key, value in row.items()
    }
    return _Known(kept, set(actors_in(kept["text"] or "")), set(kept["proposers"]))


def _of_article(group: pd.DataFrame) -> _Known:
    first: dict[str, Any] = group.iloc[0].to_dict()
    told = ("earliest", "latest", "n_points", "responds_to")
    row = {"plan_id": first["plan_id"], **{key: None if pd.isna(first[key]) else first[key] for key in told}}
    row |= {"proposers": list(first["proposers"]), "wording": "reported", "text": None, "sources": [], "aliases": []}
    names = Counter(_ARTICLE.sub("", " ".join(text.split()), count=1) for text in group["text"])
    best = max(names, key=_tells_most)
    row |= {"title": best[0].upper() + best[1:], "origin": "machine"}
    return _Known(row, set(first["about"]), set(first["proposers"]), names, [first["article_id"]])


def _tells_most(name: str) -> tuple[bool, bool, bool, int]:
    """Rank what a plan is called: with its number of points, with a name in it, not by its pages; then the fullest."""
    return bool(re.search(r"\d.point", name)), bool(re.search("[A-Z]", name)), "page" not in name, len(name)


def _by_certainty(plan: _Known) -> tuple[bool, bool, bool, str]:
    row = plan.row
    return bool(row["responds_to"]), not row["n_points"], not plan.proposers, row["plan_id"]


def _fit(told: _Known, plan: _Known) -> int:
    """Return how much speaks for one plan, 0 if nothing does, -1 if it cannot be."""
    ours, theirs = told.row, plan.row
    same_number = bool(ours["n_points"] and ours["n_points"] == theirs["n_points"])
    shared = len(told.proposers & plan.proposers)
    if ours["n_points"] and theirs["n_points"] and not same_number:
        return -1
    if told.about and plan.about and not told.about & plan.about:
        return -1
    apart = _days_apart(ours, theirs)
    if bool(ours["responds_to"]) != bool(theirs["responds_to"]) and not same_number:
        return -1
    if ours["responds_to"] and ours["responds_to"] == theirs["responds_to"]:
        return -1 if apart is not None and apart > _DAYS else 4 + shared - (apart is None)
    if apart is not None and apart > 2 * _DAYS and not same_number:
        return -1
    return 5 * same_number + 2 * shared + (not told.proposers and not ours["n_points"])


def _days_apart(one: dict[str, Any], other: dict[str, Any]) -> int | None:
    if not (one["earliest"] and other["earliest"]):
        return None
    starts = [date.fromisoformat(row["earliest"]) for row in (one, other)]
    ends = [date.fromisoformat(row["latest"] or row["earliest"]) for row in (one, other)]
    return max(0, (max(starts) - min(ends)).days)


def _join(plan: _Known, told: _Known) -> None:
    plan.names.update(told.names)
    plan.articles += told.articles
    if plan.row["wording"] == "reported":
        plan.about |= told.about
        plan.proposers |= told.proposers
        plan.row["proposers"] = sorted(plan.proposers)
        for key in ("n_points", "earliest", "latest", "responds_to"):
            plan.row[key] = plan.row[key] or told.row[key]


def _name(plan: _Known) -> str:
    """Return an identifier from what tells the plan, not from the order of articles."""
    row = plan.row
    telling = (row["responds_to"] or "", str(row["n_points"] or ""), *sorted(plan.proposers))
    parts = telling if any(telling) else (row["title"].lower(), *plan.articles)
    return "k" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def _finished(plan: _Known) -> dict[str, Any]:
    row = dict(plan.row)
    if " " not in row["title"] and plan.proposers:  # "Counter-proposal"
        owners = sorted(one for one in plan.proposers if one.partition("'s ")[0] not in plan.proposers - {one})
        owned = "’" if owners[-1].endswith("s") else "’s"
        row["title"] = f"{' and '.join(owners)}{owned} {row['title'].lower()}"
    names = [name for name, _ in plan.names.most_common() if " " in name or name in words("counter")]
    row["aliases"] = list(dict.fromkeys([*row["aliases"], *names]))
    row["sources"] = list(row["sources"]) or list(dict.fromkeys(plan.articles))
    return row
