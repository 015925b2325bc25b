"""The notebooks: one question each, short cells, nothing defined, no stored outputs."""

import ast
import json
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
MOST_LINES = 15


def cells(path, kind):
    return [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == kind]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_outputs_are_stored(path):
    for cell in cells(path, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_are_short_and_define_nothing(path):
    for cell in cells(path, "code"):
        source = "".join(cell["source"])
        assert len(source.splitlines()) <= MOST_LINES, source
        kinds = {type(node) for node in ast.walk(ast.parse(source))}
        assert not kinds & {ast.FunctionDef, ast.ClassDef, ast.Lambda}, source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_asks_a_question_says_what_it_cannot_tell_and_checks(path):
    words = "".join("".join(cell["source"]) for cell in cells(path, "markdown"))
    assert words.startswith("# ")
    assert "cannot tell" in words
    assert any("assert " in "".join(cell["source"]) for cell in cells(path, "code"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_code_is_folded(path):
    """A reader meets words and pictures; the code is a click away."""
    assert all(cell["metadata"].get("jupyter", {}).get("source_hidden") for cell in cells(path, "code"))


@pytest.mark.parametrize("path", NOTEBOOKS[:-1], ids=lambda path: path.stem)
def test_it_opens_with_a_picture_of_what_comes(path):
    """Before anything is run; only who measures the tables meets figures."""
    first = cells(path, "markdown")[0]
    assert "](attachment:what-comes.png)" in "".join(first["source"])


def test_links_between_notebooks_lead_somewhere():
    for path in NOTEBOOKS:
        for cell in cells(path, "markdown"):
            for part in "".join(cell["source"]).split("](")[1:]:
                target = part.split(")")[0]
                if target.startswith("attachment:"):
                    assert target.removeprefix("attachment:") in cell["attachments"], f"{path.name}: {target}"
                elif not target.startswith("http"):
                    assert (path.parent / target).exists(), f"{path.name}: {target}"
