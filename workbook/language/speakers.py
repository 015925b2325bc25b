"""Who speaks: the noun phrase that is the source of a reporting word."""

from __future__ import annotations

from workbook.language.cues import Cue
from workbook.language.slots import FINITE, SUBJECTS, Sentence, View

Tokens = tuple[int, int]

_NOUNS = {"NN", "NNS", "NNP", "NNPS", "PRP"}
_NOUNISH = _NOUNS | {"CD", "DT", "JJ", "JJR", "JJS", "POS", "PRP$", "HYPH", "WP", "WDT", "VBN", "VBG"}
_SPEAKERS = SUBJECTS - {"csubj"}
_RELATIVE = {"WP", "WDT", "WP$"}
_OUTSIDE = (
    "advcl", "parataxis", "ccomp", "dep", "discourse", "cop", "nsubj", "aux", "obl", "orphan", "list", "nmod:unmarked",
)  # fmt: skip
_NO_PART = ("cc", "mark", "punct", "advmod", "case", "acl", "advcl")
_NAME_ENDS = {")", ".", '"', "”", "»"}
_IN_NAME = ("det", "compound", "amod", "nummod", "flat", "nmod")
DIVIDERS = {",", "-", "–", "—"}
_FURTHEST = 6  # steps from a verb up to the one that has its subject
_WIDEST = 60  # tokens of a source on either side of its head
_LONGEST = 14  # tokens of an insertion between commas, or of a name without a parse


def source(sentence: Sentence, cue: Cue) -> Tokens | None:
    """Return the tokens of the noun phrase that speaks, with title and apposition, or None."""
    span = _source(sentence, cue)
    if span is None:
        return None
    spaces = [i for i in range(*span) if sentence.seen.words[i].isspace()]  # a parse may reach over a line's end
    if spaces:
        span = (spaces[-1] + 1, span[1]) if span[0] < cue.start else (span[0], spaces[0])
    return span if span[0] < span[1] else None


def _source(sentence: Sentence, cue: Cue) -> Tokens | None:
    seen = sentence.seen
    if cue.word.kind == "phrase":
        return _after_phrase(seen, cue)
    if cue.word.kind == "adverb":
        return None
    if cue.word.kind == "noun":
        children = seen.children[cue.start]
        owner = [c for c in children if seen.deps[c] == "nmod:poss" or seen.case(c) in ("by", "of", "from")]
        head = owner[0] if owner else _subject(seen, seen.heads[cue.start])
        return noun_phrase(seen, head, cue) if head is not None else None
    if behind := _inverted(sentence, cue):
        return behind
    if seen.child(cue.start, "aux:pass") is not None:
        agents = [c for c in seen.children[cue.start] if seen.deps[c].startswith("obl") and seen.case(c) == "by"]
        return noun_phrase(seen, agents[0], cue) if agents else None
    head = _subject(seen, cue.start)
    if head is None:
        return nouns_before(seen, cue.start)
    return _with_name(seen, noun_phrase(seen, head, cue), cue)


def _subject(seen: View, i: int) -> int | None:
    """Climb from a verb to what can be its subject."""
    for _ in range(_FURTHEST):
        subjects = [c for c in seen.children[i] if seen.deps[c] in _SPEAKERS and seen.quote_of[c] < 0]
        dep, head = seen.deps[i], seen.heads[i]
        if subjects:
            at = min(subjects, key=lambda c: abs(c - i))
            if seen.tags[at] not in ("WDT", "WP"):
                return at
            return head if dep.startswith("acl") and head < i else None
        noun = seen.tags[head] in _NOUNS and head < i
        astray = seen.tags[i] in FINITE and seen.deps[head] in ("obl", "nmod")  # "X, speaking to the council, called"
        if noun and not astray and (seen.words[i - 1] != "," or seen.tags[i] != "VBG" or seen.deps[head] in SUBJECTS):
            return head
        i = head
    return None


def noun_phrase(seen: View, head: int, cue: Cue) -> Tokens:
    """Return the noun phrase of a head with title and apposition, without what hangs on it by a comma."""
    return _left_end(seen, head), _right_end(seen, head, cue)


def _left_end(seen: View, head: int) -> int:
    lefts = [seen.edges[c][0] for c in seen.children[head] if c < head and seen.deps[c] not in _NO_PART]
    left = max(min(lefts, default=head), head - _WIDEST)
    return next((i + 1 for i in range(head - 1, left - 1, -1) if seen.quote_of[i] >= 0), left)


