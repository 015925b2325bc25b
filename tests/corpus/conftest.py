"""The two sample articles, loaded once; and a folder of them that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import workbook as wb

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Return a folder with the sample articles and a filled cache; copy it, never change it."""
    folder = tmp_path_factory.mktemp("built") / "articles"
    shutil.copytree(DATA / "articles", folder, ignore=shutil.ignore_patterns(".*", "corrections.jsonl"))
    wb.load(folder, progress=False)
    return folder


@pytest.fixture
def folder(built, tmp_path):
    """Return a copy of the built folder, cache and all."""
    return Path(shutil.copytree(built, tmp_path / "articles"))


@pytest.fixture
def corpus(folder):
    return wb.load(folder, progress=False)
