"""What each line is: title, heading, paragraph, bullet, or something to set aside."""

from __future__ import annotations

import re
from itertools import pairwise

from workbook.cleaning.cues import SHORT, find_cue, is_ended
from workbook.cleaning.glued import words_of
from workbook.cleaning.lines import NAME, Line
from workbook.cleaning.published import DATE_LINE, DATELINE
from workbook.reading.source import Source

KEPT = frozenset({"title", "heading", "paragraph", "bullet"})
_BY = ("By ", "BY ", "Author: ", "Written by ", "Reporting by ")
_NAMES = rf"(?!The |All |Any )(?P<name>{NAME}(?:(?:,| and| AND| &) {NAME})*)"
_BYLINE = re.compile(rf"(?:by |{'|'.join(_BY)}){_NAMES}(?:(?: ?[,|/–—•·]| -| in | for |$).{{0,80}})?")
_SIGNED = re.compile(rf"(?P<name>{NAME}) ?[,|/–—] ?(?P<outlet>[A-Z][\w .&]{{1,30}})")
_AT_OUTLET = re.compile(r"(?P<outlet>[A-Z][\w .&]{1,30}), [A-Z][\w .'’-]{2,30}")  # "BBC News, Doha"
_PLACED_NAME = re.compile(rf"{NAME}(?: \([A-Z][\w .]{{1,30}}\))?")  # "Daily Nation (Kenya)"
_NOTE = 60  # words at most of what somebody writes over a mail that is sent on
_OUTLET = re.compile(
    r"^The |\b(?:News|Times|Post|Herald|Gazette|Tribune|Courier|Daily|Journal|Mail|Press|Agency|Review|Observer|Monitor"
    r"|Chronicle|Telegraph|Guardian|Standard|Star|Sun|Globe|Weekly|Today|Online|Radio|TV|Broadcasting|Magazine)\b"
)
_HEADLINE = 25  # words; a longer item of a list is prose
_CLOCK = re.compile(r" \d\d?:\d\d [ap]\.m\.$")
_BIOGRAPHY = re.compile(r" (?:is|was|covers|reports|writes|has|teaches|leads|edits|contributes) ")
_MAIL_FIELDS = ("From", "To", "Cc", "Sent", "Date", "Subject", "Reply-To")
_MAIL = re.compile(r"(?:From|To|Cc|Sent|Date|Subject|Reply-To): ?\S")
_CRUMB = re.compile(r"[^>›»|]{1,30}(?: ?[>›»|] ?[^>›»|]{1,30}){1,12}")
_SLOGAN = re.compile(r"[A-Z][^.!?–—]{2,50} [–—-] [A-Z“\"].{8,}")
_QUOTED = re.compile(r"[“\"][^“”\"]{20,}[”\"](?: ?[–—-] ?.{1,40})?")


def classify(lines: list[Line], source: Source) -> None:
    """Give each line its role; title, author and publisher are what the format's metadata give."""
    outlets = {word.lower() for word in (*words_of("outlet"), source.publisher or "")}
    _by_themselves([line for line in lines if line.text != source.title], outlets)
    body = [i for i, line in enumerate(lines) if line.role in {"paragraph", "bullet"} and _is_body(line, i == 0)]
    while len(body) > 1 and lines[body[-1]].role == "paragraph" and _is_slogan(lines[body[-1]]):
        body.pop()
    if body:
        _tail(lines[body[-1] + 1 :], outlets)
    _head(lines[: body[0]] if body else lines[:4], source.title, outlets)
    for line in lines[body[0] : body[-1] + 1] if body else ():
        if line.role == "navigation" and line.rule == "cue-line":
            line.role, line.rule = "paragraph", ""
    _about_the_author(lines, source.author or author(lines))
    _repeated(lines)
    _headings(lines)


