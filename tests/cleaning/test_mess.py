"""Cleaning thirty pages that were made messy on purpose stays as good as it was measured."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FLOORS = json.loads((HERE.parent / "gold/floors-cleaning.json").read_text("utf-8"))["cleaning"]

_spec = importlib.util.spec_from_file_location("cleaning_mess", HERE / "mess.py")
assert _spec
assert _spec.loader
mess = importlib.util.module_from_spec(_spec)
sys.modules["cleaning_mess"] = mess
_spec.loader.exec_module(mess)


@pytest.mark.parametrize("half", ["tuned", "blind"])
def test_measured_quality_keeps_its_floor(half: str) -> None:
    chosen = [page for page in mess.pages(every=True) if page.blind == (half == "blind")]
    assert len(chosen) == 90
    measured = mess.measure(chosen)
    below = {name: value for name, value in measured.items() if value < FLOORS[half][name]}
    assert not below


def test_the_thirty_pages_differ() -> None:
    pages = mess.pages()
    assert len({page.text for page in pages}) == 30
    assert sum(page.blind for page in pages) == 15
