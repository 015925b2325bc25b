"""Each limit is told with what to do, and what is within it is read; the worst inputs are in tests/bench/worst.py."""

import os

import pytest

from tests.bench.worst import inputs
from workbook.language.pipeline import calm
from workbook.reading import bytes_of, read_bytes
from workbook.reading.markdown import front_matter

REFUSED = {
    "lines of one letter": "words, signs and lines",
    "letters apart": "words, signs and lines",
    "empty paragraphs": "tags",
    "open tags": "tags",
    "attributes": "attributes",
    "a mail of long headers": "header",
    "a docx of one paragraph": "tags",
    "a csv of lines": "more than 20,000 rows",
    "JSON lines": "more than 20,000 rows",
    "a sheet of a million rows": "more than 20,000 rows",
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_told(what):
    name, make = inputs()[what]
    reading = read_bytes(make(), name)
    assert not reading.sources
    (problem,) = reading.problems
    assert REFUSED[what] in problem["reason"]
    assert problem["advice"]


@pytest.mark.parametrize("what", ["a sheet with a cell in XFD", "a sheet with row 10,000,000"])
def test_cells_far_out_of_a_sheet_are_not_padded(what):
    name, make = inputs()[what]
    assert read_bytes(make(), name).problems


@pytest.mark.parametrize("what", [name for name in inputs() if "front matter" in name])
def test_front_matter_without_end_is_text(what):
    """References multiply: ten in ten in ten are a billion."""
    text = inputs()[what][1]().decode()
    front, block = front_matter(text)
    assert front == {}
    assert block
    assert "The envoys met" in read_bytes(text.encode(), "a.md").sources[0].text


@pytest.mark.parametrize("signs", ["[" * 400, "“[" * 200, "-" * 40, "_" * 99, "a.b/" * 200, "…" * 25])
def test_rows_of_signs_are_blanked_before_the_tokenizer_sees_them(signs):
    """Of equal length, so that every offset stays."""
    text = f"The plan {signs} holds."
    assert len(calm(text)) == len(text)
    assert calm(text).startswith("The plan ")
    assert calm(text).endswith(" holds.")
    assert sum(not sign.isalnum() and not sign.isspace() for sign in calm(text)) < 8


@pytest.mark.parametrize(
    "text", ["“No,” she said … – and left.", "----- 3 -----", "https://a.b/c-d/2025/11/30/talks?x=1&y=2", "!!!"]
)
def test_what_people_write_is_not_blanked(text):
    assert calm(text) == text


def test_rows_of_signs_take_time_in_proportion(linear):
    from workbook.language.pipeline import load_model

    nlp = load_model()
    linear(lambda n: lambda: nlp.make_doc(calm("Words. " + "[(" * n)), 500)


def test_a_pipe_a_folder_and_a_file_without_end_are_no_files(tmp_path):
    from workbook.errors import ReadError

    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").touch()
    os.truncate(tmp_path / "large", 300 * 10**9)
    for name in ("pipe", "large"):
        with pytest.raises(ReadError):
            bytes_of(tmp_path / name)
    with pytest.raises((ReadError, OSError)):
        bytes_of(tmp_path)
