"""The order in which the extractors run over one parsed article, and the names of their rows.

Each extractor returns rows without identifiers; this module names them by content and joins them by
those names. Dates come first, then who is named, then what is said, what happens and what plans contain.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from workbook.cleaning import Cleaned, Identity
from workbook.language.events import find_events
from workbook.language.names import find_mentions, find_roles
from workbook.language.pipeline import Parsed, Unparsed, parse, sentences
from workbook.language.plans import find_plans_and_provisions, find_positions, topics_of
from workbook.language.speech import find_quotes
from workbook.language.time import find_dates

if TYPE_CHECKING:
    from spacy.language import Language

Rows = list[dict[str, Any]]
LANGUAGE_TABLES = (
    "sentences", "dates", "mentions", "roles", "quotes", "events", "plan_mentions", "provisions", "positions",
)  # fmt: skip


class Prepared(NamedTuple):
    """One cleaned article on its way through the pipeline."""

    article: Unparsed
    cleaned: Cleaned
    identity: Identity
    section_ids: list[str]


def prepare(article_id: str, cleaned: Cleaned, identity: Identity, publisher: str | None = None) -> Prepared:
    """Return what :func:`analyse` needs of a cleaned article."""
    section_ids = [
        identity.name("c", section.heading or "", cleaned.offsets.to_source(section.start, section.end)[0])
        for section in cleaned.sections
    ]
    dates = cleaned.published, cleaned.published_earliest
    own_names = tuple(name for name in (publisher, cleaned.author) if name)
    article = Unparsed(article_id, cleaned.text, *dates, cleaned.sections, cleaned.headings, own_names)
    return Prepared(article, cleaned, identity, section_ids)


def analyse(nlp: Language, prepared: Iterable[Prepared]) -> Iterator[dict[str, Rows]]:
    """Yield, for each article in order, the rows of ``LANGUAGE_TABLES`` by table."""
    waiting: list[Prepared] = []

    def articles() -> Iterator[Unparsed]:
        for one in prepared:
            waiting.append(one)
            yield one.article

    for parsed in parse(nlp, articles()):
        yield _rows(parsed, waiting.pop(0))


def _rows(parsed: Parsed, prepared: Prepared) -> dict[str, Rows]:
    dates = find_dates(parsed)
    mentions = find_mentions(parsed)
    roles = find_roles(parsed, mentions)
    quotes = find_quotes(parsed, mentions, dates, roles)
    events = find_events(parsed, dates, mentions, quotes)
    plan_mentions, provisions = find_plans_and_provisions(parsed, mentions, dates)
    positions = find_positions(parsed, mentions, quotes, plan_mentions, provisions, dates)

    name = _Namer(parsed, prepared)
    made: dict[str, Rows] = {"sentences": name.sentences}
    made["dates"] = name.rows("d", "date_id", dates)
    made["mentions"] = name.rows("m", "mention_id", mentions)
    made["roles"] = [{**role, "article_id": parsed.article_id} for role in roles]
    made["quotes"] = name.rows("q", "quote_id", [{**q, "topics": topics_of(q["content"])} for q in quotes])
    for quote in made["quotes"]:
        begins = quote.pop("statement")
        quote["statement_id"] = None if begins is None else made["quotes"][begins]["quote_id"]
    # An event is named by the date it hangs on: a better rule for the clause around it keeps the name.
    hung = [dates[event["date"]] if event["date"] is not None else event for event in events]
    made["events"] = name.rows("e", "event_id", events, named_by=hung)
    for event in made["events"]:
        hangs_on = event.pop("date")
        event["date_id"] = None if hangs_on is None else dates[hangs_on]["date_id"]
        event["repeats"] = None if event["repeats"] is None else made["events"][event["repeats"]]["event_id"]
    made["plan_mentions"] = name.rows("l", "plan_mention_id", plan_mentions)
    made["provisions"] = name.rows("p", "provision_id", provisions)
    for position in positions:
        inside = position.pop("quote")
        position["quote_id"] = None if inside is None else made["quotes"][inside]["quote_id"]
    made["positions"] = name.rows("o", "position_id", positions)
    return made


class _Namer:
    """Gives the rows of one article their identifiers and sentences."""

    def __init__(self, parsed: Parsed, prepared: Prepared) -> None:
        self._article_id = parsed.article_id
        self._text = parsed.text
        self._offsets = prepared.cleaned.offsets
        self._identity = prepared.identity
        self._starts: list[int] = []
        self.sentences: Rows = []
        found = [{"start": sent.start_char, "end": sent.end_char, "text": sent.text} for sent in sentences(parsed)]
        section_starts = [section.start for section in prepared.cleaned.sections]
        for row in self.rows("s", "sentence_id", found):
            index = bisect_right(section_starts, row["start"]) - 1
            row["section_id"] = prepared.section_ids[index] if index >= 0 else None
            self.sentences.append(row)
        self._starts = [row["start"] for row in self.sentences]

    def rows(self, prefix: str, key: str, rows: Rows, *, named_by: Rows | None = None) -> Rows:
        """Give each row its identifier under ``key``, its article and its sentence; return the rows."""
        for row, span in zip(rows, named_by or rows, strict=True):
            start, end = span["start"], span["end"]
            raw_start, _ = self._offsets.to_source(start, end)
            row[key] = self._identity.name(prefix, self._text[start:end], raw_start)
            row["article_id"] = self._article_id
            if self._starts:
                row["sentence_id"] = self._sentence_of(row["start"])
        return rows

    def _sentence_of(self, start: int) -> str | None:
        index = bisect_right(self._starts, start) - 1
        if index < 0 or self.sentences[index]["end"] <= start:
            return None
        return str(self.sentences[index]["sentence_id"])
