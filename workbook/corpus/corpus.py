"""The corpus: load a folder, keep its tables, lead each row back to its passage."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from workbook import tables
from workbook.cleaning import OffsetMap
from workbook.corpus.evidence import Evidence, inside, passage
from workbook.corpus.loading import Loaded, load_folder
from workbook.corpus.store import open_folder, write_tables
from workbook.corrections import Ledger, apply
from workbook.errors import WorkbookError

KEYS = {table.key: name for name, table in tables.contract().items() if table.key}


def load(
    folder: str | Path,
    *,
    plans: str | Path | None = None,
    model: str | Path | None = None,
    progress: bool = True,
) -> Corpus:
    """Read a folder of articles into a corpus; what was read before comes from the cache.

    Args:
        folder: Articles in any of the formats, nested as they are. ``corrections.jsonl`` and
            ``lexicons/`` in it are the analyst's.
        plans: A folder of plan texts.
        model: Another spaCy pipeline with Universal Dependencies, by path or name.
        progress: Show a bar while new articles are read.

    Raises:
        WorkbookError: The folder is not there. A file that cannot be used is a row of ``problems``.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise WorkbookError(
            f"there is no folder {str(folder)!r} (looked in {Path.cwd()})",
            wanted="a folder of articles",
            advice="check the spelling, or give the whole path",
        )
    return Corpus(load_folder(folder, Path(plans) if plans else None, model, progress=progress))


def open_corpus(folder: str | Path) -> Corpus:
    """Open what ``corpus.save()`` wrote; the ledger saved beside the tables is applied."""
    found = open_folder(Path(folder), tables.contract())
    machine = {name: tables.check(name, table) for name, table in found.items()}
    return Corpus(Loaded(Path(folder), machine, tables.empty("changes"), saved=True))


