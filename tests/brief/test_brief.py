"""The brief: sentences restate rows, notes lead to passages, numbers equal their tables, nothing of an article runs."""

import re
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from docx import Document

import workbook as wb
from workbook.brief import Choice, read_choice
from workbook.brief.content import Content
from workbook.charts.common.in_words import days_in_words
from workbook.errors import ExportError, WorkbookError

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def corpus(built):
    return wb.load(built, plans=DATA / "plans", progress=False)


@pytest.fixture(scope="module")
def content(corpus):
    made = Content(corpus, Choice())
    return made, made.sections()


def sentences(section):
    found = [*section.sentences]
    for table in section.tables:
        found += [table.title] if table.title else []
        found += [cell for row in table.rows for cell in row]
    return found


def test_every_note_leads_to_its_passage(corpus, content):
    """The words that a note quotes stand in the article or plan that it names."""
    made, _ = content
    texts = [" ".join(text.split()) for text in [*corpus.articles["text"], *corpus.plans["text"].dropna()]]
    assert len(made.footnotes.notes) > 20
    for note in made.footnotes.notes:
        assert any(note.passage.removesuffix(" …") in text for text in texts), note


def test_notes_are_numbered_and_used(content):
    """Each number is met in the text for the first time in order, and each note is used."""
    made, sections = content
    used = [number for section in sections for sentence in sentences(section) for number in sentence.notes]
    assert list(dict.fromkeys(used)) == [note.number for note in made.footnotes.notes]


def test_what_happened_has_a_note(content):
    """No event stands in the brief without a passage behind it."""
    _, sections = content
    chronology = next(section for section in sections if section.name == "chronology")
    assert all(row[1].notes for table in chronology.tables for row in table.rows)


@pytest.mark.parametrize(
    ("n", "words"), [(1, "one article"), (2, "2 articles"), (11, "11 articles"), (31, "31 articles")]
)
def test_articles_behind_a_position_are_counted(corpus, n, words):
    rows = pd.concat([corpus.positions.head(1)] * n, ignore_index=True).assign(start=pd.NA)
    positions = rows.assign(article_id=[f"a{number}" for number in range(n)])
    content = Content(SimpleNamespace(**{**corpus.tables, "positions": positions}), Choice(sections=("positions",)))
    (section,) = content.sections()
    assert [sentence.text.rpartition(" – ")[2] for sentence in section.sentences] == [words]


def test_numbers_equal_their_tables(corpus, content):
    """What is counted in words is what the tables hold."""
    _, sections = content
    said = {section.name: " ".join(sentence.text for sentence in section.sentences) for section in sections}
    clear = set(corpus.events.loc[~corpus.events["needs_context"], "event_id"])
    happenings = corpus.happenings[[not clear.isdisjoint(names) for names in corpus.happenings["event_ids"]]]
    agreed = happenings.query("agreement == 'agree' and status == 'happened'")
    alone = happenings.query("n_sources == 1")
    left_out = len(corpus.happenings) - len(happenings)
    assert f"Left out, for their words cannot be read alone: {left_out} event" in said["limits"]
    assert f"Told alike by independent sources: {len(agreed)} events" in said["known"]
    assert f"On one source only: {len(alone)} events" in said["known"]
    assert f"The corpus holds {len(corpus.articles)} articles" in said["limits"]
    assert f"Of {len(corpus.events)} events" in said["limits"]
    chronology = next(section for section in sections if section.name == "chronology")
    assert len(chronology.tables[0].rows) == len(happenings)
    sources = next(section for section in sections if section.name == "sources")
    assert len(sources.tables[0].rows) == len(corpus.articles)


def test_one_source_is_said(corpus, content):
    _, sections = content
    told = [
        sentence.text
        for section in sections
        for sentence in section.sentences
        if "independent sources" in sentence.text or "one source" in sentence.text
    ]
    assert any(text.endswith("one source") for text in told)
    assert any(re.search(r"2 independent sources$", text) for text in told)


