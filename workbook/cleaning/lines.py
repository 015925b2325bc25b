"""The lines of an article, and what each is: title, heading, paragraph, bullet, or something to set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from workbook.cleaning.glued import Words, heading_end, run_in_end, starts
from workbook.cleaning.normalise import BULLET
from workbook.cleaning.published import DATE_AFTER_TITLE, DATE_LINE, DATELINE, DATELINE_AFTER_TITLE, exact_days
from workbook.lexicons import read_lexicon

KEPT = frozenset({"title", "heading", "paragraph", "bullet"})
_GLYPH = re.compile(r"(?: |^)(?=[•●▪◦‣∙■□▸►✓➤] ?\S)")
_GLUED = 500  # characters from which a paragraph may hide headings
_CREDIT = re.compile(r"(?:[/|:(\[]|[.!?…] )[\w :/-]{0,30}.$|^.$")
_SHORT = 300  # characters up to which a line may be something else than text
_ENDS = re.compile(r"[.!?…][\"”’')\]]*$")
_NAME = r"[A-Z][\w.'’-]+(?: (?:(?:al|de|van|von|bin|el|da|di|del)[ -])?[A-Z][\w.'’-]*){1,3}"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|Author:|Written by|Reporting by) (?P<name>{_NAME}(?:(?:,| and| &) {_NAME})*)(?P<rest>(?: ?[,|/–—•·]| -| in | for |$).{{0,80}})?"
)
_GLUED_BYLINE = re.compile(rf" (?:By|BY) {_NAME}(?: ?[|,/–—-] ?[A-Z][\w .]{{1,30}})?[ |,]*$|(?<=[a-z]) By {_NAME}(?= |$)")
_SIGNED = re.compile(rf"(?P<name>{_NAME}) ?[,|/–—] ?(?P<outlet>[A-Z][\w .&]{{1,30}})")
_CRUMB = re.compile(r"[^>›»|]{1,30}(?: ?[>›»|] ?[^>›»|]{1,30}){1,12}")
_SLOGAN = re.compile(r"[A-Z][^.!?–—]{2,50} [–—-] [A-Z“\"].{8,}")
_PRICE = re.compile(r"[$£€]\d+[.,]\d\d\b")
_REPORTS = re.compile(r"\b(?:said|says|told|reported|announced|warned|killed|met|agreed|according)\b")
_STAMP = re.compile(r"(?i)(?:first |last |originally )?(?:published|updated|posted|modified|issued|created|date)\b")
_BARE = re.compile(r"[\W\d_]*")
_QUOTED = re.compile(r"[“\"](?P<words>[^”\"]{20,})[”\"]")


@dataclass
class Line:
    """A line to be: a span of the normalised text and what it is."""

    start: int
    end: int
    text: str
    role: str = "paragraph"
    rule: str = ""
    run_in: int = 0
    mark: int = 0

    def set_aside(self, kind: str, rule: str) -> None:
        """Make it residue."""
        self.role, self.rule = kind, rule

    @property
    def n_words(self) -> int:
        """Words, counted by spaces."""
        return self.text.count(" ") + 1


def split(text: str) -> list[Line]:
    """Return the lines of the normalised text: breaks, bullets, and headings glued into paragraphs."""
    words, lines, at = Words.of(text), [], 0
    rows = text.split("\n")
    dashes = {mark for a, b in zip(rows, rows[1:], strict=False) if a[1:2] == " " and (mark := a[:2]) == b[:2]}
    for row in rows:
        places = [match.end() for match in _GLYPH.finditer(row)] if len(row) > 1 else []
        for place, end in zip([0, *(p for p in places if p)], [*(p for p in places if p), len(row)], strict=True):
            lines += _parts(text, at + place, at + end, words, dashes)
        at += len(row) + 1
    return lines


def _parts(text: str, start: int, end: int, words: Words, dashes: set[str]) -> list[Line]:
    start, end = start + text.startswith(" ", start, end), end - text.endswith(" ", start, end)
    if start >= end:
        return []
    bullet = BULLET.match(text, start, end)
    if bullet and (bullet.group()[0] in "•●▪◦‣∙■□▸►✓➤" or bullet.group() in dashes) and bullet.end() < end:
        mark = bullet.end() - start
        colon = run_in_end(text, start + mark, end, words)
        return [Line(start, end, text[start:end], "bullet", run_in=colon if colon > start + mark else 0, mark=mark)]
    lines: list[Line] = []
    if end - start >= _GLUED:
        return _unglued(text, start, end, words)
    colon = run_in_end(text, start, end, words)
    lines.append(Line(start, end, text[start:end], run_in=colon if colon > start else 0))
    return lines


def _unglued(text: str, start: int, end: int, words: Words) -> list[Line]:
    """Split a long paragraph where headings are glued into it, and cues to its end."""
    lines: list[Line] = []
    places = starts(text, start, end)
    first, head_to, colon_at = start, start, 0

    def close(stop: int) -> None:
        if body := text[first:stop].rstrip():
            lines.append(Line(first, first + len(body), body, run_in=colon_at))

    if start == 0:
        lines += _opening(text, end, words)
        first = head_to = lines[-1].end + 1 if lines else 0
    for place in places:
        if place < head_to:
            continue
        stop = place if DATELINE.match(text, place) else heading_end(text, place, end, words)
        colon = run_in_end(text, place, end, words) if stop == place else place
        if stop > place:
            close(place)
            lines.append(Line(place, stop, text[place:stop], "heading", "heading-glued"))
            first = head_to = stop + 1
            colon_at = 0
        elif colon > place:
            close(place)
            first, head_to, colon_at = place, colon + 2, colon
    tail = [place for place in places if place > first]
    stop = end
    cues: list[Line] = []
    while tail and stop - tail[-1] <= _SHORT and _cue(text[tail[-1] : stop].rstrip(), tail=True):
        body = text[tail[-1] : stop].rstrip()
        cues.append(Line(tail[-1], tail[-1] + len(body), body))
        stop = tail.pop()
    close(stop)
    return lines + cues[::-1]


def _opening(text: str, end: int, words: Words) -> list[Line]:
    """Return title, byline and date line where they are glued to the beginning."""
    end = min(end, 400)
    if DATELINE.match(text):
        return []
    found = [match for pattern in (DATELINE_AFTER_TITLE, DATE_AFTER_TITLE) if (match := pattern.search(text, 0, end))]
    dated = min(found, key=lambda match: match.start(), default=None)
    if not dated or re.search(r"[a-z]{2}\. ", text[: dated.start()]):
        stop = heading_end(text, 0, end, words, opening=True)
        return [Line(0, stop, text[:stop], "title", "title-glued")] if stop else []
    spans = [(0, dated.start())]
    if byline := _GLUED_BYLINE.search(text, 0, dated.start() + 1):
        spans = [(0, byline.start()), (byline.start() + 1, dated.start())]
    if "date" in dated.groupdict():
        spans.append((dated.start() + 1, dated.end()))
    lines = [Line(start, stop, text[start:stop].rstrip()) for start, stop in spans if stop > start]
    lines[0].role, lines[0].rule = "title", "title-glued"
    for line in lines:
        line.end = line.start + len(line.text)
    return lines


@cache
def _cues(where: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """Return the pattern of the cues that stand there, and the beginnings that one of them has."""
    table = read_lexicon("boilerplate")
    table = table[table["where"] == where]
    groups = []
    for kind, rows in table.groupby("kind", sort=False):
        cues = sorted(rows["cue"], key=len, reverse=True)
        groups.append(f"(?P<{kind}>" + "|".join(re.escape(cue).replace(r"\{n\}", r"\d[\d.,]*") for cue in cues) + ")")
    after = r"(?:[\s!:…|»>*–—-]|\.\.+)*$" if where in {"whole-line", "line-end"} else r"(?!\w)"
    return re.compile("(?:" + "|".join(groups) + ")" + after, re.IGNORECASE), frozenset(table["cue"].str[:3].str.lower())


def _begins(where: str, text: str) -> re.Match[str] | None:
    """Return the cue that ``text`` begins with; the look at three letters spares most lines the pattern."""
    pattern, beginnings = _cues(where)
    return pattern.match(text) if text[:3].lower() in beginnings or text[:1] in beginnings or text[:1].isdigit() or len(text) < 3 else None


def _cue(text: str, *, tail: bool = False) -> tuple[str, str] | None:
    """Return kind and rule where a cue says that a short line is no part of the article."""
    if len(text) > _SHORT:
        return None
    text = text.lstrip("|•·»>*–—-_[( ")
    if found := _begins("whole-line", text):
        return str(found.lastgroup), "cue-line"
    if tail and (found := _begins("end-of-article", text)):
        return str(found.lastgroup), "cue-end"
    if found := _begins("line-start", text):
        kind = str(found.lastgroup)
        # A sentence may begin with the same words; orders to the reader are sentences too.
        if found.group()[-1] in ":." or not _ENDS.search(text) or text.count(" ") < (8 if kind in {"related", "byline"} else 14 if kind in {"caption", "counter", "navigation"} else 40):
            return kind, "cue-start"
    if _STAMP.match(text) and text.count(" ") < 12 and not _ENDS.search(text) and exact_days(text):
        return "other", "stamp"
    if text.count(" ") < 25 and (found := _cues("anywhere")[0].search(text)) and not re.search("[\"“”]", text):
        return str(found.lastgroup), "cue-anywhere"
    if (found := _cues("line-end")[0].search(text, max(0, len(text) - 30))) and _CREDIT.search(text[: found.start() + 1]):
        return "caption", "credit"
    return None


def _is_body(line: Line, first: bool) -> bool:
    if line.role in {"title", "heading"}:
        return False
    return line.n_words >= 40 or (
        line.n_words >= 9 and bool(_ENDS.search(line.text)) and not (first and line.text.endswith("?"))
    )


def classify(lines: list[Line], title: str | None) -> None:
    """Give each line its role; ``title`` is the one that the format's metadata give."""
    for line in lines:
        if line.role in {"paragraph", "bullet"} and (cue := _cue(line.text)):
            line.set_aside(*cue)
    body = [i for i, line in enumerate(lines) if line.role in {"paragraph", "bullet"} and _is_body(line, i == 0)]
    while len(body) > 1 and lines[body[-1]].role == "paragraph" and _is_slogan(lines[body[-1]]):
        body.pop()
    if body:
        _tail(lines[body[-1] + 1 :])
    _head(lines[: body[0]] if body else lines[:4], title)
    middle = lines[body[0] : body[-1] + 1] if body else []
    for line in middle:
        if line.role in {"navigation"} and line.rule == "cue-line":
            line.role, line.rule = "paragraph", ""
    _repeated(lines)
    _headings(lines)


