"""Two articles that tell one point of one plan with other figures."""

import pandas as pd
import pytest

from workbook.linking.reported import reported_conflicts


def found(left, right, *, plans=("k1", "k1"), duplicate=None, found_by="words", as_reported=True):
    """Return relation and sentence of each disagreement between two reported points."""
    tables = {
        "articles": pd.DataFrame({"article_id": ["a1", "a2"], "duplicate_of": [None, duplicate]}, dtype="str"),
        "plans": pd.DataFrame({"plan_id": ["k1", "k2"], "title": ["Nordic proposal", "Harbour accord"]}),
        "provisions": pd.DataFrame(
            {
                "provision_id": ["p1", "p2"],
                "plan_id": plans,
                "article_id": ["a1", "a2"],
                "text": [left, right],
                "as_reported": [True, as_reported],
            }
        ),
        "alignments": pd.DataFrame({"left_id": ["p1"], "right_id": ["p2"], "found_by": [found_by]}),
    }
    return [(row["relation"], row["explanation"]) for row in reported_conflicts(tables)]


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        ("militias must leave towns within 60 days", "fighters would quit towns within 90 days",
         "One says 60 days, the other 90 days."),
        ("a council of 15 members would oversee it", "10 members and five members of the opposition would oversee it", None),
        ("3,000 prisoners would be freed", "2,500 prisoners are to be freed", "One says 3,000 prisoners, the other 2,500 prisoners."),
        ("twelve observers will watch the bridge", "15 observers will watch the bridge",
         "One says twelve observers, the other 15 observers."),
        ("talks resume after two weeks", "talks resume after 14 days", None),
        ("elections are held in 2026", "elections are held in 2027", None),
        ("the army has at most 800 guns", "the army has 900 guns", "One says at most 800 guns, the other 900 guns."),
        ("60 days for the north, 30 days for the south", "45 days for the north", None),
        ("the border opens", "the border opens within 10 days", None),
    ],
)  # fmt: skip
def test_figures_of_one_point(left, right, said):
    """Only what counts the same, once in each point, is compared."""
    assert [sentence for _, sentence in found(left, right)] == ([said] if said else [])


def test_a_floor_is_no_contradiction():
    assert [relation for relation, _ in found("at least 60 hostages go free", "80 hostages go free")] == ["refines"]


@pytest.mark.parametrize(
    "unlike",
    [{"plans": ("k1", "k2")}, {"duplicate": "a1"}, {"found_by": "meaning"}, {"as_reported": False}],
    ids=["two plans", "one source", "joined by meaning only", "the plan's own text"],
)
def test_what_is_no_disagreement_between_sources(unlike):
    assert found("80 hostages go free", "90 hostages go free", **unlike) == []
