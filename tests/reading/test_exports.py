"""What exports and feeds promise: an article a row, columns by name, and a clear error where the text is missing."""

import csv
import io
import json

import pytest

from workbook.reading.days import day_order, to_day
from workbook.reading.source import field_of

TEXT = "The envoys met on Monday.\n\nThey left late, and nobody spoke to the press."


def csv_of(*rows, delimiter=","):
    """Return a table as csv."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


NEXIS = ["Publication date", "Publication", "Headline", "Byline", "Body", "LNI"]
FACTIVA = ["HD", "LP", "TD", "SN", "PD", "BY", "LA", "AN"]
EUROPRESSE = ["Titre", "Nom de la source", "Date de publication", "Auteur", "Texte intégral", "Langue"]
MEDIA_CLOUD = ["stories_id", "publish_date", "title", "url", "language", "media_name", "full_text"]
HEAD, TAIL = TEXT.split("\n\n")
DATABASES = [
    pytest.param(NEXIS, ["November 24, 2025 Monday", "The Post", "Talks", "Ann Lee", TEXT, "6X-1"], id="nexis"),
    pytest.param(FACTIVA, ["Talks", HEAD, TAIL, "The Post", "24 November 2025", "Ann Lee", "en", "6X-1"], id="factiva"),
    pytest.param(EUROPRESSE, ["Talks", "The Post", "lundi 24 novembre 2025", "Ann Lee", TEXT, "en"], id="europresse"),
    pytest.param(MEDIA_CLOUD, ["6X-1", "2025-11-24 07:30:00", "Talks", "u", "en", "The Post", TEXT], id="media-cloud"),
]


@pytest.mark.parametrize(("columns", "row"), DATABASES)
@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "jsonl"])
def test_columns_of_press_databases(read, make, columns, row, ending):
    """The same row in any table gives the same article, with the same identifier."""
    files = {
        "csv": csv_of(columns, row, delimiter=";"),
        "tsv": csv_of(columns, row, delimiter="\t"),
        "xlsx": make["xlsx"](columns, row, before=[["Search", "talks"]]),
        "jsonl": json.dumps(dict(zip(columns, row, strict=True))),
    }
    (source,) = read(files[ending], f"a.{ending}").sources
    assert source.text == f"Talks\n\n{TEXT}"
    assert (source.title, source.publisher, source.published) == ("Talks", "The Post", "2025-11-24")
    assert source.row == (1 if ending == "jsonl" else 2)
    assert source.sha256 == read(files["jsonl"], "b.jsonl").sources[0].sha256


def test_answer_of_an_api(read):
    """A JSON answer with its articles inside, the outlet one level deep."""
    article = {"source": {"id": None, "name": "The Post"}, "author": "Ann Lee", "title": "Talks", "url": "https://p/1"}
    article |= {"publishedAt": "2025-11-24T23:30:00Z", "description": "In short.", "content": "Met on Monday."}
    reading = read(json.dumps({"status": "ok", "totalResults": 1, "articles": [article]}), "a.json")
    (source,) = reading.sources
    assert source.text == "Talks\n\nMet on Monday."
    assert (source.publisher, source.published, source.url) == ("The Post", "2025-11-24", "https://p/1")
    assert not reading.problems


def test_missing_columns_are_told(read):
    """The error lists what was found, what would do and how to go on."""
    reading = read(csv_of(["id", "url", "Überschrift"], ["1", "u", "Talks"]), "a.csv")
    (row,) = reading.problems
    assert row["severity"] == "refused"
    assert "id, url, Überschrift" in row["reason"]
    assert "full text" in row["reason"]
    assert row["advice"] == "name the column of the words text"


def test_header_under_other_lines(read, make):
    """Databases write their name and the search over the header."""
    rows = [["Export of 25 November"], [], ["search:", "talks"], ["headline", "body"], ["Talks", TEXT]]
    for name, file in (("a.csv", csv_of(*rows)), ("a.xlsx", make["xlsx"](*rows))):
        (source,) = read(file, name).sources
        assert (source.title, source.row) == ("Talks", 5)


def test_delimiter_is_the_headers_not_the_texts(read):
    """A text full of commas does not hide that semicolons divide the cells."""
    text = "One, two, three, four, five,\nsix, seven, eight, nine, and ten, they said, " * 3
    (source,) = read(csv_of(["headline", "body"], ["Talks", text], delimiter=";"), "a.csv").sources
    assert source.text == f"Talks\n\n{text.strip()}"
    (source,) = read(csv_of(["text"], [text]), "b.csv").sources
    assert source.text == text.strip()


def test_cells_beyond_the_header_are_noted(read):
    """A comma that nobody quoted moves words out of the columns; that is said."""
    reading = read("title,text\nTalks,The envoys met, and left.\n", "a.csv")
    assert reading.sources[0].text == "Talks\n\nThe envoys met"
    assert "row 2: more cells" in reading.problems[0]["reason"]


def test_rows_that_lack_something(read):
    """A row without text is refused, one with an unclear day noted; the others load."""
    rows = [["title", "text", "date"], ["One", TEXT, "03/04/2025"], ["Two", "", ""], ["Three", TEXT + "!"], ["Four"]]
    reading = read(csv_of(*rows), "a.csv")
    assert [(source.row, source.published) for source in reading.sources] == [(2, None), (4, None)]
    assert [(row["severity"], row["reason"].split(":")[0]) for row in reading.problems] == [
        ("refused", "rows 3, 5"),
        ("noted", "row 2"),
    ]


def test_a_field_over_the_csv_modules_limit(read):
    """A long article in a cell loads; one over the limit of an article is refused alone."""
    long, endless = "The envoys of both sides met. " * 10_000, "The envoys met again. " * 250_000
    reading = read(csv_of(["title", "text"], ["a", long], ["b", endless], ["c", TEXT]), "a.csv")
    assert [source.row for source in reading.sources] == [2, 4]
    assert "row 3" in reading.problems[0]["reason"]


def test_lone_surrogates_and_broken_lines_in_json(read):
    """Half a character in JSON becomes visible; a broken line is refused alone."""
    reading = read(
        '{"text": "The envoys \\ud83d met.", "title": "T\\ud800"}\n{broken\n[]\n\n{"text": "Words."}', "a.jsonl"
    )
    assert reading.sources[0].text.split("\n\n")[1] == "The envoys \ufffd met."
    assert reading.sources[0].title == "T\ufffd"
    assert len(reading.sources) == 2
    assert any(row["severity"] == "refused" and "rows 2, 3" in row["reason"] for row in reading.problems)


@pytest.mark.parametrize("text", ["[" * 100_000, "[]", "{}", "7", '{"a": 1}', '"text"'])
def test_json_without_articles_is_refused(read, text):
    """Nothing to read is said, not raised."""
    reading = read(text, "a.json")
    assert not reading.sources
    assert any(row["severity"] == "refused" for row in reading.problems)


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbour Post</title><language>en-gb</language>
<item><title>Talks resume</title><link>https://h.example/1</link><guid>g1</guid><pubDate>Mon, 24 Nov 2025 23:30:00 -0500
</pubDate><description>Short.</description><content:encoded><![CDATA[<p>The envoys met.</p><script>x()</script><ul>
<li>grain</li></ul>]]></content:encoded></item>
<item><title>More</title><description>&lt;b&gt;Only&lt;/b&gt; a summary.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title><entry><title>Talks</title>
<id>i1</id><updated>2025-12-02T00:00:00Z</updated><content type="html">&lt;p&gt;The envoys met.&lt;/p&gt;
</content></entry></feed>"""


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "a.txt"])
def test_rss(read, name):
    """Content before summary, the day as printed, scripts gone, a note where there is only a summary."""
    reading = read(RSS, name)
    first, second = reading.sources
    assert first.text == "Talks resume\n\nThe envoys met.\n\n• grain"
    assert (first.published, first.url, first.source_id) == ("2025-11-24", "https://h.example/1", "g1")
    assert (first.publisher, first.language, first.format, first.row) == ("Harbour Post", "en", "feed", 1)
    assert second.text == "More\n\nOnly a summary."
    assert any("row 2: only a lead or summary" in row["reason"] for row in reading.problems)


