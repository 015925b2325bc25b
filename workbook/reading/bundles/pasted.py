"""Articles that somebody pasted into one text: each with a head of its own, which says its title and day.

A head is a title with a line of day, outlet or author under it, or lines such as "Title: …" and "Date: …". Between
two articles stands a line of signs, a page break, or three empty lines; where nothing does, a head must name
an outlet or an author, for a chronology has titles and days as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from workbook.reading.bundles.parts import BY, Bundle, Part, author
from workbook.reading.days import DAY_MONTH, ISO, MONTH_DAY, NUMBERS, to_day
from workbook.reading.source import Note, field_of

# "==========", "* * *", "Article 2", "--- Story no. 2 ---"
BREAK = re.compile(
    r"([=*_#~+<>@%•·–—-])(?:\s{0,3}\1){2,}|[=*_#~+\[-]{0,10}\s?(?:article|text|document|story)\s(?:no\.?\s)?\d{1,3}"
    r"\s?[=*_#~+\]:.-]{0,10}",
    re.IGNORECASE,
)
RULE = re.compile(r"\s*([=_#-])\1{4,}\s*")
DATE = re.compile("|".join(pattern.pattern for pattern in (ISO, DAY_MONTH, MONTH_DAY, NUMBERS)))
YEAR = re.compile(r"\d{4}")  # stands in every one of them, and is found faster
EMPTY_LINES = 3
MANY = 60  # words of what looks like an article
ENDS = '.!?:"”’)\f=*_#~-•'
NEAR = 4  # lines with words among which a head's day stands
LONGEST = 160  # characters of a title or of a line in a head
SHORT = 6  # words of an outlet's name
FEWEST = 15  # words of an article under its head
KEYED = re.compile(r"\s*([A-Za-z][A-Za-z _-]{1,30}?) ?:\s+(\S.*)")
TAKEN = ("title", "published", "publisher", "author", "url")
WEEKDAY = r"(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?"
# What stands beside day, outlet and author: weekday, clock, "Published on", "updated".
BESIDE = re.compile(
    rf"\b(?:{WEEKDAY}|\d\d?[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?|gmt|utc|cet|est|edt|bst|published|posted|first|on|at|date|"
    r"source|outlet)\b:?",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://\S{4,500}")
LATER = re.compile(r"\b(?:updated|amended|modified|corrected|accessed|downloaded|retrieved|load-date)\b", re.IGNORECASE)
SMALL = "of|the|and|for|on|in|de|du|des|la|le|der|di|del|el|al|&"  # words in a name
NAME = re.compile(rf"(?:The |An? )?[A-Z0-9][\w.'’&-]*(?: (?:[A-Z0-9][\w.'’&-]*|{SMALL})){{0,6}}")
PAPER = re.compile(
    r"\b(?:Times|Post|Gazette|Courier|Daily|Herald|News|Reuters|AP|AFP|BBC|CNN|Agency|Tribune|Journal|Guardian|Press|"
    r"Telegraph|Observer|Monitor|Chronicle|Mail|Standard|Star|Sun|Globe|Weekly|Review|Today|Independent|Bulletin|"
    r"Mirror|Inquirer|Dispatch|Examiner|Register|Record|Report|Argus|Echo|Express|Radio|Online|TASS|Xinhua|dpa|DPA|"
    r"Wire|Voice|Sentinel|Mercury|Bloomberg|Economist|Financial|Politico|Axios|Jazeera|Haaretz|Monde|Zeitung)\b"
)


@dataclass
class _Head:
    """Where a head stands and what it says."""

    aside: list[int]
    end: int
    title: int | None = None
    said: dict[str, str] = field(default_factory=dict)
    is_keyed: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether it names an outlet or an author, as the headings of a chronology do not."""
        return self.is_keyed or "author" in self.said or bool(PAPER.search(self.said.get("publisher", "")))


def read(text: str) -> Bundle | None:
    """Return the articles of a text that holds several, each with a head; None for any other text."""
    lines = text.replace("\f", "\n\f\n").split("\n")
    if sum(_may_say_day(line) for line in lines) < 2:
        return None
    starts = _starts(lines)
    heads = {start: head for start, after in pairwise([*starts, len(lines)]) if (head := _head(lines, start, after))}
    if len(heads) < 2:
        heads = _unbroken(lines)
    return _bundle(lines, heads) if len(heads) > 1 else None


def _may_say_day(line: str) -> bool:
    """Say whether a line could be the one of a head that says its day: a quick look, before longer ones."""
    return len(line) <= LONGEST and (": " in line[:40] or bool(YEAR.search(line)))


