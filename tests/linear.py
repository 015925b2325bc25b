"""Whether work grows with its size and not with its square, told from processor time: others' work does not count."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

ENOUGH = 0.004  # seconds of processor time, below which a measurement is noise
MOST = 1_000_000


def assert_linear(work: Callable[[int], Callable[[], object]], size: int) -> None:
    """Fail where four times the size takes eight times as long, or longer.

    Args:
        work: Returns, for a size, the function to measure; what it needs is made before the clock starts.
        size: Where to begin; it grows until the work can be measured.
    """
    work(size)()
    while (few := _seconds(work(size))) < ENOUGH and size < MOST:
        size *= 2
    many = _seconds(work(4 * size))
    assert many < 8 * max(few, ENOUGH), f"size {size}: {few:.3f} s, four times as much: {many:.3f} s"


def _seconds(run: Callable[[], object]) -> float:
    """Return the least processor time of three runs, the collector of garbage at rest."""
    least = float("inf")
    gc.disable()
    try:
        for _ in range(3):
            begin = time.process_time()
            run()
            least = min(least, time.process_time() - begin)
    finally:
        gc.enable()
    return least
