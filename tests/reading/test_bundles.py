"""Several articles in one file: each gets its own title, day, outlet and author, and no word is lost.

The files are made here, after what the databases say of their formats and what readers of such files expect.
"""

import re
import textwrap
from collections import Counter
from datetime import date

import pytest

from workbook.reading.bundles import factiva, nexis, pasted, proquest

ARTICLES = [
    (
        "Truce monitors return to the Lake Tana districts",
        "The Rift Valley Times",
        date(2024, 3, 2),
        "Selam Bekele",
        [
            "Monitors went back on Saturday to the two districts east of the lake that they had left in January after a road was mined.",
            '"We were promised safe passage by both sides, and this time it is in writing," said their chief, Otieno Maro.',
            "The government put the number of families still in tents at 4,300; aid groups say that it is more than twice as high.",
        ],
    ),
    (
        "Rebel council walks out: 'no talks under shelling'",
        "Muscat Evening Post",
        date(2024, 3, 5),
        "Hamad Al-Farsi and Lise Brandt",
        [
            "Subject: nothing. That, the rebel council said on Tuesday, was all that the mediators had put on the table since Friday.",
            "By the time the shelling stopped, three delegates had left for the airport; the others followed within the hour.",
            "Body bags were handed over at the crossing on Monday, a Red Crescent official told reporters.",
            "A session that was planned for 12 March 2024 will not take place, two diplomats said.",
        ],
    ),
    (
        "Cyprus envoys weigh an observer force",
        "Nicosia Daily",
        date(2024, 3, 11),
        "Eleni Markou",
        [
            "Envoys of the two communities asked on Monday for a paper on observers along the buffer zone, to be ready within six weeks.",
            "A force of 240 would cost 31 million euros a year, one of them said, and would carry no weapons.",
        ],
    ),
]  # fmt: skip
ONE = ARTICLES[:1]


def long_day(day):
    return f"{day:%B} {day.day}, {day.year}"


def short_day(day):
    return f"{day.day} {day:%B %Y}"


def expected(articles, with_author=True):
    return [
        (title, day.isoformat(), outlet, author if with_author else None, "\n\n".join([title, *paragraphs]))
        for title, outlet, day, author, paragraphs in articles
    ]


def found(sources):
    return [(one.title, one.published, one.publisher, one.author, one.text) for one in sources]


def letters(*texts):
    return Counter("".join("".join(texts).split()))


def uni(articles, *, cover=True, extra=(), clock="", body="Body", apart="\n\n", classified=True, highlight=True):
    """Nexis Uni: a cover with an index, then title, outlet, day, fields, Body, text, Classification."""
    lines = []
    if cover:
        lines += ["User Name: = ", "Date and Time: = Monday, April 1, 2024 9:12 AM GMT", "Job Number: = 31415926"]
        lines += [f"Documents ({len(articles)})"]
        for number, (title, *_) in enumerate(articles, 1):
            lines += [
                f"{number}. {title}",
                "Client/Matter: -None-",
                "Search Terms: truce",
                "Narrowed by:",
                "News -None-",
            ]
    for title, outlet, day, author, paragraphs in articles:
        lines += [title, outlet, f"{long_day(day)} {day:%A}{clock}", *extra]
        lines += [f"Copyright {day.year} {outlet} Ltd All Rights Reserved", "Section: WORLD; Pg. 7", "Length: 90 words"]
        lines += [f"Byline: {author}", "Dateline: GONDAR"]
        lines += ["Highlight: What the monitors found on the road."] * highlight + [body, *paragraphs]
        lines += ["Graphic", "A tent by the lake. Photograph: R. Oke"] if classified else []
        lines += ["Classification", "Language: ENGLISH", "Subject: TRUCES (90%)"] if classified else []
        lines += [f"Load-Date: {long_day(date(2024, 3, 20))}", "End of Document"]
    return apart.join(lines)


