"""What is set aside: addresses, links, lists of other stories, stamps of libraries, marks of mails; nothing is lost."""

from __future__ import annotations

import unicodedata

import pytest

from workbook.cleaning import Cleaned, clean
from workbook.reading.source import Source

BODY = "The delegations met again on Monday in the old harbour office and left without a date for the next round."
MORE = "A mediator said afterwards that both sides had asked for a week to study the list of names."


def _cleaned(text: str, format_: str = "txt") -> Cleaned:
    source = Source("a.txt", format_, "0" * 64, text)
    cleaned = clean(source)
    held = "".join([cleaned.text, *(passage.text for passage in cleaned.residue)])
    assert sorted(_letters(held)) == sorted(_letters(text)), "a letter is lost or told twice"
    for passage in cleaned.residue:
        assert passage.text == text[passage.raw_start : passage.raw_end]
    return cleaned


def _letters(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("The list (https://a.example/2024/may/x.pdf) has 120 names.", "The list has 120 names."),
        ("The list has 120 names: https://a.example/list-2024-05-04.", "The list has 120 names:."),
        ("See www.a.example/roads for the roads.", "See for the roads."),
        ("The [list of names](https://a.example/1) is long.", "The list of names is long."),
        ("The [list](/files/list.docx) and the [map](#map \"A map\") are long.", "The list and the map are long."),
        ("It fell ![A lorry](https://a.example/Jane-Roe.jpg) at noon.", "It fell at noon."),
        ("Write to the office <press@ministry.example> for more of it.", "Write to the office for more of it."),
        ("He wrote to jane.roe@a.example on Monday and waited.", "He wrote to on Monday and waited."),
        ("The envoys left and the town … [+1843 chars]", "The envoys left and the town"),
        ("It cost 5@2 and was [sic] a/b (c) at a.m. of @home.", "It cost 5@2 and was [sic] a/b (c) at a.m. of @home."),
        ("They call it the [third] way (so far) and http is a word.", "They call it the [third] way (so far) and http is a word."),
    ],
)  # fmt: skip
def test_addresses_in_sentences_go(sentence: str, kept: str) -> None:
    """The words of a link stay; what is no address stays as it is."""
    assert _cleaned(f"Talks go on\n\n{BODY}\n\n{sentence}\n\n{MORE}").text.split("\n")[2] == kept


def test_an_address_can_be_restored() -> None:
    text = f"Talks go on\n\n{BODY}\n\nSee https://a.example/roads for the roads.\n\n{MORE}"
    source = Source("a.txt", "txt", "0" * 64, text)
    (address,) = clean(source).residue
    assert clean(source, restored=[(address.raw_start, address.raw_end)]).text == text.replace("\n\n", "\n")


@pytest.mark.parametrize("mark", ["- ", "• ", "* "])
@pytest.mark.parametrize(
    "heading", ["Read more", "Related stories", "More on the harbour strike", "## See also", "Most read"]
)
def test_stories_listed_under_a_heading(heading: str, mark: str) -> None:
    """The heading and the headlines under it; the article goes on below."""
    links = ["Dockers reject the offer", "Who pays for the old harbour?", "Grain prices tumble after talks"]
    listed = "\n".join(f"{mark}{link}" for link in links)
    cleaned = _cleaned(f"Talks go on\n\n{BODY}\n\n{heading}\n\n{listed}\n\n{MORE}")
    assert cleaned.text == f"Talks go on\n{BODY}\n{MORE}"
    assert [passage.kind for passage in cleaned.residue] == ["related"] * 4


@pytest.mark.parametrize(
    ("lead", "items"),
    [
        ("More on the table:", ["a truce of ninety days.", "an exchange of all prisoners."]),
        ("The offer", ["A truce of ninety days", "An exchange of prisoners"]),
        ("Read the points:", ["The guns fall silent at noon.", "The roads are opened for aid."]),
    ],
)
def test_lists_of_the_article_stay(lead: str, items: list[str]) -> None:
    """Items that are sentences, or under a heading of the article's own, are text."""
    cleaned = _cleaned("\n\n".join(["Talks go on", BODY, lead, "\n".join(f"- {item}" for item in items), MORE]))
    assert all(f"• {item}" in cleaned.text for item in items)


