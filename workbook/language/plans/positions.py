"""Who stands where: an actor, a plan or topic, and the verb or phrase that takes a side."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from workbook.language.pipeline import Parsed, sentences
from workbook.language.plans.plan_words import words as plan_words
from workbook.language.plans.sides import joined, sides_of, within
from workbook.language.plans.topics import topics_of
from workbook.lexicons import read_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Row = dict[str, Any]
_ACTORS = ("person", "country", "organization", "group")
_BREAKS = frozenset((";", ":", "—", "–"))
_CLIMB = 4
_MOST = 40  # dependents of a verb that are looked at
_BACK = 200  # characters before a sentence in which the plan stands that "it" means
_GOVERNED = frozenset(("of", "in", "by", "from", "to", "for", "with", "on", "at", "against", "the"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SUBJECTS = frozenset(("DT", "NNP", "NNPS", "PRP"))
_OBJECTS = ("obj", "xcomp", "ccomp", "obl", "nmod")  # what is condemned, rejected or backed
_ASIDES = ("acl:relcl", "advcl", "appos")
_WHEN = ("after", "before", "during", "since", "until", "amid")
_TURNS = ("while", "whereas", "although", "though")
_START = itemgetter("start")
_SIDE = itemgetter("actor_id", "plan_id", "topic")
_TRIM = " \t\n,;:.()—–-"


@cache
def _lexicon(kind: str) -> dict[str, str]:
    table = read_lexicon("stance-words")
    chosen = table[table["kind"] == kind]
    return dict(zip(chosen["word"], chosen["stance"], strict=True))


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    listed = sorted(_lexicon(kind), key=len, reverse=True)
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in listed)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def find_positions(
    parsed: Parsed,
    mentions: Sequence[Row],
    quotes: Sequence[Row],
    plan_mentions: Sequence[Row],
    provisions: Sequence[Row],
    dates: Sequence[Row] = (),
) -> list[Row]:
    """Find the positions that an article reports.

    Args:
        parsed: The article.
        mentions: Rows of ``find_mentions``; the holder of a position is one of them.
        quotes: Rows of ``find_quotes``.
        plan_mentions: What ``find_plans_and_provisions`` gives first.
        provisions: What it gives second; what a plan contains is nobody's position.
        dates: Rows of ``find_dates``; those of its sentence date the position.

    Returns:
        Rows of ``positions`` without identifiers: ``plan_id`` is the article's own, ``quote`` the index
        of the quotation that holds the words, or None.
    """
    reader = _Reader(parsed, mentions, plan_mentions, quotes)
    contents = sorted(provisions, key=_START)
    rows: list[Row] = []
    for sent in sentences(parsed):
        if not sent.text.rstrip("”\"' ").endswith("?"):
            taken = [row for row in reader.rows(sent) if not _is_inside(contents, row["start"])]
            known = {row["actor_id"] for row in taken}
            said = sides_of(sent, parsed.text, reader.mentions, reader.plans)
            rows += _combined([*taken, *(row for row in said if row["actor_id"] not in known)])
    return [row | {"quote": _holding(quotes, row["start"], row["end"])} | _days(dates, parsed, row) for row in rows]


class _Reader:
    """Reads one article for positions."""

    def __init__(self, parsed: Parsed, mentions: Sequence[Row], plans: Sequence[Row], quotes: Sequence[Row]) -> None:
        self.text, self.doc, self.quotes = parsed.text, parsed.doc, quotes
        self.mentions = [row for row in mentions if row["entity_type"] in _ACTORS]
        self.starts = [row["start"] for row in self.mentions]
        self.plans = list(plans)
        self.plan_starts = [row["start"] for row in self.plans]
        counts = Counter(row["plan_id"] for row in self.plans if not row["responds_to"])
        self.main = next((plan for plan, _ in counts.most_common(1)), None)
        names = [row for row in reversed(self.mentions) if " " in str(row["name"])]
        self.by_last_word = {str(row["name"]).rsplit(" ", 1)[1]: row for row in names}
        self.actors = {str(row["name"]): row for row in reversed(self.mentions)}

    def rows(self, sent: Span) -> Iterator[Row]:
        """Yield the sides that a sentence takes: a verb, whose it is, and of what: a plan, a part of one, a topic."""
        for token in sent:
            stance, rule = self._verb(token), f"verb-{token.lemma_}"
            if not (stance or token.lemma_ in _lexicon("describe")) or not (holder := self.holder(token, sent)):
                continue
            clause = self._clause(token)
            if not stance and (found := _phrases("phrase").search(clause.text)):
                stance, rule = _lexicon("phrase")[found.group().lower()], "described"
            plan, topic = self.target(clause, is_described=rule == "described") if stance else (None, None)
            # who demands changes is not for the plan; "called it constructive" counts, whatever it is
            if rule == "described" or topic or (plan and not self._lookup(token, "wish")):
                end = token.idx + len(clause.text.rstrip(_TRIM))
                for one in joined(self.text, self.mentions, holder):
                    row = {"start": token.idx, "end": end, "actor_id": one["actor_id"], "plan_id": plan, "topic": topic}
                    yield row | {"stance": stance, "origin": "machine", "rule": rule}

    def _verb(self, token: Token) -> str | None:
        """Return the stance of a verb, turned by a negation, None where it is nobody's own or not taken."""
        if not (token.tag_.startswith("VB") or (token.tag_ == "NNS" and self._ends_before(token))):
            return None
        wish = self._lookup(token, "wish") if token.tag_ != "VBG" else None  # "a plan demanding …"
        stance, marks = self._lookup(token, "verb") or wish, {child.lower_ for child in token.children}
        not_taken = (
            any(one.dep_ == "xcomp" and (token.lemma_ == "agree" or one.lemma_ == "comment") for one in token.rights)
            or (token.head.lemma_ in {**_lexicon("asker"), **_lexicon("not")} and _is_bare(token))
            or "whether" in marks
            or token.dep_ == "amod"
        )
        if stance is None or not_taken:
            return None
        if marks & {"not", "n't", "n’t", "never"}:
            return {"support": "oppose", "oppose": "unclear"}.get(stance, stance)
        hedged = marks & {"would", "could", "might", "may"} or _phrases("marker").search(self._clause(token).text)
        return "conditional" if stance == "support" and hedged else stance

    def _lookup(self, token: Token, kind: str) -> str | None:
        """Return the stance of a verb with the word after it, or alone; some lemmas come as 'rejecte'."""
        follows = token.nbor().lower_ if token.i + 1 < len(self.doc) else ""
        known = _lexicon(kind)
        lemmas = (token.lemma_, token.lemma_.removesuffix("e"))
        return next((known[one] for lemma in lemmas for one in (f"{lemma} {follows}", lemma) if one in known), None)

    def _ends_before(self, token: Token) -> bool:
        """Say whether a name stands right before a token: 'Ukraine balks', which parsers take for a noun."""
        place = bisect_left(self.starts, token.idx) - 1
        before = self.mentions[place] if place >= 0 else None
        return bool(before and before["form"] != "demonym" and self.text[before["end"] : token.idx] == " ")

    def holder(self, verb: Token, sent: Span) -> Row | None:
        """Return the mention of whose stance a verb is: its subject, the subject above it, or 'by' whom."""
        if _is_passive(verb):
            agents = [child for child in verb.children if any(case.lower_ == "by" for case in child.children)]
            return self.named(agents[0]) if agents else None
        token = verb
        for _ in range(_CLIMB):
            subjects = [child for child in islice(token.lefts, _MOST) if child.dep_ == "nsubj" and child.i < verb.i]
            if subjects:
                is_named = subjects[0].tag_ in ("WDT", "WP") and token.head.pos_ == "PROPN"  # "Mali, which rejected …"
                subject = token.head if is_named else subjects[0]
                return self.named(subject) or self._pronoun(subject)
            if token.head.i == token.i or token.dep_ in ("acl:relcl", "ccomp"):
                break
            token = token.head
        return self._nearest(verb, sent)

    def named(self, subject: Token) -> Row | None:
        """Return the actor that a subject names: the mention of its head, or of the words before it."""
        left, right = subject.left_edge.idx, subject.idx + len(subject)
        rows = self.mentions[bisect_left(self.starts, left) : bisect_left(self.starts, right)]
        if rows:
            return rows[-1]
        place = bisect_left(self.plan_starts, right) - 1
        if place >= 0 and self.plans[place]["end"] == right and self.plans[place]["proposers"]:
            return self.actors.get(self.plans[place]["proposers"][0])  # "this document accepts …"
        return self.by_last_word.get(subject.text) if subject.text[0].isupper() else None  # "the Column"

    def _pronoun(self, subject: Token) -> Row | None:
        """Return who says 'I' or 'we' in a quotation, or of whom 'it said it would' speaks."""
        inside = _holding(self.quotes, subject.idx, subject.idx + 1)
        is_told = inside is None or self.quotes[inside]["quote_type"] == "indirect"
        if is_told and subject.lower_ in ("it", "he", "she", "they") and subject.head.dep_ == "ccomp":
            said = [child for child in islice(subject.head.head.lefts, _MOST) if child.dep_ == "nsubj"]
            return self.named(said[0]) if said else None
        if inside is None or subject.lower_ not in ("i", "we"):
            return None
        speaker = self.quotes[inside]["actor_id"]
        return next((row for row in self.mentions if speaker and row["actor_id"] == speaker), None)

    def _nearest(self, verb: Token, sent: Span) -> Row | None:
        """Return the actor before a verb whose subject the parser lost: the first name that no preposition governs."""
        begin = sent.start_char
        is_aside = verb.tag_ == "VBG" and verb.i > sent.start and verb.nbor(-1).text == ","  # whose is the sentence's
        for token in () if is_aside else self.doc[sent.start : verb.i]:
            if token.tag_ in _FINITE or token.text in _BREAKS:
                begin = token.idx + len(token)
        for row in self.mentions[bisect_left(self.starts, begin) : bisect_left(self.starts, verb.idx)]:
            before = self.text[sent.start_char : row["start"]].split()[-1:]
            is_name = row["form"] in ("name", "metonym") and self.text[row["end"]] not in "'’-–"
            if is_name and not _GOVERNED.intersection(before):
                return row
        return None

    def _clause(self, verb: Token) -> Span:
        """Return the verb's own clause from the verb on; it ends before the next one."""
        end = verb.sent.end
        for token in self.doc[verb.i + 1 : end]:
            following = self.doc[token.i + 1 : min(token.i + 6, end)]
            first = following[0] if len(following) else token
            turned = first.lower_ in _TURNS or (first.tag_ == "VBG" and self._lookup(first, "verb"))
            turns = token.lower_ in _WHEN or (token.text == "," and turned)
            other = token.lower_ in ("but", "and") and first.tag_ in _SUBJECTS
            verbs = next((later.tag_ for later in following if later.tag_ != "RB"), "")
            goes_on = token.lower_ == "and" and verbs in _FINITE and token.i > verb.i + 1  # not "accepted and signed"
            if token.text in _BREAKS or turns or goes_on or (other and any(one.tag_ in _FINITE for one in following)):
                return self.doc[verb.i : token.i]
        return self.doc[verb.i : end]

    def target(self, clause: Span, *, is_described: bool) -> tuple[str | None, str | None]:
        """Return the plan that a clause is about, or else the topic."""
        sent = clause[0].sent.start_char
        places = sent - _BACK, clause.start_char, clause.end_char
        begin, start, end = (bisect_left(self.plan_starts, at) for at in places)
        before, named = self.plans[begin:start], self.plans[start:end]
        last = before[-1]["plan_id"] if before else None
        if _is_passive(clause[0]) and before and before[-1]["end"] > sent:
            return last, None
        if named:
            return named[0]["plan_id"], None
        for token in clause[1:8]:
            if token.lower_ in ("it", "them") and token.i < clause.start + 4:
                return last, None
            if token.lemma_ in plan_words("part") | {"concession"}:
                return last or self.main, None
        topics = [] if is_described else next(filter(None, map(topics_of, _object(clause))), [])
        return None, (topics[0] if topics else None)


