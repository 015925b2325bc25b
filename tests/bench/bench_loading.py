"""Loading a folder: the first time, again with nothing new, and again with one new article, as ratios of the first."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import workbook as wb
from tests.bench.articles import texts


def run(*, soak: bool = False) -> list[str]:
    rows = ["| articles | first load, s | again / first | one more / first |", "|---|---|---|---|"]
    for number in (100, 1000, 5000) if soak else (50, 200):
        rows.append(_measure(number))
    return rows


def _measure(number: int) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        *old, new = texts(number + 1)
        for n, text in enumerate(old):
            (folder / f"{n:05}.txt").write_text(text, "utf-8")
        first, again = _seconds(folder), _seconds(folder)
        (folder / "new.txt").write_text(new, "utf-8")
        more = _seconds(folder)
    return f"| {number:,} | {first:.1f} | {again / first:.3f} | {more / first:.3f} |"


def _seconds(folder: Path) -> float:
    started = time.perf_counter()
    wb.load(folder, progress=False)
    return time.perf_counter() - started
