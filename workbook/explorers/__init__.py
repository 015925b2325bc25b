"""Widgets around the charts: the only place that imports ipywidgets and anywidget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workbook.explorers.actors import ActorView
from workbook.explorers.corpus import CorpusView
from workbook.explorers.frame.explorer import Explorer
from workbook.explorers.frame.view import View
from workbook.explorers.plans import PlanView
from workbook.explorers.quotes import QuoteView
from workbook.explorers.random_check import RandomCheck
from workbook.explorers.sources import SourceView
from workbook.explorers.timeline import TimelineView
from workbook.explorers.undated import UndatedArticles

__all__ = [
    "ActorExplorer", "CorpusExplorer", "PlanExplorer", "QuoteExplorer", "RandomCheck", "SourceExplorer",
    "TimelineExplorer", "UndatedArticles",
]  # fmt: skip


def _explores(view: Callable[[], View]) -> Callable[..., Explorer]:
    """Return what an analyst types to open an explorer of a view; what the view shows stands first in its help."""

    def explorer(corpus: Any, state: Mapping[str, Any] | None = None) -> Explorer:
        return Explorer(view(), corpus, state)

    explorer.__doc__ = f"""{view.__doc__}

    Args:
        corpus: A corpus.
        state: What ``explorer.state`` gave; by default a fresh view, which offers the one that was left last.
    """
    return explorer


ActorExplorer = _explores(ActorView)
CorpusExplorer = _explores(CorpusView)
PlanExplorer = _explores(PlanView)
QuoteExplorer = _explores(QuoteView)
SourceExplorer = _explores(SourceView)
TimelineExplorer = _explores(TimelineView)
