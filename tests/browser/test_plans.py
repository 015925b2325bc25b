"""The plan explorer as an analyst uses it, in a real browser: matrix, redline, passage, correction, export."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SETUP = """from pathlib import Path
from tests import planned
from workbook.explorers import PlanExplorer
from workbook.explorers.frame import panels
from workbook.reports import save_chart

def save(chart, name, *, folder, preset):
    return list(save_chart(chart, name, folder=folder, formats=("svg", "csv", "txt")))

panels.save_chart = save

corpus = planned.corpus(Path('planned'))"""


def click(explorer, mark):
    """Click a cell after the chart was scrolled into sight."""
    explorer.plot.evaluate("el => el.parentElement.scrollIntoView({block: 'start'})")
    explorer.page.wait_for_timeout(300)
    explorer.click_mark(mark)


def test_matrix_redline_passage_correction_export(open_notebook):
    """Read the redline and what the article tells, move a point, find it after a restart, export."""
    notebook = open_notebook(SETUP, "explorer = PlanExplorer(corpus)\nexplorer")
    notebook.run_all()
    explorer = notebook.explorer()
    explorer.settled()
    ids = notebook.page.evaluate(
        "() => document.querySelector('.wb-chart').view.data('marks').map(m => [m.id, m.state])"
    )
    changed = next(one for one, state in ids if state == "changed" and one.endswith(":answer:"))
    click(explorer, changed)
    explorer.box.locator(".wb-redline ins").first.wait_for()
    assert "800,000" in explorer.box.locator(".wb-redline").inner_text()
    assert "not the negotiators" in explorer.box.locator(".wb-side").inner_text()

    click(explorer, next(one for one, state in ids if state == "reference" and one.startswith(changed.split(":")[0])))
    explorer.box.locator(".wb-side mark").first.wait_for()
    assert explorer.box.locator(".wb-side mark").first.inner_text() == "limits on the army"

    explorer.box.get_by_placeholder("Search words").fill("harbour")
    explorer.box.get_by_text("6 set aside by filters", exact=False).wait_for()
    explorer.settled()
    click(explorer, next(mark["id"] for mark in explorer.marks() if mark["id"].endswith(":answer:")))
    explorer.button("Move point").click()
    explorer.box.get_by_label("To", exact=True).select_option(
        label="Amnesty and justice: Both sides receive a full amnesty"
    )
    explorer.box.locator(".wb-side").evaluate("el => el.scrollIntoView({block: 'center'})")
    explorer.button("Save", exact=True).press("Enter")
    explorer.corrections(1)
    assert "amnesty" in explorer.box.locator(".wb-redline del").first.inner_text()

    notebook.restart()
    notebook.run_all()
    explorer = notebook.explorer()
    explorer.settled()
    assert "1 correction active" in explorer.box.inner_text()
    explorer.button("Export", exact=True).click()
    with notebook.page.expect_download() as download:
        explorer.button("Download", exact=True).click()
    assert download.value.suggested_filename == "plans.zip"
    with notebook.page.expect_download() as download:
        explorer.button("Get comparison").click()
    assert download.value.suggested_filename == "accord-and-answer.html"
    explorer.button("↶ Undo").click()
    explorer.corrections(0)


def test_a_less_sure_pair_is_rejected_in_one_click_and_exported(open_notebook):
    """The matrix marks what only meaning paired; one click in the passage parts it, and the exported rows are without it."""
    setup = SETUP.replace("Path('planned')", "Path('planned'), unsure='p-answer-4'")
    notebook = open_notebook(setup, "explorer = PlanExplorer(corpus)\nexplorer")
    notebook.run_all()
    explorer = notebook.explorer()
    explorer.settled()
    texts = "() => document.querySelector('.wb-chart').view.data('texts').map(one => [one.id, one.text])"
    unsure = [mark for mark, text in notebook.page.evaluate(texts) if text.startswith("? ")]
    click(explorer, unsure[0])
    explorer.box.get_by_text("Matched by meaning only, less sure:").wait_for()
    explorer.box.get_by_text("it does not", exact=True).click()
    explorer.corrections(1)
    explorer.settled()
    assert not [mark for mark, text in notebook.page.evaluate(texts) if text.startswith("? ")]
    explorer.button("Export", exact=True).click()
    with notebook.page.expect_download() as download:
        explorer.button("Download", exact=True).click()
    assert download.value.suggested_filename == "plans.zip"
