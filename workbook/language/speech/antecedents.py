"""Of whom or what a clause is said: behind a day, behind an addressee, in "It was X of the union who said"."""

from __future__ import annotations

from workbook.language.speech.reporting_words import forms
from workbook.language.speech.tokens import SUBJECTS, View
from workbook.lexicons import read_words

NOUNS = {"NN", "NNS", "NNP", "NNPS", "PRP"}
_TIMES = {"day", "morning", "evening", "night", "week", "month", "year"}


def without_time(seen: View, head: int) -> int:
    """Return what a clause is said of that was hung on a time: "a | report | on the same day, which said"."""
    above = seen.heads[head]
    if seen.lower[head] not in _TIMES or above >= head:
        return head
    if seen.deps[above].startswith("acl"):
        return seen.heads[above]
    if seen.tags[above] in NOUNS:
        return above
    nouns = [c for c in seen.children[above] if c < head and seen.tags[c] in NOUNS and seen.lower[c] not in _TIMES]
    return nouns[-1] if nouns else head


def writer(seen: View, head: int) -> int:
    """Return who writes or speaks to whom a participle was hung on: "X wrote a letter to the bishops saying"."""
    node = head
    for _ in range(2):  # "to a crowd of students saying"
        above = seen.heads[node]
        if seen.case(node) == "to":
            document = seen.lower[above] in read_words("speakers", "documents")
            verb = seen.heads[above] if document else above
            if document and seen.deps[above] in SUBJECTS:
                return above
            subject = seen.child(verb, "nsubj")
            told = document or seen.lower[above] in forms()
            return subject if told and subject is not None and subject < head else head
        node = above
    return head


def cleft(seen: View, head: int) -> int:
    """Return who it was: "It was | Gwen Marsh | of the union who said"."""
    above = seen.heads[head]
    subject = seen.child(above, "nsubj")
    cleft = subject is not None and seen.lower[subject] == "it" and seen.tags[above] == "NNP"
    return above if cleft and seen.case(head) in ("of", "from", "at", "for") else head
