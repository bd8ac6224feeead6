import { outline } from "../emotion-curve.js";
import { Listeners, h, svg } from "../lib/dom.js";
import { formatTime } from "../lib/format.js";

// A storm changes the curve ten times a second; nobody sees the bar change oftener than this.
const REDRAW_MS = 1_000;
const WORDS = {
  "❤️": "curve_most_loved",
  "🔥": "curve_most_burned",
  "😂": "curve_most_laughed",
  "😱": "curve_most_scared",
  "💀": "curve_most_died",
};

let serial = 0;

/**
 * The silhouette of what people felt, over the line of the playhead, and in words for those who
 * listen to it.
 *
 * @param {HTMLElement} track Where the line lies.
 * @param {HTMLElement} line What the words describe.
 */
export function mount(track, line, { curve, stage, t }) {
  const path = svg("path");
  const attributes = { class: "curve", viewBox: "0 0 1 1", preserveAspectRatio: "none" };
  const shape = svg("svg", { ...attributes, "aria-hidden": "true", "data-testid": "curve" }, path);
  const id = `curve-words-${++serial}`;
  const words = h("span", { class: "visually-hidden", id, "data-testid": "curve-words" });
  let waiting = 0;

  function draw() {
    waiting = 0;
    const drawn = stage.isLive ? "" : outline(curve.heights(stage.duration));
    path.setAttribute("d", drawn);
    shape.toggleAttribute("hidden", !drawn);
    words.textContent = drawn ? curve.peaks().map(sentence).join(" ") : "";
    if (words.textContent) line.setAttribute("aria-describedby", id);
    else line.removeAttribute("aria-describedby");
  }

  function sentence({ emotion, position }) {
    const msgid = WORDS[emotion] ?? "curve_most_other";
    return t(msgid, { emotion, time: formatTime(position) });
  }

  track.append(shape, words);
  draw();
  const listeners = new Listeners();
  listeners.on(curve, "change", () => (waiting ||= setTimeout(draw, REDRAW_MS)));
  listeners.on(stage, "replaced durationchange", draw);
  return () => {
    clearTimeout(waiting);
    listeners.stop();
  };
}
