"""How good the tables are: against annotated news, and against their own contract."""

from workbook.scoring.cast import cast_faults, score_cast
from workbook.scoring.contract import check_corpus
from workbook.scoring.gold import errors_of, read_gold, score_documents, score_folder
from workbook.scoring.words import scores_in_words

__all__ = [
    "cast_faults", "check_corpus", "errors_of", "read_gold", "score_cast", "score_documents", "score_folder",
    "scores_in_words",
]  # fmt: skip
