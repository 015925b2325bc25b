"""Which actor a source is: the one it names, or whom "he", "they", "the minister" stand for.

They fill ``quotes.actor_id`` and are never counted as mentions. Where two are equally near, nobody is named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from workbook.language.names.gazetteer import words as listed
from workbook.language.speech.cues import NOBODY, Cue
from workbook.language.speech.naming import named
from workbook.language.speech.persons import Persons, pattern, sex_of, words_of
from workbook.language.speech.salience import Candidate, Scene, ranked
from workbook.language.speech.speakers import noun_phrase
from workbook.language.speech.tokens import View
from workbook.lexicons import read_words, read_yaml

Row = dict[str, Any]

_SURE = 0.9  # share of the best candidate's weight that a second one must stay under
_SURE_OF_BODY = 0.6  # where only a noun tells: "the firm"
_SPOKE, _FADES = 4.0, 0.5  # for who spoke last, and what each sentence since leaves of it
_ANSWERS = frozenset({"replied", "responded", "answered", "retorted", "countered", "asked"})
_DOCUMENT = re.compile(r"(?:the|this|that|its|their|his|her) (?P<known>\w+)$|an? (?P<new>\w+)\b")
_THE_KIND = re.compile(r"the (\w{4,})$")
_HEAD = re.compile(r" (?:of|for|on|in|to|and) .*")  # "Commission on Human Rights" is a commission
_BACK = 300  # tokens in which the writing of a document is looked for
_BODY = ("organization", "country", "group")


class Meant(NamedTuple):
    """The mention that tells who a source is, and how it was found."""

    mention: Mapping[str, Any] | None
    basis: str


def fill_actors(seen: View, rows: list[Row], mentions: Sequence[Row], roles: Sequence[Row] = ()) -> None:
    """Fill ``actor_id``, ``actor_start``, ``actor_end`` and ``actor_basis`` of the rows, in the order of the text.

    The mentions have start, end, actor_id, entity_type and name; the roles actor_id, role and country.
    """
    known = sorted((m for m in mentions if m.get("actor_id")), key=lambda m: (m["start"], m["end"]))
    reader = _Reader(seen, known, roles)
    for row in rows:
        if row["source_start"] is None:
            continue
        meant = reader.meant(row)
        if meant.mention is not None:
            mention = meant.mention
            row |= {"actor_id": mention["actor_id"], "actor_basis": meant.basis}
            row |= {"actor_start": mention["start"], "actor_end": mention["end"]}


class _Reader:
    """Reads the sources of an article from its beginning and remembers who spoke."""

    def __init__(self, seen: View, mentions: Sequence[Row], roles: Sequence[Row]) -> None:
        self._text = seen.text
        self._scene = Scene(seen, mentions)
        self._persons = Persons(seen.text, mentions, roles)
        self._resolved: dict[tuple[int, int], Meant] = {}
        self._spoke: list[tuple[int, int, Meant]] = []  # sources so far, with what they mean

    def meant(self, row: Row) -> Meant:
        """Return whom the source of a row means."""
        span = (row["source_start"], row["source_end"])
        if span not in self._resolved:
            self._resolved[span] = self._actor(*span, row["cue"] or "")
            self._spoke.append((*span, self._resolved[span]))
        return self._resolved[span]

    def _actor(self, start: int, end: int, cue: str) -> Meant:
        source, words = self._text[start:end].lower(), read_yaml("speakers")
        for kind, find in (("persons", self._person), ("groups", self._bodies), ("things", self._bodies)):
            if source in words[kind]:
                return Meant(self._best(list(find(source, start, cue))), "pronoun")
        mention = named(self._text, start, end, self._scene.within(start, end))
        if mention is None and (author := self._author(source, start)) is not None:
            return Meant(author, "document")
        if mention is None or mention["entity_type"] != "person":  # "the Kenyan minister" is not Kenya
            person = self._of_role(source, start, end)
            if person is not None:
                return Meant(person, "role")
        if mention is None and (body := self._of_kind(source, start)) is not None:
            return Meant(body, "role")
        return Meant(mention, "named")

    def _best(self, candidates: list[Candidate], sure: float = _SURE) -> Mapping[str, Any] | None:
        """Return the mention of the best candidate, if it is clearly the best and has one."""
        first, *others = ranked(candidates) or [Candidate(None, 0, "")]
        if others and others[0].weight > sure * first.weight:
            return None
        return first.mention

    def _spoken(self, position: int, cue: str) -> Iterator[tuple[int, int, Meant, float]]:
        """Yield the sources of the last statements, with their weight: an answer is somebody else's."""
        for number, (start, end, meant) in enumerate(reversed(self._spoke[-4:])):
            since = self._scene.sentences_between(end, position)
            last = 0.0 if cue in _ANSWERS and number == 0 else _SPOKE
            yield start, end, meant, (last if number == 0 else 1.0) * _FADES**since

    def _person(self, source: str, position: int, cue: str) -> Iterator[Candidate]:
        """Yield whom "he" or "she" may mean: persons of that sex, and unnamed ones."""
        sign = -1 if source in read_yaml("speakers")["women"] else 1
        for one in self._scene.before(position):
            if one["entity_type"] == "person" and self._persons.sex(one["actor_id"]) * sign >= 0:
                told = 1.3 if self._persons.sex(one["actor_id"]) * sign > 0 else 1.0
                yield Candidate(one, told * self._scene.weight(one["start"], one["end"], position), "")
        for start, end, meant, weight in self._spoken(position, cue):
            words = self._text[start:end]
            if meant.mention is not None and meant.mention["entity_type"] == "person":
                if self._persons.sex(meant.mention["actor_id"]) * sign >= 0:
                    yield Candidate(meant.mention, weight, "")
            elif meant.mention is None and _is_somebody(words) and sex_of(words) * sign >= 0:
                yield Candidate(None, weight + self._scene.weight(start, end, position), words.lower())
        for begin, end in self._scene.unnamed(position, ("NN",), persons=True):
            start, stop = self._scene.seen.starts[begin], self._scene.seen.ends[end - 1]
            words = self._text[start:stop].lower()
            if sex_of(words) * sign >= 0:
                person = self._of_role(words, start, stop)
                yield Candidate(person, self._scene.weight(start, stop, position), "" if person else words)

    def _bodies(self, source: str, position: int, cue: str) -> Iterator[Candidate]:
        """Yield what "they" or "it" may mean: a body, several who are not named, or a thing like "the report"."""
        plural = source in read_yaml("speakers")["groups"]
        for one in self._scene.before(position):
            if one["entity_type"] in _BODY and one.get("form") != "demonym":
                share = 0.4 if plural and one["entity_type"] == "country" else 0.8
                yield Candidate(one, share * self._scene.weight(one["start"], one["end"], position), "")
        for start, end, meant, weight in self._spoken(position, cue):
            words = self._text[start:end].lower()
            if (_may_be_several if plural else _may_be_thing)(words, meant):
                yield Candidate(meant.mention, weight, words)
        tags = ("NNS", "NNPS") if plural else ("NN",)
        for begin, end in self._scene.unnamed(position, tags, persons=None if plural else False):
            start, stop = self._scene.seen.starts[begin], self._scene.seen.ends[end - 1]
            yield Candidate(None, self._scene.weight(start, stop, position), self._text[start:stop].lower())

    def _of_kind(self, source: str, start: int) -> Mapping[str, Any] | None:
        """Return the body that a noun means: "the movement" the only movement so far, "the firm" the one in mind."""
        found = _THE_KIND.match(source)
        if found is None:
            return None
        bodies = {
            one["actor_id"]: one
            for one in self._scene.before(start)
            if one["entity_type"] == "organization" and found[1] == _HEAD.sub("", one["name"].lower()).split(" ")[-1]
        }
        if len(bodies) == 1:
            return next(iter(bodies.values()))
        if bodies or found[1] not in read_words("speakers", "bodies"):
            return None
        candidates = [
            Candidate(one, self._scene.weight(one["start"], one["end"], start), "")
            for one in self._scene.before(start)
            if one["entity_type"] == "organization" and one["name"] not in listed("outlets")
        ]
        candidates = [one for one in candidates if one.mention and one.mention.get("rule") != "government-body"]
        return self._best(candidates, sure=_SURE_OF_BODY)

    def _author(self, source: str, start: int) -> Mapping[str, Any] | None:
        """Return who wrote "the letter", "the report": the subject of the verb of which it was the object before."""
        found = _DOCUMENT.match(source)
        written = found["known"] or found["new"] if found is not None else ""
        if found is None or written not in read_yaml("speakers")["documents"]:
            return None
        seen = self._scene.seen
        last = bisect_left(seen.starts, start + found.start("new") + 1 if found["new"] else start)
        for i in range(last - 1, max(-1, last - _BACK), -1):
            if seen.lower[i] != written or seen.deps[i] != "obj" or seen.quote_of[i] >= 0:
                continue
            subject = seen.child(seen.heads[i], "nsubj")
            if subject is None and found["new"]:
                return None
            if subject is not None:
                begin, end = noun_phrase(seen, subject, Cue(seen.heads[i], seen.heads[i], NOBODY))
                span = (seen.starts[begin], seen.ends[end - 1])
                return named(self._text, *span, self._scene.within(*span))
        return None

    def _of_role(self, source: str, start: int, end: int) -> Mapping[str, Any] | None:
        """Return the person who has the role that a source names: "the minister", "the Togolese diplomat"."""
        if not source.startswith(("the ", "mr", "ms")):
            return None
        nouns = pattern("roles").findall(source)
        if not nouns:
            return None
        noun = nouns[-1].lower()
        if self._is_unnamed(noun):
            return None
        kinds = {noun, *read_yaml("speakers")["kinds"].get(noun, ())}
        countries = {one["country"] for one in self._scene.within(start, end) if one.get("country")}
        words = set(words_of(source)) - {"the"}
        until = start if noun in read_yaml("speakers")["anybody"] else end
        best: Mapping[str, Any] | None = None
        most = 0.0
        for one in self._scene.before(start):
            if one["entity_type"] != "person" or self._contradicts(one, source, countries):
                continue
            fits = 2 * min(1, self._persons.of_role(one["actor_id"], kinds))
            fits = fits or self._persons.stands_beside(one, noun, until)
            if fits:
                more = self._persons.of_role(one["actor_id"], words)
                weight = 10.0 * (fits + more) + self._scene.weight(one["start"], one["end"], start)
                best, most = (one, weight) if weight > most else (best, most)
        return best

    def _is_unnamed(self, noun: str) -> bool:
        """Say whether who spoke last with this noun has no name: "A Western diplomat said so. The diplomat …"."""
        for start, end, meant in reversed(self._spoke):
            words = self._text[start:end].lower()
            if re.search(rf"\b{re.escape(noun)}\b", words):
                return meant.mention is None and words.startswith(("a ", "an ", "one "))
        return False

    def _contradicts(self, one: Mapping[str, Any], source: str, countries: set[str]) -> bool:
        """Say whether a person is of another country or sex than the words say."""
        own = self._persons.countries(one["actor_id"])
        if countries and own and not countries & own:
            return True
        return self._persons.sex(one["actor_id"]) * sex_of(source) < 0


def _is_somebody(words: str) -> bool:
    """Say whether a source without a name is one person: "the minister", "one of them"."""
    return pattern("roles").search(words) is not None or words.lower().startswith(("one of", "another"))


def _may_be_several(words: str, meant: Meant) -> bool:
    """Say whether "they" may mean who spoke: a body, "the minister and his team", several who are not named."""
    return meant.mention is None or meant.mention["entity_type"] != "person" or " and " in words


def _may_be_thing(words: str, meant: Meant) -> bool:
    """Say whether "it" may mean what spoke: a body, a document, something that is not named."""
    if meant.mention is None:
        return pattern("roles").search(words) is None
    return meant.mention["entity_type"] != "person" or meant.basis == "document"
