"""How good the tables are: against annotated news, and against their own contract."""

from workbook.scoring.contract import check_corpus
from workbook.scoring.gold import errors_of, read_gold, score_documents, score_folder

__all__ = ["check_corpus", "errors_of", "read_gold", "score_documents", "score_folder"]
