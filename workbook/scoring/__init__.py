"""How good the tables are: against annotated news, and against their own contract."""

from workbook.scoring.contract import check_corpus
from workbook.scoring.gold import read_gold, score_documents, score_folder

__all__ = ["check_corpus", "read_gold", "score_documents", "score_folder"]
