"""Vectors of texts, made once and kept."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from threadpoolctl import threadpool_limits

from workbook.meaning.encoder import WEIGHTS, WIDTH, Encoder, Floats


class Vectors:
    """The vectors of texts: made when first asked for, kept in memory, and in a file if one is given.

    Args:
        path: A file of the cache, which may be deleted. One that is damaged, or made with other weights, is made anew.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._kept: dict[str, Floats] | None = None
        self._is_new = False

    def of(self, texts: Sequence[str]) -> Floats:
        """Return a vector of unit length for each text, shape (texts, 384); their products are cosines."""
        keys = [_key(text) for text in texts]
        kept = self._load()
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
        if missing:
            with threadpool_limits(1):  # the sums, and so the vectors, do not hang on the number of cores
                made = _encoder().encode(list(missing.values()))
            kept.update(zip(missing, made, strict=True))
            self._is_new = True
        return np.stack([kept[key] for key in keys]) if keys else np.zeros((0, WIDTH), np.float32)

    def save(self) -> None:
        """Write what was made since the file was read; other texts in it stay."""
        if self._path is None or not self._is_new:
            return
        kept = {**self._read(), **self._load()}
        part = self._path.with_suffix(f".{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                np.savez(file, weights=_fingerprint(), keys=np.array(list(kept)), vectors=np.stack(list(kept.values())))
            part.replace(self._path)
        except OSError:  # a folder that cannot be written to: they are made again
            part.unlink(missing_ok=True)
        self._is_new = False

    def _load(self) -> dict[str, Floats]:
        if self._kept is None:
            self._kept = self._read()
        return self._kept

    def _read(self) -> dict[str, Floats]:
        if self._path is None or not self._path.is_file():
            return {}
        try:
            with np.load(self._path) as file:  # a zip, whose sums tell a flipped bit
                if str(file["weights"]) != _fingerprint():
                    return {}
                return dict(zip(file["keys"].tolist(), file["vectors"], strict=True))
        except (BadZipFile, ValueError, KeyError, EOFError, OSError, RuntimeError, zlib.error):
            return {}


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


@cache
def _encoder() -> Encoder:
    return Encoder()


@cache
def _fingerprint() -> str:
    return hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:16]
