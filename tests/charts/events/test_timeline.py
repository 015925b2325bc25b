"""What the timeline promises: few events stand in rows, many are counted, all that is left out is said."""

import json
import re
import struct
from datetime import date

import pandas as pd
import pytest
import vl_convert

from tests import standin
from workbook.charts import timeline
from workbook.charts.common.in_words import day_number, when
from workbook.charts.common.periods import MS, period_to_show
from workbook.charts.common.provenance import labels_of
from workbook.charts.common.text_width import clip, width_of
from workbook.charts.common.theme import THEMES, _offline
from workbook.charts.events import timeline_layout
from workbook.charts.events.happenings import prepare, support
from workbook.charts.events.timeline import colour_groups, grouped
from workbook.errors import WorkbookError

SIZES = {
    "one": {"n": 1},
    "few": {"n": 27, "days": 60},
    "lanes": {"n": 200},
    "one-day": {"n": 2000, "one_day": True},
    "years": {"n": 10_000, "days": 7300, "articles": 12},
}


def number(day: str) -> int:
    return date.fromisoformat(day).toordinal() - date(1970, 1, 1).toordinal()


def spec(corpus, **more):
    return timeline(corpus, **more).to_dict()


def rows_of(made):
    return json.loads(made["usermeta"]["workbook"]["rows"])


def words_above(made):
    return " ".join(made["title"]["subtitle"]).replace("\u00a0", " ")


@pytest.fixture
def gold(tmp_path):
    return standin.gold(tmp_path)


@pytest.mark.parametrize(
    ("first", "last", "unit", "expected"),
    [
        ("2025-11-23", "2025-11-23", "day", "23 Nov 2025"),
        ("2025-10-21", "2025-10-31", "month", "late Oct 2025"),
        ("2025-10-21", "2025-10-31", "interval", "21–31 Oct 2025"),
        ("2024-02-01", "2024-02-10", "month", "early Feb 2024"),
        ("2025-11-01", "2025-11-30", "month", "Nov 2025"),
        ("2025-12-01", "2025-12-07", "week", "1–7 Dec 2025"),
        ("2025-11-28", "2025-12-04", "week", "28 Nov – 4 Dec 2025"),
        ("2024-12-28", "2025-01-03", "week", "28 Dec 2024 – 3 Jan 2025"),
        ("2022-01-01", "2022-12-31", "year", "2022"),
        ("2020-01-01", "2029-12-31", "decade", "2020–2029"),
        ("2025-07-01", "2025-09-30", "quarter", "Jul–Sep 2025"),
        ("2024-12-01", "2025-02-28", "season", "Dec 2024 – Feb 2025"),
        ("1962-10-16", "1962-10-28", "interval", "16–28 Oct 1962"),
    ],
)
def test_days_are_written_as_one_writes_them(first, last, unit, expected):
    """A vague date keeps its vagueness in words."""
    assert when(number(first), number(last), unit) == expected


def test_clipped_words_fit_their_room():
    """A label is cut with an ellipsis, in any script, and never in time that grows with the square of its length."""
    for text in ("Пётр Ильич Заславский прибывает", "W" * 100_000, "short", "会談が始まる" * 9):
        cut = clip(text, 120)
        assert width_of(cut) <= 120
        assert cut == text or cut.endswith("…")


def test_gold_events_stand_in_rows_within_their_dense_period(gold):
    """27 events: a row each, the years before counted and named, the undated counted."""
    made = spec(gold)
    about = made["usermeta"]["workbook"]
    assert about["window"] == ["2025-10-21", "2025-12-07"]
    assert about["left_out"] == {"earlier": 9, "undated": 1}
    assert "18 of 28 events · 9 earlier, from 2022 · 1 without a date" in words_above(made)
    rows = made["datasets"]["marks"]
    assert len({row["y"] for row in rows}) == len(rows) == 18
    assert [row["when"] for row in rows][:2] == ["late Oct", "Nov"]


