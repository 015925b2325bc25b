"""What a brief shows: a small file beside the articles that a next run takes up."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import yaml

from workbook.errors import WorkbookError
from workbook.reports.export import Saved, written

NAME = "brief.yaml"
SECTIONS = {
    "new": "What is new",
    "marked": "Starred and noted",
    "known": "Agreed, contested, unknown",
    "chronology": "Chronology",
    "views": "Charts chosen by the author",
    "positions": "Who stands where",
    "plans": "The plans side by side",
    "conflicts": "Where the sources disagree",
    "open": "Open points",
    "limits": "What the corpus cannot tell",
    "sources": "Sources",
    "method": "Method and corrections",
}


MEANINGS = f"""# What the brief shows. Change it, save, and write the brief again.
# since: a day such as 2025-11-27; empty for the last three days that articles tell of
# sections: any of {", ".join(SECTIONS)}; in the order of the document
# views: names under which you saved views in the explorers
# pinned: identifiers of rows; what you starred in an explorer is in the brief anyway
# notes: your own words, by section, such as   new: The talks are stuck.
"""


@dataclass(frozen=True)
class Choice:
    """Title, sections in their order, since when something is new, pinned rows and own notes.

    Attributes:
        title: The brief's title.
        author: Whose brief it is.
        since: ISO day from which on events are new; empty for the last three days that articles tell of.
        sections: Names of ``SECTIONS``, in the order of the document.
        views: Names of saved views of the explorers, whose charts are shown.
        pinned: Identifiers of rows whose passages stand in the section "What is new".
        notes: Own words by section; they stand first in it and are marked as the author's.
    """

    title: str = "Brief on the talks"
    author: str = ""
    since: str = ""
    sections: tuple[str, ...] = tuple(SECTIONS)
    views: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)

    def save(self, folder: Path) -> Saved:
        """Write the choice to ``brief.yaml`` of the folder, with what each setting means over it."""
        plain = {name: list(one) if isinstance(one, tuple) else one for name, one in asdict(self).items()}
        words = MEANINGS + yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)
        return Saved((written(Path(folder) / NAME, words.encode()),))

    def _repr_html_(self) -> str:
        told = {
            "Title": self.title, "Author": self.author or "not named", "New since": self.since or "the last three days",
            "Sections": "; ".join(SECTIONS[name] for name in self.sections), "Saved views": "; ".join(self.views),
            "Pinned passages": ", ".join(self.pinned), "Notes on": "; ".join(SECTIONS[name] for name in self.notes),
        }  # fmt: skip
        lines = [f"<dt>{escape(name)}</dt><dd>{escape(value or 'none')}</dd>" for name, value in told.items()]
        return f"<dl>{''.join(lines)}</dl>"


def read_choice(folder: Path) -> Choice:
    """Return the choice kept in a folder, or the usual one.

    Raises:
        WorkbookError: The file is no YAML, or names a section or a setting that is not known.
    """
    path = Path(folder) / NAME
    if not path.is_file():
        return Choice()
    try:
        given = yaml.safe_load(path.read_text("utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise WorkbookError(f"{path} cannot be read: it is no YAML", advice="mend it, or delete it") from error
    return checked(given, str(path))


def checked(given: Any, where: str) -> Choice:
    """Return a choice from plain values, or say what is wrong with them."""
    plain = asdict(Choice())
    if not isinstance(given, dict) or (strange := sorted(set(map(str, given)) - set(plain))):
        found = "no settings" if not isinstance(given, dict) else f"unknown settings {', '.join(strange)}"
        raise WorkbookError(f"{where}: {found}", wanted=f"any of {', '.join(sorted(plain))}")
    values = {name: given.get(name) or usual for name, usual in plain.items()}
    if not isinstance(values["notes"], dict):
        raise WorkbookError(f"{where}: notes are no list of sections", wanted="section: words")
    if unknown := [str(name) for name in (*values["sections"], *values["notes"]) if name not in SECTIONS]:
        raise WorkbookError(f"{where}: no section {', '.join(unknown)}", wanted=f"any of {', '.join(SECTIONS)}")
    lists: dict[str, Any] = {name: tuple(map(str, values[name])) for name in ("sections", "views", "pinned")}
    words: dict[str, Any] = {name: str(values[name]) for name in ("title", "author", "since")}
    return Choice(**words, **lists, notes={name: str(one) for name, one in values["notes"].items()})
