"""What exports do to text, undone: entities, text decoded twice, and words that programs write for nothing."""

from __future__ import annotations

import re
from html import unescape

NOTHING = {
    "", "-", "–", "—", "--", "?", "n/a", "n.a", "#n/a", "na", "<na>", "nan", "nat", "nil", "none", "null", "undefined",
    "unknown", "[removed]", "[deleted]", "[]", "{}", "none available", "not available", "nicht verfügbar",
    "non disponible", "no disponible", "#value!", "#ref!", "#name?",
}  # fmt: skip
LONGEST_NOTHING = 50
NO_TEXT = re.compile(
    r"\W*(?:(?:content|text|article|body|full text|comment)s? )?(?:is )?(?:was )?"
    r"(?:removed|deleted|unavailable|missing|not (?:available|found)"
    r"|no (?:text|content|body|data|full ?text)(?: available)?)"
    r"(?: by (?:the )?(?:user|author|moderator|publisher))?\W*"
)
ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}\d{0,2});")
# "â€œ", "Ã©", "Â ": what UTF-8 looks like when it was read as Windows-1252
TWICE = re.compile(r"[ÃÂâÐÑØÙ][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2122\u20ac\ufffd]|ï»¿|ðŸ")
LOST_QUOTE = "â€\ufffd"  # the last byte of ” stands for nothing in Windows-1252
MOST_LAYERS = 3
ENTITIES, DECODED = "HTML entities (&#8217; and the like) spelt out", "text decoded twice (â€œ and the like) repaired"


def is_nothing(value: str) -> bool:
    """Say whether a cell is what a program writes for an empty one: nan, None, N/A, [Removed], (no text)."""
    words = value.strip().rstrip(".").casefold()
    return words in NOTHING or (len(words) < LONGEST_NOTHING and bool(NO_TEXT.fullmatch(words)))


def repaired(text: str) -> tuple[str, tuple[str, ...]]:
    """Return ``text`` with entities spelt out and double encoding undone, and what was done, in words."""
    done = []
    spelt = text
    for _ in range(MOST_LAYERS):
        if not ENTITY.search(spelt):
            break
        spelt = unescape(spelt).replace("\xa0", " ")
    if spelt != text:
        done.append(ENTITIES)
    if TWICE.search(spelt):
        import ftfy

        decoded = ftfy.fix_encoding(spelt.replace(LOST_QUOTE, "”"))
        if decoded != spelt:
            spelt = decoded
            done.append(DECODED)
    return spelt, tuple(done)
