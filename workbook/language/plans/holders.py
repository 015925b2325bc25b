"""Whose a stance is: the actor that is the subject of a verb or phrase, in its own words or in a pronoun's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from workbook.language.pipeline import Parsed
from workbook.language.plans.plan_words import words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Row = dict[str, Any]
_ACTORS = ("person", "country", "organization", "group")
_BREAKS = frozenset((";", ":", "—", "–"))
_CLIMB = 4
_MOST = 40  # dependents of a verb that are looked at
_BREATH = 6  # actors named in one breath
_LATELY = 300  # characters back in which the actor is named that a pronoun means
_GOVERNED = frozenset(("of", "in", "by", "from", "to", "for", "with", "on", "at", "against", "the"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_FIRST = ("i", "we", "my", "our")
_THIRD = ("it", "its", "he", "his", "she", "her", "they", "their")
_OPENING = 12  # characters of a sentence in which it names whom it speaks of: "As for Mali, it …"
_PART_OF_A_PEOPLE = re.compile(r"\b(?!The|All|Both|Many|Most|Some)[A-Z]\w+ $")
_MARKS = " \n\"“„'‘"
_AND = re.compile(r",? and (?:both |the )*")
_START = itemgetter("start")


class Holders:
    """Finds the holders of stances in one article."""

    def __init__(self, parsed: Parsed, mentions: Sequence[Row], plans: Sequence[Row], quotes: Sequence[Row]) -> None:
        self.text, self.doc, self.quotes, self.plans = parsed.text, parsed.doc, quotes, plans
        self.mentions = [row for row in mentions if row["entity_type"] in _ACTORS]
        self.places = [row for row in mentions if row["entity_type"] == "place"]
        self.actors = {str(row["name"]): row for row in reversed(self.mentions)}
        names = [row for row in reversed(self.mentions) if " " in str(row["name"])]
        self.by_last_word = {str(row["name"]).rsplit(" ", 1)[1]: row for row in names}

    def of_verb(self, verb: Token, sent: Span) -> Row | None:
        """Return the actor that takes the side of a verb: its subject, the subject above it, or 'by' whom."""
        if is_passive(verb):
            agents = [child for child in verb.rights if any(case.lower_ == "by" for case in child.children)]
            return self.named(agents[0]) if agents else None
        token = verb
        for _ in range(_CLIMB):
            if subjects := [child for child in _subjects(token) if child.i < verb.i]:
                # "Mali, which rejected it", "Mali, whose men left, rejected it"
                is_linked = token.i != verb.i and any(child.tag_ == "WP$" for child in subjects[-1].lefts)
                is_named = (is_linked or subjects[-1].tag_ in ("WDT", "WP")) and token.head.pos_ == "PROPN"
                subject = token.head if is_named else subjects[-1]
                if any(one.text in _BREAKS for one in self.doc[subject.i : verb.i]):
                    break  # "The envoy: Chad has endorsed it"
                named = next(filter(None, (self.named(one) for one in (subject, *reversed(subjects[:-1])))), None)
                own = named or self._meant(subject)
                is_lost = subject.tag_ in ("CD", "NNP", "NNPS")  # "10.40 The union hails the plan"
                return own or (self._nearest(verb, sent, subject.i) if is_lost else None)
            if token.head.i == token.i or token.dep_ in ("acl:relcl", "ccomp"):
                break
            token = token.head
        if verb.dep_ == "conj" and verb.head.tag_.startswith("VB"):
            return self._nearest(verb.head, sent)
        is_apart = verb.dep_ in ("parataxis", "acl") and verb.head.i < verb.i and verb.nbor(-1).text == ","
        above = self.named(verb.head) if is_apart else None  # "Asmara, which was not invited, called it worthless"
        return above or self._nearest(verb, sent) or self._labelled(verb, sent)

    def of_phrase(self, verb: Token, sent: Span, begin: int, end: int) -> Row | None:
        """Return the actor that a set phrase is said of: its verb's subject, else the first one named before it.

        Where a plan is the subject, it is who says so: "the charter, Mali said, goes too far".
        """
        if subjects := _subjects(verb):
            if subjects[-1].idx + len(subjects[-1]) in {row["end"] for row in self.plans}:
                return self.of_words(verb, sent)
            is_by = any(case.lower_ == "by" for child in verb.children for case in islice(child.children, _MOST))
            is_own = is_passive(verb) and not is_by  # "its spokesman would not be drawn"
            return self.named(subjects[-1]) or self._meant(subjects[-1]) if is_own else self.of_verb(verb, sent)
        shares = verb.dep_ in ("conj", "xcomp") and verb.tag_.startswith("VB")  # "took it home and spoke for it"
        shared = self.of_verb(verb, sent) if shares else None
        return shared or self.before(begin, end) or self._labelled(verb, sent)

    def of_words(self, token: Token, sent: Span) -> Row | None:
        """Return who says the words that a token heads: the subject of the verb above, or who is quoted."""
        above, inside = token.head, holding(self.quotes, token.idx, token.idx)
        is_said = token.dep_ in ("ccomp", "parataxis") and above.i != token.i and above.tag_.startswith("VB")
        if inside is not None and not (is_said and holding(self.quotes, above.idx, above.idx) == inside):
            return self._speaker(token)
        if is_said:
            return self.of_verb(above, sent) or self._after(above)
        below = [one for one in token.rights if one.dep_ in ("parataxis", "conj") and one.tag_.startswith("VB")]
        return (self.of_verb(below[0], sent) or self._after(below[0])) if below else None

    def _after(self, verb: Token) -> Row | None:
        """Return the subject behind its verb: "…, said Ana Pell"."""
        behind = next((one for one in islice(verb.rights, _MOST) if one.dep_.startswith("nsubj")), None)
        return self.named(behind) if behind is not None else None

    def before(self, start: int, end: int) -> Row | None:
        """Return the first actor named in a span whose name stands by itself: not a place, nor whose something is."""
        for row in within(self.mentions, start, end):
            is_place = self.text[max(0, row["start"] - 6) : row["start"]].endswith(("In ", " in ", " of ", " from "))
            is_owner = self.text[row["end"] : row["end"] + 1] in ("'", "’", "-", "–")
            if row["form"] != "demonym" and not is_place and not is_owner:
                return row
        return None

    def named(self, subject: Token) -> Row | None:
        """Return the actor that a subject names: the mention of its head or before it, or whose body it is."""
        left, right = subject.left_edge.idx, subject.idx + len(subject)
        speaks_for = subject.lemma_.lower() in words("speaker")
        if rows := within(self.mentions, left, right):
            if rows[-1]["form"] == "demonym" and _PART_OF_A_PEOPLE.search(self.text, left, rows[-1]["start"]):
                return None  # "the Greek Cypriots" are not Cyprus
            is_owner = (
                self.text[rows[-1]["end"] :][:1] in ("'", "’")
                and rows[-1]["end"] <= subject.idx
                and subject.pos_ == "NOUN"
            )
            return rows[-1] if speaks_for or not is_owner else None  # not "Chad's neighbours"
        if self.text[right : right + 1] == " " and (beside := within(self.mentions, right + 1, right + 2)):
            return beside[0]  # "the opposition Movement for Change"
        if places := within(self.places, left, right):
            is_its_own = places[-1]["start"] <= subject.idx < places[-1]["end"]
            return places[-1] if is_its_own or speaks_for else None  # "the Tripoli government"
        if speaks_for:  # "the government in Aden", "a spokesman for the Front"
            end = subject.right_edge.idx + len(subject.right_edge)
            known = within(self.mentions, right, end) or within(self.places, right, end)
            if known and not any(
                one.tag_ in _FINITE for one in self.doc.char_span(right, end, alignment_mode="expand")
            ):
                return known[0]
        place = bisect_left(self.plans, right, key=_START) - 1
        if place >= 0 and self.plans[place]["end"] == right and self.plans[place]["proposers"]:
            return self.actors.get(self.plans[place]["proposers"][0])  # "this document accepts …"
        return self.by_last_word.get(subject.text) if subject.text[0].isupper() else None  # "the Column"

    def _meant(self, subject: Token) -> Row | None:
        """Return whom a pronoun or "her government" means: who speaks, who is named above it, or was named last."""
        word = subject.lower_
        owners = [child.lower_ for child in islice(subject.lefts, _MOST) if child.tag_ in ("PRP$", "DT")]
        is_body = subject.lemma_.lower() in words("speaker")
        is_known = bool(owners) and owners[0] in ("the", *_THIRD, *_FIRST)
        if word in _FIRST:
            return self._speaker(subject)
        if not (word in _THIRD or (is_body and is_known)):
            return None
        if subject.head.dep_ == "ccomp":  # "Mali said it …", "Mali met them and said it …"
            saying = subject.head.head
            first = saying.head if saying.dep_ == "conj" and not _subjects(saying) else saying
            if (above := _subjects(first)) and above[0].i < subject.i:
                return self.named(above[0]) or self._meant(above[0])
        person = {"he": True, "she": True, "it": False}.get(owners[0] if is_body and owners[0] in _THIRD else word)
        if is_body and (speaker := self._speaker(subject)):
            return speaker
        return self._last_named(subject, person=person) if word in _THIRD or owners[0] in _THIRD else None

    def _speaker(self, token: Token) -> Row | None:
        """Return whose words a token stands in, or who stands before the colon: "April Movement: “We refuse it”"."""
        for quote in reversed(self.quotes[: bisect_left(self.quotes, token.idx + 1, key=_START)][-_BREATH:]):
            if token.idx >= quote["end"] or quote["quote_type"] == "scare":
                continue
            if self.text[: quote["start"]].rstrip(_MARKS).endswith(":") and (
                label := self._labelled(token, token.sent)
            ):
                return label
            if quote["actor_id"]:
                return next((row for row in self.mentions if row["actor_id"] == quote["actor_id"]), None)
        return self._labelled(token, token.sent) if token.lower_ in _FIRST else None

    def _labelled(self, token: Token, sent: Span) -> Row | None:
        """Return the actor before the first colon of a sentence, where a token stands behind it."""
        colon = self.text.find(": ", sent.start_char, token.idx)
        known = within(self.mentions, sent.start_char, colon) or within(self.places, sent.start_char, colon)
        return known[0] if colon > 0 and known else None

    def _last_named(self, token: Token, *, person: bool | None) -> Row | None:
        """Return the last actor before a token that is a subject or opens its sentence."""
        known = within(self.mentions, token.idx - _LATELY, token.idx)
        for row in reversed(known):
            root = self.doc.char_span(row["start"], row["end"], alignment_mode="expand").root
            is_kind = person is None or (row["entity_type"] == "person") == person
            is_first = row["start"] - root.sent.start_char < _OPENING
            if is_kind and row["form"] != "demonym" and (root.dep_.startswith("nsubj") or is_first):
                return row
        if person:
            return next((row for row in reversed(known) if row["entity_type"] == "person"), None)
        return None

    def _nearest(self, verb: Token, sent: Span, first: int = 0) -> Row | None:
        """Return the actor before a verb whose subject the parser lost: the first name that no preposition governs."""
        begin = max(sent.start_char, self.doc[first].idx)
        is_aside = verb.tag_ == "VBG" and verb.i > sent.start and verb.nbor(-1).text == ","  # whose is the sentence's
        for token in () if is_aside else self.doc[sent.start : verb.i]:
            is_aside = "acl:relcl" in (token.dep_, token.head.dep_)  # "Kenya, whose men lead it, …"
            if (token.tag_ in _FINITE and token.head.i != verb.i and not is_aside) or token.text in _BREAKS:
                begin = token.idx + len(token)
        for row in within(self.mentions, begin, verb.idx):
            before = self.text[sent.start_char : row["start"]].split()[-1:]
            is_name = row["form"] in ("name", "metonym") and self.text[row["end"]] not in "'’-–"
            if is_name and not _GOVERNED.intersection(before):
                return row
        return None

    def joined(self, holder: Row) -> list[Row]:
        """Return a holder with those named beside it: "Spain and Cape Verde have both endorsed it"."""
        place = bisect_left(self.mentions, holder["start"], key=_START)
        both = [holder]
        for row in self.mentions[place + 1 : place + _BREATH]:
            if not _AND.fullmatch(self.text, both[-1]["end"], row["start"]):
                break
            both.append(row)
        return both


def _subjects(verb: Token) -> list[Token]:
    """Return the subjects of a verb; parsers hang some on its helping verb."""
    heads = [verb, *(child for child in islice(verb.lefts, _MOST) if child.dep_.startswith("aux"))]
    return [child for head in heads for child in islice(head.lefts, _MOST) if child.dep_.startswith("nsubj")]


def is_passive(verb: Token) -> bool:
    """Say whether a side is taken by the one behind 'by', or by nobody: "was rejected", "a plan backed by Oman"."""
    children = list(islice(verb.children, _MOST))
    agent = any(case.lower_ == "by" for child in children if child.i > verb.i for case in islice(child.children, _MOST))
    passive = any(child.dep_ == "aux:pass" for child in children)
    lost = any(child.dep_ == "nsubj:pass" for child in children) and not any(child.dep_ == "obj" for child in children)
    return bool(verb.tag_ == "VBN" and (passive or agent or lost or verb.dep_ == "acl"))


def within(rows: Sequence[Row], start: int, end: int) -> Sequence[Row]:
    """Return the rows that begin in ``[start, end)``."""
    return rows[bisect_left(rows, start, key=_START) : bisect_left(rows, end, key=_START)]


def holding(quotes: Sequence[Row], start: int, end: int) -> int | None:
    """Return the index of the quotation, scare quotes aside, that overlaps a span."""
    last = bisect_left(quotes, end, key=_START)
    for place in range(last - 1, max(last - 4, 0) - 1, -1):
        if start < quotes[place]["end"] and quotes[place]["quote_type"] != "scare":
            return place
    return None
