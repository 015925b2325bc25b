"""Which words of an article name a plan of talks: what ends a war, or comes from mediators; no other plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from workbook.language.names import find_mentions
from workbook.language.pipeline import Parsed
from workbook.language.plans.provisions import find_plans_and_provisions
from workbook.language.time import find_dates

PLANS = [
    "Lawmakers debated a roadmap drawn up by Kenya to end years of fighting.",
    "Norway presented a blueprint for ending the insurgency in the south.",
    "Rebels studied a framework tabled by Qatar to stop the bloodshed.",
    "The two armies have a proposal from Oman to halt hostilities before them.",
    "Both sides received a formula put forward by the bloc's mediators.",
    "A memorandum prepared by three envoys of the African Union was read out.",
    "The generals rejected a plan to resolve the conflict over the river.",
]
OTHERS = [
    "The mayor presented a plan to end the housing shortage.",
    "Lawmakers debated a blueprint drawn up by the ministry to halt the spread of measles.",
    "The company has a proposal to resolve the pay dispute.",
    "A framework for ending gun crime was debated in the senate.",
    "The bank offered a plan prepared by its lawyers.",
    "A memorandum tabled by the union asks for higher wages.",
]


def named(article: Parsed) -> list[str]:
    mentions = find_mentions(article)
    return [row["text"] for row in find_plans_and_provisions(article, mentions, find_dates(article))[0]]


@pytest.mark.parametrize("text", PLANS)
def test_what_ends_a_war_or_comes_from_mediators_is_a_plan(parsed: Callable[..., Parsed], text: str) -> None:
    assert len(named(parsed(text, "2024-09-13"))) == 1


@pytest.mark.parametrize("text", OTHERS)
def test_plans_of_other_matters_are_none(parsed: Callable[..., Parsed], text: str) -> None:
    assert named(parsed(text, "2024-09-13")) == []
