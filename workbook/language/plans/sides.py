"""Sides that set phrases take: "is against the charter", "has given it its blessing", "is still studying the text"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from workbook.lexicons import read_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span

Row = dict[str, Any]
_OTHERS = re.compile(r"\b(?:should|ought|if|whether|unless|urged?|wants?|hopes?|imagine|wise)\b", re.IGNORECASE)
_HEDGES = re.compile(
    r"\b(?:if|provided|so long as|as long as|once|on condition|only when|only if|in principle|assuming|subject to)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|no|never|nothing)\b|n['’]t\b", re.IGNORECASE)
_TURN = re.compile(r"\b(?:whereas|while|but)\b|;")
_START = itemgetter("start")
_AND = re.compile(r",? and (?:both |the )*")
_MOST = 6  # actors named in one breath
_NEAR = 200  # characters before a sentence in which the plan stands that "it" means
_AFTER = 60  # characters after a phrase in which the plan may be named
_REACH = 90  # characters from the holder to the phrase


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    table = read_lexicon("stance-words")
    chosen = table[table["kind"] == "side"]
    stances = dict(zip(chosen["word"], chosen["stance"], strict=True))
    longest = sorted(stances, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE), stances


def sides_of(sent: Span, text: str, mentions: Sequence[Row], plans: Sequence[Row]) -> Iterator[Row]:
    """Yield the sides that set phrases of a sentence take: whose, of which plan, which stance.

    Only where the holder is named before the phrase in the same sentence, and the plan in it, or right before it
    where the phrase or "it" stands for it. What somebody should do, or would if, is nobody's side.
    """
    pattern, stances = _phrases()
    for found in pattern.finditer(text, sent.start_char, sent.end_char):
        holders = within(mentions, max(sent.start_char, found.start() - _REACH), found.start())
        holder = _holder(text, holders, found.start())
        begin = holder["start"] if holder else found.start()
        plan = _plan(plans, sent.start_char, found)
        if holder is None or plan is None or _OTHERS.search(text, begin, found.start()):
            continue
        stance = stances[found.group().lower()]
        end = min(sent.end_char, found.end() + 2 * _REACH)
        turn = _TURN.search(text, found.end(), end)
        end = turn.start() if turn else end
        if stance == "support" and _HEDGES.search(text, begin, end):
            stance = "conditional"
        if _NEGATED.search(text, holder["end"], found.start()):
            continue
        rule = f"phrase-{found.group().lower().replace(' ', '-')}"
        for one in joined(text, mentions, holder):
            yield {"start": begin, "end": found.end(), "actor_id": one["actor_id"], "plan_id": plan, "topic": None,
                   "stance": stance, "origin": "machine", "rule": rule}  # fmt: skip


def joined(text: str, mentions: Sequence[Row], holder: Row) -> list[Row]:
    """Return a holder with those named beside it: "Spain and Cape Verde have both endorsed it"."""
    place = bisect_left(mentions, holder["start"], key=_START)
    both = [holder]
    for at in range(place - 1, max(place - _MOST, -1), -1):
        if not _AND.fullmatch(text, mentions[at]["end"], both[-1]["start"]):
            break
        both.append(mentions[at])
    both.reverse()
    for following in mentions[place + 1 : place + _MOST]:
        if not _AND.fullmatch(text, both[-1]["end"], following["start"]):
            break
        both.append(following)
    return both


def _holder(text: str, holders: Sequence[Row], end: int) -> Row | None:
    """Return the first actor of the phrase's own clause; not where something is, nor whose."""
    if holders:
        turn = max((found.end() for found in _TURN.finditer(text, holders[0]["start"], end)), default=0)
        for row in holders:
            is_place = text[max(0, row["start"] - 6) : row["start"]].endswith(("In ", " in ", " of ", " from "))
            if row["start"] >= turn and row["form"] != "demonym" and not is_place and not _is_owner(text, row):
                return row
    return None


def _is_owner(text: str, row: Row) -> bool:
    """Say whether a name only says whose something is: "Kenya's draft"."""
    return text[row["end"] : row["end"] + 1] in ("'", "’", "-", "–")


def within(rows: Sequence[Row], start: int, end: int) -> Sequence[Row]:
    """Return the rows that begin in ``[start, end)``."""
    return rows[bisect_left(rows, start, key=_START) : bisect_left(rows, end, key=_START)]


def _plan(plans: Sequence[Row], begin: int, found: re.Match[str]) -> str | None:
    """Return the plan named right after the phrase, before it in the sentence, or just before the sentence."""
    after = within(plans, found.end(), found.end() + _AFTER)
    before = within(plans, begin - _NEAR, found.start())
    if after:
        return str(after[0]["plan_id"])
    return str(before[-1]["plan_id"]) if before else None
