"""Mentions: which passages of an article name a person, body, country, group or place.

The recogniser of the pipeline and the name lists of :mod:`workbook.language.names` each propose
spans; titles, the shape of names and acronyms that the text explains propose more. Then each name
is decided once for the whole article and looked up in all of it, headings too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from workbook.language.metonyms import stands_for_government
from workbook.language.names import (
    Name,
    Phrases,
    Word,
    actor_id,
    capitals,
    fold,
    gazetteer,
    joined,
    titles,
    towns,
    words,
    words_of,
)
from workbook.language.pipeline import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token

_LABELS = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place"}
_WEIGHTS = {"country": 6, "acronym": 5, "government-body": 5, "bloc": 5, "title": 5, "shape": 3, "place": 3, "part": 3, "given-name": 2, "organization": 4}
_LINKS = frozenset(("of", "and", "for", "&", "de", "du", "la", "des", "del"))


class Span(NamedTuple):
    """A proposed name: words ``[first, last)`` of the article."""

    first: int
    last: int
    name: Name


class Page:
    """An article's words, with what is needed to look at them."""

    def __init__(self, parsed: Parsed) -> None:
        self.text = parsed.text
        self.doc = parsed.doc
        self.words: list[Word] = words_of(parsed.text)
        self.starts = [word.start for word in self.words]
        self.titles: set[int] = set()
        self.tokens: dict[int, Token] = {token.idx: token for token in parsed.doc if not token.is_space}

    def surface(self, first: int, last: int) -> str:
        """Return the words as printed."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def token(self, at: int) -> Token | None:
        """Return the token that begins with a word, None in headings."""
        return self.tokens.get(self.words[at].start)

    def joins(self, at: int) -> bool:
        """Say whether a word goes on with the one before it; a stop is only passed after St. and the like."""
        if not 0 < at < len(self.words) or not joined(self.words, self.text, at):
            return False
        return self.gap(at) != ". " or self.words[at - 1].key in words("abbreviations")

    def gap(self, at: int) -> str:
        """Return what stands between a word and the one before it."""
        return self.text[self.words[at - 1].end : self.words[at].start] if at else ""

    def capital(self, at: int) -> bool:
        """Say whether a word has a capital or is a figure that can stand in a name."""
        return at < len(self.words) and self.words[at].text[0].isupper()


def find_mentions(parsed: Parsed) -> list[dict[str, Any]]:
    """Find the mentions of actors and places in one article.

    Returns:
        Rows in order of the text: start, end, text, entity_type (person, organization, country,
        group, place), form (name, metonym, demonym, nominal), name (the fullest form that the
        article uses), actor_id, country (None where the list of names gives none) and rule. A
        nominal ("Kyiv's allies") holds the mention of the name in it as a row of its own.
    """
    page = Page(parsed)
    if not page.words:
        return []
    known = [hit for hit in gazetteer().find(page.words, page.text) if not _is_currency(hit[1], page)]
    proposed = _settled(
        [
            *(Span(first, last, name) for first, last, name in known),
            *_titled(page),
            *_recognised(page),
            *_shaped(page),
            *_defined(page),
        ],
        page,
    )
    decided = _decided(proposed, page)
    spans = _settled([*proposed, *_again(decided, page)], page)
    named = _canonical([_retyped(span, decided, page) for span in spans], page)
    rows = [_row(span, page) for span in _with_metonyms(named, page) if span.name.entity_type in _TYPES]
    rows += _groups(named, page)
    return sorted(rows, key=_position)


def _with_metonyms(spans: list[Span], page: Page) -> Iterator[Span]:
    """Yield the spans, capitals as governments where they are; a capital listed beside one is one too."""
    cities = [_government(span, page) for span in spans]
    meant = [
        bool(city) and stands_for_government(page.doc, page.token(span.first), page.token(span.last - 1))
        for span, city in zip(spans, cities, strict=True)
    ]
    for order in (range(1, len(spans)), range(len(spans) - 2, -1, -1)):
        for at in order:
            beside = at - 1 if order.step > 0 else at + 1
            between = page.text[page.words[min(spans[at], spans[beside]).last - 1].end : page.words[max(spans[at], spans[beside]).first].start]
            meant[at] = meant[at] or bool(cities[at]) and meant[beside] and between in (", ", " and ", ", and ")
    for span, city, is_meant in zip(spans, cities, meant, strict=True):
        kind = "organization" if city == "European Union" else "country"
        country = None if kind == "organization" else city
        yield span._replace(name=Name(str(city), kind, country, "capital", "metonym")) if is_meant else span


def _government(span: Span, page: Page) -> str | None:
    return capitals().get(fold(page.surface(span.first, span.last))) if span.name.entity_type == "place" else None


def _is_currency(after: int, page: Page) -> bool:
    end = page.words[after - 1].end
    return page.text[end : end + 2].strip()[:1] in ("$", "£", "€") if page.text[end : end + 2].strip() else False


_TYPES = frozenset(("person", "organization", "country", "group", "place"))


def _position(row: dict[str, Any]) -> tuple[int, int]:
    return row["start"], -row["end"]


def _row(span: Span, page: Page) -> dict[str, Any]:
    name = span.name
    start, end = page.words[span.first].start, page.words[span.last - 1].end
    return {
        "start": start,
        "end": end,
        "text": page.text[start:end],
        "entity_type": name.entity_type,
        "form": name.form,
        "name": name.name,
        "actor_id": actor_id(name.entity_type, name.name),
        "country": name.country,
        "rule": name.rule,
    }


# ------------------------------------------------------------------ proposals


def _recognised(page: Page) -> Iterator[Span]:
    """Yield what the pipeline recognises, without titles, articles and stray words at the edges."""
    for ent in page.doc.ents:
        if ent.label_ not in _LABELS and ent.label_ != "EVENT":
            continue
        first, last = bisect_left(page.starts, ent.start_char), bisect_left(page.starts, ent.end_char)
        kind = _LABELS.get(ent.label_, "event")
        if last <= first or "\n" in ent.text:
            continue
        kind = _kind_by_shape(kind, first, last, page)
        for start, end in _without_and(*_trimmed(first, last, kind, page), page):
            if end > start and _is_name(start, end, page):
                yield Span(start, end, Name(page.surface(start, end), kind, None, "recognised"))


def _kind_by_shape(kind: str, first: int, last: int, page: Page) -> str:
    """Return the type that the recogniser gives, or the one that the form of the words rules in."""
    end = page.words[last - 1]
    if end.key in words("agreements") and last > first + 1:
        return "event"
    if kind == "person" and (_is_body(end.key) or (last > first + 1 and _is_title(last - 1, page))):
        return "organization"
    if kind == "place" and last == first + 1 and end.text.isupper() and len(end.text) > 2:
        return "organization" if end.text.isalpha() else "event"
    return kind


def _without_and(first: int, last: int, page: Page) -> list[tuple[int, int]]:
    """Return a recognised span, or its two parts where what "and" joins is a name known by itself."""
    for at in range(first + 1, last - 1):
        if page.words[at].text == "and" and (gazetteer().get(page.words[first:at]) or gazetteer().get(page.words[at + 1 : last])):
            return [(first, at), (at + 1, last)]
    return [(first, last)]


def _is_name(first: int, last: int, page: Page) -> bool:
    word, token = page.words[first], page.token(first)
    if last > first + 1:
        return page.words[last - 1].text not in _LINKS and not all(at in page.titles for at in range(first, last))
    if first in page.titles:
        return False
    if token is None or token.pos_ != "PROPN" and (token.is_sent_start or token.pos_ not in ("NOUN", "ADJ", "X")):
        return False
    return word.key not in words("not_names") and len(word.key) > 1 and not word.text.isdigit()


def _trimmed(first: int, last: int, kind: str, page: Page) -> tuple[int, int]:
    """Return a recognised span without what is not the name: "the", titles, a possessor before a person."""
    if kind == "person":
        first = next((at + 1 for at in range(last - 2, first, -1) if page.words[at].key == "s"), first)
    while first < last and not _can_begin(first, last, page):
        first += 1
    while kind == "person" and first < last:
        found = titles().at(page.words, page.text, first) or gazetteer().at(page.words, page.text, first)
        if not found or found[0] >= last or found[1].entity_type not in ("title", "country") or page.gap(found[0]) != " ":
            break
        first = found[0]
    while last > first and (
        page.words[last - 1].key == "s" or (page.words[last - 1].text.islower() and kind == "person" and page.gap(last - 1) != "-")
    ):
        last -= 1
    if kind == "organization" and last > first + 1 and _is_title(last - 1, page):
        last -= 1
    if kind == "person" and last < len(page.words) and page.gap(last) == "-" and page.words[last].text.islower():
        last += 1
    return first, last


def _can_begin(first: int, last: int, page: Page) -> bool:
    """Say whether a name can begin with a word: no "the", no small word at the head of a sentence."""
    text, token = page.words[first].text, page.token(first)
    if page.words[first].key in ("The", "the", "A", "An", "s"):
        return False
    if token is not None and token.is_sent_start and last > first + 1 and token.pos_ in _SMALL:
        return False
    return any(c.isupper() for c in text) or text[0].isdigit() or text in words("particles")


def _is_title(at: int, page: Page) -> bool:
    title = titles().get(page.words[at : at + 1])
    return title is not None and not _is_body(page.words[at].key) and title.rule != "courtesy"


_SMALL = frozenset(("ADP", "SCONJ", "ADV", "CCONJ", "DET", "PRON", "AUX", "PART"))


def _titled(page: Page) -> Iterator[Span]:
    """Yield the names after titles: "Foreign Minister" and the capitals that follow, and whose leader they are."""
    for first, last in _title_chains(page):
        end = _name_end(last, page)
        if end == last or page.words[last].key in words("not_names") or _is_body(page.words[end - 1].key):
            continue
        if page.token(last) is None:  # a heading's capitals tell nothing
            continue
        listed = gazetteer().at(page.words, page.text, last)
        if listed and (listed[0] >= end or listed[1].entity_type != "place"):
            continue
        yield Span(last, end, Name(page.surface(last, end), "person", None, "title"))
        yield from _employer(first, page)


def _title_chains(page: Page) -> Iterator[tuple[int, int]]:
    """Yield titles, several in a row as one, that a word follows: words ``[first, last)``."""
    chain: tuple[int, int] | None = None
    for first, last, _ in titles().find(page.words, page.text):
        if chain and chain[1] == first and page.gap(first) in (" ", ". "):
            chain = (chain[0], last)
        else:
            if chain:
                yield chain
            chain = (first, last)
        page.titles.update(range(first, last))
        gap = page.gap(last) if last < len(page.words) else ""
        if gap != " " and not (gap == ". " and page.words[last - 1].key in words("abbreviations")):
            chain = None
    if chain:
        yield chain


def _employer(title: int, page: Page) -> Iterator[Span]:
    """Yield the unknown name right before a title that a person's name follows: "Teamsters leader"."""
    first = title
    while first > max(0, title - 5) and page.joins(first) and page.capital(first - 1) and page.gap(first) in (" ", "-"):
        first -= 1
    token = page.token(first)
    if first == title or token is None or (token.is_sent_start and token.pos_ != "PROPN"):
        return
    if any(page.words[at].key in words("not_names") or titles().get(page.words[at : at + 1]) for at in range(first, title)):
        return
    if not gazetteer().at(page.words, page.text, first) and page.words[title].text.islower():
        yield Span(first, title, Name(page.surface(first, title), "organization", None, "employer"))


