"""A folder full of bad files, loaded as an analyst loads it: each gets a clear answer, and the good ones load."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

import workbook as wb

WORDS = (
    "The envoys of both sides met for the third time in a hotel on the coast and spoke of the exchange of prisoners, "
    "of grain and of the crossings that have been closed since the spring. They left late in the night."
)
REFUSED = {
    "empty.txt": "empty",
    "picture.txt": "no text",
    "cut.pdf": "damaged",
    "cut.docx": "damaged or cut short",
    "locked.pdf": "encrypted",
    "bomb.docx": "zip bomb",
    "bomb.xlsx": "zip bomb",
    "entities.docx": "XML entities",
    "entities.xml": "XML entities",
    "line.txt": "characters",
    "columns.csv": "no column of text; the columns are headline, reporter",
    "unknown.qqq": "files that end in .qqq are not read",
    "broken-link.txt": "broken link",
    "closed": "no permission",
    "forbidden.txt": "no permission",
    "vanished.txt": "gone",
}
NOTED = {
    "copy.txt": "holds the same article as article.txt",
    "loop": "read already",
    "mixed.txt": "mixed",
    "nested.html": "nested deeper",
    "null.txt": "control characters",
    "scripts.html": "scripts removed",
    "surrogates.jsonl": "lone surrogates",
    "western.txt": "read as cp1252",
}


def _zip(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def _docx() -> bytes:
    from docx import Document

    stream = io.BytesIO()
    document = Document()
    document.add_paragraph(WORDS)
    document.save(stream)
    return stream.getvalue()


def _pdf() -> bytes:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", size=12)
    pdf.multi_cell(0, 8, WORDS)
    return bytes(pdf.output())


def _locked(pdf: bytes) -> bytes:
    writer, stream = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf))), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(stream)
    return stream.getvalue()


def _files() -> dict[str, bytes]:
    entity = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    script = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    paragraphs = "".join(f"<p>{WORDS} {number}</p>" for number in range(4))
    return {
        "article.txt": f"Envoys meet on the coast\n\n{WORDS}".encode(),
        "copy.txt": f"Envoys meet on the coast\n\n{WORDS}".encode(),
        "empty.txt": b"",
        "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        "cut.pdf": _pdf()[:300],
        "cut.docx": _docx()[:5_000],
        "locked.pdf": _locked(_pdf()),
        "bomb.docx": _zip(word__document_xml=b" " * 210_000_000),
        "bomb.xlsx": _zip(xl__workbook_xml=b" " * 210_000_000),
        "entities.docx": _zip(word__document_xml=entity + b"<d>&e;</d>"),
        "entities.xml": entity + b"<rss><channel><title>&e;</title></channel></rss>",
        "line.txt": b"words, " * 7_200_000,
        "columns.csv": b"headline,reporter\nTalks,Roe\n",
        "unknown.qqq": b"Words.",
        "mixed.txt": WORDS.replace("hotel", "hôtel").encode() + b" \x93Yes\x94, they said in the caf\xc3\xa9.",
        "western.txt": WORDS.replace("hotel", "hôtel").replace("They", "“They”").encode("cp1252"),
        "nested.html": f"<html><body>{'<div>' * 10_000}<p>{WORDS}</p></body></html>".encode(),
        "null.txt": f"The n\x00ull and {WORDS}".encode(),
        "scripts.html": f"<html><head><title>T</title>{script}</head><body>{script}{paragraphs}</body></html>".encode(),
        "surrogates.jsonl": b'{"title": "Half", "text": "\\ud800 ' + WORDS.replace("third", "tenth").encode() + b'"}\n',
        "forbidden.txt": b"No one may read this.",
        "vanished.txt": b"This file goes while the folder is read.",
        "closed/inside.txt": b"No one may open this folder.",
    }


@pytest.fixture(scope="module")
def mess(tmp_path_factory: pytest.TempPathFactory) -> wb.Corpus:
    """Return the corpus of the folder; tests run as root, so what the system refuses is injected."""
    folder = tmp_path_factory.mktemp("mess")
    for name, content in _files().items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "loop").symlink_to(folder)
    (folder / "broken-link.txt").symlink_to(folder / "nowhere")
    real_open, real_scan = os.open, os.scandir

    def opened(file: object, *more: object, **named: object) -> object:
        if str(file).endswith("forbidden.txt"):
            raise PermissionError(13, "Permission denied")
        if str(file).endswith("vanished.txt"):
            Path(str(file)).unlink(missing_ok=True)
        return real_open(file, *more, **named)

    def scanned(path: object) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return real_scan(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.open", opened)
        patch.setattr("os.scandir", scanned)
        return wb.load(folder, progress=False)


@pytest.mark.parametrize(("path", "words"), [*REFUSED.items(), *NOTED.items()], ids=[*REFUSED, *NOTED])
def test_each_bad_file_has_its_row_with_what_to_do(mess: wb.Corpus, path: str, words: str) -> None:
    rows = mess.problems[mess.problems["path"] == path]
    found = rows[rows["reason"].str.contains(words, regex=False)]
    assert len(found) == 1, rows[["severity", "reason"]].to_numpy().tolist()
    assert found["severity"].item() == ("refused" if path in REFUSED else "noted")
    assert found["advice"].item()


def test_the_others_load_and_nothing_else_is_said(mess: wb.Corpus) -> None:
    assert set(mess.articles["path"]) == {"article.txt", *NOTED} - {"loop", "copy.txt"}
    assert set(mess.problems["path"]) == {*REFUSED, *NOTED}


def test_nothing_of_a_page_is_run(mess: wb.Corpus) -> None:
    """What a page or a table holds is shown escaped; scripts are no part of its text."""
    article = mess.articles[mess.articles["path"] == "scripts.html"].iloc[0]
    assert "alert" not in article["text"]
    assert "<script" not in mess.evidence(article).html
