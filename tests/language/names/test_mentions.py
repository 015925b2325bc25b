"""What find_mentions promises: exact spans, one name a person, capitals told from governments, headings read too."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.linear import Linear
from workbook.language.names.mentions import find_mentions
from workbook.language.pipeline import Parsed, Unparsed, load_model, parse
from workbook.scoring.mentions import score_mentions

GOLD = Path(__file__).parents[2] / "gold"
FLOORS = json.loads((GOLD / "floors-mentions.json").read_text("utf-8"))
_MARK = re.compile(r"\[([pocldmg])\|([^\]>]+)(?:>([^\]]+))?\]")
_KINDS = {
    "p": ("person", "name"),
    "o": ("organization", "name"),
    "c": ("country", "name"),
    "l": ("place", "name"),
    "m": ("country", "metonym"),
    "d": ("country", "demonym"),
}


def unmarked(marked: str) -> tuple[str, list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    text, at = "", 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        kind, form = _KINDS[mark[1]]
        row = {"start": len(text), "end": len(text) + len(mark[2]), "text": mark[2], "entity_type": kind, "form": form}
        rows.append(row | {"name": mark[3] or mark[2]})
        text, at = text + mark[2], mark.end()
    return text + marked[at:], rows


@pytest.fixture(scope="module")
def own_gold() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Found and gold rows of the sentences in tests/gold/actors.yaml."""
    texts = [unmarked(text) for text in yaml.safe_load((GOLD / "actors.yaml").read_text("utf-8"))["texts"]]
    parsed = parse(load_model(), [Unparsed(f"g{number}", text) for number, (text, _) in enumerate(texts)])
    found = [row | {"article_id": article.article_id} for article in parsed for row in find_mentions(article)]
    gold = [row | {"article_id": f"g{number}"} for number, (_, rows) in enumerate(texts) for row in rows]
    return found, gold


def test_spans_types_and_forms_stay_above_their_floor(own_gold) -> None:
    found, gold = own_gold
    keys = ("article_id", "start", "end", "entity_type", "form")
    ours = {tuple(row[key] for key in keys) for row in found if row["form"] != "nominal"}
    theirs = {tuple(row[key] for key in keys) for row in gold}
    f1 = 2 * len(ours & theirs) / (len(ours) + len(theirs))
    assert len({row["article_id"] for row in gold}) >= 60
    assert f1 >= FLOORS["span_type_form_f1"]


def test_names_within_an_article_stay_above_their_floor(own_gold) -> None:
    found, gold = own_gold
    names = {(row["article_id"], row["start"], row["end"]): row["name"] for row in found}
    right = [names.get((row["article_id"], row["start"], row["end"])) == row["name"] for row in gold]
    assert sum(right) / len(right) >= FLOORS["name_accuracy"]


def test_rows_lead_back_to_the_text(own_gold) -> None:
    found, _ = own_gold
    assert all(row["text"] == row["text"].strip() and row["end"] - row["start"] == len(row["text"]) for row in found)
    assert {row["actor_id"][0] for row in found} == {"n"}
    assert all(len(row["actor_id"]) == 13 for row in found)


