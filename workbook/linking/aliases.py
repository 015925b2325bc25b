"""Why names are one actor: for each form, the article that joins it to the actor's name, or what else did."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from workbook.language.names.gazetteer import fold
from workbook.language.names.spelling import name_words
from workbook.lexicons import read_lexicon

COLUMNS = ["alias", "n", "article_id", "reason"]


def why_one(mentions: pd.DataFrame, name: str, folder: Path | None = None) -> pd.DataFrame:
    """Return why the forms of one actor are joined, the most used first.

    Args:
        mentions: The actor's rows of ``mentions``.
        name: The actor's name.
        folder: The analyst's folder, whose lexicons may list aliases.

    Returns:
        Columns alias (as printed), n (mentions), article_id (of the article that tells it, or one that uses it) and
        reason, in words for the analyst.
    """
    lexicon = read_lexicon("actor-aliases", folder)
    listed = set(zip(lexicon["alias"], lexicon["name"], strict=True))
    rows = []
    for alias, used in mentions.groupby("text", sort=False, observed=True):
        # The article that names the actor in full beside the short form tells most.
        fullest = used.loc[used["name"].astype("str").str.len().idxmax()]
        reason = _reason(str(alias), str(fullest["name"]), name, listed=(alias, name) in listed)
        rows.append((alias, len(used), fullest["article_id"], reason))
    found = pd.DataFrame(rows, columns=COLUMNS)
    return found.sort_values(["n", "alias"], ascending=[False, True], ignore_index=True)


def _reason(alias: str, called: str, name: str, *, listed: bool) -> str:
    """Return why a form is joined; ``called`` is the fullest name that an article gives for it."""
    if _plain(alias) == _plain(name):
        return "the name itself"
    if listed:
        return "listed in actor-aliases.csv"
    if _plain(alias) != _plain(called):
        return f"an article that names “{called}” uses it"
    if len(name_words(alias)) == 1:
        return "alone in its article; of those with this name, the articles speak of this one most"
    return "another spelling or form of the name"


def _plain(name: str) -> str:
    return fold(name).casefold()
