"""Who speaks: the noun phrase that is the source of a reporting word."""

from __future__ import annotations

from workbook.language.speech.antecedents import NOUNS, cleft, without_time, writer
from workbook.language.speech.cues import Cue, is_passive
from workbook.language.speech.edges import DIVIDERS, LONGEST, NOUNISH, Tokens, nouns_before, whole
from workbook.language.speech.reporting_words import Word, days
from workbook.language.speech.tokens import FINITE, SUBJECTS, Sentence, View
from workbook.lexicons import read_words

_SPEAKERS = SUBJECTS - {"csubj"}
_OUTSIDE = (
    "advcl", "parataxis", "ccomp", "dep", "discourse", "cop", "nsubj", "aux", "obl", "orphan", "list", "nmod:unmarked",
)  # fmt: skip
_NO_PART = ("cc", "mark", "punct", "advmod", "case", "acl", "advcl")
_NAME_ENDS = {")", ".", '"', "”", "»"}
_IN_NAME = ("det", "compound", "amod", "nummod", "flat", "nmod")
_WHO = ("WDT", "WP")
_CLEFT = ("it", "was", "is")  # "It was X who said", "what officials called"
_QUOTED = Word((), "verb", "said", frozenset())
_FURTHEST = 6  # steps from a verb up to the one that has its subject
_WIDEST = 60  # tokens of a source on either side of its head


def source(sentence: Sentence, cue: Cue) -> Tokens | None:
    """Return the tokens of the noun phrase that speaks, with title and apposition, or None."""
    span = _source(sentence, cue)
    if span is not None:
        span = whole(sentence.seen, span, cue)
    return span if span and span[0] < span[1] else None


def _source(sentence: Sentence, cue: Cue) -> Tokens | None:
    seen, i = sentence.seen, cue.start
    if cue.word.kind == "adverb":
        return None
    if cue.word.kind == "phrase":
        return _after_phrase(seen, cue)
    if cue.word.kind != "verb":
        head = seen.child(i, *_SPEAKERS) if cue.word.kind == "adjective" else _owner(seen, i)
        return noun_phrase(seen, head, cue) if head is not None else None
    as_saying = seen.lower[i] in ("saying", "telling", "reporting") and seen.lower[i - 1] == "as"
    quoted = _quoted_as(seen, i) if as_saying else None
    if quoted is not None:
        return quoted
    inverted = cue.end in sentence.place and marks_before(sentence, sentence.place[i]) is not None  # "…," said X
    inverted = inverted or _interrupts(sentence, sentence.place[i]) or is_inverted(seen, i)
    if inverted and seen.tags[cue.end] in NOUNISH - {"VBN", "VBG"}:
        return _after_phrase(seen, cue)
    if seen.child(i, "aux:pass") is not None or (seen.deps[i] == "conj" and is_passive(seen, cue)):
        agents = (c for c in seen.children[i] if seen.deps[c].startswith("obl") and seen.case(c) == "by")
        return next((noun_phrase(seen, agent, cue) for agent in agents), None)
    return _of_verb(seen, cue)


def _owner(seen: View, i: int) -> int | None:
    """Return whose "claim" or "warning" a noun is: its owner's, or of who issues it."""
    owners = sorted((c for c in seen.children[i] if _owns(seen, c)), key=lambda c: seen.deps[c] == "compound")
    head = owners[-1] if owners and seen.deps[owners[0]] == "compound" else next(iter(owners), None)
    verb = seen.heads[i]
    if head is None and seen.lower[verb] in read_words("speakers", "uttering"):
        beside = seen.case(i) in ("", "with") or seen.lower[verb] == "came"  # not "moved it amid claims"
        return _subject(seen, verb) if beside else None
    return head


def _of_verb(seen: View, cue: Cue) -> Tokens | None:
    """Return who says what an active verb tells: its subject, or the nouns in front of it."""
    i = cue.start
    head = _subject(seen, i)
    head = None if head is not None and ";" in seen.words[head:i] else head
    if head is not None and head > i and seen.words[i - 1].isalpha() and seen.tags[i] == "VBD":
        head = None  # "The general told state television | he would not talk"
    while head is not None and seen.deps[head] == "appos" and seen.heads[head] < head:
        head = seen.heads[head]  # "Ann Lee, a friend of the plan, praised it, calling it …"
    if head is not None and seen.lower[head] in ("himself", "herself", "itself", "themselves"):
        return nouns_before(seen, head)
    begin = i if head is None else seen.edges[head][0]
    beside = seen.tags[begin] == "PRP$" and seen.words[begin - 1] == seen.words[i - 1] == ","  # "X, its envoy, said"
    return nouns_before(seen, i) if head is None or beside else noun_phrase(seen, head, cue)


def _interrupts(sentence: Sentence, at: int) -> bool:
    """Say whether a verb and a name stand between commas in the middle of a clause: "Both banks, said X, must pay"."""
    if sentence.word(at) != "said" or sentence.word(at - 1) != "," or sentence.tag(at + 1) != "NNP":
        return False
    end = next((k for k in range(at + 1, len(sentence)) if sentence.tag(k) != "NNP"), at)
    return sentence.word(end) == "," and not any(sentence.is_quote(k) or sentence.tag(k) in FINITE for k in range(at))


def is_inverted(seen: View, i: int) -> bool:
    """Say whether the parse took who speaks behind a verb for its object: "The well is dry, said the mayor, X."."""
    said, clause = seen.child(i, "obj"), seen.child(i, "ccomp")
    behind = seen.lower[i] in ("said", "says") and seen.words[i - 1] == "," and seen.child(i, *SUBJECTS) is None
    return behind and said is not None and clause is not None and clause < i < said


