"""Headlines: a subject and a verb, no phrase cut, conditions kept; what stands for something else in brackets."""

from __future__ import annotations

import pytest

from workbook.language.events import find_events
from workbook.language.names import find_mentions
from workbook.language.pipeline import Unparsed, load_model, parse
from workbook.language.speech import find_quotes
from workbook.language.time import find_dates

THURSDAY = "2025-11-27"
CASES: list[tuple[str, str]] = [
    # Whole phrases.
    ("The second round of talks between Mali and Niger on Tuesday went on well into the night.", "The second round of talks between Mali and Niger went on well into the night"),
    ("Chad left the pact in 2018. On August 28th Niger notified the council.", "Niger notified the council"),
    ("After a fall in prices, the dockers of Mombasa walked out on Tuesday.", "The dockers of Mombasa walked out"),
    ("Kenya will cut power to the camp on Monday unless Uganda pays its debts.", "Kenya will cut power to the camp unless Uganda pays its debts"),
    ("Two more flights are due on Monday.", "Two more flights are due"),
    ("The inferno destroyed, by varying reports, at least eight homes on Tuesday.", "The inferno destroyed, by varying reports, at least eight homes"),
    ("Diplomatic efforts to end the Mali-Niger conflict have intensified on Tuesday.", "Diplomatic efforts to end the Mali-Niger conflict have intensified"),
    ("In a turn that few in Bamako had foreseen, diplomatic efforts to end the Mali-Niger conflict have intensified on Tuesday.", "Diplomatic efforts to end the Mali-Niger conflict have intensified"),
    ("The Congo-Rwanda border was closed on Monday.", "The Congo-Rwanda border was closed"),
    ("The envoys met in Stoke-Mandeville on Monday.", "The envoys met in Stoke-Mandeville"),
    ("On November 13, eleven nurses died in Tete.", "Eleven nurses died in Tete"),
    ("On December 10 barricades were erected in Goma; they were removed on December 29.", "[Barricades] were removed"),
    ("LOME/ACCRA - The army of Togo closed the port of Lome on Monday.", "The army of Togo closed the port of Lome"),
    ("Amina Sow, who joined the union as a clerk in 1972, wept.", "Amina Sow joined the union as a clerk"),
    # What its status rests on is shown.
    ("Peru denied that its jets had bombed the village on Tuesday.", "Peru denied that its jets had bombed the village"),
    ("A march planned for Tuesday did not take place.", "A march planned for Tuesday did not take place"),
    ("Norway's envoy had been due to land in Lima on Monday but turned back.", "Norway's envoy had been due to land in Lima on Monday but turned back"),
    ("Military delegates from the two camps in Libya on Tuesday signed what the United Nations called a permanent ceasefire, agreeing that all foreign fighters must leave.", "Military delegates from the two camps signed what the United Nations called a permanent ceasefire"),
    # A list goes whole, wherever the parser hangs its parts.
    ("On Tuesday, Kenya and its eastern neighbours presented an answer emphasising the preservation of borders, security guarantees, and the right to union membership.", "Kenya and its eastern neighbours presented an answer emphasising the preservation of borders, security guarantees, and the right to union membership"),
    ("Kenya and five of its neighbours on Tuesday tabled a paper stressing clean water, a free press, fair elections, and the right to a lawyer.", "Kenya and five of its neighbours tabled a paper"),
    ("On Wednesday, Somali lawmakers adopted a bill guaranteeing press freedom for all regional broadcasters in the country, and the transition to direct elections.", "Somali lawmakers adopted a bill"),
    # A clause without its own subject.
    ("Six nurses seized in Kaduna on 3 November were freed.", "Six nurses [were] seized in Kaduna"),
    ("The judge freed four men who had been arrested on Monday.", "Four men had been arrested"),
    ("Nurses use the road, which the army closed on Monday.", "The army closed [the road]"),
    ("President Amina Sow conceded on Monday and left the capital on Tuesday.", "President Amina Sow left the capital"),
    ("The mayor of Lima, who resigned on Monday, left the country.", "The mayor of Lima resigned"),
    ("He praised Chad, whose troops crossed the river on Monday and left the town on Tuesday.", "[Chad’s] troops left the town"),
    ("In fact the first passenger ferry in more than a year landed in Lamu on Monday.", "The first passenger ferry in more than a year landed in Lamu"),
    ("Mali launched what it called a sweep on Monday.", "Mali launched what it called a sweep"),
    ("The war has killed 700 people and driven 900 from Tete on Tuesday.", "The war has driven 900 from Tete"),
    ("Amina Sow, who'd arrived in Lima on Monday, left.", "Amina Sow [had] arrived in Lima"),
    ("The envoys were given a text to be read out in Lima on Monday.", "A text [was to] be read out in Lima"),
    ("President Amina Sow, addressing the nation on Monday, described the plan as a start.", "President Amina Sow described the plan as a start"),
    ("Chad said it would resume the truce talks, suspended since January 2019 after a raid.", "The truce talks [were] suspended"),
    ("Mali and Niger signed a pact on 10 November, and on the 12th the return of the town of Kati was agreed.", "Mali and Niger signed a pact"),
    ("The envoys of Chad met in Lomé on 5-6 June 2014.", "The envoys of Chad met in Lomé"),
    ("A gunman entered a clinic in Lima on Monday and was killed by police.", "A gunman was killed by police"),
    ("According to the Memorandum, the FLA will decommission arms in four stages on 9 December.", "The FLA will decommission arms in four stages"),
    ("A law on mining will enter into force not later than 31 March 2026.", "A law on mining will enter into force"),
    # What the parser takes for a participle, or gives to another verb.
    ("The minister, citing cost, cancelled on Monday the order for ships.", "The minister cancelled the order for ships"),
    ("Chad's president, in a letter issued on Monday, has accused the army of theft.", "Chad's president has accused the army of theft"),
    ("BEIRA - Sudanese jets struck the market of Abyei before dawn on Tuesday, killing four.", "Sudanese jets struck the market of Abyei"),
    ("Prosecutors in Lima freed him in 1990; courts in Quito freed two colonels in May.", "Courts in Quito freed two colonels"),
    # Clefts, and what is welcomed or deplored today.
    ("The council deplores the fire at the town hall of Kati on 13 May.", "The fire at the town hall of Kati"),
    ("The ministry regrets the publication of the treaty on Friday.", "The publication of the treaty"),
    # Of a clause in front of it or after "whose" only what belongs to the event stays.
    ("The Malian government and northern rebels will resume peace talks in Algiers next month, six years after then-President Omar Saleh called them off.", "The Malian government and northern rebels will resume peace talks in Algiers"),
    ("Mali reopened its embassy in Dakar on Monday, five months after Senegal's envoy left.", "Mali reopened its embassy in Dakar"),
    ("Russia, whose peacekeepers left Karabakh last week, did not comment.", "[Russia’s] peacekeepers left Karabakh"),
    ("The envoy praised Kenya, whose army freed two hostages on Monday.", "[Kenya’s] army freed two hostages"),
    ("Rebels shelled the port on Monday, two days after the envoy left, killing four dockers.", "Rebels shelled the port"),
    # What another clause is timed by, and who vows behind a name by which he is known.
    ("The attack came two days after the army recaptured the palace in Khartoum on Friday.", "The army recaptured the palace in Khartoum"),
    ("The ban came a week after the Seleka rebels seized the port of Beira on 2 November.", "The Seleka rebels seized the port of Beira"),
    ("Two days after the army recaptured the palace, shelling resumed in Khartoum on Monday.", "Two days after the army recaptured the palace, shelling resumed in Khartoum"),
    ("General Hamdan Dagalo, known as Hemedti, vowed on Saturday to return to Khartoum.", "General Hamdan Dagalo vowed on Saturday"),
    ("Sudan's military on Wednesday seized the airport. It captured the bridge on Tuesday.", "[Sudan's military] captured the bridge"),
    # Pronouns and bare nouns.
    ("Host: And General Jorge Valdés? He attacked the port.\nSow: He did, and in June he fled to Lima.", "[Jorge Valdés] fled to Lima"),
    ("The strike ended. The UGT called a march on Monday.", "The UGT called a march"),
    ("President Amina Sow met the rebels in Lomé. She signed a truce on Tuesday.", "[Amina Sow] signed a truce"),
    ("The attack came two days after the army had taken the palace. Its troops entered the airport on Wednesday.", "[The army’s] troops entered the airport"),
    ("The summit of the lake states failed. Kenya did not send anybody. Its soldiers left the island on Tuesday.", "[Kenya’s] soldiers left the island"),
    ("Jorge Valdés cancelled a visit to Cairo planned for next week.", "Jorge Valdés cancelled a visit to Cairo"),
    ("The oil company opened a port. It fired 200 workers on Monday.", "[The oil company] fired 200 workers"),
    ("The Red Cross said it had flown 60 tonnes of tents into Beira on Monday.", "[The Red Cross] had flown 60 tonnes of tents into Beira"),
    ("A fire broke out at the Mombasa container terminal. The terminal reopened on Tuesday.", "[The Mombasa container terminal] reopened"),
    ("\"We will block the port on Monday,\" said Jorge Valdés, the dockers' leader.", "[Jorge Valdés:] We will block the port"),
]  # fmt: skip
IN_NEED: list[str] = [
    "It fell apart on Tuesday.",
    "They signed it on Monday.",
    "This happened on Tuesday.",
    "He did on Monday.",
    'President Sow, wearing a grey coat, quipped on Monday: "I am late."',
]


