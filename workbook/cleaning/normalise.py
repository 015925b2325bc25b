"""Unicode, white space and line breaks made plain, with the way back to the source text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from workbook.reading.paragraphs import SERIES, is_broken

Run = tuple[int, int, int]

# Control and format characters that no reader sees; lone surrogates cannot be stored.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
# White space spelt out: a class without "\\s" in it is looked up in one table, several times as fast.
_WHITE = "\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# Not a space or a line break alone, which most gaps are: they stay as they are.
_GAP = re.compile(rf"(?P<gap>[{_WHITE}{_INVISIBLE}](?:[{_WHITE}{_INVISIBLE}]+|(?<![ \n])))")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_WIDE = ("  ", " \n", "\n ", "\n\n\n")
# All below U+0300 is its own composed form. A base and more than thirty marks is no word (stream-safe text, UAX 15).
_COMPOSABLE = re.compile(
    rf"[!-\u02ff]?[^\x00-\u02ff\u2000-\u206f\s{_INVISIBLE}][^\x00-\u02ff\u2000-\u206f\s{_INVISIBLE}]{{0,99}}"
)
_LIGATURES = frozenset("ﬀﬁﬂﬃﬄﬅﬆ")  # of printers; no other text writes five as "ﬁve"
_MOST_MARKED = 100_000  # a text with more is in no language that is read here; it stays as it is
_MARKED = re.compile("[\u0300-\u1fff\u2070-\uffff]")
_EITHER = re.compile(f"{_GAP.pattern}|{_COMPOSABLE.pattern}")
_WIDEST = 130  # characters of a line that was cut at a width
_WORD, _HYPHENED = re.compile(r"\w+(?:-\w+)*"), re.compile(r"\w-$")
_SOFT_END = re.compile(r"[\w,;)’'\-–—]$")
GLYPHS = "•●▪◦‣∙■□▸►✓➤"
BULLET = re.compile(rf"[{GLYPHS}*·–—-] ?")


@dataclass
class Built:
    """A text put together from pieces of another, with runs that lead back."""

    runs: list[Run] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, new: str, start: int | None = None) -> None:
        """Append ``new``; it stands for the parent's characters from ``start``, or for none of them."""
        if start is not None and new:
            self.runs.append((self.length, start, len(new)))
        self.pieces.append(new)
        self.length += len(new)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.pieces)


def compose(outer: list[Run], inner: list[Run]) -> list[Run]:
    """Return runs from ``outer``'s text to the text that ``inner`` leads to."""
    starts = [run[0] for run in inner]
    runs: list[Run] = []
    for clean, middle, length in outer:
        end = middle + length
        for index in range(max(bisect_right(starts, middle) - 1, 0), len(inner)):
            at, raw, size = inner[index]
            if at > end or (at == end and size):
                break
            low, high = max(at, middle), min(at + size, end)
            if low < high or (size == 0 and at > middle):
                runs.append((clean + low - middle, raw + low - at, high - low))
    return runs


def normalise(raw: str) -> tuple[str, list[Run]]:
    """Return the text in NFC with plain spaces and line breaks, and its runs into ``raw``.

    White space is one space; a line break is one, a blank line two; hard-wrapped lines are joined.
    """
    built, at = Built(), 0
    marked = 0 if _is_western(raw) else sum(1 for _ in _MARKED.finditer(raw))
    looked_for = _EITHER if 0 < marked <= _MOST_MARKED else _GAP
    gaps_are_plain = raw.replace("\n", "").isprintable() and not any(gap in raw for gap in _WIDE)
    for match in () if gaps_are_plain and looked_for is _GAP else looked_for.finditer(raw):
        found, start = match.group(), match.start()
        gap = match.lastgroup == "gap"
        if found in ("\n", "\n\n") or (not gap and _is_plain(found)):
            continue
        built.add(raw[at:start], at)
        at = match.end()
        if gap:
            built.add(_plain(found))
            continue
        for sign in _signs(found):
            composed = unicodedata.normalize("NFKC" if sign in _LIGATURES else "NFC", sign)
            for number, char in enumerate(composed):
                built.add(char, start + min(number, len(sign) - 1))
            start += len(sign)
            built.runs.append((built.length, start, 0))
    built.add(raw[at:], at)
    joined = _unwrapped(built.text)
    return joined.text, compose(joined.runs, built.runs)


def _is_western(raw: str) -> bool:
    """Say whether all signs are of Windows-1252: each is its own composed form."""
    try:
        raw.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _is_plain(found: str) -> bool:
    return unicodedata.is_normalized("NFC", found) and _LIGATURES.isdisjoint(found)


@lru_cache(maxsize=1_000)
def _plain(gap: str) -> str:
    breaks = len(_BREAK.findall(gap))
    return "\n" * min(breaks, 2) if breaks else " " if re.search(r"\s", gap) else ""


def _signs(word: str) -> list[str]:
    """Return each character with the marks, or the Korean vowels and finals, that are composed with it."""
    starts = [at for at, char in enumerate(word) if unicodedata.category(char)[0] != "M" and not "ᅠ" <= char <= "ᇿ"]
    starts = starts if starts[:1] == [0] else [0, *starts]
    return [word[start:end] for start, end in pairwise([*starts, len(word)])]


def _unwrapped(text: str) -> Built:
    """Return the text with lines joined that were only cut at a width.

    A line was cut if the next line's first word had not fitted; the width is that of the widest line
    that breaks off in the middle of a sentence. A hyphen at its end goes where it only breaks a word.
    """
    built, lines = Built(), text.split("\n")
    soft = [
        len(line)
        for line, after in pairwise(lines)
        if after[:1].islower() and len(line) < _WIDEST and _SOFT_END.search(line)
    ]
    width = max(soft, default=0)
    if len(soft) < 3 or width < 40 or 10 * len(soft) < sum(map(bool, lines)):
        built.add(text, 0)
        return built
    at, words = 0, set(_WORD.findall(text.lower()))
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        cut = line and after and len(line) < _WIDEST and not BULLET.match(after) and _is_cut(line, after, width)
        hyphened = cut and _HYPHENED.search(line) and after[0].isalnum() and not SERIES.match(after)
        built.add(line[:-1] if hyphened and is_broken(line, after, words) else line, at)
        at += len(line) + 1
        if not hyphened and at <= len(text):
            built.add(" " if cut else "\n")
    return built


def _is_cut(line: str, after: str, width: int) -> bool:
    fits = len(line) + 1 + len(after.split(" ", 1)[0]) <= width
    return not fits or (after[0].islower() and 2 * len(line) > width)
