"""First and last day of events whose words give no day outright: a time allowed, a length, the day of the telling."""

from __future__ import annotations

import pytest

from workbook.language.events import find_events
from workbook.language.pipeline import Unparsed, load_model, parse
from workbook.language.time import find_dates

THURSDAY = "2025-11-27"
CASES: list[tuple[str, str, str | None, str | None]] = [  # text, a part of the passage, first and last day
    # A time allowed runs from publication; one counted from something else is not known.
    ("The rebels must free the crew within 48 hours, Kenya said.", "free the crew", "2025-11-27", "2025-11-29"),
    ("Envoys are to meet within five days in Lima.", "are to meet", "2025-11-27", "2025-12-02"),
    ("The form must be sent back within ten working days.", "be sent back", "2025-11-27", "2025-12-11"),
    ("Troops will leave within 30 days of the vote.", "will leave", None, None),
    ("The festival runs through 4 December.", "runs", "2025-11-27", "2025-12-04"),
    # What lasted for years is no news of yesterday.
    ("A sailor says the guards held him for nine years in a cellar in Tete.", "held him", None, "2025-11-27"),
    ("Guards shot a sailor in Tete.", "shot a sailor", "2025-11-26", "2025-11-27"),
    # Not later than the day on which somebody told of it.
    ("Chad attacked on Tuesday. It was dark. Nobody slept. At least 20 people were killed, a nurse said late on Wednesday.", "people were killed", None, "2025-11-26"),
    # An hour is of the day that is told, not of what had been before it.
    ("The rebels signed on Tuesday. Guards had locked the hall on Sunday. The envoy left at 17:00.", "envoy left", "2025-11-25", "2025-11-25"),
    ("Rebels shot a guard on Monday. It was dark. Nobody slept. Fighting broke out in Tete hours before the ceremony.", "Fighting broke out", None, None),
    ("Courts are slow: in February two officers were convicted in Lima.", "officers were convicted", "2025-02-01", "2025-02-28"),
    ("In May 2019 they shot a nun; talks were held on the 28th.", "shot a nun", "2019-05-01", "2019-05-31"),
    ("A curfew in Goma was extended yesterday to 5 a.m.", "curfew in Goma", "2025-11-26", "2025-11-26"),
    # A day that is named of a noun dates the clause, a year or what is read does not.
    ("Bandits killed a nun in this week's attack on Yola.", "attack on Yola", "2025-11-24", "2025-11-27"),
    ("Four drivers were shot during a Tuesday ambush near Bor.", "drivers were shot", "2025-11-25", "2025-11-25"),
    ("In 2004 the talks failed. A week later Chad entered the union.", "entered the union", None, None),
    ("On 24 April 2004 the talks failed. A week later Chad entered the union.", "entered the union", "2004-04-26", "2004-05-02"),
    # Each side of a semicolon has a day of its own.
    ("He began a long sentence for robbery in 1981; a judge released him in 1990.", "released him", "1990-01-01", "1990-12-31"),
    # A war that is told with a day of its own is no news of today.
    ("Rebels shot a guard on Wednesday. The war ended with the accord of May 2002.", "war ended", None, None),
    ("Rebels shot a guard on Wednesday. Some 900 people died in the war, which began in 1991.", "people died", None, None),
    # What came about "when" something else did has its day, not all the time since.
    ("Talks have been stalled since March, when gunmen killed the mayor of Juba.", "gunmen killed", "2025-03-01", "2025-03-31"),
    ("Four men died when a bus sank in the Nile on Monday.", "Four men died", "2025-11-24", "2025-11-24"),
    ("“We are ready,” the general said on Monday as he visited the front.", "visited the front", "2025-11-24", "2025-11-24"),
    ("The general signed on Monday. It was late. Nobody slept. It rained. Niger has recently freed a priest.", "freed a priest", None, "2025-11-27"),
    # What a noun names by its date happened then; what has become of it since is another matter.
    ("The ceasefire of June 2019 has been broken a hundred times.", "ceasefire of June 2019", "2019-06-01", "2019-06-30"),
    ("The attack of 4 May killed three nuns.", "killed three nuns", "2025-05-04", "2025-05-04"),
    # The day stands behind an aside, and those who tell it only close the sentence.
    ("Shells hit a school in Yirol, a town north of the swamps, on Monday, the ministry said.", "Shells hit", "2025-11-24", "2025-11-24"),
    ("A drone struck the depot near Kupiansk, the largest in the region, on Tuesday, officials said.", "drone struck", "2025-11-25", "2025-11-25"),
    ("Gunmen killed four farmers in Zuru, a village near Niger, on Sunday, police said.", "Gunmen killed", "2025-11-23", "2025-11-23"),
    ("The delegations met in Entebbe, the lakeside city, on Wednesday, a diplomat said.", "delegations met", "2025-11-26", "2025-11-26"),
    ("Troops entered Kesten, long a rebel stronghold, in the early hours of Monday, witnesses told the radio.", "Troops entered", "2025-11-24", "2025-11-24"),
    ("Two soldiers died when their car hit a mine near Lashkar Gah, in the south, on Saturday, the army said.", "car hit a mine", "2025-11-22", "2025-11-22"),
    ("The premier will travel to Doha, the capital of Qatar, on 20 December, his office said.", "will travel", "2025-12-20", "2025-12-20"),
    ("The rebels seized the airport on Friday, residents said.", "seized the airport", "2025-11-21", "2025-11-21"),
    ("The army, on Monday, the second day of the truce, shelled the port, residents said.", "shelled the port", "2025-11-24", "2025-11-24"),
    ("Sudan's military on Wednesday retook the airport, two officials said.", "retook the airport", "2025-11-26", "2025-11-26"),
    ("Mali launched what it called a sweep on Monday.", "launched what it called a sweep", "2025-11-24", "2025-11-24"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "first", "last"), CASES)
def test_days_of_an_event(text: str, words: str, first: str | None, last: str | None) -> None:
    article = next(iter(parse(load_model(), [Unparsed("a", text, THURSDAY)])))
    rows = find_events(article, find_dates(article), [], [])
    days = [(row["earliest"], row["latest"]) for row in rows if words in text[row["start"] : row["end"]]]
    assert days[:1] == [(first, last)] or (first, last, days) == (None, None, [])
