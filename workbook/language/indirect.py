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
    if re.search(r"(?<![aeio])[aeiou][bdgklmnprt]$", lemma):
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
            if "\n" in word and slots and not _opens_below(seen, slots, i):
                yield Unit(slots)
                slots = []
            continue
        if slots and _ends(seen, slots, i):
            yield Unit(slots)
            slots = []
        slots.append(i if number < 0 else -1 - number)
    if slots:
        yield Unit(slots)


def _opens_below(seen: View, slots: list[int], i: int) -> bool:
    """Say whether a line that ends in a comma or colon introduces the quotation of the next line."""
    return slots[-1] >= 0 and seen.words[slots[-1]] in ",:" and i + 1 < len(seen.words) and seen.quote_of[i + 1] >= 0


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


_NO_VERB = {"case", "mark", "amod", "compound", "fixed", "cc"}


def _fits(seen: View, i: int, end: int, word: Word) -> bool:
    """Say whether a form is the reporting word, not one that looks like it."""
    tag = seen.tags[i]
    if word.kind == "verb":
        return tag.startswith("VB") and seen.deps[i] not in _NO_VERB
    if word.kind == "noun":
        if tag not in ("NN", "NNS") or end + 1 >= len(seen.words) or seen.lower[end] != "that":
            return False
        article = seen.lower[i - 1] in ("a", "an") and seen.lower[i - 2] in ("in", "with")
        return not article and seen.tags[end + 1] not in _FINITE
    return True


def source(seen: View, cue: Cue) -> tuple[int, int] | None:
    """Return the tokens of the cue's source: its subject, whom it is "by" or "of", whom it names."""
    if cue.word.kind == "phrase":
        return _noun_phrase_after(seen, cue.end)
    if cue.word.kind == "noun":
        owner = [c for c in seen.children[cue.start] if seen.deps[c] == "nmod:poss" or _case(seen, c) in ("by", "of", "from")]
        head = owner[0] if owner else _subject(seen, seen.heads[cue.start])
        return phrase(seen, head, cue) if head is not None else None
    if cue.word.kind == "adverb":
        return None
    children = seen.children[cue.start]
    if any(seen.deps[c] == "aux:pass" for c in children) and cue.word.frames != {"quoted"}:
        agents = [c for c in children if seen.deps[c].startswith("obl") and _case(seen, c) == "by"]
        return phrase(seen, agents[0], cue) if agents else None
    near = _nouns_before(seen, cue.start)
    if near and seen.tags[cue.start] == "VBG" and near[0] and seen.lower[near[0] - 1] == "with":
        return near
    head = _subject(seen, cue.start)
    if head is not None and seen.quote_of[head] < 0:
        return _with_name(seen, phrase(seen, head, cue), cue)
    return near


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
            if seen.words[i - 1] != "," or seen.tags[i] != "VBG" or seen.deps[seen.heads[i]] in SUBJECTS:
                return seen.heads[i]
        if dep not in ("conj", "advcl", "xcomp", "parataxis", "dep", "acl", "ccomp") or seen.heads[i] == i:
            return None
        below, i = i, seen.heads[i]
        if seen.tags[i] in ("NN", "NNS", "NNP", "NNPS", "PRP") and i < below:
            return i
    return None


def _with_name(seen: View, span: tuple[int, int], cue: Cue) -> tuple[int, int]:
    """Return the name as well where only its apposition was found: "X, a minister"."""
    start, end = span
    if start > 1 and seen.words[start - 1] == "," and seen.lower[start] in ("a", "an", "the"):
        head = start - 2
        if seen.tags[head].startswith("NNP") and seen.quote_of[head] < 0:
            while seen.heads[head] < head and seen.deps[head] in ("flat", "compound"):
                head = seen.heads[head]
            return phrase(seen, head, Cue(start - 1, start, cue.word))[0], end
    return span


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
        if seen.deps[child].startswith("acl") and seen.tags[child] in _FINITE and not _has_relative(seen, begin, end):
            break
        right = max(right, end)
    while right > head + 1 and not seen.words[right - 1][0].isalnum() and seen.words[right - 1] not in (")", "."):
        right -= 1
    return left, right


def _has_relative(seen: View, start: int, end: int) -> bool:
    return any(tag in ("WP", "WDT", "WP$") for tag in seen.tags[start:end])


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
    comma = end - 1
    if end > 0 and seen.words[comma] == ",":  # behind the name stands something between commas
        while comma > max(0, end - 14) and (seen.words[comma - 1] != ","):
            comma -= 1
        end = comma - 1 if comma and seen.words[comma - 1] == "," else end
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
    if cue.word.kind == "adverb":
        return None
    start = _after_phrase(seen, unit, cue, after) if cue.word.kind == "phrase" else _opening(seen, unit, cue, after)
    if start is None:
        return None
    start = _skip(seen, unit, start, ",:")
    return (start, _content_end(seen, unit, cue, start)) if start < len(unit.slots) else None


