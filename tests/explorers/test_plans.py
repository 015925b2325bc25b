"""What the plan explorer promises, without a browser."""

import json

import pytest

from tests import planned
from workbook.explorers import PlanExplorer
from workbook.explorers.frame import panels


@pytest.fixture
def explorer(tmp_path):
    return PlanExplorer(planned.corpus(tmp_path), state={})


def choose(explorer, name, value):
    explorer.filters[name].widget.value = value


def correct(explorer, label, **values):
    explorer.correct(next(action for action in explorer.actions if action.label == label), values, "looked at it")


def cell(explorer, point, key):
    made = explorer.view.source()
    holds = made["points"].map(lambda some: point in some) & (made["key"] == key)
    return made.loc[holds, "cell_id"].iloc[0]


def test_a_cell_shows_both_texts_redline_articles_and_positions(explorer):
    explorer.select(cell(explorer, "p-answer-1", "answer:"))
    said = explorer.parts.passage.value
    assert "The army is limited to 600,000 soldiers." in said
    assert "<del" in said
    assert "what changed: figure, condition" in said
    assert "the words are not the negotiators’" in said
    explorer.select(cell(explorer, "p-accord-1", "accord:"))
    assert "<mark>limits on the army</mark>" in explorer.parts.passage.value
    assert "<mark>The northern council rejects the accord</mark>" in explorer.parts.passage.value


def test_no_position_is_not_a_neutral_one(explorer):
    explorer.select(cell(explorer, "p-older-b", "older:"))
    assert "not a neutral one" in explorer.parts.passage.value


@pytest.mark.parametrize(
    ("name", "value", "points"),
    [
        pytest.param("text", "HARBOUR", {"p-answer-3"}, id="words"),
        pytest.param("topics", ("elections",), {"p-accord-2", "p-answer-2"}, id="topics"),
        pytest.param("states", ("added",), {"p-answer-3"}, id="states"),
        pytest.param("labels", ("figure",), {"p-accord-1", "p-answer-1", "p-told-0"}, id="what changed"),
    ],
)
def test_filters_show_whole_points(explorer, name, value, points):
    """A point with one cell that passes is shown with all of its cells; the rest is counted."""
    choose(explorer, name, value)
    assert {one for some in explorer.rows["points"] for one in some} == points
    assert "set aside by filters" in explorer.parts.head.value


def test_columns_are_chosen(explorer):
    """Plans, what is compared with what, and whose telling stands beside the texts."""
    choose(explorer, "plans", ("answer",))
    assert set(explorer.rows["plan_id"]) == {"accord", "answer"}
    choose(explorer, "told", "none")
    assert set(explorer.rows["told_by"]) == {""}
    choose(explorer, "reference", "answer")
    assert "compared with Council" in explorer.parts.head.value
    assert "removed" not in set(explorer.rows["state"])


def test_state_is_plain_data(explorer):
    choose(explorer, "contested", True)
    choose(explorer, "reference", "answer")
    state = json.loads(json.dumps(explorer.state))
    assert PlanExplorer(explorer.corpus, state=state).state == explorer.state


def test_a_moved_point_takes_the_selection_with_it(explorer):
    """Kept in the ledger, drawn at once, found again by another load, taken back."""
    before = explorer.corpus.alignments.copy()
    explorer.select(cell(explorer, "p-answer-3", "answer:"))
    correct(explorer, "Move point", point="p-answer-3", to="p-accord-3")
    assert "merged into" in explorer.parts.alert.value
    assert "p-accord-3" in explorer.row(explorer.selected)["base_points"]
    assert (
        PlanExplorer(planned.corpus(explorer.corpus.folder), state={}).view.source()["cell_id"].tolist()
        == explorer.view.source()["cell_id"].tolist()
    )
    explorer.undo()
    assert explorer.corpus.alignments.equals(before)


