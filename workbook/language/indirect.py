"""Who says what, by the parse: reporting words (cues), their sources, the clauses they attribute.

The terms are those of PARC 3.0 (Pareti, LREC 2016): a cue, a source, a content. Words in quotation
marks are one slot of a sentence each, so that nothing inside them breaks it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from workbook.language.pipeline import Parsed
from workbook.language.quotemarks import Quoted, quoted
from workbook.lexicons import read_lexicon

SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer", "csubj"}
CLAUSES = {"ccomp", "xcomp", "parataxis", "advcl", "acl", "csubj", "obj", "advcl:relcl"}
_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_NOUNISH = {"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "JJ", "JJR", "JJS", "POS", "PRP$", "HYPH", "WP", "WDT", "VBN", "VBG"}


class Word(NamedTuple):
    """A word of the lexicon in one of its forms: the words after the first, kind, class, frames."""

    rest: tuple[str, ...]
    kind: str
    cue_class: str
    frames: frozenset[str]


@dataclass
class Cue:
    """A reporting word in its sentence: token indices, half open."""

    start: int
    end: int
    word: Word
    source: tuple[int, int] | None = None  # tokens, half open


@dataclass
class View:
    """The parse as lists, which are faster to ask than spaCy's tokens.

    Attributes:
        quote_of: For each token the number of the quotation that it stands in, or -1.
    """

    text: str
    words: list[str]
    lower: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    starts: list[int]
    ends: list[int]
    begins: list[bool]
    marks: list[Quoted]
    quote_of: list[int] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    edges: list[tuple[int, int]] = field(default_factory=list)


def view(parsed: Parsed) -> View:
    """Return the parse of an article and its quotation marks as lists."""
    doc = parsed.doc
    tokens = list(doc)
    seen = View(
        parsed.text,
        [t.text for t in tokens],
        [t.lower_ for t in tokens],
        [t.tag_ for t in tokens],
        [t.dep_ for t in tokens],
        [t.head.i for t in tokens],
        [t.idx for t in tokens],
        [t.idx + len(t) for t in tokens],
        [bool(t.is_sent_start) for t in tokens],
        quoted(doc.text),
    )
    seen.edges = [(t.left_edge.i, t.right_edge.i + 1) for t in tokens]
    seen.children = [[] for _ in tokens]
    for i, head in enumerate(seen.heads):
        if head != i:
            seen.children[head].append(i)
    begins = [mark.start for mark in seen.marks]
    for start, end in zip(seen.starts, seen.ends, strict=True):
        at = bisect_right(begins, max(start, end - 1)) - 1
        seen.quote_of.append(at if at >= 0 and start < seen.marks[at].end else -1)
    return seen


@cache
def forms() -> dict[str, list[Word]]:
    """Return the reporting words by the first word of each of their forms, longest first."""
    found: dict[str, list[Word]] = {}
    for row in read_lexicon("reporting-verbs").itertuples():
        first, *rest = str(row.word).split(" ")
        word = Word(tuple(rest), str(row.kind), str(row.cue_class), frozenset(str(row.frames).split()))
        heads = _inflected(first, str(row.past)) if word.kind == "verb" else {first, f"{first}s"}
        if word.kind in ("phrase", "adverb"):
            heads = {first}
        for form in heads:
            found.setdefault(form, []).append(word)
    for words in found.values():
        words.sort(key=lambda word: -len(word.rest))
    return found


def _inflected(lemma: str, past: str) -> set[str]:
    """Return the forms of an English verb; ``past`` gives irregular ones, divided by a bar."""
    bases = {re.sub(r"(?<=[^e])e$", "", lemma)}
    if re.search(r"(?<![aeiou])[aeiou][bdgklmnprt]$", lemma):
        bases.add(lemma + lemma[-1])  # both "refer(r)ed" and "order(r)ed": a form that does not exist does no harm
    third = re.sub(r"(?<=[^aeiou])y$", "ie", lemma) + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", lemma) else "s")
    pasts = {form.split(" ")[0] for form in past.split("|") if form}
    if not pasts:
        pasts = {re.sub(r"(?<=[^aeiou])y$", "i", base) + "ed" for base in bases}
    return {lemma, third} | pasts | {base + "ing" for base in bases}


@dataclass
class Unit:
    """A sentence: slots are tokens, or ``-1 - number`` for a quotation in marks."""

    slots: list[int]

    def quotes(self, start: int, end: int) -> list[int]:
        """Return the numbers of the quotations between two slots."""
        return [-1 - slot for slot in self.slots[start:end] if slot < 0]


def units(seen: View) -> Iterator[Unit]:
    """Yield the sentences; one never ends inside quotation marks, nor between them and their "he said"."""
    slots: list[int] = []
    for i, word in enumerate(seen.words):
        number = seen.quote_of[i]
        if number >= 0 and slots and slots[-1] == -1 - number:
            continue
        if word.isspace():
            if "\n" in word and number < 0 and slots:
                yield Unit(slots)
                slots = []
            continue
        if slots and _ends(seen, slots, i):
            yield Unit(slots)
            slots = []
        slots.append(i if number < 0 else -1 - number)
    if slots:
        yield Unit(slots)


def _ends(seen: View, slots: list[int], i: int) -> bool:
    """Say whether a sentence ends before token ``i``."""
    capital = seen.words[i][0].isupper() or seen.quote_of[i] >= 0
    if slots[-1] >= 0:
        return seen.begins[i] and not (seen.words[slots[-1]] in ":," and (not capital or seen.quote_of[i] >= 0))
    mark = seen.marks[-1 - slots[-1]]
    last = seen.text[mark.inner_end - 1]
    if last in ".…" or not mark.closed:
        return capital
    return last in "?!" and capital and not _attribution_follows(seen, i)


def _attribution_follows(seen: View, i: int) -> bool:
    """Say whether the sentence from token ``i`` is no more than "Smith asked"."""
    for k in range(i, min(i + 12, len(seen.words))):
        if seen.tags[k].startswith("VB") and seen.lower[k] in forms():
            return True
        if seen.words[k] in ".\"“" or seen.tags[k] in _FINITE:
            return False
    return False


def cues(seen: View, unit: Unit) -> Iterator[Cue]:
    """Yield the reporting words of a sentence that stand outside quotation marks."""
    known = forms()
    until = -1
    for i in unit.slots:
        if i < until or i < 0 or seen.lower[i] not in known:
            continue
        for word in known[seen.lower[i]]:
            end = i + 1 + len(word.rest)
            if tuple(seen.lower[i + 1 : end]) == word.rest and _fits(seen, i, end, word):
                until = end
                yield Cue(i, end, word)
                break


def _fits(seen: View, i: int, end: int, word: Word) -> bool:
    tag = seen.tags[i]
    if word.kind == "verb":
        return tag.startswith("VB")
    if word.kind == "noun":
        return tag in ("NN", "NNS") and end < len(seen.words) and seen.lower[end] == "that"
    return True


def source(seen: View, cue: Cue) -> tuple[int, int] | None:
    """Return the tokens of the cue's source: its subject, whom it is "by" or "of", whom it names."""
    if cue.word.kind == "phrase":
        return _noun_phrase_after(seen, cue.end)
    if cue.word.kind == "noun":
        owner = [c for c in seen.children[cue.start] if seen.deps[c] == "nmod:poss" and c < cue.start]
        head = owner[0] if owner else _subject(seen, cue.start)
        return phrase(seen, head, cue) if head is not None else None
    if cue.word.kind == "adverb":
        return None
    children = seen.children[cue.start]
    if any(seen.deps[c] == "aux:pass" for c in children) and cue.word.frames != {"quoted"}:
        agents = [c for c in children if seen.deps[c].startswith("obl") and _case(seen, c) == "by"]
        return phrase(seen, agents[0], cue) if agents else None
    head = _subject(seen, cue.start)
    if head is not None and seen.quote_of[head] < 0:
        return phrase(seen, head, cue)
    return _nouns_before(seen, cue.start)


