"""How much room a text takes on a chart, and texts cut or broken to fit.

Charts are laid out in pixels before anything is drawn, so that widths are estimated: Arial, rounded up.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_NARROW = dict.fromkeys("iljtfrI.,:;'’|!()[] -·", 0.34)


_WIDE = dict.fromkeys("mwMWЖШЩЮФжшщюф@%—…", 0.92)


class _Widths(dict[str, float]):
    """Width of each character over the size of the letters, learned as it is met."""

    def __missing__(self, character: str) -> float:
        wide = 1.0 if ord(character) > 0x2E80 else 0.7 if character.isupper() else 0.57
        self[character] = wide
        return wide


_WIDTHS = _Widths(_NARROW | _WIDE)


@lru_cache(maxsize=20_000)
def width_of(text: str, size: float = 11) -> float:
    """Return about how many pixels a line of text takes, rather too many than too few."""
    return size * sum(map(_WIDTHS.__getitem__, text))


@lru_cache(maxsize=20_000)
def clip(text: str, room: float, size: float = 11) -> str:
    """Return the text, or as much of it as fits into ``room`` pixels, with an ellipsis."""
    text = text[:400]
    if width_of(text, size) <= room:
        return text
    used, limit = 0.0, room - size
    for at, character in enumerate(text):
        used += size * _WIDTHS[character]
        if used > limit:
            return f"{text[:at].rstrip()}…" if at else ""
    return text


def wrapped(parts: Iterable[str], room: float, size: float = 11) -> list[str]:
    """Return the parts joined by middle dots, in as many lines as ``room`` pixels ask for."""
    lines = [""]
    for word in " · ".join(parts).replace(" ·", "\u00a0·").split(" "):
        longer = f"{lines[-1]} {word}".lstrip()
        if width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]


def two_lines(words: str, room: float, size: float = 11) -> list[str]:
    """Return the words in at most two lines, cut with an ellipsis."""
    first: list[str] = []
    rest = words.split()
    while rest and width_of(" ".join([*first, rest[0]]), size) <= room:
        first.append(rest.pop(0))
    if not first:
        return [clip(words, room, size)]
    return [" ".join(first), clip(" ".join(rest), room, size)] if rest else [" ".join(first)]
