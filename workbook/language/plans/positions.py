"""Who stands where: an actor, a plan, a part of one or a topic, and the verb or phrase that takes a side."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from workbook.language.pipeline import Parsed, sentences
from workbook.language.plans.holders import Holders, holding, is_passive, within
from workbook.language.plans.plan_words import words as plan_words
from workbook.language.plans.topics import topics_of
from workbook.lexicons import read_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Row = dict[str, Any]
Target = tuple[str | None, str | None]  # a plan, a topic; both where it is a part of the plan
_BREAKS = frozenset((";", ":", "—", "–"))
_MOST = 40  # dependents of a verb that are looked at
_BACK = 200  # characters before a sentence in which the plan stands that "it" means
_AFTER = 60  # characters after a phrase in which the plan may be named
_REACH = 90  # characters from the holder to a phrase
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SUBJECTS = frozenset(("DT", "NNP", "NNPS", "PRP"))
_OBJECTS = ("obj", "xcomp", "ccomp", "obl", "nmod")  # what is condemned, rejected or backed
_ASIDES = ("acl:relcl", "advcl", "appos")
_WHEN = ("after", "before", "during", "since", "until", "amid", "without")
_TURNS = ("while", "whereas", "although", "though")
_POINTING = frozenset(("this", "that", "whole", "every", "our", "its", "their"))
_OTHERS = re.compile(r"\b(?:should|ought|if|whether|unless|urged?|wants?|hopes?|imagine|wise)\b", re.IGNORECASE)
_TURN = re.compile(r"\b(?:whereas|while|but)\b|;")
_NEGATED = re.compile(r"\b(?:not|no|never|nothing)\b|n['’]t\b", re.IGNORECASE)
_GOVERNS = re.compile(r" (?:of|to|by|behind|with)$|^against$")
_MEANS_IT = re.compile(r" (?:it|them|this|that|both|the (?:whole|latter|former))\b|\W*[.;:,]")
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
        Rows of ``positions`` without identifiers: ``plan_id`` is the article's own, with a ``topic`` where the
        position is on a part of it only; ``quote`` is the index of the quotation that holds the words, or None.
    """
    contents = sorted(provisions, key=_START)
    reader = _Reader(Holders(parsed, mentions, plan_mentions, quotes), contents)
    rows: list[Row] = []
    for sent in sentences(parsed):
        if not sent.text.rstrip("”\"' ").endswith("?"):
            rows += _combined([row for row in reader.rows(sent) if not _is_inside(contents, row["start"])])
    return [row | {"quote": holding(quotes, row["start"], row["end"])} | _days(dates, parsed, row) for row in rows]


