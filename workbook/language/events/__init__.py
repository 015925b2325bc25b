"""What happened, or was planned, and when: :func:`find_events` gives the rows of ``events``.

``clauses`` finds the clause that a time expression dates, ``status`` whether it happened, ``headlines`` shows the
clause in few of its own words.

Terms: status happened, announced, planned, proposed or denied (after FactBank, Saurí & Pustejovsky 2009).
"""

from workbook.language.events.events import find_events

__all__ = ["find_events"]
