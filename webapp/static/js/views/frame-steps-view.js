import { Listeners, h, icon } from "../lib/dom.js";

/** A frame back, a frame on: while the room is paused, for those who may control. */
export function mount(root, { stage, store, countdown, playback, t }) {
  const steps = h(
    "div",
    { class: "frames", role: "group", "aria-label": t("frames_title"), "data-testid": "frames" },
    button("frame-back", t("frame_back"), () => playback.step(-1)),
    h("span", { class: "frames__word soft small", "aria-hidden": "true" }, t("frames_title")),
    button("frame-forward", t("frame_forward"), () => playback.step(1)),
  );
  root.append(steps);

  function draw() {
    steps.hidden = !playback.canStep;
  }

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  listeners.on(countdown, "change", draw);
  listeners.on(stage, "replaced failure durationchange", draw);
  return () => {
    listeners.stop();
    steps.remove();
  };
}

function button(name, label, onclick) {
  const attributes = { class: "btn btn--icon btn--ghost", type: "button", title: label, onclick };
  return h("button", { ...attributes, "aria-label": label, "data-testid": name }, icon(name));
}
