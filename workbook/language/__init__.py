"""From cleaned articles to rows: everything that needs a parse, one article at a time.

``pipeline`` loads spaCy and parses; ``extraction`` runs five rooms over the parse, each with one entry:

- ``time``: time expressions and the days they mean (table ``dates``);
- ``names``: who and what is named (``mentions``), and in which role (``roles``);
- ``speech``: what is said, and by whom (``quotes``);
- ``events``: what happened, or was planned, when (``events``);
- ``plans``: plans, their points, and who stands where (``plan_mentions``, ``provisions``, ``positions``).

``verbs`` tells tense and mood, which time and events share. What only the whole corpus can tell (one actor
however written, one plan however named) is decided in :mod:`workbook.linking`.
"""

from workbook.language.extraction import LANGUAGE_TABLES, Prepared, analyse, prepare
from workbook.language.pipeline import load_model, model_name, model_print
from workbook.language.plans import describe_points, topics_of

__all__ = [
    "LANGUAGE_TABLES",
    "Prepared",
    "analyse",
    "describe_points",
    "load_model",
    "model_name",
    "model_print",
    "prepare",
    "topics_of",
]
