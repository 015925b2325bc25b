"""What the Markdown reader promises: the words without the marks, the day and title of the front matter."""

import pytest

WORDS = "The envoys of both sides met on Monday."


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        pytest.param("## **Aid** and [roads](https://a.example/x_(y))", "Aid and roads", id="heading-bold-link"),
        pytest.param("![A lorry](a.jpg)\n\nWords.", "Words.", id="picture"),
        pytest.param("[![A map](m.png)](https://m.example) It ended.", "It ended.", id="picture-in-a-link"),
        pytest.param("See [the\nlist](https://a.example) of names.", "See the list of names.", id="link-over-lines"),
        pytest.param("See [the list][1].\n\n[1]: https://a.example 'x'", "See the list.", id="reference"),
        pytest.param("See <https://a.example/2025/11/03/x> today.", "See  today.", id="address-as-link"),
        pytest.param("> Told.\n> Twice.", "Told.\nTwice.", id="quoted"),
        pytest.param("* grain\n* oil\n\n1. Troops leave.\n2) Prisoners return.", "• grain\n\n• oil\n\n1. Troops leave.\n\n2) Prisoners return.", id="lists"),
        pytest.param("2 * 3 and snake_case __too__, *so*.", "2 * 3 and snake_case too, so.", id="lone-star"),
        pytest.param("**Sanctions **stay, **so", "Sanctions stay, so", id="bold-left-open"),
        pytest.param("<figure>\n<img src='https://a.example/2025/8.jpg'\nalt='Jane Roe'/>\n</figure>\n\nOn May 4<sup>th</sup>, <q>yes</q>.", "On May 4th, “yes”.", id="html"),
        pytest.param("He left.\n\n\\###\n\nShe\\_stayed &amp; won.", "He left.\n\n###\n\nShe_stayed & won.", id="escapes"),
        pytest.param("| Point | Text |\n|---|---|\n| 1 | Leave [now](x). |", "Point\n\nText\n\n1\n\nLeave now.", id="table"),
        pytest.param("    Set in by four.", "Set in by four.", id="set-in"),
        pytest.param("Hello<script>alert(1)</script> there<br>you.", "Hello there\nyou.", id="script"),
    ],
)  # fmt: skip
def test_words_without_marks(read, markdown, text):
    """Addresses, pictures and tags go; the words of a link stay, numbers of points too."""
    (source,) = read(markdown, "a.md").sources
    assert source.text == text


def test_wrapped_lines_are_one_paragraph(read):
    """A line that ends because the next word had not fitted is joined; lines that end by themselves are not."""
    wrapped = (
        "The envoys of both sides met for the third time in a hotel on the\n"
        "coast, said [the chief\nmediator](https://gazette.example/a-very-long-address-of-some-page-or-other),\n"
        "and left without a word to the press that had waited since Monday on\nOld Quay.\n"
    )
    alone = "Talks in Port Amal\nBy Jane Roe\n4 May 2024\n\n"
    (source,) = read(alone + wrapped, "a.md").sources
    head, body = source.text.split("\n\n")
    assert head.split("\n") == ["Talks in Port Amal", "By Jane Roe", "4 May 2024"]
    assert body == (
        "The envoys of both sides met for the third time in a hotel on the coast, said the chief mediator, and left "
        "without a word to the press that had waited since Monday on Old Quay."
    )


@pytest.mark.parametrize(
    ("front", "title", "published"),
    [
        pytest.param("title: Talks resume\ndate: 2024-05-04\nmodified: 2024-06-01", "Talks resume", "2024-05-04", id="plain"),
        pytest.param("title: Joint Declaration by the Ministers of\n  Inland Waters and Fisheries\ndate: '2024-05-04'", "Joint Declaration by the Ministers of Inland Waters and Fisheries", "2024-05-04", id="over-lines"),
        pytest.param('title: "Ceasefire in the\\\n  \\ Northern\\_Province\\u2019s Towns"\ndate: 4 May 2024', "Ceasefire in the Northern Province’s Towns", "2024-05-04", id="escapes"),
        pytest.param("title: >-\n  Rebels leave\n  the port\npublished: 2024-05-04T23:10:00-04:00", "Rebels leave the port", "2024-05-04", id="folded"),
        pytest.param("headline: 'It''s over'\npublication_date: 1714809600", "It's over", "2024-05-04", id="unix"),
        pytest.param("title: Short\npubDatetime: 2024-05-04T22:00:00Z\nmodDatetime: 2024-05-09", "Short", "2024-05-04", id="astro"),
        pytest.param("title: Short\npublish_time: 1714809600000\nupdated: 2024-05-09", "Short", "2024-05-04", id="thousandths"),
        pytest.param("title: Short\ncreated: 2024-05-29\npublished: 2024-05-04\ndate: 2024-05-29", "Short", "2024-05-04", id="clipped"),
        pytest.param("title: Short\nlastmod: 2024-05-29\nretrieved: 2024-05-30", "Short", None, id="only-updates"),
        pytest.param("title: Short\npublished: 2024-05-04 22:30:00-05:00\ndatePublished: 2024-05-05T03:30:00Z", "Short", "2024-05-04", id="one-moment-two-zones"),
    ],
)  # fmt: skip
def test_titles_and_days_of_front_matter(read, front, title, published):
    """The front matter is read as YAML; days of updates and downloads are not those of publication."""
    reading = read(f"---\n{front}\n---\n\n{WORDS}\n", "a.md")
    (source,) = reading.sources
    assert (source.title, source.published, source.text) == (title, published, f"{title}\n\n{WORDS}")
    assert not reading.problems