def _case(seen: View, i: int) -> str:
    return next((seen.lower[c] for c in seen.children[i] if seen.deps[c] == "case"), "")


def _subject(seen: View, i: int) -> int | None:
    """Climb from a verb to what can be its subject."""
    for _ in range(6):
        subjects = [c for c in seen.children[i] if seen.deps[c] in SUBJECTS and seen.quote_of[c] < 0]
        dep = seen.deps[i]
        if subjects:
            at = min(subjects, key=lambda c: abs(c - i))
            relative = seen.tags[at] in ("WDT", "WP") or (seen.lower[at] == "that" and dep.startswith("acl"))
            if not relative:
                return at
            return seen.heads[i] if dep.startswith("acl") and seen.heads[i] < i else None
        if dep.startswith("acl") and seen.tags[seen.heads[i]] in _NOUNISH and seen.heads[i] < i:
            return seen.heads[i]
        if dep not in ("conj", "advcl", "xcomp", "parataxis", "dep", "acl", "ccomp") or seen.heads[i] == i:
            return None
        i = seen.heads[i]
    return None


_NOT_IN_SOURCE = ("acl", "advcl", "parataxis", "ccomp", "dep", "discourse", "cop", "nsubj", "aux", "obl", "orphan")


def phrase(seen: View, head: int, cue: Cue) -> tuple[int, int]:
    """Return the noun phrase of a head with title and apposition, without relative clauses after a comma."""
    left = head
    for child in reversed([c for c in seen.children[head] if c < head]):
        if seen.deps[child] in ("cc", "mark", "punct", "advmod", "case") or seen.deps[child].startswith(_NOT_IN_SOURCE):
            if seen.words[child] not in "-–’'":
                break
            continue
        left = min(left, seen.edges[child][0])
    right = head + 1
    limit = cue.start if head < cue.start else len(seen.words)
    for child in [c for c in seen.children[head] if c > head]:
        begin, end = seen.edges[child]
        comma = seen.words[begin - 1] == "," or seen.words[begin] == ","
        if end > limit or (begin <= cue.start < end):
            break
        if any(number >= 0 for number in seen.quote_of[begin:end]) and comma:
            break
        if seen.deps[child].startswith(_NOT_IN_SOURCE) and (comma or not seen.deps[child].startswith("acl")):
            break
        if seen.deps[child] == "conj" and seen.tags[child].startswith("VB"):
            break
        right = max(right, end)
    while right > head + 1 and not seen.words[right - 1][0].isalnum() and seen.words[right - 1] not in (")", "."):
        right -= 1
    return left, right


