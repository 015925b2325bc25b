"""Headings glued into running text are found, and names, speakers and works that look like them are left alone."""

from __future__ import annotations

import pytest

from workbook.cleaning import Cleaned, clean
from workbook.reading.source import Source

# Long enough for a paragraph that may hide headings; says nothing about the sentence under test.
BEFORE = (
    "The mediators met both delegations again and left without a word about what comes next. Aid groups in the valley say that food is short and that "
    "roads, guarantees and reactions matter more than maps. Officials from three capitals listened, and the challenges of the first round remain. "
)
AFTER = (
    " Nobody expected an answer on the same day. The delegations stay in their hotels until the weekend, when a second meeting may follow, and the "
    "relief agencies hope that the political mood in both capitals will have changed by then."
)


def _cleaned(text: str) -> Cleaned:
    return clean(Source("a.txt", "txt", "0" * 64, text))


def _headings(text: str) -> list[str]:
    return [s.heading for s in _cleaned("A Quiet Week at the Talks\n\n" + text).sections if s.heading]


@pytest.mark.parametrize(
    ("sentence", "heading"),
    [
        (
            "Hopes and Fears: Reactions in Juba and Khartoum In Juba, the mood is one of fatigue.",
            "Hopes and Fears: Reactions in Juba and Khartoum",
        ),
        ("The Humanitarian Toll At the heart of the dispute is access to water.", "The Humanitarian Toll"),
        (
            "Regional Reactions: Doubts on Every Side Arab governments have kept silent so far.",
            "Regional Reactions: Doubts on Every Side",
        ),
        (
            "From Ceasefire to Settlement: A Long Road To understand the delay, one must look back.",
            "From Ceasefire to Settlement: A Long Road",
        ),
        ("Challenges Ahead Despite the handshake, neither side has withdrawn its guns.", "Challenges Ahead"),
        (
            "What the Strike Means for Trade If successful, the walkout would stop all exports.",
            "What the Strike Means for Trade",
        ),
        ("Background The war began when a border post was shelled.", "Background"),
        ("How the talks stalled After the walkout, the mediators wrote a new draft.", "How the talks stalled"),
        ("What Comes Next? The mediators will report to the council.", "What Comes Next?"),
        ("Political Prisoners: The government would free three hundred people within a month.", "Political Prisoners"),
        ("Economic and Trade Relief: Sanctions on cotton would end first.", "Economic and Trade Relief"),
    ],
    ids=lambda value: value[:28],
)
def test_a_glued_heading_is_found(sentence: str, heading: str) -> None:
    assert _headings(BEFORE + sentence + AFTER) == [heading]


@pytest.mark.parametrize(
    "sentence",
    [
        "U.S. Secretary of State Antony Blinken met the ministers in the afternoon.",
        "South Korean Foreign Minister Cho Tae-yul said the line would stay open.",
        "The Organization for Security and Co-operation in Europe will send monitors.",
        "The Norwegian Ministry of Foreign Affairs announced a third round on Monday.",
        "Doctors Without Borders The Hague office declined to comment.",
        "He said: The border will open tomorrow if the guns are silent.",
        "Petro: We will not sign a paper that nobody has read.",
        "Gustavo Petro: The ceasefire holds because both sides need it.",
        "BBC: What do you expect from the next round of talks?",
        "Gone With The Wind was shown to the delegates in the evening.",
        "International Campaign Against Hunger said the convoys were late.",
        "Human Rights Watch in Bogota counted fourteen attacks on villages.",
        "United Nations Security Council members voted on the text at night.",
        "King Abdullah II of Jordan and President Abdel Fattah al-Sisi of Egypt spoke by telephone.",
        "Rapid Support Forces commanders in Darfur rejected the map at once.",
        "Al Jazeera, Reuters and The New York Times had seen the draft.",
        "South Africa, Qatar, Norway and Kenya offered to send observers.",
        "Two people familiar with the talks told The Associated Press that the draft was lost.",
        "Q: Will the ceasefire hold until the spring?",
        "The European Commission President Ursula von der Leyen wrote to both sides.",
        "In The Hague, judges heard the case for a second day.",
        "Prime Minister Benjamin Netanyahu of Israel left the room before the vote.",
    ],
    ids=lambda value: value[:28],
)
def test_what_looks_like_a_heading_stays_in_its_sentence(sentence: str) -> None:
    cleaned = _cleaned("A Quiet Week at the Talks\n\n" + BEFORE + sentence + AFTER)
    assert [s.heading for s in cleaned.sections if s.heading] == []
    assert BEFORE + sentence + AFTER in cleaned.text


