"""Who stands where: an actor, a plan, a part of one or a topic, and the words that take a side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from workbook.language.pipeline import Parsed, sentences
from workbook.language.plans.holders import Holders, holding, within
from workbook.language.plans.stance_words import Cue, described, find_cues, is_stance_verb, pattern_of, stance_words
from workbook.language.plans.targets import Target, Targets, point_at

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Row = dict[str, Any]
_BREAKS = frozenset((";", ":", "—", "–"))
_MOST = 40  # dependents of a verb that are looked at
_REACH = 90  # characters from the holder to a phrase
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SUBJECTS = frozenset(("DT", "NNP", "NNPS", "PRP"))
_WHEN = ("after", "before", "during", "since", "until", "amid", "without")
_TURNS = ("while", "whereas", "although", "though")
_NOT = frozenset(("not", "n't", "n’t", "never", "neither", "nor", "hardly", "nothing"))
_IS = frozenset(("is", "was", "’s", "'s", "remains", "are", "were"))
_UNABLE = frozenset(("unable", "unwilling", "impossible"))
_TURNED = {"support": "oppose", "oppose": "unclear", "conditional": "oppose"}
_OTHERS = re.compile(r"\b(?:should|ought|if|whether|unless|urged?|wants?|hopes?|imagine|wise)\b", re.IGNORECASE)
_TURN = re.compile(r"\b(?:whereas|while|but)\b|;")
_CALLED = re.compile(r" (?:(?:it|this|that) )?(?:as )?((?:[\w'’-]+ ?){1,6})")  # "called the plan premature"
_LIKEWISE = re.compile(
    r"(?:, as|\b[Ss]o|, and so) (?:did|does|do|has|have|had|would|will|is|are|was|were) "
    r"|(?P<same>\b(?:(?:did|does|do|done) (?:the same|so too|likewise)|follow\w* suit"
    r"|align\w* (?:it|him|her|them)sel(?:f|ves) with|(?:shar|echo|tak|took)\w* (?:that|the same) (?:view|line))\b)"
)
_TITLE = re.compile(r"(?:the |[A-Z][\w’'-]* ){0,4}")  # "as did Prime Minister Ana Pell"
_SIDE = itemgetter("actor_id", "plan_id", "topic")
_TRIM = " \t\n,;:.()—–-"


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
    contents = sorted(provisions, key=itemgetter("start"))
    reader = _Reader(Holders(parsed, mentions, plan_mentions, quotes), contents)
    rows: list[Row] = []
    for sent in sentences(parsed):
        if not sent.text.rstrip("”\"' ").endswith("?"):
            found = _combined(parsed.doc, [row for row in reader.rows(sent) if not point_at(contents, row["start"])])
            rows += found
            rows += reader.likewise(sent, rows)
    return [row | {"quote": holding(quotes, row["start"], row["end"])} | _days(dates, parsed, row) for row in rows]


class _Reader:
    """Reads one article for positions."""

    def __init__(self, holders: Holders, contents: Sequence[Row]) -> None:
        self.holders, self.text, self.doc = holders, holders.text, holders.doc
        self.targets = Targets(holders.doc, holders.plans, contents)

    def rows(self, sent: Span) -> Iterator[Row]:
        """Yield the sides that a sentence takes: those of verbs, then those of set phrases."""
        cues = list(find_cues(sent))
        verbs = [row for cue in cues if cue.is_verb for row in self._of_verb(cue, sent)]
        for token in sent:
            if token.lemma_ in stance_words("describe"):
                verbs += self._called(token, sent)
            verbs += self._judged(token, sent)
        known = {row["actor_id"] for row in verbs if row["plan_id"] or row["topic"]}
        phrases = [row for cue in cues if not cue.is_verb for row in self._of_phrase(cue, sent)]
        rows = verbs + [row for row in phrases if row["actor_id"] not in known]
        yield from rows

    def _of_verb(self, cue: Cue, sent: Span) -> Iterator[Row]:
        token = self.doc[cue.first]
        clause = self._clause(token)
        stance = self._taken(cue, clause)
        holder = self.holders.of_verb(token, sent) if stance else None
        if holder is None or stance is None:
            return
        target = self.targets.of_cue(cue, clause)
        # who demands changes is not for the plan; what "it" calls for is in it
        is_wish = cue.words in stance_words("wish")
        if (target[1] and not (is_wish and target[0])) or (target[0] and not is_wish):
            end = token.idx + len(clause.text.rstrip(_TRIM))
            yield from self._rows(holder, (token.idx, end), target, stance, f"verb-{token.lemma_}")

    def _called(self, token: Token, sent: Span) -> Iterator[Row]:
        """Yield the side of who calls the plan something: "called it constructive", "called the plan “a trap”"."""
        clause = self._clause(token)
        is_ask = token.i + 1 < len(self.doc) and token.nbor().lower_ in ("for", "on", "off")  # "called for a halt"
        holder = self.holders.of_verb(token, sent) if token.tag_.startswith("VB") and not is_ask else None
        plan = self.targets.of_description(token, clause) if holder else None
        rest = _CALLED.search(clause.text, max([*self._ends_of_plans(clause), 0]))
        stance = described(clause.text, rest[1] if plan and rest else "") if holder else None
        if holder and stance:
            end = token.idx + len(clause.text.rstrip(_TRIM))
            yield from self._rows(holder, (token.idx, end), (plan, None), stance, "described")

    def _judged(self, predicate: Token, sent: Span) -> Iterator[Row]:
        """Yield the side of who says what the plan is: "said that the plan was a trap", "the text is unacceptable"."""
        subject = next((child for child in islice(predicate.lefts, _MOST) if child.dep_ == "nsubj"), None)
        is_said = any(child.dep_ == "cop" and child.lower_ in _IS for child in islice(predicate.lefts, _MOST))
        plan = self.targets.of_subject(subject) if subject is not None and is_said else None
        holder = self.holders.of_words(predicate, sent) if plan else None
        if subject is None or holder is None:
            return
        clause = self._clause(subject)
        start = next(child.i for child in predicate.lefts if child.dep_ == "cop") + 1
        words = self.doc[start : clause.end]
        is_denied = any(token.lower_ in _NOT or token.lower_ == "no" for token in words[:3])
        stance = None if is_denied else described(words.text, words.text)
        if stance:
            end = subject.idx + len(clause.text.rstrip(_TRIM))
            yield from self._rows(holder, (subject.left_edge.idx, end), (plan, None), stance, "judged")

    def likewise(self, sent: Span, rows: Sequence[Row]) -> Iterator[Row]:
        """Yield the side of who takes that of the one before: ", as did France", "So has Mali", "Peru did the same"."""
        for found in _LIKEWISE.finditer(self.text, sent.start_char, sent.end_char):
            is_before = found["same"] is not None
            begin, end = (sent.start_char, found.start()) if is_before else (found.end(), sent.end_char)
            named = within(self.holders.mentions, begin, end)[-1 if is_before else 0 :]
            is_own = named and (is_before or _TITLE.fullmatch(self.text, begin, named[0]["start"]))
            last = self.doc[max(sent.start - 1, 0)].sent
            of = [row for row in rows if last.start_char <= row["start"] < found.start()]
            if is_own and of and all(row["actor_id"] != named[0]["actor_id"] for row in of[-1:]):
                spans = min(named[0]["start"], found.start()), max(named[0]["end"], found.end())
                target, stance = (of[-1]["plan_id"], of[-1]["topic"]), of[-1]["stance"]
                if stance == "support" and pattern_of("marker").search(self.text, found.end(), sent.end_char):
                    stance = "conditional"
                yield from self._rows(named[0], spans, target, stance, "likewise")

    def _ends_of_plans(self, clause: Span) -> list[int]:
        named = within(self.holders.plans, clause.start_char, clause.end_char)
        return [row["end"] - clause.start_char for row in named[:1]]

    def _of_phrase(self, cue: Cue, sent: Span) -> Iterator[Row]:
        """Yield the side of a set phrase; what somebody should do, or would if, is nobody's side."""
        start, end = self.doc[cue.first].idx, self.doc[cue.last].idx + len(self.doc[cue.last])
        turns = [turn.end() for turn in _TURN.finditer(self.text, sent.start_char, start)]
        begin = max([*turns, sent.start_char, start - _REACH])
        holder = self.holders.of_phrase(self.doc[cue.verb], sent, begin, start)
        verb = self.doc[cue.verb]
        if cue.stance == "unclear" and any(self.targets.of_subject(one) for one in verb.lefts if one.dep_ == "nsubj"):
            return  # "the charter is silent on it"
        if holder is None or _OTHERS.search(self.text, max(min(holder["start"], start), sent.start_char), start):
            return
        if _is_not_taken(verb, {child.lower_ for child in islice(verb.lefts, _MOST)}):
            return
        clause = self._clause(self.doc[cue.first], cue.last)
        target = self.targets.of_cue(cue, clause)
        stance: str | None = cue.stance
        reach = min(sent.end_char, end + 2 * _REACH)
        turn = _TURN.search(self.text, end, reach)
        if stance == "support" and pattern_of("marker").search(self.text, end, turn.start() if turn else reach):
            stance = "conditional"
        if self._is_negated(cue):
            is_open = any(child.lemma_ == "have" for child in verb.lefts if child.dep_ == "aux")  # "has not signed" yet
            stance = "unclear" if is_open else {**_TURNED, "oppose": None}.get(cue.stance)
        if stance and target[0]:
            rule = f"phrase-{cue.words.replace(' ', '-')}"
            first = holder["start"] if sent.start_char <= holder["start"] < start else start
            yield from self._rows(holder, (first, end), target, stance, rule)

    def _rows(self, holder: Row, span: tuple[int, int], target: Target, stance: str, rule: str) -> Iterator[Row]:
        for one in self.holders.joined(holder):
            row = {"start": span[0], "end": span[1], "actor_id": one["actor_id"], "plan_id": target[0]}
            yield row | {"topic": target[1], "stance": stance, "origin": "machine", "rule": rule}

    def _is_negated(self, cue: Cue) -> bool:
        """Say whether a set phrase is negated by a word that is not its own."""
        if _NOT.intersection(cue.words.split()):
            return False
        heads = {cue.verb, *range(cue.first, cue.last + 1)}
        before = self.doc[max(cue.first - 4, 0) : cue.last + 1]
        return any(token.lower_ in _NOT and token.head.i in heads for token in before)

    def _taken(self, cue: Cue, clause: Span) -> str | None:
        """Return the stance of a verb, turned by a negation, None where it is nobody's own or not taken."""
        token = self.doc[cue.first]
        marks = {child.lower_ for child in islice(token.lefts, _MOST)}
        if _is_not_taken(token, marks):
            return None
        if marks & _NOT or _is_negated_above(token):
            is_open = any(child.lemma_ == "have" for child in token.lefts)  # "has not accepted it" yet
            return "unclear" if is_open else _TURNED.get(cue.stance, cue.stance)
        hedged = marks & {"would", "could", "might", "may"} or pattern_of("marker").search(clause.text)
        return "conditional" if cue.stance == "support" and hedged else cue.stance

    def _clause(self, verb: Token, last: int = 0) -> Span:
        """Return the verb's own clause from the verb on; it ends before the next one."""
        end = verb.sent.end
        for token in self.doc[max(verb.i, last) + 1 : end]:
            following = self.doc[token.i + 1 : min(token.i + 6, end)]
            first = following[0] if len(following) else token
            turned = first.lower_ in _TURNS or (first.tag_ == "VBG" and is_stance_verb(first))
            turns = token.lower_ in _WHEN or (token.text == "," and turned)
            other = token.lower_ in ("but", "and") and first.tag_ in _SUBJECTS
            verbs = next((later.tag_ for later in following if later.tag_ != "RB"), "")
            goes_on = token.lower_ == "and" and verbs in _FINITE and token.i > verb.i + 1  # not "accepted and signed"
            goes_on = goes_on or (token.lower_ == "but" and is_stance_verb(first))  # "but opposes …"
            if token.text in _BREAKS or turns or goes_on or (other and any(one.tag_ in _FINITE for one in following)):
                return self.doc[verb.i : token.i]
        return self.doc[verb.i : end]