def older(
    articles, *, width=None, labels=True, count="{n} of {m} DOCUMENTS", edition=(), body=False, url=False, head=True
):
    """Old Nexis text: "1 of 3 DOCUMENTS", outlet and day in the middle, title, fields in capitals, text, fields."""

    def wrapped(text):
        return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) if width else [text]

    lines = ["", "Download Request: Selected Items: 1-3", "Time Of Request: Monday, April 1, 2024  09:12:00", ""] * head
    for n, (title, outlet, day, author, paragraphs) in enumerate(articles, 1):
        lines += ["", count.format(n=n, m=len(articles)).center(70), "", ""]
        lines += [
            outlet.center(70),
            "",
            f"{long_day(day)} {day:%A}".center(70),
            *(one.center(70) for one in edition),
            "",
        ]
        lines += [*wrapped(title), "", f"BYLINE: By {author}", ""]
        lines += (
            ["SECTION: FOREIGN DESK; Pg. 7", ""] * labels + ["LENGTH: 90 words", ""] + ["DATELINE: GONDAR", ""] * labels
        )
        lines += ["BODY:", ""] * body + [line for paragraph in paragraphs for line in [*wrapped(paragraph), ""]]
        lines += [f"URL: http://news.example/{n}", ""] * url
        lines += ["LOAD-DATE: March 20, 2024", "", "LANGUAGE: ENGLISH", "", "PUBLICATION-TYPE: Newspaper", "", ""]
        lines += [f"Copyright {day.year} {outlet} Ltd".center(70), "All Rights Reserved".center(70), ""]
    return "\n".join(lines)


def plain_factiva(articles, *, by="By ", clock=(), section=False, words="words", number="Document", apart=2, page=()):
    """Factiva without codes."""
    lines = []
    for n, (title, outlet, day, author, paragraphs) in enumerate(articles):
        lines += ["World News"] * section + [title, *([""] if not section else []), f"{by}{author}", f"90 {words}"]
        lines += [
            short_day(day),
            *clock,
            outlet,
            "RIFTVT",
            *page,
            "English",
            f"(c) {day.year} {outlet}. All rights reserved.",
            "",
        ]
        lines += [line for paragraph in paragraphs for line in (paragraph, "")]
        lines += [f"{number} RIFTVT00{day:%Y%m%d}ek320000{n}", *[""] * apart]
    return "\n".join([*lines, "Search Summary", "Text: truce and monitors"])


def coded_factiva(articles, *, gap="  ", alone=False, section=True, index=True, clock=True):
    """Factiva with codes and index."""
    lines = []

    def put(code, *values):
        lines.extend([code, *values] if alone else [f"{code}{gap}{values[0]}", *values[1:]])

    for n, (title, outlet, day, author, paragraphs) in enumerate(articles):
        if section:
            put("SE", "World")
        put("HD", title)
        put("BY", f"By {author}")
        put("WC", "90 words")
        put("PD", short_day(day))
        if clock:
            put("ET", "18:30")
        for code, value in (("SN", outlet), ("SC", "RIFTVT"), ("LA", "English"), ("CY", f"(c) {day.year} {outlet}")):
            put(code, value)
        put("LP", paragraphs[0], "")
        put("TD", *[line for paragraph in paragraphs[1:] for line in (paragraph, "")])
        if index:
            put("NS", "gpir : Politics | gtruce : Truces")
            put("RE", "ethpia : Ethiopia")
        put("AN", f"Document RIFTVT00{day:%Y%m%d}ek320000{n}")
        lines.append("")
    return "\n".join(lines)


def quest(
    articles, *, order="pq", apart="\n\n", dates=long_day, count=True, abstract="None available.", url=True, by="Author"
):
    """ProQuest: a line of signs, the title, fields, "Full text:", and fields."""
    blocks = []
    for n, (title, outlet, day, author, paragraphs) in enumerate(articles, 1):
        blocks += ["_" * 60] + [f"Document {n} of {len(articles)}"] * count + [title, f"{by}: {author}"]
        blocks += [
            f"Publication info: {outlet} ; Gondar [Gondar]. {short_day(day)}: A.5.",
            f"http://search.example/docview/{n}",
        ]
        blocks += [
            f"Abstract: {abstract}",
            "Links: None",
            "Full text: " + "\n".join(paragraphs),
            "Subject: Truces; Envoys",
        ]
        fields = [
            f"Title: {title}",
            f"Publication title: {outlet}; Gondar",
            f"Publication date: {dates(day)}",
            "Section: News",
        ]
        fields += [f"Publication year: {day.year}", "Publisher: Lake Media", f"ProQuest document ID: 10155954{n}"]
        fields += [f"Document URL: https://www.example.com/docview/{n}"] * url + [
            "Last updated: 2024-03-20",
            "Database: Global Newsstream",
        ]
        blocks += fields if order == "pq" else fields[::-1]
    return apart.join(
        [*blocks, "_" * 60, "Contact us at: help@example.com", "Database copyright: ProQuest LLC. All rights reserved."]
    )


