"""Reference words as files: CSV with a ``source`` column, or YAML with a ``source`` key.

An analyst's own lines, in ``<folder>/lexicons/<same name>.csv``, are added to the package's and
win where their first column is the same.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from workbook.errors import LexiconError

HERE = Path(__file__).parent


def read_lexicon(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Return the word list ``name``: its own columns and ``source``, all text, empty as "".

    Args:
        name: File name without ending, such as ``"reporting-verbs"``.
        folder: The analyst's folder, whose ``lexicons/`` may add lines.

    Raises:
        LexiconError: A list is missing, has other columns, or a line gives no source.
    """
    lexicon = _packaged(name)
    own = folder / "lexicons" / f"{name}.csv" if folder else None
    if own is None or not own.exists():
        return lexicon.copy()
    added, columns = _csv(own), list(lexicon.columns)
    if missing := [column for column in columns if column not in (*added.columns, "source")]:
        raise LexiconError(
            f"{own} has the columns {list(added.columns)}",
            wanted=f"the columns {columns}",
            advice=f"add {missing} to its first line",
        )
    added["source"] = added["source"].where(added["source"].str.strip() != "", "analyst")
    key = columns[0]
    return pd.concat([lexicon[~lexicon[key].isin(added[key])], added[columns]], ignore_index=True)


@cache
def read_yaml(name: str) -> dict[str, Any]:
    """Return the YAML lexicon ``name``, which must hold a ``source``."""
    path = HERE / f"{name}.yaml"
    if not path.exists():
        raise LexiconError(f"no lexicon {name!r}", advice=f"look at the files in {HERE}")
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    if not data.get("source"):
        raise LexiconError(f"{path.name} gives no source", wanted="a key 'source' that says where the words are from")
    return data


@cache
def read_words(name: str, key: str) -> frozenset[str]:
    """Return the list ``key`` of the YAML lexicon ``name``."""
    return frozenset(read_yaml(name)[key])


@cache
def _packaged(name: str) -> pd.DataFrame:
    if not (path := HERE / f"{name}.csv").exists():
        raise LexiconError(
            f"no lexicon {name!r}", wanted=f"one of {', '.join(sorted(p.stem for p in HERE.glob('*.csv')))}"
        )
    table = _csv(path)
    if (table["source"].str.strip() == "").any():
        raise LexiconError(f"{path.name} has lines without a source", wanted="a column 'source' filled in every line")
    return table


def _csv(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype=str, keep_default_na=False, comment="#")
    return table if "source" in table.columns else table.assign(source="")