def test_planned_events_are_hollow_and_said_to_be_planned(gold):
    """Nothing planned is drawn as happened, and colour is not what says so."""
    made = spec(gold, color="status")
    assert "hollow and dashed: planned, not happened" in words_above(made)
    drawn = {
        status: vl_convert.vegalite_to_svg(spec(gold, rows=gold.events[gold.events["status"] == status]))
        for status in ("planned", "happened")
    }
    assert re.findall(r'stroke-dasharray="(3,2)"', drawn["planned"]) == ["3,2"]
    assert 'stroke-dasharray="3,2"' not in drawn["happened"]
    assert {row["status"] for row in made["datasets"]["marks"]} == {"happened", "planned"}


def test_planned_events_are_counted_apart(tmp_path):
    """In counts, what did not happen stands under the line."""
    made = spec(standin.made_up(tmp_path, 10_000, days=7300), color="status")
    below = {row["group"] for row in made["datasets"]["bars"] if row["below"]}
    above = {row["group"] for row in made["datasets"]["bars"] if not row["below"]}
    assert below == {"planned", "proposed", "denied"}
    assert above == {"happened", "announced"}


@pytest.mark.parametrize(
    ("name", "form"), [("one", "marks"), ("few", "marks"), ("lanes", "marks"), ("one-day", "bars"), ("years", "bars")]
)
def test_reads_well_at_any_size(tmp_path, name, form):
    """From one event to ten thousand: never more than 500 marks, and a picture of bounded height."""
    made = spec(standin.made_up(tmp_path, **SIZES[name]))
    data = made["datasets"]
    assert data[form]
    assert len(data["marks"]) <= timeline_layout.MOST_MARKS
    assert len(data["bars"]) <= 1_000
    assert made["height"] <= 1_000
    png = vl_convert.vegalite_to_png(made)
    width, height = struct.unpack(">II", png[16:24])
    assert 820 <= width <= 860
    assert height <= 1_100


def test_every_event_is_shown_or_counted_as_left_out(tmp_path):
    """Nothing is dropped in silence: what is shown and what is left out add up."""
    for kind in SIZES.values():
        corpus = standin.made_up(tmp_path / str(kind["n"]), **kind)
        about = spec(corpus)["usermeta"]["workbook"]
        assert about["shown"] + sum(about["left_out"].values()) == about["total"] == kind["n"]
        assert len(json.loads(about["rows"])) == about["shown"]


def test_a_count_is_the_number_of_events_of_its_days(tmp_path):
    """The sum over a bar's parts is the number that its tooltip gives, and that its days hold."""
    corpus = standin.made_up(tmp_path, 3_000, days=900)
    told = prepare(corpus)
    bars = pd.DataFrame(spec(corpus)["datasets"]["bars"])
    for name, parts in bars.groupby("id"):
        first, last = (int(day) for day in name.split(":")[1:])
        assert (
            parts["n"].sum()
            == parts["total"].iloc[0]
            == (timeline_layout.position_in_period(told, (first, last)) == "inside").sum()
        )


def test_marks_of_lanes_do_not_overlap(tmp_path):
    """Within a lane, each mark begins after the one before it has ended."""
    corpus = standin.made_up(tmp_path, 150, days=700)
    told = prepare(corpus)
    groups = colour_groups(told, "side")
    made = timeline_layout.lay_out_timeline(
        grouped(told, "side", groups), groups, window=period_to_show(told, "all"), width=860
    )
    assert made.form == "lanes"
    px = {name: (pd.to_datetime(made.marks[name]).astype("int64")) for name in ("x", "x2")}
    for _, lane in made.marks.assign(**px).groupby("y"):
        lane = lane.sort_values("x")
        assert (lane["x"].iloc[1:].to_numpy() >= lane["x2"].iloc[:-1].to_numpy()).all()


