"""A new dossier runs on whatever lies in it."""

import json
import re

import pytest
from typer.testing import CliRunner

from workbook.cli import app
from workbook.dossier import new_dossier
from workbook.errors import WorkbookError


def test_new_then_brief(tmp_path, monkeypatch):
    """``workbook new x && cd x && workbook brief`` writes the brief of the articles that were copied."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("PORT ADA, May 3, 2021 - Envoys met in Lomi on Sunday, officials said.")
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(app, ["new", "x", "--articles", "mine"]).exit_code == 0
    monkeypatch.chdir(tmp_path / "x")
    done = CliRunner().invoke(app, ["brief"])
    assert done.exit_code == 0, done.output
    assert "Lomi" in (tmp_path / "x" / "exports" / "brief.html").read_text("utf-8")
    assert (tmp_path / "x" / "exports" / "index.html").is_file()


def test_notebooks_read_the_dossier(tmp_path):
    """No notebook of a dossier looks for the sample articles or speaks of them in its first cell."""
    folder = new_dossier(tmp_path / "x")
    notebooks = sorted((folder / "notebooks").glob("*.ipynb"))
    assert len(notebooks) >= 8
    for path in notebooks:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = "".join("".join(cell["source"]) for cell in cells)
        assert '"../data"' not in code
        assert "Geneva" not in "".join(cells[0]["source"])
        assert "two articles" not in "".join("".join(cell["source"]) for cell in cells)


def test_every_link_of_a_dossier_leads_somewhere(tmp_path):
    folder = new_dossier(tmp_path / "x")
    for path in (folder / "notebooks").glob("*.ipynb"):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            for target in re.findall(r"\]\(([^()]*)\)", "".join(cell["source"])):
                assert (path.parent / target).is_file(), f"{path.name}: {target}"


def test_a_dossier_checks_its_own_rows(tmp_path):
    """Notebook 90 draws rows of the dossier; it needs neither gold nor scores."""
    folder = new_dossier(tmp_path / "x")
    code = (folder / "notebooks" / "90-how-good-are-the-tables.ipynb").read_text("utf-8")
    assert "wb.RandomCheck" in code
    assert "tests/gold" not in code


def test_what_is_there_is_not_overwritten(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "mine.txt").write_text("words")
    with pytest.raises(WorkbookError, match="not empty"):
        new_dossier(tmp_path / "x")
    with pytest.raises(WorkbookError, match="no folder"):
        new_dossier(tmp_path / "y", tmp_path / "nowhere")
    assert not (tmp_path / "y").exists()
