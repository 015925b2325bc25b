"""Mentions of persons, organizations and places scored by exact and relaxed span and type; links by B-cubed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from workbook.language.names.gazetteer import gazetteer, titles, words, words_of

Rows = Iterable[Mapping[str, Any]]
Key = tuple[str, int, int]
Spans = Mapping[str, list[tuple[int, int]]]
TYPES = ("person", "organization", "place")
_EDGES = re.compile(r"(?i)^(?:the|an?)\s+|['’]s?$")
_AROUND_PERSON = re.compile(r"(?:.*['’]s )?(.*?)(?: of .*)?")


def score_mentions(found: Rows, gold: Rows) -> dict[str, float]:
    """Score the mentions of one article or many, told apart by ``article_id``.

    Args:
        found: Rows of ``mentions``. Countries and metonyms count as places; demonyms and groups are not scored.
        gold: Rows with start, end, text, entity_type (person, organization, place), and where known form, cluster
            and link. Only names are scored, without title, article and possessor; the rest counts neither way.
            Where every row has a link, only names with a page in an encyclopedia are marked: no precision then.

    Returns:
        recall (exact span and type), relaxed_recall (overlap and type), types (share of right types where spans
        overlap), n, links_precision, links_recall, links_f1 (B-cubed of actor_id against link or cluster, over
        names found exactly). If the gold marks all names: precision, f1, relaxed_f1, and f1 of each type.
    """
    gold = list(gold)
    names, aside = _names(gold)
    wanted = {key: str(row["entity_type"]) for key, row in names.items()}
    ours = {_key(row): row for row in found if row["form"] in ("name", "metonym") and row["entity_type"] != "group"}
    ours = {key: row for key, row in ours.items() if key in names or not _touches(key, aside)}
    given = {key: _type(row) for key, row in ours.items()}
    met, hit = _overlaps(wanted, given), _overlaps(given, wanted)
    spans = _by_article(wanted)
    touching = sum(_touches(key, spans) for key in given)
    scores = {
        "recall": _share(_exact(given, wanted), len(wanted)),
        "relaxed_recall": _share(met, len(wanted)),
        "types": _share(hit, touching),
        "n": len(wanted),
    }
    if not all(row.get("link") for row in gold):
        scores["precision"] = _share(_exact(given, wanted), len(given))
        scores["relaxed_f1"] = _share(hit + met, len(given) + len(wanted))
        for kind in (None, *TYPES):
            mine, theirs = ({key: t for key, t in rows.items() if kind in (None, t)} for rows in (given, wanted))
            scores[f"{kind}_f1" if kind else "f1"] = _share(2 * _exact(mine, theirs), len(mine) + len(theirs))
    pairs = {key: (str(ours[key]["actor_id"]), _entity(names[key])) for key in ours.keys() & names.keys()}
    return scores | b_cubed(pairs)


def _names(gold: Rows) -> tuple[dict[Key, Mapping[str, Any]], Spans]:
    """Return the names among the gold rows, cut to the name, and by article the spans that are not scored."""
    names: dict[Key, Mapping[str, Any]] = {}
    aside: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in gold:
        article, start, end = _key(row)
        at, text = _core(str(row["text"]), str(row["entity_type"]))
        if _is_name(text) and "NAM" in (row.get("form") or "NAM"):
            names[article, start + at, start + at + len(text)] = row
        else:
            aside[article].append((start, end))
    return names, aside


def _core(text: str, kind: str) -> tuple[int, str]:
    """Return where the name in a marked phrase begins, and the name: no article, title, possessor, "'s"."""
    start, end = 0, len(text)
    if kind == "person" and (inside := _AROUND_PERSON.fullmatch(text)):
        start, end = inside.span(1)
        found = words_of(text[:end])
        ends = [found[last - 1].end for _, last, _ in titles().find(found, text)]
        start = max([start, *ends])
        start += len(text[start:end]) - len(text[start:end].lstrip(". "))
    while edge := _EDGES.search(text[start:end]):
        start, end = (start + edge.end(), end) if edge.start() == 0 else (start, end - len(edge.group()))
    return start, text[start:end]


def _is_name(text: str) -> bool:
    if not text[:1].isupper() or re.search(r"[,(]", text) or text.lower() in words("pronouns"):
        return False
    known = gazetteer().get(words_of(text))
    printed_large = all(word[0].isupper() or word in words("inside_names") for word in text.split())
    return printed_large and not (known and known.form == "demonym")


def _key(row: Mapping[str, Any]) -> Key:
    return str(row.get("article_id", "")), int(row["start"]), int(row["end"])


def _type(row: Mapping[str, Any]) -> str:
    return "place" if row["entity_type"] == "country" or row["form"] == "metonym" else str(row["entity_type"])


def _by_article(keys: Iterable[Key]) -> Spans:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for article, start, end in keys:
        spans[article].append((start, end))
    return spans


def _touches(key: Key, spans: Spans) -> bool:
    return any(start < key[2] and key[1] < end for start, end in spans.get(key[0], ()))


def _exact(given: Mapping[Key, str], wanted: Mapping[Key, str]) -> int:
    return sum(wanted.get(key) == kind for key, kind in given.items())


def _overlaps(left: Mapping[Key, str], right: Mapping[Key, str]) -> int:
    """Count the spans of one side that overlap one of the other side of the same type."""
    spans = {kind: _by_article(key for key, one in right.items() if one == kind) for kind in TYPES}
    return sum(_touches(key, spans.get(kind, {})) for key, kind in left.items())


def _entity(row: Mapping[str, Any]) -> str:
    return str(row.get("link") or row.get("cluster") or row["text"])


def b_cubed(pairs: Mapping[Key, tuple[str, str]]) -> dict[str, float]:
    """Return precision, recall and F1 of our actor against the annotated one, mention by mention (B-cubed)."""
    ours = Counter(actor for actor, _ in pairs.values())
    theirs = Counter(entity for _, entity in pairs.values())
    both = Counter(pairs.values())
    precision = _share(sum(count * count / ours[actor] for (actor, _), count in both.items()), len(pairs))
    recall = _share(sum(count * count / theirs[entity] for (_, entity), count in both.items()), len(pairs))
    f1 = _share(2 * precision * recall, precision + recall)
    return {"links_precision": precision, "links_recall": recall, "links_f1": f1}


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
