"""How the points of a plan are numbered: 'Article 3', '12.', '(a)', 'iv)', bullets, and marks of deletion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from workbook.lexicons import read_lexicon

_BULLET = re.compile(r"[+•*‣◦▪–—-][ \t]+")
# "12.", "A-1.", "3:", "9 bis.", "2 – ", and with parts and no stop "1.2", "1.2.a", "9.1 bis"
_NUMBER = re.compile(
    r"(\d{1,3}(?:\.(?:\d{1,2}|[a-z]))+(?: (?:bis|ter|quater))?)[ \t]+(?=\S)"
    r"|((?:[A-Z]{1,2}-)?\d{1,3}(?:\.(?:\d{1,2}|[a-z]))*(?: (?:bis|ter|quater))?)"
    r"(?:[.):](?:[ \t]+(?=\S)|$|(?=[^\d\s]))|[ \t]+[–—-][ \t]+)"
)
# "1.5 million", "2.4 per cent": an amount at the beginning of a line
_AMOUNT = re.compile(r"\d+\.\d+[ \t]*(?:million|billion|trillion|thousand|per ?cent|%|k?m\b|tonnes)", re.IGNORECASE)
_LETTER = re.compile(r"([a-z]{1,5}|[A-Z]{1,5})([.)])[ \t]+(?=\S)")
_BRACKET = re.compile(r"[(\[]([a-z]{1,5}|[A-Z]{1,5}|\d{1,3})[)\]][ \t]*(?=\S)")
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)


@dataclass
class Level:
    """An open level of numbering: its style, how far it is set in, and the last number seen, as a value for letters."""

    style: str
    indent: int
    label: str = ""
    value: int = 0


@cache
def _words(kind: str) -> str:
    table = read_lexicon("plan-words")
    return "|".join(re.escape(word) for word in table.loc[table["kind"] == kind, "word"])


@cache
def _named_point() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_words('point')})[ \t]+(\d{{1,3}}|[IVXLC]{{1,7}}|{_words('numeral')})\b[ \t]*[.:)–—-]*[ \t]*",
        re.IGNORECASE,
    )


@cache
def ordinals() -> dict[str, int]:
    """Return the numbers of "First", "Secondly", …; "Finally" and "Lastly" come last."""
    table = read_lexicon("plan-words")
    words = table.loc[table["kind"] == "ordinal", "word"]
    stems = list(dict.fromkeys(word.removesuffix("ly") for word in words))
    return {word: stems.index(word.removesuffix("ly")) + 1 for word in words}


@cache
def _ordinal() -> re.Pattern[str]:
    """Match "First, …", "Secondly: …" at the beginning of a line, not "First steps are …"."""
    return re.compile(rf"({'|'.join(ordinals())})[,:][ \t]+(?=\S)", re.IGNORECASE)


@cache
def _named_heading() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_words('heading')})[ \t]+(?:\d{{1,3}}|[IVXLC]{{1,7}}|[A-Z]|{_words('numeral')})\b", re.IGNORECASE
    )


def is_heading(line: str) -> bool:
    """Say whether a line begins a part of the plan: '## Security', 'Chapter II'."""
    return line.startswith("#") or bool(_named_heading().match(line))


@cache
def _deleted() -> re.Pattern[str]:
    words = _words("deleted")
    return re.compile(
        rf"\W*(?:(?:{_words('point')})[ \t]+\w{{1,4}}\b[^.]{{0,60}}?\b)?"
        rf"(?:(?:is|was|has been|to be)[ \t]+)?(?:{words})\W*",
        re.IGNORECASE,
    )


def is_deleted(text: str) -> bool:
    """Say whether a point is only a mark of its deletion: '[deleted]', 'Point 3 of the draft is deleted'."""
    return bool(_deleted().fullmatch(text)) or (text.startswith("~~") and text.endswith("~~"))


def find_mark(levels: Sequence[Level], bare: str, indent: int) -> tuple[str, str, int, int] | None:
    """Return style, label, value (of letters) and length of what numbers the line, or None for plain words."""
    if found := _named_point().match(bare):
        rest = bare[found.end() :]
        if not rest[:1].islower():  # "Point 3 of the plan …" is a sentence
            return "named", found[1], 0, found.end()
    bullet = _BULLET.match(bare)
    offset = bullet.end() if bullet else 0
    rest = bare[offset:]
    if found := _ordinal().match(rest):
        return "ordinal", found[1], ordinals()[found[1].lower()], offset + found.end()
    if (found := _NUMBER.match(rest)) and not _AMOUNT.match(rest):
        label = found[1] or found[2]
        parts = label.split(".")
        goes_on = any(re.split(r"[. ]", level.label)[0] == parts[0] for level in levels)
        begins = rest[found.end() :][:1].isupper() and (
            label == "1.1" or any(level.style == "number2" for level in levels)
        )
        if len(parts) > 1 and not (goes_on or begins):
            return None  # "1.5 million" at the beginning of a line
        return f"number{len(parts)}", label, 0, offset + found.end()
    for pattern, style in ((_BRACKET, "()"), (_LETTER, ".")):
        if found := pattern.match(rest):
            style = found[2] if style == "." else style
            kind, value = _letter(levels, found[1], style, indent)
            if value:
                return f"{kind}{style}", found[1], value, offset + found.end()
    return ("bullet", "", 0, offset) if bullet else None


def _roman(label: str) -> int:
    if not label or not _ROMAN.fullmatch(label):
        return 0
    worth = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    values = [worth[letter] for letter in label.lower()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _letter(levels: Sequence[Level], label: str, mark: str, indent: int) -> tuple[str, int]:
    """Tell (i) the roman one from (i) after (h): what goes on with an open level wins, then what begins one."""
    if label.isdigit():
        return "digit", int(label)
    case = "A" if label.isupper() else "a"
    readings = [(f"{case}roman", _roman(label))]
    if len(label) == 1:
        readings.append((f"{case}letter", ord(label.lower()) - 96))
    readings = [(kind, value) for kind, value in readings if value]
    for level in reversed(levels):
        for kind, value in readings:
            if level.style == f"{kind}{mark}" and level.value < value <= level.value + 3:
                return kind, value
    for kind, value in readings:
        if value == 1 and (levels or case == "A" or mark == "()"):
            return kind, value
    return readings[-1] if readings and len(label) == 1 and mark != "." else ("", 0)


def is_same(open_level: Level, level: Level) -> bool:
    """Say whether a mark goes on with an open level of numbering."""
    return open_level.style == level.style and (level.style == "named" or abs(open_level.indent - level.indent) < 2)
