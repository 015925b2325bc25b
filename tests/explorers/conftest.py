"""Corpora for explorers: the gold events, and made-up ones."""

import pytest

from tests import standin


@pytest.fixture
def gold(tmp_path):
    return standin.gold(tmp_path)


@pytest.fixture
def many(tmp_path):
    return standin.made_up(tmp_path, 10_000, days=7300, articles=12)
