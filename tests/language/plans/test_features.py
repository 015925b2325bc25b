"""What features promises: how binding a point is, its figures, conditions, actors and terms."""

import pytest

from workbook.language.pipeline import load_model
from workbook.language.plans.features import actors_in, conditions_of, describe_points, figures_of, modality_of
from workbook.language.plans.figures import value_of


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The army shall leave the town.", "shall"),
        ("Refugees may return.", "may"),
        ("The talks begin in May.", "statement"),
        ("If the dam is opened, the pact ends.", "conditional"),
        ("No troops enter the zone.", "negative"),
        ("The army leaves no later than June.", "statement"),
        ("The committee meets.", "statement"),
        ("The pact is subject to ratification.", "conditional"),
        ("Parties undertake to share the water.", "shall"),
        ("Propaganda is prohibited.", "negative"),
    ],
)
def test_modality(text, modality):
    """Conditional, then negative, then may, then shall; a month is no permission."""
    assert modality_of(text) == modality


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Forces are limited to 600,000 personnel.", ["600,000 personnel"]),
        ("$100 billion goes to a fund, and 50% of the profit to the state.", ["$100 billion", "50%"]),
        ("Power is shared 50:50 within 100 days.", ["50:50", "100 days"]),
        ("Guns move 40 km back for six months.", ["40 km", "six months"]),
        ("A guarantee like Article 5 and START I for the G8.", []),
        ("The fund holds €3.5 million.", ["€3.5 million"]),
        ("The fund holds €5bn, the bank $30 million.", ["€5bn", "$30 million"]),
        ("Points 28, and 30,, are dropped; 600,000, in peacetime.", ["28", "30", "600,000"]),
    ],
)
def test_figures(text, figures):
    """Numbers come with their units as printed; numbers of articles and names are no figures."""
    assert figures_of(text) == figures


@pytest.mark.parametrize(
    ("figure", "kind", "amount"),
    [
        ("$100 billion", "money", 100e9),
        ("€5bn", "money", 5e9),
        ("six months", "days", 180),
        ("40 km", "metres", 40_000),
        ("50 per cent", "share", 50),
        ("half of", "share", 50),
        ("600,000 personnel", "personnel", 600_000),
        ("two million", "", 2e6),
    ],
)
def test_figures_are_values(figure, kind, amount):
    """What is measured and how much, in one unit for each kind."""
    assert value_of(figure)[:2] == (kind, amount)


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("The army stays at 800,000 in peacetime.", ["in peacetime"]),
        ("Aid flows once the blockade ends, and ports open.", ["once the blockade ends"]),
        ("Sanctions fall in stages.", ["in stages"]),
        ("Polls are held within 90 days.", ["within 90 days"]),
        ("Ports open.", []),
    ],
)
def test_conditions(text, conditions):
    assert conditions_of(text) == conditions


def test_actors_by_their_usual_names():
    """Adjectives and short forms stand for the actor; places are none."""
    assert list(actors_in("Kenyan and U.S. officials met NATO and the Europeans in Nairobi.")) == [
        "Kenya",
        "United States",
        "NATO",
        "Europe",
    ]


def test_terms_leave_names_and_common_words_out():
    """Terms are content lemmas, in order, each once."""
    (row,) = describe_points(
        load_model(), [{"text": "Both parties agree that Kenyan troops guard the harbour.", "context": None}]
    )
    assert row["terms"] == ["troops", "guard", "harbour"]


def test_hostile_text_takes_linear_time():
    for text in ("1,000 " * 100_000, "if " * 200_000, "9" * 500_000, "$" * 500_000):
        figures_of(text), conditions_of(text), modality_of(text)
