"""Quotations get their speaker, cue, type and whole clause; labels get none; hostile text takes seconds."""

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
from workbook.language.speech.quotes import find_quotes
from workbook.scoring.quotes import score_quotes

GOLD = Path(__file__).parents[2] / "gold"
FLOORS = json.loads((GOLD / "floors-quotes.json").read_text("utf-8"))["quotes"]
PASSAGES = yaml.safe_load((GOLD / "quotes.yaml").read_text("utf-8"))
Find = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def find(parsed: Callable[..., Parsed]) -> Find:
    def _find(text: str, **more: Any) -> list[dict[str, Any]]:
        return find_quotes(parsed(text), **more)

    return _find


def _nearest(text: str, words: str | None, content: int) -> int | None:
    places = [match.start() for match in re.finditer(re.escape(words), text)] if words else []
    return min(places, key=lambda place: abs(place - content), default=None)


def _gold(number: int, passage: dict[str, Any]) -> list[dict[str, Any]]:
    text, rows = passage["text"], []
    for quote in passage.get("quotes", ()):
        start = text.index(quote["content"])
        source = _nearest(text, quote.get("source"), start)
        rows.append(
            {
                "article_id": number,
                "start": start,
                "end": start + len(quote["content"]),
                "quote_type": quote["type"],
                "source_start": source,
                "source_end": None if source is None else source + len(quote["source"]),
                "cue": quote.get("cue"),
                "cue_class": quote.get("cue_class"),
            }
        )
    for label in passage.get("labels", ()):
        start = text.index(label)
        rows.append({"article_id": number, "start": start, "end": start + len(label), "quote_type": "scare"})
    return rows


