"""Tables in a notebook as an analyst reads them: words instead of identifiers, and each row opens its passage."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import pandas as pd

from workbook.analysis.matrix import STATES
from workbook.charts.common.in_words import DISAGREEMENTS, RELATIONS, counted, day_number, interval_in_words
from workbook.charts.common.provenance import labels_of
from workbook.charts.events.happenings import SOURCES
from workbook.charts.plans.positions import STANCES
from workbook.charts.quotes.statements import TYPES
from workbook.errors import WorkbookError
from workbook.language.plans.topics import topic_labels

MOST = 20  # rows; those after them are counted
LONGEST = 300  # characters of a cell
HEADS = {
    "article_id": "article", "actor_id": "actor", "actor_ids": "actors", "plan_id": "plan", "n_articles": "articles",
    "n_sources": "independent sources", "n_mentions": "mentions", "cue": "verb", "cue_class": "class of verb",
    "quote_type": "marks", "entity_type": "type", "source": "speaker", "content": "words", "event_ids": "tellings",
    "n_words": "words", "left": "before", "right": "after", "timex_value": "day or length", "relation": "how",
    "around": "the words, in their sentence",
}  # fmt: skip
STANDS = {stance: words for stance, (_, words, _) in STANCES.items()}
WORDS: dict[str, dict[str, str]] = {
    "quote_type": TYPES, "kind": DISAGREEMENTS, "relation": RELATIONS, "agreement": SOURCES,
    "stance": STANDS, "before": STANDS, "now": STANDS, "state": {state: words for state, (_, words) in STATES.items()},
}  # fmt: skip
HIDDEN = ("start", "end", "rule", "origin", "text", "granularity", "edtf", "sha256", "model", "offsets", "pages")
# 2025-11-23 or 2025-11-23/2025-11-25; not 2025-11
_DAYS = re.compile(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?")
STYLE = """<style>
.wb-show { border-collapse: collapse; font: 13px/1.45 Arial, "Liberation Sans", sans-serif; margin: 0; }
.wb-show th, .wb-show td { text-align: left !important; vertical-align: top; padding: 3px 14px 3px 0; max-width: 46em;
  border-bottom: 1px solid var(--jp-border-color2, #ddd); overflow-wrap: break-word; white-space: normal; }
.wb-show th { font-weight: 600; color: var(--jp-ui-font-color1, #444); }
.wb-show td.wb-before { text-align: right !important; }
.wb-show summary { cursor: pointer; color: var(--jp-content-link-color, #0067a3); white-space: nowrap; }
.wb-show blockquote { margin: 4px 0; padding-left: 8px; border-left: 3px solid var(--jp-border-color2, #ddd); }
.wb-show mark { background: #cfe5f7; color: #0b1c2b; }
.wb-show-more { font: 12px Arial, sans-serif; color: var(--jp-ui-font-color1, #444); }
/* Charts beside tables: see the explorers' style. */
[data-jp-theme-light="false"] .jp-RenderedVegaCommon5 canvas { filter: invert(0.93) hue-rotate(180deg); }
</style>"""


class Shown:
    """A table as HTML, for the notebook; every word of an article is escaped."""

    def __init__(self, html: str, words: str) -> None:
        self.html, self._words = html, words

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self._words


def show(corpus: Any, rows: pd.DataFrame | str, columns: Sequence[str] = (), *, most: int = MOST) -> Shown:
    """Return a table in words: days as one writes them, names instead of identifiers, each row with its passage.

    Args:
        corpus: A corpus.
        rows: Rows of any of its tables, or a table's name.
        columns: Which columns, in their order, a table's or ``when``; by default all that can be read.
        most: Show so many rows; the rest is counted.

    Raises:
        WorkbookError: There is no such table or column.
    """
    table = _table(corpus, rows) if isinstance(rows, str) else rows
    words = in_words(corpus, table.head(most))
    if strange := [name for name in columns if name not in words]:
        raise WorkbookError(f"no column {', '.join(strange)}", wanted=f"any of {', '.join(words.columns)}")
    words = words[[*columns]] if columns else words.drop(columns=[one for one in words if _is_hidden(one)])
    opens = [_passages(corpus, row) for _, row in table.head(most).iterrows()]
    columns = [*words, *(["passage"] if any(opens) else [])]
    lines = []
    for at, cells in enumerate(words.to_numpy(dtype=object).tolist()):
        shown = [escape(cell if len(cell) <= LONGEST else f"{cell[: LONGEST - 2]} …") for cell in cells]
        lines.append([*shown, *([opens[at]] if any(opens) else [])])
    n = counted(len(table), "row")
    rest = f"{len(table) - len(lines):,} more of {n}; most={len(table)} in the cell shows all"
    rest = rest if len(table) > len(lines) else "" if lines else "No rows."
    return Shown(_html(columns, lines, rest), f"{n}: {', '.join(map(head_of, columns))}")


def _table(corpus: Any, name: str) -> pd.DataFrame:
    if name not in corpus.tables:
        raise WorkbookError(f"there is no table {name!r}", wanted=f"one of {', '.join(corpus.tables)}")
    found: pd.DataFrame = corpus.tables[name]
    return found


def _is_hidden(column: str) -> bool:
    return column in HIDDEN or (column.endswith("_id") and column not in HEADS) or column.endswith(("_start", "_end"))


def head_of(column: str) -> str:
    """Return what a column is called in words."""
    return HEADS.get(column, column.replace("_", " "))


def in_words(corpus: Any, rows: pd.DataFrame) -> pd.DataFrame:
    """Return every cell as words; the two days of a row become one column, ``when``."""
    names: dict[str, Callable[[], dict[str, str]]] = {
        "article_id": lambda: labels_of(corpus.articles),
        "actor_id": lambda: dict(zip(corpus.actors["actor_id"], corpus.actors["name"], strict=True)),
        "plan_id": lambda: dict(zip(corpus.plans["plan_id"], corpus.plans["title"], strict=True)),
        "topic": topic_labels,
        "topics": topic_labels,
    }
    words: dict[str, list[str]] = {}
    if {"earliest", "latest"} <= {*rows.columns}:
        units = rows["granularity"].fillna("") if "granularity" in rows else [""] * len(rows)
        days = zip(day_number(rows["earliest"]), day_number(rows["latest"]), units, strict=True)
        words["when"] = [interval_in_words(*one) for one in days]
    for column in rows.columns:
        if column in ("earliest", "latest"):
            continue
        key = column.removesuffix("s") if column.endswith("_ids") else column
        known = names[key]() if key in names else WORDS.get(column, {})
        words[column] = [_cell(value, known) for value in rows[column].tolist()]
    return pd.DataFrame(words, dtype=object)


def _cell(value: Any, known: dict[str, str]) -> str:
    if isinstance(value, (list, tuple)) or hasattr(value, "tolist"):
        return ", ".join(known.get(one, str(one)) for one in value) or "–"
    if pd.isna(value) or value == "":
        return "–"
    if isinstance(value, str) and _DAYS.fullmatch(value):
        days = day_number(pd.Series(value.split("/"), dtype="str"))
        return interval_in_words(days.iloc[0], days.iloc[-1])
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.3g}"
    return f"{value:,}" if isinstance(value, int) else known.get(value, str(value))


def _passages(corpus: Any, row: pd.Series[Any]) -> str:
    """Return the passages of a row, to be opened: its own, both of a disagreement, or each telling of a happening."""
    if "left_id" in row and "left_table" in row:
        found = [corpus.evidence(row[f"{side}_id"], row[f"{side}_table"]) for side in ("left", "right")]
    elif "event_ids" in row:
        found = [corpus.evidence(one, "events") for one in row["event_ids"]]
    elif pd.notna(row.get("row_id")) and pd.notna(row.get("of_table")):
        found = [corpus.evidence(row["row_id"], row["of_table"])]
    elif pd.notna(row.get("article_id")) and pd.notna(row.get("start")):
        found = [corpus.evidence(row)]
    else:
        return ""
    return f"<details><summary>{counted(len(found), 'passage')}</summary>{''.join(one.html for one in found)}</details>"


def _html(columns: Sequence[str], lines: Sequence[Sequence[str]], rest: str) -> str:
    head = "".join(f"<th scope='col'>{escape(head_of(one))}</th>" for one in columns)
    opening = ["<td class='wb-before'>" if one == "left" else "<td>" for one in columns]  # words before a keyword
    rows = [[f"{cell}{words}</td>" for cell, words in zip(opening, line, strict=True)] for line in lines]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    more = f"<p class='wb-show-more'>{escape(rest)}</p>" if rest else ""
    table = f"<table class='wb-show'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if lines else ""
    return f"{STYLE}{table}{more}"
