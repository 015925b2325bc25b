"""What a chart shows and where it is from: travels in the chart's ``usermeta`` into its caption and its rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import shorten
from typing import Any

import pandas as pd

from workbook import __version__, tables

NAMED = 3  # sources that the foot of a picture names
Rows = Any  # a table of rows to be shown instead of all, or nothing
Filters = Mapping[str, Any] | None  # what rows were chosen by, in words
WHOLE = {"articles": {"text"}, "plans": {"text"}}  # an export is no copy of the articles


def table_of(source: Any, name: str) -> pd.DataFrame:
    """Return a table of a corpus, or of a mapping of tables."""
    found: pd.DataFrame = source[name] if isinstance(source, Mapping) else getattr(source, name)
    return found


def provenance(
    source: Any,
    name: str,
    rows: pd.DataFrame,
    *,
    title: str,
    said: Sequence[str] = (),
    filters: Filters = None,
    total: int | None = None,
    more: Sequence[str] = (),
) -> dict[str, Any]:
    """Return what an export must carry so that somebody else can check the chart.

    Args:
        source: A corpus, or a mapping of tables.
        name: The table whose rows the chart shows.
        rows: The rows shown or counted; of their columns those of the contract are kept.
        title: The chart's title.
        said: Parts of the subtitle: what is shown, what is left out, how to read the marks.
        filters: What the rows were chosen by, in words.
        total: Rows before filters.
        more: Columns that are kept beside those of the contract.

    Returns:
        title, subtitle, filters, shown, total, sources (a line each), credit (their names), fingerprint, model,
        version; columns, and rows: records with their passage and article as one JSON text, because Altair checks each
        value of a chart.
    """
    articles = table_of(source, "articles")
    columns = [one for one in tables.contract()[name].columns if one in rows and one not in WHOLE.get(name, ())]
    kept = rows[[*more, *columns]]
    told = articles[articles["article_id"].isin(kept["article_id"])] if "article_id" in kept else articles
    shown = _with_passages(kept, told)
    return {
        "title": title,
        "subtitle": " · ".join(said),
        "filters": {str(key): value for key, value in (filters or {}).items()},
        "shown": len(kept),
        "total": len(kept) if total is None else total,
        "sources": [_line(article) for article in told.astype(object).itertuples()],
        "credit": _credit(list(labels_of(told).values())),
        "columns": [*shown.columns],
        "rows": json.dumps(tables.rows(shown), ensure_ascii=False),
        "fingerprint": getattr(source, "fingerprint", None),
        "model": getattr(source, "model", None),
        "version": __version__,
    }


def _with_passages(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Add the words of each row and its article's title, day and file."""
    if "article_id" not in rows or "start" not in rows:
        return rows
    known = articles.set_index("article_id")
    texts = known["text"].to_dict()
    spans = zip(rows["article_id"].astype(object), rows["start"], rows["end"], strict=True)
    passages = [texts[a][int(s) : int(e)] if a in texts and pd.notna(s) else "" for a, s, e in spans]
    about = {"article": "title", "published": "published", "path": "path"}
    of_article = {name: rows["article_id"].map(known[column]) for name, column in about.items()}
    return rows.assign(passage=pd.Series(passages, rows.index), **of_article)


def _line(article: Any) -> str:
    day = article.published if pd.notna(article.published) else "no date"
    known = [str(part) for part in (article.title, article.publisher, day, article.url) if pd.notna(part)]
    return ", ".join([*known, f"{article.path} (SHA-256 {article.sha256[:12]}…)"])


def _credit(names: list[str]) -> str:
    """Return the sources in one line, for the foot of a picture."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"Sources: {'; '.join(names[:NAMED])}{more}" if names else ""


def made_with(source: Any) -> str:
    """Return what made an export, in words: the workbook's version, the corpus and the model."""
    corpus, model = f"corpus {getattr(source, 'fingerprint', '')}", getattr(source, "model", "")
    return " · ".join(part for part in (f"Talks Workbook {__version__}", corpus, model) if part)


def labels_of(articles: pd.DataFrame) -> dict[str, str]:
    """Return a short name of each article: its outlet, else its title or its file.

    Where several are so called, the day stands behind it, and where these are of one day as well, the first
    words of the title, or else the file: "Nile Wire, 4 May 2024", "Nile Wire: Envoys return".
    """
    columns = articles.reindex(columns=["publisher", "title", "published", "path", "article_id"]).astype(object)
    known = columns.where(columns.notna(), None).to_dict("records")
    labels = [_shortened(row["publisher"] or row["title"] or _file_of(row), 40) for row in known]
    for what in ("day", "title", "file", "id"):
        times = Counter(labels)
        pairs = zip(labels, known, strict=True)
        labels = [_longer(label, row, what) if times[label] > 1 else label for label, row in pairs]
    return {row["article_id"]: label for row, label in zip(known, labels, strict=True)}


def _longer(label: str, row: dict[str, Any], what: str) -> str:
    """Return a name with what tells it from its like behind it, where that is known."""
    day = date.fromisoformat(str(row["published"])[:10]) if row["published"] else None
    longer = {
        "day": day and f"{label}, {day.day} {day:%b %Y}",
        "title": row["publisher"] and row["title"] and f"{label}: {_shortened(row['title'], 30)}",
        "file": (row["publisher"] or row["title"]) and f"{label} ({_file_of(row)})",
        "id": f"{label} {row['article_id']}",
    }
    return longer[what] or label


def _file_of(row: dict[str, Any]) -> str:
    return str(row["path"] or row["article_id"]).rpartition("/")[2]


def _shortened(name: str, width: int) -> str:
    return shorten(name, width, placeholder=" …") or f"{name[: width - 1]}…"
