// A list of which any number is ticked, with a search over it and a button that clears all.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function render({ model, el }) {
  el.classList.add("wb-choice");
  const search = document.createElement("input"), clear = document.createElement("button");
  const count = document.createElement("span"), list = document.createElement("div");
  search.type = "search";
  search.placeholder = "Find in this list…";
  search.setAttribute("aria-label", `Find among ${model.get("label")}`);
  clear.className = "jupyter-button widget-button";
  clear.textContent = "Clear all";
  count.className = "wb-quiet";
  list.className = "wb-choice-list";
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", model.get("label"));
  const head = document.createElement("div");
  head.className = "wb-row";
  head.append(search, clear, count);
  el.append(head, list);

  const key = (value) => JSON.stringify(value);
  const chosen = () => new Set(model.get("value").map(key));
  function counted() {
    const n = model.get("value").length;
    count.textContent = n ? `${n} of ${model.get("options").length} chosen` : "none chosen: all are shown";
    clear.disabled = !n;
  }
  function fill() {
    const now = chosen();
    list.replaceChildren();
    for (const [words, value] of model.get("options")) {
      const label = document.createElement("label"), box = document.createElement("input");
      box.type = "checkbox";
      box.checked = now.has(key(value));
      box.onchange = () => {
        const some = chosen();
        box.checked ? some.add(key(value)) : some.delete(key(value));
        model.set("value", model.get("options").map(([, one]) => one).filter((one) => some.has(key(one))));
        model.save_changes();
        counted();
      };
      box.dataset.value = key(value);
      label.append(box, document.createTextNode(` ${words}`));
      list.append(label);
    }
    counted();
    narrow();
  }
  function narrow() {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    for (const label of list.children) label.hidden = !words.every((word) => plain(label.textContent).includes(word));
  }
  function mark() {
    const now = chosen();
    for (const box of list.querySelectorAll("input")) box.checked = now.has(box.dataset.value);
    counted();
  }
  search.oninput = narrow;
  clear.onclick = () => { model.set("value", []); model.save_changes(); mark(); };
  model.on("change:options", fill);
  model.on("change:value", mark);
  fill();
}
export default { render };