@pytest.mark.parametrize(
    ("opening", "title", "first"),
    [
        ("Rebels and Army Trade Blame as Truce Frays KHARTOUM, March 3 (Reuters) – Fighting broke out", "Rebels and Army Trade Blame as Truce Frays", "KHARTOUM, March 3"),
        ("Rebels, army trade blame as truce frays KAMPALA, Uganda (AP) — Fighting broke out", "Rebels, army trade blame as truce frays", "KAMPALA, Uganda (AP)"),
        ("Dock strike enters third week October 3, 2024 – Crane drivers stayed home", "Dock strike enters third week", "October 3, 2024 –"),
        ("Tariff Talks Stall By Jane Doe 5 May 2025 Officials left the room", "Tariff Talks Stall", "5 May 2025"),
        ("Truce holds in Gaza for second day After a night of talks, trucks", "Truce holds in Gaza for second day", "After a night"),
        ("Two Koreas Reopen Hotline: A Small Step on a Long Road The first call lasted nine", "Two Koreas Reopen Hotline: A Small Step on a Long Road", "The first call"),
    ],
    ids=lambda value: value[:20],
)  # fmt: skip
def test_a_title_glued_to_the_first_sentence(opening: str, title: str, first: str) -> None:
    cleaned = _cleaned(opening + " and nobody knew why. " + BEFORE + AFTER)
    assert cleaned.title == title
    assert cleaned.text.split("\n")[1].startswith(first)


def test_lines_that_are_headings_and_lines_that_are_not() -> None:
    text = (
        "ARMY AND UNIONS MEET AT LAST\n\nThe first meeting in a year took place on Monday in the capital.\n\nA NARROW AGENDA\n\n"
        "They spoke about wages, prisoners and the date of an election that was put off twice.\n\n"
        "Amal Hassan\nPeter Lual\nJohn Garang Deng\nMary Akech\n\n“We came to listen”\n\nWhat happens now\n\nThe unions will meet again on Friday to vote."
    )
    assert [s.heading for s in _cleaned(text).sections if s.heading] == ["A NARROW AGENDA", "What happens now"]


def test_a_word_and_a_number_are_no_date() -> None:
    text = "Stage 2\n\nThe second stage began in the capital after the rains.\n\nOmdurman 4\n\nFour streets were opened to the lorries of the mission."
    cleaned = _cleaned(text)
    assert cleaned.title == "Stage 2"
    assert [s.heading for s in cleaned.sections if s.heading] == ["Omdurman 4"]


def test_questions_of_an_interview_are_sentences() -> None:
    text = (
        "“We need time”: an interview with a mediator\n\nWhy now?\n\nBecause both sides are tired and the rains have come early this year.\n\n"
        "What do you want?\n\nA list of names that both of them have signed before the month is over."
    )
    assert [s.heading for s in _cleaned(text).sections if s.heading] == []


def test_sections_cover_what_follows_their_heading() -> None:
    text = (
        "Talks End\n\nThe talks ended on Monday after nine days without result.\n\nWhat is left\n\nBoth sides keep the following points on their list:\n\n"
        "* A release of prisoners\n* A road for aid\n\nSecurity Guarantees: The mission would stay for a year and report each month."
    )
    cleaned = _cleaned(text)
    assert [(s.kind, s.level, s.heading) for s in cleaned.sections] == [
        ("lead", 1, None),
        ("heading", 1, "What is left"),
        ("bullets", 2, None),
        ("run-in", 2, "Security Guarantees"),
    ]
    bullets, run_in = cleaned.sections[2:]
    assert cleaned.text[bullets.start : bullets.end] == "• A release of prisoners\n• A road for aid"
    assert cleaned.text[run_in.body : run_in.end].startswith("The mission")
    assert [cleaned.text[a:b] for a, b in cleaned.headings] == ["Talks End", "What is left", "Security Guarantees:"]
