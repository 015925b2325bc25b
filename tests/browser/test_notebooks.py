"""The notebooks on the sample articles, as an analyst opens them: JupyterLab, a real browser, no network."""

import shutil

import pytest

from tests.browser import lab as tools

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def open_real(browser, lab):
    """Open a notebook of the project beside a copy of its data, without the corrections of other tests."""
    page, outside = tools.page_of(browser, lab, height=900)

    def _open(name):
        data = lab.root / "data"
        if not data.exists():
            ignored = shutil.ignore_patterns("corrections.jsonl", "views", ".workbook")
            shutil.copytree(tools.ROOT / "data", data, ignore=ignored)
        (data / "articles/corrections.jsonl").unlink(missing_ok=True)
        shutil.rmtree(data / "articles/views", ignore_errors=True)
        shutil.copy(tools.ROOT / "notebooks" / f"{name}.ipynb", lab.root)
        return tools.Notebook(page, lab).open(f"{name}.ipynb")

    yield _open
    page.close()
    lab.end_kernels()
    assert not outside, f"the page asked for {outside[:3]}"


def test_what_happened_when(open_real, lab):
    """Run all, filter, click, read, correct a date, kill the kernel, find view and correction again, download."""
    notebook = open_real("02-what-happened-when")
    notebook.run_all(240_000)
    explorer = notebook.explorer()
    explorer.settled()
    everything = len(explorer.marks())
    explorer.box.get_by_placeholder("Search words").fill("Ternopil")
    explorer.shown(r"1 of \d+ events")
    explorer.settled()
    (mark,) = explorer.marks()
    assert everything > 15

    explorer.click_mark(mark["id"])
    passage = explorer.box.locator(".wb-side mark")
    passage.wait_for()
    assert "Ternopil" in passage.inner_text()
    explorer.button("Fix date").click()
    explorer.box.get_by_label("Date", exact=True).fill("2025-11-18/2025-11-19")
    explorer.save()
    explorer.corrections(1)
    assert "2025-11-18/2025-11-19" in (lab.root / "data/articles/corrections.jsonl").read_text("utf-8")

    notebook.restart()
    notebook.run_above(4)
    explorer = notebook.explorer()
    explorer.settled()
    assert len(explorer.marks()) == everything
    explorer.button("Open the last view").click()
    explorer.shown(r"1 of \d+ events")
    explorer.settled()
    assert [found["id"] for found in explorer.marks()] == [mark["id"]]
    assert "18–19 Nov 2025" in explorer.box.locator("tr[aria-selected]").inner_text()
    assert "1 correction active" in explorer.box.inner_text()
    explorer.button("Export", exact=True).click()
    with notebook.page.expect_download() as download:
        explorer.button("Download", exact=True).click()
    assert download.value.suggested_filename == "timeline.zip"


def test_what_is_in_the_corpus(open_real, lab):
    """Choose an article, read its outline, restore what was set aside, undo."""
    notebook = open_real("01-what-is-in-the-corpus")
    notebook.run_all(240_000)
    explorer = notebook.explorer()
    explorer.settled()
    marks = explorer.marks()
    assert len(marks) == 2
    explorer.click_mark(marks[0]["id"])
    explorer.box.get_by_text("Outline", exact=True).wait_for()
    explorer.button("Restore a passage").click()
    explorer.box.locator(".wb-side select").select_option(index=0)
    explorer.save()
    explorer.corrections(1)
    assert '"restore"' in (lab.root / "data/articles/corrections.jsonl").read_text("utf-8")
    explorer.button("↶ Undo").click()
    explorer.corrections(0)
