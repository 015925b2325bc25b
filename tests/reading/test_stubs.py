"""What is not whole is loaded and said."""

import json

import pytest

BODY = "The delegations met again on Monday in the old harbour office and left without a date for the next round.\n\n"

CUT = [
    "Subscribe to continue reading.",
    "To continue reading, subscribe or sign in.",
    "Sign in or register to read the full story",
    "This article is for subscribers only.",
    "The rest of this story is reserved for our members",
    "Already a subscriber? Log in",
    "You have reached your limit of free articles.",
    "You’ve read 3 of 3 free articles this month",
    "Unlock this article for one crown",
    "Subscribers only",
    "Become a member to keep reading",
    "Create an account or log in to continue reading this article",
    "Continue reading with a trial",
    "The town was empty and [...]",
    "The town was empty and the… [+1843 chars]",
    "The town was empty and […]",
    "The town was empty (continued)",
    "The town was empty and the shops…",
    "To read the rest of this article, become a member.",
    "Click here to read the full story",
    "Only subscribers can read this article in full.",
    "This is a premium article",
    "Create a free account to go on",
    "You've hit your free article limit",
    "The town was empty and [Read more]",
    "The town was empty (continued on page 4)",
    "Text abridged",
    "Seite 1 von 3",
    "Page 1 of 3",
    "Page 1/2 · Next page",
]
WHOLE = [
    "Nobody had to sign in, and nobody asked for the list.",
    "Members of the union can read the offer on Monday.",
    "“We are waiting…”",
    "The union said subscribers to its fund would be paid first.",
    "The story continues on Monday.",
    "The minister asked for time to read it all.",
    "He kept an account of each meeting.",
    "The page 1 photograph was of the locks.",
    "The plan has three parts, and part 1 of 3 is agreed.",
]


@pytest.mark.parametrize("ending", ["txt", "md", "html", "eml"])
@pytest.mark.parametrize("line", CUT)
def test_what_is_not_whole_is_said(read, line, ending):
    """By a text that is cut off, a prompt at its end, or the number of its page; in every format."""
    text = f"{BODY}{BODY}{line}"
    if ending == "html":
        text = f"<html><body><article><h1>Talks</h1>{''.join(f'<p>{part}</p>' for part in text.split(chr(10)) if part)}</article></body></html>"
    reading = read(f"Subject: Talks\n\n{text}".encode() if ending == "eml" else text, f"a.{ending}")
    assert len(reading.sources) == 1
    said = [row["reason"] for row in reading.problems]
    assert any(word in reason for reason in said for word in ("not the whole", "only the beginning", "only page")), said


@pytest.mark.parametrize("line", WHOLE)
def test_what_is_whole_is_left_alone(read, line):
    """Sentences about members, pages and dots."""
    assert not read(f"{BODY}{BODY}{line}").problems


def test_a_prompt_in_the_middle_and_all_pages_are_no_sign(read):
    """An article that goes on after a prompt, or has all its pages, is whole."""
    assert not read(f"{BODY}Already a subscriber? Log in\n\n{BODY * 9}").problems
    assert not read("\n\n".join(f"{BODY}Page {n} of 3" for n in (1, 2, 3))).problems


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("<link rel='next' href='?page=2'>", True),
        ("<link rel='next' href='https://a.example/envoys/2/'>", True),
        ("<link rel='next' href='https://a.example/2024/another-story'>", False),
        (f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', 'isAccessibleForFree': False})}</script>", True),
        (f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', 'isAccessibleForFree': 'False'})}</script>", True),
        (f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', 'isAccessibleForFree': True})}</script>", False),
    ],
)  # fmt: skip
def test_what_a_page_says_of_itself(read, page, head, said):
    """That it is not free, or that there is a next page of the same article."""
    assert bool(read(page(head=head), "a.html").problems) == said


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("He said: <q>We stay.</q> She left.", "He said: “We stay.” She left."),
        ("He said: <q>We <b>stay</b></q>.", "He said: “We stay”."),
        ("He said: <q>“We stay.”</q> She left.", "He said: “We stay.” She left."),
        ("<q cite='x'>No</q>, <q>yes</q>", "“No”, “yes”"),
    ],
)
def test_quotation_marks_of_a_page(read, page, html, words):
    """Marks that a browser draws are words of the page."""
    assert words in read(page(f"<p>{html} {BODY}</p>"), "a.html").sources[0].text


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("<p class='author'>Ann Lee | Email the author | alee@lake.example</p>", "Ann Lee"),
        ("<div class='byline'>By <a rel='author'>Ann Lee</a> (ann.lee@lake.example)</div>", "Ann Lee"),
        ("<span class='author'>Ann Lee</span> <a class='author-mail' href='mailto:a@b.example'>a@b.example</a>", "Ann Lee"),
        ("<p class='author'>Ann Lee | Follow the author</p>", "Ann Lee"),
    ],
)  # fmt: skip
def test_authors_have_no_mail_address(read, html_page, byline, author):
    """What stands around the name is no second author."""
    assert read(html_page(byline), "a.html").sources[0].author == author


@pytest.fixture
def html_page():
    """Return a function that builds a page with a byline."""
    paragraphs = f"<p>{BODY}</p>" * 4
    return lambda byline: (
        f"<html><head><title>Talks</title></head><body><article><h1>Talks go on</h1>{byline}{paragraphs}</article></body></html>"
    )


NO_ARTICLE = [
    "You need to enable JavaScript to run this app.",
    "Please enable JS and disable any ad blocker",
    "Just a moment... Checking your browser before you go on.",
    "Verify you are human by completing the action below.",
    "Access denied. You don't have permission to view this page.",
    "404 – Page not found",
    "Attention Required! | Shield",
    "Sorry, this page is no longer available.",
    "Are you a robot? Please tick the box.",
    "You have been blocked from this site.",
]


@pytest.mark.parametrize("words", NO_ARTICLE)
def test_a_message_of_the_site_in_place_of_the_article(read, words):
    (row, *_) = read(f"<html><body><div>{words}</div></body></html>", "a.html").problems
    assert "no article but a message of the site" in " ".join(row["reason"] for row in [*read(words).problems, row])


@pytest.mark.parametrize(
    "line", ["Aid workers were denied access.", "Flight 404 was late.", "Access denied to the villages, the UN said."]
)
def test_an_article_on_access_is_one(read, line):
    assert not read(f"{BODY * 5}{line}").problems
