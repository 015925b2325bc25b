"""Saved views: the state of an explorer as a JSON file in the folder ``views``, to keep, restore and share."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbook.errors import WorkbookError

MOST_LETTERS = 80
LAST = ".last-{}"  # the view that an explorer of a name was left in


def path_of(folder: Path, name: str) -> Path:
    """Return the file of a view.

    Raises:
        WorkbookError: The name cannot be a file's.
    """
    name = name.strip()
    if not name or len(name) > MOST_LETTERS or not name.isprintable() or any(c in '/\\:*?"<>|' for c in name):
        raise WorkbookError(f"{name!r} cannot be the name of a view", wanted='a short name without / \\ : * ? " < > |')
    return folder / "views" / f"{name}.json"


def write(folder: Path, name: str, state: Mapping[str, Any]) -> Path:
    """Write a view whole or not at all, and return its file."""
    path = path_of(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(state, ensure_ascii=False, indent=1), "utf-8")
    part.replace(path)
    return path


def read(folder: Path, name: str) -> dict[str, Any]:
    """Return a view; an empty one where there is no such file.

    Raises:
        WorkbookError: The file holds no view.
    """
    path = path_of(folder, name)
    try:
        state = json.loads(path.read_text("utf-8")) if path.exists() else {}
    except ValueError as error:
        raise WorkbookError(f"{path} is no saved view: {error}", advice="delete it, or mend it by hand") from error
    if not isinstance(state, dict):
        raise WorkbookError(f"{path} is no saved view", advice="delete it")
    return state


def names(folder: Path, explorer: str) -> list[str]:
    """Return the names of an explorer's saved views."""
    found = []
    for name in sorted(path.stem for path in (folder / "views").glob("[!.]*.json")):
        with contextlib.suppress(WorkbookError):
            found += [name] * (read(folder, name).get("explorer") == explorer)
    return found
