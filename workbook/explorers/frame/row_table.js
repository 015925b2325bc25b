// A table that one walks with the arrow keys. It holds the rows around what is in sight; Python has the rest.
const HIGH = 26;                               // pixels of a row, as in style.css

function render({ model, el }) {
  const box = document.createElement("div");
  box.className = "wb-grid";
  box.tabIndex = 0;
  const table = document.createElement("table");
  table.setAttribute("role", "grid");
  const head = table.createTHead().insertRow();
  const body = table.createTBody();
  box.append(table);
  el.append(box);
  const name = `wb-${model.model_id ?? Math.random().toString(36).slice(2)}`;
  let asked = -1;

  function cell(row, text, tag = "td") {
    const made = document.createElement(tag);
    made.textContent = text;
    made.title = text;
    row.append(made);
    return made;
  }
  function endsInSight(made, text) {           // cut at the left: what stands before a word is read from the word
    const words = document.createElement("bdi");
    words.textContent = text;
    made.replaceChildren(words);
    made.style.cssText = "direction:rtl;text-align:right";
  }
  function spacer(rows) {
    const row = body.insertRow();
    row.setAttribute("aria-hidden", "true");
    const made = row.insertCell();
    made.colSpan = model.get("columns").length;
    made.style.cssText = `height:${rows * HIGH}px;padding:0;border:0`;
  }
  function header() {
    head.replaceChildren();
    for (const [title, share] of model.get("columns")) {
      const made = cell(head, title, "th");
      made.scope = "col";
      made.style.width = `${share}%`;
    }
  }
  function fill() {
    const { first, n, rows } = model.get("page");
    const isOther = +el.dataset.rows !== n;
    if (isOther || (first <= asked && asked < first + rows.length)) asked = -1;
    table.setAttribute("aria-rowcount", n + 1);
    table.setAttribute("aria-label", model.get("label"));
    body.replaceChildren();
    if (first) spacer(first);
    rows.forEach((texts, i) => {
      const row = body.insertRow();
      row.id = `${name}-${first + i}`;
      row.dataset.at = first + i;
      row.setAttribute("role", "row");
      row.setAttribute("aria-rowindex", first + i + 2);
      texts.forEach((text, at) => {
        const made = cell(row, text);
        made.setAttribute("role", "gridcell");
        if (model.get("columns")[at]?.[2] === "right") endsInSight(made, text);
      });
      row.onclick = () => go(first + i);
    });
    if (first + rows.length < n) spacer(n - first - rows.length);
    el.dataset.rows = n;
    if (isOther) follow();                     // the same rows again stay where one has scrolled to
    mark();
    ask();
  }
  function mark() {
    body.querySelectorAll("[aria-selected]").forEach((row) => row.removeAttribute("aria-selected"));
    box.removeAttribute("aria-activedescendant");
    const row = body.querySelector(`[data-at="${model.get("at")}"]`);
    if (!row) return;
    row.setAttribute("aria-selected", "true");
    box.setAttribute("aria-activedescendant", row.id);
  }
  function follow() {
    const at = model.get("at"), top = at * HIGH, seen = box.clientHeight - HIGH;
    if (at < 0) return;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + HIGH > box.scrollTop + seen) box.scrollTop = top + HIGH - seen;
    ask();
  }
  function ask() {
    const { first, n, rows } = model.get("page"), seen = Math.ceil(box.clientHeight / HIGH);
    const top = Math.floor(Math.min(box.scrollTop, Math.max(0, n - 1) * HIGH) / HIGH), bottom = Math.min(n, top + seen);
    if ((top < first || bottom > first + rows.length) && asked !== top) { asked = top; model.send({ ask: top }); }
  }
  function go(at) {
    const n = model.get("page").n;
    if (n) model.send({ go: Math.max(0, Math.min(n - 1, at)) });
  }
  box.onscroll = ask;
  box.onkeydown = (event) => {
    const at = model.get("at"), page = Math.max(1, Math.floor(box.clientHeight / HIGH) - 2);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: Infinity, Enter: at }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();                   // the notebook has its own meaning for arrows and Enter
    go(to);
  };
  model.on("change:columns", () => { header(); fill(); });
  model.on("change:page", fill);
  model.on("change:at", () => { mark(); follow(); });
  header();
  fill();
  model.send({ ready: true });
  let high = 0;
  const seen = new ResizeObserver(() => {      // the selected row is in sight as soon as there is a place to scroll
    if (!high) follow();
    high = box.clientHeight;
  });
  seen.observe(box);
  return () => seen.disconnect();
}
export default { render };
