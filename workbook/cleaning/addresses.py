"""Addresses inside sentences, and the marks of links and pictures around words: they are no words of the article."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from workbook.cleaning.cleaned import Residue
from workbook.cleaning.normalise import Built, Run, compose
from workbook.cleaning.offsets import OffsetMap

_SIGNS = ("://", "www.", "@", "](", " chars]")  # in a line without one of them there is nothing to find
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_TARGET = r"\((?:https?:|www\.|mailto:|[/#])[^()\s]{0,2000}(?: \"[^\"\n]{0,200}\")?\)"
_FOUND = re.compile(
    rf"(?P<image> ?!\[[^\[\]\n]{{0,300}}\](?:{_TARGET}|\([^()\s]{{1,500}}\)))"  # ![A map](https://a.example/map.png)
    rf"|(?P<open>\[)(?=[^\[\]\n]{{1,300}}\]{_TARGET})"  # [the list](https://a.example)
    rf"|(?P<close>\]{_TARGET})"
    r"|(?P<bare> ?[(<\[]?(?:https?://|www\.(?=\w))[^\s<>\"”’\])]*[^\s<>\"”’\]).,;:!?'](?:[)>\]](?=$|[\s.,;:!?)]))?)"
    r"|(?P<mail> ?[(<\[]?(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}[)>\]]?)"
    r"|(?P<rest> ?(?:…|\.\.\.)? ?\[\+\d{1,9} chars?\])"  # … [+1843 chars]
)
_WORD = re.compile(r"[^\W\d_]{2}")
_LABEL = re.compile(r"^\W{0,5}[A-Z][\w -]{0,20}: ?")


def without_addresses(
    flat: str, runs: list[Run], source_text: str, restored: Collection[tuple[int, int]]
) -> tuple[str, list[Run], list[Residue]]:
    """Return the text without addresses, its runs into the source, and what was taken out.

    A line that is nothing but an address stays; it is set aside as a line. So do spans that the analyst restored.
    """
    matches = list(_matches(flat))
    if not matches:
        return flat, runs, []
    way_back, built, residue, at = OffsetMap(runs), Built(), [], 0
    for match in matches:
        start, end = match.span()
        raw_start, raw_end = way_back.to_source(start, end)
        kept = any(raw_start < high and low < raw_end for low, high in restored)
        if kept or (match.lastgroup in ("bare", "mail") and _is_alone(flat, start, end)):
            continue
        built.add(flat[at:start], at)
        at = end
        kind = "caption" if match.lastgroup == "image" else "other"
        residue.append(Residue(raw_start, raw_end, source_text[raw_start:raw_end], kind, f"inline-{match.lastgroup}"))
    built.add(flat[at:], at)
    return built.text, compose(built.runs, runs), residue


def _matches(flat: str) -> Iterator[re.Match[str]]:
    """Yield what is found in the lines that have a sign of an address."""
    end = -1
    for sign in _SIGN.finditer(flat) if any(one in flat for one in _SIGNS) else ():
        if sign.start() < end:
            continue
        start, end = flat.rfind("\n", 0, sign.start()) + 1, flat.find("\n", sign.end())
        end = end if end >= 0 else len(flat)
        yield from _FOUND.finditer(flat, start, end)


def _is_alone(flat: str, start: int, end: int) -> bool:
    """Say whether the line holds no other words than the address, but for "To:" or the like before it."""
    low, high = flat.rfind("\n", 0, start) + 1, flat.find("\n", end)
    after = flat[end : high if high >= 0 else len(flat)]
    return not _WORD.search(_LABEL.sub("", flat[low:start])) and not _WORD.search(after)
