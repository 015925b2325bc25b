"""What an analyst may correct of actors and mentions, and which names wait for a decision: one actor, or two?"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pandas as pd

from workbook import tables
from workbook.charts.actors.card import JOIN, PART
from workbook.charts.common.in_words import counted
from workbook.errors import WorkbookError
from workbook.explorers.frame.descriptions import Correction, Decisions, Field, Fields
from workbook.explorers.frame.forms import choice, filled
from workbook.explorers.frame.search import plain
from workbook.linking.doubts import suspicious_aliases


def corrections_on(view: Any) -> list[Correction]:
    """Return the corrections of actors for a view that says whom the selected row is ``about()``."""
    forms = _Forms(view)
    types = next(one.allowed for one in tables.contract()["actors"].fields if one.name == "entity_type")
    return [
        Correction("Same as…", forms.merge, forms.merged),
        Correction("Split off…", forms.split, forms.split_off),
        forms.setting("Rename", "name", lambda now, _: Field("Name", value=now)),
        forms.setting("Type", "entity_type", lambda now, _: Field("Type", "one", now, types)),
        forms.setting("Side", "side", lambda now, all_: Field("Side", "suggest", now, all_)),
        forms.setting("Role", "role", lambda now, _: Field("Role", value=now)),
        Correction("Not a mention", lambda _: {}, forms.rejected),
    ]


def decided_on_card(names: pd.Series[str], actor_id: str, mark: str) -> dict[str, Any] | None:
    """Return the correction that a link of the card stands for; ``names`` are those of the actors, by actor_id.

    A name is somebody else's, or another actor is the same.
    """
    if mark.startswith(PART):
        alias = mark.removeprefix(PART)
        return entry_of(names, actor_id, action="split", field=alias, value=alias)
    other = mark.removeprefix(JOIN)
    if mark.startswith(JOIN) and other in names.index:
        return entry_of(names, actor_id, action="merge", value=other, field=names[other])
    return None


def entry_of(names: pd.Series[str], actor_id: str, **more: Any) -> dict[str, Any]:
    """Return an entry of the ledger about an actor; ``names`` are those of the actors, by actor_id."""
    return {"table": "actors", "row_id": actor_id, "words": names.get(actor_id), "article_id": None, **more}


class _Forms:
    def __init__(self, view: Any) -> None:
        self._view = view

    @property
    def _actors(self) -> pd.DataFrame:
        return self._view.corpus.actors.set_index("actor_id")

    def _fields(self, **more: Any) -> Fields:
        name = self._actors["name"]
        who = [(name[one], one) for one in self._view.about()]
        if not who:
            raise WorkbookError("no actor is chosen", advice="choose a row of the table, or a mark")
        return {"who": choice("Who", who), **more}

    def _others(self) -> dict[str, str]:
        """Return the actors by name, type and mentions, the most mentioned first."""
        order = self._view.corpus.actors.sort_values(["n_mentions", "name"], ascending=[False, True])
        columns = (order[name] for name in ("name", "entity_type", "n_mentions", "actor_id"))
        return {f"{name} · {kind} · {n:,}": one for name, kind, n, one in zip(*columns, strict=True)}

    def merge(self, _: Any) -> Fields:
        own = self._view.about()[:1]
        options = [label for label, one in self._others().items() if one not in own]
        into = Field("Is the same as", "suggest", "", options, "type a name and choose")
        return self._fields(into=into)

    def merged(self, _: str, values: dict[str, Any]) -> dict[str, Any]:
        into = self._others().get(values["into"]) or self._named(values["into"], but=values["who"])
        if into is None:
            wanted = "one of the names that appear as you type"
            raise WorkbookError(f"no other actor, or more than one, is called “{values['into']}”", wanted=wanted)
        return self._entry(values["who"], action="merge", value=into, field=self._actors.at[into, "name"])

    def _named(self, words: str, but: str) -> str | None:
        """Return the one actor who is called so, typed as one types."""
        names = self._actors["name"].map(plain)
        found = [one for one in names.index[names == plain(words)] if one != but]
        return found[0] if len(found) == 1 else None

    def split(self, _: Any) -> Fields:
        told = self._view.source()
        used = told.loc[told["actor_id"].isin(self._view.about()), "text"].value_counts()
        names = [(f"“{text}” ({n:,})", text) for text, n in used.items()]
        return self._fields(
            alias=choice("Written as", names),
            name=Field("Its name", hint="as written, if left empty"),
        )

    def split_off(self, _: str, values: dict[str, Any]) -> dict[str, Any]:
        name = values["name"].strip() or values["alias"]
        return self._entry(values["who"], action="split", field=values["alias"], value=name)

    def setting(self, label: str, field: str, make: Callable[[str, list[str]], Field]) -> Correction:
        """Return the correction of one column of ``actors``."""

        def fields(_: Any) -> Fields:
            now = self._actors.at[self._view.about()[0], field]
            known = sorted(self._actors[field].dropna().unique())
            return self._fields(value=make("" if pd.isna(now) else str(now), known))

        def entry(_: str, values: dict[str, Any]) -> dict[str, Any]:
            return self._entry(values["who"], action="set", field=field, value=filled(values, "value"))

        return Correction(label, fields, entry)

    def rejected(self, selected: str, _: dict[str, Any]) -> dict[str, Any]:
        if selected not in set(self._view.source()["mention_id"]):
            raise WorkbookError("choose one mention first", advice="click a bar or a point, then a row of the table")
        return {"action": "reject", "table": "mentions", "row_id": selected}

    def _entry(self, who: str, **more: Any) -> dict[str, Any]:
        return entry_of(self._actors["name"], who, **more)


ASKED = "Same or not?"
ANSWERS = {"The same: merge": "merge", "Not the same": "apart"}


def doubts(corpus: Any) -> pd.DataFrame:
    """Return what waits for a decision, best guesses first.

    Columns left, right (actor_id; the same where one actor may be two), reason, score.
    """
    found = suspicious_aliases(corpus.actors, corpus.mentions, corpus.roles)
    decided = {
        frozenset((one.row_id, str(one.value))) for one in corpus.ledger.active if one.action in ANSWERS.values()
    }
    return found.loc[[frozenset(pair) not in decided for pair in zip(found["left"], found["right"], strict=True)]]


def others_of(waiting: pd.DataFrame, actors: pd.DataFrame, actor_id: str) -> dict[str, str]:
    """Return who may be the same as an actor, by actor_id: name, mentions and reason; ``actors`` by actor_id."""
    pairs = [pair for pair in waiting[["left", "right", "reason"]].itertuples(index=False) if actor_id in pair[:2]]
    others = {pair.right if pair.left == actor_id else pair.left: pair.reason for pair in pairs}
    return {
        one: f"{actors.at[one, 'name']} ({actors.at[one, 'n_mentions']:,}): {reason}"
        for one, reason in others.items()
        if one != actor_id
    }


def decisions_on(corpus: Any, waiting: pd.DataFrame) -> Decisions:
    """Return the questions for the list: each shows a passage that names the first actor."""
    known = corpus.actors.set_index("actor_id")
    words = {
        key: f"{name} ({n:,})" for key, name, n in zip(known.index, known["name"], known["n_mentions"], strict=True)
    }
    columns = (waiting[column] for column in ("left", "right", "reason"))
    pairs = [
        (f"{words[less]}{f'  –  {words[more]}' if less != more else ''}:  {reason}", (less, more))
        for more, less, reason in zip(*columns, strict=True)
    ]

    def entry(action: str, pair: tuple[str, str]) -> dict[str, Any]:
        one, other = pair
        return entry_of(known["name"], one, action=action, value=other, field=known.at[other, "name"])

    head = f"{counted(len(pairs), 'doubt')} to decide, best guesses first; choose one to read where the first is named."
    return Decisions(
        head=f"{head} Two persons in one actor are parted by “Split off…”.",
        options=pairs,
        row_of=lambda pair: str(pair[0]),
        answers={said: functools.partial(entry, action) for said, action in ANSWERS.items()},
        none="No names wait for a decision.",
    )
