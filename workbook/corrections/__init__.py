"""The analyst's corrections: a ledger that only grows, and what it does to the tables."""

from workbook.corrections.applying import apply
from workbook.corrections.ledger import ArticleInputs, Entry, Ledger, article_inputs

__all__ = ["ArticleInputs", "Entry", "Ledger", "apply", "article_inputs"]