@pytest.fixture(scope="module")
def passages() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what is found in the passages and what should be."""
    articles = [Unparsed(str(number), passage["text"]) for number, passage in enumerate(PASSAGES)]
    found = [
        {**row, "article_id": number, "text": article.text}
        for number, article in enumerate(parse(load_model(), articles))
        for row in find_quotes(article)
    ]
    return found, [row for number, passage in enumerate(PASSAGES) for row in _gold(number, passage)]


def test_the_gold_is_sound() -> None:
    """There are enough passages, each after its own mistake, and every word of the gold is in its text."""
    assert len(PASSAGES) >= 60
    assert len({passage["note"] for passage in PASSAGES}) == len(PASSAGES)
    for passage in PASSAGES:
        for quote in passage.get("quotes", ()):
            assert all(quote.get(key, "") in passage["text"] for key in ("content", "source", "cue")), quote
        assert bool(passage.get("none")) == (not passage.get("quotes") and not passage.get("labels"))


@pytest.mark.parametrize("measure", FLOORS["passages"])
def test_floors(passages: tuple[list[dict[str, Any]], list[dict[str, Any]]], measure: str) -> None:
    """No score falls under its floor."""
    assert score_quotes(*passages)[measure] >= FLOORS["passages"][measure]


def test_every_row_is_what_its_offsets_say(passages: tuple[list[dict[str, Any]], list[dict[str, Any]]]) -> None:
    """Content, source and cue are the text at their offsets, white space trimmed; labels have no speaker."""
    for row in passages[0]:
        assert row["content"] == row["text"][row["start"] : row["end"]] == row["content"].strip() != ""
        for key in ("source", "cue"):
            if row[key] is not None:
                assert row[key] == row["text"][row[f"{key}_start"] : row[f"{key}_end"]].strip()
        assert (row["quote_type"] == "scare") == (row["rule"] == "label")
        assert row["quote_type"] != "scare" or row["source"] is row["cue"] is None


def test_nothing_is_found_where_nobody_speaks(passages: tuple[list[dict[str, Any]], list[dict[str, Any]]]) -> None:
    silent = {number for number, passage in enumerate(PASSAGES) if passage.get("none")}
    assert len(silent) >= 4
    assert [row["content"] for row in passages[0] if row["article_id"] in silent] == []


def _seed(document: dict[str, Any]) -> Unparsed:
    folder = next(path for path in (Path(__file__).parents[3] / "data").rglob(document["doc"])).parent
    text = (folder / document["doc"]).read_text("utf-8")
    if document["doc"].startswith("000"):  # one long line, which cleaning will have divided
        for heading in [document["title"], *document["headings"]]:
            text = text.replace(f"{heading} ", f"\n{heading}\n", 1)
        for heading in document["run_in_headings"]:
            text = text.replace(f" {heading}:", f"\n{heading}:", 1)
    spans = [
        (match.start(), match.end())
        for heading in document["headings"]
        for match in re.finditer(f"(?m)^{re.escape(heading)}$", text)
    ]
    return Unparsed(document["doc"], text, headings=tuple(spans))


@pytest.fixture(scope="module")
def seeds() -> tuple[dict[str, Any], list[tuple[str, list[dict[str, Any]]]]]:
    gold = yaml.safe_load((GOLD / "seeds.yaml").read_text("utf-8"))
    articles = parse(load_model(), [_seed(document) for document in gold["documents"]])
    return gold, [(article.text, find_quotes(article)) for article in articles]


def _spoken(seeds: list[tuple[str, list[dict[str, Any]]]], quote: dict[str, Any]) -> list[str]:
    """Return who is found to say the words in marks."""
    text, rows = seeds[quote["doc"]]
    start = text.index(quote["text"])
    end = start + len(quote["text"])
    return [row["source"] for row in rows if row["start"] < end and row["end"] > start and row["source"]]


def test_the_two_articles(seeds: tuple[dict[str, Any], list[tuple[str, list[dict[str, Any]]]]]) -> None:
    """The speaker is right for at least 18 of the 19 quotations, and no label has a speaker."""
    gold, found = seeds
    right = [
        quote
        for quote in gold["quotes"]
        if any(quote["speaker"].split()[-1] in source for source in _spoken(found, quote))
        and all(quote["speaker"].split()[-1] in source for source in _spoken(found, quote))
    ]
    assert len(right) >= FLOORS["articles"]["speakers"]
    labels = [quote for quote in gold["not_quotes"] if not quote.get("either")]
    assert [quote["text"] for quote in labels if _spoken(found, quote)] == []


def test_direct_mixed_indirect_and_label(find: Find) -> None:
    """The four types are told apart in one paragraph."""
    text = (
        'Ana Ruiz, the Colombian negotiator, said: "The list is closed." She called the delay "a gift to the '
        'spoilers" and said that the talks would resume on Monday. The so-called "night list" was not published.'
    )
    rows = find(text)
    assert [(row["quote_type"], row["source"]) for row in rows] == [
        ("direct", "Ana Ruiz, the Colombian negotiator"),
        ("mixed", "She"),
        ("indirect", "She"),
        ("scare", None),
    ]


PEOPLE = [
    ("person", "Ruth Okello", "okello"),
    ("person", "Omar Saleh", "saleh"),
    ("organization", "Red Crescent", "crescent"),
]
TEXT = (
    "Foreign Minister Ruth Okello flew to Doha on Monday. She said the truce would hold.\n"
    "Omar Saleh of the Red Crescent said that food had run out. He warned that people would starve.\n"
    "A spokesman for the Red Crescent said trucks were waiting.\n"
    "The minister promised to open the road."
)


def _mentions(text: str) -> list[dict[str, Any]]:
    return [
        {"start": match.start(), "end": match.end(), "actor_id": actor, "entity_type": kind}
        for kind, name, actor in PEOPLE
        for match in re.finditer(name, text)
    ]


def test_actors_of_names_pronouns_and_roles(find: Find) -> None:
    """A named source, "he", "the minister" and a body's spokesman lead to the actor."""
    rows = find(TEXT, mentions=_mentions(TEXT))
    assert [(row["source"], row["actor_id"]) for row in rows] == [
        ("She", "okello"),
        ("Omar Saleh of the Red Crescent", "saleh"),
        ("He", "saleh"),
        ("A spokesman for the Red Crescent", "crescent"),
        ("The minister", "okello"),
    ]


