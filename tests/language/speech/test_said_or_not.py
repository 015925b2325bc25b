"""What is a statement, and what only looks like one: conditions, deals, answers not given, thoughts of a thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from workbook.language.pipeline import Parsed
from workbook.language.speech import find_quotes

NOTHING_SAID = [
    # a condition
    "If Nairobi says the road is safe, the convoy will leave on Monday.",
    "Should the general say that the port is closed, the ships will turn back.",
    "Unless the union announces that the strike is over, trains will stand still.",
    "It is unclear whether Ruth Okello said “no”.",
    "If Ruth Okello says “yes”, the mine will open.",
    # nobody has said it
    "Mali has not said when the border will open.",
    "The ministry declined to say how many soldiers were held.",
    "Neither the bank nor the mine has confirmed that the loan was paid.",
    "The airline refused to say whether the pilot had been warned.",
    "The senator has yet to say whether he will run.",
    "No official has said that the dam is safe.",
    "Ruth Okello would say “yes” if she were asked.",
    # claims of others
    "The army has not responded to claims that its men burned the village.",
    "Chad’s oil ministry has not commented on reports that the wells are dry.",
    "The mayor has yet to respond to allegations that his brother won the contract.",
    "She refused to answer a claim that the letter was forged.",
    # a thing that is agreed
    "Kenya and Uganda agreed to a customs deal that will open the port to exports.",
    "The two banks agreed in May on a text that names no date.",
    "Bolivia agreed to a treaty that frees such trucks from duty.",
    "Though Omar Saleh agreed to the plan, he seemed to push back on one point last week.",
    # a participle without a clause, the state of somebody
    "Two miners were killed, the flood claiming the last of the huts.",
    "All four sailors were reported missing.",
    # what each says of the other is not told
    "India and Pakistan accused each other on Friday of breaking the truce.",
    "Both sides blamed each other for the collapse of the talks.",
    "The two armies accused one another of shelling the market.",
    # a thing signals
    "The vote was close, and it shows that the town is split.",
    "In the film, a postman says that he can count the stars.",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING_SAID)
def test_what_nobody_says_is_no_statement(parsed: Callable[..., Parsed], text: str) -> None:
    assert [row["content"] for row in find_quotes(parsed(text)) if row["quote_type"] != "scare"] == []


SAID = [
    ("The clerk was hauled in and told that the loan was late.", [(None, "the loan was late")]),
    ("Kenya agreed on Monday that aid can reach the camps.", [("Kenya", "aid can reach the camps")]),
    ("The rebels agreed to leave the town.", [("The rebels", "to leave the town")]),
    ("Omar Saleh told the paper in a statement that the case was closed.", [("Omar Saleh", "the case was closed")]),
    ("The union repeated its claim that the mine was unsafe.", [("its", "the mine was unsafe")]),
    ("Ruth Okello does not believe that the truce will hold.", [("Ruth Okello", "the truce will hold")]),
    ("A UN warning that food was short came too late.", [("UN", "food was short")]),
    ("The bank went on to say that rates would fall.", [("The bank", "rates would fall")]),
    ("Peru will say on Monday that the border is open.", [("Peru", "the border is open")]),
    ("The army issued a warning that the bridge would be closed.", [("The army", "the bridge would be closed")]),
    ("Asked if the port was safe, Ruth Okello said it was.", [("Ruth Okello", "it was")]),
    # what somebody is told not to do
    ("The mediator warned rebels not to cross the river.", [("The mediator", "not to cross the river")]),
    ("The junta promised not to arrest the monks.", [("The junta", "not to arrest the monks")]),
    ("Both armies pledged never to use gas again.", [("Both armies", "never to use gas again")]),
    ("Peru agreed not to shell the port.", [("Peru", "not to shell the port")]),
    # a day beside the speaker, a name that the parse cuts
    ("Governor Aisha Bello on Friday told elders that the road was open.", [("Governor Aisha Bello", "the road was open")]),
    ("Envoy Marta Silva Ruiz Monday said the truce would hold.", [("Envoy Marta Silva Ruiz", "the truce would hold")]),
    ("Rebels on Thursday accused the army of breaking the truce.", [("Rebels", "the army of breaking the truce")]),
    ("Omar Saleh, who late on Wednesday said the camp was shut, flew to Dakar.", [("Omar Saleh", "the camp was shut")]),
    ("Foreign Minister Lars Barth Eide called it “a courageous step”.", [("Foreign Minister Lars Barth Eide", "it “a courageous step”")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), SAID)
def test_what_somebody_says_stays_a_statement(
    parsed: Callable[..., Parsed], text: str, said: list[tuple[str, str]]
) -> None:
    found = [row for row in find_quotes(parsed(text)) if row["quote_type"] != "scare"]
    assert [(row["source"], row["content"]) for row in found] == said


HANGING = [
    # a participle and a clause without "that"
    ("A lawyer sent a letter to the board alleging it had sold the ore.", "it had sold the ore"),
    ("Miners closed the shaft, stating it was flooded.", "it was flooded"),
    (
        "Twenty houses burned, with Malian officials saying the fire was likely to spread.",
        "the fire was likely to spread",
    ),
    ("The ministry closed the road, reporting nine trucks were stuck in mud.", "nine trucks were stuck in mud"),
    ("The bank shut its doors, stating the vault was empty.", "the vault was empty"),
    ("Rebels held the bridge, claiming the army had fled.", "the army had fled"),
    ("The governor left the hall, warning the dam could break.", "the dam could break"),
    # whom somebody asks to do what
    ("The Pope urged both armies to spare the harvest.", "both armies to spare the harvest"),
    ("Norway called on Mali to free the nurses.", "Mali to free the nurses"),
    ("The mayor appealed to parents to keep children at home.", "parents to keep children at home"),
    ("The consulate advised Danes in Bamako to leave.", "Danes in Bamako to leave"),
    ("The general ordered his men to hold the ridge.", "his men to hold the ridge"),
    ("Qatar invited the rebels to send a team.", "the rebels to send a team"),
    ("Villagers were urged to boil their water.", "to boil their water"),
    ("The judge asked the bank to wait.", "to wait"),
    ("The guards told the driver to turn back.", "to turn back"),
    ("The bishop urged the rebels “to lay down the guns of Easter”.", "the rebels “to lay down the guns of Easter”"),
]


@pytest.mark.parametrize(("text", "content"), HANGING)
def test_a_clause_without_that_and_whom_somebody_asks(parsed: Callable[..., Parsed], text: str, content: str) -> None:
    """Of "urged X to …" the content is "X to …"; of "asked" and "told" it begins behind the one who is asked."""
    assert [row["content"] for row in find_quotes(parsed(text)) if row["quote_type"] != "scare"] == [content]


OFFICIAL = [
    ("Omar Saleh stressed the need to ensure the camp can be fed.", []),
    ("As Ruth Okello said when the law was passed, nobody should live in fear.", []),
    ("The parties shall train judges according to the rules of the court.", []),
    ("You know the town has been cut off.", []),
    ("Doctors Without Borders (MSF) announced they were closing the ward.", [("Doctors Without Borders (MSF)", "they were closing the ward")]),
    ("Ruth Okello defended the law while promising that taxes would fall.", [("Ruth Okello", "taxes would fall")]),
    ("According to the union, the mine is unsafe.", [("the union", "the mine is unsafe")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), OFFICIAL)
def test_the_prose_of_offices(parsed: Callable[..., Parsed], text: str, said: list[tuple[str, str]]) -> None:
    """A purpose, a day, a rule and a turn of speech are no statements."""
    found = [row for row in find_quotes(parsed(text)) if row["quote_type"] != "scare"]
    assert [(row["source"], row["content"]) for row in found] == said
