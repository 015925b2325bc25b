"""Tables on disk: Parquet written so that a process killed at any moment leaves the old or the new state.

A set of tables is a folder that is written under another name and then renamed. The cache of a corpus is
a number of such folders (shards) and a manifest that names them; a shard counts only once the manifest,
replaced in one step, says so. Each folder and the manifest carry a checksum: what is damaged counts as not there.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
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
_SUMS = "checksums.json"
_MANIFEST = "manifest.json"


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path, beside: Path | None = None) -> None:
    """Write each table as ``folder/NAME.parquet``, and a copy of ``beside``; the folder appears whole or not at all.

    ``checksums.json`` in it names the tables' SHA-256.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    making, old = _beside(folder), _beside(folder)
    making.mkdir()
    try:
        for name, table in tables.items():
            pq.write_table(pa.Table.from_pandas(table, preserve_index=False), making / f"{name}.parquet")
        (making / _SUMS).write_text(json.dumps(_sums(making)), "utf-8")
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


def _sums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each table in the folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.parquet"))}


def is_whole(folder: Path) -> bool:
    """Say whether a folder of tables is there and as it was written."""
    try:
        stated = json.loads((folder / _SUMS).read_text("utf-8"))
        return bool(stated == _sums(folder))
    except (OSError, ValueError, RecursionError):
        return False


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
        WorkbookError: The folder holds no saved corpus, or a damaged one.
    """
    if not (folder / "articles.parquet").exists():
        wanted, advice = "a folder written by corpus.save()", "use load() for a folder of articles"
        raise WorkbookError(f"{folder} holds no saved corpus", wanted=wanted, advice=advice)
    if (folder / _SUMS).exists() and not is_whole(folder):
        advice = "save the corpus again, or take the folder from a copy"
        raise WorkbookError(f"the corpus saved in {folder} is damaged or was changed", advice=advice)
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
        files: For each file's key its articles and its problems.
        last: The path of each article, as the last load saw it.
        damaged: Names of the parts that were not as they had been written; they count as not there.
        is_lost: True where the folder cannot be written to: the cache then lives as long as the process.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = _writable(folder)
        self.is_lost = self.folder != folder
        self.files: dict[str, dict[str, Any]] = {}
        self.last: dict[str, str] = {}
        self.damaged: list[str] = []
        self._builds: dict[str, str] = {}  # for each key of a build (article, inputs, rules, model) its shard
        self._whole: dict[str, bool] = {}
        self._kept: set[str] = set()
        self._adopt()

    def _lock(self) -> FileLock:
        return FileLock(self.folder / "lock", timeout=60)

    def _adopt(self) -> None:
        """Take over what the manifest names; another process may have written it since."""
        path = self.folder / _MANIFEST
        try:
            stated, _, body = path.read_bytes().partition(b"\n")
        except OSError:  # none yet
            return
        if hashlib.sha256(body).hexdigest().encode() != stated:
            self._spoilt(_MANIFEST)
            return
        manifest = json.loads(body)
        self.files = {**manifest["files"], **self.files}
        sound = {key: shard for key, shard in manifest["builds"].items() if self._whole.get(shard, True)}
        self._builds = {**sound, **self._builds}
        self.last = manifest["articles"]

    def _write(self) -> None:
        body = json.dumps({"files": self.files, "builds": self._builds, "articles": self.last}).encode()
        write_bytes(self.folder / _MANIFEST, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)

    def _spoilt(self, name: str) -> None:
        if name not in self.damaged:
            self.damaged.append(name)

    def holds(self, key: str) -> bool:
        """Say whether the tables of a build are there, and undamaged."""
        shard = self._builds.get(key)
        if shard is None:
            return False
        if shard not in self._whole:
            self._whole[shard] = is_whole(self.folder / shard)
            if not self._whole[shard]:
                self._spoilt(shard)
        if not self._whole[shard]:
            del self._builds[key]
        return self._whole[shard]

    def add(self, tables: Mapping[str, pd.DataFrame], keys: Iterable[str]) -> None:
        """Keep the tables of newly built articles; ``keys`` name their builds."""
        shard = f"shard-{uuid.uuid4().hex[:12]}"
        write_tables(tables, self.folder / shard)
        self._whole[shard] = True
        self._builds.update(dict.fromkeys(keys, shard))
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
        shards = sorted({self._builds[key] for key in keys})
        tables = read_tables((self.folder / shard for shard in shards), names)
        return {name: table[table["build"].isin(keys)] for name, table in tables.items()}

    def kept(
        self, name: str, made_of: bytes, make: Callable[[], Mapping[str, pd.DataFrame]]
    ) -> dict[str, pd.DataFrame]:
        """Return tables that are made of more than one article, from the cache where it has them.

        Args:
            name: What they are.
            made_of: Everything that they depend on; other bytes are other tables.
            make: Makes them.
        """
        folder = self.folder / f"{name}-{hashlib.sha256(made_of).hexdigest()[:20]}"
        self._kept.add(folder.name)
        if folder.is_dir() and not is_whole(folder):
            self._spoilt(folder.name)
            shutil.rmtree(folder)
        if not folder.is_dir():
            write_tables(make(), folder)
        return read_tables([folder], [path.stem for path in folder.glob("*.parquet")])

    def remember(
        self, last: Mapping[str, str], files: Mapping[str, dict[str, Any]], keys: Iterable[str], names: Iterable[str]
    ) -> None:
        """Keep what a load saw; drop what has not been asked for in a long time, and put many small shards into one.

        Args:
            last: Path by article.
            files: What was found in each file, by its key.
            keys: The builds that this load used.
            names: The tables that a shard has.
        """
        wanted = set(keys)
        if len({self._builds[key] for key in wanted}) > _MANY_SHARDS:  # as single corrections make them
            self.add(self._of(wanted, names), wanted)
        with self._lock():
            self._adopt()
            self.last, self.files = dict(last), dict(files)
            if len(self._builds) > 2 * len(wanted) + 200:
                self._builds = {key: shard for key, shard in self._builds.items() if key in wanted}
            self._write()
            self._sweep()

    def _sweep(self) -> None:
        """Delete the folders of tables that nothing names any more."""
        named = set(self._builds.values()) | self._kept
        for folder in self.folder.iterdir():
            is_tables = folder.is_dir() and "-" in folder.name
            if is_tables and folder.name not in named and time.time() - folder.stat().st_mtime > _ORPHAN_AGE:
                shutil.rmtree(folder, ignore_errors=True)