def _quoted_as(seen: View, i: int) -> Tokens | None:
    """Return who is quoted as saying: of "X was quoted as saying" the subject, of "agencies cited X as" the object."""
    cited = read_words("speakers", "citing")
    for verb in range(i - 2, max(-1, i - 2 - LONGEST), -1):
        if seen.lower[verb] not in cited or seen.quote_of[verb] >= 0:
            continue
        quoting = Cue(verb, verb + 1, _QUOTED)
        if verb + 1 < i - 1 and seen.child(verb, "aux:pass") is None:  # "cited X as saying"
            return verb + 1, i - 1
        subjects = [c for c in seen.children[verb] if seen.deps[c] in _SPEAKERS]
        named = [c for c in subjects if seen.tags[c] == "NNP" and seen.deps[c + 1] == "flat"]
        head = next(iter(named or subjects), None)  # "The Speaker of the House, Aguila Saleh, was quoted"
        return noun_phrase(seen, head, quoting) if head is not None else nouns_before(seen, verb)
    return None


def _owns(seen: View, i: int) -> bool:
    """Say whether a word names whose claim it is: "the army's", "a UN warning that", "a claim by rebels that"."""
    named = seen.deps[i] == "compound" and seen.tags[i] == "NNP"
    return named or seen.deps[i] == "nmod:poss" or seen.case(i) in ("by", "of", "from")


def _subject(seen: View, i: int) -> int | None:
    """Climb from a verb to what can be its subject; it stands before a participle behind a comma."""
    until = i if seen.tags[i] == "VBG" and seen.words[i - 1] == "," else len(seen.words)
    for _ in range(_FURTHEST):
        subjects = [
            c
            for c in seen.children[i]
            if seen.deps[c] in _SPEAKERS and seen.quote_of[c] < 0 and seen.lower[c] not in days() and c < until
        ]
        dep, head = seen.deps[i], seen.heads[i]
        if not subjects and seen.quote_of[head] >= 0:
            return None
        if subjects:
            at = min(subjects, key=lambda c: abs(c - i))
            if seen.tags[at] in _WHO and not dep.startswith("acl"):  # "X, who unloaded it, said", taken for one clause
                at = max((c for c in subjects if c < at and seen.tags[c] not in _WHO), default=at)
            if seen.tags[at] not in _WHO:
                return at
            return cleft(seen, without_time(seen, head)) if dep.startswith("acl") and head < i else None
        beside = seen.child(i, "mark") is not None and seen.tags[i] == "VBG"  # "defended the law while promising …"
        noun = seen.tags[head] in NOUNS and head < i and not beside
        astray = seen.tags[i] in FINITE and seen.deps[head] in ("obl", "nmod")  # "X, speaking to the council, called"
        if noun and not astray and (seen.words[i - 1] != "," or seen.tags[i] != "VBG" or seen.deps[head] in SUBJECTS):
            return writer(seen, without_time(seen, head))
        i = head
    return None


def noun_phrase(seen: View, head: int, cue: Cue) -> Tokens:
    """Return the noun phrase of a head with title and apposition, without what hangs on it by a comma."""
    parts = (c for c in seen.children[head] if c < head and seen.tags[c] not in _WHO and seen.lower[c] not in _CLEFT)
    lefts = [seen.edges[c][0] for c in parts if seen.deps[c] not in _NO_PART]
    left = max(min(lefts, default=head), head - _WIDEST)
    return next((i + 1 for i in range(head - 1, left - 1, -1) if seen.quote_of[i] >= 0), left), _end(seen, head, cue)


def _end(seen: View, head: int, cue: Cue) -> int:
    right = head + 1
    limit = min(cue.start if head < cue.start else len(seen.words), head + _WIDEST)
    for child in [c for c in seen.children[head] if c > head]:
        begin, end = seen.edges[child]
        comma = "," in (seen.words[begin - 1], seen.words[begin])
        outside = seen.deps[child].startswith(_OUTSIDE) or (comma and seen.deps[child].startswith("acl"))
        if end > limit or begin <= cue.start < end or outside or (comma and max(seen.quote_of[begin:end]) >= 0):
            break
        right = max(right, end)
    while right > head + 1 and not seen.words[right - 1][0].isalnum() and seen.words[right - 1] not in _NAME_ENDS:
        right -= 1
    return right


def _after_phrase(seen: View, cue: Cue) -> Tokens | None:
    """Return the noun phrase behind "according to"; None for rules and plans, which do not speak."""
    head = cue.end
    if head >= len(seen.words) or seen.quote_of[head] >= 0:
        return None
    for _ in range(_FURTHEST):  # up to the noun that the first word belongs to
        above = seen.heads[head]
        if above <= head or seen.deps[head].split(":")[0] not in _IN_NAME:
            break
        head = above
    end = _end(seen, head, cue)
    if cue.word.kind == "phrase" and seen.tags[end : end + 1] and seen.tags[end] in FINITE:
        commas = (at for at in range(end - 1, cue.end, -1) if seen.words[at] == ",")
        end = next(commas, end)  # "According to the paper, | a note showed that"
    if cue.word.kind == "phrase" and not read_words("speakers", "standards").isdisjoint(seen.lower[head:end]):
        return None
    return cue.end, end


def marks_before(sentence: Sentence, at: int) -> int | None:
    """Return the slot of the words in marks that end before a slot as a statement does, not as a name."""
    divided = sentence.word(at - 1) in DIVIDERS
    at -= 1
    while sentence.word(at) in DIVIDERS:
        at -= 1
    if not sentence.is_quote(at):
        return None
    return at if divided or at == 0 or sentence.last(at) in ".,!?…—-" else None
