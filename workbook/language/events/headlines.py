"""A clause in few of its own words that stand alone: what a chart shows.

The words are those of the clause, without its date and without phrases it can spare; a phrase goes whole or stays
whole. What stands for something else is replaced in square brackets. Negation, modal verbs and conditions stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.language import verbs
from workbook.language.events.clauses import Clause, edges, setting_of
from workbook.language.events.phrases import (
    HYPHENS,
    ended,
    near,
    needs_its_text,
    owner_of,
    shown,
    tidy,
    until_its_time,
    wants_more,
    whole_words,
    with_commas,
    without_dateline,
    without_times,
    without_what_leads_in,
)
from workbook.language.events.references import References, short
from workbook.language.events.sparing import holds, is_listed, spared
from workbook.language.events.subjects import RELATIVE, described_before, first_of_two, subject_outside

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

WORDS = 16  # that a headline should have at most
MOST = 26  # that it may have where nothing more can go
_NEAR = 8  # tokens of a date behind the last word
_FEWEST = 3  # a clause of fewer words without its date keeps the date
_ASIDES = frozenset({"appos", "acl:relcl", "parataxis", "discourse", "vocative", "advcl:relcl"})
_BE = ("[was]", "[were]")
_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True)
class Headline:
    """The words, whether they can be read alone, and the actors that were put in."""

    words: str
    alone: bool
    actor_ids: tuple[str, ...] = ()


def headline(clause: Clause, times: Mapping[int, int], references: References, *, whole: bool = False) -> Headline:
    """Return a clause in few of its own words, without ``times``, the tokens of time expressions.

    With ``whole`` the sentence goes on to its end: what was planned and did not take place is told by both parts.
    """
    return _Made(clause, times, references, whole=whole).headline()


class _Made:
    """One headline in the making."""

    def __init__(self, clause: Clause, times: Mapping[int, int], references: References, *, whole: bool) -> None:
        self.whole = whole
        self.clause, self.times, self.references = clause, times, references
        self.doc: Doc = clause.top.doc
        self.top = clause.top if clause.span else shown(clause)
        self.actors: list[str] = []
        self.alone = True

    def headline(self) -> Headline:
        kept = without_dateline(self.doc, self._kept())
        from_start = self.whole and verbs.subject_of(self.top) is None  # the sentence itself has the subject
        lead = "" if from_start else self._borrowed()
        if not (lead or self.whole or self.clause.span):
            kept = without_what_leads_in(self.top, kept)
        kept = spared(kept, WORDS - len(lead.split()), self.clause, self.top)
        kept = until_its_time(self.top, kept)
        kept = whole_words(self.doc, ended(self.doc, kept), self.times)
        words = self._written(kept, lead)
        if said := self._said(kept, lead, self.doc[kept[0]], self.doc[kept[-1]]):
            words = f"[{said}:] {words}"
        long = len(words.split()) > MOST or "- " in words  # "co-", of a word that was cut
        return Headline(words, self.alone and not long and self._tells(kept, lead), tuple(self.actors))

    def _kept(self) -> list[int]:
        """Return the tokens of the clause without its date, what stands before its subject, and asides."""
        if self.whole:
            return self._whole()
        told = self.clause if self.top == self.clause.top else Clause(self.clause.head, self.top, self.clause.date, "")
        first, last = edges(told, self.times)
        out = {child.i for child in verbs.children(self.top) if child.lower_ in RELATIVE and child.dep_ != "det"}
        for mark in (child for child in verbs.lefts(self.top) if child.dep_ == "mark" and child.tag_ == "IN"):
            out.update(range(first, mark.i + 1))  # "four hours after the last voter left"
        for token in self.doc[first:last]:
            if self._is_aside(token):
                out.update(with_commas(self.doc, max(first, token.left_edge.i), min(last, token.right_edge.i + 1)))
        subject = verbs.subject_of(self.top)
        if subject is not None and subject.i < self.top.i and not self.clause.span:
            edge = (first_of_two(self.top) or described_before(subject) or subject).left_edge
            while edge.i > first and self.doc[edge.i - 1].tag_ == "CD" and edge.i - 1 not in self.times:
                edge = self.doc[edge.i - 1]  # "on November 13, eleven people died"
            out.update(range(first, edge.i + (edge.dep_ == "case" and verbs.is_cue(edge, "known"))))
        own = [i for i in range(first, last) if i not in out or i in (self.clause.head.i, self.top.i)]
        begins = [i for i in own if self.doc[i].text == ";" and i < self.top.i]
        own = [i for i in own if not begins or i > begins[-1] or self.clause.span]
        ends = [i for i in own if self.doc[i].text in (":", ";") and i > max(self.top.i, self.clause.head.i)]
        own = [i for i in own if i < ends[0]] if ends and not self.clause.span else own
        undated = own if verbs.is_cue(self.clause.head, "moved") else without_times(self.doc, own, self.times)
        if undated and undated[-1] == self.clause.head.i and self.clause.head.tag_ == "VBG":
            return own  # "…, beginning on 4 March"
        few = sum(self.doc[i].is_alpha for i in undated) < _FEWEST
        return own if not undated or (few and not self.clause.span and subject is None) else undated

    def _whole(self) -> list[int]:
        """Return the main clause to its end: "The talks had been due on Friday but were put off"."""
        sent = self.top.sent
        subject = verbs.subject_of(self.top)
        first = subject.left_edge.i if subject is not None else sent.start
        out: set[int] = set()
        for token in self.doc[first : sent.end]:
            if token.dep_ not in ("appos", "acl:relcl", "parataxis") or verbs.own_status(token) == "denied":
                continue  # "did not take place" may hang on anything
            if not holds(token, self.clause, self.top):
                out.update(with_commas(self.doc, max(first, token.left_edge.i), min(sent.end, token.right_edge.i + 1)))
        kept = [i for i in range(first, sent.end) if (i not in out or i in self.times) and not self.doc[i].is_space]
        ends = [i for i in kept if self.doc[i].text in (":", ";") and i > self.clause.head.i]
        return [i for i in kept if not ends or i < ends[0]]

    def _tells_of_another_time(self, token: Token) -> bool:
        """Tell "which Disney acquired in 2005" in what happened in 1986."""
        inside = range(token.left_edge.i, token.right_edge.i + 1)
        return any(i in self.times and self.times[i] != self.clause.date for i in inside)

    def _is_aside(self, token: Token) -> bool:
        if token.dep_ not in _ASIDES and token.dep_ != "acl":
            said_in = verbs.is_cue(token, "statement") and setting_of(token) == self.top  # "in a statement"
            return said_in and not holds(token, self.clause, self.top)
        if holds(token, self.clause, self.top) or is_listed(token):
            return False
        if token.dep_ == "parataxis" and self.clause.span:
            return False
        edge = token.left_edge
        apart = (edge.is_punct and edge.text not in HYPHENS) or (edge.i > 0 and edge.nbor(-1).is_punct)
        if token.dep_ == "acl":
            return apart
        if token.dep_ == "acl:relcl" and self._tells_of_another_time(token):
            return True
        name = token.pos_ == "PROPN" and edge.i > 0 and not edge.nbor(-1).is_punct  # "the envoy, Amina Sow"
        return token.dep_ not in ("acl:relcl", "appos") or (apart and not name)

    def _borrowed(self) -> str:
        """Return the subject that stands outside the clause: of a verb joined to another, of "who", of a participle."""
        if self.clause.span or not verbs.is_predicate(self.top):
            return ""
        noun, helpers = subject_outside(self.top)
        if noun is None:
            return ""
        self.alone = self.alone and not self.references.is_vague(noun)
        related = self.top.dep_.endswith("relcl") and noun == self.top.head
        if related and (noun.dep_ == "conj" or any(child.dep_ == "conj" for child in verbs.children(noun))):
            self.alone = False  # of "… from Chad, Mali and Niger who fled" the parser takes one
        return " ".join((self._named(noun), *helpers))

    def _object(self) -> str:
        """Return what a relative clause is about where it is not its subject: "the ministry cut [the bonus]"."""
        top, subject = self.top, verbs.subject_of(self.top)
        if not top.dep_.endswith("relcl") or subject is None or subject.lower_ in RELATIVE:
            return ""
        has_object = any(
            child.dep_ in ("obj", "ccomp", "xcomp", "aux:pass", "cop")
            for child in verbs.children(top)
            if child.i > top.i or child.dep_ in ("aux:pass", "cop")
        )
        marks = {child.lower_ for child in (*verbs.lefts(top), *verbs.lefts(subject))}
        placed = bool(marks & {"where", "when", "why", "whose"})
        if top.head.pos_ not in ("NOUN", "PROPN"):
            self.alone = False  # "what we saw today"
            return ""
        placed = placed or top.head.lower_ in ("day", "night", "moment")
        return "" if has_object or placed else f"[{short(top.head)}] "

    def _named(self, noun: Token) -> str:
        if self.references.needs(noun):
            return self._put_in(noun) or noun.text
        if (fuller := self.references.fuller(noun)) is not None:
            return f"[{short(fuller)}]"
        whose = next((child for child in verbs.lefts(noun) if child.lower_ == "whose"), None)
        words = near(noun)
        return words if whose is None else f"{self._owner(whose)} {words.partition(' ')[2]}"

    def _owner(self, whose: Token) -> str:
        owner = short(owner_of(whose))
        return f"[{owner}{'’' if owner.endswith('s') else '’s'}]"

    def _put_in(self, token: Token) -> str | None:
        found = self.references.of(token)
        if found is None:
            self.alone = False
            return None
        if found.actor_id:
            self.actors.append(found.actor_id)
        return f"[{found.words}]"

    def _said(self, kept: list[int], lead: str, first: Token, last: Token) -> str | None:
        """Return who says "we" in a headline; without one it cannot be read alone."""
        words = [self.doc[i].lower_ for i in kept if self.doc[i].pos_ in ("PRON", "DET")] + lead.lower().split()
        if not any(word in ("we", "i", "our", "us", "my") for word in words):
            return None
        found = self.references.speaker(first.idx, last.idx + len(last))
        if found is None:
            self.alone = False
            return None
        if found.actor_id:
            self.actors.append(found.actor_id)
        return found.words

    def _written(self, kept: list[int], lead: str) -> str:
        """Return the tokens as words, pronouns replaced where what they stand for is not among the words."""
        subject = verbs.subject_of(self.top)
        parts, within = [lead, " "], set(kept)
        known = bool(lead)
        opens = (first_of_two(self.top) or subject).left_edge.i if subject is not None else None
        fuller = self.references.fuller(subject) if subject is not None else None
        for i in kept:
            token = self.doc[i]
            if i == opens and fuller is not None and subject is not None:
                parts.append(f"[{short(fuller)}] ")
                within -= set(range(i, subject.i + 1))
            elif i in within:
                text = self._word(token, known, "".join(parts))
                known = known or token.pos_ in ("NOUN", "PROPN") or text.startswith("[")
                parts.append(text + (" " if token.whitespace_ or i + 1 not in within else ""))
                parts.append(self._object() if token == self.top else "")
        return tidy("".join(parts))

    def _word(self, token: Token, known: bool, written: str) -> str:
        if self.references.is_vague(token) and token == verbs.subject_of(self.top):
            self.alone = False
        if verbs.is_had(token):
            return " [had]"  # "who'd arrived"
        if token.lower_ == "whose" and token.head.head == self.top:
            return self._owner(token)
        if not self.references.needs(token) or token.lower_ in ("we", "i", "our", "us", "my", "me"):
            return token.text
        return self._pronoun(token, known, written)

    def _pronoun(self, token: Token, known: bool, written: str) -> str:
        owns = token.dep_ == "nmod:poss"
        if known and (owns or token.head != self.top):
            return token.text  # "the army withdrew its tanks", "the sum it had been promised"
        clitic = not token.whitespace_ and token.i + 1 < len(self.doc) and self.doc[token.i + 1].lower_[0] in "'’"
        if clitic or (token.dep_ in ("obj", "iobj", "obl") and token.lower_ in ("it", "them")):
            self.alone = False
            return token.text
        put_in = self._put_in(token)
        if put_in is None or put_in[1:-1] in written:
            return token.text
        return f"{put_in[:-1]}{'’' if put_in[-2] == 's' else '’s'}]" if owns else put_in

    def _ends_at_colon(self, last: int) -> bool:
        """Tell "he quipped on Friday: “We are late.”", where what is said comes later."""
        after = [token.text for token in self.doc[last + 1 : last + _NEAR] if token.i not in self.times]
        return after[:1] == [":"] and after[1:2] in (['"'], ["“"])

    def _tells(self, kept: list[int], lead: str) -> bool:
        """Tell a headline with a subject and a finite verb, or a noun that names more than itself."""
        if self.clause.span:
            return True
        top = self.top
        opens = self.doc[kept[0]]
        if not lead and opens.tag_ in ("VBG", "VBN") and opens.dep_ not in ("amod", "compound", "nsubj", "obj", "nmod"):
            return False  # "Started in 1990, the festival goes on": what it is of comes later
        told = [self.doc[i] for i in kept if i not in self.times]
        if top.i not in kept and top.i not in self.times:
            return False
        bare = told[-1:] == [top] and not lead.endswith(_BE)
        unknown = any(map(needs_its_text, told))
        if unknown or (bare and (wants_more(top) or self._ends_at_colon(kept[-1]))):
            return False
        if not verbs.is_predicate(top):
            if not verbs.is_cue(top, "event"):
                return False
            below = (child for child in verbs.children(top) if child.dep_ in ("nmod", "nmod:poss"))
            names = {child.i for child in below} | {token.i for token in told if token.pos_ == "PROPN"}
            return any(i in names and i not in self.times for i in kept)
        finite = top.tag_ in _TENSED or top.tag_ == "VBN" or any(one.tag_ in _TENSED for one in verbs.helpers_of(top))
        subject = verbs.subject_of(top)
        if subject is not None and subject.pos_ == "PRON" and not lead and not self.references.needs(subject):
            return subject.dep_ == "expl"  # "someone", "you"
        if subject is not None and not lead and self.references.is_bare(subject):
            return self.references.fuller(subject) is not None
        named = any(
            self.doc[i].pos_ in ("NOUN", "PROPN", "PRON", "NUM") and i not in self.times for i in kept if i < top.i
        )
        return finite and (bool(lead) or named)
