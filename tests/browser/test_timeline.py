"""The timeline explorer as an analyst uses it: JupyterLab, a real browser, no network."""

import pytest

from tests.browser.lab import SCREENS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SETUP = """from pathlib import Path
from tests.standin import gold, made_up
from workbook.explorers import TimelineExplorer
from workbook.explorers.frame import panels

def save(chart, name, *, folder, preset):
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(chart.to_json())
    return [folder / f"{name}.json"]

panels.save_chart = save
"""
GOLD = SETUP + "corpus = gold(Path('gold'))"
SHOW = "explorer = TimelineExplorer(corpus)\nexplorer"


def test_read_correct_restart_export(open_notebook):
    """Filter, click a mark, read the passage, correct its date; after a restart view and correction are there."""
    notebook = open_notebook(GOLD, SHOW)
    notebook.run_all()
    explorer = notebook.explorer()
    explorer.settled()
    assert len(explorer.marks()) == 18

    explorer.button("Articles all").click()
    explorer.tick("wartracker")
    explorer.shown("7 of 28 events")
    explorer.settled()
    assert len(explorer.marks()) == 7
    explorer.button("Articles").first.click()
    explorer.settled()

    explorer.click_mark("e020")
    passage = explorer.box.locator(".wb-side mark")
    passage.wait_for()
    assert passage.inner_text().startswith("Russian missile and drone strikes")
    assert "19 Nov 2025" in explorer.box.locator("tr[aria-selected]").inner_text()

    explorer.button("Fix date").click()
    explorer.box.get_by_label("Date", exact=True).fill("2025-11-18")
    explorer.box.get_by_label("Why", exact=True).fill("the night before")
    explorer.save()
    explorer.corrections(1)
    assert "18 Nov 2025" in explorer.box.locator("tr[aria-selected]").inner_text()

    notebook.restart()
    notebook.run_all()
    explorer = notebook.explorer()
    explorer.settled()
    assert len(explorer.marks()) == 18
    explorer.button("Open the last view").click()
    explorer.shown("7 of 28 events")
    explorer.settled()
    assert len(explorer.marks()) == 7
    assert "18 Nov 2025" in explorer.box.locator("tr[aria-selected]").inner_text()
    assert "1 correction active" in explorer.box.inner_text()

    explorer.button("Export", exact=True).click()
    with notebook.page.expect_download() as download:
        explorer.button("Download", exact=True).click()
    assert download.value.suggested_filename == "timeline.zip"
    explorer.button("↶ Undo").click()
    explorer.corrections(0)


def test_what_was_not_drawn_is_said_and_drawn_again(open_notebook):
    """Under load a page may lose its widgets: a line says so, and a press of its button draws all of them anew."""
    notebook = open_notebook(GOLD, SHOW)
    page = notebook.page
    page.evaluate(
        """() => {
          const make = URL.createObjectURL;
          window.broken = true;
          URL.createObjectURL = blob => {
            if (window.broken && /javascript/.test(blob.type)) throw new Error("busy");
            return make.call(URL, blob);
          };
        }"""
    )
    notebook.run_all()
    waiting = page.locator(".wb-waiting")
    waiting.get_by_text("Not drawn yet: chart and passage and table").wait_for()
    assert page.locator(".wb-chart").count() == 0
    page.evaluate("() => { window.broken = false; }")
    page.get_by_role("button", name="Draw again").click()
    explorer = notebook.explorer()
    explorer.settled()
    waiting.wait_for(state="hidden")
    assert len(explorer.marks()) == 18
    explorer.click_mark("e020")
    explorer.box.locator(".wb-side mark").wait_for()
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    page.keyboard.press("b")  # the keys are the explorer's own again
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    page.keyboard.press("Escape")
    explorer.box.locator("tr[aria-selected=true]").wait_for(state="detached")


def test_the_keyboard_does_all(open_notebook):
    """Tab to the table, arrows and Enter in it; the chart and the passage follow."""
    notebook = open_notebook(GOLD, "explorer = TimelineExplorer(corpus, state={})\nexplorer")
    notebook.run_all()
    explorer = notebook.explorer()
    explorer.settled()
    page = notebook.page
    order = []
    explorer.box.get_by_placeholder("Search words").focus()
    for _ in range(45):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate(
                "() => document.activeElement.className + ' ' + (document.activeElement.innerText || '').slice(0, 20)"
            )
        )
        if "wb-grid" in order[-1]:
            break
    seen = [
        next((n for n, one in enumerate(order) if words in one), None)
        for words in ("Actors", "Views", "Export", "→", "wb-grid")
    ]
    assert None not in seen
    assert seen == sorted(seen)
    for key in ("ArrowDown", "ArrowDown", "End", "ArrowUp", "Home"):
        page.keyboard.press(key)
        page.wait_for_timeout(150)
    explorer.box.locator("tr[aria-selected][aria-rowindex='2']").wait_for()
    page.keyboard.press("ArrowDown")
    explorer.box.locator("tr[aria-selected][aria-rowindex='3']").wait_for()
    page.keyboard.press("Enter")
    assert explorer.box.locator(".wb-side mark").inner_text().startswith("first revealed in full")
    assert explorer.plot.evaluate("el => el.view.signal('selected')") == "e001"


