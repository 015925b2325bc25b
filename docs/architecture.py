"""Draws ``docs/architecture.svg`` from the imports of the package: ``python docs/architecture.py``.

Rooms stand in the order in which they may import, the first on top. A box says what its room is for and names its
modules; an arc leads from a room to each room that it imports, thicker where more modules do. Everybody uses the first
three rooms: their arcs are left out.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from html import escape
from pathlib import Path

DOCS = Path(__file__).parent
PACKAGE = DOCS.parent / "workbook"
PICTURE = DOCS / "architecture.svg"
ORDER = (
    "errors", "tables", "lexicons", "reading", "cleaning", "meaning", "language", "linking", "analysis",
    "corrections", "corpus", "scoring", "charts", "reports", "brief", "explorers", "dossier", "cli",
)  # fmt: skip
EVERYBODY_USES = ("errors", "tables", "lexicons")
WIDTH, BOX, LEFT = 1080, 830, 20
LINE, PAD, GAP = 17, 9, 10
CHARACTERS = 108  # of a line of module names


def modules_of(room: str) -> dict[str, list[str]]:
    """Return the modules of a room by the folder they stand in, "" for the room itself."""
    folder = PACKAGE / room
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.py")):
        if path.stem != "__init__":
            found.setdefault(str(path.parent.relative_to(folder)).replace(".", "", 1), []).append(path.stem)
    return found


def imports_between_rooms() -> Counter[tuple[str, str]]:
    """Return how many modules of one room import another room."""
    count: Counter[tuple[str, str]] = Counter()
    for path in sorted(PACKAGE.rglob("*.py")):
        here = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        names = {
            node.module.split(".")[1]
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("workbook.")
        }
        if here not in ORDER:
            continue
        count.update((here, there) for there in names if there != here and there not in EVERYBODY_USES)
    return count


def purpose_of(room: str) -> str:
    """Return the first sentence of a room's docstring."""
    path = PACKAGE / f"{room}.py"
    source = (path if path.exists() else PACKAGE / room / "__init__.py").read_text("utf-8")
    return (ast.get_docstring(ast.parse(source)) or "").split("\n\n")[0].replace("\n", " ").replace("``", "")


def lines_of(room: str) -> list[str]:
    """Return the lines of a room's box: its purpose, its own modules, then each folder in it with its modules."""
    lines = [purpose_of(room)]
    for folder, names in sorted(modules_of(room).items()):
        line = f"{folder}/: " if folder else ""
        for name in names:
            if len(line) + len(name) > CHARACTERS:
                lines.append(line)
                line = "      "
            line += name + "  "
        lines.append(line)
    return lines


def draw() -> str:
    """Return the drawing as SVG."""
    boxes, top = {}, PAD
    parts: list[str] = []
    for room in ORDER:
        lines = lines_of(room)
        height = PAD * 2 + LINE * max(1, len(lines)) - 3
        boxes[room] = top + height / 2
        parts.append(
            f'<rect x="{LEFT}" y="{top}" width="{BOX}" height="{height}" rx="4" fill="#f4f6f8" stroke="#9aa7b4"/>'
            f'<text x="{LEFT + 12}" y="{top + PAD + 12}" font-weight="600">{room}</text>'
        )
        for number, line in enumerate(lines):
            at = top + PAD + 12 + number * LINE
            look = 'fill="#33414f"' if number else 'fill="#000"'
            parts.append(f'<text x="{LEFT + 110}" y="{at}" {look} xml:space="preserve">{escape(line)}</text>')
        top += height + GAP
    edge = LEFT + BOX
    for (here, there), number in sorted(imports_between_rooms().items()):
        start, end = boxes[here], boxes[there]
        reach = edge + 22 + 17 * abs(ORDER.index(here) - ORDER.index(there))
        parts.append(
            f'<path d="M{edge} {start:.0f} C{reach} {start:.0f} {reach} {end:.0f} {edge + 3} {end:.0f}" fill="none" '
            f'stroke="#4c78a8" stroke-opacity="0.55" stroke-width="{min(6, 0.7 + number * 0.25):.1f}" '
            f'marker-end="url(#head)"><title>{number} modules of {here} import {there}</title></path>'
        )
    head = (
        '<marker id="head" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="7" markerHeight="7" '
        'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L6 3L0 6z" fill="#4c78a8"/></marker>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" font-family="sans-serif" font-size="12">'
        f"<title>The rooms of the package and what they import</title><defs>{head}</defs>"
        f'<rect width="{WIDTH}" height="{top}" fill="white"/>{"".join(parts)}</svg>\n'
    )


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--check"]):
        sys.exit("usage: python docs/architecture.py [--check]")
    if sys.argv[1:]:
        sys.exit(
            PICTURE.read_text("utf-8") != draw() and "docs/architecture.svg is old: run python docs/architecture.py"
        )
    PICTURE.write_text(draw(), "utf-8")
