"""When an article was published, from what it says itself: datelines, date lines and exact past dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from workbook.reading.days import CHANGED, ISSUED, day_order, label_before, to_day

_MONTH = (
    r"(?=[A-Z])(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_DAY_ONLY = rf"(?:{_MONTH} {_DAY}|{_DAY} {_MONTH})"
_NUMBERS = rf"[0-3]?\d([./])[01]?\d\1{_YEAR}|{_YEAR}-[01]\d-[0-3]\d"
_DATE = re.compile(rf"(?<![\w/.-])(?:{_DAY_ONLY},? {_YEAR}|{_NUMBERS})(?!\d)")
_LINE, _HEAD_LINES = re.compile(r"[^\n]+"), 5
_AROUND = 25, 7  # characters of a date before and after its year's own
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?"
_WEEKDAY_AFTER = r"(?: \(?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\)?)?"  # "November 23, 2025 Sunday"
_DIGITS = rf"[0-3]?\d[./][01]?\d[./]{_YEAR}|{_YEAR}-[01]\d-[0-3]\d"
_ANY_DATE = rf"(?:{_DAY_ONLY}(?:,? {_YEAR})?|{_DIGITS})"
_CAPITALS = r"[A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]*){0,3}"
_CITY = r"[A-Z][\w'’.-]{2,}(?: [A-Z][\w'’.-]*){0,2}"
# A city of two words, where what stands before it may be a title.
_CITY_AFTER = (
    r"(?:(?:New|San|Santa|Los|El|Al|Tel|Abu|Addis|Port|Saint|Buenos|Mexico|Kuala|Cape|Hong|Panama|Phnom|The|La) )?"
    r"[A-Z][\w'’-]{2,}"
)
_AGENCY = r"(?:\([A-Z][\w .,/&-]{1,30}\)|/[A-Z][\w ]{1,20}/\.?)"
_STROKE = r"(?:[–—:|]|--?)"
_CLOCK = r"(?:(?:,| \|)? (?:at )?\d\d?[:.]\d\d ?(?:[apAP]\.?[mM]\.?)?(?: ?(?:\(?[A-Z]{2,4}\)?))?)?"


def _dateline(city: str) -> str:
    """Return the pattern of "GENEVA, Nov 23 (Agency) –", "KYIV, Ukraine (AP) —", "November 30, 2025 –", "JUBA – "."""
    place = rf"(?:{_CAPITALS}|{city})(?:[,/] ?{_CITY})?"
    return (
        rf"(?:{place}(?:,? {_WEEKDAY}{_ANY_DATE}\.?)?,? ?{_AGENCY}(?<=/\.)(?= )"
        rf"|{place}(?:,? {_WEEKDAY}{_ANY_DATE})?,? ?{_AGENCY}(?:,? {_WEEKDAY}{_ANY_DATE})? ?{_STROKE}"
        rf"|{place}(?:,| \|) ?{_WEEKDAY}{_ANY_DATE},? ?{_STROKE}"
        rf"|{_CAPITALS}(?:, {_CITY})?(?: {_WEEKDAY}{_ANY_DATE})?(?: ?(?:[–—]|--)| -)"
        rf"|{_WEEKDAY}{_ANY_DATE}(?: ?{_AGENCY})? ?{_STROKE})(?= |$)"
    )


_NOT_AFTER = "".join(rf"(?<! {word})" for word in ("on", "of", "in", "by", "to", "from", "since", "until", "for"))
DATE_AFTER_TITLE = re.compile(
    rf"(?<=[\w?!”\"’')]){_NOT_AFTER}(?<!,) (?P<date>{_WEEKDAY}{_ANY_DATE}(?<=\d\d\d\d))(?= [A-Z“\"])"
)
DATELINE = re.compile(rf"{_dateline(_CITY)}|{_AGENCY} ?(?:[–—-]|--)(?= )")
DATELINE_AFTER_TITLE = re.compile(rf"(?<= )(?:{_dateline(_CITY_AFTER)})")
DATE_LINE = re.compile(
    rf"(?:[A-Z][^|·•\d]{{1,40}}[|·•,] ?){{0,3}}(?:{_CITY}(?:, {_CITY})? ?[|,/·–-] ?)?"
    rf"{_WEEKDAY}{_ANY_DATE}{_WEEKDAY_AFTER}{_CLOCK}(?:(?: ?[|·•/] ?|,? (?=[Bb][Yy] ))[^|·•/]{{1,40}}){{0,2}}\.?"
)
# "Last modified on Fri 28 Nov 2025 14.05 GMT", "Publication date: Nov 23, 2025", "Mar 4, 2024, 10:15 – World",
# "4 May 2024 (updated 6 May 2024)"
STAMP = re.compile(
    rf"(?i:(?:page )?(?:first |last |originally |this (?:page|article|story) was )?"
    rf"(?:{ISSUED}|{CHANGED}|created|date)\b)"
    rf"|{_WEEKDAY}{_DAY_ONLY},? {_YEAR}{_CLOCK} [–—|·-] [A-Z]\w+(?: \w+)?$"
    rf"|{_WEEKDAY}(?:{_DAY_ONLY},? {_YEAR}|{_DIGITS})(?: -)?{_CLOCK} ?[|·•,;:(–—-]? ?"
    rf"(?i:(?:last |first )?(?:{CHANGED}|{ISSUED})\b)"
)
ISSUED_ON = re.compile(rf"\b(?:{ISSUED}) on {_WEEKDAY}{_ANY_DATE}$")
# "This article was amended on 28 November 2025.", "The original version of this story has been corrected …"
AMENDED = re.compile(
    r"(?i)[*_(\[]*(?:an? (?:earlier|previous|original) version of this (?:article|story|report|piece|post|page)\b"
    r"|(?:this|the original version of this) "
    r"(?:article|story|report|piece|post|page|version|headline|text|item)\b[^.]{0,60}?"
    r"\b(?:was|were|has been|have been) (?:\w+ )?(?:amended|updated|corrected|edited|modified|revised|clarified|changed"
    r"|(?:re)?published)\b|(?:correction|clarification|update) ?(?:\(|:|,|–|—|-) ?)"
)
_AHEAD = re.compile(
    r"(?i)\b(?:will|would|could|may|might|plan|plans|planned|schedul\w+|due|expect\w+|propos\w+|set for|set to|slated"
    r"|to be held|until|till|through|deadline|by|expire\w*|before|upcoming|next|from)\b[^.;]*$"
)


def head_lines(text: str) -> Iterator[re.Match[str]]:
    """Yield the lines at the head of an article, in which it says when and where it appeared."""
    yield from islice(_LINE.finditer(text), _HEAD_LINES)


def date_lines(text: str) -> Iterator[re.Match[str]]:
    """Yield the lines at the head that hold nothing but the day and where the article appeared."""
    yield from (line for line in head_lines(text) if DATE_LINE.fullmatch(line.group().strip()))


def exact_days(text: str) -> list[str]:
    """Return each full date of ``text`` that can be read in one way, as an ISO day."""
    return [day for _, day in _dates(text) if day]


def _dates(text: str) -> Iterator[tuple[re.Match[str], str | None]]:
    """Yield each full date and its ISO day: years are found fast, and the rest of a date stands beside its year."""
    matches, after, (left, right) = [], 0, _AROUND
    for year in re.finditer(_YEAR, text):
        found = _DATE.search(text, max(after, year.start() - left), year.end() + right)
        if found:
            after = found.end()
            matches.append(found)
    order = day_order(match[0] for match in matches)
    for match in matches:
        yield match, to_day(match[0], order)


def last_past(text: str) -> str | None:
    """Return the last exact ISO day that ``text`` tells as past; None if there is none.

    A date that announcing words stand before in its clause is not past, and one after "Updated" is the page's.
    """
    days, after = [], 0
    for match, day in _dates(text):
        before = text[max(after, match.start() - 90) : match.start()]
        label = label_before(before[-30:].rpartition("\n")[2])
        if day and label != "changed" and not _AHEAD.search(before):
            days.append(day)
        after = match.end()
    return max(days, default=None)


def labelled_days(line: str) -> Iterator[tuple[str, str]]:
    """Yield what each date of a line is, and its ISO day: "Updated: Nov 28, 2025 | Published: Nov 23, 2025"."""
    label, after = "", 0
    for match, day in _dates(line):
        label = label_before(line[after : match.start()]) or label
        after = match.end()
        if day:
            yield label, day


def published_in(
    stated: Iterable[str], openings: Sequence[str], last: str | None
) -> tuple[str | None, tuple[str, ...]]:
    """Return the ISO day of publication that the article itself gives, and the days of lines that disagree.

    The day of an update, a correction, a download or a database is never taken.

    Args:
        stated: Lines that were set aside and may say when it was published or updated.
        openings: The first lines of the text, where a dateline or a line with a date may stand.
        last: The last past day of the whole text, which tells the year of a dateline without one.
    """
    labelled = [pair for line in stated for pair in labelled_days(line)]
    issued = dict.fromkeys(day for label, day in labelled if label == "issued")
    if len(issued) > 1:
        return None, tuple(issued)
    if issued:
        return next(iter(issued)), ()
    unlabelled = next((day for label, day in labelled if not label), None)
    for line in openings:
        found = DATE_LINE.fullmatch(line) or DATELINE.match(line)
        if found and label_before(found.group()) != "changed":
            days = exact_days(found.group())
            return (days[0] if days else _in_year(found.group(), last) or unlabelled), ()
    return unlabelled, ()


def _in_year(words: str, last: str | None) -> str | None:
    """Return the day without a year that ``words`` give, in the year that puts it at ``last`` or soon after."""
    match = re.search(rf"\b{_DAY_ONLY}(?!\w)", words)
    if not match or not last:
        return None
    before = date.fromisoformat(last)
    days = (to_day(f"{match.group()} {year}") for year in (before.year, before.year + 1))
    return next((day for day in days if day and 0 <= (date.fromisoformat(day) - before).days <= 60), None)
