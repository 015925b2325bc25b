"""Plans of a corpus: texts at hand, what articles report, joined and aligned."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from workbook import tables
from workbook.analysis.alignment import align
from workbook.cleaning import Identity
from workbook.corpus.build import rules_fingerprint
from workbook.corpus.store import Cache
from workbook.errors import ReadError
from workbook.language import describe_points, load_model, model_print
from workbook.lexicons import stated_lexicon
from workbook.linking import resolve_plans
from workbook.meaning import Vectors
from workbook.reading import bytes_of, decode, find_files, read_bytes, refused
from workbook.reading.columns import one_column
from workbook.reading.encodings import visible
from workbook.reading.folder import row, why
from workbook.reading.plans import read_plan

PLAN_TABLES = ("plans", "provisions", "problems")
Rows = list[dict[str, Any]]
MAX_POINTS = 1_000  # of a plan; each is compared with each of another's


def read_plans(folder: Path, cache: Cache, model: str | Path | None, own: Path) -> tuple[dict[str, pd.DataFrame], str]:
    """Return the tables ``plans`` and ``provisions`` of a folder of plan texts, and ``problems``; and what made them.

    Args:
        folder: Plan texts as txt, md, docx, pdf or html.
        cache: What was read before is kept there.
        model: The language pipeline; loaded only for texts that are not kept.
        own: The analyst's folder, for its lexicon of topics.
    """
    files, problems = find_files(folder)
    texts: list[tuple[str, bytes]] = []
    for file in files:
        try:
            texts.append((file.relative, bytes_of(file.path)))
        except ReadError as error:
            problems.append(refused(file.relative, error))
        except OSError as error:
            problems.append(row(file.relative, "refused", *why(error)))
    parts = [rules_fingerprint(), model_print(model), stated_lexicon("topics", own)]
    parts += [f"{name} {hashlib.sha256(data).hexdigest()}" for name, data in texts]
    stated = "\n".join(parts)
    found = cache.kept("plans", stated.encode("utf-8", "replace"), lambda: _made(texts, model, own))
    told = pd.concat([tables.make("problems", problems), found["problems"]], ignore_index=True)
    return {name: tables.check(name, {**found, "problems": told}[name]) for name in PLAN_TABLES}, stated


def _made(texts: list[tuple[str, bytes]], model: str | Path | None, own: Path) -> dict[str, pd.DataFrame]:
    """Return the tables of plans; a text that makes a rule raise an error costs only itself."""
    made: dict[str, Rows] = {"plans": [], "provisions": [], "problems": []}
    for name, data in texts:
        reading = read_bytes(data, name)
        made["problems"] += reading.problems
        for source in reading.sources:  # a plan's front matter is read with its points
            text = visible(decode(data)[0])[0] if source.format == "md" else source.text
            try:
                _take(made, name, text, model, own)
            except Exception as error:  # no closed list, as with articles
                reason = f"the reading of its points gave up ({type(error).__name__}: {str(error)[:200]})"
                made["problems"].append(row(name, "refused", reason, "save its words as .txt") | {"stage": "plans"})
    known = {plan["plan_id"]: plan["responds_to"] for plan in made["plans"]}
    for plan_id, answered in known.items():
        if answered and answered not in known:
            reason, advice = f"responds_to: there is no text of {answered!r}", f"write one of {', '.join(known)}"
            made["problems"].append(row(plan_id, "noted", reason, advice) | {"stage": "plans"})
    return {name: tables.make(name, rows) for name, rows in made.items()}


def _take(made: dict[str, Rows], path: str, text: str, model: str | Path | None, own: Path) -> None:
    """Add one plan and its points, or say why not."""
    text = one_column(text)
    plan, points = read_plan(text, Path(path).stem)
    again = plan["plan_id"] in {one["plan_id"] for one in made["plans"]}
    if again or not points:
        reason = f"a second text of the plan {plan['plan_id']!r}" if again else "no points were found in it"
        advice = "give each plan a plan_id of its own in its first lines, and number its points"
        made["problems"].append(row(path, "refused", reason, advice) | {"stage": "plans"})
        return
    if len(points) > MAX_POINTS:
        reason, advice = f"{len(points):,} points; wanted: at most {MAX_POINTS:,}", "split it into several plans"
        made["problems"].append(row(path, "refused", reason, advice) | {"stage": "plans"})
        return
    identity = Identity(plan["plan_id"], text)
    for point in points:
        point["provision_id"] = identity.name("p", point["text"], point["start"])
    points = describe_points(load_model(model), points, own)
    tables.make("plans", [plan])  # what a table cannot hold is found here, and not when all plans are put into one
    tables.make("provisions", points)
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
