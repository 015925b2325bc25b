"""From a disagreement to a decision, as an analyst goes: JupyterLab, a real browser, no network."""

import pytest

from tests.browser.lab import SCREENS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SETUP = """from pathlib import Path
from tests.disputed import disputed
import workbook as wb
corpus = disputed(Path("disputed"))
sources = wb.SourceExplorer(corpus, state={})
sources"""


def test_conflict_passages_take_this_day_timeline_undo(open_notebook):
    """A card opens both passages; a day is taken; the timeline shows it; undo gives both days back."""
    notebook = open_notebook(SETUP, "wb.TimelineExplorer(corpus, state={})")
    notebook.run_all()
    page = notebook.page
    sources = page.locator(".wb-sources")
    card = sources.locator(".wb-conflict", has_text="one says 2 May 2021, the other 3 May 2021.")
    card.click()
    passages = sources.locator(".wb-side blockquote")
    passages.nth(1).wait_for()
    assert passages.count() == 2
    assert passages.locator("b.wb-differs").all_inner_texts() == ["Sunday", "Monday"]
    assert "wb-chosen" in card.get_attribute("class")

    sources.get_by_role("button", name="Take 2 May 2021").click()
    sources.get_by_label("Why", exact=True).fill("the wire was there")
    sources.get_by_role("button", name="Save", exact=True).click()
    sources.get_by_text("1 correction active").wait_for()
    card.get_by_text("✓ taken").wait_for()

    notebook.restart()
    notebook.run_all()
    timeline = page.locator(".wb-timeline")
    shelling = timeline.locator("tbody tr", has_text="Rebels shelled the fuel depot")
    shelling.get_by_text("2 May 2021").wait_for()
    shelling.click()
    timeline.locator(".wb-side blockquote").nth(1).wait_for()
    assert "2 independent sources" in timeline.locator(".wb-side").inner_text()

    sources.get_by_role("button", name="↶ Undo").click()
    sources.get_by_text("0 corrections active").wait_for()
    assert "they contradict each other" in card.inner_text()
    notebook.run_all()
    page.locator(".wb-timeline tbody tr", has_text="Rebels shelled the fuel depot").get_by_text("3 May 2021").wait_for()


def test_all_of_it_is_in_sight(open_notebook):
    """Cards, passages and table at once, in each of the three views, on a large and on a small screen."""
    notebook = open_notebook(SETUP)
    notebook.run_all()
    box = notebook.page.locator(".wb-sources")
    room = notebook.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer")
    for view in ("Where they disagree", "Who tells what", "One source and the rest"):
        box.get_by_role("button", name=view).click()
        for width, height in SCREENS:
            notebook.page.set_viewport_size({"width": width, "height": height})
            notebook.page.wait_for_timeout(700)
            assert box.bounding_box()["height"] <= room.bounding_box()["height"], (view, width)
