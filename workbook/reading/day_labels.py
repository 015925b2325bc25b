"""What the word before a date says that the day is: that of publication, or of an update, a download, a database."""

from __future__ import annotations

import re

ISSUED = (
    r"(?:pub(?:lication)?|release|issue)[ -]?date|date (?:of publication|published|issued|posted)|first aired"
    r"|(?:re)?published|posted|issued|released"
)
CHANGED = (
    r"(?:earlier|previous) version\b.{0,60}\bpublished"
    r"|updated?|last (?:reviewed|checked|seen)|modified|amended|corrected|corrections?|edited|revised|clarified"
    r"|clarification|accessed|retrieved|downloaded|saved|printed|archived|captured?|crawled|fetched|viewed"
    r"|load[ -]date|database|indexed"
)
LABEL = re.compile(rf"(?i)\b(?:(?P<changed>{CHANGED})|(?P<issued>{ISSUED}))\b")


def label_before(before: str) -> str:
    """Return "issued" or "changed" where the last word of the kind before a date says what the date is; else ""."""
    found = list(LABEL.finditer(before))
    return str(found[-1].lastgroup) if found else ""
