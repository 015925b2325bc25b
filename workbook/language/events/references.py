"""What a pronoun or a bare "the meeting" stands for, to be put into a headline in square brackets.

Simple coreference, nearest first: the subjects told before, by number and by whether they are persons; for "we" in
a quotation, who says it; for "the launch", an earlier fuller name of a launch.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workbook.language import verbs
from workbook.lexicons import read_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Row = dict[str, Any]
REACH = 4  # sentences that a pronoun looks back
NAME_REACH = 3000  # characters that "the launch" looks back for its fuller name
PERSON_REACH = 600  # characters that "he" looks back for a name that is no subject
NAMESAKES = 20  # nouns of one word that are looked at for it
LONGEST = 9  # words of what is put in
_HE = frozenset({"he", "him", "his"})
_SHE = frozenset({"she", "her", "hers"})
_IT = frozenset({"it", "its"})
_THEY = frozenset({"they", "them", "their"})
_SPEAKER = frozenset({"i", "we", "us", "our", "my", "me"})
_VAGUE = frozenset(
    {"this", "that", "these", "those", "one", "another", "both", "neither", "you", "your", "there", "what", "here"}
)
_NAMELESS = frozenset(
    {"one", "first", "second", "third", "last", "latter", "former", "other", "others", "same", "latest"}
)
_POSSESSIVE = frozenset({"his", "her", "its", "their"})
_SUBJECTS = ("nsubj", "nsubj:pass")
_NEAR = frozenset({"compound", "amod", "nummod", "flat", "nmod:poss", "nmod:desc", "det"})
_NAMING = frozenset({"compound", "amod", "nmod", "nmod:poss", "nummod", "flat"})
_JOINS = frozenset({"of", "between", "with", "for", "over", "against", "on", "at"})  # "talks on the river"
_FORCES = frozenset(
    {"troops", "soldiers", "fighters", "forces", "militants", "gunmen", "men", "warplanes", "jets", "members", "envoy"}
)
_UNIQUE = frozenset({
    "army", "government", "police", "president", "parliament", "court", "military", "navy", "opposition", "weather",
    "war",
})  # fmt: skip


@dataclass(frozen=True)
class Referent:
    """What is put in, and the actor it names, where it is one."""

    words: str
    actor_id: str | None = None


class References:
    """The subjects and names of one article."""

    def __init__(self, doc: Doc, mentions: list[Row], quotes: list[Row]) -> None:
        self._text = doc.text
        self.doc = doc
        self._mentions = sorted(mentions, key=lambda row: (row["start"], row["end"]))
        self._starts = [row["start"] for row in self._mentions]
        self._quotes = [row for row in quotes if row.get("quote_type") in ("direct", "mixed")]

    @cached_property
    def _subjects(self) -> list[Token]:
        return [token for token in self.doc if token.dep_ in _SUBJECTS and token.pos_ in ("NOUN", "PROPN")]

    @cached_property
    def _positions(self) -> list[int]:
        return [token.i for token in self._subjects]

    @cached_property
    def _nouns(self) -> dict[str, list[Token]]:
        found: dict[str, list[Token]] = {}
        for token in self.doc:
            if token.pos_ == "NOUN" and any(_names(child) for child in verbs.children(token)):
                found.setdefault(token.lemma_.lower(), []).append(token)
        return found

    @cached_property
    def _full_names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for row in self._mentions:
            actor, text = row.get("actor_id"), row["text"]
            if actor and row.get("form", "name") == "name" and len(text) > len(names.get(actor, "")):
                names[actor] = text
        return names

    def needs(self, token: Token) -> bool:
        """Tell whether a word says nothing to who has not read what stands before it."""
        return token.pos_ in ("PRON", "DET") and token.lower_ in _HE | _SHE | _IT | _THEY | _SPEAKER

    def is_vague(self, token: Token) -> bool:
        """Tell a subject for which nothing can be put in: "this", "one"."""
        ordinal = token.pos_ in ("ADJ", "NUM", "DET") and token.lower_ in _NAMELESS
        return ordinal or (token.lower_ in _VAGUE and token.pos_ in ("PRON", "DET", "NUM"))

    def of(self, token: Token) -> Referent | None:
        """Return what a pronoun stands for; None where simple rules do not tell."""
        word = token.lower_
        if word in _SPEAKER:
            return None
        for one in self._before(token):
            if self._fits(one, word) and self._is_near(one, token) and self._may_have(one, token):
                return self.named(one)
        return self._last_person(token) if word in _HE | _SHE else None

    def _is_near(self, subject: Token, token: Token) -> bool:
        """Tell a subject of the same paragraph; an earlier one counts where it is a name."""
        if "\n" not in self._text[subject.idx : token.idx]:
            return token.sent.start == subject.sent.start or token.lower_ not in _HE | _SHE or self._is_named(subject)
        return self._is_named(subject)

    def _is_label(self, row: Row) -> bool:
        """Tell who speaks in a transcript, "Milne: He attacked", from whom the words are about."""
        return self._text[row["end"] : row["end"] + 1] == ":" and self._text[: row["start"]].endswith("\n")

    def _is_named(self, subject: Token) -> bool:
        return self._mention(subject) is not None

    def _before(self, token: Token) -> Iterable[Token]:
        """Yield the subjects before a pronoun, the nearest sentence first, in it the first subject first."""
        last = bisect_left(self._positions, token.i)
        sent, number = token.sent, 0
        sentence: list[Token] = []
        own = verbs.subject_of(token.head)
        for one in reversed(self._subjects[max(0, last - 12) : last]):
            if one.sent.start != sent.start:
                yield from reversed(sentence)
                number += 1
                sent, sentence = one.sent, []
                if number > REACH:
                    return
            if one != own:
                sentence.append(one)
        yield from reversed(sentence)

    def _fits(self, subject: Token, word: str) -> bool:
        plural = subject.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in verbs.children(subject))
        person = self._is_person(subject)
        if word in _THEY:
            return plural
        if plural or subject.ent_type_ == "DATE":
            return False
        return person if word in _HE | _SHE else not person

    def _may_have(self, subject: Token, token: Token) -> bool:
        """Tell whether "its troops" may be those of a subject: they are a body's, never an attack's."""
        people = token.lower_ == "its" and token.head.lower_ in read_words("speakers", "voices") | _FORCES
        row = self._mention(subject) if people else None
        is_body = row is not None and row["entity_type"] in ("organization", "country", "place")
        return not people or is_body or subject.lower_ in read_words("speakers", "voices")

    def _is_person(self, noun: Token) -> bool:
        row = self._mention(noun)
        return (row is not None and row["entity_type"] == "person") or noun.lower_ in read_words("speakers", "roles")

    def _mention(self, noun: Token) -> Row | None:
        """Return the mention that a noun stands in: the noun itself, or the name that it is put before."""
        at = bisect_left(self._starts, noun.idx + 1) - 1
        row = self._mentions[at] if at >= 0 else None
        return row if row is not None and row["start"] <= noun.idx < row["end"] else None

    def _last_person(self, token: Token) -> Referent | None:
        before = self._mentions[: bisect_left(self._starts, token.idx)]
        near = (row for row in reversed(before) if token.idx - row["end"] < PERSON_REACH)
        row = next((row for row in near if row["entity_type"] == "person" and not self._is_label(row)), None)
        return self._name_of(row) if row else None

    def _name_of(self, row: Row) -> Referent:
        actor = row.get("actor_id")
        return Referent(self._full_names.get(actor or "", str(row["text"])), actor)

    def named(self, noun: Token) -> Referent | None:
        """Return a noun as it may stand in brackets: a full name, or the noun with its near words."""
        row = self._mention(noun)
        if row is not None and row["entity_type"] == "person":
            return self._name_of(row)
        fuller = self.fuller(noun) or noun
        words = short(fuller)
        return Referent(words, row.get("actor_id") if row else None) if words else None

    def is_bare(self, noun: Token) -> bool:
        """Tell "the launch", which names nothing to who has not read on; "the police" names enough."""
        below = verbs.children(noun)
        named = noun.lower_ in _UNIQUE or noun.text.isupper()  # "the ELN"
        bare = noun.pos_ == "NOUN" and not named and not any(_names(child) for child in below)
        told = any(child.dep_ == "acl" for child in below)  # "the talks, hosted in Geneva, …"
        told = told or any(child.dep_ == "acl:relcl" and child.left_edge.nbor(-1).text != "," for child in below)
        return bare and not told and any(child.lower_ in ("the", "this", "that", "these", "those") for child in below)

    def fuller(self, noun: Token) -> Token | None:
        """Return the noun that told more fully before what a bare "the launch" is; None where none did."""
        if not self.is_bare(noun):
            return None
        same = self._nouns.get(noun.lemma_.lower(), [])
        at = bisect_left(same, noun.i, key=lambda one: one.i)
        near = (one for one in same[max(0, at - NAMESAKES) : at] if noun.idx - one.idx < NAME_REACH)
        return next((one for one in near if one.tag_ == noun.tag_), None)

    def speaker(self, start: int, end: int) -> Referent | None:
        """Return who says the words between two characters, where they stand in a quotation."""
        for row in self._quotes:
            if row["start"] <= start and end <= row["end"] and row.get("source"):
                actor = row.get("actor_id")
                name = self._full_names.get(actor or "")
                said = str(name or row["source"])
                return Referent(said, actor) if said.lower() not in _HE | _SHE | _IT | _THEY else None
        return None


def _names(child: Token) -> bool:
    """Tell what gives a noun its name: "container" terminal, the leak "in the pipeline"; not "the", "its", "first"."""
    if child.dep_ == "nmod" and child.left_edge.lower_ not in _JOINS:
        return False
    return child.dep_ in _NAMING and child.pos_ in ("NOUN", "PROPN", "ADJ") and child.ent_type_ != "DATE"


def short(noun: Token) -> str:
    """Return a noun with its near words and "of …", without a, an and its: "the oil pipeline"."""
    below = verbs.children(noun)
    near = [child for child in below if child.dep_ in _NEAR]
    first = min([noun.i, *(child.left_edge.i for child in near)])
    last = max([noun.i, *(child.right_edge.i for child in near)])
    for child in below:
        if child.ent_type_ in ("DATE", "TIME"):
            continue  # "the army on Wednesday"
        joined = (
            child.dep_ == "conj"
            or (child.dep_ == "appos" and child.pos_ == "PROPN")
            or (child.dep_ == "nmod" and child.left_edge.lower_ in _JOINS)
        )
        if joined and child.left_edge.i == last + 1 and child.right_edge.i - first < LONGEST:
            last = child.right_edge.i
    words = noun.doc[first : last + 1]
    if len(words) > LONGEST + 1 or any(token.is_punct and token.text not in "-–'’" for token in words[:-1]):
        words = noun.doc[first : noun.i + 1] if noun.i - first < LONGEST else noun.doc[noun.i : noun.i + 1]
    while len(words) > 1 and words[0].ent_type_ == "DATE":
        words = words[1:]  # "on December 10 barricades were erected"
    text = words.text
    begins = words[0]
    if begins.lower_ in ("a", "an", *_POSSESSIVE, "the", "this", "that"):
        text = "the " + text[len(begins.text) :].strip()
    return text.strip(" ,;")