def _head(lines: list[Line], title: str | None) -> None:
    """What stands over the first paragraph: crumbs, kicker, title, byline, date."""
    for line in lines:
        if line.role == "paragraph":
            if _byline(line.text):
                line.set_aside("byline", "byline")
            elif _CRUMB.fullmatch(line.text) and not DATE_LINE.fullmatch(line.text) and _is_crumb(line.text):
                line.set_aside("navigation", "crumb")
            elif _BARE.fullmatch(line.text):
                line.set_aside("other", "no-words")
    free = [line for line in lines if line.role in {"paragraph", "title"} and not DATE_LINE.fullmatch(line.text)]
    if not free:
        return
    chosen = next((line for line in free if line.role == "title"), None) or _title(free, title)
    chosen.role, chosen.rule = "title", chosen.rule or "title"
    same = [line for line in free if _same(line.text, chosen.text)]
    fullest = max(same, key=_fullness)
    for line in same:
        if line is not fullest:
            line.set_aside("duplicate-title", "title-again")
    fullest.role, fullest.run_in = "title", 0
    for line, after in zip(lines, lines[1:], strict=False):
        if line.role == "paragraph" and line.n_words <= 4 and re.fullmatch(_NAME, line.text) and _is_stamp(after):
            line.set_aside("byline", "name-over-date")
    first = min(free.index(line) for line in same)
    for number, line in enumerate(free[:first]):
        if line.n_words <= 5 and line.role == "paragraph":
            line.set_aside("kicker" if number == first - 1 else "navigation", "over-title")


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
    return bool(left) and (left == right or (4 <= len(left) >= 0.6 * len(right) and left in (right[: len(left)], right[-len(left) :])))


