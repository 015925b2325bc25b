"""The same from a shell."""

import sys

import pytest

import workbook as wb
from workbook.cli import main


def run(monkeypatch, *words):
    monkeypatch.setattr(sys, "argv", ["workbook", *map(str, words)])
    with pytest.raises(SystemExit) as done:
        main()
    return done.value.code or 0


def test_load_saves_the_tables(folder, tmp_path, monkeypatch, capsys):
    assert run(monkeypatch, "load", folder, "--out", tmp_path / "build") == 0
    assert len(wb.open(tmp_path / "build").articles) == 2
    assert "2 articles" in capsys.readouterr().out


def test_brief_writes_a_document_and_each_chart_with_its_rows_and_a_caption_naming_both_articles(
    folder, tmp_path, monkeypatch
):
    assert run(monkeypatch, "brief", folder, "--out", tmp_path / "exports") == 0
    assert {"brief.html", "brief.docx", "index.html"} <= {path.name for path in (tmp_path / "exports").iterdir()}
    names = {path.name for path in (tmp_path / "exports/brief-files").iterdir()}
    assert {"timeline.png", "timeline.svg", "timeline.csv", "timeline.txt"} <= names
    caption = (tmp_path / "exports/brief-files/timeline.txt").read_text("utf-8")
    assert "Breakthrough in Geneva" in caption
    assert "Geneva Talks Yield Progress" in caption
    assert "in earnest on November 23, 2025" in (tmp_path / "exports/brief-files/timeline.csv").read_text("utf-8-sig")


def test_check_finds_no_fault(folder, monkeypatch, capsys):
    assert run(monkeypatch, "check", folder) == 0
    assert "0 faults" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["load", "no/such/folder"], "there is no folder"),
        (["check"], "nothing to check"),
        (["lab", "no-dossier"], "there is no 00-start-here.ipynb"),
        (["check", "--gold", "."], "no gold in"),
    ],
)
def test_an_error_is_one_line(monkeypatch, capsys, tmp_path, words, said):
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, *words) == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert "Traceback" not in shown
