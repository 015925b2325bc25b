"""The lines of an article: breaks, bullets, and titles and headings that are glued into paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from workbook.cleaning.cues import SHORT, find_cue
from workbook.cleaning.glued import Prose, starts
from workbook.cleaning.normalise import BULLET, GLYPHS
from workbook.cleaning.published import DATE_AFTER_TITLE, DATELINE_AFTER_TITLE

NAME = r"[A-Z][\w.'’-]+(?: (?:(?:al|de|van|von|bin|el|da|di|del)[ -])?[A-Z][\w.'’-]*){1,3}"
MANY = 20_000  # lines, bullets and sentences; a long report has fewer, or longer ones
_GLYPH = re.compile(rf"[{GLYPHS}](?<= .)(?= ?\S)")
_PIECE = re.compile(rf"[\n.!?…:{GLYPHS}]")
_GLUED = 500  # characters from which a paragraph may hide headings
_GLUED_BYLINE = re.compile(rf" (?:By|BY) {NAME}(?: ?[|,/–—-] ?[A-Z][\w .]{{1,30}})?[ |,]*$|(?<=[a-z]) By {NAME}(?= |$)")


@dataclass(slots=True)
class Line:
    """A line to be: a span of the normalised text and what it is."""

    start: int
    end: int
    text: str
    role: str = "paragraph"
    rule: str = ""
    run_in: int = 0  # where the colon of its run-in heading stands
    mark: int = 0  # length of its bullet
    named: str = ""  # the author, in a byline

    def set_aside(self, kind: str, rule: str) -> None:
        """Make it residue."""
        self.role, self.rule = kind, rule

    @property
    def n_words(self) -> int:
        """Words, counted by spaces."""
        return self.text.count(" ") + 1


def is_noise(text: str) -> bool:
    """Return whether a text is made of bits: many more lines, bullets or stops than words of an article allow."""
    pieces = len(_PIECE.findall(text)) if len(text) > MANY else 0
    return pieces > MANY and len(text) < 25 * pieces


def split(text: str) -> list[Line]:
    """Return the lines of the normalised text: breaks, bullets, and headings glued into paragraphs."""
    prose, lines, at = Prose(text), [], 0
    rows = text.split("\n")
    dashes = {mark for a, b in pairwise(filter(None, rows)) if a[1:2] == " " and (mark := a[:2]) == b[:2]}
    has_glyphs = any(glyph in text for glyph in GLYPHS)
    for row in rows:
        places = [match.start() for match in _GLYPH.finditer(row)] if has_glyphs else []
        for place, end in pairwise([0, *places, len(row)]):
            lines += _parts(prose, at + place, at + end, dashes)
        at += len(row) + 1
    return lines


def _parts(prose: Prose, start: int, end: int, dashes: set[str]) -> list[Line]:
    text = prose.text
    start, end = start + text.startswith(" ", start, end), end - text.endswith(" ", start, end)
    if start >= end:
        return []
    bullet, mark = None if text[start].isalnum() else BULLET.match(text, start, end), 0
    if bullet and (bullet.group()[0] in GLYPHS or bullet.group() in dashes) and bullet.end() < end:
        mark = bullet.end() - start
    elif end - start >= _GLUED:
        return _unglued(prose, start, end)
    colon = prose.run_in_end(start + mark, end)
    run_in = colon if colon > start + mark else 0
    return [Line(start, end, text[start:end], "bullet" if mark else "paragraph", run_in=run_in, mark=mark)]


def _unglued(prose: Prose, start: int, end: int) -> list[Line]:
    """Split a long paragraph where headings are glued into it, and cues to its end."""
    text, lines = prose.text, []
    places = starts(text, start, end)
    first, colon_at = start, 0

    def close(stop: int) -> None:
        if body := text[first:stop].rstrip():
            lines.append(Line(first, first + len(body), body, run_in=colon_at))

    if start == 0:
        lines += _opening(prose, end)
        first = lines[-1].end + 1 if lines else 0
    head_to = first
    for place in places:
        if place < head_to:
            continue
        stop = prose.heading_end(place, end)
        if stop > place:
            close(place)
            lines.append(Line(place, stop, text[place:stop], "heading", "heading-glued"))
            first, head_to, colon_at = stop + 1, stop + 1, 0
        elif (colon := prose.run_in_end(place, end)) > place:
            close(place)
            first, head_to, colon_at = place, colon + 2, colon
    cues = _cues_at_end(text, [place for place in places if place > first], end)
    close(cues[0].start if cues else end)
    return lines + cues


def _cues_at_end(text: str, places: list[int], end: int) -> list[Line]:
    """Return the last sentences of a paragraph that are prompts or links."""
    cues: list[Line] = []
    while places and end - places[-1] <= SHORT and find_cue(text[places[-1] : end].rstrip(), tail=True):
        place = places.pop()
        body = text[place:end].rstrip()
        cues.insert(0, Line(place, place + len(body), body))
        end = place
    return cues


def _opening(prose: Prose, end: int) -> list[Line]:
    """Return title, byline and date line where they are glued to the beginning."""
    text, end = prose.text, min(end, 400)
    found = [match for pattern in (DATELINE_AFTER_TITLE, DATE_AFTER_TITLE) if (match := pattern.search(text, 0, end))]
    dated = min(found, key=lambda match: match.start(), default=None)
    if not dated:
        stop = prose.heading_end(0, end, opening=True)
        return [Line(0, stop, text[:stop], "title", "title-glued")] if stop else []
    spans = [(0, dated.start())]
    if byline := _GLUED_BYLINE.search(text, 0, dated.start() + 1):
        spans = [(0, byline.start()), (byline.start() + 1, dated.start())]
    if "date" in dated.groupdict():
        spans.append((dated.start() + 1, dated.end()))
    bodies = [(start, text[start:stop].rstrip()) for start, stop in spans if stop > start]
    lines = [Line(start, start + len(body), body) for start, body in bodies]
    lines[0].role, lines[0].rule = "title", "title-glued"
    return lines
