"""What an article may report of its plans: every stretch of text near the name of one, with the signs for and against.

A list counts as near however long it is. Whose plan it is: the one named before it in the sentence, else the one that
the text spoke of last.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.language.plans.passages import FAR, Near, near_a_plan
from workbook.language.plans.plan_mentions import Article, PlanMention
from workbook.language.plans.signs import content_start, own_signs, subject_of
from workbook.language.plans.statements import Unit, trimmed, units
from workbook.language.plans.weights import meaning_signs, weigh

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_EMPTY = frozenset(("PROPN", "PUNCT", "DET", "SPACE", "CCONJ", "SCONJ", "ADP"))
_DATELINE = re.compile(r"(?<![^\n])[A-Z][^\n.?!]{0,60}?\)?\.? ?[–—-] ?(?=[A-Z])")
_ELSEWHERE = re.compile(  # an older treaty, the writer's own thoughts, how something is gone about
    r"\b(?:still|remains?|stays?) (?:in force|in effect|law|valid)\b|\bnot be confused\b"
    r"|^(?:I|you|one) (?:would|may|can|could)\b"
    r"|^an? (?:[\w-]+ ){0,2}(?:approach|path|pathway|process) (?:to|of|for|towards?)\b",
    re.IGNORECASE,
)
_PARAGRAPHS = 3
HOPELESS = 0.15  # chance by the other signs below which nothing is encoded
SPARSE = 300  # words; where a plan is named less often, only what words tie to it is a candidate
_AROUND = 2  # candidates on each side that say whether points are being told here
_PARAGRAPH = 8  # candidates on each side that are looked at in a paragraph
_QUOTED = re.compile(r"“[^“”\n]{1,2000}”|\"[^\"\n]{1,2000}\"")
_STRONG = frozenset((
    "the plan's verb of content governs it", "the plan drops it", "the plan does it", "the plan is its subject",
    "it is its subject", "under the plan", "answers a question",
))  # fmt: skip
_BINDING = frozenset(("stands in a list", "stands in an announced list", "would, shall, must"))


@dataclass
class Candidate:
    """A stretch of text that may be a point of a plan."""

    start: int
    end: int
    plan: int
    signs: dict[str, float]
    chance: float = 0.0  # of being a point by itself, whatever stands around it


def find_candidates(article: Article, found: list[PlanMention], *, least: float = HOPELESS) -> list[Candidate]:
    """Return the candidates of an article in order, with their signs, but for those of less chance than ``least``."""
    quoted = [match.span() for match in _QUOTED.finditer(article.text)]
    counts = Counter(mention.plan for mention in found)
    main = max(counts, key=lambda plan: (counts[plan], -plan), default=0)
    candidates = [
        candidate
        for sent, named, near in near_a_plan(article, found)
        for candidate in _of_sentence(article, sent, named, near, main, quoted)
    ]
    n_words = len(article.text.split())
    often = {plan for plan, count in counts.items() if SPARSE * count >= n_words}
    once = {plan for plan, count in counts.items() if count == 1}
    hopeful = [one for one in candidates if not least or _has_a_chance(one, often, once, least)]
    texts = [article.text[one.start : one.end] for one in hopeful]
    for candidate, signs in zip(hopeful, meaning_signs(texts), strict=True):
        candidate.signs |= signs
        candidate.chance = weigh("by itself", candidate.signs)[0]
    look_around(article, candidates)
    return hopeful


def is_of_something_else(candidate: Candidate, text: str) -> bool:
    """Say whether a candidate is a label ("• Parvan: will sign"), a question, of another treaty, or says nothing."""
    mark = text[candidate.end : candidate.end + 1]
    is_label = ("no verb" in candidate.signs and mark == ":") or mark == "?"
    is_empty = {"a general noun", "very short"} <= candidate.signs.keys()  # "amendments"
    return is_label or is_empty or bool(_ELSEWHERE.search(text[candidate.start : candidate.end]))


def _has_a_chance(candidate: Candidate, often: set[int], once: set[int], least: float) -> bool:
    """Say whether the signs that cost little leave a chance; of a plan that is hardly named, words must tie it.

    In the paragraphs behind the only one that names a plan, an obligation or a list does as well.
    """
    tied = bool(_STRONG & candidate.signs.keys())
    if candidate.plan not in often and not tied:
        return False
    is_far = "paragraphs since its name" in candidate.signs
    if candidate.plan in once and is_far and not tied and not _BINDING & candidate.signs.keys():
        return False
    return weigh("before meaning", candidate.signs)[0] >= least


def look_around(article: Article, candidates: list[Candidate]) -> None:
    """Add how likely those beside each candidate are points by themselves, and those of its paragraph."""
    lines = [article.line(candidate.start) for candidate in candidates]
    chances = [candidate.chance for candidate in candidates]
    for place, candidate in enumerate(candidates):
        first, last = max(0, place - _AROUND), place + 1 + _AROUND
        beside = [*chances[first:place], *chances[place + 1 : last]]
        candidate.signs["points stand beside it"] = sum(beside) / (2 * _AROUND)
        first, last = max(0, place - _PARAGRAPH), place + 1 + _PARAGRAPH
        others = [
            chance
            for near, chance in enumerate(chances[first:last], first)
            if lines[near] == lines[place] and near != place
        ]
        if others:
            candidate.signs["points in the paragraph"] = sum(others) / len(others)


def _plan_of(doc: Doc, unit: Unit, named: list[PlanMention], first: int) -> int | None:
    """Return the plan that a unit speaks of: the subject of its verb of content, else the one named before it."""
    subject = subject_of(unit.governor)
    for mention in named:
        is_first = subject is None and doc[mention.head].dep_.startswith("nsubj")
        is_subject = is_first or (subject is not None and subject.i == mention.head)
        if unit.governor is not None and mention.head < unit.governor.i and is_subject:
            return mention.plan  # "This document accepts the plan but proposes …"
    before = [mention.plan for mention in named if mention.head < max(first, unit.first + 1)]
    return before[-1] if before else None


def _of_sentence(
    article: Article,
    sent: Span,
    named: list[PlanMention],
    near: Near,
    main: int,
    quoted: list[tuple[int, int]],
) -> Iterator[Candidate]:
    doc = article.parsed.doc
    nouns = {mention.head for mention in named}
    for unit in units(sent):
        first = content_start(doc, unit, nouns)
        start, end = trimmed(article.text, int(doc[first].idx), int(doc[unit.last - 1].idx + len(doc[unit.last - 1])))
        is_opening = unit.governor is not None and unit.governor.i == doc[unit.first : unit.last][-1].i
        is_aside = doc[first].tag_ == "VBN" and doc[first].dep_ == "acl"  # "the text, seen by the Courier"
        dateline = _DATELINE.match(article.text, start)
        if (
            start >= end
            or is_opening
            or is_aside
            or all(token.pos_ in _EMPTY for token in doc[first : unit.last])
            or (dateline and dateline.end() >= end)
        ):
            continue
        plan = _plan_of(doc, unit, named, first)
        if plan is None:
            plan = main if unit.is_named else near.plan
        place = bisect_right(quoted, (start, len(article.text))) - 1
        is_quoted = place >= 0 and start < quoted[place][1]
        signs = own_signs(
            sent,
            unit,
            plan_nouns=nouns,
            is_quoted=is_quoted,
            first=first,
            pronouns=(near.pronoun, "which") if near.distance <= 1 and not near.paragraphs else (),
        )
        if near.is_listed:
            signs["stands in an announced list"] = 1.0
            for sign in ("a bare part of a sentence", "perfect", "somebody says", "present tense"):
                signs.pop(sign, None)
        if near.is_before:
            signs["before its name"] = 1.0
        if near.paragraphs:
            signs["paragraphs since its name"] = min(near.paragraphs, _PARAGRAPHS) / _PARAGRAPHS
        if near.after_question:
            signs["answers a question"] = 1.0
        if not named and near.distance > 1:
            signs["sentences since its name"] = min(near.distance, FAR) / FAR
        yield Candidate(start, end, plan, signs)
