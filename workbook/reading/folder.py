"""What lies in a folder: the files to read, and what the system does not let us open."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Problem = dict[str, str]
NOT_ARTICLES = {"corrections.jsonl", "views", "lexicons"}  # beside the articles in an analyst's folder


@dataclass(frozen=True)
class FoundFile:
    """A file to read: where it is, and its path relative to the folder, with "/" on every system."""

    path: Path
    relative: str


def find_files(folder: Path) -> tuple[list[FoundFile], list[Problem]]:
    """Return the files of a folder and of those in it, sorted by path, and what could not be opened.

    Left out without a word: hidden files, lock files of word processors, and the workbook's own
    (``corrections.jsonl``, ``views/``, ``lexicons/``). Links are followed, each folder once.
    """
    found = list(_walk(folder, "", set()))
    files = [file for file in found if isinstance(file, FoundFile)]
    problems = [problem for problem in found if isinstance(problem, dict)]
    return sorted(files, key=lambda file: file.relative), sorted(problems, key=lambda problem: problem["path"])


def _walk(folder: Path, above: str, seen: set[tuple[int, int]]) -> Iterator[FoundFile | Problem]:
    here = above.rstrip("/") or "."
    try:
        state = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield row(here, "refused", *why(error))
        return
    if (state.st_dev, state.st_ino) in seen:
        yield row(here, "noted", "a link to a folder that was read already", "nothing; its files are loaded once")
        return
    seen.add((state.st_dev, state.st_ino))
    for entry in entries:
        if entry.name.startswith((".", "~$")) or (not above and entry.name in NOT_ARTICLES):
            continue
        relative = above + entry.name
        try:
            if entry.is_dir():
                yield from _walk(Path(entry.path), f"{relative}/", seen)
            elif entry.is_file():
                yield FoundFile(Path(entry.path), relative)
            else:
                yield row(relative, "refused", "no file: a broken link or a device", "save the article itself")
        except OSError as error:
            yield row(relative, "refused", *why(error))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, read in blocks."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def why(error: OSError) -> tuple[str, str]:
    """Return the reason and the advice for what the system refused."""
    if isinstance(error, FileNotFoundError):
        return "gone: the file was there when the folder was listed", "load again when nothing is moving files"
    if isinstance(error, PermissionError):
        return "no permission to read it", "ask its owner, or copy the files to a folder of your own"
    return f"cannot be opened: {error.strerror or error}", "check the disk or copy the files to another folder"


def row(relative: str, severity: str, reason: str, advice: str) -> Problem:
    """Return a row for ``problems``."""
    return {"path": relative, "stage": "reading", "severity": severity, "reason": reason, "advice": advice}
