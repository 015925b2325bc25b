"""Tables in notebooks: words, left-aligned, each row opens its passage; nothing of an article runs."""

import pandas as pd
import pytest

import workbook as wb
from tests.disputed import WIRE, disputed
from workbook.errors import WorkbookError


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return disputed(tmp_path_factory.mktemp("disputed") / "articles")


def test_words_instead_of_identifiers(corpus):
    """Days as one writes them, names, no identifier, no empty cell, no Python list."""
    html = wb.show(corpus, "events").html
    assert "3 May 2021" in html
    assert "Ruta Beles" in html
    for raw in ("NaN", "2021-05-03</td>", corpus.events["event_id"].iloc[0], "[&#x27;", "article_id"):
        assert raw not in html
    assert "text-align: left" in html


def test_a_day_known_from_one_side_only(corpus):
    """Of an event "before 3 May" the table says "by", never the day itself."""
    rows = corpus.events.head(2).assign(earliest=pd.NaT, granularity="day")
    rows["latest"] = pd.Series([pd.Timestamp("2021-05-02"), pd.NaT], index=rows.index)
    html = wb.show(corpus, rows, ["when", "headline"]).html
    assert "by 2 May 2021" in html
    assert "no date" in html


def test_each_row_opens_what_tells_it(corpus):
    """An event its passage, a happening all tellings, a disagreement both."""
    assert wb.show(corpus, "happenings").html.count("<blockquote") == len(corpus.events)
    assert wb.show(corpus, corpus.conflicts.head(1)).html.count("<blockquote") == 2
    assert (
        "<mark>Rebels shelled the fuel depot at Lomi on <b class='wb-date'>Sunday</b></mark>"
        in wb.show(corpus, "events").html
    )


def test_columns_and_rows_are_chosen(corpus):
    """Some columns, some rows, the rest counted; a wrong name is answered with the right ones."""
    shown = wb.show(corpus, "events", ["when", "headline"], most=2)
    assert repr(shown).endswith("rows: when, headline, passage")
    assert "4 more of 6 rows" in shown.html
    assert "No rows." in wb.show(corpus, corpus.events.head(0)).html
    with pytest.raises(WorkbookError, match="no column mood"):
        wb.show(corpus, "events", ["mood"])
    with pytest.raises(WorkbookError, match="no table 'event'"):
        wb.show(corpus, "event")


def test_hostile_words_stay_words(corpus):
    rows = pd.DataFrame({"headline": ["<script>alert(1)</script>"]})
    assert "<script>" not in wb.show(corpus, rows).html


def test_what_is_new_is_told_with_its_rows(tmp_path):
    """A new article: a new event, and a day that moved; asked again the same; since a day what only later ones tell."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "wire.txt").write_text(WIRE, "utf-8")
    first = wb.load(folder, progress=False)
    assert set(first.changes()["what"]) == {"file"}
    corpus = disputed(folder)
    changes = corpus.changes()
    told = {(row.what, row.change): row for row in changes.itertuples()}
    assert {("file", "new"), ("event", "new"), ("event", "moved"), ("disagreement", "new")} <= set(told)
    moved = told["event", "moved"]
    assert (moved.before, moved.now) == ("2021-05-02", "2021-05-03")
    assert corpus.changes().equals(changes)
    later = corpus.changes(since="2021-05-06")
    assert later["title"].tolist() == ["A market burned at Sarn"]
    assert wb.show(corpus, changes).html.count("<blockquote") == (changes["what"] != "file").sum()
    with pytest.raises(WorkbookError, match="no day"):
        corpus.changes(since="yesterday")
