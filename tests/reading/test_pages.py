"""What the HTML reader promises: the article's words in lines, metadata as stated, no day that nobody stated."""

import json

import pytest

DAY = "2025-11-24"
STATED = [
    pytest.param("<meta property='article:published_time' content='2025-11-24T23:30:00-05:00'>", id="open-graph"),
    pytest.param("<meta name='dc.date.issued' content='2025-11-24'>", id="dublin-core"),
    pytest.param("<meta itemprop='datePublished' content='Mon, 24 Nov 2025 10:00:00 GMT'>", id="microdata"),
    pytest.param(
        '<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",'
        '"dateModified":"2025-12-02T10:00:00Z","datePublished":"2025-11-24T10:00:00Z"}]}</script>',
        id="schema-org",
    ),
    pytest.param("<link rel='canonical' href='https://harbour.example/2025/11/24/envoys'>", id="address"),
    pytest.param(
        "<meta property='article:modified_time' content='2025-12-02'><meta name='pubdate' content='20251124'>",
        id="both",
    ),
    pytest.param(
        "<meta name='date' content='2025-12-02'><meta name='dc.date' content='2025-11-25T04:30:00Z'>"
        "<meta property='article:published_time' content='2025-11-24T23:30:00-05:00'>",
        id="the-name-that-says-most",
    ),
]
NOT_STATED = [
    pytest.param("", "", id="footer-year-only"),
    pytest.param("<meta property='article:modified_time' content='2025-12-02'>", "", id="modified"),
    pytest.param("<meta http-equiv='last-modified' content='Mon, 24 Nov 2025 10:00:00 GMT'>", "", id="last-modified"),
    pytest.param("<meta property='og:image' content='https://h.example/2018/02/03/p.jpg'>", "", id="picture"),
    pytest.param("<meta name='date' content='3/4/2025'>", "", id="two-readings"),
    pytest.param("", "<aside><time datetime='2025-11-20'>Related, 20 November</time></aside>", id="related-story"),
    pytest.param("<title>Remembering 4 March 2020</title>", "", id="in-the-title"),
    pytest.param(
        '<script type="application/ld+json">[{"@type":"NewsArticle","datePublished":"2025-11-01"},'
        '{"@type":"NewsArticle","datePublished":"2025-11-02"}]</script>',
        "",
        id="a-list-of-stories",
    ),
    pytest.param('<script type="application/ld+json">{"@type": </script>', "", id="broken-json"),
]


@pytest.mark.parametrize("head", STATED)
def test_the_day_that_the_page_states(read, page, head):
    """The day of publication in the page's own time zone, from metadata or the address."""
    assert read(page(head=head), "a.html").sources[0].published == DAY


@pytest.mark.parametrize(("head", "body"), NOT_STATED)
def test_no_day_without_a_statement(read, page, head, body):
    """Footers, changes, pictures, related stories and titles are no statement about publication."""
    assert read(page(body, head), "a.html").sources[0].published is None


def test_a_time_element_marked_as_publication(read, page):
    """An element that says it is the day of publication is a statement."""
    body = "<time itemprop='datePublished' datetime='2025-11-24T08:00'>today</time>"
    assert read(page(body), "a.html").sources[0].published == DAY


@pytest.mark.parametrize(
    "line",
    [
        "<span class=date>Posted on November 24, 2025 by <a>Ann Lee</a></span>",
        "<div><b>Published:</b> 24 Nov 2025</div>",
        "<p>First published on Monday 24 November 2025, 08.11</p>",
        "<p><em>Originally published 2025-11-24</em></p>",
        "<div>Issued on: 24/11/2025 - 10:05</div>",
        "<small>Released November 24, 2025</small>",
    ],
)
def test_a_line_that_says_it_is_the_day_of_publication(read, page, line):
    assert read(page(line), "a.html").sources[0].published == DAY


@pytest.mark.parametrize(
    "line",
    [
        "<p>Updated on November 24, 2025</p>",
        "<p>Published in 1998 by a small press in Geneva, the book on 24 November 2025 became a best seller again.</p>",
        "<aside><p>Published on 24 November 2025</p></aside>",
        "<ul><li><span>Posted on November 24, 2025</span></li></ul>",
        "<p>Published on 3/4/2025</p>",
        "<p>Published on 23 November 2025</p><p>Published on 24 November 2025</p>",
    ],
)
def test_lines_that_say_no_day_of_this_page(read, page, line):
    """An update, a book's day, related stories, two readings and two days."""
    assert read(page(line), "a.html").sources[0].published is None


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Envoys meet in Muscat | Harbour Post", "Harbour Post"),
        ("Envoys meet in Muscat - World - Harbour Post", "Harbour Post"),
        ("Envoys meet in Muscat – The Post of the Lakes", "The Post of the Lakes"),
        ("Envoys meet in Muscat", None),
        ("Envoys meet in Muscat: what we know", None),
        ("Envoys meet in Muscat - and then they left", None),
    ],
)
def test_the_outlet_behind_the_title(read, page, title, outlet):
    html = page().replace("<title>Envoys meet | Harbour Post</title>", f"<title>{title}</title>")
    assert read(html, "a.html").sources[0].publisher == outlet


