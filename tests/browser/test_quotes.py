"""The quote explorer as an analyst uses it: JupyterLab, a real browser, no network."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SETUP = "from pathlib import Path\nfrom tests.talks import spoken\nfrom workbook.explorers import QuoteExplorer\ncorpus = spoken(Path('talks'), 300)"  # fmt: skip
SHOW = "explorer = QuoteExplorer(corpus)\nexplorer"


def test_filter_click_read_set_speaker_undo(open_notebook):
    """Filter a speaker, click a bar, read the passage, set another speaker, see the counts change, undo."""
    notebook = open_notebook(SETUP, SHOW)
    notebook.run_all()
    explorer = notebook.explorer()
    explorer.settled()

    before = explorer.drawn()
    explorer.button("Speakers all").click()
    explorer.tick("Amina Sow")
    explorer.drawn(after=before)
    explorer.settled()
    explorer.button("Speakers Amina").click()
    explorer.settled()

    bar = max(explorer.marks(), key=lambda mark: mark["n"])
    before = explorer.drawn()
    explorer.click_mark(bar["id"])
    explorer.drawn(after=before)
    explorer.box.locator(f"[data-rows='{bar['n']}']").wait_for()
    passage = explorer.box.locator(".wb-side mark")
    passage.wait_for()
    assert passage.inner_text().startswith("We will")
    assert explorer.box.locator(".wb-side .wb-speaker").inner_text() == "Amina Sow"

    explorer.button("Set speaker").click()
    explorer.box.get_by_label("Speaker", exact=True).select_option("Jorge Valdés")
    explorer.box.get_by_label("Why", exact=True).fill("the recording")
    explorer.save()
    explorer.corrections(1)
    explorer.box.locator(f"[data-rows='{bar['n'] - 1}']").wait_for()

    notebook.restart()
    notebook.run_all()
    explorer = notebook.explorer()
    explorer.settled()
    explorer.button("Open the last view").click()
    explorer.box.locator(f"[data-rows='{bar['n'] - 1}']").wait_for()
    explorer.button("↶ Undo").click()
    explorer.corrections(0)
    explorer.box.locator(f"[data-rows='{bar['n']}']").wait_for()


def test_every_view_is_drawn(open_notebook):
    """Over time, terms, words in context: each is drawn, with its own table; words lead to their passage."""
    notebook = open_notebook(SETUP, "explorer = QuoteExplorer(corpus, state={})\nexplorer")
    notebook.run_all()
    explorer = notebook.explorer()
    explorer.settled()
    for view in ("Over time", "Terms in quotation marks", "Words in context"):
        before = explorer.drawn()
        explorer.button(view).click()
        explorer.drawn(after=before)
        explorer.settled()
        assert bool(explorer.marks()) == (view != "Words in context")
    box = explorer.box.get_by_placeholder("Search words")
    box.fill("fishing rights")
    box.press("Enter")
    row = explorer.box.locator("tr[aria-rowindex='2']")
    row.wait_for()
    row.click()
    assert explorer.box.locator(".wb-side mark").inner_text() == "fishing rights"
    assert explorer.marks()
