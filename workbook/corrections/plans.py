"""What moving, joining and splitting points, and judging pairs of them, does to the alignments."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from workbook import tables
from workbook.analysis.alignment import groups_of, judged, linked_by
from workbook.analysis.likeness import Points
from workbook.corrections.ledger import Entry
from workbook.errors import WorkbookError

ACTIONS = {
    ("split", "provisions"), ("merge", "provisions"), ("reject", "provisions"),
    ("merge", "alignments"), ("reject", "alignments"),
}  # fmt: skip
KEPT = ("relation", "changes", "similarity", "found_by", "origin")


class Pairs:
    """The pairs of points while corrections are applied to them, in the order in which they were made.

    Args:
        machine: Every table as the machine made it.
    """

    def __init__(self, machine: Mapping[str, pd.DataFrame]) -> None:
        self._machine = machine
        self._rows = machine["alignments"].dropna(subset=["left_id", "right_id"])
        known = zip(self._rows["left_id"], self._rows["right_id"], strict=True)
        self.pairs = {frozenset(pair) for pair in known}
        points = machine["provisions"].set_index("provision_id")
        self._text = dict(
            zip(points.index, zip(points["plan_id"], points["article_id"].fillna(""), strict=True), strict=True)
        )
        self.gone: set[str] = set()

    def apply(self, entry: Entry) -> None:
        """Take up a correction: ``split``, ``merge`` or ``reject`` of a point, or ``reject`` of a pair.

        A point goes to the group of another point, ``value``; merged in ``alignments``, its whole group does.

        Raises:
            WorkbookError: A point is gone, or two points cannot stand in one group.
        """
        if (entry.action, entry.table) == ("reject", "alignments"):
            return self._reject_pair(entry)
        point = self._known(entry.row_id)
        if entry.action == "merge":
            return self._merge(point, self._known(str(entry.value)), whole=entry.table == "alignments")
        self._cut(point)
        if entry.action == "reject":
            self.gone.add(point)
        return None

    def _known(self, point: str) -> str:
        if point not in self._text or point in self.gone:
            raise WorkbookError(
                f"there is no point {point!r} any more", advice="undo the correction if it is no longer needed"
            )
        return point

    def _reject_pair(self, entry: Entry) -> None:
        found = self._rows[self._rows["alignment_id"] == entry.row_id]
        if found.empty:
            raise WorkbookError("the rejected pair is gone", advice="undo the correction if it is no longer needed")
        self.pairs.discard(frozenset((found["left_id"].iloc[0], found["right_id"].iloc[0])))

    def _cut(self, point: str) -> None:
        self.pairs = {pair for pair in self.pairs if point not in pair}

    def _merge(self, point: str, other: str, *, whole: bool) -> None:
        before = set(self.pairs)
        moving = self._group(point) if whole else {point}
        if not whole:
            self._cut(point)
        target = self._group(other) - {point}
        new = {frozenset((a, b)) for a in moving for b in target if self._are_compared(a, b)}
        if not new:
            self.pairs = before
            raise WorkbookError(
                "these points are of texts that are not compared with each other",
                wanted="a point that another plan has too, or of the plan that the article tells",
            )
        self.pairs |= new

    def _group(self, point: str) -> set[str]:
        """Return the points of the group that a point stands in; of the first, if it stands in several."""
        plans, provisions = self._machine["plans"], self._machine["provisions"]
        names = provisions["provision_id"].tolist()
        groups = groups_of(linked_by(self.pairs, plans, provisions), plans)
        group = min(groups[names.index(point)])
        return {names[one] for one, known in groups.items() if group in known}

    def _are_compared(self, one: str, other: str) -> bool:
        """Two plans' texts are compared, and what articles tell of one plan with it and with each other."""
        (plan, article), (other_plan, other_article) = self._text[one], self._text[other]
        both_texts = not article and not other_article and plan != other_plan
        return both_texts or (plan == other_plan and article != other_article)

    def table(self, plans: pd.DataFrame, provisions: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
        """Return the alignments: rows judged before stay as they are, new pairs are the analyst's.

        Args:
            plans: The table as corrected.
            provisions: The table as corrected, rejected points gone.
            now: The alignments as corrected otherwise.
        """
        points, names = Points(provisions), provisions["provision_id"].tolist()
        linked = linked_by(self.pairs, plans, provisions)
        was = {row["alignment_id"]: {name: row[name] for name in KEPT} for row in tables.rows(now)}
        mine = {"similarity": None, "found_by": "analyst", "origin": "analyst"}
        rows = []
        for row in judged(linked, groups_of(linked, plans), points, names, plans):
            is_pair = row["left_id"] is not None and row["right_id"] is not None
            rows.append({**row, **(was.get(row["alignment_id"], mine) if is_pair else {})})
        return tables.make("alignments", rows)