def test_article_metadata_and_lines(read, page):
    """Title first, then paragraphs, headings and bullets apart; navigation and footer stay out."""
    body = (
        "<h2>What comes next</h2><p>They <b>hope</b> for<br>more talks in another city, they said at the end of it.</p>"
        "<ul><li>prisoners, all of them</li><li><a href='x'>grain</a> exports</li>"
        "<li><p>the border crossings in the south</p></li><li></li></ul><p>That is all they would say for now.</p>"
    )
    head = "<meta property='og:site_name' content='Harbour Post'><meta property='og:url' content='https://h.example/1'>"
    (source,) = read(page(body, head), "a.html").sources
    blocks = source.text.split("\n\n")
    assert blocks[0] == source.title == "Envoys meet in Muscat"
    assert blocks[5:] == [
        "What comes next",
        "They hope for more talks in another city, they said at the end of it.",
        "• prisoners, all of them",
        "• grain exports",
        "• the border crossings in the south",
        "That is all they would say for now.",
    ]
    assert (source.publisher, source.url, source.language) == ("Harbour Post", "https://h.example/1", "en")
    assert "Home" not in source.text
    assert "Copyright" not in source.text


def test_scripts_are_removed_and_noted(read, page):
    """No script's words reach the text; the note says that there were some; structured data is no script."""
    reading = read(page("<script>alert('gone')</script><p onclick='steal()'>Words.</p>"), "a.html")
    assert "alert" not in reading.sources[0].text
    assert "steal" not in reading.sources[0].text
    assert [row["reason"] for row in reading.problems] == ["scripts removed"]
    assert not read(page(head="<script type='application/ld+json'>{}</script>"), "b.html").problems


def test_a_page_without_an_article_is_taken_whole_and_noted(read):
    """Where no article is recognised, nothing is lost and the analyst is told."""
    html = "<html><body><nav>Home</nav><div>Short.</div><script>x()</script>"
    html += "<ul><li>one</li><li><p>two</p></li><li></li></ul><p>three</p></body></html>"
    reading = read(html, "a.html")
    assert reading.sources[0].text == "Home\n\nShort.\n\n• one\n\n• two\n\nthree"
    assert any("no article" in row["reason"] for row in reading.problems)


@pytest.mark.parametrize("count", [300, 10_000])
@pytest.mark.parametrize("tag", ["div", "span", "ul", "b"])
def test_deeply_nested_tags(read, page, tag, count):
    """Words that stand inside ten thousand tags are read, with a note; nothing recurses."""
    deep = (
        f"<{tag}>" * count + "<p>Words that stand deep inside the page and have to be there.</p>" + f"</{tag}>" * count
    )
    reading = read(page(deep), "a.html")
    assert "Words that stand deep inside the page" in reading.sources[0].text
    assert any("nested deeper" in row["reason"] for row in reading.problems)


def test_paragraphs_nested_without_end_are_refused(read):
    """Where flattening does not help, the page is refused rather than cut."""
    quotes = "<html><body>" + "<p><button>" * 3_000 + "Words" + "</body></html>"
    reading = read(quotes, "a.html")
    assert bool(reading.sources) != any(row["severity"] == "refused" for row in reading.problems)


def test_declared_encoding_and_null_bytes(read, page):
    """The page's charset is used; a null byte does not end the page."""
    html = page(
        "<p>Le café rouvre ses portes après la séance, dit-on à la réception de l’hôtel.</p>", "<meta charset=cp1252>"
    )
    reading = read(html.encode("cp1252"), "a.html")
    assert "café rouvre" in reading.sources[0].text
    assert not reading.problems
    reading = read(html.replace("<p>Le", "<p>\0Le").encode("cp1252"), "b.html")
    assert "␀Le café" in reading.sources[0].text
    assert reading.problems


@pytest.mark.parametrize(
    ("name", "content", "format_", "noted"),
    [
        pytest.param(
            "a.txt", "<!DOCTYPE html><html><body><p>Words here.</p></body></html>", "html", True, id="html-as-txt"
        ),
        pytest.param("a.html", "Only words.\n\nNo tags.", "txt", True, id="txt-as-html"),
        pytest.param(
            "a.xhtml", '<?xml version="1.0" encoding="utf-8"?><html><p>Words.</p></html>', "html", False, id="x"
        ),
        pytest.param("a.html", "<p>A piece of a page</p>", "html", False, id="fragment"),
        pytest.param("a.txt", "We wrote <html> by hand.", "txt", False, id="words-about-html"),
    ],
)
def test_content_tells_the_format(read, name, content, format_, noted):
    """A wrong ending does not hide what a file is, and is noted."""
    reading = read(content, name)
    assert reading.sources[0].format == format_
    assert any("the name ends" in row["reason"] for row in reading.problems) == noted


@pytest.mark.parametrize("html", ["<html></html>", "<html><body><script>x()</script></body></html>", "<!-- a -->"])
def test_empty_pages_are_refused(read, html):
    """A page without words is refused with advice."""
    reading = read(html, "a.html")
    assert not reading.sources
    assert reading.problems[0]["severity"] == "refused"


@pytest.mark.parametrize(
    ("stated", "author"),
    [
        (["Ann Lee"], "Ann Lee"),
        ("Ann Lee", "Ann Lee"),
        (["Ann Lee", "Jo Roe"], "Ann Lee; Jo Roe"),
        ({"@type": "Person", "name": "Ann Lee"}, "Ann Lee"),
        ("https://harbour.example/authors/7", None),
    ],
)
def test_authors_that_schema_org_gives(read, page, stated, author):
    node = json.dumps({"@type": "ReportageNewsArticle", "headline": "Envoys meet in Muscat", "author": stated})
    html = page("<p>The envoys met on Monday, and left.</p>", f"<script type='application/ld+json'>{node}</script>")
    assert read(html, "a.html").sources[0].author == author
