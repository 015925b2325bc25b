"""Kinds of names that were read wrongly once, with variants from other places: what stands there, and what must not.

A case is a text, the mentions it must give as "text:type", and words that must be no mention or none of a type. Texts are
parsed together.
"""

from __future__ import annotations

import pytest

from workbook.language.names.mentions import find_mentions
from workbook.language.names.roles import find_roles
from workbook.language.pipeline import Parsed, Unparsed, load_model, parse

NAMES = [
    # a name does not run over a full stop, nor into the noun behind it
    (
        "Defence Minister Israel Dayan spoke in Israel. Dayan said yes.",
        "Israel Dayan:person Israel:country Dayan:person",
    ),
    ("He flew to Jordan. Haddad waited. Samir Haddad was tired.", "Jordan:country Haddad:person Samir Haddad:person"),
    ("Jordan Miles flew to Jordan. Miles said yes.", "Jordan Miles:person Jordan:country Miles:person"),
    ("Sydney Carver lives in Sydney. Carver said yes.", "Sydney Carver:person Sydney:place Carver:person"),
    ("Chad Ruiz left Chad. Ruiz did not come back.", "Chad Ruiz:person Ruiz:person"),
    ("Austin Reyes moved to Austin. Reyes likes it.", "Austin Reyes:person Reyes:person"),
    ("Georgia Bates works in Georgia. Bates is a judge.", "Georgia Bates:person Bates:person"),
    ("Paris Vance went to Paris. Vance sang.", "Paris Vance:person Vance:person"),
    ("India Marlow was in India. Marlow left.", "India Marlow:person India:country Marlow:person"),
    ("Lawyers read the Brennan memos. Peter Brennan left.", "Brennan:person Peter Brennan:person"),
    ("Haddad said the road was cut, and Haddad left.", "Haddad:person Haddad:person"),
    ("In a comment, the Centre for Foreign Affairs’ Samantha Reyes wept.", "Samantha Reyes:person"),
    # persons named like towns and months
    ("Secretary Austin made clear that the state is ready.", "Austin:person"),
    ("Governor Lincoln signed the law on Monday.", "Lincoln:person"),
    ("Theresa May spoke in Leeds.", "Theresa May:person"),
    ("Bradley T. August, a former mayor, wept.", "Bradley T. August:person"),
    ("Judge May freed the men.", "May:person"),
    ("Ms. London denied it.", "London:person"),
    ("Mr. Houston said no.", "Houston:person"),
    ("Senator Phoenix left the hall.", "Phoenix:person"),
    ("General Santiago called for calm.", "Santiago:person"),
    # titles are no part of a name
    ("Director of National Intelligence Ada Hale flew to Kigali.", "Ada Hale:person Kigali:place"),
    ("Special Counsel Robert Kell wrote to the court.", "Robert Kell:person"),
    ("Secretary of the Treasury Scott Hallam left.", "Scott Hallam:person"),
    ("DNI Hale met the president.", "Hale:person"),
    ("Principal Deputy National Security Advisor Jon Fisk spoke.", "Jon Fisk:person"),
    ("Monsignor Pablo Rey prayed.", "Pablo Rey:person"),
    ("Gen. Musa Keita and Lt. Col. Ali Sow met.", "Musa Keita:person Ali Sow:person"),
    ("Commissioner de la Rosa will fly home.", "de la Rosa:person"),
    ("Minister of Finance Lena Brandt resigned.", "Lena Brandt:person"),
    ("National Security Adviser Anna Roth denied it.", "Anna Roth:person"),
    ("Hernán “El Zorro” Paredes spoke.", "Hernán “El Zorro” Paredes:person"),
    ("President Kim Jong - un waved.", "Kim Jong - un:person"),
    # a body of two fields is not the listed body of one
    (
        "The union met. Its Peace and Security Council will meet in Goma.",
        "Peace and Security Council:organization",
    ),
    ("The Defence and Security Council sat in Naypyidaw.", "Defence and Security Council:organization"),
    ("The bank's Audit and General Assembly met in Lima.", "Audit and General Assembly:organization"),
    ("Kenya and the Security Council spoke on Monday.", "Security Council:organization"),
    ("The Kremlin and NATO agreed.", "NATO:organization"),
    # towns of the US are no countries
    ("Lawmakers from Lebanon, Pennsylvania, and Moscow, Idaho, met.", "Lebanon:place Moscow:place"),
    ("She was born in Peru, Indiana, and died in Cuba, Missouri.", "Peru:place Cuba:place"),
    ("Officers from Cairo, Illinois, came to Athens, Ohio.", "Cairo:place Athens:place"),
    ("They met in Norway, Maine.", "Norway:place"),
    ("Ministers from Lebanon, Jordan and Iraq met.", "Lebanon:country Jordan:country Iraq:country"),
    ("Mexico, Panama and Peru agreed.", "Mexico:country Panama:country Peru:country"),
]
NONE = [
    ("They fired NASAMS and IRIS T-SLM batteries.", "person"),
    ("The Parties shall meet, and each Party may object.", "organization"),
    ("The Caesar Act was repealed on Friday.", "organization"),
    ("Members of the Gaza Executive Board met.", "person"),
    ("ASEAN Member States sent observers.", "person"),
    ("The Joint Expert Groups met on Monday.", "person"),
    ("He signed an Executive Order on Friday.", "person"),
    ("The Chief Executive Office was shut.", "person"),
    ("The patrol ship Seo Mun-gi carried the buoy.", "person"),
    ("The frigate Almirante Lobo left port.", "person"),
    ("The newspaper Helsingin Sanomat wrote of it.", "person"),
    ("Under the Lucía Barragán Law, rebels who disarm may stay.", "person"),
    ("The talks went on. Simmering tensions followed.", "place"),
    ("Reading rooms were shut. Nice words were said.", "place"),
    ("The hospital ship Beatriz de Luján never sailed.", "person"),
]
ROLES = [
    ("Asmara's information minister, Yemane Tesfay, wrote.", "Yemane Tesfay", "information minister", "Eritrea"),
    ("Beijing's ambassador to Manila, Lu Wei, left.", "Lu Wei", "ambassador to Manila", "China"),
    ("Kenya's defence minister, Dr Ann Lee, spoke.", "Ann Lee", "defence minister", "Kenya"),
    ("The bishop of Bo, Mrs Ann Lee, said no.", "Ann Lee", "bishop of Bo", None),
    ("The UN's special representative for Libya, Hanna Tetteh, left.", "Hanna Tetteh", "special representative for Libya", "United Nations"),
    ("The US envoy for Syria, Tom Bell, left.", "Tom Bell", "envoy for Syria", "United States"),
    ("Omar Sy, adviser for Mali at the Crisis Group, left.", "Omar Sy", "adviser for Mali at the Crisis Group", None),
    ("Omar Sy, a lawmaker from the Russia-backed UP party, left.", "Omar Sy", "lawmaker from the Russia-backed UP party", None),
    ("Ann Lee, a US-based analyst, left.", "Ann Lee", "US-based analyst", None),
    ("Ann Lee, a Geneva-based analyst, left.", "Ann Lee", "Geneva-based analyst", None),
    ("General Ali Haji left. His Ugandan counterpart, Yoweri Katende, stayed.", "Yoweri Katende", "counterpart", "Uganda"),
    ("Ruth Okello met her Peruvian counterpart, Lucia Prado, on Monday.", "Lucia Prado", "counterpart", "Peru"),
    # the office, and the country of its owner: in the clause, never over a full stop or a line
    ("His name is Omar Saleh, the President of the United States.", "Omar Saleh", "President of the United States", "United States"),
    ("Six captives were held by Hamas. President Marsh was angry.", "Marsh", "President", None),
    ("Rwandan troops should leave eastern DR Congo.\n\nProf Stern said the experts were baffled.", "Stern", "Prof", None),
    ("The drones came from Iran. Senator Lowe called for talks.", "Lowe", "Senator", None),
    ("A convoy left Chad. Colonel Idris Bako led it.", "Idris Bako", "Colonel", None),
    ("It was made in Turkey. Governor Hale bought two.", "Hale", "Governor", None),
    ("The bridge to Serbia is shut. Mayor Goran Ilic wept.", "Goran Ilic", "Mayor", None),
    ("Nobody asked Egypt. Ambassador Lena Wolf left.", "Lena Wolf", "Ambassador", None),
    ("They fled from Syria. Bishop Hanna Saad fed them.", "Hanna Saad", "Bishop", None),
    ("The oil went to China. Minister Kofi Badu denied it.", "Kofi Badu", "Minister", None),
    ("Peace with Rwanda is near. Speaker Rosa Lima cheered.", "Rosa Lima", "Speaker", None),
    ("United Nations Secretary-General Ana Guterra spoke.", "Ana Guterra", "Secretary-General", "United Nations"),
    ("UN Secretary-General Ana Guterra spoke.", "Ana Guterra", "Secretary-General", "United Nations"),
    ("NATO Secretary General Piet Dijk spoke.", "Piet Dijk", "Secretary General", "NATO"),
    ("African Union Commissioner Bola Ade spoke.", "Bola Ade", "Commissioner", "African Union"),
    ("Georgia's economy minister, Davit Lomi, said no.", "Davit Lomi", "economy minister", "Georgia"),
    ("The president of Mali, Oumar Sy, said no.", "Oumar Sy", "president of Mali", "Mali"),
    ("Armenian defence ministry spokesman Tigran Hov said no.", "Tigran Hov", "defence ministry spokesman", "Armenia"),
    ("Oumar Sy, a former foreign minister of Togo, was there.", "Oumar Sy", "former foreign minister of Togo", "Togo"),
    ("Oumar Sy, the Ecowas envoy to Mali, was there.", "Oumar Sy", "envoy to Mali", "ECOWAS"),
    ("Oumar Sy, envoy to Mali, was there.", "Oumar Sy", "envoy to Mali", None),
    ("Israel agreed, foreign ministry spokesperson Guo Lin told China Daily.", "Guo Lin", "foreign ministry spokesperson", None),
    ("Chinese foreign ministry spokesperson Guo Lin denied it to Israel.", "Guo Lin", "foreign ministry spokesperson", "China"),
    ("In Geneva, French Foreign Minister Jean Roux met Iran.", "Jean Roux", "Foreign Minister", "France"),
    ("Qatar's prime minister, Hamad Ali, met US envoy Tom Reed.", "Tom Reed", "envoy", "United States"),
]  # fmt: skip
# an office before a rank: both are given
RANKED = [
    ("The junta's chief negotiator, Lieutenant General Min Zaw Oo, left.", {"Lieutenant General", "chief negotiator"}),
    ("The army chief, General Musa Keita, denied it.", {"General", "army chief"}),
    ("Iran's top negotiator, Deputy Foreign Minister Ali Kani, wept.", {"Deputy Foreign Minister", "top negotiator"}),
    ("The AU's envoy to Mali, former president Olu Ade, is due.", {"former president", "envoy to Mali"}),
    ("In Paris, President Roux left.", {"President"}),
    ("France, President Roux said, would wait.", {"President"}),
    ("The mayor, Senator Hale and a nurse left.", {"Senator"}),
]
COUNTRIES = [
    (
        "A deal between Congo and Rwanda was signed. Fighting in eastern Congo went on; Congolese troops left Uvira.",
        "DR Congo",
    ),
    ("Congo accused M23 of taking Goma.", "DR Congo"),
    ("Congo said so.", "DR Congo"),
    ("The ferry left Brazzaville. Congo was silent.", "Republic of Congo"),
    ("In DR Congo the army left Bukavu. Congo wept.", "DR Congo"),
    ("Georgia and Armenia met in Tbilisi.", "Georgia"),
    ("Russia shut the border with Georgia.", "Georgia"),
    ("Guinea sent a note from Conakry.", "Guinea"),
    ("Guinea and Equatorial Guinea met in Malabo.", "Guinea"),
    ("Seoul said Korea would wait.", "South Korea"),
]
TEXTS = [case[0] for cases in (NAMES, NONE, ROLES, RANKED, COUNTRIES) for case in cases]


