"""The guard of linear time lets linear work pass and stops work that grows with the square."""

from __future__ import annotations

import pytest

from tests.linear import assert_linear


def test_linear_work_passes() -> None:
    assert_linear(lambda size: lambda: sum(range(size)), 1_000)


def test_work_that_grows_with_the_square_is_stopped() -> None:
    with pytest.raises(AssertionError, match="four times as much"):
        assert_linear(lambda size: lambda: [i * j for i in range(size) for j in range(size)], 50)
