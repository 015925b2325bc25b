"""An export carries its proof: the picture, its rows, and a caption that lets somebody else check it."""

import csv
import io
import json
import zipfile

import altair as alt
import openpyxl
import pandas as pd
import pytest

from workbook.errors import ExportError
from workbook.reports import FORMATS, render, save_chart

ROWS = pd.DataFrame({"day": ["2025-11-23", "2025-11-24"], "n": [2, -1], "headline": ["Talks begin", "=HYPERLINK(1)"]})
META = {
    "title": "What happened when",
    "subtitle": "2 of 5 events shown · 3 events without a date",
    "filters": {"Status": "happened"},
    "shown": 2,
    "total": 5,
    "sources": ["Talks open, Example Post, 23 November 2025, a.txt", "Talks close, b.txt"],
    "fingerprint": "4e1f00c2",
    "model": "en_news_small 0.1.0",
    "version": "0.1.0",
}


@pytest.fixture
def chart():
    points = alt.Chart(ROWS).mark_point().encode(x="day:T", y="n:Q")
    return points.properties(width=200, height=100, description="Two events in November.", usermeta={"workbook": META})


def test_every_format_is_written_and_can_be_opened(chart, tmp_path):
    saved = save_chart(chart, "talks", folder=tmp_path, formats=FORMATS)
    found = {path.suffix[1:]: path.read_bytes() for path in saved}
    assert found["png"].startswith(b"\x89PNG")
    assert found["svg"].startswith(b"<svg")
    assert found["pdf"].startswith(b"%PDF")
    assert json.loads(found["json"])["usermeta"]["workbook"]["shown"] == 2
    assert openpyxl.load_workbook(io.BytesIO(found["xlsx"]))["rows"]["A2"].value == "2025-11-23"
    assert zipfile.ZipFile(io.BytesIO(found["xlsx"])).testzip() is None


def test_the_offline_page_asks_no_network(chart):
    page = render(chart, "html").decode()
    assert "vegaEmbed" in page
    assert 'src="http' not in page


def test_the_caption_says_what_somebody_needs_to_check_it(chart, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764460800")
    words = render(chart, "txt").decode()
    for part in ("Status: happened", "Shown: 2 of 5", "3 events without a date", "2. Talks close, b.txt", "4e1f00c2",
                 "en_news_small 0.1.0", "30 November 2025", "Two events in November."):  # fmt: skip
        assert part in words


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_chart_gives_the_same_bytes(chart, kind, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764460800")
    assert render(chart, kind) == render(chart, kind)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-cmd", "@SUM(A1)", "\t=1", " =1", "\u200b=1", "\ufeff\u2060@A", "＝1"])
def test_no_cell_becomes_a_formula(chart, cell):
    table = pd.DataFrame({"headline": [cell], "n": [-3]})
    (row,) = csv.DictReader(io.StringIO(render(chart, "csv", rows=table).decode("utf-8-sig")))
    assert row["headline"].startswith("'" + cell[0])
    assert row["n"] == "-3"
    sheet = openpyxl.load_workbook(io.BytesIO(render(chart, "xlsx", rows=table)))["rows"]
    assert sheet["A2"].data_type == "s"


def test_the_alt_text_travels_with_the_svg(chart):
    assert "<desc>Two events in November.</desc>" in render(chart, "svg").decode()


def test_the_picture_has_the_dots_asked_for(chart):
    """A 200-pixel plot at 300 dots an inch is more than four times as wide as at 72."""
    small, large = (int.from_bytes(render(chart, "png", dpi=dpi)[16:20], "big") for dpi in (72, 300))
    assert large / small == pytest.approx(300 / 72, rel=0.02)


@pytest.mark.parametrize(
    ("given", "words"), [({"formats": ["gif"]}, "no export as gif"), ({"name": "../up"}, "no file name")]
)
def test_what_cannot_be_saved_says_why(chart, tmp_path, given, words):
    with pytest.raises(ExportError, match=words):
        save_chart(chart, **{"name": "talks", "folder": tmp_path, **given})


def test_a_folder_that_is_a_file_says_so(chart, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ExportError, match="could not be written"):
        save_chart(chart, "talks", folder=tmp_path / "file", formats=["txt"])


def test_saved_files_are_shown_as_links(chart, tmp_path):
    saved = save_chart(chart, "talks", folder=tmp_path, formats=["txt", "csv"])
    assert saved._repr_html_().count("<a href=") == 2


@pytest.mark.parametrize(
    ("cell", "kept"), [("all;=1+1", "all;'=1+1"), ("a\n@SUM(A1)", "a\n'@SUM(A1)"), ("one; -two", "one; '-two")]
)
def test_no_part_of_a_cell_becomes_a_formula_where_semicolons_separate(chart, cell, kept):
    table = pd.DataFrame({"headline": [cell], "=name": ["x"]})
    (row,) = csv.DictReader(io.StringIO(render(chart, "csv", rows=table).decode("utf-8-sig"), newline=""))
    assert row == {"headline": kept, "'=name": "x"}


@pytest.mark.parametrize("cell", ["one; two – three", "it rose (+3); prices - and rents - fell", "a=b; c=d"])
def test_what_people_write_in_a_cell_stays(chart, cell):
    table = pd.DataFrame({"headline": [cell]})
    (row,) = csv.DictReader(io.StringIO(render(chart, "csv", rows=table).decode("utf-8-sig")))
    assert row["headline"] == cell


def test_a_pdf_looks_as_before_and_is_sound(chart):
    """Its objects are only put in another order."""
    import numpy as np
    import pypdfium2 as pdfium
    import vl_convert as vl
    from pypdf import PdfReader

    made, drawn = (
        render(chart, "pdf"),
        vl.vegalite_to_pdf({k: v for k, v in chart.to_dict().items() if k != "usermeta"}),
    )
    assert len(PdfReader(io.BytesIO(made), strict=True).pages) == 1
    one, other = (pdfium.PdfDocument(data)[0].render(scale=1).to_numpy() for data in (made, drawn))
    assert np.array_equal(one, other)


ZONES = """
import hashlib, sys
from pathlib import Path
from tests.standin import gold
from workbook import charts
from workbook.reports import render
made = gold(Path(sys.argv[1]))
print(hashlib.sha256(render(charts.timeline(made), "svg")).hexdigest())
"""


def test_a_picture_names_the_same_days_in_every_time_zone(tmp_path):
    import os
    import subprocess
    import sys

    zones = ("America/New_York", "Pacific/Auckland")
    made = [
        subprocess.run(
            [sys.executable, "-c", ZONES, str(tmp_path / zone)],
            env={**os.environ, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone in zones
    ]
    assert made[0] == made[1]


def test_a_picture_names_its_sources_at_its_foot(built):
    """A picture travels without its caption; the specification that is saved has no such line."""
    import workbook as wb

    corpus = wb.load(built, progress=False)
    chart = wb.charts.timeline(corpus)
    svg = render(chart, "svg").decode()
    assert "Sources: Breakthrough in Geneva" in svg
    assert f"corpus {corpus.fingerprint}" in svg
    assert len(json.loads(render(chart, "json"))["layer"]) == len(chart.to_dict()["layer"])
