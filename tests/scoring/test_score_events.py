"""The scorer of events: what it counts as found, and as wrongly shown as happened."""

from __future__ import annotations

import pytest

from workbook.scoring.events import score_events


def event(start, end, day="2024-05-06", status="happened"):
    return {"start": start, "end": end, "earliest": day, "latest": day, "status": status}


def test_half_of_the_joint_length_is_strict_and_half_of_the_shorter_is_relaxed():
    scores = score_events([[event(0, 10), event(20, 60)]], [[event(0, 12), event(20, 30)]])
    assert scores["strict_f1"] == 0.5
    assert scores["relaxed_f1"] == 1


def test_both_days_must_be_right():
    scores = score_events([[event(0, 10, "2024-05-07")]], [[event(0, 10)]])
    assert (scores["relaxed_f1"], scores["span_f1"]) == (0, 1)


def test_each_event_is_matched_once():
    scores = score_events([[event(0, 10), event(0, 10)]], [[event(0, 10)]])
    assert (scores["relaxed_precision"], scores["relaxed_recall"]) == (0.5, 1)


@pytest.mark.parametrize("status", ["planned", "proposed", "denied"])
def test_what_did_not_happen_is_counted_when_drawn_as_happened(status):
    scores = score_events([[event(0, 10)]], [[event(0, 10, status=status)]])
    assert (scores["drawn_as_happened"], scores["status"]) == (1, 0)


def test_nothing_found_scores_nothing():
    assert score_events([[]], [[event(0, 10)]])["relaxed_f1"] == 0
