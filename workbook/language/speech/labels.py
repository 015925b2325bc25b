"""Who speaks where a line says so before a colon or behind it: headlines, interviews, transcripts, signed quotations.

``Haddad: ‘We will not sign’`` · ``‘We will not sign’: Haddad`` · ``Q: Is there a text?`` · ``MR. KIRBO: There is.``
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from workbook.language.pipeline import Parsed
from workbook.language.speech.naming import named
from workbook.language.speech.persons import pattern
from workbook.language.speech.quotation_marks import quoted

Row = dict[str, Any]

# "MR. KIRBO: words", "Ann Lee: words", "• Ann Lee (R-TX): words"; not a time of day, not words in marks
_LABEL = re.compile(r"[\s•*·–—-]{0,8}(?P<label>[^\s:“”\"‘’][^:“”\"\n]{0,79}):\s+(?=\S)")
# "Q: words", "Q   words", "Q Words", "Q (Reuters): words"
_QUESTION = re.compile(
    r"\s{0,8}(?P<label>[QA][.:]|Q(?= \([^()\n]{1,40}\):))(?: \([^()\n]{1,40}\):)?\s*(?=\S)|(?P<bare>Q)\s(?=[A-Z“\"])"
)
# behind the marks of a headline: ": Haddad", ", says Haddad after talks", " – Haddad"
_BEHIND = re.compile(
    r"\s?(?::|,?\s(?:say|warn|insist|claim|tell|vow)s|\s[–—-])\s+(?:(?:an?\s)?interview\swith\s)?(?P<name>[^:]{2,80})$"
)
# "Haddad says talks will go on": a name, a verb that is no noun or seldom one, and three words or more
_SAYS = re.compile(
    r"(?P<name>[A-Z][^:;,“”\"]{1,60}?) (?:says|insists|alleges|claims|warns|admits)(?: that)? "
    r"(?!of |against )(?P<words>(?:\S+ ){2,}\S+)$"
)
_FIRST_PERSON = re.compile(r"(?:We|I)\b")
_STAGE = re.compile(r"\s*[(\[*#]|[A-Z\s]+$|END\b")  # "(Laughter.)", "* * *", "END 2:14 P.M."
_LEAST_LABELS = 2  # lines with a label that make an interview
_WHOLLY = 5  # labels before words without marks make a transcript, where paragraphs go on
_OPENING = '“"‘«„”'
_SMALL = {"of", "the", "and", "for", "to", "in", "on", "at", "de", "la", "von", "van", "der", "bin", "al", "ibn"}
# "And from Chairwoman Ruth Mbele:", "• Ann Lee (R-TX):"
_INTRODUCED = re.compile(
    r"[\s•*·–—-]{0,8}(?:(?:and\s)?from\s)?"
    r"(?P<name>[^\s:“”\"](?:[^:“”\"\n]|[“\"][^:“”\"\n]{2,20}[”\"] ){0,119}):\s*$",
    re.I,
)
_LABEL_BEGINS = re.compile(r"^\d{1,2}[:.]\d\d\s+|(?<=[a-z]{4}[.!?])\s+")  # behind a time, a sentence
_LONGEST = 160  # characters of a line that is a label
_SIGNED = re.compile(r"\s{0,3}[—–-]{1,2}\s*(?P<name>[A-Z][^\n“”\"]{1,119})$")


class Labelled(NamedTuple):
    """Words that a label gives to somebody: both as characters of the article."""

    start: int
    end: int
    label_start: int
    label_end: int
    quote_type: str


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    is_heading: bool


_Label = tuple[tuple[int, int], int]  # where a label stands, and where its words begin


def labelled(parsed: Parsed, mentions: Sequence[Row]) -> list[Labelled]:
    """Return what the lines of an article give to somebody by a label, in the order of the text."""
    lines = list(_lines(parsed))
    known = sorted((m for m in mentions if m.get("actor_id")), key=lambda m: (m["start"], m["end"]))
    starts = [mention["start"] for mention in known]

    def within(start: int, end: int) -> Sequence[Row]:
        return known[bisect_left(starts, start) : bisect_left(starts, end)]

    found = list(_transcript(parsed.text, lines, within))
    spoken = {one.start for one in found}
    for line in lines:
        if line.is_heading:
            found += [one for one in _headline(parsed.text, line, within) if one.start not in spoken]
    return sorted(found)


def _lines(parsed: Parsed) -> Iterator[_Line]:
    headings = {start for start, _ in parsed.headings}
    start = 0
    for text in parsed.text.split("\n"):
        yield _Line(start, start + len(text), text, start in headings)
        start += len(text) + 1


# ------------------------------------------------------------------ interviews and transcripts


def _transcript(text: str, lines: list[_Line], within: Any) -> Iterator[Labelled]:
    """Yield the answers and questions of an interview or transcript, line by line."""
    labels = {at: one for at, line in enumerate(lines) if (one := _line_label(text, line, within)) is not None}
    labels |= _interviewer(lines, labels)
    counted = Counter(text[slice(*span)] for span, _ in labels.values())
    asks = "Q" in counted
    titled = {name for name in counted if pattern("titled").search(name)}
    talks = asks or titled or max(counted.values(), default=0) > 1
    if len(labels) < _LEAST_LABELS or not talks:
        return
    # not "PROMISE MADE:" in a list of points
    several = {name for name, number in counted.items() if asks or (number > 1 and name != "A")}
    kept = several | titled | {name for name in counted if not name.isupper()}
    labels = {at: one for at, one in labels.items() if text[slice(*one[0])] in kept or text[one[1]] in _OPENING}
    goes_on = sum(text[one[1]] not in _OPENING for one in labels.values()) >= _WHOLLY
    if not labels:
        return
    last = max(labels)
    label: tuple[int, int] | None = None
    for at, line in enumerate(lines[: last + 1]):
        if at in labels:
            label, begin = labels[at]
            yield from _words(text, begin, line.end, label)
        elif not goes_on or line.is_heading or _STAGE.match(line.text):
            label = None
        elif label is not None and line.text.strip():
            yield from _words(text, line.start, line.end, label)


def _interviewer(lines: list[_Line], labels: Mapping[int, _Label]) -> dict[int, _Label]:
    """Return the lines that begin with who asks the persons of the other labels, such as the paper's own name."""
    found: dict[str, dict[int, _Label]] = defaultdict(dict)
    for at, line in enumerate(lines):
        match = _LABEL.match(line.text)
        if labels and at not in labels and match is not None and is_capital(match["label"]):
            first, last, begin = (line.start + place for place in (*match.span("label"), match.end()))
            found[match["label"]][at] = (first, last), begin
    asking = (rows for rows in found.values() if len(rows) > 1 and any(lines[at].text.endswith("?") for at in rows))
    return {at: label for rows in asking for at, label in rows.items()}


