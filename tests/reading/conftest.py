"""Files of every format, made in the test, and one way to read them."""

import io
import zipfile

import pytest

from workbook.reading import read_file

PARAGRAPH = (
    "The envoys of both sides met for the third time in a hotel on the coast and spoke of the exchange of prisoners, "
    "of grain, and of the border crossings that have been closed since the spring. They left late in the night. "
)


@pytest.fixture
def read(tmp_path):
    """Return a function that writes bytes or text under a name and reads the file."""

    def _read(content, name="article.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return read_file(path, name)

    return _read


@pytest.fixture
def page():
    """Return a function that builds a page around paragraphs, with what stands in its head."""

    def _page(body="", head=""):
        paragraphs = "".join(f"<p>{PARAGRAPH}{number}</p>" for number in range(4))
        return (
            f"<!doctype html><html lang='en-GB'><head><title>Envoys meet | Harbour Post</title>{head}</head><body>"
            f"<nav><a href='/'>Home</a></nav><article><h1>Envoys meet in Muscat</h1>{paragraphs}{body}</article>"
            "<footer>Copyright 2019-2023 Harbour Post</footer></body></html>"
        )

    return _page


def pdf_of(*pages, **properties):
    """Return a PDF; of each page the blocks, the first of the first page larger as a title is."""
    from fpdf import FPDF

    pdf = FPDF()
    for place, blocks in enumerate(pages):
        pdf.add_page()
        for number, block in enumerate(blocks):
            pdf.set_font("Times", size=18 if place == number == 0 else 11)
            pdf.multi_cell(0, 8, block, new_x="LMARGIN", new_y="NEXT")
    for name, value in properties.items():
        getattr(pdf, f"set_{name}")(value)
    return bytes(pdf.output())


def docx_of(*paragraphs, **properties):
    """Return a Word file from (text, style) pairs."""
    from docx import Document

    document = Document()
    for text, style in paragraphs:
        document.add_paragraph(text, style=style)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def xlsx_of(*rows, before=()):
    """Return a spreadsheet; ``before`` is a sheet in front of the one with the rows."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    if before:
        for row in before:
            sheet.append(row)
        sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(office, name, content):
    """Return an Office file with one part replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(office)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def make():
    """Return the makers of binary files by their ending."""
    return {"pdf": pdf_of, "docx": docx_of, "xlsx": xlsx_of, "with_part": with_part}
