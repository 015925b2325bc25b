"""What a headline that is too long can do without: whole phrases, the least needed first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.language import verbs
from workbook.language.events.clauses import Clause, is_condition
from workbook.language.events.phrases import count, with_commas

if TYPE_CHECKING:
    from spacy.tokens import Token

_OPTIONAL = (  # what a headline can do without, the first to go first
    frozenset({"appos", "parataxis", "acl:relcl", "advcl:relcl"}),
    frozenset({"advcl"}),
    frozenset({"acl"}),
    frozenset({"obl", "obl:unmarked", "advmod"}),
    frozenset({"nmod", "nmod:unmarked"}),
)


def holds(token: Token, clause: Clause, top: Token) -> bool:
    """Tell whether what hangs on a token is what the headline is about."""
    first, last = token.left_edge.i, token.right_edge.i
    return any(first <= part.i <= last for part in (clause.head, top))


def is_listed(token: Token) -> bool:
    """Tell one of "clean water, a free press, fair elections" from an apposition, after which no other noun follows."""
    doc, end = token.doc, token.right_edge.i + 1
    if token.dep_ != "appos" or end + 1 >= len(doc) or doc[end].text != "," or doc[end + 1].dep_ == "cc":
        return False
    begun = (doc[end + 1], *doc[end + 1].ancestors)
    return any(one.dep_ == "conj" and one.pos_ in ("NOUN", "PROPN") and one.left_edge.i >= end for one in begun)


def spared(kept: list[int], most: int, clause: Clause, top: Token) -> list[int]:
    """Return the tokens without the phrases that can go, while there are too many words."""
    words = count(top.doc, kept)
    for kinds in _OPTIONAL:
        if words <= most:
            return kept
        for token in reversed([top.doc[i] for i in kept]):
            if words > most and token.dep_ in kinds and _can_go(token, clause, top):
                gone = with_commas(top.doc, token.left_edge.i, _end_of_list(token, clause, top))
                if _runs_together(top, kept, gone):
                    continue
                kept = [i for i in kept if i not in gone]
                words = count(top.doc, kept)
    return kept


def _end_of_list(token: Token, clause: Clause, top: Token) -> int:
    """Return where a phrase ends: ", a free press, and the right to vote" behind it belongs to what it lists.

    The parser often hangs the later parts of a list elsewhere.
    """
    doc, end = token.doc, token.right_edge.i + 1
    while top.i < token.i and end + 2 < len(doc) and doc[end].text == ",":
        joined = doc[end + 1].dep_ == "cc"
        begins = doc[end + 1].head if joined else doc[end + 1]
        above = (one for one in begins.ancestors if one.left_edge.i in (end, end + 1))
        part = begins if joined else next(above, begins)
        is_part = part.dep_ in ("conj", "appos") and part.pos_ in ("NOUN", "PROPN") and part.right_edge.i > end
        if not is_part or holds(part, clause, top):
            break
        end = part.right_edge.i + 1
    return end


def _runs_together(top: Token, kept: list[int], gone: range) -> bool:
    """Tell whether a noun would stand beside another: what goes is then less than a phrase."""
    before = [i for i in kept if i < gone.start]
    after = [i for i in kept if i >= gone.stop]
    if not before or not after:
        return False
    left, right = top.doc[before[-1]], top.doc[after[0]]
    return left.pos_ in ("NOUN", "PROPN") and right.pos_ in ("NOUN", "PROPN", "ADJ", "DET", "NUM")


def _can_go(token: Token, clause: Clause, top: Token) -> bool:
    if holds(token, clause, top) or is_condition(token) or is_listed(token):
        return False
    edge, above = token.left_edge, token.head
    if token.dep_ == "advmod" or (token.dep_ == "acl:relcl" and above.lower_ in ("what", "whatever", "whoever")):
        return False
    if token.dep_.startswith("nmod"):
        definite = any(child.lower_ == "the" for child in verbs.lefts(above))
        needed = ("of", "than", "between", "to") if definite else ("of", "than", "between")  # "the right to a lawyer"
        return edge.lower_ not in needed and not verbs.is_cue(token, "threatened")
    if token.dep_.startswith("obl"):
        objects = [child for child in verbs.children(above) if child.dep_ in ("obj", "xcomp", "ccomp", "cop", "iobj")]
        complement = not objects and edge.i == above.i + 1
        return not complement and edge.lower_ not in ("of", "than", "by")
    return edge.tag_ != "TO" or token.dep_ == "advcl"
