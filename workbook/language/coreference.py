"""Which actor a source is: the one it names, or whom "he", "the minister" stand for.

Simple rules, nearest first; they fill ``quotes.actor_id`` and are never counted as mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Any

from workbook.lexicons import read_yaml

Row = dict[str, Any]

_REACH = 1500  # characters that a pronoun or a role looks back
_BESIDE = 60  # characters beside a name in which its role may stand
_BEHIND_OF = re.compile(r"(?:\b(?:of|for|from|to|by|with|in|at|near|against|about)\s+(?:the\s+)?)$", re.I)


def fill_actors(text: str, rows: list[Row], mentions: Sequence[Row]) -> None:
    """Fill ``actor_id`` of quotations whose source names an actor or stands for one.

    Args:
        text: The article's text.
        rows: Rows of ``quotes`` in the order of the text; changed in place.
        mentions: Rows with start, end, actor_id, entity_type.
    """
    known = sorted((m for m in mentions if m.get("actor_id")), key=lambda m: (m["start"], m["end"]))
    starts = [mention["start"] for mention in known]
    spoken: list[tuple[int, str]] = []  # where a person spoke last, for "he"
    resolved: dict[tuple[int, int], Row | None] = {}
    for row in rows:
        if row["source_start"] is None:
            continue
        span = (row["source_start"], row["source_end"])
        if span not in resolved:
            near = known[bisect_left(starts, span[0] - _REACH) : bisect_left(starts, span[1])]
            resolved[span] = _actor(text, span, near, spoken)
        mention = resolved[span]
        if mention is not None:
            row["actor_id"] = mention["actor_id"]
            if mention["entity_type"] == "person":
                spoken.append((span[1], mention["actor_id"]))


def _actor(text: str, span: tuple[int, int], near: list[Row], spoken: list[tuple[int, str]]) -> Row | None:
    start, end = span
    inside = [mention for mention in near if mention["start"] >= start and mention["end"] <= end]
    if named := _named(text, span, inside):
        return named
    before = [mention for mention in near if mention["end"] <= start]
    source = text[start:end].lower()
    words = read_yaml("speakers")
    people = [mention for mention in before if mention["entity_type"] == "person"]
    if source in words["persons"]:
        return _pronoun(text, start, people, spoken)
    if source in words["groups"] or source in words["things"]:
        others = [mention for mention in before if mention["entity_type"] not in ("person", "place")]
        return others[-1] if others else None
    if source.startswith(("the ", "mr", "ms")) and not inside:
        return _by_role(text, source, people)
    return None


def _named(text: str, span: tuple[int, int], inside: list[Row]) -> Row | None:
    """Return the mention that a source is about: a person, or the organization somebody speaks for."""
    start, end = span
    people = [m for m in inside if m["entity_type"] == "person" and not _BEHIND_OF.search(text, start, m["start"])]
    if people:
        return people[0]
    others = [m for m in inside if m["entity_type"] not in ("person", "place")]
    if not others:
        return None
    others.sort(key=lambda m: (m["entity_type"] != "organization", m["start"]))
    bare = re.sub(r"^(?:the|a|an)\s+", "", text[start:end], flags=re.I)
    whole = [m for m in others if 2 * (m["end"] - m["start"]) >= len(bare) or _is_head(text, span, m)]
    media = next((m for m in others if m["entity_type"] == "organization"), None)
    if media is not None and _pattern("media").search(text, media["end"], end):
        return media
    voice = _pattern("voices").search(text, start, end) is not None
    anonymous = re.match(r"(?:an?|one|another|some|two|three)\s(?!\w*\s?(?:spokes|statement))", text[start:end], re.I)
    if whole or (voice and not anonymous):
        return (whole or others)[0]
    return None


def _is_head(text: str, span: tuple[int, int], mention: Row) -> bool:
    """Say whether a body's name is what a phrase names: at its end ("the magazine X"), or before marks ("X (Y)")."""
    if mention["entity_type"] != "organization" or _BEHIND_OF.search(text, span[0], mention["start"]):
        return False
    return re.match(r"\W*$|\s?[(,–—]", text[mention["end"] : span[1]]) is not None


def _pronoun(text: str, start: int, people: list[Row], spoken: list[tuple[int, str]]) -> Row | None:
    """Return the person whom "he" or "she" stands for: who spoke or was named last, at a sentence's head."""
    for mention in reversed(people):
        head = re.search(
            r"(?:^|[.!?:;\n”\"]\s*)[^.!?:;\n”\"]*$", text[max(0, mention["start"] - 80) : mention["start"]]
        )
        leads = head is not None and not _BEHIND_OF.search(text, max(0, mention["start"] - 30), mention["start"])
        if leads or any(actor == mention["actor_id"] for _, actor in spoken[-1:]):
            return mention
    return people[-1] if people else None


def _by_role(text: str, source: str, people: list[Row]) -> Row | None:
    """Return the person nearest before beside whose name the role stands that the source gives."""
    roles = {match.group() for match in _pattern("roles").finditer(source)}
    for mention in reversed(people):
        beside = text[max(0, mention["start"] - _BESIDE) : mention["end"] + _BESIDE].lower()
        if any(re.search(rf"\b{role}\b", beside) for role in roles):
            return mention
    return None


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(read_yaml("speakers")[key], key=len, reverse=True)) + r")\b", re.I)