@pytest.fixture(scope="module")
def rows() -> dict[str, list[dict]]:
    texts = [text for text, _ in CASES] + IN_NEED
    found = {}
    for article in parse(load_model(), (Unparsed(f"a{n}", text, THURSDAY) for n, text in enumerate(texts))):
        dates, mentions = find_dates(article), find_mentions(article)
        found[article.text] = find_events(article, dates, mentions, find_quotes(article, mentions, dates))
    return found


@pytest.mark.parametrize(("text", "headline"), CASES, ids=[case[1] for case in CASES])
def test_a_headline_can_be_read_alone(rows, text: str, headline: str) -> None:
    alone = [row["headline"] for row in rows[text] if not row["needs_context"]]
    assert headline in alone


@pytest.mark.parametrize("text", IN_NEED)
def test_what_cannot_be_read_alone_says_so(rows, text: str) -> None:
    """Such an event is listed, and a chart does not draw it."""
    assert all(row["needs_context"] for row in rows[text])


def test_one_event_told_twice_is_one(parsed) -> None:
    """The fuller telling is kept: the other names it."""
    text = (
        "The navy said on Wednesday it had seized a tanker. Sailors seized the tanker near Lomé on Tuesday. "
        "The crew was flown to Accra on Wednesday."
    )
    article = parsed(text, THURSDAY)
    found = find_events(article, find_dates(article), [], [])
    assert [(row["earliest"], row["repeats"]) for row in found] == [
        (None, 1),
        ("2025-11-25", None),
        ("2025-11-26", None),
    ]
