"""Tables and JSON as programs write them: every sheet, empty cells, mended text, days that the column proves."""

import csv
import io
import json

import pytest
from openpyxl import Workbook

from workbook.reading.days import days_of
from workbook.reading.encodings import is_nothing, repaired
from workbook.reading.rows import given_names_first

TEXT = "The envoys of both sides met on Monday in a hotel near the lake and spoke of grain and prisoners."


def table(*rows):
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


def book(sheets):
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def reasons(reading):
    return [row["reason"] for row in reading.problems]


HEADER = ["Headline", "Date", "Body"]


def test_all_sheets(read):
    """Each sheet with a column of text gives its articles; one without is named, an empty one is not."""
    sheets = {"March": [HEADER, ["One", "2024-03-02", TEXT]], "Search": [["terms", "hits"], ["truce", 3]], "Empty": []}
    sheets |= {"April": [["export of April"], HEADER, ["Two", "2024-04-02", TEXT + " Twice."]], "Blank": [HEADER]}
    reading = read(book(sheets), "a.xlsx")
    assert [(one.title, one.published, one.row) for one in reading.sources] == [
        ("One", "2024-03-02", 2),
        ("Two", "2024-04-02", 3),
    ]
    assert reasons(reading) == [
        "2 sheets with articles: March, April; rows are counted in each",
        "sheet 'Search' was left out: no column of text; the columns are terms, hits",
        "sheet 'Blank' was left out: the table has no rows",
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_header_without_rows(read, name):
    """An empty export is a problem, not nothing."""
    reading = read(table(HEADER) if name == "a.csv" else book({"Sheet1": [HEADER]}), name)
    assert [row["severity"] for row in reading.problems] == ["refused"]
    assert reasons(reading)[0].startswith("the table has no rows")


@pytest.mark.parametrize(
    "cell",
    [
        "nan",
        "NaN",
        "None",
        "null",
        "NULL",
        "N/A",
        "n/a",
        "NaT",
        "<NA>",
        "#N/A",
        "[Removed]",
        "[deleted]",
        "-",
        " ",
        "undefined",
    ],
)
def test_what_programs_write_for_nothing(read, cell):
    """A row without words is refused; an empty title, author or day is none, without a doubt."""
    rows = [[*HEADER, "author"], ["One", "2024-03-02", cell, "Ann Lee"], [cell, cell, TEXT, cell]]
    reading = read(table(*rows), "a.csv")
    (source,) = reading.sources
    assert (source.row, source.title, source.published, source.author, source.text) == (3, None, None, None, TEXT)
    assert reasons(reading) == ["row 2: no text"]


def test_json_nothing(read):
    """NaN and null in JSON are no words."""
    lines = [
        '{"text": NaN, "title": "One"}',
        '{"text": null, "title": "Two"}',
        json.dumps({"text": TEXT, "date": float("nan")}),
    ]
    reading = read("\n".join(lines), "a.jsonl")
    assert [one.row for one in reading.sources] == [3]
    assert reasons(reading) == ["rows 1, 2: no text"]


@pytest.mark.parametrize(
    "words", ["None of the envoys spoke.", "Nan Madol", "Null result in Accra", "N/A said the board"]
)
def test_words_that_look_empty(words):
    assert not is_nothing(words)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("The envoy&#8217;s visit &amp; talks", "The envoy’s visit & talks"),
        ("&ldquo;No deal &ndash; yet,&rdquo; he said.&nbsp;Talks go on.", "“No deal – yet,” he said. Talks go on."),
        ("Truce &amp;#8211; or not &amp;amp; why", "Truce – or not & why"),
        ("&#x2018;Soon&#x2019;", "‘Soon’"),
        ("The envoyâ€™s aide said: â€œNo.â€\ufffd", "The envoy’s aide said: “No.”"),
        ("CafÃ© Zürich", "Café Zürich"),
        ("NikoÅ¡iÄ‡ met ErdoÄŸan â€“ twice", "Nikošić met Erdoğan – twice"),
        ("Â£5m for SÃ£o TomÃ©", "£5m for São Tomé"),
        ("AT&T and R&D; P&G; if a&b;", "AT&T and R&D; P&G; if a&b;"),
        ("São Tomé, Côte d’Ivoire – “Ångström”", "São Tomé, Côte d’Ivoire – “Ångström”"),
        ("He said Â and left", "He said Â and left"),
    ],
)
def test_entities_and_double_encoding(written, right):
    """Mended where it is sure; what is right stays as it is."""
    text, done = repaired(written)
    assert text == right
    assert bool(done) == (text != written)


