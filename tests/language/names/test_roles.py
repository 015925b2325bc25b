"""What find_roles promises: the role as printed, the country apart, whoever it stands before or behind."""

from __future__ import annotations

import pytest

from workbook.language.names.mentions import find_mentions
from workbook.language.names.roles import find_roles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Kenyan President William Ruto spoke.", ("William Ruto", "President", "Kenya"), id="demonym in front"
        ),
        pytest.param(
            "U.S. Secretary of State Marco Rubio left.",
            ("Marco Rubio", "Secretary of State", "United States"),
            id="country in front",
        ),
        pytest.param(
            "Josep Borrell, the EU's foreign policy chief, objected.",
            ("Josep Borrell", "EU's foreign policy chief", "European Union"),
            id="behind, of a bloc",
        ),
        pytest.param(
            "Former Colombian President Juan Manuel Santos agreed.",
            ("Juan Manuel Santos", "Former Colombian President", "Colombia"),
            id="former is kept, with the country's name behind it",
        ),
        pytest.param(
            "She met former president Ernesto Samper.", ("Ernesto Samper", "former president", None), id="former"
        ),
        pytest.param(
            "Kremlin spokesman Dmitry Peskov denied it.",
            ("Dmitry Peskov", "Kremlin spokesman", "Russia"),
            id="a body keeps its name and gives the country",
        ),
        pytest.param(
            "Tamim Khallaf, spokesman for Egypt's foreign ministry, declined.",
            ("Tamim Khallaf", "spokesman for Egypt's foreign ministry", "Egypt"),
            id="behind, with the country inside",
        ),
        pytest.param(
            "Ethiopia's prime minister, Abiy Ahmed, called.",
            ("Abiy Ahmed", "prime minister", "Ethiopia"),
            id="possessor",
        ),
        pytest.param(
            "The Japanese team included negotiator Ryosei Akazawa.",
            ("Ryosei Akazawa", "negotiator", "Japan"),
            id="country of the team",
        ),
        pytest.param("Mr. Raila Odinga waved.", None, id="Mr is no role"),
    ],
)
def test_roles(parsed, text: str, expected: tuple[str, str, str | None] | None) -> None:
    article = parsed(text, "2025-05-05")
    mentions = find_mentions(article)
    names = {row["actor_id"]: row["name"] for row in mentions}
    roles = [(names[row["actor_id"]], row["role"], row["country"]) for row in find_roles(article, mentions)]
    assert roles == ([expected] if expected else [])


def test_a_role_carries_its_passage_and_day(parsed) -> None:
    article = parsed("Thai Foreign Minister Maris Sangiampongsa resigned.", "2025-05-05")
    (role,) = find_roles(article, find_mentions(article))
    assert article.text[role["start"] : role["end"]] == role["role"] == "Foreign Minister"
    assert (role["earliest"], role["latest"]) == ("2025-05-05", "2025-05-05")
