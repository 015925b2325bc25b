"""What the source explorer promises, without a browser: both passages, decisions that hold, who tells what."""

import pytest

import workbook as wb
from tests.disputed import disputed
from workbook.explorers import SourceExplorer, TimelineExplorer
from workbook.explorers.conflict_cards import marked_where_they_differ


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("disputed") / "articles"
    disputed(made)
    return made


@pytest.fixture
def corpus(folder):
    (folder / "corrections.jsonl").unlink(missing_ok=True)
    return wb.load(folder, progress=False)


@pytest.fixture
def explorer(corpus):
    return SourceExplorer(corpus, state={})


def decide(explorer, label):
    explorer.correct(next(one for one in explorer.actions if one.label == label), {})


def buttons(explorer):
    return [one.description for one in explorer.parts._buttons if one.layout.display != "none"]


def test_a_disagreement_is_a_card_with_both_passages(explorer):
    """The contradiction comes first; the words that differ are marked on the card and in the passages."""
    page = explorer.parts.page.value
    assert page.index("one says 2 May 2021, the other 3 May 2021.") < page.index("one tells it as planned")
    assert "<b class='wb-differs'>Sunday</b>" in page
    assert "<b class='wb-differs'>Monday</b>" in page
    explorer.select(explorer._ids[0])
    passages = explorer.parts.passage.value
    assert passages.count("<blockquote") == 2
    assert "wire.txt" in passages
    assert "paper.txt" in passages
    assert buttons(explorer)[:4] == ["Take 2 May 2021", "Take 3 May 2021", "Both can be right", "Two events"]


def test_a_day_is_taken_kept_and_given_back(explorer, folder):
    """It moves the happening in the timeline, holds at a new load, and can be undone."""
    shelling = {"headline": "Rebels shelled the fuel depot at Lomi"}
    timeline = TimelineExplorer(explorer.corpus, state={})
    assert [row["when"] for row in timeline.rows.to_dict("records") if row["headline"] == shelling["headline"]] == [
        "3 May 2021"
    ]
    explorer.select(explorer._ids[0])
    decide(explorer, "Take left")
    row = explorer.corpus.happenings.iloc[0]
    assert (row["earliest"], row["latest"], row["agreement"]) == ("2021-05-02", "2021-05-02", "agree")
    assert "Rebels shelled the fuel depot at Lomi on Sunday”: day" in explorer.parts.alert.value
    assert "settled by the analyst" in explorer.parts.page.value
    assert buttons(explorer)[0] == "Both can be right"

    again = wb.load(folder, progress=False)
    assert again.happenings.iloc[0]["earliest"] == "2021-05-02"
    assert again.conflicts["settled"].notna().tolist() == [True, False]

    explorer.undo()
    assert explorer.corpus.happenings.iloc[0]["earliest"] == "2021-05-03"
    assert explorer.corpus.conflicts["settled"].isna().all()


def test_what_is_no_disagreement_goes(explorer):
    """A false alarm is rejected; two events that were taken for one are parted; both are undone."""
    explorer.select(explorer._ids[0])
    decide(explorer, "Both can be right")
    assert explorer.corpus.conflicts["kind"].tolist() == ["status"]
    explorer.undo()
    explorer.select(explorer._ids[0])
    n = len(explorer.corpus.happenings)
    decide(explorer, "Two events")
    assert len(explorer.corpus.happenings) == n + 1
    assert "two events" in explorer.parts.alert.value
    explorer.undo()
    assert len(explorer.corpus.happenings) == n


def test_who_tells_what(explorer):
    """A line for each event, a column for each source; what one source alone tells is said to be so."""
    explorer.filters["view"].widget.value = "coverage"
    told = {row[1]: row[2:] for row in explorer.view.cells(explorer.view.source())}
    assert told["Rebels shelled the fuel depot at Lomi"] == ["sources differ", "2 of 3"]
    assert told["A market burned at Sarn"] == ["one source only", "1 of 3"]
    explorer.select(explorer._ids[0])
    assert explorer.parts.passage.value.count("<blockquote") == 2
    for of in ("statements", "actors", "plan points"):
        explorer.filters["of"].widget.value = of
        assert of in explorer.parts.head.value
    assert explorer.chart().to_dict()


def test_one_source_against_the_rest(explorer):
    """Its own events, those that it shares, and what it does not tell."""
    explorer.filters["view"].widget.value = "against"
    radio = next(one for name, one in explorer.filters["source"].widget.options if name == "radio.txt")
    explorer.filters["source"].widget.value = radio
    marks = explorer.parts.chart.data["marks"]
    assert dict(zip(marks["headline"], marks["group"], strict=True)) == {
        "Rebels shelled the fuel depot at Lomi": "not told by this source",
        "Talks on a truce opened in Port Ada": "not told by this source",
        "Minister Ruta Beles visited Lomi": "told by this source and others",
        "A market burned at Sarn": "told by this source alone",
    }


def test_two_happenings_are_joined_and_parted_in_the_timeline(corpus):
    """Same event as…: one mark; Another event: two again; each is undone."""
    explorer = TimelineExplorer(corpus, state={})
    n = len(explorer._ids)
    actions = {one.label: one for one in explorer.actions}
    market = next(row for row in explorer.rows.to_dict("records") if row["headline"].startswith("A market"))
    visit = next(row for row in explorer.rows.to_dict("records") if row["headline"].startswith("Minister"))
    explorer.select(visit["event_id"])
    fields = actions["Same event as…"].fields(explorer.row(explorer.selected))
    assert market["event_id"] in [one for _, one in fields["other"].options]
    explorer.correct(actions["Same event as…"], {"other": market["event_id"]})
    assert len(explorer._ids) == n - 1
    explorer.undo()
    explorer.select(visit["event_id"])
    other = next(one for one in visit["event_ids"] if one != visit["event_id"])
    explorer.correct(actions["Another event"], {"telling": other})
    assert len(explorer._ids) == n + 1
    explorer.undo()
    assert len(explorer._ids) == n


def test_a_date_is_corrected_in_the_article_that_errs(corpus):
    """Where several tell it, the form asks whose telling is meant; the happening stays open."""
    explorer = TimelineExplorer(corpus, state={})
    shelling = explorer._ids[0]
    explorer.select(shelling)
    fix = next(one for one in explorer.actions if one.label == "Fix date")
    telling = fix.fields(explorer.row(shelling))["telling"].options[1][1]
    explorer.correct(fix, {"date": "3 May 2021", "telling": telling})
    assert corpus.events.set_index("event_id").loc[telling, "earliest"] == "2021-05-03"
    assert corpus.conflicts["kind"].tolist() == ["status"]
    assert explorer.selected in explorer._ids


def test_words_of_articles_are_escaped(corpus):
    """A hostile word stays a word on a card."""
    left = corpus.evidence(corpus.events.iloc[0], "events")
    hostile = type(left)("", "<img src=x onerror=alert(1)> on Sunday", "", "T", "P")
    for one in marked_where_they_differ("wording", "", hostile, left):
        assert "<img" not in one.html
