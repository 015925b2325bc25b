"""What merging, splitting, renaming and rejecting actors does to every table that names them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from workbook import tables
from workbook.errors import WorkbookError
from workbook.language.actors import summarise

# Where a row's words about its actor stand: a split moves the rows whose words hold a mention that moved.
_SPANS = {"quotes": ("source_start", "source_end"), "positions": ("start", "end"), "events": ("start", "end")}


class Actors:
    """The corrections of actors, in the order in which they were made; applied at the end, in one go.

    Args:
        machine: Every table as the machine made it.
        folder: The analyst's folder, whose lexicons give sides.

    Attributes:
        moved: Whether mentions changed hands, so that the actors must be counted anew.
    """

    def __init__(self, machine: Mapping[str, pd.DataFrame], folder: Path | None) -> None:
        self.folder = folder
        self.moved = False
        known = machine.get("actors", tables.empty("actors"))
        self._names = {one.actor_id: (one.name, one.entity_type) for one in known.itertuples(index=False)}
        self._into: dict[str, str] = {}
        self._rejected: set[str] = set()
        self._steps: list[tuple[str, str, str]] = []  # actor, words, new actor; each after the merges before it
        self._merges: list[dict[str, str]] = []
        self._set: dict[str, dict[str, Any]] = {}

    def _known(self, actor_id: str) -> str:
        """Return the actor that an identifier stands for now.

        Raises:
            WorkbookError: There is none, or it was rejected.
        """
        now = self._into.get(actor_id, actor_id)
        if now not in self._names:
            raise WorkbookError(
                f"there is no actor {actor_id!r} any more",
                advice="undo the correction if it is no longer needed, or make it again with the actor's new name",
            )
        if now in self._rejected:
            raise WorkbookError(f"{self._names[now][0]} was rejected as an actor", advice="undo that first")
        return now

    def merge(self, actor_id: str, into: str) -> None:
        """Give all that one actor has to another; who was merged into the first follows.

        Raises:
            WorkbookError: One of them is not there.
        """
        left, right = self._known(actor_id), self._known(into)
        if left == right:
            right = into  # merged the other way round before: the later word on the name counts
            if left == right:
                return
        self._into = {one: right if now == left else now for one, now in self._into.items()} | {left: right}
        self._into.pop(right, None)
        self.moved = True

    def split(self, actor_id: str, words: str, name: str, new_id: str) -> None:
        """Make the mentions of an actor that are written so an actor of their own.

        Raises:
            WorkbookError: The actor is not there.
        """
        actor = self._known(actor_id)
        self._names[new_id] = (name, self._names[actor][1])
        self._merges.append(dict(self._into))
        self._steps.append((actor, words, new_id))
        self.moved = True

    def describe(self, actor_id: str, field: str, value: Any) -> None:
        """Set a column of an actor.

        Raises:
            WorkbookError: The actor is not there.
        """
        self._set.setdefault(self._known(actor_id), {})[field] = value

    def reject(self, actor_id: str) -> None:
        """Take an actor for none: its mentions go with it.

        Raises:
            WorkbookError: The actor is not there.
        """
        self._rejected.add(self._known(actor_id))
        self.moved = True

    def finished(self, now: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """Return the tables that the corrections change, from the tables as they are otherwise corrected."""
        made = {name: now[name] for name in ("mentions", "roles", "quotes", "events", "positions") if name in now}
        if self.moved:
            for merges, (actor, words, new_id) in zip(self._merges, self._steps, strict=True):
                made = _split({name: _renamed(table, merges) for name, table in made.items()}, actor, words, new_id)
            made = {name: _renamed(table, self._into) for name, table in made.items()}
            made = _without(made, self._rejected)
            made["actors"] = self._summarised(made, now["actors"])
        elif self._set:
            made = {"actors": now["actors"].copy()}
        else:
            return {}
        for actor, values in self._set.items():
            at = made["actors"]["actor_id"] == actor
            for field, value in {**values, "origin": "analyst"}.items():
                made["actors"].loc[at, field] = value
        return made

    def _summarised(self, made: Mapping[str, pd.DataFrame], machine: pd.DataFrame) -> pd.DataFrame:
        """Count the actors anew; those who changed hands are the analyst's, the others stay the machine's."""
        left = set(made["mentions"]["actor_id"])
        names = pd.DataFrame.from_dict(
            {one: self._names[one] for one in self._names if one in left},
            orient="index",
            columns=["name", "entity_type"],
            dtype="str",
        )
        found = summarise(made["mentions"], made["roles"], names, folder=self.folder)
        touched = {*self._into.values(), *(new for _, _, new in self._steps), *(old for old, _, _ in self._steps)}
        was = dict(zip(machine["actor_id"], machine["origin"], strict=True))
        return found.assign(
            origin=["analyst" if one in touched else was.get(one, "analyst") for one in found["actor_id"]]
        )


def _renamed(table: pd.DataFrame, into: Mapping[str, str]) -> pd.DataFrame:
    """Return the table with identifiers of actors replaced."""
    if "actor_id" in table and table["actor_id"].isin(into).any():
        table = table.assign(actor_id=table["actor_id"].replace(dict(into)))
    if "actor_ids" in table:
        lists = [list(dict.fromkeys(into.get(one, one) for one in ids)) for ids in table["actor_ids"]]
        table = table.assign(actor_ids=pd.Series(lists, index=table.index, dtype=tables.DTYPES["list"]))
    return table


def _split(made: Mapping[str, pd.DataFrame], actor: str, words: str, new_id: str) -> dict[str, pd.DataFrame]:
    """Give the mentions of an actor that are written so, and the rows that hang on them alone, to a new one."""
    mentions = made["mentions"]
    of_actor = mentions["actor_id"] == actor
    moving = of_actor & (mentions["text"] == words)
    gone, kept = mentions[moving], mentions[of_actor & ~moving]
    result = {**made, "mentions": mentions.assign(actor_id=mentions["actor_id"].mask(moving, new_id))}
    for name, (start, end) in _SPANS.items():
        if name not in made:
            continue
        table = made[name]
        spans = table[["article_id", start, end]].itertuples(index=False, name=None)
        holds = [
            (_within(gone, *span), _within(kept, *span))
            if span[0] in set(gone["article_id"]) and pd.notna(span[1])
            else (False, True)
            for span in spans
        ]
        if name == "events":
            lists = [
                _exchanged(list(ids), actor, new_id, *held) for ids, held in zip(table["actor_ids"], holds, strict=True)
            ]
            result[name] = table.assign(actor_ids=pd.Series(lists, index=table.index, dtype=tables.DTYPES["list"]))
        else:
            moves = (table["actor_id"] == actor).fillna(value=False) & pd.Series(
                [new and not old for new, old in holds], index=table.index, dtype=bool
            )
            result[name] = table.assign(actor_id=table["actor_id"].mask(moves, new_id))
    return result


def _within(mentions: pd.DataFrame, article_id: str, start: int, end: int) -> bool:
    return bool(
        ((mentions["article_id"] == article_id) & (mentions["start"] >= start) & (mentions["end"] <= end)).any()
    )


def _exchanged(ids: list[str], actor: str, new_id: str, has_new: bool, has_old: bool) -> list[str]:
    if actor not in ids or not has_new:
        return ids
    return [one for known in ids for one in ((*([actor] if has_old else []), new_id) if known == actor else (known,))]


def _without(made: Mapping[str, pd.DataFrame], rejected: set[str]) -> dict[str, pd.DataFrame]:
    """Return the tables without rejected actors: mentions, roles and positions go, quotations lose the speaker."""
    if not rejected:
        return dict(made)
    result = {
        name: made[name][~made[name]["actor_id"].isin(rejected)]
        for name in ("mentions", "roles", "positions")
        if name in made
    }
    if "quotes" in made:
        result["quotes"] = made["quotes"].assign(
            actor_id=made["quotes"]["actor_id"].mask(made["quotes"]["actor_id"].isin(rejected))
        )
    if "events" in made:
        lists = [[one for one in ids if one not in rejected] for ids in made["events"]["actor_ids"]]
        result["events"] = made["events"].assign(
            actor_ids=pd.Series(lists, index=made["events"].index, dtype=tables.DTYPES["list"])
        )
    return result
