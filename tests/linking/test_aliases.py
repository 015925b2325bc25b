"""What why_one promises: each form of a name, the article that joins it, and a reason that can be read."""

from __future__ import annotations

import pandas as pd
import pytest

from workbook.linking.aliases import why_one


def used(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["text", "name", "article_id"])


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("Amina Sow", "Amina Sow", "the name itself"),
        ("Sow", "Amina Sow", "an article that names “Amina Sow” uses it"),
        ("Sow", "Sow", "alone in its article; of those with this name, the articles speak of this one most"),
        ("Aminah Sow", "Aminah Sow", "another spelling or form of the name"),
        ("A. Sow", "A. Sow", "another spelling or form of the name"),
    ],
)
def test_the_reason(text: str, name: str, reason: str) -> None:
    found = why_one(used((text, name, "a1")), "Amina Sow")
    assert found[["alias", "n", "article_id", "reason"]].to_numpy().tolist() == [[text, 1, "a1", reason]]


def test_the_article_that_names_in_full_is_the_evidence() -> None:
    """Of two articles that say Sow, the one that names her in full tells; the most used form comes first."""
    found = why_one(
        used(("Sow", "Sow", "a1"), ("Sow", "Amina Sow", "a2"), ("Amina Sow", "Amina Sow", "a2")), "Amina Sow"
    )
    assert found[["alias", "n", "article_id"]].to_numpy().tolist() == [["Sow", 2, "a2"], ["Amina Sow", 1, "a2"]]


def test_a_listed_alias_says_so() -> None:
    found = why_one(used(("Kiev", "Kiev", "a1")), "Kyiv")
    assert found["reason"].tolist() == ["listed in actor-aliases.csv"]