def _is_not_taken(verb: Token, marks: set[str]) -> bool:
    """Say whether a verb is asked for, wished or supposed only: "should accept", "if the Front refuses it"."""
    return bool(
        any(one.dep_ == "xcomp" and verb.lemma_ == "agree" for one in verb.rights)
        or (verb.head.lemma_ in {**stance_words("asker"), **stance_words("not")} and _is_bare(verb))
        or verb.head.lower_ == "ought"
        or ("would" in marks and marks & {"have", "'ve", "’ve"})  # "they would have accepted it already in March"
        or marks & {"whether", "should", "ought"}
        or verb.dep_ == "amod"
        or (verb.tag_ == "VB" and verb.dep_ == "ccomp" and not any(one.dep_.startswith("aux") for one in verb.lefts))
        or (verb.dep_.startswith("advcl") and marks & {"if", "unless", "until", "before", "once", "when"})
    )


def _is_negated_above(verb: Token) -> bool:
    """Say whether what governs a verb is negated: "cannot bring itself to back it", "unable to agree to it"."""
    if not any(child.lower_ == "to" for child in islice(verb.lefts, _MOST)):
        return False
    return verb.head.lower_ in _UNABLE or any(child.lower_ in _NOT for child in islice(verb.head.lefts, _MOST))


