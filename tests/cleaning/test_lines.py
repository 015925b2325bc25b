"""What is no article is set aside whole; sentences that begin with the same words stay."""

from __future__ import annotations

import textwrap
from functools import partial

import pytest

from tests.linear import Linear
from workbook.cleaning import Cleaned, clean
from workbook.reading.source import Source

HEAD = "Mediators Leave Juba Without a Date"
FIRST = "The mediators left Juba on Monday without naming a date for the next round, officials said."
LAST = "Both delegations will wait in their capitals until the rains end, a diplomat said."


def _cleaned(text: str, **more: object) -> Cleaned:
    return clean(Source("a.txt", "txt", "0" * 64, text, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Related: Border towns wait for food", "related"),
        ("Read more: Who sits at the table?", "related"),
        ("See also", "related"),
        ("Sign up for our newsletter and get the day's news.", "newsletter"),
        ("We use cookies to measure how this page is used.", "prompt"),
        ("12 comments", "counter"),
        ("Share on WhatsApp", "counter"),
        ("5 min read", "counter"),
        ("Photo: A. Person/Agency", "caption"),
        ("FILE – The hall in which the talks were held. (AP Photo/A. Person)", "caption"),
        ("Delegates in the courtyard. A. Person/Getty Images", "caption"),
        ("(Image: Handout)", "caption"),
        ("ADVERTISEMENT", "advert"),
        ("Story continues below advertisement", "related"),
        ("© 2024 Example News. All rights reserved.", "other"),
        ("Follow us on Telegram", "newsletter"),
        ("We and our 843 partners store information on your device.", "prompt"),
        ("Get the Courier's morning briefing. Sign up here", "newsletter"),
        ("This article was originally published by Example Weekly.", "other"),
        ("Updated 3 March 2024 10:15 GMT", "other"),
        ("Example Press writer Ada Obi in Nairobi contributed to this report.", "byline"),
    ],
    ids=lambda value: value[:24],
)
def test_lines_between_paragraphs_are_set_aside(line: str, kind: str) -> None:
    cleaned = _cleaned(f"{HEAD}\n\n{FIRST}\n\n{line}\n\n{LAST}")
    assert [(residue.text, residue.kind) for residue in cleaned.residue] == [(line, kind)]
    assert cleaned.text == f"{HEAD}\n{FIRST}\n{LAST}"


@pytest.mark.parametrize(
    "sentence",
    [
        "Photos released by the army show a bridge that was hit twice during the night.",
        "Related talks on grain, which began in May, were broken off by both sides.",
        "Published accounts of the meeting differ on who spoke first, historians said.",
        "Updated figures from March 3, 2024 show that forty villages were emptied.",
        "Reporting by local radio stations suggests that the convoy never left the depot.",
        "More on the list than off it, one envoy joked, was the question of water.",
        "Recommended by a panel of judges, the exchange would take place at the border.",
        "Copyright and trade rules were the last chapters that the delegations closed.",
        "Sources in both delegations said that the map had been redrawn at night.",
        "Share prices of shipping firms rose by five per cent after the strike ended.",
        "Read aloud in parliament, the letter asked for a ceasefire of thirty days.",
        "By November, the unions had closed four of the seven terminals.",
        "He told his followers to “follow us on Telegram” and to stay off the streets.",
        "The agency Getty Images said that its photographer had been freed.",
        "“Never miss a chance to talk,” the old envoy said, quoting his teacher.",
        "Donald Tusk – Poland's prime minister – called the offer a beginning.",
        "Save for the island, every district accepted the count within a week.",
        "Trending downward for a year, deaths on the front rose again in May.",
    ],
    ids=lambda value: value[:24],
)
def test_sentences_stay(sentence: str) -> None:
    for text in (f"{HEAD}\n\n{FIRST}\n\n{sentence}\n\n{LAST}", f"{HEAD}\n\n{FIRST}\n\n{sentence}"):
        assert sentence in _cleaned(text).text.split("\n")


