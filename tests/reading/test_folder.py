"""What listing, reading and merging promise: sorted, complete, never raising, one article for equal bytes."""

import hashlib
import os
import pickle
import random
from functools import partial
from pathlib import Path

import pytest

from workbook import tables
from workbook.reading import find_files, read_file

SAMPLES = Path(__file__).parents[2] / "data" / "articles"


def test_sample_articles_load_unchanged():
    """The two articles that the project is for load as they are, without a doubt."""
    files, problems = find_files(SAMPLES)
    readings = [read_file(file.path, file.relative) for file in files]
    assert problems == [row for reading in readings for row in reading.problems] == []
    assert [reading.sources[0].text.encode() for reading in readings] == [file.path.read_bytes() for file in files]
    assert [reading.sources[0].sha256 for reading in readings] == [
        hashlib.sha256(file.path.read_bytes()).hexdigest() for file in files
    ]


def test_files_are_listed_in_order_without_the_workbooks_own(tmp_path):
    """Nested folders by path; hidden files, lock files, the ledger, views and lexicons stay out, at the top only."""
    kept = ["a.txt", "b/c.txt", "b/views/d.txt", "é/f.txt", "z.txt"]
    left = [".hidden", ".workbook/x.parquet", "~$a.docx", "corrections.jsonl", "views/v.json", "lexicons/aliases.csv"]
    for name in [*kept, *left]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Words.")
    files, problems = find_files(tmp_path)
    assert [file.relative for file in files] == sorted(kept)
    assert problems == []


def test_links_are_followed_once(tmp_path):
    """A loop of links ends; a broken link is told; a file behind a link is read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Words.")
    (tmp_path / "in" / "loop").symlink_to(tmp_path)
    (tmp_path / "b.txt").symlink_to(tmp_path / "in" / "a.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    files, problems = find_files(tmp_path)
    assert [file.relative for file in files] == ["b.txt", "in/a.txt"]
    assert [(row["path"], row["severity"]) for row in problems] == [
        ("broken.txt", "refused"),
        ("in/loop", "noted"),
        ("self.txt", "refused"),
    ]


def test_folder_without_permission(tmp_path, monkeypatch):
    """A folder that may not be opened is told; the others load."""
    for name in ("closed", "open"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("Words.")
    real = os.scandir

    def scandir(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    files, problems = find_files(tmp_path)
    assert [file.relative for file in files] == ["open/a.txt"]
    assert [(row["path"], row["severity"]) for row in problems] == [("closed", "refused")]
    assert "permission" in problems[0]["reason"]


@pytest.mark.parametrize(("error", "words"), [(PermissionError(13, "no"), "permission"), (OSError(5, "I/O"), "I/O")])
def test_file_that_cannot_be_opened(tmp_path, monkeypatch, error, words):
    """What the system refuses is a problem row."""
    (tmp_path / "a.txt").write_text("Words.")

    def opened(*_):
        raise error

    monkeypatch.setattr("os.open", opened)
    reading = read_file(tmp_path / "a.txt", "a.txt")
    assert not reading.sources
    assert words in reading.problems[0]["reason"]


def test_file_that_vanishes(tmp_path):
    """A file that went between listing and reading is a problem row."""
    (tmp_path / "a.txt").write_text("Words.")
    (file,), _ = find_files(tmp_path)
    file.path.unlink()
    reading = read_file(file.path, file.relative)
    assert not reading.sources
    assert "gone" in reading.problems[0]["reason"]


def test_identifier_keeps_when_the_file_moves(read):
    """The identifier is the content's."""
    assert read("Words.", "a.txt").sources[0].article_id == read("Words.", "b/z.txt").sources[0].article_id


def test_readings_travel_between_processes(read):
    """A reading and the function can be pickled."""
    reading = read("---\ntitle: Talks\n---\nWords.\0", "a.md")
    assert pickle.loads(pickle.dumps(reading)) == reading
    assert pickle.loads(pickle.dumps(read_file)) is read_file


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("a.txt", b"", "empty", id="empty"),
        pytest.param("a.txt", b" \n\t\n", "empty", id="white"),
        pytest.param("a.txt", b"\xef\xbb\xbf", "empty", id="only-a-mark"),
        pytest.param("a.txt", b"... --- ...", "no words", id="no-words"),
        pytest.param("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "no text", id="picture-named-txt"),
        pytest.param("a.txt", b"words, " * 7_200_000, "characters", id="a-line-of-fifty-megabytes"),
        pytest.param("a.pdf", b"%PDF-1.7\n" + b"x" * 500, "damaged", id="pdf-of-nothing"),
        pytest.param("a.pdf", b"not a pdf at all", "damaged", id="no-pdf"),
        pytest.param("a.docx", b"not a word file", "damaged", id="no-docx"),
        pytest.param("a.xlsx", b"PK\x03\x04 cut", "damaged", id="no-xlsx"),
        pytest.param("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50, ".jpg", id="other-ending"),
    ],
)
def test_what_cannot_be_read_is_refused(read, name, content, words):
    """Each refusal says why and what to do."""
    reading = read(content, name)
    assert not reading.sources
    (row,) = reading.problems
    assert row["severity"] == "refused"
    assert words in row["reason"]
    assert row["advice"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("a.txt", b"The talks\x00 went on.", "control characters", id="null-byte"),
        pytest.param(
            "a.txt", "The café \N{EM DASH} closed. ".encode() * 3 + b"\x93Yes\x94", "mixed", id="mixed-encodings"
        ),
        pytest.param("a.txt", b"\xed\xa0\x80The talks went on.", "UTF-8", id="surrogate-in-bytes"),
        pytest.param("article", b"The talks went on.", "no ending", id="no-ending"),
        pytest.param("a.txt", "Les délégués se sont réunis à Genève hier soir. ".encode() * 9, "English", id="french"),
        pytest.param("a.txt", "Стороны обсудили обмен пленными в понедельник. ".encode() * 9, "English", id="russian"),
    ],
)
def test_what_is_doubtful_is_loaded_and_noted(read, name, content, words):
    """The article loads, and the doubt is a row."""
    reading = read(content, name)
    assert len(reading.sources) == 1
    assert any(words in row["reason"] and row["severity"] == "noted" for row in reading.problems)
    assert len(reading.problems) == len(reading.sources[0].notes) or name == "article"


