"""Widgets around the charts: the only place that imports ipywidgets and anywidget."""

from workbook.explorers.actors import ActorExplorer
from workbook.explorers.corpus import CorpusExplorer
from workbook.explorers.plans import PlanExplorer
from workbook.explorers.quotes import QuoteExplorer
from workbook.explorers.random_check import RandomCheck
from workbook.explorers.sources import SourceExplorer
from workbook.explorers.timeline import TimelineExplorer
from workbook.explorers.undated import UndatedArticles

__all__ = [
    "ActorExplorer", "CorpusExplorer", "PlanExplorer", "QuoteExplorer", "RandomCheck", "SourceExplorer",
    "TimelineExplorer", "UndatedArticles",
]  # fmt: skip
