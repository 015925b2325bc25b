"""The grammar of time expressions: words to classes, and rules over the classes.

Every word gets one class, from ``lexicons/time-words.yaml`` (MONTH, UNIT, LAST …) or from its form (YEAR, CLOCK …).
The rules of ``lexicons/time-rules.yaml`` are patterns over classes, one character each, without repetition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from workbook.lexicons import read_yaml

_TOKEN = re.compile(
    r"(?P<WORD>(?![AaPp]\.?[Mm]\b|Q\d|FY\s?['’]?\d)[^\W\d_]+(?:['’](?:clock|ll)\b)?)"
    r"|(?P<ISO>\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?\b)"
    r"|(?P<NUMERIC>\b\d{1,2}(?P<sep>[/.])\d{1,2}(?P=sep)(?:\d{4}|\d\d)\b(?![./]\d)|\b\d{1,2}-\d{1,2}-\d{4}\b(?!-))"
    r"|(?P<MILITARY>(?:\b0\d|(?<=\bat )(?:1\d|2[0-3]))[0-5]\d\s?(?:hrs|hours)\b)"
    r"|(?P<FISCAL>\bFY\s?['’]?(?:\d{4}|\d\d)\b)"
    r"|(?P<NAMED>\b9/11\b)"
    r"|(?P<CLOCK>\b(?:[01]?\d|2[0-4])[:.][0-5]\d(?::[0-5]\d)?(?=\s?[ap]\.?m|\b(?!\.?\d)))"
    r"|(?P<AMPM>(?<=[\d ])(?:[AaPp]\.[Mm]\b\.?|[AaPp][Mm]\b))"
    r"|(?P<DECADES>\b\d{3}0['’]?s\b|['’‘]?(?<!\d)[1-9]0['’]?s\b)"
    r"|(?P<NTH>\b\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<SHORTYEAR>['’‘]\d\d\b(?!['’]))"
    r"|(?P<QUARTERNO>\bQ[1-4]\b)"
    r"|(?P<MONEY>[$€£¥#%]\s?\d[\d,.]*)"
    r"|(?P<NUMBER>\b\d+(?:,\d{3})*(?:\.\d+)?(?=[ap]\.?m\b|\b))"
    r"|(?P<OTHER>[^\S\n]*\n|\S)"
)
_MARKS = {",": "COMMA", "\n": "BREAK"} | dict.fromkeys(".;:!?)", "DOT") | dict.fromkeys("-‐‑–—", "DASH")


class Word(NamedTuple):
    """A word of the text with its class and the value that the lexicon or its form gives it."""

    kind: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True)
class Timex:
    """A match of a rule: its words, those of the named parts of the pattern, and its neighbours."""

    rule: str
    reading: str  # name of what reads its value
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
    raw = list(_TOKEN.finditer(text))
    small_letters = [match[0].lower() for match in raw]
    words: list[Word] = []
    index = 0
    while index < len(raw):
        for key, name, value in phrases.get(small_letters[index], ()):
            last = index + len(key) - 1
            if last > index and small_letters[index : last + 1] != key:
                continue
            capital = raw[index][0][0].isupper()
            inside = words and words[-1].kind not in ("DOT", "BREAK", "OTHER")
            if (name in cased and not capital) or (name in small and capital and inside):
                continue
            words.append(Word(name, value, raw[index].start(), raw[last].end()))
            index = last + 1
            break
        else:
            words.append(_by_form(raw[index]))
            index += 1
    return words


def _by_form(match: re.Match[str]) -> Word:
    kind, surface = match.lastgroup or "OTHER", match[0]
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
    return Word(kind, value, match.start(), match.end())


@cache
def _lexicon() -> tuple[dict[str, list[tuple[list[str], str, Any]]], frozenset[str], frozenset[str]]:
    """Return phrases by their first word, longest first, the classes that need a capital, and those that need none."""
    data = read_yaml("time-words")
    phrases: dict[str, list[tuple[list[str], str, Any]]] = {}
    for kind, words in data["words"].items():
        for phrase, value in words.items():
            key = [match[0] for match in _TOKEN.finditer(str(phrase).lower())]
            phrases.setdefault(key[0], []).append((key, kind.upper(), value))
    for found in phrases.values():
        found.sort(key=lambda entry: -len(entry[0]))
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
