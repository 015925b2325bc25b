"""Days as the gold files write them."""

from __future__ import annotations

import calendar


def days(value: object) -> tuple[str | None, str | None]:
    """Return first and last day of "2025", "2025-06", "2025-06-03", a range of these, or of nothing that has a day."""
    first, last = (str(value).split("/") * 2)[:2]
    if first in ("none", "SET") or first.startswith("P"):
        return None, None
    last += "-12" if len(last) == 4 else ""
    if len(last) == 7:
        last += f"-{calendar.monthrange(int(last[:4]), int(last[5:]))[1]}"
    first += "-01-01"[len(first) - 4 :] if len(first) < 10 and first != ".." else ""
    return None if first == ".." else first, last
