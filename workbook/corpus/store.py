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


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write each table as ``folder/NAME.parquet``; the folder appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = folder.parent / f".{folder.name}.{uuid.uuid4().hex[:8]}"
    making.mkdir()
    try:
        for name, table in tables.items():
            pq.write_table(pa.Table.from_pandas(table, preserve_index=False), making / f"{name}.parquet")
        if folder.exists():
            old = folder.parent / f".{folder.name}.{uuid.uuid4().hex[:8]}"
            folder.rename(old)
            making.rename(folder)
            shutil.rmtree(old)
        else:
            making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def read_tables(folders: Iterable[Path], names: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Return the named tables, each the rows of all folders one after another."""
    folders = list(folders)
    return {name: _read(name, folders) for name in names}


def _read(name: str, folders: list[Path]) -> pd.DataFrame:
    parts = [pq.read_table(folder / f"{name}.parquet") for folder in folders]
    return pa.concat_tables(parts, promote_options="permissive").to_pandas(
        types_mapper=_LISTS.get, ignore_metadata=True
    )


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file in one step: readers see the old content or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
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
        is_lost: True where the folder cannot be written to: the cache then lives as long as the process.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = _writable(folder)
        self.is_lost = self.folder != folder
        self.files: dict[str, dict[str, Any]] = {}
        self.builds: dict[str, str] = {}
        self.last: dict[str, str] = {}
        self._adopt(self._manifest())

    def _adopt(self, manifest: Mapping[str, Any]) -> None:
        self.files = {**manifest.get("files", {}), **self.files}
        self.builds = {**manifest.get("builds", {}), **self.builds}
        self.last = manifest.get("last", {})

    def _manifest(self) -> dict[str, Any]:
        try:
            manifest: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        except (OSError, ValueError):  # none yet, or edited by hand: everything is read anew
            return {}
        kept = {key: shard for key, shard in manifest.get("builds", {}).items() if (self.folder / shard).is_dir()}
        return {**manifest, "builds": kept}

    def add(self, tables: Mapping[str, pd.DataFrame], keys: Iterable[str]) -> None:
        """Keep the tables of newly built articles; ``keys`` name their builds."""
        shard = f"shard-{uuid.uuid4().hex[:12]}"
        write_tables(tables, self.folder / shard)
        self.builds.update(dict.fromkeys(keys, shard))
        self.commit()

    def read(self, keys: Iterable[str], names: Iterable[str]) -> dict[str, pd.DataFrame]:
        """Return the named tables of the builds ``keys``, and no others' rows."""
        wanted = set(keys)
        if not wanted:
            return {name: empty(name) for name in names}
        shards = sorted({self.builds[key] for key in wanted})
        tables = read_tables((self.folder / shard for shard in shards), names)
        return {name: table[table["build"].isin(wanted)].drop(columns="build") for name, table in tables.items()}

    def commit(self) -> None:
        """Make what was added count."""
        with FileLock(self.folder / "lock", timeout=60):
            self._adopt(self._manifest())
            self._write()

    def remember(self, last: Mapping[str, str], files: Mapping[str, dict[str, Any]], keys: Iterable[str]) -> None:
        """Keep what a load saw, by path and by file; drop what has not been asked for in a long time.

        Args:
            last: Article by path.
            files: What was found in each file, by its hash.
            keys: The builds that this load used.
        """
        wanted = set(keys)
        with FileLock(self.folder / "lock", timeout=60):
            self._adopt(self._manifest())
            self.last, self.files = dict(last), dict(files)
            if len(self.builds) > 2 * len(wanted) + 200:
                self.builds = {key: shard for key, shard in self.builds.items() if key in wanted}
            self._write()
            named = set(self.builds.values())
            for shard in self.folder.glob("*shard-*"):
                if shard.name not in named and time.time() - shard.stat().st_mtime > _ORPHAN_AGE:
                    shutil.rmtree(shard, ignore_errors=True)

    def compact(self, keys: Iterable[str], names: Iterable[str]) -> None:
        """Put the builds ``keys`` into one shard where they are spread over many, as single corrections make them."""
        wanted = list(keys)
        shards = {self.builds[key] for key in wanted}
        if len(shards) > _MANY_SHARDS:
            tables = read_tables([self.folder / shard for shard in sorted(shards)], names)
            kept = set(wanted)
            self.add({name: table[table["build"].isin(kept)] for name, table in tables.items()}, wanted)

    def _write(self) -> None:
        manifest = {"files": self.files, "builds": self.builds, "last": self.last}
        write_bytes(self.folder / "manifest.json", json.dumps(manifest).encode())


def open_folder(folder: Path, names: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Return the tables saved in ``folder``.

    Raises:
        WorkbookError: The folder holds no saved corpus.
    """
    if not folder.is_dir() or not (folder / "articles.parquet").exists():
        raise WorkbookError(
            f"{folder} holds no saved corpus",
            wanted="a folder written by corpus.save()",
            advice="use load() for a folder of articles",
        )
    return read_tables([folder], names)
