"""Shared by all tests: the pipeline once, and texts turned into parsed articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from workbook.language.pipeline import Parsed


@pytest.fixture(scope="session")
def parsed() -> Callable[..., Parsed]:
    """Return a function that parses a plain text, published on a day if one is given."""
    from workbook.language.pipeline import Unparsed, load_model, parse

    def _parsed(text: str, published: str | None = None, **more: object) -> Parsed:
        return next(parse(load_model(), [Unparsed("a0", text, published, **more)]))  # type: ignore[arg-type]

    return _parsed