def test_each_form_opens_and_each_correction_holds(explorer):
    for action in explorer.actions:
        explorer.select(cell(explorer, "p-answer-1", "answer:"))
        explorer.parts.open_form(action)
        fields = action.fields(explorer.row(explorer.selected))
        values = {name: field.value for name, field in fields.items()} | ({"note": "ask"} if "note" in fields else {})
        explorer.correct(action, values, "")
        assert "Kept" in explorer.parts.alert.value, (action.label, explorer.parts.alert.value)
        explorer.undo()
    assert len(explorer.corpus.ledger) == 0


def test_marks_that_are_no_cells_answer_too(explorer):
    """A dash opens the cell of a text that has the point; a count opens its topic; the legend is no button."""
    target = cell(explorer, "p-older-b", "older:")
    explorer.parts.chart.picked = {"id": f"at:{target}", "n": 1}
    assert explorer.selected == target
    explorer.parts.chart.picked = {"id": "legend", "n": 2}
    assert explorer.selected == target
    explorer.parts.chart.picked = {"id": "topic:elections", "n": 3}
    assert set(explorer.rows["topic"]) == {"elections"}


def test_the_chart_for_a_report_is_the_view(explorer):
    choose(explorer, "topics", ("elections",))
    spec = explorer.chart(theme="print", width=600).to_dict()
    assert spec["usermeta"]["workbook"]["filters"] == {"Topics": ["Elections and referendums"]}
    assert {row["provision_id"] for row in json.loads(spec["usermeta"]["workbook"]["rows"])} == {
        "p-accord-2",
        "p-answer-2",
    }


def test_the_export_offers_two_plans_side_by_side(explorer, tmp_path, monkeypatch):
    """The reference and a plan that answers it are chosen; the file lies beside the other exports."""
    monkeypatch.chdir(tmp_path)
    row, links = panels.document_part(explorer, explorer.view.document())
    sides = [one.value for one in row.children[:2]]
    assert sides == ["accord", "answer"]
    next(one for one in row.children if getattr(one, "description", "") == "Save comparison").click()
    assert (tmp_path / "exports" / "accord-and-answer.html").exists()
    assert "accord-and-answer.html" in links.value


def test_a_less_sure_pair_is_rejected_or_accepted_in_one_click(tmp_path):
    """The cell says "?", its passage asks, and a click on a link decides; it can be undone."""
    explorer = PlanExplorer(planned.corpus(tmp_path, unsure="p-answer-4"), state={})
    target = cell(explorer, "p-answer-4", "answer:")
    explorer.select(target)
    asked = explorer.parts.passage.value
    pair = asked.split("data-id='reject:")[1].split("'")[0]
    assert "less sure" in asked
    explorer.parts.passage.picked = {"id": f"reject:{pair}", "n": 1}
    assert not explorer.view.source()["unsure"].any()
    assert explorer.corpus.ledger.active[-1].action == "reject"
    explorer.undo()
    explorer.select(target)
    explorer.parts.passage.picked = {"id": f"accept:{pair}", "n": 2}
    assert "data-id='reject:" not in explorer.parts.passage.value
    assert target in set(explorer.view.source()["cell_id"])


def test_what_no_words_find_is_found_by_meaning(explorer):
    """No point has the word "troop"; the subtitle says how those that are shown were found."""
    choose(explorer, "text", "troop ceiling")
    found = {one for some in explorer.rows["points"] for one in some}
    assert "p-accord-1" in found
    assert "p-older-b" not in found
    assert "nearest in meaning" in explorer.parts.chart.description


def test_a_search_by_meaning_says_that_it_begins(explorer, monkeypatch):
    """The encoder takes seconds to load: until the points are there, a line says what is done."""
    shown = []
    monkeypatch.setattr(explorer.parts, "say", lambda words, *_, **__: shown.append(words))
    explorer.filters["text"].widget.value = "soldiers go home"
    assert shown[0].startswith("No point has the words “soldiers go home”")
    assert shown[-1] == ""
