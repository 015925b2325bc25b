"""The grammar of time expressions: words to classes, and rules over the classes.

Every word gets one class from ``lexicons/time-words.yaml`` (MONTH, UNIT, LAST …) or from its form
(YEAR, CLOCK …). A rule is a pattern over classes; the longest match at the leftmost word wins. One
pass over the text and patterns without nested repetition keep it linear.
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
_DASHES = "-‐‑–—"
_MACROS = {
    "DAYEXPR": r"(?:TODAY|(?:ANYDAY)?ANYMONTH DAYNUM(?:COMMA?YEAR)?|(?:ANYDAY)?DAYNUM OF?ANYMONTH(?:COMMA?YEAR)?|WEEKDAY)",
    "NUM": r"(?:TEN(?:DASH?ONE)?|ONE|A|DAYNO|NUMBER|YEAR|VAGUE)HUNDRED?(?:DASH?ANDHALF)?|HALF",
    "DAYNUM": r"[DAYNO NTH ORDINAL]",
    "PRE": r"(?:THE?EDGE OF)?(?:EARLY DASH?|SOONER(?=[THIS LAST NEXT TODAY WEEKDAY THAT]))?",
    "ANYYEAR": r"(?:YEAR|SHORTYEAR)",
    "ANYUNIT": r"[UNIT WEEKEND PART SEASON]",
    "ANYMONTH": r"(?:MONTH|SHORTMONTH DOT?)",
    "ANYDAY": r"(?:WEEKDAY|SHORTDAY DOT?)COMMA?",
    "AHEAD": r"(?:(?=(?:DASH|TO|COMMA)DAYNO?(?P<later>MONTH)DAYNO?COMMA?(?P<laterly>YEAR))|)",
    "LENGTH": r"(?:UNITS|UNIT|WEEKEND|PART(?=AGO|SOONER))",
}
_RULES = {
    "iso": r"ISO",
    "numeric": r"NUMERIC",
    "month-day": r"ANYDAY?PRE ANYMONTH THE?DAYNUM(?!DASH?[UNIT UNITS])(?:COMMA?ANYYEAR|AHEAD)",
    "day-month": r"ANYDAY?PRE THE?DAYNUM OF?ANYMONTH(?:COMMA?ANYYEAR|AHEAD)",
    "day-range": r"ANYMONTH(?P<a>DAYNUM)(?:DASH|TO)(?P<b>DAYNUM)(?![UNIT UNITS MONTH])(?:COMMA?ANYYEAR)?",
    "range-month": r"(?P<a>DAYNUM)(?:DASH|TO)(?P<b>DAYNUM)OF?ANYMONTH(?:COMMA?ANYYEAR)?",
    "year-range": r"(?P<a>YEAR)DASH(?P<b>[YEAR DAYNO NUMBER])(?![UNIT UNITS DASH])",
    "month-year": r"PRE(?:THE?)ANYMONTH[OF COMMA]?(?:ANYYEAR|OF?THAT[UNIT]|OF?[LAST THIS NEXT]UNIT)|PRE ANYMONTH[OF COMMA]?(?:ANYYEAR|OF?THAT[UNIT]|OF?[LAST THIS NEXT]UNIT)",
    "month": r"PRE(?:[LAST NEXT THIS])?MONTH AHEAD|(?:THE?EDGE OF)(?:EARLY DASH?)?SHORTMONTH",
    "year": r"PRE(?:THE?UNIT)?ANYYEAR(?!DASH?[UNIT UNITS])(?:ERA)?",
    "ancient-year": r"[NUMBER YEAR DAYNO]ERA",
    "decade": r"PRE THE?(?:EARLY DASH?)?[DECADES DECADE]",
    "weekday": r"PRE(?:THE?[LAST NEXT THIS COMING FOLLOWING PREVIOUS PAST THAT])?(?:EARLY DASH?)?WEEKDAY(?:(?:EARLY)?PART)?(?:OF?[LAST THIS NEXT]UNIT)?",
    "part-of-day": r"THE?EARLY?PART(?:[OF ON COMMA]?DAYEXPR)?",
    "clock": r"[APPROX]?(?:CLOCK AMPM?|[DAYNO ONE NUMBER]AMPM|[DAYNO ONE](?=ZONE))ZONE?(?:[COMMA ON OF]?(?:TONIGHT|DAYEXPR))?|[NUMBER YEAR]ZONE",
    "today": r"SOONER?(?:EARLY)?TODAY PART?",
    "tonight": r"(?:EARLY)?TONIGHT",
    "unit-shift": r"PRE(?:[LAST NEXT THIS]|THE[PREVIOUS COMING FOLLOWING CURRENT])ANYUNIT",
    "context-unit": r"PRE(?:THAT|THE?[FOLLOWING PREVIOUS]|THE NEXT)(?:NUM)?[UNIT SEASON PART WEEKEND WEEKDAY]|PRE THE[UNIT WEEKEND](?:BEFORE|AFTER|PREVIOUS|SOONER)(?=[COMMA DOT BREAK])|[UNIT]SOONER(?=[COMMA DOT BREAK])",
    "edge-unit": r"THE?EDGE OF THE?[UNIT WEEKEND SEASON]|UNIT DASH?EDGE",
    "rest": r"THE[REST]OF(?:THE|THIS)[UNIT WEEKEND SEASON]",
    "the-unit": r"THE[UNIT WEEKEND]",
    "ago": r"THE?A?UNIT DASH[AGO SOONER]|APPROX?(?:NUM DASH?FILLER?LENGTH ANDHALF?|UNITS)(?:AGO|FROMNOW)",
    "later": r"APPROX?(?:NUM DASH?LENGTH|UNITS)(?:SOONER|[BEFORE AFTER ON](?=[COMMA DOT BREAK]))",
    "period": r"THE ORDINAL NUM LENGTH|(?:THE|THIS)?[LAST PAST NEXT COMING PREVIOUS FOLLOWING RECENT](?:FILLER)?(?:APPROX?NUM(?:[TO DASH]NUM)?)FILLER?DASH?LENGTH|THE?[RECENT COMING PAST]UNITS|THE?[PAST]UNIT|THIS[PAST]UNIT|THE[LAST NEXT]UNITS",
    "duration": r"APPROX?(?:THE(?=NUM FILLER?UNITS))?NUM(?:[TO DASH]NUM)?DASH?FILLER?LENGTH(?:DASH?OLD|ANDHALF|DASH FILLER)?",
    "bare-units": r"UNITS(?:DASH FILLER)?|UNIT DASH FILLER|LENGTHWORD",
    "set": r"EVERY(?:NUM)?[UNIT UNITS WEEKDAY PART SEASON WEEKEND MONTH](?:PART)?|(?:TIMES|NUM TIMES)(?:A|PER|EVERY)UNIT|PER UNIT",
    "weekdays": r"WEEKDAYS",
    "set-word": r"SETWORD",
    "quarter": r"PRE THE?(?:EARLY DASH?)?(?:[ORDINAL NTH LAST]DASH?UNIT|QUARTERNO)(?:OF?(?:THE)?(?:FISCAL?ANYYEAR|[THIS LAST NEXT THAT]UNIT))?|YEAR(?:ORDINAL DASH?UNIT|QUARTERNO)",
    "half": r"PRE THE?ORDINAL DASH?HALF OF?(?:THE|THIS|LAST|NEXT|THAT)?(?:ANYYEAR|UNIT)|PRE THE?[ORDINAL]HALF",
    "nth-week": r"THE?[ORDINAL NTH LAST]UNIT OF?ANYMONTH(?:COMMA?ANYYEAR)?",
    "nth-weekday": r"THE?[ORDINAL NTH LAST]WEEKDAY OF?ANYMONTH(?:COMMA?ANYYEAR)?",
    "week-of": r"THE[UNIT]OF?ANYMONTH DAYNUM(?:COMMA?ANYYEAR)?",
    "season": r"PRE THE?(?:[LAST NEXT THIS COMING])?SEASON(?:OF?ANYYEAR|OF?[LAST THIS NEXT]UNIT)?",
    "holiday": r"(?:[LAST NEXT THIS])?HOLIDAY(?:PART|COMMA?ANYYEAR|THIS UNIT|LAST UNIT)?|NAMED",
    "fiscal": r"(?:THE)?FISCAL ANYYEAR?|FISCAL",
    "present": r"PRESENT|CURRENT",
    "past": r"PASTWORD|RECENT|THE PAST",
    "future": r"FUTUREWORD",
}


@dataclass(frozen=True)
class Word:
    """A word of the text with its class and the value that the lexicon or its form gives it."""

    kind: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True)
class Timex:
    """A match of a rule: its words, and those of the named parts of the pattern."""

    rule: str
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


@cache
def _lexicon() -> tuple[dict[str, dict[tuple[str, ...], tuple[str, Any]]], frozenset[str], frozenset[str]]:
    """Return phrases by their first word, the cased classes, and the months read only beside a number."""
    data = read_yaml("time-words")
    phrases: dict[str, dict[tuple[str, ...], tuple[str, Any]]] = {}
    for kind, words in data["words"].items():
        for phrase, value in words.items():
            key = tuple(match[0] for match in _TOKEN.finditer(str(phrase).lower()))
            phrases.setdefault(key[0], {})[key] = (kind.upper(), value)
    return phrases, frozenset(name.upper() for name in data["cased"]), frozenset(data["beside_number"])


@cache
def _codes() -> dict[str, str]:
    """Return one character for every class, so that a rule is a pattern over characters."""
    kinds = [*(kind.upper() for kind in read_yaml("time-words")["words"]), *_TOKEN.groupindex]
    extra = ["SHORTMONTH", "DAYNO", "YEAR", "COMMA", "DOT", "DASH", "BREAK"]
    return {kind: chr(0x100 + number) for number, kind in enumerate(dict.fromkeys([*kinds, *extra]))}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    codes = _codes()

    def _expand(pattern: str) -> str:
        for name, body in _MACROS.items():
            pattern = re.sub(rf"\b{name}\b", f"(?:{body})", pattern)
        pattern = re.sub(r"(?<!\(\?)\b[A-Z]+\b", lambda match: codes[match[0]], pattern)
        return pattern.replace(" ", "")

    return {name: re.compile(_expand(pattern)) for name, pattern in _RULES.items()}


def words_of(text: str) -> list[Word]:
    """Return the words, numbers and marks of a text with their classes."""
    phrases, cased, short = _lexicon()
    raw = [(match.lastgroup or "OTHER", match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]
    words: list[Word] = []
    index = 0
    while index < len(raw):
        kind, surface, start, end = raw[index]
        found = phrases.get(surface.lower())
        if found is not None and (hit := _longest(found, raw, index)):
            length, (name, value) = hit
            if name not in cased or surface[0].isupper():
                if name == "MONTH" and len(surface) <= 4 and surface.lower() not in ("may", "june", "july"):
                    name = "SHORTMONTH"
                words.append(Word(name, value, start, raw[index + length - 1][3]))
                index += length
                continue
        words.append(_by_form(kind, surface, start, end))
        index += 1
    return words


def _longest(
    found: dict[tuple[str, ...], tuple[str, Any]], raw: list[tuple[str, str, int, int]], index: int
) -> tuple[int, tuple[str, Any]] | None:
    for length in range(min(5, len(raw) - index), 0, -1):
        if hit := found.get(tuple(item[1].lower() for item in raw[index : index + length])):
            return length, hit
    return None


def _by_form(kind: str, surface: str, start: int, end: int) -> Word:
    value: Any = surface
    if kind == "NUMBER":
        digits = surface.replace(",", "")
        value = float(digits) if len(digits) < 16 else 0.0
        if surface.isdigit() and value.is_integer():
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


_MARKS = {
    ",": "COMMA",
    ".": "DOT",
    ";": "DOT",
    ":": "DOT",
    "!": "DOT",
    "?": "DOT",
    ")": "DOT",
    "\n": "BREAK",
} | dict.fromkeys(_DASHES, "DASH")


def find_timexes(text: str) -> Iterator[Timex]:
    """Yield the matches of the grammar in order: at each place the longest first, of equals the first rule's.

    Matches overlap; the caller takes the first that stands and skips what begins before its end.
    """
    words = words_of(text)
    codes = _codes()
    line = "".join(codes[word.kind] for word in words)
    hits = [
        (match.start(), -match.end(), order, name, match)
        for order, (name, pattern) in enumerate(_patterns().items())
        for match in pattern.finditer(line)
    ]
    for start, end, _, name, match in sorted(hits, key=lambda hit: hit[:3]):
        parts = {part: tuple(words[slice(*match.span(part))]) for part in match.groupdict() if match[part]}
        before = words[start - 1] if start else None
        after = words[-end] if -end < len(words) else None
        yield Timex(name, tuple(words[start:-end]), parts, before, after)
