"""Plain text and mails."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from workbook.errors import ReadError
from workbook.reading.encodings import decode
from workbook.reading.pages import fragment_text
from workbook.reading.paragraphs import join_lines
from workbook.reading.source import Note, Source, titled

PREFIX = re.compile(r"(?i)^(?:\s*(?:fwd?|re|aw|wg|tr|rv)\s*:)+\s*")
QUOTED = re.compile(r"^(?:[>|] ?)+")  # "> > Mediators said"
SIGNATURE = "--"  # the line over a mail's signature
STUB = 0.4  # of the words of the HTML part
MAX_PARTS, MAX_HEADER = 300, 5_000  # a mail with pictures has thirty parts
WRAPPED = 100  # a mail program breaks lines before this column


def read_text(data: bytes) -> list[Source]:
    """Return the decoded file itself, unchanged."""
    text, notes = decode(data)
    return [Source("", "txt", "", text, notes=notes)]


def read_mail(data: bytes) -> list[Source]:
    """Return the words of a mail; its subject without "Fwd:" is the title.

    A mail says when it was sent or forwarded and by whom, never when and by whom an article in it was
    published; nothing in the headers tells a publisher's newsletter from a colleague's copy of it for
    sure. So day, author and publisher stay empty, and a note gives the mail's own for the analyst.
    """
    message = message_from_bytes(data, policy=policy.default)
    _check_size(message)
    if not message.keys():
        raise ReadError("no mail headers", wanted="a mail saved as .eml", advice="save the mail again from the mailbox")
    advice = "if the article was published on that day by that sender, set its day and publisher in the workbook"
    sent = f"mail of {message.get('date', 'no day')} from {message.get('from', 'nobody')}: not taken as publication"
    texts, notes = [], [Note(sent, advice)]
    attached = [part.get_payload(0) for part in message.walk() if part.get_content_type() == "message/rfc822"]
    for mail in [message, *attached][:20]:
        text, doubts = _words_of(mail) if isinstance(mail, EmailMessage) else ("", ())
        texts += [text] if text else []
        notes += doubts
    if names := [str(part.get_filename()) for part in message.walk() if part.get_filename()]:
        notes.append(Note(f"attachments are not read: {', '.join(names[:10])}", "save them into the folder"))
    title = PREFIX.sub("", str(message.get("subject", ""))).strip() or None
    return [Source("", "eml", "", titled(title, "\n\n".join(texts)), title=title, notes=tuple(notes))]


def _words_of(mail: EmailMessage) -> tuple[str, tuple[Note, ...]]:
    """Return the plain part of a mail, or the HTML one where the plain one only says that there is another."""
    (text, doubts), (page, doubts_of_page) = (part_text(mail.get_body((kind,))) for kind in ("plain", "html"))
    text, page = _unquoted(text), fragment_text(page) if page else ""
    is_stub = len(text.split()) < STUB * len(page.split())
    return (page, doubts_of_page) if is_stub else (text, doubts)


def part_text(part: Message | None) -> tuple[str, tuple[Note, ...]]:
    """Return the text of a part of a message in the encoding that it declares; nothing where there is none."""
    payload = part.get_payload(decode=True) if part is not None else None
    return decode(payload, part.get_content_charset()) if part is not None and isinstance(payload, bytes) else ("", ())


def _check_size(message: Message) -> None:
    """Raise a ReadError for more parts than a mail has, or a longer header: each costs much more than its letters."""
    for number, part in enumerate(message.walk()):
        longest = max((len(value) for _, value in part.raw_items()), default=0)
        if number > MAX_PARTS or longest > MAX_HEADER:
            found = f"a mail of more than {MAX_PARTS} parts, or with a header of more than {MAX_HEADER:,} characters"
            raise ReadError(found, wanted="a mail", advice="save the article in it as .txt")


def _unquoted(text: str) -> str:
    """Return a plain part without the marks of quoting, its wrapped lines joined, its signature apart."""
    lines = [QUOTED.sub("", line) for line in text.replace("\r\n", "\n").split("\n")]
    end = next((at for at, line in enumerate(lines) if line.rstrip() == SIGNATURE), len(lines))
    body = join_lines(lines[:end]) if max(map(len, lines)) <= WRAPPED else "\n".join(lines[:end])
    return "\n\n".join([body.strip(), *filter(None, map(str.strip, lines[end:]))])
