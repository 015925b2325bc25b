"""Score the whole way, from a plain text to rows, against annotated documents.

A gold file is JSON Lines: ``doc_id, pub_date, text, scored_until`` and layers ``dates, entities, quotes,
events`` whose spans are characters of ``text``. Each document is cleaned and analysed as an article of a
corpus is; its rows are led back to ``text`` and compared there.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from workbook import tables
from workbook.cleaning import OffsetMap
from workbook.corpus.build import Job
from workbook.corpus.workers import build_all
from workbook.corrections import ArticleInputs
from workbook.errors import WorkbookError
from workbook.linking import resolve_actors
from workbook.reading import Source
from workbook.reading.days import to_day
from workbook.scoring.dates import count_dates, scores
from workbook.scoring.events import score_events
from workbook.scoring.mentions import score_mentions
from workbook.scoring.quotes import score_quotes

Rows = list[dict[str, Any]]


def _dates(found: list[Rows], gold: list[Rows]) -> dict[str, float]:
    return scores(sum((count_dates(*pair) for pair in zip(found, gold, strict=True)), Counter()))


def _pooled(scorer: Callable[[Rows, Rows], dict[str, float]]) -> Callable[[list[Rows], list[Rows]], dict[str, float]]:
    return lambda found, gold: scorer([row for rows in found for row in rows], [row for rows in gold for row in rows])


# gold layer → our table, and its scorer over the rows of each document
LAYERS: dict[str, tuple[str, Callable[[list[Rows], list[Rows]], dict[str, float]]]] = {
    "dates": ("dates", _dates),
    "entities": ("mentions", _pooled(score_mentions)),
    "quotes": ("quotes", _pooled(score_quotes)),
    "events": ("events", score_events),
}
_ACTOR = ("actor_id", "actor", "aliases")  # what a row is scored by beside its own columns
_SPANS = (("start", "end"), ("source_start", "source_end"), ("cue_start", "cue_end"))


def read_gold(folder: Path) -> dict[str, Rows]:
    """Return the annotated documents of each ``*.jsonl`` of a folder, by file name without ending.

    Raises:
        WorkbookError: The folder holds no such file, or a line is no document.
    """
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise WorkbookError(f"no gold in {folder}", wanted="files *.jsonl with doc_id, pub_date, text and layers")
    return {path.stem: list(_documents(path)) for path in files}


def _documents(path: Path) -> Iterator[dict[str, Any]]:
    lines = path.read_text("utf-8").split("\n")  # other line separators stand inside the texts
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _document(line, path, number)


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


def score_documents(documents: Rows, model: str | None = None) -> dict[str, dict[str, float]]:
    """Return for each annotated layer its scores, pooled over the documents."""
    found = analyse_documents(documents, model)
    scored = {}
    for layer, (table, scorer) in LAYERS.items():
        annotated = [document for document in documents if document.get(layer) is not None]
        gold = [_gold_rows(document, layer) for document in annotated]
        if any(gold):
            scored[layer] = scorer([found[document["doc_id"]][table] for document in annotated], gold)
    return scored


def _gold_rows(document: Mapping[str, Any], layer: str) -> Rows:
    last = document.get("scored_until", len(document["text"]))
    named = {"doc_id": document["doc_id"], "article_id": document["doc_id"]}
    rows = [{**row, **named} for row in document[layer] if row["end"] <= last]
    return [row for row in rows if layer != "events" or "status" in row]  # TimeSET's have no days to score


AROUND = 60  # characters beside an error


def errors_of(documents: Rows, layer: str, model: str | None = None) -> pd.DataFrame:
    """Return what differs from the annotation: columns doc_id, article, error (extra or missing), text, around.

    A row is extra where it overlaps no annotated one, and the other way round.
    """
    found = analyse_documents(documents, model)
    lines = []
    for document in documents:
        ours, theirs = found[document["doc_id"]][LAYERS[layer][0]], _gold_rows(document, layer)
        for error, rows, others in (("extra", ours, theirs), ("missing", theirs, ours)):
            for row in rows:
                if not any(row["start"] < other["end"] and other["start"] < row["end"] for other in others):
                    lines.append(_error(document, row, error))
    return pd.DataFrame(lines, columns=["doc_id", "article", "error", "text", "around"])


def _error(document: Mapping[str, Any], row: Mapping[str, Any], error: str) -> dict[str, Any]:
    text, start, end = document["text"], row["start"], row["end"]
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    before = f"… {before.partition(' ')[2]}" if start > AROUND else before  # words stay whole
    after = f"{after.rpartition(' ')[0]} …" if end + AROUND < len(text) else after
    return {
        "doc_id": document["doc_id"], "article": document.get("title") or document["doc_id"], "error": error,
        "text": text[start:end], "around": " ".join(f"{before}[{text[start:end]}]{after}".split()),
    }  # fmt: skip


def analyse_documents(documents: Rows, model: str | None = None) -> dict[str, dict[str, Rows]]:
    """Return by ``doc_id`` the rows of each table, with spans in the document's own text."""
    return analyse_corpus(documents, model)[0]


def analyse_corpus(documents: Rows, model: str | None = None) -> tuple[dict[str, dict[str, Rows]], pd.DataFrame]:
    """Return by ``doc_id`` the rows of each table, with spans in the document's own text, and the actors of all."""
    texts = {document["doc_id"]: document for document in documents}
    jobs = [Job(_source(document), ArticleInputs(), key) for key, document in texts.items()]
    parts = []
    for _, made_tables, failed in build_all(jobs, model):
        if failed:
            job, error = failed[0]
            raise WorkbookError(f"{job.key} could not be analysed: {error}", wanted="a document of news")
        parts.append(made_tables)
    built = {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}
    actors, mapping = resolve_actors(built["mentions"], built["roles"])
    known = {row["actor_id"]: (row["actor_id"], row["name"], row["aliases"]) for row in tables.rows(actors)}
    named = {old: dict(zip(_ACTOR, known[new], strict=True)) for old, new in mapping.items()}
    offsets = dict(zip(built["sources"]["build"], built["sources"]["offsets"], strict=True))
    made = {
        key: {
            name: _led_back(built[name], key, OffsetMap.from_flat(offsets[key]), document, named)
            for name, _ in LAYERS.values()
        }
        for key, document in texts.items()
    }
    return made, actors


def _source(document: Mapping[str, Any]) -> Source:
    digest = hashlib.sha256(f"{document['doc_id']}\n{document['text']}".encode()).hexdigest()
    return Source(document["doc_id"], "txt", digest, document["text"], published=to_day(document.get("pub_date")))


def _led_back(
    table: pd.DataFrame, key: str, offsets: OffsetMap, document: Mapping[str, Any], named: Mapping[str, Any]
) -> Rows:
    kept = []
    for row in tables.rows(table[table["build"] == key]):
        for start, end in _SPANS:
            if row.get(start) is not None:
                row[start], row[end] = offsets.to_source(row[start], row[end])
        if row["end"] <= document.get("scored_until", len(document["text"])):
            kept.append({**row, **named.get(row.get("actor_id") or "", {}), "doc_id": key, "article_id": key})
    return kept
