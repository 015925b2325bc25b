"""The brief as files: one self-contained page and one Word document, and a folder with what stands behind them."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from workbook.brief.choice import Choice, checked, read_choice
from workbook.brief.content import Content
from workbook.brief.footnotes import Footnote
from workbook.brief.parts import Section, Sentence, Table
from workbook.charts import position_grid, standard, timeline
from workbook.charts.events.happenings import prepare
from workbook.errors import ExportError
from workbook.reports.export import Saved, now, render, repeatable_zip, save_chart, written
from workbook.reports.words import printable

HERE = Path(__file__).parent
PAGE_WIDTH = 660  # pixels of a chart that is legible at 100 % on A4
ON_A_PAGE, MOST_PAGES = 34, 4  # rows of a timeline, and pages that it may fill
TALLEST = 1.35  # height of a picture over its width; a taller one stays in the folder beside the brief
WIDTH_CM = 16.5
FILES = "brief-files"
# id="gradient_3", and what points to it: url(#gradient_3), href="#gradient_3"
_ID = re.compile(r'\bid="([^"<>]+)"')
_REFERENCE = re.compile(r'(\bid="|url\(#|href="#)([^"<>)]+)(["\)])')


@dataclass(frozen=True)
class Picture:
    """A chart for the page."""

    alt: str
    svg: str
    png: bytes


def write_brief(
    corpus: Any,
    name: str = "brief",
    *,
    folder: str | Path = "exports",
    choice: Choice | Mapping[str, Any] | None = None,
    template: str | Path | None = None,
) -> Saved:
    """Write the brief as HTML and as a Word document.

    Every sentence restates rows of the tables and carries numbered notes that lead to the passages.

    Args:
        corpus: The corpus.
        name: File name without ending.
        folder: Where the files go; made if need be.
        choice: Title, sections, pinned rows and own notes; by default those of ``brief.yaml`` beside the articles.
        template: A Word document whose styles, header and footer are taken; its text is left out.

    Raises:
        ExportError: A file cannot be written, or the template cannot be read.
        WorkbookError: The choice names what is not known.
    """
    if choice is None:
        choice = read_choice(corpus.folder)
    elif not isinstance(choice, Choice):
        choice = checked(dict(choice), "the choice")
    content = Content(corpus, choice)
    sections = content.sections()
    pictures = _pictures(corpus, {section.picture for section in sections})
    subtitle = f"{now():%-d %B %Y} · {len(corpus.articles)} articles · corpus {corpus.fingerprint}"
    if choice.author:
        subtitle = f"{choice.author} · {subtitle}"
    notes = content.footnotes.notes
    page = _html(choice, subtitle, sections, notes, pictures)
    document = _docx(choice, subtitle, sections, notes, pictures, template)
    base = Path(folder)
    return Saved((written(base / f"{name}.html", page), written(base / f"{name}.docx", document)))


def write_brief_with_files(corpus: Any, folder: str | Path = "exports", **more: Any) -> Saved:
    """Write the brief, the charts and rows behind it in a folder beside it, and an index of them all."""
    base = Path(folder)
    saved = list(write_brief(corpus, folder=base, **more))
    for name, chart in standard(corpus).items():
        saved += save_chart(chart, name, folder=base / FILES)
    links = "".join(
        f'<li><a href="{escape(path.relative_to(base).as_posix())}">{escape(path.name)}</a></li>' for path in saved
    )
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Brief and its files</title></head>'
        f'<body style="font: 15px/1.5 Arial, sans-serif; margin: 32px"><h1>Brief and its files</h1><ul>{links}</ul>'
        "</body></html>"
    )
    return Saved((written(base / "index.html", page.encode()), *saved))


def _pictures(corpus: Any, wanted: set[str]) -> dict[str, list[Picture]]:
    """Return the charts by name; one that is longer than its page is split, and each part has its own head."""
    charts: dict[str, list[Any]] = {}
    if "timeline" in wanted:
        charts["timeline"] = _timelines(corpus)
    if "positions" in wanted:
        charts["positions"] = [position_grid(corpus, theme="print", width=PAGE_WIDTH)]
    return {name: [one for n, chart in enumerate(some) for one in _picture(chart, f"{name}-{n}")]
            for name, some in charts.items()}  # fmt: skip


def _timelines(corpus: Any) -> list[Any]:
    """Return the readable happenings in the order of their days, a page each; of very many the best supported."""
    known = prepare(corpus)
    drawn = known[known["first"].notna() & ~known["aside"]]
    look: dict[str, Any] = {"theme": "print", "width": PAGE_WIDTH, "color": "sources"}
    if len(drawn) > MOST_PAGES * ON_A_PAGE:
        return [timeline(corpus, most=ON_A_PAGE, **look)]
    parts = [drawn.iloc[at : at + ON_A_PAGE] for at in range(0, len(drawn), ON_A_PAGE)]
    return [timeline(corpus, rows=part, window="all", **look) for part in parts]


def _picture(chart: Any, name: str) -> list[Picture]:
    """Return a chart as a picture; nothing where even so it is longer than its page."""
    png = render(chart, "png", dpi=300)
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    if height > TALLEST * width:
        return []
    svg = render(chart, "svg").decode()
    svg = _with_own_ids(svg[svg.index("<svg") :], name)
    return [Picture(chart.to_dict().get("description") or name, svg, png)]


def _with_own_ids(svg: str, name: str) -> str:
    """Return an SVG whose identifiers hang on its name alone: the drawing library counts on from picture to picture."""
    known: dict[str, str] = {}
    for found in _ID.finditer(svg):
        known.setdefault(found[1], f"{name}-{len(known)}")
    return _REFERENCE.sub(lambda found: f"{found[1]}{known.get(found[2], found[2])}{found[3]}", svg)


def _html(
    choice: Choice, subtitle: str, sections: list[Section], notes: list[Footnote], pictures: Mapping[str, list[Picture]]
) -> bytes:
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    pages = Environment(loader=FileSystemLoader(HERE), autoescape=True)
    # An SVG of the drawing library holds text only as escaped text; everything else on the page is escaped here.
    drawn = {
        name: [{"alt": printable(one.alt), "svg": Markup(one.svg)} for one in some] for name, some in pictures.items()
    }
    told = {"title": printable(choice.title), "author": printable(choice.author), "subtitle": printable(subtitle)}
    made = pages.get_template("brief.html").render(sections=sections, notes=notes, pictures=drawn, **told)
    return str(printable(made)).encode()


def _docx(
    choice: Choice,
    subtitle: str,
    sections: list[Section],
    notes: list[Footnote],
    pictures: Mapping[str, list[Picture]],
    template: str | Path | None,
) -> bytes:
    from docx.shared import Cm, Pt

    document = _document(template)
    document.core_properties.title = printable(choice.title)
    document.core_properties.author = printable(choice.author) or "Talks Workbook"
    document.core_properties.created = document.core_properties.modified = now().replace(tzinfo=None)
    document.add_heading(printable(choice.title), 0)
    document.add_paragraph(printable(subtitle))
    for section in sections:
        document.add_heading(section.title, 1)
        if section.note:
            document.add_paragraph(printable(f"{choice.author or 'The author'}: {section.note}"), style="Intense Quote")
        for sentence in section.sentences:
            _say(document.add_paragraph(style="List Bullet"), sentence)
        for picture in pictures.get(section.picture, []):
            shape = document.add_picture(io.BytesIO(picture.png), width=Cm(WIDTH_CM))
            shape._inline.docPr.set("descr", printable(picture.alt))
            document.add_paragraph(printable(picture.alt), style="Caption")
        for table in section.tables:
            _table(document, table)
    document.add_heading("Notes", 1)
    for note in notes:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        said = f"{note.number}. {note.source}: “{note.passage}” {note.place}"
        paragraph.add_run(printable(said)).font.size = Pt(8.5)
    file = io.BytesIO()
    document.save(file)
    return repeatable_zip(file.getvalue())


def _document(template: str | Path | None) -> Any:
    """Return an empty document with the styles of a template, or with plain ones on A4."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.shared import Cm, Pt

    if template is not None:
        try:
            document = Document(str(template))
        except (PackageNotFoundError, OSError, KeyError, ValueError) as error:
            raise ExportError(f"{template} is no Word document", advice="give a .docx file, or none") from error
        for element in list(document.element.body):
            if not element.tag.endswith("sectPr"):
                document.element.body.remove(element)
        return document
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    for style in ("Normal", "Title", "Heading 1", "List Bullet", "Caption"):
        document.styles[style].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(10)
    return document


def _say(paragraph: Any, sentence: Sentence) -> None:
    """Write a sentence with the numbers of its notes raised behind it."""
    paragraph.add_run(printable(sentence.text))
    if sentence.notes:
        raised = paragraph.add_run(" " + ", ".join(map(str, sentence.notes)))
        raised.font.superscript = True


def _table(document: Any, table: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    made = document.add_table(rows=1 + len(table.rows), cols=len(table.heads), style="Table Grid")
    lines = [list(line.cells) for line in made.rows]  # a row's cells are looked up anew each time they are asked for
    if table.widths:
        made.autofit = False
        for line in lines:
            for cell, width in zip(line, table.widths, strict=True):
                cell.width = Cm(width)
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, head in zip(lines[0], table.heads, strict=True):
        cell.paragraphs[0].add_run(printable(head)).bold = True
    for line, row in zip(lines[1:], table.rows, strict=True):
        for cell, sentence in zip(line, row, strict=True):
            _say(cell.paragraphs[0], sentence)
    for line in lines:
        for cell in line:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(8.5)
    document.add_paragraph()
