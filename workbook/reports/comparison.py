"""Two plans side by side, point by point, for a report: HTML or Word."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

from workbook.analysis.matrix import NO_TOPIC, STATES, cells
from workbook.analysis.redline import Change, redline, spaced
from workbook.analysis.versions import versions
from workbook.charts.common.in_words import counted
from workbook.charts.common.provenance import made_with
from workbook.charts.plans.matrix import plan_sources, wording_notice
from workbook.charts.plans.matrix_layout import day_of
from workbook.errors import ExportError
from workbook.language.plans.topics import topic_labels
from workbook.reports.export import Saved, now, repeatable_zip, written
from workbook.reports.words import printable

HERE = Path(__file__).parent
MISSING = "– not in this text"


def write_comparison(corpus: Any, left: str, right: str, path: str | Path) -> Saved:
    """Write two plans' texts side by side, with what was deleted struck out and what is new underlined.

    Args:
        corpus: A corpus with the texts of both plans.
        left: The plan that is compared with, by its identifier.
        right: The other plan.
        path: A file that ends in ``.html`` or ``.docx``.

    Raises:
        ExportError: A plan has no text, the file's kind is unknown, or it cannot be written.
    """
    path = Path(path)
    made: dict[str, Callable[[dict[str, Any]], bytes]] = {".html": _html, ".docx": _docx}
    if path.suffix.lower() not in made:
        raise ExportError(f"no comparison as {path.suffix or path.name!r}", wanted="a file .html or .docx")
    return Saved((written(path, made[path.suffix.lower()](printable(comparison(corpus, left, right)))),))


def comparison(corpus: Any, left: str, right: str) -> dict[str, Any]:
    """Return what a comparison says: title, notice on the wording, sections of rows, sources, how it was made."""
    texts = {one.plan_id: one for one in versions(corpus.plans, corpus.provisions) if not one.article_id}
    for plan in (left, right):
        if plan not in texts:
            raise ExportError(f"there is no text of the plan {plan!r}", wanted=f"one of {', '.join(texts) or 'none'}")
    if left == right:
        raise ExportError("a plan cannot be compared with itself", wanted="two plans")
    ours, theirs = texts[left], texts[right]
    made = cells(corpus, reference=left)
    sides = [made[made["key"] == one.key].set_index("group_id", drop=False) for one in (ours, theirs)]
    pairs = [(sides[0].loc[group], sides[1].loc[group]) for group in sides[0].index]
    rows = [_row(*pair) for pair in pairs if pair[0]["text"] or pair[1]["text"]]
    labels = topic_labels()
    sections = [(labels.get(topic, NO_TOPIC[1]), list(some)) for topic, some in groupby(rows, lambda row: row["topic"])]
    notice = wording_notice([ours.wording, theirs.wording])
    heads = [", ".join(filter(None, (one.title, day_of(one), one.wording))) for one in (ours, theirs)]
    meant = "Struck out: only in the left text. Underlined: only in the right one."
    return {
        "title": f"{ours.title} and {theirs.title}, point by point",
        "subtitle": f"{counted(len(rows), 'point')} in the order of topics, matched by meaning, not by number. {meant}",
        "notice": f"{notice[:1].upper()}{notice[1:]}." if notice else "",
        "left": heads[0], "right": heads[1], "sections": sections,
        "sources": plan_sources(corpus, [ours, theirs]),
        "made": f"Made with {made_with(corpus)} · {now().strftime('%-d %B %Y')}.",
    }  # fmt: skip


def _row(ours: Any, theirs: Any) -> dict[str, Any]:
    sign, words = STATES[theirs["state"]]
    text, base = theirs["text"], ours["text"]
    words = "same words" if text == base else words
    unsure = " (matched by meaning only, less sure)" if theirs["unsure"] else ""
    marked: list[Change] = list(spaced(redline(base, text))) if text and base else [("equal", text or MISSING)]
    return {
        "topic": ours["topic"], "left": base or MISSING, "left_number": ours["numbers"], "right": marked,
        "right_number": theirs["numbers"], "state": f"{sign} {words}{unsure}", "changes": ", ".join(theirs["changes"]),
    }  # fmt: skip


def _html(told: dict[str, Any]) -> bytes:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    pages = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    return pages.get_template("comparison.html").render(told).encode()


def _docx(told: dict[str, Any]) -> bytes:
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    for style in ("Heading 1", "Heading 2"):
        document.styles[style].font.name = "Arial"
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Arial", Pt(10)
    document.core_properties.title, document.core_properties.author = told["title"], "Talks Workbook"
    document.core_properties.created = document.core_properties.modified = now().replace(tzinfo=None)
    document.add_heading(told["title"], 1)
    document.add_paragraph(told["subtitle"])
    if told["notice"]:
        document.add_paragraph().add_run(f"Wording. {told['notice']}").bold = True
    _table(document, told)
    document.add_heading("Sources", 2)
    for source in told["sources"]:
        document.add_paragraph(source, style="List Number")
    document.add_paragraph(told["made"])
    file = io.BytesIO()
    document.save(file)
    return repeatable_zip(file.getvalue())


def _table(document: Any, told: dict[str, Any]) -> None:
    from docx.oxml import OxmlElement

    rows: list[tuple[str, Any]] = []
    for topic, some in told["sections"]:
        rows += [("topic", topic), *(("row", row) for row in some)]
    table = document.add_table(rows=len(rows) + 1, cols=3, style="Table Grid")
    _widths(table)  # before cells are merged: Word then keeps them
    lines = [list(line.cells) for line in table.rows]  # a row's cells are looked up anew each time they are asked for
    for cell, words in zip(lines[0], (told["left"], "Compared", told["right"]), strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for line, (kind, row) in zip(lines[1:], rows, strict=True):
        if kind == "topic":
            line[0].merge(line[2]).paragraphs[0].add_run(row).bold = True
            continue
        _numbered(line[0], row["left_number"]).add_run(row["left"])
        line[1].paragraphs[0].add_run("\n".join(filter(None, (row["state"], row["changes"]))))
        paragraph = _numbered(line[2], row["right_number"])
        for change, words in row["right"]:
            run = paragraph.add_run(words)
            run.underline, run.font.strike = change == "insert" or None, change == "delete" or None


def _numbered(cell: Any, number: str) -> Any:
    paragraph = cell.paragraphs[0]
    if number:
        paragraph.add_run(f"{number} ").bold = True
    return paragraph


def _widths(table: Any) -> None:
    from docx.shared import Cm

    table.autofit = False
    for column, width in zip(table.columns, (9.9, 2.9, 9.9), strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
