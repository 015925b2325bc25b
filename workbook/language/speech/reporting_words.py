"""Reporting words: "said", "according to", "warnings", with their forms, classes and frames."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from workbook.lexicons import read_lexicon, read_yaml


class Word(NamedTuple):
    """A reporting word: what follows its first word, kind, class, and the frames it stands in.

    Frames are ``clause`` (said that …), ``weak`` (a thought: only with "that" or a clause by the parse),
    ``infinitive`` (asked them to …), ``whom`` (urged them to …), ``self`` (promised to …), ``passive`` (is said to …),
    ``addressee`` (told them …), ``label`` (called it "…"), ``of`` (accused them of …), ``quoted`` (smiled: "…").
    """

    rest: tuple[str, ...]
    kind: str
    cue_class: str
    frames: frozenset[str]


@cache
def forms() -> dict[str, list[Word]]:
    """Return the reporting words by the first word of each of their forms, longest first."""
    found: dict[str, list[Word]] = defaultdict(list)
    for row in read_lexicon("reporting-verbs").to_dict("records"):
        first, *rest = row["word"].split(" ")
        word = Word(tuple(rest), row["kind"], row["cue_class"], frozenset(row["frames"].split()))
        plural = {first} if word.kind in ("phrase", "adverb") else {first, f"{first}s"}
        for form in _inflected(first, row["past"]) if word.kind == "verb" else plural:
            found[form].append(word)
    return {form: sorted(words, key=lambda word: -len(word.rest)) for form, words in found.items()}


@cache
def days() -> frozenset[str]:
    """Return the names of days: "Friday", "yesterday", "overnight"."""
    words = read_yaml("time-words")["words"]
    return frozenset((*words["weekday"], *words["today"], *words["tonight"]))


def _inflected(lemma: str, past: str) -> set[str]:
    """Return the forms of an English verb; ``past`` gives irregular ones, divided by a bar.

    Consonants are doubled and not doubled: a form that does not exist does no harm.
    """
    bases = {re.sub(r"(?<=[^e])e$", "", lemma)}
    if re.search(r"(?<![aeio])[aeiou][bdgklmnprt]$", lemma):
        bases.add(lemma + lemma[-1])
    third = re.sub(r"(?<=[^aeiou])y$", "ie", lemma) + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", lemma) else "s")
    pasts = {form.split(" ")[0] for form in past.split("|") if form}
    if not pasts:
        regular = {re.sub(r"(?<=[^aeiou])y$", "i", base) + "ed" for base in bases}
        pasts = {lemma + "d"} if lemma.endswith("e") else regular
    return {lemma, third} | pasts | {base + "ing" for base in bases}
