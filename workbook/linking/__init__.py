"""What only the whole corpus can tell, and needs no parse.

``duplicates``: which articles repeat another; ``actors``: one actor however written, and ``doubts`` about them;
``plans``: one plan however named; ``quotations``: one quotation in several articles.
"""

from workbook.linking.actors import resolve_actors
from workbook.linking.duplicates import find_duplicates
from workbook.linking.plans import resolve_plans

__all__ = ["find_duplicates", "resolve_actors", "resolve_plans"]
