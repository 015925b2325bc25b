"""Happenings told without a date of their own, and chronologies, whose entries give the day of all their sentences."""

from __future__ import annotations

import pytest

from workbook.language.events import find_events
from workbook.language.pipeline import Unparsed, load_model, parse
from workbook.language.time import find_dates

THURSDAY = "2025-11-27"
DAY = "2025-11-25"
FIRST = "Shells hit the port of Beira on Tuesday.\n"
CASES: list[tuple[str, str, str | None]] = [  # text, a part of an event's passage, its first day; no passage: no event
    # The day told before, in one paragraph and the simple past.
    ("Rebels took Goma on Tuesday. Hundreds of families fled to the lake.", "fled to the lake", DAY),
    ("The council met on Tuesday. It elected a judge from Tete.", "elected a judge", DAY),
    ("A ferry sank off Lamu on Tuesday. Divers recovered nine bodies.", "recovered nine bodies", DAY),
    ("Dockers in Lobito struck on Tuesday. Police arrested two of them, the union said.", "arrested two", DAY),
    # Beside a dated clause.
    ("On Tuesday the guards fled when a bomb exploded in the yard.", "bomb exploded", DAY),
    ("Gunmen raided the mine on Tuesday, setting fire to a shed.", "setting fire", DAY),
    # Elsewhere: before publication, no more.
    (FIRST + "The president has dismissed the governor.", "dismissed the governor", None),
    (FIRST + "Earlier the navy had closed the harbour.", "closed the harbour", None),
    (FIRST + "The two heads agreed to no pause, he said.", "agreed to no pause", None),
    (FIRST + "Nobody was arrested, the mayor said.", "arrested", None),
    # What goes on, or was before, is not of the day of the story.
    ("Rebels took Goma on Thursday.\nFirst line. Then a second one. The war has killed 705 people.", "war has killed", None),
    ("Rebels took Goma on Thursday.\nThe talks began before the flood.", "talks began", None),
    ("Rebels took Goma on Thursday.\nEarlier truces collapsed.", "truces collapsed", None),
    ("Rebels took Goma on Thursday.\nPolice arrested two guards.", "arrested two guards", "2025-11-27"),
    # Opinions, states, habits, questions, conditions and what is said are none.
    ("Rebels took Goma on Tuesday. The town lives on fish.", "", None),
    ("Rebels took Goma on Tuesday. Many believe that peace is far.", "", None),
    ("Rebels took Goma on Tuesday.\nIt took them a year to return.", "", None),
    ("Rebels took Goma on Tuesday. The river floods every spring.", "", None),
    ("Rebels took Goma on Tuesday.\nRefineries shut units and set prices.", "", None),
    ("Rebels took Goma on Tuesday.\nWho closed the gate?", "", None),
    ("Rebels took Goma on Tuesday. Had he accepted the offer, it would have ended.", "", None),
    # An entry of a chronology gives its day to all of its sentences.
    ("A calendar\n- 25 November: Envoys meet in Lamu. Guards close the road.", "Guards close the road", DAY),
    ("A calendar\n- 25 November: Second round in Lamu.", "Second round in Lamu", DAY),
    ("A calendar\n- 25 November: A raid on the mill. Three hurt.", "Three hurt", DAY),
    ("A calendar\n• Tuesday 25 November, 22:10: Two boats tie up at the quay.", "Two boats tie up", DAY),
    ("A calendar\n• 25 November: Boats land.\n• 22:25: The shed is set alight.", "shed is set alight", DAY),
    ("A calendar\n• 24 November: Boats land.\n• Tuesday: The shed burns.", "shed burns", DAY),
    ("A calendar\n• 25 November: Boats land; the guards run away.", "the guards run away", DAY),
    ("A calendar\n- 25 November: The union walks out. It has 900 members.", "union walks out", DAY),
]  # fmt: skip


def rows_of(text: str, published: str | None = THURSDAY) -> list[dict]:
    article = next(iter(parse(load_model(), [Unparsed("a", text, published)])))
    return find_events(article, find_dates(article), [], [])


@pytest.mark.parametrize(("text", "words", "day"), CASES)
def test_told_without_a_date(text: str, words: str, day: str | None) -> None:
    rows = rows_of(text)
    told = [row for row in rows if words in text[row["start"] : row["end"]]]
    if not words:
        assert len(rows) == 1
    else:
        assert [row["earliest"] for row in told][:1] == [day]


def test_a_marked_entry_is_planned() -> None:
    rows = rows_of("A calendar\n- 4 November: Boats land.\n- 1 May 2026 (planned): First ferry to sail.")
    assert [row["status"] for row in rows] == ["happened", "planned"]


def test_a_page_says_when_it_was_updated() -> None:
    """Days without a year are read against that day, not against the first date of the list."""
    text = "Lakeside Post, updated 29 March 2023\n\n- 14 May 2016: The bridge shuts.\n- 8 March: Drivers go home."
    assert [row["earliest"] for row in rows_of(text, None)] == ["2016-05-14", "2023-03-08"]


def test_a_dateline_heads_no_entry() -> None:
    assert rows_of("November 27, 2025 – The road is long. The town has two schools.") == []


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("They quoted a letter from the two bishops, published on Tuesday.", "A letter from the two bishops [was] published"),
        ("Envoys read a reply from the rebels, sent on Tuesday.", "A reply from the rebels [was] sent"),
    ],
)  # fmt: skip
def test_what_comes_from_a_maker(text: str, headline: str) -> None:
    """A participle behind a maker tells of the thing, not of the maker."""
    assert headline in [row["headline"].replace(" on Tuesday", "") for row in rows_of(text)]
