"""What txt, md and eml readers promise."""

from email.message import EmailMessage

import pytest

TEXT = "Talks resume in Doha\n\nThe envoys of both sides met on Monday.\r\nThey left late.\n"


def test_plain_text_is_the_decoded_file(read):
    """Not a character is changed, line ends included; the offsets are those of the file."""
    (source,) = read(TEXT).sources
    assert source.text == TEXT
    assert (source.format, source.title, source.published, source.pages) == ("txt", None, None, ())
    assert source.article_id == f"a{source.sha256[:12]}"


def test_marks_of_markdown_are_no_words(read):
    """Marks become invisible, sign for sign; addresses and pictures go, the words of a link stay, a lone star too."""
    file = "## **Aid** and [roads](https://a.example/x_(y))\n\n![A lorry](a.jpg)\n> Told.\n\n* 2 * 3 and snake_case __too__, *so*.\n"
    (source,) = read(file, "a.md").sources
    assert len(source.text) == len(file)
    assert source.text.replace("\u2060", "").startswith(
        "Aid and [roads](https://a.example/x_(y))\n\n\nTold.\n\n* 2 * 3 and snake_case too, so."
    )
    (source,) = read("See [the list](https://a.example) of names.", "b.md").sources
    assert source.text.replace("\u2060", "") == "See the list of names."


def test_front_matter_is_metadata_and_offsets_stay(read):
    """The block is blanked out but for the title's words, so that every word stands where the file has it."""
    block = (
        "---\ntitle: Talks resume in Doha\ndate: 2025-11-24\nmodified: 2025-12-01\nauthor: [Ann Lee, Bo Roe]\n"
        "publisher: Harbour Post\nurl: https://harbour.example/1\nlang: en_GB\ntags: [peace]\n---\n"
    )
    file = block + "# Where things stand\n\nThe envoys of both sides met on Monday.\n"
    (source,) = read(file, "a.md").sources
    assert (source.title, source.published, source.author) == ("Talks resume in Doha", "2025-11-24", "Ann Lee, Bo Roe")
    assert (source.publisher, source.url, source.language) == ("Harbour Post", "https://harbour.example/1", "en")
    assert len(source.text) == len(file)
    assert source.text.split("\n\n")[0].split("\n")[-1].strip("\u2060") == "Where things stand"
    for words in ("Talks resume in Doha", "Where things stand", "met on Monday"):
        assert source.text.find(words) == file.find(words)
    assert "modified" not in source.text


@pytest.mark.parametrize(
    ("file", "title", "published", "noted"),
    [
        pytest.param("# A heading\n\nWords.", None, None, False, id="no-front-matter"),
        pytest.param("---\ntitle: Same\n---\n# Same\n\nWords.", "Same", None, False, id="title-stands-in-the-text"),
        pytest.param("---\ntitle: Same\n---\nOn Same, more Words.", "Same", None, False, id="title-inside-a-line"),
        pytest.param("---\ntitle: [unclosed\n---\nWords.", None, None, True, id="no-yaml"),
        pytest.param("---\njust a line\n---\nWords.", None, None, True, id="a-rule-over-a-line"),
        pytest.param("---\ndate: 2025-02-31\n---\nWords.", None, None, True, id="no-such-day"),
        pytest.param("---\ndate: 3/4/2025\n---\nWords.", None, None, False, id="ambiguous-day"),
        pytest.param(
            "---\ntitle: {a: 1}\ndate: 24 November 2025\n---\nWords.", None, "2025-11-24", False, id="in-words"
        ),
    ],
)
def test_front_matter_that_is_odd(read, file, title, published, noted):
    """What cannot be understood is left alone, with a note where it looks like metadata."""
    reading = read(file, "a.md")
    (source,) = reading.sources
    assert (source.title, source.published, bool(reading.problems)) == (title, published, noted)
    assert source.text.count("Same") == (1 if "# Same" in file else file.count("Same"))
    assert source.text.endswith("Words.")
    if noted:
        assert source.text == file


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
