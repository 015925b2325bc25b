"""Corrections of points and of the pairs they make, as forms of an explorer."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import pandas as pd

from workbook.analysis.matrix import NO_TOPIC
from workbook.errors import WorkbookError
from workbook.explorers.frame.controls import Action
from workbook.explorers.frame.explorer import Explorer


class PointCorrections(Explorer):
    """What an analyst may correct of the points of plans; :class:`~workbook.explorers.plan.PlanExplorer` shows them."""

    _made: pd.DataFrame  # the cells that say something
    _points: pd.DataFrame  # provisions by their identifier
    _names: dict[str, str]  # of the columns
    _topics: dict[str, str]  # labels

    def make_actions(self) -> list[Action]:
        """Return what an analyst may correct of a point."""
        return [
            Action("Move point", self._move_form, self._moved),
            Action("Split off", self._point_form, lambda _, v: self._entry("split", v["point"])),
            Action("Join groups", self._join_form, self._joined),
            Action("Set topic", self._topic_form, self._with_topic),
            Action("Accept pair", self._pair_form, lambda _, v: self._judged("accept", v["pair"])),
            Action("Reject pair", self._pair_form, lambda _, v: self._judged("reject", v["pair"])),
            Action("Add note", lambda _: {"note": widgets.Textarea(description="Note")}, _note),
        ]  # fmt: skip

    def _choices(self, row: pd.Series[Any] | None) -> list[tuple[str, str]]:
        some = [] if row is None else [*row["points"], *row["base_points"]]
        return [(self._short(one), one) for one in some]

    def _short(self, point: str) -> str:
        known = self._points.loc[point]
        article = known["article_id"] if pd.notna(known["article_id"]) else ""
        number = f" {known['number']}" if pd.notna(known["number"]) else ""
        return f"{self._names[known['plan_id'] + ':' + article]}{number}: {known['text'][:80]}"

    def _point_form(self, row: pd.Series[Any] | None) -> dict[str, Any]:
        return {"point": widgets.Dropdown(options=self._choices(row), description="Point")}

    def _targets(self, row: pd.Series[Any] | None) -> widgets.Dropdown:
        first = self._made[self._made["group_id"] != (None if row is None else row["group_id"])]
        first = first[(first["points"].map(len) > 0) & (first["told_by"] == "")]
        best = first["state"].ne("reference").sort_values(kind="stable").index  # others may stand in several groups
        first = first.loc[best].drop_duplicates("group_id").sort_index()
        options = [
            (f"{self._topics.get(t, NO_TOPIC[1])}: {s}", points[0])
            for t, s, points in zip(first["topic"], first["subject"], first["points"], strict=True)
        ]
        return widgets.Dropdown(options=options, description="To")

    def _move_form(self, row: pd.Series[Any] | None) -> dict[str, Any]:
        return {**self._point_form(row), "to": self._targets(row)}

    def _join_form(self, row: pd.Series[Any] | None) -> dict[str, Any]:
        return {"to": self._targets(row)}

    def _moved(self, _: str, values: dict[str, Any]) -> dict[str, Any]:
        return {**self._entry("merge", values["point"]), "field": self._subject(values["to"]), "value": values["to"]}

    def _joined(self, selected: str, values: dict[str, Any]) -> dict[str, Any]:
        row = self.row(selected)
        point = "" if row is None else [*row["points"], *row["base_points"]][0]
        to = {"field": self._subject(values["to"]), "value": values["to"]}
        return {**self._entry("merge", point), "table": "alignments", **to}

    def _subject(self, point: str | None) -> str:
        """Return the name of the group that a point is in."""
        holds = self._made["points"].map(lambda some: _filled(point) in some)
        return str(self._made.loc[holds, "subject"].iloc[0])

    def _entry(self, action: str, point: str | None) -> dict[str, Any]:
        known = self._points.loc[_filled(point)]
        article = {"article_id": known["article_id"]} if pd.notna(known["article_id"]) else {}
        return {"action": action, "row_id": point, "words": known["text"], **article}

    def _topic_form(self, row: pd.Series[Any] | None) -> dict[str, Any]:
        topics = [(label, topic) for topic, label in self._topics.items()]
        now = row["topic"] if row is not None and row["topic"] in self._topics else topics[0][1]
        return {**self._point_form(row), "topic": widgets.Dropdown(options=topics, value=now, description="Topic")}

    def _with_topic(self, _: str, values: dict[str, Any]) -> dict[str, Any]:
        others = [topic for topic in self._points.loc[values["point"], "topics"] if topic != values["topic"]]
        return {**self._entry("set", values["point"]), "field": "topics", "value": [values["topic"], *others]}

    def _pair_form(self, row: pd.Series[Any] | None) -> dict[str, Any]:
        pairs = self.corpus.alignments.dropna(subset=["left_id", "right_id"])
        some = set() if row is None else {*row["points"], *row["base_points"]}
        here = pairs[pairs["left_id"].isin(some) & pairs["right_id"].isin(some)]
        options = [
            (f"{self._short(a)[:70]} = {self._short(b)[:70]}", one)
            for one, a, b in zip(here["alignment_id"], here["left_id"], here["right_id"], strict=True)
        ]
        return {"pair": widgets.Dropdown(options=options, description="Pair")}

    def _judged(self, action: str, pair: str | None) -> dict[str, Any]:
        row = self.corpus.row(_filled(pair), "alignments")
        words = " = ".join(str(self._points.loc[row[side], "text"]) for side in ("left_id", "right_id"))
        return {"action": action, "table": "alignments", "row_id": pair, "words": words}

    def _this_or_next(self, row_id: str) -> str | None:
        """Stay with the cell, or go with the point that was moved."""
        if self.row(self.selected) is not None:
            return self.selected
        holds = [
            cell for cell, points in zip(self._made["cell_id"], self._made["points"], strict=True) if row_id in points
        ]
        return holds[0] if holds else None


def _note(_: str, values: dict[str, Any]) -> dict[str, Any]:
    return {"action": "note", "value": _filled(values["note"])}


def _filled(words: str | None) -> str:
    if not (words or "").strip():
        raise WorkbookError("nothing was chosen or written", wanted="a choice in each field")
    return str(words).strip()
