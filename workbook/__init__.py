"""Follow peace talks through the press: articles become checked tables, charts and a brief.

Everything an analyst types is here; what is heavy (spaCy, Altair, widgets) is loaded when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbook import charts
    from workbook.analysis.keywords import keywords_in_context
    from workbook.analysis.wording import same_quotations
    from workbook.corpus import Corpus, load
    from workbook.corpus import open_corpus as open  # noqa: A004  wb.open is what an analyst types
    from workbook.explorers import CorpusExplorer, QuoteExplorer, RandomCheck, TimelineExplorer
    from workbook.reports import save_chart

__version__ = "0.1.0"
__all__ = [
    "Corpus", "CorpusExplorer", "QuoteExplorer", "RandomCheck", "TimelineExplorer", "charts", "keywords_in_context",
    "load", "open", "same_quotations", "save_chart",
]  # fmt: skip

_HOME = {
    "Corpus": ("workbook.corpus", "Corpus"),
    "keywords_in_context": ("workbook.analysis.keywords", "keywords_in_context"),
    "load": ("workbook.corpus", "load"),
    "open": ("workbook.corpus", "open_corpus"),
    "same_quotations": ("workbook.analysis.wording", "same_quotations"),
    "save_chart": ("workbook.reports", "save_chart"),
    "charts": ("workbook.charts", None),
    "CorpusExplorer": ("workbook.explorers", "CorpusExplorer"),
    "QuoteExplorer": ("workbook.explorers", "QuoteExplorer"),
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
