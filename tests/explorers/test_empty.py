"""A corpus without articles opens in every explorer, which say that there is nothing; nothing is an error."""

import pytest

import workbook as wb
from workbook import charts
from workbook.explorers.actor_corrections import ASKED
from workbook.explorers.actors import VIEWS
from workbook.reports import render


@pytest.fixture
def nothing(tmp_path):
    return wb.load(tmp_path, progress=False)


@pytest.mark.parametrize("name", ["ActorExplorer", "CorpusExplorer", "PlanExplorer", "QuoteExplorer", "TimelineExplorer"])  # fmt: skip
def test_an_explorer_opens(nothing, name):
    explorer = getattr(wb, name)(nothing, state={})
    assert explorer._ids == []
    assert explorer.parts.alert.value == ""
    for tray in explorer.parts.panels:
        explorer.parts.toggle(tray)
        assert explorer.parts.alert.value == "", tray


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_of_actors_opens(nothing, view):
    explorer = wb.ActorExplorer(nothing, state={})
    explorer.filters["view"].widget.value = view
    assert explorer.parts.alert.value == ""


@pytest.mark.parametrize("view", ["time", "terms", "words"])
def test_a_view_of_quotations_opens(nothing, view):
    explorer = wb.QuoteExplorer(nothing, state={})
    explorer.filters["view"].widget.value = view
    assert explorer.parts.alert.value == ""


def test_no_doubts_are_said(nothing):
    explorer = wb.ActorExplorer(nothing, state={})
    explorer.parts.toggle(ASKED)
    assert "No names wait" in explorer.parts.panel.children[0].value


def test_a_timeline_without_events_says_so(nothing):
    assert charts.timeline(nothing).to_dict()["title"]["text"] == "No events"


def test_there_is_nothing_to_judge(nothing):
    assert "no events to judge" in wb.RandomCheck(nothing, "events")._shown.value


def test_rows_that_are_none_keep_their_columns(nothing):
    """The table of an export says what it would hold."""
    rows = render(charts.timeline(nothing), "csv").decode("utf-8-sig")
    assert "headline" in rows.splitlines()[0].split(",")