def brief(rows: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(row["text"], row["form"], row["name"]) for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The U.S. and the US agreed; so did the United States of America.",
            [("U.S.", "name"), ("US", "name"), ("United States of America", "name")],
            id="one country, three names",
        ),
        pytest.param(
            "Russia-Ukraine talks stalled.", [("Russia", "name"), ("Ukraine", "name")], id="joined by a hyphen"
        ),
        pytest.param("A U.S.-led mission left.", [("U.S.", "name")], id="led"),
        pytest.param("It cost US$40 million.", [], id="a currency is no country"),
        pytest.param("He may come in March, the second time.", [], id="months and small words"),
        pytest.param("The minister said he would resign.", [], id="titles and pronouns are no actors"),
        pytest.param("Mali's army fired.", [("Mali", "name")], id="possessive outside the span"),
    ],
)
def test_countries(parsed, text: str, expected: list[tuple[str, str]]) -> None:
    rows = find_mentions(parsed(text))
    assert [(row["text"], row["form"]) for row in rows] == expected
    assert {row["entity_type"] for row in rows} <= {"country"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The SPLM-IO rejected it, and the SPLM agreed.", ["SPLM-IO", "SPLM"]),
        ("Commanders of the FARC-EP met envoys of the ELN.", ["FARC", "National Liberation Army"]),
        ("Leaders of the MILF-BIAF would not disarm.", ["MILF-BIAF"]),
        ("UN-AU talks and EU-UK ties cooled.", ["United Nations", "African Union", "European Union", "United Kingdom"]),
        ("NATO-EU staff met the US-ROK command.", ["NATO", "European Union", "United States", "South Korea"]),
        ("The UN-brokered truce held.", ["United Nations"]),
    ],
)
def test_a_part_of_a_movement_is_a_body_of_its_own(parsed, text: str, names: list[str]) -> None:
    """Two bodies joined by a hyphen stay two."""
    bodies = [row["name"] for row in find_mentions(parsed(text)) if row["entity_type"] != "person"]
    assert bodies == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Free Aceh Movement (GAM) met officials. GAM said it would sign.", ["Free Aceh Movement"] * 3),
        ("Mali's Permanent Strategic Framework (CSP) was ready. The CSP left.", ["Permanent Strategic Framework"] * 3),
        ("The Democratic Forces for the Liberation of Rwanda (FDLR) withdrew.", ["Democratic Forces for the Liberation of Rwanda"] * 2),
        ("Envoys of the Polisario Front (Reuters) left.", ["Polisario Front", "Reuters"]),
        ("The European Union (AP) mission left.", ["European Union", "Associated Press"]),
        ("The Polisario Front (UN) and the AU met.", ["Polisario Front", "United Nations", "African Union"]),
    ],
)  # fmt: skip
def test_letters_in_brackets_are_the_body_before_them(parsed, text: str, names: list[str]) -> None:
    """They are of whatever language; those that are known for another body, as agencies' are, stay that."""
    rows = find_mentions(parsed(text))
    assert [row["name"] for row in rows if row["entity_type"] == "organization"] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rodrigo Londoño, once known as Timochenko, spoke. Timochenko left.", {"Rodrigo Londoño"}),
        ("Ahmed al-Sharaa, better known as Abu Mohammed al-Julani, met envoys.", {"Ahmed al-Sharaa"}),
        ("Ali Hassan, alias Abu Omar, was freed. Abu Omar smiled.", {"Ali Hassan"}),
        ("Ali Hassan met Abu Omar.", {"Ali Hassan", "Abu Omar"}),
        ("Ali Hassan, known to Abu Omar, left.", {"Ali Hassan", "Abu Omar"}),
    ],
)
def test_a_second_name_is_the_same_persons(parsed, text: str, names: set[str]) -> None:
    assert {row["name"] for row in find_mentions(parsed(text))} == names


@pytest.mark.parametrize(
    ("text", "word", "form"),
    [
        pytest.param("Khartoum rejected the truce.", "Khartoum", "metonym", id="subject of a decision"),
        pytest.param("A bomb exploded in Khartoum.", "Khartoum", "name", id="in"),
        pytest.param("Officials urged Ankara to open the border.", "Ankara", "metonym", id="object of urging"),
        pytest.param("The road to Ankara was closed.", "Ankara", "name", id="to"),
        pytest.param("Tokyo's position has not changed.", "Tokyo", "metonym", id="owner of a position"),
        pytest.param("Tokyo's streets were empty.", "Tokyo", "name", id="owner of streets"),
        pytest.param("The plan was rejected by Bogotá.", "Bogotá", "metonym", id="by, in the passive"),
        pytest.param(
            "Delegations from Amman, Cairo and Doha arrived.", "Doha", "metonym", id="in a list of delegations"
        ),
        pytest.param("Flights from Amman, Cairo and Doha were late.", "Doha", "name", id="in a list of flights"),
    ],
)
def test_capitals(parsed, text: str, word: str, form: str) -> None:
    rows = {row["text"]: row for row in find_mentions(parsed(text))}
    assert rows[word]["form"] == form
    assert (rows[word]["entity_type"] == "place") == (form == "name")