class _Reader:
    """Reads one article for positions."""

    def __init__(self, holders: Holders, contents: Sequence[Row]) -> None:
        self.holders, self.text, self.doc, self.plans = holders, holders.text, holders.doc, holders.plans
        counts = Counter(row["plan_id"] for row in self.plans if not row["responds_to"])
        self.main = next((plan for plan, _ in counts.most_common(1)), None)
        self.contents = contents

    def rows(self, sent: Span) -> Iterator[Row]:
        """Yield the sides that a sentence takes: those of verbs, then those of set phrases."""
        verbs = [row for token in sent for row in self._of_verb(token, sent)]
        known = {row["actor_id"] for row in verbs if row["plan_id"] or row["topic"]}
        yield from verbs
        for found in _phrases("side").finditer(self.text, sent.start_char, sent.end_char):
            yield from (row for row in self._of_phrase(found, sent) if row["actor_id"] not in known)

    def _of_verb(self, token: Token, sent: Span) -> Iterator[Row]:
        stance, rule = self._verb(token), f"verb-{token.lemma_}"
        if not (stance or token.lemma_ in _lexicon("describe")):
            return
        holder = self.holders.of_verb(token, sent)
        clause = self._clause(token)
        if not stance and (found := _phrases("phrase").search(clause.text)):
            stance, rule = _lexicon("phrase")[found.group().lower()], "described"
        if holder is None or stance is None:
            return
        target = self._target(clause, is_described=rule == "described")
        # who demands changes is not for the plan; "called it constructive" counts, whatever it is
        if rule == "described" or target[1] or (target[0] and not self._lookup(token, "wish")):
            end = token.idx + len(clause.text.rstrip(_TRIM))
            yield from self._made(holder, (token.idx, end), target, stance, rule)

    def _of_phrase(self, found: re.Match[str], sent: Span) -> Iterator[Row]:
        """Yield the side of a set phrase; what somebody should do, or would if, is nobody's side."""
        turns = [turn.end() for turn in _TURN.finditer(self.text, sent.start_char, found.start())]
        begin = max([*turns, sent.start_char, found.start() - _REACH])
        holder = self.holders.before(begin, found.start())
        plan = self._plan_of_phrase(sent, found)
        if holder is None or plan is None or _OTHERS.search(self.text, holder["start"], found.start()):
            return
        stance = _lexicon("side")[found.group().lower()]
        end = min(sent.end_char, found.end() + 2 * _REACH)
        turn = _TURN.search(self.text, found.end(), end)
        if stance == "support" and _phrases("marker").search(self.text, found.end(), turn.start() if turn else end):
            stance = "conditional"
        if not _NEGATED.search(self.text, holder["end"], found.start()):
            rule = f"phrase-{found.group().lower().replace(' ', '-')}"
            yield from self._made(holder, (holder["start"], found.end()), (plan, None), stance, rule)

    def _made(self, holder: Row, span: tuple[int, int], target: Target, stance: str, rule: str) -> Iterator[Row]:
        for one in self.holders.joined(holder):
            row = {"start": span[0], "end": span[1], "actor_id": one["actor_id"], "plan_id": target[0]}
            yield row | {"topic": target[1], "stance": stance, "origin": "machine", "rule": rule}

    def _verb(self, token: Token) -> str | None:
        """Return the stance of a verb, turned by a negation, None where it is nobody's own or not taken."""
        if not (token.tag_.startswith("VB") or (token.tag_ == "NNS" and self._ends_before(token))):
            return None
        wish = self._lookup(token, "wish") if token.tag_ != "VBG" else None  # "a plan demanding …"
        stance, marks = self._lookup(token, "verb") or wish, {child.lower_ for child in token.children}
        not_taken = (
            any(one.dep_ == "xcomp" and (token.lemma_ == "agree" or one.lemma_ == "comment") for one in token.rights)
            or (token.head.lemma_ in {**_lexicon("asker"), **_lexicon("not")} and _is_bare(token))
            or marks & {"whether", "should", "ought"}
            or token.dep_ == "amod"
            or (token.dep_ == "advcl" and marks & {"if", "unless"})  # "if the Front refuses the formula"
        )
        if stance is None or not_taken:
            return None
        if marks & {"not", "n't", "n’t", "never"}:
            return {"support": "oppose", "oppose": "unclear"}.get(stance, stance)
        hedged = marks & {"would", "could", "might", "may"} or _phrases("marker").search(self._clause(token).text)
        return "conditional" if stance == "support" and hedged else stance

    def _lookup(self, token: Token, kind: str) -> str | None:
        """Return the stance of a verb with the word after it, or alone; some lemmas come as 'rejecte'."""
        follows = [token.nbor().lower_] if token.i + 1 < len(self.doc) else []
        follows += [one.lower_ for one in islice(token.rights, _MOST) if one.dep_ == "compound:prt"]  # "turn it down"
        known = _lexicon(kind)
        for lemma in (token.lemma_, token.lemma_.removesuffix("e")):
            for one in (*(f"{lemma} {word}" for word in follows), lemma):
                if one in known:
                    return known[one]
        return None

    def _ends_before(self, token: Token) -> bool:
        """Say whether a name stands right before a token: 'Ukraine balks', which parsers take for a noun."""
        before = within(self.holders.mentions, token.idx - _REACH, token.idx)
        return bool(before and before[-1]["form"] != "demonym" and self.text[before[-1]["end"] : token.idx] == " ")

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

    def _target(self, clause: Span, *, is_described: bool) -> Target:
        """Return the plan that a clause is about, a part of one, or else the topic."""
        sent = clause[0].sent.start_char
        before = within(self.plans, sent - _BACK, clause.start_char)
        named = within(self.plans, clause.start_char, clause.end_char)
        last = before[-1]["plan_id"] if before else None
        # "The plan was rejected by Peru", "That plan Peru does not accept"
        is_before = is_passive(clause[0]) or any(child.dep_ == "obj" for child in islice(clause[0].lefts, _MOST))
        if before and before[-1]["end"] > sent and is_before:
            return last, None
        if named:
            return named[0]["plan_id"], None
        for token in clause[1:8]:
            if token.lower_ in ("it", "them") and token.i < clause.start + 4:
                return last, None
            if token.lemma_ in plan_words("part") | {"concession"}:
                return last or self.main, None
            if _is_document(token) and token.i < clause.start + 4:
                return last, None
        return (None, None) if is_described else self._part(clause)

    def _part(self, clause: Span) -> Target:
        """Return the topic of a verb's object, and the plan where one of its points speaks of the same things."""
        objects = list(_object(clause))
        topics = next(filter(None, (topics_of(one.text) for one in objects)), [])
        nouns = {token.lemma_.lower() for token in objects[0] if token.pos_ == "NOUN"} if objects else set()
        told = [row for row in self.contents if nouns & set(row["terms"]) and row["topics"]]
        if not told:
            return None, topics[0] if topics else None
        named = [row["plan_id"] for row in self.plans if row["start"] < clause.start_char]
        part = next((row for row in told if row["plan_id"] in named[-1:]), told[0])
        return str(part["plan_id"]), (topics or part["topics"])[0]

    def _plan_of_phrase(self, sent: Span, found: re.Match[str]) -> str | None:
        """Return the plan named right after the phrase, before it in the sentence, or just before the sentence."""
        after = within(self.plans, found.end(), found.end() + _AFTER)
        before = within(self.plans, sent.start_char - _BACK, found.start())
        if after:
            return str(after[0]["plan_id"])
        if _GOVERNS.search(found.group()) and not _MEANS_IT.match(self.text, found.end()):
            return None  # "in favour of taking disputes to court"
        return str(before[-1]["plan_id"]) if before else None


