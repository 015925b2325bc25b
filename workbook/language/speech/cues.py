"""Where reporting words stand in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbook.language.speech.reporting_words import Word, forms
from workbook.language.speech.tokens import FINITE, SUBJECTS, Sentence, View
from workbook.lexicons import read_words

_QUESTION = {"about", "by", "for", "how", "if", "on", "what", "when", "where", "whether", "which", "who", "why"}
_NEAR = 8  # tokens behind "quoted" in which "as saying" stands
_NO_VERB = {"case", "mark", "amod", "compound", "fixed", "cc"}


NOBODY = Word((), "none", "other", frozenset())  # the word of a speaker whom no verb tells


@dataclass
class Cue:
    """A reporting word in its sentence, and who speaks; both as tokens, half open."""

    start: int
    end: int
    word: Word
    source: tuple[int, int] | None = None


def cues(sentence: Sentence) -> Iterator[Cue]:
    """Yield the reporting words of a sentence that stand outside quotation marks."""
    seen, known = sentence.seen, forms()
    until = -1
    for i in sentence.slots:
        if i < until or i < 0 or seen.lower[i] not in known:
            continue
        for word in known[seen.lower[i]]:
            end = i + 1 + len(word.rest)
            if tuple(seen.lower[i + 1 : end]) == word.rest and _fits(seen, i, end, word):
                until = end
                leaves = word.kind == "verb" and word.rest[-1:] == ("to",) and seen.tags[end : end + 1] == ["VB"]
                yield Cue(i, end - leaves, word)  # "committed | to leave"
                break


def _fits(seen: View, i: int, end: int, word: Word) -> bool:
    """Say whether a form is the reporting word, not one that looks like it."""
    if _is_plural_noun(seen, i) and word.kind == "verb":
        return False
    if word.kind == "noun":
        noun = seen.tags[i] in ("NN", "NNS") or _is_plural_noun(seen, i)
        return noun and seen.lower[end : end + 1] == ["that"] and FINITE.isdisjoint(seen.tags[end + 1 : end + 2])
    if word.kind == "adjective":
        clause = seen.lower[end : end + 1] == ["that"] or seen.child(i, "ccomp") is not None
        return clause and seen.child(i, *SUBJECTS) is not None and not is_negated(seen, Cue(i, end, word))
    if word.kind != "verb":
        return True
    before = seen.tags[i - 1] if i else ""
    if _says_nothing(seen, i, end, word):
        return False
    if before in ("DT", "PRP$", "POS") and seen.tags[i] != "VBG":  # "a claim her party …"
        return False
    if (
        seen.lower[i] in ("said", "told", "says", "denies", "insists")
        and seen.tags[i] not in ("VBN", "JJ")
        and before != "TO"
    ):
        return True  # whatever the parse makes of it: "Kim Su-yeon told parliament"
    if seen.deps[i] in _NO_VERB and not (i and seen.quote_of[i - 1] >= 0):
        return False
    if seen.tags[i] == "VBN" and seen.deps[i] == "xcomp":  # "kept him informed"
        return False
    # Behind a noun and before marks it is a verb however it was tagged, and so between a comma and "that".
    marked = seen.words[i].islower() and max(seen.quote_of[end : end + 1], default=-1) >= 0
    resumed = before == "," and seen.tags[i] == "NNS" and seen.lower[end : end + 1] == ["that"]
    return seen.tags[i].startswith("VB") or resumed or (marked and before in ("NN", "NNS", "NNP", "PRP"))


def _says_nothing(seen: View, i: int, end: int, word: Word) -> bool:
    """Say whether a verb compares ("fell by half, compared to May"), or another one near it has the speaker."""
    if "label" in word.frames and seen.tags[i] == "VBN" and seen.deps[i] in ("advcl", "case"):
        return True
    if seen.lower[i] in read_words("speakers", "citing") and _is_as_saying(seen, end):
        return True
    if seen.lower[i] == "asked" and seen.lower[i + 1 : i + 4] == ["not", "to", "be"]:  # "who asked not to be named"
        return True
    asked = seen.words[i] == "Asked" or seen.lower[max(0, i - 1) : i + 1] == ["when", "asked"]
    return asked and not _QUESTION.isdisjoint(seen.lower[i + 1 : i + 2])  # who was asked speaks behind


def _is_as_saying(seen: View, end: int) -> bool:
    """Say whether somebody is quoted by others: "the paper quoted | Omar Saleh as saying"; "saying" is the cue."""
    near = seen.lower[end + 1 : end + _NEAR]
    saying = next((at for at, word in enumerate(near) if word in ("saying", "telling", "reporting")), 0)
    return saying > 0 and near[saying - 1] == "as"


def _is_plural_noun(seen: View, i: int) -> bool:
    """Say whether a noun was tagged as a verb: "responded to claims that"."""
    return seen.tags[i] == "VBZ" and i > 0 and seen.tags[i - 1] in ("IN", "TO")


def is_cue(seen: View, i: int) -> bool:
    """Say whether a participle or noun is a reporting word of its own."""
    if seen.lower[i] not in forms() or seen.tags[i] not in ("VBG", "NN", "NNS"):
        return False
    return any(_fits(seen, i, i + 1, word) for word in forms()[seen.lower[i]] if not word.rest)


def is_passive(seen: View, cue: Cue) -> bool:
    """Say whether a cue is a passive, or a participle behind a noun ("framed by …")."""
    i = cue.start
    if seen.tags[i] == "VBN" and seen.deps[i] == "conj" and seen.child(i, "aux", *SUBJECTS) is None:
        i = seen.heads[i]  # "was hauled in and told that"
    reduced = seen.tags[i] == "VBN" and seen.deps[i].startswith("acl")
    return reduced or seen.child(i, "aux:pass") is not None


def is_negated(seen: View, cue: Cue) -> bool:
    """Say whether a cue is denied: "did not say"."""
    negating = ("not", "n't", "n’t", "never")
    return any(seen.lower[c] in negating and seen.quote_of[c] < 0 for c in seen.children[cue.start] if c < cue.start)


def is_about_thing(seen: View, cue: Cue) -> bool:
    """Say whether a thing is announced, and "that" tells more of another: "The deal was announced at a fair that"."""
    subject = seen.child(cue.start, "nsubj:pass")
    told = cue.word.cue_class != "said" or "addressee" in cue.word.frames or subject is None
    return not told and seen.lower[subject or 0] != "it"
