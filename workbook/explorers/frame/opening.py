"""How an explorer is opened: with a corpus, and the view that was left or saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workbook.explorers.frame.explorer import Explorer
from workbook.explorers.frame.view import View


def explores(view: Callable[[], View], what: str) -> Callable[..., Explorer]:
    """Return what an analyst types to open an explorer of a view; ``what`` it is for stands first in its help."""

    def explorer(corpus: Any, state: Mapping[str, Any] | None = None) -> Explorer:
        return Explorer(view(), corpus, state)

    explorer.__doc__ = f"""{what}

    Args:
        corpus: A corpus.
        state: What ``explorer.state`` gave; by default a fresh view, which offers the one that was left last.
    """
    return explorer