def _object(clause: Span) -> Iterator[str]:
    """Yield what a stance is about: the noun or verb that is the object with what stands before it, then all of it."""
    verb, end = clause[0], clause.end
    found = [one for one in islice(verb.rights, _MOST) if one.dep_ in _OBJECTS and one.i < end]
    # who condemns a blockade, war crimes or "the shelling of hospitals" is not against relief, justice or hospitals
    if not found or _is_passive(verb) or verb.lemma_ in _lexicon("blame"):
        return
    head = min(found, key=lambda one: _OBJECTS.index(one.dep_))
    begin = max(head.left_edge.i, verb.i + 1)
    yield clause.doc[begin : head.i + 1].text
    after = clause.doc[head.i + 1 : min(head.right_edge.i + 1, end)]
    asides = (one.left_edge.i for one in after if one.dep_ in _ASIDES)
    yield clause.doc[begin : min(asides, default=after.end)].text


def _is_bare(verb: Token) -> bool:
    """Say whether a verb hangs on another one without a subject of its own: 'urged to accept'."""
    hangs = verb.dep_.split(":")[0] in ("xcomp", "ccomp", "advcl", "acl")
    return hangs and not any(child.dep_.startswith("nsubj") for child in verb.children)


def _is_passive(verb: Token) -> bool:
    agent = any(case.lower_ == "by" for child in verb.children for case in child.children)
    passive = any(child.dep_.endswith(":pass") for child in verb.children)
    return bool(verb.tag_ == "VBN" and (passive or agent or verb.dep_ == "acl"))


