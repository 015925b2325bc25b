"""Numbers that stand in no text: Word and browsers count them. Points of plans keep the numbers that a reader sees."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from workbook.reading import read_bytes
from workbook.reading.plans import read_plan

LEVEL = '<w:lvl w:ilvl="{0}"><w:start w:val="{1}"/><w:numFmt w:val="{2}"/><w:lvlText w:val="{3}"/></w:lvl>'
POINTS = [
    (0, "Guns fall silent along the river at midnight."),
    (1, "Patrols leave the bridge within two days."),
    (1, "Both armies hand over their maps of mines."),
    (0, "The port opens to ships of all flags."),
    (1, "Harbour dues go to a joint account."),
]


def word_file(points, *levels):
    """Return a Word file whose paragraphs are numbered by a list of its own; each level is start, form and print."""
    document = Document()
    numbering = document.part.numbering_part.element
    inner = "".join(LEVEL.format(depth, *level) for depth, level in enumerate(levels))
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{inner}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    document.add_paragraph("The Harbour Plan, by the envoys of the bloc")
    for depth, words in points:
        paragraph = document.add_paragraph(words)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>',
            )
        )
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def numbers_of(data, name):
    text = read_bytes(data, name).sources[0].text
    return [row["number"] for row in read_plan(text, "plan")[1]]


FORMS = [
    ((1, "decimal", "%1."), (1, "lowerLetter", "%2)"), ["1.a", "1.b", "2", "2.a"]),
    ((1, "decimal", "%1."), (1, "decimal", "%1.%2."), ["1.1", "1.2", "2", "2.1"]),
    ((4, "decimal", "Article %1:"), (1, "lowerRoman", "(%2)"), ["4.i", "4.ii", "5", "5.i"]),
]


@pytest.mark.parametrize(("first", "second", "expected"), FORMS)
def test_word_counts_the_points(first, second, expected):
    found = numbers_of(word_file(POINTS, first, second), "plan.docx")
    assert [number for number in found if number in expected] == expected


def test_letters_and_roman_numbers_are_written_as_word_prints_them():
    data = word_file(POINTS, (26, "upperLetter", "%1."), (3, "upperRoman", "%2)"))
    lines = read_bytes(data, "plan.docx").sources[0].text.split("\n\n")
    assert [line.split()[0] for line in lines[1:]] == ["Z.", "III)", "IV)", "AA.", "III)"]


def test_bullets_of_word_stay_bullets():
    text = read_bytes(word_file(POINTS, (1, "bullet", "·"), (1, "bullet", "o")), "plan.docx").sources[0].text
    assert text.count("• ") == len(POINTS)


def test_a_number_without_a_list_costs_nothing():
    """A paragraph names a list that the file does not hold."""
    data = word_file([], (1, "decimal", "%1."))
    document = Document(io.BytesIO(data))
    paragraph = document.add_paragraph("The port opens to all ships.")
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="903"/></w:numPr>'))
    file = io.BytesIO()
    document.save(file)
    assert "• The port opens to all ships." in read_bytes(file.getvalue(), "plan.docx").sources[0].text


PAGE = """<html><head><title>The Harbour Plan</title></head><body><article><h1>The Harbour Plan</h1>
<p>The envoys of the bloc published the text of their plan for the harbour and the river on Monday, in full.</p>
<ol{start}><li>Guns fall silent along the whole river at midnight.</li>
<li{value}><p>The port opens to ships of all flags within a week.</p></li>
<li>Harbour dues go to a joint account of both towns.</li></ol>
<p>Both sides have ten days to answer, said the envoys, who leave for the capital of the coast on Friday.</p>
</article></body></html>"""


@pytest.mark.parametrize(
    ("start", "value", "expected"),
    [("", "", ["1", "2", "3"]), (' start="7"', "", ["7", "8", "9"]), ("", ' value="12"', ["1", "12", "13"]),
     (' start="x"', ' value="-"', ["1", "2", "3"])],
)  # fmt: skip
def test_a_browser_counts_the_items(start, value, expected):
    page = PAGE.format(start=start, value=value).encode()
    assert numbers_of(page, "plan.html")[: len(expected)] == expected
    assert "•" not in read_bytes(page, "plan.html").sources[0].text


def test_bread_crumbs_have_no_numbers():
    crumbs = "<ol><li>Home</li><li>World</li><li>Africa</li></ol>"
    page = PAGE.format(start="", value="").replace("<article>", f"<article>{crumbs}").encode()
    assert "1. Home" not in read_bytes(page, "plan.html").sources[0].text