@pytest.mark.parametrize(
    ("front", "author", "publisher", "url"),
    [
        ('author:\n  - "[[Ann Lee]]"\nsource: "https://n.example/0"', "Ann Lee", None, "https://n.example/0"),
        ("author: '[[people/lee|Ann Lee]]'\nsource: Herald\nurl: https://h.example", "Ann Lee", "Herald", "https://h.example"),
        ("authors: [Ann Lee, Bo Roe]\npublisher: Unknown\nlink: https://h.example", "Ann Lee, Bo Roe", None, "https://h.example"),
        ("author: N/A\npublisher: Harbour Post", None, "Harbour Post", None),
    ],
)  # fmt: skip
def test_who_wrote_and_printed_it(read, front, author, publisher, url):
    """An address is no outlet, and what programs write for nothing is no name."""
    (source,) = read(f"---\n{front}\n---\n{WORDS}", "a.md").sources
    assert (source.author, source.publisher, source.url) == (author, publisher, url)


@pytest.mark.parametrize(
    ("file", "title", "published", "noted"),
    [
        pytest.param("# A heading\n\nWords.", None, None, False, id="no-front-matter"),
        pytest.param("---\ntitle: Same\n---\n# Same\n\nWords.", "Same", None, False, id="title-stands-in-the-text"),
        pytest.param("---\ntitle: Same\n---\nOn Same, more Words.", "Same", None, False, id="title-inside-a-line"),
        pytest.param("---\ntitle: [unclosed\n---\nWords.", None, None, True, id="no-yaml"),
        pytest.param("---\njust a line\n---\nWords.", None, None, True, id="a-rule-over-a-line"),
        pytest.param("---\ndate: 2025-02-31\n---\nWords.", None, None, True, id="no-such-day"),
        pytest.param("---\ndate: 3/4/2025\n---\nWords.", None, None, True, id="ambiguous-day"),
        pytest.param("---\npublished: 2025-03-04\npubdate: 2025-03-07\n---\nWords.", None, None, True, id="two-days"),
        pytest.param("---\ntitle: {a: 1}\ndate: 24 November 2025\n---\nWords.", None, "2025-11-24", False, id="in-words"),
    ],
)  # fmt: skip
def test_front_matter_that_is_odd(read, file, title, published, noted):
    """What cannot be understood is left alone, with a note where it looks like metadata."""
    reading = read(file, "a.md")
    (source,) = reading.sources
    assert (source.title, source.published, bool(reading.problems)) == (title, published, noted)
    assert source.text.count("Same") == (1 if "# Same" in file else file.count("Same"))
    assert source.text.endswith("Words.")


@pytest.mark.parametrize(
    "file",
    [
        '+++\ntitle = "Talks: one day on"\ndate = 2025-03-04\n+++\nWords.',
        "---\ntitle: Talks: one day on\ndate: 2025-03-04\n---\nWords.",
        "Title: Talks: one day on\n\nURL Source: https://a.example\n\nPublished Time: 2025-03-04T10:00:00Z\n\nMarkdown Content:\nWords.",
    ],
    ids=["toml", "colon-in-a-title", "made-for-programs"],
)
def test_other_heads(read, file):
    (source,) = read(file, "a.md").sources
    assert (source.title, source.published, source.text) == (
        "Talks: one day on",
        "2025-03-04",
        "Talks: one day on\n\nWords.",
    )


@pytest.mark.parametrize(
    "title", ["# Marchers ask for the accord to be kept", "Marchers ask for the accord to be kept"]
)
def test_what_a_note_program_writes_under_the_title(read, title):
    """Lines with keys under the title are what the note says of the article, and no words of it."""
    fields = "Published: March 23, 2025\nURL: https://a.example/march\nOutlet: The Meridian\nTags: accord, march"
    (source,) = read(f"{title}\n\n{fields}\n\n{WORDS}\n", "a.md").sources
    assert source.text == f"Marchers ask for the accord to be kept\n\n{WORDS}"
    assert (source.published, source.publisher) == ("2025-03-23", "The Meridian")


@pytest.mark.parametrize("under", ["Question: Who pays?\nAnswer: Nobody.", "Note: see below.", "Envoy: We stay."])
def test_lines_under_a_title_that_say_nothing_of_the_article_stay(read, under):
    (source,) = read(f"# Talks go on\n\n{under}\n\n{WORDS}\n", "a.md").sources
    assert under.split("\n")[0] in source.text
