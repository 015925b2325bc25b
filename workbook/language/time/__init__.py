"""Time expressions of an article and the days they mean: :func:`find_dates` gives the rows of ``dates``.

``grammar`` finds the words, ``tense`` asks the parse whether they lie behind or ahead, ``anchors`` says what they
count from, ``values`` turns them into TIMEX3 values, ``periods`` turns values into days and EDTF.

Terms: TIMEX3 type, value and mod (TimeML 1.2.1, as in TempEval-3); EDTF (ISO 8601-2); document creation time is the
day of publication; granularity is the unit a value names.
"""

from workbook.language.time.dates import find_dates

__all__ = ["find_dates"]
