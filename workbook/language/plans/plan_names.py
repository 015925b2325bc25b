"""Plans in prose: which words of an article name a plan or proposal, and which of them name the same one.

"the eight-point plan", "the Kenyan-Ugandan draft" and "Kenya's proposal" are one plan of the article when number of
points, proposers and order of mention allow it. ``resolve_plans`` does the same over all articles.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from workbook.language.pipeline import Parsed
from workbook.lexicons import read_lexicon, read_yaml

if TYPE_CHECKING:
    from spacy.tokens import Token

Row = dict[str, Any]
_DEFINITE = re.compile(r"(?:the|this|that|these|those|its|their|his|her)\b|.*['’]s?\b", re.IGNORECASE)
_ENDS_PHRASE = frozenset(("IN", "TO", "VBD", "VBZ", "VBP", "MD", "WDT", "WP", "VB", "PRP", "EX"))
_LATELY = 20  # mentions looked back at in the same line
_AFTER = 70  # characters after a plan's noun in which its proposers and day are looked for
_ACTORS = ("country", "organization", "group", "person")


@dataclass
class Plan:
    """What mentions tell of a plan: of one mention, or of all that name the same plan."""

    n_points: int | None = None
    proposers: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)  # the proposers, and nouns for whose it is: "army"
    roles: set[str] = field(default_factory=set)  # what its proposers may be called later: "government"
    hinted: set[str] = field(default_factory=set)  # persons, and names that may say what the plan is about
    is_counter: bool = False
    answers: int | None = None
    earliest: str | None = None
    latest: str | None = None
    n_mentions: int = 0


@dataclass
class PlanMention:
    """One mention: its noun, its phrase and what the phrase tells."""

    head: int  # the noun's index in the doc
    start: int
    end: int
    tells: Plan
    is_definite: bool
    is_near: bool  # "this document": the last one named
    is_certain: bool  # a plan of talks by its own words: "nine-point", "peace", "counter-"
    plan: int = -1


@dataclass
class Article:
    """An article with what other extractors found in it, both in order of the text."""

    parsed: Parsed
    mentions: Sequence[Row]
    dates: Sequence[Row]

    def __post_init__(self) -> None:
        self.text = self.parsed.text
        self.tokens = {token.idx: token for token in self.parsed.doc if not token.is_space}
        self._starts = {id(rows): [row["start"] for row in rows] for rows in (self.mentions, self.dates)}
        self._lines = [found.end() for found in re.finditer(r"\n+", self.text)]

    def within(self, rows: Sequence[Row], start: int, end: int) -> Sequence[Row]:
        """Return the rows that begin in ``[start, end)``."""
        starts = self._starts[id(rows)]
        return rows[bisect_left(starts, start) : bisect_left(starts, end)]

    def line(self, position: int) -> int:
        """Return the number of the line."""
        return bisect_right(self._lines, position)


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of one kind of ``lexicons/plan-words.csv``."""
    table = read_lexicon("plan-words")
    return frozenset(table.loc[table["kind"] == kind, "word"])


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    def any_of(kind: str) -> str:
        return "|".join(re.escape(word) for word in sorted(words(kind), key=len, reverse=True))

    numbers = "|".join(read_yaml("provision-words")["number_words"])
    put = "|".join(rf"{re.escape(word)}\w*" for word in sorted(words("verb"), key=len, reverse=True))
    nouns = "|".join(any_of(kind) for kind in ("counter", "plan", "loose"))
    return {
        "noun": re.compile(rf"\b(?:{nouns})s?\b", re.IGNORECASE),
        "counter": re.compile(rf"\b(?:{any_of('counter')})s?$", re.IGNORECASE),
        "about": re.compile(rf"\b(?:{any_of('subject')})\b", re.IGNORECASE),
        "points": re.compile(rf"\b(\d{{1,3}}|{numbers})[- –]point\b", re.IGNORECASE),
        "from": re.compile(rf"(?:^\W*(?:from|of|by)|\b(?:{put})(?: \w+ly)? by)(?: the| both)?\W+$", re.IGNORECASE),
        "goes on": re.compile(rf"\s+(?:(?:{any_of('subject')})\s+)?(?:{nouns})\b", re.IGNORECASE),
        "of own": re.compile(r" of (?:its|their|his|her) own\b", re.IGNORECASE),
        "dated": re.compile(rf"\b(?:from|of|dated|(?:{put})(?: \w+)?(?: on| in)?)\W+$", re.IGNORECASE),
    }


