"""What the pipeline's recogniser takes for names, put right at the edges and in kind."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from workbook.language.names.gazetteer import gazetteer, given_names, words
from workbook.language.names.page import Page, Span, can_begin, is_body, span_of
from workbook.language.names.titled import apposed_title, noun_kind, plain_end

_LABELS = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place"}
_HEADS = frozenset(("nsubj", "nsubj:pass", "obj", "obl", "conj", "root", "ROOT", "nmod"))
_BREAKS = ("\n", " · ")  # no name goes over these
_NAME_OF_PERSON = (2, 4)  # words
_SMALL = ("DET", "CCONJ", "PRON", "ADP", "ADV", "X")
_FULL = 3  # words of a person's full name
_LONGEST = 3  # words of a person whom the recogniser cut


def recognised(page: Page) -> Iterator[Span]:
    """Yield what the pipeline recognises, without titles, articles and stray words at the edges."""
    for ent in page.doc.ents:
        first, last = bisect_left(page.starts, ent.start_char), bisect_left(page.starts, ent.end_char)
        if ent.label_ not in _LABELS or any(mark in ent.text for mark in _BREAKS):
            continue
        if page.shouts(first) and (ent.label_ != "PERSON" or plain_end(first, page) != last):
            continue
        for begin, end in _pieces(first, last, page):
            kind = _kind(_LABELS[ent.label_], begin, end, page)
            begin, end, kind = _behind_office(begin, end, kind, page)
            begin, end = _trimmed(begin, end, kind, page)
            if kind == "person":
                begin, end = _whole(begin, end, page)
            if begin < end and _is_name(begin, end, page):
                noun = noun_kind(begin, end, page)
                kind = noun or ("thing" if _is_thing(kind, begin, end, page) else kind)
                speaks = kind == "person" and end == begin + 1 and _speaks(begin, page)
                yield span_of(begin, end, kind, "speaks" if speaks else "recognised", page)


def _pieces(first: int, last: int, page: Page) -> Iterator[tuple[int, int]]:
    """Yield the parts of a recognised span: "Israel. Katz", "the National Army of Khalifa Haftar" are two names."""
    begin = first
    for at in range(first + 1, last):
        if page.words[at - 1].text == "of" and 1 < last - at <= _FULL and page.words[at].key in given_names():
            yield begin, at - 1
            begin = at
        owned = page.gap(at) in ("' ", "’ ") and page.words[at].key in given_names()  # "Foreign Affairs' Ann Lee"
        if owned or (page.gap(at) == ". " and not page.joins(at)):
            yield begin, at
            begin = at
    if begin < last:
        yield begin, last


def _kind(kind: str, first: int, last: int, page: Page) -> str:
    """Return the recogniser's type, but for what its surroundings tell better.

    "FTU's Ann Lee", Al-Harith Mansour, and who is called by a title behind the name.
    """
    owned = (at + 1 for at in range(first, last - 1) if page.words[at].key == "s")
    named = any(page.words[at].key in given_names() for at in owned) or _is_al_name(first, last, page)
    if kind == "organization" and named:
        return "person"
    if kind == "organization" and last == first + 1 and page.words[first].key in given_names():
        return "person"
    if kind == "place" and last == first + 1:
        if _is_acronym(first, page) or _is_apposed_body(first, page):
            return "organization"
        kind = "person" if _speaks(first, page) else kind
    elif (
        kind == "place"
        and page.words[last - 1].key in words("organization_heads")
        and not gazetteer().get(page.words[first:last])
    ):
        return "organization"  # the Union's Peace and Security Council
    if kind == "person":
        return "place" if _is_home(first, page) else "person"
    return "person" if _is_called(first, last, page) else kind


def _is_acronym(at: int, page: Page) -> bool:
    """Say whether a word that no list knows is printed in capitals, but not as the town of a dateline is."""
    word = page.words[at]
    line = page.text[: word.start].rpartition("\n")[2] + page.text[word.start :].partition("\n")[0]
    inside = not line.startswith(word.text) and not line.isupper()
    return inside and word.text.isupper() and len(word.text) > 2 and not gazetteer().get([word])


def _is_apposed_body(at: int, page: Page) -> bool:
    """Say whether a word stands between commas behind what it is: "an Australian company, Coppermoor"."""
    closed = page.text[page.words[at].end :][:1] in (",", ".", ";", ")")
    nouns = words("body_nouns") | words("outlet_nouns")
    return closed and page.gap(at) == ", " and page.words[at - 1].text in nouns


def _is_home(at: int, page: Page) -> bool:
    """Say whether a name stands behind one with "of" between, and is where that one is from: "Ann Lee of | Bo"."""
    if at < 2 or page.words[at - 1].text != "of" or page.gap(at) != " " or page.gap(at - 1) != " ":
        return False
    return page.capital(at - 2) and at - 2 not in page.titles and not page.shouts(at)


def _speaks(at: int, page: Page) -> bool:
    """Say whether a word that no list knows, and that was taken for a place, says something: "Haddad said"."""
    token = page.token(at)
    if token is None or gazetteer().get(page.words[at : at + 1]):
        return False
    told = token.dep_ == "nsubj" and token.head.lemma_ in words("speech_verbs")
    return told or any(child.lower_ == "according" for child in token.lefts)


def _is_called(first: int, last: int, page: Page) -> bool:
    """Say whether two or more words that no list knows are a person's, by a title beside them or a given name."""
    least, most = _NAME_OF_PERSON
    plain = all(_is_person_word(at, page) and not is_body(at, page) for at in range(first, last))
    if not plain or not least <= last - first <= most:
        return False
    if gazetteer().get(page.words[first:last]) or page.words[first - 1].key in ("the", "The"):
        return False
    a_place = any(gazetteer().get(page.words[at:last]) for at in range(first, last))
    return (page.words[first].key in given_names() and not a_place) or apposed_title(first, last, page)


