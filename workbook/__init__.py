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
    from workbook.analysis.wording import same_quotations
    from workbook.corpus import Corpus, load
    from workbook.corpus import open_corpus as open  # noqa: A004  wb.open is what an analyst types
    from workbook.explorers import (
        ActorExplorer,
        CorpusExplorer,
        PlanExplorer,
        QuoteExplorer,
        RandomCheck,
        TimelineExplorer,
    )
    from workbook.reports import save_chart, write_comparison

__version__ = "0.1.0"
__all__ = [
    "ActorExplorer",
    "Corpus",
    "CorpusExplorer",
    "PlanExplorer",
    "QuoteExplorer",
    "RandomCheck",
    "TimelineExplorer",
    "charts",
    "keywords_in_context",
    "load",
    "open",
    "open_points",
    "same_quotations",
    "save_chart",
    "write_comparison",
]

_HOME = {
    "charts": "workbook.charts",
    "keywords_in_context": "workbook.analysis.keywords",
    "open": "workbook.corpus",
    "open_points": "workbook.analysis.matrix",
    "same_quotations": "workbook.analysis.wording",
    "save_chart": "workbook.reports",
    "write_comparison": "workbook.reports",
}
_NAMED = {"open": "open_corpus", "charts": ""}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'workbook' has no {name!r}; it has {', '.join(sorted(__all__))}")
    home = _HOME.get(name) or ("workbook.corpus" if name in ("Corpus", "load") else "workbook.explorers")
    module = importlib.import_module(home)
    member = _NAMED.get(name, name)
    globals()[name] = getattr(module, member) if member else module
    return globals()[name]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
