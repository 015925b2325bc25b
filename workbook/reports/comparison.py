"""Two plans side by side, point by point, for a report: HTML or Word."""

from __future__ import annotations

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
from workbook.reports.documents import HERE, Run, add_table, file_of, page, word_document, write_runs
from workbook.reports.export import Saved, now, written
from workbook.reports.words import printable

MISSING = "– not in this text"
WIDTHS = (11.2, 2.9, 11.2)  # centimetres of the columns on a landscape page


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
        "topic": ours["topic"],
        "says_same": theirs["state"] in ("same", "reworded"),
        "left": base or MISSING,
        "left_number": ours["numbers"],
        "right": marked,
        "right_number": theirs["numbers"],
        "state": f"{sign} {words}{unsure}",
        "changes": ", ".join(theirs["changes"]),
    }


def _html(told: dict[str, Any]) -> bytes:
    return page(HERE / "comparison.html", told, width=1000, landscape=True)


def _docx(told: dict[str, Any]) -> bytes:
    document = word_document(told["title"], landscape=True)
    document.add_heading(told["title"], 1)
    document.add_paragraph(told["subtitle"])
    if told["notice"]:
        write_runs(document.add_paragraph(), [(f"Wording. {told['notice']}", "bold")])
    rows: list[list[list[Run]]] = []
    for topic, some in told["sections"]:
        rows.append([[(topic, "bold")]])
        rows += [_cells(row) for row in some]
    add_table(document, (told["left"], "Compared", told["right"]), rows, WIDTHS)
    document.add_heading("Sources", 2)
    for source in told["sources"]:
        document.add_paragraph(source, style="List Number")
    document.add_paragraph(told["made"])
    return file_of(document)


def _cells(row: dict[str, Any]) -> list[list[Run]]:
    """Return the left text, what changed, and the right text with its changes marked."""
    changes = [(f"\n{row['changes']}", "")] if row["changes"] else []
    right = [(words, change) for change, words in row["right"]]
    return [
        [*_number(row["left_number"]), (row["left"], "")],
        [(row["state"], ""), *changes],
        [*_number(row["right_number"]), *right],
    ]


def _number(number: str) -> list[Run]:
    return [(f"{number} ", "bold")] if number else []
