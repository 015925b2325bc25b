"""``make bench``: each measurement is a ratio of two things done in one run; writes docs/benchmarks.md."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

BENCHES = ("reading", "language", "loading", "alignment", "explorer", "explorer_actors", "explorer_quotes")
PAGE = Path(__file__).parents[2] / "docs/benchmarks.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=BENCHES, help=f"any of {', '.join(BENCHES)}")
    parser.add_argument("--soak", action="store_true", help="the sizes that take long as well")
    arguments = parser.parse_args()
    for name in arguments.names:
        module = importlib.import_module(f"tests.bench.bench_{name}")
        began = os.getloadavg()[0]
        measured = "\n".join([(module.__doc__ or "").strip(), "", *module.run(soak=arguments.soak)])
        load = f"{datetime.now(UTC).date()}, load average {began:.1f} before and {os.getloadavg()[0]:.1f} after."
        _keep(name, f"{measured}\n\n{load}")
        print(f"## {name}\n\n{measured}\n", flush=True)


def _keep(name: str, measured: str) -> None:
    """Write one section of the page; the others stay as they were measured."""
    kept = PAGE.read_text("utf-8").split("\n## ")[1:] if PAGE.exists() else []
    sections = dict(section.split("\n\n", 1) for section in kept) | {name: measured}
    head = (
        f"# Benchmarks\n\nWritten by `make bench` on {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}.\nRatios hold from machine to machine; figures do not.\n"
    )
    ordered = [f"## {one}\n\n{sections[one].strip()}\n" for one in BENCHES if one in sections]
    PAGE.write_text("\n".join([head, *ordered]), "utf-8")


if __name__ == "__main__":
    main()
