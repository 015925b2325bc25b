"""Events: dated clauses with the right days and status; what did not happen is never shown as happened."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

import pytest
import yaml

from tests.days import days
from workbook.language.events.events import find_events
from workbook.language.pipeline import Unparsed, load_model, parse
from workbook.scoring.events import score_events
from workbook.tables import make

GOLD = Path(__file__).parents[2] / "gold"
CASES = yaml.safe_load((GOLD / "events.yaml").read_text("utf-8"))
FLOORS = json.loads((GOLD / "floors-events.json").read_text("utf-8"))["events"]


def date_row(text: str, words: str, value) -> dict:
    earliest, latest = days(value)
    start = text.index(words)
    kind = "SET" if value == "SET" else "DURATION" if str(value).startswith("P") else "DATE"
    size = {4: "year", 7: "month", 10: "day"}.get(len(str(value)), "interval")
    return {
        "start": start,
        "end": start + len(words),
        "text": words,
        "timex_type": kind,
        "timex_value": str(value),
        "earliest": earliest,
        "latest": latest,
        "edtf": str(value) if earliest else None,
        "granularity": size if earliest else None,
        "basis": "explicit",
    }


def mention_rows(parsed) -> list[dict]:
    kinds = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "NORP": "group"}
    return [
        {"start": e.start_char, "end": e.end_char, "text": e.text, "entity_type": kinds[e.label_], "actor_id": e.text}
        for e in parsed.doc.ents
        if e.label_ in kinds
    ]


@pytest.fixture(scope="module")
def results() -> dict[str, list[dict]]:
    """The events of each sentence of the gold, by the sentence."""
    articles = parse(load_model(), [Unparsed("a0", case["text"], str(case["published"])) for case in CASES])
    return {case["text"]: found(case, article) for case, article in zip(CASES, articles, strict=True)}


def found(case, article) -> list[dict]:
    dates = [date_row(case["text"], words, value) for words, value in case["dates"].items()]
    return find_events(article, sorted(dates, key=lambda row: row["start"]), mention_rows(article), [])


def wanted(case) -> list[dict]:
    rows = []
    for event in case["events"]:
        only = next(iter(case["dates"].values()), None)
        earliest, latest = days(event.get("days", only))
        start = case["text"].index(event["words"])
        rows.append(
            {
                "status": None,
                **event,
                "start": start,
                "end": start + len(event["words"]),
                "earliest": earliest,
                "latest": latest,
            }
        )
    return rows


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_what_was_planned_proposed_or_denied_never_happened(case, results):
    text = case["text"]
    for event in wanted(case):
        inside = [row for row in results[text] if row["start"] < event["end"] and event["start"] < row["end"]]
        if event.get("not") == "happened" or event.get("status") in ("planned", "proposed", "denied"):
            inside = [row for row in inside if row["earliest"] == event["earliest"]]
            assert "happened" not in [row["status"] for row in inside], text


def test_events_of_our_own_gold_stay_found(results):
    """Found, days, status, kind, headline and place over the sentences of ``tests/gold/events.yaml``."""
    rows = [results[case["text"]] for case in CASES]
    scores = score_events(rows, [wanted(case) for case in CASES])
    details = [right for case, of_case in zip(CASES, rows, strict=True) for right in compare(of_case, wanted(case))]
    scores["details"] = sum(details) / len(details)
    assert {name: scores[name] for name, floor in FLOORS.items() if scores[name] < floor} == {}


def compare(rows, events):
    for event in events:
        near = [row for row in rows if row["start"] < event["end"] and event["start"] < row["end"]]
        row = min(near, key=lambda row: row["earliest"] != event["earliest"], default={})
        for name in ("status", "kind", "headline", "place"):
            if event.get(name) is not None:
                yield row.get(name) == event[name]


def test_rows_lead_back_to_the_text_and_keep_the_contract(results):
    """Each span is exact and trimmed; the rows make a table ``events`` once identifiers are added."""
    table = []
    for text, rows in results.items():
        for row in rows:
            words = text[row["start"] : row["end"]]
            assert words
            assert words == words.strip()
            assert 0 < len(row["headline"].split()) <= 16
            columns = {name: value for name, value in row.items() if name != "date"}
            table.append(columns | {"event_id": f"e{len(table)}", "article_id": "a0"})
    assert len(make("events", table)) > 100


def test_that_something_was_said_is_no_event_of_its_own(parsed):
    """The day beside "said" dates the quotation; what was said has its own day, or none."""
    text = "The envoy said on Friday the talks begin on 5 December. The envoy warned the rebels on Friday."
    rows = [date_row(text, "Friday", "2023-12-01"), date_row(text, "5 December", "2023-12-05")]
    again = date_row("Friday", "Friday", "2023-12-01")
    rows.append(again | {"start": text.rindex("Friday"), "end": text.rindex("Friday") + 6})
    found = find_events(parsed(text, "2023-12-02"), rows, [], [])
    assert [(row["kind"], row["status"], row["date"]) for row in found] == [
        ("action", "planned", 1),
        ("statement", "happened", 2),
    ]


def test_actors_are_those_named_in_the_clause_and_the_place_is_not_one_of_them(parsed):
    text = "Bangladesh and Myanmar signed a pact in Dhaka on Monday. Norway watched."
    article = parsed(text, "2024-05-08")
    mentions = [
        {
            "start": text.index(name),
            "end": text.index(name) + len(name),
            "text": name,
            "entity_type": kind,
            "form": "name",
            "actor_id": name,
        }
        for name, kind in [("Bangladesh", "country"), ("Myanmar", "country"), ("Dhaka", "place"), ("Norway", "country")]
    ]
    row = find_events(article, [date_row(text, "Monday", "2024-05-06")], mentions, [])[0]
    assert (row["actor_ids"], row["place"]) == (["Bangladesh", "Myanmar"], "Dhaka")


def test_a_quotation_cue_makes_its_clause_a_statement(parsed):
    text = "The envoy joked on Monday that peace was cheap."
    article, dates = parsed(text, "2024-05-08"), [date_row(text, "Monday", "2024-05-06")]
    assert find_events(article, dates, [], [])[0]["kind"] == "action"
    assert find_events(article, dates, [], [{"cue_start": text.index("joked")}])[0]["kind"] == "statement"


def test_without_a_day_of_publication_the_lead_stays_undated(parsed):
    assert find_events(parsed("A ferry sank off Zanzibar."), [], [], []) == []


def test_a_past_clause_of_the_lead_does_not_take_the_day_of_a_plan(parsed):
    text = "The pope will visit Juba on Friday. Gunmen burned a church."
    rows = find_events(parsed(text, "2024-05-08"), [date_row(text, "Friday", "2024-05-10")], [], [])
    assert [(row["status"], row["latest"]) for row in rows] == [("planned", "2024-05-10"), ("happened", "2024-05-08")]


def test_a_dateline_dates_nothing(parsed):
    text = "KHARTOUM, 8 May 2024 – Shells hit a school."
    row = date_row(text, "8 May 2024", "2024-05-08")
    assert 0 not in [event["date"] for event in find_events(parsed(text, "2024-05-08"), [row], [], [])]


TODAY = "2024-05-09"  # a Thursday


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kenya closed the Moyale crossing on Thursday.", "happened"),
        ("Egypt reopened the Rafah crossing on Thursday.", "happened"),
        ("Kenya shut the Moyale crossing on Thursday.", "happened"),
        ("The army began withdrawing on Thursday.", "happened"),
        ("The rebels stopped shelling on Thursday.", "happened"),
        ("Troops kept firing on Thursday.", "happened"),
        ("Poland will begin closing the border on Thursday.", "planned"),
        ("Bogotá decided to keep closing the bridge on Thursday.", "planned"),
        ("The minister refused opening the port on Thursday.", "denied"),
        ("The guards considered withdrawing on Thursday.", "proposed"),
        ("The union proposed holding a vote on Thursday.", "proposed"),
        ("Soldiers died fighting on Thursday.", "happened"),
    ],
)
def test_what_ends_in_ing_has_its_tense_from_above(parsed, text: str, status: str) -> None:
    """On the day of publication, "closed … on Thursday" is told of the past, whatever the parser hung the day on."""
    rows = find_events(parsed(text, TODAY), [date_row(text, "Thursday", TODAY)], [], [])
    assert [row["status"] for row in rows] == [status]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("• A ceasefire until 3 August 2025", None, ("planned", "2025-08-03")),
        ("• Ceasefire: until 3 August 2025", None, ("planned", "2025-08-03")),
        ("A truce until 3 August 2025 was signed in Doha.", None, ("planned", "2025-08-03")),
        ("A truce until 3 August 2025 was signed in Doha.", "2025-07-01", ("planned", "2025-08-03")),
        ("A ceasefire until 3 August 2025", "2025-09-01", ("happened", None)),
        ("The truce lasted until 3 August 2025.", None, ("happened", None)),
        ("The strike went on until 3 August 2025.", "2025-09-01", ("happened", None)),
        ("The embargo has been extended until 3 August 2025.", "2025-07-01", ("planned", "2025-08-03")),
        ("• A ceasefire on 3 August 2025", None, ("happened", "2025-08-03")),
        ("The talks until 3 August 2025 are chaired by Kenya.", "2025-07-01", ("planned", "2025-08-03")),
    ],
)
def test_what_lasts_until_a_day_did_not_happen_on_it(parsed, text: str, published: str, expected: tuple) -> None:
    rows = find_events(parsed(text, published), [date_row(text, "3 August 2025", "2025-08-03")], [], [])
    assert [(row["status"], row["earliest"]) for row in rows] == [expected]


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("Three rounds of talks have produced one truce and no monitors.", None),
        ("Two years of war have emptied the city.", None),
        ("Weeks of protests have shut the port of Beira.", None),
        ("A wave of strikes has closed the mines.", None),
        ("A decade of drought has killed the herds.", None),
        ("Gunmen have killed 20 people in a village in Mali.", "2025-06-17"),
        ("The mediators have signed a protocol in Lomé.", "2025-06-17"),
        ("Leaders of the strike have left the building.", "2025-06-17"),
        ("Drones hit a depot near Sumy.", "2025-06-16"),
        ("The round of talks fell apart in Doha.", "2025-06-16"),
    ],
)
def test_what_went_on_for_long_is_not_of_the_day_of_publication(parsed, text: str, earliest: str | None) -> None:
    """In the lead, the perfect is of the day itself, but for what adds up: rounds, weeks, years of something."""
    rows = find_events(parsed(text, "2025-06-17"), [], [], [])
    assert [(row["earliest"], row["latest"]) for row in rows] == [(earliest, "2025-06-17")]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (
            "Sudan's army and the paramilitary Rapid Support Forces agreed on Tuesday to pause fighting for seven days "
            "so that aid can reach El Fasher, the Saudi and American mediators said.",
            "Sudan's army and the paramilitary Rapid Support Forces agreed to pause fighting for seven days",
        ),
        (
            "The army and the main rebel group agreed on Tuesday to swap prisoners, the UN said.",
            "The army and the main rebel group agreed to swap prisoners",
        ),
        ("Kenya and Uganda signed a pact on Tuesday.", "Kenya and Uganda signed a pact"),
        ("Drivers, farmers and teachers marched on Tuesday, unions said.", "Drivers, farmers and teachers marched"),
        ("The president resigned and the army took over on Tuesday.", "The army took over"),
        ("The army fired on the camp and the rebels left it on Tuesday.", "The rebels left it"),
        ("Peru closed its embassy, and Chile left the talks on Tuesday.", "Chile left the talks"),
        ("Houses burned and the mayor fled on Tuesday, residents said.", "The mayor fled"),
        ("The union and the ministry met on Tuesday in Lagos.", "The union and the ministry met in Lagos"),
        ("Both the king and the queen left the palace on Tuesday.", "Both the king and the queen left the palace"),
    ],
)
def test_a_headline_keeps_all_of_its_subject(parsed, text: str, headline: str) -> None:
    """What A and B agreed is told of both, and two clauses joined by "and" stay two, however they were parsed."""
    rows = find_events(parsed(text, "2025-05-20"), [date_row(text, "Tuesday", "2025-05-20")], [], [])
    assert headline in [row["headline"] for row in rows]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("CORRECTION: An earlier report by Nile Wire said that the truce began on 21 May.", "denied"),
        ("Correction: A previous version said the vote took place on 21 May.", "denied"),
        ("An earlier version of this article incorrectly said that the ferry sank on 21 May.", "denied"),
        ("The ministry wrongly said that two soldiers died on 21 May.", "denied"),
        ("An earlier report by the UN said that the army had shelled the camp on 21 May.", "happened"),
        ("CORRECTION: The truce began on 21 May.", "happened"),
        ("CORRECTION: The ministry said that the truce began on 21 May.", "happened"),
        ("The judge said that the ship sank on 21 May.", "happened"),
        ("The court said that the miners were wrongly arrested on 21 May.", "happened"),
        ("The police said that the guards left earlier on 21 May.", "happened"),
    ],
)
def test_what_an_article_takes_back_did_not_happen(parsed, text: str, status: str) -> None:
    rows = find_events(parsed(text, "2025-05-24"), [date_row(text, "21 May", "2025-05-21")], [], [])
    assert [row["status"] for row in rows] == [status]


@pytest.mark.parametrize("unit", ["May ", "the attack on Monday and ", 'he said, "Monday" '])
def test_hostile_text_takes_linear_time(unit, parsed, linear):
    def work(size):
        text = unit * (size // len(unit))
        word = "May" if "May" in unit else "Monday"
        starts = [match.start() for match in re.finditer(word, text)]
        rows = [date_row(word, word, "2024-05-06") | {"start": at, "end": at + len(word)} for at in starts]
        return partial(find_events, parsed(text, "2024-05-08"), rows, [], [])

    linear(work, 2_000)
