"""What each line is: title, heading, paragraph, bullet, or something to set aside."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from workbook.cleaning.cues import ENDS, find_cue
from workbook.cleaning.lines import NAME, Line
from workbook.cleaning.published import DATE_LINE, DATELINE
from workbook.lexicons import read_lexicon

KEPT = frozenset({"title", "heading", "paragraph", "bullet"})
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|Author:|Written by|Reporting by) (?P<name>{NAME}(?:(?:,| and| AND| &) {NAME})*)"
    r"(?:(?: ?[,|/–—•·]| -| in | for |$).{0,80})?"
)
_SIGNED = re.compile(rf"(?P<name>{NAME}) ?[,|/–—] ?(?P<outlet>[A-Z][\w .&]{{1,30}})")
_CRUMB = re.compile(r"[^>›»|]{1,30}(?: ?[>›»|] ?[^>›»|]{1,30}){1,12}")
_SLOGAN = re.compile(r"[A-Z][^.!?–—]{2,50} [–—-] [A-Z“\"].{8,}")
_BARE = re.compile(r"[\W\d_]*")
_QUOTED = re.compile(r"[“\"]([^“”\"]{20,400})[”\"]")


def classify(lines: list[Line], title: str | None) -> None:
    """Give each line its role; ``title`` is the one that the format's metadata give."""
    for line in lines:
        if line.role in {"paragraph", "bullet"} and (cue := find_cue(line.text)):
            line.set_aside(*cue)
    body = [i for i, line in enumerate(lines) if line.role in {"paragraph", "bullet"} and _is_body(line, i == 0)]
    while len(body) > 1 and lines[body[-1]].role == "paragraph" and _is_slogan(lines[body[-1]]):
        body.pop()
    if body:
        _tail(lines[body[-1] + 1 :])
    _head(lines[: body[0]] if body else lines[:4], title)
    middle = lines[body[0] : body[-1] + 1] if body else []
    for line in middle:
        if line.role == "navigation" and line.rule == "cue-line":
            line.role, line.rule = "paragraph", ""
    _repeated(lines)
    _headings(lines)


def _is_body(line: Line, first: bool) -> bool:
    if line.role in {"title", "heading"}:
        return False
    return line.n_words >= 9 and bool(ENDS.search(line.text)) and not (first and line.text.endswith("?"))


def _head(lines: list[Line], title: str | None) -> None:
    """What stands over the first paragraph: crumbs, kicker, title, byline, date."""
    for line in lines:
        _edge(line)
    free = [line for line in lines if line.role in {"paragraph", "title"} and not DATE_LINE.fullmatch(line.text)]
    if not free:
        return
    chosen = next((line for line in free if line.role == "title"), None) or _title(free, title)
    same = [line for line in free if line is chosen or _same(line.text, chosen.text)]
    fullest = max(same, key=_fullness)
    for line in same:
        line.set_aside("duplicate-title", "title-again")
    fullest.role, fullest.rule, fullest.run_in = "title", "title", 0
    over = free[: free.index(same[0])]
    for line in over:
        if line.n_words <= 5:
            line.set_aside("kicker" if line is over[-1] else "navigation", "over-title")
    for line, after in pairwise(lines):
        if line.role == "paragraph" and line.n_words <= 4 and re.fullmatch(NAME, line.text) and _is_stamp(after):
            line.set_aside("byline", "name-over-date")


def _edge(line: Line) -> None:
    """What may stand over and under the text: bylines, crumbs, rulers."""
    if line.role != "paragraph":
        return
    if _byline(line.text):
        line.set_aside("byline", "byline")
    elif _is_crumb(line.text):
        line.set_aside("navigation", "crumb")
    elif _BARE.fullmatch(line.text):
        line.set_aside("other", "no-words")


def _is_stamp(line: Line) -> bool:
    return line.rule == "stamp" or line.role == "counter" or bool(DATE_LINE.fullmatch(line.text))


def _title(free: list[Line], title: str | None) -> Line:
    if title:
        for line in free:
            if _same(line.text, title):
                return line
    return next((line for line in free if line.n_words >= 4), max(free, key=lambda line: line.n_words))


def _same(a: str, b: str) -> bool:
    """Return whether one title is the other, or begins or ends it."""
    left, right = sorted((re.findall(r"\w+", a.lower()), re.findall(r"\w+", b.lower())), key=len)
    return bool(left) and (
        left == right or (4 <= len(left) >= 0.6 * len(right) and left in (right[: len(left)], right[-len(left) :]))
    )


