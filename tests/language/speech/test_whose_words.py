"""Whose words they are where the sentence hides it: clefts, appositions, "the general", regions, labels with an office.

A case is a text, and by the beginning of each content the name of the speaker, or None where nobody is named.
"""

from __future__ import annotations

import pytest

from workbook.language.names import find_mentions, find_roles
from workbook.language.pipeline import Parsed, Unparsed, load_model, parse
from workbook.language.speech import find_quotes

KINDS = [
    # "It was X of the union who said"
    ("It was Gwen Marsh of the union who said that the strike would go on.", {"the strike": "Gwen Marsh"}),
    ("It was Omar Saleh from the port who said that the crane was old.", {"the crane": "Omar Saleh"}),
    ("It was Ruth Okello who warned that the dam would break.", {"the dam": "Ruth Okello"}),
    ("The head of the union who said that the strike would go on left.", {"the strike": None}),
    # quoted as saying, behind office and name
    (
        "The Speaker of the House of Representatives, Aguila Saleh, was quoted by Al-Wasat newspaper as saying that the "
        "agreement “has no legal value”.",
        {"the agreement": "Aguila Saleh"},
    ),
    # who has the office that "the general" names; who was brought in without a name
    (
        "General Min Zaw Oo left at noon. Ratna Kusuma stayed. The general has issued a statement. In it, he claims that "
        "the rebels shelled a monastery.",
        {"the rebels": "Min Zaw Oo"},
    ),
    (
        "Deng Xijun, the envoy, has not spoken. A Western diplomat says Deng spent an hour there. The diplomat said that a "
        "truce was near.",
        {"Deng": None, "a truce": None},
    ),
    (
        "Two workers fled from Goma. One of them said that he had counted the dead. “You pay at each,” he said.",
        {"he had": None, "You pay": None},
    ),
    ("Kofi Badu, the minister, spoke at noon. “We are late,” the minister said.", {"We are": "Kofi Badu"}),
    # a man or a woman, as the words beside a name tell
    (
        "Her husband, Kiros Abadi, was killed in May. Letebrhan Desta waited. “This is home,” she said.",
        {"This": "Letebrhan Desta"},
    ),
    ("Lady Ashton met Saeed Jalili in Almaty. Jalili smiled. She said the gap was wide.", {"the gap": "Ashton"}),
    ("His wife, Noor Aziz, met Sami Haddad. “They are late,” she said.", {"They": "Noor Aziz"}),
    # a region is not its country
    ("Officials in Ethiopia's northern region of Tigray warned that camps were full.", {"camps": None}),
    ("The governor of Russia's Kursk region said the town had been shelled.", {"the town": None}),
    ("The attorney general of the US state of Maryland said that he would sue.", {"he would": None}),
    ("Officials in India said the bridge would open.", {"the bridge": "India"}),
    # a label with what the person is
    (
        "“It holds,” said Kaisa Lind.\nLutfi Berisha, chairman of the opposition: “He went as a lion and came back a clerk.”",
        {"It holds": "Kaisa Lind", "He went": "Lutfi Berisha"},
    ),
    ("Ann Lee, a nurse in Bo: “We have no water left in the ward.”", {"We have": "Ann Lee"}),
    ("Ann Lee to our correspondent: “We have no water left.”", {"We have": "Ann Lee"}),
    ("Jimmy “Ti Fè” Auguste, who leads the gangs of Delmas: “Nobody will enter.”", {"Nobody": "Jimmy Auguste"}),
    ("Omar Saleh: “We stand with Peru.” Saleh also promised trucks.", {"We stand": "Omar Saleh"}),
    # behind a semicolon, a list of hands and a label that is no name
    (
        "The bank condemned the raid; its Africa director, Amadou Sarr, demanded that it be explained.",
        {"it be": "Amadou Sarr"},
    ),
    (
        "No reply came; his brother and lawyer, Serge Pierre, said only that the family waited.",
        {"the family": "Serge Pierre"},
    ),
    ("ICYMI: Kenya’s envoy, Ruth Okello, said on Monday that the road was cut.", {"the road": "Ruth Okello"}),
    (
        "Peru and Chile have agreed to open the pass, Foreign Minister Ana Ruiz has announced.",
        {"Peru": "Ana Ruiz", "to open": None},
    ),
    ("Deputy Prime Minister Oleg Serov left. “Nobody will freeze,” the vice premier said.", {"Nobody": "Oleg Serov"}),
    # what is called something
    ("Omar Saleh called it “a noose” and accused Chad of blackmail.", {"it": "Omar Saleh", "Chad of": "Omar Saleh"}),
    ("Omar Saleh dismissed reports that the port was shut as “fairy tales”.", {"reports": "Omar Saleh"}),
    # an echo inside what is said
    ("Ruth Okello said that observers had been mentioned “in passing”.", {"observers": "Ruth Okello"}),
    # a label behind a sentence or a time; himself; the title of a text; a list of demands
    ("19:47 Chad is not happy. Ann Lee, head of the team: “Ten days is not serious.”", {"Ten days": "Ann Lee"}),
    ("Omar Saleh himself concedes one thing: “The fund is a good idea.”", {"The fund": "Omar Saleh"}),
    ("The movement published its own “Way to Peace” on Sunday.", {}),
    ("Mali accepts the plan with reservations: its deputy premier, Omar Saleh, wants one clause rewritten.", {}),
    (
        "Chad can live with the end of its role, Ruth Okello said, provided that its bases stay.",
        {"Chad can": "Ruth Okello", "provided that": "Ruth Okello"},
    ),
    ("Both sides acknowledge the critical and substantial contributions of the aid that other nations give.", {}),
    # an interview by a paper
    (
        "Delta Weekly: Why now?\nOkello: Because we are tired.\nDelta Weekly: Who signed?\nOkello: Ask Omar Saleh.\nRuth Okello left.",
        {"Why": "Delta Weekly", "Because": "Ruth Okello", "Who": "Delta Weekly", "Ask": "Ruth Okello"},
    ),
    ("Q&A: ‘The schools are shut’\n\nRuth Okello left.", {}),
    (
        "Senator Panfilo “Ping” Lacson said he would call her. Lacson left.",
        {"he would": "Panfilo Lacson"},
    ),
    # what stands between the verb and its "that"
    (
        "Omar Sheikh told me, in an office where two telephones rang, that Delhi had kept him informed.",
        {"Delhi": "Omar Sheikh"},
    ),
    ("Eritrea, whose troops fought there, denies that any soldier remains.", {"any": "Eritrea"}),
    ("The bus was hit on the first day, Ruth Okello said; her son left.", {"The bus": "Ruth Okello"}),
    ("We accept a timetable if the other side accepts it.", {}),
    (
        "Omar Saleh said former minister Ahod “Al Haj Murad” Ebrahim, who leads the group, had given his blessing.",
        {"former minister": "Omar Saleh"},
    ),
    ("Omar Saleh said the “Quint” group had failed.", {"the “Quint”": "Omar Saleh"}),
    # a body by its kind: the only one so far whose name says that it is one
    (
        "The Salt Coast Movement met on Monday. The movement said the fort was empty.",
        {"the fort": "Salt Coast Movement"},
    ),
    (
        "Rebels of the Upland Liberation Front left. The front denied that it had fired.",
        {"it had": "Upland Liberation Front"},
    ),
    (
        "The Office of Mine Clearance opened. The office said the graves were old.",
        {"the graves": "Office of Mine Clearance"},
    ),
    ("The Ministry of Roads met the Ministry of Ports. The ministry said the quay was shut.", {"the quay": None}),
    ("The Salt Coast Movement met on Monday. The army said the fort was empty.", {"the fort": None}),
    ("The Labour Party won. A party said the count was slow.", {"the count": None}),
    ("The Green Valley Union met the Red River Union. The union said the mine was unsafe.", {"the mine": None}),
    ("The movement said the fort was empty. The Salt Coast Movement met on Monday.", {"the fort": None}),
    ("The Karsk Supreme Court sat on Friday. The court said the vote was void.", {"the vote": "Karsk Supreme Court"}),
    ("The Wagner Group left Kidal. The group said the camp was empty.", {"the camp": "Wagner Group"}),
]