def _is_document(token: Token) -> bool:
    """Say whether a noun means the plan that was named last: "this paper", "the whole thing", "every plank"."""
    before = {one.lower_ for one in token.lefts}
    nouns = plan_words("loose") | plan_words("named") | plan_words("plan") | {"thing", "idea", "plank", "word"}
    return token.lemma_ in nouns and bool(before & _POINTING)


def _object(clause: Span) -> Iterator[Span]:
    """Yield what a stance is about: the noun or verb that is the object with what stands before it, then all of it."""
    verb, end = clause[0], clause.end
    found = [one for one in islice(verb.rights, _MOST) if one.dep_ in _OBJECTS and one.i < end]
    # who condemns a blockade, war crimes or "the shelling of hospitals" is not against relief, justice or hospitals
    if not found or is_passive(verb) or verb.lemma_ in _lexicon("blame"):
        return
    head = min(found, key=lambda one: _OBJECTS.index(one.dep_))
    begin = max(head.left_edge.i, verb.i + 1)
    yield clause.doc[begin : head.i + 1]
    after = clause.doc[head.i + 1 : min(head.right_edge.i + 1, end)]
    asides = (one.left_edge.i for one in after if one.dep_ in _ASIDES)
    yield clause.doc[begin : min(asides, default=after.end)]


def _is_bare(verb: Token) -> bool:
    """Say whether a verb hangs on another one without a subject of its own: 'urged to accept'."""
    hangs = verb.dep_.split(":")[0] in ("xcomp", "ccomp", "advcl", "acl")
    return hangs and not any(child.dep_.startswith("nsubj") for child in verb.children)


def _combined(found: list[Row]) -> list[Row]:
    """Return one row for each holder and target in a sentence: for and against together are conditional."""
    result = []
    for who, *target in dict.fromkeys(_SIDE(row) for row in found if row["plan_id"] or row["topic"]):
        own = [row for row in found if _SIDE(row) == (who, *target)]
        mixed = len({row["stance"] for row in found if _SIDE(row) in ((who, *target), (who, None, None))}) > 1
        result.append(own[-1] | {"stance": "conditional"} if mixed else own[0])
    return result


def _is_inside(contents: Sequence[Row], position: int) -> bool:
    place = bisect_right(contents, position, key=_START) - 1
    return place >= 0 and position < contents[place]["end"]


def _days(dates: Sequence[Row], parsed: Parsed, row: Row) -> Row:
    sent = parsed.doc.char_span(row["start"], row["end"], alignment_mode="expand").sent
    inside = [one for one in within(dates, sent.start_char, sent.end_char) if one.get("earliest")]
    before = [one for one in inside if one["start"] <= row["start"]] or inside or [{"latest": parsed.published}]
    return {"earliest": before[-1].get("earliest"), "latest": before[-1]["latest"]}
