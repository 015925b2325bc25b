"""Articles that somebody pasted into one text: each with a head of its own, which says its title and day.

A head is a title with a line of day, outlet or author under it, or lines such as "Title: …" and "Date: …". Between
two articles stands a line of signs, a page break, or three empty lines; where nothing does, a head must name
an outlet or an author, for a chronology has titles and days as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from workbook.reading.bundles.parts import Bundle, Part
from workbook.reading.days import DAY_MONTH, ISO, MONTH_DAY, NUMBERS, to_day
from workbook.reading.heads import KEYED, KeyedHead, keyed_head
from workbook.reading.names import BY, NAME, author, has_outlet_word, is_person
from workbook.reading.source import field_of

# "==========", "* * *", "[2]", "Article 2", "--- Story no. 2 ---"
BREAK = re.compile(
    r"([=*_#~+<>@%•·–—-])(?:\s{0,3}\1){2,}|[\[(]\d{1,3}[\])]|\d{1,3}[.)]|[=*_#~+\[-]{0,10}\s?(?:article|text|document|story)\s(?:no\.?\s)?\d{1,3}"
    r"\s?[=*_#~+\]:.-]{0,10}",
    re.IGNORECASE,
)
DATE = re.compile("|".join(pattern.pattern for pattern in (ISO, DAY_MONTH, MONTH_DAY, NUMBERS)))
YEAR = re.compile(r"\d{4}")  # stands in every one of them, and is found faster
EMPTY_LINES = 3
ENDS = '.!?:"”’)\f=*_#~-•'
NEAR = 4  # lines with words among which a head's day stands
LONGEST = 160  # characters of a title or of a line in a head
SHORT = 6  # words of an outlet's name
KICKER = 4  # words over a title, at most
HEAD = 2_000  # characters among which the lines over one article stand
FEWEST = 15  # words of an article under its head
TAKEN = ("title", "published", "publisher", "author", "url")
COUNTED = re.compile(r"\s*\d{1,3}[.)] (?=\S)")  # "1. Talks resume"
PLACED = re.compile(r" \([A-Z][^()]{1,30}\)$")  # "Daily Nation (Kenya)"
WEEKDAY = r"(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?"
# What stands beside day, outlet and author: weekday, clock, "Published on", "updated".
BESIDE = re.compile(
    rf"\b(?:{WEEKDAY}|\d\d?[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?|gmt|utc|cet|est|edt|bst|published|posted|first|on|at|date|"
    r"source|outlet)\b:?",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://\S{4,500}")
LATER = re.compile(r"\b(?:updated|amended|modified|corrected|accessed|downloaded|retrieved|load-date)\b", re.IGNORECASE)
READING_TIME = re.compile(r"\b\d{1,2}[ -]min(?:ute)?s?(?: read)?\b", re.IGNORECASE)


@dataclass
class _Head:
    """Where a head stands and what it says."""

    aside: list[int]
    end: int
    title: int | None = None
    said: dict[str, str] = field(default_factory=dict)
    keyed: KeyedHead | None = None

    @property
    def is_sure(self) -> bool:
        """Whether it names an outlet or an author, as the headings of a chronology do not."""
        return self.keyed is not None or "author" in self.said or has_outlet_word(self.said.get("publisher", ""))


def read(text: str) -> Bundle | None:
    """Return the articles of a text that holds several, each with a head; None for any other text."""
    if not _has_dated_lines(text):
        return None
    lines = text.replace("\f", "\n\f\n").split("\n")
    starts = _starts(lines)
    heads = {start: head for start, after in pairwise([*starts, len(lines)]) if (head := _head(lines, start, after))}
    if len(heads) < 2:
        heads = _unbroken(lines)
    return _bundle(lines, heads) if len(heads) > 1 else None


def stated_above(text: str) -> dict[str, str]:
    """Return the outlet and the author that the lines at the head of one article name; empty without a sure head."""
    lines = text[:HEAD].lstrip().split("\n")
    head = _head(lines, 0, len(lines)) if any(map(_is_dated, lines[: 2 * NEAR])) else None
    if not head or head.keyed or not head.is_sure:
        return {}
    return {name: said for name in ("publisher", "author") if (said := head.said.get(name))}


def _has_dated_lines(text: str) -> bool:
    """Say whether two short lines have a full date."""
    dated = filter(_is_dated, text.split("\n"))
    return next(dated, None) is not None and next(dated, None) is not None


def _starts(lines: list[str]) -> list[int]:
    """Return where a piece may begin: the first words after a line of signs, a page break or empty lines."""
    starts, empty, is_broken = [], 0, True
    for at, line in enumerate(lines):
        if _is_break(line):
            is_broken = True
        elif not line.strip():
            empty += 1
        else:
            if is_broken or empty >= EMPTY_LINES:
                starts.append(at)
            empty, is_broken = 0, False
    return starts


def _is_break(line: str) -> bool:
    words = line.strip()
    return (not words and "\f" in line) or (len(words) <= LONGEST and bool(BREAK.fullmatch(words)))


def _unbroken(lines: list[str]) -> dict[int, _Head]:
    """Return the heads that name an outlet or an author, if the first stands first and text stands under each."""
    words = [at for at, line in enumerate(lines) if line.strip()]
    if not any(_is_dated(lines[at]) for at in words[:NEAR]):
        return {}  # the first stands first, or there are none
    dated = {at for at in words if _is_dated(lines[at])}
    first = _head(lines, words[0], len(lines)) if len(dated) > 1 else None  # a second article has a day of its own
    if not first or not first.is_sure:
        return {}
    heads: dict[int, _Head] = {}
    after = 0
    for place, at in enumerate(words):
        before = lines[words[place - 1]].rstrip() if place else ""
        if at < after or not dated.intersection(words[place : place + NEAR]) or (before and before[-1] not in ENDS):
            continue
        head = _head(lines, at, len(lines))
        if head and head.is_sure:
            heads[at], after = head, head.end
    starts = sorted(heads)
    sizes = [len(" ".join(lines[heads[at].end : after]).split()) for at, after in pairwise([*starts, len(lines)])]
    return heads if starts and starts[0] == words[0] and min(sizes) >= FEWEST else {}


def _is_dated(line: str) -> bool:
    return len(line) <= LONGEST and bool(YEAR.search(line) and DATE.search(line))


def _head(lines: list[str], start: int, end: int) -> _Head | None:
    """Return the head that begins at ``start``; None if no title and day stand there."""
    if keyed := _keyed(lines, start):
        return keyed
    words = [at for at in range(start, min(end, start + 20)) if lines[at].strip()][: NEAR + 2]
    head = _Head([], start)
    for at, after in pairwise([*words, end]):
        found = _explained(lines[at])
        if found is None and head.title is not None and after < end:
            found = _name_alone(lines[at].strip(), _explained(lines[after]), head)
        if found is None:
            if not _may_be_title(lines, at, after, head):
                break
            if not _is_standfirst(lines, at, after, head):
                head.title = at
                head.end = at + 1
        elif found.keys() & head.said.keys():
            break
        else:
            head.said |= found
            head.aside.append(at)
            head.end = at + 1
    if head.title is None or "published" not in head.said or head.end >= end:
        return None
    return head if max(head.aside) > head.title or min(head.aside) == words[0] else None


def _may_be_title(lines: list[str], at: int, after: int, head: _Head) -> bool:
    """Say whether a line is the title, stands over it ("WORLD"), or between it and the line with the day."""
    if head.title is None:
        return is_title(lines[at]) or (len(lines[at]) <= LONGEST and lines[at].strip().isupper())
    return not head.aside and after < len(lines) and (_explained(lines[after]) is not None)


def _is_standfirst(lines: list[str], at: int, after: int, head: _Head) -> bool:
    """Say whether a line under the title goes on with it; what is longer than a few words over it is the title."""
    if head.title is None or (COUNTED.match(lines[at]) and not COUNTED.match(lines[head.title])):
        return False
    return len(lines[head.title].split()) > KICKER


def _name_alone(name: str, after: dict[str, str] | None, head: _Head) -> dict[str, str] | None:
    """Return the outlet over a line with day or author, or the author under one, where a line is but a name."""
    if "published" in head.said:
        return {"author": name} if is_person(name) else None
    is_outlet = bool(after) and len(name.split()) <= SHORT and bool(NAME.fullmatch(PLACED.sub("", name)))
    return {"publisher": name} if is_outlet else None


def _keyed(lines: list[str], start: int) -> _Head | None:
    """Return a head of "Title: …", "Date: …", "Source: …" on lines under each other."""
    if ":" not in lines[start]:
        return None
    keyed = keyed_head(lines, start)
    said = {name: ", ".join(values) for name, values in keyed.said.items() if name in TAKEN}
    if keyed.title is None or "published" not in said:
        return None
    said["published"] = to_day(said["published"]) or ""
    aside = [at for at in range(start, keyed.end) if at != keyed.title]
    return _Head(aside, keyed.end, keyed.title, said, keyed)


def is_title(line: str) -> bool:
    """Say whether a line may be a title: some words, and no end of a sentence."""
    words = line.split()
    return 2 <= len(words) <= 30 and len(line) <= LONGEST and line.rstrip()[-1] not in ".,;:" and not BY.match(line)


def _explained(line: str) -> dict[str, str] | None:
    """Return what a line of a head says if day, outlet, author and address are all that it says; else None."""
    line = line.strip()
    if len(line) > LONGEST:
        return None
    if ADDRESS.fullmatch(line):
        return {"url": line}
    if (
        (keyed := KEYED.fullmatch(line))
        and keyed["value"]
        and (name := field_of(keyed["name"])) in ("publisher", "author")
    ):
        return {str(name): keyed["value"].strip()}
    later = LATER.search(line)
    line = line[: later.start()] if later else line
    days = [match for match in DATE.finditer(line) if to_day(match[0])] if YEAR.search(line) else []
    if not days and BY.match(line):
        return _names(line, {}) if len(line.split()) <= 12 and line[-1] != "." else None
    is_name = bool(NAME.fullmatch(PLACED.sub("", line))) and has_outlet_word(line) and len(line.split()) <= SHORT
    if not days and not later and is_name:
        return {"publisher": line}
    if len(days) != 1:
        return None
    return _names(f"{line[: days[0].start()]} | {line[days[0].end() :]}", {"published": to_day(days[0][0]) or ""})


def _names(rest: str, said: dict[str, str]) -> dict[str, str] | None:
    """Return ``said`` with the outlet and author that stand beside a day; None if anything else does."""
    names = []
    for piece in re.split(r"[|,;:·•–—()\[\]/]|\s-\s", READING_TIME.sub(" ", BESIDE.sub(" ", rest))):
        words = piece.strip(" .-")
        if BY.match(f"{words} "):
            said["author"] = author(words) or ""
        elif words and not NAME.fullmatch(words):
            return None
        elif words:
            names.append(words)
    only = names[0] if len(names) == 1 and "published" in said else ""
    outlet = next(filter(has_outlet_word, names), only)
    people = ", ".join(name for name in names if name != outlet and (" " in name or "author" in said))
    if outlet:
        said["publisher"] = outlet
    if "author" in said and "published" not in said:
        said["author"] = ", ".join(filter(None, (said["author"], people)))
    elif outlet and people:
        said.setdefault("author", people)
    return said


def _bundle(lines: list[str], heads: dict[int, _Head]) -> Bundle:
    starts = sorted(heads)
    counts = _take_counts(lines, [heads[start] for start in starts])
    before = lines[: starts[0]]
    parts = [_part(lines, start, after, heads[start]) for start, after in pairwise([*starts, len(lines)])]
    bundle = Bundle("pasted into one", parts, counts)
    if len(" ".join(before).split()) >= FEWEST:
        parts.insert(0, Part(before, []))  # an article whose head says no day
    else:
        bundle.aside += before
    return bundle


def _take_counts(lines: list[str], heads: list[_Head]) -> list[str]:
    """Take the numbers off titles counted from one on, and return them: "1. Talks resume", "2. Envoys leave"."""
    places = [head.title for head in heads if head.title is not None]
    counts = [COUNTED.match(lines[at]) for at in places]
    if [found and found[0].strip(" .)") for found in counts] != [str(count) for count in range(1, len(places) + 1)]:
        return []
    for at in places:
        lines[at] = COUNTED.sub("", lines[at])
    return [found[0] for found in counts if found]


def _part(lines: list[str], start: int, end: int, head: _Head) -> Part:
    after = end
    while _is_break(lines[end - 1]) or not lines[end - 1].strip():
        end -= 1
    title = lines[head.title] if head.title is not None else ""
    taken = {head.title, *head.aside}
    over = range(start, start if head.title is None else head.title)
    text = [lines[at] for at in range(start, end) if at not in taken and at not in over]
    cut = [lines[at] for at in over if at not in taken]  # a section's name; labels before the title and the text
    if head.keyed and (match := KEYED.fullmatch(title)):
        cut += [title[: match.start("value")], head.keyed.label]
        title = title[match.start("value") :]
        text[:1] = [line.removeprefix(head.keyed.label) for line in text[:1]]
    part = Part([title, *text], [*cut, *(lines[at] for at in head.aside), *lines[end:after]], 1)
    for name in ("published", "publisher", "author", "url"):
        setattr(part, name, head.said.get(name) or None)
    return part
