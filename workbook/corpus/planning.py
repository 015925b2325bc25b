"""Plans of a corpus: texts at hand, what articles report, joined and aligned."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbook import tables
from workbook.analysis.alignment import align
from workbook.cleaning import Identity
from workbook.corpus.build import rules_fingerprint
from workbook.corpus.store import Cache, read_tables, write_tables
from workbook.language import describe_points
from workbook.linking import resolve_plans
from workbook.meaning import Vectors
from workbook.reading import find_files, read_file
from workbook.reading.encodings import decode
from workbook.reading.folder import row
from workbook.reading.plans import read_plan

if TYPE_CHECKING:
    from workbook.language.pipeline import Language

PLAN_TABLES = ("plans", "provisions", "problems")
Rows = list[dict[str, Any]]


def read_plans(folder: Path, cache: Cache, pipeline: Callable[[], Language], own: Path) -> dict[str, pd.DataFrame]:
    """Return the tables ``plans`` and ``provisions`` of a folder of plan texts, and ``problems``.

    Args:
        folder: Plan texts as txt, md, docx, pdf or html.
        cache: What was read before is kept there.
        pipeline: Gives the language pipeline; called only for texts that are not kept.
        own: The analyst's folder, for its lexicon of topics.
    """
    files, problems = find_files(folder)
    lexicon = own / "lexicons" / "topics.csv"
    parts = [file.path.read_bytes() for file in files] + [lexicon.read_bytes() if lexicon.exists() else b""]
    digest = hashlib.sha256(rules_fingerprint().encode() + b"\0".join(parts)).hexdigest()[:12]
    kept = cache.folder / f"plans-{digest}"
    if not kept.is_dir():
        made: dict[str, Rows] = {"plans": [], "provisions": [], "problems": problems}
        for file in files:
            reading = read_file(file.path, file.relative)
            problems += reading.problems
            for source in reading.sources:  # a plan's front matter is read with its points
                text = decode(file.path.read_bytes())[0] if source.format == "md" else source.text
                _take(made, file.relative, text)
        known = {plan["plan_id"]: plan["responds_to"] for plan in made["plans"]}
        for plan_id, answered in known.items():
            if answered and answered not in known:
                reason, advice = f"responds_to: there is no text of {answered!r}", f"write one of {', '.join(known)}"
                problems.append(row(plan_id, "noted", reason, advice) | {"stage": "plans"})
        if made["provisions"]:
            made["provisions"] = describe_points(pipeline(), made["provisions"], own)
        write_tables({name: tables.make(name, rows) for name, rows in made.items()}, kept)
    found = read_tables([kept], PLAN_TABLES)
    return {name: tables.check(name, found[name]) for name in PLAN_TABLES}


def _take(made: dict[str, Rows], path: str, text: str) -> None:
    """Add one plan and its points, or say why not."""
    plan, points = read_plan(text, Path(path).stem)
    again = plan["plan_id"] in {one["plan_id"] for one in made["plans"]}
    if again or not points:
        reason = f"a second text of the plan {plan['plan_id']!r}" if again else "no points were found in it"
        advice = "give each plan a plan_id of its own in its first lines, and number its points"
        made["problems"].append(row(path, "refused", reason, advice) | {"stage": "plans"})
        return
    identity = Identity(plan["plan_id"], text)
    for point in points:
        point["provision_id"] = identity.name("p", point["text"], point["start"])
    made["plans"].append(plan)
    made["provisions"] += points


def join_plans(
    articles: dict[str, pd.DataFrame], texts: dict[str, pd.DataFrame], vectors: Vectors
) -> dict[str, pd.DataFrame]:
    """Return the tables that plans touch, joined over articles and texts, and aligned.

    Args:
        articles: The tables of the articles: ``plan_mentions``, ``provisions``, ``positions``.
        texts: What :func:`read_plans` returned.
        vectors: Gives the meaning of points, and keeps it.
    """
    plans, mapping = resolve_plans(articles["plan_mentions"], texts["plans"])
    joined = {
        name: renamed(articles[name], "plan_id", mapping) for name in ("plan_mentions", "provisions", "positions")
    }
    joined["provisions"] = pd.concat([texts["provisions"], joined["provisions"]], ignore_index=True)
    return {**joined, "plans": plans, "alignments": align(joined["provisions"], plans, vectors)}


def renamed(table: pd.DataFrame, column: str, mapping: Mapping[str, str]) -> pd.DataFrame:
    """Return the table with the identifiers in one column, or in its lists, replaced where ``mapping`` has another."""
    if column not in table.columns:
        return table
    kind = "list" if column.endswith("ids") else "text"
    cells = table[column].tolist()
    if kind == "list":
        cells = [list(dict.fromkeys(mapping.get(one, one) for one in cell)) for cell in cells]
    else:
        cells = [mapping.get(cell, cell) for cell in cells]
    return table.assign(**{column: pd.Series(cells, index=table.index, dtype=tables.DTYPES[kind])})
