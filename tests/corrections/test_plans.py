"""Points moved, split, joined, pairs judged: applied on every load, undoable, refused where they cannot hold."""

import pytest

from tests import planned


@pytest.fixture
def corpus(tmp_path):
    return planned.corpus(tmp_path)


def groups(corpus):
    """Return the group of each point, as the set of the points in it."""
    found = {}
    for side in ("left_id", "right_id"):
        rows = corpus.alignments.dropna(subset=[side])
        for point, group in zip(rows[side], rows["group_id"], strict=True):
            found.setdefault(group, set()).add(point)
    return {point: some for some in found.values() for point in some}


def relation(corpus, left, right):
    rows = corpus.alignments
    found = rows[
        (rows["left_id"] == left if left else rows["left_id"].isna())
        & (rows["right_id"] == right if right else rows["right_id"].isna())
    ]
    return found["relation"].tolist()


def test_nothing_changes_without_corrections(corpus):
    """The tables' own alignment: what the corrections below start from."""
    assert groups(corpus)["p-accord-1"] >= {"p-accord-1", "p-answer-1", "p-told-0"}
    assert "removed" in relation(corpus, "p-accord-3", None)


def test_a_moved_point_changes_its_group(corpus):
    """Its old pairs are gone, new ones are the analyst's and labelled, what it leaves alone is removed."""
    before = corpus.alignments.copy()
    corpus.ledger.record("merge", "provisions", "p-answer-3", field="amnesty", value="p-accord-3", words="A fund")
    corpus.reload()
    assert groups(corpus)["p-accord-3"] == {"p-accord-3", "p-answer-3"}
    pair = corpus.alignments[
        (corpus.alignments["left_id"] == "p-accord-3") & (corpus.alignments["right_id"] == "p-answer-3")
    ]
    assert pair["origin"].tolist() == ["analyst"]
    assert "removed" not in relation(corpus, "p-accord-3", None)
    again = planned.corpus(corpus.folder)
    assert again.alignments.equals(corpus.alignments)
    corpus.ledger.undo()
    assert corpus.reload().alignments.equals(before)


def test_a_point_split_off_stands_alone(corpus):
    """In an answer the other plan's point is then removed, and its own added."""
    corpus.ledger.record("split", "provisions", "p-answer-1")
    corpus.reload()
    assert groups(corpus)["p-answer-1"] == {"p-answer-1"}
    assert "removed" in relation(corpus, "p-accord-1", None)
    assert "added" in relation(corpus, None, "p-answer-1")


def test_groups_are_joined_whole(corpus):
    """Every point of both groups that can be compared is paired."""
    corpus.ledger.record("merge", "alignments", "p-accord-1", field="elections", value="p-accord-2")
    corpus.reload()
    assert groups(corpus)["p-accord-1"] >= {"p-accord-1", "p-answer-1", "p-accord-2", "p-answer-2"}


def test_a_pair_is_rejected_or_accepted(corpus):
    """A rejected pair parts its points; an accepted one is the analyst's and stays as it was judged."""
    pairs = corpus.alignments.dropna(subset=["left_id", "right_id"]).set_index(["left_id", "right_id"])
    known = pairs.loc[("p-accord-1", "p-answer-1")]
    corpus.ledger.record("accept", "alignments", known["alignment_id"])
    corpus.reload()
    now = corpus.alignments.set_index("alignment_id").loc[known["alignment_id"]]
    assert (now["origin"], now["relation"], list(now["changes"])) == ("analyst", "changed", list(known["changes"]))
    corpus.ledger.record("reject", "alignments", known["alignment_id"])
    corpus.reload()
    assert "p-answer-1" not in groups(corpus)["p-accord-1"]


def test_a_rejected_point_is_gone_everywhere(corpus):
    corpus.ledger.record("reject", "provisions", "p-told-1")
    corpus.reload()
    assert "p-told-1" not in set(corpus.provisions["provision_id"])
    assert "p-told-1" not in groups(corpus)


def test_topics_are_set(corpus):
    corpus.ledger.record("set", "provisions", "p-older-b", field="topics", value=["energy", "environment"])
    corpus.reload()
    point = corpus.provisions.set_index("provision_id").loc["p-older-b"]
    assert (list(point["topics"]), point["origin"]) == (["energy", "environment"], "analyst")


@pytest.mark.parametrize(
    ("point", "to", "said"),
    [
        pytest.param("p-gone", "p-accord-1", "no point 'p-gone'", id="the point is gone"),
        pytest.param("p-told-0", "p-older-b", "not compared", id="a report and another plan"),
        pytest.param("p-accord-3", "p-accord-3", "not compared", id="itself"),
    ],
)
def test_what_cannot_hold_is_reported_and_kept(corpus, point, to, said):
    """The entry stays in the ledger, its reason in the problems, the tables as they were."""
    before = corpus.alignments.copy()
    corpus.ledger.record("merge", "provisions", point, value=to)
    corpus.reload()
    assert said in corpus.problems["reason"].iloc[-1]
    assert len(corpus.ledger) == 1
    assert set(corpus.alignments["alignment_id"]) == set(before["alignment_id"])
