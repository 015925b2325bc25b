"""The subject of a clause that has none of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.language import verbs

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_NOMINAL = frozenset({"JJ", "JJR", "RBR", "NNS", "PRP", "CD"})  # "many more", "others", "two"
_PLACES = frozenset({"GPE", "LOC", "FAC"})
RELATIVE = frozenset({"who", "which", "that", "whom", "where", "when"})
Subject = tuple["Token | None", list[str]]  # a noun, and the auxiliary verbs that the clause needs with it


def subject_outside(top: Token) -> Subject:
    """Return the noun that acts in a clause without a subject of its own.

    Of "who fled" it is the noun before, of "conceded and left" the subject of the first verb; of "nurses seized in
    May" the nurses, with "[were]".
    """
    subject = verbs.subject_of(top)
    relative = subject is None or subject.lower_ in RELATIVE
    if top.dep_.endswith("relcl") and relative:
        behind_place = subject is not None and subject.lower_ == "who" and top.head.ent_type_ in _PLACES
        who = top.head.head if behind_place and top.head.dep_ == "nmod" else top.head  # "the mayor of Lima, who left"
        person = subject.nbor(-1 - (subject.nbor(-1).text == ",")) if subject is not None and subject.i > 1 else who
        of_event = subject is not None and subject.lower_ == "who" and verbs.is_cue(who, "event")
        return person if of_event and person.pos_ == "PROPN" else who, []  # "the capture of Okoro, who fled"
    if subject is not None:
        return None, []
    if (noun := verbs.mistaken_subject(top)) is not None:
        return noun, []
    if top.dep_ == "acl" and top.tag_ in ("VBN", "VBG", "VBD"):
        noun = _described(top)
        helper = f"[{be(noun)} to]" if verbs.is_infinitive(top) else f"[{be(noun)}]"
        return noun, [helper] if is_participle(top) else []
    if (noun := described_by(top)) is not None:
        return noun, [f"[{be(noun)}]"]
    return _of_first_verb(top)


def _described(participle: Token) -> Token:
    """Return "decision" of "the decision of the two sides, announced on Friday, to leave", else the word before."""
    noun = participle.head
    whose = noun.dep_ == "nmod" and any(one.lower_ == "of" for one in verbs.lefts(noun))
    behind_comma = any(word.text == "," for word in noun.doc[noun.i + 1 : participle.i])
    return noun.head if whose and behind_comma and participle.tag_ == "VBN" else noun


def described_by(verb: Token) -> Token | None:
    """Return "talks" of "will resume the talks, suspended since May", where the parser joined the two verbs."""
    doc, at = verb.doc, verb.i
    joined = verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and 1 < at < len(doc) - 1
    if not joined or doc[at - 1].text != "," or doc[at + 1].lower_ != "since":
        return None
    return doc[at - 2] if doc[at - 2].pos_ in ("NOUN", "PROPN") else None


def is_participle(verb: Token) -> bool:
    """Tell a participle behind its noun, also one tagged as a past tense: "a plan, first shown on Friday, …"."""
    if verb.tag_ == "VBD" and verbs.is_cue(verb, "statement"):
        return False  # "the general, known as the Fox, vowed to return"
    edge = verb.left_edge
    return verb.tag_ != "VBD" or "," in (edge.text, edge.i and edge.nbor(-1).text)


def _of_first_verb(top: Token) -> Subject:
    """Return the subject of the verb to which one is joined, and "were" of "were freed and flown out"."""
    node, subject = top, None
    while subject is None and node.dep_ == "conj" and node.head != node:
        node = node.head
        subject = verbs.subject_of(node)
    if subject is not None and node.dep_.endswith("relcl") and subject.lower_ in RELATIVE:
        return node.head, []
    if subject is None or subject.i > top.i or _has_words_between(top):
        return None, []
    alone = not verbs.helpers_of(top)
    passive = any(one.lemma_ == "be" for one in verbs.helpers_of(node))
    if alone and top.tag_ == "VBN" and top.nbor().lower_ == "by" and not passive:
        return None, []  # "fell to groups, chased by the army"
    bare = alone and (top.tag_ == "VBN" or (top.tag_ == "VBD" and verbs.is_perfect(node)))
    denied = verbs.own_status(node) == "denied"  # "was not asked and found out"
    return subject, [helper.text for helper in verbs.helpers_of(node)] if bare and not denied else []


def _has_words_between(top: Token) -> bool:
    """Tell "many more" of "26 were killed and many more were injured", a subject that the parse may not see."""
    joins = [child.i for child in verbs.lefts(top) if child.dep_ == "cc"]
    first = min([top.i, *(one.i for one in verbs.helpers_of(top))])
    between = top.doc[joins[0] + 1 : first] if joins else ()
    return any(token.tag_ in _NOMINAL or _opens_noun(token) for token in between)


def _opens_noun(token: Token) -> bool:
    """Tell "the" of "and on the 12th the return was agreed" from that of "and in the hall was signed"."""
    return token.tag_ == "DT" and token.nbor(-1).tag_ not in ("IN", "TO") and token.ent_type_ != "DATE"


def be(noun: Token) -> str:
    """Return "was" or "were", as a noun wants it."""
    plural = noun.tag_ in ("NNS", "NNPS") or any(
        child.dep_ == "conj" and any(part.dep_ == "cc" for part in verbs.lefts(child)) for child in verbs.children(noun)
    )
    return "were" if plural else "was"


def first_of_two(verb: Token) -> Token | None:
    """Return "the army" of "the army and the rebels agreed" where the parser took the rebels alone for the subject."""
    noun, subject = verb.head, verbs.subject_of(verb)
    if verb.dep_ != "conj" or subject is None or noun.pos_ not in ("NOUN", "PROPN") or verbs.subject_of(noun):
        return None
    joins = [child.i for child in verbs.lefts(verb) if child.dep_ == "cc"]
    return noun if joins == [noun.i + 1] and subject.left_edge.i == noun.i + 2 else None


def described_before(subject: Token) -> Token | None:
    """Return "bridge" of "a bridge used for the movement of arms was hit", where the parser took its last noun."""
    edge = subject.left_edge
    before = edge.nbor(-1) if edge.i else edge
    cut = edge.dep_ == "case" and edge.head == subject and before.dep_ == "acl" and before.tag_ == "VBN"
    return before.head if cut else None


def is_it_was(verb: Token, span: Span) -> bool:
    """Tell "it was Wednesday", which tells nothing."""
    subject = verbs.subject_of(verb)
    return span.start <= verb.i < span.end and subject is not None and subject.lower_ in ("it", "that", "this")


def participle_of(verb: Token, start: int) -> Token | None:
    """Return "seized", of which the first day is: "the men seized at the dam on 4 May 2023 returned on Saturday"."""
    subject = verbs.subject_of(verb)
    below = subject.subtree if subject is not None and subject.i < verb.i else ()
    inside = (word for word in below if word.dep_ == "acl" and word.tag_ == "VBN")
    return next((word for word in inside if word.idx < start < verb.idx), None)
