"""Files of Factiva: with the codes HD, SN, PD, LP, TD …, without them, and its pages.

Without codes an article is a title, a byline, "112 words", day, outlet, codes and a copyright line, then the text
and "Document HARGAZ0020251123elbn00000". With codes each part stands after its two letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from workbook.reading.bundles.labels import COUNT, count_in, labels, lowered
from workbook.reading.bundles.parts import Bundle, Part, part_of
from workbook.reading.days import is_day, to_day
from workbook.reading.names import PLACE, author, is_person

NUMBER = re.compile(r"\s*(?:Documento?|Dokument) (?P<id>[A-Z][A-Z0-9]{2,8}\d{8}[a-z0-9]{4,12})\s*")
COPYRIGHT = re.compile(r"\s*(?:\(c\)|©|Copyright\b)", re.IGNORECASE)
CODED = re.compile(r"(?P<code>[A-Z]{2,5})(?:[ \t]+(?P<value>\S.*)|[ \t]*)")
NEEDED = {"HD", "PD", "SN"}
TEXT = ("LP", "TD")
FIRST: tuple[str, ...] = ("SE", "CLM", "HD")  # what an article begins with
AFTER_TEXT = ("TD", "NS", "RE", "IPC", "IPD", "PUB", "AN", "HD")
LONG = 60  # characters; a shorter line over the title is a section's name
CLOCK = re.compile(r"\s*\d{1,2}:\d\d")
BYLINE = re.compile(r"\s*by\s+\S", re.IGNORECASE)
OWNER = re.compile(r".* (?:Limited|Ltd|LLC|Inc|plc|GmbH|S\.?A)\.?", re.IGNORECASE)  # under the text: who publishes it
NAME = re.compile(r"\s*[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|and|de|van|der|al|,|&)){1,9}\s*")


def read(text: str) -> Bundle | None:
    """Return the articles of a text that Factiva wrote; None for any other text."""
    if "HD" not in text and not any(word in lowered(text) for word in ("document", "dokument")):
        return None
    lines = text.split("\n")
    codes = {match["code"] for line in lines if line[:2].isupper() and (match := _coded_line(line))}
    if codes >= NEEDED and codes & set(TEXT):
        return _coded(lines)
    numbers = [at for at, line in enumerate(lines) if NUMBER.fullmatch(line)]
    if not numbers or not any(map(COUNT.fullmatch, lines)):
        return None
    starts = [0, *(at + 1 for at in numbers[:-1])]
    parts = [_plain(lines[start : end + 1]) for start, end in zip(starts, numbers, strict=True)]
    return Bundle("Factiva", parts, lines[numbers[-1] + 1 :])


def _coded_line(line: str) -> re.Match[str] | None:
    match = CODED.fullmatch(line)
    return match if match and match["code"].lower() in labels("factiva", "code") else None


def lines_of(tree: Any) -> str | None:
    """Return a page of Factiva as such a text; None for any other page."""
    articles = tree.xpath("//div[contains(concat(' ', @class, ' '), ' article ') and contains(@class, 'Article')]")
    if not articles or not tree.xpath("//*[contains(@class, 'Headline') or contains(@class, 'articleParagraph')]"):
        return None
    return "\n".join(line for article in articles for line in (*_blocks(article), ""))


def _blocks(article: Any) -> Iterator[str]:
    """Yield the lines of a page's article; a row of the table with codes gives the code and each paragraph."""
    for element in article.xpath(".//tr | .//div[not(.//div or .//p or .//table)] | .//p[not(.//table)]"):
        if element.xpath("ancestor::tr"):
            continue
        pieces = element.xpath("./td") if element.tag == "tr" else [element]
        for place, piece in enumerate(pieces):
            inner = piece.xpath(".//p") or [piece]
            words = [" ".join(one.text_content().split()) for one in inner]
            by = "By " if element.get("class") == "author" and not BYLINE.match(words[0]) else ""
            if element.tag == "tr" and place == 0:
                yield words[0]
            else:
                for word in filter(None, words):
                    yield by + word
                    yield ""