def test_two_people_with_one_family_name_stay_two(parsed) -> None:
    rows = find_mentions(parsed("John Kamau left. Kamau was tired. Mary Kamau stayed. Kamau slept."))
    assert [row["name"] for row in rows] == ["John Kamau", "John Kamau", "Mary Kamau", "Mary Kamau"]


def test_headings_are_read_by_known_names(parsed) -> None:
    text = "Petro Meets Maduro in Cúcuta\nPresident Gustavo Petro met President Nicolás Maduro in Cúcuta."
    rows = find_mentions(parsed(text, headings=((0, 28),)))
    assert [row["name"] for row in rows if row["start"] < 28] == ["Gustavo Petro", "Nicolás Maduro", "Cúcuta"]


def test_groups_hold_the_name_in_them(parsed) -> None:
    rows = find_mentions(parsed("Kyiv's allies met; European allies and Houthi rebels did not."))
    groups = [row["text"] for row in rows if row["form"] == "nominal"]
    assert groups == ["Kyiv's allies", "European allies", "Houthi rebels"]
    assert "Kyiv" in {row["text"] for row in rows}


def test_empty_text_has_no_mentions(parsed) -> None:
    assert find_mentions(parsed("")) == []


def test_a_person_called_jordan(parsed) -> None:
    rows = find_mentions(parsed("Jordan Bardella spoke in Lille. Bardella left."))
    assert "Jordan Bardella" in {row["text"] for row in rows}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The High Commissioner for Peace, Danilo Rueda, flew to Quito.", {"Danilo Rueda", "Quito"}),
        ("The Minister for Foreign Affairs resigned in Accra.", {"Accra"}),
        ("The Secretary of State for Northern Ireland spoke in Derry.", {"Northern Ireland", "Derry"}),
        ("The Presidential Adviser on the Peace Process left Davao.", {"Davao"}),
        ("The Commissioner for Peace and Security, Bankole Adeoye, was in Kigali.", {"Bankole Adeoye", "Kigali"}),
        ("Spokesman for Zenith Bank said the branch in Kano was shut.", {"Zenith Bank", "Kano"}),
    ],
)
def test_an_office_is_no_actor(parsed, text: str, names: set[str]) -> None:
    assert {row["text"] for row in find_mentions(parsed(text))} == names


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The army shelled ELN rebels near Arauca.", "National Liberation Army"),
        ("Houthi militants fired on a tanker.", "Houthis"),
        ("Police arrested M23 fighters in Goma.", "M23"),
        ("The ELN's negotiators left Caracas.", "ELN's negotiators"),
        ("Kyiv's allies met in Ramstein.", "Kyiv's allies"),
        ("Chadian rebels crossed the border.", "Chadian rebels"),
    ],
)
def test_members_of_a_body_are_the_body(parsed, text: str, actor: str) -> None:
    """Its fighters are; its delegates and friends, and rebels of a country, are groups of their own."""
    assert [row["name"] for row in find_mentions(parsed(text)) if row["form"] == "nominal"] == [actor]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ABU DHABI, June 4 - Talks began.", {("Abu Dhabi", "place")}),
        ("EL FASHER, June 4 - The guns fell silent.", {("El Fasher", "place")}),
        ("LA PAZ (Andean Press) — Miners marched.", {("La Paz", "place")}),
        ("UN HEADQUARTERS, June 4 - Talks began.", {("United Nations", "organization")}),
        ("NAIROBI, June 4 (Nile Wire) - Kenya shut a camp.", {("Nairobi", "place")}),
        ("An earlier report by Nile Wire was wrong.", {("Nile Wire", "organization")}),
        ("The Gulf Ledger saw the draft.", {("Gulf Ledger", "organization")}),
        ("Deputy Foreign Minister Mikhail Ivanov left.", {("Mikhail Ivanov", "person")}),
        ("Deputy Defence Minister Anna Malyar left.", {("Anna Malyar", "person")}),
        ("Deputy Prime Minister Olha Koval left.", {("Olha Koval", "person")}),
        ("A rebel spokesman, Al-Fatih Qurashi, left.", {("Al-Fatih Qurashi", "person")}),
        ("The ambassador, Al-Harith Mansour, left.", {("Al-Harith Mansour", "person")}),
        (
            "Al-Nusra fired on Al-Sadr Movement guards.",
            {("Al-Nusra", "organization"), ("Al-Sadr Movement", "organization")},
        ),
        ("A fire broke out in the Al-Ghaza Hotel.", {("Al-Ghaza Hotel", "organization")}),
        ("Al-Ahram Weekly wrote of it.", {("Al-Ahram Weekly", "organization")}),
        ("It was 1,200, according to a Western official.", set()),
        (
            "UN Secretary-General António Guterres left.",
            {("United Nations", "organization"), ("António Guterres", "person")},
        ),
        ("EU High Commissioner Ann Lee left.", {("European Union", "organization"), ("Ann Lee", "person")}),
        ("The convoy was hit, he said. He left.", set()),
        pytest.param(
            "Tom Perkins arrived in Port Sudan on Thursday and was to meet Burhan on Saturday.",
            {("Tom Perkins", "person"), ("Port Sudan", "place"), ("Burhan", "person")},
            marks=pytest.mark.xfail(
                reason="a family name alone is a place to the recogniser; the corpus joins it later"
            ),
        ),
        pytest.param(
            "An earlier report by Lake Lantern was wrong.",
            {("Lake Lantern", "organization")},
            marks=pytest.mark.xfail(reason="no word of the name tells an outlet, and publishers are not known here"),
        ),
        ("EL FASHER, Sudan - Guns fell silent.", {("El Fasher", "place"), ("Sudan", "country")}),
    ],
)
def test_who_is_who_around_datelines_offices_and_al(parsed, text: str, expected: set[tuple[str, str]]) -> None:
    """Capitals of a dateline, agencies, the field of a deputy's office, names with Al-; a text may end in "He left."."""
    found = {(row["name"], row["entity_type"]) for row in find_mentions(parsed(text)) if row["form"] == "name"}
    assert found - {("Kenya", "country")} == expected


