"""The matrix of plans and points, and the grid of actors and plans: cells laid out before they are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from workbook.analysis.matrix import NO_TOPIC, STATES, Version, cells, main_reference, versions
from workbook.charts.provenance import provenance
from workbook.charts.theme import theme_named
from workbook.charts.words import clip, counted, day_number, when, width_of, wrapped
from workbook.language.topics import topic_labels

MOST_GROUPS = 150  # points with a row each; above, points are counted by topic
ROW, SECTION, LINE = 46, 24, 13
NARROWEST, NARROW = 80, 95  # pixels of a column; in narrow ones their names are not repeated
COUNTS = ("changed", "removed", "added", "same", "only-here")
TINTS = {  # ground of a cell; the sign says the same
    "light": {"reference": "#edf1f5", "same": "#ffffff", "changed": "#fde9cc", "added": "#d8eede", "removed": "#f8d8d6",
              "only-here": "#e8e3f4", "absent": "#ffffff", "counted": "#edf1f5"},
    "dark": {"reference": "#28303a", "same": "#16191d", "changed": "#4d3a1c", "added": "#1f4430", "removed": "#522a2c",
             "only-here": "#37304d", "absent": "#16191d", "counted": "#28303a"},
}  # fmt: skip
TINTS["print"] = TINTS["light"]
WORDINGS = {"paraphrase": "paraphrases", "translation": "translations", "reported": "reports"}
MARKS = ["id", "x", "y", "w", "h", "state", "what", "full"]
TEXTS = ["id", "x", "y", "text", "role", "state"]


@dataclass(frozen=True)
class Layout:
    """Cells (``MARKS``) and words (``TEXTS``) in pixels from the top left, and what could not be shown."""

    marks: pd.DataFrame
    texts: pd.DataFrame
    height: int
    columns: Sequence[Version]
    left_out: Sequence[str]


def wording_notice(kinds: Sequence[str]) -> str:
    """Return the sentence that must stand wherever words of plans are shown that are not verbatim; or nothing."""
    said = [WORDINGS[kind] for kind in dict.fromkeys(kinds) if kind in WORDINGS]
    return f"the texts at hand are {' and '.join(said)}: the words are not the negotiators’" if said else ""


def shown_columns(corpus: Any, reference: str | None = None, told: str | None = "") -> list[Version]:
    """Return the columns: every plan's text by date, then what articles tell of one plan.

    Args:
        corpus: A corpus.
        reference: The plan that the others are compared with.
        told: The plan whose reports are shown; empty for the reference's, "all", or "none".
    """
    every = versions(corpus.plans, corpus.provisions)
    main = main_reference(corpus.plans, [one for one in every if reference in (None, one.plan_id)])
    of_plan = told or (main.plan_id if main else "")
    return [one for one in every if not one.article_id or of_plan in ("all", one.plan_id) or one == main]


def name_of(corpus: Any, column: Version) -> str:
    """Return a column's name: the plan's title, or which article tells it."""
    if not column.article_id:
        return column.title
    articles = corpus.articles["article_id"].tolist()
    return f"{column.title} told by article {articles.index(column.article_id) + 1}"


def lay_out(made: pd.DataFrame, columns: Sequence[Version], names: Mapping[str, str], width: int) -> Layout:
    """Place the cells.

    Args:
        made: Rows of :func:`workbook.analysis.matrix.cells`, all columns of each group to be shown.
        columns: The columns to show.
        names: Their names by key.
        width: Pixels; columns that find no room are left out.
    """
    label = min(max(width * 0.2, 76), 190)
    room = max(1, int((width - label) // NARROWEST))
    met = made[made["state"] != "absent"].groupby("key").size()  # who says most on these points goes first
    first = sorted(columns, key=lambda one: (bool(one.article_id), -met.get(one.key, 0)))[:room]
    kept, out = [one for one in columns if one in first], [names[one.key] for one in columns if one not in first]
    wide = min((width - label) / max(len(kept), 1), 220)
    page = _Page(label, wide, list(kept))
    page.legend([state for state in STATES if (made["state"] == state).any() and state not in ("reference", "absent")])
    page.heads(names)
    made = only_told(made, kept)
    labels = topic_labels()
    if made["group_id"].nunique() > MOST_GROUPS:
        for topic, rows in made.groupby("topic", sort=False):
            page.topic(str(topic), labels.get(str(topic), NO_TOPIC[1]), rows)
    else:
        for topic, rows in made.groupby("topic", sort=False):
            page.section(labels.get(str(topic), NO_TOPIC[1]), names)
            for _, group in rows.groupby("group_id", sort=False):
                page.group(group)
    return Layout(*page.drawn(), columns=kept, left_out=out)


class _Page:
    """Marks and texts as they are placed, from the top."""

    def __init__(self, label: float, wide: float, columns: list[Version]) -> None:
        self.label, self.wide, self.columns, self.y = label, wide, columns, 0.0
        self.marks: list[tuple[Any, ...]] = []
        self.texts: list[tuple[Any, ...]] = []

    def _left(self, at: int) -> float:
        return self.label + at * self.wide

    def legend(self, states: Sequence[str]) -> None:
        x, right = 0.0, self._left(len(self.columns))
        for state in states:
            sign, words = STATES[state]
            if x and x + width_of(words) + 30 > right:
                x, self.y = 0.0, self.y + 20
            self.marks.append(("legend", x + 1, self.y + 1, 17, 15, state, words, ""))
            self.texts.append(("", x + 5, self.y + 9, sign, "sign", state))
            self.texts.append(("", x + 23, self.y + 9, words, "label", ""))
            x += width_of(words) + 40
        self.y += 24 if states else 0

    def heads(self, names: Mapping[str, str]) -> None:
        for at, column in enumerate(self.columns):
            lines = [*two_lines(names[column.key], self.wide - 8, 11.5), day_of(column), ""]
            for line, words in enumerate(lines[:3]):
                role = "head" if words != lines[-2] else "quiet"
                self.texts.append(("", self._left(at) + 4, self.y + 8 + line * LINE, words, role, ""))
        self.top = self.y = self.y + 3 * LINE + 12

    def section(self, title: str, names: Mapping[str, str]) -> None:
        repeated = self.columns if self.wide > NARROW and self.y > self.top + 3 * ROW else ()
        room = self.label if repeated else self._left(len(self.columns))
        self.texts.append(("", 0, self.y + SECTION / 2, clip(title, room - 6, 12), "section", ""))
        for at, column in enumerate(repeated):
            self.texts.append(
                ("", self._left(at) + 4, self.y + SECTION / 2, clip(names[column.key], self.wide - 10), "quiet", "")
            )
        self.y += SECTION

    def group(self, group: pd.DataFrame) -> None:
        known = group.set_index("key")
        first = group.iloc[0]
        for line, words in enumerate(two_lines(first["subject"], self.label - 8)):
            self.texts.append(("", 0, self.y + ROW / 2 - 6 + line * LINE, words, "label", ""))
        away = next((one for one, state in zip(group["cell_id"], group["state"], strict=True) if state != "absent"), "")
        for at, column in enumerate(self.columns):
            cell = known.loc[column.key]
            state = cell["state"]
            target = f"at:{away}" if state == "absent" else cell["cell_id"]
            self._cell(at, target, state, cell["numbers"],
                       cell["words"] or STATES[state][1], STATES[state][1], cell["text"] or cell["base"])  # fmt: skip
        self.y += ROW

    def topic(self, topic: str, title: str, rows: pd.DataFrame) -> None:
        """Count the points of a topic: a click opens them."""
        for line, words in enumerate(two_lines(title, self.label - 8)):
            self.texts.append(("", 0, self.y + ROW / 2 - 6 + line * LINE, words, "label", ""))
        for at, column in enumerate(self.columns):
            states = rows.loc[rows["key"] == column.key, "state"].value_counts()
            n = int(states.sum() - states.get("absent", 0))
            said = " ".join(f"{STATES[state][0]} {states[state]:,}" for state in COUNTS if state in states)
            self._cell(
                at,
                f"topic:{topic}",
                "counted" if n else "absent",
                "",
                said or (counted(n, "point") if n else "–"),
                counted(n, "point"),
                title,
            )
        self.y += ROW

    def _cell(self, at: int, target: str, state: str, numbers: str, words: str, what: str, full: str) -> None:
        x = self._left(at)
        self.marks.append((target, x + 1, self.y + 1, self.wide - 3, ROW - 3, state, what, full[:400]))
        if state == "absent":
            self.texts.append((target, x + self.wide / 2 - 3, self.y + ROW / 2, "–", "quiet", state))
            return
        room = self.wide - 12
        sign = STATES.get(state, ("",))[0]
        self.texts.append((target, x + 5, self.y + 10, sign, "sign", state))
        self.texts.append((target, x + (18 if sign else 5), self.y + 10, clip(numbers, room - 14), "number", state))
        for line, part in enumerate(two_lines(words, room, 10.5)):
            self.texts.append((target, x + 5, self.y + 23 + line * LINE, part, "cell", state))

    def drawn(self) -> tuple[pd.DataFrame, pd.DataFrame, int]:
        texts = pd.DataFrame(self.texts, columns=TEXTS)
        return pd.DataFrame(self.marks, columns=MARKS), texts[texts["text"] != ""], int(self.y + 4)


def two_lines(words: str, room: float, size: float = 11) -> list[str]:
    """Return the words in at most two lines, cut with an ellipsis."""
    first: list[str] = []
    rest = words.split()
    while rest and width_of(" ".join([*first, rest[0]]), size) <= room:
        first.append(rest.pop(0))
    if not first:
        return [clip(words, room, size)]
    return [" ".join(first), clip(" ".join(rest), room, size)] if rest else [" ".join(first)]


def day_of(column: Version) -> str:
    """Return a text's day in words; a report has its plan's day in its name."""
    if not column.day or column.article_id:
        return ""
    day = int(day_number(pd.Series([column.day])).iloc[0])
    return when(day, day)


def drawing(theme: str, width: int, height: int) -> alt.LayerChart:
    """Return the chart without its data sets ``marks`` and ``texts``, which a widget may push."""
    look, tints = theme_named(theme), TINTS[theme]
    x = {"scale": alt.Scale(domainMin=0, domainMax=alt.ExprRef("width"), nice=False, zero=False), "axis": None}
    y = {"scale": alt.Scale(domainMin=0, domainMax=alt.ExprRef("height"), reverse=True, nice=False), "axis": None}
    marks, texts = (alt.Chart(alt.NamedData(name)) for name in ("marks", "texts"))
    grounds = alt.Scale(domain=[*tints], range=[*tints.values()])
    chosen = "datum.id == selected"
    tips = [alt.Tooltip("what:N", title="compared"), alt.Tooltip("full:N", title="text")]
    rects = marks.transform_calculate(x2="datum.x + datum.w", y2="datum.y + datum.h").mark_rect(
        cursor="pointer", cornerRadius=3, stroke=alt.ExprRef(f"{chosen} ? '{look.ink}' : '{look.line}'"),
        strokeWidth=alt.ExprRef(f"{chosen} ? 2 : 1"),
    ).encode(x=alt.X("x:Q", **x), x2="x2:Q", y=alt.Y("y:Q", **y), y2="y2:Q",
             fill=alt.Fill("state:N", scale=grounds, legend=None), tooltip=tips)  # fmt: skip
    sizes = {"head": 11.5, "section": 12, "sign": 12, "cell": 10.5, "label": 11, "quiet": 10.5, "number": 10.5}
    layers = [
        texts.transform_filter(f"datum.role == '{role}'").mark_text(
            align="left", baseline="middle", fontSize=size, cursor="pointer",
            color=look.quiet if role == "quiet" else look.ink,
            fontWeight="bold" if role in ("head", "section", "sign", "number") else "normal",
        ).encode(x=alt.X("x:Q", **x), y=alt.Y("y:Q", **y), text="text:N")
        for role, size in sizes.items()
    ]  # fmt: skip
    chart = alt.layer(rects, *layers).add_params(alt.param("selected", value=""))
    return chart.properties(width=width, height=height, config=look.config())


def question(made: pd.DataFrame) -> str:
    """Return the chart's title."""
    return "What does each plan say on each point?" if len(made) else "No plan has points"


