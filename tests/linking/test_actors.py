"""What resolve_actors promises: one actor however it is written, and never one of two people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from workbook.language.names.gazetteer import actor_id
from workbook.language.names.mentions import find_mentions
from workbook.language.names.roles import find_roles
from workbook.linking.actors import Resolution, resolve_actors
from workbook.linking.doubts import suspicious_aliases

ROLES = pd.DataFrame(columns=["actor_id", "role", "country", "latest"], dtype="str")


def mention(name: str, article: str, kind: str = "person", **more: Any) -> dict[str, Any]:
    row = {
        "article_id": article,
        "text": name,
        "name": name,
        "entity_type": kind,
        "form": "name",
        "country": None,
        "rule": "recognised",
    }
    row |= more
    return row | {"actor_id": actor_id(row["entity_type"], row["name"])}


def resolved(*names: str, kind: str = "person") -> Resolution:
    return resolve_actors(pd.DataFrame([mention(name, f"a{at}", kind) for at, name in enumerate(names)]), ROLES)


@pytest.mark.parametrize(
    "names",
    [
        "Volodymyr Zelenskyy/Volodymyr Zelensky/Volodymyr Zelenskiy/Volodymyr Zelenskyi",
        "Alexander Lukashenko/Alyaksandr Lukashenka/Aleksandr Lukashenko",
        "Muammar Gaddafi/Moammar Qaddafi/Muammar Gadhafi/Moammar Kadafi",
        "Yulia Navalnaya/Yuliya Navalnaya",
        "Viktor Orban/Viktor Orbán",
        "Donald Trump/Donald J. Trump",
        "Dmitri Medvedev/Dmitry Medvedev",
        "Hassan Rouhani/Hassan Ruhani",
        "Abdel Fattah al-Burhan/Abdel-Fattah Burhan",
        "Kim Jong Un/Kim Jong-un",
        "Mohamed Hamdan Dagalo/Hemedti",
        "Yevgeny Prigozhin/Evgeny Prigozhin",
        "Nicolás Maduro/Nicolas Maduro",
        "Viktor Yanukovych/Viktor Yanukovich",
        "Nguyễn Phú Trọng/Nguyen Phu Trong",
        "Cyril Ramaphosa/Ramaphosa",
        "Xi Jinping/Xi",
        # Abu and Abdul, however they are set
        "Abdul Rahman Nasser/Abdulrahman Nasser",
        "Abd al-Rahman Nasser/Abdul Rahman Nasser",
        "Abdul-Aziz Haddad/Abdulaziz Haddad",
        "Abdel Karim Saleh/Abdelkarim Saleh",
        "Abdul Malik al-Hamdani/Abdulmalik al-Hamdani",
        "Abu Walid al-Basri/Abu Walid",
        "Abu Omar al-Kurdi/Abu Omar",
        "Abu Talha/Abu Talha al-Libi",
        # initials, and names with and without them
        "J.D. Harlow/J. D. Harlow",
        "JD Harlow/J.D. Harlow",
        "J. Harlow/James Harlow",
        "Ana M. Costa/Ana Maria Costa",
        "Ana M. Costa/Ana Costa",
        "Robert S. Keller III/Robert Keller",
        "María F. Quintero/María Fernanda Quintero Salas",
        # letters that are no plain ones
        "Łukasz Øvergård/Lukasz Overgard",
        "Recep Yıldız/Recep Yildiz",
        "Đặng Văn Minh/Dang Van Minh",
        "Đorđe Marković/Djordje Markovic",
        "Søren Bjørn/Soren Bjorn",
        "Həsən Məmmədov/Hasan Mammadov",
        "Şükrü Öztürk/Sukru Ozturk",
        "José Núñez/Jose Nunez",
        "Björk Þórsdóttir/Bjork Thorsdottir",
        "Michał Żuławski/Michal Zulawski",
        # the family first, or last
        "Han Seung-woo/Seung-woo Han",
        "Kim Su-yeon/Su-yeon Kim",
        "Sato Kenji/Kenji Sato",
        "Chen Weiming/Weiming Chen",
        "Li Na/Na Li",
        "Park Min-ji/Min-ji Park",
        # two family names, or one of them
        "María José Ortiz Rivas/María José Ortiz",
        "Hernán Quintana Lago/Hernán Quintana",
        "Juan Carlos Restrepo Villa/Restrepo Villa",
        "Juan Carlos Restrepo Villa/Restrepo",
        "Rosa Echeverri de la Torre/Rosa Echeverri",
        "Rosa Echeverri de la Torre/Echeverri",
        "Simón Ndong Eyi/Ndong",
        pytest.param(
            "Isaias Afwerki/Isaias Afewerki", marks=pytest.mark.xfail(reason="a vowel that only one spelling has")
        ),
    ],
)
def test_one_person_however_spelled(names: str) -> None:
    assert len(resolved(*names.split("/")).actors) == 1


@pytest.mark.parametrize(
    ("person", "place", "actors"),
    [
        ("Abdel Fattah al-Burhan", "Burhan", 1),
        ("Salva Kiir", "Kiir", 1),
        ("Minni Arko Minnawi", "Minnawi", 1),
        ("Denzel Washington", "Washington", 2),
        ("Paris Hilton", "Paris", 2),
        ("Abraham Lincoln", "Lincoln County", 2),
        ("Ann Lee", "Leeton", 2),
        ("Burhan", "Burhan", 2),
        ("Burhan Ghalioun", "Burhan", 2),
        ("Joni Kabul", "Kabul", 2),
    ],
)
def test_a_family_name_taken_for_a_place_is_the_person(person: str, place: str, actors: int) -> None:
    """Where no list has such a place and another article names somebody so in full."""
    rows = pd.DataFrame([mention(person, "a0"), mention(place, "a1", "place")])
    found = resolve_actors(rows, ROLES).actors
    assert len(found) == actors
    assert actors == 2 or (found["name"].item(), found["entity_type"].item()) == (person, "person")


@pytest.mark.parametrize(
    "names",
    [
        "Kim Jong Un/Kim Jong Il",
        "George W. Bush/George H. W. Bush/George Bush",
        "Robert F. Kennedy/Robert A. Kennedy/Robert Kennedy",
        "Maria Rossi/Mario Rossi",
        "John Smith/Mary Smith/Smith",
        "Ivan Petrov/Ivana Petrova",
        "Mohammed bin Salman/Mohammed bin Nayef",
        "David Miller/David Mueller",
        "Li Keqiang/Li Qiang",
        "Ali Khamenei/Ruhollah Khomeini",
        "Park Chung-hee/Park Geun-hye",
        "Daniel Ortega/Daniela Ortega",
        "Donald Trump/Donald Trump Jr.",
        "Rand Paul/Ron Paul",
        "James Thomas/Thomas James",
        "Juan Carlos/Juan Carlos Varela",
        "José Ignacio Soto/José Ignacio Arriaga Soto",
        "Armen Sarkis/Gevorg Sarkis",
        "Abdul Rahman Nasser/Abdul Karim Nasser",
        "Abu Walid al-Basri/Abu Omar al-Basri",
        "Kim Su-yeon/Kim Su-jin",
        "Hwang Hee-chan/Ben Chan",
        "Orxan Veliyev/Kamran Veliyev",
        "J. Harlow/Mary Harlow",
    ],
)
def test_two_people_stay_two(names: str) -> None:
    parts = names.split("/")
    assert len(resolved(*parts).actors) == len(parts)


@pytest.mark.parametrize(
    ("names", "n"),
    [
        ("Apple Inc./Apple", 1),
        ("International Labour Organization/International Labor Organisation", 1),
        ("U.S. Air Force/US Air Force/United States Air Force", 1),
        ("Ministry of Defence/Ministry of Defence of Chad", 1),
        ("Ministry of Defence/Ministry of Defence of Chad/Ministry of Defence of Mali", 3),
        ("Bank of Japan/Bank of Korea", 2),
        ("RBA/RBI", 2),
    ],
)
def test_bodies(names: str, n: int) -> None:
    assert len(resolved(*names.split("/"), kind="organization").actors) == n


def test_an_acronym_explained_in_one_article_is_known_in_all() -> None:
    full = "Free Aceh Movement"
    rows = [mention(full, "a1", "organization", text="FAM"), mention("FAM", "a2", "organization")]
    actors = resolve_actors(pd.DataFrame(rows), ROLES).actors
    assert actors["name"].tolist() == [full]
    assert actors["aliases"].iloc[0] == ["FAM"]


def test_counts_are_of_names_and_every_mention_is_mapped() -> None:
    rows = [
        mention("Chad", "a1", "country"),
        mention("Chad", "a1", "country", form="demonym", text="Chadian"),
        mention("Chad", "a2", "country", form="metonym", text="N'Djamena"),
    ]
    table = pd.DataFrame(rows)
    resolution = resolve_actors(table, ROLES)
    assert set(table["actor_id"]) == set(resolution.mapping)
    assert set(resolution.mapping.values()) == set(resolution.actors["actor_id"])
    assert resolution.actors[["n_mentions", "n_articles"]].iloc[0].tolist() == [1, 1]


def test_no_mentions_and_no_roles() -> None:
    assert resolve_actors(pd.DataFrame(), pd.DataFrame()).actors.empty
    assert resolve_actors(pd.DataFrame([mention("Chad", "a1", "country")]), pd.DataFrame()).actors["role"].isna().all()


def test_role_is_the_latest_and_side_follows_the_country() -> None:
    table = pd.DataFrame([mention("Chrystia Freeland", "a1"), mention("Kremlin", "a1", "organization")])
    person = table["actor_id"].iloc[0]
    roles = pd.DataFrame(
        [
            {"actor_id": person, "role": "deputy prime minister", "country": "Canada", "latest": "2024-01-01"},
            {"actor_id": person, "role": "envoy", "country": "Canada", "latest": "2025-09-01"},
            {"actor_id": person, "role": "minister", "country": None, "latest": None},
        ]
    )
    actors = resolve_actors(table, roles).actors.set_index("name")
    assert actors.loc["Chrystia Freeland", ["role", "country", "side"]].tolist() == ["envoy", "Canada", "Canada"]
    assert actors.loc["Kremlin", "side"] == "Russia"


def test_the_analyst_sets_sides_and_aliases(tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "sides.csv").write_text("name,side\nNorway,Mediators\n", "utf-8")
    (tmp_path / "lexicons" / "actor-aliases.csv").write_text(
        "alias,name,entity_type\nThe Engineer,Yahya Ayyash,person\n", "utf-8"
    )
    rows = [
        mention("Norway", "a1", "country", country="Norway"),
        mention("The Engineer", "a1"),
        mention("Yahya Ayyash", "a2"),
    ]
    actors = resolve_actors(pd.DataFrame(rows), ROLES, folder=tmp_path).actors.set_index("name")
    assert actors.loc["Norway", "side"] == "Mediators"
    assert set(actors.index) == {"Norway", "Yahya Ayyash"}


def test_an_analysts_alias_wins_over_the_type_that_was_guessed(tmp_path: Path) -> None:
    """A nickname read as a body is the listed person, by the listed name, also where nobody uses that."""
    (tmp_path / "lexicons").mkdir()
    lines = "alias,name,entity_type\nThe Fox,Khadija Arouna,person\nThe Crow,Ibrahim Salla,person\n"
    (tmp_path / "lexicons" / "actor-aliases.csv").write_text(lines, "utf-8")
    rows = [
        mention("The Fox", "a1", "organization"),
        mention("Khadija Arouna", "a2"),
        mention("The Crow", "a1", "place"),
    ]
    resolution = resolve_actors(pd.DataFrame(rows), ROLES, folder=tmp_path)
    actors = resolution.actors.set_index("name")
    assert actors["entity_type"].to_dict() == {"Khadija Arouna": "person", "Ibrahim Salla": "person"}
    assert actors["aliases"].to_dict() == {"Khadija Arouna": ["The Fox"], "Ibrahim Salla": ["The Crow"]}
    assert set(resolution.mapping.values()) == set(resolution.actors["actor_id"])


def test_doubts_are_offered_best_first_and_those_apart_last() -> None:
    names = ["Isaias Afwerki", "Isaias Afewerki", "John Smith", "Mary Smith", "Smith"]
    table = pd.DataFrame([mention(name, f"a{at}") for at, name in enumerate(names)])
    actors = resolve_actors(table, ROLES).actors
    doubts = suspicious_aliases(actors, table, ROLES)
    assert doubts["reason"].iloc[0] == "two spellings, one actor?"
    assert doubts["reason"].iloc[1:].tolist() == ["a family name that more than one person has"] * 2
    assert doubts["score"].is_monotonic_decreasing
    assert suspicious_aliases(actors.head(0), table, ROLES).empty


def role(person: str, words: str, article: str, country: str | None = None, day: str | None = None) -> dict[str, Any]:
    who = actor_id("person", person)
    return {"actor_id": who, "role": words, "article_id": article, "country": country, "latest": day}


def two_roles(*rows: dict[str, Any], texts: dict[str, str]) -> list[str]:
    """Return the reasons of the doubts about the persons of some roles; texts are how each article names them."""
    names = {
        row["actor_id"]: person for row in rows for person in PERSONS if actor_id("person", person) == row["actor_id"]
    }
    table = pd.DataFrame(
        [mention(names[row["actor_id"]], row["article_id"], text=texts[row["article_id"]]) for row in rows]
    )
    doubts = suspicious_aliases(resolve_actors(table, ROLES).actors, table, pd.DataFrame(rows))
    assert (doubts["left"] == doubts["right"]).all()
    return doubts["reason"].tolist()


PERSONS = ("Ana Silva", "Musa Keita")
IN_FULL = {"a1": "Ana Silva", "a2": "Ana Silva"}


@pytest.mark.parametrize(
    ("first", "second", "texts", "doubted"),
    [
        pytest.param(("Prime Minister", "a1", "Peru"), ("Judge", "a2", "Chile"), IN_FULL, True, id="two countries"),
        pytest.param(("Senator", "a1"), ("Coach", "a2"), {"a1": "Ana Silva", "a2": "Silva"}, True, id="a bare surname"),
        pytest.param(("Senator", "a1"), ("Envoy", "a2"), IN_FULL, False, id="a career"),
        pytest.param(("Senator", "a1", "Peru"), ("Envoy", "a1", "Chile"), IN_FULL, False, id="one article gives both"),
        pytest.param(("Minister", "a1", "Peru"), ("Foreign Minister", "a2", "Chile"), IN_FULL, False, id="one office"),
        pytest.param(("former Senator", "a1", "Peru"), ("Envoy", "a2", "Chile"), IN_FULL, False, id="a former office"),
        pytest.param(("poet", "a1", "Peru"), ("father", "a2", "Chile"), IN_FULL, False, id="no offices"),
    ],
)
def test_one_actor_with_two_roles_that_do_not_go_together(first, second, texts, doubted: bool) -> None:
    """Offices of two countries, or one given to a surname alone, may be two persons; a career is one."""
    found = two_roles(role("Ana Silva", *first), role("Ana Silva", *second), texts=texts)
    assert found == ([f"two roles, one person? {first[0]} / {second[0]}"] if doubted else [])


def test_the_worst_pair_of_roles_comes_first() -> None:
    """Two countries and a surname alone at one time are worse than one office after the other."""
    rows = [
        role("Musa Keita", "General", "a3", "Mali", "2023-01-01"),
        role("Musa Keita", "Bishop", "a4", "Chad", "2025-01-01"),
        role("Ana Silva", "Judge", "a1", "Peru", "2025-01-01"),
        role("Ana Silva", "Mayor", "a2", "Chile", "2025-01-01"),
    ]
    texts = {"a1": "Ana Silva", "a2": "Silva", "a3": "Musa Keita", "a4": "Musa Keita"}
    assert [reason[-6:] for reason in two_roles(*rows, texts=texts)] == [" Mayor", "Bishop"]


def test_articles_to_actors(parsed) -> None:
    texts = [
        "Ukrainian President Volodymyr Zelenskyy met US envoy Keith Kellogg. Zelenskyy thanked him.",
        "Zelensky spoke to the UN. Volodymyr Zelensky, the president of Ukraine, then left.",
    ]
    rows, roles = [], []
    for at, text in enumerate(texts):
        article = parsed(text, f"2025-01-0{at + 1}")
        mentions = find_mentions(article)
        rows += [row | {"article_id": f"a{at}"} for row in mentions]
        roles += find_roles(article, mentions)
    actors = resolve_actors(pd.DataFrame(rows), pd.DataFrame(roles)).actors.set_index("name")
    assert actors.loc["Volodymyr Zelenskyy", ["n_mentions", "n_articles", "country"]].tolist() == [4, 2, "Ukraine"]
    assert actors.loc["Keith Kellogg", ["role", "side"]].tolist() == ["envoy", "United States"]


def counts(*rows: tuple[str, int, str]) -> pd.DataFrame:
    """Return mentions: of each name so many, each in an article of its own kind."""
    return pd.DataFrame([mention(name, f"{article}{at}") for name, n, article in rows for at in range(n)])


@pytest.mark.parametrize(
    ("rows", "joined"),
    [
        pytest.param([("Donata Marsh", 9, "a"), ("Melina Marsh", 1, "b"), ("Marsh", 1, "c")], "Donata Marsh", id="leads"),
        pytest.param([("Ann Marsh", 2, "a"), ("Bo Marsh", 2, "b"), ("Marsh", 1, "c")], None, id="nobody leads"),
        pytest.param([("Ann Marsh", 3, "a"), ("Bo Marsh", 2, "b"), ("Marsh", 1, "c")], None, id="hardly leads"),
        pytest.param([("Ann Marsh", 4, "a"), ("Bo Marsh", 2, "b"), ("Marsh", 1, "c")], "Ann Marsh", id="twice as often"),
        pytest.param([("Ann Marsh", 1, "a"), ("Marsh", 5, "c")], "Ann Marsh", id="the only one"),
        pytest.param([("Ann Marsh", 9, "c"), ("Bo Marsh", 1, "b"), ("Marsh", 1, "c")], "Bo Marsh", id="refused by its article"),
    ],
)  # fmt: skip
def test_a_family_name_alone_is_whom_the_corpus_speaks_of_most(rows, joined: str | None) -> None:
    """Where nobody leads it stays alone, to be asked about; its own article took none of those it names in full."""
    actors = resolve_actors(counts(*rows), ROLES).actors
    with_it = [row.name for row in actors.itertuples(index=False) if "Marsh" in row.aliases]
    assert with_it == ([joined] if joined else [])


@pytest.mark.parametrize(
    ("given", "joined"),
    [
        ({"gender": "woman"}, "Melina Marsh"),
        ({"gender": "man"}, "Donato Marsh"),
        ({"role": "President"}, "Donato Marsh"),
        ({"role": "First Lady"}, "Melina Marsh"),
        ({"country": "Chad"}, None),
    ],
)
def test_gender_office_and_country_tell_who_is_meant(given, joined: str | None) -> None:
    """Against the numbers where they speak for one; nobody, where the country is another's."""
    rows = [mention("Donato Marsh", f"a{at}", gender="man") for at in range(4)]
    rows += [mention("Melina Marsh", f"b{at}", gender="woman") for at in range(4)]
    rows.append(mention("Marsh", "c0", gender=given.get("gender")))
    keys = {name: actor_id("person", name) for name in ("Donato Marsh", "Melina Marsh", "Marsh")}
    roles = [
        {"actor_id": keys["Donato Marsh"], "role": "President", "country": "Peru", "latest": None},
        {"actor_id": keys["Melina Marsh"], "role": "First Lady", "country": "Peru", "latest": None},
        {"actor_id": keys["Marsh"], "role": given.get("role"), "country": given.get("country"), "latest": None},
    ]
    actors = resolve_actors(pd.DataFrame(rows), pd.DataFrame(roles)).actors
    with_it = [row.name for row in actors.itertuples(index=False) if "Marsh" in row.aliases]
    assert with_it == ([joined] if joined else [])


def test_a_member_named_in_passing_stands_with_its_bloc() -> None:
    """A government that is named less often than its bloc is told as part of it; one that acts for itself is not."""
    rows = [mention("European Union", f"a{n}", "organization") for n in range(3)]
    rows += [mention("E3", "a1", "organization"), mention("Sweden", "a1", "country", country="Sweden")]
    rows += [mention("Hungary", f"a{n}", "country", country="Hungary") for n in range(5)]
    sides = resolve_actors(pd.DataFrame(rows), ROLES).actors.set_index("name")["side"]
    assert sides["Sweden"] == sides["E3"] == sides["European Union"] == "European Union"
    assert sides["Hungary"] == "Hungary"


def test_a_government_without_its_bloc_is_its_own_side() -> None:
    table = pd.DataFrame([mention("Ireland", "a1", "country", country="Ireland")])
    assert resolve_actors(table, ROLES).actors["side"].tolist() == ["Ireland"]