def _right_end(seen: View, head: int, cue: Cue) -> int:
    right = head + 1
    limit = min(cue.start if head < cue.start else len(seen.words), head + _WIDEST)
    for child in [c for c in seen.children[head] if c > head]:
        begin, end = seen.edges[child]
        comma = seen.words[begin - 1] == "," or seen.words[begin] == ","
        if end > limit or begin <= cue.start < end or _is_outside(seen, child, comma=comma):
            break
        if comma and max(seen.quote_of[begin:end]) >= 0:
            break
        right = max(right, end)
    while right > head + 1 and not seen.words[right - 1][0].isalnum() and seen.words[right - 1] not in _NAME_ENDS:
        right -= 1
    return right


def _is_outside(seen: View, child: int, *, comma: bool) -> bool:
    """Say whether what hangs on a noun is no part of the name of a speaker."""
    dep, tag = seen.deps[child], seen.tags[child]
    if dep.startswith(_OUTSIDE):
        return True
    if not dep.startswith("acl"):
        return False
    begin, end = seen.edges[child]
    relative = not _RELATIVE.isdisjoint(seen.tags[begin:end])
    active = tag in FINITE or (tag == "VBN" and seen.child(child, "obj") is not None)
    return comma or (active and not relative)


def _with_name(seen: View, span: Tokens, cue: Cue) -> Tokens:
    """Return the name as well where only its apposition was found: "X, a minister"."""
    start, end = span
    head = start - 2
    between = head >= 0 and seen.words[start - 1] == "," and seen.words[end : end + 1] == [","]
    if not between or seen.lower[start] not in ("a", "an", "the"):
        return span
    if not seen.tags[head].startswith("NNP") or seen.quote_of[head] >= 0:
        return span
    while seen.heads[head] < head and seen.deps[head] in ("flat", "compound"):
        head = seen.heads[head]
    return _left_end(seen, head), end


def _after_phrase(seen: View, cue: Cue) -> Tokens | None:
    """Return the noun phrase behind "according to"."""
    start = cue.end
    if start >= len(seen.words) or seen.quote_of[start] >= 0:
        return None
    head = start
    for _ in range(_FURTHEST):  # up to the noun that the first word belongs to
        above = seen.heads[head]
        if above <= head or seen.deps[head].split(":")[0] not in _IN_NAME:
            break
        head = above
    end = _right_end(seen, head, cue)
    return start, end


def nouns_before(seen: View, i: int) -> Tokens | None:
    """Return the nouns that stand before a verb group, where the parse names no subject."""
    end = i
    while end > 0 and (seen.tags[end - 1] in ("RB", "MD") or seen.deps[end - 1].startswith("aux")):
        end -= 1
    last = end
    if end > 0 and seen.words[end - 1] == ",":  # behind a name and something between commas
        insertion = seen.words[max(0, end - _LONGEST) : end - 1]
        if seen.tags[i] == "VBG":
            end = last = end - 1
        elif "," in insertion:
            end -= 2 + insertion[::-1].index(",")
            apposed = seen.tags[end + 1] in _NOUNISH - _RELATIVE - {"VBG", "VBN"}
            last = last - 1 if apposed else end
    start = end
    while start > max(0, end - _LONGEST) and seen.tags[start - 1] in _NOUNISH and seen.quote_of[start - 1] < 0:
        start -= 1
    return (start, last) if start < end and seen.tags[end - 1] not in ("JJ", "JJR", "JJS") else None


def marks_before(sentence: Sentence, at: int) -> int | None:
    """Return the slot of the words in marks that end before a slot as a statement does, not as a name."""
    divided = sentence.word(at - 1) in DIVIDERS
    at -= 1
    while sentence.word(at) in DIVIDERS:
        at -= 1
    if not sentence.is_quote(at):
        return None
    return at if divided or at == 0 or sentence.last(at) in ".,!?…—-" else None


def _inverted(sentence: Sentence, cue: Cue) -> Tokens | None:
    """Return the source of "…," said X."""
    seen = sentence.seen
    if marks_before(sentence, sentence.place[cue.start]) is None or cue.end not in sentence.place:
        return None
    subject = next((c for c in seen.children[cue.start] if seen.deps[c] in SUBJECTS and c >= cue.end), None)
    if subject is not None and seen.edges[subject][0] <= cue.end + 1:
        return noun_phrase(seen, subject, cue)
    return _after_phrase(seen, cue) if seen.tags[cue.end] in _NOUNISH - {"VBN", "VBG"} else None
