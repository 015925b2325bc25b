"""Mentions of persons, organizations and places scored by exact and relaxed span and type; links by B-cubed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

Rows = Iterable[Mapping[str, Any]]
Key = tuple[str, int, int]
TYPES = ("person", "organization", "place")
_EDGES = re.compile(r"(?i)^(?:the|an?)\s+|['’]s?$")
_LINKS = frozenset(
    ("of", "and", "for", "the", "on", "in", "to", "de", "la", "del", "al", "el", "bin", "van", "von", "der", "di", "da")
)


def score_mentions(found: Rows, gold: Rows, *, complete: bool = True) -> dict[str, Any]:
    """Score the mentions of one article or many.

    Args:
        found: Rows of the table ``mentions``. Countries and metonyms count as places; demonyms,
            groups and nominals are not scored. ``article_id`` tells articles apart.
        gold: Rows with start, end, text, entity_type (person, organization, place), and where known
            form, cluster and link; article_id as in ``found``. Only names are scored: what is
            printed small, pronouns, and phrases around a name count neither way.
        complete: False where the gold marks some names only (those with a page in an
            encyclopedia, say): what touches none of them then counts neither way.

    Returns:
        For each type and "all": precision, recall and f1 (exact span and type), relaxed_f1 (overlap
        and type), n. "links": B-cubed precision, recall, f1 of actor_id against link or cluster,
        over exactly matched mentions.
    """
    names, aside = _names(gold)
    ours = {_key(row): row for row in found if row["form"] in ("name", "metonym") and row["entity_type"] != "group"}
    ours = {key: row for key, row in ours.items() if key in names or not _touches(key, aside)}
    if not complete:
        spans = defaultdict(list)
        for article, start, end in names:
            spans[article].append((start, end))
        ours = {key: row for key, row in ours.items() if _touches(key, spans)}
    scores: dict[str, Any] = {}
    for kind in (*TYPES, "all"):
        wanted = {key: str(row["entity_type"]) for key, row in names.items() if kind in ("all", row["entity_type"])}
        given = {key: _type(row) for key, row in ours.items() if kind in ("all", _type(row))}
        exact = sum(wanted.get(key) == one for key, one in given.items())
        hit, met = _overlaps(given, wanted), _overlaps(wanted, given)
        scores[kind] = {
            "precision": _share(exact, len(given)),
            "recall": _share(exact, len(wanted)),
            "f1": _share(2 * exact, len(given) + len(wanted)),
            "relaxed_f1": _share(hit + met, len(given) + len(wanted)),
            "n": len(wanted),
        }
    scores["links"] = _b_cubed({k: (str(ours[k]["actor_id"]), _entity(names[k])) for k in ours.keys() & names.keys()})
    return scores


def _names(gold: Rows) -> tuple[dict[Key, Mapping[str, Any]], dict[str, list[tuple[int, int]]]]:
    """Return the names among the gold rows, cut to the name, and by article the spans that are not scored."""
    names: dict[Key, Mapping[str, Any]] = {}
    aside: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in gold:
        start, end, text = int(row["start"]), int(row["end"]), str(row["text"])
        while match := _EDGES.search(text):
            start, end = (start + match.end(), end) if match.start() == 0 else (start, end - len(match.group()))
            text = text[match.end() :] if match.start() == 0 else text[: match.start()]
        small = [word for word in text.split() if word[0].islower() and word not in _LINKS]
        other_form = row.get("form") and "NAM" not in str(row["form"])
        if other_form or small or not text[:1].isupper() or "," in text:
            aside[str(row.get("article_id", ""))].append((int(row["start"]), int(row["end"])))
        else:
            names[str(row.get("article_id", "")), start, end] = row
    return names, aside


def _key(row: Mapping[str, Any]) -> Key:
    return str(row.get("article_id", "")), int(row["start"]), int(row["end"])


def _type(row: Mapping[str, Any]) -> str:
    return "place" if row["entity_type"] == "country" or row["form"] == "metonym" else str(row["entity_type"])


def _touches(key: Key, spans: Mapping[str, list[tuple[int, int]]]) -> bool:
    return any(start < key[2] and key[1] < end for start, end in spans.get(key[0], ()))


def _overlaps(left: Mapping[Key, str], right: Mapping[Key, str]) -> int:
    """Count the spans of one side that overlap one of the other side of the same type."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for (article, start, end), kind in right.items():
        spans[f"{article}\x1f{kind}"].append((start, end))
    return sum(_touches((f"{key[0]}\x1f{kind}", key[1], key[2]), spans) for key, kind in left.items())


def _entity(row: Mapping[str, Any]) -> str:
    return str(row.get("link") or row.get("cluster") or row["text"])


def _b_cubed(pairs: Mapping[Key, tuple[str, str]]) -> dict[str, float]:
    ours = Counter(actor for actor, _ in pairs.values())
    theirs = Counter(entity for _, entity in pairs.values())
    both = Counter(pairs.values())
    n = len(pairs)
    precision = _share(sum(count * count / ours[actor] for (actor, _), count in both.items()), n)
    recall = _share(sum(count * count / theirs[entity] for (_, entity), count in both.items()), n)
    return {"precision": precision, "recall": recall, "f1": _share(2 * precision * recall, precision + recall), "n": n}


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
