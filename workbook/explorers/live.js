// Draws the chart; rows and signals come from Python. vegaEmbed stands above, in the bundle.
const isDark = () => document.body.dataset.jpThemeLight === "false";

async function render({ model, el }) {
  el.classList.add("wb-chart");
  const box = document.createElement("div");
  el.append(box);
  let api = null, turn = 0, shown = 0, size = "";

  async function embed() {
    const mine = ++turn;
    const spec = structuredClone(model.get("specs")[isDark() ? "dark" : "light"]);
    const made = await vegaEmbed(box, spec, { actions: false, renderer: "canvas", ast: false });
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

  function rowsOf(columns) {
    const names = Object.keys(columns), rows = [];
    const n = names.length ? columns[names[0]].length : 0;
    for (let i = 0; i < n; i++) { const row = {}; for (const name of names) row[name] = columns[name][i]; rows.push(row); }
    return rows;
  }

  async function draw(all) {
    if (!api || shown !== turn) return;        // another specification is on its way, and draws when it is there
    const view = api.view;
    for (const [name, value] of Object.entries(model.get("signals"))) view.signal(name, value);
    if (all) for (const [name, columns] of Object.entries(model.get("data")))
      view.change(name, view.changeset().remove(() => true).insert(rowsOf(columns)));
    const now = `${model.get("width")}x${model.get("height")}`;
    if (now !== size) { view.width(model.get("width")).height(model.get("height")).resize(); size = now; }
    await view.runAsync();
    box.setAttribute("aria-label", model.get("description"));
    el.dataset.drawn = model.get("seq");
    reveal();
  }

  function reveal() {                          // scroll to the selected mark where the chart is higher than its place
    const { selected } = model.get("signals"), columns = model.get("data").marks, place = el.parentElement;
    const at = selected && columns ? columns.id.indexOf(selected) : -1;
    if (at < 0 || !place) return;
    const y = columns.y[at] + api.view.origin()[1], free = place.clientHeight - 40;
    if (y < place.scrollTop + 40 || y > place.scrollTop + free) place.scrollTop = y - free / 2;
  }

  let queued = false, whole = false;          // one message may change several traits: draw once
  const kick = (all) => {
    whole = whole || all;
    if (!queued) { queued = true; queueMicrotask(() => { queued = false; const w = whole; whole = false; draw(w); }); }
  };
  model.on("change:specs", embed);
  model.on("change:data change:width change:height", () => kick(true));
  model.on("change:signals", () => kick(false));

  let timer = 0;
  const fits = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const room = Math.floor(el.clientWidth);
      if (room > 200 && Math.abs(room - model.get("room")) > 6) { model.set("room", room); model.save_changes(); }
    }, 120);
  });
  fits.observe(el);
  const theme = new MutationObserver(embed);
  theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  await embed();
  return () => { fits.disconnect(); theme.disconnect(); if (api) api.finalize(); };
}
export default { render };
