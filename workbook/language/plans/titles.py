"""Plans that go by a name of their own: "the Harbour Charter", "the Lisbon draft", "Terms for a Truce".

Any noun of a document may stand in a name, so a name alone says little: treaties and laws have names too. A name is
that of a plan where the article treats it as one: counts its points, hands it over, or says what it would do.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from workbook.language.plans.plan_words import any_of, words
from workbook.language.verbs import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SMALL = frozenset(
    ("the", "a", "an", "this", "that", "its", "their", "his", "her", "our", "my", "your", "s", "first", "second")
)
_MONTHS = frozenset(month.lower() for month in calendar.month_name if month)
_REST = re.compile(r" (?:of|for|on|in) (?:the |a |an )?(?:[A-Z][\w'’-]*(?: (?:and )?(?=[A-Z])|\b))+")
_YEAR_AFTER = re.compile(r" (?:of|from) (?:\w+ )?[12]\d{3}\b")
_YEAR_BEFORE = re.compile(r"[12]\d{3} (?:[\w'’-]+ ){0,2}$")
_END = re.compile(r"(?<![A-Z])\. |\n")  # of a sentence, not "R. S. Rao"
_NEAR = 200  # characters around a name that say whether it is a plan's
_REACH = 40  # words behind "under the plan" in which its verb stands
_MOST_BEFORE = 6  # words of a name before its noun
_VERBS = frozenset(("plan", "draft"))  # as well as nouns


@dataclass(frozen=True)
class Title:
    """A name of a text in an article: which words tell it from others, and what it is called for short."""

    start: int
    end: int
    noun: str  # of the text, in small letters and the singular: "charter"
    words: frozenset[str]  # "harbour"; empty for "the Charter"


def title_at(text: str, doc: Doc, head: Token, owners: set[int]) -> Title | None:
    """Return the name that a noun of a document ends or begins, None where it is an ordinary noun.

    Args:
        text: The article's text; spaCy makes that of a doc anew each time.
        doc: The article.
        head: The noun.
        owners: Places of the tokens that name a state or body, which say whose a plan is.
    """
    first = head.i
    while first > max(0, head.i - _MOST_BEFORE) and not doc[first].is_sent_start and _goes_on(doc[first - 1]):
        first -= 1
    rest = _REST.match(text, head.idx + len(head)) if head.text[0].isupper() else None
    is_name = head.text[0].isupper()
    told = {
        token.lower_
        for token in doc[first : head.i]
        if token.text[0].isupper() and token.i not in owners and (is_name or token.nbor().tag_ != "POS")
    }
    if rest:
        told |= set(rest.group().lower().split())
    if not is_name and words("named") & {head.lower_} and doc[first].lower_ == "a":
        return None
    told -= _SMALL | _MONTHS | {"mr", "ms", "mrs", "dr"} | words("subject") | {"of", "for", "on", "in", "and"}
    told = {word for word in told if not word[0].isdigit()}
    if not told and not head.text[0].isupper():
        return None
    if doc[first].lower_ in _SMALL and first < head.i:
        first += 1
    end = rest.end() if rest else head.idx + len(head)
    return Title(int(doc[first].idx), int(end), _singular(head), frozenset(told))


def may_be_a_plan(head: Token) -> bool:
    """Say whether a word can mean a text: not a verb, nor who made one, nor a part of a name ("Vision Guyana")."""
    is_capital = head.text[0].isupper()
    if not (head.pos_ in ("NOUN", "PROPN") or is_capital or head.lower_ in words("plan") - _VERBS):
        return False  # parsers take "the Algiers roadmap" for a verb
    following = head.doc[head.i + 1 : head.i + 2]
    is_in_a_name = is_capital and head.lower_ in words("loose") and following.text[:1].isupper()
    is_maker = is_capital and head.head.tag_ == "VBN" and any(child.lower_ == "by" for child in children(head))
    return not (is_in_a_name or is_maker)


def _goes_on(token: Token) -> bool:
    """Say whether a word before belongs to a name: it begins with a capital, or joins two that do."""
    return token.text[0].isupper() or token.tag_ in ("POS", "HYPH") or token.text in ("-", "–", "&")


def _singular(head: Token) -> str:
    lower = head.lower_
    return lower if lower in words("named") or lower in words("plan") else lower.removesuffix("s")


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    numbers = "|".join(words("numeral"))
    parts = "point|article|step|term|section|clause|pillar|page|paragraph|commitment|item|chapter"
    return {
        "counted": re.compile(rf"\b(?:\d{{1,3}}|{numbers})(?:[- ](?:\w+ )?)(?:{parts})s?\b", re.IGNORECASE),
        "under": re.compile(r"^(?:\W*\w+){0,3}?\W*(?:under|according to|in)\W+(?:the |its |their )?$", re.IGNORECASE),
        "called": re.compile(r"\b(?:call(?:s|ed)?|dub(?:s|bed)?|known as|styled|titled|entitled)\b[^.;]{0,25}$"),
        "put": re.compile(rf"\b(?:{any_of('put')})", re.IGNORECASE),
    }


def is_on_the_table(text: str, doc: Doc, head: Token, title: Title) -> bool:
    """Say whether a sentence treats a named text as a plan: points are counted, it is handed over, it would do."""
    if _YEAR_AFTER.match(text, title.end) or _YEAR_BEFORE.search(text, max(0, title.start - 40), title.start):
        return False
    signs = _signs()
    verb = head.head
    is_subject = head.dep_.startswith("nsubj")
    is_now = verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in words("does")
    holds = is_now or verb.lemma_ in words("contains") or any(child.tag_ == "MD" for child in verb.children)
    if is_subject and holds:
        return True
    following = doc[head.i + 1] if head.i + 1 < len(doc) else head
    if following.tag_ == "MD" or following.lemma_ in words("contains"):  # parsers take "plan asks" for one noun
        return True
    before, after = _around(text, title)
    if signs["under"].match(before) and any(token.tag_ == "MD" for token in doc[head.i : head.i + _REACH]):
        return True
    if signs["called"].search(before):
        return True
    return bool(signs["counted"].search(before + after) or signs["put"].search(before + after))


def _around(text: str, title: Title) -> tuple[str, str]:
    """Return the sentence before and after a name, as far as it is near."""
    before = _END.split(text[max(0, title.start - _NEAR) : title.start])[-1]
    return before, _END.split(text[title.end : title.end + _NEAR], maxsplit=1)[0]