def _by_themselves(lines: list[Line], outlets: set[str]) -> None:
    """Set aside what is known by its own words, wherever it stands."""
    headers = [line for line in lines if line.text.startswith(_MAIL_FIELDS) and _MAIL.match(line.text)]
    for line, after in pairwise(headers):  # what a mail program puts over a forwarded mail
        if after.start - line.end <= 2:
            line.set_aside("prompt", "mail-header")
            after.set_aside("prompt", "mail-header")
    _sent_on(lines, headers)
    _listed(lines)
    _signature(lines)
    for line in lines:
        if line.role not in {"paragraph", "bullet"} or (line.text.startswith(_BY) and _byline(line, outlets)):
            continue
        if cue := find_cue(line.text):
            line.set_aside(*cue)


def _sent_on(lines: list[Line], headers: list[Line]) -> None:
    """Set aside the few words that somebody wrote over a mail that is sent on: "FYI, see below. Tom"."""
    at = lines.index(headers[0]) if headers and headers[0].role == "prompt" else 0
    marked = at and lines[at - 1].text.startswith("-") and find_cue(lines[at - 1].text) == ("other", "mail-quoted")
    over = lines[: at - 1] if marked else []
    if sum(line.n_words for line in over) <= _NOTE:
        for line in over:
            line.set_aside("other", "mail-note")


def _listed(lines: list[Line]) -> None:
    """Set aside the headlines listed under "Read more on the lake war"."""
    under = False
    for line in lines:
        if line.mark and under and not line.text.endswith(".") and line.n_words <= _HEADLINE:
            line.set_aside("related", "listed-under-related")
        else:
            cue = find_cue(line.text) if line.n_words <= 8 and not is_ended(line.text) else None
            under = bool(cue and cue[0] == "related")


def _signature(lines: list[Line]) -> None:
    """Set aside the short lines under a mail's "--"."""
    at = next((place for place, line in enumerate(lines) if line.text == "--"), len(lines))
    for line in lines[at : at + 12]:
        if line.n_words > 12 or find_cue(line.text) == ("other", "mail-quoted"):
            break
        line.set_aside("other", "signature")


def kicker(lines: list[Line]) -> str | None:
    """Return the words over the title: a section's name, or else a navigation crumb."""
    crumbs = (line.text for line in lines if line.role == "navigation" and _is_crumb(line.text))
    return next((line.text for line in lines if line.role == "kicker"), None) or next(crumbs, None)


def author(lines: list[Line]) -> str | None:
    """Return the byline's name, or else the name over the date."""
    alone = (line.text for line in lines if line.rule == "name-over-date")
    return next((line.named for line in lines if line.named), None) or next(alone, None)


def _is_body(line: Line, first: bool) -> bool:
    return line.n_words >= 9 and is_ended(line.text) and not (first and line.text.endswith("?"))


def _head(lines: list[Line], title: str | None, outlets: set[str]) -> None:
    """What stands over the first paragraph: crumbs, kicker, title, byline, date."""
    for line in lines:
        _edge(line, outlets)
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
        dated = bool(DATE_LINE.fullmatch(after.text))
        stamped = dated or after.rule == "stamp" or after.role == "counter"
        if stamped and line.role == "paragraph" and line.n_words <= 4 and _PLACED_NAME.fullmatch(line.text):
            line.set_aside("byline", "outlet-over-date" if _OUTLET.search(line.text) else "name-over-date")
        elif line.rule == "byline" and after.role == "paragraph" and after.n_words <= 4 and not dated:
            after.set_aside("byline", "under-byline")
        elif after.rule == "outlet-and-place" and line.role == "paragraph" and re.fullmatch(NAME, line.text):
            line.named = line.text
            line.set_aside("byline", "name-over-outlet")


def _edge(line: Line, outlets: set[str]) -> None:
    """What may stand over and under the text: bylines, crumbs, rulers."""
    if line.role != "paragraph" or _byline(line, outlets):
        return
    if _is_crumb(line.text):
        line.set_aside("navigation", "crumb")
    elif re.fullmatch(r"[\W\d_]*", line.text):
        line.set_aside("other", "no-words")


