"""What articles report that plans contain: stretches of text near a plan's name, weighed by signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from workbook.language.pipeline import Parsed
from workbook.language.plans.candidates import SPARSE, find_candidates, is_of_something_else
from workbook.language.plans.features import features
from workbook.language.plans.plan_mentions import Article, Plan, PlanMention
from workbook.language.plans.plan_names import find_plans
from workbook.language.plans.weights import weigh

Row = dict[str, Any]
TAKEN, TAKEN_OF_RARE = 0.30, 0.41  # chance from which a candidate is a point; of a plan that is hardly named
_ABOUT = 5  # so many of the actors that an article names most tell what its plans are about


def find_plans_and_provisions(
    parsed: Parsed, mentions: Sequence[Row], dates: Sequence[Row]
) -> tuple[list[Row], list[Row]]:
    """Find the plans that an article names, and what it says that they contain.

    Args:
        parsed: The article.
        mentions: Rows of ``find_mentions``.
        dates: Rows of ``find_dates``.

    Returns:
        Rows of ``plan_mentions`` and rows of ``provisions`` with ``as_reported``; the ``rule`` of a point names the
        signs that decided. Their ``plan_id`` is the article's own; ``resolve_plans`` says which plan it is.
    """
    article = Article(parsed, mentions, dates)
    found, plans = find_plans(article)
    names = [f"{parsed.article_id}#{number + 1}" for number in range(len(plans))]
    if not found:
        return [], []
    named = Counter(row["name"] for row in mentions if row["entity_type"] in ("country", "organization"))
    about = [name for name, _ in named.most_common(_ABOUT)]
    plan_rows = [_plan_row(parsed, mention, plans[mention.plan], names) | {"about": about} for mention in found]
    counts, n_words = Counter(mention.plan for mention in found), len(parsed.text.split())
    rows = []
    for candidate in find_candidates(article, found):
        chance, rule = weigh("points", candidate.signs)
        span = parsed.doc.char_span(candidate.start, candidate.end, alignment_mode="expand")
        least = TAKEN if SPARSE * counts[candidate.plan] >= n_words else TAKEN_OF_RARE
        if chance < least or span is None or is_of_something_else(candidate, parsed.text):
            continue
        text = parsed.text[candidate.start : candidate.end]
        row = {"plan_id": names[candidate.plan], "number": None, "start": candidate.start, "end": candidate.end,
               "text": text, "context": None, **features(span), "as_reported": True, "origin": "machine",
               "rule": rule}  # fmt: skip
        is_dropped = "the plan drops it" in candidate.signs and plans[candidate.plan].answers is not None
        rows.append(row | ({"modality": "removed"} if is_dropped else {}))
    return plan_rows, rows


def _plan_row(parsed: Parsed, mention: PlanMention, plan: Plan, names: list[str]) -> Row:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": parsed.text[mention.start : mention.end],
        "plan_id": names[mention.plan],
        "n_points": plan.n_points,
        "proposers": sorted(plan.proposers or plan.hinted),
        "responds_to": None if plan.answers is None else names[plan.answers],
        "earliest": plan.earliest,
        "latest": plan.latest,
        "rule": "certain" if mention.is_certain else "proposer" if mention.tells.proposers else "definite",
    }
