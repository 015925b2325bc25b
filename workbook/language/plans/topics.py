"""Topics of the taxonomy in plain text: phrases of ``lexicons/topics.csv``, the longest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from workbook.lexicons import read_lexicon, stamp
from workbook.meaning import Vectors

_WORD = re.compile(r"[^\W_]+")
_REST, _CONTEXT = 0.3, 0.5  # words after a semicolon, and of the parent point, say less about a point
_PART = re.compile(r"(?:(?:part|chapter|annex|title|section)\b|[A-Z\d]{1,4}[.)]\s)", re.IGNORECASE)
_MOST = 3  # a phrase of more words counts no more
_NAME = 0.5  # an abbreviation says who rather than what


def topic_labels(folder: Path | None = None) -> dict[str, str]:
    """Return the closed list of topics in the order of the taxonomy, each with its label."""
    return _labels(folder, stamp("topics", folder))


@lru_cache(maxsize=8)
def _labels(folder: Path | None, _stamp: tuple[int, int] | None) -> dict[str, str]:
    table = read_lexicon("topics", folder)
    return dict(zip(table["topic"], table["label"], strict=True))


def topics_of(text: str, context: str = "", folder: Path | None = None) -> list[str]:
    """Return the topics of a passage, the strongest first, of equals the first named.

    A phrase counts as many words as it has, and its words count for no shorter phrase. ``context``
    (a heading, the lead of the parent point) counts half, the heading of a part ("PART ONE - …", "A. …") comes last.

    Args:
        text: The passage, as printed.
        context: Words that it stands under.
        folder: The analyst's folder, whose ``lexicons/topics.csv`` may replace a topic's words.
    """
    score: dict[str, float] = defaultdict(float)
    lead, _, rest = text.partition(";")
    for words, worth in ((lead, 1.0), (rest, _REST), (context, 0.0 if _PART.match(context) else _CONTEXT)):
        for topics, length in _found(words, folder):
            for topic in topics:
                score[topic] += worth * length
    return sorted(score, key=score.__getitem__, reverse=True)


def topic_by_meaning(text: str) -> str:
    """Return the topic whose label is nearest in meaning, for a passage in which no word of any topic stands."""
    labels = topic_labels()
    near = Vectors().of([text])[0] @ Vectors().of(list(labels.values())).T
    return list(labels)[int(near.argmax())]


def _found(text: str, folder: Path | None) -> Iterator[tuple[list[str], float]]:
    """Yield the topics of each phrase in the text, none within another, and how much it counts: its words."""
    phrases, lengths = _phrases(folder, stamp("topics", folder))
    end = 0
    for word in _WORD.finditer(text):
        if word.start() < end:
            continue
        lower = word.group().lower()
        for pattern, topics, length in sorted(
            (phrase for size in lengths if size <= len(lower) for phrase in phrases.get(lower[:size], ())),
            key=lambda phrase: (-phrase[2], -len(phrase[0].pattern)),
        ):
            if found := pattern.match(text, word.start()):
                end = found.end()
                yield topics, _NAME if found.group().isupper() else min(length, _MOST)
                break


@lru_cache(maxsize=8)
def _phrases(
    folder: Path | None, _stamp: tuple[int, int] | None
) -> tuple[dict[str, list[tuple[re.Pattern[str], list[str], int]]], set[int]]:
    """Return pattern, topics and words of each phrase by the stem of its first word, and the lengths of the stems."""
    topics: dict[str, list[str]] = defaultdict(list)
    table = read_lexicon("topics", folder)
    for topic, words in zip(table["topic"], table["words"], strict=True):
        for phrase in words.lower().split(";"):
            if phrase.strip():
                topics[phrase.strip()].append(topic)
    index: dict[str, list[tuple[re.Pattern[str], list[str], int]]] = defaultdict(list)
    for phrase, meant in topics.items():
        stem = _WORD.match(phrase)
        if stem:
            index[stem.group()].append((re.compile(_regex(phrase), re.IGNORECASE), meant, len(phrase.split())))
    return dict(index), {len(stem) for stem in index}


def _regex(phrase: str) -> str:
    """Read '*' as the rest of a word, ' * ' as up to three words between, '?' as one letter."""
    parts = []
    for word in phrase.split():
        if word == "*":
            parts.append(r"(?:[\w'’]+[ -]+){0,3}?")
            continue
        inner = re.escape(word).replace(r"\*", r"\w*").replace(r"\?", r"\w").replace(r"\-", "[ -]?")
        plural = "" if word.endswith("*") or len(word) < 4 else "(?:s|es)?"
        parts.append(f"{inner}{plural}[ -]+")
    return "".join(parts).removesuffix("[ -]+") + r"\b"
