"""Printed pages: columns in reading order, edges left out, words whole."""

import random
import re

import pytest

PROSE = (
    "The envoys of both sides met for the third time in a hotel on the coast and spoke of the exchange of prisoners. "
    "They left late in the night without a word to the reporters who had waited at the gate since noon. A mediator said "
    "that the crossings over the river could be opened before the end of the month if engineers found them safe. The "
    "minister of the interior answered that nobody would be exchanged under a stopwatch, and that a list of names had to "
    "be handed over first. In the villages along the bank people said they would believe it when the first bus crossed."
)


def drawn(*pages):
    """Return a PDF; each page is a list of (left, top, width, size, text) in millimetres and points."""
    from fpdf import FPDF

    pdf = FPDF()
    pdf.set_auto_page_break(False)
    for page in pages:
        pdf.add_page()
        for left, top, width, size, text in page:
            pdf.set_font("Times", size=size)
            pdf.set_xy(left, top)
            pdf.multi_cell(width, size * 0.45, text, align="L")
    return bytes(pdf.output())


def rows_across(columns, width, size=10, top=40, left=15, gap=8, offset=0.0):
    """Return the lines of columns as a printer writes them, row by row over all columns, broken at a width."""
    from fpdf import FPDF

    measure = FPDF()
    measure.add_page()
    measure.set_font("Times", size=size)
    lines = [measure.multi_cell(width, 5, text, dry_run=True, output="LINES", align="L") for text in columns]
    step = size * 0.45
    return [
        (left + at * (width + gap), top + row * step + at * offset, width + 3, size, column[row])
        for row in range(max(map(len, lines)))
        for at, column in enumerate(lines)
        if row < len(column)
    ]


