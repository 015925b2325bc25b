"""The direction of imports: a room knows only the rooms above it, and some libraries have one home."""

import ast
import subprocess
import sys
from pathlib import Path

import networkx
import pytest

import workbook

PACKAGE = Path(workbook.__file__).parent
ORDER = [
    "errors", "tables", "lexicons", "meaning", "reading", "cleaning", "language", "linking", "analysis", "corrections", "corpus",
    "scoring", "charts", "reports", "explorers", "brief", "dossier", "cli",
]  # fmt: skip
HOME = {
    "spacy": {"language"},
    "thinc": {"language"},
    "altair": {"charts", "explorers"},
    "ipywidgets": {"explorers"},
    "anywidget": {"explorers"},
    "typer": {"cli"},
}
LANGUAGE = [
    "pipeline",
    "branches",
    "verbs",
    "time",
    "names",
    "speech",
    "events",
    "plans",
    "extraction",
]  # and its rooms in order
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def room(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_up_the_list(path):
    """A module imports only from its own room or from rooms above it, and each library from its home."""
    here = room(path)
    for name in imports(path):
        root, *rest = name.split(".")
        if root == "workbook" and rest:
            assert ORDER.index(rest[0]) <= ORDER.index(here), f"{here} imports {rest[0]}"
        assert here in HOME.get(root, {here}), f"{here} may not import {root}"


@pytest.mark.parametrize("shared", ["charts/common", "explorers/frame"])
def test_what_all_share_knows_none_of_them(shared):
    """What all charts use imports no single chart, and the explorers' frame no single explorer."""
    here, family = ".".join(("workbook", *shared.split("/"))), f"workbook.{shared.split('/')[0]}"
    for path in (PACKAGE / shared).rglob("*.py"):
        own = [name for name in imports(path) if name.startswith(f"{family}.")]
        assert all(name.startswith(here) for name in own), path.name


@pytest.mark.parametrize("path", sorted((PACKAGE / "language").rglob("*.py")), ids=lambda path: path.stem)
def test_rooms_of_language_know_only_those_before_them(path):
    """Time knows nothing of names, names nothing of speech; what two rooms need stands before both."""
    here = path.relative_to(PACKAGE / "language").parts[0].removesuffix(".py")
    for name in imports(path):
        if name.startswith("workbook.language.") and here != "__init__":
            there = name.split(".")[2]
            assert LANGUAGE.index(there) <= LANGUAGE.index(here), f"{here} imports {there}"


def test_no_two_modules_need_each_other():
    """Imports inside the package have no circle, not even for types."""
    graph = networkx.DiGraph()
    names = {".".join(("workbook", *path.relative_to(PACKAGE).with_suffix("").parts)): path for path in MODULES}
    for name, path in names.items():
        graph.add_edges_from((name, other) for other in imports(path) if other in names)
    assert not list(networkx.simple_cycles(graph))


def test_every_room_has_its_place():
    assert {room(path) for path in MODULES} <= set(ORDER)


def test_modules_can_be_read():
    """No module is longer than three hundred lines."""
    long = {str(path.relative_to(PACKAGE)): n for path in MODULES if (n := len(path.read_text().splitlines())) > 300}
    assert not long


def test_importing_does_no_work():
    """``import workbook`` loads neither spaCy nor Altair nor a reader's library."""
    code = (
        "import sys, workbook; "
        "heavy = ('spacy', 'altair', 'ipywidgets', 'trafilatura', 'sklearn', 'networkx'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
