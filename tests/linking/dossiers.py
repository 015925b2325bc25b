"""Annotated dossiers: how well tellings of one event are joined, and what contradicts is found."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

import workbook as wb

DOSSIERS = Path(__file__).parents[1] / "gold" / "dossiers"
DEVELOPED_ON = ("bridge-accord", "harbour-raid")
BLIND = ("lake-truce", "mill-strikes", "quiet-vote", "footbridge-swap")
Span = tuple[str, int, int]


class Dossier:
    """A dossier as loaded, and its gold."""

    def __init__(self, name: str, folder: Path) -> None:
        shutil.copytree(DOSSIERS / name / "articles", folder)
        self.gold = yaml.safe_load((DOSSIERS / name / "gold.yaml").read_text("utf-8"))
        self.corpus = wb.load(folder, progress=False)
        articles = self.corpus.articles
        self._article = {path: (name, text) for path, name, text in
                         zip(articles["path"], articles["article_id"], articles["text"], strict=True)}  # fmt: skip
        self._source = dict(
            zip(articles["article_id"], articles["duplicate_of"].fillna(articles["article_id"]), strict=True)
        )

    def span(self, telling: Mapping[str, str]) -> Span:
        """Return where a quoted telling stands."""
        name, text = self._article[telling["article"]]
        start = text.index(telling["quote"])
        return name, start, start + len(telling["quote"])

    def event_at(self, telling: Mapping[str, str]) -> str | None:
        """Return the event that shares most characters with a telling; of equals the one of the shorter passage."""
        name, start, end = self.span(telling)
        shared = {
            event.event_id: (min(end, event.end) - max(start, event.start), event.start - event.end)
            for event in self.corpus.events.itertuples()
            if event.article_id == name
        }
        best = max(shared, key=shared.__getitem__, default=None)
        return best if best is not None and shared[best][0] > 0 else None

    def b_cubed(self) -> tuple[float, float, float]:
        """Return precision, recall and F1 over tellings; one without an event stands alone."""
        group_of = {event: row.happening_id for row in self.corpus.happenings.itertuples() for event in row.event_ids}
        pairs = []
        for happening in self.gold["happenings"]:
            for number, telling in enumerate(happening["tellings"]):
                event = self.event_at(telling)
                alone = f"{happening['id']} {number}"
                pairs.append((happening["id"], group_of[event] if event else alone))
        precision = sum(_share(pairs, gold, ours, 1) for gold, ours in pairs) / len(pairs)
        recall = sum(_share(pairs, gold, ours, 0) for gold, ours in pairs) / len(pairs)
        return precision, recall, 2 * precision * recall / (precision + recall)

    def conflicts(self) -> tuple[int, int, int, int]:
        """Return contradictions right, wrong by ``no_conflict``, in all, and how many of the gold were found."""
        rows = self.corpus.conflicts
        told = [row for row in rows.itertuples() if row.relation == "contradicts"]
        found: set[str] = set()
        right = wrong = 0
        for row in told:
            sides = [self._sentence(table, row_id) for table, row_id in
                     ((row.left_table, row.left_id), (row.right_table, row.right_id))]  # fmt: skip
            hits = [entry for entry in self.gold["conflicts"] if entry["kind"] == row.kind and self._is(entry, sides)]
            found |= {entry["id"] for entry in hits}
            right += bool(hits)
            wrong += any(self._is(entry, sides) for entry in self.gold["no_conflict"]) and not hits
        return right, wrong, len(told), len(found)

    def _sentence(self, table: str, row_id: str) -> Span:
        row = self.corpus.row(row_id, table)
        sentences = self.corpus.sentences
        whole = sentences[sentences["sentence_id"] == row["sentence_id"]]
        if whole.empty:
            return row["article_id"], int(row["start"]), int(row["end"])
        return row["article_id"], int(whole["start"].iloc[0]), int(whole["end"].iloc[0])

    def _is(self, entry: Mapping[str, Any], sides: list[Span]) -> bool:
        wanted = [self.span(entry["left"]), self.span(entry["right"])]
        return any(all(map(self._meet, wanted, order)) for order in (sides, sides[::-1]))

    def _meet(self, one: Span, other: Span) -> bool:
        """Say whether two passages overlap, or stand in two copies of one article."""
        if one[0] != other[0]:
            return bool(self._source[one[0]] == self._source[other[0]])
        return one[1] < other[2] and other[1] < one[2]


def _share(pairs: list[tuple[str, str]], gold: str, ours: str, by: int) -> float:
    both = sum(pair == (gold, ours) for pair in pairs)
    return both / sum(pair[by] == (gold, ours)[by] for pair in pairs)