def _byline(line: Line, outlets: set[str]) -> bool:
    """Set a line aside that names the author."""
    if len(line.text) > 160 or is_ended(_CLOCK.sub("", line.text)):
        return False
    found = _BYLINE.fullmatch(line.text)
    signed = None if found else _SIGNED.fullmatch(line.text)
    if signed and signed["outlet"].lower() in outlets:
        found = signed
    if found:
        line.named = found["name"]
        line.set_aside("byline", "byline")
        return True
    placed = _AT_OUTLET.fullmatch(line.text)
    if placed and placed["outlet"].lower() in outlets:
        line.set_aside("byline", "outlet-and-place")
        return True
    return False


def _title(free: list[Line], title: str | None) -> Line:
    if title and (named := next((line for line in free if _same(line.text, title)), None)):
        return named
    return next((line for line in free if line.n_words >= 4), max(free, key=lambda line: line.n_words))


def _same(a: str, b: str) -> bool:
    """Return whether one title is the other, or begins or ends it."""
    left, right = sorted((re.findall(r"\w+", a.lower()), re.findall(r"\w+", b.lower())), key=len)
    edges = (right[: len(left)], right[-len(left) :])
    return bool(left) and (left == right or (4 <= len(left) >= 0.6 * len(right) and left in edges))


def _fullness(line: Line) -> tuple[bool, int]:
    """The fuller title is better, but not for its capitals or the outlet's name at its end."""
    core = re.split(r" [|–—-] (?=[A-Z][\w. ]{1,30}$)", line.text)[0]
    return not line.text.isupper(), len(core) - (len(line.text) > len(core))


def _is_crumb(text: str) -> bool:
    marked = text.count("|") >= 2 or not set(text).isdisjoint(">›»")
    return marked and bool(_CRUMB.fullmatch(text)) and not DATE_LINE.fullmatch(text)


def _tail(lines: list[Line], outlets: set[str]) -> None:
    """What stands under the last paragraph: products, links, bylines, crumbs."""
    n_slogans = sum(line.role == "paragraph" and _is_slogan(line) for line in lines)
    among_others = n_slogans > 1 or any(line.role not in KEPT for line in lines)
    listed = False
    for line in lines:
        listed = listed or (line.role == "related" and line.n_words <= 4)
        if line.role in {"paragraph", "bullet"} and listed and not is_ended(line.text):
            line.set_aside("related", "listed-after-end")
        elif line.role != "paragraph":
            continue
        elif cue := find_cue(line.text, tail=True):
            line.set_aside(*cue)
        elif among_others and _is_slogan(line):
            line.set_aside("advert", "slogan-after-end")
        else:
            _edge(line, outlets)


def _is_slogan(line: Line) -> bool:
    return line.n_words <= 30 and bool(_SLOGAN.fullmatch(line.text)) and not DATELINE.match(line.text)


def _about_the_author(lines: list[Line], name: str | None) -> None:
    """Set aside what stands under the text about who wrote it."""
    kept = [line for line in lines if line.role == "paragraph"]
    for line in kept[-2:] if name and len(kept) > 3 else ():
        if line.text.startswith(str(name)) and _BIOGRAPHY.match(line.text, len(str(name))) and line.n_words < 60:
            line.set_aside("byline", "about-the-author")


def _repeated(lines: list[Line]) -> None:
    """Set aside quotations pulled out of the text: lines in quotation marks all of whose words one paragraph has."""
    paragraphs = [line for line in lines if line.role == "paragraph"]
    pulled = [line for line in paragraphs if len(line.text) <= SHORT and _QUOTED.fullmatch(line.text)]
    for line in pulled[:20]:
        words = set(re.findall(r"\w+", line.text.lower()))
        others = (other.text.lower() for other in paragraphs if len(other.text) > len(line.text))
        if len(words) >= 5 and any(words <= set(re.findall(r"\w+", other)) for other in others):
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