def _name_end(at: int, page: Page) -> int:
    """Return where the name of a person that begins at a word ends."""
    end = at
    while end < len(page.words) and (end == at or page.joins(end)):
        word = page.words[end]
        if page.capital(end) and (word.key not in words("not_names") or end == at) and word.key != "s":
            end += 1
        elif end > at and word.text in words("particles") and page.capital(end + 1) and page.gap(end) != "'":
            end += 1
        elif end > at and page.gap(end) == "-" and word.text.isalpha():
            end += 1
        else:
            break
        if end - at > 6 or word.text.isupper() and len(word.text) > 3:
            break
    return end


def _is_body(word: str) -> bool:
    return any(word in words(heads) for heads in ("organization_heads", "place_heads", "building_heads"))


def _shaped(page: Page) -> Iterator[Span]:
    """Yield runs of capitals whose last or first word tells what they name."""
    at = 0
    while at < len(page.words):
        if not page.capital(at) or page.token(at) is None:  # a heading's capitals tell nothing
            at += 1
            continue
        end = _run_end(at, page)
        yield from _shape(at, end, page)
        at = max(end, at + 1)


def _run_end(at: int, page: Page) -> int:
    """Return where a run of capitals ends, small words between them included."""
    end = at + 1
    while end < min(len(page.words), at + 16) and page.joins(end):
        if page.words[end].key in words("calendar"):
            break
        if page.capital(end) and page.words[end].key != "s":
            end += 1
        elif (links := _links(end, page)) and page.capital(end + links) and page.joins(end + links):
            end += links + 1
        else:
            break
    return end


