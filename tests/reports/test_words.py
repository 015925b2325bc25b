"""What an article or a plan says stays words wherever it is written."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planned import corpus as planned
from workbook import charts
from workbook.reports import render, write_comparison
from workbook.reports.words import in_script, printable

ATTACKS = (
    "</script><script>window.PWNED='closed'</script>",
    "<!--<script>",
    "]]></script >",
    "\u2028window.PWNED='line'\u2029",
    "</SCRIPT\n><img src=x onerror=\"window.PWNED='image'\">",
    "'-(window.PWNED='quote')-'",
    "\ud800</script>",
)


@settings(max_examples=30, deadline=None)
@given(st.recursive(st.text() | st.integers() | st.none(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)))
def test_data_in_a_script_are_the_same_data_and_cannot_leave_it(data):
    written = in_script(data)
    assert json.loads(written) == data
    assert not re.search(r"[<>&\u2028\u2029]|[^\x00-\x7f]", written)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_page_of_a_chart_can_be_left(tmp_path, attack):
    """The page has as many scripts as without the attack, which stands in the data, the title and the alt text."""
    corpus = planned(tmp_path)
    harmless = render(charts.plan_matrix(corpus), "html").decode()
    for column in ("text", "context"):
        corpus.tables["provisions"][column] = attack.replace("\ud800", "") + " and the army leaves."
    corpus.tables["plans"]["title"] = attack.replace("\ud800", "") + " accord"
    page = render(charts.plan_matrix(corpus), "html").decode()
    assert "army leaves" in page
    for sign in ("<script", "</script", "<!--", "<img"):
        assert page.lower().count(sign) == harmless.lower().count(sign)


@pytest.mark.parametrize("sign", ["\x0c", "\x0b", "\x00", "\x1b", "\ufffe"])
def test_no_sign_of_a_text_breaks_an_export(tmp_path, sign):
    """A form feed and other control characters are replaced, never raised at."""
    corpus = planned(tmp_path)
    for name, column in (("provisions", "text"), ("plans", "title")):
        table = corpus.tables[name]
        corpus.tables[name] = table.assign(**{column: [f"a{sign}b {text}" for text in table[column]]})
    chart = charts.plan_matrix(corpus)
    for kind in ("png", "pdf", "svg", "html", "xlsx", "csv", "json", "txt"):
        assert render(chart, kind, dpi=20)
    for name in ("c.docx", "c.html"):
        assert write_comparison(corpus, "accord", "answer", tmp_path / name).paths[0].stat().st_size


def test_only_what_no_file_can_hold_is_replaced():
    words = {"a\x0cb": ["tab\tline\n", ("“é” 😀 \u2028", 3, None)]}
    assert printable(words) == {"a b": ["tab\tline\n", ("“é” 😀 \u2028", 3, None)]}
