"""One event, many articles: tellings of the same event are one happening, decided over the whole corpus."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from workbook import tables as contract
from workbook.linking.tellings import BIAS, CUT, NEAR, Likeness, Telling, tellings_of
from workbook.meaning import Vectors

FAR = -9.0  # log-odds of two tellings whose days do not meet
Pair = frozenset[str]
Rows = list[dict[str, Any]]


def find_happenings(
    tables: Mapping[str, pd.DataFrame],
    vectors: Vectors,
    *,
    joined: Collection[Pair] = (),
    separate: Collection[Pair] = (),
) -> pd.DataFrame:
    """Return the table ``happenings``: every event of ``events`` tells one of them.

    Groups are joined from the surest pair on, as long as the mean over all pairs of two groups speaks for it, so that
    one telling in between does not draw two happenings together.

    Args:
        tables: ``events``, ``articles``, ``sentences``, ``actors``, ``plan_mentions``, as corrected.
        vectors: Gives the meaning of headlines, and keeps it.
        joined: Pairs of events that the analyst holds for one happening.
        separate: Pairs that the analyst holds for two.
    """
    tellings = tellings_of(tables)
    again = tables["events"].dropna(subset=["repeats"])  # told twice by one article
    told_twice = {frozenset(pair) for pair in zip(again["event_id"], again["repeats"], strict=True)}
    groups = _grouped(tellings, Likeness(tellings, vectors).pairs(), {*joined, *told_twice}, separate)
    events = {row["event_id"]: row for row in contract.rows(tables["events"])}
    known = {telling.event_id: telling for telling in tellings}
    order = _order(tables["articles"])
    rows = [_row([events[name] for name in sorted(group, key=lambda n: order.get(known[n].article_id, ("",)))], known)
            for group in groups]  # fmt: skip
    pinned = [_pinned(event) for name, event in events.items() if name not in known]
    made = sorted(rows + pinned, key=lambda row: (row["earliest"] or row["latest"] or "9999", row["happening_id"]))
    return contract.make("happenings", made)


def with_agreement(happenings: pd.DataFrame, conflicts: pd.DataFrame) -> pd.DataFrame:
    """Return the happenings with ``agreement`` "differ" where two tellings of one contradict each other."""
    told = conflicts[(conflicts["relation"] == "contradicts") & (conflicts["left_table"] == "events")]
    differing = {*told["left_id"], *told["right_id"]}
    agreement = [
        "differ" if differing & set(names) else known
        for names, known in zip(happenings["event_ids"], happenings["agreement"], strict=True)
    ]
    return happenings.assign(
        agreement=pd.Series(agreement, index=happenings.index, dtype=happenings["agreement"].dtype)
    )


def _grouped(
    tellings: list[Telling],
    scores: Mapping[tuple[int, int], float],
    joined: Collection[Pair],
    separate: Collection[Pair],
) -> list[set[str]]:
    """Return the events of each happening: what is copied first, then by the best mean score, then by hand."""
    names = [telling.event_id for telling in tellings]
    groups = _Groups(tellings, separate)
    for same in _copies(tellings).values():
        for name in same[1:]:
            groups.join(same[0], name)
    by_name = {frozenset((names[one], names[other])): score for (one, other), score in scores.items()}
    for pair, score in sorted(by_name.items(), key=lambda item: (-item[1], sorted(item[0]))):
        if score < CUT:
            break
        one, other = sorted(pair)
        if groups.mean(one, other, by_name) >= CUT:
            groups.join(one, other)
    for by_hand in sorted(map(sorted, joined)):
        if len(by_hand) == 2 and set(by_hand) <= set(names):
            groups.join(*by_hand)
    return groups.all()


def _copies(tellings: list[Telling]) -> dict[tuple[str, str, str], list[str]]:
    """Return the events that near-duplicate articles tell in the same sentence and headline."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for telling in tellings:
        found[telling.source, telling.sentence, telling.headline].append(telling.event_id)
    return found


