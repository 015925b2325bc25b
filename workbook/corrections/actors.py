"""What merging, splitting, renaming and rejecting actors does to every table that names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from workbook import tables
from workbook.errors import WorkbookError
from workbook.linking.actors import summarise

# Where a row's words about its actor stand: a split moves the rows whose words hold a mention that moved.
_SPANS = {"quotes": ("source_start", "source_end"), "positions": ("start", "end"), "events": ("start", "end")}


class Actors:
    """The corrections of actors, in the order in which they were made; applied at the end, in one go.

    Takes every table as the machine made it, and the analyst's folder, whose lexicons give sides. ``moved`` says
    whether mentions changed hands, so that the actors must be counted anew. What is not there raises a WorkbookError.
    """

    def __init__(self, machine: Mapping[str, pd.DataFrame], folder: Path | None) -> None:
        self.folder = folder
        self.moved = False
        known = machine.get("actors", tables.empty("actors"))
        self._names = {one.actor_id: (one.name, one.entity_type) for one in known.itertuples(index=False)}
        self._mentions = machine.get("mentions", tables.empty("mentions"))
        self._into: dict[str, str] = {}
        self._rejected: set[str] = set()
        self._steps: list[tuple[str, str, str]] = []  # actor, words, new actor; each after the merges before it
        self._merges: list[dict[str, str]] = []
        self._set: dict[str, dict[str, Any]] = {}

    def known(self, actor_id: str) -> str:
        """Return the actor that an identifier stands for now; one that is not there raises a WorkbookError."""
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
        """Give all that one actor has to another; who was merged into the first follows."""
        left, right = self.known(actor_id), self.known(into)
        if left == right:
            right = into  # merged the other way round before: the later word on the name counts
            if left == right:
                return
        self._into = {one: right if now == left else now for one, now in self._into.items()} | {left: right}
        self._into.pop(right, None)
        self.moved = True

    def split(self, actor_id: str, words: str, name: str, new_id: str) -> None:
        """Make the mentions of an actor that are written so an actor of their own."""
        actor = self.known(actor_id)
        self._names[new_id] = (name, self._names[actor][1])
        self._merges.append(dict(self._into))
        self._steps.append((actor, words, new_id))
        self.moved = True

    def describe(self, actor_id: str, field: str, value: Any) -> None:
        """Set a column of an actor."""
        self._set.setdefault(self.known(actor_id), {})[field] = value

    def reject(self, actor_id: str) -> None:
        """Take an actor for none: its mentions go with it."""
        self._rejected.add(self.known(actor_id))
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
        """Count the actors anew whose mentions changed: those who changed hands are the analyst's."""
        columns = ["mention_id", "actor_id"]
        both = self._mentions[columns].merge(made["mentions"][columns], on="mention_id", how="outer")
        before, after = both["actor_id_x"], both["actor_id_y"]
        other = ~(before == after).fillna(value=False)
        touched = {*self._into.values(), *(one for old, _, new in self._steps for one in (old, new))}
        anew = touched | set(before[other].dropna()) | set(after[other].dropna()) | set(self._into)
        left = made["mentions"]["actor_id"].unique()
        names = pd.DataFrame.from_dict(
            {one: self._names[one] for one in self._names if one in anew and one in left},
            orient="index", columns=["name", "entity_type"], dtype="str",
        )  # fmt: skip
        mentions, roles = (made[name][made[name]["actor_id"].isin(anew)] for name in ("mentions", "roles"))
        found = summarise(mentions, roles, names, folder=self.folder)
        was = machine.set_index("actor_id")["origin"]
        origin = found["actor_id"].map(was).fillna("analyst").mask(found["actor_id"].isin(touched), "analyst")
        kept = machine[~machine["actor_id"].isin(anew) & machine["actor_id"].isin(left)]
        order = {one: at for at, one in enumerate(self._names)}
        return pd.concat([kept, found.assign(origin=origin)]).sort_values(
            "actor_id", key=lambda ids: ids.map(order), ignore_index=True
        )


