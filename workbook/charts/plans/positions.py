"""Who stands where: actors against plans and topics, as articles tell it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from workbook.charts.common.in_words import counted
from workbook.charts.common.provenance import provenance
from workbook.charts.common.text_width import two_lines, wrapped
from workbook.charts.common.theme import theme_named
from workbook.charts.plans.matrix_layout import LINE, MARKS, TEXTS, matrix_specification
from workbook.language.plans.topics import topic_labels

STANCES = {  # sign, words, ground
    "support": ("▲", "supports", "added"),
    "conditional": ("◆", "supports with conditions", "changed"),
    "oppose": ("▼", "opposes", "removed"),
    "unclear": ("?", "unclear", "only-here"),
}
MOST_ACTORS, MOST_COLUMNS, ROW = 40, 8, 46


def stance_cells(source: Any) -> pd.DataFrame:
    """Return a row for each actor and plan, or actor and topic, that positions were found for.

    Returns:
        actor, subject (the plan's title or the topic's label), stances (list, oldest first), n (positions),
        drift (the stances of two dates differ), differs (they differ, but not by date), ids (list of position_id).
    """
    positions, labels = source.positions, topic_labels()
    names = source.actors.set_index("actor_id")["name"]
    titles = source.plans.set_index("plan_id")["title"].to_dict()
    told = positions.assign(
        subject=[labels.get(topic, topic) if pd.notna(topic) else titles.get(plan, plan)
                 for topic, plan in zip(positions["topic"], positions["plan_id"], strict=True)],
        actor=positions["actor_id"].map(names).fillna("not named"),
        day=positions["earliest"].fillna(positions["latest"]),
    ).sort_values("day", na_position="last", kind="stable")  # fmt: skip
    rows = []
    for (actor, subject), some in told.dropna(subset=["subject"]).groupby(["actor", "subject"], sort=False):
        stances = list(dict.fromkeys(some["stance"]))
        dated = some.dropna(subset=["day"]).groupby("day", sort=True)["stance"].agg(set).tolist()
        drift = any(earlier.isdisjoint(later) for earlier, later in pairwise(dated))
        rows.append({"actor": actor, "subject": subject, "stances": stances, "n": len(some), "drift": drift,
                     "differs": len(stances) > 1 and not drift, "ids": some["position_id"].tolist()})  # fmt: skip
    return pd.DataFrame(rows, columns=["actor", "subject", "stances", "n", "drift", "differs", "ids"])


def position_grid(source: Any, *, theme: str = "light", width: int = 820) -> alt.LayerChart:
    """Draw actors against plans and topics; a cell says the stance by sign and colour, its quotes by their number.

    Args:
        source: A corpus.
        theme: ``light``, ``dark`` or ``print``.
        width: Pixels.
    """
    made, topics = stance_cells(source), set(topic_labels().values())
    label = min(max(width * 0.22, 90), 200)
    room = max(1, min(MOST_COLUMNS, int((width - label) // 96)))
    met = [
        made.groupby(side, sort=False)["n"].sum().sort_values(ascending=False, kind="stable").index
        for side in ("actor", "subject")
    ]
    actors, subjects = met[0][:MOST_ACTORS], sorted(met[1], key=topics.__contains__)[:room]  # plans first
    known = {(row.actor, row.subject): row for row in made.itertuples()}
    wide = min((width - label) / max(len(subjects), 1), 220)
    marks: list[Any] = []
    texts: list[Any] = []
    for at, subject in enumerate(subjects):
        _words(two_lines(subject, wide - 10, 11.5), label + at * wide + 4, 8, "head", texts)
    for line, actor in enumerate(actors):
        y = 34 + line * ROW
        _words(two_lines(actor, label - 8), 0, y + ROW / 2 - 6, "label", texts)
        for at, subject in enumerate(subjects):
            _cell(known.get((actor, subject)), label + at * wide, y, wide, marks, texts)
    shown = made[made["actor"].isin(actors) & made["subject"].isin(subjects)]
    head = "Who stands where on which plan or topic?" if len(made) else "No position was found"
    said = _said(made, shown, len(actors), len(subjects))
    rows = source.positions[source.positions["position_id"].isin(shown["ids"].explode())]
    meta = provenance(source, "positions", rows, title=head, said=said, total=len(source.positions))
    frames = {"marks": pd.DataFrame(marks, columns=MARKS), "texts": pd.DataFrame(texts, columns=TEXTS)}
    return matrix_specification(theme, width, 40 + len(actors) * ROW).properties(
        title=alt.TitleParams(head, subtitle=wrapped(said, width)), description=f"{head} {'; '.join(said)}.",
        datasets={name: frame.to_dict("records") for name, frame in frames.items()},
        usermeta={"workbook": meta}, background=theme_named(theme).ground,
    )  # fmt: skip


def _words(lines: list[str], x: float, y: float, role: str, texts: list[Any], mark: tuple[str, str] = ("", "")) -> None:
    texts.extend((mark[0], x, y + n * LINE, words, role, mark[1]) for n, words in enumerate(lines))


def _cell(found: Any, x: float, y: float, wide: float, marks: list[Any], texts: list[Any]) -> None:
    if found is None:
        marks.append(("none", x + 1, y + 1, wide - 3, ROW - 3, "absent", "no position found", ""))
        texts.append(("", x + wide / 2 - 3, y + ROW / 2, "–", "quiet", "absent"))
        return
    sign, words, ground = STANCES[found.stances[-1]]
    said = " → ".join(STANCES[one][1] for one in found.stances) if found.drift else "differs: " * found.differs + words
    mark, what = (found.ids[-1], ground), "drift between dates" if found.drift else words
    marks.append((found.ids[-1], x + 1, y + 1, wide - 3, ROW - 3, ground, what, said))
    _words([sign + " ⚑" * found.drift], x + 5, y + 10, "sign", texts, mark)
    _words([counted(found.n, "passage")], x + (34 if found.drift else 20), y + 10, "quiet", texts, mark)
    _words(two_lines(said, wide - 12, 10.5), x + 5, y + 23, "cell", texts, mark)


def _said(made: pd.DataFrame, shown: pd.DataFrame, actors: int, subjects: int) -> list[str]:
    parts = [f"{counted(actors, 'actor')}, {counted(int(shown['n'].sum()), 'passage')}"]
    parts += ["– no position found, which is not a neutral one", "a stance is that of the latest passage"]
    parts += ["⚑ drift: the stance differs between two dates"] if shown["drift"].any() else []
    parts += ["differs: articles tell different stances of the same time"] if shown["differs"].any() else []
    out = {"actor": made["actor"].nunique() - actors, "plan or topic": made["subject"].nunique() - subjects}
    left = [counted(n, one, "plans or topics" if one != "actor" else None) for one, n in out.items() if n]
    return [*parts, f"not shown: {', '.join(left)}"] if left else parts
