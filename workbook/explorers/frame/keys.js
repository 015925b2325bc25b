// The keyboard of an explorer: its keys stay its own; Esc closes, Ctrl-Z takes back; and what was sought is marked.
const TYPING = "input, textarea, select, [contenteditable]";
const OURS = "data-lm-suppress-shortcuts";
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function render({ model, el }) {
  el.style.display = "none";
  let root = null, timer = 0, last = null;      // what had the focus last

  function found() {                           // mark the words that were sought, without touching the page's markup
    if (!root || !window.Highlight) return;
    const words = model.get("sought").filter((word) => word.length > 1), ranges = [];
    for (const place of words.length ? root.querySelectorAll(".wb-grid tbody, .wb-side") : []) {
      const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      for (let node; (node = walker.nextNode()); ) {
        const text = plain(node.data);
        if (text.length !== node.data.length) continue;
        for (const word of words)
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            ranges.push(range);
          }
      }
    }
    const name = `wb-found-${model.get("name")}`;
    if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
    else CSS.highlights.delete(name);
  }
  function hold() {                            // what had the focus is gone: the form that took its place has it, or all
    if (!last || last.offsetParent || document.activeElement !== document.body) return;
    (root.querySelector(".wb-over input, .wb-over select, .wb-over textarea") ?? root).focus({ preventScroll: true });
  }
  const soon = () => { clearTimeout(timer); timer = setTimeout(() => { found(); hold(); }, 80); };
  const seen = new MutationObserver(soon);

  // JupyterLab looks for a shortcut from the focused element upwards and stops where the attribute stands; many of its
  // shortcuts are for the focused element itself, so that one must carry it.
  const keep = (event) => { last = event.target; last.setAttribute(OURS, "true"); };

  function pressed(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      model.send({ key: "escape" });
    } else if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z" && !event.target.closest(TYPING)) {
      event.preventDefault();
      event.stopPropagation();
      model.send({ key: "undo" });
    }
  }
  function adopt(tries) {                      // the explorer stands around this only when it is in the page
    root = el.closest(".wb-explorer");
    if (!root) { if (tries) requestAnimationFrame(() => adopt(tries - 1)); return; }
    root.tabIndex = -1;                        // a click on the chart stays here, too: otherwise the cell gets the keys
    root.setAttribute(OURS, "true");
    root.addEventListener("focusin", keep);
    root.addEventListener("keydown", pressed, true);  // before a text field, which keeps its keys to itself
    seen.observe(root, { childList: true, subtree: true, characterData: true });
    found();
  }
  model.on("change:sought", soon);
  adopt(600);
  return () => { seen.disconnect(); root?.removeEventListener("keydown", pressed, true); root?.removeEventListener("focusin", keep); CSS.highlights?.delete(`wb-found-${model.get("name")}`); };
}
export default { render };