def _renamed(table: pd.DataFrame, into: Mapping[str, str]) -> pd.DataFrame:
    """Return the table with identifiers of actors replaced."""
    if "actor_id" in table and table["actor_id"].isin(into).any():
        table = table.assign(actor_id=table["actor_id"].replace(dict(into)))
    return _listed(table, into, lambda ids, _: [into.get(one, one) for one in ids])


def _listed(table: pd.DataFrame, ids: Iterable[str], change: Callable[[list[str], int], list[str]]) -> pd.DataFrame:
    """Return the table with the lists changed that hold one of these actors; ``change`` takes a list and its place."""
    if "actor_ids" not in table:
        return table
    each = table["actor_ids"].reset_index(drop=True).explode()
    places = each.index[each.isin(list(ids)).to_numpy()].unique()
    lists = table["actor_ids"].to_list() if len(places) else []
    for at in places:
        lists[at] = list(dict.fromkeys(change(list(lists[at]), at)))
    made = pd.Series(lists, index=table.index, dtype=tables.DTYPES["list"]) if lists else table["actor_ids"]
    return table.assign(actor_ids=made)


def _split(made: Mapping[str, pd.DataFrame], actor: str, words: str, new_id: str) -> dict[str, pd.DataFrame]:
    """Give the mentions of an actor that are written so, and the rows that hang on them alone, to a new one."""
    mentions = made["mentions"]
    of_actor = mentions["actor_id"] == actor
    moving = of_actor & (mentions["text"] == words)
    result = {**made, "mentions": mentions.assign(actor_id=mentions["actor_id"].mask(moving, new_id))}
    for name, span in _SPANS.items():
        if name not in made:
            continue
        table = made[name]
        new, old = (_holds(table, span, mentions[some]) for some in (moving, of_actor & ~moving))
        if name == "events":
            result[name] = _listed(table, [actor], _exchanging(actor, new_id, new, old))
        else:
            moves = (table["actor_id"] == actor).fillna(value=False) & new & ~old
            result[name] = table.assign(actor_id=table["actor_id"].mask(moves, new_id))
    return result


def _exchanging(actor: str, new_id: str, new: Any, old: Any) -> Callable[[list[str], int], list[str]]:
    """Return what puts the new actor in the place of the old one, or beside it where both are named."""

    def change(ids: list[str], at: int) -> list[str]:
        put = [*([actor] if old[at] or not new[at] else []), *([new_id] if new[at] else [])]
        return [one for known in ids for one in (put if known == actor else [known])]

    return change


def _holds(table: pd.DataFrame, span: tuple[str, str], mentions: pd.DataFrame) -> np.ndarray[Any, Any]:
    """Return which rows' words hold one of the mentions."""
    start, end = span
    rows = table[["article_id", start, end]].reset_index(drop=True).rename_axis("row").reset_index()
    named = mentions[["article_id", "start", "end"]].set_axis(["article_id", "from", "to"], axis=1)
    pairs = rows.merge(named, on="article_id")
    inside = (pairs["from"] >= pairs[start]) & (pairs["to"] <= pairs[end])
    return rows["row"].isin(pairs.loc[inside.fillna(value=False), "row"]).to_numpy()


def _without(made: Mapping[str, pd.DataFrame], rejected: set[str]) -> dict[str, pd.DataFrame]:
    """Return the tables without rejected actors: mentions, roles and positions go, quotations lose the speaker."""
    result = dict(made)
    for name, table in made.items() if rejected else ():
        if name == "events":
            result[name] = _listed(table, rejected, lambda ids, _: [one for one in ids if one not in rejected])
            continue
        gone = table["actor_id"].isin(rejected)
        result[name] = table.assign(actor_id=table["actor_id"].mask(gone)) if name == "quotes" else table[~gone]
    return result
