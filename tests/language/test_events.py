"""Events: dated clauses with the right days and status; what did not happen is never shown as happened."""

from __future__ import annotations

import calendar
import json
from pathlib import Path

import pytest
import yaml

from workbook.language.events import find_events
from workbook.scoring.events import score_events

GOLD = Path(__file__).parents[1] / "gold"
CASES = yaml.safe_load((GOLD / "events.yaml").read_text("utf-8"))
FLOORS = json.loads((GOLD / "floors-events.json").read_text("utf-8"))["events"]


def days(value) -> tuple[str | None, str | None]:
    value = str(value)
    if value in ("none", "SET") or value.startswith("P"):
        return None, None
    if "/" in value:
        first, last = value.split("/")
        return (None if first == ".." else first), last
    if len(value) == 4:
        return f"{value}-01-01", f"{value}-12-31"
    if len(value) == 7:
        return f"{value}-01", f"{value}-{calendar.monthrange(int(value[:4]), int(value[5:]))[1]}"
    return value, value


def date_row(text: str, words: str, value) -> dict:
    earliest, latest = days(value)
    start = text.index(words)
    kind = "SET" if value == "SET" else "DURATION" if str(value).startswith("P") else "DATE"
    size = "day" if earliest and earliest == latest else "month" if len(str(value)) == 7 else "interval"
    return {
        "start": start,
        "end": start + len(words),
        "text": words,
        "timex_type": kind,
        "timex_value": str(value),
        "earliest": earliest,
        "latest": latest,
        "edtf": str(value) if earliest else None,
        "granularity": size if earliest else None,
        "basis": "explicit",
    }


def mention_rows(parsed) -> list[dict]:
    kinds = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "NORP": "group"}
    return [
        {"start": e.start_char, "end": e.end_char, "text": e.text, "entity_type": kinds[e.label_], "actor_id": e.text}
        for e in parsed.doc.ents
        if e.label_ in kinds
    ]


def found(case, parsed) -> list[dict]:
    article = parsed(case["text"], str(case["published"]))
    dates = [date_row(case["text"], words, value) for words, value in case["dates"].items()]
    return find_events(article, sorted(dates, key=lambda row: row["start"]), mention_rows(article), [])


def wanted(case) -> list[dict]:
    rows = []
    for event in case["events"]:
        only = next(iter(case["dates"].values()), None)
        earliest, latest = days(event.get("days", only))
        start = case["text"].index(event["words"])
        rows.append(
            {**event, "start": start, "end": start + len(event["words"]), "earliest": earliest, "latest": latest}
        )
    return rows


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_what_was_planned_proposed_or_denied_never_happened(case, parsed):
    text = case["text"]
    for event in wanted(case):
        inside = [row for row in found(case, parsed) if row["start"] < event["end"] and event["start"] < row["end"]]
        if event.get("not") == "happened" or event.get("status") in ("planned", "proposed", "denied"):
            inside = [row for row in inside if row["earliest"] == event["earliest"]]
            assert "happened" not in [row["status"] for row in inside], text


def test_events_of_our_own_gold_stay_found(parsed):
    """Found, days, status, kind, headline and place over the sentences of ``tests/gold/events.yaml``."""
    results = [found(case, parsed) for case in CASES]
    scores = score_events(results, [wanted(case) for case in CASES])
    details = [right for case, rows in zip(CASES, results, strict=True) for right in compare(rows, wanted(case))]
    scores["details"] = sum(details) / len(details)
    assert {name: scores[name] for name, floor in FLOORS.items() if scores[name] < floor} == {}


def compare(rows, events):
    for event in events:
        row = next((row for row in rows if row["start"] < event["end"] and event["start"] < row["end"]), {})
        for name in ("status", "kind", "headline", "place"):
            if name in event:
                yield row.get(name) == event[name]