def test_atom_update_is_not_publication(read):
    """Atom's updated is when the entry changed."""
    (source,) = read(ATOM, "a.atom").sources
    assert (source.text, source.published) == ("Talks\n\nThe envoys met.", None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + RSS[21:], id="entity"
        ),
        pytest.param("<?xml version='1.0'?><note>words</note>", id="other-xml"),
        pytest.param("https://127.0.0.1:9/feed", id="an-address-is-not-fetched"),
        pytest.param("<rss version='2.0'><channel><title>Empty</title></channel></rss>", id="no-entries"),
    ],
)
def test_feeds_that_are_refused(read, text):
    """Entities, other XML and empty feeds are refused with advice."""
    reading = read(text, "a.xml")
    assert not reading.sources
    assert reading.problems[0]["severity"] == "refused"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-11-24", "2025-11-24"),
        ("2025-11-24T23:59:00+09:00", "2025-11-24"),
        ("20251124", "2025-11-24"),
        ("Mon, 24 Nov 2025 10:00:00 GMT", "2025-11-24"),
        ("November 24, 2025 Monday 10:14 AM GMT", "2025-11-24"),
        ("24th of November, 2025", "2025-11-24"),
        ("1er août 2025", "2025-08-01"),
        ("24. Dezember 2025", "2025-12-24"),
        ("5 de marzo de 2025", "2025-03-05"),
        ("24/11/2025", "2025-11-24"),
        ("11/24/2025", "2025-11-24"),
        ("3/4/2025", None),
        ("2025-02-30", None),
        ("24 jui 2025", None),
        ("November 2025", None),
        ("0001-01-01T00:00:00Z", None),
        ("1763942400", "2025-11-24"),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_days(written, day):
    """A day is read where there is one reading; a month, a number or a riddle is none."""
    assert to_day(written) == day