def _noun_phrase_after(seen: View, i: int) -> tuple[int, int] | None:
    """Return the noun phrase that begins at token ``i``."""
    if i >= len(seen.words) or seen.quote_of[i] >= 0:
        return None
    head = i
    for _ in range(8):  # up to the noun that the first word belongs to
        above = seen.heads[head]
        if above < i or above == head or seen.edges[above][0] < i - 3 or seen.tags[above].startswith("VB"):
            break
        head = above
    return phrase(seen, head, Cue(i - 1, i, Word((), "phrase", "", frozenset()))) if head >= i else None


def _nouns_before(seen: View, i: int) -> tuple[int, int] | None:
    """Return the nouns that stand before a verb group, where the parse names no subject."""
    end = i
    while end > 0 and (seen.tags[end - 1] in ("RB", "MD") or seen.deps[end - 1].startswith("aux")):
        end -= 1
    start = end
    while start > 0 and end - start < 12 and seen.tags[start - 1] in _NOUNISH and seen.quote_of[start - 1] < 0:
        start -= 1
    return (start, end) if start < end else None


class Attribution(NamedTuple):
    """A content between two slots of a sentence, its cue and source (token indices)."""

    start: int
    end: int
    cue: Cue
    rule: str


def attributions(seen: View, unit: Unit) -> Iterator[Attribution]:
    """Yield what the cues of a sentence attribute, in the order of the cues."""
    place = {slot: at for at, slot in enumerate(unit.slots)}
    claimed: set[int] = set()
    for cue in cues(seen, unit):
        if cue.start not in place:
            continue
        cue.source = _inverted(seen, unit, cue, place) or source(seen, cue)
        first, after = _extent(unit, cue, place)
        found = []
        right = _right(seen, unit, cue, after)
        left = _left(seen, unit, cue, first, after, right is not None)
        for span, rule in ((left, "before"), (right, "after")):
            if span is None or span[0] >= span[1]:
                continue
            numbers = unit.quotes(*span)
            if rule == "before" and numbers and claimed.issuperset(numbers):
                continue
            claimed.update(numbers)
            found.append(Attribution(*span, cue, rule))
        yield from found


