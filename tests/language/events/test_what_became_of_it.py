"""What was planned and did not take place, what nearly happened, what is only a bet; each kind in many words."""

from __future__ import annotations

import pytest

from workbook.language.events import find_events
from workbook.language.pipeline import Unparsed, load_model, parse
from workbook.language.time import find_dates

THURSDAY = "2025-11-27"
CASES: list[tuple[str, set[tuple[str, str | None]]]] = [
    # Planned and called off: cancelled, on the day it was meant for.
    ("A hearing scheduled for Tuesday did not take place.", {("cancelled", "2025-11-25")}),
    ("A vote planned for Sunday was called off.", {("cancelled", "2025-11-30")}),
    ("The pilots' strike set for Saturday has been called off.", {("cancelled", "2025-11-29")}),
    ("The envoy had been due to land in Khartoum on Monday but turned back.", {("cancelled", "2025-11-24")}),
    ("Chad had been expected to reopen the border on Tuesday but kept it shut.", {("cancelled", "2025-11-25")}),
    ("The march, which was to have begun on Monday, was cancelled.", {("cancelled", "2025-11-24")}),
    ("A prisoner swap planned for Wednesday fell through.", {("cancelled", "2025-11-26")}),
    ("The launch had been set for 20 November but was put back to 4 December.", {("cancelled", "2025-11-20"), ("planned", "2025-12-04")}),
    ("The congress was postponed from Monday to Friday.", {("cancelled", "2025-11-24"), ("planned", "2025-11-28")}),
    ("A raid on 15 November was called off.", {("cancelled", "2025-11-15")}),
    ("The mufti was to be freed on Monday but was not let out.", {("cancelled", "2025-11-24")}),
    ("The cabinet, which was to have met today, will now meet on Monday.", {("cancelled", "2025-11-27"), ("planned", "2025-12-01")}),
    ("Local polls, originally scheduled for 9 November, were moved to 12 April.", {("cancelled", "2025-11-09"), ("planned", "2026-04-12")}),
    ("The envoy cancelled a visit to Cairo planned for 3 December.", {("cancelled", "2025-12-03")}),
    ("Kinshasa called off the talks scheduled for Friday in Luanda.", {("cancelled", "2025-11-28")}),
    ("The minister cancelled a trip that had been planned for Monday.", {("cancelled", "2025-11-24")}),
    ("The council postponed a session planned for Monday.", {("cancelled", "2025-12-01")}),
    # It was due, and it came; or it may not come.
    ("The two sides signed an accord planned for 5 December.", {("planned", "2025-12-05")}),
    ("Officials cancelled the flight on Friday.", {("happened", "2025-11-21")}),
    ("Talks that the union had planned for 6 December may be put off.", {("planned", "2025-12-06")}),
    ("The ballot was due on Wednesday and went ahead.", {("happened", "2025-11-26")}),
    ("The council called off the search on Monday.", {("happened", "2025-11-24")}),
    ("The union postponed its congress on Monday.", {("happened", "2025-11-24")}),
    ("Kenya moved its embassy to Jeddah on Tuesday.", {("happened", "2025-11-25")}),
    ("Firemen put out the fire on Tuesday.", {("happened", "2025-11-25")}),
    # Near misses, counterfactuals and bets are no events.
    ("A tanker almost sank on Sunday.", set()),
    ("The rebels nearly took the airport on Tuesday.", set()),
    ("Had the dam burst on Monday, the town would have drowned.", set()),
    ("The fleet would have sailed on Monday without the storm.", set()),
    ("Analysts put the odds of a truce by Sunday at one in five.", set()),
    ("Aid workers see an even chance that the road will open on Sunday.", set()),
    ("Bakers set their clocks by the harbour gun every Sunday.", set()),
    ("Chad said it would resume the truce talks, suspended since January 2019 after a raid.", {("happened", "2019-01-01")}),
    # Threats and conditions are proposals.
    ("The gang threatened to kill a hostage on Saturday.", {("proposed", "2025-11-29")}),
    ("The militia will free two nurses on Sunday if the army withdraws.", {("proposed", "2025-11-30")}),
    ("Kenya would cut power on Monday unless Uganda pays.", {("proposed", "2025-12-01")}),
    # Verbs whose past looks like their present.
    ("Eritrea shut the pass on Monday.", {("happened", "2025-11-24")}),
    ("Guards let four lorries through on Tuesday.", {("happened", "2025-11-25")}),
    ("Ghana beat Togo 2-1 on Tuesday.", {("happened", "2025-11-25")}),
    ("State radio broadcast the verdict on Tuesday.", {("happened", "2025-11-25")}),
    ("A drone hit the mill on Thursday.", {("happened", "2025-11-27")}),
    ("Troops put sandbags on the bridge on Tuesday.", {("happened", "2025-11-25")}),
    # Denied; tried.
    ("The navy denied that it had tried to sink the ferry on Monday.", {("denied", "2025-11-24")}),
    ("The smugglers tried to cross the river on Monday.", {("happened", "2025-11-24")}),
    # Captions tell the past.
    ("Floods spread\n\nCaption: Villagers cross the river on Monday.", {("happened", "2025-11-24")}),
    # Each day of a list is a day of its own.
    ("More buses will leave on Friday, Saturday and Sunday.", {("planned", "2025-11-28"), ("planned", "2025-11-29"), ("planned", "2025-11-30")}),
    # A day that only names something.
    ("The Oct. 7 attacks changed the party.", set()),
    ("It was the worst flood since 1998.", set()),
]  # fmt: skip


@pytest.fixture(scope="module")
def told() -> list[set[tuple[str, str | None]]]:
    found = []
    for article in parse(load_model(), (Unparsed(f"a{n}", text, THURSDAY) for n, (text, _) in enumerate(CASES))):
        rows = find_events(article, find_dates(article), [], [])
        found.append({(row["status"], row["earliest"]) for row in rows if row["rule"] != "lead"})
    return found


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[0][:60] for case in CASES])
def test_what_became_of_it(told, number: int) -> None:
    assert told[number] == CASES[number][1]