def test_the_best_supported_come_first(gold):
    """With a limit, exact days that happened with named actors stay, and the rest is counted."""
    made = spec(gold, most=5)
    assert made["usermeta"]["workbook"]["left_out"]["less well supported"] == 13
    shown = gold.events.set_index("event_id").loc[[row["event_id"] for row in rows_of(made)]]
    assert (shown["earliest"] == shown["latest"]).all()
    assert (support(gold.events).max() == support(shown)).all()


def test_times_are_full_instants_on_a_utc_axis(gold):
    """A day is the same day in every time zone."""
    made = spec(gold)
    event = next(row for row in made["datasets"]["marks"] if row["id"] == "e020")
    noon = number("2025-11-19") * MS + MS // 2
    assert [event["x"], event["at"], event["x2"]] == [
        noon - MS // 2,
        noon,
        noon + MS // 2,
    ]
    assert '"type": "utc"' in json.dumps(made)


def test_rows_and_period_can_be_chosen(gold):
    """A few identifiers, or rows of the table, and two days."""
    chosen = gold.events[gold.events["status"] == "planned"]
    made = spec(gold, rows=chosen, window="all")
    assert [row["event_id"] for row in rows_of(made)] == chosen["event_id"].tolist()
    assert "27 set aside by filters" in words_above(made)
    assert spec(gold, window=("2025-11-25", "2025-11-26"))["usermeta"]["workbook"]["shown"] == 5


def test_a_column_of_a_report_is_not_overrun(tmp_path):
    """In 340 pixels every line of words is cut or wrapped, and the picture is no wider."""
    for number, kind in enumerate(SIZES.values()):
        made = spec(standin.made_up(tmp_path / str(number), **kind), width=340, theme="print")
        width = struct.unpack(">I", vl_convert.vegalite_to_png(made)[16:20])[0]
        assert width <= 365


def test_the_year_is_named_where_events_are_of_several(gold):
    """Around New Year each date has its year; within a year it stands on the axis alone."""
    events = gold.events.set_index("event_id", drop=False).loc[["e000", "e018"]]
    for day, expected in (("2026-01-01", "23 Nov 2025"), ("2025-12-31", "23 Nov")):
        events.loc["e018", ["earliest", "latest"]] = day
        tables = {**gold.tables, "events": events.reset_index(drop=True), "happenings": standin.alone(events)}
        assert spec(tables)["datasets"]["marks"][0]["when"] == expected


def test_no_events_at_all_is_a_chart_too(gold):
    """Nothing to show is said, not raised."""
    made = spec(gold, rows=[])
    assert "0 of 28 events" in words_above(made)
    vl_convert.vegalite_to_svg(made)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"color": "mood"}, "no colours for 'mood'"),
        ({"theme": "pink"}, "no theme 'pink'"),
        ({"window": ("2025-12-01", "2025-11-01")}, "cannot be shown"),
        ({"window": "soon"}, "cannot be shown"),
    ],
)
def test_a_wrong_choice_is_answered_with_the_right_ones(gold, given, found):
    with pytest.raises(WorkbookError, match=found):
        timeline(gold, **given)


