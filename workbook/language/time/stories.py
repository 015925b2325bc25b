"""Which year a date without one is of: that of the history it stands in, or the one around publication.

A history inside a news article is told paragraph by paragraph: "On 11 February 2012 … He resigned on 3 October". A year
named in passing lends nothing to the next sentence: "They fled in 1994. On 10 December the rebels took the town."
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from workbook.language.time.grammar import Timex
from workbook.language.time.periods import bounds
from workbook.language.time.tense import is_told_now

if TYPE_CHECKING:
    from spacy.tokens import Span

_YEARS_OF_A_HISTORY = 4
_DAYS_AROUND_NEWS = frozenset({"weekday", "today", "ago", "unit-shift"})
_SENTENCE_ENDS = re.compile(r"(?<![A-Z])[.!?][”\"']?\s|\n")
_REACH = 3000  # characters of a paragraph
_ASIDE = frozenset({"acl", "acl:relcl", "appos"})  # "the rebels, who signed in 2016, met on 3 March"
_ATTRIBUTES = frozenset({"compound", "nmod:desc", "nummod", "amod", "nmod:unmarked"})
_YEARS_OFF = frozenset({"ago", "later"})  # "two decades earlier" leads away from what is told


def is_history(timexes: Iterable[Timex], published: date | None) -> bool:
    """Tell a text that goes from year to year from news, whose days count from publication."""
    years = news = reached = 0
    for timex in timexes:
        if timex.words[0].start < reached:
            continue
        reached = timex.words[-1].end
        year = timex.get("YEAR")
        years += year is not None and (published is None or year < published.year)
        news += timex.rule in _DAYS_AROUND_NEWS
    return years >= _YEARS_OF_A_HISTORY and 4 * news <= years


@dataclass
class Story:
    """The last date whose year is known, and whether what follows is still told of that time."""

    text: str
    dated: bool  # the day of publication is known
    history: bool  # the whole text is a history
    value: str = ""
    end: int = 0
    whole: bool = False  # it names a month, not a year alone
    broken: bool = False  # a day counted from publication has been named since
    span: Span | None = None

    def lends(self, start: int, tense: str | None, span: Span | None) -> str:
        """Return the date that lends its year to one at ``start``, or "" where none does.

        Args:
            start: The first character of the date.
            tense: What its clause is told in.
            span: The date in the parse.
        """
        between = self.text[self.end : start] if start - self.end < _REACH else "\n"
        same_sentence = _SENTENCE_ENDS.search(between) is None
        if not self.value or not (self.whole or same_sentence or self.history):
            return ""
        if self.history and self.dated and tense == "future" and span is not None and is_told_now(span):
            return ""  # "the law must pass by June", at the end of a history
        if self.history or not self.dated:
            return self.value
        if same_sentence and _is_aside(self.span, span):
            return ""
        if same_sentence and not self.whole:
            return self.value if tense != "future" else ""  # "In 2014 the council sat on 17 March"
        told = "\n" not in between and not self.broken and tense in ("past", "either", None)
        return self.value if told else ""

    def runs_back(self, days: tuple[date, date] | None) -> bool:
        """Tell days before those that lent them their year: what is told goes on, so they are of a later year."""
        first = bounds(self.value) if self.value and self.dated and not self.history else None
        return bool(first and days and days[1] < first[0])

    def follow(self, row: dict[str, Any], tense: str | None, span: Span | None) -> None:
        """Take note of a date: its year is that of what is told next, unless it lies ahead or in brackets.

        Nor is the year since which something lasts: "has been at war since 2015".
        """
        if row["basis"] == "published":
            self.broken = True
            return
        named = row["earliest"] and row["timex_type"] in ("DATE", "TIME") and row["basis"] in ("explicit", "context")
        off = row["rule"] in _YEARS_OFF and len(row["timex_value"] or "") < len("2025-01")
        ahead = tense == "future" and not self.history
        before = self.text[max(0, row["start"] - 6) : row["start"]].lower()
        lasts = before == "since " and self.dated and not self.history
        if not named or off or lasts or (ahead and self.value) or before.endswith("("):
            return
        self.value, self.end, self.span = row["timex_value"], row["end"], span
        self.whole, self.broken = row["granularity"] not in ("year", "decade", "century"), False


def _is_aside(year: Span | None, span: Span | None) -> bool:
    """Tell a year in a phrase or clause that only describes, outside of a date: "the feast of the 1950 vote"."""
    if year is None or span is None:
        return False
    noun = year.root.head
    if year.root.dep_ in _ATTRIBUTES and noun.i == year.end and noun.dep_ == "nmod":
        return True
    above = (year.root, *year.root.ancestors)
    return any(token.dep_ in _ASIDE and not token.is_ancestor(span.root) and token != span.root for token in above)