def _fullness(line: Line) -> tuple[bool, int]:
    """The fuller title is better, but not for its capitals or the outlet's name at its end."""
    core = re.split(r" [|–—-] (?=[A-Z][\w. ]{1,30}$)", line.text)[0]
    return not line.text.isupper(), len(core) - (len(line.text) > len(core))


def _is_crumb(text: str) -> bool:
    if not _CRUMB.fullmatch(text) or DATE_LINE.fullmatch(text):
        return False
    return text.count("|") >= 2 or not set(text).isdisjoint(">›»")


def _byline(text: str) -> str | None:
    """Return the name in a line that names the author."""
    if len(text) > 160 or ENDS.search(text):
        return None
    if found := _BYLINE.fullmatch(text):
        return found["name"]
    found = _SIGNED.fullmatch(text)
    return found["name"] if found and found["outlet"].lower() in _outlets() else None


@cache
def _outlets() -> frozenset[str]:
    table = read_lexicon("title-words")
    return frozenset(table.loc[table["class"] == "outlet", "word"].str.lower())


def kicker(lines: list[Line]) -> str | None:
    """Return the words over the title: a section's name, or else a navigation crumb."""
    crumbs = [line.text for line in lines if line.role == "navigation" and _is_crumb(line.text)]
    return next((line.text for line in lines if line.role == "kicker"), crumbs[0] if crumbs else None)


def author(lines: list[Line]) -> str | None:
    """Return the byline's name."""
    bylines = [line for line in lines if line.role == "byline"]
    return next((name for line in bylines if (name := _byline(line.text))), None) or next(
        (line.text for line in bylines if line.rule == "name-over-date"), None
    )


def _tail(lines: list[Line]) -> None:
    """What stands under the last paragraph: products, links, bylines, crumbs."""
    n_slogans = sum(line.role == "paragraph" and _is_slogan(line) for line in lines)
    among_others = n_slogans > 1 or any(line.role not in KEPT for line in lines)
    listed = False
    for line in lines:
        listed = listed or (line.role == "related" and line.n_words <= 4)
        if line.role != "paragraph":
            continue
        if listed and not ENDS.search(line.text):
            line.set_aside("related", "listed-after-end")
        elif cue := find_cue(line.text, tail=True):
            line.set_aside(*cue)
        elif among_others and _is_slogan(line):
            line.set_aside("advert", "slogan-after-end")
        else:
            _edge(line)


def _is_slogan(line: Line) -> bool:
    return line.n_words <= 30 and bool(_SLOGAN.fullmatch(line.text)) and not DATELINE.match(line.text)


def _repeated(lines: list[Line]) -> None:
    """Set aside quotations pulled out of the text: short lines whose quoted words stand in a paragraph too."""
    pulled: list[tuple[Line, str]] = []
    said: set[str] = set()
    for line in lines:
        quotes = _QUOTED.findall(line.text) if line.role == "paragraph" else []
        if len(quotes) == 1 and len(line.text) - len(quotes[0]) < 40 and line.text[0] in '“"':
            pulled.append((line, quotes[0]))
        else:
            said.update(quote.rstrip(".,!?") for quote in quotes)
    for line, quote in pulled:
        if quote.rstrip(".,!?") in said:
            line.set_aside("other", "pulled-quote")


def _headings(lines: list[Line]) -> None:
    """Find the headings among short lines: what follows is longer, and it is no list."""
    kept = [line for line in lines if line.role in KEPT]
    asks = any(line.text.endswith("?") and re.search(r"(?i)\byou", line.text) for line in kept)  # an interview
    shaped = [
        line.role == "heading" or (_has_heading_shape(line) and not (asks and line.text.endswith("?"))) for line in kept
    ]
    for number, line in enumerate(kept[:-1]):
        after = kept[number + 1]
        in_list = number > 1 and shaped[number - 1] and shaped[number - 2]
        opens_list = number + 2 < len(kept) and shaped[number + 1] and shaped[number + 2]
        follows = after.role == "bullet" or after.n_words >= 9 or shaped[number + 1]
        if shaped[number] and follows and not in_list and not opens_list and line.role == "paragraph":
            line.role, line.rule, line.run_in = "heading", "heading-line", 0


def _has_heading_shape(line: Line) -> bool:
    text = line.text
    if line.role != "paragraph" or len(text) > 110 or line.n_words > 14 or not (text[0].isupper() or text[0].isdigit()):
        return False
    if text[-1] == "?":
        return line.n_words <= 8
    return text[-1] not in '.!,:;…-–—"”' and bool(re.search("[A-Za-z]{3}", text)) and not DATE_LINE.fullmatch(text)
