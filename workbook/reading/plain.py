"""Plain text, Markdown with front matter, and mails."""

from __future__ import annotations

import re
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import yaml

from workbook.errors import ReadError
from workbook.reading.days import to_day
from workbook.reading.encodings import decode
from workbook.reading.paragraphs import join_lines
from workbook.reading.source import Note, Source, field_of, titled

FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
HIDDEN = "\u2060"  # takes no room and is taken out by cleaning
IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\s]{0,2000}\)")
LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\([^()\s]{0,2000}\)")
MARK = re.compile(r"(?m)^#{1,6} |^> |(?<![\w*])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,3}(?=[\s.,;:!?)\]\"”’—–]|$)")
TAKEN = {"title", "author", "publisher", "url", "language", "published"}
PREFIX = re.compile(r"(?i)^(?:\s*(?:fwd?|re|aw|wg|tr|rv)\s*:)+\s*")
WRAPPED = 100  # a mail program breaks lines before this column


def read_text(data: bytes) -> list[Source]:
    """Return the decoded file itself, unchanged."""
    text, notes = decode(data)
    return [Source("", "txt", "", text, notes=notes)]


def read_markdown(data: bytes) -> list[Source]:
    """Return the decoded file with its front matter and marks blanked out, so that offsets stay those of the file.

    Of the front matter only the words of the title remain, where the text does not begin with a line
    of the same words. ``date`` and ``published`` are the day of publication; ``modified`` and the like are not.
    A block without any key of ``lexicons/export-columns.csv`` is text.
    """
    text, notes = decode(data)
    front, block = front_matter(text)
    known = _known(front)
    if not known:
        doubt = Note("what stands between the first --- is no metadata; kept as text", "if it is, write 'key: value'")
        return [Source("", "md", "", _unmarked(text), notes=(*notes, doubt) if block else notes)]
    title = known.get("title")
    blank, body = re.sub(r"[^\r\n]", " ", block), text[len(block) :]
    heads = [line.strip("#*_ \t\r") for line in body[:2_000].split("\n")]
    if title and title not in heads and (at := block.find(title)) >= 0:
        blank = blank[:at] + title + blank[at + len(title) :]
    published = to_day(known.pop("published", None))
    return [Source("", "md", "", blank + _unmarked(body), published=published, notes=notes, **known)]


def _unmarked(text: str) -> str:
    """Return Markdown with its marks made invisible, sign for sign, so that offsets stay those of the file."""
    text = IMAGE.sub(lambda match: HIDDEN * len(match[0]), text)
    text = LINK.sub(lambda match: f"{HIDDEN}{match[1]}{HIDDEN * (len(match[0]) - len(match[1]) - 1)}", text)
    return MARK.sub(lambda match: HIDDEN * len(match[0]), text)


def front_matter(text: str) -> tuple[dict[Any, Any], str]:
    """Return what a text says of itself between two lines of ---, and that block; damaged, it says nothing."""
    match = FRONT_MATTER.match(text)
    try:
        loaded = yaml.safe_load(match[1]) if match else None
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a day such as 2025-02-31
        loaded = None
    return (loaded if isinstance(loaded, dict) else {}), match[0] if match else ""


def _known(front: dict[Any, Any]) -> dict[str, Any]:
    found = {}
    for key, value in front.items():
        parts = value[:20] if isinstance(value, list) else [value]
        words = ", ".join(str(part) for part in parts if isinstance(part, str | int | float | date)).strip()
        if (field := field_of(str(key))) in TAKEN and words:
            found[field] = words
    return found


def read_mail(data: bytes) -> list[Source]:
    """Return the words of a mail; its subject without "Fwd:" is the title.

    A mail says when it was sent or forwarded and by whom, never when and by whom an article in it was
    published; nothing in the headers tells a publisher's newsletter from a colleague's copy of it for
    sure. So day, author and publisher stay empty, and a note gives the mail's own for the analyst.
    """
    message = message_from_bytes(data, policy=policy.default)
    if not message.keys():
        raise ReadError("no mail headers", wanted="a mail saved as .eml", advice="save the mail again from the mailbox")
    advice = "if the article was published on that day by that sender, set its day and publisher in the workbook"
    sent = f"mail of {message.get('date', 'no day')} from {message.get('from', 'nobody')}: not taken as publication"
    texts, notes = [], [Note(sent, advice)]
    attached = [part.get_payload(0) for part in message.walk() if part.get_content_type() == "message/rfc822"]
    for mail in [message, *attached][:20]:
        part = mail.get_body(("plain", "html")) if isinstance(mail, EmailMessage) else None
        if part is not None:
            payload = part.get_payload(decode=True)
            text, doubts = decode(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
            texts.append(_shaped(text, part.get_content_subtype()))
            notes += doubts
    if names := [str(part.get_filename()) for part in message.walk() if part.get_filename()]:
        notes.append(Note(f"attachments are not read: {', '.join(names[:10])}", "save them into the folder"))
    title = PREFIX.sub("", str(message.get("subject", ""))).strip() or None
    return [Source("", "eml", "", titled(title, "\n\n".join(texts)), title=title, notes=tuple(notes))]


def _shaped(text: str, subtype: str) -> str:
    if subtype == "html":
        from workbook.reading.pages import fragment_text

        return fragment_text(text)
    lines = text.replace("\r\n", "\n").split("\n")
    return join_lines(lines) if max(map(len, lines)) <= WRAPPED else "\n".join(lines)