def test_files_are_whole_and_repeatable(corpus, tmp_path, monkeypatch):
    """Two runs give the same bytes; the page asks for nothing outside itself."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    first = [path.read_bytes() for path in wb.write_brief(corpus, folder=tmp_path / "a")]
    again = [path.read_bytes() for path in wb.write_brief(corpus, folder=tmp_path / "b")]
    assert first == again
    page = first[0].decode()
    assert not re.search(r'(?:src|href)="(?!#)', page)
    numbers = set(re.findall(r'href="#note-(\d+)"', page))
    assert numbers == set(re.findall(r'<li id="note-(\d+)"', page))
    document = Document(tmp_path / "a" / "brief.docx")
    heads = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert heads[:3] == ["What is new", "Agreed, contested, unknown", "Chronology"]
    assert heads[-1] == "Notes"


def test_the_pdf_says_the_same_and_its_numbers_lead_to_notes(corpus, content, tmp_path):
    """Every sentence and note stands in it; each number is a link to the page on which its note stands."""
    pytest.importorskip("typst")
    from pypdf import PdfReader

    made, sections = content
    title = 'Talks #panic("no") \\ $x$ <b>'
    wb.write_brief(corpus, folder=tmp_path, choice=Choice(title=title, notes={"new": '*Mine* #read("/etc/hostname")'}))
    reader = PdfReader(tmp_path / "brief.pdf")
    assert reader.metadata.title == title
    pages = ["".join(page.extract_text().split()) for page in reader.pages]
    whole = "".join(re.sub(r"\d+/\d+$", "", page) for page in pages)
    told = [sentence.text for section in sections for sentence in sentences(section)] + ["*Mine* #read("]
    missing = [text for text in told if not text.startswith("Made with") and "".join(text.split()) not in whole]
    assert len(missing) < 0.02 * len(told), missing  # those that a page's end parts
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    ends = [reader.get_page_number(link["/Dest"][0].get_object()) for link in links]
    used = [number for section in sections for sentence in sentences(section) for number in sentence.notes]
    assert len(ends) >= len(used)
    first = next(at for at, page in enumerate(pages) if "Placesarecounted" in page)
    assert min(ends) >= first
    for note in made.footnotes.notes:
        assert "".join(f"{note.number}. {note.source}".split()) in "".join(pages[first:])


def test_the_note_of_a_plan_quotes_its_points(content):
    """Not what stands over them in the file."""
    made, _ = content
    plans = [note for note in made.footnotes.notes if note.place == "text of the plan"]
    assert plans
    assert not any("plan_id" in note.passage for note in plans)


def test_sections_notes_and_pins_are_the_analysts(corpus, tmp_path):
    """The choice is a small file that a next run takes up."""
    pinned = corpus.quotes["quote_id"].iloc[0]
    choice = Choice(
        title="Talks", author="A. Sow", sections=("sources", "new"), pinned=(pinned,), notes={"new": "Mine."}
    )
    choice.save(tmp_path)
    assert read_choice(tmp_path) == choice
    page = next(iter(wb.write_brief(corpus, folder=tmp_path, choice=choice))).read_text("utf-8")
    assert page.index('id="sources"') < page.index('id="new"')
    assert 'id="plans"' not in page
    assert "<strong>A. Sow.</strong> Mine." in page
    assert f"Pinned: {corpus.quotes['content'].iloc[0]}".replace('"', "&#34;")[:40] in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("title: [", "no YAML"),
        ("sections: [summary]", "no section summary"),
        ("colour: red", "unknown settings colour"),
        ("- a list", "no settings"),
        ("notes: some words", "notes are no list of sections"),
    ],
)
def test_a_bad_choice_is_told(tmp_path, words, said):
    (tmp_path / "brief.yaml").write_text(words)
    with pytest.raises(WorkbookError, match=said):
        read_choice(tmp_path)


def test_a_template_gives_its_styles(corpus, tmp_path):
    """Header and styles of the analyst's own document stay, its text goes."""
    own = Document()
    own.add_paragraph("Old text")
    own.sections[0].header.paragraphs[0].text = "Institute of Talks"
    own.save(tmp_path / "own.docx")
    wb.write_brief(corpus, folder=tmp_path, template=tmp_path / "own.docx")
    made = Document(tmp_path / "brief.docx")
    assert made.sections[0].header.paragraphs[0].text == "Institute of Talks"
    assert all("Old text" not in paragraph.text for paragraph in made.paragraphs)
    (tmp_path / "no.docx").write_text("words")
    with pytest.raises(ExportError, match="no Word document"):
        wb.write_brief(corpus, folder=tmp_path, template=tmp_path / "no.docx")


