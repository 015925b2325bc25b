"""What was waited for, denied or called off, and what stands behind "when" or an aside; each kind in many words."""

from __future__ import annotations

import pytest

from workbook.language.events import find_events
from workbook.language.pipeline import Unparsed, load_model, parse
from workbook.language.time import find_dates

THURSDAY = "2025-11-27"
Told = set[tuple[str, str | None]]
CASES: list[tuple[str, Told]] = [
    # "Did not … until": it happened on that day.
    ("The tanker did not dock until Monday.", {("happened", "2025-11-24")}),
    ("Sudan did not reopen the pass until 9 November.", {("happened", "2025-11-09")}),
    ("The monks didn't leave the hall until Tuesday night.", {("happened", "2025-11-25")}),
    ("The bishop was not freed until Sunday.", {("happened", "2025-11-23")}),
    ("Water was not restored in Gonder until Wednesday, the mayor said.", {("happened", "2025-11-26")}),
    ("Medics did not reach the pit until 20 November.", {("happened", "2025-11-20")}),
    ("The junta did not name the dead until Tuesday.", {("happened", "2025-11-25")}),
    ("The two fleets did not part until Monday evening.", {("happened", "2025-11-24")}),
    ("The nuns will not fly home until Monday.", {("planned", "2025-12-01")}),
    ("The pass has not reopened since Monday.", {("denied", "2025-11-24")}),
    # A verb whose past looks like its present, behind an aside that hides its subject.
    ("Two monks told the radio that a shell of the Third Army, badly aimed, set the granary alight on Tuesday night.", {("happened", "2025-11-25")}),
    ("Miners, some of them armed, set the depot on fire on Sunday.", {("happened", "2025-11-23")}),
    ("Nurses said that looters, their faces covered, set two vans alight on Monday.", {("happened", "2025-11-24")}),
    ("A mortar round, badly aimed, hit the mosque on Tuesday morning.", {("happened", "2025-11-25")}),
    ("The navy, tired of waiting, shut the strait on Monday.", {("happened", "2025-11-24")}),
    ("The junta, in a decree, cut the bread ration on Tuesday.", {("happened", "2025-11-25")}),
    ("Smugglers, once his friends, hit the convoy near Agadez on Wednesday.", {("happened", "2025-11-26")}),
    ("The union, citing low pay, put pickets at the gate on Monday.", {("happened", "2025-11-24")}),
    ("The governor, ill and alone, quit on Sunday.", {("happened", "2025-11-23")}),
    ("The junta plans to set the nuns free on Monday.", {("planned", "2025-12-01")}),
    # Planned and called off, wherever the parser hung what became of it.
    ("The parade planned for 3 October, did not take place.", {("cancelled", "2025-10-03")}),
    ("A summit set for 9 November never took place.", {("cancelled", "2025-11-09")}),
    ("By-elections scheduled for 16 November were not held.", {("cancelled", "2025-11-16")}),
    ("The boat race, scheduled for 2 November, was called off.", {("cancelled", "2025-11-02")}),
    ("The concert planned for 8 November in the old fort did not take place.", {("cancelled", "2025-11-08")}),
    ("The census was to begin in September but the money ran out.", {("cancelled", "2025-09-01")}),
    ("The court was due to rule in October, but put it off.", {("cancelled", "2025-10-01")}),
    ("The panel was due to publish its report in May, but the judge fell ill.", {("cancelled", "2025-05-01")}),
    ("Chad was to reopen the pass in August but kept it shut.", {("cancelled", "2025-08-01")}),
    ("The tribunal was set to sit in June, but has not done so.", {("cancelled", "2025-06-01")}),
    ("The tribunal is due to sit in June.", {("planned", "2026-06-01")}),
    # A denial with its day is one row.
    ("Chad denied on Monday that its troops had crossed the river.", {("denied", "2025-11-24")}),
    ("The navy denied late on Sunday that it had shelled the port.", {("denied", "2025-11-23")}),
    ("The abbot on Tuesday denied that money had been paid.", {("denied", "2025-11-25")}),
    ("On Monday the union denied that it had called the strike off.", {("denied", "2025-11-24")}),
    # What happened when: on the day that stands before it.
    ("The pass has been shut since March 2019, when three guards were shot dead there.", {("happened", "2019-03-01")}),
    ("Fishermen still speak of 1987, when pirates came up the river.", {("happened", "1987-01-01")}),
    ("It was Tuesday, a market day, when shells fell on the granary.", {("happened", "2025-11-25")}),
    ("The strike ended on Monday, when the two heads put their names to the pact.", {("happened", "2025-11-24")}),
    ("The truce held until 9 November, when shells hit the depot.", {("happened", "2025-11-09"), ("happened", None)}),
    ("The court adjourned until Monday, when the nuns will appear.", {("planned", "2025-12-01")}),
    ("The mill opens on Sundays, when people come.", set()),
    # The first day is of the participle, the second of the verb.
    ("The last two of the nuns abducted on 4 May 2024 returned on Tuesday, 25 November.", {("happened", "2024-05-04"), ("happened", "2025-11-25")}),
    ("The pilots held since 2021 were flown home on Tuesday.", {("happened", "2021-01-01"), ("happened", "2025-11-25")}),
    # A day without a comma before a name; an evening of the day told.
    ("On Tuesday Orsini was declared the winner.", {("announced", "2025-11-25")}),
    ("Orsini won on Tuesday. In the evening a crowd gathered on the quay.", {("happened", "2025-11-25")}),
    ("The council welcomes the release, on 8 November, of six nuns.", {("happened", "2025-11-08")}),
    ("The ministry welcomes the decision of the two sides, announced on Tuesday, to go on.", {("announced", "2025-11-25")}),
]  # fmt: skip


