"""Whom "he", "they", "the minister" and longer words for a speaker mean; nobody where the text does not tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from workbook.language.names import find_mentions, find_roles
from workbook.language.pipeline import Parsed
from workbook.language.speech import find_quotes


def _speakers(parsed: Callable[..., Parsed], text: str) -> list[dict[str, Any]]:
    article = parsed(text)
    mentions = find_mentions(article)
    names = {row["actor_id"]: row["name"] for row in mentions}
    rows = find_quotes(article, mentions, roles=find_roles(article, mentions))
    return [{**row, "actor": names.get(row["actor_id"])} for row in rows if row["quote_type"] != "scare"]


PRONOUNS = [
    ("Carlos Mendes met Jorge Prado in Lima. “We will rebuild,” he said.", ["Carlos Mendes"]),
    ("Alice Mutua met Peter Otieno on Monday. “It was long,” she said. “It was,” he replied.", ["Alice Mutua", "Peter Otieno"]),
    ("Hans Weber wrote to Laura Rossi and Marta Rossi. “I am waiting,” he said.", ["Hans Weber"]),
    ("Helena Novak thanked Pavel Novak. “The road is open,” she said.", ["Helena Novak"]),
    (
        "Peter Otieno said the bridge would open. Daniel Odinga has called a meeting for Friday. He said it was urgent.",
        ["Peter Otieno", "Daniel Odinga"],
    ),
    ("Ruth Okello spoke first. “We wait,” she said. “We will not wait long,” she added.", ["Ruth Okello"] * 2),
    ("A trader lost her stall.\n“I have nothing,” she said.", [None]),
    ("The joint commission, meeting at the UN's offices since May, agreed to reopen the road.", [None]),
    ("Jean Sow could not be reached. A shopkeeper in Uvira, near Goma, shrugged. “They sign, we sell,” she said.", [None]),
    ("Trump envoy Steve Witkoff said the talks went well.", ["Steve Witkoff"]),
    ("Ukrainian President Volodymyr Zelenskyy advisor Mykhailo Podolyak said there was no deal.", ["Mykhailo Podolyak"]),
    ("A Netanyahu aide said the army would stay.", [None]),
    ("Ukraine and the United States agreed to continue work on the text.", ["Ukraine"]),
    ("Hamas met mediators of Fatah in Cairo. The group said it wanted guarantees.", ["Hamas"]),
    ("Save the Children runs a clinic in Wau. “We have no drugs,” the charity said.", ["Save the Children"]),
    ("TotalEnergies left Afungi in 2021. Rwanda sent men. The company said it would return.", ["TotalEnergies"]),
    ("Reuters reported the deal. The group said it was false.", [None]),
    ("The United Nations and the European Union met in Doha. The group said it would sign.", [None]),
    ("Maria Lopez visited the camp. An official said food had run out. He said the road was cut.", [None, None]),
    ("Omar Saleh, in a talk on Monday, praised Idris Deby, a “fine pilot” he said he first met in 1990.", ["Omar Saleh"]),
    ("Joseph Boakai was resting near Voinjama, where he told the press the talks had failed.", ["Joseph Boakai"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "actors"), PRONOUNS)
def test_he_and_she_are_the_nearest_subject_of_that_sex(parsed, text: str, actors: list[str | None]) -> None:
    """A subject before an object, who spoke last before others; an unnamed speaker stays unnamed."""
    assert [row["actor"] for row in _speakers(parsed, text)] == actors


SEVERAL = [
    ("“Prices will rise,” economists at Danish bank Nordlys said. “Wages will not,” they added.", [None, None]),
    ("Villagers fled to Kenya on Monday. They said soldiers had burned the fields.", [None]),
    ("The World Health Organization said the ward was full. It said 40 beds were needed.", ["World Health Organization"] * 2),
    ("France closed its embassy. The report said the staff had left. It said the doors were sealed.", [None, None]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "actors"), SEVERAL)
def test_they_and_it_are_not_the_next_best_country(parsed, text: str, actors: list[str | None]) -> None:
    assert [row["actor"] for row in _speakers(parsed, text)] == actors


ROLES = [
    ("Foreign Minister Ruth Okello met President Daniel Odinga. “It is done,” the minister said.", "Ruth Okello"),
    ("Foreign Minister Ruth Okello met President Daniel Odinga. “It is done,” the president said.", "Daniel Odinga"),
    ("Colonel Pavel Hruska met General Jan Novak. The general said the army was ready.", "Jan Novak"),
    ("Spokeswoman Hana Suzuki spoke after Kenji Mori. The spokeswoman said the port was open.", "Hana Suzuki"),
    ("Omar Saleh, the central bank governor, left. The governor said rates would hold.", "Omar Saleh"),
    ("The minister said the road was open.", None),
]


@pytest.mark.parametrize(("text", "actor"), ROLES)
def test_a_role_is_the_person_who_has_it(parsed, text: str, actor: str | None) -> None:
    assert [row["actor"] for row in _speakers(parsed, text)] == [actor]


PARTS = [
    ("“He is tired,” said a friend who knows Mr Mendes.", None),
    ("The mother of hostage Eitan Bar wrote: “My child, come home.”", None),
    ("“He will appeal,” said Carlos Mendes’s lawyer.", None),
    ("A spokesman for Prime Minister Pedro Sanchez said the vote would be held.", None),
    ("“We wait,” said the brother of President Daniel Odinga.", None),
    ("Secretary of State Anna Lindt said the talks had begun.", "Anna Lindt"),
    ("The head of the relief agency, Omar Saleh, said the road was cut.", "Omar Saleh"),
    ("Minister of Defence Jorge Prado said the army would stay.", "Jorge Prado"),
    ("Their envoy Luisa Prado said the border was closed.", "Luisa Prado"),
    ("Omar Saleh, who knows Daniel Odinga, said the talks had failed.", "Omar Saleh"),
]


@pytest.mark.parametrize(("text", "actor"), PARTS)
def test_who_is_named_only_to_say_whose_friend_speaks_is_no_speaker(parsed, text: str, actor: str | None) -> None:
    assert [row["actor"] for row in _speakers(parsed, text)] == [actor]


def test_it_is_said_how_the_speaker_was_found_and_where_the_name_stands(parsed) -> None:
    text = "Foreign Minister Ruth Okello flew to Doha. She said the truce would hold. The minister said it was late."
    rows = _speakers(parsed, text)
    assert [row["actor_basis"] for row in rows] == ["pronoun", "role"]
    assert {text[row["actor_start"] : row["actor_end"]] for row in rows} == {"Ruth Okello"}
    (named,) = _speakers(parsed, "Ruth Okello said the truce would hold.")
    assert (named["actor_basis"], named["actor_start"]) == ("named", 0)


STATEMENTS = [
    ("“The camp is full,” Omar Saleh said. “We need tents.”", [0, 0]),
    ("“If so,” Omar Saleh said, “we will leave.”", [0, 0]),
    ("“The camp is full,” Omar Saleh said.\n“Nobody came.”\n“We need tents.”", [0, 0, 0]),
    ("“The camp is full,” Omar Saleh said. “We need tents,” he added.", [0, 1]),
    ("Omar Saleh said the camp was full and warned that tents were missing.", [0, 1]),
    ("“The camp is full,” Omar Saleh said. Outside, rain fell on the tents. “We need help.”", [0, 1]),
    ("“It is over,” said Omar Saleh. “It is not,” said Ruth Okello.", [0, 1]),
    ("Omar Saleh said: “The camp is full. We need tents.” The “night road” is closed.", [0, None]),
    ("“One,” said Ruth Okello, who runs the camp near Goma. “Two,” said Omar Saleh. “We have three.”", [0, 1, 1]),
    ("Ruth Okello called the camp “a scandal”.", [0]),
]


@pytest.mark.parametrize(("text", "numbers"), STATEMENTS)
def test_pieces_of_a_statement_have_its_number(parsed, text: str, numbers: list[int | None]) -> None:
    """What one attribution holds is one statement, until the article or somebody else speaks."""
    assert [row["statement"] for row in find_quotes(parsed(text))] == numbers


DOCUMENTS = [
    ("Omar Saleh sent a letter to the bank. The letter said the loan was late.", "Omar Saleh"),
    ("The World Bank released a report on Monday. The report said wages had fallen.", "World Bank"),
    ("A report by the World Bank said wages had fallen.", "World Bank"),
    ("Omar Saleh’s letter said the loan was late.", "Omar Saleh"),
    ("A letter about the World Bank said the loan was late.", None),
    ("The letter said the loan was late.", None),
    ("A letter seen by the World Bank said wages had fallen.", None),
    ("The office of the registrar of the US state of Ohio issued a report. The report said wages had fallen.", None),
    ("Secretary for Ports Mr Saleh said the loan was late.", "Saleh"),
    ("A spokesman for the Kenyan army said the loan was late.", "Kenya"),
    ("Director-General of WHO Dr Omar Saleh said the loan was late.", "Omar Saleh"),
    ("Haddad said:“The loan is late.”", "Haddad"),
    ("Omar Saleh left Goma. A man said the loan was late. The man said it again.", None),
]


@pytest.mark.parametrize(("text", "actor"), DOCUMENTS)
def test_a_document_speaks_for_who_wrote_it(parsed, text: str, actor: str | None) -> None:
    assert [row["actor"] for row in _speakers(parsed, text)] == [actor]
