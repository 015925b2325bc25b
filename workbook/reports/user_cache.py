"""Texts that take seconds to make and are the same for every corpus, kept in the user's own cache."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from importlib import metadata
from pathlib import Path


def kept(name: str, key: str, make: Callable[[], str]) -> str:
    """Return what ``make`` made once, under a name that changes with ``key`` and with the drawing library's version.

    It lies in the user's own cache, never in a shared folder; a home that cannot be written costs only seconds.
    """
    version = metadata.version("vl-convert-python")
    mark = hashlib.sha256(f"{version} {key}".encode()).hexdigest()[:16]
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "talks-workbook"
    path = folder / f"{mark}-{name}"
    with contextlib.suppress(OSError):
        return path.read_bytes().decode()  # as text, line ends would become others
    made = make()
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(made.encode())
        part.replace(path)
    return made
