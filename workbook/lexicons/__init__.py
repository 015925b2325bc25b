"""Reference words as files: CSV with a ``source`` column, or YAML with a ``source`` key.

An analyst's own lines, in ``<folder>/lexicons/<same name>.csv``, are added to the package's and
win where their first column is the same. A list of theirs that cannot be used is told by
:func:`own_lexicons` and left out.
"""

from __future__ import annotations

import hashlib
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from workbook.errors import LexiconError

HERE = Path(__file__).parent
PLAIN: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same data, ten times as fast, where libyaml is there
MAX_BYTES = 5_000_000  # of an analyst's list; the package's longest has a hundredth


def read_lexicon(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Return the word list ``name``: its own columns and ``source``, all text, empty as "".

    Args:
        name: File name without ending, such as ``"reporting-verbs"``.
        folder: The analyst's folder, whose ``lexicons/`` may add lines.

    Raises:
        LexiconError: The package has no such list, or a line of it gives no source.
    """
    lexicon = _packaged(name)
    path = _own(name, folder)
    try:
        added = _added(path, lexicon) if path else None
    except LexiconError:
        added = None
    if added is None:
        return lexicon.copy()
    key = lexicon.columns[0]
    return pd.concat([lexicon[~lexicon[key].isin(added[key])], added], ignore_index=True)


def own_lexicons(folder: Path) -> dict[str, tuple[str, str]]:
    """Return, for each list of the analyst's that cannot be used, by its path, why and what to do."""
    told = {}
    for path in sorted((folder / "lexicons").glob("*.csv")):
        shown = f"lexicons/{path.name}".encode("utf-8", "backslashreplace").decode()
        known = sorted(one.stem for one in HERE.glob("*.csv"))
        if path.stem not in known:
            told[shown] = (f"there is no list {shown!r}: not used", f"name it as one of {', '.join(known)}")
            continue
        try:
            _added(path, _packaged(path.stem))
        except LexiconError as error:
            told[shown] = (f"{error.found}: not used", error.advice)
    return told


def stamp(name: str, folder: Path | None) -> tuple[int, int] | None:
    """Return what changes when the analyst's list is written anew; None where there is none."""
    if (path := _own(name, folder)) is None:
        return None
    state = path.stat()
    return state.st_mtime_ns, state.st_size


def stated_lexicon(name: str, folder: Path | None) -> str:
    """Return a hash of the analyst's list; empty where there is none."""
    path = _own(name, folder)
    try:
        return hashlib.sha256(_bytes(path)).hexdigest() if path else ""
    except LexiconError:
        return ""


def stated_lexicons(folder: Path) -> list[str]:
    """Return a hash of each of the analyst's lists, with its name."""
    names = sorted(path.stem for path in (folder / "lexicons").glob("*.csv"))
    return [f"{name} {stated_lexicon(name, folder)}" for name in names]


def _own(name: str, folder: Path | None) -> Path | None:
    path = folder / "lexicons" / f"{name}.csv" if folder else None
    return path if path and path.exists() else None


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            found = f"{path.name} is no file, or has more than {MAX_BYTES // 1_000_000} MB"
            raise LexiconError(found, advice="save the list as a small .csv")
        return path.read_bytes()
    except OSError as error:
        raise LexiconError(
            f"{path.name} cannot be opened: {error.strerror}", advice="ask its owner for the right to read it"
        ) from error


def _added(path: Path, lexicon: pd.DataFrame) -> pd.DataFrame:
    """Return the analyst's lines, with the columns of the package's list.

    Raises:
        LexiconError: They cannot be read, or lack a column.
    """
    advice = "save it as CSV in UTF-8, with a first line of column names"
    try:
        added = _csv(BytesIO(_bytes(path)))
    except (ValueError, RecursionError) as error:  # pandas' own errors and those of encodings are ValueErrors
        raise LexiconError(f"{path.name} is no table of words ({str(error)[:120]})", advice=advice) from error
    columns = list(lexicon.columns)
    if missing := [column for column in columns if column not in (*added.columns, "source")]:
        raise LexiconError(
            f"{path.name} has the columns {list(added.columns)[:20]}",
            wanted=f"the columns {columns}",
            advice=f"add {missing} to its first line",
        )
    added["source"] = added["source"].where(added["source"].str.strip() != "", "analyst")
    return added[columns]


@cache
def read_yaml(name: str) -> dict[str, Any]:
    """Return the YAML lexicon ``name``, which must hold a ``source``."""
    path = HERE / f"{name}.yaml"
    if not path.exists():
        raise LexiconError(f"no lexicon {name!r}", advice=f"look at the files in {HERE}")
    data: dict[str, Any] = yaml.load(path.read_text("utf-8"), PLAIN)
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


def _csv(file: Path | BytesIO) -> pd.DataFrame:
    table = pd.read_csv(file, dtype=str, keep_default_na=False, comment="#")
    return table if "source" in table.columns else table.assign(source="")


@cache
def function_words() -> frozenset[str]:
    """Return the English words that carry no matter of their own: scikit-learn's list."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return frozenset(ENGLISH_STOP_WORDS)
