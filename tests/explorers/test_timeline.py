"""What the frame and the timeline in it promise, without a browser."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import standin
from workbook.errors import WorkbookError
from workbook.explorers import TimelineExplorer
from workbook.explorers.frame import live_chart, page_parts, panels, saved_views


def choose(explorer, name, value):
    explorer.filters[name].widget.value = value


def correct(explorer, label, why="", **values):
    explorer.correct(next(action for action in explorer.actions if action.label == label), values, why)


def events(explorer):
    return explorer.corpus.events.set_index("event_id")


@pytest.fixture
def explorer(gold):
    return TimelineExplorer(gold, state={})


def test_filters_set_rows_aside_and_say_how_many(explorer):
    """The table, the chart and the words above it are about the same rows."""
    choose(explorer, "status", ("planned",))
    assert explorer._ids == ["e003"]
    assert explorer.parts.chart.data["marks"]["id"] == ["e003"]
    assert "27 set aside by filters" in explorer.parts.head.value
    assert explorer.parts.table.page["n"] == 1
    assert explorer.parts.toggles["Status"].description == "Status planned ▾"


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("text", "GENEVA", 3),
        ("actors", "Kaja Kallas", 1),
        ("articles", ("a1",), 7),
        ("kinds", ("statements",), 0),
        ("units", ("month",), 4),
        ("most", 10, 10),
    ],
)
def test_each_filter_filters(explorer, name, value, shown):
    """Words in any case, actors, articles, kinds, how exact the date is, how many."""
    if name == "actors":
        value = tuple(one for label, one in explorer.filters["actors"].widget.options if label.startswith(value))
    choose(explorer, name, value)
    assert len(explorer._ids) == shown


def test_nothing_found_names_the_filter_and_offers_to_drop_it(explorer):
    """An empty chart is not a riddle."""
    choose(explorer, "status", ("planned",))
    choose(explorer, "text", "Ternopil")
    assert "No event passes all filters" in explorer.parts.alert.value
    offers = {button.description: button for button in explorer.parts.drops.children}
    assert set(offers) == {"Drop “Words”: 1 event", "Drop “Status”: 1 event"}
    offers["Drop “Status”: 1 event"].click()
    assert explorer._ids == ["e020"]
    assert explorer.parts.alert.value == ""


def test_selection_is_one_over_chart_table_and_passage(explorer):
    """A mark, a row, the buttons: each selects the same."""
    explorer.parts.chart.picked = {"id": "e003", "n": 1}
    assert explorer.parts.table.at == explorer._ids.index("e003")
    assert "<mark>directed Witkoff" in explorer.parts.passage.value
    assert "planned, not happened" in explorer.parts.passage.value
    explorer.step(-1)
    assert explorer.selected == explorer._ids[explorer._ids.index("e003") - 1]
    explorer.parts.table._asked(None, {"go": 0}, [])
    assert explorer.parts.chart.signals["selected"] == explorer._ids[0]


def test_state_is_plain_data_and_restores_the_view(explorer, gold):
    """Through JSON and back, in another explorer over the same corpus."""
    choose(explorer, "articles", ("a0",))
    choose(explorer, "color", "side")
    choose(explorer, "period", "2025-11-20/2025-11-30")
    explorer.select("e002")
    state = json.loads(json.dumps(explorer.state))
    other = TimelineExplorer(gold, state=state)
    assert other.state == explorer.state
    assert other._ids == explorer._ids
    assert other.parts.table.at == explorer.parts.table.at


def test_a_fresh_kernel_begins_afresh_and_offers_the_last_view(explorer, gold):
    """What was sought yesterday sets nothing aside today, unless it is asked for."""
    choose(explorer, "text", "Kyiv")
    explorer.select(explorer._ids[0])
    other = TimelineExplorer(gold)
    assert other.state["filters"] == {}
    assert other.parts._last.layout.display == ""
    other.parts._last.click()
    assert other.state == explorer.state
    assert TimelineExplorer(gold, state={}).parts._last.layout.display == "none"


def test_a_broken_view_costs_the_view_only(explorer, gold):
    """A file that somebody spoilt is said, and the explorer opens."""
    explorer.select("e003")
    (gold.folder / "views" / ".last-timeline.json").write_text("{", "utf-8")
    assert "is no saved view" in TimelineExplorer(gold).parts.alert.value


def test_a_view_that_asks_for_lost_articles_says_so(gold):
    """What can be restored is restored."""
    explorer = TimelineExplorer(gold, state={"filters": {"articles": ["a1", "a77"]}})
    assert explorer.filters["articles"].widget.value == ("a1",)
    assert "no longer in the corpus: Articles" in explorer.parts.alert.value


def test_views_are_kept_under_their_names(explorer, gold):
    """Saved, listed, opened; a name cannot lead out of the folder."""
    choose(explorer, "text", "Geneva")
    explorer.save_view("Женева, November")
    choose(explorer, "text", "")
    assert saved_views.names(gold.folder, "timeline") == ["Женева, November"]
    explorer.open_view("Женева, November")
    assert explorer.filters["text"].widget.value == "Geneva"
    with pytest.raises(WorkbookError, match="cannot be the name"):
        saved_views.write(gold.folder, "../../elsewhere", {})


def test_a_corrected_date_moves_the_event_and_can_be_undone(explorer):
    """Written to the ledger at once, drawn at once, taken back by a button."""
    explorer.select("e018")
    correct(explorer, "Fix date", date="2025-11-22", why="the communiqué says so")
    assert events(explorer).loc["e018", "earliest"] == "2025-11-22"
    entry = explorer.corpus.ledger.active[0]
    assert (entry.why, entry.article_id, entry.words) == (
        "the communiqué says so",
        "a1",
        "In late November 2025, high-level Geneva discussions",
    )
    assert "1 correction active" in explorer.parts.toggles["ledger"].description
    assert explorer.listed.set_index("event_id").loc["e018", "when"] == "22 Nov 2025"
    explorer.undo()
    assert events(explorer).loc["e018", "latest"] == "2025-11-30"
    assert "0 corrections active" in explorer.parts.toggles["ledger"].description


def test_a_date_that_is_none_is_refused_and_not_kept(explorer):
    """What the ledger cannot apply is taken back with the reason."""
    explorer.select("e018")
    correct(explorer, "Fix date", date="soon")
    assert len(explorer.corpus.ledger) == 0
    assert "wb-alert" in explorer.parts.alert.value


def test_rejecting_goes_on_to_the_next(explorer):
    """The event is gone from chart and table, and the next one is open."""
    first, second = explorer._ids[:2]
    explorer.select(first)
    correct(explorer, "Reject")
    assert first not in explorer._ids
    assert explorer.selected == second


def test_status_headline_note_and_a_hand_made_event(explorer):
    """Every other correction, each undoable."""
    explorer.select("e003")
    correct(explorer, "Change status", status="denied")
    correct(explorer, "Fix headline", headline="Witkoff to Moscow <b>")
    correct(explorer, "Add note", note="ask the desk <script>")
    assert events(explorer).loc["e003", ["status", "headline"]].tolist() == ["denied", "Witkoff to Moscow <b>"]
    assert "ask the desk &lt;script&gt;" in explorer.parts.passage.value
    correct(explorer, "Add event", headline="Hand-made", date="2025-11-28", status="happened", here=False)
    assert explorer.row(explorer.selected)["headline"] == "Hand-made"
    assert explorer.selected in explorer._ids
    for _ in range(4):
        explorer.undo()
    assert len(explorer.corpus.ledger) == 0
    assert events(explorer).loc["e003", "status"] == "planned"


def test_undated_events_wait_in_their_tray(explorer):
    """They are counted in the footer, listed on a click, and can be dated."""
    assert explorer.parts.toggles["aside"].description == "1 without a date ▸ show"
    explorer.parts.toggles["aside"].click()
    choice = next(child for child in explorer.parts.panel.children if hasattr(child, "options"))
    choice.value = "e900"
    correct(explorer, "Fix date", date="2025-11-23")
    assert "e900" in explorer._ids


def test_an_error_in_a_callback_is_shown_with_its_words_escaped(explorer, monkeypatch):
    """Nothing is swallowed; the details are there for whoever mends it."""

    def broken(*_):
        raise RuntimeError("<img src=x onerror=alert(1)>")

    monkeypatch.setattr(explorer.view, "picture", broken)
    choose(explorer, "text", "x")
    assert "&lt;img src=x" in explorer.parts.alert.value
    assert "<img" not in explorer.parts.alert.value
    assert "Traceback" in explorer.parts.alert.value


def test_hostile_words_reach_no_markup(tmp_path):
    """Articles are not trusted: headlines, names and passages are escaped wherever they are HTML."""
    explorer = TimelineExplorer(standin.made_up(tmp_path, 30, days=20), state={})
    explorer.select(explorer._ids[0])
    assert "<script" not in explorer.parts.passage.value
    assert "<b>no" not in explorer.parts.passage.value + explorer.parts.head.value


def test_a_count_opens_the_rows_it_counts(many):
    """The number of a bar is the number of rows that its click lists."""
    explorer = TimelineExplorer(many, state={})
    bars = explorer.parts.chart.data["bars"]
    at = bars["total"].index(max(bars["total"]))
    total, days = bars["total"][at], bars["id"][at]
    explorer.parts.chart.picked = {"id": days, "n": 1}
    assert len(explorer._ids) == total
    assert explorer.filters["period"].widget.value.count("/") == 1


def test_a_day_too_full_for_marks_shows_its_best_supported(tmp_path):
    """The last click does not end at a single bar."""
    explorer = TimelineExplorer(standin.made_up(tmp_path, 2_000, one_day=True), state={})
    for n in (1, 2):
        explorer.parts.chart.picked = {"id": explorer.parts.chart.data["bars"]["id"][0], "n": n}
    assert len(explorer.parts.chart.data["marks"]["id"]) == 40
    assert "1,960 less well supported" in explorer.parts.head.value


def test_colours_do_not_change_with_filters(many):
    """An outlet keeps its colour whatever else is shown."""
    explorer = TimelineExplorer(many, state={})
    before = explorer.parts.chart.specs
    choose(explorer, "text", "Amina")
    assert explorer.parts.chart.specs == before


def test_the_table_sends_only_what_is_in_sight(many):
    """Ten thousand rows are there, a hundred or so are sent."""
    explorer = TimelineExplorer(many, state={})
    assert explorer.parts.table.page["n"] == len(explorer._ids) > 9_000
    explorer.parts.table._asked(None, {"ask": 5_000}, [])
    page = explorer.parts.table.page
    assert len(page["rows"]) == page_parts.ROWS_SENT
    assert page["first"] <= 5_000 < page["first"] + page_parts.ROWS_SENT


def test_the_range_bar_moves_the_period(explorer):
    """And follows it."""
    choose(explorer, "period", "2025-11-20/2025-11-25")
    first, last = explorer.parts.bar.bar.index
    explorer.parts.bar.bar.index = (first - 10, last)
    assert explorer.filters["period"].widget.value == "2025-11-10/2025-11-25"


def test_the_chart_comes_first_and_the_rest_when_it_is_drawn(explorer):
    """Once a browser answers, words and table wait for its drawing, but no longer than a moment, and not for a click."""

    async def use():
        explorer.parts.chart._told(None, {"drawn": explorer.parts.chart.seq}, [])
        choose(explorer, "status", ("planned",))
        assert explorer.parts.chart.data["marks"]["id"] == explorer.listed["event_id"].tolist() == ["e003"]
        assert explorer.parts.table.page["n"] == 18
        explorer.parts.chart._told(None, {"drawn": explorer.parts.chart.seq}, [])
        assert explorer.parts.table.page["n"] == 1
        choose(explorer, "status", ())
        explorer.select("e020")
        assert explorer.parts.table.page["n"] == 18
        choose(explorer, "text", "Geneva")
        await asyncio.sleep(live_chart.PATIENCE * 1.5)
        assert explorer.parts.table.page["n"] == 3

    with ThreadPoolExecutor() as other:  # a loop of its own, also beside a browser's
        other.submit(asyncio.run, use()).result()


def test_a_saved_chart_is_the_one_that_is_seen(explorer, tmp_path):
    """The chart for a report has the same rows and tells its filters."""
    choose(explorer, "articles", ("a1",))
    about = explorer.chart(width=340, theme="print").to_dict()["usermeta"]["workbook"]
    assert [row["event_id"] for row in json.loads(about["rows"])] == explorer._ids
    assert about["filters"] == {"Articles": ["wartracker"]}


def test_export_saves_the_chart_under_its_name(gold, monkeypatch):
    """What saves the charts is given chart, name, folder and preset; the browser is given its files."""
    calls = []

    def save(chart, name, *, folder, preset):
        calls.append((chart.width, name, preset))
        path = folder / f"{name}.json"
        folder.mkdir(exist_ok=True)
        path.write_text(chart.to_json(), "utf-8")
        return [path]

    monkeypatch.setattr(panels, "save_chart", save)
    explorer = TimelineExplorer(gold, state={})
    explorer.parts.toggles["Export"].click()
    download = explorer.parts.panel.children[0].children[-1]
    name, mime, data = download._make()
    assert (name, mime, data[:2]) == ("timeline.zip", "application/zip", b"PK")
    assert calls == [(340, "timeline", "Report column")]


def test_the_bundle_fits_the_library_that_draws_exports(tmp_path, monkeypatch):
    """Screen and export are drawn by the same Vega-Lite, kept in the user's own cache."""
    import vl_convert

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    live_chart.vega_bundle.cache_clear()
    made = live_chart.vega_bundle()
    assert live_chart.VEGA_LITE in {version.removeprefix("v") for version in vl_convert.get_vegalite_versions()}
    assert (tmp_path / "talks-workbook").stat().st_mode & 0o077 == 0
    assert [path.read_text("utf-8") for path in (tmp_path / "talks-workbook").iterdir()] == [made]
    live_chart.vega_bundle.cache_clear()
    assert live_chart.vega_bundle() == made