def _inverted(seen: View, unit: Unit, cue: Cue, place: dict[int, int]) -> tuple[int, int] | None:
    """Return the source of "…," said X."""
    at = place[cue.start] - 1
    while at >= 0 and unit.slots[at] >= 0 and seen.words[unit.slots[at]] in ",-–—":
        at -= 1
    if cue.word.kind != "verb" or at < 0 or unit.slots[at] >= 0 or cue.end >= len(seen.words):
        return None
    if "addressee" in cue.word.frames or seen.tags[cue.start] == "VBG" or cue.end not in place:
        return None
    subject = next((c for c in seen.children[cue.start] if seen.deps[c] in SUBJECTS and c >= cue.end), None)
    if subject is not None and seen.edges[subject][0] <= cue.end + 1:
        return phrase(seen, subject, cue)
    if seen.tags[cue.end] in _NOUNISH and seen.tags[cue.end] not in ("VBN", "VBG"):
        return _noun_phrase_after(seen, cue.end)
    return None


def _extent(unit: Unit, cue: Cue, place: dict[int, int]) -> tuple[int, int]:
    """Return the slots between which cue and source stand, if they stand together."""
    first, after = place[cue.start], place.get(cue.end - 1, place[cue.start]) + 1
    if cue.source is not None:
        start, end = cue.source
        if start in place and place[start] < first and not unit.quotes(place[start], first):
            first = place[start]
        elif end - 1 in place and start >= cue.end and place[start] <= after + 2:
            after = place[end - 1] + 1
    return first, after


def _right(seen: View, unit: Unit, cue: Cue, after: int) -> tuple[int, int] | None:
    """Return the slots of a content that follows its cue."""
    frames = cue.word.frames
    if cue.word.kind == "adverb":
        return None
    if cue.word.kind == "phrase":
        after = _after_source(unit, cue, after)
        start = _skip(seen, unit, after, ",:")
        whole = after < len(unit.slots) and start > after and start < len(unit.slots)
        return (start, _content_end(seen, unit, cue, start)) if whole and _is_first(seen, unit, cue) else None
    start = _opening(seen, unit, cue, after, frames)
    if start is None or start >= len(unit.slots):
        return None
    return start, _content_end(seen, unit, cue, start)


def _after_source(unit: Unit, cue: Cue, after: int) -> int:
    end = cue.source[1] - 1 if cue.source else cue.end - 1
    return max(after, unit.slots.index(end) + 1) if end in unit.slots else after


def _is_first(seen: View, unit: Unit, cue: Cue) -> bool:
    """Say whether a phrase like "according to" opens its sentence or follows a conjunction."""
    at = unit.slots.index(cue.start)
    return all(slot >= 0 and (seen.tags[slot] in ("CC", "RB", "IN") or seen.words[slot] == ",") for slot in unit.slots[:at]) or (
        unit.slots[at - 1] >= 0 and seen.tags[unit.slots[at - 1]] == "CC"
    )


def _skip(seen: View, unit: Unit, at: int, marks: str) -> int:
    while at < len(unit.slots) and unit.slots[at] >= 0 and seen.words[unit.slots[at]] in marks:
        at += 1
    return at


_QUESTION = {"whether", "if", "how", "why", "what", "where", "when", "who", "which"}
_LOOK = 30  # slots between a cue and what opens its content


