"""What the charts of actors promise: every number is the number of rows that a click opens, and nothing is hidden."""

import itertools
import json

import pytest

from tests.standin_actors import many
from workbook import charts
from workbook.charts.actors import co_mentions, mentions, places, with_whom
from workbook.charts.actors.card import actor_card
from workbook.charts.common.text_width import width_of
from workbook.errors import WorkbookError


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return many(tmp_path_factory.mktemp("c"), articles=30, mentions=1500, actors=80)


@pytest.fixture(scope="module")
def told(corpus):
    return mentions.prepare(corpus)


def laid_out(corpus, told, chart):
    kind, _, detail = chart.partition(" ")
    if kind == "mentions":
        return mentions.lay_out_mentions(told, detail, 860)
    if kind == "map":
        return places.lay_out_places(told, places.spots_of(told), 860)
    found = co_mentions.passages(corpus, told, detail)
    return (with_whom.lay_out_matrix if kind == "matrix" else with_whom.lay_out_network)(told, found, detail, 860)


ALL = (
    [f"mentions {by}" for by in mentions.BY]
    + [f"{form} {unit}" for form in ("matrix", "network") for unit in co_mentions.UNITS]
    + ["map"]
)


@pytest.mark.parametrize("chart", ALL)
def test_every_number_is_the_number_of_rows_behind_it(corpus, told, chart):
    """Counted by crosstab or matrix, opened by a filter: the two agree for each mark, and each mark has a number."""
    drawn = laid_out(corpus, told, chart)
    assert drawn.counts
    assert {mark: len(drawn.behind(mark)) for mark in drawn.counts} == drawn.counts
    marked = {one["id"] for rows in drawn.marks.values() for one in rows if one.get("id")}
    assert marked == set(drawn.counts)


@pytest.mark.parametrize("chart", ALL)
def test_marks_stay_in_the_picture(corpus, told, chart):
    """Nothing is drawn outside, whatever is counted."""
    drawn = laid_out(corpus, told, chart)
    for name in ("areas", "points", "lines"):
        for one in drawn.marks.get(name, []):
            assert 0 <= one["x"] <= 862
            assert 0 <= one["y"] <= drawn.height


@pytest.mark.parametrize("chart", ALL)
def test_the_same_mentions_give_the_same_picture(corpus, told, chart):
    """The network too."""
    one, two = (laid_out(corpus, told, chart).data() for _ in range(2))
    assert one == two


def test_pairs_are_passages_that_name_both(corpus, told):
    """Checked by hand: each passage of a cell holds a mention of either."""
    drawn = laid_out(corpus, told, "matrix sentence")
    mark = max(drawn.counts, key=drawn.counts.get)
    for row in drawn.behind(mark).itertuples():
        inside = told[(told["article_id"] == row.article_id) & (told["start"] >= row.start) & (told["end"] <= row.end)]
        assert set(mark.split("&")) <= set(inside["actor_id"])


def test_paragraphs_hold_at_least_the_pairs_of_their_sentences(corpus, told):
    """A line of an article is a paragraph."""
    some = [
        co_mentions.co_mentions(told, co_mentions.passages(corpus, told, unit), 20).counts.sum()
        for unit in co_mentions.UNITS
    ]
    assert some[0] <= some[1]


def test_shares_weigh_articles_alike(told):
    """They add up to one over all actors, however long the articles are."""
    ranked = mentions.ranked(told)
    assert ranked["share"].sum() == pytest.approx(1)
    assert ranked["n"].is_monotonic_decreasing


def test_blocs_stand_together(corpus, told):
    """Sides are not mixed, and two who only meet each other are neighbours."""
    found = co_mentions.co_mentions(told, co_mentions.passages(corpus, told, "sentence"), 28)
    order = co_mentions.seriated(found)
    sides = found.actors["g"].to_numpy()[order].tolist()
    assert sides == sorted(sides)
    assert sorted(order) == list(range(len(order)))


def test_filters_move_nobody_in_the_network(corpus, told):
    """Those who were there stay; newcomers get a place."""
    found = co_mentions.passages(corpus, told, "sentence")
    where = co_mentions.places_of_nodes(co_mentions.co_mentions(told, found, 20))
    some = told[told["article"].isin(told["article"].unique()[:9])]
    drawn = with_whom.lay_out_network(some, found, "sentence", 860, where=where)
    at = {one["id"]: one["x"] for one in drawn.marks["points"] if one["id"]}
    assert {one: round(x) for one, x in at.items() if one in where} == {
        one: round(30 + where[one][0] * 800) for one in at if one in where
    }
    assert len(at) > len(set(at) & set(where))