@pytest.mark.parametrize(
    "line",
    [
        "This article was downloaded by a reader from https://a.example/asia/2024/05/04/fighting-breaks-out",
        "Downloaded from https://a.example/2024/05/04 by the Lake Library",
        "Downloaded on 4 May 2024 by Lake University Library",
        "Printed from the Lake Post, 4 May 2024",
        "Reproduced with permission of the copyright owner",
        "With reporting by Rosa Abal and Lucia Mann",
        "Additional reporting by Ann Lee in Port Amal",
        "Editing by Rob Moss. Additional reporting by Ann Lee in Port Amal.",
        "watch now", "WATCH NOW", "Watch", "(Watch)", "Listen now",
        "The post Envoys meet on the coast appeared first on Lake Post.",
        "The post “Envoys meet” first appeared on The Lake Post.",
        "This story was updated on May 4, 2024 with the mayor’s answer.",
        "On Sun, 4 May 2024 at 09:12, Lake Post <news@lake.example> wrote:",
        "On May 4, 2024, at 9:12 AM, Ann Lee wrote:",
        "https://a.example/2024/05/04/envoys",
        "For personal use only. Not for redistribution.", "Scanned by the Lake Public Library", "Article rank",
        "Content downloaded from 10.1.1.1 on Sat, 04 May 2024", "Library of the University of the Lakes",
        "Printed and distributed by PressReader", "ORIGINAL COPY · COPYRIGHT AND PROTECTED BY APPLICABLE LAW",
        "Continue reading the main story", "This video is no longer available", "WATCH | The lake from the air",
        "Editor’s picks", "Email this article", "Supported by",
    ],
)  # fmt: skip
def test_furniture_between_paragraphs(line: str) -> None:
    """Neither its words nor its day are the article's."""
    cleaned = _cleaned(f"Talks go on\n\n{BODY}\n\n{line}\n\n{MORE}")
    assert cleaned.text == f"Talks go on\n{BODY}\n{MORE}"
    assert (cleaned.published, cleaned.published_earliest) == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "Watch towers along the river were burnt down in the night, villagers said.",
        "The post at the bridge appeared first on maps that the army drew in spring.",
        "On Sunday the minister wrote: we will not sign what we have not read.",
        "Downloaded files from the ministry named forty villages, the group said on Monday.",
    ],
)
def test_sentences_that_begin_alike_stay(line: str) -> None:
    assert line in _cleaned(f"Talks go on\n\n{BODY}\n\n{line}\n\n{MORE}").text


def test_the_signature_of_a_mail() -> None:
    text = f"Talks go on\n\n{MORE}\n\n--\n\nAnn Lee\n\nDesk, Lake Post\n\n+41 22 123 45 67\n\n{BODY}"
    cleaned = _cleaned(text, "eml")
    assert cleaned.text == f"Talks go on\n{MORE}\n{BODY}"
    assert {passage.rule for passage in cleaned.residue} == {"signature"}


FORWARDED = "---------- Forwarded message ---------\nFrom: Lake Post <news@lake.example>\nDate: Wed, 19 Mar 2025\nSubject: Talks"


@pytest.mark.parametrize(
    "note", ["fyi\n\nTom", "For tomorrow's meeting, please read.", "See below – interesting!\nBest, Ann"]
)
def test_words_over_a_mail_that_is_sent_on(note: str) -> None:
    cleaned = _cleaned(f"{note}\n\n{FORWARDED}\n\n{BODY}\n\n{MORE}", "eml")
    assert cleaned.text == f"{BODY}\n{MORE}"
    assert {passage.rule for passage in cleaned.residue} == {"mail-note", "mail-quoted", "mail-header"}


def test_a_mail_of_ones_own_over_one_that_is_sent_on_stays() -> None:
    letter = f"{BODY} {MORE} " * 2
    cleaned = _cleaned(f"{letter}\n\n{FORWARDED}\n\n{MORE}", "eml")
    assert cleaned.text.startswith(BODY)


@pytest.mark.parametrize(
    ("printed", "spelt"),
    [("ﬁve days ago", "five days ago"), ("the conﬂict", "the conflict"), ("staﬀ oﬃcer", "staff officer"),
     ("raﬄe", "raffle"), ("the ﬁrst ﬁfth", "the first fifth"), ("½ of ﬁve", "½ of five")],
)  # fmt: skip
def test_ligatures_are_spelt_out(printed: str, spelt: str) -> None:
    """And each letter leads back to the sign that it was."""
    text = f"Talks go on\n\n{BODY}\n\nThey met {printed} with Ann Lee at the gate."
    cleaned = clean(Source("a.txt", "txt", "0" * 64, text))
    assert f"They met {spelt} with Ann Lee" in cleaned.text
    start = cleaned.text.index("Ann Lee")
    assert cleaned.offsets.to_source(start, start + 7) == (text.index("Ann Lee"), text.index("Ann Lee") + 7)
    start = cleaned.text.index(spelt)
    low, high = cleaned.offsets.to_source(start, start + len(spelt))
    assert text[low:high] == printed
