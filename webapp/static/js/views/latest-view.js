import { Listeners, h } from "../lib/dom.js";
import { nameOf } from "../lib/format.js";

const MOST = 4; // lines; more would hide the picture
const STAYS_MS = 8_000;
const FADES_MS = 600;

/**
 * The last lines of the chat while the picture fills the screen: over it where that is allowed,
 * below it elsewhere.
 *
 * @param {HTMLElement} screen What lies over the picture.
 * @param {HTMLElement} below What follows the picture.
 */
export function mount(screen, below, { connection, fullscreen, stage, t }) {
  const lines = h("ol", {
    class: "latest",
    role: "log",
    "aria-live": "polite",
    "aria-label": t("chat_latest"),
    "data-testid": "latest",
    hidden: true,
  });
  const timers = new Set();

  function draw() {
    const place = stage.isCoverable ? screen : below;
    if (lines.parentElement !== place) place.append(lines);
    lines.hidden = !fullscreen.isOn;
    lines.toggleAttribute("data-over", stage.isCoverable);
    if (!fullscreen.isOn) clear();
  }

  function receive({ detail: message }) {
    if (!fullscreen.isOn || !message.text) return;
    const author = { id: message.user_id, name: message.name };
    const name = h("b", { class: "latest__name" }, nameOf(author, t));
    const line = h("li", { class: "latest__line" }, name, ` ${message.text}`);
    lines.append(line);
    while (lines.children.length > MOST) lines.firstElementChild.remove();
    after(STAYS_MS, () => {
      line.dataset.leaving = "";
      after(FADES_MS, () => line.remove());
    });
  }

  function after(ms, action) {
    const timer = setTimeout(() => {
      timers.delete(timer);
      action();
    }, ms);
    timers.add(timer);
  }

  function clear() {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    lines.replaceChildren();
  }

  draw();
  const listeners = new Listeners();
  listeners.on(connection, "message", receive);
  listeners.on(fullscreen, "change", draw);
  listeners.on(stage, "replaced failure", draw);
  return () => {
    listeners.stop();
    clear();
    lines.remove();
  };
}
