"""What the entries of a chronology tell, "• 8 March: Twelve drivers walk free. The port is closed", as events.

Each sentence of an entry is an event of its day, in the present tense, as a participle ("Three hurt.") or a noun
("Second round at Pell Abbey").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from workbook.language import verbs
from workbook.language.events.clauses import Clause
from workbook.language.time.chronicles import Entry, entries_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from workbook.language.pipeline import Parsed

Row = dict[str, Any]
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VB", "MD"})
_BELOW = frozenset({"acl:relcl", "advcl", "acl", "amod", "ccomp", "xcomp", "aux", "aux:pass"})
_WHERE = frozenset({"in", "at", "before", "to"})
_MARKS = ("“", '"', "”")


def entry_clauses(parsed: Parsed, dates: list[Row]) -> Iterator[Clause]:
    """Yield the events of the chronologies of an article; the first sentence of an entry always tells one."""
    for entry in entries_of(parsed.text, dates):
        for number, (first, last) in enumerate(_sentences(parsed.doc, entry)):
            head = _head(parsed.doc, first, last)
            if not number or _tells(head, parsed.doc[first], parsed.doc[last - 1]):
                yield Clause(head, head, entry.date, "bullet", span=(first, last), ahead=entry.ahead)


def _sentences(doc: Doc, entry: Entry) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of an entry begins and ends, without what ", …ing" adds."""
    span = doc.char_span(entry.start, entry.end, alignment_mode="contract")
    if span is None:
        return
    first = span.start
    tokens = list(span)
    for token in tokens:
        last = token.i + 1
        if last == span.end or tokens[last - span.start].is_sent_start or token.text == ";":
            end = _without_marks(doc, first, last)
            if end > first:
                yield first, end
            first = last


def _without_marks(doc: Doc, first: int, last: int) -> int:
    while last > first and (doc[last - 1].is_punct or doc[last - 1].is_space) and doc[last - 1].text not in ")%”":
        last -= 1
    return last


def _head(doc: Doc, first: int, last: int) -> Token:
    """Return the finite verb of a sentence, or its root."""
    tokens = list(doc[first:last])
    finite = (token for token in tokens if token.tag_ in _FINITE and token.dep_ not in _BELOW)
    root = next((token for token in tokens if not first <= token.head.i < last or token.head == token), tokens[0])
    return root if verbs.is_predicate(root) else next(finite, root)


def _tells(head: Token, first: Token, last: Token) -> bool:
    """Tell a further happening of the day from what is said or is so."""
    said = verbs.is_cue(head, "statement") and not verbs.is_cue(head, "announced")
    if first.text in _MARKS or last.text in _MARKS or said:
        return False
    happens = verbs.is_predicate(head) or verbs.is_cue(head, "event") or any(word.like_num for word in head.subtree)
    cases = {case.lower_ for child in verbs.children(head) for case in verbs.lefts(child) if case.dep_ == "case"}
    happens = happens or (head.pos_ == "PROPN" and bool(cases & _WHERE))  # "Minister Okoro in Goma"
    return happens and not verbs.is_cue(head, "lasting")
