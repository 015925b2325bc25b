"""When an article without a day of publication may have come out: what speaks for which day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from workbook.cleaning.published import exact_days, labelled_days
from workbook.reading.days import to_day

COLUMNS = ["article_id", "title", "path", "day", "why"]
IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)")  # 2025-11-23-talks.txt, talks_20251123.html
ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")
SEVERAL, MAIL = "several days of publication", "mail of "


def guess_days(source: Any) -> pd.DataFrame:
    """Return guesses for the articles without a day, the likeliest first.

    Args:
        source: A corpus, or a mapping with the tables ``articles``, ``residue`` and ``problems``.

    Returns:
        A row a guess: article_id, title, path, day (ISO, None where nothing speaks for any), why. An
        article without a guess has one row. A guess is no evidence: none is ever taken by itself.
    """
    tables = getattr(source, "tables", source)
    articles, residue, problems = (tables[name] for name in ("articles", "residue", "problems"))
    aside, said = residue.groupby("article_id")["text"].agg(list), problems.groupby("path")["reason"].agg(list)
    days = articles.set_index("article_id")["published"]
    rows = []
    for article in articles[articles["published"].isna()].sort_values("path").itertuples():
        found = [
            *_stated(said.get(article.path, [])),
            *_copies(articles, days, article),
            *_in_name(article.path),
            *_changed(aside.get(article.article_id, [])),
            *_told(article.published_earliest),
        ]
        first = dict(reversed(found))  # of several reasons for a day the better one
        told: list[tuple[str | None, str]] = [(day, first[day]) for day in dict.fromkeys(day for day, _ in found)]
        told = told or [(None, "nothing in the file speaks for a day")]
        rows += [(article.article_id, article.title, article.path, day, why) for day, why in told]
    return pd.DataFrame(rows, columns=COLUMNS)


def _stated(reasons: list[str]) -> Iterator[tuple[str, str]]:
    for reason in reasons:
        if SEVERAL in reason:
            yield from ((day, "one of several days that the page states") for day in ISO.findall(reason))
        elif MAIL in reason and (day := to_day(reason.partition(MAIL)[2])):
            yield day, "the mail that holds it was sent then"


def _copies(articles: pd.DataFrame, days: pd.Series[Any], article: Any) -> Iterator[tuple[str, str]]:
    """Yield the days of dated copies of the article, and of what it copies."""
    others = articles.loc[articles["duplicate_of"] == article.article_id, "article_id"].tolist()
    others += [article.duplicate_of] if pd.notna(article.duplicate_of) else []
    for other in others:
        if pd.notna(day := days.get(other)):
            yield str(day), "a copy of it has this day"


def _in_name(path: str) -> Iterator[tuple[str, str]]:
    for match in IN_NAME.finditer(path):
        if day := to_day("-".join(match.groups())):
            yield day, "it stands in the file's name"


def _changed(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        yield from ((day, f"not after this: “{line[:60]}”") for label, day in labelled_days(line) if label == "changed")
        yield from ((day, f"it stands in “{line[:60]}”") for day in exact_days(line))


def _told(earliest: Any) -> Iterator[tuple[str, str]]:
    if pd.notna(earliest):
        yield str(earliest), "not before this: the text tells it as past"