def find_plans(article: Article) -> tuple[list[PlanMention], list[Plan]]:
    """Find the mentions of plans in an article, and which plans they are.

    Returns:
        The mentions in order of the text, and the plans that their ``plan`` counts in. Without one
        mention whose own words are of talks there are none.
    """
    found = list(_mentions(article))
    plans: list[Plan] = []
    kept: list[PlanMention] = []
    if not any(mention.is_certain for mention in found):
        return kept, plans
    for mention in found:
        line = article.line(mention.start)
        near = [one.plan for one in kept[-_LATELY:] if article.line(one.start) == line]
        mention.plan = _same(mention, plans, near)
        if mention.plan < 0:
            if not (mention.is_certain or mention.tells.proposers or (mention.tells.is_counter and plans)):
                continue
            plans.append(Plan())
            mention.plan = len(plans) - 1
        _add(mention, plans)
        kept.append(mention)
    return kept, plans


def _mentions(article: Article) -> Iterator[PlanMention]:
    last = -1
    for found in _patterns()["noun"].finditer(article.text):
        places = range(found.end() - 1, found.start() - 1, -1)
        head = next((article.tokens[at] for at in places if at in article.tokens), None)
        goes_on = _patterns()["goes on"].match(article.text, found.end())
        of_own = _patterns()["of own"].match(article.text, found.end())
        if head is None or found.start() < last or head.pos_ not in ("NOUN", "PROPN") or goes_on:
            continue
        start = _phrase_start(head, found.start(), last)
        phrase = article.text[start : found.end()]
        noun = found.group().lower().removesuffix("s")
        number = _patterns()["points"].search(phrase)
        counter = _patterns()["counter"].search(phrase)
        is_own = not number and head.tag_ == "NN" and bool(of_own or " own " in phrase)
        tells = Plan(_number(number[1]) if number else None, is_counter=bool(counter) or is_own, n_mentions=1)
        about = _patterns()["about"].search(phrase[: found.start() - start])
        is_near = phrase.lower().startswith(("this ", "that ", "it"))
        is_certain, is_definite = bool(number or counter or about), is_own or bool(_DEFINITE.match(phrase))
        end = (of_own or found).end()
        mention = PlanMention(head.i, start, end, tells, is_definite, is_near, is_certain)
        _tell_proposers(article, mention, head, is_own=is_own)
        _tell_day(article, mention)
        if is_certain or is_definite or noun not in words("loose"):
            last = end
            yield mention


def _phrase_start(head: Token, start: int, after: int) -> int:
    """Return where the noun's phrase begins: its article, numbers, adjectives and possessors."""
    first = head
    while first.i > 0:
        token = head.doc[first.i - 1]
        if token.idx < max(after, 0) or first.is_sent_start or token.is_space or token.tag_ in _ENDS_PHRASE:
            break
        if not (head.is_ancestor(token) or token.tag_ in ("JJ", "POS", "NNP", "CD", "HYPH", "PRP$", "DT", "NN")):
            break
        first = token
    return min(start, int(first.idx))


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    names = read_yaml("provision-words")["number_words"]
    return dict(zip(names, [*range(1, 16), *range(20, 100, 10), 100, 100], strict=True))[text.lower()]