def test_labels_do_not_overlap(corpus, told):
    """In the network and on the map."""
    for chart in ("network sentence", "map where most is told"):
        every = laid_out(corpus, told, chart).marks["labels"]
        labels = [one for one in every if one["id"]]
        legend = max((one["y"] for one in every if not one["id"]), default=-14)
        assert min(one["y"] for one in labels) >= legend + 11
        rows = sorted(
            (one["y"], one["x"] if one["align"] == "left" else one["x"] - width_of(one["text"]), one["text"])
            for one in labels
        )
        for (y, x, text), (y2, x2, _) in itertools.pairwise(rows):
            assert abs(y - y2) >= 14 or x + width_of(text) <= x2 + 1 or x2 + 1 <= x or x2 < x


def test_places_without_a_point_are_listed(told):
    """Not dropped."""
    drawn = places.lay_out_places(told, places.spots_of(told), 860)
    left_out = next(part for part in drawn.said if "without a point" in part)
    assert "Nowheretown" in left_out
    assert "Europe" in left_out


@pytest.mark.parametrize(
    ("name", "country", "near", "lat", "lon"),
    [
        pytest.param("Moscow", None, {"United States", "Russia"}, 55.75, 37.6, id="the-biggest"),
        pytest.param("Odesa", None, {"Ukraine"}, 46.5, 30.7, id="in-a-country-that-is-named"),
        pytest.param(
            "Birmingham", "United States", {"United Kingdom"}, 33.5, -86.8, id="the-country-that-the-text-gives"
        ),
        pytest.param("Paris", None, {"United States"}, 48.85, 2.35, id="a-small-one-does-not-win"),
        pytest.param("Geneva", None, {"United States"}, 46.2, 6.15, id="a-namesake-abroad-does-not-win"),
        pytest.param("Manchester", None, {"United States"}, 53.5, -2.2, id="nor-a-bigger-one"),
        pytest.param("Athens", None, {"United States"}, 38.0, 23.7, id="nor-of-a-capital"),
        pytest.param("Red Sea", None, set(), 20.5, 38.3, id="a-sea"),
        pytest.param("Kherson Oblast", None, {"Ukraine"}, 46.6, 32.6, id="a-region-by-its-city"),
    ],
)
def test_places_are_where_they_are(name, country, near, lat, lon):
    """To half a degree."""
    assert places.spots({name: country}, near)[name] == pytest.approx((lat, lon), abs=0.5)


def test_land_is_land():
    """Kyiv and Nairobi stand on it; the middle of the Atlantic does not."""
    window = places.Window(-180, 90, 4, 1)
    rings = places.land(window, 1440, 720)[0]["geometry"]["coordinates"]

    def on_land(lon, lat):
        x, y = window.at(lon, lat)
        crossings = 0
        for (ring,) in rings:
            for (x1, y1), (x2, y2) in itertools.pairwise(ring):
                crossings += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        return crossings % 2 == 1

    assert [on_land(30.5, 50.4), on_land(36.8, -1.3), on_land(-40, 30)] == [True, True, False]


def test_a_card_leads_to_passages_and_escapes_the_articles(corpus, told):
    """Each link has its row, with a place in an article; nothing of an article is markup."""
    card = actor_card(corpus, told, told["actor_id"].iloc[0])
    assert card.html.count("data-id=") >= len(card.rows) > 5
    assert all(row["article_id"].startswith("a") and row["start"] < row["end"] for row in card.rows.values())
    assert "<b>" not in card.html
    assert "&lt;b&gt;yesterday" in card.html


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
@pytest.mark.parametrize(
    "chart", [charts.mentions, charts.with_whom, charts.places], ids=["mentions", "with-whom", "places"]
)
def test_charts_carry_what_their_export_needs(corpus, chart, theme):
    """Rows, sources and what is left out; the specification is whole."""
    about = chart(corpus, theme=theme, width=340).to_dict()["usermeta"]["workbook"]
    assert about["shown"] == len(json.loads(about["rows"])) > 0
    assert about["subtitle"]


@pytest.mark.parametrize(
    "call",
    [
        lambda c: charts.mentions(c, by="moon"),
        lambda c: charts.with_whom(c, form="pie"),
        lambda c: charts.with_whom(c, unit="page"),
    ],
)
def test_an_unknown_choice_says_which_there_are(corpus, call):
    with pytest.raises(WorkbookError, match=r"one of|matrix"):
        call(corpus)


def test_nobody_at_all(corpus, told):
    """No mention is no error."""
    none = told[:0]
    for chart in ALL:
        assert laid_out(corpus, none, chart).counts == {} or chart.startswith("mentions")
