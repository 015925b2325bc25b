"""What is new since the last load, or since a day: events, moved days, disagreements, positions and points."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from workbook import tables
from workbook.corpus.store import write_bytes

NAME = "last-seen.json"
State = dict[str, dict[str, Any]]


def news(folder: Path, corpus: Mapping[str, pd.DataFrame], since: str | None = None) -> pd.DataFrame:
    """Return what is new, as rows of the table ``changes`` beside those of files.

    Each load with other articles is compared with the one before it, which is kept in ``.workbook``; asking again after
    the same load gives the same answer. A day instead gives what only articles of that day or later tell.

    Args:
        folder: The analyst's folder.
        corpus: The tables.
        since: An ISO day.
    """
    state = _state(corpus)
    before = _seen(folder, corpus, state) if since is None else _told_before(state, corpus["articles"], since)
    rows = [] if before is None else [*_events(before, state), *_others(before, state)]
    return tables.make("changes", rows)


def _state(corpus: Mapping[str, pd.DataFrame]) -> State:
    """Return what is compared, by kind and identifier: words, value, row, and the articles that tell it."""
    articles_of = dict(zip(corpus["events"]["event_id"], corpus["events"]["article_id"].astype(object), strict=True))
    names = dict(zip(corpus["actors"]["actor_id"], corpus["actors"]["name"], strict=True))
    plans = dict(zip(corpus["plans"]["plan_id"], corpus["plans"]["title"], strict=True))
    state: State = {"event": {}, "disagreement": {}, "position": {}, "point": {}}
    for row in tables.rows(corpus["happenings"]):
        days = [day for day in (row["earliest"], row["latest"]) if day]
        told_by = [articles_of.get(one) for one in row["event_ids"]]
        state["event"][row["happening_id"]] = {
            "words": row["headline"], "value": "/".join(dict.fromkeys(days)) or "no date", "rows": row["event_ids"],
            "table": "events", "articles": told_by,
        }  # fmt: skip
    for row in tables.rows(corpus["conflicts"]):
        if row["relation"] == "contradicts":
            sides = [row["left_id"], row["right_id"]]
            told_by = [articles_of.get(one) for one in sides]
            state["disagreement"][row["conflict_id"]] = {
                "words": row["explanation"], "value": "", "rows": sides[:1], "table": row["left_table"],
                "articles": told_by,
            }  # fmt: skip
    for row in tables.rows(corpus["positions"]):
        target = " on ".join(filter(None, (plans.get(row["plan_id"], ""), row["topic"])))
        key = f"{row['actor_id']}|{row['plan_id']}|{row['topic']}"
        known = state["position"].setdefault(key, {"articles": []})
        known |= {"words": f"{names.get(row['actor_id'], 'somebody')}: {target}", "value": row["stance"],
                  "rows": [row["position_id"]], "table": "positions"}  # fmt: skip
        known["articles"].append(row["article_id"])
    for row in tables.rows(corpus["provisions"]):
        state["point"][row["provision_id"]] = {
            "words": f"{plans.get(row['plan_id'], '')}: {row['text']}", "value": "", "rows": [row["provision_id"]],
            "table": "provisions", "articles": [row["article_id"]],
        }  # fmt: skip
    return state


def _seen(folder: Path, corpus: Mapping[str, pd.DataFrame], state: State) -> State | None:
    """Return what the load before this one saw, and keep what this one sees; nothing at the first."""
    key = _key(corpus)
    path = folder / ".workbook" / NAME
    kept: dict[str, Any] = {}
    with contextlib.suppress(OSError, ValueError):  # none yet, or damaged: as if nothing had been seen
        kept = json.loads(path.read_text("utf-8"))
    before: State | None = kept.get("before") if kept.get("key") == key else kept.get("state")
    with contextlib.suppress(OSError):  # a folder that cannot be written to remembers nothing
        write_bytes(path, json.dumps({"key": key, "state": state, "before": before}).encode())
    return before


def _key(corpus: Mapping[str, pd.DataFrame]) -> str:
    ids = sorted([*corpus["articles"]["article_id"], *corpus["plans"]["plan_id"]])
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()[:20]


def _told_before(state: State, articles: pd.DataFrame, since: str) -> State:
    """Return what an article before a day tells, as far as the articles' days are known."""
    days = dict(zip(articles["article_id"], articles["published"].fillna("9999"), strict=True))
    return {
        kind: {
            key: one for key, one in known.items() if any(days.get(article, "") < since for article in one["articles"])
        }
        for kind, known in state.items()
    }


def _events(before: State, now: State) -> Iterator[dict[str, Any]]:
    """Yield new happenings, and those whose days moved; one is the same if any of its events is."""
    happening_of = {event: one for one in before["event"].values() for event in one["rows"]}
    for one in now["event"].values():
        known = next((happening_of[event] for event in one["rows"] if event in happening_of), None)
        if known is None:
            yield _row("event", "new", one)
        elif known["value"] != one["value"]:
            yield _row("event", "moved", one, known["value"])


def _others(before: State, now: State) -> Iterator[dict[str, Any]]:
    for kind in ("disagreement", "position", "point"):
        for key, one in now[kind].items():
            known = before[kind].get(key)
            if known is None:
                yield _row(kind, "new", one)
            elif known["value"] != one["value"]:
                yield _row(kind, "changed", one, known["value"])


def _row(kind: str, change: str, one: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    return {
        "what": kind, "change": change, "title": one["words"], "before": before or None, "now": one["value"] or None,
        "of_table": one["table"], "row_id": one["rows"][0],
    }  # fmt: skip
