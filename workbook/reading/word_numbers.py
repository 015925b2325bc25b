"""The numbers that Word counts by itself: they stand in no paragraph, only the rule by which they are made.

WordprocessingML (ISO/IEC 29500-1, 17.9): a paragraph names a list (``numId``) and a level of it; the list names the
abstract one that says how each level is counted (``numFmt``) and printed (``lvlText``: "%1.%2").
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Any, NamedTuple

_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST = 399  # what a list counts to; beyond it, it is no list of points
_LEVELS = 9


class _Level(NamedTuple):
    start: int
    form: str
    printed: str


class WordNumbers:
    """Counts the numbered paragraphs of a document, in their order.

    Args:
        document: What python-docx opened.
    """

    def __init__(self, document: Any) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE

        self._levels: dict[tuple[str, int], _Level] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._of_style = {style.style_id: style.element for style in document.styles}
        try:
            numbering = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
        except KeyError:  # nothing is numbered
            return
        for number in _found(numbering, "./w:num"):
            self._abstract[_value(number, "@w:numId")] = _value(number, "./w:abstractNumId/@w:val")
        for abstract in _found(numbering, "./w:abstractNum"):
            for level in _found(abstract, "./w:lvl"):
                start, form = _value(level, "./w:start/@w:val") or "1", _value(level, "./w:numFmt/@w:val")
                place = _value(abstract, "@w:abstractNumId"), _small(_value(level, "@w:ilvl"))
                self._levels[place] = _Level(_small(start), form, _value(level, "./w:lvlText/@w:val"))

    def next(self, paragraph: Any) -> str | None:
        """Return the number that Word prints before a paragraph, None where it prints a bullet or nothing.

        Args:
            paragraph: A ``w:p`` element; each is asked for once, in the order of the document.
        """
        number_id, depth = self._place(paragraph)
        abstract = self._abstract.get(number_id or "")
        level = self._levels.get((abstract, depth)) if abstract is not None else None
        if abstract is None or level is None:
            return None
        counts = self._counts[abstract]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            counts.pop(deeper, None)
        if level.form in ("bullet", "none") or "%" not in level.printed:
            return None
        return re.sub(r"%([1-9])", lambda found: self._printed(abstract, int(found[1]) - 1), level.printed)

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """Return the list and the level of a paragraph, by itself or by its style."""
        style = self._of_style.get(paragraph.style or "")
        for element in (paragraph, style):
            found = _found(element, "./w:pPr/w:numPr") if element is not None else ()
            if found and (number_id := _value(found[0], "./w:numId/@w:val")):
                return number_id, _small(_value(found[0], "./w:ilvl/@w:val") or "0")
        return None, 0

    def _printed(self, abstract: str, depth: int) -> str:
        level = self._levels.get((abstract, depth))
        if level is None:
            return ""
        return _in_form(self._counts[abstract].get(depth, level.start), level.form)


def _in_form(count: int, form: str) -> str:
    """Return a count as its level prints it: 4, d, D, iv or IV."""
    if not 0 < count <= _MOST:
        return str(count)
    text = str(count)
    if form.endswith("Letter"):
        text = chr(ord("a") + (count - 1) % 26) * (1 + (count - 1) // 26)
    elif form.endswith("Roman"):
        text = ""
        for value, letters in _ROMAN:
            text += letters * (count // value)
            count %= value
    return text.upper() if form.startswith("upper") else text


@cache
def _path(path: str) -> Any:
    from lxml.etree import XPath

    return XPath(path, namespaces={"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"})


def _found(element: Any, path: str) -> Any:
    return _path(path)(element)


def _value(element: Any, path: str) -> str:
    return str(next(iter(_found(element, path)), ""))


def _small(text: str) -> int:
    """Return a number of a few digits; what is none counts as 0."""
    return int(text) if re.fullmatch(r"\d{1,4}", text, re.ASCII) else 0