class Corpus:
    """The tables of one folder; each is an attribute and a DataFrame (see docs/tables.md).

    Attributes:
        folder: The analyst's folder.
        ledger: The analyst's corrections; they are applied to every table.
    """

    articles: pd.DataFrame
    sections: pd.DataFrame
    residue: pd.DataFrame
    problems: pd.DataFrame
    sentences: pd.DataFrame
    dates: pd.DataFrame
    mentions: pd.DataFrame
    actors: pd.DataFrame
    roles: pd.DataFrame
    quotes: pd.DataFrame
    events: pd.DataFrame
    plans: pd.DataFrame
    provisions: pd.DataFrame
    alignments: pd.DataFrame
    positions: pd.DataFrame

    def __init__(self, loaded: Loaded) -> None:
        self.folder = loaded.folder
        self.ledger = Ledger(loaded.folder)
        self._adopt(loaded)

    def _adopt(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._labels: dict[str, str] = {}
        corrected, problems = apply(loaded.machine, self.ledger.active, folder=loaded.folder)
        self.tables: dict[str, pd.DataFrame] = {**loaded.machine, **corrected}
        broken = [
            {"path": self.ledger.path.name, "stage": "corrections", "severity": "noted",
             "reason": f"line {line} is no correction", "advice": "mend or delete the line; the others are applied"}
            for line in self.ledger.broken
        ]  # fmt: skip
        self.tables["problems"] = tables.check(
            "problems", pd.concat([loaded.machine["problems"], tables.make("problems", problems + broken)])
        )

    def __getattr__(self, name: str) -> pd.DataFrame:
        if not name.startswith("_") and name in self.__dict__.get("tables", {}):
            return self.tables[name]
        raise AttributeError(f"a corpus has no {name!r}; its tables are {', '.join(self.__dict__.get('tables', {}))}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.tables]

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self.tables[name]):,} {name}" for name in ("articles", "events", "quotes", "actors"))
        return f"Corpus of {self.folder}: {counts}; {len(self.ledger)} corrections; {self.model}; {self.fingerprint}"

    @property
    def model(self) -> str:
        """Which language pipeline read the articles."""
        return ", ".join(sorted(self.articles["model"].dropna().unique())) or "no model: no articles"

    @property
    def fingerprint(self) -> str:
        """Eight digits that change with any article, plan, rule or correction."""
        digest = hashlib.sha256()
        for name in ("articles", "plans", "events", "mentions", "quotes", "provisions"):
            table = self.tables[name]
            key = tables.contract()[name].key
            digest.update("\n".join(sorted(table[key].astype(str))).encode())
        digest.update("\n".join(entry.entry_id for entry in self.ledger.active).encode())
        return digest.hexdigest()[:8]

    def reload(self) -> Corpus:
        """Apply the ledger anew, rebuild the articles that it gives other inputs, and return the corpus."""
        self._adopt(self._loaded.again(self.ledger))
        return self

    def changes(self) -> pd.DataFrame:
        """Return what is new, changed or gone since the load before this one (the table ``changes``)."""
        return self._loaded.changes

    def save(self, folder: str | Path) -> Path:
        """Write the tables as Parquet and the ledger beside them; the folder appears whole or not at all."""
        folder = Path(folder)
        ledger = self.ledger.path.read_bytes() if self.ledger.path.exists() else b""
        write_tables(self._loaded.machine, folder)
        if ledger:
            (folder / self.ledger.path.name).write_bytes(ledger)
        return folder

    def label(self, article_id: str) -> str:
        """Return a short name of an article for legends: its publisher or the start of its title, and its number."""
        if article_id not in self._labels:
            rows = tables.rows(self.articles[["article_id", "publisher", "title", "path"]])
            self._labels = {one["article_id"]: _short(one, number) for number, one in enumerate(rows, 1)}
        return self._labels[article_id]

    def locate(self, article_id: str, start: int, end: int) -> dict[str, Any]:
        """Return where a passage of ``articles.text`` stands in its source.

        Returns:
            ``path``; ``start`` and ``end`` in the source text; ``page`` (from 1) where the format has
            pages, else None; ``row`` in an export or feed, else None.
        """
        sources = self.tables["sources"]
        (kept,) = tables.rows(sources[sources["article_id"] == article_id])
        article = self._article(article_id)
        raw_start, raw_end = OffsetMap.from_flat(kept["offsets"]).to_source(start, end)
        page = sum(1 for first in kept["pages"] if first <= raw_start) or None
        row = None if pd.isna(article["row"]) else int(article["row"])
        return {"path": article["path"], "start": raw_start, "end": raw_end, "page": page, "row": row}

    def _article(self, article_id: str) -> pd.Series[Any]:
        found = self.articles[self.articles["article_id"] == article_id]
        if found.empty:
            raise WorkbookError(
                f"no article {article_id!r} in {self.folder}", wanted="an article_id of corpus.articles"
            )
        return found.iloc[0]

    def row(self, row_id: str, table: str | None = None) -> pd.Series[Any]:
        """Return the row of that identifier, from the table given or whichever holds it.

        Raises:
            WorkbookError: No table holds it.
        """
        for key, name in KEYS.items():
            if table in (None, name) and name in self.tables:
                found = self.tables[name][self.tables[name][key] == row_id]
                if len(found):
                    return found.iloc[0]
        raise WorkbookError(f"no row {row_id!r} in {table or 'any table'}", wanted="an identifier of this corpus")

    def evidence(self, row: Mapping[str, Any] | pd.Series[Any] | str, table: str | None = None) -> Evidence:
        """Return the passage behind a row, or behind the row of that identifier, highlighted in its article."""
        if isinstance(row, str):
            row = self.row(row, table)
        if pd.isna(row.get("article_id")) and pd.notna(row.get("plan_id")):
            plan = self.row(str(row["plan_id"]), "plans")
            before, words, after = passage(plan["text"], int(row["start"]), int(row["end"]))
            point = f"point {row['number']}" if pd.notna(row.get("number")) else ""
            return Evidence(before, words, after, plan["title"], f"{point} · wording: {plan['wording']}")
        article = self._article(str(row["article_id"]))
        title = next(str(article[c]) for c in ("title", "path") if pd.notna(article[c]))
        if "sha256" in row:  # an article itself: how it begins
            _, _, begins = passage(article["text"], 0, 0)
            return Evidence("", "", begins, title, self._place(article, 0, 0))
        if pd.isna(row.get("start")):
            return Evidence("", str(row.get("headline") or ""), "", title, "added by the analyst")
        start, end = int(row["start"]), int(row["end"])
        dated, reading = self._dated(row)
        before, words, after = passage(article["text"], start, end)
        return Evidence(
            before, words, after, title, self._place(article, start, end), reading, inside(dated, start, end)
        )

    def _dated(self, row: Mapping[str, Any] | pd.Series[Any]) -> tuple[list[tuple[int, int]], str]:
        """Return the span of the date that a row hangs on and how it was read."""
        date_id = row.get("date_id")
        if not isinstance(date_id, str) or "timex_type" in row:
            return [], ""
        found = self.dates[self.dates["date_id"] == date_id]
        if found.empty:
            return [], ""
        dated = found.iloc[0]
        against = {
            "explicit": "as written",
            "published": "read against the day of publication",
            "context": "read against another date in the text",
            "none": "not resolved",
        }[dated["basis"]]
        value = (
            f"{dated['earliest']} to {dated['latest']}" if dated["earliest"] != dated["latest"] else dated["earliest"]
        )
        said = f"“{dated['text']}” → {value if pd.notna(dated['earliest']) else 'no day'}, {against}"
        return [(int(dated["start"]), int(dated["end"]))], said

    def _place(self, article: pd.Series[Any], start: int, end: int) -> str:
        where = self.locate(article["article_id"], start, end)
        sections = self.sections[
            (self.sections["article_id"] == article["article_id"]) & (self.sections["start"] <= start)
        ]
        headings = sections.loc[sections["end"] > start, "heading"].dropna()
        published = (
            date.fromisoformat(article["published"]).strftime("%-d %B %Y") if pd.notna(article["published"]) else ""
        )
        parts = [
            f"published {published}" if published else "no date of publication",
            *headings.tail(1),
            f"page {where['page']}" if where["page"] else "",
            f"row {where['row']}" if where["row"] else "",
            f"{where['path']}, characters {where['start']:,}–{where['end']:,}",
        ]
        return " · ".join(part for part in parts if part)


def _short(article: Mapping[str, Any], number: int) -> str:
    name = next(str(article[column]) for column in ("publisher", "title", "path") if article[column])
    return f"{name[:28].rstrip()}{'…' if len(name) > 28 else ''} ({number})"
