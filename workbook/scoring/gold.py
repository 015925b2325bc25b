"""Score the whole way, from a plain text to rows, against annotated documents.

A gold file is JSON Lines: ``doc_id, pub_date, text, scored_until`` and layers ``dates, entities, quotes,
events`` whose spans are characters of ``text``. Each document is cleaned and analysed as an article of a
corpus is; its rows are led back to ``text`` and compared there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from workbook.cleaning import OffsetMap
from workbook.corpus.build import Job, build
from workbook.corrections import ArticleInputs
from workbook.errors import WorkbookError
from workbook.language import load_model, model_name, resolve_actors
from workbook.reading import Source
from workbook.scoring.dates import score_dates
from workbook.scoring.events import score_events
from workbook.scoring.mentions import score_mentions
from workbook.scoring.quotes import score_quotes

Rows = list[dict[str, Any]]
# gold layer → our table and its scorer
LAYERS: dict[str, tuple[str, Callable[[Rows, Rows], Mapping[str, float]]]] = {
    "dates": ("dates", score_dates),
    "entities": ("mentions", score_mentions),
    "quotes": ("quotes", score_quotes),
    "events": ("events", score_events),
}
_SPANS = (("start", "end"), ("source_start", "source_end"), ("cue_start", "cue_end"))


def read_gold(folder: Path) -> dict[str, Rows]:
    """Return the annotated documents of each ``*.jsonl`` of a folder, by file name without ending.

    Raises:
        WorkbookError: The folder holds no such file, or a line is no document.
    """
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise WorkbookError(f"no gold in {folder}", wanted="files *.jsonl with doc_id, pub_date, text and layers")
    return {path.stem: [_document(line, path, number) for number, line in _lines(path)] for path in files}


def _lines(path: Path) -> Iterable[tuple[int, str]]:
    lines = path.read_text("utf-8").split("\n")  # other line separators stand inside the texts
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def _document(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(line)
        document["doc_id"], document["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise WorkbookError(f"line {number} of {path} is no document: {error}") from error
    return document


def score_folder(folder: Path, model: str | None = None) -> pd.DataFrame:
    """Return the scores of every file and layer: columns file, layer, measure, value."""
    parts = []
    for name, documents in read_gold(folder).items():
        scores = score_documents(documents, model)
        parts += [
            {"file": name, "layer": layer, "measure": measure, "value": round(float(value), 3)}
            for layer, found in scores.items()
            for measure, value in found.items()
        ]
    return pd.DataFrame(parts, columns=["file", "layer", "measure", "value"])


def score_documents(documents: Rows, model: str | None = None) -> dict[str, Mapping[str, float]]:
    """Return for each annotated layer its scores, pooled over the documents."""
    found = analyse_documents(documents, model)
    scores = {}
    for layer, (table, scorer) in LAYERS.items():
        annotated = [document for document in documents if document.get(layer) is not None]
        ours = [row for document in annotated for row in found[document["doc_id"]][table]]
        theirs = [
            {**row, "doc_id": document["doc_id"], "article_id": document["doc_id"]}
            for document in annotated
            for row in document[layer]
            if row["end"] <= document.get("scored_until", len(document["text"]))
        ]
        if theirs:
            scores[layer] = scorer(ours, theirs)
    return scores


def analyse_documents(documents: Rows, model: str | None = None) -> dict[str, dict[str, Rows]]:
    """Return by ``doc_id`` the rows of each table, with spans in the document's own text."""
    jobs = [Job(_source(document), ArticleInputs(), document["doc_id"]) for document in documents]
    texts = {document["doc_id"]: document for document in documents}
    made: dict[str, dict[str, Rows]] = {}
    for batch, tables in build(jobs, load_model(model), model_name(model)):
        mapping = resolve_actors(tables["mentions"], tables["roles"]).mapping
        for job in batch:
            kept = tables["sources"][tables["sources"]["build"] == job.key].iloc[0]
            offsets = OffsetMap.from_flat(kept["offsets"])
            made[job.key] = {
                name: _led_back(tables[name], job.key, offsets, texts[job.key], mapping) for name, _ in LAYERS.values()
            }
    return made


def _source(document: Mapping[str, Any]) -> Source:
    digest = hashlib.sha256(f"{document['doc_id']}\n{document['text']}".encode()).hexdigest()
    return Source(document["doc_id"], "txt", digest, document["text"], published=document.get("pub_date"))


def _led_back(
    table: pd.DataFrame, key: str, offsets: OffsetMap, document: Mapping[str, Any], mapping: Mapping[str, str]
) -> Rows:
    last = document.get("scored_until", len(document["text"]))
    rows = []
    for row in table[table["build"] == key].astype(object).to_dict("records"):
        row = {str(name): None if value is pd.NA or value != value else value for name, value in row.items()}  # noqa: PLW2901
        for start, end in _SPANS:
            if row.get(start) is not None:
                row[start], row[end] = offsets.to_source(row[start], row[end])
        if row["end"] <= last:
            actor = mapping.get(row.get("actor_id") or "", row.get("actor_id"))
            rows.append({**row, "actor_id": actor, "doc_id": key, "article_id": key})
    return rows