def _is_bare(verb: Token) -> bool:
    """Say whether a verb hangs on another one without a subject of its own: 'urged to accept'."""
    hangs = verb.dep_.split(":")[0] in ("xcomp", "ccomp", "advcl", "acl")
    return hangs and not any(child.dep_.startswith("nsubj") for child in verb.children)


def _combined(doc: Doc, found: list[Row]) -> list[Row]:
    """Return one row for each holder, target and stance in a sentence.

    Support is conditional beside a side on no plan, and beside an aside: "is open to it, while ruling out concessions".
    """
    result: dict[tuple[Any, ...], Row] = {}
    for row in found:
        if not (row["plan_id"] or row["topic"]):
            continue
        own = [one for one in found if one["actor_id"] == row["actor_id"] and one["stance"] != row["stance"]]
        beside = [one for one in own if _SIDE(one) == _SIDE(row) and (_is_aside(doc, one) or _is_aside(doc, row))]
        is_mixed = beside or any(_SIDE(one)[1:] == (None, None) for one in own)
        stance = "conditional" if is_mixed else row["stance"]
        result.setdefault((_SIDE(row), stance), row | {"stance": stance})
    return list(result.values())


def _is_aside(doc: Doc, row: Row) -> bool:
    return bool(doc.char_span(row["start"], row["end"], alignment_mode="expand")[0].tag_ == "VBG")


def _days(dates: Sequence[Row], parsed: Parsed, row: Row) -> Row:
    sent = parsed.doc.char_span(row["start"], row["end"], alignment_mode="expand").sent
    inside = [one for one in within(dates, sent.start_char, sent.end_char) if one.get("earliest")]
    before = [one for one in inside if one["start"] <= row["start"]] or inside or [{"latest": parsed.published}]
    return {"earliest": before[-1].get("earliest"), "latest": before[-1]["latest"]}
