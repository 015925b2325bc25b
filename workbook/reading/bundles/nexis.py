"""Files of Nexis: Nexis Uni's cover, index and fields, and the older text of "1 of 3 DOCUMENTS".

A Nexis Uni article ends with "End of Document" and has its text between "Body" and "Classification"; title and
outlet stand over the day. In the older text the outlet stands over the day and the title under it, and
fields in capitals stand before and after the text. "Load-Date" is the database's day, never the article's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbook.reading.bundles.labels import count_in, labelled, labels, lowered, stated_count, values
from workbook.reading.bundles.parts import PAGE, Bundle, Part, part_of
from workbook.reading.days import is_day, to_day
from workbook.reading.names import author

STATED = re.compile(r"(?m)^\s*Do[ck]ument[eo]?s? \((\d{1,4})\)")
INDEXED = re.compile(r"\s*\d{1,4}\. (\S.*?)(?: Client/Matter:.*)?$")
# Fields that stand in one line, as a PDF gives them: "Length: 112 words Byline: Ann Lee".
NEXT_FIELD = re.compile(r" (?=(?:Section|Length|Byline|Highlight|Dateline): )")
MONTH = re.compile(r"\s*(?:[A-Z][a-z]{2,8}[ /-])?[A-Z][a-z]{2,8} \d{4}\s*")  # of a magazine: "March 2024"
COPYRIGHT = re.compile(r"\s*(?:Copyright|©|\(c\)|All Rights Reserved)", re.IGNORECASE)
NEAR = 30  # lines of captions between the text and its classification
LAST = 12  # lines at the end among which the older text has its copyright
MOST_TITLES = 1_000
BESIDE = 80  # characters that a joined line has beside the title
URL = re.compile(r"https?://\S+")


def read(text: str) -> Bundle | None:
    """Return the articles of a file that Nexis wrote; None for any other text."""
    if not any(word in lowered(text) for word in ("document", "dokument")):
        return None
    lines = text.split("\n")
    if not any(_is_head(line) or _is_tail(line) for line in lines):
        return None
    if starts := [at for at, line in enumerate(lines) if stated_count(line)]:
        return _older(lines, starts)
    ends = [at for at, line in enumerate(lines) if _part_of(line) == "end"]
    return _uni(text, lines, ends) if ends else None


def _part_of(line: str) -> str | None:
    """Return which part of a document a line such as "Body" or "End of Document" begins or ends."""
    return labels("nexis", "line").get(line.strip().lower()) if len(line) < BESIDE else None


def _is_head(line: str) -> bool:
    return labelled(line, labels("nexis", "head")) is not None


def _is_tail(line: str) -> bool:
    return labelled(line, labels("nexis", "tail")) is not None


def _older(lines: list[str], starts: list[int]) -> Bundle:
    ends = [*starts[1:], len(lines)]
    parts = [_under_day(lines[start:end]) for start, end in zip(starts, ends, strict=True)]
    return Bundle("Nexis", parts, lines[: starts[0]], stated_count(lines[starts[0]]))


def _under_day(lines: list[str]) -> Part:
    """Return one article of the older text: count, outlet, day and edition, title, fields, text, fields, copyright."""
    day = next((at for at, line in enumerate(lines[:21]) if is_day(line)), None)
    day = next((at for at, line in enumerate(lines[:21]) if MONTH.fullmatch(line)), 0) if day is None else day
    first = _next_field(lines, day + 1)
    title = _block(lines, _until_blank(lines, day + 1), first)
    body = _after_fields(lines, first)
    tail = next((at for at in range(body, len(lines)) if _ends_body(lines, at)), len(lines))
    outlet = " ".join(" ".join(lines[1 : max(day, 1)]).split())
    return _part(lines, title, range(body, tail), outlet, lines[day])


def _next_field(lines: list[str], start: int) -> int:
    return next((at for at in range(start, min(len(lines), start + 40)) if _is_head(lines[at])), start)


def _until_blank(lines: list[str], start: int = 0) -> int:
    """Return the place of the first blank line from ``start`` on, or the end."""
    return next((at for at in range(start, len(lines)) if not lines[at].strip()), len(lines))


def _block(lines: list[str], start: int, end: int) -> list[int]:
    """Return the places of the first lines with words, up to a blank line."""
    places = [at for at in range(start, end) if not COPYRIGHT.match(lines[at])]
    while places and not lines[places[0]].strip():
        places.pop(0)
    return places[: _until_blank([lines[at] for at in places])]


def _after_fields(lines: list[str], first: int) -> int:
    """Return where the text begins: after the paragraphs of the fields at its head."""
    at = first
    while at < len(lines) and (not lines[at].strip() or _is_head(lines[at])):
        if lines[at].strip():
            label = labelled(lines[at], labels("nexis", "head"))
            is_body = bool(label and label[0] == "text")
            at = at + 1 if is_body else _until_blank(lines, at)
            if is_body:
                break
        else:
            at += 1
    return at


def _ends_body(lines: list[str], at: int) -> bool:
    """Say whether a field in capitals, or the copyright at the end, begins here."""
    is_field = _is_tail(lines[at]) and lines[at].partition(":")[0].isupper()
    if is_field and not any(line.strip() for line in lines[at - 1 : at]):
        return True
    return at >= len(lines) - LAST and bool(COPYRIGHT.match(lines[at]))


def _uni(text: str, lines: list[str], ends: list[int]) -> Bundle:
    stated = STATED.search(text)
    titles = [match[1] for line in lines[: ends[0]] if (match := INDEXED.match(line))][:MOST_TITLES]
    titles = titles if stated else []
    lines = [piece for line in lines for piece in _apart(line, titles)]
    ends = [at for at, line in enumerate(lines) if _part_of(line) == "end"]
    starts = [0, *(end + 1 for end in ends[:-1])]
    days = [_day_before_fields(lines[start:end]) for start, end in zip(starts, ends, strict=True)]
    cover = _cover(lines[: ends[0]], days[0], titles)
    starts[0] = cover
    parts = [_over_day(lines[start : end + 1]) for start, end in zip(starts, ends, strict=True)]
    after = lines[ends[-1] + 1 :]
    if any(line.strip() for line in after):  # words after the last end: an article that was cut off
        is_article = any(map(_is_head, after))
        parts += [_over_day(after)] if is_article else []
        after = [] if is_article else after
    return Bundle("Nexis Uni", parts, lines[:cover] + after, int(stated[1]) if stated else len(titles))


def _apart(line: str, titles: list[str]) -> list[str]:
    """Return a line as several where a PDF joined a title with the outlet under it or the cover over it."""
    whole = next((title for title in titles if title in line and len(line) - len(title) <= BESIDE), "")
    before, _, after = line.partition(whole) if whole else (line, "", "")
    return [piece for piece in (before.strip(), whole, after.strip()) if piece] or [line]


def _day_before_fields(lines: list[str]) -> int:
    """Return the line of the day: the last one before the copyright or the fields."""
    field = next((at for at, line in enumerate(lines) if COPYRIGHT.match(line) or _is_head(line)), 0)
    day = next((at for at in range(field, -1, -1) if is_day(lines[at])), None)
    return next((at for at in range(field, -1, -1) if MONTH.fullmatch(lines[at])), field) if day is None else day


def _cover(lines: list[str], day: int, titles: list[str]) -> int:
    """Return where the first article begins: at its title, which stands over outlet and day."""
    words = [at for at in range(day) if lines[at].strip()]
    if titles and (same := [at for at in words if lines[at].strip().startswith(titles[0])]):
        return same[-1]
    return words[-2] if len(words) > 1 else 0


def _over_day(lines: list[str]) -> Part:
    """Return one article of Nexis Uni: title, outlet, day, fields, "Body", text, "Classification" or "Load-Date"."""
    day = _day_before_fields(lines)
    over = [at for at in range(day) if lines[at].strip() and not PAGE.fullmatch(lines[at].strip())]
    marks = [at for at in range(day, len(lines)) if _part_of(lines[at]) == "text"]
    body = marks[0] + 1 if marks else _after_fields(lines, _next_field(lines, day + 1))
    tail = next((at for at in range(body, len(lines)) if _ends_uni(lines[at])), len(lines))
    tail = next((at for at in range(max(body, tail - NEAR), tail) if _part_of(lines[at]) == "caption"), tail)
    outlet = lines[over[-1]].strip() if over else ""
    heads = {lines[at].strip() for at in over[:-1]}  # of a PDF each page has its number and the title at its head
    text = [at for at in range(body, tail) if not (PAGE.fullmatch(lines[at].strip()) or lines[at].strip() in heads)]
    return _part(lines, over[:-1], text, outlet, lines[day])


def _ends_uni(line: str) -> bool:
    """Say whether the text has ended; a PDF may part "Classif ication" where two letters are one sign."""
    label = labelled(line, labels("nexis", "tail"))
    return (
        _part_of(line.replace(" ", "")) == "classification"
        or _part_of(line) == "end"
        or bool(label and label[0] == "loaded")
    )


def _part(lines: list[str], title: list[int], body: Sequence[int], outlet: str, day: str) -> Part:
    part = part_of(lines, title, body, published=to_day(day), publisher=outlet or None)
    fields = [piece for line in part.aside for piece in NEXT_FIELD.split(line)]
    said = values(fields, {**labels("nexis", "tail"), **labels("nexis", "head")})
    part.author = author(said.get("author"))
    part.n_words = count_in(" ".join(said.get("words", "").split()[:2]))
    if address := URL.search(said.get("url", "")):
        part.url = address[0]
    return part
