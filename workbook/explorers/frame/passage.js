// HTML to read; Python escapes it, and each link carries the identifier of the row it leads to.
function render({ model, el }) {
  el.classList.add("wb-reading-place");
  const place = () => {                        // the marked words are in sight, a line under the upper edge or higher
    const box = el.closest(".wb-side, .wb-plot"), mark = el.querySelector("mark");
    if (!box || el.querySelector(".wb-conflicts")) return;
    const buttons = box.querySelector(".wb-over")?.offsetHeight ?? 0;  // they stand still over what is read
    const low = mark ? mark.getBoundingClientRect().bottom - box.getBoundingClientRect().top + box.scrollTop : 0;
    const texts = el.closest(".wb-plans");      // both texts of a point stand over what articles say of it
    box.scrollTop = low > box.clientHeight - buttons / 2 && !texts ? low - box.clientHeight + 24 : 0;
  };
  const choose = () => el.querySelectorAll("[data-id]").forEach((one) => {
    const chosen = one.dataset.id === model.get("selected");
    one.classList.toggle("wb-chosen", chosen);
    if (chosen) one.scrollIntoView({ block: "nearest" });
  });
  const fill = () => { el.innerHTML = model.get("value"); place(); choose(); };
  el.onclick = (event) => {
    const link = event.target.closest("[data-id]");
    if (!link) return;
    event.preventDefault();
    model.set("picked", { id: link.dataset.id, n: (model.get("picked").n ?? 0) + 1 });
    model.save_changes();
  };
  model.on("change:value", fill);
  model.on("change:selected", choose);
  model.send({ ready: true });
  fill();
  requestAnimationFrame(place);                // when there is a place to scroll
}
export default { render };
