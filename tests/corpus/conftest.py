"""A folder of the sample articles that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import workbook as wb


@pytest.fixture
def folder(built, tmp_path):
    """Return a copy of the built folder, cache and all."""
    return Path(shutil.copytree(built, tmp_path / "articles"))


@pytest.fixture
def corpus(folder):
    return wb.load(folder, progress=False)