def test_hostile_text_takes_linear_time(linear: Linear) -> None:
    """Half of it is one run of names without end; the parse is not measured."""

    def hostile(size: int) -> Callable[[], object]:
        text = "President Ann Paris, " * size + "Ann of Bank and " * size
        return partial(find_mentions, Parsed("a0", text, doc=load_model().make_doc(text)))

    linear(hostile, 100)


def test_scores_count_names_only() -> None:
    found = [
        {"start": 0, "end": 5, "text": "Kenya", "entity_type": "country", "form": "name", "actor_id": "n1"},
        {"start": 10, "end": 16, "text": "Kenyan", "entity_type": "country", "form": "demonym", "actor_id": "n1"},
        {"start": 30, "end": 34, "text": "Ruto", "entity_type": "person", "form": "name", "actor_id": "n2"},
    ]
    gold = [
        {"start": 0, "end": 5, "text": "Kenya", "entity_type": "place", "link": "Kenya"},
        {"start": 10, "end": 16, "text": "Kenyan", "entity_type": "place", "link": "Kenya"},
        {"start": 20, "end": 34, "text": "President Ruto", "entity_type": "person", "link": "Ruto"},
        {"start": 36, "end": 38, "text": "He", "entity_type": "person", "link": "Ruto"},
        {"start": 40, "end": 45, "text": "Juba’s", "entity_type": "place", "link": None},
    ]
    scores = score_mentions(found, gold)
    assert (scores["precision"], scores["n"], scores["links_f1"]) == (1.0, 3, 1.0)
    assert scores["recall"] == pytest.approx(2 / 3)
    assert (scores["person_f1"], scores["place_f1"]) == (1.0, pytest.approx(2 / 3))
    linked_only = score_mentions(found, gold[:-1])
    assert (linked_only["recall"], linked_only["types"]) == (1.0, 1.0)
    assert "precision" not in linked_only
