"""Reading and cleaning text files and HTML pages, beside a bare read of the bytes and a bare trafilatura."""

from __future__ import annotations

import tempfile
import time
import tracemalloc
from collections.abc import Callable
from html import escape
from pathlib import Path

from tests.bench.articles import texts
from workbook.cleaning import clean
from workbook.reading import find_files, read_file


def run(*, soak: bool = False) -> list[str]:
    rows = [
        "| articles | format | articles/s | bare, articles/s | time / bare | peak memory, MB |",
        "|---|---|---|---|---|---|",
    ]
    for number in (100, 1000, 10_000):
        rows.append(_measure(number, "txt", _bytes))
    for number in (100, 1000, 10_000) if soak else (100, 1000):
        rows.append(_measure(number, "html", _trafilatura))
    return rows


def _measure(number: int, kind: str, bare: Callable[[Path], None]) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for n, text in enumerate(texts(number)):
            (folder / f"{n:05}.{kind}").write_text(text if kind == "txt" else _page(text), "utf-8")
        files, _ = find_files(folder)
        bare_s = _seconds(lambda: [bare(file.path) for file in files])
        ours_s = _seconds(lambda: [_ours(file) for file in files])
        tracemalloc.start()
        for file in files[:200]:
            _ours(file)
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
    return f"| {number:,} | {kind} | {number / ours_s:,.0f} | {number / bare_s:,.0f} | {ours_s / bare_s:.1f} | {peak:.1f} |"


def _ours(file) -> None:
    for source in read_file(file.path, file.relative).sources:
        clean(source)


def _bytes(path: Path) -> None:
    path.read_bytes().decode("utf-8")


def _trafilatura(path: Path) -> None:
    import trafilatura

    trafilatura.bare_extraction(path.read_text("utf-8"), with_metadata=True)


def _page(text: str) -> str:
    title, *paragraphs = text.split("\n\n")
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    nav = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(20))
    return (
        f"<html><head><title>{escape(title)}</title></head><body><nav><ul>{nav}</ul></nav>"
        f"<article><h1>{escape(title)}</h1>{body}</article><footer>Subscribe</footer></body></html>"
    )


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