@pytest.fixture(scope="module")
def articles() -> dict[str, Parsed]:
    parsed = parse(load_model(), [Unparsed(f"a{at}", text) for at, text in enumerate(TEXTS)])
    return dict(zip(TEXTS, parsed, strict=True))


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names_and_their_edges(articles, text: str, expected: str) -> None:
    found = {f"{row['text']}:{row['entity_type']}" for row in find_mentions(articles[text])}
    wanted = {f"{part}" for part in _parts(expected)}
    assert wanted <= found
    assert not {one for one in found if one.endswith(":person")} - wanted


def _parts(expected: str) -> list[str]:
    parts, words = [], []
    for word in expected.split():
        words.append(word)
        if word.rsplit(":", 1)[-1] in ("person", "place", "country") and ":" in word:
            parts.append(" ".join(words))
            words = []
    return parts


@pytest.mark.parametrize(("text", "kind"), NONE)
def test_what_is_none(articles, text: str, kind: str) -> None:
    assert [row["text"] for row in find_mentions(articles[text]) if row["entity_type"] == kind] == []


@pytest.mark.parametrize(("text", "person", "role", "country"), ROLES)
def test_offices_and_whose_they_are(articles, text: str, person: str, role: str, country: str | None) -> None:
    mentions = find_mentions(articles[text])
    names = {row["actor_id"]: row["name"] for row in mentions}
    roles = [
        (row["role"], row["country"])
        for row in find_roles(articles[text], mentions)
        if names[row["actor_id"]] == person
    ]
    assert roles == [(role, country)]


