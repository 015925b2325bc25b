"""Whether an event happened, or was planned, proposed, announced or denied.

The signs are those of :mod:`workbook.language.verbs`; what lies after the day of publication never happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook.language.verbs import sign_of

if TYPE_CHECKING:
    from spacy.tokens import Token


def status_of(head: Token, date: dict[str, Any], today: str | None, *, chronicle: bool = False) -> str:
    """Return the status of an event by its head and date; in a ``chronicle`` the present tells the past."""
    first, last = date.get("earliest"), date.get("latest")
    ahead = bool(today and first and first > today)
    found = sign_of(head)
    if found == "would":
        found = "planned" if first and date["timex_type"] != "DURATION" else "proposed"
    if found in ("planned", "proposed", "denied"):
        return found
    if found == "announced":
        return "planned" if ahead else "announced"
    same_day = bool(today) and first == last == today and head.tag_ in ("VBZ", "VBP", "VBG", "VB")
    runs_on = bool(today and last and last > today)
    open_ended = not chronicle and found == "" and (same_day or runs_on)
    return "planned" if ahead or open_ended else "happened"