def test_repairs_are_told_once(read):
    """One note a kind, with its rows; identifiers come from what the database wrote."""
    rows = [
        HEADER,
        ["A &amp; B", "", TEXT],
        ["C", "", f"{TEXT} &quot;Yes,&quot; he said."],
        ["D", "", f"{TEXT} â€œYes,â€\ufffd he said."],
    ]
    reading = read(table(*rows), "a.csv")
    assert [one.text.split("\n\n")[0] for one in reading.sources] == ["A & B", "C", "D"]
    assert reading.sources[2].text.endswith("“Yes,” he said.")
    assert reasons(reading) == [
        "rows 2, 3: HTML entities (&#8217; and the like) spelt out",
        "row 4: text decoded twice (â€œ and the like) repaired",
    ]


def test_returns_of_a_spreadsheet(read):
    """``_x000D_`` is a line's end; other words with an underscore stay."""
    (source,) = read(
        book({"S": [HEADER, ["One", None, f"{TEXT}_x000D_\n_x000D_\nsnake_case _x too."]]}), "a.xlsx"
    ).sources
    assert source.text == f"One\n\n{TEXT}\n\nsnake_case _x too."


def test_full_cells_are_told(read):
    """A spreadsheet keeps 32,767 characters in a cell."""
    reading = read(book({"S": [HEADER, ["T", None, (TEXT + " ") * 400]]}), "a.xlsx")
    assert reasons(reading) == ["row 2: a cell is full (32,767 characters): what was longer is cut off"]


@pytest.mark.parametrize(
    ("cell", "author"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("by Ann Lee and Jo Roe", "Ann Lee and Jo Roe"),
        ("['Ann Lee', 'Jo Roe']", "Ann Lee, Jo Roe"),
        ('["Ann O\'Lee"]', "Ann O'Lee"),
        ("('Ann Lee',)", "Ann Lee"),
        ("[]", None),
        ("[Ann Lee]", "Ann Lee"),
        ("Byron Lee", "Byron Lee"),
        ("Byline: Ann Lee", "Ann Lee"),
        ("Lee, Ann", "Lee, Ann"),
        ("nan", None),
    ],
)
def test_authors(read, cell, author):
    (source,) = read(table([*HEADER, "authors"], ["T", "", TEXT, cell]), "a.csv").sources
    assert source.author == author


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("Lee, Ann", "Ann Lee"),
        ("Lee, Ann; Roe, Jo", "Ann Lee, Jo Roe"),
        ("van den Berg, Ruth; al Farsi, Hamad", "Ruth van den Berg, Hamad al Farsi"),
        ("Reuters", "Reuters"),
        ("Ann Lee, Jo Roe", "Ann Lee, Jo Roe"),
        (None, None),
    ],
)
def test_surnames_first(value, right):
    assert given_names_first(value) == right


@pytest.mark.parametrize(
    ("column", "days"),
    [
        pytest.param(["45353", "45356"], ["2024-03-02", "2024-03-05"], id="spreadsheet serials"),
        pytest.param(["45353.7708", ""], ["2024-03-02", None], id="serials with a clock"),
        pytest.param(["1709424000", "1709683200"], ["2024-03-03", "2024-03-06"], id="seconds"),
        pytest.param(["1709424000000"], ["2024-03-03"], id="thousandths"),
        pytest.param(["11/23/25", "01/02/25"], ["2025-11-23", "2025-01-02"], id="month first, proven"),
        pytest.param(["23/11/25", "01/02/25"], ["2025-11-23", "2025-02-01"], id="day first, proven"),
        pytest.param(["01/02/25", "03/04/25"], [None, None], id="nothing proves it"),
        pytest.param(["11/23/25", "23/11/25"], [None, None], id="both orders"),
        pytest.param(["11/23/25 18:30"], ["2025-11-23"], id="with a clock"),
        pytest.param(["23-Nov-25", "05-Dec-25"], ["2025-11-23", "2025-12-05"], id="named, short year"),
        pytest.param(["23 Nov '25"], ["2025-11-23"], id="named, apostrophe"),
        pytest.param(["24-11-23"], [None], id="year first or last"),
        pytest.param(["23.11.99"], ["1999-11-23"], id="last century"),
        pytest.param(["11/23/2025", "01/02/2025"], ["2025-11-23", "2025-01-02"], id="long years, proven"),
        pytest.param(["45353", "2024-03-05"], [None, "2024-03-05"], id="one serial among days"),
        pytest.param(["12345", "45353"], [None, None], id="not days at all"),
        pytest.param(["2024", "March 2024"], [None, None], id="no days"),
    ],
)
def test_days_of_a_column(column, days):
    """What one cell leaves open the others may prove; else it is empty."""
    assert days_of(column) == days