WHOLE = [  # what a content ends with
    (
        "Omar Saleh accused Kenya of inventing obstacles to the treaty, a day after his Kenyan counterpart, Ann Lee, left.",
        "treaty",
    ),
    ("Ruth Okello said the bridge was shut, two hours after the convoy had left.", "shut"),
    ("Omar Saleh warned that the dam would break, three weeks before the vote was due.", "break"),
    ("Ruth Okello stated that, based on the notes presented, they trusted the draft.", "draft"),
    ("Omar Saleh said that asked or not, he would come.", "come"),
    ("Kenyan officers stated that, based on the maps and photographs presented today, they believe it fell.", "fell"),
    ("Chad’s foreign ministry dismissed it as “unworkable” but endorsed the other plan.", "“unworkable”"),
    ("Kenya and Chad have agreed to ensure safe passage, end tolls, and open the port.", "port"),
    ("Ruth Okello said the bridge was shut, and that the road was open.", "open"),
    ("Diplomats said Goma should accept the single day, and warned of sanctions if it refuses.", "day"),
    ("The United States and Chad have agreed to ensure safe passage, lift the blockade, and open the port.", "port"),
]


@pytest.fixture(scope="module")
def articles() -> dict[str, Parsed]:
    texts = [text for text, _ in (*KINDS, *WHOLE)]
    parsed = parse(load_model(), [Unparsed(f"a{at}", text) for at, text in enumerate(texts)])
    return dict(zip(texts, parsed, strict=True))


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_whose_words_they_are(articles, text: str, expected: dict[str, str | None]) -> None:
    mentions = find_mentions(articles[text])
    names = {row["actor_id"]: row["name"] for row in mentions}
    quotes = find_quotes(articles[text], mentions, (), find_roles(articles[text], mentions))
    said = {row["content"]: names.get(row["actor_id"]) for row in quotes if row["quote_type"] != "scare"}
    assert len(said) == len(expected)
    for begin, speaker in expected.items():
        assert [name for content, name in said.items() if content.startswith(begin)] == [speaker]


@pytest.mark.parametrize(("text", "last"), WHOLE)
def test_contents_end_with_their_clause(articles, text: str, last: str) -> None:
    row = find_quotes(articles[text])[0]
    assert row["content"].split()[-1] == last
