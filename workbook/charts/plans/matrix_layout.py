"""Cells of plans and points (or actors), laid out in pixels before they are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from workbook.analysis.matrix import NO_TOPIC, STATES
from workbook.analysis.versions import Version
from workbook.charts.common.in_words import counted, day_number, when
from workbook.charts.common.text_width import clip, two_lines, width_of
from workbook.charts.common.theme import theme_named
from workbook.charts.common.vega_lite import layer, layered
from workbook.language.plans.topics import topic_labels

MOST_GROUPS = 150  # points with a row each; above, points are counted by topic
ROW, SECTION, LINE = 32, 20, 12
NARROWEST, NARROW = 80, 95  # pixels of a column; in narrow ones their names are not repeated
GUTTER, NARROW_GUTTER = 28, 14  # pixels
COUNTS = ("changed", "removed", "added", "reworded", "same", "only-here")
TINTS = {  # ground of a cell; the sign says the same
    "light": {"reference": "#edf1f5", "same": "#ffffff", "reworded": "#fdf8ee", "changed": "#fde9cc",
              "added": "#d8eede", "removed": "#f8d8d6", "only-here": "#e8e3f4", "absent": "#ffffff",
              "counted": "#edf1f5"},
    "dark": {"reference": "#28303a", "same": "#16191d", "reworded": "#29241b", "changed": "#4d3a1c", "added": "#1f4430",
             "removed": "#522a2c", "only-here": "#37304d", "absent": "#16191d",
             "counted": "#28303a"},
}  # fmt: skip
TINTS["print"] = TINTS["light"]
SIZES = {"head": 11.5, "section": 12, "sign": 12, "cell": 10.5, "label": 11, "quiet": 10.5, "number": 10.5}
BOLD = ("head", "section", "sign", "number")
MARKS = ["id", "x", "y", "w", "h", "state", "what", "full"]
TEXTS = ["id", "x", "y", "text", "role", "state"]


@dataclass(frozen=True)
class MatrixLayout:
    """Cells (``MARKS``) and words (``TEXTS``) in pixels from the top left, and what could not be shown."""

    marks: pd.DataFrame
    texts: pd.DataFrame
    height: int
    columns: Sequence[Version]
    left_out: Sequence[str]
    fixed: int = 0  # pixels of legend and heads, which stand still while the points scroll


def lay_out_cells(made: pd.DataFrame, columns: Sequence[Version], names: Mapping[str, str], width: int) -> MatrixLayout:
    """Place the cells: rows of :func:`workbook.analysis.matrix.cells`, all columns of each group that is shown.

    ``names`` are those of the columns by key; columns that find no room in ``width`` pixels are left out.
    """
    label = min(max(width * 0.2, 76), 190)
    room = max(1, int((width - label) // NARROWEST))
    met = made[made["state"] != "absent"].groupby("key").size()  # who says most on these points goes first
    first = sorted(columns, key=lambda one: (bool(one.article_id), -met.get(one.key, 0)))[:room]
    kept, out = [one for one in columns if one in first], [names[one.key] for one in columns if one not in first]
    wide = min((width - label) / max(len(kept), 1), 220)
    page = Page(label, wide, list(kept))
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
    return MatrixLayout(*page.drawn(), columns=kept, left_out=out, fixed=int(page.top))


def only_told(made: pd.DataFrame, columns: Sequence[Version]) -> pd.DataFrame:
    """Return the cells of these columns, without groups that none of them mentions."""
    made = made[made["key"].isin([one.key for one in columns])]
    return made[made["group_id"].isin(made.loc[made["state"] != "absent", "group_id"])]


class Page:
    """Marks and texts as they are placed, from the top."""

    def __init__(self, label: float, wide: float, columns: list[Version]) -> None:
        self.label, self.wide, self.columns, self.y = label, wide, columns, 0.0
        self.marks: list[tuple[Any, ...]] = []
        self.texts: list[tuple[Any, ...]] = []

    def _left(self, at: int) -> float:
        return self.label + at * self.wide

    def legend(self, states: Sequence[str]) -> None:
        """Place the signs with their words."""
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
        """Place the columns' names and days."""
        for at, column in enumerate(self.columns):
            lines = [*two_lines(names[column.key], self.wide - 8, 11.5), day_of(column), ""]
            for line, words in enumerate(lines[:3]):
                role = "head" if words != lines[-2] else "quiet"
                self.texts.append(("", self._left(at) + 4, self.y + 8 + line * LINE, words, role, ""))
        self.top = self.y = self.y + 3 * LINE + 12

    def section(self, title: str, names: Mapping[str, str]) -> None:
        """Place a topic's name, and the columns' again where the first ones are out of sight."""
        repeated = self.columns if self.wide > NARROW and self.y > self.top + 3 * ROW else ()
        room = self.label if repeated else self._left(len(self.columns))
        self.texts.append(("", 0, self.y + SECTION / 2, clip(title, room - 6, 12), "section", ""))
        for at, column in enumerate(repeated):
            self.texts.append(
                ("", self._left(at) + 4, self.y + SECTION / 2, clip(names[column.key], self.wide - 10), "quiet", "")
            )
        self.y += SECTION

    def group(self, group: pd.DataFrame) -> None:
        """Place a point's row."""
        known = group.set_index("key")
        first = group.iloc[0]
        self._label(first["subject"])
        away = next((one for one, state in zip(group["cell_id"], group["state"], strict=True) if state != "absent"), "")
        for at, column in enumerate(self.columns):
            cell = known.loc[column.key]
            state = cell["state"]
            target = f"at:{away}" if state == "absent" else cell["cell_id"]
            words = ("? " if cell["unsure"] else "") + (cell["words"] or STATES[state][1])
            self._cell(at, target, state, cell["numbers"],
                       words, STATES[state][1], cell["text"] or cell["base"])  # fmt: skip
        self.y += ROW

    def topic(self, topic: str, title: str, rows: pd.DataFrame) -> None:
        """Count the points of a topic: a click opens them."""
        self._label(title)
        for at, column in enumerate(self.columns):
            states = rows.loc[rows["key"] == column.key, "state"].value_counts()
            n = int(states.sum() - states.get("absent", 0))
            said = " ".join(f"{STATES[state][0]} {states[state]:,}" for state in COUNTS if state in states)
            words = said or (counted(n, "point") if n else "–")
            self._cell(at, f"topic:{topic}", "counted" if n else "absent", "", words, counted(n, "point"), title)
        self.y += ROW

    def _label(self, subject: str) -> None:
        for line, words in enumerate(two_lines(subject, self.label - 8)):
            self.texts.append(("", 0, self.y + ROW / 2 - 6 + line * LINE, words, "label", ""))

    def _cell(self, at: int, target: str, state: str, numbers: str, words: str, what: str, full: str) -> None:
        x = self._left(at)
        self.marks.append((target, x + 1, self.y + 1, self.wide - 3, ROW - 3, state, what, full[:400]))
        if state == "absent":
            self.texts.append((target, x + self.wide / 2 - 3, self.y + ROW / 2, "–", "quiet", state))
            return
        gutter = GUTTER if self.wide > NARROW else NARROW_GUTTER  # for the sign, and the number under it
        sign = STATES.get(state, ("",))[0]
        self.texts.append((target, x + 5, self.y + 10, sign, "sign", state))
        self.texts.append((target, x + 5, self.y + 10 + LINE * bool(sign), clip(numbers, gutter), "number", state))
        for line, part in enumerate(two_lines(words, self.wide - gutter - 12, 10.5)):
            self.texts.append((target, x + 7 + gutter, self.y + 10 + line * LINE, part, "cell", state))

    def drawn(self) -> tuple[pd.DataFrame, pd.DataFrame, int]:
        """Return marks, texts and the height."""
        texts = pd.DataFrame(self.texts, columns=TEXTS)
        return pd.DataFrame(self.marks, columns=MARKS), texts[texts["text"] != ""], int(self.y + 4)


