"""What is handed on as a page or as a Word document: one head and one look for all of them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from workbook.errors import ExportError
from workbook.reports.export import now, repeatable_zip
from workbook.reports.words import printable

HERE = Path(__file__).parent
SMALL = 8.5  # points of the words of tables and notes
STYLES = ("Title", "Heading 1", "Heading 2", "List Bullet", "List Bullet 2", "Caption", "Intense Quote", "Table Grid")
Run = tuple[str, str]  # words, and how they stand: plain (equal, or nothing), bold, raised, insert or delete


def page(template: Path, told: Mapping[str, Any], *, width: int = 780, landscape: bool = False) -> bytes:
    """Return a page that extends ``page.html``: title, subtitle, and what the template makes of ``told``.

    Everything is escaped; what must not be, the caller marks so.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    pages = Environment(loader=FileSystemLoader([template.parent, HERE]), autoescape=True, undefined=StrictUndefined)
    made = pages.get_template(template.name).render(told, width=width, landscape=landscape)
    return str(printable(made)).encode()


def word_document(title: str, author: str = "", *, template: str | Path | None = None, landscape: bool = False) -> Any:
    """Return an empty Word document: on A4 with plain styles, or with page, header and styles of a template.

    Raises:
        ExportError: The template is no Word document.
    """
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(str(template) if template else None)
    except (PackageNotFoundError, OSError, KeyError, ValueError) as error:
        raise ExportError(f"{template} is no Word document", advice="give a .docx file, or none") from error
    if template:
        for element in list(document.element.body):
            if not element.tag.endswith("sectPr"):
                document.element.body.remove(element)
        _add_missing_styles(document)
    else:
        _plain_look(document, landscape=landscape)
    about = document.core_properties
    about.title, about.author = printable(title), printable(author) or "Talks Workbook"
    about.created = about.modified = now().replace(tzinfo=None)
    return document


def _add_missing_styles(document: Any) -> None:
    """Give a template the styles that are asked for: a document holds only those that were used in it."""
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE

    plain, own = Document(), {style.name for style in document.styles}
    missing = [deepcopy(style.element) for style in plain.styles if style.name in STYLES and style.name not in own]
    document.styles.element.extend(missing)
    if any(part.reltype == RELATIONSHIP_TYPE.NUMBERING for part in document.part.rels.values()):
        for style in missing:  # its bullet would be a number of one of the template's own lists
            for bullet in style.xpath("./w:pPr/w:numPr"):
                bullet.getparent().remove(bullet)
    else:
        document.part.relate_to(plain.part.numbering_part, RELATIONSHIP_TYPE.NUMBERING)


def _plain_look(document: Any, *, landscape: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    for name, size in (("Normal", 10), ("Title", 22), ("Heading 1", 14), ("Heading 2", 11), ("Caption", SMALL)):
        font = document.styles[name].font
        font.name, font.size, font.color.rgb = "Arial", Pt(size), RGBColor(0x1F, 0x29, 0x33)
        document.styles[name].element.rPr.rFonts.attrib.clear()  # the theme's own letters would win
        font.name = "Arial"
    document.styles["Caption"].font.bold = False
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    foot._p.append(number)


def write_runs(paragraph: Any, runs: Iterable[Run], size: float | None = None) -> None:
    """Write words one behind the other, each as it stands."""
    from docx.shared import Pt

    for words, how in runs:
        run = paragraph.add_run(printable(words))
        run.bold, run.underline = how == "bold" or None, how == "insert" or None
        run.font.strike, run.font.superscript = how == "delete" or None, how == "raised" or None
        if size:
            run.font.size = Pt(size)


def add_table(
    document: Any, heads: Sequence[str], rows: Sequence[Sequence[Sequence[Run]]], widths: Sequence[float] = ()
) -> None:
    """Write a table whose head is repeated on each page and whose rows are never parted.

    A row with one cell stands over the whole width. ``widths`` are centimetres; without, the columns are equal.
    """
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = document.add_table(rows=1 + len(rows), cols=len(heads), style="Table Grid")
    lines = [list(line.cells) for line in table.rows]  # a row's cells are looked up anew each time they are asked for
    if widths:  # before cells are merged: Word then keeps them
        table.autofit = False
        for at, width in enumerate(widths):
            table.columns[at].width = Cm(width)
            for line in lines:
                line[at].width = Cm(width)
    for line in table.rows:
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for line, cells in zip(lines, [[[(head, "bold")] for head in heads], *rows], strict=True):
        if len(cells) == 1:
            line[0].merge(line[-1])
        for cell, runs in zip(line, cells, strict=False):
            write_runs(cell.paragraphs[0], runs, SMALL)
    document.add_paragraph()


def file_of(document: Any) -> bytes:
    """Return a Word document as the same bytes each time."""
    file = io.BytesIO()
    document.save(file)
    return repeatable_zip(file.getvalue())
