"""What txt and eml readers promise."""

from email.message import EmailMessage

import pytest

TEXT = "Talks resume in Doha\n\nThe envoys of both sides met on Monday.\r\nThey left late.\n"


def test_plain_text_is_the_decoded_file(read):
    """Not a character is changed, line ends included; the offsets are those of the file."""
    (source,) = read(TEXT).sources
    assert source.text == TEXT
    assert (source.format, source.title, source.published, source.pages) == ("txt", None, None, ())
    assert source.article_id == f"a{source.sha256[:12]}"


def mail(plain="", html="", attachments=(), **headers):
    """Return a mail's bytes."""
    message = EmailMessage()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if plain:
        message.set_content(plain)
    if html:
        (message.add_alternative if plain else message.set_content)(html, subtype="html")
    for attachment in attachments:
        message.add_attachment(attachment) if isinstance(attachment, EmailMessage) else message.add_attachment(
            attachment, maintype="application", subtype="pdf", filename="story.pdf"
        )
    return bytes(message)


@pytest.mark.parametrize("subject", ["Fwd: Talks resume", "FW: RE: Talks resume", "WG: Talks resume", "Talks resume"])
@pytest.mark.parametrize("sender", ["Ann <ann@office.example>", "Harbour Post Daily <news@harbour.example>"])
def test_a_mails_day_and_sender_are_never_the_articles(read, subject, sender):
    """Forwarded or sent by an outlet: day, author and publisher stay empty; the note tells the analyst both."""
    body = mail("The envoys met on Monday.", Subject=subject, From=sender, Date="Tue, 25 Nov 2025 08:00:00 +0000")
    reading = read(body, "a.eml")
    (source,) = reading.sources
    assert (source.title, source.published, source.author, source.publisher) == ("Talks resume", None, None, None)
    assert source.text.startswith("Talks resume\n\nThe envoys met on Monday.")
    assert "25 Nov 2025" in reading.problems[0]["reason"]
    assert sender in reading.problems[0]["reason"]


def test_wrapped_mail_gives_paragraphs(read):
    """Lines that the mail program broke are joined; blank lines stay paragraphs."""
    lines = "The envoys of both sides met for the third time in a hotel\non the coast and left.\n\nA new round is open."
    (source,) = read(mail(lines, Subject="Talks"), "a.eml").sources
    wanted = "The envoys of both sides met for the third time in a hotel on the coast and left.\n\nA new round is open."
    assert source.text == f"Talks\n\n{wanted}"


def test_html_mail_attachments_and_mails_inside(read):
    """Of HTML only the words are taken; a mail attached to a mail is read; other attachments are named."""
    html = "<style>p{}</style><p>The envoys met.</p><script>alert(1)</script><ul><li>grain</li></ul>"
    inner = EmailMessage()
    inner["Subject"] = "The original"
    inner.set_content("Words of the attached mail.")
    reading = read(mail("See this.", html, [inner, b"%PDF-"], Subject="Talks"), "a.eml")
    (source,) = reading.sources
    assert source.text.split() == ["Talks", "See", "this.", "Words", "of", "the", "attached", "mail."]
    assert any("story.pdf" in row["reason"] for row in reading.problems)
    (source,) = read(mail(html=html, Subject="Talks"), "b.eml").sources
    assert source.text == "Talks\n\nThe envoys met.\n\n• grain"


def test_a_file_that_is_no_mail_is_refused(read):
    """Without headers there is nothing to call a mail."""
    reading = read("\nJust words.", "a.eml")
    assert not reading.sources
    assert "headers" in reading.problems[0]["reason"]


@pytest.mark.parametrize(
    ("head", "title", "published", "publisher"),
    [
        ("Title: Talks resume\nDate: 4 May 2024\nSource: Lake Post", "Talks resume", "2024-05-04", "Lake Post"),
        ("HEADLINE: Talks resume\nPUBLICATION: Lake Post\nPUBLISHED: May 4, 2024", "Talks resume", "2024-05-04", "Lake Post"),
        ("**Title:** Talks resume\n**Date:** 2024-05-04\n**Tags:** lake, peace", "Talks resume", "2024-05-04", None),
        ("URL: https://lake.example/1\nTitle: Talks: the end\nAccessed: 2024-06-01", "Talks: the end", None, None),
        ("Date: 4 May 2024\nOutlet: Lake Post\nAuthor:\nLanguage: en", None, "2024-05-04", "Lake Post"),
        ("Date: 04/05/2024\nTitle: Talks resume", "Talks resume", None, None),
    ],
)  # fmt: skip
def test_lines_over_a_text_are_metadata(read, head, title, published, publisher):
    """A block of "key: value" over a blank line says what the text is; its lines are no part of it."""
    (source,) = read(f"{head}\n\nThe envoys of both sides met.\n").sources
    assert (source.title, source.published, source.publisher) == (title, published, publisher)
    assert source.text.split() == [*(title or "").split(), "The", "envoys", "of", "both", "sides", "met."]


