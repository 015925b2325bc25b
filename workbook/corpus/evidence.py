"""The passage behind a row: highlighted in its article, as HTML in which every word of the article is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

CONTEXT = 320  # characters shown on each side of the passage, to the next line break or space


@dataclass(frozen=True)
class Evidence:
    """A passage with what stands around it.

    Attributes:
        before, words, after: The passage and its surroundings, as printed.
        title: Title of the article or plan.
        place: Where it stands: section, page or row, file.
        reading: How a value was read from the words; empty where there is nothing to explain.
        marks: Spans that are emphasised once more, counted from the start of ``words``, and what they are:
            ``date``, ``speaker``, ``cue``. They may lie in ``before`` and ``after``.
    """

    before: str
    words: str
    after: str
    title: str
    place: str
    reading: str = ""
    marks: tuple[tuple[int, int, str], ...] = ()

    @property
    def html(self) -> str:
        """The passage as HTML: no script, link or style of the article survives."""
        before, words, after = (
            self._emphasised(*part)
            for part in ((self.before, len(self.before)), (self.words, 0), (self.after, -len(self.words)))
        )
        quoted = f"{before}<mark>{words}</mark>{after}".replace("\n", "<br>")
        reading = f"<div class='wb-reading'>{escape(self.reading)}</div>" if self.reading else ""
        return (
            f"<blockquote class='wb-evidence'><div class='wb-title'><b>{escape(self.title)}</b></div>"
            f"<p>{quoted}</p><div class='wb-place'>{escape(self.place)}</div>{reading}</blockquote>"
        )

    def _emphasised(self, text: str, shift: int) -> str:
        parts, at = [], 0
        for start, end, kind in sorted((start + shift, end + shift, kind) for start, end, kind in self.marks):
            if at <= start < end <= len(text):
                parts += [escape(text[at:start]), f"<b class='wb-{kind}'>{escape(text[start:end])}</b>"]
                at = end
        return "".join([*parts, escape(text[at:])])

    def _repr_html_(self) -> str:
        return self.html

    def __str__(self) -> str:
        return f"{self.title}\n…{self.before}[{self.words}]{self.after}…\n{self.place}"


def passage(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return the words before, between and after, cut at line breaks or spaces with an ellipsis."""
    left = max(0, start - CONTEXT)
    right = min(len(text), end + CONTEXT)
    line_start, line_end = text.rfind("\n", left, start), text.find("\n", end, right)
    before = text[line_start + 1 : start] if line_start >= 0 else _cut_left(text[left:start], cut=left > 0)
    after = text[end:line_end] if line_end >= 0 else _cut_right(text[end:right], cut=right < len(text))
    return before, text[start:end], after


def _cut_left(text: str, *, cut: bool) -> str:
    return "… " + text.partition(" ")[2] if cut else text


def _cut_right(text: str, *, cut: bool) -> str:
    return text.rpartition(" ")[0] + " …" if cut else text


def inside(spans: Iterable[tuple[int, int, str]], start: int) -> tuple[tuple[int, int, str], ...]:
    """Return the spans counted from ``start``."""
    return tuple((s - start, e - start, kind) for s, e, kind in spans)
