"""Bytes to text: the encoding is stated, proven or measured; what exports do to text is undone; each doubt is noted."""

from __future__ import annotations

import codecs
import re
from html import unescape

from workbook.errors import ReadError
from workbook.reading.source import Note

MARKS = {  # the longer marks first: UTF-32's begins as UTF-16's does
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
WESTERN = ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")  # browsers read all of them as Windows-1252
CONTROLS = bytes({*range(9), *range(14, 32)} - {27})
SHOWN = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\v\f\r"} | {127: 0x2421}
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
LONE = re.compile(r"[\ud800-\udfff]")
SAVE_AGAIN = "open the file in its own program, compare, and save it as UTF-8"
NOT_TEXT = "open it in the program that made it and save the text as .txt, .docx or .pdf"


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[Note, ...]]:
    """Return the text of ``data`` and a note unless it is clean UTF-8 or what it says it is.

    In this order: a byte order mark, the shape of UTF-16 without one, UTF-8 (which other bytes hardly ever
    are by chance, whatever a page declares), the declared encoding, UTF-8 with a few foreign bytes
    (each becomes U+FFFD), and what charset-normalizer measures.

    Raises:
        ReadError: The bytes are no text.
    """
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return _replacing(data, encoding)
    if wide := _wide(data):
        text, notes = _replacing(data, wide)
        return text, (Note(f"no byte order mark; read as {wide} by its zero bytes", SAVE_AGAIN), *notes)
    declared = "cp1252" if declared and declared.lower() in WESTERN else declared
    for encoding in ("utf-8", declared or "utf-8"):
        try:
            return data.decode(encoding), ()
        except (UnicodeError, LookupError):
            continue
    if len(data.translate(None, CONTROLS)) < 0.98 * len(data):
        raise ReadError("the bytes are no text", wanted="text", advice=NOT_TEXT)
    text, notes = _replacing(data, "utf-8")
    right = len(re.findall(r"[^\x00-\x7f\ufffd]", text))
    return (text, notes) if right >= text.count("\ufffd") else _measured(data)


def visible(text: str) -> tuple[str, tuple[Note, ...]]:
    """Return ``text``, as long as before, with control characters and lone surrogates made visible, and notes."""
    notes: list[Note] = []
    if text.replace("\n", "").isprintable():  # of nearly every text, and found fast
        return text, ()
    if controls := len(CONTROL.findall(text)):
        text = text.translate(SHOWN)
        advice = "check the words around ␀ and its like; save the file again as plain text"
        notes.append(Note(f"{controls} control characters (null bytes and the like), shown as ␀ and so on", advice))
    if not text.isascii() and (lone := len(LONE.findall(text))):
        text = LONE.sub("\ufffd", text)
        notes.append(Note(f"{lone} halves of characters (lone surrogates), shown as \ufffd", SAVE_AGAIN))
    return text, tuple(notes)


def _replacing(data: bytes, encoding: str) -> tuple[str, tuple[Note, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    found = f"mixed or damaged encoding: mostly {encoding.upper()}; {text.count(chr(0xFFFD))} places are not"
    return text, (Note(f"{found}, shown as \ufffd", SAVE_AGAIN),)


def _wide(data: bytes) -> str | None:
    """Name UTF-16 without a mark: nearly every second byte of Western text is zero, and the others are not."""
    half = len(data) // 2
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if half >= 2 and max(even, odd) > 0.4 * half and min(even, odd) < 0.05 * half:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _measured(data: bytes) -> tuple[str, tuple[Note, ...]]:
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data))
    if not matches:
        raise ReadError("no encoding makes text of the bytes", wanted="text", advice=NOT_TEXT)
    # of equally orderly readings Windows-1252 is the likeliest in an English press corpus
    equal = [match for match in matches if match.chaos <= matches[0].chaos]
    western = [match for match in equal if "cp1252" in match.could_be_from_charset]
    best, name = (western[0], "cp1252") if western else (matches[0], matches[0].encoding)
    doubt = "; other encodings would fit as well" if any(str(match) != str(best) for match in equal) else ""
    return str(best), (Note(f"not UTF-8: read as {name}, {1 - best.chaos:.0%} of it orderly{doubt}", SAVE_AGAIN),)


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
TWICE_BEGINS = "ÃÂâÐÑØÙïð"
LOST_QUOTE = "â€\ufffd"  # the last byte of ” stands for nothing in Windows-1252
MOST_LAYERS = 3
ENTITIES, DECODED = "HTML entities (&#8217; and the like) spelt out", "text decoded twice (â€œ and the like) repaired"


def is_nothing(value: str) -> bool:
    """Say whether a cell is what a program writes for an empty one: nan, None, N/A, [Removed], (no text)."""
    words = value.strip().rstrip(".").casefold()
    return words in NOTHING or (len(words) < LONGEST_NOTHING and bool(NO_TEXT.fullmatch(words)))


def is_twice(text: str) -> bool:
    """Say whether signs of UTF-8 stand in a text that was read as Windows-1252."""
    return any(sign in text for sign in TWICE_BEGINS) and bool(TWICE.search(text))


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
    if is_twice(spelt):
        import ftfy

        decoded = ftfy.fix_encoding(spelt.replace(LOST_QUOTE, "”"))
        if decoded != spelt:
            spelt = decoded
            done.append(DECODED)
    return spelt, tuple(done)
