"""Search finds what is typed: several words in any order, without accents, case and hyphens."""

import pandas as pd
import pytest

from workbook.explorers.frame.search import haystack, holds_all, words_of

TEXTS = haystack(
    pd.Series(["Orbán presents a counter-proposal", "Envoys meet", None]),
    pd.Series(["Viktor Orbán, Hungary", "Rubio in Geneva", "zero indication of a truce"]),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("counter-proposal", [0]),
        ("proposal counter", [0]),
        ("Orban", [0]),
        ("rubio geneva", [1]),
        ("geneva RUBIO envoys", [1]),
        ("zero indication", [2]),
        ("“zero indication”", [2]),
        ("“indication zero”", []),
        ("geneva truce", []),
        ("", [0, 1, 2]),
    ],
)
def test_words_are_found_in_any_order(typed, found):
    assert holds_all(TEXTS, typed).nonzero()[0].tolist() == found


def test_what_is_marked_is_what_was_sought():
    assert words_of('Orbán "peace plan"') == ["orban", "peace plan"]
