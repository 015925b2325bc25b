"""The matrix and the grid of positions as charts: what is drawn, what is said to be left out."""

import json

import pytest

from tests import planned
from workbook.analysis.matrix import STATES, cells
from workbook.charts import plan_matrix, position_grid
from workbook.charts.plans import matrix_layout
from workbook.charts.plans.matrix import wording_notice
from workbook.charts.plans.positions import stance_cells
from workbook.reports import render


@pytest.fixture
def corpus(tmp_path):
    return planned.corpus(tmp_path)


def drawn(chart, name="marks"):
    return chart.to_dict()["datasets"][name]


def test_every_state_has_a_colour_and_a_sign(corpus):
    """No state is told by colour alone, in any theme; a removed cell says so in words."""
    assert all(set(STATES) <= set(tints) for tints in matrix_layout.TINTS.values())
    marks = [mark for mark in drawn(plan_matrix(corpus)) if mark["id"] != "legend"]
    signs = {text["state"]: text["text"] for text in drawn(plan_matrix(corpus), "texts") if text["role"] == "sign"}
    for mark in marks:
        assert mark["state"] in ("reference", "absent") or signs[mark["state"]] == STATES[mark["state"]][0]
    removed = [text["text"] for text in drawn(plan_matrix(corpus), "texts") if text["state"] == "removed"]
    assert "removed" in removed


def test_the_subtitle_says_what_is_shown_and_that_words_are_paraphrases(corpus):
    """The notice on the wording travels with the picture and its caption."""
    chart = plan_matrix(corpus)
    said = " ".join(chart.to_dict()["title"]["subtitle"]).replace("\u00a0", " ")
    assert "compared with River accord" in said
    assert "paraphrases" in said
    caption = render(chart, "txt").decode()
    assert "the words are not the negotiators’" in caption
    assert "an invented newspaper" in caption


def test_a_verbatim_text_needs_no_notice():
    """The words are then the negotiators’ own."""
    assert wording_notice(["verbatim"]) == ""


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
@pytest.mark.parametrize("width", [300, 680, 960])
def test_nothing_stands_outside_the_page(corpus, theme, width):
    """Cells end within the width; columns without room are named."""
    chart = plan_matrix(corpus, theme=theme, width=width)
    assert max(mark["x"] + mark["w"] for mark in drawn(chart)) <= width
    if width == 300:
        assert "columns not shown" in " ".join(chart.to_dict()["title"]["subtitle"]).replace("\u00a0", " ")


def test_many_points_are_counted_by_topic(corpus, monkeypatch):
    """The counts are those of the cells, and a click on one opens its topic."""
    monkeypatch.setattr(matrix_layout, "MOST_GROUPS", 2)
    marks = [mark for mark in drawn(plan_matrix(corpus)) if mark["id"] != "legend"]
    assert {mark["id"].partition(":")[0] for mark in marks} == {"topic"}
    texts = {(text["id"], text["text"]) for text in drawn(plan_matrix(corpus), "texts")}
    n = (cells(corpus)["topic"] == "military-limits").sum()
    assert n
    assert ("topic:military-limits", "≠ 1") in texts


def test_the_picture_can_be_made(corpus):
    assert render(plan_matrix(corpus, theme="dark"), "svg").startswith(b"<svg")
    rows = render(plan_matrix(corpus), "csv").decode("utf-8-sig")
    assert "600,000 soldiers" in rows


def test_drift_between_two_dates_is_flagged(corpus):
    """Opposed on the 2nd, welcomed on the 8th: drift, and the latest stance gives the colour."""
    (row,) = stance_cells(corpus).itertuples()
    assert (row.actor, row.stances, row.drift) == ("Northern council", ["oppose", "support"], True)
    spec = json.dumps(position_grid(corpus).to_dict(), ensure_ascii=False)
    assert "opposes → supports" in spec.replace('", "', " ") or "drift" in spec
    assert "not a neutral one" in spec.replace("\u00a0", " ")


def test_no_plans_and_no_positions(tmp_path):
    """Empty tables make an empty chart that says so."""
    corpus = planned.corpus(tmp_path)
    for name in ("plans", "provisions", "alignments", "positions"):
        corpus.tables[name] = corpus.tables[name].iloc[:0]
    assert plan_matrix(corpus).to_dict()["title"]["text"] == "No plan has points"
    assert position_grid(corpus).to_dict()["title"]["text"] == "No position was found"
