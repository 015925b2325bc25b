"""Articles built by several processes give the tables that one process gives."""

import os
import signal

import pandas as pd
import pytest

import workbook as wb
from workbook.corpus import workers


@pytest.fixture
def folder(tmp_path):
    for number in range(12):
        place, month = ("Juba", "Malakal", "Wau")[number % 3], ("March", "April", "May", "June")[number % 4]
        text = f"Envoys met General Amina Sow in {place} on {number + 1} {month} 2024. “We will sign,” she said.\n"
        (tmp_path / f"{number}.txt").write_text(f"Talks in {place}\n\n{text}", "utf-8")
    return tmp_path


@pytest.fixture
def several(monkeypatch):
    """Let two processes build twelve articles, four at a time."""
    monkeypatch.setattr(workers, "WORTH_A_PROCESS", 2)
    monkeypatch.setattr(workers, "ARTICLES_A_PART", 4)
    monkeypatch.setattr("joblib.cpu_count", lambda: 2)


def loaded(folder):
    corpus = wb.load(folder, progress=False)
    return {name: table for name, table in corpus.tables.items() if name != "changes"}


def test_several_processes_make_the_same_tables(folder, several, monkeypatch, tmp_path_factory):
    ours = loaded(folder)
    monkeypatch.setattr(workers, "WORTH_A_PROCESS", 1_000)
    (folder / ".workbook").rename(tmp_path_factory.mktemp("set-aside") / "cache")
    alone = loaded(folder)
    for name, table in alone.items():
        pd.testing.assert_frame_equal(ours[name], table)
    assert len(alone["articles"]) == 12


def test_a_process_that_is_killed_costs_no_article(folder, several, monkeypatch):
    """The machine takes a process away; what it had not built is built here."""
    here, part = os.getpid(), workers._part

    def killed(jobs, model):
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return part(jobs, model)

    monkeypatch.setattr(workers, "_part", killed)
    assert len(loaded(folder)["articles"]) == 12