def _fullness(line: Line) -> tuple[bool, int]:
    """The fuller title is better, but not for its capitals or the outlet's name at its end."""
    core = re.split(r" [|–—-] (?=[A-Z][\w. ]{1,30}$)", line.text)[0]
    return not line.text.isupper(), len(core) - (len(line.text) > len(core))


def _is_crumb(text: str) -> bool:
    items = [item.strip() for item in re.split("[>›»|]", text) if item.strip()]
    return (len(items) >= 3 or not set(text).isdisjoint(">›»")) and all(item.count(" ") <= 3 for item in items)


def _byline(text: str) -> str | None:
    """Return the name in a line that names the author."""
    if len(text) > 160 or _ENDS.search(text.removesuffix("Jr.")):
        return None
    found = _BYLINE.fullmatch(text)
    if not found:
        found = _SIGNED.fullmatch(text)
        if not found or found["outlet"].lower() not in _outlets():
            return None
    return None if re.match(DATE_LINE, found["name"]) else found["name"]


@cache
def _outlets() -> frozenset[str]:
    table = read_lexicon("title-words")
    return frozenset(table.loc[table["class"] == "outlet", "word"].str.lower())


def author(lines: list[Line]) -> str | None:
    """Return the byline's name."""
    bylines = [line for line in lines if line.role == "byline"]
    return next((name for line in bylines if (name := _byline(line.text))), None) or next(
        (line.text for line in bylines if line.rule == "name-over-date"), None
    )