def test_keys_stay_in_the_explorer(open_notebook):
    """No key that is pressed in table, button or chart reaches the notebook; Ctrl-Z takes back, Esc closes."""
    notebook = open_notebook(GOLD, "explorer = TimelineExplorer(corpus, state={})\nexplorer")
    notebook.run_all()
    explorer = notebook.explorer()
    explorer.settled()
    page, cells = notebook.page, notebook.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell")
    n = cells.count()
    for place in (explorer.box.locator(".wb-grid"), explorer.button("Export", exact=True), explorer.button("Fix date")):
        place.focus()
        for key in ("b", "a", "x", "d", "d", "z", "m", "ArrowDown", "ArrowUp"):
            page.keyboard.press(key)
        page.wait_for_timeout(200)
        assert cells.count() == n
    assert page.evaluate(f"() => {notebook.CURRENT}.content.activeCellIndex") == n - 1

    explorer.box.locator("tbody tr").nth(1).click()
    explorer.button("Change status").click()
    explorer.box.get_by_label("Status", exact=True).select_option("denied")
    explorer.save()
    explorer.corrections(1)
    explorer.box.locator(".wb-grid").focus()
    page.keyboard.press("Control+z")
    explorer.corrections(0)
    explorer.button("Fix date", exact=True).focus()
    page.keyboard.press("Enter")
    field = explorer.box.get_by_label("Date", exact=True)
    field.wait_for()
    page.wait_for_function("() => document.activeElement.tagName === 'INPUT'")
    page.keyboard.press("Escape")
    field.wait_for(state="hidden")
    page.wait_for_function("() => document.activeElement !== document.body")
    page.keyboard.press("b")
    page.wait_for_timeout(200)
    assert cells.count() == n
    explorer.button("Export", exact=True).click()
    explorer.box.get_by_text("For a", exact=True).wait_for()
    explorer.button("Export", exact=True).focus()
    page.keyboard.press("Escape")
    explorer.box.get_by_text("For a", exact=True).wait_for(state="hidden")


def test_the_whole_explorer_is_in_sight(open_notebook):
    """Chart, passage and table at once on both screens; the axis stays where it is while the chart scrolls."""
    notebook = open_notebook(GOLD, "explorer = TimelineExplorer(corpus, state={})\nexplorer")
    notebook.run_all()
    explorer = notebook.explorer()
    panel = notebook.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer")
    head, plot = explorer.box.locator(".wb-chart-head"), explorer.box.locator(".wb-plot")
    for width, height in SCREENS:
        notebook.page.set_viewport_size({"width": width, "height": height})
        explorer.settled()
        assert explorer.box.bounding_box()["height"] <= panel.bounding_box()["height"], width
        plot.evaluate("el => { el.scrollTop = 0; }")
        before = head.bounding_box()["y"]
        assert plot.evaluate("el => { el.scrollTop = 120; return el.scrollTop; }") > 0
        assert head.bounding_box()["y"] == before


def test_ten_thousand_events(open_notebook):
    """A bar opens the events it counts; the table scrolls through all of them, away from the chosen row too."""
    notebook = open_notebook(
        SETUP + "corpus = made_up(Path('many'), 10_000, days=7300, articles=12)",
        "explorer = TimelineExplorer(corpus, state={})\nexplorer",
    )
    notebook.run_all()
    explorer = notebook.explorer()
    explorer.settled()
    explorer.box.locator("tr[aria-rowindex='3']").click()
    explorer.box.locator("tr[aria-selected][aria-rowindex='3']").wait_for()
    grid = explorer.box.locator(".wb-grid")
    grid.evaluate("el => { el.scrollTop = el.scrollHeight / 2; }")
    row = explorer.box.locator("tr[aria-rowindex='5001']")
    row.wait_for()
    explorer.settled()
    assert abs(row.bounding_box()["y"] - grid.bounding_box()["y"]) < 60
    bar = next(mark for mark in explorer.marks() if 40 < mark["n"] < 200)
    before = explorer.drawn()
    explorer.click_mark(bar["id"])
    explorer.drawn(after=before)
    explorer.shown(f"{bar['n']:,} of 10,000 events")


def test_a_read_only_chart_is_drawn_by_jupyterlab_itself(open_notebook):
    """The chart without widgets: JupyterLab's own Vega-Lite draws what Altair wrote for a later one."""
    notebook = open_notebook(
        GOLD + "\nfrom workbook.charts import timeline, use_offline_renderer\nuse_offline_renderer()",
        "timeline(corpus)",
    )
    notebook.run_all()
    canvas = notebook.page.locator(".jp-OutputArea .vega-embed canvas")
    canvas.wait_for()
    assert canvas.bounding_box()["height"] > 400
    shades = canvas.evaluate("el => new Set(el.getContext('2d').getImageData(0, 0, el.width, el.height).data).size")
    assert shades > 50