@pytest.mark.parametrize(
    "ending",
    [
        "txt",
        "md",
        "html",
        "pdf",
        "docx",
        "eml",
        "csv",
        "jsonl",
        "xlsx",
        "xml",
        "rtf",
        "odt",
        "epub",
        "mbox",
        "mhtml",
        "warc",
        "ris",
        "enex",
        "",
    ],
)
def test_no_bytes_make_reading_raise(read, make, ending):
    """Files with bytes changed, cut and doubled at random give articles or problems, never an exception."""
    draw = random.Random(ending)
    seeds = {
        "pdf": make["pdf"](["Talks", "Words."]),
        "docx": make["docx"](("Words.", None)),
        "xlsx": make["xlsx"](["text"]),
    }
    seeds |= {
        "rtf": rb"{\rtf1\ansi {\b Talks}\par Words, \'e9\u8217?.\par}",
        "mbox": b"From a b\nSubject: a\n\nWords.\n\n" * 2,
        "mhtml": b'Content-Type: multipart/related; boundary="a"\n\n--a\nContent-Type: text/html\n\n<p>Words.\n--a--',
        "warc": b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nWords.\r\n\r\n",
        "ris": b"TY  - NEWS\nTI  - Talks\nAB  - Words.\nER  - \n",
        "enex": b"<en-export><note><title>T</title><content>&lt;p&gt;Words.</content></note></en-export>",
    }
    seed = seeds.get(ending, b'---\ntitle: T\n---\n<html><p>\xff\xfeWords,\x00{"text": 1}</p>\nSubject: a\n\ntext,b\n')
    for _ in range(25):
        data = bytearray(seed)
        for _ in range(draw.randint(1, 12)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        reading = read(bytes(data[: draw.randint(0, len(data))]) * draw.randint(1, 2), f"a.{ending}".rstrip("."))
        tables.make("problems", reading.problems)
        assert reading.sources or reading.problems
        for source in reading.sources:
            source.text.encode("utf-8")


HOSTILE = {
    "commas": ("csv", "text,{}", ","),
    "quotes": ("csv", 'text\n"{}', '""'),
    "tags": ("html", "{}", "<p"),
    "comments": ("html", "<html>{}", "<!--"),
    "line-breaks": ("html", "<html><p>Words.{}", "<br>Words."),
    "breaks": ("md", "---\n{}", "---x\n"),
    "links": ("md", "{}", "["),
    "aliases": ("md", "---\na: &a [x]\n{}title: T\n---\nWords.", "b: [*a, *a]\n"),
    "headers": ("eml", "Subject: a\n{}\nWords.", "X: y\n"),
    "boundaries": ("eml", 'Content-Type: multipart/mixed; boundary="a"\n\n{}', "--a\n\nWords.\n"),
    "brackets": ("jsonl", "{}", "["),
    "capitals": ("txt", "{}", "A"),
    "spaces": ("txt", "{}x", " "),
    "dashes": ("eml", "Subject: a\n\n{}", "- \n"),
    "heads": ("txt", "{}", "Talks go on in Accra\nThe Post, 2 March 2024\n\nWords of the text.\n\n"),
    "rules": ("txt", "A title of words\n{}", "=====\n"),
    "ends": ("txt", "Length: 3 words\n{}", "Body\nWords\nEnd of Document\n"),
    "fields": ("txt", "Full text: words\nDatabase: x\n{}", "Title: x\nwords\n"),
    "bylines": ("txt", "1 of 3 DOCUMENTS\n\n{}", "BYLINE: x\nwords\n"),
    "codes": ("txt", "{}", "HD Talks\nSN Post\nPD 2 March 2024\nLP Words\n"),
    "links of rtf": ("rtf", "{{\\rtf1 {}", '{\\field{\\*\\fldinst{ HYPERLINK "x" '),
    "mails": ("mbox", "{}", "From a b\nSubject: x\n\nWords\n\n"),
    "twice": ("jsonl", '[{{"text":"{}"}}]', "â€œ "),
    "nested": ("jsonl", '{{"a":[{}1]}}', '{"text":"x","b":{"c":[1]}},'),
    "articles": ("html", "<html><body>{}", "<article><h1>Talks</h1><p>Words of it</p><p>x</p></article>"),
}


@pytest.mark.parametrize(("ending", "around", "unit"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_linear_time(read, ending, around, unit, linear):
    """Much of one thing is read or refused, and four times as much in about four times the time."""
    linear(lambda size: partial(read, around.format(unit * (size // len(unit))), f"a.{ending}"), 60_000)