def _tail(lines: list[Line]) -> None:
    """What stands under the last paragraph: products, links, bylines, crumbs."""
    slogans = [line for line in lines if line.role == "paragraph" and _is_slogan(line)]
    listed = False
    for line in lines:
        listed = listed or line.role == "related" and line.n_words <= 4
        if line.role != "paragraph":
            continue
        if listed and not _ENDS.search(line.text):
            line.set_aside("related", "listed-after-end")
        elif cue := _cue(line.text, tail=True):
            line.set_aside(*cue)
        elif line in slogans and (len(slogans) > 1 or any(other.role not in KEPT for other in lines)):
            line.set_aside("advert", "slogan-after-end")
        elif _byline(line.text):
            line.set_aside("byline", "byline")
        elif _CRUMB.fullmatch(line.text) and _is_crumb(line.text):
            line.set_aside("navigation", "crumb")
        elif _PRICE.search(line.text) and not _ENDS.search(line.text) and not _REPORTS.search(line.text):
            line.set_aside("advert", "price")
        elif _BARE.fullmatch(line.text):
            line.set_aside("other", "no-words")


def _is_slogan(line: Line) -> bool:
    text = line.text
    return (
        line.n_words <= 30 and bool(_SLOGAN.fullmatch(text)) and not _REPORTS.search(text) and not DATELINE.match(text)
    )


def _repeated(lines: list[Line]) -> None:
    """Set aside quotations pulled out of the text: short lines whose quoted words stand in a paragraph too."""
    pulled: list[tuple[Line, str]] = []
    said: set[str] = set()
    for line in lines:
        quotes = _QUOTED.findall(line.text) if line.role == "paragraph" else []
        if len(quotes) == 1 and len(line.text) <= _SHORT and len(line.text) - len(quotes[0]) < 40 and line.text[0] in "“\"":
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
        line.role == "heading" or _has_heading_shape(line) and not (asks and line.text.endswith("?")) for line in kept
    ]
    for number, line in enumerate(kept[:-1]):
        after = kept[number + 1]
        in_list = number > 1 and shaped[number - 1] and shaped[number - 2]
        opens_list = number + 2 < len(kept) and shaped[number + 1] and shaped[number + 2]
        if shaped[number] and not in_list and not opens_list and line.role == "paragraph":
            if after.role == "bullet" or after.n_words >= 9 or shaped[number + 1]:
                line.role, line.rule, line.run_in = "heading", "heading-line", 0


def _has_heading_shape(line: Line) -> bool:
    text = line.text
    if line.role != "paragraph" or len(text) > 110 or line.n_words > 14 or not (text[0].isupper() or text[0].isdigit()):
        return False
    if text[-1] == "?":
        return line.n_words <= 8
    if text[-1] == ":":
        return line.n_words <= 5 and text.istitle()
    return text[-1] not in '.!,;…-–—"”' and bool(re.search("[A-Za-z]{3}", text)) and not DATE_LINE.fullmatch(text)
