"""What the forms of several explorers share: a value that must be given, a note, a rejection, a heading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import pandas as pd

from workbook.errors import WorkbookError
from workbook.explorers.frame.descriptions import Correction, Field, Fields, Row


def filled(values: dict[str, Any], name: str) -> str:
    """Return a value of a form that must not be empty.

    Raises:
        WorkbookError: It is empty; it is said beside the form, which stays open.
    """
    words = str(values[name] or "").strip()
    if not words:
        raise WorkbookError("nothing was chosen or written", wanted="a choice or words in each field")
    return words


def choice(label: str, options: Sequence[tuple[str, Any]]) -> Field:
    """Return a field with the first of the options chosen."""
    return Field(label, "one", options[0][1] if options else None, options)


def setting(
    button: str, column: str, make: Callable[[Any], Field], read: Callable[[str], str] = str.strip
) -> Correction:
    """Return the correction of one column of the selected row.

    ``make`` is given what is known, or nothing; ``read`` makes the value of what was typed or chosen. An empty value
    takes what is known away.
    """

    def fields(row: Row) -> Fields:
        known = None if row is None or pd.isna(row[column]) else row[column]
        return {column: make(known)}

    def entry(_: str, values: dict[str, Any]) -> dict[str, Any]:
        return {"action": "set", "field": column, "value": read(values[column]) or None}

    return Correction(button, fields, entry)


def rejection() -> Correction:
    """Return the correction that takes a row away."""
    return Correction("Reject", lambda _: {}, lambda _, __: {"action": "reject"})


def note() -> Correction:
    """Return what pins a note to a row."""
    fields = {"note": Field("Note", "text")}
    return Correction(
        "Add note", lambda _: fields, lambda _, values: {"action": "note", "value": filled(values, "note")}
    )


def headed(words: str, *facts: str) -> str:
    """Return a heading and facts under it, escaped."""
    return f"<h4>{escape(words)}</h4><p class='wb-quiet'>{escape(' · '.join(facts))}</p>"
