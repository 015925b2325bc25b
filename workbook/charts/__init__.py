"""Charts: pure functions from tables to Altair charts; no files, no widgets."""

from typing import Any

from workbook.charts.actors.card import actor_card
from workbook.charts.actors.mentions import mentions
from workbook.charts.actors.places import places
from workbook.charts.actors.with_whom import with_whom
from workbook.charts.common.theme import use_offline_renderer
from workbook.charts.corpus.articles import articles
from workbook.charts.events.timeline import timeline
from workbook.charts.plans.matrix import plan_matrix
from workbook.charts.plans.positions import position_grid
from workbook.charts.quotes.counts import quotes_by_speaker
from workbook.charts.sources.coverage import coverage

__all__ = [
    "actor_card", "articles", "coverage", "mentions", "places", "plan_matrix", "position_grid", "quotes_by_speaker",
    "standard", "timeline", "use_offline_renderer", "with_whom",
]  # fmt: skip


def standard(corpus: Any) -> dict[str, Any]:
    """Return the charts that ``make brief`` writes, by the name of their files."""
    made: dict[str, Any] = {"timeline": timeline(corpus), "articles": articles(corpus)}
    made |= {"actors": mentions(corpus), "quotes": quotes_by_speaker(corpus)}
    made |= {"plans": plan_matrix(corpus), "positions": position_grid(corpus)} if len(corpus.provisions) else {}
    return made


use_offline_renderer()  # Altair's own renderers all ask the network in JupyterLab