@pytest.mark.parametrize(
    "text",
    [
        "Title: Talks resume\n\nThe envoys met.",
        "Minister: We will not sign.\nReporter: When?\n\nThe envoys met.",
        "Source: Lake Post\nThe envoys met on Monday.\n\nThey left.",
        "Summary: it ended.\nText: They left.\n\nMore.",
    ],
)
def test_what_only_looks_like_a_head_is_text(read, text):
    """One line, speakers, and lines without a blank line under them stay as they are."""
    (source,) = read(text).sources
    assert source.text == text


ARTICLE = (
    "The envoys of both sides met in the harbour office on Monday and left without a word to those who had waited."
)
STUBS = [
    "Your mail program does not show HTML. View this message online: https://lake.example/v",
    "View in browser: https://lake.example/v",
    "This is a message in HTML format.",
    "To read this newsletter, open it in your browser.\n\nhttps://lake.example/v\n\nUnsubscribe",
    "[image: logo]",
]


BODY = "Envoys of the two sides met on the island for a second day on Tuesday, and no end of the talks was in sight."


@pytest.mark.parametrize(
    ("head", "publisher", "author"),
    [
        ("Envoys meet on the island\nHarbour Post, 25 November 2025", "Harbour Post", None),
        ("Envoys meet on the island\n\nHarbour Post - Tuesday, November 25, 2025", "Harbour Post", None),
        ("Harbour Post\nNov 25, 2025 • 3 min read\n\nEnvoys meet on the island", "Harbour Post", None),
        ("Envoys meet on the island\nBy Ann Lee, Harbour Post\n25 November 2025", "Harbour Post", "Ann Lee"),
        ("Envoys meet on the island\nHarbour Post | 25 Nov 2025 | Ann Lee", "Harbour Post", "Ann Lee"),
        ("Envoys meet on the island\nBy Ann Lee\n25 November 2025", None, "Ann Lee"),
        # A place and a day name no outlet, nor do the words of a sentence with a day.
        ("Envoys meet on the island\nGeneva, 25 November 2025", None, None),
        ("Envoys meet on the island\nThe Harbour Post said so on 25 November 2025.", None, None),
        ("The accord of 25 November 2025\nWhat the Harbour Post has seen", None, None),
        ("Envoys meet on the island", None, None),
    ],
)
def test_outlet_and_author_over_one_article(read, head, publisher, author):
    (source,) = read(f"{head}\n\n{BODY}\n\n{BODY}\n").sources
    assert (source.publisher, source.author or None) == (publisher, author)
    assert BODY in source.text


@pytest.mark.parametrize("stub", STUBS)
def test_the_html_part_where_the_plain_one_is_a_stub(read, stub):
    """A plain part that only says where the article is gives way to the other one."""
    html = f"<p>{ARTICLE}</p><p>A mediator said so. {ARTICLE}</p>"
    (source,) = read(mail(stub, html, Subject="Talks"), "a.eml").sources
    assert source.text == f"Talks\n\n{ARTICLE}\n\nA mediator said so. {ARTICLE}"
    (source,) = read(mail(f"{ARTICLE} A mediator said so.", html, Subject="Talks"), "a.eml").sources
    assert source.text == f"Talks\n\n{ARTICLE} A mediator said so."


@pytest.mark.parametrize("mark", ["> ", ">", "> > ", ">>", "| "])
def test_quoted_lines_lose_their_mark(read, mark):
    """Lines of a mail that was answered are the article's, wrapped ones joined."""
    quoted = f"{mark}{ARTICLE[:60]}\n{mark}{ARTICLE[60:].strip()}\n{mark}\n{mark}They will be back, she said."
    (source,) = read(mail(f"See below.\n\n{quoted}\n", Subject="Talks"), "a.eml").sources
    assert source.text.split("\n\n") == ["Talks", "See below.", ARTICLE, "They will be back, she said."]


def test_a_signature_stands_in_lines_of_its_own(read):
    """Under "--", so that cleaning can set it aside; signs inside a line are no mark."""
    (source,) = read(mail(f"{ARTICLE} 2 > 1 | 3.\n\n-- \nAnn Lee\nLake Post\n", Subject="Talks"), "a.eml").sources
    assert source.text.split("\n\n") == ["Talks", f"{ARTICLE} 2 > 1 | 3.", "--", "Ann Lee", "Lake Post"]


def test_entities_in_a_text_are_spelt_out(read):
    reading = read("The talks &quot;went on&quot; at Smith &amp; Sons on both&nbsp;sides.")
    assert reading.sources[0].text == 'The talks "went on" at Smith & Sons on both sides.'
    assert reading.problems[0]["reason"].startswith("HTML entities")
