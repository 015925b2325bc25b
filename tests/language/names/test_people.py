"""Whom a part of a name means in one article: ten variants of each kind, from conflicts and families of all kinds.

Each case is a text and, for the words after each "|", the person whom the article names in full; "-" is nobody: the corpus
decides. Texts are parsed together.
"""

from __future__ import annotations

import pytest

from workbook.language.names.mentions import find_mentions
from workbook.language.pipeline import Parsed, Unparsed, load_model, parse

KINS = [
    ("President Omar Diallo came with his wife, Awa Diallo. |Diallo spoke for an hour.", "Omar Diallo"),
    ("Governor Rosa Ibarra and her son, Luis Ibarra, voted early. |Ibarra said turnout was low.", "Rosa Ibarra"),
    ("Premier Petr Novak left with his daughter, Jana Novak. |Novak will return on Monday.", "Petr Novak"),
    (
        "Joseph Mensah said the dam was full. His brother, Kofi Mensah, laughed. |Mensah signed the paper.",
        "Joseph Mensah",
    ),
    ("Amira Haddad led the talks. Her husband, Sami Haddad, waited. |Haddad said they had failed.", "Amira Haddad"),
    ("Anna Brown and John Brown arrived on Friday. Mrs. |Brown said yes.", "Anna Brown"),
    ("Minister Hugo Salas spoke. He met Elena Salas, his sister and a judge. |Salas was tired.", "Hugo Salas"),
    ("Marie Dupont, the wife of Jean Dupont, spoke. Mrs |Dupont said the road was open.", "Marie Dupont"),
    ("Envoy Tomas Lund and his cousin, Erik Lund, left Oslo. |Lund had carried the letter.", "Tomas Lund"),
    ("Farid Aziz, whose father, Karim Aziz, was shot, leads the party. |Aziz asked for calm.", "Farid Aziz"),
]
SEXES = [
    ("Peter Okello and his wife, Grace Okello, left. Mr |Okello denied it.", "Peter Okello"),
    ("Peter Okello and his wife, Grace Okello, left. Mrs |Okello denied it.", "Grace Okello"),
    ("Chairwoman Ines Pardo met her brother, Raul Pardo. Ms |Pardo said no.", "Ines Pardo"),
    ("Carlos Vega, who said he was ill, met Lucia Vega, who said she was not. Ms |Vega left.", "Lucia Vega"),
    ("Carlos Vega, who said he was ill, met Lucia Vega, who said she was not. Mr |Vega left.", "Carlos Vega"),
    ("Queen Sofia Arman and King Leo Arman waved. King |Arman spoke.", "Leo Arman"),
    ("Spokeswoman Mira Kos and spokesman Ivan Kos are not related. Mr |Kos left.", "Ivan Kos"),
    ("Lady Edith Moor and Sir Hugh Moor sold it. Sir |Moor wept.", "Hugh Moor"),
    (
        "His daughter, Nadia Rahimi, sang. Mohsen Rahimi, who says he is a poet, listened. Miss |Rahimi bowed.",
        "Nadia Rahimi",
    ),
    ("Mr Adam Cole and Mrs Eve Cole came. Mrs |Cole spoke.", "Eve Cole"),
]
OFFICES = [
    ("President Amadou Toure met Colonel Issa Toure. President |Toure spoke.", "Amadou Toure"),
    ("President Amadou Toure met Colonel Issa Toure. Colonel |Toure spoke.", "Issa Toure"),
    ("Judge Nora Lind freed him. Senator Olaf Lind objected. Judge |Lind shrugged.", "Nora Lind"),
    ("Bishop Paul Otieno and General Mark Otieno prayed. General |Otieno wept.", "Mark Otieno"),
    ("Ivanka Marsh and Melina Marsh came. President |Marsh was away.", "-"),
    ("Ambassador Jin Watanabe and Captain Ren Watanabe dined. Captain |Watanabe paid.", "Ren Watanabe"),
    ("Mayor Lena Graf left. Her son, Max Graf, stayed. Mayor |Graf will be back.", "Lena Graf"),
    ("Sen. Ray Hill and Gov. Ted Hill differ. Gov. |Hill vetoed it.", "Ted Hill"),
    ("Professor Uwe Voss and Colonel Kai Voss wrote. Professor |Voss is seventy.", "Uwe Voss"),
    ("Minister Ada Cruz and Commissioner Leo Cruz quarrelled. Commissioner |Cruz won.", "Leo Cruz"),
]
OFFICES += [
    ("Minister Vijay Perera spoke. Retired Maj. Gen. Kamal Perera did not. |Perera, the general, left.", "Kamal Perera"),
    ("Lt. Col. Omar Sy and Senator Ali Sy differ. Colonel |Sy is ill.", "Omar Sy"),
    ("Thammanoon Wongsa came. |Thammanoon, a nephew of former deputy prime minister Prawit Chan, left.", "Thammanoon Wongsa"),
]  # fmt: skip
AGES = [
    ("Foreign Minister Arman Petrosyan spoke. His younger brother, Levon Petrosyan, left. The elder |Petrosyan was silent.", "Arman Petrosyan"),
    ("Aziz Karimi spoke with his son, Reza Karimi. The younger |Karimi left.", "Reza Karimi"),
    ("Jorge Blanco and his daughter, Ana Blanco, sang. The elder |Blanco danced.", "Jorge Blanco"),
]  # fmt: skip
PARTS = [
    ("Juan Carlos Restrepo Villa spoke. Mr |Restrepo left.", "Juan Carlos Restrepo Villa"),
    ("Ana Maria de la Cruz Ortiz spoke. Ms |De la Cruz left.", "Ana Maria de la Cruz Ortiz"),
    ("Minister Rosa Echeverri de la Torre spoke. Mrs |Echeverri left.", "Rosa Echeverri de la Torre"),
    ("President Han Seung-woo spoke. |Han left.", "Han Seung-woo"),
    ("Foreign Minister Nguyen Van Hai spoke. |Hai left.", "Nguyen Van Hai"),
    ("General Abdel Fattah al-Mansour spoke. |Al-Mansour left.", "Abdel Fattah al-Mansour"),
    ("Ursula van der Veen spoke. |Van der Veen left.", "Ursula van der Veen"),
    ("Commissioner Kwame Asare-Badu spoke. |Asare-Badu left.", "Kwame Asare-Badu"),
    (
        "Nikolai Andreyevich Borodin spoke. “|Nikolai Andreyevich is tired,” an aide said.",
        "Nikolai Andreyevich Borodin",
    ),
    ("Rodrigo “El Lobo” Fuentes spoke. “We fight,” |El Lobo said.", "Rodrigo Fuentes"),
    ("Luis Alfredo Pinto, alias “Calavera”, fled. Soldiers found |Calavera in a barn.", "Luis Alfredo Pinto"),
    ("Robert S. Keller III spoke. |Keller left.", "Robert S. Keller III"),
]
MISPRINTS = [
    ("Envoy Katrin Maurer left. |Mauer said no.", "Katrin Maurer"),
    ("Kathryn Waters paints rivers. Ms |Water said so.", "Kathryn Waters"),
    ("Lydia Buchtmann answered. “We wait,” Ms |Bauchtman said.", "Lydia Buchtmann"),
    ("Minister Goran Petrović spoke. |Petrovich left.", "Goran Petrović"),
    ("Colonel Aslan Bzhania stayed. |Bzhaniya said no.", "Aslan Bzhania"),
    # others
    ("Marta Hansen met Lars Hanson. |Hanson left.", "Lars Hanson"),
    ("Idris Haddad met Minister Hamdan. |Hamdan left.", "-"),
    ("Omar Keita spoke. Mr |Kante left.", "-"),
    ("General Issa Diallo and Mr |Diarra left.", "-"),
    ("Ruth Okello sat beside Mr |Okoth.", "-"),
]
CASES = [*KINS, *SEXES, *OFFICES, *AGES, *PARTS, *MISPRINTS]


@pytest.fixture(scope="module")
def articles() -> dict[str, Parsed]:
    texts = [text.replace("|", "") for text, _ in CASES]
    parsed = parse(load_model(), [Unparsed(f"a{at}", text) for at, text in enumerate(texts)])
    return dict(zip((text for text, _ in CASES), parsed, strict=True))


@pytest.mark.parametrize(("text", "person"), CASES)
def test_who_is_meant(articles: dict[str, Parsed], text: str, person: str) -> None:
    at = text.index("|")
    found = [row for row in find_mentions(articles[text]) if row["start"] == at]
    assert found, "no mention there"
    assert found[0]["entity_type"] == "person"
    assert found[0]["name"] == (person if person != "-" else found[0]["text"])