def _after_source(unit: Unit, cue: Cue, after: int) -> int:
    end = cue.source[1] - 1 if cue.source else cue.end - 1
    return max(after, unit.slots.index(end) + 1) if end in unit.slots else after


def _after_phrase(seen: View, unit: Unit, cue: Cue, after: int) -> int | None:
    """Return where the content of "according to X, …" begins, if the phrase opens a clause."""
    at = unit.slots.index(cue.start)
    before = [slot for slot in unit.slots[:at] if slot < 0 or seen.tags[slot] not in ("CC", "RB", "IN", ",")]
    if before and not (unit.slots[at - 1] >= 0 and seen.tags[unit.slots[at - 1]] == "CC"):
        return None
    after = _after_source(unit, cue, after)
    for k in range(after, min(after + 8, len(unit.slots))):
        slot = unit.slots[k]
        if slot < 0 and is_statement(seen, seen.marks[-1 - slot]):
            return k
    return after


def _skip(seen: View, unit: Unit, at: int, marks: str) -> int:
    while at < len(unit.slots) and unit.slots[at] >= 0 and seen.words[unit.slots[at]] in marks:
        at += 1
    return at


_LOOK = 30  # slots between a cue and what opens its content


def _opening(seen: View, unit: Unit, cue: Cue, after: int) -> int | None:
    """Return the slot where the content after a cue begins: at "that", a colon, marks, a clause, "to"."""
    frames = cue.word.frames
    clause = bool(frames & {"clause", "weak"})
    passive = any(seen.deps[c] == "aux:pass" for c in seen.children[cue.start])
    stopped = False  # behind a comma, only "that" and marks can open the content
    for at in range(after, min(after + _LOOK, len(unit.slots))):
        slot = unit.slots[at]
        if slot < 0:
            return _at_marks(seen, unit, cue, after, at)
        word, tag = seen.lower[slot], seen.tags[slot]
        if word == "that" and clause and (tag == "IN" or seen.deps[slot] == "mark" or at == after):
            return at + 1
        if word == ":":
            return at + 1
        if _other_cue(seen, slot):
            return None
        if word == "," or tag == "CC":
            stopped = True
        elif word in ("whether", "if") and clause and cue.word.cue_class == "asked":
            return at
        elif word == "to" and tag == "TO" and not stopped and _takes_infinitive(frames, at == after, passive):
            return at
        elif word == "as" and "label" in frames and not passive and tag == "IN":
            if any(seen.deps[c] == "aux:pass" for c in seen.children[cue.start]) or seen.tags[cue.start] == "VBN" and seen.deps[cue.start] == "acl":
                return None
            return at + 1 if at == after else after
        elif tag in _FINITE or (tag == "VB" and clause):
            if clause and (_governs(seen, cue, slot) or (tag != "VB" and not stopped and _plain_subject(seen, unit, cue, after, at))):
                return _clause_start(seen, unit, cue, after, at)
            if tag != "VB":
                stopped = True
                if "of" not in frames:
                    return None
        elif word in ("of", "for") and "of" in frames:
            return at + 1 if at == after else after
    return None


def _takes_infinitive(frames: frozenset[str], next_to: bool, passive: bool) -> bool:
    if "infinitive" in frames:
        return not next_to or passive
    return next_to and ("self" in frames or (passive and "passive" in frames))


def _other_cue(seen: View, slot: int) -> bool:
    """Say whether another reporting verb stands there, which is nearer to what follows."""
    if seen.lower[slot] not in forms() or seen.tags[slot] not in ("VBG", "NN", "NNS"):
        return False
    return any(_fits(seen, slot, slot + 1, word) for word in forms()[seen.lower[slot]] if not word.rest)


def _governs(seen: View, cue: Cue, verb: int) -> bool:
    """Say whether the parse hangs a verb under the cue as its clause."""
    node = verb
    for _ in range(4):
        head = seen.heads[node]
        if head == cue.start:
            return seen.deps[node] in ("ccomp", "parataxis") and not (
                seen.tags[verb] == "VB" and any(seen.tags[c] == "TO" for c in seen.children[verb])
            )
        if head == node or seen.deps[node] not in ("aux", "cop", "aux:pass", "conj", "ccomp", "nsubj"):
            return False
        node = head
    return False


