"""The contract of the tables: one description of each column, kept by everything that makes a table."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from workbook import tables
from workbook.errors import TableError

ROOT = Path(__file__).parents[2]
DATE = {
    "date_id": "d1", "article_id": "a1", "start": 0, "end": 8, "text": "November", "timex_type": "DATE",
    "is_approximate": False, "is_ambiguous": False, "basis": "none", "rule": "month",
}  # fmt: skip


def test_the_page_is_up_to_date():
    """docs/tables.md is what ``workbook tables`` writes today."""
    assert (ROOT / "docs/tables.md").read_text("utf-8") == tables.describe()


def test_every_described_column_is_used():
    described = yaml.safe_load((ROOT / "workbook/tables.yaml").read_text("utf-8"))["fields"]
    used = {field.name for table in tables.contract().values() for field in table.fields}
    assert set(described) == used


@pytest.mark.parametrize("name", tables.contract())
def test_an_empty_table_has_every_column_in_its_type(name):
    table = tables.empty(name)
    assert list(table.columns) == tables.contract()[name].columns
    assert tables.check(name, table).equals(table)


def test_rows_become_a_table():
    """A column that a row does not give is empty; types are those of the contract."""
    made = tables.make("dates", [DATE])
    assert made["earliest"].isna().all()
    assert made["start"].dtype == "Int64"
    assert list(made.columns) == tables.contract()["dates"].columns


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"timex_type": "DAY"}, "not one of", id="value-outside-the-closed-list"),
        pytest.param({"article_id": None}, "article_id is empty in 1 rows", id="empty-where-it-may-not-be"),
        pytest.param({"earliest": "23 November"}, "not a day like 2025-11-23", id="a-day-that-is-none"),
        pytest.param({"mood": "grim"}, "give ['mood']", id="a-column-nobody-described"),
    ],
)
def test_a_broken_contract_says_what_is_wrong(change, words):
    with pytest.raises(TableError) as caught:
        tables.make("dates", [{**DATE, **change}])
    assert words in str(caught.value)


def test_every_fault_is_told_at_once():
    with pytest.raises(TableError) as caught:
        tables.make("dates", [{**DATE, "basis": "guess", "granularity": "eon"}])
    assert "basis" in str(caught.value)
    assert "granularity" in str(caught.value)


def test_a_key_stands_once():
    with pytest.raises(TableError, match="date_id stands twice"):
        tables.make("dates", [DATE, DATE])


def test_missing_columns_are_named():
    with pytest.raises(TableError, match=r"lacks \['basis'\]"):
        tables.check(
            "dates",
            pd.DataFrame([DATE])
            .drop(columns="basis")
            .reindex(columns=[c for c in tables.contract()["dates"].columns if c != "basis"]),
        )
