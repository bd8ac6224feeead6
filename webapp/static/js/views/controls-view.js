import { Listeners, h, icon, setIcon } from "../lib/dom.js";
import { formatRate } from "../lib/format.js";
import { Command } from "../protocol.js";
import { readyCheckOf } from "../readiness.js";
import * as frameSteps from "./frame-steps-view.js";

const RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
const STEP = 10; // seconds

/** Play, pause, steps, next and rate: mounted only for those who may control. */
export function mount(root, room) {
  const { stage, store, seeker, playback, countdown, send, t } = room;
  const playIcon = icon("play");
  const play = h(
    "button",
    {
      class: "btn btn--primary btn--icon controls__play",
      type: "button",
      "data-testid": "play-button",
      onclick: () => playback.toggle(),
    },
    playIcon,
  );
  const back = button("back-10", t("control_back"), "back-button", () => seeker.nudge(-STEP));
  const forward = button("forward-10", t("control_forward"), "forward-button", () =>
    seeker.nudge(STEP),
  );
  const next = button("next", t("control_next"), "next-button", () =>
    send(Command.SKIP, { item_id: store.room.current.id }),
  );
  const rate = h("select", {
    class: "controls__rate tabular",
    "aria-label": t("control_rate"),
    "data-testid": "rate",
    onchange: () => send(Command.SET_RATE, { rate: Number(rate.value) }).then(draw),
  });
  const ask = button("check", t("ready_ask"), "ready-ask", () => playback.askAround());
  ask.classList.add("controls__ask");
  root.append(play, back, forward, next, ask, rate);
  const unmountSteps = frameSteps.mount(root, room);

  function draw() {
    if (!store.room) return;
    const { current, playback: motion, queue } = store.room;
    const paused = playback.isPaused;
    const isOn = current !== null;
    const label = t(countdown.isOn ? "countdown_start_now" : toggleLabel(playback));
    setIcon(playIcon, paused ? "play" : "pause");
    play.setAttribute("aria-label", label);
    play.title = label;
    play.dataset.state = paused ? "paused" : "playing";
    play.disabled = back.disabled = forward.disabled = rate.disabled = !isOn;
    back.hidden = forward.hidden = stage.isLive;
    // Before a still picture, and if there is somebody to ask.
    const isAsking = readyCheckOf(store.room, store.nowMs) !== null;
    ask.hidden = !isOn || !paused || playback.isPersonal || isAsking || store.presence.count < 2;
    next.hidden = !isOn || queue.length === 0;
    drawRates(motion.rate);
  }

  function drawRates(current) {
    const offered = ratesOf(stage.player?.capabilities, current);
    rate.hidden = offered.length < 2;
    const options = offered.map((value) => h("option", { value }, formatRate(value)));
    if (rate.options.length !== options.length) rate.replaceChildren(...options);
    rate.value = current;
  }

  draw();
  const listeners = new Listeners();
  listeners.on(store, "change", draw);
  listeners.on(countdown, "change", draw);
  listeners.on(stage, "replaced durationchange sound", draw);
  return () => {
    listeners.stop();
    unmountSteps();
    root.replaceChildren();
  };
}

/** @returns {string} A msgid: what the play button does now, and for whom. */
export function toggleLabel({ isPaused, isPersonal }) {
  if (isPersonal) return isPaused ? "control_live_back" : "control_pause_here";
  return isPaused ? "control_play" : "control_pause";
}

/** @returns {number[]} Rates to offer: what the player can, and always the one that is on. */
export function ratesOf(capabilities, current) {
  const { rates = "fine", is_live: isLive = false } = capabilities ?? {};
  const able = rates === "fine" ? RATES : RATES.filter((rate) => rates?.includes(rate));
  const offered = isLive ? [] : able;
  return offered.includes(current) ? offered : [...offered, current].sort((a, b) => a - b);
}

function button(name, label, testid, onclick) {
  const attributes = {
    class: "btn btn--icon btn--ghost",
    type: "button",
    title: label,
    "aria-label": label,
    "data-testid": testid,
    onclick,
  };
  return h("button", attributes, icon(name));
}
