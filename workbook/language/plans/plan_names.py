"""Plans in prose: which words of an article name a plan or proposal, and which of them name the same one.

"the eight-point plan", "the Kenyan-Ugandan draft" and "Kenya's proposal" are one plan of the article when number of
points, proposers and order of mention allow it. ``resolve_plans`` does the same over all articles.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import takewhile

from workbook.language.plans.plan_mentions import Article, Plan, PlanMention, plan_mentions
from workbook.language.plans.plan_words import any_of, words

_TELLING = 2  # different words of conflict in an article that is about one
_LATELY = 20  # mentions looked back at in the same line


def find_plans(article: Article) -> tuple[list[PlanMention], list[Plan]]:
    """Find the mentions of plans in an article, and which plans they are.

    Returns:
        The mentions in order of the text, and the plans that their ``plan`` counts in. Without one
        mention whose own words are of talks there are none.
    """
    found = list(plan_mentions(article))
    plans: list[Plan] = []
    kept: list[PlanMention] = []
    is_of_conflict = len(set(_of_conflict().findall(article.text.lower()))) >= _TELLING
    _settle_names(found, is_of_conflict=is_of_conflict)
    if is_of_conflict:
        _settle_nouns(found)
    if not any(mention.is_certain for mention in found):
        return kept, plans
    for mention in found:
        line = article.line(mention.start)
        near = [one.plan for one in kept[-_LATELY:] if article.line(one.start) == line]
        mention.plan = _same(mention, plans, near)
        if mention.plan < 0:
            starts_one = mention.is_certain or mention.tells.proposers or (mention.tells.is_counter and plans)
            if mention.is_short or not starts_one:
                continue
            plans.append(Plan())
            mention.plan = len(plans) - 1
        _add(mention, plans)
        kept.append(mention)
    return kept, plans


def _settle_names(found: list[PlanMention], *, is_of_conflict: bool) -> None:
    """Take a name for a plan's where it, or the noun that it goes by, is treated as one or comes back.

    Laws, letters and deals have names too: in an article about no conflict both is asked of them.
    """
    on_the_table = {noun for mention in found if mention.is_on_the_table for noun in mention.tells.nouns}
    named = Counter(noun for mention in found if mention.has_name for noun in mention.tells.nouns)
    for mention in found:
        nouns = mention.tells.nouns
        often = max((named[noun] for noun in nouns), default=0)
        is_treated = bool(nouns & on_the_table)
        is_law = bool(nouns & words("law"))
        is_one = is_treated and often > 1 if is_law and not is_of_conflict else is_treated or often > 1 + is_law
        mention.is_certain = mention.is_certain or (bool(mention.tells.title) and is_one)


def _settle_nouns(found: list[PlanMention]) -> None:
    """Take "a memorandum" for a plan where no other is named before, in an article about a conflict.

    It must be treated as a plan, and come back or be a state's or body's.
    """
    before = list(takewhile(lambda mention: not mention.is_certain, found))
    counts = Counter(noun for mention in found for noun in mention.tells.nouns)
    on_the_table = [mention for mention in before if mention.is_on_the_table]
    plans = {
        noun
        for mention in on_the_table
        for noun in mention.tells.nouns
        if counts[noun] > 1 or (mention.tells.proposers and noun in words("plan"))
    }
    for mention in before:
        if mention.tells.nouns & plans:
            mention.is_certain, mention.is_short = True, False


@cache
def _of_conflict() -> re.Pattern[str]:
    return re.compile(rf"\b({any_of('mediator')}|{any_of('strife')}|{any_of('of conflict')})s?\b")


def fits(one: Plan, other: Plan) -> int:
    """Return how much speaks for one plan in what a mention tells and what is known of a plan, -1 if it cannot be."""
    shared = one.owners & other.owners
    is_others = bool(one.owners and not shared)
    numbers = {one.n_points, other.n_points} - {None}
    same_title = bool(one.title & other.title)
    if same_title:
        return 6
    clash = not other.is_counter if one.is_counter else is_others and (other.is_counter or other.owners)
    if clash or len(numbers) > 1 or (one.title and other.title):
        return -1
    same_noun = bool(one.nouns & other.nouns) and not (one.title or one.owners)
    return 4 * bool(one.n_points and other.n_points) + 3 * one.is_counter + 3 * bool(shared) + 2 * same_noun


def _same(mention: PlanMention, plans: list[Plan], near: list[int]) -> int:
    """Return which plan is mentioned, -1 if none so far: by name, number and proposers, else the last or main one."""
    if not plans:
        return -1
    tells = mention.tells
    scores = [fits(tells, plan) for plan in plans]
    newest = near[-1] if near else -1
    best = max(range(len(plans)), key=lambda place: (scores[place], place == newest, plans[place].n_mentions))
    is_known = mention.is_definite or mention.is_certain or mention.has_name or tells.owners
    is_its_noun = tells.nouns & plans[best].nouns or tells.owners & plans[best].owners  # "the Libyan paper"
    if scores[best] > 0 and is_known and (is_its_noun or not mention.is_short):
        return best
    latest = plans[-1]
    is_new_owner = bool(tells.owners) and not (tells.nouns & latest.nouns and not latest.owners)
    if (
        (mention.is_certain or tells.owners)
        and (tells.title or tells.n_points or tells.owners)
        and scores[-1] == 0
        and not (latest.title or latest.is_counter or tells.is_counter or is_new_owner)
    ):
        return len(plans) - 1  # "a five-point paper … The Harbour Paper"
    if tells.n_points or tells.owners or tells.is_counter or tells.title or mention.is_short:
        return -1
    if not (mention.is_definite or mention.is_certain):
        return -1
    if near and (mention.is_near or not plans[near[-1]].is_counter):
        return near[-1]
    return max(range(len(plans)), key=lambda place: (not plans[place].is_counter, plans[place].n_mentions))


def _add(mention: PlanMention, plans: list[Plan]) -> None:
    tells, plan = mention.tells, plans[mention.plan]
    plan.n_points = plan.n_points or tells.n_points
    plan.proposers |= tells.proposers
    plan.owners |= tells.owners | tells.roles
    plan.hinted |= tells.hinted
    plan.title |= tells.title
    plan.nouns |= tells.nouns
    plan.n_mentions += 1
    if tells.earliest and not plan.earliest:
        plan.earliest, plan.latest = tells.earliest, tells.latest
    if tells.is_counter and not plan.is_counter:
        plan.is_counter = True
        others = [place for place, other in enumerate(plans) if not other.is_counter]
        plan.answers = max(others, key=lambda place: plans[place].n_mentions, default=None)