def test_words_of_articles_stay_words(tmp_path):
    """Markup in a headline or quotation is shown, not run; control characters break no file."""
    attack = "<script>window.PWNED=1</script>"
    text = f"Envoys meet {attack}\n\nPORT ADA, May 3, 2021 - Envoys met in Lomi on Sunday. “We agree {attack} to all\x0c of it,” said Ann Sow."
    (tmp_path / "a.txt").write_text(text)
    corpus = wb.load(tmp_path, progress=False)
    page = next(iter(wb.write_brief(corpus, folder=tmp_path / "out", choice={"title": attack}))).read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    Document(tmp_path / "out" / "brief.docx")


def test_an_empty_corpus_has_a_brief(tmp_path):
    corpus = wb.load(tmp_path, progress=False)
    saved = wb.write_brief(corpus, folder=tmp_path / "out")
    assert all(path.stat().st_size for path in saved)


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        ("2021-05-03", "2021-05-03", "3 May 2021"),
        ("2021-05-03", "2021-05-05", "3–5 May 2021"),
        (None, "2021-05-03", "by 3 May 2021"),
        ("2021-05-03", None, "from 3 May 2021"),
        (None, None, "no date"),
    ],
)
def test_days_as_charts_print_them(earliest, latest, said):
    assert days_in_words(earliest, latest) == said


def test_what_is_starred_noted_and_settled_is_in_the_brief(tmp_path):
    """A star, a note in the author's words, the side that was taken, and what the last load changed."""
    from tests.disputed import WIRE, disputed

    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "wire.txt").write_text(WIRE, "utf-8")
    wb.load(folder, progress=False).changes()
    corpus = disputed(folder)
    conflict, market = corpus.conflicts.iloc[0], corpus.events.iloc[-1]
    corpus.ledger.record("star", "events", market["event_id"])
    corpus.ledger.record("note", "events", market["event_id"], value="ask the radio")
    corpus.ledger.record("choose", "events", conflict["left_id"], value=conflict["right_id"], field="date")
    corpus.ledger.record("star", "events", "gone")
    text = next(iter(wb.write_brief(corpus.reload(), folder=tmp_path / "out"))).read_text("utf-8")
    for words in ("Starred and noted", "ask the radio", "The author takes wire.txt", "Sources newly disagree"):
        assert words in text, words


def test_a_long_picture_is_split_over_pages(tmp_path, monkeypatch):
    """Each part has its own head and counts its own rows; what is shown is said in the caption."""
    from tests.disputed import disputed
    from workbook.brief import pictures

    monkeypatch.setattr(pictures, "ON_A_PAGE", 2)
    corpus = disputed(tmp_path / "articles")
    parts = pictures.pictures_of(corpus, Choice(sections=("chronology",)))["chronology"]
    assert [one.caption.partition(",")[0] for one in parts] == ["Figure 1: 2 events", "Figure 2: 2 events"]
    assert all("What happened when" in one.svg for one in parts)
    assert not any("set aside" in one.svg for one in parts)
    assert all(one.alt in one.caption for one in parts)


