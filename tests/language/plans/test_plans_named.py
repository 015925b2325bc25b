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
# Plain names count where an article is about a conflict, and what bears them is treated as a plan.
IN_A_CONFLICT = [
    "Norway's roadmap provides that rebel fighters leave the town. The truce expires on Friday.",
    "A roadmap put forward by Ghana would end the blockade. Peacekeepers would stay.",
    "The rebels read a text drafted by the Omani mediators.",
    "The mediators' text calls for the release of all captives.",
    "Rebels seek autonomy. An accord that J.R. Rao submitted last week grants pensions. Chad rejected the accord.",
    "Peru has put seven steps on the table to end the bloodshed. The seven steps are modest. Fighters disarm.",
    "A Swiss paper, leaked on Sunday, suggests self-rule. Troops would leave. Chad threw out the paper.",
]
ON_OTHER_MATTERS = [
    "Ford's improved offer was sent to the union. The offer would raise wages.",
    "The senate debated the Digital Markets Act. The act bans spyware.",
    "The Air Canada deal was announced on Monday. The company buys 18 jets.",
    "The town's list names ten streets. The list was published.",
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


@pytest.mark.parametrize("text", IN_A_CONFLICT)
def test_plain_names_in_an_article_on_a_conflict(parsed: Callable[..., Parsed], text: str) -> None:
    assert named(parsed(text, "2024-09-13"))


def test_an_answer_is_a_plan_of_its_own(parsed: Callable[..., Parsed]) -> None:
    """Who counters a proposal with a draft has put forward another."""
    article = parsed("Oman presented a peace proposal. Chad countered with a four-page draft.", "2024-09-13")
    rows = find_plans_and_provisions(article, find_mentions(article), find_dates(article))[0]
    assert [(row["proposers"], bool(row["responds_to"])) for row in rows] == [(["Oman"], False), (["Chad"], True)]


@pytest.mark.parametrize("text", [*OTHERS, *ON_OTHER_MATTERS])
def test_plans_of_other_matters_are_none(parsed: Callable[..., Parsed], text: str) -> None:
    assert named(parsed(text, "2024-09-13")) == []
