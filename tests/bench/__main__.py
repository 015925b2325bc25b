"""``make bench``: each measurement is a ratio of two things done in one run; prints a table and writes docs/benchmarks.md."""

from __future__ import annotations

import argparse
import importlib
import platform
from pathlib import Path

BENCHES = ("reading", "language", "loading", "alignment", "explorer", "explorer_quotes")
PAGE = Path(__file__).parents[2] / "docs/benchmarks.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=BENCHES, help=f"any of {', '.join(BENCHES)}")
    parser.add_argument("--soak", action="store_true", help="the sizes that take long as well")
    arguments = parser.parse_args()
    parts = []
    for name in arguments.names:
        module = importlib.import_module(f"tests.bench.bench_{name}")
        lines = [f"## {name}", "", (module.__doc__ or "").strip(), "", *module.run(soak=arguments.soak), ""]
        print("\n".join(lines), flush=True)
        parts += lines
    if tuple(arguments.names) == BENCHES:
        head = [
            "# Benchmarks",
            "",
            f"Written by `make bench` on {platform.machine()}, Python {platform.python_version()}.",
        ]
        PAGE.write_text("\n".join([*head, "Ratios hold from machine to machine; figures do not.", "", *parts]), "utf-8")


if __name__ == "__main__":
    main()