class _Groups:
    """Disjoint groups of events; pairs kept apart by the analyst never come together."""

    def __init__(self, tellings: Iterable[Telling], separate: Collection[Pair]) -> None:
        self._telling = {telling.event_id: telling for telling in tellings}
        self._of = {name: {name} for name in self._telling}
        self._apart = set(separate)

    def join(self, one: str, other: str) -> None:
        left, right = self._of[one], self._of[other]
        if left is right or any(frozenset((a, b)) in self._apart for a in left for b in right):
            return
        left |= right
        for name in right:
            self._of[name] = left

    def mean(self, one: str, other: str, scores: Mapping[Pair, float]) -> float:
        """Return the mean score over the pairs of two groups."""
        left, right = self._of[one], self._of[other]
        if left is right:
            return float("-inf")
        pairs = [(a, b) for a in left for b in right]
        return sum(scores.get(frozenset(pair), self._unlike(*pair)) for pair in pairs) / len(pairs)

    def _unlike(self, one: str, other: str) -> float:
        """Return the score of two tellings that share no word: their days may still allow one happening."""
        return BIAS if self._telling[one].apart(self._telling[other]) <= NEAR else FAR

    def all(self) -> list[set[str]]:
        return list({id(group): group for group in self._of.values()}.values())


def _order(articles: pd.DataFrame) -> dict[str, tuple[str, str]]:
    days = articles["published"].fillna("9999")
    return dict(zip(articles["article_id"], zip(days, articles["path"], strict=True), strict=True))


def _row(events: Rows, known: Mapping[str, Telling]) -> dict[str, Any]:
    """Return the row of a happening from its events, the earliest article first."""
    tellings = [known[event["event_id"]] for event in events]
    sources = {telling.source for telling in tellings}
    earliest, latest = _days(tellings)
    return {
        "happening_id": "h" + events[0]["event_id"],
        "headline": _fullest(events)["headline"],
        "earliest": earliest,
        "latest": latest,
        "event_ids": [event["event_id"] for event in events],
        "status": _status(events),
        "n_articles": len({telling.article_id for telling in tellings}),
        "n_sources": len(sources),
        "agreement": _agreement(tellings),
    }


def _agreement(tellings: Sequence[Telling]) -> str:
    """Return whether independent sources agree; where their exact days differ that is not clear."""
    if len({telling.source for telling in tellings}) == 1:
        return "single"
    exact = {telling.earliest for telling in tellings if not telling.width}
    return "unclear" if len(exact) > 1 else "agree"


def _fullest(events: Rows) -> dict[str, Any]:
    """Return the telling with most words among those of the happening's status."""
    status = _status(events)
    return max((event for event in events if event["status"] == status), key=lambda event: len(event["headline"]))


def _status(events: Rows) -> str:
    """Return what is known at the end: what one tells as planned and another as happened, happened."""
    told = [event["status"] for event in events]
    return "happened" if "happened" in told else str(told[-1])


def _days(tellings: list[Telling]) -> tuple[str | None, str | None]:
    """Return the interval that most independent sources give among the most exact ones."""
    width = min(telling.width for telling in tellings)
    exact = {(t.source, t.earliest, t.latest) for t in tellings if t.width == width}
    counted = Counter((first, last) for _, first, last in sorted(exact, key=str))
    (first, last), _ = counted.most_common(1)[0]
    return _iso(first), _iso(last)


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()


def _pinned(event: dict[str, Any]) -> dict[str, Any]:
    """Return the happening of an event that the analyst pinned: no article tells it."""
    return {
        "happening_id": "h" + event["event_id"], "headline": event["headline"], "earliest": event["earliest"],
        "latest": event["latest"], "event_ids": [event["event_id"]], "status": event["status"], "n_articles": 0,
        "n_sources": 0, "agreement": "single",
    }  # fmt: skip
