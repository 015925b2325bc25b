"""How far a statement reaches and whose it is, in sentences of the kinds that newsrooms print.

A case is a text with the contents of all its statements and the words that name who speaks.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from workbook.language.names import find_mentions
from workbook.language.pipeline import Parsed
from workbook.language.speech import find_quotes

KINDS = [
    # nobody compares anything
    ("Exports from Assab fell by a third in May, compared to the same month last year.", []),
    ("The army lost 40 men in Kidal in June, compared with 12 the month before.", []),
    ("Compared to the last truce in Tigray, this one is holding.", []),
    ('The bishop compared the camp to "a city of ghosts".', [('the camp to "a city of ghosts"', "The bishop")]),
    # what something is according to
    ("Relief Web said according to those figures, half of the wells in Wau are dry.", []),
    (
        "According to a June report in Le Pays, an internal note at the ministry showed the general had fled.",
        [("an internal note at the ministry showed the general had fled", "a June report in Le Pays")],
    ),
    (
        "According to Radio Okapi, the UN-backed station, a clinic in Bunia was looted.",
        [("a clinic in Bunia was looted", "Radio Okapi, the UN-backed station")],
    ),
    # a participle behind a comma belongs to the content
    (
        "Both sides commit to carrying out the Protocol on Rivers, signed 6 December 2019, at the next summit.",
        [("carrying out the Protocol on Rivers, signed 6 December 2019, at the next summit", "Both sides")],
    ),
    (
        "The envoy said a deal, reached after nine days of talks, was close.",
        [("a deal, reached after nine days of talks, was close", "The envoy")],
    ),
    # "to" belongs to what somebody commits to
    ("Oslo commits to pay for the pumps.", [("to pay for the pumps", "Oslo")]),
    # asked for somebody to do something
    (
        "Kosovo asked for the two votes to be held separately.",
        [("the two votes to be held separately", "Kosovo")],
    ),
    # a clause on a document that was hung on a day
    (
        "This comes after a report by the UN on the same day, which said that the camp was full.",
        [("the camp was full", "a report by the UN")],
    ),
    (
        "The army released a statement on Friday morning, which said the bridge was mined.",
        [("the bridge was mined", "a statement")],
    ),
    # words in marks that lead in another statement
    (
        'Citing "security reasons", the ministry announced that the road to Goma was closed.',
        [("security reasons", "the ministry"), ("the road to Goma was closed", "the ministry")],
    ),
    (
        'The chairman, who filed the report in May, outlined a plan for what he called a "new Libya".',
        [('a "new Libya"', "he")],
    ),
    # the name behind the office
    (
        '"The Front should take this," said their lawyer, Irma Pastrana.',
        [("The Front should take this,", "their lawyer, Irma Pastrana")],
    ),
    (
        '"We were not asked," said his deputy, Colonel Idris Maïga.',
        [("We were not asked,", "his deputy, Colonel Idris Maïga")],
    ),
    (
        '"The dam is ours," says the region\'s governor, Hana Tesfaye, who was born there.',
        [("The dam is ours,", "the region's governor, Hana Tesfaye")],
    ),
    (
        "Water will run out by May, said the town's mayor, Ibrahim Sow.",
        [("Water will run out by May", "the town's mayor, Ibrahim Sow")],
    ),
    ('"We are ready," said the general, and Paul Biya nodded.', [("We are ready,", "the general")]),
    ('"We are ready," said the general, while Paul Biya stood by.', [("We are ready,", "the general")]),
    # what somebody did not say ends what he said
    (
        "Niger confirmed that Omar Sani, 49, had left the army, but did not say whether he was free.",
        [("Omar Sani, 49, had left the army", "Niger")],
    ),
    ("The ministry said two men were held but did not name them.", [("two men were held", "The ministry")]),
    (
        "The police said the bomb was small, but declined to say who had made it.",
        [("the bomb was small", "The police")],
    ),
    (
        "The general said the army would win but did not want the town.",
        [("the army would win but did not want the town", "The general")],
    ),
    # who writes, not whom to
    ("Kabila wrote a letter to the bishops saying that he would go.", [("he would go", "Kabila")]),
    (
        'Sarkis resigned in a letter to the president\'s office stating, "I can no longer serve."',
        [("I can no longer serve.", "Sarkis")],
    ),
    ("Hana Tesfaye spoke to a crowd of students saying the war was over.", [("the war was over", "Hana Tesfaye")]),
    # claims of others
    ("The army moved the camp in response to complaints that it blocked the well.", []),
    ("Kenya issued a warning that the border would close.", [("the border would close", "Kenya")]),
    ("Idris Saleh came to the conclusion that the vote was lost.", [("the vote was lost", "Idris Saleh")]),
    # a clause that tells more of a forum is not what was announced there
    ("The truce was announced during a forum that President Vucic had set up to show his role.", []),
    (
        "It was announced at the summit that the border would open.",
        [("the border would open", None)],
    ),
    # whom a paper quotes
    (
        '"We do not need their planes," the agency quoted General Djamal Rais as saying.',
        [("We do not need their planes,", "General Djamal Rais")],
    ),
    ("SANA quoted Haddad as saying that the talks were over.", [("the talks were over", "Haddad")]),
    (
        "Kyodo cited sources as reporting the two firms had also settled in court.",
        [("the two firms had also settled in court", "sources")],
    ),
    # a number is no end of a sentence
    (
        "The mission passed the army to become the No. 1 employer in Bangui, the mayor said.",
        [("The mission passed the army to become the No. 1 employer in Bangui", "the mayor")],
    ),
    # what is made sure is not said
    ("Ruth Okello reiterated the mission's firm commitment to ensuring that the vote is fair.", []),
    ("The minister outlined plans to make sure that wells are safe.", []),
    ("The talks concluded with a shared understanding that both armies would pull back.", []),
    # a sentence of the article before a colon
    (
        'Gen. Salem Qadrouh was blunter about the third step: he "will never place my men under a committee", he said.',
        [('he "will never place my men under a committee"', "he")],
    ),
    # as somebody put it
    (
        'On water it offers joint management, "a kind of municipal marriage counselling", as one colleague put it.',
        [("a kind of municipal marriage counselling", "one colleague")],
    ),
    # a list goes on behind a semicolon, a clause does not
    (
        "We announce that we are giving Chad new pumps, including two from Spain; tents given by Oman; and a clinic.",
        [("we are giving Chad new pumps, including two from Spain; tents given by Oman; and a clinic", "We")],
    ),
    ("The general said the road was mined; Chad denied it.", [("the road was mined", "The general")]),
    # what somebody agreed to, inside what somebody says
    (
        'President Mirela Costan said her cabinet accepted the plan "as it stands".',
        [('her cabinet accepted the plan "as it stands"', "President Mirela Costan")],
    ),
    # who says it stands on the line below
    ('"This is a regrettable step."\nsaid Stephen Harper, the minister.', [("This is a regrettable step.", "Stephen Harper, the minister")]),
    # "reportedly" inside what an official says
    (
        "The Salt Company, the owner of the mine, will reportedly leave, an official in Nouakchott said on Friday.",
        [("The Salt Company, the owner of the mine, will reportedly leave", "an official in Nouakchott")],
    ),
    # a phrase of place is no part of who speaks
    ("Under the deal, Sahel Air Group PLC said it will get six jets.", [("it will get six jets", "Sahel Air Group PLC")]),
    # a verb of saying is one, whatever the parse makes of it
    (
        'Al-Basri told Channel Nine News that the crew had "tea on the stove".',
        [('the crew had "tea on the stove"', "Al-Basri")],
    ),
    ("The said document was burned.", []),
    (
        'Longshoreman Wendell "Peach" Mays, who unloaded the barrels, said they smelled fine to him.',
        [("they smelled fine to him", 'Longshoreman Wendell "Peach" Mays')],
    ),
    # the role in front of a name
    (
        "Georgia will not pay, foreign ministry spokeswoman Ketevan Abuladze said Tuesday, four days after a judge ruled.",
        [("Georgia will not pay", "foreign ministry spokeswoman Ketevan Abuladze")],
    ),
    (
        "“The colonel has two orders,” his driver, Ramón Pacheco, whispered, “and one of them is lunch.”",
        [("The colonel has two orders,", "his driver, Ramón Pacheco"), ("and one of them is lunch.", "his driver, Ramón Pacheco")],
    ),
    # an entry of a live blog begins with its time
    ("17.20 Bernardino Rafael, the commander, says his men found four rifles.", [("his men found four rifles", "Bernardino Rafael, the commander")]),
    ("Bishop Paz has asked both delegations to observe a minute of silence.", [("to observe a minute of silence", "Bishop Paz")]),
    # a spokesman before a colon
    (
        'Their spokesman, Aimé Magera, was less polite: "Nobody asked us, so nobody should count on us."',
        [("Nobody asked us, so nobody should count on us.", "Aimé Magera")],
    ),
    # how an ambassador words it is no part of what was promised
    (
        'The EU promised 20 million euros "on the first day", as its ambassador, Elisabetta Pietrobon, put it.',
        [('20 million euros "on the first day"', "The EU")],
    ),
    # a statement goes on behind who says it
    (
        'The zones were "acceptable with changes", he said, but the weapons clause was "a surrender we will not sign".',
        [('The zones were "acceptable with changes"', "he"), ('but the weapons clause was "a surrender we will not sign"', "he")],
    ),
    (
        "Britain can live with it, its Europe minister said, provided that its bases are left out of the text.",
        [("Britain can live with it", "its Europe minister"), ("provided that its bases are left out of the text", "its Europe minister")],
    ),
    ("The road is open, the mayor said, but did not say for how long.", [("The road is open", "the mayor")]),
    ('"We will sign," Omar Saleh said, and left the room.', [("We will sign,", "Omar Saleh")]),
    ('The dam was "a gift", Hana Tesfaye said.', [('The dam was "a gift"', "Hana Tesfaye")]),
    # who is sure or concerned that something is so
    ("Moussa Diop was adamant that the army must leave.", [("the army must leave", "Moussa Diop")]),
    ("The union is concerned that the law will change.", [("the law will change", "The union")]),
    ("The union is not convinced that the law will change.", []),
    ("If the union is convinced that the law will change, it will march.", []),
    ("The envoy, who had arrived on Monday, noted with concern that the camps were full.", [("the camps were full", "The envoy")]),
    ("Mali agreed with claims that the vote was rigged.", []),
    # who asked not to be named
    ("A diplomat in Juba, who asked not to be named, said the talks had failed.", [("the talks had failed", "A diplomat in Juba")]),
    # whose message it is
    ('Moussa Diop\'s message was simple: "Go home."', [("Go home.", "Moussa Diop")]),
    # what was asked for ends before another clause
    ('Perthes urged both generals to "silence the guns", and the envoy laughed.', [('both generals to "silence the guns"', "Perthes")]),
    ("Aid workers say the wells are dry; the governor says they are not.", [("the wells are dry", "Aid workers"), ("they are not", "the governor")]),
    # no parenthesis
    ("I think I remember, a bunch of men called because of that.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_statements_are_whole_and_no_more(
    parsed: Callable[[str], Parsed], text: str, expected: list[tuple[str, str | None]]
) -> None:
    """Each statement has its words and its speaker, and nothing else is one."""
    article = parsed(text)
    rows = [row for row in find_quotes(article, find_mentions(article)) if row["quote_type"] != "scare"]
    assert [(row["content"], row["source"]) for row in rows] == expected