def day_of(column: Version) -> str:
    """Return a text's day in words; a report has its plan's day in its name."""
    if not column.day or column.article_id:
        return ""
    day = int(day_number(pd.Series([column.day])).iloc[0])
    return when(day, day)


def matrix_specification(theme: str, width: int, height: int) -> alt.LayerChart:
    """Return the chart without its data sets ``marks`` and ``texts``, which a widget may push."""
    look, chosen = theme_named(theme), "datum.id == selected"
    told = [{"field": "what", "title": "compared"}, {"field": "full", "title": "text"}]
    rects = layer("marks", "rect", {"x2": {"field": "x2"}, "y2": {"field": "y2"}, "tooltip": told},
                  {"cornerRadius": 3, "cursor": "pointer"}, fill="tints[datum.state]",
                  stroke=f"{chosen} ? '{look.ink}' : '{look.line}'", strokeWidth=f"{chosen} ? 2 : 1")  # fmt: skip
    far = {"x2": "datum.x + datum.w", "y2": "datum.y + datum.h"}
    rects["transform"] = [{"calculate": sum_, "as": end} for end, sum_ in far.items()]
    words = layer("texts", "text", {"text": {"field": "text", "type": "nominal"}},
                  {"align": "left", "baseline": "middle", "cursor": "pointer"}, fontSize="sizes[datum.role]",
                  fontWeight=f"indexof({[*BOLD]}, datum.role) < 0 ? 'normal' : 'bold'",
                  fill=f"datum.role == 'quiet' ? '{look.quiet}' : '{look.ink}'")  # fmt: skip
    spec = layered([rects, words], look, width, height, tints=TINTS[theme], sizes=SIZES)
    return alt.LayerChart.from_dict(spec)
