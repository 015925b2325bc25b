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

    facts = [str(actor[column]) for column in ("entity_type", "country") if pd.notna(actor[column])]
    side = f"side: {actor['side']}" if pd.notna(actor["side"]) else "no side known"
    forms = ", ".join(f"{n:,} {form}" for form, n in own["form"].value_counts().items())
    parts = [_part(str(actor["name"]), [escape(" · ".join([*facts, side]))])]
    parts += [
        _part(
            "Mentions",
            [f"{counted(len(own), 'mention')} ({forms}) in {counted(own['article_id'].nunique(), 'article')}"],
        )
    ]
    names = own.groupby("text", sort=False).head(1)
    used = own["text"].value_counts()
    parts += [
        _part(
            "Names used",
            [
                ", ".join(
                    f"{linked(row['mention_id'], row, str(row['text']))} {used[row['text']]:,}"
                    for _, row in names.iterrows()
                )
            ],
        )
    ]
    parts += [
        _part(
            "Roles",
            [
                f"{linked(f'role:{at}', row, str(row['role']))}{escape(_said(row, labels))}"
                for at, row in _of(source, "roles", actor_id, labels).drop_duplicates(["role", "article_id"]).iterrows()
            ],
        )
    ]
    in_time = own.sort_values(["published", "article_id", "start"], kind="stable", na_position="last")
    ends = in_time.dropna(subset="published") if in_time["published"].notna().any() else in_time
    for words, at in (("First mention", 0), ("Last mention", -1)):
        if len(ends):
            row = ends.iloc[at]
            parts.append(
                _part(
                    words,
                    [
                        f"{linked(row['mention_id'], row, row['article'])} {escape(row['published'] if pd.notna(row['published']) else 'no date')}"
                    ],
                )
            )
    quotes = _of(source, "quotes", actor_id, labels)
    parts += [
        _part(
            counted(len(quotes), "statement"),
            _most(
                quotes,
                [
                    linked(row["quote_id"], row, _short(row["content"]))
                    + escape(f" {row['cue'] if pd.notna(row['cue']) else ''}{_said(row, labels)}")
                    for _, row in quotes.head(MOST).iterrows()
                ],
            ),
        )
    ]
    events = table_of(source, "events")
    events = events[
        [actor_id in ids for ids in events["actor_ids"].to_list()] & events["article_id"].isin(labels).to_numpy()
    ]
    parts += [
        _part(
            counted(len(events), "event"),
            _most(
                events,
                [
                    linked(row["event_id"], row, _short(row["headline"]))
                    + escape(f" {row['status']}{_said(row, labels)}")
                    for _, row in events.head(MOST).iterrows()
                ],
            ),
        )
    ]
    return Card(f"<dl class='wb-card'>{''.join(parts)}</dl>", rows)


def _of(source: Any, name: str, actor_id: str, labels: dict[str, str]) -> pd.DataFrame:
    table = table_of(source, name)
    return table[(table["actor_id"] == actor_id).fillna(False) & table["article_id"].isin(labels)]


def _said(row: pd.Series[Any], labels: dict[str, str]) -> str:
    first, last = row.get("earliest"), row.get("latest")
    day = "" if pd.isna(first) else f"{first}" if first == last else f"{first} to {last}"
    return "".join(f" · {part}" for part in (day, labels[row["article_id"]]) if part)


def _short(words: str) -> str:
    return words if len(words) <= 160 else f"{words[:159].rstrip()}…"


def _most(rows: pd.DataFrame, items: list[str]) -> list[str]:
    return [*items, f"and {len(rows) - MOST:,} more"] if len(rows) > MOST else items


def _part(title: str, items: list[str]) -> str:
    return f"<dt>{escape(title)}</dt>{''.join(f'<dd>{item}</dd>' for item in items)}" if items else ""