def _links(at: int, page: Page) -> int:
    """Return how many small words join here: "of", "of the"."""
    if page.words[at].text not in _LINKS:
        return 0
    return 1 + (at + 1 < len(page.words) and page.words[at + 1].text == "the" and page.joins(at + 1))


def _shape(first: int, last: int, page: Page) -> Iterator[Span]:
    """Yield the organization or place that a run of capitals ends with, or begins with before "of"."""
    while first < last - 1 and not _can_begin(first, last, page):
        first += 1
    for at in range(first, last - 2):
        if page.words[at].key in words("organization_starts") and page.words[at + 1].text in ("of", "for"):
            start, last = at, _first_body_end(at, last, page)
            while start > first and page.words[start - 1].text not in _LINKS and page.capital(start - 1):
                start -= 1
            yield Span(start, last, Name(page.surface(start, last), "organization", None, "shape"))
            return
    start = first
    for at in range(first, last):
        if page.words[at].text in _LINKS:
            start = at + 1
        kind = _kind_of_head(page.words[at].text)
        if kind and at > start and (at + 1 == last or page.words[at + 1].text in _LINKS):
            while start < at and not _can_begin(start, at + 1, page):
                start += 1
            yield Span(start, at + 1, Name(page.surface(start, at + 1), kind, None, "shape"))
            first = at + 1
    yield from _people(first, last, page)


