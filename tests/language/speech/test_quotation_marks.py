"""Quotation marks are paired in every style, apostrophes are none, and an odd mark costs one paragraph at most."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest

from tests.linear import Linear
from workbook.language.speech.quotation_marks import quoted

CASES = {
    "straight": ('He said "we go" and "stop."', ["we go", "stop."]),
    "curly": ("“Go,” she said. “Now.”", ["Go,", "Now."]),
    "guillemets": ("«Oui», dit-il", ["Oui"]),
    "german": ("„So nicht“, sagte sie", ["So nicht"]),
    "british single": ("'We can't go,' said the workers' leader.", ["We can't go,"]),
    "possessive inside single marks": ("'The workers' pay is low.'", ["The workers' pay is low."]),
    "apostrophes": ("the workers' rights, the '90s and don't", []),
    "nested": ("“He said ‘no’ to me”", ["He said ‘no’ to me"]),
    "inches": ('A 30" pipe and a "long" one', ["long"]),
    "spaces inside": ('" spaced " out', ["spaced"]),
    "no closing mark": ('He said "we go.\nShe said "no" there.', ["we go.", "no"]),
    "over several lines": ('"One.\nTwo.\nThree."\nNext "x".', ["One.\nTwo.\nThree.", "x"]),
    "opening mark repeated": ("“One.\n\n“Two,” he said.", ["One.", "Two,"]),
    "double backticks": ("``So,'' he said", ["So,"]),
    "nickname": ('Bob "Bobby" O\'Neil left', ["Bobby"]),
    "none": ("no marks here", []),
    "inches and feet": ('A 6\'2" man in a 12" pipe: "We go."', ["We go."]),
    "inward guillemets": ("»We go,« said Prado. He added: »Now.«", ["We go,", "Now."]),
    "outward guillemets": ("«We go,» said Prado. He added: «Now.»", ["We go,", "Now."]),
    "glued to the word before": ('Prado said,"We go." She said:“Now.”', ["We go.", "Now."]),
    "glued to the word behind": ('"We go,"Prado said. “Now,”said Prado.', ["We go,", "Now,"]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_pairs(text: str, expected: list[str]) -> None:
    pairs = quoted(text)
    assert [text[pair.inner_start : pair.inner_end] for pair in pairs] == expected
    assert all(first.end <= second.start for first, second in pairwise(pairs))


def test_a_paragraph_that_goes_on_is_marked() -> None:
    """The second paragraph of a quotation is known as such."""
    pairs = quoted("“One.\n\n“Two,” he said.\n“Other.”")
    assert [(pair.closed, pair.carried) for pair in pairs] == [(False, False), (True, True), (True, False)]


@pytest.mark.parametrize("odd", ['"', "“", "”", "'", "‘", "«", "''"])
def test_an_odd_mark_costs_its_own_paragraph_only(odd: str) -> None:
    after = 'Later she said "yes" and “no” to it.'
    text = f"The first paragraph {odd}holds an odd mark, and ends.\n{after}"
    found = [text[pair.inner_start : pair.inner_end] for pair in quoted(text) if pair.start > text.index("\n")]
    assert found == ["yes", "no"]


@pytest.mark.parametrize("unit", ['"', "“ ", "'a ", "a' ", '\n"', "«»"])
def test_hostile_text_takes_linear_time(unit: str, linear: Linear) -> None:
    linear(lambda size: partial(quoted, unit * (size // len(unit))), 10_000)