def _opening(seen: View, unit: Unit, cue: Cue, after: int, frames: frozenset[str]) -> int | None:
    """Return the slot where the content after a cue begins."""
    clause = bool(frames & {"clause", "weak"})
    infinitive = None
    for at in range(after, min(after + _LOOK, len(unit.slots))):
        slot = unit.slots[at]
        if slot < 0:
            return _before_marks(seen, unit, cue, after, at)
        word, tag = seen.lower[slot], seen.tags[slot]
        if word == "that" and clause and (tag in ("IN", "WDT") or seen.deps[slot] == "mark" or at == after):
            return at + 1
        if word == ":":
            return at + 1
        if word in _QUESTION and clause and at <= after + 2 and "weak" not in frames:
            return at
        if word == "to" and tag == "TO" and infinitive is None:
            infinitive = at
        if word == "as" and "label" in frames and at > after - 1:
            return after if cue_is_active(seen, cue) else at + 1
        if tag in _FINITE and seen.lower[slot] not in ("'s",):
            if clause and "weak" not in frames or clause and _governs(seen, cue, slot):
                return _clause_start(seen, unit, cue, after, at)
            break
    if infinitive is not None and frames & {"infinitive", "self"}:
        return infinitive
    if "of" in frames and any(slot >= 0 and seen.lower[slot] in ("of", "for") for slot in unit.slots[after : after + 15]):
        return after
    return None


def cue_is_active(seen: View, cue: Cue) -> bool:
    """Say whether a cue is no passive."""
    return not any(seen.deps[c] == "aux:pass" for c in seen.children[cue.start])


def _governs(seen: View, cue: Cue, verb: int) -> bool:
    """Say whether the parse hangs a finite verb under the cue as its clause."""
    node = verb
    for _ in range(4):
        head = seen.heads[node]
        if head == cue.start:
            return seen.deps[node] in ("ccomp", "parataxis")
        if head == node:
            return False
        node = head
    return False


_PREPOSITIONS = {"in", "on", "at", "to", "during", "after", "before", "via", "from", "by", "about", "of", "with", "as", "through"}


def _clause_start(seen: View, unit: Unit, cue: Cue, after: int, verb_at: int) -> int:
    """Return where a clause without "that" begins: after addressee, day and phrases of place."""
    verb = unit.slots[verb_at]
    start = after
    clause = verb
    while seen.heads[clause] != clause and seen.heads[clause] >= cue.end and seen.deps[clause] in ("aux", "cop", "aux:pass"):
        clause = seen.heads[clause]
    edge = seen.edges[clause][0]
    for at in range(after, verb_at):
        if unit.slots[at] >= edge > cue.start:
            start = at
            break
        if unit.slots[at] >= 0 and seen.words[unit.slots[at]] == ",":
            start = at + 1
    return _skip(seen, unit, start, ",:")


def _before_marks(seen: View, unit: Unit, cue: Cue, after: int, at: int) -> int | None:
    """Return where the content begins of which the marks at a slot are the first sign."""
    frames = cue.word.frames
    mark = seen.marks[-1 - unit.slots[at]]
    between = [slot for slot in unit.slots[after:at] if seen.words[slot] not in ",-–—"]
    if not between or seen.words[unit.slots[at - 1]] in (",", ":"):
        return at
    first = seen.lower[between[0]]
    if frames & {"label", "of"}:
        return after
    if frames & {"addressee"} or is_statement(seen, mark):
        return at
    if first in _PREPOSITIONS and not frames & {"quoted"}:
        return at
    return after


def is_statement(seen: View, mark: object) -> bool:
    """Say whether words in marks are a statement by themselves, not a part of one."""
    assert isinstance(mark, Quoted)
    text = seen.text[mark.inner_start : mark.inner_end]
    return text[0].isupper() and (text[-1] in ".,!?…—-" or len(text.split()) >= 6) and len(text.split()) >= 3


