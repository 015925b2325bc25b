"""Articles in JSON, however deep they stand: answers of APIs, dumps of a search index, frames of pandas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workbook.reading.source import field_of

DEEP, DEEPEST = 4, 6  # keys inside keys of an article; lists inside an answer
WRAPPERS = ("_source", "fields", "article", "attributes", "node", "document", "doc", "story", "thread", "links")
Item = dict[str, Any]


def items_of(whole: Any) -> list[Any]:
    """Return the objects of one JSON value that are most likely its articles, each flat.

    Of all lists inside it the one with most objects that have a text wins; a frame that pandas wrote by
    columns or by rows is turned into such a list; anything else is one object.
    """
    if isinstance(whole, dict) and any(
        field_of(name) == "text" for name, value in whole.items() if value and isinstance(value, str)
    ):
        return [flat(whole)]  # one article, whatever comments or links it has
    lists = [rows for rows in _lists(whole, 0) if rows]
    if isinstance(whole, list) and not any(map(_n_texts, lists)):
        return [flat(item) if isinstance(item, dict) else item for item in whole]
    best = max(lists, key=lambda rows: (_n_texts(rows), _n_fields(rows)), default=[])
    if not _n_texts(best):
        return [flat(whole) if isinstance(whole, dict) else whole]
    outlet = {"feed publisher": name} if isinstance(whole, dict) and (name := _name_of(whole)) else {}
    return [flat(item) | outlet if isinstance(item, dict) else item for item in best]


def _name_of(whole: Mapping[str, Any]) -> str | None:
    """Return the name of a JSON Feed, or of a channel whose messages Telegram exported."""
    if "jsonfeed" in str(whole.get("version")):
        return whole.get("title")
    return whole.get("name") if isinstance(whole.get("messages"), list) else None


def flat(item: Mapping[str, Any]) -> Item:
    """Return an object with the keys of objects inside it as ``outer inner``; what only wraps gives its keys alone."""
    return dict(_pairs(item, "", 0))


def _pairs(item: Mapping[str, Any], above: str, depth: int) -> Iterator[tuple[str, Any]]:
    for key, value in item.items():
        name = above if key.startswith("$") else f"{above} {key}".strip()  # {"$date": …}, as MongoDB writes it
        if isinstance(value, dict) and depth < DEEP:
            inner = above if key in WRAPPERS else name
            yield from _pairs(value, inner, depth + 1)
        else:
            yield name, value


def _lists(value: Any, depth: int) -> Iterator[Sequence[Any]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        yield value
        return
    if isinstance(value, dict):
        yield from _frames(value)
        for inner in value.values():
            yield from _lists(inner, depth + 1)
        yield [value]  # the answer about one article


def _frames(value: Mapping[str, Any]) -> Iterator[list[Item]]:
    """Yield the rows of a frame that pandas wrote as columns, as an index of rows, or split in two lists."""
    inner = list(value.values())
    if inner and all(isinstance(one, dict) for one in inner):
        keys = list(inner[0])
        if any(field_of(name) for name in value) and all(list(one) == keys for one in inner):
            yield [{name: column[key] for name, column in value.items()} for key in keys]
        else:
            yield inner
    columns, rows = value.get("columns"), value.get("data")
    if isinstance(columns, list) and isinstance(rows, list) and all(isinstance(row, list) for row in rows):
        yield [dict(zip(map(str, columns), row, strict=False)) for row in rows]


def _n_texts(rows: Sequence[Any]) -> int:
    return sum(isinstance(row, dict) and _has_text(row) for row in rows)


def _n_fields(rows: Sequence[Any]) -> int:
    """Return how many fields the first row gives: of objects in each other the one about the whole article has most."""
    return len({field_of(name) for name in flat(rows[0])}) if isinstance(rows[0], dict) else 0


def _has_text(row: Mapping[str, Any]) -> bool:
    fields = {field_of(name) for name, value in flat(row).items() if _is_text(value)}
    return bool(fields & {"text", "lead", "summary"}) and (len(fields) > 2 or "text" in fields)  # None is one


def _is_text(value: Any) -> bool:
    parts = value if isinstance(value, list) and value else [value]
    runs = [part.get("text") if isinstance(part, dict) else part for part in parts]
    return all(isinstance(run, str) for run in runs) and any(str(run).strip() for run in runs)