def test_unclear_days_are_told(read):
    reading = read(table(HEADER, ["One", "01/02/25", TEXT], ["Two", "03/04/25", TEXT + " Twice."]), "a.csv")
    assert [one.published for one in reading.sources] == [None, None]
    assert reasons(reading) == ["rows 2, 3: the day of publication cannot be read for sure"]


CUT = TEXT + " They left without"


@pytest.mark.parametrize(
    "end", ["… [+1843 chars]", "... [+12 chars]", "[+1 char]", " [...]", " […]", "...", "…", " (more…)"]
)
def test_stubs_are_told(read, end):
    """What a database cut off is loaded and said to be cut off; the mark is no word of the article."""
    reading = read(json.dumps([{"title": "T", "content": CUT + end}]), "a.json")
    assert reasons(reading) == ["row 1: not the whole text: it is cut off"]
    assert "chars" not in reading.sources[0].text


def test_a_long_text_may_end_with_dots(read):
    assert not read(json.dumps([{"title": "T", "content": TEXT * 20 + " We shall see..."}]), "a.json").problems


def test_outlet_behind_the_title(read):
    """A search engine writes the outlet behind the title; another name there stays."""
    rows = [
        ["title", "source", "text"],
        ["Talks resume - The Post", "The Post", TEXT],
        ["Talks - The Post", "Herald", TEXT],
    ]
    assert [one.title for one in read(table(*rows), "a.csv").sources] == ["Talks resume", "Talks - The Post"]


A = {"title": "Talks resume", "text": TEXT, "date": "2024-03-02"}
B = {"title": "Talks end", "text": TEXT + " Twice.", "date": "2024-03-05"}
GUARDIAN = {"webPublicationDate": "2024-03-02T12:00:00Z", "webTitle": "Talks resume", "webUrl": "u", "id": "world/1"}
GUARDIAN |= {"fields": {"headline": "Talks resume", "byline": "Ann Lee", "body": f"<p>{TEXT}</p>", "bodyText": TEXT}}
TIMES = {
    "headline": {"main": "Talks resume", "kicker": None},
    "byline": {"original": "By Ann Lee", "person": [{"lastname": "Lee"}]},
}
TIMES |= {
    "lead_paragraph": TEXT,
    "abstract": "In short.",
    "web_url": "u",
    "pub_date": "2024-03-02T12:00:00+0000",
    "source": "The Times",
}
TIMES |= {
    "multimedia": [{"caption": "A tent.", "url": "m.jpg"}] * 9,
    "keywords": [{"name": "subject", "value": "Truces"}] * 5,
}
REGISTRY = {
    "uri": "81",
    "lang": "eng",
    "date": "2024-03-04",
    "dateTimePub": "2024-03-02T11:50:00Z",
    "url": "u",
    "title": "Talks resume",
}
REGISTRY |= {
    "body": TEXT,
    "source": {"uri": "post.example", "title": "The Post"},
    "authors": [{"name": "Ann Lee", "type": "author"}],
}
FEED = {
    "id": "1",
    "url": "u",
    "title": "Talks resume",
    "content_html": f"<p>{TEXT}</p>",
    "date_published": "2024-03-02T12:00:00Z",
}
FEED |= {"authors": [{"name": "Ann Lee"}], "attachments": [{"url": "x", "title": "A map"}]}
JSON = {
    "list": [A],
    "guardian": {"response": {"status": "ok", "total": 1, "results": [GUARDIAN]}},
    "new-york-times": {"status": "OK", "response": {"docs": [TIMES], "meta": {"hits": 1}}},
    "event-registry": {"articles": {"page": 1, "totalResults": 1, "results": [REGISTRY]}},
    "elastic": {"took": 3, "hits": {"total": {"value": 1}, "hits": [{"_id": "1", "_score": 2.0, "_source": A}]}},
    "json-feed": {"version": "https://jsonfeed.org/version/1.1", "title": "The Post", "items": [FEED]},
    "news-api": {"status": "ok", "articles": [{"source": {"id": None, "name": "The Post"}, "title": "Talks resume", "content": TEXT, "publishedAt": "2024-03-02T12:00:00Z"}]},
    "media-cloud": [{"stories_id": 7, "publish_date": "2024-03-02", "title": "Talks resume", "media_name": "The Post", "story_text": TEXT}],
    "gdelt": {"articles": [{"url": "u", "title": "Talks resume", "domain": "post.example", "language": "English", "date": "2024-03-02", "text": TEXT}]},
    "two-lists": {"data": [A], "errors": [], "warnings": [{"code": 1, "message": "slow"}]},
    "pandas-columns": {name: {"0": value} for name, value in A.items()},
    "pandas-index": {"0": A},
    "pandas-split": {"columns": list(A), "index": [0], "data": [list(A.values())]},
    "pandas-table": {"schema": {"fields": [{"name": "text", "type": "string"}]}, "data": [A]},
    "schema-org": {"@type": "NewsArticle", "headline": "Talks resume", "articleBody": TEXT, "datePublished": "2024-03-02", "author": {"@type": "Person", "name": "Ann Lee"}},
    "with-comments": A | {"comments": [{"text": "Nonsense!", "author": "x"}, {"text": "True.", "author": "y"}]},
    "deep": {"data": {"search": {"edges": [{"node": A}, {"node": A | {"text": ""}}]}}},
}  # fmt: skip


