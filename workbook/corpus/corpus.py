"""The corpus: load a folder, keep its tables, lead each row back to its passage."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from workbook import tables
from workbook.cleaning import OffsetMap
from workbook.corpus.evidence import Evidence, passage
from workbook.corpus.linked import LINKED, Tables
from workbook.corpus.loading import Loaded, load_folder
from workbook.corpus.news import news
from workbook.corpus.store import open_folder, write_tables
from workbook.corrections import Entry, Ledger, apply
from workbook.errors import WorkbookError

KEYS = {name: table.key for name, table in tables.contract().items() if table.key}
BASES = {
    "explicit": "as written",
    "published": "read against the day of publication",
    "context": "read against another date in the text",
    "none": "not resolved",
}
Row: TypeAlias = "Mapping[str, Any] | pd.Series[Any]"


def load(
    folder: str | Path, *, plans: str | Path | None = None, model: str | Path | None = None, progress: bool = True
) -> Corpus:
    """Read a folder of articles into a corpus; what was read before comes from the cache.

    Args:
        folder: Articles in any of the formats, nested as they are. ``corrections.jsonl`` and
            ``lexicons/`` in it are the analyst's.
        plans: A folder of plan texts.
        model: Another spaCy pipeline with Universal Dependencies, by path or name.
        progress: Show a bar while new articles are read.

    Raises:
        WorkbookError: A folder is not there. A file that cannot be used is a row of ``problems``.
    """
    for given, what in ((folder, "articles"), (plans or folder, "plans")):
        if not Path(given).is_dir():
            found = f"there is no folder {str(given)!r} (looked in {Path.cwd()})"
            found = f"{str(given)!r} is a file" if Path(given).exists() else found
            advice = "check the spelling, or give the whole path"
            raise WorkbookError(found, wanted=f"a folder of {what}", advice=advice)
    return Corpus(load_folder(Path(folder), Path(plans) if plans else None, model, progress=progress))


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

    def __init__(self, loaded: Loaded) -> None:
        self.folder = loaded.folder
        self.ledger = Ledger(loaded.folder)
        self._adopt(loaded)

    def _adopt(self, loaded: Loaded) -> None:
        self._loaded = loaded
        corrected, problems = apply(loaded.machine, self.ledger.active, folder=loaded.folder)
        problems += [
            {"path": self.ledger.path.name, "stage": "corrections", "severity": "noted",
             "reason": reason, "advice": "mend or delete it; all others are applied"}
            for reason in self.ledger.broken
        ]  # fmt: skip
        told = pd.concat([loaded.machine["problems"], tables.make("problems", problems)])
        made = {**loaded.machine, **corrected, "problems": tables.check("problems", told)}
        self.tables = Tables(made, self.ledger.active, loaded.vectors)

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
            digest.update("\n".join(sorted(self.tables[name][KEYS[name]].astype(str))).encode())
        corrections = [entry.entry_id for entry in self.ledger.active if entry.action != "star"]
        digest.update("\n".join(corrections).encode())
        return digest.hexdigest()[:8]

    def reload(self) -> Corpus:
        """Apply the ledger anew, rebuild the articles that it gives other inputs, and return the corpus."""
        self._adopt(self._loaded.again(self.ledger))
        return self

    def refusal(self, **given: Any) -> str:
        """Return why a correction could not be applied, before it is written; empty where it can.

        Args:
            given: What :meth:`workbook.corrections.Ledger.record` is given.
        """
        try:
            entries = [*self.ledger.active, Entry(**given)]
        except WorkbookError as error:
            return str(error)
        _, problems = apply(self._loaded.machine, entries, folder=self.folder)
        known = self.problems.loc[self.problems["stage"] == "corrections", "reason"]
        new = Counter(str(one["reason"]) for one in problems) - Counter(known)
        return next(iter(new), "")

    def changes(self, since: str | None = None) -> pd.DataFrame:
        """Return what is new since the load before this one (the table ``changes``).

        Files that are new, changed or gone; then events that are new or have other days, and disagreements, positions
        and points that are new or changed, as far as the load before was asked for its changes, too.

        Args:
            since: An ISO day: instead, what only articles published on that day or later tell.

        Raises:
            WorkbookError: It is no day.
        """
        if since is not None and not re.fullmatch(tables.ISO_DAY, since):
            raise WorkbookError(f"{since!r} is no day", wanted="a day like 2025-11-30")
        told = news(self.folder, self.tables, since)
        return told if since is not None else pd.concat([self._loaded.changes, told], ignore_index=True)

    def save(self, folder: str | Path) -> Path:
        """Write the tables as Parquet and the ledger beside them; the folder appears whole or not at all."""
        write_tables(self._loaded.machine, Path(folder), beside=self.ledger.path)
        return Path(folder)

    def locate(self, article_id: str, start: int, end: int) -> dict[str, Any]:
        """Return where a passage of ``articles.text`` stands in its source.

        Returns:
            ``path``; ``start`` and ``end`` in the source text; ``page`` (from 1) where the format has
            pages, else None; ``row`` in an export or feed, else None.
        """
        article, kept = self.row(article_id, "articles"), self.row(article_id, "sources")
        raw_start, raw_end = OffsetMap.from_flat(list(kept["offsets"])).to_source(start, end)
        page = sum(1 for first in kept["pages"] if first <= raw_start) or None
        row = None if pd.isna(article["row"]) else int(article["row"])
        return {"path": article["path"], "start": raw_start, "end": raw_end, "page": page, "row": row}

    def row(self, row_id: str, table: str | None = None) -> pd.Series[Any]:
        """Return the row of that identifier, from the table given or whichever holds it.

        Raises:
            WorkbookError: No table holds it.
        """
        for name, key in KEYS.items():
            if (table == name or (table is None and name not in LINKED)) and name in self.tables:
                found = self.tables[name][self.tables[name][key] == row_id]
                if len(found):
                    return found.iloc[0]
        raise WorkbookError(f"no row {row_id!r} in {table or 'any table'}", wanted="an identifier of this corpus")

    def evidence(self, row: Row | str, table: str | None = None) -> Evidence:
        """Return the passage behind a row, or behind the row of that identifier, highlighted in its article."""
        if isinstance(row, str):
            row = self.row(row, table)
        if pd.isna(row.get("article_id")) and pd.notna(row.get("plan_id")):
            plan = self.row(str(row["plan_id"]), "plans")
            parts = passage(plan["text"], int(row["start"]), int(row["end"]))
            point = f"point {row['number']}" if pd.notna(row.get("number")) else ""
            return Evidence(*parts, plan["title"], f"{point} · wording: {plan['wording']}")
        if pd.isna(row.get("start")) and "sha256" not in row:
            return Evidence("", str(row.get("headline") or ""), "", self._title(row), "added by the analyst")
        article = self.row(str(row["article_id"]), "articles")
        start, end = (0, 0) if "sha256" in row else (int(row["start"]), int(row["end"]))  # an article: how it begins
        marks, reading = self._dated(row)
        for part, kind in (("source", "speaker"), ("cue", "cue")):
            if pd.notna(row.get(f"{part}_start")):
                marks.append((int(row[f"{part}_start"]), int(row[f"{part}_end"]), kind))
        shown = tuple((first - start, last - start, kind) for first, last, kind in marks)
        parts = passage(article["text"], start, end)
        return Evidence(*parts, self._title(row), self._place(article, start, end), reading, shown)

    def _title(self, row: Row) -> str:
        if pd.isna(row.get("article_id")):
            return "no article"
        article = self.row(str(row["article_id"]), "articles")
        return str(article["path"] if pd.isna(article["title"]) else article["title"])

    def _dated(self, row: Row) -> tuple[list[tuple[int, int, str]], str]:
        """Return the span of the date that a row hangs on and how it was read."""
        found = self.dates[self.dates["date_id"] == row.get("date_id")]
        if found.empty or "timex_type" in row:
            return [], ""
        dated = found.iloc[0]
        days = dated[["earliest", "latest"]].dropna().drop_duplicates()
        value = " to ".join(days) or "no day"
        said = f"“{dated['text']}” → {value}, {BASES[dated['basis']]}"
        return [(int(dated["start"]), int(dated["end"]), "date")], said

    def _place(self, article: pd.Series[Any], start: int, end: int) -> str:
        where = self.locate(article["article_id"], start, end)
        sections = self.sections[self.sections["article_id"] == article["article_id"]]
        around = sections[(sections["start"] <= start) & (start < sections["end"])]
        day = "no date of publication"
        if pd.notna(article["published"]):
            day = f"published {date.fromisoformat(article['published']).strftime('%-d %B %Y')}"
        numbered = [f"{name} {where[name]}" for name in ("page", "row") if where[name]]
        file = f"{where['path']}, characters {where['start']:,}–{where['end']:,}"
        return " · ".join([day, *around["heading"].dropna().tail(1), *numbered, file])