def _combined(found: list[Row]) -> list[Row]:
    """Return one row for each holder and target in a sentence: for and against together are conditional."""
    result = []
    for who, *target in dict.fromkeys(_SIDE(row) for row in found if row["plan_id"] or row["topic"]):
        own = [row for row in found if _SIDE(row) == (who, *target)]
        mixed = len({row["stance"] for row in found if _SIDE(row) in ((who, *target), (who, None, None))}) > 1
        result.append(own[-1] | {"stance": "conditional"} if mixed else own[0])
    return result


def _holding(quotes: Sequence[Row], start: int, end: int) -> int | None:
    """Return the index of the quotation, scare quotes aside, that overlaps a span."""
    last = bisect_left(quotes, end, key=_START)
    for place in range(last - 1, max(last - 4, 0) - 1, -1):
        if start < quotes[place]["end"] and quotes[place]["quote_type"] != "scare":
            return place
    return None


def _is_inside(contents: Sequence[Row], position: int) -> bool:
    place = bisect_right(contents, position, key=_START) - 1
    return place >= 0 and position < contents[place]["end"]


def _days(dates: Sequence[Row], parsed: Parsed, row: Row) -> Row:
    sent = parsed.doc.char_span(row["start"], row["end"], alignment_mode="expand").sent
    inside = [one for one in within(dates, sent.start_char, sent.end_char) if one.get("earliest")]
    before = [one for one in inside if one["start"] <= row["start"]] or inside or [{"latest": parsed.published}]
    return {"earliest": before[-1].get("earliest"), "latest": before[-1]["latest"]}
