"""A correction in an analyst's words: no column's name, no identifier."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from workbook.charts.common.in_words import DISAGREEMENTS, days_in_words
from workbook.language.time.periods import bounds

COLUMNS = {
    "date": "date", "headline": "headline", "status": "status", "kind": "kind", "place": "place", "name": "name",
    "entity_type": "type", "country": "country", "side": "side", "role": "role", "actor_id": "speaker",
    "form": "way of naming", "cue_class": "class of the verb", "quote_type": "quotation marks", "topics": "topics",
    "modality": "obligation", "published": "day of publication", "publisher": "outlet", "title": "title",
    "stance": "stance", "topic": "topic", "plan_id": "plan",
}  # fmt: skip
MARKS = {"direct": "all", "mixed": "part", "indirect": "none", "scare": "a term"}


def told(entry: Any, corpus: Any) -> str:
    """Return what a correction does, in words."""
    if entry.action == "choose":
        kind = DISAGREEMENTS.get(entry.field, entry.field)
        return f"taken from “{shorten(entry.words or '', 80, placeholder=' …')}”: {kind}"
    if entry.action != "set" or entry.field not in COLUMNS:
        return str(entry.describe())
    what = f" of “{shorten(entry.words, 80, placeholder=' …')}”" if entry.words else ""
    why = f" ({entry.why})" if entry.why else ""
    return f"{COLUMNS[entry.field]}{what} is now {_value(entry, corpus)}{why}"


def _value(entry: Any, corpus: Any) -> str:
    value = entry.value
    if value in (None, ""):
        return "not known"
    if entry.field in ("actor_id", "plan_id"):
        table, key, name = (
            ("actors", "actor_id", "name") if entry.field == "actor_id" else ("plans", "plan_id", "title")
        )
        names = dict(zip(getattr(corpus, table)[key], getattr(corpus, table)[name], strict=True))
        return str(names.get(value, "somebody who is no longer in the corpus"))
    if entry.field in ("date", "published") and (days := bounds(str(value).rstrip("~"))):
        return days_in_words(*(day.isoformat() for day in days))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return MARKS.get(value, str(value)) if entry.field == "quote_type" else str(value)
