"""Whether work grows with its size and not with its square. Measured by ``make bench``; tests only do the work."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

ENOUGH = 0.02  # seconds of processor time, below which a measurement is noise
MOST = 1_000_000

Work = Callable[[int], Callable[[], object]]
Linear = Callable[[Work, int], None]


def done(work: Work, size: int) -> None:
    """Do the work at four times the size; only that it ends and is no error is told."""
    work(4 * size)()


def grown(work: Work, size: int, clock: Callable[[], float] = time.process_time) -> None:
    """Fail where four times the size takes eight times as long, or longer.

    Args:
        work: Returns, for a size, the function to measure; what it needs is made before the clock starts.
        size: Where to begin; it grows until the work can be measured.
        clock: Processor time, which others' work does not count in.
    """
    work(size)()
    while (few := _least(work(size), clock)) < ENOUGH and size < MOST:
        size *= 2
    many = _least(work(4 * size), clock)
    assert many < 8 * max(few, ENOUGH), f"size {size}: {few:.3f} s, four times as much: {many:.3f} s"


def _least(run: Callable[[], object], clock: Callable[[], float]) -> float:
    """Return the least time of three runs, the collector of garbage at rest."""
    least = float("inf")
    gc.disable()
    try:
        for _ in range(3):
            begin = clock()
            run()
            least = min(least, clock() - begin)
    finally:
        gc.enable()
    return least
