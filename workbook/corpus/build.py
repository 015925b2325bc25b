"""From files to tables: read, clean and analyse what the cache does not hold, in batches of bounded size."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbook import tables
from workbook.cleaning import Cleaned, Identity, clean
from workbook.corrections import ArticleInputs
from workbook.language import LANGUAGE_TABLES, Prepared, analyse, prepare
from workbook.reading import Source

if TYPE_CHECKING:
    from workbook.language.pipeline import Language

ARTICLE_TABLES = ("articles", "sources", "sections", "residue", "problems", *LANGUAGE_TABLES)
ARTICLES_A_BATCH = 100
OF_SOURCE = ("path", "source_id", "row", "format", "url", "language", "sha256")
OF_CLEANED = ("title", "kicker", "author", "published", "published_earliest", "published_basis", "text")
PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Job:
    """One article to build: what was read, and what the ledger says of it."""

    source: Source
    inputs: ArticleInputs
    key: str


@cache
def rules_fingerprint() -> str:
    """Return a hash of the rules and words that make an article's tables: a change builds all anew."""
    digest = hashlib.sha256()
    for room in ("reading", "cleaning", "language", "lexicons"):
        for path in sorted((PACKAGE / room).rglob("*")):
            if path.suffix in (".py", ".csv", ".yaml"):
                digest.update(path.read_bytes())
    digest.update((PACKAGE / "tables.yaml").read_bytes())
    return digest.hexdigest()[:16]


def job_key(article_id: str, kind: str, inputs: ArticleInputs, model: str) -> str:
    """Return the key under which the cache keeps an article's tables."""
    parts = (article_id, kind, inputs.key(), model, rules_fingerprint())
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def build(jobs: Sequence[Job], nlp: Language, model: str) -> Iterator[tuple[list[Job], dict[str, pd.DataFrame]]]:
    """Yield batches of built articles: their jobs and their tables, each with a column ``build``."""
    for first in range(0, len(jobs), ARTICLES_A_BATCH):
        batch = list(jobs[first : first + ARTICLES_A_BATCH])
        yield batch, _tables(batch, nlp, model)


def _tables(jobs: list[Job], nlp: Language, model: str) -> dict[str, pd.DataFrame]:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ARTICLE_TABLES}
    builds: dict[str, list[str]] = {name: [] for name in ARTICLE_TABLES}
    prepared = [prepare(job.source.article_id, *_cleaned(job)) for job in jobs]
    made = [_article_rows(job, one, model) for job, one in zip(jobs, prepared, strict=True)]
    for tables_of in (made, analyse(nlp, prepared)):
        for job, one in zip(jobs, tables_of, strict=True):
            for name, found in one.items():
                rows[name] += found
                builds[name] += [job.key] * len(found)
    named = {name: pd.Series(keys, dtype="str") for name, keys in builds.items()}
    return {name: tables.make(name, rows[name]).assign(build=named[name]) for name in ARTICLE_TABLES}


def _cleaned(job: Job) -> tuple[Cleaned, Identity]:
    """Clean one article; passages that the analyst restored are found by their identifiers first."""
    source, inputs = job.source, job.inputs
    cleaned = clean(source, published=inputs.published)
    if inputs.restored:
        names = _residue_ids(cleaned, Identity(source.article_id, source.text))
        named = zip(names, cleaned.residue, strict=True)
        spans = [(passage.raw_start, passage.raw_end) for name, passage in named if name in inputs.restored]
        cleaned = clean(source, restored=spans, published=inputs.published)
    if inputs.title:
        cleaned = replace(cleaned, title=inputs.title)
    return cleaned, Identity(source.article_id, source.text)


def _residue_ids(cleaned: Cleaned, identity: Identity) -> list[str]:
    return [identity.name("r", passage.text, passage.raw_start) for passage in cleaned.residue]


def _article_rows(job: Job, prepared: Prepared, model: str) -> dict[str, list[dict[str, Any]]]:
    source, (_, cleaned, identity, section_ids) = job.source, prepared
    given = {name: getattr(source, name) for name in OF_SOURCE} | {name: getattr(cleaned, name) for name in OF_CLEANED}
    key = {"article_id": source.article_id}
    counted = {"published_latest": cleaned.published, "n_words": len(cleaned.text.split()), "model": model}
    article = given | key | counted | {"publisher": job.inputs.publisher or source.publisher}
    sections = [
        {name: value for name, value in asdict(section).items() if name != "body"} | key | {"section_id": section_id}
        for section_id, section in zip(section_ids, cleaned.sections, strict=True)
    ]
    residue = [
        asdict(passage) | key | {"residue_id": residue_id}
        for residue_id, passage in zip(_residue_ids(cleaned, identity), cleaned.residue, strict=True)
    ]
    problems = [
        {"path": source.path, "stage": "cleaning", "severity": "noted", **asdict(note)} for note in cleaned.notes
    ]
    kept = key | {"source_text": source.text, "offsets": cleaned.offsets.flat(), "pages": list(source.pages)}
    return {"articles": [article], "sources": [kept], "sections": sections, "residue": residue, "problems": problems}
