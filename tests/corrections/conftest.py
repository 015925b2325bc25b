"""A small made-up corpus behind the real ledger."""

import pytest

from tests.standin_actors import many


@pytest.fixture
def corpus(tmp_path):
    return many(tmp_path)
