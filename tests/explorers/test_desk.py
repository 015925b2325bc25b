"""What an analyst met at the desk: nothing is lost, everything is said where one acts."""

import pytest

from tests.standin_actors import many
from workbook.explorers import ActorExplorer, TimelineExplorer


def choose(explorer, name, value):
    explorer.filters[name].widget.value = value


def correct(explorer, label, **values):
    explorer.correct(next(action for action in explorer.actions if action.label == label), values, "")


def save(explorer):
    """Press Save in the open form."""
    explorer.parts.form.children[-1].children[0].click()


@pytest.fixture
def explorer(gold):
    return TimelineExplorer(gold, state={})


def test_a_refused_correction_is_said_beside_its_form_and_never_written(explorer):
    """The form stays open with what was typed; the ledger does not grow."""
    explorer.select("e018")
    explorer.parts.open_form(explorer.actions[0])
    field = explorer.parts.form.children[0]
    field.value = "24 Nov"
    save(explorer)
    assert "has no year" in explorer.parts.passage_alert.value
    assert explorer.parts.alert.value == ""
    assert explorer.parts.form.children[0] is field
    assert not explorer.corpus.ledger.path.exists()
    field.value = "24 Nov 2025"
    save(explorer)
    assert "date of" in explorer.parts.passage_alert.value
    assert "24 Nov 2025" in explorer.parts.passage_alert.value
    assert explorer.corpus.ledger.active[0].value == "2025-11-24"


def test_undo_stays_within_its_own_kind_and_names_what_it_takes_back(explorer):
    """A correction made in another notebook is not touched, unless it is chosen from the list."""
    explorer.select("e003")
    correct(explorer, "Fix headline", headline="Witkoff to Moscow")
    other = explorer.corpus.ledger.record("note", "actors", "p0", value="ask the desk", words="Somebody")
    explorer.refresh()
    assert "headline" in explorer.parts.undo.tooltip
    explorer.undo()
    assert "headline of" in explorer.parts.alert.value
    assert [entry.entry_id for entry in explorer.corpus.ledger.active] == [other.entry_id]
    explorer.undo()
    assert "nothing to undo in this explorer" in explorer.parts.alert.value
    explorer.undo(other.entry_id)
    assert len(explorer.corpus.ledger) == 0


def test_what_the_filters_set_aside_is_not_left_open(explorer):
    """No passage whose event is gone from chart and table can be rejected by mistake."""
    explorer.select("e003")
    choose(explorer, "text", "Ternopil")
    assert explorer.selected is None
    assert "Choose a mark" in explorer.parts.passage.value
    assert all(made.disabled for made in explorer.parts._buttons[:-1])


def test_the_period_is_taken_as_charts_print_it(explorer):
    choose(explorer, "period", "20–30 Nov 2025")
    assert "20–30 Nov 2025" in explorer.parts.head.value
    choose(explorer, "period", "03/04/2025")
    assert "is 3 Apr 2025 or 4 Mar 2025 meant?" in explorer.parts.alert.value


def test_events_too_vague_for_the_period_can_be_opened(explorer):
    """The number in the subtitle leads to the rows."""
    choose(explorer, "period", "20 Nov 2025 – 22 Nov 2025")
    what, rows = explorer.undrawn()
    assert "vaguer than the period" in what
    assert "e900" in [row for _, row in rows]
    vaguer = next(row for _, row in rows if row != "e900")
    explorer.select(vaguer)
    assert explorer.selected == vaguer
    assert "<mark>" in explorer.parts.passage.value


def test_a_star_is_kept_shown_in_the_table_and_taken_off(explorer):
    """It is no correction: tables and their fingerprint stay."""
    explorer.select("e003")
    explorer.star()
    at = explorer._ids.index("e003")
    assert explorer.parts.table.page["rows"][at][1].startswith("★ ")
    assert "0 corrections" in explorer.parts.toggles["ledger"].description
    assert explorer.parts._star.description == "★"
    explorer.star()
    assert not explorer.parts.table.page["rows"][at][1].startswith("★")


def test_escape_closes_what_is_open_step_by_step(explorer):
    explorer.select("e003")
    explorer.parts.toggle("Views")
    explorer.parts.open_form(explorer.actions[0])
    explorer.parts.keys._pressed(None, {"key": "escape"}, [])
    assert not explorer.parts.form.children
    explorer.parts.keys._pressed(None, {"key": "escape"}, [])
    assert explorer.parts.panel.layout.display == "none"
    explorer.parts.keys._pressed(None, {"key": "escape"}, [])
    assert explorer.selected is None


def test_ctrl_z_takes_back(explorer):
    explorer.select("e003")
    correct(explorer, "Change status", status="denied")
    explorer.parts.keys._pressed(None, {"key": "undo"}, [])
    assert len(explorer.corpus.ledger) == 0


def test_a_part_that_does_not_answer_is_named_and_can_be_drawn_again(explorer):
    """Until chart, passage and table have answered from the page, a line says which are missing."""
    parts = explorer.parts
    explorer.select("e003")
    assert "chart and passage and table" in parts._missing.value
    for one in (parts.chart, parts.table):
        one._handle_custom_msg({"ready": True}, [])
    assert "Not drawn yet: passage." in parts._missing.value
    before = parts.passage
    parts.waiting.children[1].click()
    assert parts.passage is not before
    assert "<mark>directed Witkoff" in parts.passage.value
    for one in (parts.chart, parts.table, parts.passage):
        one._handle_custom_msg({"ready": True}, [])
    assert parts.waiting.layout.display == "none"
    parts.chart._handle_custom_msg({"failed": "Error: out of memory"}, [])
    assert "The chart could not be drawn" in parts.alert.value
    assert parts.waiting.layout.display == ""


def test_an_actor_typed_exactly_is_merged_without_the_list(tmp_path):
    explorer = ActorExplorer(many(tmp_path), state={})
    one, other = explorer._ids[:2]
    name = explorer.view._actors.at[other, "name"]
    explorer.select(one)
    correct(explorer, "Same as…", who=one, into=name.upper())
    assert explorer.selected == other
