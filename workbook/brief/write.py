"""The brief as files: one self-contained page, Word and PDF, and a folder with what stands behind them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbook.brief.choice import Choice, checked, read_choice
from workbook.brief.content import Content
from workbook.brief.footnotes import Footnote, Section, Sentence
from workbook.brief.pdf import pdf_of
from workbook.brief.pictures import Picture, pictures_of
from workbook.charts import standard
from workbook.reports.documents import SMALL, Run, add_table, file_of, page, word_document, write_runs
from workbook.reports.export import Saved, now, save_chart, written
from workbook.reports.words import printable

HERE = Path(__file__).parent
WIDTH_CM = 16.5
FILES = "brief-files"


def write_brief(
    corpus: Any,
    name: str = "brief",
    *,
    folder: str | Path = "exports",
    choice: Choice | Mapping[str, Any] | None = None,
    template: str | Path | None = None,
) -> Saved:
    """Write the brief as HTML, as a Word document and, where typst is installed, as PDF.

    Every sentence restates rows of the tables and carries numbered notes that lead to the passages.

    Args:
        corpus: The corpus.
        name: File name without ending.
        folder: Where the files go; made if need be.
        choice: Title, sections, saved views, pinned rows and own notes; by default those of ``brief.yaml`` beside the
            articles.
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
    told = {
        "title": choice.title, "author": choice.author, "sections": content.sections(),
        "subtitle": " · ".join(filter(None, (choice.author, f"{now():%-d %B %Y}", f"{len(corpus.articles)} articles",
                                             f"corpus {corpus.fingerprint}"))),
        "notes": content.footnotes.notes, "pictures": pictures_of(corpus, choice),
    }  # fmt: skip
    base = Path(folder)
    made = {"html": _html(told), "docx": _docx(told, template), "pdf": pdf_of(told)}
    return Saved(tuple(written(base / f"{name}.{kind}", content) for kind, content in made.items() if content))


def write_brief_with_files(corpus: Any, folder: str | Path = "exports", **more: Any) -> Saved:
    """Write the brief, the charts and rows behind it in a folder beside it, and an index of them all."""
    base = Path(folder)
    saved = list(write_brief(corpus, folder=base, **more))
    for name, chart in standard(corpus).items():
        saved += save_chart(chart, name, folder=base / FILES)
    files = [path.relative_to(base).as_posix() for path in saved]
    told = {"title": "Brief and its files", "subtitle": f"corpus {corpus.fingerprint}", "files": files}
    return Saved((written(base / "index.html", page(HERE / "index.html", told)), *saved))


def _html(told: Mapping[str, Any]) -> bytes:
    from markupsafe import Markup

    # An SVG of the drawing library holds text only as escaped text; everything else on the page is escaped there.
    drawn = {
        name: [{"alt": one.alt, "caption": one.caption, "svg": Markup(one.svg)} for one in some]
        for name, some in told["pictures"].items()
    }
    return page(HERE / "brief.html", {**told, "pictures": drawn})


def _docx(told: Mapping[str, Any], template: str | Path | None) -> bytes:
    document = word_document(told["title"], told["author"], template=template)
    document.add_heading(printable(told["title"]), 0)
    document.add_paragraph(printable(told["subtitle"]))
    for section in told["sections"]:
        _section(document, section, told["pictures"][section.name], told["author"] or "The author")
    document.add_heading("Notes", 1)
    for note in told["notes"]:
        _note(document, note)
    return file_of(document)


def _section(document: Any, section: Section, pictures: list[Picture], author: str) -> None:
    from docx.shared import Cm

    document.add_heading(section.title, 1)
    if section.note:
        document.add_paragraph(printable(f"{author}: {section.note}"), style="Intense Quote")
    for sentence in section.sentences:
        style = "List Bullet 2" if sentence.under else "List Bullet"
        write_runs(document.add_paragraph(style=style), _runs(sentence))
    for picture in pictures:
        shape = document.add_picture(io.BytesIO(picture.png), width=Cm(WIDTH_CM))
        shape._inline.docPr.set("descr", printable(picture.alt))
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        document.add_paragraph(printable(picture.caption), style="Caption")
    for table in section.tables:
        if table.title:
            write_runs(document.add_paragraph(style="Heading 2"), _runs(table.title))
        add_table(document, table.heads, [[_runs(cell) for cell in row] for row in table.rows], table.widths)


def _runs(sentence: Sentence) -> list[Run]:
    """Return a sentence with the numbers of its notes raised behind it."""
    numbers = ", ".join(map(str, sentence.notes))
    return [(sentence.text, ""), *([(numbers, "raised")] if numbers else [])]


def _note(document: Any, note: Footnote) -> None:
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    write_runs(paragraph, [(f"{note.number}. {note.source}: “{note.passage}” {note.place}", "")], SMALL)
