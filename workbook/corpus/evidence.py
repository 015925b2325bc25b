"""The passage behind a row: highlighted in its article, as HTML in which every word of the article is escaped."""

from __future__ import annotations

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

    def quoted(self, context: int = CONTEXT) -> str:
        """Return the words and some characters around them as HTML, without title and place."""
        before = self.before if len(self.before) <= context else self.before[-context:].partition(" ")[2]
        after = self.after if len(self.after) <= context else self.after[:context].rpartition(" ")[0]
        parts = (
            "… " * (len(before) < len(self.before)),
            self._emphasised(before, len(before)),
            f"<mark>{self._emphasised(self.words, 0)}</mark>",
            self._emphasised(after, -len(self.words)),
            " …" * (len(after) < len(self.after)),
        )
        return "".join(parts)

    @property
    def html(self) -> str:
        """The passage as HTML: no script, link or style of the article survives."""
        quoted = self.quoted()
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
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    if "\n" in before:
        before = before.rpartition("\n")[2]
    elif start > CONTEXT:
        before = f"… {before.partition(' ')[2]}"
    if "\n" in after:
        after = after.partition("\n")[0]
    elif end + CONTEXT < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    return before, text[start:end], after