@pytest.mark.parametrize("whole", JSON.values(), ids=JSON)
def test_json_of_services(read, whole):
    """However deep the articles stand, they are found, with title, text and day."""
    (source,) = read(json.dumps(whole), "a.json").sources
    assert (source.title, source.text, source.published) == ("Talks resume", f"Talks resume\n\n{TEXT}", "2024-03-02")


@pytest.mark.parametrize(
    ("kind", "author", "publisher"),
    [
        ("guardian", "Ann Lee", None),
        ("new-york-times", "Ann Lee", "The Times"),
        ("event-registry", "Ann Lee", "The Post"),
        ("json-feed", "Ann Lee", "The Post"),
        ("news-api", None, "The Post"),
        ("media-cloud", None, "The Post"),
        ("gdelt", None, "post.example"),
        ("schema-org", "Ann Lee", None),
    ],
)
def test_authors_and_outlets_of_services(read, kind, author, publisher):
    (source,) = read(json.dumps(JSON[kind]), "a.json").sources
    assert (source.author, source.publisher) == (author, publisher)


def test_lines_of_an_index_and_of_answers(read):
    """A line may wrap its article, or be an answer with several."""
    lines = [json.dumps({"_index": "news", "_source": one}) for one in (A, B)]
    assert [one.title for one in read("\n".join(lines), "a.jsonl").sources] == ["Talks resume", "Talks end"]
    answers = [json.dumps({"results": [A, B]}), json.dumps({"results": [A | {"title": "Third"}]})]
    assert [(one.title, one.row) for one in read("\n".join(answers), "b.jsonl").sources] == [
        ("Talks resume", 1),
        ("Talks end", 2),
        ("Third", 3),
    ]


COLUMNS = {
    "schema.org": ["headline", "articleBody", "datePublished", "creator"],
    "news-please": ["title", "maintext", "date_publish", "authors"],
    "plain": ["title", "plain_text", "published_on", "author"],
    "json-feed": ["title", "content_html", "date_published", "authors"],
    "genios": ["Titel", "Volltext", "Datum", "Autor"],
    "cision": ["News Headline", "News Text", "News Date", "Author Name"],
    "europresse": ["Titre", "Texte intégral", "Date de publication", "Auteur"],
    "media-cloud": ["title", "story_text", "publish_date", "author"],
    "fundus": ["title", "plaintext", "publishing_date", "authors"],
    "pandas": ["headline.main", "full_text", "pub_date", "byline.original"],
}


@pytest.mark.parametrize("names", COLUMNS.values(), ids=COLUMNS)
def test_names_of_columns(read, names):
    """Names of columns that are used out there; days of downloads and changes beside them are never taken."""
    rows = [
        [*names, "date_download", "date_modify", "Access Date"],
        ["Talks resume", TEXT, "2024-03-02", "Ann Lee", "2024-05-01", "2024-05-02", "2024-05-03"],
    ]
    (source,) = read(table(*rows), "a.csv").sources
    assert (source.title, source.text, source.published, source.author) == (
        "Talks resume",
        f"Talks resume\n\n{TEXT}",
        "2024-03-02",
        "Ann Lee",
    )


