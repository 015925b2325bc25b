"""The matrix: what each plan says on each point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from workbook.analysis.matrix import cells
from workbook.analysis.versions import Version, main_reference, versions
from workbook.charts.common.in_words import counted
from workbook.charts.common.provenance import labels_of, provenance
from workbook.charts.common.text_width import wrapped
from workbook.charts.common.theme import theme_named
from workbook.charts.plans.matrix_layout import (
    MOST_GROUPS,
    MatrixLayout,
    day_of,
    lay_out_cells,
    matrix_specification,
    only_told,
)

WORDINGS = {"paraphrase": "paraphrases", "translation": "translations", "reported": "reports"}


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
    main = main_reference(corpus.plans, every, reference)
    of_plan = told or (main.plan_id if main else "")
    return [one for one in every if not one.article_id or of_plan in ("all", one.plan_id) or one == main]


def names_of(corpus: Any, columns: Sequence[Version]) -> dict[str, str]:
    """Return the columns' names by their key: the plan's title, and which article tells it."""
    labels = labels_of(corpus.articles)
    return {
        one.key: f"{one.title} told by {labels[one.article_id]}" if one.article_id else one.title for one in columns
    }


def question(made: pd.DataFrame) -> str:
    """Return the chart's title."""
    return "What does each plan say on each point?" if len(made) else "No plan has points"


def subtitle(
    made: pd.DataFrame, layout: MatrixLayout, reference: str, total: int, not_shown: Sequence[str] = ()
) -> list[str]:
    """Return what is shown, what is left out and how to read the cells, in parts."""
    groups = only_told(made, layout.columns)["group_id"].nunique()
    unseen, out = made["group_id"].nunique() - groups, [*layout.left_out, *not_shown]
    aside, more = total - groups - unseen, f" and {len(out) - 3} more" if len(out) > 3 else ""
    told = any(one.article_id for one in layout.columns)
    parts = {
        f"compared with {reference}": True,
        "– not mentioned": True,
        "? matched by meaning only, less sure": bool(made["unsure"].any()),
        "an article is compared with the text of the plan it tells": told,
        f"{counted(groups, 'point')} in the order of topics, in each first what changed": True,
        f"counted by topic because there are more than {MOST_GROUPS}; a click opens a topic": groups > MOST_GROUPS,
        f"{aside:,} set aside by filters": aside > 0,
        f"{unseen:,} that only columns without room have": unseen,
        f"columns not shown: {', '.join(out[:3])}{more}": out,
        wording_notice([one.wording for one in layout.columns]): True,
    }
    return [words for words, is_so in parts.items() if words and is_so]


def plan_matrix(
    corpus: Any,
    *,
    reference: str | None = None,
    told: str | None = "",
    rows: pd.DataFrame | None = None,
    columns: Sequence[Version] | None = None,
    theme: str = "light",
    width: int = 820,
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
    chosen = shown_columns(corpus, reference, told) if columns is None else list(columns)
    groups = everything if rows is None else everything[everything["group_id"].isin(rows["group_id"])]
    made = only_told(groups, chosen)
    names = names_of(corpus, versions(corpus.plans, corpus.provisions))
    layout = lay_out_cells(made, chosen, names, width)
    main = main_reference(corpus.plans, chosen, reference)
    others = [name for key, name in names.items() if key not in {one.key for one in chosen}]
    total = only_told(everything, chosen)["group_id"].nunique()
    said, head = subtitle(made, layout, names[main.key] if main else "nothing", total, others), question(made)
    points = corpus.provisions[corpus.provisions["provision_id"].isin(made["points"].explode())]
    meta = provenance(
        corpus, "provisions", points, title=head, said=said, total=len(corpus.provisions), filters=filters
    )
    meta["sources"] = [*plan_sources(corpus, layout.columns), *meta["sources"]]
    return matrix_specification(theme, width, layout.height).properties(
        title=alt.TitleParams(head, subtitle=wrapped(said, width)), description=f"{head} {'; '.join(said)}.",
        datasets={"marks": layout.marks.to_dict("records"), "texts": layout.texts.to_dict("records")},
        usermeta={"workbook": meta}, background=theme_named(theme).ground,
    )  # fmt: skip


def plan_sources(corpus: Any, columns: Sequence[Version]) -> list[str]:
    """Return where each text is from, a line each."""
    sources, labels = corpus.plans.set_index("plan_id")["sources"], labels_of(corpus.articles)
    told = {one.plan_id: "; ".join(labels.get(source, source) for source in sources[one.plan_id]) for one in columns}
    return [f"{one.title} ({day_of(one) or 'no date'}, {one.wording}): {told[one.plan_id]}"
            for one in columns if not one.article_id]  # fmt: skip
