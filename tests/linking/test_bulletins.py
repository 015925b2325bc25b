"""Issues of one bulletin are articles of their own; copies and updates of one story are not."""

import pandas as pd
import pytest

from workbook.linking.duplicates import find_duplicates

FRAMES = {
    "shelling": "The ceasefire committee publishes this report every morning and sends it to both parties. It counts what its own patrols have seen and takes no position on who fired. On {day} patrols counted {many} explosions near {place} and {few} people were treated. Questions go to the press desk of the committee. The next report follows tomorrow.",
    "crossings": "Daily figures of the border agency. The agency counts vehicles at all gates between six in the morning and ten at night, and publishes the figures without comment. {place} gate, {day}: {many} lorries with flour and {few} ambulances went through. The figures are provisional. Corrections are published on Fridays. Write to the agency for older figures.",
    "prisoners": "Release bulletin of the families' association. The association lists those who came home and thanks all who helped. Names are given only with the consent of the families. In {place} {many} prisoners were released on {day}, {few} of them women. The association asks both governments to publish their lists. Donations go to the account that is given on its page.",
    "flights": "Situation note of the aid coordination office. This note is made from what partners report and is not complete. All figures are estimates. {many} tonnes of food and {few} doctors were flown to {place} on {day}. Access by road remains closed. Partners are asked to report by noon.",
    "violations": "Statement of the joint military commission for the south. The commission meets at nine and hears both liaison officers. Its findings bind neither side. The commission recorded {many} violations around {place} and {few} drones on {day}. Both liaison officers signed the minutes. The commission thanks the village councils for their patience.",
    "votes": "Minutes of the assembly's press office. The press office gives the results of votes and no reasons. Members may add statements, which are printed elsewhere. On {day} the motion on {place} was carried by {many} votes against {few}. The sitting was closed at nine in the evening. The next sitting is announced on the board.",
    "demining": "Weekly notice of the mine action centre. Teams work from dawn until noon. Residents are asked to stay behind the white stones and to call the centre when they see metal. Near {place} teams cleared {many} mines and {few} shells by {day}. The road is open to light vehicles. The centre's number is painted on every board.",
    "water": "Bulletin of the river authority. Levels are read at eight o'clock by the keepers of the gauges. The authority publishes them for boatmen and farmers alike. At {place} the river stood at {many} centimetres on {day}, {few} more than a day before. Boats may pass with care. The authority accepts no liability for the use of the figures.",
    "talks": "Readout of the mediators' spokesperson. The spokesperson gives a readout after each session and takes no questions. Papers are not handed out. The session of {day} in {place} lasted {many} hours and dealt with {few} articles. Both delegations were represented by their deputies. A date for the next session will be given in due time.",
    "grain": "Notice of the grain corridor's centre. Inspectors of four delegations board each ship. The order of the ships is drawn by lot. On {day} inspectors cleared {many} ships for {place} and turned back {few}. The queue is published at six. Masters are reminded to keep their transponders on.",
}  # fmt: skip
ISSUES = [
    {"day": "Monday 4 March", "place": "Gondar", "many": "fourteen", "few": "three"},
    {"day": "Tuesday 5 March", "place": "Bahir Dar", "many": "31", "few": "no"},
    {"day": "Saturday 9 March", "place": "Old Harbour", "many": "two", "few": "12"},
]


def repeated(*texts, days=True):
    rows = [(f"a{n}", text, f"2024-03-{4 + n:02}" if days else None, f"{n}") for n, text in enumerate(texts)]
    return find_duplicates(pd.DataFrame(rows, columns=["article_id", "text", "published", "path"])).notna().tolist()[1:]


@pytest.mark.parametrize("days", [True, False])
@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_issues_of_a_bulletin(frame, days):
    """Another day, place and other figures in the same frame: three articles, also where no day is known."""
    assert repeated(*(frame.format(**issue) for issue in ISSUES), days=days) == [False, False]


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_same_issue_twice(frame):
    """The same issue under another headline, or with its last sentence cut, is one."""
    text = frame.format(**ISSUES[0])
    assert repeated(text, f"From our files\n{text}", text.rsplit(". ", 1)[0]) == [True, True]


STORY = (
    "Mediators said on Monday that the two delegations had agreed to open two roads to the lake before the rains. "
    "At least 12 people were killed and 30 wounded when a bus was hit near Gondar on Sunday, the health office said. "
    "“We count the days by the calls that we get,” said Otieno Maro, who leads the monitors in the district. "
    "The roads have been closed since a bridge was blown up in 2021, and flour costs five times what it did. "
    "The government has not said when the first lorries will go, and the rebel council wants guarantees first. "
    "Diplomats in the capital expect a third round of talks in April, without naming a place."
)
SAME_STORY = {
    "toll": STORY.replace("12 people were killed and 30", "15 people were killed and 41"),
    "toll and a sentence": STORY.replace("12 people", "14 people") + " Two more died in hospital on Tuesday, a doctor said.",
    "numbers spelt out": STORY.replace("12 people", "twelve people").replace("30 wounded", "thirty wounded").replace("five times", "5 times"),
    "spelling of a name": STORY.replace("Gondar", "Gonder").replace("Otieno Maro", "Otieno Marow"),
    "house style": STORY.replace("said on Monday", "told reporters Monday").replace("“", '"').replace("”", '"').replace("lorries", "trucks"),
    "a correction": STORY.replace("third round", "fourth round").replace("in 2021", "in 2020"),
    "cut": STORY.rsplit(". ", 3)[0],
    "other lead": "The lake will be open again.\n" + STORY,
    "a dozen": STORY.replace("12 people", "a dozen people"),
    "a day's name": STORY.replace("on Monday", "on Tuesday"),
    "two small changes": STORY.replace("two roads", "three roads").replace("third round", "second round") + " The mediators left at night.",
}  # fmt: skip


@pytest.mark.parametrize("other", SAME_STORY.values(), ids=SAME_STORY)
def test_copies_and_updates_are_the_same_story(other):
    """A toll that rose, a corrected figure, house style and cuts make no second source."""
    assert repeated(STORY, other) == [True]
