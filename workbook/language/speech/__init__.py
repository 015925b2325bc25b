"""Who said what: :func:`find_quotes` gives the rows of ``quotes``.

``quotation_marks`` pairs marks, ``tokens`` lists the parse with words in marks as one token, ``reporting_words`` and
``cues`` find what attributes, ``content_start`` where the content begins, ``indirect`` joins both, ``speakers`` finds
the source, ``coreference`` the actor it stands for.

Terms: source, cue, content (PARC 3.0, Pareti 2016); direct, mixed and indirect quotations; scare quotes are words in
marks that nobody says there.
"""

from workbook.language.speech.quotes import find_quotes

__all__ = ["find_quotes"]
