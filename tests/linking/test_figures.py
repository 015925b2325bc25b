"""Figures of a sentence: the number, how exact it is, and what it counts."""

import pytest

from workbook.linking.figures import Figure, figures_of

CASES = {
    "The raid killed at least four people.": ["4 at_least killed"],
    "Seven persons lost their lives.": ["7 exact killed"],
    "Hospitals treated about a dozen wounded.": ["12 about wounded"],
    "Twenty-two people were killed or hurt.": ["22 exact killed or wounded"],
    "The attackers came in two boats.": ["2 exact boats"],
    "Some 2,000 tonnes of barley were lost.": ["2000 about tonnes"],
    "In 2014 eleven people died.": ["11 exact killed"],
    "The toll rose to 31, rescuers said.": ["31 exact killed"],
    "More than 1.5 million people fled.": ["1500000 at_least people"],
    "Up to 300 prisoners will be freed.": ["300 at_most prisoners"],
    "Nine of our people were killed there.": ["9 exact killed"],
    "Two dozen houses burned.": ["24 exact houses"],
    "A 28-point plan was put forward in 2025.": [],
    "He is 51 years old.": [],
    "It was the third attack in five days.": [],
    "On 11 June at 03:10 four aircraft took off.": ["4 exact aircraft"],
    "The talks lasted two hours.": [],
    "One of the guards slept.": [],
    "She buried her husband and three other dockers.": [],
    "Four more people were killed overnight.": [],
}


@pytest.mark.parametrize(("sentence", "expected"), CASES.items())
def test_figures(sentence, expected):
    assert [
        f"{f.value:g} {f.bound} {f.measure}".replace("1.5e+06", "1500000") for f in figures_of(sentence)
    ] == expected


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Twelve lorry drivers walked free.", "Twelve lorry drivers"),
        ("At least nine people were killed.", "At least nine people"),
        ("Nine of our men were killed.", "Nine"),
        ("The toll rose to 31, rescuers said.", "31"),
        ("Some 2,000 tonnes were lost.", "Some 2,000 tonnes"),
    ],
)
def test_a_figure_is_shown_with_what_it_counts(sentence, words):
    assert [figure.text.lower() for figure in figures_of(sentence)] == [words.lower()]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("4 at_least", "7 exact", True),
        ("7 exact", "9 exact", False),
        ("12 about", "15 exact", True),
        ("12 about", "20 exact", False),
        ("300 at_most", "250 exact", True),
        ("300 at_most", "350 exact", False),
        ("7 exact", "7 exact", True),
    ],
)
def test_what_may_both_be_true(one, other, agree):
    """A floor, a ceiling and a rough figure leave room for an exact one."""
    left, right = (Figure(float(said.split()[0]), said.split()[1], "killed", said) for said in (one, other))
    assert left.agrees(right) is agree
    assert right.agrees(left) is agree


def test_hostile_sentences_take_linear_time(linear):
    linear(lambda size: lambda: figures_of("12 dozen at least " * size), 5_000)
