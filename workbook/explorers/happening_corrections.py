"""What an analyst may correct of a happening and of its tellings: day, words, status, and which tellings are one."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from workbook.charts.events.timeline_vega_lite import STATUS
from workbook.explorers.frame.descriptions import Correction, Field, Fields, Row
from workbook.explorers.frame.forms import choice, filled, note
from workbook.explorers.frame.typed_dates import EXAMPLES, iso_of

MOST_OFFERED = 40  # happenings, the nearest in time first, that another may be the same as


class HappeningCorrections:
    """The forms for the happenings of a view.

    Args:
        view: It has ``happenings`` and ``tellings`` (by ``event_id``), as :mod:`workbook.charts.events.happenings`
            makes them, and renews both after a correction.
    """

    def __init__(self, view: Any) -> None:
        self._view = view

    @property
    def _tellings(self) -> pd.DataFrame:
        return self._view.tellings

    def all(self) -> list[Correction]:
        """Return every correction of a timeline."""
        return [
            self._setting("Fix date", "date", lambda values: iso_of(filled(values, "date"))),
            self._setting("Fix headline", "headline", lambda values: filled(values, "headline")),
            self._setting("Change status", "status", lambda values: values["status"]),
            Correction("Reject", self._form, lambda _, values: _of_telling(values, action="reject")),
            *self.of_identity(),
            note(),
            Correction("Add event", self._new_form, self._added, needs_row=False),
        ]

    def of_identity(self) -> list[Correction]:
        """Return what says that two happenings are one, or that one is two."""
        return [
            Correction("Same event as…", self._same_form, self._joined, words=_if_happening("Same event as…")),
            Correction("Another event", self._apart_form, self._parted, words=_if_told_often("Another event")),
        ]

    def _form(self, row: Row, *columns: str) -> Fields:
        """Return the fields for these columns, filled from the row, and which telling is meant where there are several.

        Where it is said wrong by one article, it is corrected in that article.
        """
        known: Any = {"headline": "", "status": "happened", "earliest": None} if row is None else row
        fields = {
            "headline": Field("Headline", "text", known["headline"]),
            "date": Field("Date", value="" if pd.isna(known["earliest"]) else known["when"], hint=EXAMPLES),
            "status": Field("Status", "one", known["status"], [(words, status) for status, words in STATUS.items()]),
        }
        chosen = {column: fields[column] for column in columns}
        options = [] if row is None else self._told(row)
        return {**chosen, "telling": choice("As told by", options)} if len(options) > 1 else chosen

    def _told(self, row: Row) -> list[tuple[str, str]]:
        """Return the tellings of a happening, that of its headline first."""
        ids = [row["event_id"], *(one for one in row["event_ids"] if one != row["event_id"])]
        return [(f"{self._tellings.at[one, 'article']}: {self._tellings.at[one, 'headline'][:70]}", one) for one in ids]

    def _setting(self, label: str, column: str, value: Callable[[dict[str, Any]], Any]) -> Correction:
        def entry(_: str, values: dict[str, Any]) -> dict[str, Any]:
            return _of_telling(values, action="set", field=column, value=value(values))

        return Correction(label, lambda row: self._form(row, column), entry)

    # ------------------------------------------------------------------ one event or two
    def _same_form(self, row: Row) -> Fields:
        others = self._view.happenings
        others = others[others["event_id"] != row["event_id"]]
        distance = (others["first"] - row["first"]).abs().fillna(np.inf)
        nearest = others.loc[distance.sort_values(kind="stable").index[:MOST_OFFERED]]
        columns = (nearest[name] for name in ("when", "headline", "event_id"))
        return {
            "other": choice(
                "Same as", [(f"{day}: {words[:90]}", one) for day, words, one in zip(*columns, strict=True)]
            )
        }

    def _joined(self, selected: str, values: dict[str, Any]) -> dict[str, Any]:
        return self._pair("merge", selected, filled(values, "other"))

    def _apart_form(self, row: Row) -> Fields:
        return {"telling": choice("This telling is of another event", self._told(row)[1:])}

    def _parted(self, selected: str, values: dict[str, Any]) -> dict[str, Any]:
        return self._pair("apart", filled(values, "telling"), selected)

    def _pair(self, action: str, one: str, other: str) -> dict[str, Any]:
        words = self._tellings["headline"]
        return {
            "action": action,
            "table": "events",
            "row_id": one,
            "words": words[one],
            "value": other,
            "field": words[other],
        }

    # ------------------------------------------------------------------ an event made by hand
    def _new_form(self, _: Row) -> Fields:
        here = Field("told in the passage shown above", "tick", value=False)
        return {**self._form(None, "headline", "date", "status"), "here": here}

    def _added(self, selected: str, values: dict[str, Any]) -> dict[str, Any]:
        """Return the entry of an event made by hand: of its own, or told in the passage that is open."""
        row = {"kind": "action", "origin": "analyst", "rule": "analyst", "status": values["status"]}
        row |= {"headline": filled(values, "headline"), "date": iso_of(filled(values, "date"))}
        if values["here"] and selected in self._tellings.index:
            event = self._tellings.loc[selected]
            if pd.notna(event["article_id"]):
                row |= {"article_id": event["article_id"], "start": int(event["start"]), "end": int(event["end"])}
        return {"action": "add", "row_id": f"x{uuid.uuid4().hex[:12]}", "value": row, "words": row["headline"]}


def _of_telling(values: dict[str, Any], **entry: Any) -> dict[str, Any]:
    """Return an entry about the telling that was chosen; about the selected row where there is but one."""
    telling = values.get("telling")
    return {**entry, "table": "events", **({"row_id": telling} if telling else {})}


def _if_happening(words: str) -> Callable[[Row], str]:
    return lambda row: words if row is not None and "event_ids" in row else ""


def _if_told_often(words: str) -> Callable[[Row], str]:
    return lambda row: words if row is not None and "event_ids" in row and len(row["event_ids"]) > 1 else ""
