// An actor's card; Python gives escaped HTML in which each link carries the identifier of the row it leads to.
function render({ model, el }) {
  el.classList.add("wb-card-place");
  const fill = () => { el.innerHTML = model.get("html"); el.parentElement?.scrollTo(0, 0); };
  el.onclick = (event) => {
    const link = event.target.closest("[data-id]");
    if (!link) return;
    event.preventDefault();
    model.set("picked", { id: link.dataset.id, n: (model.get("picked").n ?? 0) + 1 });
    model.save_changes();
  };
  model.on("change:html", fill);
  fill();
}
export default { render };
