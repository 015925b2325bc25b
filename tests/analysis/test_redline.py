"""What redline promises: both texts whole, changes in words that can be read, safe HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.analysis.redline import redline, redline_html


def shown(left, right):
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    return "".join(marks[kind].format(words) for kind, words in redline(left, right))


CASES = [
    pytest.param("The army leaves.", "The army leaves.", "The army leaves.", id="same"),
    pytest.param(
        "Forces are limited to 600,000.",
        "Forces are limited to 800,000.",
        "Forces are limited to [-600,000-]{+800,000+}.",
        id="figure",
    ),
    pytest.param(
        "The army shall leave the town.",
        "The army may leave the town.",
        "The army [-shall -]{+may +}leave the town.",
        id="modality",
    ),
    pytest.param("The army leaves.", "The army leaves at once.", "The army leaves{+ at once+}.", id="added-words"),
    pytest.param("Ports open. Aid flows.", "Aid flows.", "[-Ports open. -]Aid flows.", id="a-sentence-gone"),
    pytest.param("a b c d e", "x b y d z", "[-a b c d e-]{+x b y d z+}", id="no-pepper"),
    pytest.param("", "Ports open.", "{+Ports open.+}", id="new"),
    pytest.param("Ports  open\nat noon.", "Ports open at noon.", "Ports open at noon.", id="white-space-is-no-change"),
]


@pytest.mark.parametrize(("left", "right", "expected"), CASES)
def test_changes(left, right, expected):
    assert shown(left, right) == expected


WORDS = st.lists(
    st.sampled_from(["the", "army", "leaves", "600,000", "ports", ".", ";", "\n", "“open”", "<b>", "&"]), max_size=25
).map(" ".join)


@given(WORDS, WORDS)
def test_both_texts_are_whole(left, right):
    """Equal and deleted words are the left text, equal and inserted words the right one."""
    changes = redline(left, right)
    assert "".join(words for kind, words in changes if kind != "insert") == " ".join(left.split())
    assert "".join(words for kind, words in changes if kind != "delete") == " ".join(right.split())
    assert all(words for _, words in changes)


def test_html_is_escaped_and_readable_in_print():
    """Markup in a plan is text; a deletion is struck out and an insertion underlined, not only coloured."""
    page = redline_html("<script> one", "<script> two")
    assert "<script>" not in page
    assert '<del style="text-decoration:line-through">one</del>' in page
    assert '<ins style="text-decoration:underline">two</ins>' in page


@pytest.mark.parametrize(("before", "after"), [("a b, c. ", "a c, d. "), ("a b, c ", "a c, d ")])
def test_a_long_text_is_whole(before, after):
    """Thirty thousand words, of many clauses and of one."""
    changes = redline(before * 10_000, after * 10_000)
    assert "".join(words for kind, words in changes if kind != "insert") == (before * 10_000).strip()
    assert "".join(words for kind, words in changes if kind != "delete") == (after * 10_000).strip()