def _coded(lines: list[str]) -> Bundle:
    """Return the articles of a text with codes; each begins at its HD, or at the section or column over it."""
    bundle = Bundle("Factiva", [])
    segments: list[tuple[str, list[str]]] = []
    cover, code, first = bundle.aside, "", FIRST
    for line in lines:
        match = _coded_line(line)
        if match and _begins(match, code):
            code = match["code"]
            first = first if segments or bundle.parts or code in FIRST else (code,)
            if code in first and any(name == "HD" for name, _ in segments):
                bundle.parts.append(_of_codes(segments))
                segments = []
            segments.append((code, [match["value"] or ""]))
        else:
            (segments[-1][1] if segments else cover).append(line)
    bundle.parts.append(_of_codes(segments))
    return bundle


def _begins(match: re.Match[str], code: str) -> bool:
    """Say whether a code begins here; inside the text "IN GENEVA" is words."""
    return (
        code not in TEXT
        or match["code"] in AFTER_TEXT
        or not match["value"]
        or " : " in match["value"]
        or bool(re.match(r"\w+(?:\t|  )", match[0]))
    )


def _of_codes(segments: list[tuple[str, list[str]]]) -> Part:
    values = {code: " ".join(" ".join(lines).split()) for code, lines in segments}
    title = [line for code, lines in segments if code == "HD" for line in lines]
    text = [line for code, lines in segments if code in TEXT for line in (*lines, "")]
    aside = [line for code, lines in segments for line in (code, *(() if code in ("HD", *TEXT) else lines))]
    outlet, day = values.get("SN") or None, to_day(values.get("PD"))
    part = Part(title + text, aside, len(title), day, outlet, author(values.get("BY")))
    return _counted(part, values.get("WC", ""), values.get("AN", ""))


def _plain(lines: list[str]) -> Part:
    """Return one article without codes: what stands over its word count, under it, and after the copyright."""
    count = next((at for at, line in enumerate(lines) if COUNT.fullmatch(line)), 0)
    under = [at for at in range(count + 1, len(lines)) if lines[at].strip()][:12]
    last = next(
        (
            at
            for at in reversed(under)
            if COPYRIGHT.match(lines[at]) or lines[at].strip().lower() in labels("factiva", "line")
        ),
        count,
    )
    body = last + 1 + (under[-1] > last and "All rights reserved" in lines[last + 1 : last + 2])
    day = next((at for at in under if is_day(lines[at]) and at < body), None)
    outlet = next((lines[at].strip() for at in under if day and day < at < body and not CLOCK.match(lines[at])), None)
    title, byline = _over_count(lines[:count])
    written = [at for at in range(body, len(lines) - 1) if lines[at].strip()]
    if written and len(lines[written[-1]]) < LONG and OWNER.fullmatch(lines[written[-1]].strip()):
        written.pop()
    end = written[-1] + 1 if written else body
    part = part_of(lines, title, range(body, end), publisher=outlet, author=author(byline))
    part.published = to_day(lines[day]) if day else None
    return _counted(part, lines[count], lines[-1])


def _over_count(lines: list[str]) -> tuple[list[int], str | None]:
    """Return the places of the title's lines and the byline; a section's name may stand over the title."""
    over = [at for at, line in enumerate(lines) if line.strip()]
    byline = None
    if len(over) > 1 and _is_byline(lines[over[-1]], lines[over[-2]]):
        byline = lines[over.pop()]
    first = len(over) - 1
    while first > 0 and over[first - 1] == over[first] - 1 and len(lines[over[first - 1]]) > LONG:
        first -= 1
    return over[max(first, 0) :], byline


def _is_byline(line: str, above: str) -> bool:
    """Say whether a line is the author's: "By …", a known given name, or a short name under a longer title."""
    name = PLACE.sub("", line.strip())
    if BYLINE.match(line) or is_person(name):
        return True
    return bool(NAME.fullmatch(name)) and len(name.split()) < min(5, len(above.split()))


def _counted(part: Part, count: str, number: str) -> Part:
    part.n_words = count_in(count)
    if found := NUMBER.search(number):
        part.source_id = found["id"]
    return part
