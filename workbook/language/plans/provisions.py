"""What articles report that plans contain.

Read are lists that a paragraph announces, what a plan "includes" or "would" do, what is named
"such as", and what holds "under the plan".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from workbook.language.pipeline import Parsed, sentences
from workbook.language.plans.features import features
from workbook.language.plans.plan_names import Article, Plan, PlanMention, find_plans, words
from workbook.language.plans.statements import clauses, list_end, part_starts, trimmed
from workbook.language.plans.topics import topics_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Row = dict[str, Any]
_PREPOSITIONS = {"call": "for", "provide": "for", "allow": "for", "ask": "for"}
_LINE = re.compile(r"[^\n]+")
_LISTS = re.compile(r"[,(]?\s*\b(?:including|such as|namely|among them)\b[:\s]*", re.IGNORECASE)
_UNDER = re.compile(r"^(?:\W*\w+){0,3}?\W*(?:under|according to|as part of|in)\W+$", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Mm]y|us)\b")
_LONGEST = 600  # characters of what one verb governs
_REACH = 120  # words after a verb that it may govern
_MOST = 40  # dependents of a verb that are looked at
_ABOVE = 4  # heads above a participle that may be, or have as subject, the plan that it speaks of
_LATELY = 20  # passages looked back at for one that says the same
_ABOUT = 5  # so many of the actors that an article names most tell what its plans are about
_NEAR = 14  # words between a plan's noun and the participle that says what it holds


def find_plans_and_provisions(
    parsed: Parsed, mentions: Sequence[Row], dates: Sequence[Row]
) -> tuple[list[Row], list[Row]]:
    """Find the plans that an article names, and what it says that they contain.

    Args:
        parsed: The article.
        mentions: Rows of ``find_mentions``.
        dates: Rows of ``find_dates``.

    Returns:
        Rows of ``plan_mentions`` and rows of ``provisions`` with ``as_reported``. Their ``plan_id`` is
        the article's own; ``resolve_plans`` says which plan of the corpus it is.
    """
    article = Article(parsed, mentions, dates)
    found, plans = find_plans(article)
    names = [f"{parsed.article_id}#{number + 1}" for number in range(len(plans))]
    if not found:
        return [], []
    named = Counter(row["name"] for row in mentions if row["entity_type"] in ("country", "organization"))
    about = [name for name, _ in named.most_common(_ABOUT)]
    plan_rows = [_plan_row(parsed, mention, plans[mention.plan], names) | {"about": about} for mention in found]
    rows = []
    for start, end, plan, context, rule in _settled(article, _Reader(article, found, plans).passages()):
        span = parsed.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            continue
        row = {"plan_id": names[plan], "number": None, "start": start, "end": end, "text": parsed.text[start:end],
               "context": context or None, **features(span, context), "as_reported": True, "origin": "machine",
               "rule": rule}  # fmt: skip
        rows.append(row | ({"modality": "removed"} if rule == "drops" else {}))
    return plan_rows, rows


def _plan_row(parsed: Parsed, mention: PlanMention, plan: Plan, names: list[str]) -> Row:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": parsed.text[mention.start : mention.end],
        "plan_id": names[mention.plan],
        "n_points": plan.n_points,
        "proposers": sorted(plan.proposers or plan.hinted),
        "responds_to": None if plan.answers is None else names[plan.answers],
        "earliest": plan.earliest,
        "latest": plan.latest,
        "rule": "certain" if mention.is_certain else "proposer" if mention.tells.proposers else "definite",
    }


Passage = tuple[int, int, int, str, str]  # start, end, plan, context, rule


class _Reader:
    """Reads one article for what its plans contain."""

    def __init__(self, article: Article, found: list[PlanMention], plans: list[Plan]) -> None:
        self.article, self.text, self.doc = article, article.text, article.parsed.doc
        self.found, self.plans = found, plans
        self.heads = {mention.head: mention for mention in found}
        self.nouns = [mention.head for mention in found]
        self.main = max(range(len(plans)), key=lambda place: (plans[place].n_mentions, -place))
        self.listed = list(self._lists())

    def passages(self) -> Iterator[Passage]:
        """Yield what is found, in order of the rules, the surest first."""
        for sent in sentences(self.article.parsed):
            listed = next((one for one in self.listed if one[0] <= sent.start_char < one[1]), None)
            if listed and self._is_about_the_whole(sent):
                self.listed.remove(listed)  # "This framework draws on …": the list is over
            elif listed:
                for start, end in clauses(sent):
                    yield start, end, listed[2], listed[3], "listed"
                continue
            yield from self._under(sent)
            yield from self._said_to_contain(sent)
            yield from self._such_as(sent)

    def within(self, first: int, last: int) -> list[PlanMention]:
        """Return the mentions whose noun is one of the tokens ``[first, last)``."""
        return self.found[bisect_left(self.nouns, first) : bisect_left(self.nouns, last)]

    def _lists(self) -> Iterator[tuple[int, int, int, str]]:
        """Yield start, end, plan and heading of run-in sections and bullets that a paragraph announces."""
        verbs = words("contains") | {"be", "follow"}
        for sent in sentences(self.article.parsed):
            after = self.text[sent.end_char : sent.end_char + 3]
            lemmas = {token.lemma_ for token in sent}
            announces = (sent.text.endswith(":") or after.startswith(":")) and lemmas & verbs
            named = self.within(sent.start, sent.end)
            if not announces or not (named or lemmas & words("part")):
                continue
            plan, at = named[-1].plan if named else self.main, sent.end_char
            for section in self.article.parsed.sections:
                follows = section.kind == "run-in" and section.start >= at
                if follows and not self.text[at : section.start].strip("•*-–: \n"):
                    yield section.body, section.end, plan, section.heading or ""
                    at = section.end
            for line in _LINE.finditer(self.text, at):
                if not line.group().lstrip().startswith(("•", "-", "*", "–")):
                    break
                yield line.start(), line.end(), plan, ""

    def _is_about_the_whole(self, sent: Span) -> bool:
        """Say whether a sentence opens with the plan and goes on with no verb of what it holds; parsers lose verbs."""
        opening = self.within(sent.start, sent.start + 4)
        if not opening:
            return False
        after = self.doc[opening[0].head + 1 : min(opening[0].head + 5, sent.end)]
        return not any(token.tag_ == "MD" or token.lemma_ in words("contains") | words("does") for token in after)

    def _under(self, sent: Span) -> Iterator[Passage]:
        """Read 'Under the plan, both sides would …'."""
        for mention in self.found:
            if sent.start <= mention.head < sent.start + 14 and _UNDER.match(
                self.text[sent.start_char : mention.start]
            ):
                rest = self.doc[mention.head + 1 : sent.end]
                if any(token.tag_ == "MD" or token.lemma_ in ("be", "have") for token in rest):
                    for start, end in clauses(rest):
                        yield start, end, mention.plan, "", "under"

    def _said_to_contain(self, sent: Span) -> Iterator[Passage]:
        for verb in sent:
            rule = next((rule for rule in ("contains", "drops", "does") if verb.lemma_ in words(rule)), None)
            # "the plan calls for", which parsers take for a noun
            if not rule or (verb.tag_ != "NNS" and not verb.tag_.startswith("VB")) or verb.i in self.heads:
                continue
            plan = self._holder(verb, sent)
            if plan is None or (rule == "drops" and self.plans[plan].answers is None):
                continue
            if rule == "does":
                end = int(verb.right_edge.idx + len(verb.right_edge))
                yield from self._parts(verb.idx, end, plan, rule)
            else:
                yield from self._contents(verb, sent, plan, rule)

    def _holder(self, verb: Token, sent: Span) -> int | None:
        """Return the plan that a verb speaks of: its subject, or the noun that its participle follows."""
        if verb.dep_ == "conj" and verb.tag_ != "VBG" and not _subjects(verb) and _subjects(verb.head):
            verb = verb.head  # "drops the clause and includes …"
        subjects = _subjects(verb)
        for subject in subjects:
            if subject.i in self.heads:
                return self.heads[subject.i].plan
            if verb.i - 1 in self.heads and any(child.tag_ == "POS" for child in subject.children):
                return self.heads[verb.i - 1].plan  # "Kenya's draft includes", whose subject parsers take for Kenya
            if subject.lower_ in ("it", "which", "that", "this") and subject.pos_ == "PRON":
                return self._before(verb, sent)
        if subjects or verb.tag_ not in ("VBG", "NNS"):
            return None
        for above in islice(verb.ancestors, _ABOVE):  # "It accepts the draft but proposes amendments, including …"
            held = next((self.heads[one.i] for one in (above, *_subjects(above)) if one.i in self.heads), None)
            if held and held.start < verb.idx:
                return held.plan
        near = max(sent.start, verb.i - (_NEAR if verb.tag_ == "VBG" else 1))
        before = self.within(near, verb.i)
        return before[-1].plan if before else None

    def _before(self, verb: Token, sent: Span) -> int | None:
        """Return the plan that 'it' stands for: one of this sentence, or the subject of the one before."""
        near = self.within(sent.start, verb.i)
        if near:
            return near[-1].plan
        before = self.within(self.doc[max(sent.start - 1, 0)].sent.start, sent.start)
        subjects = [mention for mention in before if self.doc[mention.head].dep_.startswith("nsubj")]
        return subjects[0].plan if subjects else before[0].plan if len({one.plan for one in before}) == 1 else None

    def _contents(self, verb: Token, sent: Span, plan: int, rule: str) -> Iterator[Passage]:
        """Read on from a verb to the end of what it governs; parsers lose long lists, words do not."""
        first = verb.i + 1
        wanted = _PREPOSITIONS.get(verb.lemma_)
        if wanted:
            first = next((token.i + 1 for token in self.doc[first : first + 3] if token.lower_ == wanted), sent.end)
        rest = self.doc[first : min(sent.end, first + _REACH)]
        says = words("contains") | words("does") | words("drops")
        for token in rest[1:]:
            if token.lemma_ in says and token.tag_.startswith("VB") and token.nbor(-1).lower_ in ("and", "but"):
                rest = self.doc[first : token.i - 1]  # "drops the clause and includes …"
                break
        if len(rest):
            yield from self._parts(rest.start_char, list_end(rest), plan, rule)

    def _such_as(self, sent: Span) -> Iterator[Passage]:
        """Read 'elements such as X and Y', 'criticised for concessions including X'."""
        for found in _LISTS.finditer(self.text, sent.start_char, sent.end_char):
            first, last = max(sent.start_char, found.start() - _LONGEST), min(sent.end_char, found.end() + _LONGEST)
            before = self.doc.char_span(first, found.start(), alignment_mode="contract")
            after = self.doc.char_span(found.end(), last, alignment_mode="contract")
            if before is None or after is None:
                continue
            nouns = {token.lemma_ for token in before[-14:] if token.pos_ == "NOUN"}
            named = self.within(before.start, before.end)
            if not (nouns & words("part") or (named and nouns & words("demand"))):
                continue
            plan = named[-1].plan if named else self.main
            yield from self._parts(found.end(), list_end(after), plan, "such-as")

    def _parts(self, start: int, end: int, plan: int, rule: str) -> Iterator[Passage]:
        """Yield the coordinated parts of a passage that speak of different topics."""
        end = min(end, start + _LONGEST)
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return
        cuts = [start, *part_starts(span), end]
        begin = cuts[0]
        for cut, after in zip(cuts[1:], [*cuts[2:], end], strict=True):
            own, following = topics_of(self.text[begin:cut]), topics_of(self.text[cut:after])
            if cut == end or not (set(own) <= set(following) or set(following) <= set(own)):
                if own:
                    yield begin, cut, plan, "", rule
                begin = cut


def _subjects(verb: Token) -> list[Token]:
    """Return the subjects before a verb; a word with hundreds of dependents is no verb of a sentence."""
    return [child for child in islice(verb.lefts, _MOST) if child.dep_ in ("nsubj", "nsubj:pass")]


def _settled(article: Article, passages: Iterator[Passage]) -> list[Passage]:
    """Return the passages without link words and marks at their ends, none within another.

    What is said in the first person are somebody's words of the plan, not the plan's.
    """
    kept: list[Passage] = []
    for start, end, plan, context, rule in passages:
        first, last = trimmed(article.text, start, end)
        inside = any(first < other[1] and other[0] < last for other in kept[-_LATELY:])
        if first < last and not inside and not _FIRST_PERSON.search(article.text, first, last):
            kept.append((first, last, plan, context, rule))
    return sorted(kept)
