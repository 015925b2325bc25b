"""The actor explorer as an analyst uses it: JupyterLab, a real browser, no network."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SETUP = """from pathlib import Path
from tests.standin_actors import many
from workbook.explorers import ActorExplorer

folder = Path("actors")
folder.mkdir(exist_ok=True)
corpus = many(folder)"""
SHOW = "explorer = ActorExplorer(corpus)\nexplorer"


def test_click_read_merge_undo(open_notebook):
    """Click a cell, read the passage, merge two actors, see the counts change, undo."""
    notebook = open_notebook(SETUP, SHOW)
    notebook.run_all()
    explorer = notebook.explorer()
    explorer.settled()
    assert "Amina0 Sow0" in explorer.box.inner_text()

    explorer.button("With whom").click()
    explorer.box.get_by_text("sentences that name both").wait_for()
    explorer.settled()
    cell = next(mark["id"] for mark in explorer.marks() if "&" in mark["id"])
    explorer.click_mark(cell)
    explorer.box.locator(".wb-side mark").wait_for()
    shown = explorer.box.get_by_role("button", name="show all actors").inner_text()
    rows = int(explorer.box.locator("[data-rows]").get_attribute("data-rows"))
    assert f": {rows} sentence" in shown

    explorer.box.get_by_role("button", name="show all actors").click()
    explorer.button("Mentions", exact=True).click()
    explorer.box.get_by_text("Who is mentioned, in all").wait_for()
    explorer.settled()
    table = explorer.box.locator("tbody tr")
    first, second = (table.nth(n).locator("td") for n in (0, 1))
    name, other = first.nth(0).inner_text(), second.nth(0).inner_text()
    together = int(first.nth(4).inner_text()) + int(second.nth(4).inner_text())
    table.nth(1).click()
    explorer.box.locator(".wb-side mark").wait_for()
    explorer.button("Same as").click()
    field = explorer.box.get_by_placeholder("type a name and choose")
    option = next(
        one for one in field.evaluate("el => [...el.list.options].map(o => o.value)") if one.startswith(f"{name} ·")
    )
    field.fill(option)
    field.press("Tab")
    explorer.save()
    explorer.corrections(1)
    assert table.nth(0).locator("td").nth(4).inner_text() == f"{together:,}"
    assert other not in table.nth(1).inner_text()

    explorer.button("↶ Undo").click()
    explorer.corrections(0)
    assert table.nth(1).locator("td").nth(0).inner_text() == other
    assert notebook.errors() == []


def test_a_card_leads_to_its_passages(open_notebook):
    """A link of the card opens the passage beside it."""
    notebook = open_notebook(SETUP, SHOW)
    notebook.run_all()
    explorer = notebook.explorer()
    explorer.settled()
    explorer.button("Card", exact=True).click()
    link = explorer.box.locator(".wb-card a").first
    link.wait_for()
    words = link.inner_text()
    link.click()
    explorer.box.locator(".wb-side mark", has_text=words).wait_for()
