"""Terms in quotation marks and words in their context, counted: what stands behind two views of statements."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from workbook.charts import bars
from workbook.charts.bars import Drawn
from workbook.charts.statements import grouped
from workbook.charts.words import counted


def terms(told: pd.DataFrame, groups: Sequence[str], width: int) -> Drawn:
    """Count terms in quotation marks, which are nobody's statements: a line for each term, coloured by article."""
    rows = told[told["quote_type"] == "scare"]
    plain = rows["content"].str.casefold().str.replace(r"[\W_]+", " ", regex=True).str.strip()
    named = rows["words"].groupby(plain).transform("first")
    lines = pd.DataFrame(
        {
            "id": rows["quote_id"],
            "line": plain,
            "name": named,
            "group": grouped(rows["article"], groups),
            "fill": "",
            "how": "",
        }
    )
    said = [
        f"{counted(plain.nunique(), 'term')}, printed {counted(len(rows), 'time')}",
        "names and words held at a distance",
        "not statements",
    ]
    return Drawn(
        **bars.stacked(lines, groups, width),
        title="Which terms stand in quotation marks, and who prints them",
        said=said,
        shown=rows["quote_id"].to_list(),
    )


def by_article(places: pd.DataFrame, groups: Sequence[str], width: int) -> Drawn:
    """Count the places of ``keywords_in_context`` and article: a line for each article."""
    low = places["keyword"].str.casefold()
    lines = pd.DataFrame(
        {
            "id": places["keyword_id"],
            "line": places["article"],
            "name": places["article"],
            "group": grouped(low, groups),
            "fill": "",
            "how": "",
        }
    )
    said = [
        f"{counted(len(places), 'place')} in {counted(places['article'].nunique(), 'article')}",
        "headings included",
    ]
    return Drawn(
        **bars.stacked(lines, groups, width),
        title="Where the words stand",
        said=said,
        shown=places["keyword_id"].to_list(),
    )
