import { openDialog } from "../lib/dialog.js";
import { h, setText } from "../lib/dom.js";
import { STEP_MS, USUAL_MS, bounded, offsetAt, placeOf } from "../own-offset.js";

// A drag is many wishes, and each that is obeyed may cost a seek.
const GATHER_MS = 150;
const REPEATED_FROM_MS = 400;
const REPEATED_EVERY_MS = 100;
const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

/** @returns {string} In words, from the room's point of view. */
export function offsetWords(ms, { t, locale }) {
  if (ms === 0) return t("offset_none");
  const seconds = (Math.abs(ms) / 1000).toLocaleString(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return t(ms > 0 ? "offset_ahead" : "offset_behind", { seconds });
}

/** Open what this device is set by so that it sounds with the others; the video plays on. */
export function openOwnOffset({ preferences, stage, telegram, t, locale }) {
  let wanted = preferences.ownOffsetMs;
  let waiting = 0;
  const value = h("output", { class: "offset__value tabular", "data-testid": "offset-value" });
  const slider = h("input", {
    class: "range offset__line",
    type: "range",
    min: -1,
    max: 1,
    step: "any",
    "aria-label": t("offset_title"),
    "data-testid": "offset-slider",
    oninput: () => want(offsetAt(Number(slider.value))),
    onkeydown: (event) => {
      if (!(event.key in KEYS)) return;
      want(wanted + KEYS[event.key] * STEP_MS);
      event.preventDefault();
    },
  });
  const later = stepButton("−", t("offset_later"), "offset-later", () => step(-1));
  const earlier = stepButton("+", t("offset_earlier"), "offset-earlier", () => step(1));
  const reset = choice(t("offset_reset"), "offset-reset", 0);

  function want(ms) {
    wanted = bounded(ms);
    draw();
    clearTimeout(waiting);
    waiting = setTimeout(() => (preferences.ownOffsetMs = wanted), GATHER_MS);
  }

  function step(direction) {
    telegram.haptic.impact("light");
    want(wanted + direction * STEP_MS);
  }

  function draw() {
    const words = offsetWords(wanted, { t, locale });
    setText(value, words);
    slider.value = placeOf(wanted);
    slider.style.setProperty("--done", (placeOf(wanted) + 1) / 2);
    slider.setAttribute("aria-valuetext", words);
    reset.disabled = wanted === 0;
  }

  function choice(label, testid, ms) {
    const attributes = { class: "btn", type: "button", "data-testid": testid };
    return h("button", { ...attributes, onclick: () => want(ms) }, label);
  }

  draw();
  const words = { title: t("offset_title"), closeLabel: t("close"), testid: "offset-dialog" };
  const dialog = openDialog(
    words,
    value,
    h("div", { class: "offset__row" }, later, slider, earlier),
    h(
      "div",
      { class: "offset__choices" },
      choice(t("offset_bluetooth"), "offset-bluetooth", USUAL_MS.bluetooth),
      choice(t("offset_tv"), "offset-tv", USUAL_MS.tv),
      reset,
    ),
    h("p", { class: "soft small" }, t(stage.isLive ? "offset_live" : "offset_hint")),
  );
  dialog.classList.add("dialog--clear");
}

/** A button that goes on while it is held. */
function stepButton(sign, label, testid, act) {
  let timer = 0;
  const stop = () => clearTimeout(timer);
  const repeat = () => {
    act();
    timer = setTimeout(repeat, REPEATED_EVERY_MS);
  };
  const start = () => {
    stop();
    timer = setTimeout(repeat, REPEATED_FROM_MS);
  };
  return h(
    "button",
    {
      class: "btn btn--icon offset__step",
      type: "button",
      title: label,
      "aria-label": label,
      "data-testid": testid,
      onclick: act,
      onpointerdown: start,
      onpointerup: stop,
      onpointerleave: stop,
      onpointercancel: stop,
      oncontextmenu: (event) => event.preventDefault(),
    },
    sign,
  );
}
