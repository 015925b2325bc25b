"""An actor's card: names, roles, sides, first and last mention, statements and events, each leading to its passage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from workbook.charts.common.in_words import counted, days_in_words
from workbook.charts.common.provenance import table_of
from workbook.linking.aliases import why_one
from workbook.linking.quotations import whole_statements

MOST = 12  # statements and events shown; the rest are counted
PART, JOIN = "part:", "join:"  # what a link of the card decides


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

    def link(self, mark: str, row: pd.Series[Any], words: str) -> str:
        """Return words that lead to a row."""
        self.rows[mark] = row
        return _link(mark, words)


def _link(mark: str, words: str) -> str:
    return f"<a data-id='{escape(mark, quote=True)}' href='#' role='button'>{escape(words)}</a>"


def actor_card(source: Any, told: pd.DataFrame, actor_id: str, *, perhaps: Mapping[str, str] | None = None) -> Card:
    """Return the card of an actor.

    Args:
        source: A corpus, or a mapping with the tables ``actors``, ``roles``, ``quotes``, ``events``.
        told: Mentions as :func:`workbook.charts.actors.mentions.prepare` returns them; only these are told.
        actor_id: The actor.
        perhaps: Others who may be the same, by actor_id, in words. Where it is given, each name and each of these has
            a link that decides: ``data-id`` is :data:`PART` and the name, or :data:`JOIN` and the other's identifier.
    """
    actors = table_of(source, "actors")
    actor = actors[actors["actor_id"] == actor_id].iloc[0]
    own = told[told["actor_id"] == actor_id]
    articles = told.drop_duplicates("article_id")
    labels = dict(zip(articles["article_id"], articles["article"], strict=True))
    made = Card("", {})
    facts = [str(actor[column]) for column in ("entity_type", "country") if pd.notna(actor[column])]
    side = f"side: {actor['side']}" if pd.notna(actor["side"]) else "no side known"
    forms = ", ".join(f"{n:,} {form}" for form, n in own["form"].value_counts().items() if n)
    told_by = counted(own["article_id"].nunique(), "article")
    names = _names(made, own, str(actor["name"]), labels, decides=perhaps is not None)
    others = [f"{escape(words)} · {_link(JOIN + one, 'the same')}" for one, words in (perhaps or {}).items()]
    roles = _of(source, "roles", actor_id, labels).drop_duplicates(["role", "article_id"])
    quotes, events = (_of(source, name, actor_id, labels) for name in ("quotes", "events"))
    quotes = whole_statements(quotes)
    parts = [
        (str(actor["name"]), [escape(" · ".join([*facts, side]))]),
        ("Mentions", [f"{counted(len(own), 'mention')} ({forms}) in {told_by}"]),
        ("Names used, and why they are one", names),
        ("Perhaps the same", others),
        ("Roles", [f"{made.link(f'role:{at}', row, row['role'])}{_said(row, labels)}" for at, row in roles.iterrows()]),
        *(_ends(made, own) if len(own) else []),
        (counted(len(quotes), "statement"), _listed(made, quotes, ("quote_id", "content", "cue"), labels)),
        (counted(len(events), "event"), _listed(made, events, ("event_id", "headline", "status"), labels)),
    ]  # fmt: skip
    shown = "".join(
        f"<dt>{escape(title)}</dt>" + "".join(f"<dd>{item}</dd>" for item in items) for title, items in parts if items
    )
    return Card(f"<dl class='wb-card'>{shown}</dl>", made.rows)


def _names(made: Card, own: pd.DataFrame, name: str, labels: dict[str, str], *, decides: bool) -> list[str]:
    """Return a line for each form of the name: it leads to a passage of the article that joins it, and says why."""
    lines = []
    for alias in why_one(own, name).itertuples(index=False):
        row = own[(own["text"] == alias.alias) & (own["article_id"] == alias.article_id)].iloc[0]
        why = escape(f" {alias.n:,} · {alias.reason} · {labels[alias.article_id]}")
        apart = f" · {_link(PART + alias.alias, 'somebody else')}" if decides and alias.alias != name else ""
        lines.append(f"{made.link(row['mention_id'], row, str(alias.alias))}{why}{apart}")
    return [*lines[:MOST], f"and {len(lines) - MOST:,} more"] if len(lines) > MOST else lines


def _ends(made: Card, own: pd.DataFrame) -> list[tuple[str, list[str]]]:
    """Return first and last mention: by day, where one is known."""
    dated = own.assign(published=own["published"].astype("str")).sort_values(
        ["published", "article_id", "start"], kind="stable", na_position="last"
    )
    rows = dated.dropna(subset="published") if own["published"].notna().any() else dated
    ends = []
    for words, row in zip(("First mention", "Last mention"), (rows.iloc[at] for at in (0, -1)), strict=True):
        day = days_in_words(row["published"], row["published"])
        ends.append((words, [f"{made.link(row['mention_id'], row, row['article'])} {escape(day)}"]))
    return ends


def _listed(made: Card, rows: pd.DataFrame, columns: tuple[str, str, str], labels: dict[str, str]) -> list[str]:
    """Return a line for each of the first rows: its words, which lead to it, what more is known, day and article."""
    key, words, about = columns
    items = [
        made.link(row[key], row, row[words] if len(row[words]) <= 160 else f"{row[words][:159].rstrip()}…")
        + (escape(f" {row[about]}") if pd.notna(row[about]) else "")
        + _said(row, labels)
        for _, row in rows.head(MOST).iterrows()
    ]
    return [*items, f"and {len(rows) - MOST:,} more"] if len(rows) > MOST else items


def _of(source: Any, name: str, actor_id: str, labels: dict[str, str]) -> pd.DataFrame:
    """Return the rows of an actor in the articles that are told of."""
    table = table_of(source, name)
    actors = table["actor_id"] if "actor_id" in table else table["actor_ids"].explode()
    found = table.loc[actors.index[(actors == actor_id).fillna(value=False).to_numpy(dtype=bool)].unique()]
    return found[found["article_id"].isin(labels)]


def _said(row: pd.Series[Any], labels: dict[str, str]) -> str:
    first, last = row.get("earliest"), row.get("latest")
    day = "" if pd.isna(first) and pd.isna(last) else days_in_words(first, last)
    return escape("".join(f" · {part}" for part in (day, labels[row["article_id"]]) if part))
