"""What topics_of promises: topics of a closed list, the strongest first, from words that an analyst can edit."""

import pytest

from workbook.language.plans.topics import topic_labels, topics_of

CASES = [
    pytest.param("All captives are exchanged within a week.", "prisoners", id="captives"),
    pytest.param("Both armies pull their guns back from the demilitarised strip.", "withdrawal", id="words-between"),
    pytest.param("No party shall attack the other; a non-aggression pact is signed.", "non-aggression", id="hyphen"),
    pytest.param("The cap on the army's size is lifted.", "military-limits", id="cap"),
    pytest.param("Forces withdraw; a breach voids the security guarantees.", "withdrawal", id="first-clause-first"),
    pytest.param("The pledge not to attack is legally binding.", "non-aggression", id="binding-is-no-subject"),
    pytest.param("The dam's reservoir is filled only in wet years of the river basin.", "water", id="water"),
    pytest.param("Tariffs on steel fall to zero.", "trade", id="trade"),
    pytest.param("A truth commission hears the victims.", "amnesty-and-justice", id="justice"),
    pytest.param("Farmers receive land titles under a rural reform.", "land-reform", id="land"),
]


# Points under the heading of a part: their own words go first, whatever part they stand in.
UNDER_PARTS = [
    ("A mission of 90 observers watches the truce.", "PART ONE - CEASEFIRE", "monitoring"),
    ("Sanctions are lifted when prisoners are free.", "A. Prisoners", "sanctions"),
    ("Refugees return before the elections.", "Chapter 2: Elections", "displaced"),
    ("The convoys cross the border.", "III. Borders", "humanitarian"),
    ("Police and monitors share the town.", "Part II Monitoring", "security-reform"),
    ("Grain leaves the port under inspection.", "ANNEX B - VERIFICATION", "food-and-shipping"),
    ("The tribunal hears claims about refugees.", "2. Displaced persons", "amnesty-and-justice"),
    ("Mines are cleared along the border.", "Title IV - Borders", "demining"),
    ("Each side names three members.", "PART TWO - ELECTIONS", "elections"),
    ("The fighters leave hospitals, schools and homes.", "Section 4 Relief", "humanitarian"),
    ("Minority schools stay open.", "", "minorities"),
]


@pytest.mark.parametrize(("text", "context", "topic"), UNDER_PARTS, ids=[text[:30] for text, _, _ in UNDER_PARTS])
def test_own_words_before_the_heading_of_a_part(text, context, topic):
    assert topics_of(text, context)[0] == topic


@pytest.mark.parametrize(("text", "topic"), CASES)
def test_the_first_topic(text, topic):
    assert topics_of(text)[0] == topic


@pytest.mark.parametrize("text", ["", "The minister arrived on Monday.", "Gasoline, Portland, alienation."])
def test_no_topic_where_there_is_none(text):
    """Words inside other words are no topics."""
    assert topics_of(text) == []


def test_longer_phrases_win():
    """The words of a phrase count for no shorter one: a nuclear power plant is not a weapon, nor energy."""
    assert topics_of("the nuclear power plant") == ["nuclear-safety"]


def test_context_counts_half():
    """A heading gives a topic to a point without one, and never outweighs the point's own."""
    assert topics_of("The wounded come first.", "Prisoners") == ["prisoners"]
    assert topics_of("Sanctions end.", "Prisoners") == ["sanctions", "prisoners"]


def test_the_list_is_closed_and_can_be_edited(tmp_path):
    """An analyst's line replaces the words of a topic, or adds a topic."""
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "topics.csv").write_text("topic,label,words\nfisheries,Fisheries,fish*; trawler*\n")
    assert topics_of("Trawlers stay in port.", folder=tmp_path)[0] == "fisheries"
    assert "fisheries" in topic_labels(tmp_path)
    assert "fisheries" not in topic_labels()


def test_hostile_text_takes_linear_time():
    for text in ("security " * 20_000, "a-" * 100_000, "full the " * 20_000):
        topics_of(text)
