"""A sentence cut into what may be a point each: clauses, coordinated verbs, and the things that a list names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from workbook.language.plans.plan_words import words
from workbook.language.verbs import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_BREAKS = frozenset((";", ":", "•", "—", "–"))
_MARKS = frozenset(("“", "”", '"'))
_WORDING = 6  # words that are quoted as a term, not as a statement of their own
_WANTS_FOR = frozenset(("call", "ask", "provide"))
_LINKS = frozenset(("that", "which"))
_TURNS = frozenset(("while", "whereas"))
_NAMES_THINGS = frozenset(("including", "such", "namely", "among"))
_NOUNS = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
_TRIM = ' \t\n,;:.()—–-•*"“”‘'
_LAST = re.compile(r"[\s,;]{1,3}(?:and|or|as well as|but|while|whereas)$")
_FIRST = re.compile(
    r"(?:(?:and|or|but|for|that|also|with|to|as well as|while|whereas|of|including|such as|then|which|further|finally|"
    r"first|second|third|fourth|fifth|lastly|in addition|in return|by contrast|instead|moreover)[\s,]+)+",
    re.IGNORECASE,
)
_FINITE = frozenset(("MD", "VBZ", "VBP", "VBD"))
_SUBJECT = 9  # words in which a clause's subject ends
_BACK = 14  # tokens before "such as" in which the word for the parts stands
_NAMES_MORE = frozenset(("det", "amod", "nummod", "compound", "nmod", "nmod:poss", "acl", "acl:relcl"))
_CLIMB = 12  # members of a list that are looked back at for its head


@dataclass
class Unit:
    """A stretch of a sentence that may be a point, as tokens ``[first, last)`` of the doc.

    ``governor`` is the verb that what is listed hangs on; ``is_listed`` where a colon, bullets or semicolons list it.
    """

    first: int
    last: int
    governor: Token | None = None
    is_listed: bool = False
    is_named: bool = False  # after "such as" or "including"


def units(sent: Span) -> list[Unit]:
    """Return the units of a sentence in order; together they cover it."""
    cuts = sorted({sent.start, *_cuts(sent), sent.end})
    found: list[Unit] = []
    for first, last in pairwise(cuts):
        goes_on = sent.doc[first].tag_ == "VBG" and first > sent.start and sent.doc[first - 1].text == ","
        goes_on = goes_on and sent.doc[first].lower_ not in _NAMES_THINGS
        if found and found[-1].last == first and (goes_on or _is_torn(sent.doc, found[-1], first)):
            found[-1].last = last  # "…, leaving room for others" says more of the same
        elif any(token.is_alpha or token.like_num for token in sent.doc[first:last]):
            found.append(Unit(first, last))
    first_colon = next((token for token in sent if token.text == ":"), None)
    colon = first_colon.i if first_colon is not None and _announces(sent, first_colon) else None
    governor: Token | None = None
    names = False
    for unit in found:
        has_verb = any(_is_predicate(token) for token in sent.doc[unit.first : unit.last])
        own = governing_verb(sent.doc[unit.first : unit.last])
        if own is not None:
            governor = own
        elif has_verb and sent.doc[unit.first].lower_ != "that":  # "asks that troops stay and that a bank opens"
            governor = None
        unit.governor = governor
        is_named = _names_parts(sent, unit.first)
        unit.is_named = is_named or (names and not has_verb)
        names = unit.is_named
        unit.is_listed = colon is not None and unit.first > colon
    return found


def _is_torn(doc: Doc, unit: Unit, first: int) -> bool:
    """Say whether a verb begins here whose subject is the unit before: "Gas under the shelf | is shared"."""
    has_verb = any(_is_predicate(token) for token in doc[unit.first : unit.last])
    return doc[first].tag_ in _FINITE and not has_verb and doc[first - 1].pos_ in _NOUNS


def _names_parts(sent: Span, first: int) -> bool:
    """Say whether "such as" or "including" begins here, behind a word for parts: "elements such as"."""
    here = sent.doc[first : first + 2]
    before = sent.doc[max(first - _BACK, sent.start) : first]
    parts = words("part") | words("demand") | words("counted")
    return any(token.lower_ in _NAMES_THINGS for token in here) and any(token.lemma_ in parts for token in before)


def _announces(sent: Span, colon: Token) -> bool:
    """Say whether what stands before a colon announces points, and not a name or somebody's words."""
    before = sent.doc[sent.start : colon.i]
    told = words("part") | words("counted") | words("contains") | words("plan") | words("named") | words("numeral")
    after = sent.doc[colon.i + 1 : colon.i + 2].text
    return after not in _MARKS and any(token.lemma_ in told or token.lower_ in told for token in before)


def governing_verb(span: Span) -> Token | None:
    """Return the first verb of a stretch that says what a plan holds or drops: "calls for", "includes", "deletes"."""
    return next((token for token in span if is_verb(token) and _tells_content(token)), None)


def _tells_content(verb: Token) -> bool:
    helpers = {child.dep_ for child in children(verb)}
    is_participle = verb.tag_ == "VBN" and "aux" not in helpers  # "estimates place combined deaths at …"
    is_other = verb.lower_ in _NAMES_THINGS or verb.lemma_ not in words("contains") | words("drops")
    is_denied = any(child.lower_ in ("not", "n't", "n’t", "never") for child in children(verb))
    if is_other or is_participle or is_denied or "aux:pass" in helpers:
        return False
    after = [token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 3]]
    if verb.lemma_ == "feature" and after[:1] == ["in"]:
        return False
    return verb.lemma_ not in _WANTS_FOR or bool({"for", "that"} & set(after))


