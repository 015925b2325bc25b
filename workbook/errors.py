"""Errors written for analysts: what was found, what was wanted, what to do."""

from __future__ import annotations


class WorkbookError(Exception):
    """The parent of every error this package raises on purpose.

    Args:
        found: What was met, in the analyst's words.
        wanted: What would have been right.
        advice: What to do now.
    """

    def __init__(self, found: str, *, wanted: str = "", advice: str = "") -> None:
        self.found, self.wanted, self.advice = found, wanted, advice
        parts = [found.rstrip(".")]
        if wanted:
            parts.append(f"wanted: {wanted.rstrip('.')}")
        if advice:
            parts.append(f"what to do: {advice.rstrip('.')}")
        super().__init__("; ".join(parts) + ".")


class ReadError(WorkbookError):
    """A file, or one article in it, cannot be used."""


class TableError(WorkbookError):
    """A table does not keep its contract."""


class LexiconError(WorkbookError):
    """A word list is not as it must be."""


class ModelError(WorkbookError):
    """A language pipeline cannot be used."""


class LedgerError(WorkbookError):
    """The ledger of corrections cannot be read or written."""


class ExportError(WorkbookError):
    """A chart or a brief cannot be saved as asked."""
