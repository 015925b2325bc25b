"""A view is a plain class: it answers without a widget, and says in data what the frame is to make of it."""

import numpy as np
import pytest

from tests.talks import spoken
from workbook.explorers.frame.descriptions import Click
from workbook.explorers.quotes import QuoteView
from workbook.explorers.timeline import TimelineView


@pytest.fixture
def timeline(gold):
    view = TimelineView()
    view.load(gold)
    view.choose()
    return view


def drawn(view):
    """Return the rows that pass, and the picture of them."""
    masks = [np.ones(len(view.source()), dtype=bool), *view.masks().values()]
    at = np.flatnonzero(np.logical_and.reduce(masks))
    return view.source().iloc[at], view.picture(view.source().iloc[at], at, 860)


def test_a_view_filters_draws_and_words_its_rows(timeline):
    timeline.choose(status=["planned"])
    rows, picture = drawn(timeline)
    assert rows["event_id"].tolist() == ["e003"]
    assert picture.data["marks"]["id"] == ["e003"]
    assert timeline.cells(rows)[0][3] == "planned"
    assert "planned, not happened" in timeline.details(rows.iloc[0])


def test_idle_filters_ask_nothing(timeline):
    assert timeline.masks() == {}
    timeline.choose(text="Geneva", articles=[])
    assert set(timeline.masks()) == {"text"}


def test_a_click_is_answered_in_words(timeline):
    """The frame does what the answer says."""
    assert timeline.clicked("e003") == Click(select="e003")
    assert timeline.clicked("days:20415:20415").filters == {"period": "2025-11-23/2025-11-23"}


def test_another_view_of_quotations_lists_everything_again(tmp_path):
    view = QuoteView()
    view.load(spoken(tmp_path, 60))
    view.choose()
    _, picture = drawn(view)
    assert view.clicked(picture.data["areas"]["id"][0]).redraw
    assert view.opened
    view.choose(view="terms")
    assert (view.opened, view.noun) == ("", "term")