def test_without_mentions_no_actor_is_made_up(find: Find) -> None:
    assert {row["actor_id"] for row in find(TEXT)} == {None}


DATED = {
    "day of the verb": ("Ruth Okello said on Monday that the camp would close.", "Monday", True),
    "day of the content": ("Ruth Okello said that the camp would close on Monday.", "Monday", False),
    "day of speaking": ("Ruth Okello, speaking on Monday, said the camp would close.", "Monday", True),
    "day of another clause": ("Ruth Okello, who fled on Monday, said the camp would close.", "Monday", False),
}


@pytest.mark.parametrize(("text", "day", "dated"), DATED.values(), ids=DATED)
def test_the_day_of_a_statement_is_not_the_day_it_speaks_of(find: Find, text: str, day: str, dated: bool) -> None:
    start = text.index(day)
    date = {
        "start": start,
        "end": start + len(day),
        "timex_type": "DATE",
        "earliest": "2025-11-03",
        "latest": "2025-11-03",
    }
    (row,) = find(text, dates=[date])
    assert (row["earliest"], row["latest"]) == (("2025-11-03", "2025-11-03") if dated else (None, None))


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Mrs. Amina Diallo met General Omar Keita. Keita rejected it. She said the talks went on.", "Amina Diallo"),
        ("Mr Pavel Hruska and Ms Ivana Kolar spoke to us. He said the vote was fair.", "Pavel Hruska"),
        ("Mr Pavel Hruska and Ms Ivana Kolar spoke to us. She said the vote was fair.", "Ivana Kolar"),
        ("Luisa Prado, who lost her seat, met Jorge Prado. He said the count was wrong.", "Jorge Prado"),
        ("King Felipe met Maria Lopez in Madrid. She said the crown had no say.", "Maria Lopez"),
        ("Spokeswoman Hana Suzuki stood beside Kenji Mori. He said the port was open.", "Kenji Mori"),
        ("Ruth Okello and her team met Daniel Odinga. She said the roads were closed.", "Ruth Okello"),
        ("Lady Ashton met Saeed Jalili in Almaty. Jalili smiled. She said the gap was wide.", "Ashton"),
        ("Daniel Odinga left with his aides. Ruth Okello stayed. He said the roads were closed.", "Daniel Odinga"),
        ("Omar Keita told her brother that Amina Diallo was safe. He said the road was open.", "Omar Keita"),
    ],
)
def test_he_and_she_are_told_apart_by_the_text(parsed, text: str, actor: str) -> None:
    """By titles, first names, and "his", "her" behind a name."""
    article = parsed(text)
    mentions = find_mentions(article)
    names = {row["actor_id"]: row["name"] for row in mentions}
    assert [names[row["actor_id"]] for row in find_quotes(article, mentions)][-1] == actor


ODD = [
    "",
    " ",
    "\n",
    '"',
    "“”",
    "said",
    "according to",
    "said that",
    '"a" said',
    "X:",
    'He said ""',
    "According to X,",
    "”said",
]


@pytest.mark.parametrize("text", ODD, ids=repr)
def test_odd_text_is_no_error(find: Find, text: str) -> None:
    """Text without a sentence gives at most rows that are what their offsets say."""
    for row in find(text):
        assert row["content"] == text[row["start"] : row["end"]] == row["content"].strip() != ""


