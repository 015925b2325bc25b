"""What a point is about, as a noun phrase: the thing that is limited, given or set up, not who does it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from spacy.tokens import Span

from workbook.language.plans.plan_words import words
from workbook.lexicons import read_yaml

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MOST = 40  # dependents of a word that are looked at
_LONGEST = 7  # words of a name
_NEXT = 3  # tokens to a noun that belongs to the same name
_DEPTH = 3  # verbs followed down: "agrees to refrain from using"
_OF_A_NAME = frozenset(("compound", "amod", "flat", "nmod:poss", "nummod", "nmod:desc"))
_ADDED = frozenset(("nmod", "obl"))
_ADDING = frozenset(("of", "on", "for", "in"))
_QUANTITIES = frozenset(("all", "both", "each", "any", "every", "rest", "remainder", "part", "number", "$", "%"))
_DOERS = frozenset(("PERSON", "ORG", "GPE", "NORP"))


def subject_of_point(span: Doc | Span) -> str | None:
    """Return what a point is about ("Amnesty", "Withdrawal of troops"), None where the parse shows nothing."""
    root = span.root if isinstance(span, Span) else next((sent.root for sent in span.sents), None)
    if root is None:
        return None
    if root.pos_ in ("NOUN", "PROPN") and _child(root, ("nsubj", "nsubj:pass")) is None:
        is_verb = any(one.dep_ in ("obj", "ccomp", "iobj") for one in islice(root.children, _MOST))
        return None if is_verb else _name(root)  # parsers take "Chile repairs the track" for nouns
    for verb in _chain(root):
        subject = _child(verb, ("nsubj", "nsubj:pass"))
        if subject is not None and not _is_doer(subject):
            return _name(subject)
        action = read_yaml("provision-words")["actions"].get(verb.lemma_)
        done = _child(verb, ("obj",) if action else ("obj", "xcomp", "obl", "nmod"))
        is_thing = done is not None and done.pos_ in ("NOUN", "PROPN") and not _is_doer(done)
        is_measured = is_thing and done is not None and any(one.dep_ == "nummod" for one in done.lefts)
        if done is not None and is_thing and not is_measured and (name := _plain(done)):
            return _capital(f"{action} of {name}" if action else name)
        if action:
            return _capital(action)
    return None


def _chain(root: Token) -> list[Token]:
    """Return a verb and those that hang on it: "agrees", "to refrain"."""
    chain = [root]
    for _ in range(_DEPTH):
        below = next((one for one in islice(chain[-1].children, _MOST) if one.dep_ in ("xcomp", "ccomp")), None)
        if below is None or below.pos_ not in ("VERB", "AUX"):
            break
        chain.append(below)
    return chain


def _child(token: Token, kinds: tuple[str, ...]) -> Token | None:
    found = [one for kind in kinds for one in islice(token.children, _MOST) if one.dep_ == kind]
    return next((one for one in found if one.pos_ in ("NOUN", "PROPN", "PRON", "SYM", "NUM", "DET")), None)


def _is_doer(token: Token) -> bool:
    """Say whether a word is who does something: a party, a state, a body, "both"."""
    if token.dep_ == "nsubj:pass" and token.pos_ == "NOUN":
        return False  # "the armed forces are limited"
    is_pronoun = token.pos_ in ("PRON", "DET") or token.lower_ in ("both", "all", "each")
    is_name = token.pos_ == "PROPN" and token.left_edge.i == token.i == token.right_edge.i
    return is_pronoun or is_name or token.lemma_.lower() in words("party") | words("doer") or token.ent_type_ in _DOERS


def _name(head: Token) -> str | None:
    return _capital(_plain(head)) or None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plain(head: Token) -> str:
    """Return a noun with what names it more closely, without articles and quantities."""
    if head.lower_ in _QUANTITIES or head.pos_ in ("SYM", "NUM"):  # "the rest of the funds"
        below = (one for one in islice(head.subtree, _MOST) if one.dep_ == "nmod" and one.pos_ == "NOUN")
        head = next((one for one in below if one.i > head.i and one.lower_ not in _QUANTITIES), head)
        if head.lower_ in _QUANTITIES or head.pos_ in ("SYM", "NUM"):
            return ""
    before = [one for one in islice(head.lefts, _MOST) if one.dep_ in _OF_A_NAME and one.lower_ not in _QUANTITIES]
    first = min([head.i, *(one.left_edge.i for one in before if one.pos_ != "PRON")])
    last = head.i
    for one in islice(head.rights, _MOST):
        case = next((word.lower_ for word in islice(one.lefts, _MOST) if word.dep_ == "case"), "")
        if one.dep_ in _ADDED and case in _ADDING and one.i - first < _LONGEST and one.i - last <= _LONGEST // 2:
            last = one.i
    joined = [one for one in islice(head.rights, _MOST) if one.dep_ == "conj" and one.pos_ == head.pos_]
    if last == head.i and joined and joined[0].i - head.i <= _NEXT and head.nbor().dep_ == "cc":
        last = joined[0].i  # "prisoners and bodies"
    shown = [token for token in head.doc[first : last + 1] if token.pos_ != "PUNCT" or token.text in ("-", "–", "'")]
    return "".join(token.text_with_ws for token in shown).strip()
