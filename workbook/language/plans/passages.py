"""Which sentences of an article may speak of a plan: those near its name, and the lists that it announces."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbook.language.pipeline import sentences
from workbook.language.plans.plan_mentions import Article, PlanMention
from workbook.language.plans.plan_words import words

if TYPE_CHECKING:
    from spacy.tokens import Span

FAR = 12  # sentences after which a text no longer speaks of a plan that it does not name
_AHEAD = 250  # tokens before the first name of a plan that may speak of it already
_MOST = 40  # mentions in one sentence that are looked at
_BULLET = re.compile(r"[ \t]*(?:[•*–-]|\(?[a-z\d]{1,3}[.)])\s")
_MODALS = frozenset(("would", "will", "shall", "must"))


@dataclass
class Near:
    """The plan that a sentence may speak of though it does not name it, and how far its name is."""

    plan: int
    distance: int
    is_listed: bool
    after_question: bool = False
    paragraphs: int = 0
    is_before: bool = False
    pronoun: str = "it"


def near_a_plan(article: Article, found: list[PlanMention]) -> Iterator[tuple[Span, list[PlanMention], Near]]:
    """Yield the sentences near a plan's name, each with the mentions in it."""
    heads = [mention.head for mention in found]
    near: Near | None = None
    announced = asked = False
    last_end = named_line = 0
    run_ins = [section for section in article.parsed.sections if section.kind == "run-in"]
    bodies = [section.body for section in run_ins]
    starts = {section.start for section in run_ins}
    headings = [start for start, _ in article.parsed.headings if start not in starts]
    for sent in sentences(article.parsed):
        named = found[bisect_left(heads, sent.start) : bisect_left(heads, sent.end)][:_MOST]
        line_start = article.text.rfind("\n", 0, sent.start_char) + 1
        if bisect_left(headings, last_end) < bisect_left(headings, sent.start_char):
            announced = bool(named)
        last_end = sent.end_char
        bullet = _BULLET.match(article.text, line_start)
        is_dated = bool(bullet and article.within(article.dates, bullet.start(), bullet.end() + 3))
        place = bisect_right(bodies, sent.start_char) - 1
        is_run_in = place >= 0 and sent.start_char < run_ins[place].end
        is_bullet = (bullet is not None or is_run_in) and not is_dated  # a timeline is no list of points
        if is_bullet and any(article.parsed.doc[mention.head].dep_.startswith("nsubj") for mention in named):
            holds = words("contains") | words("does") | _MODALS
            is_bullet = bool({token.lemma_ for token in sent} & holds)  # not "This framework draws on …"
            announced = announced and is_bullet
        if near is not None and not named and not (is_bullet and announced):
            near = replace(near, distance=near.distance + 1)
            near.paragraphs = 0 if is_bullet else article.line(sent.start_char) - named_line
        if named:
            first = near or Near(named[0].plan, 0, is_listed=False)
            named_line = article.line(sent.start_char)
            yield sent, named, replace(first, distance=0, paragraphs=0, is_listed=is_bullet and announced)
            subjects = [mention for mention in named if article.parsed.doc[mention.head].dep_.startswith("nsubj")]
            last = (subjects or named)[-1]
            is_plural = article.parsed.doc[last.head].tag_ in ("NNS", "NNPS")
            near = Near(last.plan, 0, is_listed=False, pronoun="they" if is_plural else "it")
        elif near is None and heads:
            to_come = article.parsed.doc[sent.end : heads[0]]
            distance = sum(1 for token in to_come if token.is_sent_start) + 1 if len(to_come) < _AHEAD else FAR
            if distance < FAR:
                yield sent, named, Near(found[0].plan, distance, is_bullet and announced, is_before=True)
        elif near is not None and near.distance <= FAR:
            yield sent, named, replace(near, is_listed=is_bullet and announced, after_question=asked)
        asked = sent.text.rstrip().endswith("?")
        if not is_bullet:
            lemmas = {token.lemma_ for token in sent}
            parts = bool(lemmas & (words("part") | words("counted")))
            ends = sent.text.rstrip().endswith(":") or article.text[sent.end_char : sent.end_char + 2].strip() == ":"
            announced = (bool(named) or parts) and (ends or parts or bool(lemmas & words("contains")))
