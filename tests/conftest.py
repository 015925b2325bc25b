"""Shared by all tests: the pipeline once, and texts turned into parsed articles."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import workbook as wb
from tests.linear import Linear, done, grown

if TYPE_CHECKING:
    from workbook.language.pipeline import Parsed

DATA = Path(__file__).parents[1] / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--growth", action="store_true", help="only hostile work, held to linear time")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--growth"):
        items[:] = [item for item in items if "linear" in getattr(item, "fixturenames", ())]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the two sample articles and a filled cache; copy it, never change it."""
    folder = tmp_path_factory.mktemp("built") / "articles"
    shutil.copytree(DATA / "articles", folder, ignore=shutil.ignore_patterns(".*", "corrections.jsonl"))
    wb.load(folder, progress=False)
    return folder


@pytest.fixture(scope="session")
def samples(built: Path) -> wb.Corpus:
    """Return the two sample articles as a user gets them, loaded and cleaned from the files."""
    return wb.load(built, progress=False)


@pytest.fixture
def linear(pytestconfig: pytest.Config) -> Linear:
    """Return a function that does work of a size; what it takes is measured by ``make bench`` alone."""
    return grown if pytestconfig.getoption("--growth") else done


@pytest.fixture(scope="session")
def parsed() -> Callable[..., Parsed]:
    """Return a function that parses a plain text, published on a day if one is given."""
    from workbook.language.pipeline import Unparsed, load_model, parse

    def _parsed(text: str, published: str | None = None, **more: object) -> Parsed:
        return next(parse(load_model(), [Unparsed("a0", text, published, **more)]))  # type: ignore[arg-type]

    return _parsed