def is_verb(token: Token) -> bool:
    """Say whether a token is a verb; parsers take "the plan calls" for nouns."""
    return token.tag_.startswith("VB") or (token.tag_ == "NNS" and token.i > 0 and token.dep_ in ("root", "ROOT"))


def _is_predicate(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.dep_ not in ("acl:relcl",)


def _cuts(sent: Span) -> Iterator[int]:
    nouns = words("plan") | words("named") | words("counter") | words("loose") | words("part")
    has_list = governing_verb(sent) is not None or any(token.text == ":" or token.lower_ in nouns for token in sent)
    marks = [token.i for token in sent if token.text in _MARKS]
    statements = {place for pair in pairwise(marks) if pair[1] - pair[0] > _WORDING for place in pair}
    has_list = has_list or any(token.lower_ in _NAMES_THINGS and _names_parts(sent, token.i) for token in sent)
    for token in sent:
        if token.text in _BREAKS or token.i in statements:
            yield token.i
            yield token.i + 1
        elif token.text == ",":
            yield from _cuts_after(token, sent, has_list=has_list)
        elif token.i > sent.start and _begins_a_unit(token, sent, has_list=has_list):
            is_word = token.lower_ in _LINKS or token.lower_ in _NAMES_THINGS
            yield token.i if is_word else _begin(token, sent)


def _begins_a_unit(token: Token, sent: Span, *, has_list: bool) -> bool:
    """Say whether a word heads, or links, a clause or a thing of its own."""
    if token.lower_ in _NAMES_THINGS:
        # what a remark in brackets names is part of its point
        return token.nbor(-1).text != "(" and _names_parts(sent, token.i)
    if token.lower_ in _LINKS:
        return _opens_a_clause(token)
    if token.dep_ == "advcl":
        return any(child.lower_ in _TURNS for child in children(token))
    is_thing = has_list and token.pos_ in _NOUNS
    return token.dep_ in ("conj", "parataxis") and (_is_clause(token) or (is_thing and _is_of_the_list(token)))


def _cuts_after(comma: Token, sent: Span, *, has_list: bool) -> Iterator[int]:
    """Yield where a comma cuts: before a clause that goes on with "and", before a thing, before a comment."""
    if _begins_a_clause(comma, sent):
        yield comma.i + 2
    elif comma.i + 3 < sent.end and (_comments(comma) or (has_list and _begins_a_thing(comma))):
        yield comma.i + 1


def _is_clause(token: Token) -> bool:
    """Say whether a coordinated word heads a clause or a verb phrase of its own."""
    return is_verb(token) or any(child.dep_ in ("cop", "nsubj", "nsubj:pass", "aux") for child in children(token))


def _opens_a_clause(token: Token) -> bool:
    """Say whether a whole clause begins here: "the rule that both sides pay", "a deal under which ships pass"."""
    if token.lower_ == "which":
        return token.nbor(-1).lower_ in ("under", "by") and token.head.dep_ == "acl:relcl"
    is_part_of_name = token.nbor(-1).lemma_ in words("demand")  # "drops the demand that both sides pay"
    has_subject = any(child.dep_.startswith("nsubj") for child in children(token.head))
    return token.dep_ == "mark" and has_subject and not is_part_of_name


def _is_of_the_list(token: Token) -> bool:
    """Say whether a coordinated noun is one of the things listed, not part of one: "ports and health"."""
    top = token
    for _ in range(_CLIMB):
        if top.dep_ not in ("conj", "appos"):
            break
        top = top.head
    if token.head.pos_ not in _NOUNS:
        return False
    if any(child.lower_ in _NAMES_THINGS for child in children(top)):
        return _names_parts(token.sent, top.left_edge.i)
    before = token.doc[max(int(token.left_edge.i) - 1, 0)]
    if before.text == "," or token.left_edge.text == ",":
        return True
    is_bare = not any(child.dep_ in _NAMES_MORE for child in children(token))
    if is_bare and top.head.lemma_ not in words("contains"):
        return False  # "opens forests and mines", not "demands a withdrawal and reparations"
    return top.dep_.split(":")[0] in ("obj", "obl", "root", "nsubj", "ccomp", "dep") or top.head.lemma_ in words(
        "contains"
    )


def _begins_a_thing(comma: Token) -> bool:
    """Say whether a comma is followed by a thing with its article: ", a bank", ", the release"."""
    following = comma.nbor()
    return following.tag_ == "DT" and following.head.dep_ in ("conj", "appos", "obj", "nmod", "obl", "list")


def _comments(comma: Token) -> bool:
    """Say whether a comma is followed by what the writer calls the whole: ", a concession that has sparked debate"."""
    article, noun, link = comma.doc[comma.i + 1 : comma.i + 4]
    return article.lower_ in ("a", "an") and noun.pos_ == "NOUN" and link.lower_ in ("that", "which")


def _begins_a_clause(comma: Token, sent: Span) -> bool:
    """Say whether ", and" or ", but" is followed by a subject and its verb, which parsers join to the noun before."""
    if comma.i + 3 >= sent.end or comma.nbor().lower_ not in ("and", "but"):
        return False
    after = sent.doc[comma.i + 2 : min(comma.i + 2 + _SUBJECT, sent.end)]
    verb = next((token for token in after if token.tag_ in _FINITE or token.text == ","), None)
    return verb is not None and verb.text != "," and verb.i > after.start


def _begin(token: Token, sent: Span) -> int:
    """Return where the clause or thing that a word heads begins, without the "and" before it."""
    first = max(int(token.left_edge.i), sent.start)
    while first < token.i and (
        sent.doc[first].dep_ == "cc" or sent.doc[first].is_punct or sent.doc[first].lower_ in _TURNS
    ):
        first += 1
    return first


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
