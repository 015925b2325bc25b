"""What the quote explorer promises, without a browser."""

import json

import pytest

from tests.talks import spoken
from workbook.charts.quotes import statements
from workbook.explorers import QuoteExplorer


def choose(explorer, name, value):
    explorer.filters[name].widget.value = value


def correct(explorer, label, why="", **values):
    explorer.correct(next(action for action in explorer.actions if action.label == label), values, why)


@pytest.fixture
def talks(tmp_path):
    return spoken(tmp_path, 300)


@pytest.fixture
def explorer(talks):
    return QuoteExplorer(talks, state={})


@pytest.mark.parametrize("view", ["speakers", "terms", "words", "time"])
def test_a_click_on_a_count_lists_what_it_counts(explorer, view):
    """As many rows as the mark says; the first is open; a second click lists all again."""
    choose(explorer, "once", False)
    if view == "words":
        choose(explorer, "text", "ceasefire, corridor")
    choose(explorer, "view", view)
    data = explorer.parts.chart.data["bars" if view == "time" else "areas"]
    numbers = dict(zip(data["id"], data["total"], strict=True))
    if view == "time" and not numbers:  # few enough to stand for themselves
        numbers = dict.fromkeys(explorer.parts.chart.data["marks"]["id"], len(explorer._ids))
    everything = list(explorer._ids)
    clicks = 0
    for mark, n in list(numbers.items())[:: max(1, len(numbers) // 12)]:
        explorer.parts.chart.picked = {"id": mark, "n": (clicks := clicks + 1)}
        assert len(explorer._ids) == n, mark
        assert explorer.selected in explorer._ids
        if explorer.view.opened:
            explorer.parts.chart.picked = {"id": mark, "n": (clicks := clicks + 1)}
        assert explorer._ids == everything
    assert clicks
    assert explorer.parts.alert.value == ""


def test_filters_by_speaker_verb_marks_article_words_period(explorer):
    """Each sets the others aside, and says how many."""
    choose(explorer, "once", False)
    said = explorer.view._said
    for name, value, expected in (
        ("speakers", ("p0", "p1"), said["speaker"].isin(["p0", "p1"])),
        ("verbs", ("denied",), said["verb"] == "denied"),
        ("types", ("mixed",), said["quote_type"] == "mixed"),
        ("articles", ("a1",), said["article_id"] == "a1"),
        ("text", "NORTHERN corridor, prisoners", said["content"].str.contains("corridor|prisoners")),
        ("period", "2024-02-01/2024-03-31", (said["first"] >= 19754) & (said["first"] <= 19813)),
    ):
        choose(explorer, name, value)
        assert sorted(explorer._ids) == sorted(said.loc[expected, "quote_id"]), name
        explorer.filters[name].drop()


def test_repeated_words_are_counted_once_and_shown_with_their_differences(explorer):
    """The first telling that passes the filters stands for all; the others are told beside the passage."""
    shown = set(explorer._ids)
    repeated = explorer.view._said[explorer.view._said["varies"]]
    first = repeated["quote_id"].iloc[0]
    group = explorer.view._said.loc[explorer.view._said["quote_id"] == first, "group_id"].iloc[0]
    same = explorer.view._said.loc[explorer.view._said["group_id"] == group, "quote_id"]
    assert len(shown & set(same)) == 1
    explorer.select(first)
    assert f"Told {len(same)} times" in explorer.parts.passage.value
    assert "<del" in explorer.parts.passage.value
    choose(explorer, "once", False)
    assert set(same) <= set(explorer._ids)


def test_speaker_verb_and_words_stand_out_in_the_passage(explorer):
    """Who, how and what, each marked apart, all escaped."""
    row = explorer.view._said[explorer.view._said["source"].notna()].iloc[0]
    explorer.select(row["quote_id"])
    assert "<b class='wb-speaker'>" in explorer.parts.passage.value
    assert f"<b class='wb-cue'>{row['cue']}</b>" in explorer.parts.passage.value
    assert "<mark>We will" in explorer.parts.passage.value


def test_hostile_words_reach_no_markup(explorer):
    """Names, words, terms and contexts of articles are escaped."""
    choose(explorer, "once", False)
    for view, words in (("speakers", "script"), ("terms", "script"), ("words", "alert, ports")):
        choose(explorer, "view", view)
        choose(explorer, "text", words)
        for row in explorer._ids[:5]:
            explorer.select(row)
            assert "<script" not in explorer.parts.passage.value + explorer.parts.head.value
            assert "<b>Ports" not in explorer.parts.passage.value + explorer.parts.head.value
        assert explorer._ids
        explorer.filters["text"].drop()


def test_statements_of_one_speaker_follow_each_other(explorer):
    """In the order of their days: chosen, the arrows go from one to the next."""
    same = explorer.view._said.loc[explorer.view._said["speaker"] == "p2", "quote_id"].tolist()
    choose(explorer, "once", False)
    choose(explorer, "speakers", ("p2",))
    assert explorer._ids == same
    explorer.select(same[0])
    for expected in same[1:4]:
        explorer.step(1)
        assert explorer.selected == expected


def test_a_speaker_can_be_set_and_taken_back(explorer):
    """Written to the ledger, drawn at once, undone by a button."""
    row = explorer.view._said[~explorer.view._said["known"]]["quote_id"].iloc[0]
    explorer.select(row)
    before = explorer.row(row)["who"]
    correct(explorer, "Set speaker", actor_id="p3", why="named in the next sentence")
    assert explorer.row(row)["who"] == "Ministry of <b>Ports</b>"
    assert "corrected by the analyst" in explorer.parts.passage.value
    assert explorer.corpus.ledger.active[0].why == "named in the next sentence"
    explorer.undo()
    assert explorer.row(row)["who"] == before


def test_class_marks_note_and_rejection(explorer):
    """A statement becomes a term and leaves; one that is none is rejected, and the next is open."""
    first, second = explorer._ids[:2]
    explorer.select(first)
    correct(explorer, "Set verb's class", cue_class="denied")
    assert explorer.row(first)["verb"] == "denied"
    correct(explorer, "Set speaker", actor_id="")
    assert not explorer.row(first)["known"]
    correct(explorer, "Add note", note="ask <script>")
    assert "ask &lt;script&gt;" in explorer.parts.passage.value
    correct(explorer, "Set marks", quote_type="scare")
    assert explorer.row(first) is None
    assert explorer.selected == second
    correct(explorer, "Reject")
    assert second not in explorer._ids
    for _ in range(5):
        explorer.undo()
    assert len(explorer.corpus.ledger) == 0


def test_words_in_context_lead_to_their_passages(explorer):
    """Nothing before words are typed; then a line each; a chosen speaker's name where none are typed."""
    choose(explorer, "view", "words")
    assert explorer._ids == []
    assert "Type words" in explorer.parts.head.value
    choose(explorer, "text", "Fishing Rights")
    assert explorer._ids
    left, keyword, *_ = explorer.view.cells(explorer.listed.head(1))[0]
    assert keyword == "fishing rights"
    assert left.endswith(" ")
    explorer.select(explorer._ids[0])
    assert "<mark>fishing rights</mark>" in explorer.parts.passage.value
    choose(explorer, "articles", ("a1",))
    assert {one.split(":")[0] for one in explorer._ids} == {"a1"}


def test_undated_statements_wait_in_their_tray(explorer):
    """Neither text nor article gives a day: counted in the footer, listed on a click."""
    n = int(explorer.view._said["first"].isna().sum())
    choose(explorer, "once", False)
    assert n
    assert explorer.parts.toggles["aside"].description == f"{n:,} without a date ▸ show"


def test_state_is_plain_data_and_restores_the_view(explorer, talks):
    """View, filters, the opened count and the selection, through JSON and a restart."""
    choose(explorer, "verbs", ("denied",))
    explorer.clicked(explorer.parts.chart.data["areas"]["id"][0])
    state = json.loads(json.dumps(explorer.state))
    other = QuoteExplorer(talks)
    other.open_last()
    assert other.state == explorer.state == state
    assert other._ids == explorer._ids
    choose(explorer, "view", "terms")
    assert QuoteExplorer(talks, state=explorer.state).view.view == "terms"
    assert QuoteExplorer(talks, state={}).view.view == "speakers"


def test_nothing_found_offers_to_drop_a_filter(explorer):
    """And an empty corpus opens."""
    choose(explorer, "text", "zeppelin")
    assert "No statement passes all filters" in explorer.parts.alert.value
    assert any("Words" in button.description for button in explorer.parts.drops.children)


@pytest.mark.parametrize("n", [0, 1])
def test_no_or_one_statement_opens(tmp_path, n):
    """Every view stands, whatever is in the corpus."""
    explorer = QuoteExplorer(spoken(tmp_path, n), state={})
    for view in ("time", "terms", "words", "speakers"):
        choose(explorer, "view", view)
        assert "wb-alert'" not in explorer.parts.alert.value
    assert len(explorer._ids) == n


def test_the_chart_for_a_report_has_the_same_rows(explorer):
    """Each view's chart tells its filters and carries the rows of the table."""
    choose(explorer, "speakers", ("p1",))
    for view in ("speakers", "time"):
        choose(explorer, "view", view)
        about = explorer.chart(width=340, theme="print").to_dict()["usermeta"]["workbook"]
        assert sorted(row["quote_id"] for row in json.loads(about["rows"])) == sorted(explorer._ids)
        assert list(about["filters"]) == ["Speakers"]
    assert set(statements.TYPES) == {"direct", "mixed", "indirect", "scare"}