def test_saved_views_are_in_the_brief(corpus, tmp_path):
    """The chart that an analyst saved stands in the document as its explorer draws it."""
    from workbook.explorers import TimelineExplorer

    explorer = TimelineExplorer(corpus, state={})
    explorer.filters["text"].widget.value = "Geneva"
    explorer.save_view("Geneva only")
    choice = Choice(sections=("views",), views=("Geneva only",))
    page = next(iter(wb.write_brief(corpus, folder=tmp_path, choice=choice))).read_text("utf-8")
    assert "“Geneva only”: What happened when" in page
    assert f"{len(explorer.listed)} of " in page
    with pytest.raises(WorkbookError, match="no saved view “Vienna”"):
        wb.write_brief(corpus, folder=tmp_path, choice=Choice(sections=("views",), views=("Vienna",)))


def test_a_chart_taller_than_its_page_is_parted_or_drawn_wider(corpus):
    """A chart with a line for each row goes on over pages; one that counts is made smaller, never cut."""
    from workbook.brief import pictures
    from workbook.explorers import PlanExplorer

    parts = list(pictures._on_pages(PlanExplorer(corpus, {})))
    assert len(parts) > 1
    heights = [part.to_dict()["height"] for part in parts]
    assert max(heights) <= pictures.PAGE_WIDTH * pictures.TALLEST


TOLD = {
    "wire": "The envoys of both sides met on the coast on 3 May 2021 and left without a word to the reporters. Under the "
    "peace plan put forward by Norway, elections would be held in June 2022 and all militias would have to leave the towns "
    "within 60 days.",
    "radio": "A ferry with two delegations reached the harbour at noon. Norway's peace plan provides that militias leave the "
    "towns within 90 days, and it calls for a joint commission of engineers.",
}


def test_a_plan_without_a_text_is_told_by_its_points(tmp_path):
    """Its points stand there as articles tell them, with their notes, and where two articles differ it is said."""
    for name, text in TOLD.items():
        (tmp_path / f"{name}.txt").write_text(f"Envoys meet, says the {name}\n\n{text}\n", "utf-8")
    corpus = wb.load(tmp_path, progress=False)
    section = next(one for one in Content(corpus, Choice()).sections() if one.name == "plans")
    (table,) = section.tables
    told = {row[0].text: row for row in table.rows}
    (leave,) = [row for text, row in told.items() if "leave the towns" in text]
    assert leave[1].text == "2 articles, which differ"
    assert len(leave[0].notes) == 2
    assert any("commission of engineers" in text for text in told)
    assert table.title.text.startswith("Norway's peace plan: ")


def test_a_template_without_styles_is_given_them(corpus, tmp_path):
    """A letterhead holds only the styles that were used in it, and its lists are numbered as it numbers them."""
    own = Document()
    for style in list(own.styles):
        if style.name in ("List Bullet", "List Bullet 2", "Heading 1", "Title", "Intense Quote", "Table Grid"):
            style.element.getparent().remove(style.element)
    own.save(tmp_path / "own.docx")
    wb.write_brief(corpus, folder=tmp_path, template=tmp_path / "own.docx", choice=Choice(notes={"new": "Mine."}))
    made = Document(tmp_path / "brief.docx")
    assert {"Heading 1", "List Bullet", "List Bullet 2"} <= {paragraph.style.name for paragraph in made.paragraphs}
    assert not made.styles["List Bullet"].element.xpath("./w:pPr/w:numPr")


def test_events_stand_under_the_sentence_that_counts_them(content, corpus, tmp_path):
    _, sections = content
    known = next(section for section in sections if section.name == "known")
    assert not known.sentences[0].under
    assert known.sentences[1].under
    page, word = list(wb.write_brief(corpus, folder=tmp_path))[:2]
    assert page.read_text("utf-8").count("<li class=under>") == sum(
        one.under for section in sections for one in section.sentences
    )
    styles = [paragraph.style.name for paragraph in Document(word).paragraphs]
    assert styles.index("List Bullet") < styles.index("List Bullet 2")