def _content_end(seen: View, unit: Unit, cue: Cue, start: int) -> int:
    """Return the slot behind a content that begins at ``start``."""
    end = len(unit.slots)
    for at in range(start, len(unit.slots)):
        slot = unit.slots[at]
        if slot < 0:
            mark = seen.marks[-1 - slot]
            closed = seen.text[mark.inner_end - 1] in ".!?…" and at > start or seen.text[mark.inner_end - 1] in ".,!?…"
            if closed and not (at + 1 < len(unit.slots) and unit.slots[at + 1] >= 0 and seen.lower[unit.slots[at + 1]] in ("and", "or") and at > start and False):
                end = at + 1
                break
            if at == start and at + 1 < len(unit.slots) and unit.slots[at + 1] >= 0 and seen.words[unit.slots[at + 1]] in ".,;":
                end = at + 1
                break
            continue
        if seen.words[slot] == ";" or (at > start and seen.words[slot] in (",", "–", "—", "-") or seen.tags[slot] == "CC") and _breaks(seen, unit, cue, start, at):
            end = at
            break
    while end > start and unit.slots[end - 1] >= 0 and seen.words[unit.slots[end - 1]] in ".,;:!?–—-":
        end -= 1
    return end


def _breaks(seen: View, unit: Unit, cue: Cue, start: int, at: int) -> bool:
    """Say whether the words after a comma or conjunction no longer belong to the content."""
    comma = seen.words[unit.slots[at]] == ","
    at += 1
    while at < len(unit.slots) and unit.slots[at] >= 0 and seen.tags[unit.slots[at]] in ("CC", "RB"):
        at += 1
    if at >= len(unit.slots) or unit.slots[at] < 0:
        return False
    first = unit.slots[at]
    word = seen.lower[first]
    if comma and (seen.tags[first] == "VBG" and word in forms()) or (word == "according" and False):
        return True
    begin = unit.slots[start]
    node = first
    for _ in range(12):
        head = seen.heads[node]
        if head == cue.start or head < cue.start:
            return seen.deps[node] in ("conj", "advcl", "parataxis") and node >= first
        if head == node or (begin >= 0 and begin <= head < first):
            return False
        node = head
    return False


def _left(seen: View, unit: Unit, cue: Cue, first: int, after: int, has_right: bool) -> tuple[int, int] | None:
    """Return the slots of a content that stands before its cue and source, or around them."""
    kind = cue.word.kind
    if kind == "adverb" or kind == "noun":
        return None
    at = first - 1
    if kind == "verb" and at >= 0 and unit.slots[at] >= 0 and seen.lower[unit.slots[at]] == "as":
        at -= 1
    comma = False
    while at >= 0 and unit.slots[at] >= 0 and seen.words[unit.slots[at]] in (",", "-", "–", "—"):
        comma = True
        at -= 1
    if at < 0:
        return None
    if kind == "phrase":
        after = _after_source(unit, cue, after)
    rest = after < len(unit.slots) and unit.slots[after] >= 0 and seen.words[unit.slots[after]] == ","
    if unit.slots[at] < 0:
        return _marks_before(seen, unit, at, first)
    if kind == "phrase" and has_right:
        return None
    if kind == "verb" and (has_right or not comma or "clause" not in cue.word.frames or seen.tags[cue.start] == "VBG"):
        return None
    words = [slot for slot in unit.slots[: at + 1] if slot >= 0]
    finite = any(seen.tags[slot] in _FINITE for slot in words)
    if kind == "verb" and (not finite or seen.deps[cue.start] not in ("ROOT", "parataxis", "ccomp", "conj", "advcl")):
        return None
    end = len(unit.slots) if rest and (kind == "phrase" or not finite) else at + 1
    if kind == "phrase" and not finite:
        end = len(unit.slots)
    while end > 0 and unit.slots[end - 1] >= 0 and seen.words[unit.slots[end - 1]] in ".,;:!?–—-":
        end -= 1
    return 0, end


def _marks_before(seen: View, unit: Unit, at: int, first: int) -> tuple[int, int]:
    """Return the content that ends with the marks at a slot: they alone, or the clause that they end."""
    start = at
    mark = seen.marks[-1 - unit.slots[at]]
    if at and not is_statement(seen, mark):
        previous = unit.slots[at - 1]
        if previous >= 0 and seen.words[previous] not in (":", ","):
            start = 0
    return start, at + 1
