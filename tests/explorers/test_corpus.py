"""What the explorer of the articles promises: what is there, what was set aside, what could not be read, and mending it."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

import workbook as wb
from workbook.explorers import CorpusExplorer

FIRST = "Truce holds for a third week\n\nKHARTOUM, 3 May 2024 (Agency) – The truce held on Friday, Amina Sow said.\n\nRead more: <b>Maps</b>\n\nBoth armies stay where they are, she said in the capital."
SECOND = (
    "A quiet week in the valley\n\nNobody could say on whose order the guns fell silent, or for how long it would last."
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explored") / "articles"
    folder.mkdir()
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND), ("c.txt", "")):
        (folder / name).write_text(text, "utf-8")
    wb.load(folder, progress=False)
    return folder


@pytest.fixture
def explorer(built, tmp_path):
    folder = shutil.copytree(built, tmp_path / "articles")
    return CorpusExplorer(wb.load(folder, progress=False), state={})


def correct(explorer, path, label, **values):
    article = explorer.corpus.articles.set_index("path").loc[path]
    explorer.select(article["article_id"])
    explorer.correct(next(action for action in explorer.actions if action.label == label), values, "why not")
    return explorer.corpus.articles.set_index("path").loc[path]


def test_filters_find_articles(explorer):
    """By a word of the text, and by whether the day is known."""
    explorer.filters["text"].widget.value = "VALLEY"
    assert explorer.rows["path"].tolist() == ["b.txt"]
    explorer.filters["text"].widget.value = ""
    explorer.filters["dated"].widget.value = ("with a day of publication",)
    assert explorer.rows["path"].tolist() == ["a.txt"]


def test_details_tell_what_was_set_aside_and_nothing_is_run(explorer):
    """Outline, residue and doubts, every word of the file escaped; below, the files that could not be read."""
    shown = explorer.view.details(explorer.rows[explorer.rows["path"] == "a.txt"].iloc[0])
    assert "Read more: &lt;b&gt;Maps" in shown
    assert "<b>Maps" not in shown
    below = explorer.view.note()
    assert "c.txt" in below
    assert "empty" in below


def test_a_day_is_set_and_unset(explorer):
    """The analyst dates an article, says that a day is not known, and is told what is no day."""
    dated = correct(explorer, "b.txt", "Set date", published="2024-05-02")
    assert (dated["published"], dated["published_basis"]) == ("2024-05-02", "analyst")
    unknown = correct(explorer, "a.txt", "Set date", published="")
    assert pd.isna(unknown["published"])
    assert unknown["published_earliest"] == "2024-05-03"
    assert correct(explorer, "b.txt", "Set date", published="May")["published"] == "2024-05-02"
    assert "has no year" in explorer.parts.alert.value


def test_a_passage_is_restored_and_undone(explorer):
    """What was set aside comes back into the text, and goes again."""
    (residue_id,) = explorer.corpus.residue["residue_id"]
    restored = correct(explorer, "a.txt", "Restore a passage", passage=residue_id)
    assert "Read more: <b>Maps</b>" in restored["text"]
    explorer.undo()
    assert explorer.corpus.residue["residue_id"].tolist() == [residue_id]


def test_an_outlet_is_set(explorer):
    assert correct(explorer, "a.txt", "Set outlet", publisher="The Nile Post")["publisher"] == "The Nile Post"