def _line_label(text: str, line: _Line, within: Any) -> _Label | None:
    """Return the label of a line, and where its words begin: a questioner, a name in capitals, somebody named."""
    match = _QUESTION.match(line.text) or _LABEL.match(line.text)
    if match is None:
        return None
    first, last = match.span(match.lastgroup or "label")
    span = (line.start + first, line.start + last)
    begin = line.start + match.end()
    name = text[slice(*span)].rstrip(".:")
    span = (span[0], span[0] + len(name))
    mentions = within(*span)
    if len(name) == 1 or name.upper() in ("QUESTION", "REPORTER", "MODERATOR"):
        return span, begin
    if name.isupper() and len(name.split()) < 7:
        place = any(one["entity_type"] in ("place", "country") for one in mentions)
        return None if place else (span, begin)
    if text[begin] in _OPENING and is_capital(name) and len(name.split()) > 1:  # "Gen. Ann Lee (ret.): “…”"
        return span, begin
    meant = named(text, *span, mentions)
    whole = meant is not None and meant["end"] >= span[1] - 1 and len(name.split()) < 6
    return (span, begin) if whole and meant is not None and meant["entity_type"] == "person" else None


def _words(text: str, start: int, end: int, label: tuple[int, int]) -> Iterator[Labelled]:
    """Yield the words of a line without white space and marks around the whole."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    marks = quoted(text[start:end])
    if len(marks) == 1 and marks[0].start == 0 and marks[0].closed:
        start, end = start + marks[0].inner_start, start + marks[0].inner_end
    if start < end:
        yield Labelled(start, end, *label, "direct")


# ------------------------------------------------------------------ headlines


def _headline(text: str, line: _Line, within: Any) -> Iterator[Labelled]:
    """Yield what a headline gives to somebody: "X: words", "‘words’: X", "‘words’, says X"."""
    if (match := _LABEL.match(line.text)) is not None:
        label = (line.start + match.start("label"), line.start + match.end("label"))
        begin = line.start + match.end()
        words = text[begin : line.end].strip()
        marks = quoted(words)
        meant = named(text, *label, within(*label))
        whole = bool(marks) and (marks[0].start, marks[0].end) == (0, len(words))
        if whole and meant is not None:
            yield from _words(text, begin, line.end, label)
        elif " " in words and words[0].isupper() > match["label"].isupper() and _speaks(text, label, meant, words):
            yield Labelled(begin, begin + len(words), *label, "mixed" if marks else "indirect")
        return
    if (match := _SAYS.match(line.text)) is not None:
        name = (line.start + match.start("name"), line.start + match.end("name"))
        meant = named(text, *name, within(*name))
        whole = meant is not None and meant["end"] == name[1] and meant["entity_type"] != "place"
        if whole or pattern("roles").fullmatch(match["name"].split()[-1]):
            begin, end = line.start + match.start("words"), line.start + match.end("words")
            yield Labelled(begin, end, *name, "mixed" if quoted(match["words"]) else "indirect")
        return
    for mark in quoted(line.text)[:1]:
        behind = _BEHIND.match(line.text, mark.end)
        if mark.start or behind is None:
            continue
        start, end = line.start + behind.start("name"), line.start + behind.end("name")
        first = next(iter(within(start, end)), None)
        if first is not None:
            end = first["end"] if first["start"] - start < 40 else end
            yield Labelled(line.start + mark.inner_start, line.start + mark.inner_end, start, end, "direct")


def is_capital(label: str) -> bool:
    """Say whether each word of a label has a capital, small words and those in brackets aside."""
    words = [word for word in label.split() if word not in _SMALL and word[0] not in "(“"]
    return bool(words) and all(word[0].isupper() or not word[0].isalpha() for word in words)


def _speaks(text: str, label: tuple[int, int], meant: Row | Any, words: str) -> bool:
    """Say whether a label without marks behind it is a speaker, not a topic.

    It is a person, an office ("Army chief: …"), or a body with a voice or with words that begin in the first person.
    """
    last = text[slice(*label)].split()[-1]
    if meant is None:
        return pattern("roles").fullmatch(last) is not None and not pattern("no_label").search(text, *label)
    voice = pattern("voices").search(text, *label) or _FIRST_PERSON.match(words)
    return meant["entity_type"] == "person" or (meant["entity_type"] != "place" and voice is not None)


# ------------------------------------------------------------------ names beside a quotation


def signature(text: str, end: int) -> tuple[int, int] | None:
    """Return the name that signs words in marks, on their line or the next: — Ann Lee, a nurse."""
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    match = _SIGNED.match(text, end, line_end)
    if match is None and not text[end:line_end].strip():
        start = line_end + 1 + (text[line_end + 1 : line_end + 2] == "\n")
        stop = text.find("\n", start)
        match = _SIGNED.match(text, start, len(text) if stop < 0 else stop)
    return match.span("name") if match is not None else None


def label_before(text: str, start: int) -> tuple[int, int] | None:
    """Return what stands before a colon that introduces words in marks, on their line or the one above."""
    begin = text.rfind("\n", max(0, start - _LONGEST), start) + 1
    before, end = text[begin:start], start
    if not before.strip() and begin:
        above = text[max(0, begin - _LONGEST) : begin]
        end = begin - len(above) + len(above.rstrip())
        begin = text.rfind("\n", max(0, end - _LONGEST), end) + 1
        before = text[begin:end]
    begin += max((cut.end() for cut in _LABEL_BEGINS.finditer(before)), default=0)
    match = _INTRODUCED.match(text[begin:end])
    return (begin + match.start("name"), begin + match.end("name")) if match is not None else None
