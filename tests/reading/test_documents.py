"""What the PDF and Word readers promise."""

import datetime
import io
import logging
import zipfile

import pytest

from workbook.reading import documents
from workbook.reading.paragraphs import join_lines

BLOCK = (
    "The envoys of both sides met for the third time in a hotel on the coast and spoke of the exchange of prisoners, "
    "of grain and of the crossings that have been closed since the spring. They left late in the night without a word."
)
YEAR = datetime.datetime(2021, 2, 3, tzinfo=datetime.UTC)


def test_pdf_gives_paragraphs_pages_and_printed_metadata(read, make):
    """Lines are joined, headings stand alone, each page's start is known, and its days are never publication."""
    title = "Envoys meet in Muscat"
    pages = ([title, BLOCK, "What comes next", BLOCK], ["Second page", BLOCK])
    file = make["pdf"](*pages, title=title, author="A Template", creation_date=YEAR, lang="en-GB")
    (source,) = read(file, "a.pdf").sources
    assert source.text == "\n\n".join(block for page in pages for block in page)
    assert [source.text[start:].split("\n")[0] for start in source.pages] == [title, "Second page"]
    assert (source.title, source.author, source.published, source.language) == (title, None, None, "en")


def test_pdf_sentence_over_two_pages(read, make):
    """A sentence that runs over the page stays one paragraph, and the page's start is inside it."""
    (source,) = read(make["pdf"](["Talks", "They spoke of grain and"], ["of prisoners."]), "a.pdf").sources
    assert source.text == "Talks\n\nThey spoke of grain and of prisoners."
    assert source.text[source.pages[1] :] == "of prisoners."


JOINED = {
    "broken-word": (
        ["They spoke of the nego-", "tiations in the hall."],
        ["They spoke of the negotiations in the hall."],
    ),
    "compound-met-elsewhere": (
        ["A long-standing row, a long-", "standing feud."],
        ["A long-standing row, a long-standing feud."],
    ),
    "abbreviation": (
        ["It was written by a U.S.-", "led group of four."],
        ["It was written by a U.S.-led group of four."],
    ),
    "series": (["The plan has many short-", "and long-term aims."], ["The plan has many short- and long-term aims."]),
    "bullets": (
        ["● grain and all the things", "they named", "● prisoners"],
        ["• grain and all the things they named", "• prisoners"],
    ),
    "numbers": (
        ["1. The first point says that", "it ends.", "2. Peace"],
        ["1. The first point says that it ends.", "2. Peace"],
    ),
    "points-of-a-plan": (
        [
            "§ 1 The guns fall silent at noon.",
            "§ 2 The roads are opened for aid, and",
            "(a) for the mail,",
            "(iv) for all.",
        ],
        [
            "§ 1 The guns fall silent at noon.",
            "§ 2 The roads are opened for aid, and",
            "(a) for the mail,",
            "(iv) for all.",
        ],
    ),
    "year": (
        ["The sum was put at the level of", "2025. Nobody knew more."],
        ["The sum was put at the level of 2025. Nobody knew more."],
    ),
    "paragraph-whose-last-line-is-nearly-full": (
        [
            "The line that is the longest of all four",
            "ends a good deal too early here.",
            "A word begins anew and",
            "goes on.",
        ],
        [
            "The line that is the longest of all four ends a good deal too early here.",
            "A word begins anew and goes on.",
        ],
    ),
    "blank-lines": (["One line.", "", "", "Another line."], ["One line.", "Another line."]),
    "nothing": ([], []),
}


@pytest.mark.parametrize(("lines", "paragraphs"), JOINED.values(), ids=JOINED)
def test_join_lines(lines, paragraphs):
    """Broken words and lines become whole; bullets, numbers and blank lines stay apart."""
    assert join_lines(lines) == "\n\n".join(paragraphs)


def test_docx_keeps_order_bullets_tables_and_style_title(read, make):
    """Paragraphs, list items and cells in reading order; the days in the properties are not publication."""
    parts = [("Envoys meet", "Title"), (BLOCK, None), ("Next", "Heading 1"), ("grain", "List Bullet"), ("", None)]
    file = make["docx"](*parts, title="Template 7", author="Office", created=YEAR, modified=YEAR, language="en-US")
    (source,) = read(file, "a.docx").sources
    assert source.text == f"Envoys meet\n\n{BLOCK}\n\nNext\n\n• grain"
    assert (source.title, source.author, source.published, source.language) == ("Envoys meet", None, None, "en")


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Envoys  meet in muscat", "Envoys meet in muscat"),
        ("Dokument1", None),
        ("Envoys", None),
        ("voys meet in", None),
    ],
)
def test_docx_title_property_counts_only_where_printed(read, make, stated, title):
    """A title left over from a template is no title."""
    (source,) = read(make["docx"](("Envoys meet in Muscat", None), (BLOCK, None), title=stated), "a.docx").sources
    assert source.title == title


def refused(reading, words):
    """The reason, when the file was refused for it."""
    assert not reading.sources
    (row,) = reading.problems
    assert row["severity"] == "refused"
    assert words in row["reason"]
    assert row["advice"]
    return True