def heap(
    articles,
    *,
    head="{outlet}, {day}",
    between="\n\n==========\n\n",
    dates=short_day,
    gap="\n\n",
    title="{title}",
    first="",
):
    """Articles that somebody pasted into one text."""
    pieces = []
    for name, outlet, day, author, paragraphs in articles:
        said = {"title": name, "outlet": outlet, "day": dates(day), "author": author}
        pieces.append("\n".join([title.format(**said), *head.format(**said).split("\n")]) + gap + gap.join(paragraphs))
    return first + between.join(pieces)


GERMAN = {
    "End of Document": "Ende des Dokuments",
    "\nBody\n": "\nTextkörper\n",
    "Classification": "Klassifizierung",
    "Load-Date": "Ladedatum",
    "Length: 90 words": "Länge: 90 Wörter",
    "User Name": "Benutzername",
    "Documents (3)": "Dokumente (3)",
    "LENGTH: 90 words": "LÄNGE: 90 Wörter",
    "BYLINE": "AUTOR",
    "SECTION": "RUBRIK",
    "March 2, 2024 Saturday": "Samstag, 2. März 2024",
    "March 5, 2024 Tuesday": "5. März 2024 Dienstag",
    "March 11, 2024 Monday": "11. März 2024",
    "Author:": "Autor:",
    "Full text:": "Volltext:",
    "\nTitle:": "\nTitel:",
    "Document 1 of": "Dokument 1 von",
    "Document 2 of": "Dokument 2 von",
    "Document 3 of": "Dokument 3 von",
    "Publication title": "Titel der Publikation",
    "Publication date": "Publikationsdatum",
    "Abstract: None available.": "Zusammenfassung: Nicht verfügbar.",
    "ProQuest document ID": "ProQuest-Dokument-ID",
    "Last updated": "Zuletzt aktualisiert",
}
FRENCH = {
    "End of Document": "Fin du document",
    "\nBody\n": "\nCorps\n",
    "Length: 90 words": "Longueur : 90 mots",
    "Load-Date": "Date de chargement",
    "March 2, 2024 Saturday": "samedi 2 mars 2024",
    "March 5, 2024 Tuesday": "mardi 5 mars 2024",
    "March 11, 2024 Monday": "11 mars 2024 lundi",
    "Document 1 of": "Document 1 sur",
    "Document 2 of": "Document 2 sur",
    "Document 3 of": "Document 3 sur",
    "Full text:": "Texte intégral :",
    "Author:": "Auteur :",
    "Publication title": "Titre de la publication",
    "Publication date": "Date de publication",
    "\nTitle:": "\nTitre :",
    "Abstract: None available.": "Résumé : Non disponible.",
}
SPANISH = {
    "Document 1 of": "Documento 1 de",
    "Document 2 of": "Documento 2 de",
    "Document 3 of": "Documento 3 de",
    "Full text:": "Texto completo:",
    "Author:": "Autor:",
    "Publication title": "Título de publicación",
    "Publication date": "Fecha de publicación",
    "\nTitle:": "\nTítulo:",
    "Abstract: None available.": "Resumen: No disponible.",
    "ProQuest document ID": "ID del documento de ProQuest",
    "Last updated": "Última actualización",
}


def in_words_of(language, text):
    """A database's file with the labels of its page in another language."""
    for word, other in language.items():
        text = text.replace(word, other)
    return text