@pytest.mark.parametrize(
    ("column", "order", "day"),
    [
        (["3/4/2025", "25/4/2025"], "dmy", "2025-04-03"),
        (["3/4/2025", "4/25/2025"], "mdy", "2025-03-04"),
        (["3/4/2025", "25/4/2025", "4/25/2025"], "", None),
        (["3/4/2025", "5/6/2025"], "", None),
    ],
)
def test_day_order_of_a_column(column, order, day):
    """A column whose other days prove an order is read in it; a column that proves both is not."""
    assert day_order(column) == order
    assert to_day(column[0], order) == day


@pytest.mark.parametrize("name", ["publishedAt", "Published at", "PUBLISHED_AT", "published-at"])
def test_names_are_one_whatever_their_dress(name):
    """Case, dashes and joined words make no difference."""
    assert field_of(name) == "published"
    assert field_of("modified") is None


RSS_2 = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
xmlns:dcterms="http://purl.org/dc/terms/"><channel><title>Lake Post</title>{items}</channel></rss>"""
RSS_1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Lake Post</title></channel>{items}</rdf:RDF>"""


@pytest.mark.parametrize(
    ("feed", "date", "published"),
    [
        (RSS_2, "<dc:date>2024-05-04T10:00:00Z</dc:date>", "2024-05-04"),
        (RSS_1, "<dc:date>2024-05-04</dc:date>", "2024-05-04"),
        (RSS_2, "<pubDate>Sat, 04 May 2024 22:00:00 -0500</pubDate><dc:date>2024-05-09</dc:date>", "2024-05-04"),
        (RSS_2, "<dcterms:issued>2024-05-04</dcterms:issued><dcterms:modified>2024-05-09</dcterms:modified>", "2024-05-04"),
        (RSS_2, "<atom:updated>2024-05-09T10:00:00Z</atom:updated>", None),
        (RSS_2, "<dcterms:modified>2024-05-09</dcterms:modified>", None),
    ],
)  # fmt: skip
def test_days_of_rss_entries(read, feed, date, published):
    """A date of Dublin Core is the entry's day; a modification is not."""
    item = f"<item><title>Talks</title>{date}<description>The envoys met.</description></item>"
    other = (
        "<item><title>Roads</title><dc:date>2024-05-08</dc:date><description>The roads are open.</description></item>"
    )
    first, second = read(feed.format(items=item + other), "a.xml").sources
    assert (first.published, second.published) == (published, "2024-05-08")


def test_a_channel_of_telegram(read):
    """A post an article; bold words and links are its own words, and the channel is its outlet."""
    run = [
        {"type": "bold", "text": "Truce holds"},
        "\n\nThe truce held, ",
        {"type": "link", "text": "the army"},
        " said.",
    ]
    messages = [
        {"id": 1, "type": "service", "date": "2025-03-01T10:00:00", "action": "create_channel", "text": ""},
        {"id": 2, "type": "message", "date": "2025-03-19T10:11:12", "from": "Lake Watch", "text": run},
        {"id": 3, "type": "message", "date": "2025-03-20T10:11:12", "from": "Lake Watch", "text": HEAD},
    ]
    channel = {"name": "Lake Watch", "type": "public_channel", "id": 7, "messages": messages}
    first, second = read(json.dumps(channel), "result.json").sources
    assert (first.text, second.text) == ("Truce holds\n\nThe truce held, the army said.", HEAD)
    assert (first.publisher, first.published, second.published) == ("Lake Watch", "2025-03-19", "2025-03-20")


@pytest.mark.parametrize("field", ["content", "summary"])
def test_a_stream_of_a_feed_reader(read, field):
    item = {"title": "Talks", "published": 1742403720000, "crawled": 1742489999000, "origin": {"title": "The Post"}}
    stream = {"id": "s", "items": [item | {field: {"content": f"<p>{HEAD}</p><p>{TAIL}</p>", "direction": "ltr"}}]}
    (source,) = read(json.dumps(stream), "stream.json").sources
    assert source.text == f"Talks\n\n{TEXT}"
    assert (source.publisher, source.published) == ("The Post", "2025-03-19")


@pytest.mark.parametrize(
    ("cell", "author"),
    [
        ("By JANE ROE; Tom Ashe contributed reporting from Vienna.", "JANE ROE"),
        ("Jane Roe and Ali Sow. Tom Ashe contributed to this report", "Jane Roe and Ali Sow"),
        ("Jane Roe.", "Jane Roe"),
        ("Jane M. Roe Jr.", "Jane M. Roe Jr."),
        ("Roe J.", "Roe J."),
        ("Anonymous", None),
        ("anonymous.", None),
    ],
)
def test_authors_without_those_who_contributed(read, cell, author):
    (source,) = read(json.dumps([{"title": "Talks", "text": TEXT, "author": cell}]), "a.json").sources
    assert source.author == author
