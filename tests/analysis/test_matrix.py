"""What each plan says on each point, compared with one of them; and what stays open."""

import pandas as pd
import pytest

from tests import planned
from workbook.analysis.matrix import cells, figure_change, open_points, short_name, telling
from workbook.errors import WorkbookError


@pytest.fixture
def corpus(tmp_path):
    return planned.corpus(tmp_path)


def state(made, point, key):
    group = made.loc[made["points"].map(lambda some: point in some), "group_id"].iloc[0]
    cell = made[(made["group_id"] == group) & (made["key"] == key)].iloc[0]
    return cell["state"], list(cell["changes"])


@pytest.mark.parametrize(
    ("point", "key", "expected"),
    [
        pytest.param("p-accord-1", "accord:", ("reference", []), id="the reference itself"),
        pytest.param("p-accord-1", "answer:", ("changed", ["figure", "condition"]), id="a figure and a condition"),
        pytest.param("p-accord-2", "answer:", ("same", []), id="the same words"),
        pytest.param("p-accord-3", "answer:", ("removed", []), id="an answer leaves it out"),
        pytest.param("p-answer-3", "answer:", ("added", []), id="an answer adds it"),
        pytest.param("p-accord-3", "older:", ("absent", []), id="a plan that answers nothing removes nothing"),
        pytest.param("p-older-b", "older:", ("only-here", []), id="a plan that answers nothing adds nothing"),
        pytest.param("p-accord-2", "accord:a1", ("absent", []), id="an article omits it"),
        pytest.param("p-told-1", "accord:a1", ("only-here", []), id="an article tells what the text lacks"),
        pytest.param("p-told-1", "answer:", ("absent", []), id="nobody removes what only an article tells"),
    ],
)
def test_states(corpus, point, key, expected):
    """Removed and added only where a plan answers the other; an article is compared with its plan's text."""
    assert state(cells(corpus), point, key) == expected


def test_another_reference_turns_the_comparison(corpus):
    """Seen from the answer, the accord has no 'removed': it answers nothing."""
    made = cells(corpus, reference="answer")
    assert state(made, "p-accord-3", "accord:") == ("only-here", [])
    assert state(made, "p-answer-3", "accord:") == ("absent", [])
    with pytest.raises(WorkbookError, match="no plan 'nobody'"):
        cells(corpus, reference="nobody")


def test_rows_are_the_points_of_the_reference(corpus):
    """A point that the answer merges is one row seen from the answer, in the answer's order."""
    pairs = corpus.alignments
    merged = pairs[pairs["left_id"] == "p-accord-3"].assign(
        left_id="p-accord-3", right_id="p-answer-4", relation="changed"
    )
    corpus.alignments = pd.concat([pairs, merged.head(1)], ignore_index=True)
    rows = {}
    for reference in ("accord", "answer"):
        made = cells(corpus, reference=reference)
        own = made[made["plan_id"] == reference]
        rows[reference] = made[(made["key"] == "accord:") & made["points"].map(lambda some: "p-accord-3" in some)]
        assert own.loc[own["state"] == "reference", "points"].map(len).max() == 1
    assert rows["accord"]["points"].tolist() == [["p-accord-3"]]
    assert rows["answer"]["points"].tolist() == [["p-accord-3", "p-accord-4"]]


def test_topics_give_the_order(corpus):
    """Groups stand in the order of the taxonomy, columns by date with the articles' at the end."""
    made = cells(corpus)
    assert made["key"].head(4).tolist() == ["older:", "accord:", "answer:", "accord:a1"]
    assert list(dict.fromkeys(made["topic"]))[:3] == ["monitoring", "prisoners", "military-limits"]


def test_a_cell_says_what_is_new():
    """The inserted words where something changed; figures first in a long text; nothing is invented."""
    assert telling("The cap is 800 in peacetime.", "The cap is 600.", ["800"]) == "800 in peacetime"
    assert telling("Ports reopen.", "", []) == "Ports reopen"
    assert telling("Ports reopen.", "Ports reopen; trains run.", []) == "without: trains run"
    assert telling("Prisoners are freed.", "Prisoners and hostages are freed.", []) == "without: hostages"
    assert (
        telling("All men held in the north go home by May.", "All men go home by May.", []) == "new: held in the north"
    )
    long = "The northern harbour and all of its cranes are handed over within 30 days."
    assert telling(long, "", ["30 days"]).startswith("30 days: The northern")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ports reopen.", "Ports reopen"),
        ("Frozen funds:", "Frozen funds"),
        ("The size of the army is limited to 600,000 soldiers.", "Size of the army"),
        ("The northern customs posts shall be run by a joint authority.", "Northern customs posts"),
        ("Kenya will withdraw its troops.", "Kenya to withdraw its troops"),
        ("Both sides will withdraw.", "Both sides to withdraw"),
        ("If Kenya is attacked, the pact is void.", "If Kenya is attacked, the pact is void"),
        (
            "Kenya writes into its law that it will be neutral.",
            "Kenya writes into its law that it will be neutral",
        ),
        (
            "The parties agree that the eastern salt mine is run by a joint company for ten years.",
            "The parties agree that the eastern salt mine is run …",
        ),
        (
            "Once all parties have signed this memorandum, the truce begins; its breach has the gravest of consequences.",
            "The truce begins",
        ),
    ],
)
def test_a_row_is_named_by_its_subject(text, name):
    """What it is about, or who is to do what; else its first words, without a clause of time before them."""
    assert short_name(text) == name


def test_open_points_name_what_changes_and_who_speaks(corpus):
    """Contested points only, with positions on the plan kept apart from positions on the topic."""
    made = open_points(corpus).set_index("point")
    assert {"Limits on armed forces", "Reconstruction and development"} <= set(made["topic"])
    assert "Elections and referendums" not in set(made["topic"])
    assert (made["positions on the topic"] == "none found").all()
    assert set(made["contested by"]) == {"Council's answer"}


@pytest.mark.parametrize(
    ("base", "figures", "expected"),
    [
        (["600,000"], ["800,000"], "600,000 → 800,000"),
        (["30 days", "5%"], ["60 days", "5%"], "30 → 60 days"),
        (["600,000 personnel"], ["800,000"], "600,000 → 800,000"),
        (["30 days"], ["2 weeks"], "30 days → 2 weeks"),
        (["30 days"], [], "no figure named (30 days)"),
        (["one", "two"], ["three", "four"], ""),
        (["60 days", "$100 billion"], ["$200 billion", "90 days"], "60 → 90 days; $100 → $200 billion"),
        (["six months"], ["180 days"], ""),
        (["half of"], ["a third of"], "half of → a third of"),
        (["600,000 personnel", "one year"], ["800,000 personnel", "one year"], "600,000 → 800,000 personnel"),
    ],
)
def test_a_cell_says_which_figure_took_the_place_of_which(base, figures, expected):
    assert figure_change(base, figures) == expected