@pytest.mark.parametrize("name", ["Opening Text", "Abstract Note", "Hit Sentence"])
def test_columns_that_hold_a_part(read, name):
    """A clipping or an abstract is loaded and said to be no whole text."""
    reading = read(table(["Title", name], ["Talks resume", TEXT]), "a.csv")
    assert reading.sources[0].text == f"Talks resume\n\n{TEXT}"
    assert reasons(reading) == ["row 2: only a lead or summary, not the whole text"]


@pytest.mark.parametrize(
    "names",
    [
        "TITLE|OUTLET|PUBLICATION_DATE|AUTHOR|FULL_TEXT",
        "Titel|Zeitung|Erscheinungsdatum|Verfasser|Volltext",
        "Überschrift|Quelle|Veröffentlicht am|Autor|Inhalt",
        "titre|journal|date de publication|auteur|Contenu de l'article",
        "Título|Periódico|Fecha de publicación|Autores|Cuerpo",
        "news_title|news_source|news_date|by|news_content",
        "Headline |Media name|Date (UTC)|Author(s)|Extracted text",
        "hed|paper|timestamp|writer|body_text",
        "title.rendered|site|date|author_name|content.rendered",
        "Article Title|News source|Date published|Reporter|Story",
    ],
)
def test_columns_by_many_names(read, names):
    """Accents, capitals, brackets and words such as "news" do not matter."""
    (source,) = read(table(names.split("|"), ["One", "Lake Post", "2024-03-02", "Ann Lee", TEXT]), "a.csv").sources
    assert (source.title, source.publisher, source.published) == ("One", "Lake Post", "2024-03-02")
    assert (source.author, source.text) == ("Ann Lee", f"One\n\n{TEXT}")


@pytest.mark.parametrize(
    "value",
    ["20240302101500", "'2024-03-02", "2. 3. 2024", "02.03.2024", "Sat Mar 02 10:00:00 +0000 2024", "1709377200.0"],
)
def test_days_as_programs_write_them(read, value):
    assert read(table(HEADER, ["One", value, TEXT]), "a.csv").sources[0].published == "2024-03-02"


@pytest.mark.parametrize(
    "value", ["[Content removed]", "(no text)", "No content", "n.a.", "[deleted by user]", "Not available."]
)
def test_cells_that_say_that_there_is_nothing(value):
    assert is_nothing(value)


@pytest.mark.parametrize("value", ["{'Ann Lee'}", "Ann Lee <lee@post.example>", "By Ann Lee lee@post.example"])
def test_authors_in_sets_and_with_addresses(read, value):
    assert read(table(["title", "author", "text"], ["One", value, TEXT]), "a.csv").sources[0].author == "Ann Lee"


def test_line_breaks_that_a_program_wrote_out(read):
    assert read(table(["text"], [f"{TEXT}\\n\\n{TEXT}"]), "a.csv").sources[0].text == f"{TEXT}\n\n{TEXT}"


def test_a_sheet_that_goes_on_without_a_header(read):
    sheets = {"A": [HEADER, ["One", "2024-03-02", TEXT]], "B": [["Two", "2024-03-03", TEXT]]}
    assert [one.published for one in read(book(sheets), "a.xlsx").sources] == ["2024-03-02", "2024-03-03"]


ANSWERS = {
    "guardian-one": {"response": {"content": {"webPublicationDate": "2024-03-02T10:00:00Z", "fields": {"headline": "One", "bodyText": TEXT}}}},
    "wordpress": [{"date": "2024-03-02T10:00:00", "title": {"rendered": "One"}, "content": {"rendered": f"<p>{TEXT}</p>"}}],
    "solr": {"response": {"docs": [{"title": ["One"], "content": [TEXT], "pubdate": ["2024-03-02T10:00:00Z"]}]}},
    "mongodb": {"title": "One", "body": TEXT, "date": {"$date": "2024-03-02T10:00:00Z"}},
    "paragraphs": [{"title": "One", "date": "2024-03-02", "paragraphs": [TEXT]}],
}  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_answers_of_other_services(read, answer):
    (source,) = read(json.dumps(answer), "a.json").sources
    assert (source.title, source.published, source.text) == ("One", "2024-03-02", f"One\n\n{TEXT}")