def _people(first: int, last: int, page: Page) -> Iterator[Span]:
    """Yield the person that a run of capitals names: a given name, an initial or a family name leads, a role follows."""
    for at in range(first, last - 1):
        if at in page.titles:
            continue
        end = _name_end(at, page)
        if end - at > 1 and (rule := _looks_like_person(at, end, page)) and not _is_body(page.words[end - 1].key):
            yield Span(at, end, Name(page.surface(at, end), "person", None, rule))
            return
        if not gazetteer().get(page.words[at : at + 1]):
            return


def _looks_like_person(first: int, last: int, page: Page) -> str | None:
    word = page.words[first]
    if word.key in words("given") or (word.text.endswith(".") and len(word.text) == 2):
        return "given-name"
    if word.key in words("family_first") and last - first == 3 and page.gap(first + 2) == "-":
        return "family-name"
    named = gazetteer().at(page.words, page.text, first)
    if not named and last - first < 5 and any(titles().get([one]) for one in _apposition(last, page)):
        return "apposition"
    return None


def _first_body_end(start: int, last: int, page: Page) -> int:
    """Return where a name like "University of X" ends: before "and the University of Y"."""
    for at in range(start + 2, last - 1):
        if page.words[at].text == "and" and (
            page.words[at + 1].text == "the" or page.words[at + 1].key in words("organization_starts")
        ):
            return at
    return last


def _kind_of_head(word: str) -> str | None:
    if word in words("organization_heads"):
        return "organization"
    return "place" if word in words("place_heads") else None


def _defined(page: Page) -> Iterator[Span]:
    """Yield names that the text shortens in brackets, and the short forms: World Food Programme (WFP)."""
    for at in range(2, len(page.words)):
        short = page.words[at]
        if page.gap(at) != " (" or not 2 <= len(short.key) <= 8 or page.text[short.end : short.end + 1] != ")":
            continue
        first = _expansion(at, page)
        if short.text.isupper() and first is not None:
            known = gazetteer().get(page.words[first:at])
            full = known.name if known else page.surface(first, at)
            yield Span(first, at, Name(full, "organization", None, "acronym"))
            yield Span(at, at + 1, Name(full, "organization", None, "acronym"))


def _expansion(at: int, page: Page) -> int | None:
    """Return where the words begin whose initials the acronym at a word is made of."""
    letters = list(page.words[at].text.replace(".", "").casefold())
    back = at
    while letters and back > max(0, at - 12) and (back == at or page.joins(back)):
        back -= 1
        word = page.words[back]
        if word.text[0].casefold() == letters[-1] and (page.capital(back) or word.text not in _LINKS):
            letters.pop()
        elif word.text not in _LINKS and not page.capital(back) and page.gap(back) != "-":
            return None
    return back if not letters and page.capital(back) and at - back > 1 else None


# ------------------------------------------------------------------ one decision for each name


