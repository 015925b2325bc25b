"""Reading and cleaning text files and HTML pages, beside a bare read of the bytes and a bare trafilatura.

Each measurement runs in a process of its own, warmed by one file; its memory is the process's own peak, libraries
and all, which must not grow with the number of articles.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from html import escape
from pathlib import Path

from tests.bench.articles import texts

SIZES = {"txt": (100, 1_000, 10_000), "html": (100, 1_000, 10_000)}
MOST_BARE = 1_000  # pages of which a bare trafilatura is measured; its rate does not change after that


def run(*, soak: bool = False) -> list[str]:
    rows = [
        "| articles | format | articles/s | bare, articles/s | time / bare | peak memory, MB | memory / bare |",
        "|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as name:
        for kind, sizes in SIZES.items():
            folder = Path(name) / kind
            folder.mkdir()
            for n, text in enumerate(texts(sizes[-1])):
                (folder / f"{n:05}.{kind}").write_text(text if kind == "txt" else _page(text), "utf-8")
            rows += [_measure(folder, kind, number) for number in sizes]
    return rows


def _measure(folder: Path, kind: str, number: int) -> str:
    n_bare = number if kind == "txt" else min(number, MOST_BARE)
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        bare_s, bare_mb = pool.apply(_alone, ("bytes" if kind == "txt" else "trafilatura", folder, n_bare))
        ours_s, ours_mb = pool.apply(_alone, ("ours", folder, number))
    rate, bare = number / ours_s, n_bare / bare_s
    return f"| {number:,} | {kind} | {rate:,.0f} | {bare:,.0f} | {bare / rate:.1f} | {ours_mb:.0f} | {ours_mb / bare_mb:.1f} |"


def _alone(work: str, folder: Path, number: int) -> tuple[float, float]:
    """Return the seconds that one kind of work takes over the first files of a folder, and the process's peak in MB."""
    paths = sorted(folder.iterdir())[:number]
    do = {"bytes": _bytes, "trafilatura": _trafilatura, "ours": _ours}[work]
    do(paths[0])
    started = time.perf_counter()
    for path in paths:
        do(path)
    seconds = time.perf_counter() - started
    return seconds, _peak()


def _peak() -> float:
    """Return the peak memory of this process in MB; Linux's own count of resources begins with the parent's peak."""
    status = Path("/proc/self/status")
    if status.exists():
        return (
            float(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))) / 1e3
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def _ours(path: Path) -> None:
    from workbook.cleaning import clean
    from workbook.reading import read_file

    for source in read_file(path, path.name).sources:
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
