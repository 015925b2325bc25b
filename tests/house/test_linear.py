"""The guard of linear time lets linear work pass and stops work that grows with the square."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.linear import Work, grown


class Steps:
    """A clock that goes on by what the work says it took."""

    now = 0.0

    def work(self, cost: Callable[[int], int]) -> Work:
        def of(size: int) -> Callable[[], object]:
            def run() -> None:
                self.now += cost(size) / 1000

            return run

        return of


def test_linear_work_passes() -> None:
    clock = Steps()
    grown(clock.work(lambda size: size), 1, lambda: clock.now)


def test_work_that_grows_with_the_square_is_stopped() -> None:
    clock = Steps()
    with pytest.raises(AssertionError, match="four times as much"):
        grown(clock.work(lambda size: size**2), 1, lambda: clock.now)
