"""Plans in prose and as texts: what they are called, what they contain, who stands where.

:func:`find_plans_and_provisions` gives the rows of ``plan_mentions`` and ``provisions`` of an article,
:func:`find_positions` those of ``positions``, :func:`describe_points` the features of a plan text's own points.
``plan_names`` finds what names a plan, ``statements`` where a point begins and ends, ``features`` its figures,
conditions and modality, ``topics`` what it is about.

Terms: a provision is one obligation or rule of a plan (PA-X codebook); a stance is held by an actor toward a target
(SemEval-2016). A plan is never called an agreement.
"""

from workbook.language.plans.features import describe_points
from workbook.language.plans.positions import find_positions
from workbook.language.plans.provisions import find_plans_and_provisions
from workbook.language.plans.topics import topics_of

__all__ = ["describe_points", "find_plans_and_provisions", "find_positions", "topics_of"]