THREE = {
    "uni": uni(ARTICLES),
    "uni-german": in_words_of(GERMAN, uni(ARTICLES)),
    "uni-french": in_words_of(FRENCH, uni(ARTICLES)),
    "uni-weekday-first": uni(ARTICLES).replace("March 2, 2024 Saturday", "Saturday, March 2, 2024"),
    "uni-link-to-image": uni(ARTICLES, classified=False).replace("Load-Date", "Link to Image\n\nLoad-Date"),
    "uni-three-empty-lines": uni(ARTICLES, apart="\r\n\r\n\r\n"),
    "uni-last-end-missing": uni(ARTICLES).rpartition("End of Document")[0],
    "uni-no-break-spaces": uni(ARTICLES).replace("Byline: ", "Byline:\xa0\xa0").replace("Length: ", "Length:\xa0\xa0"),
    "older-german-fields": in_words_of(GERMAN, older(ARTICLES, count="Dokument {n} von {m}")),
    "older-document-of": older(ARTICLES, count="Document {n} of {m}"),
    "older-french": older(ARTICLES, count="{n} de {m} DOCUMENTS"),
    "factiva-french": plain_factiva(ARTICLES, words="mots").replace("English", "Anglais"),
    "factiva-plain-name": plain_factiva(ARTICLES, by=""),
    "factiva-name-under-a-section": plain_factiva(ARTICLES, by="", section=True),
    "factiva-name-in-a-place": plain_factiva([(*one[:3], f"{one[3]} in Gondar", one[4]) for one in ARTICLES], by="", section=True),
    "factiva-owner": plain_factiva([(*one[:4], [*one[4], "Rift Valley Newspapers Limited"]) for one in ARTICLES]),
    "pasted-counted-titles": heap([(f"{n}. {one[0]}", *one[1:]) for n, one in enumerate(ARTICLES, 1)], head="{outlet}, {day}\nBy {author}"),
    "pasted-digest": heap([(f"{n}) {one[0]}", *one[1:]) for n, one in enumerate(ARTICLES, 1)], head="{outlet}, {day}\nBy {author}", first="The week in talks – no. 12\n\n"),
    "factiva-two-spaces": plain_factiva(ARTICLES, words=" words"),
    "factiva-coded-one-space": coded_factiva(ARTICLES, gap=" "),
    "proquest-german": in_words_of(GERMAN, quest(ARTICLES)),
    "proquest-french": in_words_of(FRENCH, quest(ARTICLES)),
    "proquest-spanish": in_words_of(SPANISH, quest(ARTICLES)),
    "proquest-strokes": quest(ARTICLES).replace("_" * 60, "-" * 80),
    "proquest-capitals": quest(ARTICLES).replace("Full text: ", "FULL TEXT\n").replace("Abstract: None available.\n\n", ""),
    "proquest-windows-lines": quest(ARTICLES).replace("\n", "\r\n"),
    "proquest-surname-first": quest(ARTICLES).replace("Author: Selam Bekele", "Author: Bekele, Selam"),
    "pasted-author-with-outlet": heap(ARTICLES, head="By {author}, {outlet}\n{day}"),
    "pasted-fields-under-title": heap(ARTICLES, head="Source: {outlet}\nDate: {day}\nBy {author}"),
    "pasted-points-in-days": heap(ARTICLES, head="{outlet}, {day}\nBy {author}", dates=lambda day: f"{day:%d.%m.%Y}"),
    "pasted-reading-time": heap(ARTICLES, head="By {author}\n{outlet} · {day} · 4 min read"),
    "pasted-bracketed-numbers": heap(ARTICLES, head="{outlet}, {day}\nBy {author}", between="\n\n[2]\n", first="[1]\n"),
    "pasted-under-a-section": heap(ARTICLES, title="WORLD\n{title}", head="{outlet}, {day}\nBy {author}"),
    "pasted-cuttings": heap(ARTICLES, head="{outlet}, {day}\nBy {author}", first="Press cuttings\n\n"),
    "pasted-keyed-with-text": heap(
        ARTICLES, title="Headline: {title}", head="Outlet: {outlet}\nByline: {author}\nDate: {day}\nText:", between="\n\n"
    ),
    "pasted-keyed-german": heap(
        ARTICLES, title="Titel: {title}", head="Quelle: {outlet}\nDatum: {day}\nAutor: {author}", between="\n\n"
    ),
    "uni-without-cover": uni(ARTICLES, cover=False),
    "uni-with-clock": uni(ARTICLES, clock=" 10:30 PM GMT"),
    "uni-with-edition": uni(ARTICLES, extra=["First Edition"]),
    "uni-single-newlines": uni(ARTICLES, apart="\n"),
    "uni-unclassified": uni(ARTICLES, classified=False),
    "uni-no-highlight": uni(ARTICLES, highlight=False),
    "uni-windows-lines": uni(ARTICLES).replace("\n", "\r\n"),
    "older": older(ARTICLES),
    "older-wrapped": older(ARTICLES, width=78),
    "older-narrow": older(ARTICLES, width=66),
    "older-with-edition": older(ARTICLES, width=78, edition=["Edition 1;", "National"]),
    "older-with-body": older(ARTICLES, width=78, body=True),
    "older-few-fields": older(ARTICLES, width=78, labels=False),
    "older-without-cover": older(ARTICLES, head=False),
    "older-german": older(ARTICLES, count="Dokument {n} von {m}"),
    "factiva": plain_factiva(ARTICLES),
    "factiva-with-clock": plain_factiva(ARTICLES, clock=["18:30"]),
    "factiva-with-section": plain_factiva(ARTICLES, section=True),
    "factiva-tight": plain_factiva(ARTICLES, apart=0),
    "factiva-with-page": plain_factiva(ARTICLES, page=["A5"]),
    "factiva-german": plain_factiva(ARTICLES, words="Wörter", number="Dokument"),
    "factiva-coded": coded_factiva(ARTICLES),
    "factiva-coded-tabs": coded_factiva(ARTICLES, gap="\t"),
    "factiva-coded-alone": coded_factiva(ARTICLES, alone=True),
    "factiva-coded-no-section": coded_factiva(ARTICLES, section=False),
    "factiva-coded-no-index": coded_factiva(ARTICLES, index=False, clock=False),
    "proquest": quest(ARTICLES),
    "proquest-other-order": quest(ARTICLES, order="other"),
    "proquest-single-newlines": quest(ARTICLES, apart="\n"),
    "proquest-short-months": quest(ARTICLES, dates=lambda day: f"{day:%b} {day.day}, {day.year}"),
    "proquest-iso": quest(ARTICLES, dates=date.isoformat),
    "proquest-uncounted": quest(ARTICLES, count=False),
    "proquest-with-abstract": quest(ARTICLES, abstract="Monitors are back, and the council is gone."),
    "proquest-authors": quest(ARTICLES, by="Authors", url=False),
    "pasted-by-line": heap(ARTICLES, head="By {author}\n{outlet}, {day}"),
    "pasted-dashes": heap(ARTICLES, head="{outlet} | {day}\nBy {author}", between="\n\n-----\n\n"),
    "pasted-stars": heap(ARTICLES, head="By {author} | {outlet} | {day}", between="\n\n* * *\n\n"),
    "pasted-page-breaks": heap(ARTICLES, head="{outlet}, {day}\nBy {author}", between="\f"),
    "pasted-empty-lines": heap(ARTICLES, head="{outlet}, {day}\nBy {author}", between="\n\n\n\n\n"),
    "pasted-nothing-between": heap(ARTICLES, head="By {author}, {outlet}, {day}", between="\n\n"),
    "pasted-single-newlines": heap(ARTICLES, head="{outlet} - {day}\nBy {author}", between="\n\n###\n\n", gap="\n"),
    "pasted-american-days": heap(ARTICLES, head="{outlet}\n{day}\nBy {author}", dates=long_day, between="\n_____\n"),
    "pasted-iso": heap(ARTICLES, head="{day}, {outlet}\nBy {author}", dates=date.isoformat),
    "pasted-published-on": heap(ARTICLES, head="{outlet}\nPublished on {day} at 10:30\nBy {author}"),
    "pasted-numbered": heap(
        ARTICLES, head="{author} | {outlet} | {day}", between="\n\nArticle 2\n\n", first="Article 1\n\n"
    ),
    "pasted-day-before-outlet": heap(ARTICLES, head="{day} | {outlet} | {author}", between="\n+++\n"),
    "pasted-day-with-weekday": heap(ARTICLES, head="{outlet} – {day}\nBy {author}", dates=lambda d: f"{d:%A}, {d.day} {d:%B} {d.year}"),
    "pasted-updated": heap(ARTICLES, head="{outlet}\nPublished {day}, updated 4 May 2024\nBy {author}", between="\n\n~~~~~\n\n"),
    "pasted-counted-line": heap(ARTICLES, head="By {author}\n{outlet}\n{day}", between="\n\n--- Article 2 ---\n\n"),
    "pasted-keyed": heap(ARTICLES, title="Title: {title}", head="Date: {day}\nSource: {outlet}\nAuthor: {author}"),
    "pasted-keyed-nothing-between": heap(
        ARTICLES, title="Title: {title}", head="Source: {outlet}\nAuthor: {author}\nDate: {day}", between="\n\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", THREE.values(), ids=THREE)
def test_three_articles(read, text):
    """Whatever the family writes around them, the three articles come out as they went in."""
    reading = read(text)
    assert found(reading.sources) == expected(ARTICLES)
    assert [one.row for one in reading.sources] == [1, 2, 3]
    assert len({one.article_id for one in reading.sources}) == 3
    (row,) = reading.problems
    assert row["reason"].startswith("3 articles in one file")


@pytest.mark.parametrize("text", THREE.values(), ids=THREE)
def test_nothing_is_lost(text):
    """Every letter of the file stands in one article, or in what is left out, and none in two places."""
    text = text.replace("\r\n", "\n")
    bundle = next(one for family in (nexis, factiva, proquest, pasted) if (one := family.read(text)))
    out = [line for part in bundle.parts for line in (*part.lines, *part.aside)]
    assert letters(*bundle.aside, *out) == letters(text)


ALONE = {
    "uni": uni(ONE, cover=False),
    "uni-cover": uni(ONE),
    "older": older(ONE, width=78),
    "factiva": plain_factiva(ONE),
    "coded": coded_factiva(ONE),
    "proquest": quest(ONE),
}


@pytest.mark.parametrize("text", ALONE.values(), ids=ALONE)
def test_one_article_with_the_fields_of_a_database(read, text):
    """One article is read by its fields too; "Load-Date" and "Last updated" are never its day."""
    reading = read(text)
    assert found(reading.sources) == expected(ONE)
    assert reading.sources[0].row is None
    assert reading.problems[0]["reason"].startswith("one article with the fields of")


@pytest.mark.parametrize("maker", [uni, older, plain_factiva, coded_factiva, quest])
def test_databases_files_in_word(read, make, maker):
    """The same files as Word documents, a paragraph a line."""
    paragraphs = [(line, "Normal") for line in maker(ARTICLES).split("\n") if line.strip()]
    assert found(read(make["docx"](*paragraphs), "a.docx").sources) == expected(ARTICLES)


def test_outlets_of_any_name(read):
    """An outlet needs no word of newspapers where it stands over the day."""
    articles = [(title, "Voix du Lac", *rest) for title, _, *rest in ARTICLES]
    assert found(read(heap(articles, head="Voix du Lac\n{day}\nBy {author}")).sources) == expected(articles)


@pytest.mark.parametrize("style", ["Heading 1", "Title"])
def test_pasted_into_word_under_headings(read, make, style):
    """In Word a heading or a new page may be all that stands between two articles."""
    articles = [(title, "Voix du Lac", *rest) for title, _, *rest in ARTICLES]
    paragraphs = []
    for title, outlet, day, _, texts in articles:
        paragraphs += [(title, style), (f"{outlet}, {short_day(day)}", None), *((text, None) for text in texts)]
    sources = read(make["docx"](*paragraphs), "a.docx").sources
    assert found(sources) == expected(articles, with_author=False)


def test_one_word_file_with_headings(read, make):
    """Headings inside an article leave no trace of where a page begins."""
    paragraphs = [
        ("A report", "Title"),
        ("Part one", "Heading 1"),
        ("Words.", None),
        ("Part two", "Heading 1"),
        ("More.", None),
    ]
    (source,) = read(make["docx"](*paragraphs), "a.docx").sources
    assert source.text == "A report\n\nPart one\n\nWords.\n\nPart two\n\nMore."


def test_pasted_into_markdown(read):
    text = heap(ARTICLES, title="# {title}", head="\n*{outlet}, {day}*\n\nBy {author}", between="\n\n---\n\n")
    assert found(read(text, "a.md").sources) == expected(ARTICLES)


def test_databases_file_as_pdf(read, make):
    """Nexis Uni's PDF, lines broken by the page: titles, days, outlets and authors."""
    sources = read(make["pdf"](["Export", *uni(ARTICLES).split("\n\n")]), "a.pdf").sources
    assert [one[:4] for one in found(sources)] == [one[:4] for one in expected(ARTICLES)]


@pytest.mark.parametrize("maker", [uni, plain_factiva, quest, older])
def test_databases_file_with_its_lines_run_together(read, maker):
    """Where a page's lines are lost, the file is read as one and said to be several."""
    _, (row,) = read(" ".join(maker(ARTICLES).split()))
    assert row["reason"].startswith("looks like 3 articles of a press database")


@pytest.mark.parametrize("maker", [uni, older])
def test_month_of_a_magazine(read, maker):
    """A magazine gives its month only: the outlet and title are known, the day is not."""
    text = maker(ONE).replace("March 2, 2024 Saturday", "March 2024")
    (source,) = read(text).sources
    assert (source.title, source.publisher, source.published) == (ONE[0][0], ONE[0][1], None)


def test_headings_of_an_article_that_are_a_databases_words(read):
    """A line "Notes" over a part of a long text is a heading of its own."""
    paragraphs = ["Notes", *[f"Paragraph {n} of the report by the monitors." for n in range(40)]]
    (source,) = read(uni([(*ONE[0][:4], [*ONE[0][4], *paragraphs])])).sources
    assert source.text.endswith("\n\n".join(paragraphs))


def test_more_stated_than_found(read):
    """A file that was cut off says how many articles it should have."""
    text = older(ARTICLES, count="{n} of 12 DOCUMENTS")
    (row,) = read(text).problems
    assert row["reason"] == "the file says that it holds 12 articles; 3 were found (Nexis)"


def test_full_text_not_in_the_database(read):
    """An abstract without the text is loaded and said to be one."""
    text = quest(ONE, abstract="Monitors are back in the districts east of the lake.").replace(
        "Full text: " + "\n".join(ONE[0][4]), "Full text: Not available."
    )
    reading = read(text)
    assert reading.sources[0].text.endswith("Monitors are back in the districts east of the lake.")
    assert "only a lead or summary, not the whole text" in [row["reason"] for row in reading.problems]


def test_fewer_words_than_the_database_counts(read):
    reading = read(plain_factiva(ONE).replace("90 words", "900 words"))
    assert any(re.match(r"not the whole text: \d+ of 900 words", row["reason"]) for row in reading.problems)


NOT_SEVERAL = {
    "chronology": "How the talks went\nThe Rift Valley Times, 3 March 2024\n\nA look back at a year of talks by the lake.\n\n"
    + "\n\n".join(f"{place}\n{day} March 2023\n\n" + " ".join(ARTICLES[0][4]) for place, day in [("Gondar", 4), ("Bahir Dar", 9)]),
    "stars inside": heap(ONE) + "\n\n* * *\n\n" + "\n\n".join(ARTICLES[1][4]) + "\n\n* * *\n\n" + "\n\n".join(ARTICLES[2][4]),
    "list of headlines": "\n\n".join(f"{title}\n{outlet}, {short_day(day)}" for title, outlet, day, *_ in ARTICLES),
    "words that a database uses": "Length: a problem\n\nThe body of the text is this.\n\nDocument 1 of 3 was signed.\n\n" + " ".join(ARTICLES[0][4]),
    "end of document": "The talks\n\nThis is the End of Document\n\n" + " ".join(ARTICLES[0][4]),
}  # fmt: skip


@pytest.mark.parametrize("text", NOT_SEVERAL.values(), ids=NOT_SEVERAL)
def test_one_article_stays_one(read, text):
    """What only looks like several is one article, to the letter."""
    (source,) = read(text).sources
    assert source.text == text


@pytest.mark.parametrize("rule", ["==========", "__________", "##########", "----------"])
def test_several_without_days_are_noted(read, rule):
    """Lines of signs between titled pieces without days: nobody can tell for sure, so it is said."""
    text = f"\n\n{rule}\n\n".join(f"{title}\n\n" + " ".join(paragraphs) * 2 for title, _, _, _, paragraphs in ARTICLES)
    (source,), (row,) = read(text)
    assert source.text == text
    assert row["reason"].startswith("looks like 3 articles in one file")


def factiva_page(articles, coded):
    """A page that Factiva saves, with or without codes."""
    body = ""
    for n, (title, outlet, day, author, paragraphs) in enumerate(articles):
        text = "".join(f"<p class='articleParagraph enarticleParagraph'>{one}</p>" for one in paragraphs)
        if coded:
            rows = [("HD", f"<span class='enHeadline'>{title}</span>"), ("BY", f"By {author}"), ("WC", "90 words")]
            rows += [("PD", short_day(day)), ("SN", outlet), ("LA", "English"), ("CY", f"(c) {day.year} {outlet}")]
            rows += [("TD", text), ("NS", "gtruce : Truces"), ("AN", f"Document RIFTVT00{day:%Y%m%d}ek320000{n}")]
            inside = (
                "<table>"
                + "".join(f"<tr><td><b>{code}</b></td><td>{cell}</td></tr>" for code, cell in rows)
                + "</table>"
            )
        else:
            said = ["90 words", short_day(day), "18:30", outlet, "RIFTVT", "English", f"(c) {day.year} {outlet}"]
            inside = f"<div id='hd'><span class='enHeadline'>{title}</span></div><div class='author'>{author}</div>"
            inside += "".join(f"<div>{one}</div>" for one in said) + text
            inside += f"<p>Document RIFTVT00{day:%Y%m%d}ek320000{n}</p>"
        body += f"<div class='article enArticle'>{inside}</div>"
    return f"<html><head><title>Factiva</title></head><body>{body}<div>Search Summary</div></body></html>"


@pytest.mark.parametrize("coded", [True, False])
@pytest.mark.parametrize("articles", [ARTICLES, ONE])
def test_pages_of_factiva(read, coded, articles):
    """A saved page of Factiva: with the table of codes, and without."""
    assert found(read(factiva_page(articles, coded), "a.html").sources) == expected(articles)


def scrolling(articles, *, heading="h1", days=True, head="", one=False):
    """A page that scrolls on to other articles."""
    body = ""
    for title, _, day, _, paragraphs in articles:
        time = f"<time datetime='{day}T08:00:00Z'>{short_day(day)}</time>" if days else ""
        body += (
            f"<article><{heading}>{title}</{heading}>{time}"
            + "".join(f"<p>{one}</p>" for one in paragraphs * 2)
            + "</article>"
        )
    meta = f"<meta property='article:published_time' content='{articles[0][2]}T08:00:00Z'>"
    return f"<html lang='en'><head><title>{articles[0][0]}</title>{meta}{head}</head><body>{body}</body></html>"


SITE = "<meta property='og:site_name' content='The Rift Valley Times'>"
NODES = "".join(
    f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{title}","datePublished":"{day}"}}</script>'
    for title, _, day, *_ in ARTICLES
)


@pytest.mark.parametrize("heading", ["h1", "h2"])
@pytest.mark.parametrize(("days", "head"), [(True, SITE), (False, SITE + NODES)])
def test_page_that_scrolls_on(read, heading, days, head):
    """The first article is the page's own; each other has the day that stands in it or in its node."""
    reading = read(scrolling(ARTICLES, heading=heading, days=days, head=head), "a.html")
    assert [one.title for one in reading.sources] == [title for title, *_ in ARTICLES]
    assert [one.published for one in reading.sources][1:] == ["2024-03-05", "2024-03-11"]
    assert all(paragraphs[-1] in one.text for one, (*_, paragraphs) in zip(reading.sources, ARTICLES, strict=True))
    assert not any(ARTICLES[1][4][0] in one.text for one in (reading.sources[0], reading.sources[2]))
    assert "the page scrolls on to other articles: 3 were read" in [row["reason"] for row in reading.problems]


@pytest.mark.parametrize(
    "page",
    [
        scrolling(ONE) + "<article><h2>More</h2><p>A teaser of another story.</p></article>",
        scrolling(ARTICLES, heading="h2").replace("<body>", "<body><h1>Live: talks in Cairo</h1>"),
        scrolling(ARTICLES).replace("<body>", "<body class='liveblog'>"),
    ],
    ids=["teaser", "posts under a title", "live"],
)
def test_page_of_one_article(read, page):
    """Teasers and the posts of a live page are no articles of their own."""
    assert len(read(page, "a.html").sources) == 1


def newsletter(articles, heading="h1", before="<p>View in browser</p>", subject="The week in talks"):
    """A mail of HTML with a heading over each article."""
    body = before + "".join(
        f"<{heading}>{title}</{heading}>" + "".join(f"<p>{one}</p>" for one in paragraphs)
        for title, _, _, _, paragraphs in articles
    )
    head = f"From: desk@times.example\nTo: me@example.org\nSubject: {subject}\nDate: Mon, 18 Mar 2024 10:00:00 +0000\n"
    kind = 'MIME-Version: 1.0\nContent-Type: text/html; charset="utf-8"\n\n'
    return f"{head}{kind}<html><body>{body}<p>Unsubscribe | Manage preferences</p></body></html>"


@pytest.mark.parametrize("heading", ["h1", "h2", "h3"])
def test_newsletter(read, heading):
    """Each heading of the highest level is an article's title; the day of the mail is none of theirs."""
    reading = read(newsletter(ARTICLES, heading), "a.eml")
    assert [one.text for one in reading.sources] == [
        "\n\n".join([title, *paragraphs]) for title, _, _, _, paragraphs in ARTICLES
    ]
    assert {one.published for one in reading.sources} == {None}


def test_mail_with_one_article_under_subheads(read):
    """An article in a mail keeps the headings inside it."""
    before = "<p>" + " ".join(ARTICLES[0][4]) + "</p>"
    assert len(read(newsletter(ARTICLES[1:], "h2", before), "a.eml").sources) == 1


def test_newsletters_under_a_name_and_in_bold(read):
    """A lone short heading is the newsletter's name; a paragraph that is bold throughout is a heading as well."""
    named = newsletter(ARTICLES, "h2", "<h1>The Lake Weekly</h1>")
    bold = newsletter(ARTICLES, "h2").replace("<h2>", "<p><strong>").replace("</h2>", "</strong></p>")
    for mail in (named, bold):
        assert [one.title for one in read(mail, "a.eml").sources] == [title for title, *_ in ARTICLES]


def test_newsletter_in_plain_text_is_noted(read):
    """Titles in capitals tell that there are several articles, not for sure where each ends."""
    body = "\n\n".join(f"{title.upper()}\n\n" + "\n\n".join(paragraphs) for title, *_, paragraphs in ARTICLES)
    reading = read(f"From: a@b.example\nSubject: The week\nContent-Type: text/plain; charset=utf-8\n\n{body}", "a.eml")
    assert any("looks like 3 articles" in row["reason"] for row in reading.problems)
