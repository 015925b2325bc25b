"""The ledger: written at once, never lost, undoable, readable by a person."""

import json
import threading

import pytest

from workbook.corrections import Ledger, article_inputs
from workbook.errors import LedgerError


def test_a_correction_is_on_disk_at_once(tmp_path):
    """Whoever opens the file after the click finds the line, with who, when and why."""
    Ledger(tmp_path).record("set", "events", "e1", field="status", value="planned", why="it is next week")
    line = json.loads((tmp_path / "corrections.jsonl").read_text("utf-8"))
    assert (line["field"], line["value"], line["why"]) == ("status", "planned", "it is next week")
    assert line["at"].endswith("Z")
    assert line["who"]


def test_undo_takes_back_the_latest_and_keeps_the_history(tmp_path):
    ledger = Ledger(tmp_path)
    ledger.record("reject", "events", "e1")
    second = ledger.record("reject", "events", "e2")
    assert ledger.undo() == second
    assert [entry.row_id for entry in ledger.active] == ["e1"]
    assert len(ledger.entries) == 3
    ledger.undo()
    assert ledger.undo() is None


def test_any_entry_can_be_undone(tmp_path):
    ledger = Ledger(tmp_path)
    first = ledger.record("reject", "events", "e1")
    ledger.record("reject", "events", "e2")
    ledger.undo(first.entry_id)
    assert [entry.row_id for entry in ledger.active] == ["e2"]


def test_a_torn_line_costs_only_itself(tmp_path):
    """A process killed while it wrote leaves half a line: the next correction begins a line of its own."""
    ledger = Ledger(tmp_path)
    ledger.record("reject", "events", "e1")
    with ledger.path.open("ab") as file:
        file.write(b'{"action": "rej')
    ledger.record("reject", "events", "e2")
    assert [entry.row_id for entry in ledger.active] == ["e1", "e2"]
    (reason,) = ledger.broken
    assert reason.startswith("line 2 is no correction")


@pytest.mark.parametrize("line", ["not json", "[]", "7", '{"action": "explode", "table": "t", "row_id": "r"}', "{}"])
def test_a_line_edited_by_hand_is_reported(tmp_path, line):
    (tmp_path / "corrections.jsonl").write_text(line + "\n", "utf-8")
    ledger = Ledger(tmp_path)
    assert ledger.active == []
    assert len(ledger.broken) == 1


def test_two_notebooks_writing_at_once_lose_nothing(tmp_path):
    def write(who):
        ledger = Ledger(tmp_path)
        for number in range(25):
            ledger.record("reject", "events", f"{who}-{number}")

    threads = [threading.Thread(target=write, args=(who,)) for who in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ledger = Ledger(tmp_path)
    assert len({entry.row_id for entry in ledger.active}) == 100
    assert ledger.broken == []


def test_an_unknown_action_is_refused_with_the_known_ones(tmp_path):
    with pytest.raises(LedgerError, match="wanted: one of set, reject"):
        Ledger(tmp_path).record("explode", "events", "e1")


def test_a_ledger_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "corrections.jsonl").mkdir()
    with pytest.raises(LedgerError, match="could not be written"):
        Ledger(tmp_path).record("reject", "events", "e1")


def test_article_corrections_become_inputs_of_the_build(tmp_path):
    """The last word counts; a restored passage adds to the others."""
    ledger = Ledger(tmp_path)
    ledger.record("set", "articles", "a1", field="published", value="2025-11-30", article_id="a1")
    ledger.record("set", "articles", "a1", field="published", value="2025-11-29", article_id="a1")
    ledger.record("restore", "residue", "r1", article_id="a1")
    ledger.record("restore", "residue", "r2", article_id="a1")
    ledger.record("set", "events", "e1", field="status", value="planned", article_id="a2")
    inputs = article_inputs(ledger.active)
    assert set(inputs) == {"a1"}
    assert inputs["a1"].published == "2025-11-29"
    assert inputs["a1"].restored == ("r1", "r2")


@pytest.mark.parametrize(
    ("action", "table", "more", "said"),
    [
        ("set", "articles", {"field": "published", "value": ""}, "published of articles set to nothing"),
        ("reject", "events", {"words": "the army left", "why": "twice"}, "“the army left” rejected (twice)"),
        ("restore", "residue", {"words": "word " * 40}, "“" + "word " * 15 + "…” restored"),
        ("note", "events", {"words": "a truce", "value": "ask"}, "note on “a truce”: ask"),
        ("add", "events", {"value": {"headline": "Envoys meet"}}, "“Envoys meet” added"),
        ("split", "provisions", {"words": "Roads open"}, "“Roads open” split off"),
    ],
)
def test_an_entry_says_what_was_done(tmp_path, action, table, more, said):
    assert Ledger(tmp_path).record(action, table, "r1", **more).describe() == said
