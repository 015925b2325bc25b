"""Speakers named before a colon, in interviews, transcripts and headlines, under a quotation, or by who quotes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from workbook.language.names import find_mentions
from workbook.language.pipeline import Parsed
from workbook.language.speech import find_quotes

Said = list[tuple[str | None, str]]


def _said(article: Parsed, mentions: list[dict[str, Any]] | None = None) -> Said:
    rows = find_quotes(article, mentions or [])
    return [(row["source"], row["content"]) for row in rows if row["quote_type"] != "scare"]


INTERVIEWS = [
    (
        "Q (Reuters): Will the port open?\nMS. OKELLO: It will open in May.\nQ (Radio Mali): Who says so?\nMS. OKELLO: I do.",
        [("Q", "Will the port open?"), ("MS. OKELLO", "It will open in May."), ("Q", "Who says so?"), ("MS. OKELLO", "I do.")],
    ),
    (
        "Q: Will the port open?\nRuth Okello: It will open in May.\nQ: And the road?\nRuth Okello: Ask the army.",
        [("Q", "Will the port open?"), ("Ruth Okello", "It will open in May."), ("Q", "And the road?"), ("Ruth Okello", "Ask the army.")],
    ),
    (
        "SENATOR DIAZ: I think we are close.\n\nQ Do you think they will sign?\n\nMR. OTIENO: I hope so.",
        [("SENATOR DIAZ", "I think we are close."), ("Q", "Do you think they will sign?"), ("MR. OTIENO", "I hope so.")],
    ),
    (
        "TRIBUNE: Is there a list?\nMENDES: There is a list.\nTRIBUNE: Who has it?\nMENDES: I said I do not know.",
        [("TRIBUNE", "Is there a list?"), ("MENDES", "There is a list."), ("TRIBUNE", "Who has it?"), ("MENDES", "I said I do not know.")],
    ),
    (
        "MODERATOR: Thank you.\nMS. LINDT: We met.\nIt was long.\n(Laughter.)\nMODERATOR: And then?\nMS. LINDT: We ate.\nMODERATOR: Good.",
        [("MODERATOR", "Thank you."), ("MS. LINDT", "We met."), ("MS. LINDT", "It was long."), ("MODERATOR", "And then?"),
         ("MS. LINDT", "We ate."), ("MODERATOR", "Good.")],
    ),
    # no interview
    ("Where: the town hall.\nWhen: on Monday at 9:30.\nWho: all who want to come.", []),
    ("NAIROBI: The port is closed.\nKAMPALA: The road is open.", []),
    ("NOTE: Prices are in euros.", []),
    ("The plan has two parts: a road and a bridge.\nThe cost: nine million.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), INTERVIEWS)
def test_lines_with_labels_are_an_interview_where_labels_come_back(parsed, text: str, said: Said) -> None:
    """Questions and answers go to their labels, words like "I think" in them are no statements of their own."""
    article = parsed(text)
    assert _said(article, find_mentions(article)) == said


REACTIONS = [
    ("Rep. Ann Bell (R-TX): “This is a great day for the border.”", "Rep. Ann Bell (R-TX)"),
    ("• Senator Jorge Diaz: “The road will be built.”", "Senator Jorge Diaz"),
    ("NATO Secretary General Anna Lindt: “We stand ready to help.”", "NATO Secretary General Anna Lindt"),
    ("And from Chairwoman Ruth Mbele:\n\n“She knows the river and its people.”", "Chairwoman Ruth Mbele"),
    ("“She knows the river and its people.”\n— Ruth Mbele, a fisherwoman", "Ruth Mbele, a fisherwoman"),
    ("“She knows the river and its people.” – Ruth Mbele", "Ruth Mbele"),
    ("Omar Saleh put it this way: “We have a text.”", "Omar Saleh"),
    ("As the former judge puts it, “It is hard to say yes.”", "the former judge"),
    ("Omar Saleh was tired: “We have been here for days.”", "Omar Saleh"),
]


@pytest.mark.parametrize(("text", "source"), REACTIONS)
def test_who_introduces_or_signs_words_in_marks_says_them(parsed, text: str, source: str) -> None:
    assert [who for who, _ in _said(parsed(text))] == [source]


HEADLINES = [
    ("Okello: ‘We will not sell the port’", [("Okello", "We will not sell the port")]),
    ("‘We will not sell the port’: Okello", [("Okello", "We will not sell the port")]),
    ("“Wrong border”, says Okello after letter", [("Okello", "Wrong border")]),
    ("Ruth Okello: No sale of the port", [("Ruth Okello", "No sale of the port")]),
    ("Kenyan government: Port is not for sale", [("Kenyan government", "Port is not for sale")]),
    ("Ruth Okello: a life in pictures", []),
    ("Kenya: What we know", []),
    ("Exclusive: ‘The port is sold’", []),
    ("Kenya: We will not sell the port", [("Kenya", "We will not sell the port")]),
    ("Port chief: No ship has been turned back", [("Port chief", "No ship has been turned back")]),
    ("Okello says the port is not for sale", [("Okello", "the port is not for sale")]),
    ("Kenya insists that the port is safe", [("Kenya", "the port is safe")]),
    ("Kenyan woman claims army held her for a year", [("Kenyan woman", "army held her for a year")]),
    ("Former minister says port was sold twice", [("Former minister", "port was sold twice")]),
    ("Insurance claims rise in Kenya this year", []),
    ("Kenya claims victory", []),
    ("Okello warns of new floods in May", []),
    ("Port sold: ‘madness’ or a good deal?", []),
]


@pytest.mark.parametrize(("title", "said"), HEADLINES)
def test_a_headline_with_a_speaker_is_a_statement(parsed, title: str, said: Said) -> None:
    """Not the subject of a portrait, a country that an article is about, or a kind of text."""
    article = parsed(f"{title}\nRuth Okello left Kenya on Monday.", headings=((0, len(title)),))
    assert _said(article, find_mentions(article)) == said


QUOTED = [
    ("“We will wait,” Port Minister Omar Saleh was quoted as saying by the Lagos Post.", "Port Minister Omar Saleh"),
    ("The Lagos Post quoted Omar Saleh as saying the port was closed.", "Omar Saleh"),
    ("State radio cited Omar Saleh as saying: “We will wait.”", "Omar Saleh"),
    ("Omar Saleh was quoted on Friday as saying that the port was closed.", "Omar Saleh"),
    ("Omar Saleh, whose son is held by the army, wrote: “I cannot sleep any more.”", "Omar Saleh"),
    ("The bishop of Tuma, received in Rome on Friday, said that the valley was tired.", "The bishop of Tuma"),
    ("The lawyer for the jailed miner Mr Saleh said that it was cold.", "The lawyer for the jailed miner Mr Saleh"),
    ("Her deputy, Omar Saleh, who was quoted as saying by a paper that “the road is cut”, left.", "Omar Saleh"),
    ("A letter seen by the Lagos Post says the port is closed.", "A letter seen by the Lagos Post"),
    ("Omar Saleh, an old friend of the mine, praised it, calling it “a gift to the town”.", "Omar Saleh, an old friend of the mine"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source"), QUOTED)
def test_who_is_quoted_speaks_not_who_quotes(parsed: Callable[..., Parsed], text: str, source: str) -> None:
    assert [who for who, _ in _said(parsed(text))] == [source]


WHOLE = [
    ("Lucia Prado, who said “no” in May, and Omar Saleh, who said “yes”, met.", ["no", "yes"]),
    ("Lucia Prado, who said the road was cut, left on Friday.", ["the road was cut"]),
    ("Dr Omar Saleh said the nurses he had met were “worn out” by the wait.", ["the nurses he had met were “worn out” by the wait"]),
    ("The guards told the farmers they had an hour to leave.", ["they had an hour to leave"]),
    ("The truce, Omar Saleh said on Monday, will hold.", ["The truce", "will hold"]),
    ("The port, officials said, is closed.", ["The port", "is closed"]),
    ("Ruth Okello, he told reporters, will lead the talks.", ["Ruth Okello", "will lead the talks"]),
    ("Both banks, said Lucia Prado, are required to pay.", ["Both banks", "are required to pay"]),
    ("However, Omar Saleh said, the road is cut.", ["the road is cut"]),
    ("The road is open, he said, and trucks will pass.", ["The road is open"]),
    ("Kenya agreed to open the port, free the crews and pay the guards.", ["to open the port, free the crews and pay the guards"]),
    ("Kenya said the road would bring trade, that it was safe, and that it would stay.", ["the road would bring trade, that it was safe, and that it would stay"]),
    ("On Friday, Omar Saleh said the talks had failed.", ["the talks had failed"]),
    ("The group printed a list of names and said dozens more had been burned.", ["dozens more had been burned"]),
    ("Omar Saleh said hundreds more were waiting at the gate.", ["hundreds more were waiting at the gate"]),
    ("Omar Saleh said he had warned them repeatedly that attacks on markets may amount to crimes.", ["he had warned them repeatedly that attacks on markets may amount to crimes", "attacks on markets may amount to crimes"]),
    ("He turned back boats which, according to Omar Saleh, the navy had stopped twice.", ["the navy had stopped twice"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "contents"), WHOLE)
def test_a_content_is_whole_and_ends_with_its_clause(parsed, text: str, contents: list[str]) -> None:
    assert [content for _, content in _said(parsed(text))] == contents