def test_products_after_the_end_are_adverts_and_points_in_the_text_are_not() -> None:
    adverts = [
        "Camp Stove – Hot meals anywhere — no smoke, no noise.",
        "Rain Poncho – Stay dry all day — folds into a pocket.",
    ]
    points = ["Prisoner Exchange – All names by May.", "Water Access – One well for each village."]
    cleaned = _cleaned("\n\n".join([HEAD, FIRST, *points, LAST, *adverts]))
    assert [residue.text for residue in cleaned.residue] == adverts
    assert {residue.kind for residue in cleaned.residue} == {"advert"}


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE AND JOHN ROE", "JANE DOE AND JOHN ROE"),
        ("By Jane Doe and Ali al-Amin in Juba", "Jane Doe and Ali al-Amin"),
        ("By Jane Doe | March 3, 2024", "Jane Doe"),
        ("Jane Doe, Reuters", "Jane Doe"),
        ("Written by Jane M. Doe", "Jane M. Doe"),
    ],
    ids=lambda value: value[:20],
)
def test_bylines_give_the_author(line: str, author: str) -> None:
    cleaned = _cleaned(f"{HEAD}\n{line}\n\n{FIRST}\n\n{LAST}")
    assert cleaned.author == author
    assert [residue.kind for residue in cleaned.residue] == ["byline"]


@pytest.mark.parametrize("outlet", ["BBC News, Doha", "Al Jazeera, Addis Ababa", "Reuters, Port-au-Prince"])
def test_the_author_over_the_outlet(outlet: str) -> None:
    cleaned = _cleaned(f"{HEAD}\nJames Orr\n{outlet}\n\n{FIRST}\n\n{LAST}")
    assert (cleaned.author, cleaned.text) == ("James Orr", f"{HEAD}\n{FIRST}\n{LAST}")


@pytest.mark.parametrize(
    ("head", "title", "kicker", "aside"),
    [
        (["World News", HEAD], HEAD, "World News", ["kicker"]),
        (["Home > World > Africa", HEAD], HEAD, "Home > World > Africa", ["navigation"]),
        (["Home", "World", "ANALYSIS", HEAD], HEAD, "ANALYSIS", ["navigation", "navigation", "kicker"]),
        ([HEAD, HEAD + ", Envoys Say"], HEAD + ", Envoys Say", None, ["duplicate-title"]),
        ([HEAD.upper(), HEAD], HEAD, None, ["duplicate-title"]),
        ([HEAD + " | Example News", HEAD], HEAD, None, ["duplicate-title"]),
        ([HEAD, "Talks on water and grain end after nine days of silence"], HEAD, None, []),
        (["Talks Collapse"], "Talks Collapse", None, []),
    ],
    ids=["kicker", "crumb", "navigation", "fuller", "capitals", "outlet", "standfirst", "short"],
)
def test_what_stands_over_the_text(head: list[str], title: str, kicker: str | None, aside: list[str]) -> None:
    cleaned = _cleaned("\n\n".join([*head, FIRST, LAST]))
    assert (cleaned.title, cleaned.kicker) == (title, kicker)
    assert [residue.kind for residue in cleaned.residue] == aside


def test_the_title_of_the_metadata_is_found_among_the_first_lines() -> None:
    cleaned = _cleaned(f"Nine days of talks and no date\n\n{HEAD}\n\n{FIRST}\n\n{LAST}", title=HEAD)
    assert cleaned.title == HEAD


def test_the_title_of_the_metadata_is_no_prompt() -> None:
    cleaned = _cleaned(f"More\n\n{FIRST}\n\n{LAST}\n\nMore\n\nShare", title="More")
    assert (cleaned.title, cleaned.text) == ("More", f"More\n{FIRST}\n{LAST}")


def test_a_pulled_quotation_is_set_aside_where_the_text_has_it_too() -> None:
    quote = "“A list is no peace, but it is a beginning”"
    cleaned = _cleaned(
        f"{HEAD}\n\n{FIRST}\n\n{quote}\n\n{quote[:-1]},” the envoy said on the steps of the hotel.\n\n{LAST}"
    )
    assert [residue.text for residue in cleaned.residue] == [quote]
    alone = _cleaned(f"{HEAD}\n\n{FIRST}\n\n{quote}\n\n{LAST}")
    assert quote in alone.text


@pytest.mark.parametrize("width", [60, 72, 80])
def test_hard_wrapped_paragraphs_are_joined_and_lines_are_not(width: int) -> None:
    long = f"{FIRST} {LAST} The envoys had met nine times in the cease-fire zone before the rains began to fall again."
    text = "\n\n".join(
        [HEAD, textwrap.fill(long, width), "Voices", textwrap.fill(f"{LAST} {FIRST}", width), "• Water\n• Grain"]
    )
    assert _cleaned(text).text.split("\n") == [HEAD, long, "Voices", f"{LAST} {FIRST}", "• Water", "• Grain"]


def test_a_word_that_was_broken_at_a_width_is_whole_where_it_stands_elsewhere() -> None:
    text = (
        f"{HEAD}\n\nThe envoys met in the town of Wad Madani and then in Om-\ndurman, where they spoke with a long-\n"
        "serving governor about the\nroads. He lives in Omdurman too."
    )
    assert "in Omdurman, where they spoke with a long-serving governor" in _cleaned(text).text


