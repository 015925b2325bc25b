"""A line of the ledger that cannot be applied costs itself: it is reported and kept, all others hold."""

from __future__ import annotations

import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.planned import corpus as planned
from workbook.corrections import Ledger
from workbook.errors import LedgerError

GOOD = {"action": "note", "table": "plans", "row_id": "accord", "value": "it counts", "entry_id": "good"}
BASE = {"entry_id": "bad", "who": "a", "at": "2025-11-30T10:00:00Z"}
ADD = {**BASE, "action": "add", "table": "events", "row_id": "n1"}
EVENT = {"headline": "Envoys meet", "kind": "action", "status": "happened", "origin": "analyst", "rule": "analyst"}
SET = {**BASE, "action": "set"}
HOSTILE = {
    "unknown column": {**ADD, "value": {**EVENT, "colour": "red"}},
    "missing column": {**ADD, "value": {"headline": "Envoys meet"}},
    "unknown kind": {**ADD, "value": {**EVENT, "kind": "war"}},
    "no mapping": {**ADD, "value": "Envoys meet"},
    "no value": ADD,
    "list as a date": {**ADD, "value": {**EVENT, "date": [1]}},
    "headline is a number": {**ADD, "value": {**EVENT, "n_points": 10**30}},
    "empty headline": {**ADD, "value": {**EVENT, "headline": ""}},
    "key exists": {**ADD, "table": "plans", "row_id": "accord", "value": {"title": "t", "origin": "analyst"}},
    "list as row": {**SET, "table": "plans", "row_id": ["accord"], "field": "title", "value": "x"},
    "mapping as article": {**SET, "table": "plans", "row_id": "accord", "article_id": {}, "field": "title"},
    "list as table": {**SET, "table": ["plans"], "row_id": "accord", "field": "title", "value": "x"},
    "unknown table": {**SET, "table": "planets", "row_id": "accord", "field": "title", "value": "x"},
    "set to nothing": {**SET, "table": "plans", "row_id": "accord", "field": "title", "value": None},
    "set to a list": {**SET, "table": "plans", "row_id": "accord", "field": "title", "value": ["x"]},
    "set to a number": {**SET, "table": "plans", "row_id": "accord", "field": "title", "value": 10**40},
    "topics as words": {**SET, "table": "provisions", "row_id": "p-older-b", "field": "topics", "value": "energy"},
    "no such plan": {**SET, "table": "provisions", "row_id": "p-older-b", "field": "plan_id", "value": "none"},
    "day that is none": {**SET, "table": "articles", "row_id": "a1", "article_id": "a1", "field": "published", "value": "2025-02-31"},
    "garbage as a day": {**SET, "table": "articles", "row_id": "a1", "article_id": "a1", "field": "published", "value": "garbage"},
    "number as a day": {**SET, "table": "articles", "row_id": "a1", "article_id": "a1", "field": "published", "value": 20251130},
    "list as a day": {**SET, "table": "articles", "row_id": "a1", "article_id": "a1", "field": "published", "value": ["2025-11-30"]},
    "unknown field": {**SET, "table": "articles", "row_id": "a1", "article_id": "a1", "field": "text", "value": "x"},
    "restore": {**BASE, "action": "restore", "table": "events", "row_id": "e1"},
    "accept": {**BASE, "action": "accept", "table": "sections", "row_id": "c1"},
    "reject an article": {**BASE, "action": "reject", "table": "articles", "row_id": "a1"},
    "merge of nothing": {**BASE, "action": "merge", "table": "actors", "row_id": "p1", "value": None},
    "who is nobody": {**GOOD, "entry_id": "bad", "who": None},
    "note is a list": {**GOOD, "entry_id": "bad", "value": ["x"]},
    "another member": {**GOOD, "entry_id": "bad", "mood": "good"},
    "the same entry_id": {**GOOD, "value": "other words"},
    "brackets": "[" * 100_000,
    "digits": '{"action": "note", "value": ' + "9" * 10_000 + "}",
    "long": json.dumps({**GOOD, "entry_id": "bad", "value": "x" * 1_100_000}),
    "not JSON": "<html>",
}  # fmt: skip


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE)
def test_it_is_reported_and_the_others_hold(tmp_path, line):
    """With what is wrong and what to do."""
    line = line if isinstance(line, str) else json.dumps(line)
    (tmp_path / "corrections.jsonl").write_text(f"{json.dumps(GOOD)}\n{line}\n", "utf-8")
    corpus = planned(tmp_path)
    assert list(corpus.notes["note"]) == ["it counts"]
    told = corpus.problems[corpus.problems["stage"] == "corrections"]
    assert len(told) == 1, told["reason"].tolist()
    assert told["advice"].item()


