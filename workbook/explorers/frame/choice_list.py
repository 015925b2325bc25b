"""A list of which any number is ticked: searched, and cleared at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

HERE = Path(__file__).parent


class ChoiceList(anywidget.AnyWidget):
    """Options with a box each.

    Attributes:
        options: Words and value of each.
        value: The values that are ticked, in the order of the options.
        label: What is chosen, for a screen reader.
    """

    _esm = HERE / "choice_list.js"
    options = t.List().tag(sync=True)
    value = t.Tuple().tag(sync=True)
    label = t.Unicode("").tag(sync=True)

    def __init__(self, options: Sequence[Any], **given: Any) -> None:
        super().__init__(options=pairs(options), **given)

    @t.validate("value")  # type: ignore[untyped-decorator]
    def _known(self, proposal: Any) -> tuple[Any, ...]:
        wanted = list(proposal["value"])
        return tuple(value for _, value in self.options if value in wanted)


def pairs(options: Sequence[Any]) -> list[tuple[str, Any]]:
    """Return options as words and value."""
    return [one if isinstance(one, tuple) else (str(one), one) for one in options]
