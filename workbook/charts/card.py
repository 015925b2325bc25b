"""An actor's card: names, roles, sides, first and last mention, statements and events, each leading to its passage."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from workbook.charts.provenance import table_of
from workbook.charts.words import counted

MOST = 12  # statements and events shown; the rest are counted


@dataclass(frozen=True)
class Card:
    """What the articles tell of one actor.

    Attributes:
        html: Escaped; what leads to a passage carries its identifier as ``data-id``.
        rows: By that identifier, the row of its table with article_id, start and end.
    """

    html: str
    rows: dict[str, pd.Series[Any]]

    def _repr_html_(self) -> str:
        return self.html


def actor_card(source: Any, told: pd.DataFrame, actor_id: str) -> Card:
    """Return the card of an actor.

    Args:
        source: A corpus, or a mapping with the tables ``actors``, ``roles``, ``quotes``, ``events``.
        told: Mentions as :func:`workbook.charts.actors.prepare` returns them; only these are told.
        actor_id: The actor.
    """
    actor = table_of(source, "actors").set_index("actor_id").loc[actor_id]
    own = told[told["actor_id"] == actor_id]
    labels = dict(zip(told["article_id"], told["article"], strict=True))
    rows: dict[str, pd.Series[Any]] = {}

    def linked(mark: str, row: pd.Series[Any], words: str) -> str:
        rows[mark] = row
        return f"<a data-id='{escape(mark, quote=True)}' href='#' role='button'>{escape(words)}</a>"

    def told_in(table: pd.DataFrame, key: str, words: str, about: str) -> list[str]:
        items = [
            linked(row[key], row, _short(row[words]))
            + escape(f" {row[about] if pd.notna(row[about]) else ''}{_said(row, labels)}")
            for _, row in table.head(MOST).iterrows()
        ]
        return [*items, f"and {len(table) - MOST:,} more"] if len(table) > MOST else items

    facts = [str(actor[column]) for column in ("entity_type", "country") if pd.notna(actor[column])]
    side = f"side: {actor['side']}" if pd.notna(actor["side"]) else "no side known"
    forms = ", ".join(f"{n:,} {form}" for form, n in own["form"].value_counts().items())
    articles = counted(own["article_id"].nunique(), "article")
    used = own["text"].value_counts()
    names = [
        f"{linked(row['mention_id'], row, str(row['text']))} {used[row['text']]:,}"
        for _, row in own.groupby("text", sort=False).head(1).iterrows()
    ]
    roles = _of(source, "roles", actor_id, labels).drop_duplicates(["role", "article_id"])
    parts = [
        (str(actor["name"]), [escape(" · ".join([*facts, side]))]),
        ("Mentions", [f"{counted(len(own), 'mention')} ({forms}) in {articles}"]),
        ("Names used", [", ".join(names)] if names else []),
        (
            "Roles",
            [
                f"{linked(f'role:{at}', row, str(row['role']))}{escape(_said(row, labels))}"
                for at, row in roles.iterrows()
            ],
        ),
    ]
    in_time = own.sort_values(["published", "article_id", "start"], kind="stable", na_position="last")
    ends = in_time.dropna(subset="published") if in_time["published"].notna().any() else in_time
    for words, at in (("First mention", 0), ("Last mention", -1)):
        if len(ends):
            row = ends.iloc[at]
            day = row["published"] if pd.notna(row["published"]) else "no date"
            parts.append((words, [f"{linked(row['mention_id'], row, row['article'])} {escape(day)}"]))
    quotes, events = _of(source, "quotes", actor_id, labels), table_of(source, "events")
    named = [actor_id in ids for ids in events["actor_ids"].to_list()]
    events = events[named & events["article_id"].isin(labels).to_numpy()]
    parts.append((counted(len(quotes), "statement"), told_in(quotes, "quote_id", "content", "cue")))
    parts.append((counted(len(events), "event"), told_in(events, "event_id", "headline", "status")))
    shown = "".join(
        f"<dt>{escape(title)}</dt>" + "".join(f"<dd>{item}</dd>" for item in items) for title, items in parts if items
    )
    return Card(f"<dl class='wb-card'>{shown}</dl>", rows)


def _of(source: Any, name: str, actor_id: str, labels: dict[str, str]) -> pd.DataFrame:
    table = table_of(source, name)
    return table[(table["actor_id"] == actor_id).fillna(False) & table["article_id"].isin(labels)]


def _said(row: pd.Series[Any], labels: dict[str, str]) -> str:
    first, last = row.get("earliest"), row.get("latest")
    day = "" if pd.isna(first) else f"{first}" if first == last else f"{first} to {last}"
    return "".join(f" · {part}" for part in (day, labels[row["article_id"]]) if part)


def _short(words: str) -> str:
    return words if len(words) <= 160 else f"{words[:159].rstrip()}…"
