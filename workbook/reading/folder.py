"""What lies in a folder: the files to read, and what the system does not let us open."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbook.errors import ReadError
from workbook.reading.encodings import visible

Problem = dict[str, str]
NOT_ARTICLES = {"corrections.jsonl", "brief.yaml", "views", "lexicons"}  # beside the articles in an analyst's folder
MAX_BYTES = 200_000_000  # of a file: read whole into memory
# A name that waits for a writer, as a FIFO does, must not be waited for.
_OPENED = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class FoundFile:
    """A file to read: where it is, and its path relative to the folder, with "/" on every system."""

    path: Path
    relative: str


def find_files(folder: Path) -> tuple[list[FoundFile], list[Problem]]:
    """Return the files of a folder and of those in it, sorted by path, and what could not be opened.

    Left out without a word: hidden files, lock files of word processors, and the workbook's own
    (``corrections.jsonl``, ``brief.yaml``, ``views/``, ``lexicons/``). Links are followed, each folder once.
    """
    found = list(_walk(folder))
    files = [file for file in found if isinstance(file, FoundFile)]
    problems = [problem for problem in found if isinstance(problem, dict)]
    return sorted(files, key=lambda file: file.relative), sorted(problems, key=lambda problem: problem["path"])


def _walk(top: Path) -> Iterator[FoundFile | Problem]:
    """Yield what the folders hold, depth first; a list of folders to come, so that no nesting is too deep."""
    seen: set[tuple[int, int]] = set()
    waiting = [(top, "")]
    while waiting:
        folder, above = waiting.pop()
        inner: list[tuple[Path, str]] = []
        try:
            yield from _entries(folder, above, seen, inner)
        except OSError as error:
            yield row(above.rstrip("/") or ".", "refused", *why(error))
        waiting += reversed(inner)


def _entries(
    folder: Path, above: str, seen: set[tuple[int, int]], inner: list[tuple[Path, str]]
) -> Iterator[FoundFile | Problem]:
    """Yield the files of one folder, and put the folders in it into ``inner``."""
    state = folder.stat()
    if (state.st_dev, state.st_ino) in seen:
        here = above.rstrip("/") or "."
        yield row(here, "noted", "a link to a folder that was read already", "nothing; its files are loaded once")
        return
    seen.add((state.st_dev, state.st_ino))
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith((".", "~$")) or (not above and entry.name in NOT_ARTICLES):
            continue
        relative = above + _readable(entry.name)
        try:
            if entry.is_dir():
                inner.append((Path(entry.path), f"{relative}/"))
            elif entry.is_file():
                yield FoundFile(Path(entry.path), relative)
            else:
                yield row(relative, "refused", "no file: a broken link or a device", "save the article itself")
        except OSError as error:
            yield row(relative, "refused", *why(error))


def _readable(name: str) -> str:
    """Return a name as tables can hold it: bytes that are no UTF-8 stand in it as hexadecimal numbers."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def bytes_of(path: Path, most: int = MAX_BYTES) -> bytes:
    """Return the bytes of a regular file; its size is looked at first.

    Raises:
        ReadError: It is no regular file, or larger than ``most``.
        OSError: The system does not let us read it.
    """
    with os.fdopen(os.open(path, _OPENED), "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise ReadError("no file: a folder, a device or a pipe", wanted="a file", advice="save the article itself")
        if state.st_size > most:
            raise ReadError(
                f"{state.st_size / 1e6:,.0f} MB",
                wanted=f"at most {most // 1_000_000} MB",
                advice="split it into one file an article",
            )
        return file.read(state.st_size)  # what the system makes up as it is read has no size


def why(error: OSError) -> tuple[str, str]:
    """Return the reason and the advice for what the system refused."""
    if isinstance(error, FileNotFoundError):
        return "gone: the file was there when the folder was listed", "load again when nothing is moving files"
    if isinstance(error, IsADirectoryError):
        return "a folder where a file is wanted", "move the folder elsewhere"
    if isinstance(error, PermissionError):
        return "no permission to read it", "ask its owner, or copy the files to a folder of your own"
    return f"cannot be opened: {error.strerror or error}", "check the disk or copy the files to another folder"


def row(relative: str, severity: str, reason: str, advice: str) -> Problem:
    """Return a row for ``problems``; words out of a file stand in it with nothing that a table cannot hold."""
    told = {"path": relative, "stage": "reading", "severity": severity, "reason": reason, "advice": advice}
    return {name: visible(words)[0] for name, words in told.items()}
