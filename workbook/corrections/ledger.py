"""The ledger: what the analyst corrected, kept as a small readable file and applied on every load.

``corrections.jsonl`` stands beside the articles, one JSON object a line, and only ever grows: an undo
is a line too. An entry names its row by an identifier made of content and keeps the row's words, so
that it finds its row again when better rules draw other borders. Entries about articles (a date, a
publisher, a restored passage) are inputs of the build; all others are applied to finished tables.
"""

from __future__ import annotations

import dataclasses
import getpass
import json
import os
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten
from typing import Any

from filelock import FileLock, Timeout

from workbook.errors import LedgerError

NAME = "corrections.jsonl"
ACTIONS = ("set", "reject", "add", "note", "merge", "apart", "split", "restore", "accept", "undo")
_SAID = {
    "set": "{field} of {what} set to {value}",
    "add": "{what} added",
    "reject": "{what} rejected",
    "restore": "{what} restored",
    "accept": "{what} accepted",
    "note": "note on {what}: {value}",
    "split provisions": "{what} split off",
    "undo": "a correction of {what} undone",
    "merge": "{what} merged into {field}",
    "apart": "{what} is not {field}",
    "split": "“{field}” split off {what} as {value}",
}
_WAIT = 10.0  # seconds for another notebook's write to end


@dataclass(frozen=True)
class Entry:
    """One correction.

    Attributes:
        entry_id: Unique name of the line.
        at: When, UTC, to the second.
        who: The analyst's login name.
        action: One of ``ACTIONS``.
        table: The table whose row is corrected.
        row_id: The row's identifier; for an undo the undone entry's.
        field: The corrected column, for ``set``; for ``merge`` and ``apart`` the other actor's name, for
            ``split`` the name that is split off, as written.
        value: The new value; for ``add`` the row, for ``merge`` the surviving row's identifier, for ``apart``
            that of the row that is not the same, for ``split`` the new actor's name.
        why: The analyst's reason.
        article_id: The row's article, if it has one.
        words: The row's words, to find it again.
    """

    action: str
    table: str
    row_id: str
    field: str | None = None
    value: Any = None
    why: str = ""
    article_id: str | None = None
    words: str | None = None
    entry_id: str = dataclasses.field(default_factory=lambda: uuid.uuid4().hex[:12])
    at: str = dataclasses.field(default_factory=lambda: datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    who: str = dataclasses.field(default_factory=lambda: os.environ.get("WORKBOOK_ANALYST") or _login())

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise LedgerError(f"the correction {self.action!r} is not known", wanted=f"one of {', '.join(ACTIONS)}")

    def line(self) -> str:
        """Return the entry as one line of JSON, without its empty members."""
        return json.dumps({k: v for k, v in asdict(self).items() if v not in (None, "")}, ensure_ascii=False)

    def describe(self) -> str:
        """Return the entry in an analyst's words."""
        words = (self.value or {}).get("headline") if self.action == "add" else self.words
        what = f"“{shorten(words, 80, placeholder=' …')}”" if words else self.table
        said = _SAID.get(f"{self.action} {self.table}", _SAID[self.action])
        said = said.format(what=what, field=self.field, value=self.value or "nothing")
        return said + (f" ({self.why})" if self.why else "")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a user database
        return "analyst"


class Ledger:
    """The corrections of one folder.

    Args:
        folder: The analyst's folder; the file is made by the first correction.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._lock = FileLock(folder / f".{NAME}.lock")

    def record(self, action: str, table: str, row_id: str, **more: Any) -> Entry:
        """Write one correction at once and return it.

        Args:
            action: One of ``ACTIONS``.
            table: The corrected table.
            row_id: The corrected row.
            more: ``field``, ``value``, ``why``, ``article_id``, ``words`` of :class:`Entry`.

        Raises:
            LedgerError: The action is unknown or the file cannot be written.
        """
        entry = Entry(action, table, row_id, **more)
        self._append(entry.line())
        return entry

    def undo(self, entry_id: str | None = None) -> Entry | None:
        """Take back an active entry, by default the latest; return it, or None if there is none."""
        found = [entry for entry in self.active if entry_id in (None, entry.entry_id)]
        if not found:
            return None
        self.record("undo", found[-1].table, found[-1].entry_id)
        return found[-1]

    @property
    def entries(self) -> list[Entry]:
        """Every entry ever written, undone ones and undos too; unreadable lines are in ``broken``."""
        return self._read()[0]

    @property
    def active(self) -> list[Entry]:
        """The entries that hold: neither undone nor themselves an undo."""
        entries = self.entries
        undone = {entry.row_id for entry in entries if entry.action == "undo"}
        return [entry for entry in entries if entry.action != "undo" and entry.entry_id not in undone]

    @property
    def broken(self) -> list[str]:
        """Lines that are no entry, as ``number: words``: edited by hand or cut off in the middle."""
        return self._read()[1]

    def __len__(self) -> int:
        return len(self.active)

    def _read(self) -> tuple[list[Entry], list[str]]:
        lines = self.path.read_text("utf-8", errors="replace").splitlines() if self.path.exists() else []
        entries, broken = [], []
        for number, line in enumerate(lines, 1):
            try:
                entries += [Entry(**json.loads(line))] if line.strip() else []
            except (ValueError, TypeError, LedgerError):
                broken.append(f"{number}: {line[:80]}")
        return entries, broken

    def _append(self, line: str) -> None:
        try:
            with self._lock.acquire(timeout=_WAIT), self.path.open("a+b") as file:
                torn = b""
                if file.tell():  # a process killed while it wrote leaves half a line: begin one of our own
                    file.seek(-1, os.SEEK_END)
                    torn = b"\n" if file.read(1) != b"\n" else b""
                file.write(torn + line.encode("utf-8") + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except (OSError, Timeout) as error:
            advice = "check that the folder can be written to and that no other program holds the file"
            raise LedgerError(f"the correction could not be written to {self.path}: {error}", advice=advice) from error


@dataclass(frozen=True)
class ArticleInputs:
    """What the ledger says of one article before it is built; an empty ``published`` means that it is not known."""

    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    restored: tuple[str, ...] = ()  # residue_ids

    def key(self) -> str:
        """Return the inputs as text, for the cache's key; empty when there are none."""
        return "" if self == ArticleInputs() else repr(self)


def article_inputs(entries: Iterable[Entry]) -> dict[str, ArticleInputs]:
    """Return what the entries say of each article, by ``article_id``; later entries win."""
    fields: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if not entry.article_id:
            continue
        given = fields.setdefault(entry.article_id, {})
        if entry.table == "articles" and entry.action == "set" and entry.field in ("published", "publisher", "title"):
            given[entry.field] = entry.value or ("" if entry.field == "published" else None)
        elif entry.table == "residue" and entry.action == "restore":
            given["restored"] = (*given.get("restored", ()), entry.row_id)
    return {article_id: ArticleInputs(**given) for article_id, given in fields.items() if given}
