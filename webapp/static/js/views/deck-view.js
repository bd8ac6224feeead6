import { Listeners, h } from "../lib/dom.js";
import { Permission } from "../protocol.js";
import * as ask from "./ask-view.js";
import * as controls from "./controls-view.js";
import * as localControls from "./local-controls-view.js";
import * as seek from "./seek-view.js";

/**
 * The bar under the video, never over it: YouTube forbids that. Those who may control get the
 * panel, everybody else the line of the playhead; it follows when a role changes.
 */
export function mount(root, room) {
  const { store, stage } = room;
  const shared = h("div", { class: "deck__shared" });
  const local = h("div", { class: "deck__local" });
  root.append(shared, local);
  const unmounts = [localControls.mount(local, room), ask.mount(local, room)];
  let drawnFor = null;
  let unmountShared = () => {};

  function draw() {
    const canControl = store.can(Permission.CONTROL);
    root.hidden = !store.room || (!store.room.current && !canControl);
    if (canControl === drawnFor) return;
    drawnFor = canControl;
    root.toggleAttribute("data-panel", canControl);
    unmountShared();
    unmountShared = canControl
      ? mountPanel(shared, room)
      : seek.mount(shared, { ...room, seeker: null });
  }

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  listeners.on(stage, "buffering", ({ detail }) => root.toggleAttribute("data-buffering", detail));
  listeners.on(stage, "replaced failure", () => root.removeAttribute("data-buffering"));
  return () => {
    listeners.stop();
    for (const unmount of unmounts) unmount();
    unmountShared();
    root.replaceChildren();
  };
}

function mountPanel(root, room) {
  const line = h("div", { class: "controls__seek" });
  const buttons = h("div", { class: "controls__buttons" });
  const label = room.t("control_panel");
  const attributes = { class: "controls", role: "group", "aria-label": label };
  root.append(h("div", { ...attributes, "data-testid": "control-panel" }, line, buttons));
  const unmounts = [seek.mount(line, room), controls.mount(buttons, room)];
  return () => {
    for (const unmount of unmounts) unmount();
    root.replaceChildren();
  };
}
