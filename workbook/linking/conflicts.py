"""Disagreements between tellings of one happening, and between printings of one quotation.

What is vague beside exact, or early beside late, is no conflict: it refines or updates. False alarms cost trust, so
only what two independent sources tell outright is compared.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any, NamedTuple

import pandas as pd

from workbook import tables as contract
from workbook.linking.figures import TOLLS, counted_once, figures_of
from workbook.linking.reported import reported_conflicts
from workbook.linking.spoken import spoken_conflicts
from workbook.linking.tellings import OPEN, VAGUE, WEEK, Telling, sharpness, stems_of, tellings_of
from workbook.meaning import Vectors

SAME_HEADLINE = 0.6  # cosine of two headlines that differ in day or truth
SHARP = 0.75  # from which on a plan tells one happening: three articles tell four events of it
SHARED = 2  # words of two such headlines
_ACCORD = frozenset({"agree", "accep", "promi", "pledg", "signe", "conse"})  # beginnings of words
SETTLES = 3  # days after which a toll no longer grows from one report to the next
ORDER = {"contradicts": 0, "updates": 1, "refines": 2}
_NAME = re.compile(r"(?<=\w )[A-Z]\w{2,}")  # words with a capital letter inside a headline
_CALENDAR = frozenset((*calendar.day_name, *calendar.month_name))
KINDS = ("date", "status", "number", "speaker", "wording")  # the surest first
_PLACELESS = re.compile(r"\b(?:there|here)$")  # "three people died there" may be of another place
# "on the same night" has the day of another sentence, which may be read wrongly
_OF_ANOTHER_DAY = re.compile(r"\b(?:same|following|next|previous) (?:day|night|evening|morning|afternoon)\b")
_SUM = re.compile(r"\b(?:in all|in total|altogether|all told|combined|overall)\b")  # of several places or days
_BEGINS = re.compile(r"\b(?:beg[aiu]n|begins|start(?:s|ed)?|open(?:s|ed)?|convened?)\b")
Rows = list[dict[str, Any]]


class _Side(NamedTuple):
    """What one telling says, and as it is said to an analyst."""

    telling: Telling
    value: Any
    said: str


def find_conflicts(tables: Mapping[str, pd.DataFrame], happenings: pd.DataFrame, vectors: Vectors) -> pd.DataFrame:
    """Return the table ``conflicts``, contradictions first, the surest kinds first.

    Args:
        tables: ``articles``, ``sentences``, ``events``, ``quotes``, ``actors``, ``plans``, ``provisions``,
            ``alignments``.
        happenings: The table, which says what is told together.
        vectors: Gives the meaning of quotations, and keeps it.
    """
    known = {telling.event_id: telling for telling in tellings_of(tables)}
    sharp = {plan for plan, share in sharpness(list(known.values())).items() if share >= SHARP}
    status = dict(zip(tables["events"]["event_id"], tables["events"]["status"], strict=True))
    published = _published(tables["articles"])
    rows: Rows = []
    for names, headline in zip(happenings["event_ids"], happenings["headline"], strict=True):
        tellings = [known[name] for name in names if name in known]
        if len({telling.source for telling in tellings}) > 1:
            found = list(_statuses(tellings, status))
            for kept in ("happened", "planned"):
                same = [one for one in tellings if status[one.event_id] == kept]
                found += _dates(same)
                rows += [row | {"of": headline} for row in _numbers(same, published)]
            rows += [row | {"of": headline} for row in found if _is_one_matter(row, known, vectors, sharp)]
    rows += reported_conflicts(tables)
    rows += spoken_conflicts(tables, vectors)
    rows.sort(key=lambda row: (ORDER[row["relation"]], KINDS.index(row["kind"])))
    for row in rows:
        parts = (row["kind"], *sorted((row["left_id"], row["right_id"])), row["explanation"])
        row["conflict_id"] = "x" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
        if headline := row.pop("of", None):
            row["explanation"] = f"On “{headline}”: {row['explanation'][0].lower()}{row['explanation'][1:]}"
    unique = {row["conflict_id"]: row for row in rows}
    return contract.make("conflicts", list(unique.values()))


def _is_one_matter(
    row: Mapping[str, Any], known: Mapping[str, Telling], vectors: Vectors, sharp: Collection[str]
) -> bool:
    """Say whether two headlines tell one matter: other days or other truth need more than a subject.

    They share two words or one of agreement, or mean the same; or both speak of one plan of which little else is told.
    """
    if (known[row["left_id"]].plans & known[row["right_id"]].plans).intersection(sharp):
        return True
    bodies = [known[row[side]].bodies for side in ("left_id", "right_id")]
    if all(bodies) and not bodies[0] & bodies[1]:
        return False  # the union's council and the nations' council
    headlines = [known[row[side]].headline for side in ("left_id", "right_id")]
    ours, theirs = (frozenset(_NAME.findall(headline)) - _CALENDAR for headline in headlines)
    if ours and theirs and not ours & theirs:
        return False  # shells on two towns
    shared = stems_of(headlines[0]) & stems_of(headlines[1])
    if len(shared) >= SHARED or shared & _ACCORD:
        return True
    left, right = vectors.of(headlines)
    return bool(left @ right >= SAME_HEADLINE)


def _published(articles: pd.DataFrame) -> dict[str, str]:
    days = articles["published"].astype(object)
    return {name: day for name, day in zip(articles["article_id"], days, strict=True) if isinstance(day, str)}


def _sides(sides: Sequence[_Side]) -> Iterator[tuple[_Side, _Side]]:
    """Yield one pair for each two different values that independent sources give, the first telling of each."""
    first: dict[Any, list[_Side]] = defaultdict(list)
    for side in sides:
        if side.telling.source not in {other.telling.source for other in first[side.value]}:
            first[side.value].append(side)
    for ours, theirs in combinations(first.values(), 2):
        pairs = product(ours, theirs)
        found = next((pair for pair in pairs if pair[0].telling.source != pair[1].telling.source), None)
        if found:
            yield found


def _conflict(kind: str, relation: str, left: _Side, right: _Side, explanation: str) -> dict[str, Any]:
    return {
        "kind": kind, "relation": relation, "left_table": "events", "left_id": left.telling.event_id,
        "right_table": "events", "right_id": right.telling.event_id, "explanation": explanation,
    }  # fmt: skip


def _dates(tellings: Sequence[Telling]) -> Iterator[dict[str, Any]]:
    """Yield exact days that differ; a month that holds the day, or a day before some day, is only less exact."""
    plain = (one for one in tellings if one.width <= 1 and one.is_plain and not _OF_ANOTHER_DAY.search(one.sentence))
    exact = [_Side(one, (one.earliest, one.latest), _day(one.latest)) for one in plain]
    for left, right in _sides(exact):
        if left.telling.apart(right.telling):
            said = f"One says {left.said}, the other {right.said}."
            yield _conflict("date", "contradicts", left, right, said)
    yield from _beginnings(tellings)


def _beginnings(tellings: Sequence[Telling]) -> Iterator[dict[str, Any]]:
    """Yield a day on which something began that is another than the first of the days that it took elsewhere."""
    took = [_Side(one, one.earliest, f"it began on {_day(one.earliest)}") for one in tellings if 1 < one.width < WEEK]
    began = [
        _Side(one, one.earliest, f"on {_day(one.earliest)}")
        for one in tellings
        if not one.width and one.is_plain and _BEGINS.search(one.headline)
    ]
    for left, right in product(took[:1], began):
        if left.value != right.value and left.telling.source != right.telling.source:
            yield _conflict("date", "contradicts", left, right, f"One says {left.said}, the other {right.said}.")


def _day(ordinal: int | None) -> str:
    """Return a day as an analyst writes it: 23 November 2025."""
    day = pd.Timestamp.fromordinal(ordinal or 1)
    return f"{day.day} {day:%B %Y}"


def _statuses(tellings: Sequence[Telling], status: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield what one tells as happened and another denies or calls off; planned and then happened is an update."""
    sides = [_Side(one, status[one.event_id], status[one.event_id]) for one in tellings]
    for left, right in _sides(sides):
        values = {left.value, right.value}
        if values <= {"happened", "denied", "cancelled"} or values == {"planned", "denied"}:
            said = f"One tells that it {_told(left.value)}, the other that it {_told(right.value)}."
            yield _conflict("status", "contradicts", left, right, said)
        elif values == {"happened", "planned"}:
            said = "One tells it as planned, the other that it happened."
            yield _conflict("status", "updates", left, right, said)