def _tell_proposers(article: Article, mention: PlanMention, head: Token, *, is_own: bool) -> None:
    text, tells = article.text, mention.tells
    tells.owners |= {one.lemma_ for one in head.lefts if one.lemma_ in words("party")}
    for row in article.within(article.mentions, mention.start, mention.end):
        says_whose = text[row["end"]] in "-–'’" or row["text"].replace(".", "").isupper()
        is_body = row["entity_type"] in ("organization", "group") and row["end"] + 1 == head.idx
        _put(tells, row, is_hint=row["form"] == "name" and not (says_whose or is_body))
    end, taken = mention.end, False
    for row in article.within(article.mentions, mention.end, mention.end + _AFTER):
        between = text[end : row["start"]]
        goes_on = taken and re.fullmatch(r"\W*(?:and|or)?\W*(?:the )?", between)
        if row["entity_type"] in _ACTORS and (goes_on or _patterns()["from"].search(between)):
            _put(tells, row)
            taken = True
        elif taken or ". " in between:
            break
        end = row["end"]
    verb = head.head
    if verb.dep_ == "conj" and not any(child.dep_ == "nsubj" for child in verb.lefts):
        verb = verb.head  # "rejected the plan and sent its own"
    puts_forward = {verb.lemma_, f"{verb.lemma_}e"} & words("verb")  # some lemmas come as "tabl"
    if not tells.owners and (is_own or (puts_forward and head.dep_ in ("obj", "nsubj:pass"))):
        for child in verb.children:
            if child.dep_ == "nsubj":
                tells.owners.add(child.lemma_.lower())
                for row in article.within(article.mentions, child.left_edge.idx, child.right_edge.idx + 1):
                    is_where = row["start"] != child.idx and text[row["end"]] not in "'’"  # "mediators in Doha"
                    _put(tells, row, is_hint=is_where and row["entity_type"] == "place")


def _put(tells: Plan, row: Row, *, is_hint: bool = False) -> None:
    """Count an actor as proposer, or as one that may be: persons, and names that may say what the plan is about."""
    is_state = row["entity_type"] == "country" or (row["entity_type"] == "place" and row.get("country") and not is_hint)
    if row["entity_type"] not in _ACTORS and not is_state:
        return
    name = str(row["country"] if is_state and row.get("country") else row["name"])
    if is_hint or row["entity_type"] == "person":
        tells.hinted.add(name)
    else:
        tells.proposers.add(name)
        tells.owners.add(name)
        tells.roles |= {"government"} if is_state else set()


def _tell_day(article: Article, mention: PlanMention) -> None:
    for row in article.within(article.dates, mention.end, mention.end + _AFTER):
        between = article.text[mention.end : row["start"]]
        if row.get("earliest") and ". " not in between and _patterns()["dated"].search(between):
            mention.tells.earliest, mention.tells.latest = row["earliest"], row["latest"]
            return


def fits(one: Plan, other: Plan) -> int:
    """Return how much speaks for one plan in what a mention tells and what is known of a plan, -1 if it cannot be."""
    shared = one.owners & other.owners
    is_others = bool(one.owners and not shared)
    numbers = {one.n_points, other.n_points} - {None}
    clash = not other.is_counter if one.is_counter else is_others and (other.is_counter or other.owners)
    if clash or len(numbers) > 1:
        return -1
    return 4 * bool(one.n_points and other.n_points) + 3 * one.is_counter + 3 * bool(shared)


def _same(mention: PlanMention, plans: list[Plan], near: list[int]) -> int:
    """Return which plan is mentioned, -1 if none so far: by its number and proposers, else the last or the main one."""
    if not plans:
        return -1
    tells = mention.tells
    scores = [fits(tells, plan) for plan in plans]
    best = max(range(len(plans)), key=lambda place: (scores[place], plans[place].n_mentions))
    if scores[best] > 0:
        return best
    if tells.n_points or tells.owners or tells.is_counter or not (mention.is_definite or mention.is_certain):
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
    plan.n_mentions += 1
    if tells.earliest and not plan.earliest:
        plan.earliest, plan.latest = tells.earliest, tells.latest
    if tells.is_counter and not plan.is_counter:
        plan.is_counter = True
        others = [place for place, other in enumerate(plans) if not other.is_counter]
        plan.answers = max(others, key=lambda place: plans[place].n_mentions, default=None)
