"""Words of articles and plans that try to run: every page we write is opened in a real browser, and nothing runs."""

import pandas as pd

import workbook as wb
from tests.planned import corpus as planned
from tests.talks import spoken
from workbook import charts
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


def pages(tmp_path):
    """Yield everything that we write as a page: charts, what they look like as SVG, comparisons, passages, cards."""
    talks, plans = hostile(spoken(tmp_path / "talks", 40)), hostile(planned(tmp_path / "plans"))
    for corpus in (talks, plans):
        for name, chart in charts.standard(corpus).items():
            yield name, render(chart, "html").decode()
            yield f"{name}.svg", render(chart, "svg").decode()
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
