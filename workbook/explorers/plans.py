"""The plan explorer: what each plan says on each point, what changed, and who tells it how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, ClassVar

import altair as alt
import numpy as np
import pandas as pd

from workbook.analysis.matrix import NO_TOPIC, STATES, cells
from workbook.analysis.redline import redline_html
from workbook.analysis.versions import main_reference, versions
from workbook.charts.common.vega_lite import transparent
from workbook.charts.plans import matrix
from workbook.charts.plans.matrix_layout import lay_out_cells, matrix_specification, only_told
from workbook.charts.plans.positions import STANCES
from workbook.explorers.frame.descriptions import Click, Correction, Document, Field, Filter, Picture, Row, several
from workbook.explorers.frame.search import haystack, holds_all
from workbook.explorers.frame.view import View
from workbook.explorers.plan_corrections import PointCorrections
from workbook.language.plans.topics import topic_labels
from workbook.meaning import Vectors
from workbook.reports.comparison import write_comparison

LABELS = ("figure", "condition", "modality", "actor", "scope", "wording")
MOST_NEAR, NEAR = 12, 0.8  # cells that are near in meaning to what is sought, and how near beside the nearest
UNSURE = " (? by meaning only)"


class PlanView(View):
    """What each plan says on each point, as a matrix of cells."""

    name: ClassVar[str] = "plans"
    table: ClassVar[str] = "provisions"
    key: ClassVar[str] = "cell_id"
    tables: ClassVar[Sequence[str]] = ("provisions", "alignments", "plans", "positions")
    noun = "cell"
    columns: Sequence[Any] = (
        ("topic", 17), ("point", 20), ("plan", 17), ("compared", 13), ("no.", 6), ("text", 27),
    )  # fmt: skip
    _vectors = Vectors()  # of what cells say, each made once for all searches

    # ------------------------------------------------------------------ rows
    def load(self, corpus: Any) -> None:
        """Take the plans from the corpus and compare them."""
        self.corpus = corpus
        self._points = corpus.provisions.set_index("provision_id", drop=False)
        self._topics = topic_labels()
        self._specs_of: dict[int, Any] = {}
        self._compare_with(self.__dict__.get("_reference"))

    def _compare_with(self, reference: str | None) -> None:
        self._versions = versions(self.corpus.plans, self.corpus.provisions)
        known = {one.plan_id for one in self._versions}
        self._reference = reference if reference in known else None
        self._names = matrix.names_of(self.corpus, self._versions)
        self._all = cells(self.corpus, reference=self._reference)
        self._cells = self._all[self._all["state"] != "absent"].reset_index(drop=True)
        self._searchable: pd.Series[str] | None = None
        self._correcting = PointCorrections(self.corpus, self._cells, self._points, self._names, self._topics)

    def filters(self) -> dict[str, Filter]:
        """Return the filters; what is compared with what is one of the view, not of rows."""
        texts = [(one.title, one.plan_id) for one in self._versions if not one.article_id]
        told = list(dict.fromkeys((one.title, one.plan_id) for one in self._versions if one.article_id))
        met = set(self._cells["topic"])
        topics = [(label, topic) for topic, label in {**self._topics, NO_TOPIC[0]: NO_TOPIC[1]}.items() if topic in met]
        states = [(f"{sign} {words}".strip(), state) for state, (sign, words) in STATES.items() if state != "absent"]
        main = main_reference(self.corpus.plans, self._versions)
        compared = [(f"{main.title if main else 'nothing'} (answered most)", ""), *texts]
        articles = [("of that plan", ""), ("of all plans", "all"), ("none", "none"), *told]
        return {
            "text": Filter("Words", "words", "", hint="Search words…", width="150px"),
            "plans": several("Plans", texts),
            "topics": several("Topics", topics),
            "states": several("Compared", states),
            "labels": several("What changed", list(LABELS)),
            "reference": Filter("Compared with", "one", "", compared, width="210px", caption="Against"),
            "told": Filter("Told by articles", "one", "", articles, width="210px", caption="Articles"),
            "contested": Filter("Only contested", "switch", False, width="130px", caption="only contested"),
        }

    def source(self) -> pd.DataFrame:
        """Return the cells that say something, by topic, point and column."""
        return self._cells

    def masks(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return which cells pass: a point with one cell that passes is shown with all of its cells."""
        reference = self.chosen["reference"] or None
        if reference != self._reference:
            self._compare_with(reference)
        shown = self._cells["key"].isin([one.key for one in self._columns()])
        self._by_meaning = False
        tests = {
            "text": self._sought,
            "topics": lambda some: self._cells["topic"].isin(some),
            "states": lambda some: self._cells["state"].isin(some),
            "labels": lambda some: pd.Series(
                [not set(some).isdisjoint(labels) for labels in self._cells["changes"]], dtype=bool
            ),
            "contested": lambda _: self._cells["contested"],
        }
        masks = {"columns": shown.to_numpy(dtype=bool)}
        for name, passing in self.passing(tests).items():
            groups = self._cells.loc[passing & masks["columns"], "group_id"]
            masks[name] = self._cells["group_id"].isin(groups).to_numpy(dtype=bool)
        return masks

    def _searched(self) -> pd.Series[str]:
        """Return what is searched of each cell: the point, both texts, the plan, the topic."""
        if self._searchable is None:
            cells_, topics = self._cells, {**self._topics, NO_TOPIC[0]: NO_TOPIC[1]}
            names, subjects = cells_["key"].map(self._names), cells_["topic"].map(topics)
            self._searchable = haystack(cells_["subject"], cells_["text"], cells_["base"], names, subjects)
        return self._searchable

    def takes_long(self) -> str:
        words = str(self.chosen["text"])
        if not words.strip() or holds_all(self._searched(), words).any():
            return ""
        return f"No point has the words “{words}”: looking for those nearest in meaning. The first time takes seconds …"

    def _sought(self, words: str) -> np.ndarray[Any, Any]:
        """Return which cells hold all the words; where none does, those that are nearest to them in meaning."""
        found = holds_all(self._searched(), words)
        self._by_meaning = bool(words.strip()) and not found.any()
        if not self._by_meaning:
            return found
        texts = self._cells["text"].tolist()
        likeness = self._vectors.of(texts) @ self._vectors.of([words])[0]
        best = np.sort(likeness)[::-1][:MOST_NEAR]
        return likeness >= max(best[-1], NEAR * best[0])

    def subject(self, row_id: str) -> tuple[str, str] | None:
        """Return the point that a cell shows."""
        row = self._cells[self._cells["cell_id"] == row_id]
        points = [] if row.empty else [*row.iloc[0]["points"], *row.iloc[0]["base_points"]]
        return (self.table, points[0]) if points else None

    def _main(self, columns: list[Any]) -> Any:
        return main_reference(self.corpus.plans, columns, self._reference)

    def _columns(self) -> list[Any]:
        some = self.chosen["plans"]
        columns = matrix.shown_columns(self.corpus, self._reference, self.chosen["told"])
        main = self._main(columns)
        return [one for one in columns if not some or one.plan_id in some or one == main]

    # ------------------------------------------------------------------ drawing
    def picture(self, rows: pd.DataFrame, at: np.ndarray[Any, Any], width: int) -> Picture:
        """Lay out the points of the cells, each with all of its columns."""
        columns = self._columns()
        told = self._all[self._all["group_id"].isin(self._cells["group_id"].iloc[at])]
        told = only_told(told, columns)
        layout = lay_out_cells(told, columns, self._names, width)
        main = self._main(columns)
        keys = {one.key for one in columns}
        others = [name for key, name in self._names.items() if key not in keys]
        total = only_told(self._all, columns)["group_id"].nunique()
        said = matrix.subtitle(told, layout, main.title if main else "nothing", total, others)
        if width not in self._specs_of:
            specs = {theme: matrix_specification(theme, width, 100).to_dict() for theme in ("light", "dark")}
            self._specs_of = {width: {theme: transparent(spec) for theme, spec in specs.items()}}
        if self._by_meaning:
            said = [f"no point has the words “{self.chosen['text']}”: those nearest in meaning", *said]
        data = {"marks": layout.marks, "texts": layout.texts}
        specs, head = self._specs_of[width], matrix.question(told)
        return Picture(specs, data, {"selected": ""}, layout.height, head, said, at, fixed=layout.fixed)

    def chart(self, rows: pd.DataFrame, *, theme: str, width: int, filters: Mapping[str, Any]) -> alt.LayerChart:
        """Return the chart as it stands, for a report."""
        return matrix.plan_matrix(
            self.corpus, reference=self._reference, rows=rows, columns=self._columns(), theme=theme, width=width,
            filters=filters,
        )  # fmt: skip

    def document(self) -> Document | None:
        """Return the document that sets two plans' texts side by side."""
        texts = [(one.title, one.plan_id) for one in self._versions if not one.article_id]
        main = self._main(self._versions)
        others = [plan for _, plan in texts if main and plan != main.plan_id]
        if not main or not others:
            return None
        answers = self.corpus.plans.loc[self.corpus.plans["responds_to"] == main.plan_id, "plan_id"]
        right = next((plan for plan in others if plan in set(answers)), others[0])
        fields = {
            "left": Field("Compare", "one", main.plan_id, texts),
            "right": Field("With", "one", right, texts),
            "kind": Field("As", "one", "html", [("web page", "html"), ("Word", "docx")]),
        }

        def save(values: dict[str, Any], folder: Path) -> Path:
            name = f"{values['left']}-and-{values['right']}.{values['kind']}"
            return write_comparison(self.corpus, values["left"], values["right"], folder / name).paths[0]

        return Document("comparison", fields, save)

    def clicked(self, mark: str) -> Click:
        """Select a cell; where a plan says nothing, the cell of another; a count opens its topic."""
        if mark.startswith("topic:"):
            return Click(filters={"topics": (mark.removeprefix("topic:"),)})
        return Click() if mark in ("", "legend", "at:") else Click(select=mark.removeprefix("at:"))

    def corrections(self) -> list[Correction]:
        """Return what an analyst may correct of a point."""
        return self._correcting.all()

    def after(self, row_id: str) -> str | None:
        """Stay with the cell, or go with the point that was moved."""
        if self.selected in set(self._cells["cell_id"]):
            return self.selected
        return self._correcting.cell_with(row_id)

    def cells(self, rows: pd.DataFrame) -> list[list[str]]:
        """Return the table's words."""
        compared = [
            " ".join(STATES[state]).strip() + (f": {', '.join(some)}" if len(some) else "") + (UNSURE if unsure else "")
            for state, some, unsure in zip(rows["state"], rows["changes"], rows["unsure"], strict=True)
        ]
        texts = [text or "–" for text in rows["text"]]
        topics = [self._topics.get(topic, NO_TOPIC[1]) for topic in rows["topic"]]
        plans = [self._names[key] for key in rows["key"]]
        return [list(one) for one in zip(topics, rows["subject"], plans, compared, rows["numbers"], texts, strict=True)]

    # ------------------------------------------------------------------ evidence
    def details(self, row: Row) -> str:
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
        return head + self._correcting.questions(row) + self._texts(row) + self._passages(row) + self._stances(row)

    def asked(self, mark: str) -> dict[str, Any] | None:
        """Return the correction that a link beside a less sure pair asks for: it is accepted or rejected."""
        return self._correcting.answer(mark)

    def _texts(self, row: Row) -> str:
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
        notice = matrix.wording_notice([*kinds, *told])
        return "".join(parts) + (f"<p class='wb-quiet'><b>Note:</b> {escape(notice)}.</p>" if notice else "")

    def _named(self, point: str) -> str:
        known = self._points.loc[point]
        article = known["article_id"] if pd.notna(known["article_id"]) else ""
        number = f", point {known['number']}" if pd.notna(known["number"]) else ""
        name = self._names[f"{known['plan_id']}:{article}"]
        return f"<p><b>{escape(name + number)}</b><br>{escape(known['text'])}</p>"

    def _passages(self, row: Row) -> str:
        """Return what this article, or each, tells of this point of this plan."""
        same = self._all[(self._all["group_id"] == row["group_id"]) & (self._all["plan_id"] == row["plan_id"])]
        told = row["points"] if row["told_by"] else same.loc[same["told_by"] != "", "points"].explode().dropna()
        passages = "".join(self.corpus.evidence(self._points.loc[one], "provisions").html for one in told)
        none = "<p class='wb-quiet'>No article of the corpus tells this point of this plan.</p>"
        return passages if row["told_by"] else f"<p><b>What articles say about it</b></p>{passages or none}"

    def _stances(self, row: Row) -> str:
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