def _told(status: str) -> str:
    return {
        "happened": "happened", "denied": "did not happen", "cancelled": "was called off", "planned": "is to come",
    }[status]  # fmt: skip


def _numbers(tellings: Sequence[Telling], published: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield figures that count the same and differ."""
    by_measure: dict[str, list[_Side]] = defaultdict(list)
    for telling in tellings:
        if _PLACELESS.search(telling.headline):
            continue
        if VAGUE < telling.width < OPEN:
            continue  # the dead of two years
        for figure in counted_once(figures_of(telling.sentence)):
            by_measure[figure.measure].append(_Side(telling, figure._replace(text=""), figure.text.lower()))
    for sides in by_measure.values():
        for left, right in _sides(sides):
            if left.value.value != right.value.value:
                relation = _relation(left, right, sides, published)
                counted = "" if left.value.measure in left.said else f" ({left.value.measure})"
                said = f"One says {left.said}{counted}, the other {right.said}."
                yield _conflict("number", relation, left, right, said)


def _relation(left: _Side, right: _Side, sides: Sequence[_Side], published: Mapping[str, str]) -> str:
    """Tell a contradiction from a floor or a rough figure, and from a toll that grew between two reports."""

    def day(side: _Side) -> str:
        return published.get(side.telling.article_id, "")

    early, late = sorted((left, right), key=day)
    grew = bool(day(early)) and day(early) < day(late) and late.value.value > early.value.value
    if grew and any(kind in early.value.measure for kind in TOLLS):
        held = any(side.value.value <= early.value.value and day(side) >= day(late) for side in sides)
        if not held and (early.value.bound != "exact" or _is_fresh(left.telling, day(early))):
            return "updates"
    more = max(left, right, key=lambda side: float(side.value.value))
    is_sum = _SUM.search(more.telling.sentence) is not None
    return "refines" if is_sum or left.value.agrees(right.value) else "contradicts"


def _is_fresh(telling: Telling, reported: str) -> bool:
    """Say whether a report is of the first days, when a toll still grows."""
    return telling.latest is not None and pd.Timestamp(reported).toordinal() - telling.latest <= SETTLES
