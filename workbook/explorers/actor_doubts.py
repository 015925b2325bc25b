"""Names that may be one actor, and actors that may be two: a list to decide, best guesses first."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import pandas as pd

from workbook.charts.common.in_words import counted
from workbook.explorers.frame.controls import Action, button, quiet, row_of
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


def doubts_tray(explorer: Any) -> list[Any]:
    """Return the list of pairs; choosing one opens a passage that names the first."""
    known = explorer.corpus.actors.set_index("actor_id")
    said = {
        key: f"{name} ({n:,})" for key, name, n in zip(known.index, known["name"], known["n_mentions"], strict=True)
    }
    columns = (explorer.doubts()[column] for column in ("left", "right", "reason"))
    pairs = [
        (f"{said[less]}{f'  –  {said[more]}' if less != more else ''}:  {reason}", (less, more))
        for more, less, reason in zip(*columns, strict=True)
    ]
    if not pairs:
        return [quiet("No names wait for a decision.")]
    choice = widgets.Select(options=pairs, rows=min(8, len(pairs) + 1), layout={"width": "98%"})
    choice.observe(explorer.guard(lambda change: explorer.select(change.new[0])), "value")

    def decide(action: str) -> None:
        one, other = choice.value
        names = {"field": known.at[other, "name"], "words": known.at[one, "name"]}
        entry = {"action": action, "table": "actors", "row_id": one, "value": other, **names}
        explorer.correct(Action("", lambda _: {}, lambda _, __: entry, needs_row=False), {})
        explorer.reopen()

    buttons = [
        button(words, explorer.guard(lambda _, answer=answer: decide(answer))) for words, answer in ANSWERS.items()
    ]
    head = f"{counted(len(pairs), 'doubt')} to decide, best guesses first; choose one to read where the first is named."
    head += " Two persons in one actor are parted by “Split off…”."
    return [quiet(head), choice, row_of(buttons)]