def doubt(text: str) -> Note | None:
    """Return a note if lines of signs part a text into what may be articles, without a day under each title."""
    pieces: list[list[str]] = [[]]
    for line in text.split("\n"):
        if RULE.fullmatch(line):
            pieces.append([])
        elif line.strip():
            pieces[-1].append(line.strip())
    if len(pieces) < 2:
        return None
    titled = [
        piece for piece in pieces if len(piece) > 1 and _is_title(piece[0]) and len(" ".join(piece).split()) > MANY
    ]
    if len(titled) < 2 or len(titled) < len(pieces) - 1:
        return None
    reason = f"looks like {len(titled)} articles in one file; read as one, for not each says its day under its title"
    return Note(reason, "save each as a file of its own, or write a line with outlet and day under each title")


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
    words = [at for at in range(start, min(end, start + 20)) if lines[at].strip()][: NEAR + 4]
    keyed = _keyed(lines, words)
    if keyed:
        return keyed
    head, title = _Head([], start), None
    for at, after in pairwise([*words[: NEAR + 1], end]):
        found = _explained(lines[at])
        if found is None and title is not None and after < end and _is_outlet(lines[at], lines[after]):
            found = {"publisher": lines[at].strip()}
        if found is None and title is None and _is_title(lines[at]):
            title = at
        elif found is None or found.keys() & head.said.keys():
            break
        else:
            head.said |= found
            head.aside.append(at)
        head.end = at + 1
    if title is None or "published" not in head.said or title > max(head.aside) + 2 or head.end >= end:
        return None
    head.title = title
    return head


def _is_outlet(line: str, after: str) -> bool:
    """Say whether a short line of capitals stands over a line that says the day or the author."""
    name = line.strip()
    return bool(NAME.fullmatch(name)) and len(name.split()) <= SHORT and bool(_explained(after))


def _keyed(lines: list[str], words: list[int]) -> _Head | None:
    """Return a head of "Title: …", "Date: …", "Source: …" on lines under each other."""
    head = _Head([], 0)
    for at in words:
        match = KEYED.fullmatch(lines[at])
        if not match or (head.end and at != head.end):
            break
        if (name := field_of(match[1])) in TAKEN:
            head.said.setdefault(str(name), match[2].strip())
        if name == "title" and head.title is None:
            head.title = at
        else:
            head.aside.append(at)
        head.end = at + 1
    if head.title is None or len(head.said) < 2 or "published" not in head.said:
        return None
    head.said["published"] = to_day(head.said["published"]) or ""
    head.is_keyed = True
    return head


def _is_title(line: str) -> bool:
    words = line.split()
    return 2 <= len(words) <= 30 and len(line) <= LONGEST and line.rstrip()[-1] not in ".,;:" and not BY.match(line)


def _explained(line: str) -> dict[str, str] | None:
    """Return what a line of a head says if day, outlet, author and address are all that it says; else None."""
    name = line.strip()
    if len(name) > LONGEST:
        return None
    if ADDRESS.fullmatch(name):
        return {"url": name}
    later = LATER.search(name)
    line = name[: later.start()] if later else name
    days = [match for match in DATE.finditer(line) if to_day(match[0])]
    if BY.match(line) and not days:
        return {"author": author(line) or ""} if len(line.split()) <= 12 and line.rstrip()[-1] != "." else None
    if not days and not later and NAME.fullmatch(name) and PAPER.search(name) and len(name.split()) <= SHORT:
        return {"publisher": name}
    if len(days) != 1:
        return None
    return _names(f"{line[: days[0].start()]} | {line[days[0].end() :]}", {"published": to_day(days[0][0]) or ""})


def _names(rest: str, said: dict[str, str]) -> dict[str, str] | None:
    """Return ``said`` with the outlet and author that stand beside a day; None if anything else does."""
    names = []
    for piece in re.split(r"[|,;:·•–—()\[\]/]|\s-\s", BESIDE.sub(" ", rest)):
        words = piece.strip(" .-")
        if BY.match(f"{words} "):
            said["author"] = author(words) or ""
        elif words and not NAME.fullmatch(words):
            return None
        elif words:
            names.append(words)
    outlet = next((name for name in names if PAPER.search(name)), names[0] if len(names) == 1 else "")
    people = [name for name in names if name != outlet and len(name.split()) > 1]
    if outlet:
        said["publisher"] = outlet
    if outlet and people:
        said.setdefault("author", ", ".join(people))
    return said


def _bundle(lines: list[str], heads: dict[int, _Head]) -> Bundle:
    starts = sorted(heads)
    before = lines[: starts[0]]
    parts = [_part(lines, start, after, heads[start]) for start, after in pairwise([*starts, len(lines)])]
    bundle = Bundle("pasted into one", parts)
    if len(" ".join(before).split()) >= FEWEST:
        parts.insert(0, Part(before, []))  # an article whose head says no day
    else:
        bundle.aside += before
    return bundle


def _part(lines: list[str], start: int, end: int, head: _Head) -> Part:
    after = end
    while _is_break(lines[end - 1]) or not lines[end - 1].strip():
        end -= 1
    title = lines[head.title] if head.title is not None else ""
    label = ""
    if head.is_keyed and (match := KEYED.fullmatch(title)):
        label, title = title[: match.start(2)], title[match.start(2) :]
    taken = {head.title, *head.aside}
    kept = [title] + [lines[at] for at in range(start, end) if at not in taken]
    part = Part(kept, [label, *(lines[at] for at in head.aside), *lines[end:after]], 1)
    for name in ("published", "publisher", "author", "url"):
        setattr(part, name, head.said.get(name) or None)
    return part