_STRONG = {"said", "claimed", "warned", "agreed", "denied", "promised"}
_IN_SUBJECT = {"NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "DT", "JJ", "CD", "POS", "EX", "IN", "HYPH", "RB", "JJR", "JJS", "NFP"}


def _plain_subject(seen: View, unit: Unit, cue: Cue, after: int, verb_at: int) -> bool:
    """Say whether nothing but a subject (and a day or an addressee) stands between cue and verb."""
    if "weak" in cue.word.frames or cue.word.cue_class not in _STRONG or verb_at == after:
        return False
    between = unit.slots[after:verb_at]
    subject = [c for c in seen.children[unit.slots[verb_at]] if seen.deps[c] in SUBJECTS]
    if not subject and not any(seen.tags[s] in ("PRP", "EX") for s in between):
        return seen.tags[cue.start] in ("VBD", "VBZ", "VBP") and all(seen.tags[s] in _IN_SUBJECT for s in between) and len(between) < 8
    return all(seen.tags[s] in _IN_SUBJECT for s in between)


def _clause_start(seen: View, unit: Unit, cue: Cue, after: int, verb_at: int) -> int:
    """Return where a clause without "that" begins: after addressee, day and phrases of place."""
    clause = unit.slots[verb_at]
    while seen.heads[clause] >= cue.end and seen.heads[clause] != clause and seen.deps[clause] in ("aux", "cop", "aux:pass"):
        clause = seen.heads[clause]
    edge = seen.edges[clause][0]
    start = after
    for at in range(after, verb_at):
        if unit.slots[at] >= edge > cue.start:
            return at
        if unit.slots[at] >= 0 and seen.words[unit.slots[at]] == ",":
            start = at + 1
    return start


_PREPOSITIONS = {"in", "on", "at", "to", "during", "after", "before", "via", "from", "by", "about", "of", "with", "through"}


def _at_marks(seen: View, unit: Unit, cue: Cue, after: int, at: int) -> int | None:
    """Return where the content begins of which the marks at a slot are the first sign, if they are one."""
    frames = cue.word.frames
    mark = seen.marks[-1 - unit.slots[at]]
    if at == after or seen.words[unit.slots[at - 1]] in (",", ":", "that"):
        return None if "weak" in frames or is_label(seen, unit, at) else at
    if "label" in frames:
        return None if seen.deps[cue.start].startswith("acl") and seen.tags[cue.start] == "VBN" else after
    if "of" in frames:
        return after
    if is_statement(seen, mark):
        return at
    if "weak" in frames or is_label(seen, unit, at):
        return None
    words = unit.slots[after:at]
    if "addressee" in frames:
        nouns = [k for k in range(after, at) if seen.tags[unit.slots[k]].startswith("NN") or seen.tags[unit.slots[k]] == "PRP"]
        later = [k for k in range(after + 1, at) if seen.tags[unit.slots[k]] in ("DT", "PRP", "PRP$", "EX") and nouns and k > nouns[0]]
        return later[0] if later else at
    if seen.lower[words[0]] in _PREPOSITIONS and "quoted" not in frames:
        return at
    return after if len(words) <= 3 or mark.inner_end - mark.inner_start > 25 else None


def is_statement(seen: View, mark: Quoted) -> bool:
    """Say whether words in marks are a statement by themselves, not a part of one."""
    text = seen.text[mark.inner_start : mark.inner_end]
    length = text.count(" ") + 1
    return (text[0].isupper() or text[0] in "…[.") and length >= 3 and (text[-1] in ".,!?…—-])" or length >= 6)


_NAMING = {"named", "called", "titled", "entitled", "dubbed", "nicknamed", "known", "codenamed", "as", "or", "-called", "so", "termed"}


def is_label(seen: View, unit: Unit, at: int) -> bool:
    """Say whether the marks at a slot hold a name or a term: "named …", or before a noun."""
    mark = seen.marks[-1 - unit.slots[at]]
    length = seen.text.count(" ", mark.inner_start, mark.inner_end) + 1
    before, behind = (unit.slots[k] if 0 <= k < len(unit.slots) else -1 for k in (at - 1, at + 1))
    if before >= 0 and seen.lower[before] in _NAMING - {"as", "or", "so"} and length <= 6:
        return True
    return length <= 3 and behind >= 0 and seen.tags[behind] in ("NN", "NNS", "NNP")


def _content_end(seen: View, unit: Unit, cue: Cue, start: int) -> int:
    """Return the slot behind a content that begins at ``start``."""
    end = len(unit.slots)
    limit = _clause_limit(seen, cue)
    for at in range(start, len(unit.slots)):
        slot = unit.slots[at]
        if slot < 0:
            if _ends_with_marks(seen, unit, start, at):
                end = at + 1
                break
            continue
        if slot >= limit and at > start:
            end = at
            break
        if seen.words[slot] == ";":
            end = at
            break
        if at > start and (seen.words[slot] in (",", "–", "—", "-") or seen.tags[slot] == "CC") and _breaks(seen, unit, cue, start, at):
            end = at
            break
    return _without_marks(seen, unit, start, end)


def _without_marks(seen: View, unit: Unit, start: int, end: int) -> int:
    while end > start and unit.slots[end - 1] >= 0 and seen.words[unit.slots[end - 1]] in ".,;:!?–—-":
        end -= 1
    return end


def _clause_limit(seen: View, cue: Cue) -> int:
    """Return the token that a content cannot reach: the end of the cue's own subordinate clause."""
    dep, head = seen.deps[cue.start], seen.heads[cue.start]
    if dep == "acl:relcl" or (dep == "advcl" and head > cue.start):
        return seen.edges[cue.start][1]
    return len(seen.words)


def _ends_with_marks(seen: View, unit: Unit, start: int, at: int) -> bool:
    """Say whether a content ends with the marks at a slot."""
    mark = seen.marks[-1 - unit.slots[at]]
    last = seen.text[mark.inner_end - 1]
    behind = unit.slots[at + 1] if at + 1 < len(unit.slots) else None
    if behind is None or (last in ".!?…" and (behind < 0 or not seen.words[behind][0].islower())):
        return True
    if at > start:
        return False
    return last in ".,!?…" or (behind >= 0 and seen.words[behind] in ".,;(")


def _breaks(seen: View, unit: Unit, cue: Cue, start: int, at: int) -> bool:
    """Say whether the words after a comma or conjunction no longer belong to the content."""
    comma = seen.words[unit.slots[at]] == ","
    at += 1
    while at < len(unit.slots) and unit.slots[at] >= 0 and seen.tags[unit.slots[at]] in ("CC", "RB"):
        at += 1
    if at >= len(unit.slots) or unit.slots[at] < 0:
        return False
    first = unit.slots[at]
    if seen.lower[first] == "including":
        return False
    if comma and seen.tags[first] == "VBG" and seen.lower[first] in forms():
        return True
    if comma and seen.lower[first] == "with" and any(
        slot >= 0 and seen.tags[slot] == "VBG" and seen.lower[slot] in forms() for slot in unit.slots[at : at + 8]
    ):
        return True
    begin = unit.slots[start]
    node = first
    for _ in range(12):
        head = seen.heads[node]
        if head <= cue.start:
            return seen.deps[node] in ("conj", "advcl", "parataxis") and node >= first
        if head == node or (begin >= 0 and begin <= head < first):
            return False
        node = head
    return False


def _left(seen: View, unit: Unit, cue: Cue, first: int, after: int, has_right: bool) -> tuple[int, int] | None:
    """Return the slots of a content that stands before its cue and source, or around them."""
    kind = cue.word.kind
    if kind in ("adverb", "noun"):
        return None
    at = first - 1
    if kind == "verb" and at >= 0 and unit.slots[at] >= 0 and seen.lower[unit.slots[at]] == "as":
        at -= 1
    comma = False
    while at >= 0 and unit.slots[at] >= 0 and seen.words[unit.slots[at]] in (",", "-", "–", "—"):
        comma = True
        at -= 1
    if at < 0 or (kind == "phrase" and has_right):
        return None
    if unit.slots[at] < 0:
        return None if "weak" in cue.word.frames and not comma else _marks_before(seen, unit, at)
    finite = any(slot >= 0 and seen.tags[slot] in _FINITE for slot in unit.slots[: at + 1])
    if kind == "verb" and (has_right or not comma or not _is_parenthesis(seen, cue) or not finite):
        return None
    if kind == "phrase":
        after = _after_source(unit, cue, after)
    return 0, at + 1 if finite else _without_marks(seen, unit, 0, len(unit.slots))


def _is_parenthesis(seen: View, cue: Cue) -> bool:
    """Say whether a verb can stand behind what it reports: "…, officials said"."""
    if "clause" not in cue.word.frames or seen.tags[cue.start] in ("VBG", "VBN", "VB"):
        return False
    return cue.source is not None and seen.deps[cue.start] in ("ROOT", "parataxis", "ccomp", "advcl", "conj")


def _marks_before(seen: View, unit: Unit, at: int) -> tuple[int, int]:
    """Return the content that ends with the marks at a slot: they alone, or the clause that they end."""
    mark = seen.marks[-1 - unit.slots[at]]
    previous = unit.slots[at - 1] if at else -1
    if at and not is_statement(seen, mark) and not (previous >= 0 and seen.words[previous] == ":"):
        return 0, at + 1
    return at, at + 1