def test_encrypted_pdf_is_refused(read, make):
    """A PDF with a password is refused with advice, whether its cipher is at hand or not."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(make["pdf"]([BLOCK]))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    assert refused(read(stream.getvalue(), "a.pdf"), "encrypted")


def test_what_a_library_says_is_a_problem_row_and_not_on_the_screen(read, page, caplog, monkeypatch):
    """The library's warnings are told beside the article; its loggers are afterwards as they were."""
    from workbook import reading

    def warns(data):
        logging.getLogger("trafilatura").warning("an odd header")
        return reading.plain.read_text(data)

    monkeypatch.setitem(reading.READERS, "txt", warns)
    found = read(BLOCK)
    assert found.sources[0].text == BLOCK
    assert any("an odd header" in row["reason"] for row in found.problems)
    assert not caplog.records
    logging.getLogger("trafilatura").warning("heard again")
    assert len(caplog.records) == 1


def test_bytes_before_a_pdf(read, make):
    """What a mail program puts before the file does no harm."""
    assert read(b"junk\n" + make["pdf"]([BLOCK]), "a.pdf").sources[0].text == BLOCK


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_cut_pdf_is_refused_or_noted(read, make, part):
    """A PDF whose end is missing is never loaded without a word."""
    file = make["pdf"]([BLOCK] * 3, [BLOCK] * 3)
    reading = read(file[: int(part * len(file))], "a.pdf")
    assert reading.problems
    assert all(row["advice"] for row in reading.problems)


def test_scanned_pdf_is_refused(read, make):
    """A PDF without words asks for text recognition."""
    assert refused(read(make["pdf"]([""]), "a.pdf"), "no words")


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.95])
def test_cut_office_files_are_refused(read, make, ending, part):
    """A Word file or spreadsheet that was cut short is refused."""
    file = make["docx"]((BLOCK, None)) if ending == "docx" else make["xlsx"](["text"], [BLOCK])
    assert refused(read(file[: int(part * len(file))], f"a.{ending}"), "damaged")


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_zip_bombs_are_refused(read, make, ending, monkeypatch):
    """What unpacks to more than the limit is refused by the directory, before anything is unpacked."""
    monkeypatch.setattr(documents, "MAX_UNPACKED", 5_000_000)
    file = make["docx"]((BLOCK, None)) if ending == "docx" else make["xlsx"](["text"], [BLOCK])
    bomb = make["with_part"](file, "word/media/a.bin" if ending == "docx" else "xl/media/a.bin", b"0" * 6_000_000)
    assert refused(read(bomb, f"a.{ending}"), "bomb")


def test_zip_bomb_with_a_false_directory(read, make, monkeypatch):
    """A directory that states a small size does not help: what is unpacked is counted, and cannot be more."""
    monkeypatch.setattr(documents, "MAX_UNPACKED", 5_000_000)
    bomb = make["with_part"](make["docx"]((BLOCK, None)), "word/media/a.bin", b"0" * 6_000_000)
    false = bomb.replace((6_000_000).to_bytes(4, "little"), (600).to_bytes(4, "little"))
    assert false != bomb
    assert refused(read(false, "a.docx"), "damaged")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("ending", "part"), [("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")])
def test_external_entities_are_refused(read, make, ending, part, encoding):
    """A document type with entities, in any encoding, is refused; the file it points to is not read."""
    file = make["docx"]((BLOCK, None)) if ending == "docx" else make["xlsx"](["text"], [BLOCK])
    xml = (
        f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>"
    )
    assert refused(read(make["with_part"](file, part, xml.encode(encoding)), f"a.{ending}"), "DTD")


def test_other_archives_and_old_office_files_are_refused(read, make):
    """A zip of other things and the old binary formats say what to do."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "words")
    assert refused(read(stream.getvalue(), "a.docx"), "zip archive")
    assert refused(read(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.docx"), "password")


@pytest.mark.parametrize("keys", [("Source", "Date"), ("Outlet:", "Published:"), ("Medium", "Datum")])
def test_a_table_over_a_clipping(read, keys):
    """The cells beside "Source" and "Date" are what is said of the article, and no words of it."""
    from docx import Document

    file, document = io.BytesIO(), Document()
    document.add_paragraph("Envoys meet in Muscat", style="Title")
    table = document.add_table(rows=2, cols=2)
    for row, (key, value) in enumerate(zip(keys, ("The Post", "2024-05-04"), strict=True)):
        table.cell(row, 0).text, table.cell(row, 1).text = key, value
    document.add_paragraph(BLOCK)
    document.save(file)
    (source,) = read(file.getvalue(), "a.docx").sources
    assert source.text == f"Envoys meet in Muscat\n\n{BLOCK}"
    assert (source.publisher, source.published) == ("The Post", "2024-05-04")


def test_a_table_of_the_text_keeps_its_cells(read):
    from docx import Document

    file, document = io.BytesIO(), Document()
    document.add_paragraph(BLOCK)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "North bank", "two checkpoints"
    document.save(file)
    assert read(file.getvalue(), "a.docx").sources[0].text == f"{BLOCK}\n\nNorth bank\n\ntwo checkpoints"
