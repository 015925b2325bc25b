"""Plan texts printed in two columns, and what only looks like them."""

import pytest

from workbook.reading.columns import one_column
from workbook.reading.plans import read_plan

LEFT = ["1. The army leaves the", "   city of Orsk by May.", "2. Its barracks become", "   schools."]
RIGHT = ["3. A fund pays for the", "   burnt market.", "4. Journalists travel", "   freely."]


def beside(left, right, width=34):
    """Return lines in two columns."""
    longest = max(len(left), len(right))
    padded = [column + [""] * (longest - len(column)) for column in (left, right)]
    return "\n".join(f"{one:<{width}}{other}".rstrip() for one, other in zip(*padded, strict=True))


def points(text):
    return [" ".join(row["text"].split()) for row in read_plan(one_column(text), "plan")[1]]


@pytest.mark.parametrize("width", [27, 34, 50])
def test_each_point_of_two_columns_comes_whole(width):
    found = points(f"Plan for Orsk\n\n{beside(LEFT, RIGHT, width)}\n")
    assert found == [
        "The army leaves the city of Orsk by May.",
        "Its barracks become schools.",
        "A fund pays for the burnt market.",
        "Journalists travel freely.",
    ]


def test_a_longer_left_or_right_column_goes_on():
    more = ["5. Nothing else is asked", "   of anybody."]
    assert points(beside(LEFT, RIGHT + more))[-1] == "Nothing else is asked of anybody."
    assert len(points(beside(LEFT, RIGHT[:3]))) == 4


@pytest.mark.parametrize(
    "text",
    [
        "1. Guns fall silent.\n2. Roads open.\n\nFor the Council      For the Front\nA. Bell              B. Cole\n",
        "1. Harbour     open      May\n2. Airport     shut      June\n3. Bridge      open      July\n4. Road        shut      May\n",
        "1. Guns fall silent.\n\n\n2. Roads   open.\n",
        "Plain words.\n",
        "",
    ],
)
def test_other_texts_stay_as_they_are(text):
    assert one_column(text) == text


def test_finally_is_the_last_of_those_counted_in_words():
    text = "First, guns fall silent. Second, roads open. Finally, all go home.\n"
    assert points(text) == ["guns fall silent.", "roads open.", "all go home."]


def test_numbers_with_parts_need_no_whole_one_before():
    text = "ACCORD\n\n1.1 A board runs the port.\n1.2 Its income is shared.\n2.1 Strikes are told.\n9.1 bis The tug stays.\n"
    assert points(text) == ["A board runs the port.", "Its income is shared.", "Strikes are told.", "The tug stays."]
    assert points("The fund pays\n1.1 Million crowns a year.\n") != ["Million crowns a year."]
