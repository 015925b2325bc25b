"""What the libraries of the readers say through logging, kept from the screen."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import BufferingHandler

LIBRARIES = ("pypdf", "trafilatura", "htmldate", "charset_normalizer")


@contextmanager
def quiet() -> Iterator[list[str]]:
    """Collect the libraries' warnings in the list that is given, each once; nothing is printed."""
    messages: list[str] = []
    handler = BufferingHandler(10_000)
    handler.setLevel(logging.WARNING)
    loggers = [logging.getLogger(name) for name in LIBRARIES]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield messages
    finally:
        messages += dict.fromkeys(record.getMessage() for record in handler.buffer)
        for logger, propagate in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.propagate = propagate
