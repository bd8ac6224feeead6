import { Listeners, h, icon } from "../lib/dom.js";
import { Permission } from "../protocol.js";

/** Opens the form for another video; while nothing is on, the form itself stands on the screen. */
export function mount(root, { store, t, onAddMedia }) {
  const attributes = { class: "btn media-button", type: "button", "data-testid": "add-button" };
  const label = t("media_add");
  const button = h(
    "button",
    { ...attributes, title: label, "aria-label": label, onclick: onAddMedia },
    icon("add"),
    h("span", {}, t("media_add_short")),
  );

  function draw() {
    const { CONTROL, QUEUE, SUGGEST } = Permission;
    const isAllowed = [CONTROL, QUEUE, SUGGEST].some((permission) => store.can(permission));
    button.hidden = !isAllowed || store.room.current === null;
  }

  root.append(button);
  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  return () => {
    listeners.stop();
    button.remove();
  };
}