def test_two_copies_of_a_ledger_merge_by_concatenation(tmp_path):
    """A line that stands twice counts once, a byte order mark or another line end in the middle is no harm."""
    added = {**ADD, "entry_id": "added", "value": EVENT}
    one = f"{json.dumps(GOOD)}\n{json.dumps(added)}\n"
    other = "\ufeff" + one.replace("\n", "\r\n") + json.dumps({**GOOD, "entry_id": "more", "value": "more"}) + "\n"
    (tmp_path / "corrections.jsonl").write_bytes(f"\ufeff{one}{other}".encode())
    corpus = planned(tmp_path)
    assert list(corpus.notes["note"]) == ["it counts", "more"]
    assert list(corpus.events["event_id"]).count("n1") == 1
    assert corpus.ledger.broken == []


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\u0085", "\x0c", "\x1e", "\r", "\n", "\ud800", "\0"])
def test_no_sign_ends_a_line(tmp_path, sign):
    """What was acknowledged is found again; only a half of a character is replaced."""
    Ledger(tmp_path).record("note", "events", "e1", value=f"see {sign}below")
    (entry,) = Ledger(tmp_path).active
    assert entry.value == f"see {sign}below".replace("\ud800", "\ufffd")


def test_a_line_written_by_hand_is_the_same_at_each_reading(tmp_path):
    (tmp_path / "corrections.jsonl").write_text('{"action": "reject", "table": "events", "row_id": "e1"}\n', "utf-8")
    one, other = Ledger(tmp_path), Ledger(tmp_path)
    assert one.active == other.active
    assert one.active[0].who == "unknown"
    one.undo()
    assert other.active == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO on this system")
def test_a_pipe_as_ledger_is_refused_and_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "corrections.jsonl")
    ledger = Ledger(tmp_path)
    assert ledger.active == []
    assert "no file" in ledger.broken[0]


@pytest.mark.parametrize("more", [{"value": 7}, {"value": "x", "article_id": []}, {"field": 3, "value": "x"}])
def test_what_would_be_refused_when_read_is_refused_when_written(tmp_path, more):
    with pytest.raises(LedgerError):
        Ledger(tmp_path).record("note", "events", "e1", **more)
    assert not (tmp_path / "corrections.jsonl").exists()


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(["a1", "accord", "p-older-b", "title", "topics", "date", "2025-11"]))  # fmt: skip
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3), max_leaves=6)  # fmt: skip
LINES = st.fixed_dictionaries(
    {
        "action": st.sampled_from(["set", "reject", "add", "note", "merge", "apart", "split", "restore", "accept", "undo"]),
        "table": st.sampled_from(["articles", "residue", "plans", "provisions", "alignments", "events", "actors", "positions", "mentions", "sections"]),
        "row_id": st.sampled_from(["a1", "accord", "answer", "p-accord-1", "p-answer-1", "p-older-b", "x", ""]) | VALUES,
    },
    optional=dict.fromkeys(("field", "value", "article_id", "words", "why", "who", "at"), VALUES),
)  # fmt: skip


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(LINES, max_size=6))
def test_any_lines_leave_the_tables_whole(tmp_path_factory, lines):
    folder = tmp_path_factory.mktemp("lines")
    with (folder / "corrections.jsonl").open("w", encoding="utf-8") as file:
        for line in [*lines, GOOD]:
            file.write(json.dumps(line) + "\n")
    assert "it counts" in list(planned(folder).notes["note"])