def halves(text, parts=2):
    """Return a text cut into parts of whole words."""
    words = text.split()
    size = -(-len(words) // parts)
    return [" ".join(words[at : at + size]) for at in range(0, len(words), size)]


@pytest.mark.parametrize(
    ("n", "width", "gap", "offset"),
    [(2, 85, 8, 0), (2, 80, 15, 0), (3, 55, 6, 0), (4, 40, 5, 0), (2, 85, 6, 1.7), (3, 54, 5, 0.9)],
)
def test_columns_are_read_one_after_the_other(read, n, width, gap, offset):
    """Two to four columns under a headline, even with gutters of five millimetres and lines that are not level."""
    page = [
        (15, 20, 180, 20, "Envoys meet on the coast"),
        *rows_across(halves(PROSE, n), width, gap=gap, offset=offset),
    ]
    (source,) = read(drawn(page), "a.pdf").sources
    assert source.text == f"Envoys meet on the coast\n\n{PROSE}"


def test_columns_between_lines_over_the_whole_width(read):
    """A lead over the columns, columns of unlike length, and a note under them keep their order."""
    lead, note = (
        "A lead that runs over the whole width of the page and says in brief what follows below.",
        "Ann Lee wrote this.",
    )
    left, right = halves(PROSE, 2)
    page = [
        (15, 15, 180, 20, "Envoys meet"), (15, 28, 180, 12, lead), *rows_across([left, right[:150]], 85, top=45),
        (15, 150, 180, 10, f"{note} {lead}"),
    ]  # fmt: skip
    (source,) = read(drawn(page), "a.pdf").sources
    assert source.text.split("\n\n") == ["Envoys meet", lead, f"{left} {right[:150].rstrip()}", f"{note} {lead}"]


@pytest.mark.parametrize(
    "ending", ["before noon", "before", "for a third time in a hotel of the old town on the coast"]
)
def test_the_last_line_of_a_heading_over_columns(read, ending):
    """However short it is and whichever column it stands over, it is no first line of that column."""
    heading = f"Envoys of both sides of the long river war meet on the coast {ending}"
    left, right = halves(PROSE, 2)
    page = [(15, 15, 180, 22, heading), *rows_across([left, right], 85, top=50)]
    (source,) = read(drawn(page), "a.pdf").sources
    assert source.text == f"{heading}\n\n{PROSE}"


@pytest.mark.parametrize("day", ["25 November 2025", "25.11.2025", "2025-11-25", "3rd November 2025, 10:15"])
def test_a_day_under_the_author_is_a_line_of_its_own(read, day):
    page = [(15, 15, 180, 20, "Envoys meet"), (15, 28, 180, 11, f"By Ann Lee\n{day}"), (15, 42, 120, 11, PROSE)]
    (source,) = read(drawn(page), "a.pdf").sources
    assert source.text.split("\n\n")[:3] == ["Envoys meet", "By Ann Lee", day]


def test_tables_and_one_column_stay_rows(read):
    """Short cells beside each other are rows of a table; wide spaces in one column are no gutter."""
    cells = [("Prisoners", "120"), ("Buses", "14"), ("Villages", "3"), ("Engineers", "22"), ("Bridges", "2")]
    table = [
        (left, 60 + 6 * at, 60, 10, text)
        for at, row in enumerate(cells)
        for left, text in zip((20, 120), row, strict=True)
    ]
    (source,) = read(drawn([(15, 20, 180, 10, PROSE), *table]), "a.pdf").sources
    assert source.text.startswith(PROSE)
    assert "Prisoners 120" in source.text
    spread = [
        (15 + 32 * at, 20 + 5 * row, 40, 10, word)
        for row in range(9)
        for at, word in enumerate(PROSE.split()[row * 5 : row * 5 + 5])
    ]
    (source,) = read(drawn(spread), "b.pdf").sources
    assert " ".join(source.text.split()) == " ".join(PROSE.split()[:45])


EDGES = {
    "chrome": (["28/11/2025, 09:14    Envoys meet | Harbour Post"], ["https://h.example/envoys    {n}/{all}"]),
    "chrome-american": (["11/28/25, 9:14 AM    Envoys meet | Harbour Post"], ["https://h.example/envoys    {n}/{all}"]),
    "firefox": (["Envoys meet    https://h.example/envoys"], ["{n} of {all}    11/28/2025, 9:14 AM"]),
    "page-numbers": ([], ["- {n} -"]),
    "page-of": ([], ["Page {n} of {all}"]),
}
RUNNING = {
    "running-head": (["HARBOUR POST {n}"], []),
    "two-lines": (["Harbour Post  Friday 28 November 2025", "World {n}"], ["Printed for Ann Lee"]),
    "library": ([], ["Downloaded by the Lake Library on 28 November 2025", "{n}"]),
}


def framed(edges, n_pages):
    """Return a PDF with heads and feet around prose."""
    heads, feet = edges
    pages = []
    for n in range(1, n_pages + 1):
        body = [(15, 40, 180, 16, "Envoys meet")] * (n == 1) + [(15, 50, 180, 11, f"Part {'ABC'[n]}. {PROSE}")]
        around = [(15, 8 + 6 * at, 180, 8, text) for at, text in enumerate(heads)]
        around += [(15, 282 + 6 * at, 180, 8, text) for at, text in enumerate(feet)]
        pages.append([(x, y, w, size, text.format(n=n, all=n_pages)) for x, y, w, size, text in [*around, *body]])
    return drawn(*pages)


@pytest.mark.parametrize(
    ("name", "n_pages"), [*((name, n) for name in EDGES for n in (1, 2)), *((name, 2) for name in RUNNING)]
)
def test_heads_and_feet_are_left_out(read, name, n_pages):
    """A browser's print, page numbers, and what stands on the edge of every page; it is said, but for mere numbers."""
    edges = (EDGES | RUNNING)[name]
    reading = read(framed(edges, n_pages), "a.pdf")
    (source,) = reading.sources
    parts = [f"Part {letter}. {PROSE}" for letter in "BC"[:n_pages]]
    assert source.text == "\n\n".join(["Envoys meet", *parts])
    assert source.url == ("https://h.example/envoys" if "http" in str(edges) else None)
    assert bool(reading.problems) == bool(name not in ("page-numbers", "page-of"))
    assert source.published is None


def test_a_title_that_goes_on_as_a_running_head_stays(read):
    """Larger on its own page, it is the title there."""
    pages = [
        [(15, 8, 180, 18, "Envoys meet"), (15, 40, 180, 11, PROSE)],
        *[[(15, 8, 180, 8, "Envoys meet"), (15, 40, 180, 11, PROSE)]] * 2,
    ]
    (source,) = read(drawn(*pages), "a.pdf").sources
    assert source.text.count("Envoys meet") == 1
    assert source.text.startswith("Envoys meet\n\nThe envoys")


KEPT = "no-fly long-term two-state ex-president self-financed Anti-government cross-border Solberg-Lund 2024-2025 72-hour mid-November"
WHOLE = "mediators international agreement October negotiations parliament villages peacekeepers withdrawal ceasefire"


@pytest.mark.parametrize("word", KEPT.split())
def test_compounds_keep_their_hyphen_at_a_lines_end(read, word):
    """Two words, names and years joined by a hyphen stay so."""
    first, second = word.split("-")
    page = [
        (15, 20, 180, 11, f"They spoke of the many things that had long been called {first}-"),
        (15, 25, 180, 11, f"{second} by all of them."),
    ]
    assert f"called {word} by all" in read(drawn(page), "a.pdf").sources[0].text


@pytest.mark.parametrize("word", WHOLE.split())
def test_broken_words_become_whole(read, word):
    """At every place where such a word may be broken."""
    cut = random.Random(word).randint(3, len(word) - 3)
    page = [
        (15, 20, 180, 11, f"They spoke of the many things that had long been called {word[:cut]}-"),
        (15, 25, 180, 11, f"{word[cut:]} by all of them."),
    ]
    assert f"called {word} by all" in read(drawn(page), "a.pdf").sources[0].text


@pytest.mark.parametrize(
    ("initial", "rest", "words"),
    [
        ("M", "ediators said on Sunday", "Mediators said on Sunday"),
        ("T", "HE ENVOYS met on Sunday", "THE ENVOYS met on Sunday"),
        ("A", "delegation came on Sunday", "A delegation came on Sunday"),
        ("A", "mong the envoys on Sunday", "Among the envoys on Sunday"),
        ("I", "n the villages on Sunday", "In the villages on Sunday"),
    ],
)
def test_initials_over_several_lines(read, initial, rest, words):
    """The large letter is the first of the word beside its top, or a word of its own."""
    lines = [
        f"{rest} nobody was left",
        "of those who had signed the paper in",
        "spring, said the chief of the office.",
        "It rained.",
    ]
    page = [
        (15, 20, 20, 40, initial),
        *(({"I": 21}.get(initial, 29) if at < 3 else 15, 21 + 5 * at, 100, 11, text) for at, text in enumerate(lines)),
    ]
    assert read(drawn(page), "a.pdf").sources[0].text.startswith(f"{words} nobody was left of those")


def test_indents_and_white_begin_paragraphs(read):
    """Where lines are full to the end, a line set in or more white still begins a paragraph."""
    full = re.sub(r"\. ", ", ", PROSE)
    parts = [full[:200].rsplit(" ", 1)[0] + ".", full[200:420].split(" ", 1)[1].capitalize() + "."]
    for step, inset in ((4.95, 6), (9, 0)):
        lines = rows_across(parts, 120, size=11)
        first = [
            (15, 20 + 4.95 * at, 125, 11, row[4]) for at, row in enumerate(line for line in lines if line[0] == 15)
        ]
        under = first[-1][1] + step
        second = [
            (15 + (inset if at == 0 else 0), under + 4.95 * at, 125, 11, row[4])
            for at, row in enumerate(line for line in lines if line[0] > 15)
        ]
        (source,) = read(drawn([*first, *second]), "a.pdf").sources
        assert source.text == "\n\n".join(parts)


@pytest.mark.parametrize("head", ["Harbour Post - World", "The Harbour Post | Africa", "Print edition, page 3"])
def test_the_title_is_in_the_largest_letters(read, head):
    """A head that stands on the only page is not known by standing on others."""
    page = [(15, 8, 180, 9, head), (15, 20, 180, 20, "Envoys meet again in Muscat"), (15, 40, 180, 11, PROSE)]
    assert read(drawn(page), "a.pdf").sources[0].title == "Envoys meet again in Muscat"


@pytest.mark.parametrize("size", [11, 12])
def test_letters_hardly_larger_are_no_title(read, size):
    page = [(15, 20, 180, size, "Envoys meet again in Muscat"), (15, 40, 180, 11, PROSE)]
    assert read(drawn(page), "a.pdf").sources[0].title is None


def test_a_papers_name_is_no_title(read):
    page = [
        (15, 8, 180, 30, "HARBOUR POST"),
        (15, 30, 180, 18, "Envoys meet again in Muscat"),
        (15, 50, 180, 11, PROSE),
    ]
    assert read(drawn(page), "a.pdf").sources[0].title == "Envoys meet again in Muscat"
