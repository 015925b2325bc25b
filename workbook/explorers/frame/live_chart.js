// Draws the chart; rows and signals come from Python. vegaEmbed stands above, in the bundle.
const isDark = () => document.body.dataset.jpThemeLight === "false";

async function render({ model, el }) {
  el.classList.add("wb-chart");
  const box = document.createElement("div"), head = document.createElement("canvas");
  head.className = "wb-chart-head";            // a copy of axis and legend, which stands still
  head.setAttribute("aria-hidden", "true");
  el.append(head, box);
  let api = null, turn = 0, shown = 0, size = "", columns = {};

  async function embed() {
    const mine = ++turn;
    const spec = structuredClone(model.get("specs")[isDark() ? "dark" : "light"]);
    const options = { actions: false, renderer: "canvas", ast: false, logLevel: 1 };  // empty data is no reason to warn
    const made = await vegaEmbed(box, spec, options);
    if (mine !== turn) return made.finalize();
    if (api) api.finalize();
    api = made; size = ""; shown = mine;
    el.view = api.view;
    api.view.addEventListener("click", (event, item) => {
      const id = item && item.datum && item.datum.id;
      if (id === undefined || id === null) return;
      model.set("picked", { id, n: (model.get("picked").n ?? 0) + 1 });
      model.save_changes();
    });
    await draw(true);
  }
  const tried = (work) => work.catch((error) => model.send({ failed: String(error?.stack ?? error) }));

  function standStill() {                      // the part of the picture that ends above the first row
    const canvas = box.querySelector("canvas"), fixed = model.get("fixed");
    if (!canvas) return;
    const scale = canvas.width / canvas.clientWidth, top = api.view.origin()[1] + api.view.padding().top;
    const high = Math.round(top > 12 || fixed ? top + fixed : 0);
    head.style.cssText = `width:${canvas.clientWidth}px;height:${high}px;margin-bottom:-${high}px`;
    if (!high) return;
    head.width = canvas.width;
    head.height = high * scale;
    head.getContext("2d").drawImage(canvas, 0, 0, canvas.width, high * scale, 0, 0, canvas.width, high * scale);
  }

  function rowsOf(columns) {
    const names = Object.keys(columns), n = names.length ? columns[names[0]].length : 0;
    return Array.from({ length: n }, (_, i) => Object.fromEntries(names.map((name) => [name, columns[name][i]])));
  }

  async function draw(all) {
    if (!api || shown !== turn) return;        // another specification is on its way, and draws when it is there
    const view = api.view;
    for (const [name, value] of Object.entries(model.get("signals"))) view.signal(name, value);
    if (all) {
      columns = JSON.parse(model.get("rows"));
      for (const [name, some] of Object.entries(columns))
        view.change(name, view.changeset().remove(() => true).insert(rowsOf(some)));
    }
    const now = `${model.get("width")}x${model.get("height")}`;
    if (now !== size) { view.width(model.get("width")).height(model.get("height")).resize(); size = now; }
    const seq = model.get("seq");
    await view.runAsync();
    el.dataset.drawn = seq;
    requestAnimationFrame(() => setTimeout(() => model.send({ drawn: seq })));  // the rest is sent when this is seen
    box.setAttribute("aria-label", model.get("description"));
    standStill();
    reveal();
  }

  function reveal() {                          // scroll to the selected mark where the chart is higher than its place
    const { selected } = model.get("signals"), place = el.parentElement;
    const at = selected && columns.marks ? columns.marks.id.indexOf(selected) : -1;
    if (at < 0 || !place) return;
    const y = columns.marks.y[at] + api.view.origin()[1], free = place.clientHeight - 40;
    if (y < place.scrollTop + head.offsetHeight + 20 || y > place.scrollTop + free) place.scrollTop = y - free / 2;
  }

  let whole = false;                           // one message may change several traits: draw once
  model.on("change:specs", () => tried(embed()));
  model.on("change:rows", () => { whole = true; });
  model.on("change:seq", () => queueMicrotask(() => { const all = whole; whole = false; tried(draw(all)); }));

  let timer = 0;
  const fits = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const room = Math.floor(el.clientWidth);
      if (room > 200 && Math.abs(room - model.get("room")) > 6) { model.set("room", room); model.save_changes(); }
    }, 120);
  });
  fits.observe(el);
  const theme = new MutationObserver(() => tried(embed()));
  theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  await tried(embed());
  return () => { fits.disconnect(); theme.disconnect(); if (api) api.finalize(); };
}
export default { render };
