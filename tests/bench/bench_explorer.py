"""From the click to the drawn marks, in a real browser, at 100, 1,000 and 10,000 events.

Run ``python tests/bench/bench_explorer.py``. The plain pattern (a JupyterChart given a new chart for each
filter, every event a mark) is measured beside it: times depend on the machine, their ratio less so.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.browser import lab as tools

SIZES = (100, 1_000, 10_000)
CLICKS = 12
SETUP = """from pathlib import Path
from tests.standin import made_up
corpus = made_up(Path('n{n}'), {n}, days={days}, articles=12)
"""
EXPLORER = "from workbook.explorers import TimelineExplorer\nexplorer = TimelineExplorer(corpus, state={})\nexplorer"
PLAIN = """import altair as alt, ipywidgets as W
alt.data_transformers.disable_max_rows()
alt.JupyterChart.enable_offline(True)
columns = ['event_id', 'earliest', 'article_id', 'status', 'headline', 'actor_ids']
rows = corpus.events.explode('actor_ids').drop_duplicates('event_id')[columns].astype(object)
count = 0
def chart(chosen):
    shown = rows[rows['actor_ids'].isin(chosen)] if chosen else rows
    made = alt.Chart(shown, title=f'drawing {count}').mark_circle().properties(width=860, height=300)
    return made.encode(x='earliest:T', y='status:N', color='article_id:N', tooltip=['headline:N'])
view = alt.JupyterChart(chart(()), embed_options={'renderer': 'canvas', 'actions': False})
pick = W.SelectMultiple(options=sorted(rows['actor_ids'].dropna().unique()))
def redraw(change):
    global count
    count += 1
    view.chart = chart(change.new)
pick.observe(redraw, 'value')
box = W.VBox([pick, view]); box.add_class('plain'); box
"""
# From the event on the list until the page has drawn, and one frame more, so that the pixels are on the screen: the
# explorer's chart carries the number of the drawing, the plain one is redrawn into a new canvas. Then the table.
CHOOSE = """([box, value, kind]) => new Promise((done, fail) => {
  // the plain pattern loses a click now and then; the explorer may not
  const lost = () => kind === 'plain' ? done(null) : fail(new Error('nothing was drawn'));
  const timer = setTimeout(lost, 8000);
  const list = document.querySelector(`${box} select[multiple]`), chart = document.querySelector('.wb-chart');
  const now = () => kind === 'plain' ? document.querySelector(`${box} canvas`) : chart.dataset.drawn;
  const table = document.querySelector('.wb-grid tbody'), before = now(), times = {};
  const boxes = document.querySelectorAll(`${box} .wb-choice-list input`);  // the explorer's list: one is ticked or not
  if (list) for (const option of list.options) option.selected = option.index === value;
  const from = performance.now();
  const seen = (name) => requestAnimationFrame(() => {
    times[name] ??= performance.now() - from;
    if (times.drawn && (times.table || kind === 'plain')) { clearTimeout(timer); look.disconnect(); done(times); }
  });
  const look = new MutationObserver((changes) => {
    if (now() && now() !== before) seen('drawn');
    if (changes.some((change) => change.target === table)) seen('table');
  });
  look.observe(document.querySelector(box), {subtree: true, childList: true, attributes: true});
  if (list) list.dispatchEvent(new Event('change', {bubbles: true}));
  else boxes[value].click();
})"""
WATCH = """() => {
  window.seen = new Promise((done) => {
    setTimeout(() => done(null), 3000);  // the mark under the mouse was selected already
    let from = 0;
    window.addEventListener('click', () => { from = performance.now(); }, {capture: true, once: true});
    const change = new MutationObserver(() => {
      change.disconnect();
      requestAnimationFrame(() => done(performance.now() - from));
    });
    change.observe(document.querySelector('.wb-side'), {subtree: true, childList: true, characterData: true});
  });
}"""


def measured(browser, lab, n):
    """Milliseconds: filters in the explorer until chart and table, clicks in it, filters in the plain pattern."""
    page, _ = tools.page_of(browser, lab)
    cells = SETUP.format(n=n, days=max(400, n * 73 // 100))
    notebook = tools.Notebook(page, lab).open(lab.notebook(f"n{n}.ipynb", cells, EXPLORER, PLAIN))
    notebook.run_all()
    explorer = notebook.explorer()
    explorer.settled()
    explorer.button("Actors all").click()
    explorer.box.locator(".wb-choice-list").wait_for()
    options = explorer.box.locator(".wb-choice-list input").count()
    filters = [_chosen(page, ".wb-explorer", click % options, "live") for click in range(CLICKS + 1)][1:]
    picks = _picks(page, explorer)
    page.locator(".plain canvas").wait_for()
    plain = [_chosen(page, ".plain", click % options, "plain") for click in range(CLICKS // 2 + 1)][1:]
    page.close()
    return [
        [one["drawn"] for one in filters],
        [one["table"] for one in filters],
        picks,
        [one["drawn"] for one in plain if one],
    ]


def _chosen(page, box, option, kind):
    times = page.evaluate(CHOOSE, [box, option, kind])
    page.wait_for_timeout(600)
    return times


def _picks(page, explorer):
    """Click marks; where days are counted, open a count first."""
    page.evaluate("() => document.querySelector('.wb-explorer').scrollIntoView()")
    page.wait_for_timeout(300)
    for bar in sorted((one for one in _seen(explorer) if one["n"]), key=lambda one: abs(one["n"] - 25))[:5]:
        page.mouse.click(bar["x"], bar["y"])
        explorer.settled()
        if all(one["n"] is None for one in explorer.marks()):
            break
    picks = []
    for mark in [one for one in _seen(explorer) if one["n"] is None][: CLICKS // 2]:
        page.evaluate(WATCH)
        page.mouse.click(mark["x"], mark["y"])
        picks += filter(None, [page.evaluate("() => window.seen")])
        page.wait_for_timeout(300)
    return picks


def _seen(explorer):
    return [one for one in explorer.marks() if one["seen"]]


def run(*, soak=False):
    if not tools.chromium():
        return ["No browser was found: not measured."]
    rows = [
        "| events | filter → drawn, median (max) ms | → table, ms | click → passage, ms | plain re-render, ms | plain / explorer |",
        "|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder, tools.browser() as browser:
        lab = tools.Lab(Path(folder))
        try:
            for n in SIZES:
                drawn, table, picks, plain = measured(browser, lab, n)
                mine, follows, pick, redrawn = map(statistics.median, (drawn, table, picks, plain))
                rows.append(
                    f"| {n:,} | {mine:.0f} ({max(drawn):.0f}) | {follows:.0f} | {pick:.0f} | {redrawn:.0f} "
                    f"| {redrawn / mine:.1f} |"
                )
        finally:
            lab.stop()
    return rows
