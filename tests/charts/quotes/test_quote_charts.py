"""What the charts of quotations promise: every count opens as many rows as it says, and nothing is left out unsaid."""

import json
import struct

import pytest
import vl_convert

from tests.talks import spoken
from workbook import charts
from workbook.analysis.keywords import keywords_in_context
from workbook.charts.common.colour_groups import groups_of
from workbook.charts.common.periods import period_to_show
from workbook.charts.common.provenance import labels_of
from workbook.charts.quotes import counts, over_time
from workbook.charts.quotes.counts import MOST_LINES
from workbook.charts.quotes.statements import prepare
from workbook.explorers.quotes import VIEWS, QuoteView


@pytest.fixture(scope="module")
def talks(tmp_path_factory):
    return spoken(tmp_path_factory.mktemp("talks"), 600, people=40)


@pytest.fixture(scope="module")
def told(talks):
    return prepare(talks)


def drawn(view, told, talks):
    statements = told[told["quote_type"] != "scare"]
    if view == "words":
        places = keywords_in_context(talks, "ceasefire, corridor")
        places = places.assign(article=places["article_id"].map(labels_of(talks.articles)))
        return counts.by_article(places, groups_of(places["keyword"].str.casefold()), 860), len(places)
    if view == "terms":
        terms = told[told["quote_type"] == "scare"]
        return counts.terms(terms, groups_of(told["article"]), 860), len(terms)
    groups = groups_of(statements["verb"])
    if view == "time":
        made = over_time.over_time(statements, groups, 860, period_to_show(statements, "all"))
        return made, int(statements["first"].notna().sum())
    return counts.by_speaker(statements, groups, 860), len(statements)


@pytest.mark.parametrize("view", ["speakers", "terms", "words"])
def test_a_bar_opens_as_many_rows_as_it_counts(view, told, talks):
    """Each part, each line; and together they are all rows, each once."""
    made, total = drawn(view, told, talks)
    assert {mark: len(made.behind(mark)) for mark in made.counts} == made.counts
    parts = {one["id"] for one in made.marks["areas"]}
    lines = made.counts.keys() - parts
    rest = {mark for mark in lines if mark == counts.REST}  # its number stands alone
    for marks in (parts | rest, lines):
        opened = [row for mark in marks for row in made.behind(mark).index]
        assert sorted(opened) == sorted(made.rows.index)
    assert len(made.rows) == made.rows.index.nunique() == total


def test_days_open_as_many_statements_as_they_count(told, talks):
    """Counts over time: the number of a bar's tooltip is the number of rows that it opens."""
    made, total = drawn("time", told, talks)
    bars = made.marks["bars"].drop_duplicates("id")
    assert len(bars) > 5
    assert {one: len(made.behind(one)) for one in bars["id"]} == dict(zip(bars["id"], bars["total"], strict=True))
    assert bars["total"].sum() == len(made.rows) == total


def test_few_statements_stand_in_rows_that_open_themselves(told):
    """One actor's statements in the order of their days, each with its day."""
    one = told[told["speaker"] == "p0"]
    groups = groups_of(told["verb"])
    made = over_time.over_time(one, groups, 860, period_to_show(one, "all"))
    marks = made.marks["marks"]
    assert marks["id"].tolist() == made.rows["quote_id"].tolist()
    assert all(made.behind(mark)["quote_id"].tolist() == [mark] for mark in marks["id"])
    assert made.title.startswith("What Amina Sow said")


def test_the_day_of_publication_looks_another_way(told):
    """A statement whose day the text does not give is marked and dated as published."""
    one = told[told["speaker"] == "p0"]
    marks = over_time.over_time(one, groups_of(told["verb"]), 860, period_to_show(one, "all")).marks["marks"]
    published = set(one.loc[one["basis"] == "published", "quote_id"])
    assert {row for row, kind in zip(marks["id"], marks["status"], strict=True) if kind.endswith(" by")} == published
    assert {row for row, day in zip(marks["id"], marks["when"], strict=True) if day.startswith("publ. ")} == published
    assert 0 < len(published) < len(marks)


def test_terms_are_nobodys_statements(told, talks):
    """They are counted apart, by the words without case and marks."""
    speakers, _ = drawn("speakers", told, talks)
    terms, _ = drawn("terms", told, talks)
    assert not set(speakers.rows.index) & set(terms.rows.index)
    assert len({one["y"] for one in terms.marks["areas"]}) == 6


def test_the_rest_shares_a_line(told, talks):
    """Speakers beyond thirty are one line, which opens all of them."""
    made, _ = drawn("speakers", told, talks)
    lines = [one for one in made.marks["labels"] if one["align"] == "right"]
    assert len(lines) == MOST_LINES
    assert lines[-1]["text"].endswith(" others")
    assert len(made.behind(lines[-1]["id"])) == lines[-1]["total"] > 0


def test_the_same_quotation_is_counted_once(talks, told):
    """Unless repeats are asked for; the sum says which."""
    shown = [charts.quotes_by_speaker(talks, repeats=repeats).to_dict()["usermeta"]["workbook"]["shown"] for repeats in (False, True)]  # fmt: skip
    statements = told[told["quote_type"] != "scare"]
    assert shown == [statements["group_id"].nunique(), len(statements)]
    assert shown[0] < shown[1]


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
@pytest.mark.parametrize("width", [340, 860])
def test_every_view_draws(talks, theme, width):
    """In each theme, in a report's column and on a page, with its rows and sources in it."""
    given = {"theme": theme, "width": width}
    view = QuoteView()
    view.load(talks)
    for name in VIEWS.values():
        view.choose(view=name, text="corridor" if name == "words" else "")
        spec = view.chart(view.source(), filters={}, **given).to_dict()
        about = spec["usermeta"]["workbook"]
        assert about["rows"]
        assert len(about["sources"]) == 6
        png = vl_convert.vegalite_to_png(spec)
        assert struct.unpack(">I", png[16:20])[0] <= width + 40


def test_nothing_to_show_is_a_chart_too(talks):
    """No rows: drawn, and said."""
    vl_convert.vegalite_to_svg(charts.quotes_by_speaker(talks, rows=[]).to_dict())


def test_the_kind_of_marks_is_told_without_colour(talks):
    """Full, pale, hollow and dashed; the subtitle says which is which."""
    spec = charts.quotes_by_speaker(talks).to_dict()
    assert {(row["alpha"], row["edge"]) for row in spec["datasets"]["areas"]} == {
        (1.0, ""),
        (0.3, "solid"),
        (0.0, "dashed"),
    }
    assert "hollow, dashed: reported without marks" in " · ".join(spec["title"]["subtitle"])
    assert "strokeDash" in json.dumps(spec)
