// A button: Python makes the bytes on a click, the browser saves them. No server, no address.
function render({ model, el }) {
  const button = document.createElement("button");
  button.className = "jupyter-widgets jupyter-button widget-button mod-primary";
  const show = () => { button.textContent = model.get("label"); button.disabled = model.get("disabled"); };
  button.onclick = () => { button.disabled = true; model.send({ make: true }); };
  const got = (message, buffers) => {
    button.disabled = false;
    if (!message.name) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([buffers[0]], { type: message.mime }));
    link.download = message.name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  model.on("msg:custom", got);
  model.on("change:label change:disabled", show);
  show();
  el.append(button);
  return () => model.off("msg:custom", got);
}
export default { render };
