"""Corrections of points and of the pairs they make, as forms of an explorer."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from workbook.analysis.matrix import NO_TOPIC
from workbook.errors import WorkbookError
from workbook.explorers.frame.descriptions import Correction, Field, Fields, Row
from workbook.explorers.frame.forms import choice


class PointCorrections:
    """What an analyst may correct of the points of plans.

    Args:
        corpus: A corpus with plans.
        cells: The cells that say something, as :func:`workbook.analysis.matrix.cells` gives them.
        points: ``provisions`` by their identifier.
        names: Of the columns, by their key.
        topics: Labels of topics.
    """

    def __init__(
        self, corpus: Any, cells: pd.DataFrame, points: pd.DataFrame, names: dict[str, str], topics: dict[str, str]
    ) -> None:
        self._corpus, self._cells, self._points, self._names, self._topics = corpus, cells, points, names, topics

    def all(self) -> list[Correction]:
        """Return what an analyst may correct of a point."""
        return [
            Correction("Move point", self._move_form, self._moved),
            Correction("Split off", self._point_form, lambda _, v: self._entry("split", v["point"])),
            Correction("Join groups", self._join_form, self._joined),
            Correction("Set topic", self._topic_form, self._with_topic),
            Correction("Accept pair", self._pair_form, lambda _, v: self._judged("accept", v["pair"])),
            Correction("Reject pair", self._pair_form, lambda _, v: self._judged("reject", v["pair"])),
            Correction("Add note", lambda _: {"note": Field("Note", "text")}, _note),
        ]  # fmt: skip

    def _choices(self, row: Row) -> list[tuple[str, str]]:
        some = [] if row is None else [*row["points"], *row["base_points"]]
        return [(self._short(one), one) for one in some]

    def _short(self, point: str) -> str:
        known = self._points.loc[point]
        article = known["article_id"] if pd.notna(known["article_id"]) else ""
        number = f" {known['number']}" if pd.notna(known["number"]) else ""
        return f"{self._names[known['plan_id'] + ':' + article]}{number}: {known['text'][:80]}"

    def _point_form(self, row: Row) -> Fields:
        return {"point": choice("Point", self._choices(row))}

    def _targets(self, row: Row) -> Field:
        first = self._cells[self._cells["group_id"] != (None if row is None else row["group_id"])]
        first = first[(first["points"].map(len) > 0) & (first["told_by"] == "")]
        best = first["state"].ne("reference").sort_values(kind="stable").index  # others may stand in several groups
        first = first.loc[best].drop_duplicates("group_id").sort_index()
        options = [
            (f"{self._topics.get(t, NO_TOPIC[1])}: {s}", points[0])
            for t, s, points in zip(first["topic"], first["subject"], first["points"], strict=True)
        ]
        return choice("To", options)

    def _move_form(self, row: Row) -> Fields:
        return {**self._point_form(row), "to": self._targets(row)}

    def _join_form(self, row: Row) -> Fields:
        return {"to": self._targets(row)}

    def _moved(self, _: str, values: dict[str, Any]) -> dict[str, Any]:
        return {**self._entry("merge", values["point"]), "field": self._subject(values["to"]), "value": values["to"]}

    def _joined(self, selected: str, values: dict[str, Any]) -> dict[str, Any]:
        chosen = self._cells[self._cells["cell_id"] == selected]
        points = [] if chosen.empty else [*chosen.iloc[0]["points"], *chosen.iloc[0]["base_points"]]
        point = points[0] if points else ""
        to = {"field": self._subject(values["to"]), "value": values["to"]}
        return {**self._entry("merge", point), "table": "alignments", **to}

    def _subject(self, point: str | None) -> str:
        """Return the name of the group that a point is in."""
        holds = self._cells["points"].map(lambda some: _filled(point) in some)
        return str(self._cells.loc[holds, "subject"].iloc[0])

    def _entry(self, action: str, point: str | None) -> dict[str, Any]:
        known = self._points.loc[_filled(point)]
        article = {"article_id": known["article_id"]} if pd.notna(known["article_id"]) else {}
        return {"action": action, "row_id": point, "words": known["text"], **article}

    def _topic_form(self, row: Row) -> Fields:
        topics = [(label, topic) for topic, label in self._topics.items()]
        now = row["topic"] if row is not None and row["topic"] in self._topics else topics[0][1]
        return {**self._point_form(row), "topic": Field("Topic", "one", now, topics)}

    def _with_topic(self, _: str, values: dict[str, Any]) -> dict[str, Any]:
        others = [topic for topic in self._points.loc[values["point"], "topics"] if topic != values["topic"]]
        return {**self._entry("set", values["point"]), "field": "topics", "value": [values["topic"], *others]}

    def _pairs_of(self, row: Row) -> pd.DataFrame:
        pairs = self._corpus.alignments.dropna(subset=["left_id", "right_id"])
        some = set() if row is None else {*row["points"], *row["base_points"]}
        return pairs[pairs["left_id"].isin(some) & pairs["right_id"].isin(some)]

    def _pair_form(self, row: Row) -> Fields:
        here = self._pairs_of(row)
        options = [
            (f"{self._short(a)[:70]} = {self._short(b)[:70]}", one)
            for one, a, b in zip(here["alignment_id"], here["left_id"], here["right_id"], strict=True)
        ]
        return {"pair": choice("Pair", options)}

    def _judged(self, action: str, pair: str | None) -> dict[str, Any]:
        row = self._corpus.row(_filled(pair), "alignments")
        words = " = ".join(str(self._points.loc[row[side], "text"]) for side in ("left_id", "right_id"))
        return {"action": action, "table": "alignments", "row_id": pair, "words": words}

    def questions(self, row: Row) -> str:
        """Return the pairs of a cell that were found by meaning only, each to be accepted or rejected in one click."""
        pairs = self._pairs_of(row)
        pairs = pairs[(pairs["found_by"] == "meaning") & (pairs["origin"] != "analyst")]
        words = "<b>?</b> Matched by meaning only, less sure:"
        links = {"accept": "it belongs together", "reject": "it does not"}
        return "".join(
            f"<p>{words} {escape(self._short(right)[:90])} "
            + " · ".join(f"<a data-id='{kind}:{one}' href='#' role='button'>{said}</a>" for kind, said in links.items())
            + "</p>"
            for one, right in zip(pairs["alignment_id"], pairs["right_id"], strict=True)
        )

    def answer(self, mark: str) -> dict[str, Any] | None:
        """Return the entry of the ledger that a link of :meth:`questions` stands for."""
        kind, _, pair = mark.partition(":")
        return self._judged(kind, pair) if kind in ("accept", "reject") else None

    def cell_with(self, point: str) -> str | None:
        """Return the cell in which a point stands."""
        holds = [
            cell for cell, points in zip(self._cells["cell_id"], self._cells["points"], strict=True) if point in points
        ]
        return holds[0] if holds else None


def _note(_: str, values: dict[str, Any]) -> dict[str, Any]:
    return {"action": "note", "value": _filled(values["note"])}


def _filled(words: str | None) -> str:
    if not (words or "").strip():
        raise WorkbookError("nothing was chosen or written", wanted="a choice in each field")
    return str(words).strip()
