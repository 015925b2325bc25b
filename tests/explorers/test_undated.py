"""What the list of undated articles promises: guesses with their reasons, one click each, kept and taken back."""

from __future__ import annotations

import ipywidgets
import pandas as pd
import pytest

import workbook as wb
from workbook.analysis.guessed_days import guess_days

FILES = {
    "a.txt": "Ferries run again\n\nIslanders queued for bread and post at the quay. The strike had ended on 2 May 2024 after nine weeks.",
    "b.txt": "Grain leaves the port\n\nUpdated 6 May 2024\n\nNobody on the pier would say what else was in the holds of the four ships.",
    "c.txt": "Mayor <b>resigns</b>\n\nPublished 3 May 2024\n\nShe will be followed by her deputy until autumn, the council said.\n\nFirst published: 4 May 2024",
    "2024-05-07-bridge.txt": "Bridge is open\n\nLorries crossed it before noon with their horns sounding and flags on every mirror.",
    "d.txt": "Roads stay closed\n\nThe snow had come early, and no plough could be found in the whole of the upper valley.",
    "e.txt": "School begins\n\n8 May 2024\n\nTeachers in the capital were paid for the first time since winter, their union announced.",
}


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    return wb.load(folder, progress=False)


def test_guesses_say_what_speaks_for_them(corpus):
    """Days told as past, of updates, in names of files, and those of a page that states several."""
    guesses = guess_days(corpus)
    told = {path: dict(rows[["day", "why"]].to_numpy().tolist()) for path, rows in guesses.groupby("path")}
    assert set(told) == set(FILES) - {"e.txt"}
    assert "not before" in told["a.txt"]["2024-05-02"]
    assert "not after" in told["b.txt"]["2024-05-06"]
    assert set(told["c.txt"]) == {"2024-05-03", "2024-05-04"}
    assert "file's name" in told["2024-05-07-bridge.txt"]["2024-05-07"]
    assert list(told["d.txt"].values()) == ["nothing in the file speaks for a day"]


def test_mails_and_copies_give_guesses():
    """The day of the mail that holds an article, and that of a dated copy."""
    articles = pd.DataFrame(
        {
            "article_id": ["a1", "a2"], "title": ["x", "x"], "path": ["a.eml", "b.txt"], "published": [None, "2024-05-04"],
            "published_earliest": [None, None], "duplicate_of": [None, "a1"],
        }
    )  # fmt: skip
    problems = pd.DataFrame(
        {"path": ["a.eml"], "reason": ["mail of Mon, 06 May 2024 10:00:00 +0000 from A <a@b.example>"]}
    )
    residue = pd.DataFrame({"article_id": [], "text": []})
    guesses = guess_days({"articles": articles, "residue": residue, "problems": problems})
    assert guesses["day"].tolist() == ["2024-05-06", "2024-05-04"]


def texts(widget):
    """Yield every word that is shown."""
    for child in getattr(widget, "children", ()):
        yield from texts(child)
    if isinstance(widget, ipywidgets.HTML):
        yield widget.value


def buttons(widget, words):
    """Yield the buttons with these words."""
    for child in getattr(widget, "children", ()):
        yield from buttons(child, words)
    if isinstance(widget, ipywidgets.Button) and widget.description == words:
        yield widget


def test_a_click_keeps_a_day_and_undo_takes_it_back(corpus):
    """The article leaves the list, the ledger tells why, and what was taken back comes up again."""
    listed = wb.UndatedArticles(corpus)
    assert "5 articles without a day" in next(iter(texts(listed)))
    next(buttons(listed, "7 May 2024")).click()
    other = corpus.ledger.record("note", "articles", corpus.articles["article_id"].iloc[0], value="Ask the port.")
    dated = corpus.articles.set_index("path").loc["2024-05-07-bridge.txt"]
    assert (dated["published"], dated["published_basis"]) == ("2024-05-07", "analyst")
    assert "4 articles" in next(iter(texts(listed)))
    assert not list(buttons(listed, "2024-05-07"))
    next(buttons(listed, "Undo")).click()
    assert "5 articles" in next(iter(texts(listed)))
    assert corpus.ledger.active == [other]  # what is no day stays
    assert any("day of publication" in text and "Taken back" in text for text in texts(listed))


def test_another_day_is_typed_and_nonsense_refused(corpus):
    """A day that nothing speaks for can be typed; what is no day is told; words of files are escaped."""
    listed = wb.UndatedArticles(corpus)
    (article_id,) = corpus.articles.loc[corpus.articles["path"] == "d.txt", "article_id"]
    listed.set_day(article_id, "May")
    assert any("has no year" in text for text in texts(listed))
    listed.set_day(article_id, "2024-05-01")
    assert corpus.articles.set_index("path").loc["d.txt", "published"] == "2024-05-01"
    assert not any("<b>resigns</b>" in text for text in texts(listed))
