"""The ledger: what the analyst corrected, kept as a small readable file and applied on every load.

``corrections.jsonl`` stands beside the articles, one JSON object a line, and only ever grows: an undo
is a line too. An entry names its row by an identifier made of content and keeps the row's words, so
that it finds its row again when better rules draw other borders. Entries about articles (a date, a
publisher, a restored passage) are inputs of the build; all others are applied to finished tables.

Two copies of a ledger are merged by putting one after the other: a line that stands twice counts once.
A line is held to the same rules when it is read as when it is written; one that breaks them is reported.
"""

from __future__ import annotations

import dataclasses
import getpass
import hashlib
import json
import os
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import shorten
from typing import Any

from filelock import FileLock, Timeout

from workbook.errors import LedgerError, ReadError
from workbook.reading.encodings import LONE
from workbook.reading.folder import bytes_of, why

NAME = "corrections.jsonl"
INPUTS = ("published", "publisher", "title")  # of articles: what a build takes from the ledger
MAX_LINE = 1_000_000  # characters
ACTIONS = ("set", "reject", "add", "note", "merge", "apart", "split", "choose", "restore", "accept", "star", "undo")
_SAID = {
    "set": "{field} of {what} set to {value}",
    "add": "{what} added",
    "reject": "{what} rejected",
    "restore": "{what} restored",
    "accept": "{what} accepted",
    "star": "{what} starred",
    "note": "note on {what}: {value}",
    "split provisions": "{what} split off",
    "undo": "a correction of {what} undone",
    "merge": "{what} merged into {field}",
    "apart": "{what} is not {field}",
    "merge events": "{what} and “{field}” are one event",
    "apart events": "{what} and “{field}” are two events",
    "choose": "taken from {what}: the {field}",
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
            ``split`` the name that is split off, as written; for ``choose`` the kind of disagreement.
        value: The new value; for ``add`` the row, for ``merge`` the surviving row's identifier, for ``apart``
            that of the row that is not the same, for ``split`` the new actor's name, for ``choose`` the row that
            says otherwise.
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
        for name in _WORDS:
            if not isinstance(getattr(self, name), str | None if name in _MAY_LACK else str):
                raise LedgerError(f"{name} is {getattr(self, name)!r}"[:200], wanted="words")
            object.__setattr__(self, name, _sound(getattr(self, name)))
        object.__setattr__(self, "value", _sound(self.value))
        self._check_value()

    def _check_value(self) -> None:
        kind, wanted = _VALUES.get(self.action, (object, ""))
        if not isinstance(self.value, kind):
            raise LedgerError(f"the value is {self.value!r}"[:200], wanted=wanted)
        if self.action == "set" and isinstance(self.value, list) and not all(isinstance(x, str) for x in self.value):
            raise LedgerError(f"the value is {self.value!r}"[:200], wanted="a list of words")
        if (self.action, self.table) == ("set", "articles") and not isinstance(self.value, str | None):
            raise LedgerError(f"the value is {self.value!r}"[:200], wanted="words, or nothing")
        if (self.action, self.table, self.field) == ("set", "articles", "published") and not _is_day(self.value):
            raise LedgerError(f"{self.value!r} is no day"[:200], wanted="a day like 2025-11-30, or nothing")

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


_WORDS = ("table", "row_id", "field", "why", "article_id", "words", "entry_id", "at", "who")
_MAY_LACK = ("field", "article_id", "words")
_VALUES: dict[str, tuple[Any, str]] = {
    "set": (str | list | None, "words, a list of words, or nothing"),
    "add": (dict, "the row's columns"),
    "note": (str | None, "words"),
    "merge": (str, "an identifier"),
    "apart": (str, "an identifier"),
    "choose": (str, "an identifier"),
    "split": (str | None, "the new name, or nothing"),
}


def _is_day(value: Any) -> bool:
    if not value:
        return True
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _sound(value: Any) -> Any:
    """Return a value without halves of characters (lone surrogates), which no table can hold."""
    if isinstance(value, str):
        return LONE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_sound(one) for one in value]
    if isinstance(value, dict):
        return {_sound(name): _sound(one) for name, one in value.items()}
    return value


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
        """What is wrong with lines that are no entry: edited by hand, or cut off in the middle."""
        return self._read()[1]

    def __len__(self) -> int:
        return len(self.active)

    def _read(self) -> tuple[list[Entry], list[str]]:
        try:
            lines = bytes_of(self.path).split(b"\n")
        except FileNotFoundError:
            return [], []
        except ReadError as error:
            return [], [f"the corrections cannot be read: {error.found}"]
        except OSError as error:
            return [], [f"the corrections cannot be read: {why(error)[0]}"]
        entries: dict[str, Entry] = {}
        broken = []
        for number, line in enumerate(lines, 1):
            words = line.decode("utf-8", "replace").strip("\ufeff\r ")
            try:
                entry = _entry(words) if words else None
                if entry and entries.setdefault(entry.entry_id, entry) != entry:
                    raise LedgerError("another line has this entry_id")
            except (ValueError, TypeError, RecursionError, LedgerError) as error:
                told = error.found if isinstance(error, LedgerError) else "it is no JSON object of a correction"
                broken.append(f"line {number} is no correction ({told}): {words[:80]}")
        return list(entries.values()), broken

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


def _entry(line: str) -> Entry:
    """Return the entry that a line holds; what a line written by hand leaves out is the same at each reading."""
    if len(line) > MAX_LINE:
        raise LedgerError(f"it has {len(line):,} characters", wanted=f"at most {MAX_LINE:,}")
    named = {"entry_id": hashlib.sha256(line.encode()).hexdigest()[:12], "at": "", "who": "unknown"}
    return Entry(**{**named, **json.loads(line)})


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
        if entry.table == "articles" and entry.action == "set" and entry.field in INPUTS:
            given[entry.field] = entry.value or ("" if entry.field == "published" else None)
        elif entry.table == "residue" and entry.action == "restore":
            given["restored"] = (*given.get("restored", ()), entry.row_id)
    return {article_id: ArticleInputs(**given) for article_id, given in fields.items() if given}
