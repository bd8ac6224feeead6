import { h, setText } from "../lib/dom.js";
import { formatRate, formatTime } from "../lib/format.js";
import * as curveView from "./curve-view.js";

const REDRAW_MS = 250;
// Seconds, as video players do: a little by the arrows, a lot by the page keys.
const KEYS = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -60, PageUp: 60 };

/**
 * The line of the playhead, with its times. With a seeker it has a thumb, without one it is only
 * to be looked at.
 *
 * @param {import("../seeker.js").Seeker | null} seeker
 */
export function mount(root, { curve, stage, store, seeker, t }) {
  const position = h("span", { class: "seek__time tabular", "data-testid": "time" });
  const duration = h("span", {
    class: "seek__time seek__time--whole tabular",
    "data-testid": "duration",
  });
  const line = seeker ? slider(seeker, stage, t) : progress(t);
  const rate = h("span", { class: "seek__rate tabular", "data-testid": "shown-rate" });
  const live = h("span", { class: "seek__live", hidden: true }, t("control_live"));
  const track = h("div", { class: "seek__track" }, line);
  const unmountCurve = curveView.mount(track, line, { curve, stage, t });
  root.append(h("div", { class: "seek" }, position, track, duration, rate, live));

  function draw() {
    const at = seeker?.held ?? stage.position;
    const length = stage.duration;
    const hasLength = Number.isFinite(length) && length > 0;
    setText(position, formatTime(at));
    setText(duration, formatTime(length));
    live.hidden = !stage.isLive;
    drawRate();
    position.hidden = duration.hidden = stage.isLive;
    line.style.setProperty("--done", hasLength ? Math.min(1, at / length) : 0);
    line.setAttribute("aria-valuemax", hasLength ? Math.round(length) : 0);
    line.setAttribute("aria-valuenow", Math.round(at));
    line.setAttribute("aria-valuetext", `${formatTime(at)} / ${formatTime(length)}`);
    if (!seeker) return;
    line.disabled = !hasLength || stage.isLive;
    line.max = hasLength ? length : 1;
    line.value = at;
  }

  /** Those who may control it see it where they do. */
  function drawRate() {
    const shown = store.room?.playback.rate ?? 1;
    rate.hidden = Boolean(seeker) || stage.isLive || shown === 1;
    setText(rate, formatRate(shown));
    rate.title = t("control_rate");
  }

  draw();
  const timer = setInterval(draw, REDRAW_MS);
  seeker?.addEventListener("change", draw);
  return () => {
    clearInterval(timer);
    unmountCurve();
    seeker?.removeEventListener("change", draw);
    root.replaceChildren();
  };
}

function slider(seeker, stage, t) {
  return h("input", {
    class: "seek__line",
    type: "range",
    min: 0,
    max: 1,
    value: 0,
    step: "any",
    "aria-label": t("control_position"),
    "data-testid": "seek-slider",
    oninput: ({ target }) => seeker.hold(Number(target.value)),
    onchange: () => seeker.commit(),
    onkeydown: (event) => {
      if (event.key in KEYS) seeker.nudge(KEYS[event.key]);
      else if (event.key === "Home") seeker.moveTo(0);
      else if (event.key === "End") seeker.moveTo(stage.duration);
      else return;
      event.preventDefault();
    },
  });
}

function progress(t) {
  return h("div", {
    class: "seek__line seek__line--still",
    role: "progressbar",
    "aria-valuemin": 0,
    "aria-label": t("control_position"),
    "data-testid": "progress",
  });
}
