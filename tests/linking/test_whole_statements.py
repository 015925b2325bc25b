"""Pieces of one statement are one row where statements are counted and compared."""

import pytest

from tests.linking.test_quotations import articles, quotes
from workbook.linking.quotations import same_quotations, whole_statements

A, B = "We will not sign any document", "that leaves our prisoners behind"


@pytest.mark.parametrize(
    ("ids", "contents"),
    [
        (["q0", "q0"], [f"{A}, {B}"]),
        (["q0", "q1"], [f"{A},", B]),
        (["q0", None], [f"{A},", B]),
        ([None, None], [f"{A},", B]),
    ],
)
def test_pieces_are_joined_in_order(ids, contents):
    table = quotes((0, "p1", f"{A},"), (0, "p1", B)).assign(statement_id=ids)
    assert whole_statements(table)["content"].tolist() == contents


def test_a_statement_in_pieces_is_the_same_quotation_as_one_in_a_piece():
    table = quotes((0, "p1", f"{A},"), (0, "p1", B), (1, "p1", f"{A} {B}")).assign(statement_id=["q0", "q0", "q2"])
    same = same_quotations(whole_statements(table), articles())
    assert same["group_id"].tolist() == ["q0", "q0"]
    assert same["n_articles"].tolist() == [2, 2]