def test_links_listed_under_the_text_are_set_aside_with_bullets_too() -> None:
    cleaned = _cleaned(f"{HEAD}\n\n{FIRST}\n\n{LAST}\n\nRead more\n\n- Army frees a soldier\n- Talks put off again")
    assert [residue.text for residue in cleaned.residue] == [
        "Read more",
        "- Army frees a soldier",
        "- Talks put off again",
    ]


@pytest.mark.parametrize("mark", ["•", "● ", "- ", "* ", "– ", "▪ "])
def test_bullets_get_one_mark_and_lead_back(mark: str) -> None:
    source = f"{HEAD}\n{FIRST}\n{mark}A road for aid\n{mark}A list of prisoners\n{LAST}"
    cleaned = _cleaned(source)
    at = cleaned.text.index("• A list of prisoners")
    start, end = cleaned.offsets.to_source(at, at + len("• A list of prisoners"))
    assert source[start:end] == f"{mark}A list of prisoners"


def test_bullets_in_one_line_are_split_and_numbers_stay() -> None:
    cleaned = _cleaned(f"{HEAD}\n{FIRST} • A road for aid • A list of prisoners\n1. A court\n2. A vote\n{LAST}")
    assert cleaned.text.split("\n")[1:] == [
        FIRST,
        "• A road for aid",
        "• A list of prisoners",
        "1. A court",
        "2. A vote",
        LAST,
    ]


def test_spaces_signs_and_accents_are_made_plain() -> None:
    cleaned = _cleaned(
        "\ufeffTalks\u00a0in  Bogota\u0301\r\n\r\nThe cease\u00adfire\u200b holds,\u2009said\tJose\u0301 Pe\u0301rez on Monday night.\u2028\x00"
    )
    assert cleaned.text == "Talks in Bogotá\nThe ceasefire holds, said José Pérez on Monday night."
    at = cleaned.text.index("Pérez")
    start, end = cleaned.offsets.to_source(at, at + 5)
    assert cleaned.offsets.to_source(at, at + 1) == (start, start + 1)
    assert end - start == 6


@pytest.mark.parametrize("sign", ["e\u0301", "o\u0323\u0302", "\u1112\u1161\u11ab", "\u0958"], ids=ascii)
def test_the_way_back_holds_all_signs_of_a_composed_character(sign: str) -> None:
    source = f"{HEAD}\n\nThey met in the caf{sign} again.\n\n{LAST} caf{sign}"
    cleaned = _cleaned(source)
    end = cleaned.text.index(" again")
    start, stop = cleaned.offsets.to_source(end - 4, end)
    assert source[start:stop].endswith(sign)
    assert not source[start:stop].endswith(" ")
    start, stop = cleaned.offsets.to_source(0, len(cleaned.text))
    assert source[start:stop] == source


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff", "\x00"])
def test_nothing_gives_nothing(text: str) -> None:
    cleaned = _cleaned(text)
    assert (cleaned.text, cleaned.title, cleaned.sections, cleaned.residue) == ("", None, (), ())
    assert cleaned.published_basis == "missing"


@pytest.mark.parametrize(
    "unit",
    ["A", "Ab ", "AB ", "A: ", ": ", " ", "\"", "“A ", "•", "• a ", "•\n", "- a\n", "a\n", "\n", "Ab. ", "1", "May 3, 2024 ", "e\u0301", "\u0301", "\u1100\u1161",
     "a\u200b", "a|", ">", "-", "By Jane Doe\n", "Talks Fail\n", "“We want peace now, and so do they.”\n", "U.S. ", "(", "GENEVA, ", ",", "Foo – Bar\n", "word " * 15 + "\n"],
    ids=repr,
)  # fmt: skip
def test_hostile_text_takes_linear_time(unit: str, linear: Linear) -> None:
    linear(lambda size: partial(_cleaned, unit * (size // len(unit))), 10_000)


def test_a_byline_may_end_in_the_hour_of_its_update() -> None:
    line = "By Ada Obi and Tom Reyes | Oct. 12, 2023 | Updated 8:15 p.m."
    cleaned = _cleaned(f"{HEAD}\n\n{line}\n\n{FIRST}\n\n{LAST}")
    assert (cleaned.author, cleaned.published) == ("Ada Obi and Tom Reyes", "2023-10-12")
    assert cleaned.text == f"{HEAD}\n{FIRST}\n{LAST}"
