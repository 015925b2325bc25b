"""Names that may be one actor, and actors that may be two: a list to decide, best guesses first."""

from __future__ import annotations

import functools
from typing import Any

import pandas as pd

from workbook.charts.common.in_words import counted
from workbook.explorers.actor_corrections import entry_of
from workbook.explorers.frame.descriptions import Decisions
from workbook.linking.doubts import suspicious_aliases

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