def _settled(spans: list[Span], page: Page) -> list[Span]:
    """Return spans of which no two overlap: the longer wins, then the better founded one."""
    best: list[Span] = []
    taken = bytearray(len(page.words))
    titled = {span.first: span.last for span in spans if span.name.rule == "title"}
    hits = {
        (s.first, s.last)
        for s in spans
        if s.name.rule in ("country", "demonym", "bloc", "government-body", "place", "city")
    }
    for span in sorted(spans, key=_strength):
        if any(taken[span.first : span.last]) or _is_list(span, hits, page) or _holds_title(span, titled, page):
            continue
        taken[span.first : span.last] = b"\x01" * (span.last - span.first)
        best.append(span)
    return sorted(best)


def _holds_title(span: Span, titled: dict[int, int], page: Page) -> bool:
    """Say whether a recognised span runs over a title and a name ("EU High Representative Kaja Kallas"), or into a title."""
    if span.name.rule not in ("recognised", "shape"):
        return False
    if any(at in titled for at in range(span.first + 1, span.last)):
        return True
    title = titles().at(page.words, page.text, span.last) if page.joins(span.last) else None
    if title is None or title[0] not in titled:
        return False
    if span.name.entity_type == "person":
        return True
    known = gazetteer().at(page.words, page.text, span.first)
    return known is not None and known[0] < span.last and known[1].rule in ("bloc", "country", "demonym")


def _strength(span: Span) -> tuple[int, int, int]:
    return span.first - span.last, -_WEIGHTS.get(span.name.rule, 1), span.first


def _is_list(span: Span, hits: set[tuple[int, int]], page: Page) -> bool:
    """Say whether a recognised span is only known names in a row, such as "Russia Ukraine"."""
    if span.name.rule not in ("recognised", "shape") or (span.first, span.last) in hits:
        return False
    at = span.first
    while at < span.last:
        ends = _ends(at, hits)
        if not ends:
            return span.name.entity_type == "event" and not page.words[span.last - 1].key in words("agreements")
        at = ends
    return True


def _ends(at: int, hits: set[tuple[int, int]]) -> int:
    return next((at + n for n in (4, 3, 2, 1) if (at, at + n) in hits), 0)


def _decided(spans: list[Span], page: Page) -> dict[tuple[str, ...], Name]:
    """Return what each name of the article stands for: what most of its mentions, well founded ones first, say."""
    votes: dict[tuple[str, ...], Counter[Name]] = defaultdict(Counter)
    full: dict[str, Name] = {}
    for span in spans:
        keys = tuple(word.key for word in page.words[span.first : span.last])
        votes[keys][span.name] += _WEIGHTS.get(span.name.rule, 1)
        if span.name.entity_type == "person" and len(keys) > 1:
            full[keys[-1]] = span.name
    for span in spans:
        keys = tuple(word.key for word in page.words[span.first : span.last])
        if span.name.rule == "recognised" and (kind := _by_context(span, page)):
            votes[keys][span.name._replace(entity_type=kind)] += 2
        if span.name.entity_type == "organization" and keys[-1] in words("company_ends") and len(keys) > 1:
            votes[keys[:-1]][span.name._replace(rule="part")] += _WEIGHTS["part"]
    for (key, *rest), counter in votes.items():
        if not rest and key in full and not any(n.rule == "country" for n in counter):
            counter[full[key]._replace(rule="part", name=key)] += _WEIGHTS["part"]
    return {keys: counter.most_common(1)[0][0] for keys, counter in votes.items()}


def _by_context(span: Span, page: Page) -> str | None:
    """Return what the words beside a name say that it is: "automaker X", "X CEO", "in X"."""
    before = page.words[span.first - 1].text if span.first and page.gap(span.first) == " " else ""
    after = page.words[span.last].text if span.last < len(page.words) and page.gap(span.last) == " " else ""
    if before in words("organization_nouns") or after in words("organization_signs"):
        return "organization"
    if any(word.text in words("organization_nouns") for word in _apposition(span.last, page)):
        return "organization"
    if _is_age(span.last, page) and span.last - span.first > 1:
        return "person"
    if before in words("place_signs") and span.name.entity_type == "person" and span.last - span.first == 1:
        return "place"
    return None


def _is_age(at: int, page: Page) -> bool:
    return at < len(page.words) and page.gap(at) == ", " and page.words[at].text.isdigit() and len(page.words[at].text) == 2


