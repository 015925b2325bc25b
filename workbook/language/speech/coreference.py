"""Which actor a source is: the one it names, or whom "he", "the minister" stand for.

Simple rules, nearest first; they fill ``quotes.actor_id`` and are never counted as mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from workbook.lexicons import read_yaml

Row = dict[str, Any]

_REACH = 1500  # characters that a pronoun or a role looks back
_BESIDE = 60  # characters beside a name in which its role may stand
_BEHIND_OF = re.compile(r"\b(?:of|for|from|to|by|with|in|at|near|against|about)\s+(?:the\s+)?$", re.I)
_HEAD = re.compile(r"(?:^|[.!?:;\n”\"]\s*)[^.!?:;\n”\"]*$")  # up to here, a sentence has just begun
_PRONOUN = re.compile(
    r"[^.!?\n\"“”]{0,120}?\b(he|his|she|her(?= (?!that|to|in|on|at|for|and|he|it|they|the)\w))\b", re.I
)
_ANONYMOUS = re.compile(r"(?:an?|one|another|some|two|three)\s(?!\w*\s?(?:spokes|statement))", re.I)


def fill_actors(text: str, rows: list[Row], mentions: Sequence[Row]) -> None:
    """Fill ``actor_id`` of the rows of ``quotes``, in the order of the text, whose source names or stands for an actor.

    The mentions have start, end, actor_id and entity_type.
    """
    known = sorted((m for m in mentions if m.get("actor_id")), key=lambda m: (m["start"], m["end"]))
    starts = [mention["start"] for mention in known]
    sexes = _sexes(text, known)
    spoke = None  # the person who spoke last, for "he"
    resolved: dict[tuple[int, int], Row | None] = {}
    for row in rows:
        if row["source_start"] is None:
            continue
        span = (row["source_start"], row["source_end"])
        if span not in resolved:
            near = known[bisect_left(starts, span[0] - _REACH) : bisect_left(starts, span[1])]
            resolved[span] = _actor(text, *span, near, spoke, sexes)
        if mention := resolved[span]:
            row["actor_id"] = mention["actor_id"]
            spoke = mention["actor_id"] if mention["entity_type"] == "person" else spoke


def _actor(text: str, start: int, end: int, near: list[Row], spoke: str | None, sexes: Counter[str]) -> Row | None:
    inside = [mention for mention in near if mention["start"] >= start and mention["end"] <= end]
    if named := _named(text, start, end, inside):
        return named
    before = [mention for mention in reversed(near) if mention["end"] <= start]
    people = [mention for mention in before if mention["entity_type"] == "person"]
    source, words = text[start:end].lower(), read_yaml("speakers")
    if source in words["persons"]:
        sign = -1 if source in words["women"] else 1
        people = [one for one in people if sexes[one["actor_id"]] * sign >= 0]
        people = [one for one in people if sexes[one["actor_id"]] < 0] or people  # of men it is seldom told
        return next(
            (one for one in people if one["actor_id"] == spoke or _leads(text, one)), people[0] if people else None
        )
    if source in words["groups"] + words["things"]:
        return next((one for one in before if one["entity_type"] not in ("person", "place")), None)
    if source.startswith(("the ", "mr", "ms")) and not inside:
        roles = _pattern("roles").findall(source)
        return next((one for one in people if any(f" {role}" in _beside(text, one) for role in roles)), None)
    return None


def _sexes(text: str, known: Sequence[Row]) -> Counter[str]:
    """Return above 0 for a man and below for a woman, by the title before a name or "his", "she" behind it."""
    sexes: Counter[str] = Counter()
    people = [one for one in known if one["entity_type"] == "person"]
    for one, until in zip(people, [*(one["start"] for one in people[1:]), len(text)], strict=False):
        title, behind = text[max(0, one["start"] - 14) : one["start"]].split(), _PRONOUN.match(text, one["end"], until)
        said = " ".join((*title[-1:], behind[1] if behind else ""))
        sexes[one["actor_id"]] += bool(_pattern("men").search(said)) - bool(_pattern("women").search(said))
    return sexes


def _named(text: str, start: int, end: int, inside: list[Row]) -> Row | None:
    """Return the mention that a source is about: a person, or the organization somebody speaks for."""
    for one in inside:
        if one["entity_type"] == "person" and not _BEHIND_OF.search(text, start, one["start"]):
            return one
    others = [one for one in inside if one["entity_type"] not in ("person", "place")]
    others.sort(key=lambda one: (one["entity_type"] != "organization", one["start"]))
    length = len(re.sub(r"^(?:the|an?)\s+", "", text[start:end], flags=re.I))
    for one in others:
        if 2 * (one["end"] - one["start"]) >= length or _is_body(text, start, end, one):
            return one
    voice = _pattern("voices").search(text, start, end) and not _ANONYMOUS.match(text, start, end)
    return others[0] if others and voice else None


def _is_body(text: str, start: int, end: int, one: Row) -> bool:
    """Say whether a body's name is what a source names: "the magazine X", "X (Y)", "the X news agency"."""
    if one["entity_type"] != "organization" or _BEHIND_OF.search(text, start, one["start"]):
        return False
    after = text[one["end"] : end]
    return re.match(r"\W*$|\s?[(,–—]", after) is not None or _pattern("media").search(after) is not None


def _leads(text: str, one: Row) -> bool:
    """Say whether a mention stands at the head of a sentence, behind no preposition."""
    before = text[max(0, one["start"] - 80) : one["start"]]
    return _HEAD.search(before) is not None and not _BEHIND_OF.search(before)


def _beside(text: str, one: Row) -> str:
    return " " + text[max(0, one["start"] - _BESIDE) : one["end"] + _BESIDE].lower()


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(read_yaml("speakers")[key], key=len, reverse=True)) + r")\b", re.I)
