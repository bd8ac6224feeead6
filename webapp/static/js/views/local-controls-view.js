import { Listeners, h, icon, setIcon } from "../lib/dom.js";
import { Permission } from "../protocol.js";
import { toggleLabel } from "./controls-view.js";

// Beyond this the picture is visibly elsewhere; sync.js draws it in by itself below.
const LATE = 2; // seconds
const SECOND = 1_000;

/** What changes only this device: sound, being in step, fullscreen. Everybody has these. */
export function mount(root, { stage, store, fullscreen, picture, playback, telegram, t }) {
  const hereIcon = icon("pause");
  const here = button(hereIcon, "pause-here", () => playback.toggle());
  const soundIcon = icon("volume");
  const sound = button(soundIcon, "mute-button", () => stage.toggleMuted());
  sound.classList.add("local__sound");
  const volume = h("input", {
    class: "range local__volume",
    type: "range",
    min: 0,
    max: 1,
    step: 0.05,
    "aria-label": t("control_volume"),
    "data-testid": "volume",
    oninput: () => stage.setVolume(Number(volume.value)),
  });
  const exactness = h("span", { class: "local__exactness", "data-testid": "exactness" });
  const resync = button(icon("sync"), "resync-button", () => {
    telegram.haptic.impact("light");
    stage.sync?.resync();
  });
  resync.classList.add("local__resync");
  resync.append(exactness);
  label(resync, t("control_resync"));
  const float = button(icon("picture"), "picture-button", () => picture.toggle());
  float.classList.add("local__float");
  const fillIcon = icon("fullscreen");
  const fill = button(fillIcon, "fullscreen-button", () => fullscreen.toggle());
  fill.classList.add("local__fill");

  function drawSound() {
    const isSilent = stage.muted || stage.volume === 0 || stage.gate === "tap";
    setIcon(soundIcon, isSilent ? "muted" : "volume");
    label(sound, t(isSilent ? "control_unmute" : "control_mute"));
    volume.value = isSilent ? 0 : stage.volume;
    volume.style.setProperty("--done", volume.value);
    resync.hidden = stage.player === null;
  }

  /** Those who may control have the play button for it. */
  function drawHere() {
    here.hidden = !playback.isPersonal || store.can(Permission.CONTROL);
    setIcon(hereIcon, playback.isPaused ? "play" : "pause");
    label(here, t(toggleLabel(playback)));
  }

  function drawFill() {
    setIcon(fillIcon, fullscreen.isOn ? "exit-fullscreen" : "fullscreen");
    label(fill, t(fullscreen.isOn ? "control_exit_fullscreen" : "control_fullscreen"));
  }

  function drawPicture() {
    float.hidden = !picture.isPossible;
    float.setAttribute("aria-pressed", String(picture.isOn));
    label(float, t(picture.isOn ? "control_exit_picture_in_picture" : "control_picture_in_picture"));
  }

  function drawDrift() {
    const off = stage.exactness;
    resync.toggleAttribute("data-late", Math.abs(stage.sync?.drift ?? 0) > LATE);
    exactness.textContent = off === null ? "" : offBy(off, t);
    const words = off === null ? "control_resync" : "control_resync_exact";
    label(resync, t(words, { off: exactness.textContent }));
  }

  root.append(here, sound, volume, resync, float, fill);
  drawHere();
  drawSound();
  drawFill();
  drawPicture();
  const timer = setInterval(drawDrift, 1000);
  const listeners = new Listeners();
  listeners.on(stage, "sound replaced failure", drawSound);
  listeners.on(stage, "sound replaced failure durationchange", drawHere);
  listeners.on(store, "change", drawHere);
  listeners.on(fullscreen, "change", drawFill);
  listeners.on(picture, "change", drawPicture);
  return () => {
    clearInterval(timer);
    listeners.stop();
    root.replaceChildren();
  };
}

/** @param {number} ms */
function offBy(ms, t) {
  if (ms >= SECOND) return t("exact_seconds", { seconds: (ms / SECOND).toFixed(1) });
  return t("exact_milliseconds", { milliseconds: Math.max(1, Math.round(ms)) });
}

function button(picture, testid, onclick) {
  const attributes = { class: "btn btn--icon btn--ghost", type: "button", "data-testid": testid };
  return h("button", { ...attributes, onclick }, picture);
}

function label(element, text) {
  element.title = text;
  element.setAttribute("aria-label", text);
}