WHO_SAYS_WHAT = [
    ("The sides agreed to a pause so that food could reach the camps.", []),
    ("They agreed on a truce, so that aid trucks can pass.", []),
    ("Kenya agreed that aid can reach the camps.", [("aid can reach the camps", "Kenya")]),
    ("The rebels agreed the bridge should be opened.", [("the bridge should be opened", "The rebels")]),
    (
        "Talks were expected to begin on Monday, officials said.",
        [("Talks were expected to begin on Monday", "officials")],
    ),
    ("Analysts expected that the junta would fall.", [("the junta would fall", "Analysts")]),
    ("• What is agreed: a pause of seven days and an exchange of prisoners", []),
    ("What we know: Officials said the dam broke.", [("the dam broke", "Officials")]),
    ("Petro welcomed the draft as “a serious basis”.", [("the draft as “a serious basis”", "Petro")]),
    ('The union rejected the offer as "an insult".', [('the offer as "an insult"', "The union")]),
    ('The mayor dismissed the report as "fiction".', [('the report as "fiction"', "The mayor")]),
    (
        "Asked whether the army would accept foreign troops, Yasir Haroun, its chief negotiator, answered: “Never.”",
        [("Never.", "Yasir Haroun")],
    ),
    (
        "“Nobody will guard the port,” Tesfaye told this magazine. Asked whether the army would accept foreign troops, "
        "Yasir Haroun, its chief negotiator, answered: “Never.”",
        [("Nobody will guard the port,", "Tesfaye"), ("Never.", "Yasir Haroun")],
    ),
    ("In Geneva, its envoy, who had left, said the talks failed.", [("the talks failed", "its envoy")]),
    ('Asked if he would resign, Mr Okoth replied: "No."', [("No.", "Mr Okoth")]),
    ('Asked about the deal, Wanjiku said: "We are close."', [("We are close.", "Wanjiku")]),
    ('When asked whether the port would open, the mayor said: "Soon."', [("Soon.", "the mayor")]),
    ("The senators asked whether the ship had sunk.", [("whether the ship had sunk", "The senators")]),
    (
        'The council rejected the plan: "Rome is not neutral", its adviser Omar Dirar wrote on X.',
        [("Rome is not neutral", "its adviser Omar Dirar")],
    ),
    (
        'Chad denied the charge: "It is a lie", its envoy Idriss Deby said.',
        [("It is a lie", "its envoy Idriss Deby")],
    ),
    (
        'The rebels accepted the deal: "We will sign tomorrow," spokesman Ali Ahmed told reporters.',
        [("We will sign tomorrow,", "spokesman Ali Ahmed")],
    ),
    ('The king rejected the plan: "Never again."', [("Never again.", "The king")]),
    pytest.param(
        'The bishop smiled as "Ave Maria" was sung.',
        [],
        marks=pytest.mark.xfail(reason="a song's title behind a verb of gesture is not told from words in marks"),
    ),
    (
        "The army replied with its own text, which cuts the ceasefire to 30 days, diplomats said.",
        [("The army replied with its own text, which cuts the ceasefire to 30 days", "diplomats")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WHO_SAYS_WHAT)
def test_words_have_one_speaker_and_only_what_was_said_is_a_statement(
    find: Find, text: str, expected: list[tuple[str, str]]
) -> None:
    """Not what a thing is for, nor the question; a heading says nothing; of two verbs beside marks, that of saying."""
    found = [row for row in find(text) if row["quote_type"] != "scare"]
    assert [(row["content"], row["source"]) for row in found] == expected


def test_a_source_never_reaches_over_a_line(find: Find) -> None:
    text = "Ceasefire holds in the north\n \n argue the plan would cost too much, Omar Saleh said."
    assert all("\n" not in (row["source"] or "") for row in find(text))


HOSTILE = {"quotation marks": '"', "opening marks": "“ ", "commas": ", ", "capitals": "A ", "said that": "said that "}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_linear_time(unit: str, linear: Linear) -> None:
    import spacy
    from spacy.tokens import Doc

    def hostile(size: int) -> Callable[[], object]:
        words = (unit.split() * size)[:size]
        heads = [max(0, i - 1) for i in range(size)]
        tags = ["VBD" if word == "said" else "NNP" if word == "A" else "IN" for word in words]
        doc = Doc(spacy.blank("en").vocab, words, heads=heads, deps=["conj"] * size, tags=tags)
        return partial(find_quotes, Parsed("hostile", doc.text, doc=doc))

    linear(hostile, 1_000)