def _apposition(at: int, page: Page) -> list[Word]:
    """Return the words right behind a name and a comma, up to "of": ", a Norwegian energy company,"."""
    if at >= len(page.words) or page.gap(at) != ", ":
        return []
    end = at + 1
    while end < min(len(page.words), at + 6) and page.gap(end) in (" ", "-") and page.words[end].text != "of":
        end += 1
    return page.words[at:end]


def _again(decided: dict[tuple[str, ...], Name], page: Page) -> Iterator[Span]:
    """Yield every other place where a name of the article stands, headings included."""
    phrases = Phrases()
    for keys, name in decided.items():
        if name.entity_type in _TYPES and (len(keys) > 1 or len(keys[0]) > 2):
            phrases.add(" ".join(keys), name)
    for keys, name in decided.items():
        if name.entity_type == "person" and len(keys) > 1:
            for part in _parts(keys):
                phrases.add(" ".join(part), name._replace(rule="surname"))
    for first, last, name in phrases.find(page.words, page.text):
        if (page.capital(first) or page.capital(last - 1)) and not (last - first == 1 and _is_word(first, page)):
            yield Span(first, last, name)


def _parts(keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the parts of a full name that stand for it alone: the last words, a family name that comes first."""
    last = len(keys) - (keys[-1] in words("suffixes") and len(keys) > 2)
    for first in range(1, last):
        part = keys[first:last]
        if len(part) < 3 or part[0] in words("particles"):
            yield part
            yield (part[0].capitalize(), *part[1:])
    if keys[0] in words("family_first") and len(keys) < 4:
        yield keys[:1]


def _is_word(at: int, page: Page) -> bool:
    """Say whether a single capital is only a word at the head of its sentence."""
    token = page.token(at)
    return token is not None and token.pos_ not in ("PROPN", "NOUN", "ADJ") and token.is_stop


def _retyped(span: Span, decided: dict[tuple[str, ...], Name], page: Page) -> Span:
    keys = tuple(word.key for word in page.words[span.first : span.last])
    name = decided.get(keys, span.name)
    if name.rule == "recognised" and name.entity_type != "person" and len(keys) == 1 and keys[0] in towns():
        name = name._replace(entity_type="place") if name.entity_type == "place" else name
    return Span(span.first, span.last, name)


def _canonical(spans: list[Span], page: Page) -> list[Span]:
    """Return the spans with each person's fullest name: a part of a name is the nearest full name before it."""
    people: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    given: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    for span in spans:
        keys = _keys(span, page)
        if span.name.entity_type == "person" and " " in page.surface(span.first, span.last):
            full = (span.first, page.surface(span.first, span.last))
            for part in {tuple(word.casefold() for word in part) for part in _parts(keys)}:
                people[part].append(full)
            given[(keys[0].casefold(),)].append(full)
    return [_with_full_name(span, people, given, page) for span in spans]


def _keys(span: Span, page: Page) -> tuple[str, ...]:
    return tuple(word.key for word in page.words[span.first : span.last])


def _with_full_name(
    span: Span,
    people: dict[tuple[str, ...], list[tuple[int, str]]],
    given: dict[tuple[str, ...], list[tuple[int, str]]],
    page: Page,
) -> Span:
    if span.name.entity_type != "person":
        return span
    keys = tuple(word.casefold() for word in _keys(span, page))
    full = people.get(keys) or (given.get(keys) if len(keys) == 1 else None) or [(0, page.surface(span.first, span.last))]
    nearest = max(bisect_left(full, (span.first, "")) - 1, 0)
    return span._replace(name=span.name._replace(name=full[nearest][1]))


# ------------------------------------------------------------------ groups


def _groups(spans: Iterable[Span], page: Page) -> Iterator[dict[str, Any]]:
    """Yield the groups that a name and a noun name together: "Kyiv's allies", "Houthi rebels"."""
    heads = words("group_heads")
    for span in spans:
        end = span.last + (span.last < len(page.words) and page.words[span.last].text == "s")
        if end < len(page.words) and page.words[end].text in heads and page.gap(end) == " ":
            yield _group(span.first, end + 1, page)
    for at in range(1, len(page.words)):
        if (
            page.words[at].text in heads
            and page.gap(at) == " "
            and page.words[at - 1].text in words("group_adjectives")
        ):
            yield _group(at - 1, at + 1, page)


def _group(first: int, last: int, page: Page) -> dict[str, Any]:
    name = Name(page.surface(first, last), "group", None, "group", "nominal")
    return _row(Span(first, last, name), page)
