"""The mentions of plans: which words of an article name a plan or proposal, and what they tell of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from workbook.language.pipeline import Parsed
from workbook.language.plans.figures import number_words
from workbook.language.plans.plan_words import any_of, words
from workbook.language.plans.titles import Title, is_on_the_table, may_be_a_plan, title_at

if TYPE_CHECKING:
    from spacy.tokens import Token

Row = dict[str, Any]
_DEFINITE = re.compile(r"(?:the|this|that|these|those|its|their|his|her)\b|.*['’]s?\b", re.IGNORECASE)
_ANY = re.compile(r"(?!(?:the|this|that|its|their|his|her)\b|.*['’])(?:an?|any|no|some)?\b[^-]*$", re.IGNORECASE)
_HEADING = re.compile(r"(?:[A-Z][\w'’-]* ){1,4}$")  # "2. The Kesh Memorandum"
_ENDS_PHRASE = frozenset(("IN", "TO", "VBD", "VBZ", "VBP", "MD", "WDT", "WP", "VB", "PRP", "EX"))
_BEFORE = 40  # characters before it in which it is called an answer: "replied with a four-page draft"
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
    title: set[str] = field(default_factory=set)  # the words of its name: "harbour"
    nouns: set[str] = field(default_factory=set)  # what it is called for short: "charter"
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
    is_short: bool = False  # "the charter", which means a plan only after one of that noun
    has_name: bool = False  # "the Harbour Charter", "the Charter"
    is_on_the_table: bool = False  # the sentence treats the name as that of a plan
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
        self._token_starts = sorted(self.tokens)
        # tokens that name a state or body: whose a plan is, not what it is called
        self.owners = {
            self.tokens[place].i
            for row in self.mentions
            if row["entity_type"] == "country" or row["form"] == "demonym" or row["text"].isupper()
            for place in range(row["start"], row["end"])
            if place in self.tokens
        }
        self._lines = [found.end() for found in re.finditer(r"\n+", self.text)]

    def within(self, rows: Sequence[Row], start: int, end: int) -> Sequence[Row]:
        """Return the rows that begin in ``[start, end)``."""
        starts = self._starts[id(rows)]
        return rows[bisect_left(starts, start) : bisect_left(starts, end)]

    def token_after(self, position: int) -> int | None:
        """Return the first token at or after a place of the text, headings aside."""
        at = bisect_left(self._token_starts, position)
        return self.tokens[self._token_starts[at]].i if at < len(self._token_starts) else None

    def line(self, position: int) -> int:
        """Return the number of the line."""
        return bisect_right(self._lines, position)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    numbers = "|".join(number_words())
    put = "|".join(rf"{re.escape(word)}\w*" for word in sorted(words("verb"), key=len, reverse=True))
    nouns = "|".join(any_of(kind) for kind in ("counter", "plan", "loose", "named"))
    return {
        "noun": re.compile(rf"\b(?:{nouns})s?\b", re.IGNORECASE),
        "counter": re.compile(rf"\b(?:{any_of('counter')})s?$", re.IGNORECASE),
        "about": re.compile(rf"\b(?:{any_of('subject')})\b", re.IGNORECASE),
        "points": re.compile(
            rf"\b(\d{{1,3}}|{numbers})[- –](?:point|step|stage|phase|article|clause|item|part)\b", re.IGNORECASE
        ),
        "pages": re.compile(rf"(?:\b| of |, )(?:\d{{1,3}}|{numbers})[- ]pages?\b", re.IGNORECASE),
        "counted": re.compile(
            rf"(?: \w+)? (?:of|in|with|has|had|contains|comprises) (\d{{1,3}}|{numbers}) (?:\w+ )?"
            rf"(?:{any_of('counted')})s\b",
            re.IGNORECASE,
        ),
        "from": re.compile(rf"(?:^\W*(?:from|of|by)|\b(?:{put})(?: \w+ly)? by)(?: the| both)?\W+$", re.IGNORECASE),
        "goes on": re.compile(rf"\s+(?:(?:{any_of('subject')})\s+)?(?:{nouns})\b", re.IGNORECASE),
        "ends a war": re.compile(
            r"(?:[^.;\n]{0,60} )?(?:to|for|at) (?:(?:end|stopp?|halt)(?:ing)?|(?:resolv|settl)(?:e|ing))"
            rf" [^.;\n]{{0,40}}\b(?:{any_of('strife')})\b",
            re.IGNORECASE,
        ),
        "by mediators": re.compile(
            rf" (?:{put})(?: \w+ly)? by [^.,;\n]{{0,40}}\b(?:{any_of('mediator')})s?\b", re.IGNORECASE
        ),
        "in answer": re.compile(
            r"\b(?:counter|repl(?:y|i)|answer|respond|hit back|retort)\w* (?:to it |on \w+ )?(?:with|by \w+ing) $"
        ),
        "mediators'": re.compile(rf"\b(?:{any_of('mediator')})s?['’]", re.IGNORECASE),
        "of own": re.compile(r" of (?:its|their|his|her) own\b", re.IGNORECASE),
        "dated": re.compile(rf"\b(?:from|of|dated|(?:{put})(?: \w+)?(?: on| in)?)\W+$", re.IGNORECASE),
    }


def plan_mentions(article: Article) -> Iterator[PlanMention]:
    """Yield the mentions of plans in order of the text; ``find_plans`` says which plan each means."""
    last = -1
    for found in _patterns()["noun"].finditer(article.text):
        places = range(found.end() - 1, found.start() - 1, -1)
        head = next((article.tokens[at] for at in places if at in article.tokens), None)
        if found.start() < last or _patterns()["goes on"].match(article.text, found.end()):
            continue
        if head is None:
            if heading := _in_a_heading(article, found):
                yield heading
            continue
        if not may_be_a_plan(head):
            continue
        mention = _mention(article, found, head, last)
        if mention:
            last = mention.end
            yield mention


def _in_a_heading(article: Article, found: re.Match[str]) -> PlanMention | None:
    """Return the plan that a heading names, which what stands under it is read for; headings are not parsed."""
    line_start = article.text.rfind("\n", 0, found.start()) + 1
    words_before = _HEADING.search(article.text, line_start, found.start())
    following = article.token_after(found.end())
    if not words_before or following is None or not found.group()[0].isupper():
        return None
    name = {word.lower() for word in words_before.group().split()} - {"the"} - words("subject")
    noun = found.group().lower()
    tells = Plan(n_mentions=1, title=name, nouns={noun if noun in words("named") else noun.removesuffix("s")})
    start = words_before.start()
    return PlanMention(
        following, start, found.end(), tells, is_definite=True, is_near=False, is_certain=False, has_name=True
    )


def _mention(article: Article, found: re.Match[str], head: Token, last: int) -> PlanMention | None:
    """Return what a noun of a plan tells with the words around it, None where it means none."""
    text = article.text
    of_own = _patterns()["of own"].match(text, found.end())
    start = _phrase_start(head, found.start(), last)
    phrase = text[start : found.end()]
    noun = found.group().lower()
    noun = noun if noun in words("named") else noun.removesuffix("s")
    number = _patterns()["points"].search(phrase) or _patterns()["counted"].match(text, found.end())
    counter = _patterns()["counter"].search(phrase)
    about = _patterns()["about"].search(phrase[: found.start() - start])
    title = title_at(text, article.parsed.doc, head, article.owners)
    name = title.words if title else frozenset()
    answers = _patterns()["in answer"].search(text, max(0, start - _BEFORE), start)
    is_own = not number and head.tag_ == "NN" and bool(of_own or " own " in phrase or answers)
    n_points = (int(number[1]) if number[1].isdigit() else number_words()[number[1].lower()]) if number else None
    tells = Plan(n_points, is_counter=bool(counter) or is_own, n_mentions=1)
    tells.title, tells.nouns = set(name), {noun}
    is_named_plan = bool(name and found.group()[0].isupper() and noun in words("plan"))
    is_draft = "draft" in phrase.lower().split()
    if _ANY.match(phrase) and noun in words("loose"):
        about = None  # "a peace deal", which may never come
    is_counted = bool(_patterns()["pages"].search(phrase) or _patterns()["pages"].match(text, found.end()))
    is_own_noun = noun not in words("named") or bool(title)
    is_of_talks = noun in words("plan") and bool(_patterns()["ends a war"].match(text, found.end()))
    is_mediators = noun in words("plan") | words("loose") and bool(
        _patterns()["by mediators"].match(text, found.end()) or _patterns()["mediators'"].search(phrase)
    )
    signs = (number, counter, is_named_plan, is_draft, is_counted, about and is_own_noun, is_of_talks, is_mediators)
    is_certain = any(signs)
    is_definite = is_own or bool(_DEFINITE.match(phrase))
    is_short = noun in words("named") and not (name or is_certain or is_own)
    end = (of_own or found).end()
    whole = title or Title(start, end, noun, frozenset())
    on_the_table = is_on_the_table(text, article.parsed.doc, head, whole)
    if is_short and not (is_definite or title or on_the_table):
        return None
    if noun in words("loose") and not (is_certain or is_definite):
        return None
    is_near = phrase.lower().startswith(("this ", "that ", "it"))
    if title and name:
        start, end = min(start, title.start), max(end, title.end)
    mention = PlanMention(head.i, start, end, tells, is_definite, is_near, is_certain, is_short)
    mention.has_name = title is not None
    mention.is_on_the_table = on_the_table
    _tell_proposers(article, mention, head, is_own=is_own)
    _tell_day(article, mention)
    return mention


def _phrase_start(head: Token, start: int, after: int) -> int:
    """Return where the noun's phrase begins: its article, numbers, adjectives and possessors."""
    first = head
    while first.i > 0:
        token = head.doc[first.i - 1]
        if (
            token.idx < max(after, 0)
            or first.is_sent_start
            or token.is_space
            or token.tag_ in _ENDS_PHRASE
            or token.text == ":"
        ):
            break
        if not (
            head.is_ancestor(token)
            or first.tag_ == "POS"
            or token.tag_ in ("JJ", "POS", "NNP", "CD", "HYPH", "PRP$", "DT", "NN")
        ):
            break
        first = token
    while first.is_punct and first.i < head.i:
        first = first.nbor()
    return min(start, int(first.idx))


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
