"""What one point of a plan says: its terms, topics, actors, figures, conditions, and how binding it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook.language.names.gazetteer import gazetteer, words_of
from workbook.language.plans.subjects import subject_of_point
from workbook.language.plans.topics import topics_of
from workbook.lexicons import read_words, read_yaml

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

_CONTENT = {"NOUN", "PROPN", "VERB", "ADJ"}
_MODALITIES = ("removed", "conditional", "negative", "may", "shall")  # the first that its words show
_GAP = re.compile(r"\s+")


def describe_points(
    nlp: Language, points: Iterable[Mapping[str, Any]], folder: Path | None = None
) -> list[dict[str, Any]]:
    """Return the rows of ``read_plan`` (``text``, ``context``) with their features; the folder may add topics."""
    rows = [dict(point) for point in points]
    docs = nlp.pipe((_GAP.sub(" ", row["text"]) for row in rows), batch_size=32)
    return [row | features(doc, row.get("context") or "", folder) for row, doc in zip(rows, docs, strict=True)]


def features(span: Doc | Span, context: str = "", folder: Path | None = None) -> dict[str, Any]:
    """Return subject, terms, topics, actors, figures, conditions and modality of a passage.

    ``context`` are the words that it stands under: a heading, the lead of its parent point.
    """
    text, (actors, spoken_for) = span.text, _actors(span)
    return {
        "subject": subject_of_point(span),
        "terms": _terms(span, spoken_for),
        "topics": topics_of(text, context, folder),
        "actors": actors,
        "figures": figures_of(text),
        "conditions": conditions_of(text),
        "modality": modality_of(text),
    }


def modality_of(text: str) -> str:
    """Return how binding words are: removed (a clause is taken out), conditional, negative, may, shall, statement."""
    patterns = _patterns()
    plain = patterns["not_negative"].sub(" ", text)
    for modality in _MODALITIES:
        if any(found.group() != "May" for found in patterns[modality].finditer(plain)):
            return modality
    return "statement"


def figures_of(text: str) -> list[str]:
    """Return numbers with their units as printed: '800,000', '$100 billion', '50%', '100 days'."""
    return [found.group() for found in _patterns()["figure"].finditer(text)]


def conditions_of(text: str) -> list[str]:
    """Return the conditions as printed: 'in peacetime', 'if Russia …', 'within 30 days'."""
    return list(dict.fromkeys(found.group().strip() for found in _patterns()["condition"].finditer(text)))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = read_yaml("provision-words")

    def any_of(key: str) -> str:
        ordered = sorted(words[key], key=len, reverse=True)
        return "|".join(re.escape(word).replace(r"\*", r"\w*") for word in ordered)

    plain = (*_MODALITIES[1:], "not_negative")
    patterns = {key: re.compile(rf"\b(?:{any_of(key)})\b", re.IGNORECASE) for key in plain}
    parts = rf"(?:{any_of('parts')})s?\b"
    patterns["removed"] = re.compile(
        rf"\b(?:{any_of('removal')}) (?:\w+ ){{0,4}}?{parts}"
        rf"|\b{parts}[^.;:]{{0,80}}? (?:is|are|was|were|be|been|being) (?:{any_of('removed')})\b",
        re.IGNORECASE,
    )
    once_a = r"\b(?!once (?:an?|per|every)\b)"
    patterns["condition"] = re.compile(
        rf"{once_a}(?:(?:{any_of('condition_starts')})\b[^,;.:\n]{{2,120}}|(?:{any_of('condition_words')})\b)",
        re.IGNORECASE,
    )
    unit = rf"(?:[ -]?(?:{any_of('units')})(?!\w))"
    scale = r"(?: ?(?:hundred|thousand|million|billion|trillion|bn|m)\b)?"
    number = r"\d+(?:,\d{3})*(?:\.\d+)?"
    patterns["figure"] = re.compile(
        rf"(?<![\w.,:$€£-])(?:(?:US)?[$€£] ?{number}{scale}(?!\w)|\d{{1,3}} ?[:/-] ?\d{{1,3}}(?=\W|$)"
        rf"|(?<!Article )(?<!Resolution ){number}(?![\w-])(?![.,]\d){scale}{unit}?|{number}%"
        rf"|{number}{unit}|(?:{any_of('number_words')}){scale}{unit}|(?:{any_of('fractions')})\b)",
        re.IGNORECASE,
    )
    return patterns


def _terms(span: Doc | Span, spoken_for: set[int]) -> list[str]:
    """Return content lemmas in order, each once; names of actors are no terms."""
    common = read_words("provision-words", "common_terms")
    found = [
        token.lemma_.lower()
        for token in span
        if token.pos_ in _CONTENT and token.i not in spoken_for and token.is_alpha and not token.is_stop
    ]
    return [term for term in dict.fromkeys(found) if len(term) > 2 and term not in common]


def actors_in(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return the countries, blocs and bodies that a text names, each with its passages."""
    words = words_of(text)
    found: dict[str, list[tuple[int, int]]] = {}
    for first, last, name in gazetteer().find(words, text):
        if name.entity_type in ("country", "organization") or name.name == "Europe":
            found.setdefault(name.name, []).append((words[first].start, words[last - 1].end))
    for word in words:
        if word.text in ("European", "Europeans"):
            found.setdefault("Europe", []).append((word.start, word.end))
    return found


def _is_place(text: str) -> bool:
    """Say whether a name begins with that of a place, which parsers take for a body."""
    return any(first == 0 and name.entity_type == "place" for first, _, name in gazetteer().find(words_of(text), text))


def _actors(span: Doc | Span) -> tuple[list[str], set[int]]:
    """Return the actors by their usual names, and which tokens name them."""
    found = actors_in(span.text)
    offset = span[0].idx if len(span) else 0
    named = {place for passages in found.values() for passage in passages for place in range(*passage)}
    taken = {token.i for token in span if token.idx - offset in named}
    actors = dict.fromkeys(found)
    for ent in span.ents:
        is_thing = ent[-1].lower_ in read_words("provision-words", "documents") or _is_place(ent.text)
        is_actor = ent.label_ in ("PERSON", "ORG") and not is_thing
        if is_actor and not any(token.i in taken for token in ent):
            actors[ent.text] = None
            taken.update(token.i for token in ent)
    return list(actors), taken
