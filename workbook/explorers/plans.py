"""The plan explorer: what each plan says on each point, what changed, and who tells it how."""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path
from typing import Any, ClassVar

import altair as alt
import ipywidgets as widgets
import numpy as np
import pandas as pd

from workbook.analysis.matrix import NO_TOPIC, STATES, cells
from workbook.analysis.redline import redline_html
from workbook.analysis.versions import main_reference, versions
from workbook.charts.plans import matrix as charts
from workbook.charts.plans.matrix_layout import lay_out_cells, matrix_specification, only_told
from workbook.charts.plans.positions import STANCES
from workbook.explorers.frame.controls import Filter, Picture, button, row_of, several
from workbook.explorers.frame.download import Download
from workbook.explorers.frame.panels import EXPORTS
from workbook.explorers.plan_corrections import PointCorrections
from workbook.language.plans.topics import topic_labels
from workbook.reports.comparison import write_comparison

LABELS = ("figure", "condition", "modality", "actor", "scope", "wording")


class PlanExplorer(PointCorrections):
    """Explore what each plan says on each point: compare, read what articles tell, correct, save.

    Args:
        corpus: A corpus with plans.
        state: What :attr:`state` gave; ``{}`` for a fresh view; nothing for the view as it was left.
        save: Saves a chart; see :class:`~workbook.explorers.frame.explorer.Explorer`.
    """

    name: ClassVar[str] = "plans"
    table: ClassVar[str] = "provisions"
    key: ClassVar[str] = "cell_id"
    noun = "cell"
    columns: ClassVar[list[tuple[str, int]]] = [
        ("topic", 17), ("point", 20), ("plan", 17), ("compared", 13), ("no.", 6), ("text", 27),
    ]  # fmt: skip

    # ------------------------------------------------------------------ rows
    def load(self) -> None:
        """Take the plans from the corpus and compare them."""
        self._compared_with(getattr(self, "_reference", None))
        self._points = self.corpus.provisions.set_index("provision_id", drop=False)
        self._topics = topic_labels()
        self._specs_of: dict[int, Any] = {}

    def _compared_with(self, reference: str | None) -> None:
        columns = versions(self.corpus.plans, self.corpus.provisions)
        known = {one.plan_id for one in columns}
        self._reference = reference if reference in known else None
        self._all, self._versions = cells(self.corpus, reference=self._reference), columns
        self._names = charts.names_of(self.corpus, columns)
        self._made = self._all[self._all["state"] != "absent"].reset_index(drop=True)
        self._words = (self._made["subject"] + " " + self._made["text"] + " " + self._made["base"]).str.casefold()

    def make_filters(self) -> dict[str, Filter]:
        """Return the filters; what is compared with what is one of the view, not of rows."""
        texts = [(one.title, one.plan_id) for one in self._versions if not one.article_id]
        told = list(dict.fromkeys((one.title, one.plan_id) for one in self._versions if one.article_id))
        met = set(self._made["topic"])
        topics = [(label, topic) for topic, label in {**self._topics, NO_TOPIC[0]: NO_TOPIC[1]}.items() if topic in met]
        states = [(f"{sign} {words}".strip(), state) for state, (sign, words) in STATES.items() if state != "absent"]
        main = main_reference(self.corpus.plans, self._versions)
        compared = [(f"{main.title if main else 'nothing'} (answered most)", ""), *texts]
        contested = widgets.Checkbox(value=False, description="only contested", indent=False, layout={"width": "130px"})
        articles = [("of that plan", ""), ("of all plans", "all"), ("none", "none"), *told]
        search = widgets.Text(placeholder="Search words…", layout={"width": "150px"})
        return {
            "text": Filter("Words", search, "", inline=True),
            "plans": Filter("Plans", several(texts)),
            "topics": Filter("Topics", several(topics)),
            "states": Filter("Compared", several(states)),
            "labels": Filter("What changed", several(list(LABELS))),
            "reference": Filter("Compared with", _one("Against", compared), "", inline=True),
            "told": Filter("Told by articles", _one("Articles", articles), "", inline=True),
            "contested": Filter("Only contested", contested, False, inline=True),
        }  # fmt: skip

    def source(self) -> pd.DataFrame:
        """Return the cells that say something, by topic, point and column."""
        return self._made

    def masks(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return which cells pass: a point with one cell that passes is shown with all of its cells."""
        reference = self.filters["reference"].widget.value or None
        if reference != self._reference:
            self._compared_with(reference)
            self._number()
        shown = self._made["key"].isin([one.key for one in self._columns()])
        tests = {
            "text": lambda words: self._words.str.contains(words.strip().casefold(), regex=False),
            "topics": lambda some: self._made["topic"].isin(some),
            "states": lambda some: self._made["state"].isin(some),
            "labels": lambda some: pd.Series(
                [not set(some).isdisjoint(labels) for labels in self._made["changes"]], dtype=bool
            ),
            "contested": lambda _: self._made["contested"],
        }
        masks = {"columns": shown.to_numpy(dtype=bool)}
        for name, passing in self.tested(tests).items():
            groups = self._made.loc[passing & masks["columns"], "group_id"]
            masks[name] = self._made["group_id"].isin(groups).to_numpy(dtype=bool)
        return masks

    def _main(self, columns: list[Any]) -> Any:
        return main_reference(self.corpus.plans, columns, self._reference)

    def _columns(self) -> list[Any]:
        some = self.filters["plans"].widget.value
        columns = charts.shown_columns(self.corpus, self._reference, self.filters["told"].widget.value)
        main = self._main(columns)
        return [one for one in columns if not some or one.plan_id in some or one == main]

    # ------------------------------------------------------------------ drawing
    def picture(self, at: np.ndarray[Any, Any]) -> Picture:
        """Lay out the points of the cells, each with all of its columns."""
        columns = self._columns()
        told = self._all[self._all["group_id"].isin(self._made["group_id"].iloc[at])]
        told = only_told(told, columns)
        made = lay_out_cells(told, columns, self._names, self.width)
        main = self._main(columns)
        keys = {one.key for one in columns}
        others = [name for key, name in self._names.items() if key not in keys]
        total = only_told(self._all, columns)["group_id"].nunique()
        said = charts.subtitle(told, made, main.title if main else "nothing", total, others)
        if self.width not in self._specs_of:
            specs = {theme: matrix_specification(theme, self.width, 100).to_dict() for theme in ("light", "dark")}
            for spec in specs.values():
                spec["config"]["background"] = "transparent"
            self._specs_of = {self.width: specs}
        data = {"marks": made.marks, "texts": made.texts}
        return Picture(self._specs_of[self.width], data, {"selected": ""}, made.height, charts.question(told), said, at)

    def chart(self, *, theme: str = "light", width: int = 860) -> alt.LayerChart:
        """Return the chart as it stands, for a report."""
        filters = {one.label: one.said for one in self.filters.values() if one.active}
        return charts.plan_matrix(
            self.corpus, reference=self._reference, rows=self.rows, columns=self._columns(), theme=theme, width=width,
            filters=filters,
        )  # fmt: skip

    def more_exports(self) -> list[Any]:
        """Return what saves two plans' texts side by side."""
        texts = [(one.title, one.plan_id) for one in self._versions if not one.article_id]
        main = self._main(self._versions)
        others = [plan for _, plan in texts if main and plan != main.plan_id]
        if not main or not others:
            return []
        answers = self.corpus.plans.loc[self.corpus.plans["responds_to"] == main.plan_id, "plan_id"]
        right = next((plan for plan in others if plan in set(answers)), others[0])
        sides = [_one(label, texts, plan) for label, plan in (("Compare", main.plan_id), ("With", right))]
        kind = _one("As", [("web page", "html"), ("Word", "docx")], "html")
        links = widgets.HTML()

        def saved(folder: Path) -> Path:
            name = f"{sides[0].value}-and-{sides[1].value}.{kind.value}"
            return write_comparison(self.corpus, sides[0].value, sides[1].value, folder / name).paths[0]

        def keep(_: Any) -> None:
            path = saved(EXPORTS)
            links.value = f"Saved: <a href='{escape(path.as_posix())}' target='_blank'>{escape(path.name)}</a>"

        def given() -> tuple[str, str, bytes]:
            with tempfile.TemporaryDirectory() as folder:
                path = saved(Path(folder))
                return path.name, "application/octet-stream", path.read_bytes()

        buttons = [
            button("Save comparison", self.guard(keep), primary=True),
            Download(self.guard(given), label="Get comparison"),
        ]
        return [row_of([*sides, kind, *buttons]), links]

    def picked(self, mark: str) -> None:
        """Select a cell; where a plan says nothing, the cell of another; a count opens its topic."""
        if mark.startswith("topic:"):
            self.filters["topics"].widget.value = (mark.removeprefix("topic:"),)
        elif mark not in ("", "legend", "at:"):
            self.select(mark.removeprefix("at:"))

    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        """Return the table's words."""
        compared = [
            " ".join(STATES[state]).strip() + (f": {', '.join(some)}" if len(some) else "")
            for state, some in zip(rows["state"], rows["changes"], strict=True)
        ]
        texts = [text or "–" for text in rows["text"]]
        topics = [self._topics.get(topic, NO_TOPIC[1]) for topic in rows["topic"]]
        plans = [self._names[key] for key in rows["key"]]
        return [list(one) for one in zip(topics, rows["subject"], plans, compared, rows["numbers"], texts, strict=True)]

    # ------------------------------------------------------------------ evidence
    def details(self, row: pd.Series[Any]) -> str:
        """Return both texts, what changed, what articles tell of the point, and who stands where."""
        sign, words = STATES[row["state"]]
        facts = [
            self._names[row["key"]],
            f"point {row['numbers']}" if row["numbers"] else "",
            f"{sign} {words}{', as reported' if row['told_by'] and row['state'] == 'removed' else ''}".strip(),
        ]
        facts += [f"what changed: {', '.join(row['changes'])}"] if len(row["changes"]) else []
        facts += ["" if row["direct"] else "paired by way of a third plan only"]
        head = f"<h4>{escape(row['subject'])}</h4><p class='wb-quiet'>{escape(' · '.join(filter(None, facts)))}</p>"
        return head + self._texts(row) + self._passages(row) + self._stances(row)

    def _texts(self, row: pd.Series[Any]) -> str:
        base = [self._named(one) for one in row["base_points"]]
        own = [self._named(one) for one in row["points"]]
        parts = [*base, *own]
        if row["base"] and row["text"]:
            parts.append(
                f"<p><b>What changed</b></p><p class='wb-redline'>{redline_html(row['base'], row['text'])}</p>"
            )
        plans = {self._points.loc[one, "plan_id"] for one in (*row["points"], *row["base_points"])}
        kinds = self.corpus.plans.loc[self.corpus.plans["plan_id"].isin(plans), "wording"]
        told = ["reported"] if row["told_by"] else []
        notice = charts.wording_notice([*kinds, *told])
        return "".join(parts) + (f"<p class='wb-quiet'><b>Note:</b> {escape(notice)}.</p>" if notice else "")

    def _named(self, point: str) -> str:
        known = self._points.loc[point]
        article = known["article_id"] if pd.notna(known["article_id"]) else ""
        number = f", point {known['number']}" if pd.notna(known["number"]) else ""
        name = self._names[f"{known['plan_id']}:{article}"]
        return f"<p><b>{escape(name + number)}</b><br>{escape(known['text'])}</p>"

    def _passages(self, row: pd.Series[Any]) -> str:
        """Return what this article, or each, tells of this point of this plan."""
        same = self._all[(self._all["group_id"] == row["group_id"]) & (self._all["plan_id"] == row["plan_id"])]
        told = row["points"] if row["told_by"] else same.loc[same["told_by"] != "", "points"].explode().dropna()
        passages = "".join(self.corpus.evidence(self._points.loc[one], "provisions").html for one in told)
        none = "<p class='wb-quiet'>No article of the corpus tells this point of this plan.</p>"
        return passages if row["told_by"] else f"<p><b>What articles say about it</b></p>{passages or none}"

    def _stances(self, row: pd.Series[Any]) -> str:
        positions = self.corpus.positions
        here = positions[
            (positions["topic"] == row["topic"])
            | ((positions["plan_id"] == row["plan_id"]) & positions["topic"].isna())
        ]
        names = self.corpus.actors.set_index("actor_id")["name"]
        passages = [
            f"<p><b>{escape(names.get(one.actor_id, 'not named'))}</b> {' '.join(STANCES[one.stance][:2])}"
            f"{'' if pd.notna(one.topic) else ' (the plan as a whole)'}</p>"
            + self.corpus.evidence(one.position_id, "positions").html
            for one in here.itertuples()
        ]
        return "<p><b>Who stands where</b></p>" + (
            "".join(passages) or "<p class='wb-quiet'>No position found; that is not a neutral one.</p>"
        )


def _one(label: str, options: list[tuple[str, str]], value: str = "") -> widgets.Dropdown:
    narrow = {"layout": {"width": "210px"}, "style": {"description_width": "56px"}}
    return widgets.Dropdown(options=options, value=value, description=label, **narrow)