@pytest.mark.parametrize("theme", THEMES)
def test_hues_and_texts_stand_out_from_the_ground(theme):
    """Contrast is 4.5:1 at least for each hue and text (WCAG 2.1, relative luminance)."""

    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    look = THEMES[theme]
    for colour in (look.ink, look.quiet, *look.colours(5)):
        high, low = sorted((luminance(colour), luminance(look.ground)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5, colour


def test_sides_have_letters_and_sources_signs(tmp_path):
    """A letter is a side; several sources are a number, and those that differ have a sign; filters change no colour."""
    corpus = standin.made_up(tmp_path, 100, articles=9)
    happenings = prepare(corpus)
    groups = colour_groups(happenings, "side")
    assert [group[:3] for group in groups] == ["(a)", "(b)", "(c)", "(d)"]
    assert set(grouped(happenings, "side", groups)["group"]) == set(groups)
    several = happenings.assign(n_sources=3, agreement=["agree", "differ"] * 50, sources="several sources agree")
    tags = grouped(several, "sources", colour_groups(several, "sources"))["tag"]
    assert tags.tolist() == ["3", "≠ 3"] * 50


def test_one_happening_is_one_mark_and_all_its_tellings_are_exported(gold):
    """Two articles that tell one event give one mark; its rows are the tellings, with the number of their sources."""
    tables = dict(gold.tables)
    rows = tables["happenings"].to_dict("records")
    first, second = (next(row for row in rows if row["event_ids"] == [one]) for one in ("e018", "e020"))
    first |= {"event_ids": ["e018", "e020"], "n_articles": 2, "n_sources": 2, "agreement": "differ"}
    tables["happenings"] = standin.tables.make("happenings", [row for row in rows if row is not second])
    made = spec(tables)
    marks = {mark["id"]: mark for mark in made["datasets"]["marks"]}
    assert "e020" not in marks
    assert marks["e018"]["group"] == "sources differ"
    assert marks["e018"]["label"].endswith("(≠ 2)")
    told = [row for row in rows_of(made) if row["event_id"] in ("e018", "e020")]
    assert [(row["n_sources"], row["agreement"]) for row in told] == [(2, "differ")] * 2
    assert "17 of 27 events" in words_above(made)


def test_the_offline_renderer_gives_what_jupyterlab_draws_itself(gold):
    """The older MIME type, and no width that hangs the browser; what is dark already is not turned dark in the page."""
    data = _offline(spec(gold))["application/vnd.vegalite.v5+json"]
    assert data["$schema"].endswith("/v5.json")
    assert data["usermeta"] == {"embedOptions": {"renderer": "canvas"}}
    assert (
        _offline(spec(gold, theme="dark"))["application/vnd.vegalite.v5+json"]["usermeta"]["embedOptions"]["renderer"]
        == "svg"
    )
    with pytest.raises(WorkbookError, match="width of its container"):
        _offline({**spec(gold), "width": "container"})


def test_days_of_any_century_are_days():
    """No day is lost because it is far away."""
    assert day_number(pd.Series(["1066-10-14", None, "2999-01-01"], dtype="str")).isna().tolist() == [
        False,
        True,
        False,
    ]


def test_articles_are_called_by_their_outlet(tmp_path):
    """With day or title where one outlet has several; a title that stands for a missing outlet is cut between words."""
    told = pd.DataFrame(
        {
            "article_id": ["a", "b", "c", "d"],
            "publisher": ["Lake Post", "Nile Wire", "Nile Wire", None],
            "title": ["One", "Two", "Three", "Envoys of both banks return to the talks in the old harbour"],
            "path": ["1.txt", "2.txt", "3.txt", "4.txt"],
        }
    )
    assert list(labels_of(told).values()) == [
        "Lake Post", "Nile Wire: Two", "Nile Wire: Three", "Envoys of both banks return to the …",
    ]  # fmt: skip
    dated = told.assign(published=["2024-05-01", "2024-05-02", "2024-05-03", None])
    assert list(labels_of(dated).values())[1:3] == ["Nile Wire, 2 May 2024", "Nile Wire, 3 May 2024"]
    alike = told.assign(title="One", publisher="Nile Wire")
    assert list(labels_of(alike).values())[:2] == ["Nile Wire: One (1.txt)", "Nile Wire: One (2.txt)"]
    assert len(set(labels_of(alike.assign(path="all.csv")).values())) == 4


@pytest.mark.parametrize(("lost", "words"), [("earliest", "by "), ("latest", "from ")])
def test_a_day_of_which_one_end_is_known_is_listed_not_drawn(tmp_path, lost, words):
    """An event "by 30 November" is on no exact day: the table says so, and no mark claims one."""
    corpus = standin.made_up(tmp_path, 5)
    for name in ("events", "happenings"):
        corpus.tables[name].loc[0, lost] = None
    rows = prepare(corpus)
    open_ended = rows[rows["first"].isna()]
    assert len(open_ended) == 1
    assert open_ended["when"].iloc[0].startswith(words)
    assert "1 without a date" in words_above(spec(corpus))
