"""Follow peace talks through the press: articles become checked tables, charts and a brief.

Everything an analyst types is here; what is heavy (spaCy, Altair, widgets) is loaded when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbook import charts
    from workbook.analysis.keywords import keywords_in_context
    from workbook.analysis.matrix import open_points
    from workbook.brief import write_brief
    from workbook.corpus import Corpus, load
    from workbook.corpus import open_corpus as open  # noqa: A004  wb.open is what an analyst types
    from workbook.explorers import (
        ActorExplorer,
        CorpusExplorer,
        PlanExplorer,
        QuoteExplorer,
        RandomCheck,
        SourceExplorer,
        TimelineExplorer,
        UndatedArticles,
    )
    from workbook.linking.quotations import same_quotations
    from workbook.reports import save_chart, show, write_comparison

__version__ = "0.1.0"
__all__ = [
    "ActorExplorer", "Corpus", "CorpusExplorer", "PlanExplorer", "QuoteExplorer", "RandomCheck", "SourceExplorer",
    "TimelineExplorer", "UndatedArticles", "charts", "keywords_in_context", "load", "open", "open_points",
    "same_quotations", "save_chart", "show", "write_brief", "write_comparison",
]  # fmt: skip
# The module of each, where it is no explorer.
_HOME = {
    "Corpus": "corpus", "charts": "charts", "keywords_in_context": "analysis.keywords", "load": "corpus",
    "open": "corpus", "open_points": "analysis.matrix", "same_quotations": "linking.quotations",
    "save_chart": "reports", "show": "reports", "write_brief": "brief", "write_comparison": "reports",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'workbook' has no {name!r}; it has {', '.join(sorted(__all__))}")
    module = importlib.import_module(f"workbook.{_HOME.get(name, 'explorers')}")
    globals()[name] = module if name == "charts" else getattr(module, "open_corpus" if name == "open" else name)
    return globals()[name]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