def rows_of(text: str, published: str | None = THURSDAY) -> list[dict[str, object]]:
    parsed = next(parse(load_model(), [Unparsed("a", text, published)]))
    return find_events(parsed, find_dates(parsed), [], [])


@pytest.mark.parametrize(("text", "told"), CASES, ids=[text for text, _ in CASES])
def test_what_is_told_of_it(text: str, told: Told) -> None:
    rows = [row for row in rows_of(text) if row["rule"] != "lead"]
    assert {(str(row["status"]), row["earliest"]) for row in rows} == told


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("The tanker did not dock until Monday.", "The tanker did not dock until Monday"),
        ("Miners, some of them armed, set the depot on fire on Sunday.", "Miners set the depot on fire"),
        ("The parade planned for 3 October, did not take place.", "The parade planned for 3 October, did not take place"),
        ("A jetty at Boma used for the loading of arms was hit on Monday.", "A jetty at Boma used for the loading of arms was hit"),
        ("The decision of the two sides, announced on Tuesday, stands.", "The decision of the two sides [was] announced on Tuesday"),
    ],
)  # fmt: skip
def test_the_words_say_so(text: str, headline: str) -> None:
    """What did not happen until a day keeps its day; the subject is not lost behind an aside."""
    assert headline in [row["headline"] for row in rows_of(text)]


@pytest.mark.parametrize(
    "head",
    [
        "Statement No. 12, Tuesday, 4 November 2025",
        "Office of the Envoy, communiqué of 4 November 2025",
        "Situation report no. 9, 4 November 2025, 18:00",
        "Transcript of the broadcast of Tuesday 4 November 2025, 20:00",
        "Press release 2025/14, 4 November 2025",
    ],
)
def test_a_document_bears_its_day(head: str) -> None:
    """Without a day of publication "this morning" is of the day that the head of a statement bears."""
    rows = rows_of(f"MINISTRY OF WAR\n{head}\n\nThe nuns were freed this morning at the pass.", None)
    assert [row["earliest"] for row in rows] == ["2025-11-04"]


@pytest.mark.parametrize("head", ["Report on the fire of 4 November 2025", "The council met on 4 November 2025"])
def test_another_day_in_the_head_is_not_its_own(head: str) -> None:
    rows = rows_of(f"{head}\n\nThe nuns were freed this morning at the pass.", None)
    assert "2025-11-04" not in [row["earliest"] for row in rows if "nuns" in str(row["headline"])]


def test_sentences_of_a_chronology_without_a_verb() -> None:
    rows = rows_of(
        "A log\n- 4 November: First burials. Minister Okoro in Goma. The cabinet meets and recalls its envoy."
    )
    assert [row["headline"] for row in rows] == [
        "First burials",
        "Minister Okoro in Goma",
        "The cabinet meets and recalls its envoy",
    ]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Amina Okoro claims that in 1997 she was held on the ship.", "Amina Okoro claims that she was held on the ship"),
        ("The union alleged on Monday that two clerks had taken money.", "The union alleged that two clerks had taken money"),
        ("Analysts suggested that the mill was burned on Sunday by its owner.", "Analysts suggested that the mill was burned by its owner"),
        ("The army said that the mill was burned on Sunday by its owner.", "The mill was burned by its owner"),
        ("Oman flew Hana Weiss home on Monday as Chadian troops were leaving Mao.", "Oman flew Hana Weiss home"),
    ],
)  # fmt: skip
def test_a_claim_is_shown_as_one(text: str, headline: str) -> None:
    """What somebody claims is shown with who claims it; half a clause is not shown."""
    assert headline in [row["headline"] for row in rows_of(text)]