def _is_person_word(at: int, page: Page) -> bool:
    word = page.words[at]
    acronym = word.text.isupper() and len(word.text) > 1
    plain = word.text.isalpha() and word.key not in words("not_names") and not acronym
    return plain and (page.capital(at) or word.text in words("particles"))


def _is_al_name(first: int, last: int, page: Page) -> bool:
    """Tell Al-Harith Mansour from Al-Nusra, the Al-Ghaza Hotel, Al-Sadr Movement and Al-Masry Al-Youm."""
    begins = page.words[first].key in ("Al", "El") and page.words[first - 1].key not in ("the", "The")
    if not begins or not 2 < last - first < 5 or page.gap(first + 1) != "-":
        return False
    return not any(is_body(at, page) or page.words[at].text in words("particles") for at in range(first + 1, last))


def _behind_office(first: int, last: int, kind: str, page: Page) -> tuple[int, int, str]:
    """Return the person behind the field of an office: "Secretary of the Treasury | Scott Bessent"."""
    before = first - 1 - (first > 1 and page.words[first - 1].text == "the")
    if kind == "place" or before < 1 or page.words[before].text != "of" or before - 1 not in page.titles:
        return first, last, kind
    named = (at for at in range(first + 1, last - 1) if page.words[at].key in given_names())
    person = next(named, None)
    return (first, last, kind) if person is None else (person, last, "person")


def _is_thing(kind: str, first: int, last: int, page: Page) -> bool:
    """Say whether what was recognised is no actor: with a number, or an article ("the Merkava", "a Mac")."""
    name = page.surface(first, last)
    if (kind != "organization" and any(c.isdigit() for c in name)) or page.words[first].text in words("ship_prefixes"):
        return True
    if kind == "person" and name.isupper() and page.words[first].key not in given_names():  # IRIS T-SLM
        return True
    articles = ("a", "an", "its", "the") if kind == "person" else ("a", "an", "its")
    token = page.token(last - 1)
    heads = token is None or token.dep_ in _HEADS
    return first > 0 and page.gap(first) == " " and page.words[first - 1].text.lower() in articles and heads


def _trimmed(first: int, last: int, kind: str, page: Page) -> tuple[int, int]:
    """Return a recognised span without what is not the name: "the", titles, a possessor, a noun behind a person."""
    while last > first and page.words[last - 1].key == "s":
        last -= 1
    if kind == "person":
        ends = [at + 1 for at in range(first, last - 1) if page.words[at].key == "s" or at in page.titles]
        first = max(ends, default=first)
    while first < last and not can_begin(first, last, page):
        first += 1
    while kind == "organization" and last > first + 1 and last - 1 in page.titles and not is_body(last - 1, page):
        last -= 1
    return first, last


def _whole(first: int, last: int, page: Page) -> tuple[int, int]:
    """Return a person with the words that the recogniser cut off: "Ghulam Rasool | Bhat", "Puok Both | Baluang"."""
    while last - first < _LONGEST and page.joins(last) and page.gap(last) in (" ", "-") and _is_part(last, page):
        last += 1
    begin = first
    while last - begin < _LONGEST and page.joins(begin) and page.gap(begin) == " " and _is_part(begin - 1, page):
        begin -= 1
    of_office = page.words[begin - 1].text in ("of", "for")  # "Minister of Finance | Lena Brandt"
    return (first if of_office else begin), last


def _is_part(at: int, page: Page) -> bool:
    """Say whether a word beside a person is a part of the name: no title, and on no list."""
    word, token = page.words[at], page.token(at)
    if token is None or token.ent_type_ or at in page.titles or not word.text.istitle():
        return False
    small = token.pos_ in _SMALL and not token.is_sent_start and page.gap(at) == " "  # Puok Both Baluang
    plain = token.pos_ == "PROPN" or small
    known = word.key in words("not_names") or is_body(at, page) or gazetteer().get([word]) is not None
    return plain and not known


def _is_name(first: int, last: int, page: Page) -> bool:
    if _is_office(first, last, page) or not any(page.words[at].text[0].isalpha() for at in range(first, last)):
        return False
    months = {month[:3] for month in words("months")}
    if page.words[last - 1].text.isdigit() and page.words[first].text[:3] in months:  # "Sept 2" of a dateline
        return False
    if last > first + 1:
        return not page.titles.issuperset(range(first, last))
    word, token = page.words[first], page.token(first)
    if token is None or (token.pos_ != "PROPN" and (token.is_sent_start or token.pos_ not in ("NOUN", "ADJ", "X"))):
        return False
    none = words("not_names") | words("suffixes")
    return first not in page.titles and word.key not in none and len(word.key) > 1


def _is_office(first: int, last: int, page: Page) -> bool:
    """Say whether words name an office or its field: "High Commissioner for Peace", "Minister for | Defence"."""
    begin = first - 1 - (first > 1 and page.words[first - 1].text == "the")
    for at in range(max(1, begin), last):
        if page.words[at].text in ("for", "on") and at - 1 in page.titles and page.capital(at - 1):
            token = page.token(at - 1)
            return token is None or not token.is_sent_start  # "Spokesman for …"
    return False
