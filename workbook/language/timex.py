"""The grammar of time expressions: words to classes, and rules over the classes.

Every word gets one class, from ``lexicons/time-words.yaml`` (MONTH, UNIT, LAST …) or from its form
(YEAR, CLOCK …). The rules of ``lexicons/time-rules.yaml`` are patterns over classes, one character
each. One pass over the text and patterns without repetition keep it linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from workbook.lexicons import read_yaml

_TOKEN = re.compile(
    r"(?P<ISO>\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?\b)"
    r"|(?P<NUMERIC>\b\d{1,2}(?P<sep>[/.])\d{1,2}(?P=sep)(?:\d{4}|\d\d)\b(?![./]\d))"
    r"|(?P<NAMED>\b9/11\b)"
    r"|(?P<CLOCK>\b(?:[01]?\d|2[0-4])[:.][0-5]\d(?::[0-5]\d)?(?=\s?[ap]\.?m|\b(?!\.?\d)))"
    r"|(?P<AMPM>(?<=[\d ])[AaPp]\.?[Mm]\b\.?)"
    r"|(?P<DECADES>\b\d{3}0['’]?s\b|['’‘]?(?<!\d)[1-9]0['’]?s\b)"
    r"|(?P<NTH>\b\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<SHORTYEAR>['’‘]\d\d\b(?!['’]))"
    r"|(?P<FISCAL>\bFY ?(?:20)?\d\d\b)|(?P<QUARTERNO>\bQ[1-4]\b)"
    r"|(?P<MONEY>[$€£¥#%]\s?\d[\d,.]*)"
    r"|(?P<NUMBER>\b\d+(?:,\d{3})*(?:\.\d+)?(?=[ap]\.?m\b|\b))"
    r"|(?P<WORD>[^\W\d_]+(?:['’](?:clock|ll)\b)?)"
    r"|(?P<OTHER>[^\S\n]*\n|\S)"
)
_MARKS = {",": "COMMA", "\n": "BREAK"} | dict.fromkeys(".;:!?)", "DOT") | dict.fromkeys("-‐‑–—", "DASH")
_MOST_WORDS = 5  # in a phrase of the lexicon


@dataclass(frozen=True)
class Word:
    """A word of the text with its class and the value that the lexicon or its form gives it."""

    kind: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True)
class Timex:
    """A match of a rule: its words, those of the named parts of the pattern, and its neighbours.

    Attributes:
        reading: Name of what reads its value.
    """

    rule: str
    reading: str
    words: tuple[Word, ...]
    parts: dict[str, tuple[Word, ...]]
    before: Word | None
    after: Word | None

    def get(self, *kinds: str) -> Any:
        """Return the value of the first word of one of these classes, or None."""
        return next((word.value for word in self.words if word.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        """Say whether a word of one of these classes is in it."""
        return any(word.kind in kinds for word in self.words)


def find_timexes(text: str) -> Iterator[Timex]:
    """Yield the matches of the grammar in order: at each place the longest first, of equals the first rule's.

    Matches overlap; the caller takes the first that stands and skips what begins before its end.
    """
    words = words_of(text)
    codes = _codes()
    line = "".join(codes[word.kind] for word in words)
    hits = [
        (match.start(), -match.end(), order, rule, match)
        for order, (rule, _, pattern) in enumerate(_rules())
        for match in pattern.finditer(line)
    ]
    readings = {rule: reading for rule, reading, _ in _rules()}
    for start, end, _, rule, match in sorted(hits, key=lambda hit: hit[:3]):
        parts = {part: tuple(words[slice(*match.span(part))]) for part in match.groupdict() if match[part]}
        before = words[start - 1] if start else None
        after = words[-end] if -end < len(words) else None
        yield Timex(rule, readings[rule], tuple(words[start:-end]), parts, before, after)


def words_of(text: str) -> list[Word]:
    """Return the words, numbers and marks of a text with their classes."""
    phrases, cased, small = _lexicon()
    raw = [(match.lastgroup or "OTHER", match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]
    words: list[Word] = []
    index = 0
    while index < len(raw):
        kind, surface, start, end = raw[index]
        length, name, value = _longest(phrases.get(surface.lower()), raw, index)
        capital = surface[0].isupper()
        if name in cased and not capital:
            name = ""
        if name in small and capital and words and words[-1].kind not in ("DOT", "BREAK", "OTHER"):
            name = ""
        words.append(Word(name, value, start, raw[index + length - 1][3]) if name else _by_form(kind, surface, start, end))
        index += length if name else 1
    return words


Phrases = dict[tuple[str, ...], tuple[str, Any]]


def _longest(found: Phrases | None, raw: list[tuple[str, str, int, int]], index: int) -> tuple[int, str, Any]:
    """Return the length in words, the class and the value of the longest phrase that begins here."""
    if found:
        for length in range(min(_MOST_WORDS, len(raw) - index), 0, -1):
            if hit := found.get(tuple(item[1].lower() for item in raw[index : index + length])):
                return length, *hit
    return 1, "", None


def _by_form(kind: str, surface: str, start: int, end: int) -> Word:
    value: Any = surface
    if kind == "NUMBER":
        digits = surface.replace(",", "")
        value = float(digits) if len(digits) < 16 else 0.0
        if surface.isdigit():
            value = int(value)
            if 1 <= value <= 31 and len(surface) <= 2:
                kind = "DAYNO"
            elif len(surface) == 4 and 1000 <= value <= 2100:
                kind = "YEAR"
    elif kind in ("NTH", "SHORTYEAR"):
        value = int(re.sub(r"\D", "", surface))
    elif kind == "OTHER":
        kind = _MARKS.get(surface[-1], "OTHER")
    return Word(kind, value, start, end)


@cache
def _lexicon() -> tuple[dict[str, Phrases], frozenset[str], frozenset[str]]:
    """Return phrases by their first word, the classes that need a capital, and those that need none."""
    data = read_yaml("time-words")
    phrases: dict[str, Phrases] = {}
    for kind, words in data["words"].items():
        for phrase, value in words.items():
            key = tuple(match[0] for match in _TOKEN.finditer(str(phrase).lower()))
            phrases.setdefault(key[0], {})[key] = (kind.upper(), value)
    return phrases, frozenset(map(str.upper, data["cased"])), frozenset(map(str.upper, data["small"]))


@cache
def _codes() -> dict[str, str]:
    """Return one character for every class."""
    kinds = [*map(str.upper, read_yaml("time-words")["words"]), *_TOKEN.groupindex, *_MARKS.values(), "DAYNO", "YEAR"]
    return {kind: chr(0x100 + number) for number, kind in enumerate(dict.fromkeys(kinds))}


@cache
def _rules() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Return name, reading and compiled pattern of every rule, in order."""
    data = read_yaml("time-rules")
    return tuple(
        (name, rule["value"], re.compile("|".join(_compiled(words, data["macros"]) for words in rule["words"])))
        for name, rule in data["rules"].items()
    )


def _compiled(pattern: str, macros: dict[str, str]) -> str:
    """Put macros and characters in the place of their names."""
    while (wider := re.sub(r"(?<!<)\b[a-z]+\b", lambda match: f"(?:{macros[match[0]]})", pattern)) != pattern:
        pattern = wider
    return re.sub(r"(?<!\(\?)\b[A-Z]+\b", lambda match: _codes()[match[0]], pattern).replace(" ", "")
