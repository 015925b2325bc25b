"""What each plan says on each point: groups of aligned points against plans, one cell each.

A plan's text is compared with one text, the reference; what an article tells of a plan with that plan's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from workbook.analysis.alignment import group_name, groups_of, linked_by
from workbook.analysis.likeness import changes
from workbook.analysis.redline import redline
from workbook.analysis.versions import Version, main_reference, versions
from workbook.errors import WorkbookError
from workbook.language.plans.figures import changed_figures
from workbook.language.plans.topics import topic_labels

STATES = {  # sign, words
    "reference": ("", "the text compared with"),
    "same": ("✓", "no change found"),
    "reworded": ("≈", "other words"),  # what they change, if anything, is the reader's to say
    "changed": ("≠", "changed"),
    "added": ("+", "added"),
    "removed": ("−", "removed"),
    "only-here": ("•", "only here"),
    "absent": ("–", "not mentioned"),
}
OPEN = ("changed", "added", "removed")
NO_TOPIC = ("", "Other points")
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_BEFORE = re.compile(r"(?:Once|After|When|As soon as|Upon|Following)\b[^,;.:]*, (?=\w)")
_LOOSE_END = re.compile(r"[\s,]+(?:(?:and|or|of|the|a|an|to|in|that|for|with|by|on|from|is|are|will)\s+)*\S*$")
_VERB = re.compile(r" (?:(?P<modal>will|shall|must|would)|is|are|may)(?= )")
_ARTICLE = re.compile(r"(?:The|An?) (?=\w)")
_CLAUSE = re.compile(r"^(?:If|Whether|When|There|It)\b|\b(?:that|which|who|what)\b")  # what is no plain subject
_EVERYBODY = ("Both", "All", "Each", "Neither", "Every", "United")  # "Both sides" says not what it is about
_FEW = 6  # words of a subject
_LONGEST = 52  # characters of a row's name
_JOINING = re.compile(r"^(?:and|or|but) ")  # before the words that a cell tells first
_TELLING = 44  # characters of a cell that is told without its figures first


def cells(corpus: Any, *, reference: str | None = None) -> pd.DataFrame:
    """Return the cells of the matrix, groups in the order of topics, in each first what an answer changes.

    Args:
        corpus: A corpus, or anything with the tables plans, provisions and alignments.
        reference: The plan that the others are compared with; by default the one that most others answer.

    Returns:
        One row for each group and column: cell_id, group_id, plan_id, told_by (the article, or empty), key (the
        column), topic, subject (the point's short name), state (of ``STATES``), numbers, words (what is telling),
        text, base (the text it is compared with), changes (list), direct (compared pair by pair, not by way of
        a third plan), unsure (a pair of it was found by meaning only, and nobody accepted it), points and
        base_points (lists of provision_id), disputed (an answer differs here), contested
        (one does on this point).

    Raises:
        WorkbookError: The reference is no plan of the corpus.
    """
    plans, provisions = corpus.plans, corpus.provisions
    columns = versions(plans, provisions)
    if reference and reference not in {one.plan_id for one in columns}:
        known = ", ".join(sorted({one.plan_id for one in columns}))
        raise WorkbookError(f"there is no plan {reference!r} with points", wanted=f"one of {known or 'none'}")
    main = main_reference(plans, columns, reference)
    table = _Table(corpus, columns, main)
    rows = [table.cell(group, column) for group in table.order() for column in columns]
    made = pd.DataFrame(rows, columns=COLUMNS)
    near = _in_dispute(plans, main, columns)
    disputed = made["state"].isin(OPEN) & (made["told_by"] == "") & made["plan_id"].isin(near)
    made = made.assign(disputed=disputed, contested=made["group_id"].isin(made.loc[disputed, "group_id"]))
    topics = {topic: place for place, topic in enumerate(dict.fromkeys(made["topic"]))}
    order = made.assign(place=made["topic"].map(topics), settled=~made["contested"])
    return made.loc[order.sort_values(["place", "settled"], kind="stable").index].reset_index(drop=True)


def _in_dispute(plans: pd.DataFrame, main: Version | None, columns: Sequence[Version]) -> set[str]:
    """Return the plans that answer the reference or that it answers; every plan where no text answers another."""
    known = plans.set_index("plan_id")["responds_to"].dropna()
    own = main.plan_id if main else ""
    return {*known[known == own].index, *known[known.index == own]} or {one.plan_id for one in columns}


COLUMNS = [
    "cell_id", "group_id", "plan_id", "told_by", "key", "topic", "subject", "state", "numbers", "words",
    "text", "base", "changes", "direct", "unsure", "points", "base_points",
]  # fmt: skip


class _Table:
    """Points by group and column, and the judged pairs between them."""

    def __init__(self, corpus: Any, columns: Sequence[Version], main: Version | None) -> None:
        self.main, self.columns = main, columns
        self.points = {row["provision_id"]: row for row in corpus.provisions.to_dict("records")}
        answers = corpus.plans.dropna(subset=["responds_to"])
        self.answered = dict(zip(answers["plan_id"], answers["responds_to"], strict=True))
        self.own = {one.plan_id: one for one in columns if not one.article_id}
        pairs = corpus.alignments.dropna(subset=["left_id", "right_id"])
        unsure = pairs["alignment_id"][(pairs["found_by"] == "meaning") & (pairs["origin"] != "analyst")]
        self.unsure = {frozenset(both) for both in pairs.loc[unsure.index, ["left_id", "right_id"]].to_numpy()}
        kept = zip(pairs["left_id"], pairs["right_id"], pairs["relation"], pairs["changes"], strict=True)
        self.pairs = {frozenset((left, right)): (relation, list(labels)) for left, right, relation, labels in kept}
        names = list(self.points)
        linked = linked_by(self.pairs, corpus.plans, corpus.provisions)
        groups = groups_of(linked, corpus.plans, main.plan_id if main else None)
        stands = {names[at]: [group_name(names[one]) for one in sorted(some)] for at, some in groups.items()}
        self.members: dict[str, dict[str, list[str]]] = {}
        for one, row in self.points.items():  # a plan that nothing is compared with has points in no alignment
            article = row["article_id"] if isinstance(row["article_id"], str) else ""
            for group in stands.get(one, [group_name(one)]):
                self.members.setdefault(group, {}).setdefault(f"{row['plan_id']}:{article}", []).append(one)
        self.subjects: dict[str, tuple[str, str]] = {}

    def order(self) -> list[str]:
        """Return the groups by topic, then by the first column that has them, in its order; note their names."""
        topics = {topic: at for at, topic in enumerate(topic_labels())}
        place = {one: at for at, one in enumerate(self.points)}
        columns = [self.main.key if self.main else "", *(one.key for one in self.columns)]
        rank = {}
        for group, members in self.members.items():
            has, first = next((at, members[key]) for at, key in enumerate(columns) if key in members)
            topic = next((str(topic) for one in first for topic in self.points[one]["topics"]), NO_TOPIC[0])
            named = self.points[first[0]].get("subject")
            self.subjects[group] = topic, short_name(named if isinstance(named, str) else self._text(first[0]))
            rank[group] = topics.get(topic, len(topics)), has, place[first[0]]
        return sorted(rank, key=rank.__getitem__)

    def cell(self, group: str, column: Version) -> dict[str, Any]:
        members = self.members[group]
        points = members.get(column.key, [])
        against = self.own.get(column.plan_id) if column.article_id else self.main
        if points and column.article_id and all(self.points[one]["modality"] == "removed" for one in points):
            against = self.own.get(self.answered.get(column.plan_id, ""), against)
        base = members.get(against.key, []) if against and against != column else []
        state, labels, direct = self._state(column, points, base)
        text, base_text = ((" … " if column.article_id else " ").join(map(self._text, some)) for some in (points, base))
        compared = state in ("changed", "reworded") or (state == "same" and not column.article_id)
        figures = [str(figure) for one in points for figure in self.points[one]["figures"]]
        topic, subject = self.subjects[group]
        words = telling(text, base_text if compared else "", figures) if points else ""
        if state == "removed" and points and column.article_id:
            words = f"as reported: {text}"
        if state == "changed" and "figure" in labels:
            base_figures = [str(figure) for one in base for figure in self.points[one]["figures"]]
            words = figure_change(base_figures, figures) or words
        unsure = any(frozenset((one, other)) in self.unsure for one in base for other in points)
        return {
            "cell_id": f"{group}:{column.key}", "group_id": group, "plan_id": column.plan_id,
            "told_by": column.article_id, "key": column.key, "topic": topic, "subject": subject, "state": state,
            "numbers": _numbers(self.points[one]["number"] for one in points),
            "words": words,
            "text": text, "base": base_text, "changes": labels, "direct": direct, "unsure": unsure,
            "points": points, "base_points": base,
        }  # fmt: skip

    def _state(self, column: Version, points: Sequence[str], base: Sequence[str]) -> tuple[str, list[str], bool]:
        answers = not column.article_id and self.main and self.answered.get(column.plan_id) == self.main.plan_id
        if column == self.main:
            return ("reference" if points else "absent"), [], True
        if not points or not base:
            missing = "removed" if base and answers else "absent"
            return (("added" if answers else "only-here") if points else missing), [], True
        judged = {(one, other): self.pairs.get(frozenset((one, other))) for one in base for other in points}
        found = {pair: known for pair, known in judged.items() if known}
        relations = {relation for relation, _ in found.values()}
        if relations == {"removed"}:
            return "removed", [], True
        said = [some for _, some in found.values()] or [changes(self.points[a], self.points[b]) for a, b in judged]
        labels = dict.fromkeys(label for some in said for label in some)
        reached = {one for pair in found for one in pair}
        if found and not column.article_id and not reached.issuperset(base):
            labels["scope"] = None  # a part of the row is left out
        if found and relations == {"same"} and not labels.keys() - {"wording"}:
            return ("reworded" if labels else "same"), list(labels), True
        return "changed", [label for label in labels if label != "wording"], bool(found)

    def _text(self, point: str) -> str:
        return str(self.points[point]["text"])


def _numbers(numbers: Iterable[Any]) -> str:
    return ", ".join(str(number) for number in numbers if isinstance(number, str))


def telling(text: str, base: str, figures: Sequence[str]) -> str:
    """Return what a cell says first: of a changed point its new figure or longest new words, else figures and text."""
    parts = [(kind, _JOINING.sub("", words.strip(" ,;:."))) for kind, words in redline(base, text)] if base else []
    parts = [part for part in parts if any(len(word) > 3 or word.isdigit() for word in _WORD.findall(part[1]))]
    new, gone = ([words for kind, words in parts if kind == wanted] for wanted in ("insert", "delete"))
    for words in new:
        at = min((words.find(one) for one in figures if one in words and _digits(one) not in _digits(base)), default=-1)
        if at >= 0:
            return words[at:]
    if sum(map(len, new)) < len(text) * 0.8:  # else the text is another one
        if gone and len(max(gone, key=len)) > 2 * sum(map(len, new)):
            return f"without: {max(gone, key=len)}"
        if new:
            return f"new: {' … '.join(sorted(new, key=len, reverse=True))}"
    short = main_clause(text)
    return f"{', '.join(dict.fromkeys(figures))}: {short}" if figures and len(short) > _TELLING else short


def figure_change(base: Sequence[str], figures: Sequence[str]) -> str:
    """Return which figures took the place of which ("600,000 → 800,000"), or that none is named now; else nothing."""
    if base and not figures:
        return f"no figure named ({', '.join(dict.fromkeys(base))})"
    told = []
    for gone, new in changed_figures(base, figures):
        (number, _, unit), (_, _, other) = gone.printed.partition(" "), new.printed.partition(" ")
        told.append(f"{number if other in (unit, '') else gone.printed} → {new.printed}")
    return "; ".join(told)


def _digits(text: str) -> str:
    return re.sub(r"\D+", " ", f" {text} ")


def main_clause(text: str) -> str:
    """Return a text without a clause of time before it and marks at its end."""
    words = " ".join(text.split()).rstrip(" .:;")
    words = _BEFORE.sub("", words, count=1) if len(words) > _LONGEST else words
    return words[:1].upper() + words[1:]


def short_name(text: str) -> str:
    """Return what a point is about: its subject ("Size of the army"), or who is to do what."""
    name = _subject_of(main_clause(text))
    if len(name) > _LONGEST:
        name = re.split(r"[;:.] ", name)[0]
    return name if len(name) <= _LONGEST else _LOOSE_END.sub("", name[:_LONGEST]) + " …"


def _subject_of(clause: str) -> str:
    """Return the words before a clause's verb where they name a thing, before "will" "somebody to do something"."""
    verb = _VERB.search(clause)
    subject = _ARTICLE.sub("", clause[: verb.start()]) if verb else ""
    if not verb or len(subject.split()) > _FEW or _CLAUSE.search(subject):
        return clause
    subject = subject[:1].upper() + subject[1:]
    if " " in subject and subject.split()[0] not in _EVERYBODY:
        return subject
    return f"{subject} to {clause[verb.end() :].strip()}" if verb["modal"] else clause


def open_points(corpus: Any, *, reference: str | None = None) -> pd.DataFrame:
    """Return what is contested, and by whom.

    Returns:
        One row for each group that an answer changes, adds or removes: topic, point, a column for each plan's text
        (its state in words), what changes, contested by (the plans that differ, and who does not support the topic),
        and who takes a position on the topic. Positions on whole plans are in the grid of positions.
    """
    made = cells(corpus, reference=reference)
    made = made[made["contested"] & (made["told_by"] == "")]
    titles = corpus.plans.set_index("plan_id")["title"]
    labels, told = topic_labels(), corpus.positions.dropna(subset=["topic"])
    told = told.assign(name=told["actor_id"].map(corpus.actors.set_index("actor_id")["name"]).fillna("not named"))
    rows = []
    for _, group in made.groupby("group_id", sort=False):
        first = group.iloc[0]
        here = told[told["topic"] == first["topic"]]
        states = zip(group["plan_id"].map(titles), group["state"], strict=True)
        against = [*group.loc[group["disputed"], "plan_id"].map(titles), *here.loc[here["stance"] != "support", "name"]]
        rows.append(
            {"topic": labels.get(first["topic"], NO_TOPIC[1]), "point": first["subject"],
             **{title: STATES[state][1] for title, state in states},
             "what changes": _listed(label for some in group.loc[group["disputed"], "changes"] for label in some),
             "contested by": _listed(against),
             "positions on the topic": _listed(here["name"] + ": " + here["stance"]) or "none found"}
        )  # fmt: skip
    return pd.DataFrame(rows)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))
