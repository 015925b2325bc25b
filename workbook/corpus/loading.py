"""Load a folder: find files, take from the cache what is known, build the rest, join it over the corpus."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm.auto import tqdm

from workbook import tables
from workbook.corpus.build import (
    ARTICLE_TABLES,
    Job,
    job_key,
    rules_fingerprint,
    source_key,
)
from workbook.corpus.planning import PLAN_TABLES, join_plans, read_plans, renamed
from workbook.corpus.store import Cache
from workbook.corpus.workers import CHARACTERS_A_ROUND, build_all
from workbook.corrections import ArticleInputs, Ledger, article_inputs
from workbook.errors import ReadError
from workbook.language import model_print, topics_of
from workbook.lexicons import own_lexicons, stated_lexicons
from workbook.linking import find_duplicates, resolve_actors
from workbook.meaning import Vectors
from workbook.reading import FoundFile, Source, bytes_of, find_files, read_bytes, refused
from workbook.reading.folder import row, why

CACHE = ".workbook"


@dataclass(frozen=True)
class Loaded:
    """The tables as the machine made them, and what they were made from."""

    folder: Path
    machine: dict[str, pd.DataFrame]
    changes: pd.DataFrame
    plans: Path | None = None
    model: str | Path | None = None
    inputs: Mapping[str, ArticleInputs] = field(default_factory=dict)
    saved: bool = False
    vectors: Vectors = field(default_factory=Vectors)  # the meaning of points, headlines and quotations

    def again(self, ledger: Ledger) -> Loaded:
        """Return these tables, built anew where the ledger gives articles other inputs than they had."""
        if self.saved or article_inputs(ledger.active) == self.inputs:
            return self
        return load_folder(self.folder, self.plans, self.model, progress=False)


def load_folder(folder: Path, plans: Path | None, model: str | Path | None, *, progress: bool) -> Loaded:
    """Return the tables of every article in the folder."""
    run = _Run(folder, model)
    run.take(progress=progress)
    machine = run.machine(plans)
    articles = machine["articles"]
    changes = _changes(run.cache.last, articles)
    seen = dict(zip(articles["article_id"], articles["path"], strict=True))
    run.cache.remember(seen, run.files, run.keys.values(), ARTICLE_TABLES)
    return Loaded(folder, machine, changes, plans, model, run.inputs, vectors=run.vectors)


class _Run:
    """One load: which articles the folder holds, and the keys under which their tables are kept."""

    def __init__(self, folder: Path, model: str | Path | None) -> None:
        self.folder = folder
        self.model = model
        self.cache = Cache(folder / CACHE)
        self.vectors = Vectors(self.cache.folder / "meaning.npz")
        self.inputs = article_inputs(Ledger(folder).active)
        self.keys: dict[str, str] = {}  # article_id → key of its build, in order of the paths
        self.paths: dict[str, str] = {}
        self.rows: dict[str, int | None] = {}
        self.files: dict[str, dict[str, Any]] = {}  # what was found in each file, by its bytes and its name
        self.problems: list[dict[str, Any]] = []

    def take(self, *, progress: bool) -> None:
        """Make sure that the cache holds every article of the folder."""
        found, self.problems = find_files(self.folder)
        waiting: list[Job] = []
        n_characters = 0
        with tqdm(total=len(found), unit="file", disable=not progress, desc="articles", leave=False) as bar:
            for number, file in enumerate(found, 1):
                new = list(self._jobs(file))
                waiting += new
                n_characters += sum(len(job.source.text) for job in new)
                if n_characters >= CHARACTERS_A_ROUND or (waiting and number == len(found)):
                    self._build(waiting, bar, number)
                    waiting, n_characters = [], 0
            bar.update(len(found) - bar.n)
        self.problems += [row(path, "noted", *told) for path, told in own_lexicons(self.folder).items()]
        if self.cache.is_lost:
            reason = "nothing can be written to this folder, so nothing is kept for the next load"
            advice = "give yourself the right to write there, or copy the articles elsewhere"
            self.problems.append(row(CACHE, "noted", reason, advice))

    def _build(self, jobs: list[Job], bar: tqdm[Any], upto: int) -> None:
        """Build articles and keep them; meanwhile the bar goes on to the file ``upto``."""
        before, n_done = bar.n, 0
        for built in build_all(jobs, self.model):
            if built.jobs:
                self.cache.add(built.tables, [job.key for job in built.jobs])
            for job, error in built.failed:
                advice = "the others are loaded; leave the article out, or tell the makers of the workbook"
                path = self.paths.pop(job.source.article_id)
                del self.keys[job.source.article_id]
                self.problems.append(row(path, "refused", f"the analysis gave up ({error})", advice))
            n_done += len(built.jobs) + len(built.failed)
            bar.update(before + (upto - before) * n_done // len(jobs) - bar.n)

    def _jobs(self, file: FoundFile) -> Iterator[Job]:
        """Yield the articles of a file that the cache does not hold."""
        try:
            data = bytes_of(file.path)
        except ReadError as error:
            self.problems.append(refused(file.relative, error))
            return
        except OSError as error:
            self.problems.append(row(file.relative, "refused", *why(error)))
            return
        name = file.relative.rpartition("/")[2]  # its ending says what to read it as, and notes may speak of it
        digest = f"{hashlib.sha256(data).hexdigest()}.{rules_fingerprint()}.{name}"
        known = self.cache.files.get(digest)
        if known and all(self.cache.holds(self._key(one, key)) for one, key, _ in known["articles"]):
            self._note(file, digest, known)
            return
        reading = read_bytes(data, file.relative)
        new: dict[str, Source] = {}  # a file may hold one article twice
        for source in reading.sources:
            if source.article_id not in self.keys:
                new.setdefault(source.article_id, source)
        articles = [(source.article_id, source_key(source), source.row) for source in reading.sources]
        self._note(file, digest, {"articles": articles, "problems": reading.problems})
        for source in new.values():
            if not self.cache.holds(key := self.keys[source.article_id]):
                placeless = replace(source, path="", row=None)
                yield Job(placeless, self.inputs.get(source.article_id, ArticleInputs()), key)

    def _key(self, article_id: str, key: str) -> str:
        return job_key(key, self.inputs.get(article_id, ArticleInputs()), model_print(self.model))

    def _note(self, file: FoundFile, digest: str, entry: dict[str, Any]) -> None:
        self.files[digest] = entry
        self.problems += [{**problem, "path": file.relative} for problem in entry["problems"]]
        for article_id, key, number in entry["articles"]:
            if article_id in self.keys:
                first = self.paths[article_id]
                same = "holds an article twice" if first == file.relative else f"holds the same article as {first}"
                self.problems.append(row(file.relative, "noted", same, "nothing to do: it is counted once"))
            else:
                self.keys[article_id] = self._key(article_id, key)
                self.paths[article_id] = file.relative
                self.rows[article_id] = number

    def machine(self, plans: Path | None) -> dict[str, pd.DataFrame]:
        """Return every table, joined over all articles; kept ones where nothing that they hang on has changed."""
        texts, stated = {name: tables.empty(name) for name in PLAN_TABLES}, ""
        if plans is not None:
            texts, stated = read_plans(plans, self.cache, self.model, self.folder)
        places = [f"{key} {self.rows[one]} {self.paths[one]}" for one, key in self.keys.items()]
        made_of = [rules_fingerprint("linking", "analysis", "meaning"), stated, *stated_lexicons(self.folder), *places]
        kept = self.cache.kept("joined", "\n".join(made_of).encode("utf-8", "replace"), lambda: self._joined(texts))
        told = [tables.make("problems", self.problems + self._damage()), kept["problems"], texts["problems"]]
        made = {name: tables.cast(name, table) for name, table in kept.items()}
        return {**made, "problems": tables.check("problems", pd.concat(told).drop_duplicates())}

    def _joined(self, texts: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """Return the tables over all articles, with what only the whole corpus can tell."""
        read = self.cache.read(self.keys.values(), ARTICLE_TABLES)
        order = {article_id: number for number, article_id in enumerate(self.keys)}
        made = {name: _ordered(read[name], order) for name in ARTICLE_TABLES if name != "problems"}
        made["articles"]["path"] = made["articles"]["article_id"].map(self.paths)
        numbers = [self.rows[article_id] for article_id in made["articles"]["article_id"]]
        made["articles"]["row"] = pd.Series(numbers, index=made["articles"].index, dtype="Int64")
        made["articles"]["duplicate_of"] = self._duplicates(made["articles"])
        if (self.folder / "lexicons" / "topics.csv").exists():  # the analyst's words win over the package's
            for name, words in (("quotes", "content"), ("provisions", "text")):
                topics = [topics_of(text, "", self.folder) for text in made[name][words]]
                made[name]["topics"] = pd.Series(topics, index=made[name].index, dtype=tables.DTYPES["list"])
        made |= join_plans(made, texts, self.vectors)
        self.vectors.save()
        made["problems"] = read["problems"].assign(path=read["problems"]["path"].map(self.paths))
        resolution = resolve_actors(made["mentions"], made["roles"], folder=self.folder)
        for column in ("actor_id", "actor_ids"):
            made = {name: renamed(table, column, resolution.mapping) for name, table in made.items()}
        made["actors"] = resolution.actors
        missing = {name: tables.empty(name) for name in tables.contract() if name not in made}
        return {name: tables.check(name, {**made, **missing}[name]) for name in tables.contract()}

    def _damage(self) -> list[dict[str, Any]]:
        """Return a row for ``problems`` where parts of the cache had to be made anew."""
        if not self.cache.damaged:
            return []
        reason = f"{len(self.cache.damaged)} damaged parts of the cache were made anew"
        return [row(CACHE, "noted", reason, "nothing to do; if it comes back, have the disk checked")]

    def _duplicates(self, articles: pd.DataFrame) -> pd.Series[Any]:
        """Return ``duplicate_of``, kept in the cache for the same articles, days and paths."""
        of = "\n".join(f"{self.keys[one]} {path}" for one, path in sorted(self.paths.items()))
        known = self.cache.kept(
            "duplicates",
            f"{rules_fingerprint('linking')}\n{of}".encode(),
            lambda: {"duplicates": articles[["article_id"]].assign(duplicate_of=find_duplicates(articles))},
        )["duplicates"]
        return articles["article_id"].map(dict(zip(known["article_id"], known["duplicate_of"], strict=True)))


def _ordered(table: pd.DataFrame, order: Mapping[str, int]) -> pd.DataFrame:
    """Sort by article and place; shards come in the order in which they were written."""
    keys = [column for column in ("start", "raw_start") if column in table.columns]
    return table.assign(_n=table["article_id"].map(order)).sort_values(["_n", *keys], kind="stable").drop(columns="_n")


def _changes(last: Mapping[str, str], articles: pd.DataFrame) -> pd.DataFrame:
    """Return what differs from the last load: a file's one article was changed; else articles are new or gone."""
    now = articles[["path", "article_id", "title"]].astype(object).where(articles.notna(), None)
    held, holds = Counter(last.values()), Counter(now["path"])
    replaced = {path for path, n in held.items() if n == holds[path] == 1}
    rows = [
        {"path": path, "article_id": one, "title": title, "change": "changed" if path in replaced else "new"}
        for path, one, title in now.itertuples(index=False)
        if one not in last
    ]
    gone = sorted((last[one], one) for one in last.keys() - set(now["article_id"]))
    rows += [{"path": path, "article_id": one, "change": "gone"} for path, one in gone if path not in replaced]
    return tables.make("changes", [{"what": "file", **row} for row in rows])