def subtitle(
    made: pd.DataFrame, layout: Layout, reference: str, total: int, not_shown: Sequence[str] = ()
) -> list[str]:
    """Return what is shown, what is left out and how to read the cells, in parts."""
    groups = only_told(made, layout.columns)["group_id"].nunique()
    unseen = made["group_id"].nunique() - groups
    parts = [f"compared with {reference}", "– not mentioned"]
    parts += (
        ["an article is compared with the text of the plan it tells"]
        if any(one.article_id for one in layout.columns)
        else []
    )
    parts += [f"{counted(groups, 'point')} in the order of topics"]
    parts += (
        [f"counted by topic because there are more than {MOST_GROUPS}; a click opens a topic"]
        if groups > MOST_GROUPS
        else []
    )
    parts += [f"{total - groups - unseen:,} set aside by filters"] if total > groups + unseen else []
    parts += [f"{unseen:,} that only columns without room have"] if unseen else []
    out = [*layout.left_out, *not_shown]
    parts += (
        [f"columns not shown: {', '.join(out[:3])}{f' and {len(out) - 3} more' if len(out) > 3 else ''}"] if out else []
    )
    return [*parts, notice] if (notice := wording_notice([one.wording for one in layout.columns])) else parts


def plan_matrix(
    corpus: Any,
    *,
    reference: str | None = None,
    told: str | None = "",
    rows: pd.DataFrame | None = None,
    columns: Sequence[Version] | None = None,
    theme: str = "light",
    width: int = 860,
    filters: Mapping[str, Any] | None = None,
) -> alt.LayerChart:
    """Draw what each plan says on each point.

    Args:
        corpus: A corpus with plans.
        reference: The plan that the others are compared with; by default the one that most others answer.
        told: The plan whose telling by articles stands beside the texts; empty for the reference, "all" or "none".
        rows: Rows of :func:`workbook.analysis.matrix.cells` to show instead of all.
        columns: Columns to show, instead of ``told``.
        theme: ``light``, ``dark`` or ``print``.
        width: Pixels; columns that find no room are named as left out.
        filters: What the rows were chosen by, in words.

    Raises:
        WorkbookError: There is no such plan or theme.
    """
    everything = cells(corpus, reference=reference)
    made = everything if rows is None else rows
    chosen = shown_columns(corpus, reference, told) if columns is None else list(columns)
    made = only_told(everything[everything["group_id"].isin(made["group_id"])], chosen)
    names = {one.key: name_of(corpus, one) for one in versions(corpus.plans, corpus.provisions)}
    layout = lay_out(made, chosen, names, width)
    main = main_reference(corpus.plans, [one for one in chosen if reference in (None, one.plan_id)])
    others = [name for key, name in names.items() if key not in {one.key for one in chosen}]
    total = only_told(everything, chosen)["group_id"].nunique()
    said = subtitle(made, layout, names[main.key] if main else "nothing", total, others)
    look, head = theme_named(theme), question(made)
    shown = wrapped(said, width)
    points = corpus.provisions[corpus.provisions["provision_id"].isin([one for some in made["points"] for one in some])]
    meta = provenance(
        corpus, "provisions", points, title=head, said=said, total=len(corpus.provisions), filters=filters
    )
    meta["sources"] = [*plan_sources(corpus, layout.columns), *meta["sources"]]
    chart = drawing(theme, width, layout.height).properties(
        title=alt.TitleParams(head, subtitle=shown), description=f"{head} {'; '.join(said)}.",
        datasets={"marks": layout.marks.to_dict("records"), "texts": layout.texts.to_dict("records")},
    )  # fmt: skip
    return chart.properties(usermeta={"workbook": meta}, background=look.ground)


def only_told(made: pd.DataFrame, columns: Sequence[Version]) -> pd.DataFrame:
    """Return the cells of these columns, without groups that none of them mentions."""
    made = made[made["key"].isin([one.key for one in columns])]
    return made[made["group_id"].isin(made.loc[made["state"] != "absent", "group_id"])]


def plan_sources(corpus: Any, columns: Sequence[Version]) -> list[str]:
    """Return where each text is from, a line each."""
    sources = corpus.plans.set_index("plan_id")["sources"]
    return [f"{one.title} ({day_of(one) or 'no date'}, {one.wording}): {'; '.join(sources[one.plan_id])}"
            for one in columns if not one.article_id]  # fmt: skip
