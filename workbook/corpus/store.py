"""Tables on disk: Parquet written so that a process killed at any moment leaves the old or the new state.

A set of tables is a folder that is written under another name and then renamed. The cache of a corpus is
a number of such folders (shards) and a manifest that names them; a shard counts only once the manifest,
replaced in one step, says so.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock

from workbook.errors import WorkbookError
from workbook.tables import DTYPES, empty

_LISTS = {DTYPES[kind].pyarrow_dtype: DTYPES[kind] for kind in ("list", "ints")}
_ORPHAN_AGE = 3600.0  # seconds; a younger shard may be one that another process is about to name
_MANY_SHARDS = 40


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path, beside: Path | None = None) -> None:
    """Write each table as ``folder/NAME.parquet``, and a copy of ``beside``; the folder appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    making, old = _beside(folder), _beside(folder)
    making.mkdir()
    try:
        for name, table in tables.items():
            pq.write_table(pa.Table.from_pandas(table, preserve_index=False), making / f"{name}.parquet")
        if beside and beside.exists():
            shutil.copy(beside, making)
        if folder.exists():
            folder.rename(old)
        making.rename(folder)
    finally:
        if old.exists() and not folder.exists():  # stopped between the two names
            old.rename(folder)
        for left in (making, old):
            shutil.rmtree(left, ignore_errors=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")


def read_tables(folders: Iterable[Path], names: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Return the named tables, each the rows of all folders one after another."""
    folders = list(folders)
    found = {name: [pq.read_table(folder / f"{name}.parquet") for folder in folders] for name in names}
    return {
        name: pa.concat_tables(parts, promote_options="permissive").to_pandas(
            types_mapper=_LISTS.get, ignore_metadata=True
        )
        for name, parts in found.items()
    }


def open_folder(folder: Path, names: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Return the tables saved in ``folder``.

    Raises:
        WorkbookError: The folder holds no saved corpus.
    """
    if not (folder / "articles.parquet").exists():
        wanted, advice = "a folder written by corpus.save()", "use load() for a folder of articles"
        raise WorkbookError(f"{folder} holds no saved corpus", wanted=wanted, advice=advice)
    return read_tables([folder], names)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file in one step: readers see the old content or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    making = _beside(path)
    try:
        with making.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)


def _writable(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".writable").touch()
    except OSError:
        made = Path(tempfile.mkdtemp(prefix="workbook-"))
        atexit.register(shutil.rmtree, made, ignore_errors=True)
        return made
    return folder


class Cache:
    """What was read and built before, by content.

    Args:
        folder: The hidden folder that holds the cache; it may be deleted at any time.

    Attributes:
        files: For each file's SHA-256 its articles' identifiers and its problems.
        builds: For each key of a build (article, inputs, rules, model) the shard that holds it.
        last: The path of each article, as the last load saw it.
        is_lost: True where the folder cannot be written to: the cache then lives as long as the process.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = _writable(folder)
        self.is_lost = self.folder != folder
        self.files: dict[str, dict[str, Any]] = {}
        self.builds: dict[str, str] = {}
        self.last: dict[str, str] = {}
        self._adopt()

    def _lock(self) -> FileLock:
        return FileLock(self.folder / "lock", timeout=60)

    def _adopt(self) -> None:
        """Take over what the manifest names; another process may have written it since."""
        try:
            manifest = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        except (OSError, ValueError):  # none yet, or edited by hand: everything is read anew
            return
        kept = {key: shard for key, shard in manifest.get("builds", {}).items() if (self.folder / shard).is_dir()}
        self.files = {**manifest.get("files", {}), **self.files}
        self.builds = {**kept, **self.builds}
        self.last = manifest.get("articles", {})

    def _write(self) -> None:
        manifest = {"files": self.files, "builds": self.builds, "articles": self.last}
        write_bytes(self.folder / "manifest.json", json.dumps(manifest).encode())

    def add(self, tables: Mapping[str, pd.DataFrame], keys: Iterable[str]) -> None:
        """Keep the tables of newly built articles; ``keys`` name their builds."""
        shard = f"shard-{uuid.uuid4().hex[:12]}"
        write_tables(tables, self.folder / shard)
        self.builds.update(dict.fromkeys(keys, shard))
        with self._lock():
            self._adopt()
            self._write()

    def read(self, keys: Iterable[str], names: Iterable[str]) -> dict[str, pd.DataFrame]:
        """Return the named tables of the builds ``keys``, and no others' rows."""
        found = self._of(set(keys), names)
        return {name: table.drop(columns="build", errors="ignore") for name, table in found.items()}

    def _of(self, keys: set[str], names: Iterable[str]) -> dict[str, pd.DataFrame]:
        if not keys:
            return {name: empty(name) for name in names}
        shards = sorted({self.builds[key] for key in keys})
        tables = read_tables((self.folder / shard for shard in shards), names)
        return {name: table[table["build"].isin(keys)] for name, table in tables.items()}

    def remember(
        self, last: Mapping[str, str], files: Mapping[str, dict[str, Any]], keys: Iterable[str], names: Iterable[str]
    ) -> None:
        """Keep what a load saw; drop what has not been asked for in a long time, and put many small shards into one.

        Args:
            last: Path by article.
            files: What was found in each file, by its hash.
            keys: The builds that this load used.
            names: The tables that a shard has.
        """
        wanted = set(keys)
        if len({self.builds[key] for key in wanted}) > _MANY_SHARDS:  # as single corrections make them
            self.add(self._of(wanted, names), wanted)
        with self._lock():
            self._adopt()
            self.last, self.files = dict(last), dict(files)
            if len(self.builds) > 2 * len(wanted) + 200:
                self.builds = {key: shard for key, shard in self.builds.items() if key in wanted}
            self._write()
            named = set(self.builds.values())
            for shard in self.folder.glob("*shard-*"):
                if shard.name not in named and time.time() - shard.stat().st_mtime > _ORPHAN_AGE:
                    shutil.rmtree(shard, ignore_errors=True)
