"""Two plans side by side: what the report says, in HTML and in Word, the same bytes each time."""

import io
import zipfile

import pytest

from tests import planned
from workbook.errors import ExportError
from workbook.reports import write_comparison
from workbook.reports.comparison import comparison


@pytest.fixture
def corpus(tmp_path):
    return planned.corpus(tmp_path)


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_the_same_bytes_each_time(corpus, tmp_path, monkeypatch, kind):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    files = [tmp_path / f"{name}.{kind}" for name in "ab"]
    for file in files:
        write_comparison(corpus, "accord", "answer", file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_html_marks_changes_and_says_whose_words_they_are(corpus, tmp_path):
    """Deleted struck, inserted underlined, notice, sources, fingerprint; nothing from the network."""
    (path,) = write_comparison(corpus, "accord", "answer", tmp_path / "c.html")
    page = path.read_text("utf-8")
    assert "<del>600,000 soldiers</del> <ins>800,000 soldiers in peacetime</ins>" in page
    assert "the words are not the negotiators’" in page
    assert "an invented newspaper" in page
    assert corpus.fingerprint in page
    assert "http" not in page
    assert "− removed" in page
    assert "– not in this text" in page


def test_words_of_a_plan_cannot_become_markup(corpus, tmp_path):
    corpus.tables["provisions"] = corpus.provisions.assign(text=corpus.provisions["text"] + " <script>x</script>")
    (path,) = write_comparison(corpus, "accord", "answer", tmp_path / "c.html")
    assert "<script>" not in path.read_text("utf-8")


def test_docx_marks_changes_by_more_than_colour(corpus, tmp_path):
    """Strike and underline are properties of the runs; the notice and the sources stand in the document."""
    from docx import Document

    (path,) = write_comparison(corpus, "accord", "answer", tmp_path / "c.docx")
    document = Document(io.BytesIO(path.read_bytes()))
    runs = [
        run for row in document.tables[0].rows for cell in row.cells for part in cell.paragraphs for run in part.runs
    ]
    assert "600,000 soldiers" in {run.text for run in runs if run.font.strike}
    assert "800,000 soldiers in peacetime" in {run.text for run in runs if run.underline}
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "not the negotiators’" in said
    assert "an invented newspaper" in said
    assert zipfile.is_zipfile(path)


@pytest.mark.parametrize(
    ("left", "right", "file", "said"),
    [
        pytest.param("accord", "nobody", "c.html", "no text of the plan 'nobody'", id="no such plan"),
        pytest.param("accord", "accord", "c.html", "with itself", id="one plan"),
        pytest.param("accord", "answer", "c.pdf", "no comparison as '.pdf'", id="another kind of file"),
    ],
)
def test_what_cannot_be_compared_is_refused(corpus, tmp_path, left, right, file, said):
    with pytest.raises(ExportError, match=said):
        write_comparison(corpus, left, right, tmp_path / file)


def test_every_point_of_both_texts_is_there(corpus):
    """Matched points share a row; what only one text has stands alone."""
    rows = [row for _, some in comparison(corpus, "accord", "answer")["sections"] for row in some]
    assert [row["left_number"] for row in rows if row["left_number"]] == ["4", "1", "2", "3"]
    assert sorted(row["right_number"] for row in rows if row["right_number"]) == ["1", "2", "3", "4"]
