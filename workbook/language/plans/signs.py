"""What speaks for and against a stretch of a sentence being a point of a plan.

The signs are general ones: what governs it, its mood and tense, whose words it is, how far the plan's name is. How
much each weighs is learned from annotated reports and written in ``lexicons/plan-weights.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from workbook.language.plans.features import conditions_of, figures_of
from workbook.language.plans.plan_words import any_of, words
from workbook.language.plans.stance_words import find_cues, is_without_object
from workbook.language.plans.statements import Unit, is_verb
from workbook.language.plans.topics import topics_of
from workbook.language.verbs import children
from workbook.lexicons import read_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_MODALS = frozenset(("will", "would", "shall", "must", "may", "can", "'ll", "’ll"))
_ALL = frozenset(
    ("each", "both", "all", "no", "every", "any", "nobody", "everybody", "whoever", "neither", "those", "none")
)
_IS_TO = re.compile(r"\b(?:is|are|has|have) to\b(?! come)")
_BEFORE = 8  # tokens before a verb without a subject in which the plan's noun stands
_FEW = 3


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(rf"\b(?:{any_of(kind)})\b", re.IGNORECASE) for kind in ("silence", "wish")}


@cache
def _reporting() -> frozenset[str]:
    table = read_lexicon("reporting-verbs")
    return frozenset(table.loc[table["kind"] == "verb", "word"]) - words("contains")


def own_signs(
    sent: Span,
    unit: Unit,
    *,
    plan_nouns: set[int],
    is_quoted: bool,
    first: int,
    pronouns: Collection[str],
) -> dict[str, float]:
    """Return the signs that a unit carries itself, each with its strength, 1 for most.

    Args:
        sent: The sentence.
        unit: The stretch.
        plan_nouns: Places of the tokens that name a plan.
        is_quoted: Whether it is in quotation marks.
        pronouns: What may mean a plan of which the text spoke just before: "it", "they".
        first: The first token of its own content, behind "the plan calls for".
    """
    doc = sent.doc
    span = doc[unit.first : unit.last]
    content = doc[first : unit.last]
    text = content.text
    verbs = [token for token in span if is_verb(token) or token.tag_ == "MD"]
    main = next((token for token in verbs if token.dep_ != "acl:relcl" and token.tag_ != "VBN"), None)
    subject = subject_of(main)
    is_it = subject is not None and subject.lower_ in pronouns
    of_plan = is_it or (subject is not None and subject.i in plan_nouns)
    lowered = {token.lower_ for token in content}
    lemmas = {token.lemma_ for token in verbs}
    has_modal = bool(lowered & _MODALS)
    finite = next((token for token in content if token.tag_ in ("VBD", "VBZ", "VBP", "MD")), None)
    is_to = bool(_IS_TO.search(text)) or (first > 0 and text.startswith("to "))
    governor = "" if unit.governor is None else unit.governor.lemma_
    is_governed = unit.governor is not None and _is_the_plans(unit.governor, plan_nouns, pronouns)
    does = bool(lemmas & words("does")) and subject is not None and subject.dep_ != "nsubj:pass"
    holds = has_modal or is_governed or does
    is_bare = finite is None and not (is_governed or unit.is_listed or unit.is_named)
    signs = {
        "the plan's verb of content governs it": is_governed and governor not in words("drops"),
        "the plan drops it": is_governed and governor in words("drops"),
        "the plan does it": of_plan and does and not is_governed,
        "another's verb of content governs it": unit.governor is not None and not is_governed,
        "such as, including": unit.is_named,
        "the plan is its subject": of_plan and not is_it and holds,
        "the plan does something else": of_plan and not is_it and not holds,
        "it is its subject": is_it,
        "stands in a list": unit.is_listed,
        "would, shall, must": has_modal and not of_plan,
        "the plan would": has_modal and of_plan,
        "is to, has to": is_to,
        "infinitive or participle first": content[0].tag_ in ("VB", "VBN"),
        "present tense": finite is not None and finite.tag_ in ("VBZ", "VBP") and not has_modal and not is_to,
        "past tense": finite is not None and finite.tag_ == "VBD",
        "perfect": bool({"has", "have", "had"} & lowered)
        and not is_to
        and any(token.tag_ == "VBN" for token in content),
        "under the plan": _is_under(sent, unit, plan_nouns),
        "no verb": finite is None,
        "a bare part of a sentence": is_bare and sent.end - sent.start > len(span) + _FEW,
        "between semicolons": sum(token.text == ";" for token in sent) > 1,
        "quoted": is_quoted,
        "somebody says": any(token.lemma_ in _reporting() and not of_plan for token in verbs),
        "takes a side": not of_plan and _takes_side(span, first),
        "a general noun": any(token.lemma_ in words("general") for token in _first_noun(content)),
        "says nothing of": bool(_patterns()["silence"].search(span.text)),
        "a wish": bool(_patterns()["wish"].search(span.text)),
        "names a plan": any(token.i in plan_nouns for token in content),
        "a figure": bool(figures_of(text)),
        "a condition or deadline": bool(conditions_of(text)),
        "a topic": bool(topics_of(text)),
        "each, both, all, no": bool(
            subject is not None and {subject.lower_, *(one.lower_ for one in children(subject))} & _ALL
        ),
        "very short": len(content) < _FEW,
    }
    return {name: float(value) for name, value in signs.items() if value}


def _takes_side(span: Span, first: int) -> int:
    """Say whether a stretch takes a side behind its first token; twice where it is a promise: "would sign if …"."""
    cues = [cue for cue in find_cues(span) if cue.first >= first]
    promises = (is_without_object(cue, span.doc) or span.doc[cue.first].tag_ == "MD" for cue in cues)
    return bool(cues) + any(promises)


def _first_noun(content: Span) -> Span:
    """Return the noun that a stretch begins with, behind its article and adjectives."""
    place = next((at for at, token in enumerate(content) if token.pos_ not in ("DET", "ADJ", "NUM", "VERB")), 0)
    return content[place : place + 1]


def _is_the_plans(verb: Token, plan_nouns: set[int], pronouns: Collection[str]) -> bool:
    """Say whether a verb of content is the plan's, or its mediators': "the charter includes", "it asks"."""
    subject = subject_of(verb)
    if subject is None or subject.lower_ in ("that", "who"):
        return any(place in plan_nouns for place in range(verb.i - _BEFORE, verb.i))
    is_part = subject.lemma_ in words("part") | words("demand") | words("counted") | words("mediator")
    return subject.i in plan_nouns or verb.i - 1 in plan_nouns or subject.lower_ in pronouns or is_part


def _is_under(sent: Span, unit: Unit, plan_nouns: set[int]) -> bool:
    """Say whether the sentence begins with "under the plan"."""
    doc, begin = sent.doc, sent.start
    if not any(token.lower_ in ("under", "in") for token in doc[begin : begin + 3]):
        return False
    nouns = [place for place in range(begin + 1, min(begin + 10, unit.last)) if place in plan_nouns]
    return any(not doc[noun].dep_.startswith("nsubj") for noun in nouns)


def subject_of(verb: Token | None) -> Token | None:
    """Return the subject of a verb, or of the verb that it is coordinated with."""
    for token in (verb, verb.head if verb is not None else None):
        if token is None:
            continue
        found = next((child for child in children(token) if child.dep_.startswith("nsubj")), None)
        if found is not None:
            return found
    return None


def content_start(doc: Doc, unit: Unit, plan_nouns: set[int]) -> int:
    """Return where a unit's content begins: behind "the plan calls for", "under the charter," and "it"."""
    verb = unit.governor
    if verb is not None and unit.first <= verb.i < unit.last - 1:
        first = verb.i + 1
        return first + 1 if doc[first].lower_ in ("for", "that", "of") and first + 1 < unit.last else first
    if doc[unit.first].lower_ in ("under", "in", "by", "according", "as"):
        comma = next((token.i for token in doc[unit.first : unit.last] if token.text == ","), None)
        if (
            comma is not None
            and comma + 1 < unit.last
            and (doc[unit.first].lower_ == "according" or not plan_nouns.isdisjoint(range(unit.first, comma)))
        ):
            last = [token.i for token in doc[unit.first : min(unit.first + 25, unit.last)] if token.text == ","]
            modal = next((token.i for token in doc[unit.first : unit.last] if token.tag_ == "MD"), unit.last)
            return max((place for place in last if place < modal), default=comma) + 1
    for token in doc[unit.first + 1 : unit.last - 1]:
        verb = token.head if token.dep_.startswith("aux") else token
        if token.tag_ not in ("MD", "VBZ", "VBP", "VBD") or verb.dep_ == "acl:relcl":
            continue
        subject = subject_of(verb)
        if "by" in [later.lower_ for later in doc[token.i + 1 : token.i + 3]]:
            continue  # "the roadmap put forward by Norway"
        is_it = subject is not None and subject.lower_ in ("it", "they") and subject.i < token.i
        of_plan = token.i - 1 in plan_nouns or (subject is not None and subject.i in plan_nouns)
        return token.i if is_it or of_plan else unit.first
    return unit.first