@pytest.mark.parametrize(("text", "roles"), RANKED)
def test_an_office_before_a_rank(articles, text: str, roles: set[str]) -> None:
    mentions = find_mentions(articles[text])
    assert {row["role"] for row in find_roles(articles[text], mentions)} == roles


@pytest.mark.parametrize(("text", "country"), COUNTRIES)
def test_countries_with_one_name(articles, text: str, country: str) -> None:
    first = country.split()[-1]
    rows = [row for row in find_mentions(articles[text]) if row["text"] in (first, "eastern Congo", "Congolese")]
    assert {row["name"] for row in rows} == {country}


OWN_NAMES = [
    ("Omar Saleh told the Lagos Post that he would stay.", ("The Lagos Post", None), {"Omar Saleh"}),
    ("Omar Saleh told the Lagos Post that he would stay.", ("www.lagospost.com", None), {"Omar Saleh"}),
    ("Omar Saleh told the Lagos Post that he would stay.", (None, None), {"Omar Saleh", "Lagos Post"}),
    ("Omar Saleh told Reuters that he would stay.", ("Reuters", None), {"Omar Saleh"}),
    ("Omar Saleh told Reuters that he would stay.", ("BBC News", None), {"Omar Saleh", "Reuters"}),
    ("Ruth Okello reports from Goma. Omar Saleh wept.", (None, "Ruth Okello"), {"Goma", "Omar Saleh"}),
    ("Ruth Okello and Lucia Prado wrote this. Omar Saleh wept.", (None, "Ruth Okello and Lucia Prado"), {"Omar Saleh"}),
    ("The United Nations said that Omar Saleh had left.", ("United Nations", None), {"United Nations", "Omar Saleh"}),
    ("The Kremlin said that Omar Saleh had left.", ("Kremlin", None), {"Kremlin", "Omar Saleh"}),
    ("Kenya said that Omar Saleh had left.", ("Kenya", None), {"Kenya", "Omar Saleh"}),
    (
        "Defense Secretary Omar Saleh told senators. Treasury Secretary Ruth Okello wept.",
        (None, None),
        {"Omar Saleh", "Ruth Okello"},
    ),
    ("12 May 2024 | Lagos Post\nOmar Saleh told the Lagos Post that he would stay.", (None, None), {"Omar Saleh"}),
    ("Kigali, 12 May 2024\nOmar Saleh told the Lagos Post all.", (None, None), {"Kigali", "Omar Saleh", "Lagos Post"}),
]


@pytest.mark.parametrize(("text", "own", "names"), OWN_NAMES)
def test_an_articles_outlet_and_author_are_no_actors(text: str, own: tuple[str | None, ...], names: set[str]) -> None:
    """But for governments and the bodies of states, which publish what they do."""
    article = Unparsed("a", text, own_names=tuple(name for name in own if name))
    (parsed,) = parse(load_model(), [article])
    assert {row["name"] for row in find_mentions(parsed)} == names
