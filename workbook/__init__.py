"""Follow peace talks through the press: articles become checked tables, charts and a brief.

Everything an analyst types is here; what is heavy (spaCy, Altair, widgets) is loaded when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbook import charts
    from workbook.analysis.matrix import open_points
    from workbook.corpus import Corpus, load
    from workbook.corpus import open_corpus as open  # noqa: A004  wb.open is what an analyst types
    from workbook.explorers import ActorExplorer, CorpusExplorer, PlanExplorer, RandomCheck, TimelineExplorer
    from workbook.reports import save_chart, write_comparison

__version__ = "0.1.0"
__all__ = [
    "ActorExplorer",
    "Corpus",
    "CorpusExplorer",
    "PlanExplorer",
    "RandomCheck",
    "TimelineExplorer",
    "charts",
    "load",
    "open",
    "open_points",
    "save_chart",
    "write_comparison",
]

_HOME = {
    "Corpus": ("workbook.corpus", "Corpus"),
    "load": ("workbook.corpus", "load"),
    "open": ("workbook.corpus", "open_corpus"),
    "save_chart": ("workbook.reports", "save_chart"),
    "write_comparison": ("workbook.reports", "write_comparison"),
    "open_points": ("workbook.analysis.matrix", "open_points"),
    "charts": ("workbook.charts", None),
    "ActorExplorer": ("workbook.explorers", "ActorExplorer"),
    "CorpusExplorer": ("workbook.explorers", "CorpusExplorer"),
    "PlanExplorer": ("workbook.explorers", "PlanExplorer"),
    "RandomCheck": ("workbook.explorers", "RandomCheck"),
    "TimelineExplorer": ("workbook.explorers", "TimelineExplorer"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workbook' has no {name!r}; it has {', '.join(sorted(__all__))}")
    module, member = _HOME[name]
    found = importlib.import_module(module)
    globals()[name] = getattr(found, member) if member else found
    return globals()[name]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
