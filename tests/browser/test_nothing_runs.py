"""Words of articles and plans that try to run: every page we write is opened in a real browser, and nothing runs."""

import functools

import pandas as pd
import pytest

import workbook as wb
from tests.planned import corpus as planned
from tests.talks import spoken
from workbook import charts
from workbook.brief import write_brief_with_files
from workbook.reports import render, write_comparison

ATTACKS = [
    "</script><script>window.PWNED='script'</script>",
    "<img src=x onerror=\"window.PWNED='image'\">",
    "<svg onload=\"window.PWNED='svg'\">",
    "\u2028window.PWNED='line'//",
    '"><iframe srcdoc="<script>parent.PWNED=\'frame\'</script>">',
    "javascript:window.PWNED='address'",
    "${window.PWNED='template'}",
]
ATTACK = " ".join(ATTACKS)
CHECK = "() => [window.PWNED ?? null, document.querySelectorAll('iframe, img[src=x]').length]"


def hostile(corpus):
    """Return the corpus with the attack in every cell of free text."""
    for name, table in corpus.tables.items():
        for column in table.columns.intersection(
            ["text", "title", "content", "source", "name", "headline", "context", "publisher", "path"]
        ):
            filled = table[column].notna()
            table.loc[filled, column] = table.loc[filled, column].astype("str") + " " + ATTACK
        if "aliases" in table:
            corpus.tables[name]["aliases"] = pd.Series(
                [[ATTACK]] * len(table), dtype=table["aliases"].dtype, index=table.index
            )
    return corpus


def attacked(folder):
    """Load articles and a plan whose titles, sentences, names and quotations hold the attack."""
    for number, attack in enumerate(ATTACKS):
        (folder / "news").mkdir(parents=True, exist_ok=True)
        (folder / "plans").mkdir(exist_ok=True)
        (folder / "news" / f"a{number}.txt").write_text(
            f"Envoys meet in Juba {attack}\n\nJUBA, 3 May 2024 – Envoys of the council met General Amina {attack} Sow "
            f"in Juba on Monday.\n\n“We will sign the five-point plan {attack} on Friday,” the envoy Amina Sow said.\n\n"
            f"The council of {attack} rejected the plan on 2 May 2024, and four soldiers {attack} were killed in Malakal.",
            "utf-8",
        )
        (folder / "plans" / f"p{number}.txt").write_text(
            f'---\ntitle: The plan {number}\nproposers: ["{attack.replace(chr(34), "")}"]\n---\n'
            f"1. The port opens {attack} on 3 May 2024.\n2. The army withdraws {attack}.\n",
            "utf-8",
        )
    return wb.load(folder / "news", plans=folder / "plans", progress=False)


def pages(tmp_path):
    """Yield everything that we write as a page: charts, what they look like as SVG, comparisons, passages, cards."""
    talks, plans = hostile(spoken(tmp_path / "talks", 40)), hostile(planned(tmp_path / "plans"))
    for corpus in (talks, plans):
        for name, chart in charts.standard(corpus).items():
            yield name, render(chart, "html").decode()
            yield f"{name}.svg", render(chart, "svg").decode()
    with pytest.MonkeyPatch.context() as patch:  # of the files behind the brief only the list is a page
        patch.setattr("workbook.brief.write.save_chart", functools.partial(wb.save_chart, formats=("csv", "txt")))
        write_brief_with_files(attacked(tmp_path / "attacked"), tmp_path / "briefs")
    for name in ("brief.html", "index.html"):
        yield name, (tmp_path / "briefs" / name).read_text("utf-8")
    yield "comparison", write_comparison(plans, "accord", "answer", tmp_path / "c.html").paths[0].read_text("utf-8")
    yield "passage", talks.evidence(talks.quotes.iloc[0]).html
    yield "table", talks.quotes.to_html()
    yield "files", wb.save_chart(charts.plan_matrix(plans), "m", folder=tmp_path, formats=["txt"])._repr_html_()


def test_nothing_of_an_article_runs(browser, tmp_path):
    page = browser.new_page()
    tried = 0
    for name, html in pages(tmp_path):
        path = tmp_path / f"page{tried}.html"
        path.write_text(html, "utf-8")
        page.goto(path.as_uri())
        page.wait_for_timeout(150)
        assert page.evaluate(CHECK) == [None, 0], name
        tried += 1
    assert tried > 10
    page.close()


SETUP = """
from pathlib import Path
import workbook as wb
from tests.browser.test_nothing_runs import attacked
corpus = attacked(Path("attacked"))
assert len(corpus.events) and len(corpus.quotes) and len(corpus.provisions)
"""
EXPLORERS = [name for name in wb.__all__ if name.endswith("Explorer")]


@pytest.mark.slow
def test_nothing_runs_in_an_explorer(open_notebook):
    """Every explorer is shown with the attack in titles, passages, names, quotations and points; rows are opened."""
    notebook = open_notebook(SETUP, *(f"wb.{name}(corpus, state={{}})" for name in EXPLORERS))
    notebook.run_all()
    boxes = notebook.page.locator(".wb-explorer")
    for number in range(len(EXPLORERS)):
        rows = boxes.nth(number).locator("tbody tr")
        rows.first.wait_for()
        rows.first.click()
        boxes.nth(number).locator(".wb-side h4").first.wait_for()
    notebook.page.wait_for_timeout(1_000)  # what would run has the time to
    assert notebook.page.evaluate("() => window.PWNED ?? null") is None
    assert notebook.page.locator("iframe[srcdoc], img[src=x]").count() == 0
