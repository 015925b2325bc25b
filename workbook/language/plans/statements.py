"""Where a statement begins and ends: coordinated parts, clauses and lists, read off words more than off the parse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbook.language.plans.topics import topics_of

if TYPE_CHECKING:
    from spacy.tokens import Span

_CLAUSE = frozenset(("but", "while", "which", "although", "though", "who", "as", "because", "after", "before", "where"))
_TRIM = ' \t\n,;:.()—–-•*"“”'
_LAST = re.compile(r"[\s,;]{1,3}(?:and|or|as well as)$")
_FIRST = re.compile(
    r"(?:(?:and|or|but|for|that|also|with|to|as well as|while|of|including|such as|at|on)\s+)+", re.IGNORECASE
)


def part_starts(span: Span) -> list[int]:
    """Return where a coordinated part may begin: after a comma, 'and' or 'or'."""
    return [token.nbor().idx for token in span[:-1] if token.text in (",", ";") or token.lower_ in ("and", "or")]


def list_end(after: Span) -> int:
    """Return where what a verb or 'such as' governs ends: at a bracket, or before the next clause."""
    depth = 0
    for token in after:
        depth += token.text in ("(", "[")
        if token.text in (")", "]"):
            depth -= 1
            if depth < 0:
                return int(token.idx)
        if token.text in (";", "—", "”") and token.i > after.start:
            return int(token.idx)
        if token.text == "," and token.i + 1 < after.end and not depth:
            following = token.nbor()
            turned = following.tag_ == "VBN" and following.i + 1 < after.end and following.nbor().tag_ == "IN"
            if turned or following.lower_ in _CLAUSE or following.tag_ in ("VBG", "VBD", "VBZ", "VBP", "MD", "PRP"):
                return int(token.idx)
    return int(after.end_char)


def clauses(span: Span) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a sentence that state a point each; they begin at coordinated verbs and at 'while'."""
    text, offset = span.text, span.start_char
    cuts = [offset]
    for token in span[1:]:
        before = token.nbor(-1).text
        own_subject = any(child.dep_.startswith("nsubj") for child in token.head.children)
        if (
            before == ";"
            or (token.lower_ in ("while", "whereas") and before == ",")
            or (token.dep_ == "cc" and before == "," and own_subject and token.head.dep_ in ("conj", "parataxis"))
        ):
            cuts.append(token.idx)
    for begin, end in zip(cuts, [*cuts[1:], span.end_char], strict=True):
        if topics_of(text[begin - offset : end - offset]):
            yield begin, end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without link words and marks at its ends."""
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    if link := _LAST.search(text, start, end):
        end = link.start()
    while start < end and text[start] in _TRIM:
        start += 1
    link = _FIRST.match(text, start, end)
    return (link.end() if link else start), end
