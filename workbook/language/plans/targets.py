"""What a stance is of: a plan that is named, pointed at or meant by its proposer, a part of one, or a topic."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from workbook.language.plans.holders import is_passive, within
from workbook.language.plans.plan_words import words as plan_words
from workbook.language.plans.stance_words import Cue, is_without_object, stance_words
from workbook.language.plans.topics import topic_by_meaning, topics_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Row = dict[str, Any]
Target = tuple[str | None, str | None]  # a plan, a topic; both where it is a part of the plan
_MOST = 40  # dependents of a verb that are looked at
_BACK = 600  # characters before a sentence in which the plan stands that "it" means
_NEAR = 60  # characters after a set phrase in which the plan may be named
_REACH = 10  # tokens of a clause in which a word points at the plan
_OBJECTS = ("obj", "xcomp", "ccomp", "obl", "nmod")  # what is condemned, rejected or backed
_ASIDES = ("acl:relcl", "advcl", "appos")
_POINTING = frozenset(("this", "that", "whole", "every", "any", "our", "its", "their", "such", "the"))
_IT = frozenset(("it", "them", "this", "that", "both", "these", "everything", "rest", "whole"))
_GOVERNS = frozenset(
    ("of", "to", "by", "behind", "with", "against", "at", "on", "in", "from", "for", "the", "a", "any")
)
_THAT = frozenset(("this", "that", "these", "those"))
_DOCUMENTS = frozenset(("sign", "initial", "countersign", "ratify"))  # verbs of a whole text
_START = itemgetter("start")


class Targets:
    """Finds what stances are of in one article."""

    def __init__(self, doc: Doc, plans: Sequence[Row], contents: Sequence[Row]) -> None:
        self.doc, self.plans, self.contents = doc, plans, contents
        counts = Counter(row["plan_id"] for row in plans if not row["responds_to"])
        self.main = next((plan for plan, _ in counts.most_common(1)), None)
        self.only = self.main if len({row["plan_id"] for row in plans}) == 1 else None

    def of_cue(self, cue: Cue, clause: Span) -> Target:
        """Return the plan that a clause is about, a part of one, or else the topic."""
        verb, sent = self.doc[cue.verb], clause[0].sent
        before = within(self.plans, sent.start_char - _BACK, clause.start_char)
        last = before[-1]["plan_id"] if before else self.only
        # "The plan was rejected by Peru", "That plan Peru does not accept"
        is_before = is_passive(verb) or any(child.dep_ == "obj" for child in islice(verb.lefts, _MOST))
        if before and before[-1]["end"] > sent.start_char and is_before:
            return last, None
        end = clause.end_char if cue.is_verb else min(sent.end_char, self.doc[cue.last].idx + _NEAR)
        if named := within(self.plans, clause.start_char, end):
            return named[0]["plan_id"], None
        if pointed := self._pointed_at(cue, clause, last):
            return pointed
        if cue.stance == "unclear" or self._is_without_object(cue, clause):
            return last, None
        return (None, None) if cue.words in _DOCUMENTS else self._part(cue, clause)

    def of_description(self, verb: Token, clause: Span) -> str | None:
        """Return the plan that is called something: named, or pointed at, in the clause."""
        cue = Cue(verb.i, verb.i, verb.i, "support", verb.lemma_, is_verb=True)
        return self.of_cue(cue, clause)[0]

    def of_subject(self, subject: Token) -> str | None:
        """Return the plan that a subject names: "the charter", "that text"; not what belongs to it."""
        place = bisect_left(self.plans, subject.idx + len(subject), key=_START) - 1
        if place >= 0 and self.plans[place]["start"] <= subject.idx < self.plans[place]["end"]:
            return str(self.plans[place]["plan_id"])
        before = within(self.plans, subject.idx - _BACK, subject.idx)
        return (before[-1]["plan_id"] if before else None) if _is_document(subject) else None

    def _pointed_at(self, cue: Cue, clause: Span, last: str | None) -> Target | None:
        plan = last or self.main
        for token in self.doc[cue.first + 1 : min(cue.last + _REACH, max(clause.end, cue.last + 1))]:
            if token.lower_ in _IT and token.i <= cue.last + 3 and token.dep_ not in ("det", "mark", "nsubj"):
                return plan, None
            if token.lemma_ == "concession" and cue.is_verb:
                return plan, None
            if self._is_part(token) and token.i > cue.last:
                return plan, self._topic_of_part(token)
            if _is_document(token) and token.i <= cue.last + 5:
                return plan, None
            if token.lemma_ in plan_words("mediator") and token.i <= cue.last + 3:
                return plan, None
        return None

    def _is_part(self, noun: Token) -> bool:
        """Say whether a noun means a part: "the clause on mines", "parts of it"; not "the term of a judge"."""
        if noun.lemma_ not in plan_words("part") or any(one.tag_ == "VBG" for one in noun.lefts):
            return False  # "the starting point"
        after = self.doc[noun.i + 1 : min(noun.i + 3, noun.sent.end)]
        of_plan = within(self.plans, after.start_char, after.end_char) or after[-1:].text.lower() in _IT
        return after[:1].text != "of" or bool(of_plan)

    def _topic_of_part(self, noun: Token) -> str | None:
        """Return the topic of a part: "the clause on mines", "that clause" of the point before; None for "parts"."""
        if noun.lower_ == "terms":  # of the whole
            return None
        named = self.doc[noun.left_edge.i : min(noun.i + _REACH, noun.sent.end)]
        if topics := topics_of(named.text):
            return topics[0]
        if any(token.pos_ in ("NOUN", "PROPN", "VERB") for token in named if token.i != noun.i):
            return topic_by_meaning(named.text)
        before = within(self.contents, noun.idx - _BACK, noun.idx)
        is_that = bool(_THAT & {token.lower_ for token in named})
        return next(iter([*before[-1]["topics"], topic_by_meaning(before[-1]["text"])])) if is_that and before else None

    def _is_without_object(self, cue: Cue, clause: Span) -> bool:
        """Say whether a phrase stands by itself: "is on board", not "in favour of taking disputes to court"."""
        if is_without_object(cue, self.doc):
            return True
        if cue.is_verb or " " not in cue.words or cue.words.rsplit(" ", 1)[-1] in _GOVERNS:
            return False
        following = self.doc[cue.last + 1 : cue.last + 2]
        return not following or following[0].pos_ in ("PUNCT", "CCONJ", "SCONJ", "ADV", "SPACE", "ADP", "PROPN")

    def _part(self, cue: Cue, clause: Span) -> Target:
        """Return the topic of a verb's object, and the plan where one of its points speaks of the same things."""
        objects = list(self._object(cue, clause))
        topics = next(filter(None, (topics_of(one.text) for one in objects)), [])
        is_deed = bool(objects) and objects[0][-1].pos_ == "VERB"  # "refuses to hand over a rifle"
        nouns = {token.lemma_.lower() for token in objects[-is_deed] if token.pos_ == "NOUN"} if objects else set()
        points = [row for row in self.contents if nouns & set(row["terms"])]
        named = [row["plan_id"] for row in self.plans if row["start"] < clause.start_char]
        if not points and topics and named and objects[0][0].lower_ in _THAT | {"the"}:  # "the truce", of the plan
            points = [row for row in self.contents if row["plan_id"] == named[-1] and topics[0] in row["topics"]]
        if not points:
            return None, topics[0] if topics else None
        part = next((row for row in points if row["plan_id"] in named[-1:]), points[0])
        return str(part["plan_id"]), next(iter([*topics, *part["topics"]]), None) or topic_by_meaning(part["text"])

    def _object(self, cue: Cue, clause: Span) -> Iterator[Span]:
        """Yield what a stance is about: the object's noun or verb with what stands before it, then all of it."""
        verb, end = self.doc[cue.verb], clause.end
        if not cue.is_verb:
            if cue.last + 1 < end:
                yield self.doc[cue.last + 1 : end]
            return
        found = [one for one in islice(verb.rights, _MOST) if one.dep_ in _OBJECTS and one.i < end]
        # who condemns a blockade, war crimes or "the shelling of hospitals" is not against relief, justice or hospitals
        if not found or is_passive(verb) or verb.lemma_ in stance_words("blame"):
            return
        head = min(found, key=lambda one: _OBJECTS.index(one.dep_))
        begin = max(head.left_edge.i, verb.i + 1)
        yield self.doc[begin : head.i + 1]
        after = self.doc[head.i + 1 : min(head.right_edge.i + 1, end)]
        asides = (one.left_edge.i for one in after if one.dep_ in _ASIDES)
        yield self.doc[begin : min(asides, default=after.end)]


def point_at(contents: Sequence[Row], position: int) -> bool:
    """Say whether a place of the text lies in a point of a plan."""
    place = bisect_left(contents, position + 1, key=_START) - 1
    return place >= 0 and position < contents[place]["end"]


def _is_document(token: Token) -> bool:
    """Say whether a noun means the plan that was named last: "this paper", "the whole thing", "every plank"."""
    before = {one.lower_ for one in token.lefts if one.lower_ != "the" or one.i == token.i - 1}
    nouns = plan_words("loose") | plan_words("named") | plan_words("plan") | {"thing", "idea", "plank", "word"}
    return token.lemma_ in nouns and bool(before & _POINTING)
