"""A folder of articles as a corpus: its tables, the passages behind them, the analyst's corrections."""

from workbook.corpus.corpus import Corpus, load, open_corpus
from workbook.corpus.evidence import Evidence

__all__ = ["Corpus", "Evidence", "load", "open_corpus"]
