"""From files to tables: read, clean and analyse what the cache does not hold, in batches of bounded size."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from workbook import tables
from workbook.cleaning import Cleaned, Identity, clean
from workbook.corrections import ArticleInputs
from workbook.language import LANGUAGE_TABLES, Prepared, analyse, prepare
from workbook.reading import Source

if TYPE_CHECKING:
    from workbook.language.pipeline import Language

ARTICLE_TABLES = ("articles", "sources", "sections", "residue", "problems", *LANGUAGE_TABLES)
OF_SOURCE = ("source_id", "format", "url", "language", "sha256")
OF_CLEANED = ("title", "kicker", "author", "published", "published_earliest", "published_basis", "text")
PACKAGE = Path(__file__).parents[1]
LIBRARIES = (  # another version of them may read the same file, or parse the same sentence, otherwise
    "trafilatura", "lxml", "pypdfium2", "python-docx", "openpyxl", "feedparser", "charset-normalizer", "PyYAML",
    "markdown-it-py", "ftfy", "striprtf", "warcio", "rispy", "python-dateutil", "spacy", "numpy", "pandas",
)  # fmt: skip


@dataclass(frozen=True)
class Job:
    """One article to build: what was read, and what the ledger says of it.

    Where the article lies (its file, its row in an export) is no part of what is built: it is told when tables are
    joined, so that a moved file costs nothing.
    """

    source: Source
    inputs: ArticleInputs
    key: str


class Built(NamedTuple):
    """What became of a batch: the articles built, their tables, each with a column ``build``, and why others failed."""

    jobs: list[Job]
    tables: dict[str, pd.DataFrame]
    failed: list[tuple[Job, str]]


@cache
def rules_fingerprint(*rooms: str) -> str:
    """Return a hash of the rules, words and libraries that make an article's tables: a change builds all anew.

    Args:
        rooms: Further rooms of the package whose rules count.
    """
    digest = hashlib.sha256()
    for room in ("reading", "cleaning", "language", "lexicons", "corpus", *rooms):
        for path in sorted((PACKAGE / room).rglob("*")):
            if path.suffix in (".py", ".csv", ".yaml", ".npz"):
                digest.update(path.read_bytes())
    digest.update((PACKAGE / "tables.yaml").read_bytes())
    digest.update(" ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES).encode())
    return digest.hexdigest()[:16]


def source_key(source: Source) -> str:
    """Return a hash of what a reader took out of a file for one article, wherever it lies."""
    told = {**asdict(source), "path": "", "row": None, "notes": ()}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:20]


def job_key(article: str, inputs: ArticleInputs, model: str) -> str:
    """Return the key under which the cache keeps an article's tables.

    Args:
        article: Its :func:`source_key`.
        inputs: What the ledger says of it.
        model: What tells the pipeline from every other.
    """
    parts = (article, inputs.key(), model, rules_fingerprint())
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def build(jobs: Sequence[Job], nlp: Language, model: str) -> Built:
    """Return what became of the articles; one that makes a rule raise an error costs only itself."""
    try:
        return Built(list(jobs), _tables(jobs, nlp, model), [])
    except Exception as error:  # whatever it was, it is told of the one article that raises it when it is built alone
        if len(jobs) > 1:
            return joined([build([job], nlp, model) for job in jobs])
        return Built([], {}, [(job, f"{type(error).__name__}: {str(error)[:200]}") for job in jobs])


def joined(parts: Sequence[Built]) -> Built:
    """Return parts as one."""
    made = [part.tables for part in parts if part.jobs]
    return Built(
        [job for part in parts for job in part.jobs],
        {name: pd.concat([one[name] for one in made], ignore_index=True) for name in (made[0] if made else ())},
        [failure for part in parts for failure in part.failed],
    )


def _tables(jobs: Sequence[Job], nlp: Language, model: str) -> dict[str, pd.DataFrame]:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ARTICLE_TABLES}
    builds: dict[str, list[str]] = {name: [] for name in ARTICLE_TABLES}
    prepared = [prepare(job.source.article_id, *_cleaned(job), _publisher(job)) for job in jobs]
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


def _publisher(job: Job) -> str | None:
    return job.inputs.publisher or job.source.publisher


def _residue_ids(cleaned: Cleaned, identity: Identity) -> list[str]:
    return [identity.name("r", passage.text, passage.raw_start) for passage in cleaned.residue]


def _article_rows(job: Job, prepared: Prepared, model: str) -> dict[str, list[dict[str, Any]]]:
    source, (_, cleaned, identity, section_ids) = job.source, prepared
    given = {name: getattr(source, name) for name in OF_SOURCE} | {name: getattr(cleaned, name) for name in OF_CLEANED}
    key = {"article_id": source.article_id}
    counted = {"published_latest": cleaned.published, "n_words": len(cleaned.text.split()), "model": model}
    article = given | key | counted | {"path": "", "publisher": _publisher(job)}
    sections = [
        {name: value for name, value in asdict(section).items() if name != "body"} | key | {"section_id": section_id}
        for section_id, section in zip(section_ids, cleaned.sections, strict=True)
    ]
    residue = [
        asdict(passage) | key | {"residue_id": residue_id}
        for residue_id, passage in zip(_residue_ids(cleaned, identity), cleaned.residue, strict=True)
    ]
    problems = [
        {"path": source.article_id, "stage": "cleaning", "severity": "noted", **asdict(note)} for note in cleaned.notes
    ]
    kept = key | {"source_text": source.text, "offsets": cleaned.offsets.flat(), "pages": list(source.pages)}
    return {"articles": [article], "sources": [kept], "sections": sections, "residue": residue, "problems": problems}
