"""Lines that a page's width broke, joined to paragraphs again; hyphens at their ends go where they broke a word."""

from __future__ import annotations

import re
from collections.abc import Set

from workbook.meaning.vocabulary import is_word
from workbook.reading.days import DAY_MONTH, ISO, NUMBERS
from workbook.reading.names import BY

BULLET = re.compile(r"\s*(?:[•‣▪●◦·*–—-]|\(?\d{1,2}[.)]|\((?:[a-z]|[ivx]{2,4})\)|§ ?\d{1,3}\b)\s+(?=\S)")
END = re.compile(r"[.!?:…][\"'”’»)\]]*$")
HYPHENED = re.compile(r"[^\s-][-\xad‐]$")
SERIES = re.compile(r"(?:and|or|to)\b")  # "mid- and long-term"
NEAR, FULL, SHORT = 0.9, 0.75, 0.6  # of the usual width of a line


def join_lines(lines: list[str]) -> str:
    """Return paragraphs with a blank line between them; no word is added or left out.

    A paragraph ends at an empty line, before a bullet or a number, and after a line well short of the
    page's usual width that ends a sentence or stands as a heading. A hyphen at a line's end goes where
    it only breaks a word.
    """
    lines = [" ".join(line.split()) for line in lines]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[-1 - len(lengths) // 10] if lengths else 0
    words = set(re.findall(r"\w+(?:-\w+)*", "\n".join(lines).lower()))
    paragraphs: list[list[str]] = [[]]
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else ""
        after = lines[index + 1] if index + 1 < len(lines) else ""
        if _breaks(before, line, after, width):
            paragraphs.append([])
        if line:
            paragraphs[-1].append(line)
    return "\n\n".join(_joined(part, words) for part in paragraphs if part)


def _breaks(before: str, line: str, after: str, width: int) -> bool:
    if not line or not before or BULLET.match(line):
        return True
    if END.search(before) and not line[0].islower() and len(f"{before} {line.split()[0]}") < NEAR * width:
        return True  # the next word would have fitted
    if BY.match(before) and any(day.match(line) for day in (DAY_MONTH, ISO, NUMBERS)):
        return True
    if len(before) < FULL * width:
        return bool(END.search(before)) or (line[0].isupper() and not before.endswith((",", ";", "-")))
    heads = line[0].isupper() and len(line) < SHORT * width and not END.search(line) and after[:1].isupper()
    return heads and bool(END.search(before))


def _joined(lines: list[str], words: set[str]) -> str:
    parts = [BULLET.sub("• ", lines[0]) if lines[0][0] in "•‣▪●◦·" else lines[0]]
    for line in lines[1:]:
        hyphened = HYPHENED.search(parts[-1]) and line[0].isalnum() and not SERIES.match(line)
        if hyphened and is_broken(parts[-1], line, words):
            parts[-1] = parts[-1][:-1]
        parts.append(line if hyphened else f" {line}")
    return "".join(parts)


AT_END = re.compile(r"(\w+)[-\xad‐]$")
PART = re.compile(r"\w+(?:['’]s\b)?")


def is_broken(line: str, after: str, words: Set[str]) -> bool:
    """Say whether the hyphen at the end of ``line`` only breaks the word that goes on in ``after``.

    What stands elsewhere in the text decides: the word in one piece, or with its hyphen. Else two words are
    a compound where both are words and their whole is none ("no-fly", "ex-president"); names, numbers and
    what goes on with a capital are never broken words.

    Args:
        line: The line that ends with the hyphen.
        after: The line under it.
        words: The words of the text in small letters, compounds with their hyphens.
    """
    left, right = AT_END.search(line), PART.match(after)
    if not left or not right or not right[0][0].islower() or left[1][-1].isdigit():
        return False
    first, second = left[1].lower(), right[0].lower()
    if not words.isdisjoint(_forms(first + second)):
        return True
    if f"{first}-{second}" in words:
        return False
    return is_word(first + second) or not (is_word(first) and is_word(second))


def _forms(word: str) -> tuple[str, ...]:
    bare = word.removesuffix("'s").removesuffix("’s")
    return bare, f"{bare}s", bare.removesuffix("s")
